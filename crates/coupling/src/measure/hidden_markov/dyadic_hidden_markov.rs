//! The dyadic hidden Markov model: phases named by what both people look like in them.

use super::channel::Moved;
use super::forward_backward::{Posterior, forward_backward};
use super::start::start;
use super::{Channel, Emission};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};
use rayon::prelude::*;

/// Hidden Markov model of two people's channels.
///
/// A hidden state of the dyad follows a first-order chain; given the state all channels of both are
/// independent, normal (values) or categorical (codes). Fitted by expectation–maximisation
/// (forward–backward) from several starts. BIC = −2 ℓ + p ln n; ICL = BIC + 2 H, H the entropy of the
/// path given everything seen.
///
/// In plain words: splits a session into a few kinds of phases, each with its own look of both people.
///
/// # Inputs
/// `a`, `b`: channels of equal length, any unit, the same clock. `options`: number of states (at most
/// 4 for less than an hour) and starts. To choose the number, fit 1, 2, 3, … and take the least ICL.
///
/// # Returns
/// [`DyadicHiddenMarkov`]; states in order of time spent, the commonest first. States describe, they do
/// not explain: a slow signal alone makes phases. Swapping `a` and `b` swaps the emissions and changes
/// nothing else, to the bit.
///
/// # Missing data
/// A missing entry says nothing about the state at its moment; time goes on.
///
/// # Null
/// Circular shifts of one person's channels: are joint states commoner than chance makes them?
///
/// # Errors
/// No channels, unequal lengths, no state, fewer than 10 moments per state, a constant channel, a code
/// out of range.
///
/// # Example
/// ```
/// use attune_coupling::measure::{Channel, HiddenMarkovOptions, dyadic_hidden_markov};
/// let wave = |t: i32| f64::from(t % 7) / 7.0 + if t / 30 % 2 == 0 { 0.0 } else { 5.0 };
/// let (a, b): (Vec<f64>, Vec<f64>) = (0..120).map(|t| (wave(t), -wave(t + 2 * (t % 2)))).unzip();
/// let options = HiddenMarkovOptions { states: 2, ..HiddenMarkovOptions::default() };
/// let fit = dyadic_hidden_markov(&[Channel::Values(&a)], &[Channel::Values(&b)], &options).unwrap();
/// assert!(fit.posterior.iter().all(|p| p[0].max(p[1]) > 0.99));
/// assert!((fit.transition[0][0] - 58.0 / 60.0).abs() < 0.02);
/// ```
///
/// # Source
/// Rabiner 1989 (forward–backward); Biernacki, Celeux & Govaert 2000 (ICL); Celeux & Durand 2008 (its
/// path entropy in hidden Markov models).
pub fn dyadic_hidden_markov(
    a: &[Channel<'_>],
    b: &[Channel<'_>],
    options: &HiddenMarkovOptions,
) -> Result<DyadicHiddenMarkov, InputError> {
    let n = options.check(a, b)?;
    let seen = |channels: &[Channel<'_>]| -> Vec<(f64, f64)> {
        channels.iter().map(Channel::own).collect()
    };
    let (own_a, own_b) = (seen(a), seen(b));
    let distance = |t: usize, other: usize| {
        let sum = |channels: &[Channel<'_>], own: &[(f64, f64)]| -> f64 {
            channels.iter().zip(own).map(|(c, own)| c.distance(t, other, own.1)).sum()
        };
        sum(a, &own_a) + sum(b, &own_b)
    };
    let (mut best, mut climber): (Option<Climber>, _) = (None, Climber::default());
    for index in 0..options.starts.max(1) {
        let weights = start(n, options.states, (options.seed, index as u64), distance);
        climber.climb([(a, &own_a), (b, &own_b)], options, &weights);
        // The first of equals, so that the result does not depend on later starts' noise.
        let likelier =
            |best: &Climber| climber.posterior.log_likelihood > best.posterior.log_likelihood;
        if best.as_ref().is_none_or(likelier) {
            climber = best.replace(climber).unwrap_or_default();
        }
    }
    let best = best.map(|best| best.finish(a, b, options));
    best.ok_or(InputError::NoEvents)
}

/// Tests how well shared phases describe both people against circular shifts of one of them.
///
/// Statistic: log likelihood of the dyad's model. Shifting keeps each person's own channels, so that
/// what is lost is what the two have in common; every shift is fitted anew.
///
/// In plain words: do they change their phases together, or each for themselves?
///
/// # Inputs
/// As [`dyadic_hidden_markov`]. All channels of a person move together, trimmed so that the ends of the
/// first one meet; data and copies are fitted to the same moments. Fits are slow: 20 shifts can reach
/// p < .05 (where the data beat all of them), 50 at most are made, and few starts will do.
///
/// # Returns
/// A [`Test`], upper tail. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`dyadic_hidden_markov`].
///
/// # Null
/// Two people who each go through phases of their own. Shifts are spread evenly, so that the test is
/// exact for stationary people however slow.
///
/// # Errors
/// As [`dyadic_hidden_markov`]; a recording too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{Channel, HiddenMarkovOptions, dyadic_hidden_markov_test};
/// let wave = |t: u32| f64::from(t * t % 7) / 7.0 + f64::from(t * t / 900 % 2) * 3.0;
/// let a: Vec<f64> = (0..160).map(wave).collect();
/// let b: Vec<f64> = (0..160).map(|t| f64::from(t * 5 % 11) / 11.0 - wave(t)).collect();
/// let (a, b) = ([Channel::Values(&a)], [Channel::Values(&b)]);
/// let options = HiddenMarkovOptions { states: 2, starts: 2, ..HiddenMarkovOptions::default() };
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// assert_eq!(dyadic_hidden_markov_test(&a, &b, &options, &shift).unwrap().p, 0.05);
/// ```
///
/// # Source
/// The null is science.md 2.5.
pub fn dyadic_hidden_markov_test(
    a: &[Channel<'_>],
    b: &[Channel<'_>],
    options: &HiddenMarkovOptions,
    shift: &CircularShift,
) -> Result<Test, InputError> {
    options.check(a, b)?;
    let a_moves = a[0].moves_before(&b[0]);
    let range = if a_moves { a[0].meeting_ends() } else { b[0].meeting_ends() };
    let a: Vec<Channel<'_>> = a.iter().map(|channel| channel.part(range.clone())).collect();
    let b: Vec<Channel<'_>> = b.iter().map(|channel| channel.part(range.clone())).collect();
    let (a, b) = (&a[..], &b[..]);
    let n = options.check(a, b)?;
    let fit = |a: &[Channel<'_>], b: &[Channel<'_>]| {
        dyadic_hidden_markov(a, b, options).map_or(f64::NAN, |fit| fit.log_likelihood)
    };
    let null = shift
        .even_places(n, (n / 50).max(1))?
        .into_par_iter()
        .map(|by| {
            let moved = if a_moves { a } else { b };
            let copies: Vec<Moved> = moved.iter().map(|channel| channel.moved(by)).collect();
            let moved: Vec<Channel<'_>> = copies.iter().map(Moved::channel).collect();
            if a_moves { fit(&moved, b) } else { fit(a, &moved) }
        })
        .collect();
    Ok(Test::new(fit(a, b), null, Tail::Upper))
}

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HiddenMarkovOptions {
    /// Hidden states, at least 1.
    pub states: usize,
    /// Random starts; the likeliest result is kept.
    pub starts: usize,
    /// Seed of the starts.
    pub seed: u64,
    /// Most rounds per start.
    pub rounds: usize,
    /// A round that adds less than this to the log likelihood is the last.
    pub tolerance: f64,
}

impl Default for HiddenMarkovOptions {
    /// Three states, 10 starts, at most 500 rounds down to a gain of 1e-6.
    fn default() -> Self {
        Self { states: 3, starts: 10, seed: 1, rounds: 500, tolerance: 1e-6 }
    }
}

impl HiddenMarkovOptions {
    /// The number of moments, if these channels can be fitted.
    fn check(&self, a: &[Channel<'_>], b: &[Channel<'_>]) -> Result<usize, InputError> {
        if a.is_empty() || b.is_empty() {
            return Err(InputError::ChannelMismatch { a: a.len(), b: b.len() });
        }
        let (n, needed) = (a[0].len(), 10 * self.states.max(1));
        if let Some(other) = a.iter().chain(b).map(Channel::len).find(|len| *len != n) {
            return Err(InputError::LengthMismatch { a: n, b: other });
        }
        if self.states == 0 || n < needed {
            return Err(InputError::TooShort { samples: n, needed });
        }
        a.iter().chain(b).try_for_each(Channel::check)?;
        Ok(n)
    }
}

/// A fitted dyadic hidden Markov model.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadicHiddenMarkov {
    /// Probability of each state at the first moment.
    pub initial: Vec<f64>,
    /// Probability of stepping from a state (row) to a state (column).
    pub transition: Vec<Vec<f64>>,
    /// What A's channels look like, state by state.
    pub a: Vec<Vec<Emission>>,
    /// What B's channels look like, state by state.
    pub b: Vec<Vec<Emission>>,
    /// Probability of each state given the whole recording, moment by moment.
    pub posterior: Vec<Vec<f64>>,
    /// ln p(everything seen).
    pub log_likelihood: f64,
    /// Bayesian information criterion; less is better.
    pub bic: f64,
    /// Integrated completed likelihood criterion; less is better. It asks for states that can be told
    /// apart, so it is the one to choose their number by.
    pub icl: f64,
    /// Reservations.
    pub caveats: Vec<HiddenMarkovCaveat>,
}

/// A reservation about a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HiddenMarkovCaveat {
    /// The likelihood was still rising.
    #[error("still improving after {rounds} rounds; allow more rounds or use fewer states")]
    NotConverged {
        /// Rounds done.
        rounds: usize,
    },
    /// A state has shrunk to a few nearly equal values.
    #[error(
        "phase {state} (from 0) holds nearly equal values of one channel only, a sign of too many \
         phases or a stuck sensor; use fewer, or look at the recording"
    )]
    CollapsedSpread {
        /// The state.
        state: usize,
    },
    /// A state hardly occurs.
    #[error("phase {state} (from 0) takes up under 5 % of the time; use fewer phases")]
    RareState {
        /// The state.
        state: usize,
    },
}

