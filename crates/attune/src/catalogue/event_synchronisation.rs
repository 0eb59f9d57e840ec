//! Whether two people's events come close together, and whose come first.

use attune_coupling::Tail;
use attune_coupling::measure::{Recorded, event_synchronisation, event_synchronisation_test};

use super::entry::{Measure, Parameter, Takes, Value, number, output};
use super::sources::QUIAN_QUIROGA_2002;
use crate::measure::{MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "event-synchronisation",
    also: &["event-synchronization"],
    column: "events",
    title: "Event synchronisation",
    plain: "The share of events that have an event of the other close by, and which way they go.",
    formula: "an event of B follows one of A where 0 < t_B - t_A <= tau, tau half the shortest interval \
around either, at most the largest lag; one midway between two counts half with each; Q = matched / sqrt(n_A n_B); q = (B follows - A follows) / \
sqrt(n_A n_B). Positive q: A leads.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Few events give a coarse number; two people who react to the same outside event look \
synchronised; an onset that a coder marks late for one person shifts the direction.",
    source: "Quian Quiroga, Kreuz and Grassberger (2002), doi:10.1103/PhysRevE.66.041904.",
    cites: &[QUIAN_QUIROGA_2002],
    takes: Takes::Events,
    scale: Scale::None,
    parameters: &[
        number("max-lag", 5.0, "s", "Events further apart than this never match.").above_0(),
        Parameter {
            name: "event",
            value: Value::Text,
            unit: "",
            plain: "Only spans with this code, where the events are marked spans.",
        },
    ],
    outputs: &[
        output(
            "q_strength",
            "share",
            "0 to 1",
            "Q: matched events over the geometric mean of their numbers.",
        )
        .tested("how many of the two people's events came close together (Q)"),
        output("q_direction", "share", "-1 to 1", "q: positive: A's events come first.")
            .tested_for(Tail::TwoSided, "how far one person's events came first (q)", None)
            .turns(),
        output("matched", "pairs", "0 and more", "Matched pairs of events."),
        output("n_a", "events", "1 and more", "A's events.").becomes("n_b"),
        output("n_b", "events", "1 and more", "B's events.").becomes("n_a"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let [a, b] = &input.events;
    let found = event_synchronisation(a, b, settings.number("max-lag"))?;
    let values = vec![
        ("q_strength", found.strength),
        ("q_direction", found.direction),
        ("matched", found.matched),
        ("n_a", a.len() as f64),
        ("n_b", b.len() as f64),
    ];
    let caveats = input.too_coarse(settings.number("max-lag")).into_iter().collect();
    Ok(Measured { values, tables: Vec::new(), caveats })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let [a, b] = &input.events;
    let recorded = Recorded::new(&[(0.0, input.session_s)])?;
    let max_lag = settings.number("max-lag");
    let tests = event_synchronisation_test(a, b, &recorded, max_lag, &surrogates.shift())?;
    Ok(vec![("q_strength", tests.strength), ("q_direction", tests.direction)])
}
