//! What is wrong with the spans and turns of a session.

use super::{Fault, FaultCode, spell};
use crate::{Session, Turn};

/// How far beyond the recording something may reach without a word: clocks are read to the second.
const GRACE_S: f64 = 1.0;

/// What is wrong with the spans and turns of a session.
pub(super) fn check(session: &Session) -> Vec<Fault> {
    let spans: Vec<_> = session.spans.iter().map(|span| (span.start_s, span.end_s)).collect();
    let turns: Vec<_> = session.turns.iter().map(|turn| (turn.start_s, turn.end_s)).collect();
    let recorded = recorded(session);
    let mut faults = Vec::new();
    for (what, times) in [("span", &spans), ("turn", &turns)] {
        faults.extend(recorded.and_then(|recorded| outside(what, times, recorded)));
    }
    if recorded.is_none() {
        faults.extend(meet(&spans, &turns));
    }
    faults.extend(overlaps(&session.turns));
    faults.extend(momentary(&turns));
    faults
}

/// From the first sample of any channel to the end of the last: a sample stands for the time up to
/// the next one.
fn recorded(session: &Session) -> Option<(f64, f64)> {
    let series = || session.people.iter().flat_map(|person| &person.series);
    let series = || series().filter(|series| series.valid() > 0).map(|series| &series.timeline);
    let starts = series().map(|t| t.start()).filter(|t| t.is_finite());
    let ends = series().map(|t| t.end() + t.step().max(0.0)).filter(|t| t.is_finite());
    Some((starts.reduce(f64::min)?, ends.reduce(f64::max)?))
}

fn outside(what: &str, times: &[(f64, f64)], recorded: (f64, f64)) -> Option<Fault> {
    let (first, last) = (recorded.0 - GRACE_S, recorded.1 + GRACE_S);
    let beyond = |t: &&(f64, f64)| t.1 < first || t.0 > last;
    let apart = times.iter().filter(beyond).count();
    let partly = times.iter().filter(|t| t.0 < first || t.1 > last).count();
    let span = format!(
        "the recording runs from {} to {} s",
        spell::round(recorded.0),
        spell::round(recorded.1)
    );
    if partly == 0 {
        None
    } else if apart == times.len() {
        let earliest = times.iter().map(|t| t.0).fold(f64::INFINITY, f64::min);
        let latest = times.iter().map(|t| t.1).fold(f64::NEG_INFINITY, f64::max);
        let message = format!(
            "all {} lie outside it ({} to {} s): {span}, so the clocks do not meet",
            spell::count(times.len(), what),
            spell::round(earliest),
            spell::round(latest),
        );
        Some(Fault::new(FaultCode::ClocksApart, message))
    } else {
        let all = spell::count(times.len(), what);
        let message = format!(
            "{partly} of {all} lie partly or wholly outside the recording ({apart} wholly): {span}"
        );
        Some(Fault::new(FaultCode::OutsideSession, message))
    }
}

/// Without signals, codes and talk have each other's clock alone to be set beside.
fn meet(spans: &[(f64, f64)], turns: &[(f64, f64)]) -> Option<Fault> {
    let reach = |times: &[(f64, f64)]| {
        let from = times.iter().map(|t| t.0).reduce(f64::min)?;
        Some((from, times.iter().map(|t| t.1).reduce(f64::max)?))
    };
    let (coded, said) = (reach(spans)?, reach(turns)?);
    let apart = coded.1 + GRACE_S < said.0 || said.1 + GRACE_S < coded.0;
    let message = format!(
        "the spans run from {} to {} s and the turns from {} to {} s, so the clocks do not meet",
        spell::round(coded.0),
        spell::round(coded.1),
        spell::round(said.0),
        spell::round(said.1),
    );
    apart.then(|| Fault::new(FaultCode::ClocksApart, message))
}

