//! Every measure's own test on pairs with nothing between them.

use attune_coupling::measure::{
    Channel, HiddenMarkovOptions, LagOptions, MatchOptions, NearestNeighbourOptions, PhaseOptions,
    Receiver, Recorded, RecurrenceOptions, SequentialOptions, StyleCounts, Turn, TurnOptions,
    WelchOptions, accommodation_test, coherence_test, dyadic_hidden_markov_test,
    dyadic_markov_test, event_synchronisation_test, gaussian_transfer_entropy_test, influence_test,
    lag_sequential_test, lagged_regression_test, matched_expressions_test, phase_coupling_test,
    recurrence_test, repair_test, sequence_apim_test, source_shift_test, state_space_grid_test,
    style_matching_test, turn_taking_test,
};
use attune_coupling::{
    CircularShift, Convention, InputError, PhaseRandomised, SegmentShuffle, Side, Tail,
    WindowOptions,
};

use crate::calibration::Uncoupled;
use crate::simulate::{autoregressive, generator};
use crate::{
    naive_least_squares, uncoupled_codes, uncoupled_events, uncoupled_scores, uncoupled_talk,
    uncoupled_turns,
};

/// Samples of every series and moments of every code sequence.
const N: usize = 500;

/// A lag that fits into the recording 23 times, so that shifts are spread evenly: just often enough
/// for a test of one side.
const FAR: usize = 10;
/// A lag that fits 45 times: a test of both sides, twice the p of one, takes 40 copies.
const HALF_AS_FAR: usize = 5;

/// p-values of one pair, by name.
pub type Named = Vec<(&'static str, f64)>;
type Outcome = Result<Named, InputError>;
type Maker = Box<dyn Fn(u64, u64, &CircularShift) -> Outcome + Send + Sync>;

/// One measure on one kind of uncoupled pair.
pub struct Case {
    /// The kind of pair.
    pub name: String,
    /// Whether one pair takes so long that fewer pairs and 20 shifts must do.
    pub slow: bool,
    maker: Maker,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case").field("name", &self.name).field("slow", &self.slow).finish()
    }
}

impl Case {
    /// The p-values of pair `index` under a seed; empty where the test gives none.
    ///
    /// Every pair has copies of its own: the same random phases for all would move all their
    /// thresholds alike, and thousands of pairs would say little more than one.
    pub fn p(&self, seed: u64, index: u64, shift: &CircularShift) -> Named {
        let own = CircularShift { seed: shift.seed.wrapping_add(index), ..*shift };
        (self.maker)(seed, index, &own).unwrap_or_default()
    }
}

/// Every measure with its cases.
pub fn cases() -> Vec<Case> {
    let mut cases = series();
    cases.extend(codes());
    cases.extend(moments());
    cases.extend(talk());
    cases.extend(unequal_codes());
    cases
}

