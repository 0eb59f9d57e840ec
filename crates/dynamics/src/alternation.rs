mod design;
mod noise;
mod outcome;
mod schedules;
mod whitened;

use crate::loop_verdict::reason;
use crate::{CannotTell, DynamicsError, Estimate, LoopFit, PairRecording};
use attune_coupling::{Tail, Test};
use design::Design;
use noise::fitted_memory;
use outcome::{Outcome, outcomes};
use rayon::prelude::*;
use schedules::{Schedules, every_order, rest};
use whitened::{Memory, Regression, Whitening};

/// A stretch in which one of the two did an exercise (paced breathing) and the other did not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PacingBlock {
    /// Who did it: 0 for A, 1 for B.
    pub person: usize,
    /// From when, in seconds (included).
    pub start_s: f64,
    /// Until when, in seconds (excluded).
    pub end_s: f64,
}

/// How an alternating experiment is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlternationOptions {
    /// The return time of each, in seconds.
    pub return_time_s: [f64; 2],
    /// The mean delay before the other arrives in each, in seconds.
    pub delay_s: [f64; 2],
    /// Which way the exercise is expected to move the partner, decided beforehand.
    pub expected: Expected,
    /// How many schedules the effects are compared with.
    pub schedules: usize,
    /// Seed of the schedules.
    pub seed: u64,
}

/// Which way an exercise is expected to move the partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expected {
    /// Down: it calms.
    #[default]
    Lower,
    /// Up.
    Higher,
    /// Either way.
    Either,
}

impl AlternationOptions {
    /// The time constants of a fitted loop, calm expected, 999 schedules.
    #[must_use]
    pub fn of(fit: &LoopFit) -> Self {
        Self {
            return_time_s: fit.estimate.return_rate.map(f64::recip),
            delay_s: fit.estimate.delay_s,
            expected: Expected::Lower,
            schedules: 999,
            seed: 1,
        }
    }

    /// Checks the options.
    ///
    /// # Errors
    /// [`DynamicsError::Option`] names the first one without a meaning.
    pub fn check(&self) -> Result<(), DynamicsError> {
        let [t, u] = self.return_time_s;
        let [d, e] = self.delay_s;
        let meaning = [
            ("return time", t, 1e-3, 1e5),
            ("return time", u, 1e-3, 1e5),
            ("delay", d, 1e-3, 3600.0),
            ("delay", e, 1e-3, 3600.0),
            ("number of schedules", self.schedules as f64, 20.0, 1e5),
        ];
        for (what, value, least, most) in meaning {
            if !(least..=most).contains(&value) {
                return Err(DynamicsError::Option { what, value });
            }
        }
        Ok(())
    }
}

/// What an alternating experiment showed. Index 0 is A, 1 is B.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternation {
    /// What moved A, and what moved B.
    pub persons: [ExerciseEffect; 2],
    /// How many blocks each did.
    pub blocks: [usize; 2],
    /// Whether every order of the same blocks stands behind the test, or a sample of them.
    pub every_order: bool,
}

/// What the exercise did to one person, in resting standard deviations of sustained displacement.
#[derive(Debug, Clone, PartialEq)]
pub struct ExerciseEffect {
    /// What this person's own blocks did to this person, 95 %.
    pub own: Estimate,
    /// What the other's blocks did to this person, 95 %.
    pub partner: Estimate,
    /// The partner effect against the same blocks in other orders at other times.
    pub test: Test,
    /// Whether an effect of the partner's blocks was seen.
    pub verdict: ExerciseVerdict,
    /// The partner effect through the loop model with known inputs, `m b / (1 − Λ)`, 95 % of draws:
    /// sharper, but not proof against a hidden common cause. Only where the fit knows both inputs.
    pub through_loop: Option<Estimate>,
}

/// Whether an exercise of one was seen in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExerciseVerdict {
    /// p < .05 in the expected direction.
    Seen,
    /// No visible effect; how large a hidden one may still be stands in the interval.
    NoVisibleEffect,
}

