//! Phases of a session, each with its own look of both people.

use attune_coupling::measure::{
    Channel, Code, DyadicHiddenMarkov, Emission, HiddenMarkovOptions, dyadic_hidden_markov,
};

use super::entry::{Measure, Takes, count, output};
use super::sources::{BIERNACKI_2000, RABINER_1989};
use crate::measure::{
    ChanceOf, Drawing, MeasureError, MeasureInput, Measured, MeasuredTable, Settings,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "dyadic-hidden-markov",
    also: &["hidden-markov", "hmm"],
    column: "hmm",
    title: "Dyadic hidden Markov model",
    plain: "Splits a session into a few kinds of phases, each with its own look of both people.",
    formula: "a hidden state of the pair follows a first-order chain; given the state every column is normal \
or categorical by itself; fitted by expectation-maximisation from several starts; \
BIC = -2 logL + p ln n; ICL = BIC + 2 entropy of the path.",
    directed: false,
    nulls: &[Null::Shift],
    weakness: "Phases describe, they do not explain: one slow signal alone makes phases. Choose their number by \
the least ICL over 1, 2, 3, and compare the likelihood with copies, whose phases are each person's own.",
    source: "Rabiner (1989), doi:10.1109/5.18626; Biernacki, Celeux and Govaert (2000), doi:10.1109/34.865189.",
    cites: &[RABINER_1989, BIERNACKI_2000],
    takes: Takes::Columns,
    scale: Scale::None,
    parameters: &[
        count("states", (3, 1), "", "Kinds of phases."),
        count("starts", (10, 1), "", "Random starts; the likeliest result is kept."),
        count("start-seed", (1, 0), "", "Seed of the starts."),
    ],
    outputs: &[
        output("log_likelihood", "nats", "any", "ln p of everything seen.")
            .tested("how well shared phases describe both people"),
        output("bic", "nats", "any", "Bayesian information criterion; less is better."),
        output(
            "icl",
            "nats",
            "any",
            "Integrated completed likelihood; the least tells how many phases.",
        ),
        output("states", "phases", "1 and more", "Kinds of phases fitted."),
    ],
    run,
    chance: ChanceOf::Partner(|_, _| 2),
    draw: Some(draw),
    pool: None,
};

fn fit(input: &MeasureInput, settings: &Settings) -> Result<DyadicHiddenMarkov, MeasureError> {
    let options = HiddenMarkovOptions {
        states: settings.count("states"),
        starts: settings.count("starts"),
        seed: settings.count("start-seed") as u64,
        ..HiddenMarkovOptions::default()
    };
    if !input.coded {
        let (a, b) = input.columns();
        let (a, b): (Vec<_>, Vec<_>) = (
            a.into_iter().map(Channel::Values).collect(),
            b.into_iter().map(Channel::Values).collect(),
        );
        return Ok(dyadic_hidden_markov(&a, &b, &options)?);
    }
    let of_column = |at: usize| {
        let pair = MeasureInput {
            a: vec![input.a[at].clone()],
            b: vec![input.b[at].clone()],
            ..MeasureInput::default()
        };
        pair.codes()
    };
    let coded = (0..input.a.len()).map(of_column).collect::<Result<Vec<_>, _>>()?;
    fn channel(at: &[Code], codes: usize) -> Channel<'_> {
        Channel::Codes { at, codes }
    }
    let a: Vec<_> = coded.iter().map(|codes| channel(&codes.a, codes.len())).collect();
    let b: Vec<_> = coded.iter().map(|codes| channel(&codes.b, codes.len())).collect();
    Ok(dyadic_hidden_markov(&a, &b, &options)?)
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let fit = fit(input, settings)?;
    let states = fit.initial.len();
    let n = fit.posterior.len() as f64;
    let share = |s: usize| fit.posterior.iter().map(|p| p[s]).sum::<f64>() / n;
    let mut columns = vec!["share_of_time".to_owned()];
    for (who, of) in [("a", &fit.a), ("b", &fit.b)] {
        for (at, emission) in of[0].iter().enumerate() {
            match emission {
                Emission::Values { .. } => {
                    columns.push(format!("{who}{}_mean", at + 1));
                    columns.push(format!("{who}{}_sd", at + 1));
                }
                Emission::Codes(shares) => {
                    columns.extend((0..shares.len()).map(|c| format!("{who}{}_code_{c}", at + 1)));
                }
            }
        }
    }
    let looks = |s: usize| {
        let mut row = vec![share(s)];
        for emission in fit.a[s].iter().chain(&fit.b[s]) {
            match emission {
                Emission::Values { mean, sd } => row.extend([*mean, *sd]),
                Emission::Codes(shares) => row.extend(shares),
            }
        }
        (phase(s), row)
    };
    Ok(Measured {
        values: vec![
            ("log_likelihood", fit.log_likelihood),
            ("bic", fit.bic),
            ("icl", fit.icl),
            ("states", states as f64),
        ],
        tables: vec![
            MeasuredTable {
                name: "phases",
                plain: "How much of the time each phase takes, and what both people look like in it.",
                row: "phase",
                columns,
                rows: (0..states).map(looks).collect(),
            },
            MeasuredTable {
                name: "transitions",
                plain: "Share of the steps out of a phase that go to each.",
                row: "from",
                columns: (0..states).map(phase).collect(),
                rows: (0..states).map(|s| (phase(s), fit.transition[s].clone())).collect(),
            },
        ],
        caveats: fit.caveats.iter().map(ToString::to_string).collect(),
    })
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let fit = fit(input, settings)?;
    let states = fit.initial.len();
    let moments = |s: usize| fit.posterior.iter().map(|p| p[s]).sum();
    Ok(Drawing::Transitions {
        states: (0..states).map(phase).collect(),
        probability: fit.transition.concat(),
        steps: (0..states).map(moments).collect(),
    })
}

fn phase(state: usize) -> String {
    format!("phase {state}")
}