/// Turns of the one that share time with turns of the other.
fn overlaps(turns: &[Turn]) -> Option<Fault> {
    let of = |person: usize| turns.iter().filter(move |turn| turn.person == person);
    let shared =
        |turn: &Turn, other: &Turn| turn.end_s.min(other.end_s) - turn.start_s.max(other.start_s);
    let (mut number, mut total) = (0, 0.0);
    // Sorted by start, as a session's turns are, and looked at no further than they can reach.
    let theirs: Vec<&Turn> = of(1).collect();
    let longest = theirs.iter().map(|t| t.end_s - t.start_s).fold(0.0, f64::max);
    for turn in of(0) {
        let from = theirs.partition_point(|t| t.start_s < turn.start_s - longest);
        let near = theirs[from..].iter().take_while(|t| t.start_s < turn.end_s);
        let over: Vec<f64> = near.map(|other| shared(turn, other)).filter(|s| *s > 0.0).collect();
        number += over.len();
        total += over.iter().sum::<f64>();
    }
    let message = format!(
        "{}, {} in all: both talk then, and a voice recorded then may be the other's",
        if number == 1 { "1 overlap".into() } else { format!("{number} overlaps") },
        spell::duration(total)
    );
    (number > 0).then(|| Fault::new(FaultCode::TurnsOverlap, message))
}

fn momentary(turns: &[(f64, f64)]) -> Option<Fault> {
    let number = turns.iter().filter(|(start, end)| start == end).count();
    let message = format!("{number} of {} last no time", spell::count(turns.len(), "turn"));
    (number > 0).then(|| Fault::new(FaultCode::ZeroLength, message))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series, session};
    use super::*;
    use crate::{Span, Who};

    fn found(spans: &[(f64, f64)], turns: &[(usize, f64, f64)]) -> Vec<(FaultCode, String)> {
        let mut session = session(vec![series(noise(100, 1))], vec![series(noise(100, 2))]);
        session.spans = spans
            .iter()
            .map(|(start_s, end_s)| Span {
                who: Who::A,
                start_s: *start_s,
                end_s: *end_s,
                code: "x".into(),
            })
            .collect();
        session.turns = turns
            .iter()
            .map(|(person, start_s, end_s)| Turn {
                person: *person,
                start_s: *start_s,
                end_s: *end_s,
                said: None,
            })
            .collect();
        check(&session).into_iter().map(|fault| (fault.code, fault.message)).collect()
    }

    #[test]
    fn within_the_recording_is_fine() {
        assert_eq!(found(&[(0.0, 10.0), (50.0, 50.0), (90.0, 100.0)], &[(0, 1.0, 2.0)]), []);
    }

    #[test]
    fn partly_outside_and_clocks_that_do_not_meet() {
        let partly = found(&[(0.0, 10.0), (90.0, 120.0), (130.0, 140.0)], &[]);
        assert_eq!(partly[0].0, FaultCode::OutsideSession);
        assert!(partly[0].1.starts_with("2 of 3 spans"), "{partly:?}");
        let apart = found(&[], &[(0, 36_000.0, 36_002.0), (1, 36_003.0, 36_004.0)]);
        assert_eq!(apart[0].0, FaultCode::ClocksApart);
    }

    #[test]
    fn without_signals_codes_and_talk_are_set_beside_each_other() {
        let span = |start_s, end_s| Span { who: Who::A, start_s, end_s, code: "x".into() };
        let turn = |start_s, end_s| Turn { person: 1, start_s, end_s, said: None };
        let at = |turns: Vec<Turn>| Session {
            spans: vec![span(0.0, 10.0), span(400.0, 480.0)],
            turns,
            ..Session::default()
        };
        assert_eq!(check(&at(vec![turn(5.0, 900.0)])), []);
        let apart = check(&at(vec![turn(36_000.0, 36_002.0)]));
        assert_eq!(apart[0].code, FaultCode::ClocksApart);
        assert!(apart[0].message.contains("0 to 480 s"), "{apart:?}");
    }

    #[test]
    fn overlaps_are_counted_across_people_only() {
        let turns = [(0, 0.0, 9.0), (1, 1.0, 2.0), (1, 3.0, 4.0), (0, 5.0, 6.0), (1, 8.5, 12.0)];
        let faults = found(&[], &turns);
        assert_eq!(faults[0].0, FaultCode::TurnsOverlap);
        assert!(faults[0].1.starts_with("3 overlaps, 2.5 s in all: both talk then"), "{faults:?}");
        let faults = found(&[], &[(0, 5.0, 5.0), (1, 6.0, 7.0)]);
        assert_eq!(faults, [(FaultCode::ZeroLength, "1 of 2 turns last no time".into())]);
    }
}