/// A person's channels, each with its own mean and standard deviation.
type Seen<'c> = (&'c [Channel<'c>], &'c [(f64, f64)]);

/// Expectation–maximisation, with its memory; tables have one row per state or moment.
#[derive(Default)]
struct Climber {
    initial: Vec<f64>,
    transition: Vec<f64>,
    /// A's emissions, and B's.
    emissions: [Fitted; 2],
    posterior: Posterior,
    log_emission: Vec<f64>,
    /// One person's part of it.
    part: Vec<f64>,
    converged: bool,
}

/// Emissions by state and channel, and whether a state's spread had to be held up.
type Fitted = (Vec<Vec<Emission>>, Vec<bool>);

impl Climber {
    /// Climbs from given weights.
    fn climb(&mut self, of: [Seen<'_>; 2], options: &HiddenMarkovOptions, weights: &[f64]) {
        let k = options.states;
        self.initial = vec![1.0 / k as f64; k];
        // Phases last: a start that stays put finds them sooner.
        let stay = |from: usize, to: usize| match k {
            1 => 1.0,
            _ if from == to => 0.9,
            _ => 0.1 / (k - 1) as f64,
        };
        self.transition = (0..k * k).map(|at| stay(at / k, at % k)).collect();
        self.emissions = of.map(|of| fit(of, weights, k));
        let mut before = f64::NEG_INFINITY;
        self.converged = false;
        self.expect(of, weights.len());
        for _ in 0..options.rounds {
            if self.posterior.log_likelihood - before < options.tolerance {
                self.converged = true;
                break;
            }
            before = self.posterior.log_likelihood;
            self.initial.copy_from_slice(&self.posterior.states[..k]);
            let steps = self.posterior.steps.chunks_exact(k);
            for (row, steps) in self.transition.chunks_exact_mut(k).zip(steps) {
                let total: f64 = steps.iter().sum();
                if total > 0.0 {
                    row.iter_mut().zip(steps).for_each(|(p, step)| *p = step / total);
                }
            }
            self.emissions = of.map(|of| fit(of, &self.posterior.states, k));
            self.expect(of, weights.len());
        }
    }

    /// What the emissions say about every moment.
    fn expect(&mut self, of: [Seen<'_>; 2], entries: usize) {
        let k = self.initial.len();
        let Self { log_emission, part, emissions, .. } = self;
        // One sum per person and then both together: swapping the people gives the same bits.
        for (person, ((channels, _), (emissions, _))) in of.iter().zip(emissions).enumerate() {
            let sums = if person == 0 { &mut *log_emission } else { &mut *part };
            sums.clear();
            sums.resize(entries, 0.0);
            for (state, emissions) in emissions.iter().enumerate() {
                for (channel, emission) in channels.iter().zip(emissions) {
                    channel.add_log_probability(emission, sums, (state, k));
                }
            }
        }
        log_emission.iter_mut().zip(part).for_each(|(sum, part)| *sum += *part);
        forward_backward(&self.initial, &self.transition, &self.log_emission, &mut self.posterior);
    }

    /// The model as it stands, the commonest state first.
    fn finish(
        self,
        a: &[Channel<'_>],
        b: &[Channel<'_>],
        options: &HiddenMarkovOptions,
    ) -> DyadicHiddenMarkov {
        let Self { initial, transition, emissions: [for_a, for_b], posterior, converged, .. } =
            self;
        let k = options.states;
        let n = posterior.states.len() / k;
        let mut caveats = Vec::new();
        if !converged {
            caveats.push(HiddenMarkovCaveat::NotConverged { rounds: options.rounds });
        }
        let moments = || posterior.states.chunks_exact(k);
        let time: Vec<f64> =
            (0..k).map(|s| moments().map(|p| p[s]).sum::<f64>() / n as f64).collect();
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|x, y| time[*y].total_cmp(&time[*x]));
        for (state, &old) in order.iter().enumerate() {
            if for_a.1[old] || for_b.1[old] {
                caveats.push(HiddenMarkovCaveat::CollapsedSpread { state });
            }
            if time[old] < 0.05 {
                caveats.push(HiddenMarkovCaveat::RareState { state });
            }
        }
        let per_state: usize = a.iter().chain(b).map(Channel::parameters).sum();
        let parameters = (k - 1) + k * (k - 1) + k * per_state;
        let bic = -2.0 * posterior.log_likelihood + parameters as f64 * (n as f64).ln();
        let sorted = |values: &[f64]| order.iter().map(|&s| values[s]).collect::<Vec<f64>>();
        DyadicHiddenMarkov {
            initial: sorted(&initial),
            transition: order.iter().map(|&s| sorted(&transition[s * k..][..k])).collect(),
            a: order.iter().map(|&s| for_a.0[s].clone()).collect(),
            b: order.iter().map(|&s| for_b.0[s].clone()).collect(),
            posterior: moments().map(sorted).collect(),
            log_likelihood: posterior.log_likelihood,
            bic,
            icl: bic + 2.0 * posterior.entropy(&transition, k),
            caveats,
        }
    }
}

fn fit((channels, own): Seen<'_>, weights: &[f64], states: usize) -> Fitted {
    (0..states)
        .map(|s| {
            let fit = |(channel, own): (&Channel<'_>, &(f64, f64))| {
                channel.fit(*own, |t| weights[t * states + s])
            };
            let (emissions, held): (Vec<Emission>, Vec<bool>) =
                channels.iter().zip(own).map(fit).unzip();
            (emissions, held.contains(&true))
        })
        .unzip()
}
