//! A simulated study as recordings: in memory for the demo, as a folder for `attune simulate`.

use attune_data::{Kind, Person, Series, Session, Span, Study, Timeline, Who};
use attune_dynamics::{SimulatedDyad, SimulatedStudy, SpanKind};

/// The simulated study as the reader would give it.
pub(crate) fn study(simulated: &SimulatedStudy) -> Study {
    let dyads = simulated.dyads.len();
    let sessions = simulated.dyads.iter().map(|dyad| session(dyad, dyads)).collect();
    Study {
        name: format!("simulated, scenario {}", simulated.scenario.code()),
        sessions,
        notes: vec!["these recordings are simulated; the truth in them is known".to_owned()],
        ..Study::default()
    }
}

/// The name of a simulated dyad: its number, as wide as the largest.
pub(crate) fn name(index: usize, dyads: usize) -> String {
    let width = dyads.to_string().len();
    format!("{:0width$}", index + 1)
}

/// The name of a simulated channel.
pub(crate) fn channel(index: usize) -> String {
    if index == 0 { "activation".to_owned() } else { format!("activation_{}", index + 1) }
}

fn session(dyad: &SimulatedDyad, dyads: usize) -> Session {
    let person = |i: usize| Person {
        name: ["A", "B"][i].to_owned(),
        role: ["A", "B"][i].to_owned(),
        series: (0..dyad.persons[i].channels.len()).map(|c| series(dyad, i, c)).collect(),
    };
    Session {
        dyad: name(dyad.index, dyads),
        people: [person(0), person(1)],
        spans: spans(dyad),
        ..Session::default()
    }
}

/// What was marked on a simulated dyad's clock, in the words an analysis knows.
pub(crate) fn spans(dyad: &SimulatedDyad) -> Vec<Span> {
    let marked = dyad.spans.iter().filter_map(|span| {
        let (who, code) = match span.kind {
            SpanKind::Solo => (Who::Both, Span::APART),
            // Together is what time is that is not marked.
            SpanKind::Together => return None,
            SpanKind::JointPacer => (Who::Both, Span::PACING),
            SpanKind::PacingA => (Who::A, Span::PACING),
            SpanKind::PacingB => (Who::B, Span::PACING),
        };
        Some(Span { who, start_s: span.start_s, end_s: span.end_s, code: code.to_owned() })
    });
    marked.collect()
}

fn series(dyad: &SimulatedDyad, person: usize, index: usize) -> Series {
    let person = &dyad.persons[person];
    Series {
        channel: channel(index),
        kind: Kind::Other,
        unit: "resting SD".to_owned(),
        timeline: Timeline::from_times(person.times_s.clone()),
        values: person.channels[index].values.clone(),
    }
}
