use crate::fit::climb::ClimbOptions;
use crate::fit::engine::{Climbed, Problem, check_states};
use crate::fit::loop_fit::{climb_all, links, prepared_for};
use crate::fit::prepare::Prepared;
use crate::fit::var1::{fit_noisy_var1, noisy_var1_log_likelihood};
use crate::model::coordinate::Coordinate;
use crate::threshold::BentProblem;
use crate::{DynamicsError, FitOptions, PairRecording};

/// A description of two people that can be compared with others on the same recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModelKind {
    /// Two people who have nothing to do with each other.
    Apart,
    /// Pushed at the same moments, but nothing passes between them.
    SharedShocks,
    /// The loop model: each picks up the other.
    Linked,
    /// The loop with thresholds: the other arrives more steeply past a threshold.
    Thresholds,
    /// The field's regression on both pasts (inertia and coordination at a lag of one sample), with
    /// measurement noise; one channel each and even samples only.
    Autoregression,
}

/// How one description fares on a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelScore {
    /// Which one.
    pub kind: ModelKind,
    /// How many numbers were fitted.
    pub parameters: usize,
    /// Log-likelihood of the whole recording at the fit.
    pub log_likelihood: f64,
    /// `−2ℓ + k ln n`, n the measured values: smaller is better.
    pub bic: f64,
    /// Log-likelihood of each left-out block, given all the rest and fitted without it.
    pub held_out: Vec<f64>,
}

impl ModelScore {
    /// The blocks' log-likelihoods together: larger is better.
    #[must_use]
    pub fn foreseen(&self) -> f64 {
        self.held_out.iter().sum()
    }
}

/// Descriptions of the same recording side by side, the simplest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// One score for each that could be fitted.
    pub models: Vec<ModelScore>,
    /// How many measured values the scores rest on.
    pub values: usize,
}

/// How much better the BIC of a fuller description must be before it is shown.
const CLEARLY_BETTER: f64 = 10.0;

impl Comparison {
    /// The score of one description, where it could be fitted.
    #[must_use]
    pub fn score(&self, kind: ModelKind) -> Option<&ModelScore> {
        self.models.iter().find(|score| score.kind == kind)
    }

    /// Whether a fuller description may be shown instead of a simpler one: its BIC is better by
    /// more than 10 *and* it foresees left-out blocks better.
    #[must_use]
    pub fn may_show(&self, fuller: ModelKind, instead_of: ModelKind) -> bool {
        let both = self.score(fuller).zip(self.score(instead_of));
        both.is_some_and(|(fuller, simpler)| {
            simpler.bic - fuller.bic > CLEARLY_BETTER && fuller.foreseen() > simpler.foreseen()
        })
    }

    /// The description that foresees left-out blocks best; of equals the simplest.
    #[must_use]
    pub fn foresees_best(&self) -> Option<ModelKind> {
        let mut best: Option<&ModelScore> = None;
        for score in &self.models {
            if best.is_none_or(|best| score.foreseen() > best.foreseen()) {
                best = Some(score);
            }
        }
        best.map(|score| score.kind)
    }
}

/// Compares descriptions of one recording: two people apart, shared shocks only, the loop, the loop
/// with thresholds, and the field's regression where it applies.
///
/// `BIC = −2ℓ + k ln n`; and for each of some contiguous blocks b `ln p(y_b | y_rest, θ_rest)`, which
/// is `ℓ(all) − ℓ(all but b)`, both at the fit without the block.
///
/// In plain words: a fuller story always fits better. Does it also foresee what it has not seen,
/// and by enough to be worth telling?
///
/// # Inputs
/// The recording, how the loop is fitted, and how many blocks are left out in turn (2 to 50).
///
/// # Returns
/// See [`Comparison`]; all log-likelihoods are of the channels in their fitted units, so that they
/// compare. Exchanging the two people changes no bit.
///
/// # Missing data
/// Left-out blocks count as missing; values missing in the recording count nowhere.
///
/// # Null
/// None: this weighs descriptions. [`crate::test_link`] tests the link against chance.
///
/// # Errors
/// As [`crate::fit_loop`]; [`DynamicsError::Option`] for the number of blocks.
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelRecording, FitOptions, ModelKind, PairRecording, Scenario, SimulateOptions,
///     compare_models, simulate,
/// };
///
/// let options = SimulateOptions { seed: 2, minutes: 20.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate(Scenario::Demo, &options)?.dyads.remove(0);
/// let [a, b] = dyad.persons.each_ref().map(|person| {
///     person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
/// });
/// let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
/// let options = FitOptions { return_time_s: 7.0, ..FitOptions::default() };
/// let found = compare_models(&recording, &options, 4)?;
/// // Planted: .9 of A arrives in B, in proportion. Two gains and two delays are worth telling.
/// assert!(found.may_show(ModelKind::Linked, ModelKind::SharedShocks));
/// assert!(!found.may_show(ModelKind::Thresholds, ModelKind::Linked));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 1. Fits are tops of the posterior with its priors, so that
/// the BIC is slightly to the disadvantage of fuller descriptions.
pub fn compare_models(
    recording: &PairRecording<'_>,
    options: &FitOptions,
    blocks: usize,
) -> Result<Comparison, DynamicsError> {
    if !(2..=50).contains(&blocks) {
        return Err(DynamicsError::Option { what: "number of blocks", value: blocks as f64 });
    }
    let options = FitOptions { linked: true, ..*options };
    let prepared = prepared_for(recording, &options)?;
    check_states(&prepared)?;
    let problem = Problem::new(&prepared, &options);
    let values = prepared.measured.values.iter().filter(|y| !y.is_nan()).count();
    let masked: Vec<Prepared> =
        (0..blocks).map(|block| without(&prepared, block, blocks)).collect();

    let climbs = climb_all(&problem);
    let mut apart = climbs.unlinked.theta.clone();
    if let Some(i) = problem.index(Coordinate::SharedShock) {
        apart[i] = 0.0;
    }
    let mut held = links().to_vec();
    held.push(Coordinate::SharedShock);
    let bent = BentProblem::new(&problem);
    let mut models = vec![
        loop_score(ModelKind::Apart, &problem, &masked, &apart, &held),
        loop_score(ModelKind::SharedShocks, &problem, &masked, &climbs.unlinked.theta, &links()),
        loop_score(ModelKind::Linked, &problem, &masked, &climbs.full.theta, &[]),
        threshold_score(&bent, &masked, &bent.climb(&climbs)),
    ];
    if prepared.model.channels == [1, 1] && prepared.measured.seconds.len() == 1 {
        models.extend(autoregression(&prepared, &masked));
    }
    for score in &mut models {
        score.bic = -2.0 * score.log_likelihood + score.parameters as f64 * (values as f64).ln();
    }
    Ok(Comparison { models, values })
}

