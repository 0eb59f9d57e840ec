//! Reservations about one session's loop.

use attune_data::{Fault, Session, Severity};

use super::LoopResult;
use crate::{Caveat, marked};

/// Everything to keep in mind beside a fitted loop: what is wrong with the channels it was fitted
/// to, which time did not count, and how many jolts were left out.
///
/// `faults`: all faults of the study; those of other sessions and channels are passed over.
pub fn loop_caveats(
    session: &Session,
    channels: &[String],
    faults: &[Fault],
    model: &LoopResult,
) -> Vec<Caveat> {
    let concerns = |fault: &&Fault| channels.iter().any(|name| fault.concerns(session, name));
    let noteworthy = |fault: &&Fault| fault.severity != Severity::Error;
    let of_faults = faults.iter().filter(concerns).filter(noteworthy).cloned();
    let mut caveats: Vec<Caveat> = of_faults.map(Caveat::Fault).collect();
    let seconds = left_out_s(session);
    if seconds > 0.0 {
        caveats.push(Caveat::LeftOut { seconds });
    }
    let moments = model.found.as_ref().map_or(0, |found| found.fit.shared_jolts);
    if moments > 0 {
        caveats.push(Caveat::SharedJolts { moments });
    }
    caveats
}

/// How much of the recording was marked as not to count or as both following one pacer.
fn left_out_s(session: &Session) -> f64 {
    let timelines = || session.people.iter().flat_map(|p| &p.series).map(|s| &s.timeline);
    let from = timelines().map(|t| t.start()).fold(f64::INFINITY, f64::min);
    let to = timelines().map(|t| t.end()).fold(f64::NEG_INFINITY, f64::max);
    let within = |(start, end): (f64, f64)| (end.min(to) - start.max(from)).max(0.0);
    marked::left_out(session).into_iter().map(within).sum()
}

#[cfg(test)]
mod tests {
    use attune_data::{Kind, Person, Series, Span, Timeline, Who};

    use super::*;

    #[test]
    fn time_left_out_counts_once_and_within_the_recording() {
        let series = Series {
            channel: "heart".into(),
            kind: Kind::Heart,
            unit: String::new(),
            timeline: Timeline::from_times((0..=100).map(f64::from).collect()),
            values: vec![0.0; 101],
        };
        let person = Person { name: "a".into(), role: "a".into(), series: vec![series] };
        let span =
            |code: &str, who, start_s, end_s| Span { code: code.into(), who, start_s, end_s };
        let session = Session {
            people: [person.clone(), person],
            spans: vec![
                span(Span::PACING, Who::Both, 80.0, 200.0),
                span(Span::EXCLUDED, Who::Both, 70.0, 90.0),
                span(Span::PACING, Who::A, 0.0, 60.0),
            ],
            ..Session::default()
        };
        assert_eq!(left_out_s(&session), 30.0);
        assert_eq!(left_out_s(&Session::default()), 0.0);
    }
}
