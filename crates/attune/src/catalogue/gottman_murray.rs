//! Gottman and Murray's model of a talk.

mod drawing;

use attune_coupling::Tail;
use attune_coupling::measure::{
    Influence, InfluenceFit, InfluenceFitOptions, InfluenceShape, PersonFit, SteadyState, Switch,
    fit_influence, influence_test,
};

use super::entry::{Measure, Parameter, Takes, Value, figure, number, output};
use super::sources::{COOK_1995, GOTTMAN_2002};
use crate::measure::{
    MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};
use drawing::{draw_influence, draw_null_clines};

pub(super) const MEASURE: Measure = Measure {
    name: "gottman-murray",
    also: &["influence"],
    column: "gm",
    title: "Gottman-Murray influence model",
    plain: "The mood a pair's talk is drawn to, when each carries on with their own and adds what the other's \
last turn does to them.",
    formula: "a(t + 1) = constant + inertia a(t) + influence(b(t)) + repair + damping, and the mirror image \
for b; influence is bilinear (a slope for the partner's points below 0, one above) or an ojive (a level \
below a threshold, one above another); repair adds points below a threshold of the partner's, damping takes \
some away above one, each kept where it lowers BIC; uninfluenced steady state = constant / (1 - inertia); the pair settles where both null clines meet and \
both eigenvalues lie within the unit circle.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Steady states from one talk are very noisy; two thresholds fitted to few steps fit noise. The \
test asks only whether there is any influence at all. No couple is sorted into a type.",
    source: "Cook, Tyson, White, Rushe, Gottman and Murray (1995), doi:10.1037/0893-3200.9.2.110; Gottman, \
Murray, Swanson, Tyson and Swanson (2002). No printed group parameters are built in.",
    cites: &[COOK_1995, GOTTMAN_2002],
    takes: Takes::Scores,
    scale: Scale::None,
    parameters: &[
        Parameter {
            name: "shape",
            value: Value::Word(&["bilinear", "ojive"]),
            unit: "",
            plain: "The shape of both people's influence.",
        },
        number("neutral", 0.0, "points", "Partner's points of at most this size count as 0.")
            .at_least_0(),
        Parameter {
            name: "no-switches",
            value: Value::Flag,
            unit: "",
            plain: "Look for no repair and damping terms.",
        },
    ],
    outputs: &[
        output("inertia_a", "share", "below 1", "Share of A's points that carries on.")
            .becomes("inertia_b"),
        output("inertia_b", "share", "below 1", "Share of B's points that carries on.")
            .becomes("inertia_a"),
        output("uninfluenced_a", "points", "any", "Where A settles when B stays at 0.")
            .becomes("uninfluenced_b"),
        output("uninfluenced_b", "points", "any", "Where B settles when A stays at 0.")
            .becomes("uninfluenced_a"),
        output(
            "explained_a",
            "share",
            "at most 1",
            "Share of B's influence on A that the function explains.",
        )
        .becomes("explained_b"),
        output(
            "explained_b",
            "share",
            "at most 1",
            "Share of A's influence on B that the function explains.",
        )
        .becomes("explained_a"),
        output(
            "influence_a_to_b",
            "share",
            "0 to 1",
            "What A's points explain of B's next; with copies only.",
        )
        .tested_for(Tail::Upper, "how far B's next points went with A's", Some(0))
        .becomes("influence_b_to_a"),
        output(
            "influence_b_to_a",
            "share",
            "0 to 1",
            "What B's points explain of A's next; with copies only.",
        )
        .tested_for(Tail::Upper, "how far A's next points went with B's", Some(1))
        .becomes("influence_a_to_b"),
        output("steady_states", "states", "0 and more", "Where both null clines meet."),
        output(
            "stable",
            "states",
            "0 and more",
            "Those to which the pair comes back after a small push.",
        ),
        output("constant_a", "points", "any", "Points that A adds at every step, whatever B does.")
            .becomes("constant_b"),
        output("constant_b", "points", "any", "Points that B adds at every step, whatever A does.")
            .becomes("constant_a"),
        output("constant_se_a", "points", "0 and more", "Standard error of that constant.")
            .becomes("constant_se_b"),
        output("constant_se_b", "points", "0 and more", "Standard error of that constant.")
            .becomes("constant_se_a"),
        output("inertia_se_a", "share", "0 and more", "Standard error of A's inertia.")
            .becomes("inertia_se_b"),
        output("inertia_se_b", "share", "0 and more", "Standard error of B's inertia.")
            .becomes("inertia_se_a"),
        output(
            "slope_negative_a",
            "points per point",
            "any",
            "Bilinear: what a point of B's below 0 adds to A's next, downwards if above 0.",
        )
        .becomes("slope_negative_b"),
        output(
            "slope_negative_b",
            "points per point",
            "any",
            "Bilinear: what a point of A's below 0 adds to B's next, downwards if above 0.",
        )
        .becomes("slope_negative_a"),
        output(
            "slope_positive_a",
            "points per point",
            "any",
            "Bilinear: what a point of B's above 0 adds to A's next.",
        )
        .becomes("slope_positive_b"),
        output(
            "slope_positive_b",
            "points per point",
            "any",
            "Bilinear: what a point of A's above 0 adds to B's next.",
        )
        .becomes("slope_positive_a"),
        output(
            "threshold_negative_a",
            "points",
            "at most 0",
            "Ojive: B's points below this move A.",
        )
        .becomes("threshold_negative_b"),
        output(
            "threshold_negative_b",
            "points",
            "at most 0",
            "Ojive: A's points below this move B.",
        )
        .becomes("threshold_negative_a"),
        output("level_negative_a", "points", "any", "Ojive: what they add to A's next.")
            .becomes("level_negative_b"),
        output("level_negative_b", "points", "any", "Ojive: what they add to B's next.")
            .becomes("level_negative_a"),
        output(
            "threshold_positive_a",
            "points",
            "0 and more",
            "Ojive: B's points above this move A.",
        )
        .becomes("threshold_positive_b"),
        output(
            "threshold_positive_b",
            "points",
            "0 and more",
            "Ojive: A's points above this move B.",
        )
        .becomes("threshold_positive_a"),
        output("level_positive_a", "points", "any", "Ojive: what they add to A's next.")
            .becomes("level_positive_b"),
        output("level_positive_b", "points", "any", "Ojive: what they add to B's next.")
            .becomes("level_positive_a"),
        output(
            "repair_threshold_a",
            "points",
            "below 0",
            "B's points below which A's repair sets in; blank: no repair was fitted.",
        )
        .becomes("repair_threshold_b"),
        output(
            "repair_threshold_b",
            "points",
            "below 0",
            "A's points below which B's repair sets in; blank: no repair was fitted.",
        )
        .becomes("repair_threshold_a"),
        output("repair_effect_a", "points", "above 0", "What that repair adds to A's next.")
            .becomes("repair_effect_b"),
        output("repair_effect_b", "points", "above 0", "What that repair adds to B's next.")
            .becomes("repair_effect_a"),
        output(
            "damping_threshold_a",
            "points",
            "above 0",
            "B's points above which A's damping sets in; blank: no damping was fitted.",
        )
        .becomes("damping_threshold_b"),
        output(
            "damping_threshold_b",
            "points",
            "above 0",
            "A's points above which B's damping sets in; blank: no damping was fitted.",
        )
        .becomes("damping_threshold_a"),
        output("damping_effect_a", "points", "below 0", "What that damping adds to A's next.")
            .becomes("damping_effect_b"),
        output("damping_effect_b", "points", "below 0", "What that damping adds to B's next.")
            .becomes("damping_effect_a"),
        output(
            "settles",
            "share",
            "0 to 1",
            "Share of starts within the points of the talk from which the pair comes to rest.",
        ),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[
        figure("influence", "Influence functions", draw_influence),
        figure("null-clines", "Null clines", draw_null_clines),
    ],
    pool: None,
};

fn fit(input: &MeasureInput, settings: &Settings) -> Result<InfluenceFit, MeasureError> {
    let (a, b) = input.amounts()?;
    let options = InfluenceFitOptions {
        shape: match settings.word("shape") {
            "ojive" => InfluenceShape::Ojive,
            _ => InfluenceShape::Bilinear,
        },
        neutral: settings.number("neutral"),
        switches: !settings.flag("no-switches"),
    };
    Ok(fit_influence(a, b, &options)?)
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let fit = fit(input, settings)?;
    let states = fit.model.steady_states();
    let stable = states.iter().filter(|state| state.stable).count();
    let caveats = [("A", &fit.a), ("B", &fit.b)].into_iter().flat_map(|(who, person)| {
        person.caveats.iter().map(move |caveat| MeasureCaveat::from(caveat).of(who))
    });
    let (basins, settles) = basins(input, &fit)?;
    let state = |(at, state): (usize, &SteadyState)| {
        let stable = f64::from(u8::from(state.stable));
        let basin = basins.iter().find(|(of, _)| of == state).map_or(0.0, |(_, share)| *share);
        (at.to_string(), vec![state.a, state.b, state.eigenvalue, stable, basin])
    };
    let mut values = vec![
        ("inertia_a", fit.model.a.inertia),
        ("inertia_b", fit.model.b.inertia),
        ("uninfluenced_a", fit.model.a.uninfluenced()),
        ("uninfluenced_b", fit.model.b.uninfluenced()),
        ("explained_a", fit.a.explained),
        ("explained_b", fit.b.explained),
        ("influence_a_to_b", f64::NAN),
        ("influence_b_to_a", f64::NAN),
        ("steady_states", states.len() as f64),
        ("stable", stable as f64),
    ];
    values.extend(terms(&fit));
    values.push(("settles", settles));
    Ok(Measured {
        values,
        tables: vec![
            MeasuredTable {
                name: "steady_states",
                plain: "Where the pair would stay; stable 1: it comes back after a small push; basin_share: \
                        of all starts within the points of the talk, those that end there.",
                row: "state",
                columns: ["a", "b", "eigenvalue", "stable", "basin_share"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: states.iter().enumerate().map(state).collect(),
            },
            influence("influence_on_a", "What is added to A's next points, by B's points.", &fit.a),
            influence("influence_on_b", "What is added to B's next points, by A's points.", &fit.b),
        ],
        caveats: caveats.collect(),
    })
}

/// What was fitted, person by person: constants, standard errors, and every term of the influence; `NaN`
/// for a term that was not fitted.
fn terms(fit: &InfluenceFit) -> Vec<(&'static str, f64)> {
    let of = |person: &PersonFit| {
        let model = &person.model;
        let (slopes, steps) = match model.influence {
            Influence::Bilinear { negative, positive } => ([negative, positive], [f64::NAN; 4]),
            Influence::Ojive {
                negative_threshold,
                positive_threshold,
                negative_level,
                positive_level,
            } => (
                [f64::NAN; 2],
                [negative_threshold, negative_level, positive_threshold, positive_level],
            ),
        };
        let switch = |of: Option<Switch>| of.map_or([f64::NAN; 2], |s| [s.threshold, s.effect]);
        let own = [model.constant, person.constant_error, person.inertia_error];
        [&own[..], &slopes, &steps, &switch(model.repair), &switch(model.damping)].concat()
    };
    let both = of(&fit.a).into_iter().zip(of(&fit.b));
    let named = |((a, b), (of_a, of_b)): (&(&'static str, &'static str), (f64, f64))| {
        [(*a, of_a), (*b, of_b)]
    };
    TERMS.iter().zip(both).flat_map(named).collect()
}

/// Their names, A's and B's.
const TERMS: [(&str, &str); 13] = [
    ("constant_a", "constant_b"),
    ("constant_se_a", "constant_se_b"),
    ("inertia_se_a", "inertia_se_b"),
    ("slope_negative_a", "slope_negative_b"),
    ("slope_positive_a", "slope_positive_b"),
    ("threshold_negative_a", "threshold_negative_b"),
    ("level_negative_a", "level_negative_b"),
    ("threshold_positive_a", "threshold_positive_b"),
    ("level_positive_a", "level_positive_b"),
    ("repair_threshold_a", "repair_threshold_b"),
    ("repair_effect_a", "repair_effect_b"),
    ("damping_threshold_a", "damping_threshold_b"),
    ("damping_effect_a", "damping_effect_b"),
];

/// Starts per person from which the pair is followed.
const STARTS: usize = 21;

/// Every stable state with the share of starts that end there, and their sum; starts lie evenly within
/// the largest score of the talk. Nothing of a person whom nothing holds.
fn basins(
    input: &MeasureInput,
    fit: &InfluenceFit,
) -> Result<(Vec<(SteadyState, f64)>, f64), MeasureError> {
    if fit.model.check().is_err() {
        return Ok((Vec::new(), f64::NAN));
    }
    let (a, b) = input.amounts()?;
    let most = most(&scores(a, b));
    let basins = fit.model.basins(-most, most, STARTS);
    let starts = basins.ends.len() as f64;
    let share =
        |at: usize| basins.ends.iter().filter(|end| **end == Some(at)).count() as f64 / starts;
    let settled = basins.ends.iter().flatten().count() as f64 / starts;
    let shares = basins.states.iter().enumerate().map(|(at, state)| (*state, share(at))).collect();
    Ok((shares, settled))
}

/// The scores of the talk, both present.
fn scores(a: &[f64], b: &[f64]) -> Vec<(f64, f64)> {
    let both = a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite());
    both.map(|(a, b)| (*a, *b)).collect()
}

/// The largest score in size, at least 1.
fn most(scores: &[(f64, f64)]) -> f64 {
    scores.iter().map(|(a, b)| a.abs().max(b.abs())).fold(1.0, f64::max)
}

fn influence(name: &'static str, plain: &'static str, of: &PersonFit) -> MeasuredTable {
    let row = |(points, mean, steps): &(f64, f64, usize)| {
        (points.to_string(), vec![*mean, *steps as f64])
    };
    MeasuredTable {
        name,
        plain,
        row: "partners_points",
        columns: vec!["mean".to_owned(), "steps".to_owned()],
        rows: of.influence.iter().map(row).collect(),
    }
}

fn draw_null(input: &MeasureInput, _: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let tests = influence_test(a, b, &surrogates.shift())?;
    Ok(vec![("influence_a_to_b", tests.a_to_b), ("influence_b_to_a", tests.b_to_a)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each answers the other's point below 0 with half of it, above 0 with a tenth, A also repairs.
    fn talk() -> MeasureInput {
        let (mut a, mut b) = (vec![0.0_f64], vec![0.0_f64]);
        for t in 0..600_u32 {
            let draw = |salt: u32| t.wrapping_mul(salt) >> 24;
            let (x, y) = (a[t as usize], b[t as usize]);
            let answer = |x: f64| if x < 0.0 { 0.5 * x } else { 0.1 * x };
            let fresh =
                |draw: u32| if draw < 110 { -x.signum() } else { f64::from(draw % 9) - 4.0 };
            let repair = if y < -3.0 { 3.0 } else { 0.0 };
            a.push((0.3 * x + answer(y) + repair + fresh(draw(2_654_435_761))).round());
            b.push((0.3 * y + answer(x) + fresh(draw(2_246_822_519))).round());
        }
        MeasureInput { a: vec![a], b: vec![b], step_s: 6.0, ..MeasureInput::default() }
    }

    #[test]
    fn what_was_fitted_is_told() {
        let input = talk();
        for (shape, told, untold) in [
            ("bilinear", "slope_negative_a", "level_negative_a"),
            ("ojive", "level_negative_a", "slope_negative_a"),
        ] {
            let settings = Settings::of(&MEASURE, &[("shape".into(), shape.into())]).unwrap();
            let fit = fit(&input, &settings).unwrap();
            let found = run(&input, &settings).unwrap();
            assert!(found.value(told).is_finite() && found.value(untold).is_nan(), "{shape}");
            assert_eq!(found.value("constant_b"), fit.model.b.constant);
            let repair = fit.model.a.repair.map_or(f64::NAN, |repair| repair.effect);
            assert_eq!(found.value("repair_effect_a").to_bits(), repair.to_bits(), "{shape}");
            if let Influence::Bilinear { positive, .. } = fit.model.b.influence {
                assert_eq!(found.value("slope_positive_b"), positive);
            }
            let basins = |row: &(String, Vec<f64>)| row.1[4];
            let share: f64 = found.table("steady_states").unwrap().rows.iter().map(basins).sum();
            // Shares of 441 starts, added up in another order.
            assert!((share - found.value("settles")).abs() < 1e-12, "{shape}");
        }
    }
}
