//! Whether enough was recorded, of both people and at the same time.

use super::paired::same_clock;
use super::{Fault, FaultCode, Severity, spell};
use crate::{Kind, Series, Session, Timeline, Who};

/// Fewer shared samples than this allow no verdict at all; see the rule of verdicts.
const NO_VERDICT: usize = 20;
/// Fewer than this are thin.
const THIN: usize = 60;

/// Whether both people were recorded.
pub(super) fn people(session: &Session) -> Vec<Fault> {
    let absent = session.people.iter().filter(|p| p.series.iter().all(|s| s.valid() == 0));
    let absent: Vec<&str> = absent.map(|person| person.name.as_str()).collect();
    if absent.len() == 2 && !(session.spans.is_empty() && session.turns.is_empty()) {
        return marked_only(session);
    }
    match absent[..] {
        [] => Vec::new(),
        [name] => {
            let who = if name.is_empty() { "the other person".into() } else { format!("`{name}`") };
            let message = format!("nothing was recorded of {who}");
            vec![Fault::new(FaultCode::PersonMissing, message).of_person(name)]
        }
        _ => {
            let message = "nothing was recorded of either person".to_owned();
            vec![Fault::new(FaultCode::PersonMissing, message)]
        }
    }
}

/// A session of codes and talk alone: that it is one, and who of the two is not in it.
fn marked_only(session: &Session) -> Vec<Fault> {
    let message = "only codes or talk are there; what needs signals cannot be told".to_owned();
    let mut faults = vec![Fault::new(FaultCode::NoSignals, message)];
    for (i, person) in session.people.iter().enumerate() {
        let own = |who: Who| who == Who::Both || who.person() == Some(i);
        let coded = session.spans.iter().any(|span| own(span.who));
        if !coded && !session.turns.iter().any(|turn| turn.person == i) {
            let message = format!("nothing was coded or said by `{}`", person.name);
            faults.push(Fault::new(FaultCode::PersonMissing, message).of_person(&person.name));
        }
    }
    faults
}

/// What both people's recordings of a channel lack beside each other.
pub(super) fn shared(session: &Session) -> Vec<Fault> {
    let [a, b] = &session.people;
    let theirs = a.series.iter().filter(|s| s.kind != Kind::Input);
    let pairs = theirs.filter_map(|s| Some((s, b.channel(&s.channel)?)));
    let mut faults = Vec::new();
    for (a, b) in pairs {
        let found = lengths(a, b).into_iter().chain(rates(a, b)).chain(enough(a, b));
        faults.extend(found.map(|fault| fault.of_channel(&a.channel)));
    }
    faults
}

/// What one series lacks by itself.
pub(super) fn series(series: &Series) -> Vec<Fault> {
    let (valid, all) = (series.valid(), series.values.len());
    let mut faults: Vec<Fault> = gaps(series).into_iter().collect();
    if 2 * valid < all {
        let message = format!("{} of {all} samples are present", spell::share(valid, all));
        faults.push(Fault::new(FaultCode::FewValidSamples, message));
    }
    faults
}

/// Samples missing between the first and the last that is present.
fn gaps(series: &Series) -> Option<Fault> {
    const MANY: f64 = 0.2;
    let step = series.timeline.step();
    let wide = gap_from(&series.timeline) * step;
    let mut times: Vec<f64> = (0..series.values.len())
        .filter(|i| series.values[*i].is_finite())
        .map(|i| series.timeline.at(i))
        .filter(|t| t.is_finite())
        .collect();
    times.sort_by(f64::total_cmp);
    let (mut number, mut missing, mut longest) = (0, 0.0, 0.0_f64);
    for pair in times.windows(2) {
        let width = pair[1] - pair[0];
        if width > wide {
            number += 1;
            missing += (width / step).round() - 1.0;
            longest = longest.max(width);
        }
    }
    if number == 0 {
        return None;
    }
    let message = format!(
        "{}, {} missing in all, the longest gap {}",
        spell::count(number, "gap"),
        spell::count(missing as usize, "sample"),
        spell::duration(longest)
    );
    let many = missing > MANY * (missing + times.len() as f64);
    let severity = if many { Severity::Warning } else { Severity::Note };
    Some(Fault::new(FaultCode::Gaps, message).with_severity(severity))
}