/// Blocks of each that any answer needs.
const FEWEST_BLOCKS: usize = 3;

/// Shorter ones, in return times of who did them, move nobody by a tenth of what they could.
const SHORTEST_BLOCK: f64 = 0.1;

/// What each one's exercise did to the other, by the design of the experiment.
///
/// `y_i = a + β_own (k_i ∗ u_i) + β_partner (k_i ∗ τ_ij ∗ k_j ∗ u_j) + e`: own blocks through the
/// own low-pass, the partner's through both low-passes and the delay; generalised least squares
/// with the sensors' noise (taken as white) and a memory of the person, a first-order one fitted by
/// restricted likelihood with a wide prior about that of the loop. The effects are compared with
/// those of the same blocks in another order (every order where they are few, else drawn) and moved
/// in time, on what is left of the recording: `p = (1 + count)/(1 + n)`. What is left has lost the
/// part that the effects are made of; how much, is seen on 199 made-up recordings of the fitted
/// memory, and the copies are stretched by that (geometric mean of what is found here and there).
///
/// In plain words: while B breathed with the pacer, and A could neither see nor hear it, was A
/// lower than A would have been? The blocks were dealt out beforehand, so that a film, a noise or a
/// mood that moves both favours neither. "No visible effect" is an answer.
///
/// # Inputs
/// The recording, its fit (for units, loadings and noise of the channels), the blocks, and the
/// options. Even samples.
///
/// # Returns
/// Own and partner effects in resting standard deviations, as if the exercise had gone on; 95 %
/// intervals from the same schedules. Exchanging the people mirrors everything to the bit.
///
/// # Missing data
/// A moment at which a person was not measured does not count for that person. Blocks are cut to the
/// recording; those shorter than a tenth of the person's return time do not count.
///
/// # Null
/// The partner's exercise does nothing. Orders alone cannot test that: exchanging an own block
/// for one of the partner's moves the own effect along, so that orders speak to the *difference*
/// of the two. Hence what is left after both effects is compared under other orders at other times.
/// That is not exact, as orders alone would be: of 920 simulated directions with a hidden cause of 15 s
/// it rejects 6 %, with one of 60 s, longer than any memory of the pair, 8 % (`docs/mathematics.md` 11).
///
/// # Errors
/// [`DynamicsError::Option`] for a block without a meaning, or two that overlap; what the fit itself
/// cannot tell (too few stretches, too noisy); [`CannotTell::TooFewBlocks`] below 3 of each;
/// [`CannotTell::UnevenGrid`]; [`CannotTell::Undetermined`] where no effect can be told from the rest.
///
/// # Example
/// ```
/// use attune_dynamics::{
///     AlternationOptions, ChannelRecording, ExerciseVerdict, FitOptions, PacingBlock,
///     PairRecording, PersonRecording, Scenario, SimulateOptions, SpanKind, alternation, fit_loop,
///     simulate,
/// };
///
/// let options = SimulateOptions { seed: 16, minutes: 36.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate(Scenario::AlternatingBreathing, &options)?.dyads.remove(0);
/// let channels = dyad.persons.each_ref().map(|person| {
///     let channels = person.channels.iter();
///     channels.map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) }).collect::<Vec<_>>()
/// });
/// let recording = PairRecording {
///     times_s: &dyad.persons[0].times_s,
///     persons: [0, 1].map(|i| PersonRecording {
///         channels: &channels[i],
///         own_input: Some(&dyad.persons[i].pacing),
///     }),
///     shared_input: None,
///     excluded_s: &[],
/// };
/// let blocks: Vec<PacingBlock> = dyad
///     .spans
///     .iter()
///     .filter_map(|span| {
///         let person = match span.kind {
///             SpanKind::PacingA => 0,
///             SpanKind::PacingB => 1,
///             _ => return None,
///         };
///         Some(PacingBlock { person, start_s: span.start_s, end_s: span.end_s })
///     })
///     .collect();
/// let fit = fit_loop(&recording, &FitOptions::default())?;
/// let found = alternation(&recording, &fit, &blocks, &AlternationOptions::of(&fit))?;
/// // Planted: an own block leads to -2; .6 of B's arrives in A, .3 of A's in B.
/// assert_eq!(found.blocks, [6, 6]);
/// assert!(found.persons.iter().all(|effect| (effect.own.value + 2.0).abs() < 0.8));
/// assert!(found.persons[0].partner.lo < -1.2 && found.persons[0].partner.hi > -1.2);
/// assert!(matches!(found.persons[0].verdict, ExerciseVerdict::Seen));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 11. A plain difference of block means is biased by carry-over. Effects
/// are those of the open chain: going round the loop adds a factor `1/(1 − Λ)` and time.
pub fn alternation(
    recording: &PairRecording<'_>,
    fit: &LoopFit,
    blocks: &[PacingBlock],
    options: &AlternationOptions,
) -> Result<Alternation, DynamicsError> {
    options.check()?;
    for block in blocks {
        if block.person > 1 {
            return Err(DynamicsError::Option {
                what: "person of a block",
                value: block.person as f64,
            });
        }
        if !(block.end_s > block.start_s) {
            return Err(DynamicsError::Option {
                what: "length of a block",
                value: block.end_s - block.start_s,
            });
        }
    }
    let blocks = &telling(blocks, recording.times_s, options)?;
    let count = [0, 1].map(|who| blocks.iter().filter(|block| block.person == who).count());
    if let Some(&least) = count.iter().min().filter(|&&least| least < FEWEST_BLOCKS) {
        return Err(CannotTell::TooFewBlocks { blocks: least, needed: FEWEST_BLOCKS }.into());
    }
    if let Some(why) = reason(fit) {
        return Err(why.into());
    }
    let outcomes = outcomes(recording, fit)?;
    let orders = every_order(blocks, options.schedules);
    let persons = [0, 1].map(|who| {
        let variance = fit.estimate.shock_sd[who].powi(2) / (2.0 * fit.estimate.return_rate[who]);
        let case = Case { who, times_s: recording.times_s, blocks, orders: orders.as_deref() };
        effect(&case, &outcomes[who], variance, options)
            .map(|found| ExerciseEffect { through_loop: through_loop(fit, who), ..found })
    });
    let [a, b] = persons;
    Ok(Alternation { persons: [a?, b?], blocks: count, every_order: orders.is_some() })
}

