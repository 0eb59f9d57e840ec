//! What was marked on a session's clock: what does not count, and who did an exercise alone.

use attune_data::{Session, Span, Who};

/// From and until, seconds, in order of time; none meets the next.
pub(crate) type Stretches = Vec<(f64, f64)>;

/// What was marked as not to count, and where both followed one pacer: marked once for both, or for
/// each of them at the same time.
pub(crate) fn left_out(session: &Session) -> Stretches {
    let mut found = of(session, |span| span.code == Span::EXCLUDED);
    found.extend(joint_pacing(session));
    merged(found)
}

/// Where the two were apart.
pub(crate) fn apart(session: &Session) -> Stretches {
    merged(of(session, |span| span.code == Span::APART))
}

/// Where this person did an exercise and the other did none; a stretch coded twice is one.
pub(crate) fn pacing_alone(session: &Session, who: usize) -> Stretches {
    let joint = joint_pacing(session);
    let mut alone = Stretches::new();
    for (mut from, until) in pacing_of(session, who) {
        for &(joint_from, joint_until) in &joint {
            if joint_from < until && joint_until > from {
                alone.push((from, joint_from));
                from = joint_until;
            }
        }
        alone.push((from, until));
    }
    alone.retain(|(from, until)| from < until);
    alone
}

fn joint_pacing(session: &Session) -> Stretches {
    let mut found = of(session, |span| span.code == Span::PACING && span.who == Who::Both);
    let [a, b] = [0, 1].map(|who| pacing_of(session, who));
    for &(from, until) in &a {
        let common = b.iter().map(|&(f, u)| (from.max(f), until.min(u)));
        found.extend(common.filter(|(from, until)| from < until));
    }
    merged(found)
}

fn pacing_of(session: &Session, who: usize) -> Stretches {
    merged(of(session, |span| span.code == Span::PACING && span.who.person() == Some(who)))
}

fn of(session: &Session, wanted: impl Fn(&Span) -> bool) -> Stretches {
    let spans = session.spans.iter().filter(|span| wanted(span) && span.start_s < span.end_s);
    spans.map(|span| (span.start_s, span.end_s)).collect()
}

/// In order of time, with what meets made one.
fn merged(mut stretches: Stretches) -> Stretches {
    stretches.sort_by(|x, y| x.0.total_cmp(&y.0));
    let mut out = Stretches::new();
    for (from, until) in stretches {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => out.push((from, until)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(spans: &[(Who, f64, f64, &str)]) -> Session {
        let span = |&(who, start_s, end_s, code): &(Who, f64, f64, &str)| Span {
            who,
            start_s,
            end_s,
            code: code.to_owned(),
        };
        Session { spans: spans.iter().map(span).collect(), ..Session::default() }
    }

    #[test]
    fn one_pacer_marked_for_each_is_one_pacer_for_both() {
        let once = session(&[(Who::Both, 300.0, 900.0, Span::PACING)]);
        let each =
            session(&[(Who::A, 300.0, 900.0, Span::PACING), (Who::B, 300.0, 900.0, Span::PACING)]);
        assert_eq!(left_out(&once), [(300.0, 900.0)]);
        assert_eq!(left_out(&each), left_out(&once));
        assert!(pacing_alone(&each, 0).is_empty() && pacing_alone(&each, 1).is_empty());
    }

    #[test]
    fn what_is_coded_twice_counts_once_and_what_both_do_for_neither() {
        let coded = session(&[
            (Who::A, 60.0, 180.0, Span::PACING),
            (Who::A, 0.0, 120.0, Span::PACING),
            (Who::A, 0.0, 120.0, Span::PACING),
            (Who::B, 170.0, 300.0, Span::PACING),
            (Who::Both, 50.0, 55.0, Span::EXCLUDED),
        ]);
        assert_eq!(pacing_alone(&coded, 0), [(0.0, 170.0)]);
        assert_eq!(pacing_alone(&coded, 1), [(180.0, 300.0)]);
        assert_eq!(left_out(&coded), [(50.0, 55.0), (170.0, 180.0)]);
    }
}
