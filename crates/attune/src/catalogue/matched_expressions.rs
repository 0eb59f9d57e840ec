//! A smile that meets a smile.

use attune_coupling::Tail;
use attune_coupling::measure::{
    MatchOptions, Recorded, matched_expressions, matched_expressions_test,
};

use super::entry::{Measure, Parameter, Takes, Value, number, output};
use super::sources::FISCHER_2012;
use crate::measure::{MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "matched-expressions",
    also: &["mimicry"],
    column: "matched",
    title: "Matched expressions",
    plain: "How often a smile, a look or a movement of one is met by one of the other, and how soon.",
    formula: "a cue of A at t is met where B has an onset in [t + earliest, t + latest]; each onset meets at \
most one cue, the latest that is open; share = met cues / cues whose whole window was recorded.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Whoever expresses much meets much by chance: read the share beside its copies. What both see at \
the same moment (a joke in a film) is met too.",
    source: "Fischer, Becker and Veenstra (2012), doi:10.3389/fpsyg.2012.00475; Dimberg (1982). No program's \
number to agree with was found.",
    cites: &[FISCHER_2012],
    takes: Takes::Events,
    scale: Scale::None,
    parameters: &[
        number("earliest", 0.5, "s", "Faster than this is no answer.").at_least_0(),
        number("latest", 5.0, "s", "Later than this is no answer; 60 for yawns.").above_0(),
        Parameter {
            name: "event",
            value: Value::Text,
            unit: "",
            plain: "Only spans with this code, where the events are marked spans.",
        },
    ],
    outputs: &[
        output("share_a_to_b", "share", "0 to 1", "Share of A's cues met by B.")
            .becomes("share_b_to_a"),
        output("share_b_to_a", "share", "0 to 1", "Share of B's cues met by A.")
            .becomes("share_a_to_b"),
        output("met_a_to_b", "cues", "0 and more", "A's cues met by B.")
            .tested_for(Tail::Upper, "the number of A's expressions that B met", Some(0))
            .becomes("met_b_to_a"),
        output("met_b_to_a", "cues", "0 and more", "B's cues met by A.")
            .tested_for(Tail::Upper, "the number of B's expressions that A met", Some(1))
            .becomes("met_a_to_b"),
        output("met", "cues", "0 and more", "Cues met in both directions.")
            .tested("the number of expressions that were met"),
        output("latency_a_to_b_s", "s", "within the window", "Middle time to B's answers.")
            .becomes("latency_b_to_a_s"),
        output("latency_b_to_a_s", "s", "within the window", "Middle time to A's answers.")
            .becomes("latency_a_to_b_s"),
        output("cues_a", "cues", "0 and more", "A's cues whose window was recorded.")
            .becomes("cues_b"),
        output("cues_b", "cues", "0 and more", "B's cues whose window was recorded.")
            .becomes("cues_a"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

fn options(settings: &Settings) -> MatchOptions {
    MatchOptions { earliest: settings.number("earliest"), latest: settings.number("latest") }
}

fn recorded(input: &MeasureInput) -> Result<Recorded, MeasureError> {
    Ok(Recorded::new(&[(0.0, input.session_s)])?)
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let [a, b] = &input.events;
    let found = matched_expressions(a, b, &recorded(input)?, &options(settings))?;
    let (ab, ba) = (&found.a_to_b, &found.b_to_a);
    let values = vec![
        ("share_a_to_b", ab.share),
        ("share_b_to_a", ba.share),
        ("met_a_to_b", ab.met as f64),
        ("met_b_to_a", ba.met as f64),
        ("met", (ab.met + ba.met) as f64),
        ("latency_a_to_b_s", ab.median_latency.unwrap_or(f64::NAN)),
        ("latency_b_to_a_s", ba.median_latency.unwrap_or(f64::NAN)),
        ("cues_a", ab.cues as f64),
        ("cues_b", ba.cues as f64),
    ];
    let caveats = input.too_coarse(settings.number("latest")).into_iter().collect();
    Ok(Measured { values, tables: Vec::new(), caveats })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let [a, b] = &input.events;
    let shift = surrogates.shift();
    let tests = matched_expressions_test(a, b, &recorded(input)?, &options(settings), &shift)?;
    Ok(vec![("met_a_to_b", tests.a_to_b), ("met_b_to_a", tests.b_to_a), ("met", tests.both)])
}