/// The blocks that can show something, in order of time: what lies in the recording, and is long
/// enough to move anybody.
fn telling(
    blocks: &[PacingBlock],
    times_s: &[f64],
    options: &AlternationOptions,
) -> Result<Vec<PacingBlock>, DynamicsError> {
    let (first, last) = (times_s[0], times_s[times_s.len() - 1]);
    let inside = |block: &PacingBlock| PacingBlock {
        start_s: block.start_s.max(first),
        end_s: block.end_s.min(last),
        ..*block
    };
    let long = |block: &PacingBlock| {
        block.end_s - block.start_s >= SHORTEST_BLOCK * options.return_time_s[block.person]
    };
    let mut found: Vec<PacingBlock> = blocks.iter().map(inside).filter(long).collect();
    found.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    // One person's exercise is not stronger for being marked twice, and of both at once nobody can
    // tell whose it was.
    let meets = |pair: &&[PacingBlock]| pair[1].start_s < pair[0].end_s;
    if let Some(pair) = found.windows(2).find(meets) {
        let value = pair[0].end_s - pair[1].start_s;
        return Err(DynamicsError::Option { what: "overlap of two blocks", value });
    }
    Ok(found)
}

/// What one person's effects are read from.
struct Case<'a> {
    who: usize,
    times_s: &'a [f64],
    blocks: &'a [PacingBlock],
    /// Every order of the blocks, where there are few.
    orders: Option<&'a [Vec<bool>]>,
}

