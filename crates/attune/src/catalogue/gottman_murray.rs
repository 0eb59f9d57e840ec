//! Gottman and Murray's model of a talk.

use attune_coupling::Tail;
use attune_coupling::measure::{
    InfluenceFit, InfluenceFitOptions, InfluenceShape, PersonFit, PersonModel, Piece,
    fit_influence, influence_test,
};

use super::entry::{Measure, Parameter, Takes, Value, figure, number, output};
use super::sources::{COOK_1995, GOTTMAN_2002};
use crate::measure::{
    Drawing, InfluenceDrawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable,
    Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "gottman-murray",
    also: &["influence"],
    column: "gm",
    title: "Gottman-Murray influence model",
    plain: "The mood a pair's talk is drawn to, when each carries on with their own and adds what the other's \
last turn does to them.",
    formula: "a(t + 1) = constant + inertia a(t) + influence(b(t)) + repair + damping, and the mirror image \
for b; uninfluenced steady state = constant / (1 - inertia); the pair settles where both null clines meet and \
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
    let state = |(at, state): (usize, &attune_coupling::measure::SteadyState)| {
        (
            at.to_string(),
            vec![state.a, state.b, state.eigenvalue, f64::from(u8::from(state.stable))],
        )
    };
    Ok(Measured {
        values: vec![
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
        ],
        tables: vec![
            MeasuredTable {
                name: "steady_states",
                plain: "Where the pair would stay; stable 1: it comes back after a small push.",
                row: "state",
                columns: ["a", "b", "eigenvalue", "stable"].map(str::to_owned).to_vec(),
                rows: states.iter().enumerate().map(state).collect(),
            },
            influence("influence_on_a", "What A's next points add, by B's points.", &fit.a),
            influence("influence_on_b", "What B's next points add, by A's points.", &fit.b),
        ],
        caveats: caveats.collect(),
    })
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

/// What the partner's points add to each one's next: the fitted function, and the means it was
/// fitted to.
fn draw_influence(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let fit = fit(input, settings)?;
    let on = |fit: &PersonFit| {
        let most = fit.influence.iter().map(|(score, ..)| score.abs()).fold(1.0, f64::max);
        let value = |piece: &Piece, score: f64| (score, piece.level + piece.slope * score);
        InfluenceDrawing {
            function: pieces(&fit.model, most, value),
            found: fit.influence.clone(),
            explained: fit.explained,
        }
    };
    Ok(Drawing::Influence { on: [on(&fit.a), on(&fit.b)] })
}

/// Both null clines in the plane of A's points and B's; where they meet the pair may stay.
fn draw_null_clines(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let fit = fit(input, settings)?;
    let (a, b) = input.amounts()?;
    let both = a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite());
    let scores: Vec<(f64, f64)> = both.map(|(a, b)| (*a, *b)).collect();
    let most = scores.iter().map(|(a, b)| a.abs().max(b.abs())).fold(1.0, f64::max);
    let (of_a, of_b) = (fit.model.a, fit.model.b);
    let stays = |of: PersonModel, piece: &Piece, score: f64| {
        (of.constant + piece.level + piece.slope * score) / (1.0 - of.inertia)
    };
    let states = fit.model.steady_states();
    Ok(Drawing::NullClines {
        // Beyond the scores, so that the lines end at the frame.
        of_a: pieces(&of_a, 2.0 * most, |piece, b| (stays(of_a, piece, b), b)),
        of_b: pieces(&of_b, 2.0 * most, |piece, a| (a, stays(of_b, piece, a))),
        states: states.iter().map(|state| (state.a, state.b, state.stable)).collect(),
        scores,
        most,
    })
}

/// Both ends of every straight piece within `most` points of 0, with a gap after each.
fn pieces(of: &PersonModel, most: f64, at: impl Fn(&Piece, f64) -> (f64, f64)) -> Vec<(f64, f64)> {
    let within = |piece: &Piece| (piece.from.max(-most), piece.to.min(most));
    let ends = |piece: &Piece| match within(piece) {
        (from, to) if from < to => vec![at(piece, from), at(piece, to), (f64::NAN, f64::NAN)],
        _ => Vec::new(),
    };
    of.pieces().iter().flat_map(ends).collect()
}
