//! The actor-partner model for time series.

use attune_coupling::Tail;
use attune_coupling::measure::{PersonEffects, lagged_regression, lagged_regression_test};

use super::entry::{Measure, Takes, output};
use super::gaussian_transfer_entropy::{LAG, OWN, PARTNER, SHARED_INPUT, few_moments, lags};
use super::sources::COOK_2005;
use crate::measure::{
    MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "lagged-regression",
    also: &["apim", "var"],
    column: "apim",
    title: "Lagged regression with actor and partner effects (APIM, VAR)",
    plain: "How much of a person's moment carries on from their own last one, and how much goes with the \
partner's last one.",
    formula: "a(t) = c + sum of actor_l a(t - l lag) + sum of partner_l b(t - l lag) + e, and the mirror \
image for b, each by least squares.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Coefficients belong to this sampling interval and lag: halve the interval and they change. \
Noise pulls actor effects down and pushes partner effects up; the standard errors assume independent errors; \
take out trends first (--detrend linear).",
    source: "Cook and Kenny (2005), doi:10.1080/01650250444000405; Kenny, Kashy and Cook (2006). Only the \
past is used: rties with a signed lag also foretells a couple from its own future.",
    cites: &[COOK_2005],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[OWN, PARTNER, LAG, SHARED_INPUT],
    outputs: &[
        output(
            "actor_a",
            "per unit",
            "any",
            "How much of A carries on, at the latest lag (inertia).",
        )
        .becomes("actor_b"),
        output(
            "actor_b",
            "per unit",
            "any",
            "How much of B carries on, at the latest lag (inertia).",
        )
        .becomes("actor_a"),
        output(
            "partner_a_to_b",
            "B's unit per A's",
            "any",
            "How much of B goes with A's last moment.",
        )
        .becomes("partner_b_to_a"),
        output(
            "partner_b_to_a",
            "A's unit per B's",
            "any",
            "How much of A goes with B's last moment.",
        )
        .becomes("partner_a_to_b"),
        output("actor_a_se", "per unit", "0 and more", "Standard error, for independent errors.")
            .becomes("actor_b_se"),
        output("actor_b_se", "per unit", "0 and more", "Standard error, for independent errors.")
            .becomes("actor_a_se"),
        output(
            "partner_a_to_b_se",
            "per unit",
            "0 and more",
            "Standard error, for independent errors.",
        )
        .becomes("partner_b_to_a_se"),
        output(
            "partner_b_to_a_se",
            "per unit",
            "0 and more",
            "Standard error, for independent errors.",
        )
        .becomes("partner_a_to_b_se"),
        output("t_a_to_b", "t", "any", "partner_a_to_b over its standard error.")
            .tested_for(Tail::TwoSided, "how far B's moments went with A's last ones", Some(0))
            .becomes("t_b_to_a"),
        output("t_b_to_a", "t", "any", "partner_b_to_a over its standard error.")
            .tested_for(Tail::TwoSided, "how far A's moments went with B's last ones", Some(1))
            .becomes("t_a_to_b"),
        output(
            "k_a",
            "ratio",
            "any",
            "Partner over actor effect on A: near 0 actor only, near 1 couple, near -1 contrast.",
        )
        .becomes("k_b"),
        output(
            "k_b",
            "ratio",
            "any",
            "Partner over actor effect on B: near 0 actor only, near 1 couple, near -1 contrast.",
        )
        .becomes("k_a"),
        output("r2_a", "share", "0 to 1", "Share of A's variance explained.").becomes("r2_b"),
        output("r2_b", "share", "0 to 1", "Share of B's variance explained.").becomes("r2_a"),
        output(
            "residual_r",
            "correlation",
            "-1 to 1",
            "What both leave unexplained at the same moment: shared shocks.",
        ),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let fit = lagged_regression(a, b, &input.shared(), &lags(settings))?;
    let (actor, partner) = (|p: &PersonEffects| p.actor[0], |p: &PersonEffects| p.partner[0]);
    let values = vec![
        ("actor_a", actor(&fit.a).estimate),
        ("actor_b", actor(&fit.b).estimate),
        ("partner_a_to_b", partner(&fit.b).estimate),
        ("partner_b_to_a", partner(&fit.a).estimate),
        ("actor_a_se", actor(&fit.a).standard_error),
        ("actor_b_se", actor(&fit.b).standard_error),
        ("partner_a_to_b_se", partner(&fit.b).standard_error),
        ("partner_b_to_a_se", partner(&fit.a).standard_error),
        ("t_a_to_b", partner(&fit.b).estimate / partner(&fit.b).standard_error),
        ("t_b_to_a", partner(&fit.a).estimate / partner(&fit.a).standard_error),
        ("k_a", fit.a.pattern()),
        ("k_b", fit.b.pattern()),
        ("r2_a", fit.a.r_squared),
        ("r2_b", fit.b.r_squared),
        ("residual_r", fit.residual_correlation),
    ];
    let mut rows = Vec::new();
    for (person, effects) in [("a", &fit.a), ("b", &fit.b)] {
        let mut row = |what: String, effect: &attune_coupling::measure::Effect| {
            rows.push((format!("{person} {what}"), vec![effect.estimate, effect.standard_error]));
        };
        row("intercept".to_owned(), &effects.intercept);
        for (lag, effect) in effects.actor.iter().enumerate() {
            row(format!("actor {}", lag + 1), effect);
        }
        for (lag, effect) in effects.partner.iter().enumerate() {
            row(format!("partner {}", lag + 1), effect);
        }
        // Each input at the same moment and at the partner's lags, input by input.
        let lags = effects.partner.len() + 1;
        for (at, effect) in effects.shared.iter().enumerate() {
            row(format!("shared input {} at lag {}", at / lags + 1, at % lags), effect);
        }
    }
    let coefficients = MeasuredTable {
        name: "coefficients",
        plain: "Every coefficient of both equations; the number after actor and partner is the lag.",
        row: "coefficient",
        columns: vec!["estimate".to_owned(), "standard_error".to_owned()],
        rows,
    };
    let caveats = few_moments(input, settings);
    Ok(Measured { values, tables: vec![coefficients], caveats })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let (shared, shift) = (input.shared(), surrogates.shift());
    let tests = lagged_regression_test(a, b, &shared, &lags(settings), &shift)?;
    Ok(vec![("t_a_to_b", tests.a_to_b), ("t_b_to_a", tests.b_to_a)])
}