fn series() -> Vec<Case> {
    let of = |slow: bool, test: fn(&[f64], &[f64], &CircularShift) -> Outcome| {
        Uncoupled::CASES.map(move |case| {
            // Two lines that climb are linked, as far as a shift can tell: these tests are of the
            // rest, and every plan takes the line out first.
            let climbs = case == Uncoupled::Trend;
            Case {
                name: case.name() + if climbs { ", line taken out" } else { "" },
                slow,
                maker: Box::new(move |seed, index, shift| {
                    let [a, b] = case.pair(N, seed, index);
                    match climbs {
                        true => test(&without_line(&a), &without_line(&b), shift),
                        false => test(&a, &b, shift),
                    }
                }),
            }
        })
    };
    let mut cases = Vec::new();
    cases.extend(of(false, |a, b, shift| {
        // Four samples per second: gaps of up to eight are bridged.
        let options = WelchOptions { rate: 4.0, ..WelchOptions::default() };
        Ok(vec![("coherence", coherence_test(a, b, &options, &copies(shift))?.p)])
    }));
    cases.extend(of(false, |a, b, shift| {
        let options = PhaseOptions { rate: 4.0, low: 0.2, high: 0.6, ..PhaseOptions::default() };
        let tests = phase_coupling_test(a, b, &options, &copies(shift))?;
        Ok(vec![
            ("phase locking", tests.locking.p),
            ("circular correlation", tests.circular_correlation.p),
        ])
    }));
    cases.extend(of(false, |a, b, shift| {
        // The first as the command has it, once a second; the second's lags fit just often enough.
        let of = |max_lag: usize| {
            let convention = Convention::Recentred;
            let options = WindowOptions { window: 60, step: 10, max_lag, convention };
            Ok::<f64, InputError>(shift.mean_z(a, b, &options, Tail::Upper)?.p)
        };
        Ok(vec![
            ("windowed cross-correlation: mean z, lags to 5", of(5)?),
            ("windowed cross-correlation: mean z, lags to 9", of(9)?),
        ])
    }));
    cases.extend(of(false, |a, b, shift| {
        // As the command has it, once a second.
        let convention = Convention::SegmentGlobal;
        let options = WindowOptions { window: 30, step: 30, max_lag: 5, convention };
        let shuffle = SegmentShuffle { surrogates: shift.surrogates, seed: shift.seed };
        let test = shuffle.mean_z(a, b, &options, Tail::Upper)?;
        Ok(vec![("segment synchrony: signed z", test.p)])
    }));
    cases.extend(of(false, |a, b, shift| {
        let tests = recurrence_test(&[a], &[b], &RecurrenceOptions::default(), 5, shift)?;
        Ok(vec![
            ("cross-recurrence: rate near the diagonal", tests.rate.p),
            ("cross-recurrence: determinism near the diagonal", tests.determinism.p),
            ("cross-recurrence: peak of the profile", tests.peak.p),
        ])
    }));
    cases.extend(of(false, |a, b, shift| {
        let of = |options| gaussian_transfer_entropy_test(a, b, &[], &options, shift);
        Ok(vec![
            ("Gaussian transfer entropy", of(LagOptions::default())?.a_to_b.p),
            ("Gaussian transfer entropy, ten back", of(back(FAR))?.a_to_b.p),
        ])
    }));
    cases.extend(of(false, |a, b, shift| {
        let of = |options| lagged_regression_test(a, b, &[], &options, shift);
        Ok(vec![
            ("lagged regression: partner effect", of(LagOptions::default())?.a_to_b.p),
            ("lagged regression: partner effect, five back", of(back(HALF_AS_FAR))?.a_to_b.p),
        ])
    }));
    cases.extend(of(true, |a, b, shift| {
        let options = NearestNeighbourOptions::default();
        let test = source_shift_test(a, b, shift, 3, Tail::Upper, |b| {
            let receiver = Receiver::new(b, &options)?;
            Ok(move |a: &[f64]| receiver.from(a).unwrap_or(f64::NAN))
        })?;
        Ok(vec![("nearest-neighbour transfer entropy", test.p)])
    }));
    cases.extend(of(true, |a, b, shift| {
        let options = HiddenMarkovOptions {
            states: 2,
            starts: 2,
            rounds: 60,
            tolerance: 1e-3,
            ..HiddenMarkovOptions::default()
        };
        let (a, b) = ([Channel::Values(a)], [Channel::Values(b)]);
        let test = dyadic_hidden_markov_test(&a, &b, &options, shift)?;
        Ok(vec![("dyadic hidden Markov model", test.p)])
    }));
    cases
}

fn back(lag: usize) -> LagOptions {
    LagOptions { lag, ..LagOptions::default() }
}

fn without_line(x: &[f64]) -> Vec<f64> {
    let time: Vec<f64> = (0..x.len()).map(|t| t as f64).collect();
    let line = naive_least_squares(&[vec![1.0; x.len()], time], x);
    x.iter().enumerate().map(|(t, v)| v - line[0] - line[1] * t as f64).collect()
}

fn copies(shift: &CircularShift) -> PhaseRandomised {
    PhaseRandomised { surrogates: shift.surrogates, seed: shift.seed }
}

fn codes() -> Vec<Case> {
    let case = |(count, stay): (usize, f64)| Case {
        name: format!("{count} codes that stay at {stay}"),
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let [a, b] = uncoupled_codes(N, count, [stay; 2], seed, index);
            let options =
                SequentialOptions { codes: count, lag: 1, events: false, no_repeats: false };
            let sequential = lag_sequential_test(&a, &b, &options, shift)?;
            let grid = state_space_grid_test(&a, &b, count, 1.0, shift)?;
            let repair = repair_test(&a, &b, count, 1.0, 5.0, shift)?;
            let mut named = vec![
                ("lag-sequential: one cell", sequential.cells[0].p),
                ("lag-sequential: largest cell", sequential.largest.p),
                ("dyadic Markov chain", dyadic_markov_test(&a, &b, count, shift)?.a_to_b.p),
                ("state-space grid: dispersion", grid.dispersion.p),
                ("state-space grid: mean visit", grid.mean_visit.p),
                ("matched states", repair.matched_share.p),
                ("repair rate", repair.rate.p),
            ];
            if count == 2 {
                let apim = sequence_apim_test(&a, &b, shift)?;
                named.push(("sequence APIM: partner effect", apim.a_partner.p));
            }
            Ok(named)
        }),
    };
    [(2, 0.5), (2, 0.9), (4, 0.8)].map(case).into_iter().collect()
}

/// Two people of whom one changes oftener than the other: events, whose copies must be made anew, and
/// a lag that fits just often enough.
fn unequal_codes() -> Vec<Case> {
    let case = |stay: [f64; 2]| Case {
        name: format!("2 codes that stay at {} and {}", stay[0], stay[1]),
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let [a, b] = uncoupled_codes(N, 2, stay, seed, index);
            let options = SequentialOptions { codes: 2, lag: 1, events: true, no_repeats: false };
            let test = lag_sequential_test(&a, &b, &options, shift)?;
            let far = |lag: usize| {
                let options = SequentialOptions { lag: lag as isize, events: false, ..options };
                lag_sequential_test(&a, &b, &options, shift)
            };
            Ok(vec![
                ("lag-sequential, events: one cell", test.cells[0].p),
                ("lag-sequential, events: largest cell", test.largest.p),
                ("lag-sequential, five later: one cell", far(HALF_AS_FAR)?.cells[0].p),
                ("lag-sequential, ten later: largest cell", far(FAR)?.largest.p),
            ])
        }),
    };
    [[0.2, 0.9], [0.6, 0.95]].map(case).into_iter().collect()
}