/// The same recording with one of `blocks` contiguous stretches missing.
fn without(prepared: &Prepared, block: usize, blocks: usize) -> Prepared {
    let mut masked = prepared.clone();
    let (samples, channels) = (prepared.measured.samples(), prepared.measured.channels);
    let from = block * samples / blocks * channels;
    let to = (block + 1) * samples / blocks * channels;
    masked.measured.values[from..to].fill(f64::NAN);
    masked
}

/// The score of the loop model with some coordinates held, climbed from `start`.
fn loop_score(
    kind: ModelKind,
    problem: &Problem<'_>,
    masked: &[Prepared],
    start: &[f64],
    held: &[Coordinate],
) -> ModelScore {
    let fine = ClimbOptions::default();
    let whole = problem.climb(start, held, None, fine);
    let at = |problem: &Problem<'_>, theta: &[f64]| -> Climbed {
        // Nothing moves: only the likelihood there is wanted.
        problem.climb(theta, &problem.coordinates, None, fine)
    };
    let held_out = masked
        .iter()
        .map(|rest| {
            let rest = problem.on(rest);
            let fitted = rest.climb(&whole.theta, held, Some(&whole.curvature), fine);
            at(problem, &fitted.theta).log_likelihood - fitted.log_likelihood
        })
        .collect();
    let held = held.iter().filter(|&&coordinate| problem.index(coordinate).is_some()).count();
    ModelScore {
        kind,
        parameters: problem.coordinates.len() - held,
        log_likelihood: whole.log_likelihood,
        bic: f64::NAN,
        held_out,
    }
}

/// The score of the loop with thresholds, whose top on the whole recording is known.
fn threshold_score(problem: &BentProblem<'_>, masked: &[Prepared], whole: &Climbed) -> ModelScore {
    let held_out = masked
        .iter()
        .map(|rest| {
            let linear = problem.linear.on(rest);
            let rest = BentProblem::new(&linear);
            let fitted = rest.climb_from(&whole.theta, Some(&whole.curvature));
            problem.log_likelihood(&fitted.theta) - fitted.log_likelihood
        })
        .collect();
    ModelScore {
        kind: ModelKind::Thresholds,
        parameters: problem.parameters(),
        log_likelihood: whole.log_likelihood,
        bic: f64::NAN,
        held_out,
    }
}

/// The score of the regression; `None` where it has no fit.
fn autoregression(prepared: &Prepared, masked: &[Prepared]) -> Option<ModelScore> {
    let split = |prepared: &Prepared| -> [Vec<f64>; 2] {
        [0, 1].map(|i| prepared.measured.values.iter().skip(i).step_by(2).copied().collect())
    };
    let [first, second] = split(prepared);
    let whole = fit_noisy_var1(&first, &second).ok()?;
    let held_out = masked
        .iter()
        .map(|rest| {
            let [a, b] = split(rest);
            let fitted = fit_noisy_var1(&a, &b)?;
            let all = noisy_var1_log_likelihood(&first, &second, &fitted.model)?;
            Ok(all - fitted.log_likelihood)
        })
        .collect::<Result<_, DynamicsError>>()
        .ok()?;
    Some(ModelScore {
        kind: ModelKind::Autoregression,
        // Four effects, three of the shocks, two of noise; the two means were taken off before.
        parameters: 11,
        log_likelihood: whole.log_likelihood,
        bic: f64::NAN,
        held_out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(kind: ModelKind, bic: f64, held_out: &[f64]) -> ModelScore {
        ModelScore { kind, parameters: 1, log_likelihood: 0.0, bic, held_out: held_out.to_vec() }
    }

    #[test]
    fn a_fuller_story_needs_both() {
        let of = |bic: f64, held_out: &[f64]| Comparison {
            models: vec![
                score(ModelKind::SharedShocks, 100.0, &[-10.0, -12.0]),
                score(ModelKind::Linked, bic, held_out),
            ],
            values: 100,
        };
        let shown = |c: &Comparison| c.may_show(ModelKind::Linked, ModelKind::SharedShocks);
        assert!(shown(&of(89.0, &[-10.0, -11.0])));
        assert!(!shown(&of(90.0, &[-10.0, -11.0])));
        assert!(!shown(&of(50.0, &[-10.0, -12.5])));
        assert!(!of(50.0, &[0.0]).may_show(ModelKind::Autoregression, ModelKind::Linked));
        assert_eq!(of(50.0, &[-10.0, -12.0]).foresees_best(), Some(ModelKind::SharedShocks));
    }
}
