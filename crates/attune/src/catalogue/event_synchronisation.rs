//! Whether two people's events come close together, and whose come first.

use attune_coupling::measure::event_synchronisation;
use attune_coupling::{Side, Tail, Test};

use super::entry::{Measure, Parameter, Takes, Value, number, output};
use super::sources::QUIAN_QUIROGA_2002;
use crate::measure::{
    ChanceOf, MeasureError, MeasureInput, MeasureTest, Measured, Settings, Surrogates, of_test,
    shift,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "event-synchronisation",
    also: &["event-synchronization"],
    column: "events",
    title: "Event synchronisation",
    plain: "The share of events that have an event of the other close by, and which way they go.",
    formula: "an event of B follows one of A where 0 < t_B - t_A <= tau, tau half the shortest interval \
around either, at most the largest lag; Q = matched / sqrt(n_A n_B); q = (B follows - A follows) / \
sqrt(n_A n_B). Positive q: A leads.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Few events give a coarse number; two people who react to the same outside event look \
synchronised; a onset that a coder marks late for one person shifts the direction.",
    source: "Quian Quiroga, Kreuz and Grassberger (2002), doi:10.1103/PhysRevE.66.041904.",
    cites: &[QUIAN_QUIROGA_2002],
    takes: Takes::Events,
    scale: Scale::None,
    parameters: &[
        number("max-lag", 5.0, "s", "Events further apart than this never match."),
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
    chance: ChanceOf::Own(draw_null),
    draw: None,
    pool: None,
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let [a, b] = &input.events;
    let found = event_synchronisation(a, b, settings.number("max-lag"))?;
    Ok(Measured {
        values: vec![
            ("q_strength", found.strength),
            ("q_direction", found.direction),
            ("matched", found.matched),
            ("n_a", a.len() as f64),
            ("n_b", b.len() as f64),
        ],
        ..Measured::default()
    })
}

/// Moments into which the session is cut to draw shifts, where there is no grid.
const MOMENTS: f64 = 2000.0;

/// One person's events moved round in a circle: both people's rhythm stays.
fn draw_null(
    measure: &Measure,
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
) -> Result<Vec<MeasureTest>, MeasureError> {
    let last = input.events.iter().flatten().copied().fold(0.0, f64::max);
    let (step, moments) = match input.a.first() {
        Some(column) => (input.step_s, column.len()),
        None => (last / MOMENTS, MOMENTS as usize + 1),
    };
    let marked = |times: &[f64]| {
        let mut at = vec![0.0; moments];
        for time in times {
            if let Some(moment) = at.get_mut((time / step).round().max(0.0) as usize) {
                *moment = 1.0;
            }
        }
        at
    };
    let max_lag = settings.number("max-lag");
    let reach = 1 + 2 * (max_lag.min(last) / step).ceil() as usize;
    let [a, b] = &input.events;
    let drawn = shift(surrogates).draw(&marked(a), &marked(b), reach)?;
    let (from, to) = (drawn.range.start as f64 * step, drawn.range.end as f64 * step);
    let inside = |times: &[f64]| -> Vec<f64> {
        times.iter().copied().filter(|t| (from..to).contains(t)).collect()
    };
    let (a, b) = (inside(a), inside(b));
    let turned = |times: &[f64], by: usize| {
        let move_one = |t: &f64| from + (t - from - by as f64 * step).rem_euclid(to - from);
        let mut moved: Vec<f64> = times.iter().map(move_one).collect();
        moved.sort_by(f64::total_cmp);
        moved
    };
    let both = |a: &[f64], b: &[f64]| match event_synchronisation(a, b, max_lag) {
        Ok(found) => [found.strength, found.direction],
        Err(_) => [f64::NAN; 2],
    };
    let copy = |by: &usize| match drawn.shifted {
        Side::A => both(&turned(&a, *by), &b),
        Side::B => both(&a, &turned(&b, *by)),
    };
    let copies: Vec<[f64; 2]> = drawn.shifts.iter().map(copy).collect();
    let observed = both(&a, &b);
    let test = |at: usize, tail| {
        let null = copies.iter().map(|copy| copy[at]).collect();
        of_test(&measure.outputs[at], surrogates.null, Test::new(observed[at], null, tail))
    };
    Ok(vec![test(0, Tail::Upper), test(1, Tail::TwoSided)])
}
