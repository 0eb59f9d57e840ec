//! Missing each other, and coming back.

use attune_coupling::Side;
use attune_coupling::measure::{repair, repair_latency, repair_test};

use super::entry::{Measure, Takes, figure_beside_chance, number, output};
use super::sources::{KAPLAN_1958, TRONICK_1989};
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, SHORT_HORIZON,
    Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "repair",
    also: &["matching"],
    column: "repair",
    title: "Matching, mismatch and repair",
    plain: "Missing each other is normal: how often and how soon two people come back, and who moved.",
    formula: "matched where both codes are equal; a mismatch lasts to the next matched moment and is cut off \
by a gap or the end; repair rate = 1 - S(horizon), S the Kaplan-Meier curve of their durations.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Equal codes need not be a meeting of minds; merge codes that count as matched beforehand. There \
is no target: two people who match all the time are not better off.",
    source: "Tronick and Cohn (1989), doi:10.2307/1131074; Kaplan and Meier (1958) for what the end of the \
session cuts off.",
    cites: &[TRONICK_1989, KAPLAN_1958],
    takes: Takes::Codes,
    scale: Scale::None,
    parameters: &[
        number("horizon", 30.0, "s", "Within which time a mismatch counts as repaired.").above_0()
    ],
    outputs: &[
        output(
            "matched",
            "share",
            "0 to 1",
            "Share of the coded moments in which both codes are equal.",
        )
        .tested("the share of moments in which the two matched"),
        output(
            "repair_rate",
            "share",
            "0 to 1",
            "Share of mismatches repaired within the horizon.",
        )
        .tested("the share of mismatches repaired within the horizon"),
        output("median_s", "s", "above 0", "Time by which half are repaired."),
        output("mismatches", "mismatches", "0 and more", "Mismatches."),
        output("repaired", "mismatches", "0 and more", "Those seen to end in a match."),
        output("by_a", "share", "0 to 1", "Share of the repaired ones in which A's code changed.")
            .becomes("by_b"),
        output("by_b", "share", "0 to 1", "Share of the repaired ones in which B's code changed.")
            .becomes("by_a"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure_beside_chance("latency", "How long mismatches last", draw)],
    pool: None,
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let codes = input.codes()?;
    let found = repair(&codes.a, &codes.b, codes.len(), input.step_s, settings.number("horizon"))?;
    let repaired = found.mismatches.iter().filter(|m| m.repaired).count() as f64;
    let by = |side: Side| {
        let moved = found.mismatches.iter().filter(|m| m.by.contains(&side)).count();
        moved as f64 / repaired
    };
    Ok(Measured {
        values: vec![
            ("matched", found.matched_share),
            ("repair_rate", found.rate),
            ("median_s", found.median_latency.unwrap_or(f64::NAN)),
            ("mismatches", found.mismatches.len() as f64),
            ("repaired", repaired),
            ("by_a", by(Side::A)),
            ("by_b", by(Side::B)),
        ],
        tables: vec![MeasuredTable {
            name: "survival",
            plain: "Share of mismatches that last longer (Kaplan-Meier).",
            row: "seconds",
            columns: vec!["share".to_owned(), "standard_error".to_owned()],
            rows: found
                .survival
                .steps
                .iter()
                .map(|step| (step.time.to_string(), vec![step.share, step.standard_error]))
                .collect(),
        }],
        caveats: short_horizon(input.step_s, settings.number("horizon")).into_iter().collect(),
    })
}

/// That a mismatch, which lasts an interval at least, outlasts the horizon by how it was coded.
fn short_horizon(step_s: f64, horizon: f64) -> Option<MeasureCaveat> {
    (horizon < step_s).then(|| MeasureCaveat {
        code: SHORT_HORIZON,
        text: format!(
            "the codes are {step_s} s apart and the horizon is {horizon} s, so that no mismatch can be \
             repaired within it and the repair rate is 0 whatever they did; take a longer horizon"
        ),
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let codes = input.codes()?;
    let (n, step, horizon) = (codes.len(), input.step_s, settings.number("horizon"));
    let tests = repair_test(&codes.a, &codes.b, n, step, horizon, &surrogates.shift())?;
    Ok(vec![("matched", tests.matched_share), ("repair_rate", tests.rate)])
}

fn draw(
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
) -> Result<Drawing, MeasureError> {
    let codes = input.codes()?;
    let (n, step, horizon) = (codes.len(), input.step_s, settings.number("horizon"));
    let found = repair_latency(&codes.a, &codes.b, n, step, horizon, &surrogates.shift())?;
    let seen = || found.repair.mismatches.iter().filter(|mismatch| mismatch.beginning_seen);
    let sorted = |mut durations: Vec<f64>| {
        durations.sort_by(f64::total_cmp);
        durations
    };
    Ok(Drawing::Survival {
        things: "mismatches",
        cut_off: sorted(seen().filter(|m| !m.repaired).map(|m| m.duration).collect()),
        lasted: sorted(seen().map(|m| m.duration).collect()),
        median: found.repair.median_latency.unwrap_or(f64::NAN),
        seconds: found.times,
        shares: found.shares,
        chance: found.chance,
        horizon,
        copies: found.copies,
    })
}