fn moments() -> Vec<Case> {
    let case = |(gap, rate): (f64, Option<f64>)| Case {
        name: match rate {
            None => format!("600 s, one event in {gap} s"),
            Some(rate) => format!("600 s at {rate} Hz, one event in {gap} s"),
        },
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let mut pair = uncoupled_events(600.0, gap, seed, index);
            if let Some(rate) = rate {
                pair = pair.map(|times| sampled(&times, rate));
            }
            let [a, b] = pair;
            let recorded = Recorded::new(&[(0.0, 600.0)])?;
            let events = event_synchronisation_test(&a, &b, &recorded, 5.0, shift)?;
            let options = MatchOptions::default();
            let matched = matched_expressions_test(&a, &b, &recorded, &options, shift)?;
            Ok(vec![
                ("event synchronisation: strength", events.strength.p),
                ("event synchronisation: direction", events.direction.p),
                ("matched expressions: A's cues met", matched.a_to_b.p),
                ("matched expressions: both", matched.both.p),
            ])
        }),
    };
    let turns = Case {
        name: "600 s of turns".to_owned(),
        slow: false,
        maker: Box::new(|seed, index, shift| {
            let [a, b] = uncoupled_turns(600.0, seed, index);
            let turn = |side: Side| move |&(start, end): &(f64, f64)| Turn { side, start, end };
            let talk: Vec<Turn> =
                a.iter().map(turn(Side::A)).chain(b.iter().map(turn(Side::B))).collect();
            let options = TurnOptions::default();
            let test = turn_taking_test(&talk, (0.0, 600.0), &options, shift)?;
            Ok(vec![("turn-taking: overlap", test.p)])
        }),
    };
    let rates = [None, Some(1.0), Some(5.0)];
    let events = rates.into_iter().flat_map(|rate| [4.0, 10.0].map(|gap| (gap, rate)));
    events.map(case).chain([turns]).collect()
}

/// Moments as a column shows them, so many values a second: each at the last sample before it, and of
/// several in one sample the first.
fn sampled(times: &[f64], rate: f64) -> Vec<f64> {
    let mut out: Vec<f64> = times.iter().map(|t| (t * rate).floor() / rate).collect();
    out.dedup();
    out
}

fn talk() -> Vec<Case> {
    let accommodated = |phi: f64| Case {
        name: format!("240 turns, values AR({phi})"),
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let spoken = uncoupled_talk(240, phi, seed, index);
            let side = |k: usize| if k.is_multiple_of(2) { Side::A } else { Side::B };
            let turn =
                |(k, t): (usize, &(f64, f64, f64))| Turn { side: side(k), start: t.0, end: t.1 };
            let turns: Vec<Turn> = spoken.iter().enumerate().map(turn).collect();
            let values: Vec<f64> = spoken.iter().map(|t| t.2).collect();
            let tests = accommodation_test(&turns, &values, shift)?.both;
            Ok(vec![
                ("accommodation: proximity", tests.proximity.p),
                ("accommodation: convergence", tests.convergence.p),
                ("accommodation: synchrony", tests.synchrony.p),
            ])
        }),
    };
    let scored = |inertia: f64| Case {
        name: format!("200 scores, inertia {inertia}"),
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let [a, b] = uncoupled_scores(200, inertia, seed, index);
            Ok(vec![("Gottman-Murray influence", influence_test(&a, &b, shift)?.a_to_b.p)])
        }),
    };
    let styled = |phi: f64| Case {
        name: format!("60 stretches, AR({phi})"),
        slow: false,
        maker: Box::new(move |seed, index, shift| {
            let random = &mut generator(seed, index);
            let mut person = || -> Vec<StyleCounts> {
                let classes: Vec<Vec<f64>> =
                    (0..9).map(|_| autoregressive(60, phi, random)).collect();
                let counts =
                    |t: usize| classes.iter().map(move |c| (12.0 + 4.0 * c[t]).round().max(0.0));
                (0..60)
                    .map(|t| StyleCounts { words: 150.0, classes: counts(t).collect() })
                    .collect()
            };
            let (a, b) = (person(), person());
            Ok(vec![("language style matching", style_matching_test(&a, &b, shift)?.p)])
        }),
    };
    [0.0, 0.5, 0.9]
        .map(accommodated)
        .into_iter()
        .chain([0.0, 0.5].map(scored))
        .chain([0.0, 0.8].map(styled))
        .collect()
}