/// From how many usual steps on a step is a gap. Beats and answers do not come at even times:
/// there, only what is far wider than usual is one.
fn gap_from(timeline: &Timeline) -> f64 {
    const EVEN: f64 = 1.5;
    const UNEVEN: f64 = 5.0;
    let Timeline::Irregular(times) = timeline else { return EVEN };
    let step = timeline.step();
    let steps = || times.windows(2).map(|pair| pair[1] - pair[0]).filter(|d| *d > 0.0);
    let usual = steps().filter(|d| (d - step).abs() <= 0.1 * step).count();
    if 4 * usual >= 3 * steps().count() { EVEN } else { UNEVEN }
}

/// Earliest and latest time with a sample present.
fn span(series: &Series) -> Option<(f64, f64)> {
    let present = |i: &usize| series.values[*i].is_finite();
    let times = || (0..series.values.len()).filter(present).map(|i| series.timeline.at(i));
    let finite = || times().filter(|t| t.is_finite());
    Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
}

fn lengths(a: &Series, b: &Series) -> Option<Fault> {
    const SHARE: f64 = 0.05;
    const STEPS: f64 = 2.0;
    let lasts = |span: (f64, f64)| span.1 - span.0;
    let (la, lb) = (lasts(span(a)?), lasts(span(b)?));
    let apart = (la - lb).abs();
    let step = a.timeline.step().max(b.timeline.step());
    let differ = apart > SHARE * la.max(lb) && apart > STEPS * step;
    let message = format!(
        "the recordings last {} and {} ({} and {} samples)",
        spell::duration(la),
        spell::duration(lb),
        a.valid(),
        b.valid()
    );
    differ.then(|| Fault::new(FaultCode::LengthsDiffer, message))
}

fn rates(a: &Series, b: &Series) -> Option<Fault> {
    const SHARE: f64 = 0.01;
    let (ra, rb) = (a.timeline.rate_hz(), b.timeline.rate_hz());
    let message =
        format!("recorded at {} and {} samples per second", spell::round(ra), spell::round(rb));
    ((ra - rb).abs() > SHARE * ra.max(rb)).then(|| Fault::new(FaultCode::RatesDiffer, message))
}

/// Whether there is enough in the time both share.
fn enough(a: &Series, b: &Series) -> Option<Fault> {
    let ((a0, a1), (b0, b1)) = (span(a)?, span(b)?);
    let (from, to) = (a0.max(b0), a1.min(b1));
    let n = both(a, b, from, to);
    if from > to || n == 0 {
        let message = "there is no time at which both people have a sample".to_owned();
        return Some(Fault::new(FaultCode::NoOverlap, message));
    }
    let step = a.timeline.step().max(b.timeline.step());
    let lasts = to - from + if step.is_finite() { step } else { 0.0 };
    let usual = usual_window(a.kind);
    let short = usual.is_some_and(|window| lasts < 3.0 * window);
    let thin = n < THIN && a.kind != Kind::Diary;
    let (n, lasts) = (spell::count(n, "sample"), spell::duration(lasts));
    if both(a, b, from, to) < NO_VERDICT {
        let message = format!("both people have a value in {n} only ({lasts})");
        return Some(Fault::new(FaultCode::TooShort, message).with_severity(Severity::Error));
    }
    let message = match usual {
        Some(window) if short => format!(
            "both people were recorded for {lasts}, less than three windows of {} ({n})",
            spell::duration(window)
        ),
        _ => format!("both people have a value in {n} only ({lasts})"),
    };
    (short || thin).then(|| Fault::new(FaultCode::TooShort, message))
}

/// In how many samples both have a value; at unequal times, as many as the sparser one has.
fn both(a: &Series, b: &Series, from: f64, to: f64) -> usize {
    if same_clock(&a.timeline, &b.timeline) {
        let both = a.values.iter().zip(&b.values);
        return both.filter(|(x, y)| x.is_finite() && y.is_finite()).count();
    }
    let inside = |s: &Series| {
        let within = |i: &usize| (from..=to).contains(&s.timeline.at(*i));
        (0..s.values.len()).filter(|i| s.values[*i].is_finite()).filter(within).count()
    };
    inside(a).min(inside(b))
}

