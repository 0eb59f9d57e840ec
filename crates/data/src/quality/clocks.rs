//! Whether two devices' clocks may stand apart.

use super::{Fault, FaultCode, spell};
use crate::{Kind, Person, Session};

/// Two recordings that begin and end by the same time after each other.
///
/// Looks at when samples were taken, never at what they show: two people's ups and downs must not
/// be used to set their clocks, because that would make the link it then finds.
pub(super) fn check(session: &Session) -> Option<Fault> {
    /// Times that differ by less than this many steps are the same, as far as sampling shows.
    const SAME: f64 = 1.5;
    /// A longer time between two starts is no difference of clocks.
    const MOST: f64 = 0.1;
    let [a, b] = &session.people;
    let (on_a, on_b) = (span(a)?, span(b)?);
    let (start, end) = (on_b.from - on_a.from, on_b.to - on_a.to);
    let step = on_a.step.max(on_b.step);
    let lasts = (on_a.to - on_a.from).min(on_b.to - on_b.from);
    let apart = start.abs().min(end.abs());
    let shifted = apart > SAME * step && start * end > 0.0 && (start - end).abs() < SAME * step;
    if !shifted || apart > MOST * lasts {
        return None;
    }
    let (later, earlier) = if start > 0.0 { (b, a) } else { (a, b) };
    let message = format!(
        "the recording of `{}` begins and ends {} after that of `{}`: if both were started \
         together, their clocks are that far apart",
        later.name,
        spell::duration(0.5 * (start + end).abs()),
        earlier.name
    );
    Some(Fault::new(FaultCode::StartsApart, message))
}

/// From when until when anything was measured of a person, and the widest step between samples.
struct Span {
    from: f64,
    to: f64,
    step: f64,
}

fn span(person: &Person) -> Option<Span> {
    let mut span = Span { from: f64::INFINITY, to: f64::NEG_INFINITY, step: 0.0 };
    for series in person.series.iter().filter(|s| s.kind != Kind::Diary) {
        let present = (0..series.values.len()).filter(|i| series.values[*i].is_finite());
        for t in present.map(|i| series.timeline.at(i)).filter(|t| t.is_finite()) {
            span.from = span.from.min(t);
            span.to = span.to.max(t);
        }
        span.step = span.step.max(series.timeline.step());
    }
    (span.from < span.to && span.step > 0.0).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series, session};
    use super::*;
    use crate::{Series, Timeline};

    fn on(start: f64, len: usize) -> Series {
        let timeline = Timeline::Regular { start, step: 1.0, len };
        Series { timeline, ..series(noise(len, len as u64)) }
    }

    fn found(a: Series, b: Series) -> Option<String> {
        check(&session(vec![a], vec![b])).map(|fault| fault.message)
    }

    #[test]
    fn a_late_clock_is_warned_of() {
        assert_eq!(
            found(on(0.0, 600), on(2.0, 600)).as_deref(),
            Some(
                "the recording of `b` begins and ends 2 s after that of `a`: if both were \
                 started together, their clocks are that far apart"
            )
        );
        assert!(found(on(7.0, 600), on(2.0, 600)).unwrap().contains("of `a` begins and ends 5 s"));
    }

    #[test]
    fn other_differences_are_not_clocks() {
        // The same time, a later start alone, one inside the other, and far apart.
        for (a, b) in [
            (on(0.0, 600), on(0.0, 600)),
            (on(0.0, 600), on(5.0, 595)),
            (on(0.0, 600), on(5.0, 580)),
            (on(0.0, 600), on(300.0, 600)),
            (on(0.0, 600), on(1.0, 600)),
        ] {
            assert_eq!(found(a, b), None);
        }
    }
}
