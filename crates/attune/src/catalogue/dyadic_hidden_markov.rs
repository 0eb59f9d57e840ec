//! Phases of a session, each with its own look of both people.

use attune_coupling::measure::{
    Channel, DyadicHiddenMarkov, Emission, HiddenMarkovOptions, dyadic_hidden_markov,
    dyadic_hidden_markov_test,
};

use super::entry::{Measure, Takes, count, figure, output};
use super::sources::{BIERNACKI_2000, RABINER_1989};
use crate::measure::{
    Codes, Drawing, MeasureError, MeasureInput, Measured, MeasuredTable, Settings, Surrogates,
    Tests,
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
    draw_null: Some(draw_null),
    figures: &[figure("transitions", "From phase to phase", draw)],
    pool: None,
};

fn options(settings: &Settings) -> HiddenMarkovOptions {
    HiddenMarkovOptions {
        states: settings.count("states"),
        starts: settings.count("starts"),
        seed: settings.count("start-seed") as u64,
        ..HiddenMarkovOptions::default()
    }
}

fn fit(input: &MeasureInput, settings: &Settings) -> Result<DyadicHiddenMarkov, MeasureError> {
    with_channels(input, |a, b| Ok(dyadic_hidden_markov(a, b, &options(settings))?))
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let shift = surrogates.shift();
    let test = with_channels(input, |a, b| {
        Ok(dyadic_hidden_markov_test(a, b, &options(settings), &shift)?)
    })?;
    Ok(vec![("log_likelihood", test)])
}

/// Both people's columns as channels, of values or of codes.
fn with_channels<T>(
    input: &MeasureInput,
    of: impl FnOnce(&[Channel<'_>], &[Channel<'_>]) -> Result<T, MeasureError>,
) -> Result<T, MeasureError> {
    if !input.coded {
        let (a, b) = input.columns();
        let values = |columns: Vec<&'_ [f64]>| -> Vec<Vec<f64>> {
            columns.into_iter().map(<[f64]>::to_vec).collect()
        };
        let (a, b) = (values(a), values(b));
        let (a, b): (Vec<Channel<'_>>, Vec<Channel<'_>>) = (
            a.iter().map(|x| Channel::Values(x)).collect(),
            b.iter().map(|x| Channel::Values(x)).collect(),
        );
        return of(&a, &b);
    }
    let of_column = |at: usize| {
        let pair = MeasureInput {
            a: vec![input.a[at].clone()],
            b: vec![input.b[at].clone()],
            ..MeasureInput::default()
        };
        pair.codes()
    };
    let coded = (0..input.a.len()).map(of_column).collect::<Result<Vec<Codes>, _>>()?;
    let (a, b): (Vec<Channel<'_>>, Vec<Channel<'_>>) = coded
        .iter()
        .map(|codes| {
            let n = codes.len();
            (Channel::Codes { at: &codes.a, codes: n }, Channel::Codes { at: &codes.b, codes: n })
        })
        .unzip();
    of(&a, &b)
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
            moments(&fit, input.step_s),
        ],
        caveats: fit.caveats.iter().map(Into::into).collect(),
    })
}

/// The likeliest phase of every moment, and how likely it is.
fn moments(fit: &DyadicHiddenMarkov, step_s: f64) -> MeasuredTable {
    let moment = |(t, of): (usize, &Vec<f64>)| {
        // The first of equals: the commoner phase.
        let likeliest = (1..of.len()).fold(0, |best, s| if of[s] > of[best] { s } else { best });
        ((t as f64 * step_s).to_string(), vec![likeliest as f64, of[likeliest]])
    };
    MeasuredTable {
        name: "moments",
        plain: "The likeliest phase of every moment, seconds from the start, and how likely it is.",
        row: "s",
        columns: vec!["phase".to_owned(), "probability".to_owned()],
        rows: fit.posterior.iter().enumerate().map(moment).collect(),
    }
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