/// The window in which a channel of that kind is usually looked at, seconds.
fn usual_window(kind: Kind) -> Option<f64> {
    match kind {
        Kind::Rating | Kind::Motion => Some(60.0),
        Kind::Heart => Some(15.0),
        Kind::Skin | Kind::Breath | Kind::Voice | Kind::Face => Some(30.0),
        Kind::Diary | Kind::Code | Kind::Input | Kind::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series as on_seconds, session};
    use super::*;

    fn codes(faults: &[Fault]) -> Vec<(&'static str, Severity)> {
        faults.iter().map(|f| (f.code.code(), f.severity)).collect()
    }

    fn pair(a: Series, b: Series) -> Vec<(&'static str, Severity)> {
        codes(&shared(&session(vec![a], vec![b])))
    }

    fn starting(start: f64, step: f64, n: usize) -> Series {
        let timeline = Timeline::Regular { start, step, len: n };
        Series { timeline, ..on_seconds(noise(n, 1)) }
    }

    #[test]
    fn one_person_missing() {
        let here = || vec![on_seconds(noise(100, 1))];
        let faults = people(&session(here(), vec![on_seconds(vec![f64::NAN; 100])]));
        assert_eq!(codes(&faults), [("person-missing", Severity::Error)]);
        assert_eq!(faults[0].message, "nothing was recorded of `b`");
        assert_eq!(people(&session(here(), vec![])).len(), 1);
        assert_eq!(people(&session(here(), here())), []);
    }

    #[test]
    fn too_little() {
        let n = |n: usize| pair(on_seconds(noise(n, 1)), on_seconds(noise(n, 2)));
        assert_eq!(n(100), []);
        assert_eq!(n(59), [("too-short", Severity::Warning)]);
        assert_eq!(n(19), [("too-short", Severity::Error)]);
        let rating = |n| Series { kind: Kind::Rating, ..on_seconds(noise(n, 1)) };
        assert_eq!(pair(rating(179), rating(179)), [("too-short", Severity::Warning)]);
        assert_eq!(pair(rating(180), rating(180)), []);
        let diary = |n| Series { kind: Kind::Diary, ..on_seconds(noise(n, 1)) };
        assert_eq!(pair(diary(26), diary(26)), []);
    }

    #[test]
    fn no_time_in_common() {
        assert_eq!(
            pair(starting(0.0, 1.0, 100), starting(500.0, 1.0, 100)),
            [("no-overlap", Severity::Error)]
        );
        let half = |from: usize| {
            let mut values = noise(100, 1);
            values[from..from + 50].fill(f64::NAN);
            on_seconds(values)
        };
        assert_eq!(pair(half(0), half(50)), [("no-overlap", Severity::Error)]);
    }

    #[test]
    fn unequal_lengths_and_rates() {
        assert_eq!(
            pair(starting(0.0, 1.0, 100), starting(0.0, 1.0, 80)),
            [("lengths-differ", Severity::Warning)]
        );
        assert_eq!(
            pair(starting(0.0, 1.0, 200), starting(0.0, 0.5, 400)),
            [("rates-differ", Severity::Note)]
        );
        assert_eq!(pair(starting(0.0, 1.0, 503), starting(0.0, 1.0, 506)), []);
    }

    #[test]
    fn gaps_are_counted_in_samples_and_time() {
        let mut values = noise(100, 1);
        values[10..15].fill(f64::NAN);
        values[..3].fill(f64::NAN);
        let faults = series(&on_seconds(values));
        assert_eq!(codes(&faults), [("gaps", Severity::Note)]);
        assert_eq!(faults[0].message, "1 gap, 5 samples missing in all, the longest gap 6 s");

        let mut values = noise(100, 1);
        values[20..80].fill(f64::NAN);
        assert_eq!(
            codes(&series(&on_seconds(values))),
            [("gaps", Severity::Warning), ("few-valid-samples", Severity::Warning)]
        );
        // Heartbeats speed up and slow down without a gap.
        let beats = Timeline::from_times(vec![0.0, 0.6, 1.2, 2.3, 3.0, 3.5, 4.4, 4.9]);
        assert_eq!(series(&Series { timeline: beats, ..on_seconds(noise(8, 1)) }), []);
        let days = Timeline::from_times(vec![0.0, 1.0, 2.0, 4.0, 5.0]);
        let faults = series(&Series { timeline: days, ..on_seconds(noise(5, 1)) });
        assert_eq!(faults[0].message, "1 gap, 1 sample missing in all, the longest gap 2 s");
    }
}
