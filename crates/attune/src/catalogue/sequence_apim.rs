//! Actor and partner effects of two sequences of yes and no.

use attune_coupling::Tail;
use attune_coupling::measure::{Logits, SequenceApim, sequence_apim, sequence_apim_test};

use super::entry::{Measure, Takes, output};
use super::pool::summed;
use super::sources::FUCHS_2017;
use crate::measure::{
    MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "sequence-apim",
    also: &["aggregated-logits"],
    column: "logits",
    title: "Actor-partner model of two sequences of yes and no",
    plain: "Whether a person is likelier to do it now because they did a moment ago, or because the other did.",
    formula: "ln odds of A at t = intercept + actor own past + partner partner's past + interaction product, \
past coded -1 / +1 at t - 1, saturated, with half a count added to each of the eight cells.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "One dyad's cells are small and the half count pulls logits towards 0: average over dyads. The \
standard error assumes independent moments. Doing it because the other did may be doing it because of the \
same thing; the word because means only that one comes after the other.",
    source: "Fuchs, Nussbeck, Meuwly and Bodenmann (2017), doi:10.3389/fpsyg.2017.00429 (DySeq: aggregated \
logits).",
    cites: &[FUCHS_2017],
    takes: Takes::Codes,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output("intercept_a", "logit", "any", "A's mean over the four pasts.")
            .becomes("intercept_b"),
        output("actor_a", "logit", "any", "Effect of A's own past on A.").becomes("actor_b"),
        output("partner_b_to_a", "logit", "any", "Effect of B's past on A.")
            .tested_for(Tail::TwoSided, "how far A's yes went with B's a moment before", Some(1))
            .becomes("partner_a_to_b"),
        output("interaction_a", "logit", "any", "Both pasts together beyond their sum, on A.")
            .becomes("interaction_b"),
        output("se_a", "logit", "0 and more", "Standard error of each of A's four.")
            .becomes("se_b"),
        output("intercept_b", "logit", "any", "B's mean over the four pasts.")
            .becomes("intercept_a"),
        output("actor_b", "logit", "any", "Effect of B's own past on B.").becomes("actor_a"),
        output("partner_a_to_b", "logit", "any", "Effect of A's past on B.")
            .tested_for(Tail::TwoSided, "how far B's yes went with A's a moment before", Some(0))
            .becomes("partner_b_to_a"),
        output("interaction_b", "logit", "any", "Both pasts together beyond their sum, on B.")
            .becomes("interaction_a"),
        output("se_b", "logit", "0 and more", "Standard error of each of B's four.")
            .becomes("se_a"),
        output("steps", "steps", "1 and more", "Steps counted."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: Some(pool),
};

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.yes_or_no()?;
    let found = sequence_apim(&a, &b)?;
    let tables = vec![
        counts("counts_of_a", "What A then did, by A's own past and B's.", &found.a),
        counts("counts_of_b", "What B then did, by B's own past and A's.", &found.b),
    ];
    Ok(Measured { values: values(&found), tables, caveats: Vec::new() })
}

fn values(found: &SequenceApim) -> Vec<(&'static str, f64)> {
    vec![
        ("intercept_a", found.a.intercept),
        ("actor_a", found.a.actor),
        ("partner_b_to_a", found.a.partner),
        ("interaction_a", found.a.interaction),
        ("se_a", found.a.standard_error),
        ("intercept_b", found.b.intercept),
        ("actor_b", found.b.actor),
        ("partner_a_to_b", found.b.partner),
        ("interaction_b", found.b.interaction),
        ("se_b", found.b.standard_error),
        ("steps", found.a.moments.min(found.b.moments)),
    ]
}

/// Both pasts, in the order of the counts.
const PASTS: [(usize, usize); 4] = [(0, 0), (0, 1), (1, 0), (1, 1)];

fn counts(name: &'static str, plain: &'static str, of: &Logits) -> MeasuredTable {
    let row = |(own, partner): (usize, usize)| {
        (format!("own {own}, other {partner}"), of.counts[own][partner].to_vec())
    };
    MeasuredTable {
        name,
        plain,
        row: "pasts",
        columns: vec!["no".to_owned(), "yes".to_owned()],
        rows: PASTS.map(row).to_vec(),
    }
}

/// The logits of all dyads' steps together.
fn pool(dyads: &[&Measured]) -> Vec<(String, f64)> {
    let logits = |name: &str| {
        let sum = summed(dyads, name)?;
        let mut counts = [[[0.0; 2]; 2]; 2];
        for ((own, partner), (_, row)) in PASTS.into_iter().zip(&sum.rows) {
            counts[own][partner] = [row[0], row[1]];
        }
        Some(Logits::of(counts))
    };
    let (Some(a), Some(b)) = (logits("counts_of_a"), logits("counts_of_b")) else {
        return Vec::new();
    };
    let named = |(name, value): (&str, f64)| (name.to_owned(), value);
    values(&SequenceApim { a, b }).into_iter().map(named).collect()
}

fn draw_null(input: &MeasureInput, _: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.yes_or_no()?;
    let tests = sequence_apim_test(&a, &b, &surrogates.shift())?;
    Ok(vec![("partner_b_to_a", tests.a_partner), ("partner_a_to_b", tests.b_partner)])
}