/// The effects on one person.
fn effect(
    case: &Case<'_>,
    outcome: &Outcome,
    variance: f64,
    options: &AlternationOptions,
) -> Result<ExerciseEffect, DynamicsError> {
    let Case { who, times_s, blocks, orders } = *case;
    let samples = times_s.len();
    let design = Design::new(who, times_s, blocks, options)?;
    let own: Vec<bool> = blocks.iter().map(|block| block.person == who).collect();
    let columns = ExerciseColumns::new(&design, &own);
    let return_time = options.return_time_s[who] / design.step_s();
    let loop_memory = Memory { carry: (-1.0 / return_time).exp(), variance };
    let memory = fitted_memory(outcome, &columns.each(), loop_memory);
    let whitening = Whitening::new(outcome, memory);
    let regression =
        Regression::new(&whitening, &columns.each()).ok_or(CannotTell::Undetermined)?;
    let effects = [0, 1, 2, 3].map(|column| regression.reader(column));
    // Far enough that what is left has forgotten where it was.
    let least_shift = ((2.0 * return_time).ceil() as usize).clamp(1, samples / 4);
    let (own, seed) = (own.as_slice(), options.seed);
    let schedules = Schedules { design: &design, outcome, memory, own, orders, least_shift, seed };
    let stretch = schedules.stretch(&effects, &columns);
    let rest = rest(&outcome.values, &effects, &columns);
    let null: Vec<[f64; 2]> = (0..options.schedules)
        .into_par_iter()
        .map(|index| {
            let readers = schedules.readers(index);
            let read = |which: usize| {
                readers.as_ref().map_or(f64::NAN, |both| both[which].read(&rest) * stretch[which])
            };
            [read(0), read(1)]
        })
        .collect();
    let [by_own, by_partner] = [0, 1].map(|which| effects[which].read(&outcome.values));
    let around = |value: f64, which: usize| {
        let ends = null.iter().map(|effects| value - effects[which]).collect();
        Estimate::from_draws(value, ends, 0.95)
    };
    let tail = match options.expected {
        Expected::Lower => Tail::Lower,
        Expected::Higher => Tail::Upper,
        Expected::Either => Tail::TwoSided,
    };
    let test = Test::new(by_partner, null.iter().map(|effects| effects[1]).collect(), tail);
    if test.p.is_nan() {
        return Err(CannotTell::Undetermined.into());
    }
    let verdict =
        if test.p < 0.05 { ExerciseVerdict::Seen } else { ExerciseVerdict::NoVisibleEffect };
    Ok(ExerciseEffect {
        own: around(by_own, 0),
        partner: around(by_partner, 1),
        test,
        verdict,
        through_loop: None,
    })
}

/// What one person's activation is explained by.
struct ExerciseColumns {
    own: Vec<f64>,
    partner: Vec<f64>,
    level: Vec<f64>,
    /// A straight line beside the level: where one was taken out of the recording, the exercise has
    /// lost it too.
    line: Vec<f64>,
}

impl ExerciseColumns {
    fn new(design: &Design, own: &[bool]) -> Self {
        let [own, partner] = design.regressors(own);
        let samples = own.len();
        let half = 0.5 * samples as f64;
        let line = (0..samples).map(|t| (t as f64 - half) / half).collect();
        Self { own, partner, level: vec![1.0; samples], line }
    }

    fn each(&self) -> [&[f64]; 4] {
        [&self.own, &self.partner, &self.level, &self.line]
    }
}

/// The partner effect the loop model implies: `m_ij b_j / (1 − Λ)`.
fn through_loop(fit: &LoopFit, who: usize) -> Option<Estimate> {
    (fit.model.own_input == [true; 2]).then(|| {
        fit.interval(0.95, |p| p.gain[who] * p.own_effect[1 - who] / (1.0 - p.loop_gain()))
    })
}

#[cfg(test)]
mod tests;
