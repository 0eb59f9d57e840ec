//! The two of them as one state, and where it goes next.

use attune_coupling::Tail;
use attune_coupling::measure::{DyadicMarkov, dyadic_markov, dyadic_markov_test};

use super::entry::{Measure, Takes, figure, output};
use super::pool::summed;
use super::sources::FUCHS_2017;
use crate::measure::{
    Codes, Drawing, MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates,
    Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "dyadic-markov",
    also: &["markov"],
    column: "markov",
    title: "Dyadic Markov chain",
    plain: "From where the two are now, where they tend to be one step later.",
    formula: "state = (code of A, code of B); P(s to u) = steps from s to u / steps out of s; entropy rate = \
- sum over steps of ln P / steps.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "One dyad's session holds few steps out of rare states: pool dyads before reading single \
transitions. Set beside copies is what one's last code \
adds to foretelling the other's next; single shares are not tested.",
    source: "Kenny, Kashy and Cook (2006), ch. 14; Fuchs, Nussbeck, Meuwly and Bodenmann (2017), \
doi:10.3389/fpsyg.2017.00429. Pooled rows agree with the DySeq script.",
    cites: &[FUCHS_2017],
    takes: Takes::Codes,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output(
            "transfer_a_to_b",
            "nats",
            "0 and more",
            "What A's last code adds to foretelling B's next; with copies only.",
        )
        .tested_for(Tail::Upper, "what A's last code adds to foretelling B's next", Some(0))
        .becomes("transfer_b_to_a"),
        output(
            "transfer_b_to_a",
            "nats",
            "0 and more",
            "What B's last code adds to foretelling A's next; with copies only.",
        )
        .tested_for(Tail::Upper, "what B's last code adds to foretelling A's next", Some(1))
        .becomes("transfer_a_to_b"),
        output(
            "entropy_rate",
            "nats per step",
            "0 and more",
            "How open the next joint state is, given this one.",
        ),
        output("stay", "share", "0 to 1", "Share of the steps that stay in the same joint state."),
        output("steps", "steps", "1 and more", "Steps counted."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("transitions", "Where the two go next", draw)],
    pool: Some(pool),
};

fn chain(input: &MeasureInput) -> Result<(Codes, DyadicMarkov), MeasureError> {
    let codes = input.codes()?;
    let chain = dyadic_markov(&codes.a, &codes.b, codes.len())?;
    Ok((codes, chain))
}

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    let (codes, chain) = chain(input)?;
    let states = chain.states;
    let steps: f64 = chain.counts.iter().sum();
    let surprise = |(cell, count): (usize, &f64)| match *count {
        0.0 => 0.0,
        count => -count * chain.probability(cell / states, cell % states).ln(),
    };
    // In order of size, so that renaming the states by swapping the people keeps every bit.
    let mut surprises: Vec<f64> = chain.counts.iter().enumerate().map(surprise).collect();
    surprises.sort_unstable_by(f64::total_cmp);
    let stay: f64 = (0..states).map(|state| chain.counts[state * states + state]).sum();
    let row = |state: usize, value: &dyn Fn(usize) -> f64| {
        (name(&codes, state), (0..states).map(value).collect())
    };
    let table = |name_of, plain, value: &dyn Fn(usize, usize) -> f64| MeasuredTable {
        name: name_of,
        plain,
        row: "from",
        columns: (0..states).map(|to| name(&codes, to)).collect(),
        rows: (0..states).map(|from| row(from, &|to| value(from, to))).collect(),
    };
    Ok(Measured {
        values: vec![
            ("transfer_a_to_b", f64::NAN),
            ("transfer_b_to_a", f64::NAN),
            ("entropy_rate", surprises.iter().sum::<f64>() / steps),
            ("stay", stay / steps),
            ("steps", steps),
        ],
        tables: vec![
            table(
                "transitions",
                "Share of the steps out of a state that went to each.",
                &|from, to| chain.probability(from, to),
            ),
            table("counts", "Steps from state to state.", &|from, to| {
                chain.counts[from * states + to]
            }),
        ],
        caveats: Vec::new(),
    })
}

fn draw(input: &MeasureInput, _: &Settings) -> Result<Drawing, MeasureError> {
    let (codes, chain) = chain(input)?;
    let states = chain.states;
    Ok(Drawing::Transitions {
        states: (0..states).map(|state| name(&codes, state)).collect(),
        probability: (0..states * states)
            .map(|c| chain.probability(c / states, c % states))
            .collect(),
        steps: chain.counts.chunks(states).map(|row| row.iter().sum()).collect(),
    })
}

/// Transition shares of all dyads' steps together.
fn pool(dyads: &[&Measured]) -> Vec<(String, f64)> {
    let Some(total) = summed(dyads, "counts") else { return Vec::new() };
    let mut out = Vec::new();
    for (from, counts) in &total.rows {
        let steps: f64 = counts.iter().sum();
        for (to, count) in total.columns.iter().zip(counts) {
            out.push((format!("p({from} to {to})"), count / steps));
        }
    }
    out
}

/// `a=1 b=0`.
fn name(codes: &Codes, state: usize) -> String {
    let n = codes.len();
    format!("a={} b={}", codes.label(state % n), codes.label(state / n))
}

fn draw_null(input: &MeasureInput, _: &Settings, surrogates: &Surrogates) -> Tests {
    let codes = input.codes()?;
    let tests = dyadic_markov_test(&codes.a, &codes.b, codes.len(), &surrogates.shift())?;
    Ok(vec![("transfer_a_to_b", tests.a_to_b), ("transfer_b_to_a", tests.b_to_a)])
}
