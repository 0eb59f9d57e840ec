use super::climb::ClimbOptions;
use super::condition::{Condition, ConditionKind, conditions};
use super::engine::{Climbed, Problem, check_states};
use super::laplace::Laplace;
use super::prepare::{ChannelUnit, Prepared, prepare};
use super::start::start;
use crate::model::coordinate::{Coordinate, parameters};
use crate::random::Draws;
use crate::stability::settles;
use crate::{
    CannotTell, ChannelNoise, DynamicsError, Estimate, Lag, LoopModel, LoopParameters,
    PairRecording,
};

/// How the loop model is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitOptions {
    /// The return time expected before seeing the data, in seconds: about 20 for heart rate and
    /// skin, 4 for movement and face. Its logarithm has a prior of standard deviation 1.
    pub return_time_s: f64,
    /// How the other's displacement travels.
    pub lag: Lag,
    /// What kind of noise the channels carry.
    pub noise: ChannelNoise,
    /// Whether anything may pass between the two; without, a person alone is fitted (time apart).
    pub linked: bool,
    /// How many draws of the parameters stand behind derived intervals.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            return_time_s: 20.0,
            lag: Lag::Erlang2,
            noise: ChannelNoise::White,
            linked: true,
            draws: 400,
            seed: 1,
        }
    }
}

impl FitOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// [`DynamicsError::Option`] names the first one without a meaning.
    pub fn check(&self) -> Result<(), DynamicsError> {
        if !(1e-3..=1e5).contains(&self.return_time_s) {
            let value = self.return_time_s;
            return Err(DynamicsError::Option { what: "expected return time", value });
        }
        if !(20..=100_000).contains(&self.draws) {
            let value = self.draws as f64;
            return Err(DynamicsError::Option { what: "number of draws", value });
        }
        Ok(())
    }
}

/// The loop model fitted to one recording. Index 0 is A, 1 is B.
///
/// Activations are in units of each person's first channel at rest; intervals hold 95 %.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopFit {
    /// The shape that was fitted.
    pub model: LoopModel,
    /// The parameters at the top of the posterior.
    pub estimate: LoopParameters,
    /// Own return rate, per second.
    pub return_rate: [Estimate; 2],
    /// Mirror gain; `gain[0]` is how much of B arrives in A.
    pub gain: [Estimate; 2],
    /// Delay, in seconds; to be shown only where [`ConditionKind::DelayPinnedDown`] holds.
    pub delay_s: [Estimate; 2],
    /// Share of shocks that reach both at once.
    pub shared_shock: Estimate,
    /// Effect of a person's own input, where there is one.
    pub own_effect: [Option<Estimate>; 2],
    /// Effect of the recorded shared input (per standard deviation of it), where there is one.
    pub shared_effect: [Option<Estimate>; 2],
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// What the link adds to the log-likelihood.
    pub likelihood_ratio: LikelihoodRatio,
    /// Parameter draws around the estimate, all of them loops that settle if the estimate does.
    pub draws: Vec<LoopParameters>,
    /// Share of draws rejected because they ran away while the estimate settles.
    pub rejected_share: f64,
    /// Whether the estimate settles.
    pub settles: bool,
    /// Whether the climb ended on flat ground.
    pub converged: bool,
    /// Independent stretches: usable duration over twice the return time, of two return times
    /// their harmonic mean.
    pub n_eff: f64,
    /// Seconds in which both were measured.
    pub usable_s: f64,
    /// Moments left out because something shook both recordings at once.
    pub shared_jolts: usize,
    /// What must hold for which part to be readable, and whether it does.
    pub conditions: Vec<Condition>,
    /// The unit each used channel was fitted in; channels that do not vary are left out.
    pub units: [Vec<ChannelUnit>; 2],
    /// How the recording was fitted.
    pub options: FitOptions,
}

/// Twice the log-likelihood a link adds, `2(ℓ_full − ℓ_{m=0})`, shared shocks kept in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodRatio {
    /// Both gains against none.
    pub both: f64,
    /// Each gain against none of it; index 0 is the link from B to A.
    pub into: [f64; 2],
}

impl LoopFit {
    /// Whether a condition for reading the loop holds.
    #[must_use]
    pub fn holds(&self, kind: ConditionKind) -> bool {
        self.conditions.iter().any(|condition| condition.kind == kind && condition.met)
    }

    /// A quantity of the loop with the interval its parameter draws give it.
    ///
    /// `level` is the share of draws the interval holds, 0 to 1.
    #[must_use]
    pub fn interval(&self, level: f64, quantity: impl Fn(&LoopParameters) -> f64) -> Estimate {
        let draws = self.draws.iter().map(&quantity).collect();
        Estimate::from_draws(quantity(&self.estimate), draws, level)
    }

    /// The share of parameter draws of which something is true.
    #[must_use]
    pub fn probability(&self, statement: impl Fn(&LoopParameters) -> bool) -> f64 {
        self.draws.iter().filter(|p| statement(p)).count() as f64 / self.draws.len() as f64
    }
}

/// Fits the loop model L0 to two people's channels.
///
/// `dx_i = k_i [−(x_i − μ_i) + m_ij c_ij + b_i u_i + h_i s] dt + dW_i`, `y = α + λ x + ε`: the top of
/// the posterior from three starts (m = 0, ±.4), exact discretisation, Kalman likelihood with its
/// analytic slope, normal approximation around the top.
///
/// In plain words: finds how fast each returns to where they settle, how much of the other's ups
/// and downs arrives in each, and how much reaches both at once, with how sure one can be.
///
/// # Inputs
/// One or more channels per person on one clock; any unit, any spacing. See [`PairRecording`].
///
/// # Returns
/// Gains without unit (no sign restriction), rates per second, delays in seconds, shared shocks
/// −1 to 1, each with a 95 % interval; likelihood ratios; parameter draws; which conditions for
/// reading the loop hold. Swapping the two people mirrors everything to the bit.
///
/// # Missing data
/// A missing value is skipped; any spacing is exact; excluded stretches count as missing, and so
/// do moments in which something shook both recordings at once ([`LoopFit::shared_jolts`]).
/// Missing inputs count as their mean (shared) or as off (own).
///
/// # Null
/// Circular shift of one partner, or a stranger in the partner's place, for the likelihood ratio.
///
/// # Errors
/// [`DynamicsError::CannotTell`] where the recording is too short, too coarse, constant, duplicated
/// or does not pin the loop down; others for malformed input.
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelRecording, FitOptions, PairRecording, Scenario, SimulateOptions, fit_loop, simulate,
/// };
///
/// let options = SimulateOptions { seed: 7, minutes: 30.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate(Scenario::Demo, &options)?.dyads.remove(0);
/// let [a, b] = dyad.persons.each_ref().map(|person| {
///     let channels = person.channels.iter();
///     channels.map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) }).collect::<Vec<_>>()
/// });
/// let fit = fit_loop(
///     &PairRecording::new(&dyad.persons[0].times_s, &a, &b),
///     &FitOptions { return_time_s: 7.0, ..FitOptions::default() },
/// )?;
/// // Planted: A arrives in B with .9, B in A with .3.
/// assert!((fit.gain[1].value - 0.9).abs() < 0.3);
/// assert!(fit.gain[1].lo > 0.0 && fit.likelihood_ratio.into[1] > 3.84);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 1 to 3; continuous-time parent: Driver, Oud & Voelkle (ctsem). Deviation:
/// levels are fitted together with the rest instead of being removed beforehand, and the top is
/// that of the posterior with them integrated out (restricted likelihood; decision 6), because a
/// level fitted to a short recording takes slow waves away. Log-likelihoods are without that term.
pub fn fit_loop(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<LoopFit, DynamicsError> {
    let prepared = prepared_for(recording, options)?;
    check_states(&prepared)?;
    let problem = Problem::new(&prepared, options);
    let climbs = climb_all(&problem);
    finish(&problem, &climbs, options)
}

/// The climbs of one recording: without any link, with both, and without each.
#[derive(Debug, Clone)]
pub(crate) struct Climbs {
    pub(crate) unlinked: Climbed,
    pub(crate) full: Climbed,
    pub(crate) without: [Climbed; 2],
}

impl Climbs {
    pub(crate) fn likelihood_ratio(&self) -> LikelihoodRatio {
        self.ratio(|climbed| climbed.log_likelihood)
    }

    /// The same with the priors' share: a link that fits chance by an odd delay or a huge gain
    /// pays for it.
    pub(crate) fn penalised_ratio(&self) -> LikelihoodRatio {
        self.ratio(|climbed| climbed.log_posterior)
    }

    fn ratio(&self, height: fn(&Climbed) -> f64) -> LikelihoodRatio {
        let ratio = |without: &Climbed| 2.0 * (height(&self.full) - height(without));
        LikelihoodRatio { both: ratio(&self.unlinked), into: self.without.each_ref().map(ratio) }
    }
}

/// The coordinates of the link into each person.
pub(crate) fn link_into(person: usize) -> [Coordinate; 2] {
    [Coordinate::Gain(person), Coordinate::Delay(person)]
}

/// The coordinates of both links.
pub(crate) fn links() -> [Coordinate; 4] {
    let ([a, b], [c, d]) = (link_into(0), link_into(1));
    [a, b, c, d]
}

pub(crate) fn climb_all(problem: &Problem<'_>) -> Climbs {
    let fine = ClimbOptions::default();
    let first = start(problem.prepared, &problem.coordinates, &problem.priors);
    let unlinked = problem.climb(&first, &links(), None, fine);
    let mut full: Option<Climbed> = None;
    let gains: &[f64] =
        if problem.index(Coordinate::Gain(0)).is_some() { &[0.0, 0.4, -0.4] } else { &[0.0] };
    for &gain in gains {
        let from = with_gains(problem, &unlinked.theta, gain);
        let climbed = problem.climb(&from, &[], Some(&unlinked.curvature), fine);
        // Written so that a height that is not a number never wins.
        if full.as_ref().is_none_or(|best| climbed.log_posterior > best.log_posterior) {
            full = Some(climbed);
        }
    }
    let full = full.unwrap_or_else(|| unlinked.clone());
    let without = [0, 1].map(|person| without_link(problem, &full, person, fine));
    Climbs { unlinked, full, without }
}

fn with_gains(problem: &Problem<'_>, theta: &[f64], gain: f64) -> Vec<f64> {
    let mut from = theta.to_vec();
    for person in 0..2 {
        if let Some(i) = problem.index(Coordinate::Gain(person)) {
            from[i] = gain;
        }
    }
    from
}

/// The climb without the link into one person, from the full one's top.
pub(crate) fn without_link(
    problem: &Problem<'_>,
    full: &Climbed,
    person: usize,
    options: ClimbOptions,
) -> Climbed {
    let mut from = full.theta.clone();
    for coordinate in link_into(person) {
        if let Some(i) = problem.index(coordinate) {
            from[i] = problem.priors[i].mean;
        }
    }
    problem.climb(&from, &link_into(person), Some(&full.curvature), options)
}

fn finish(
    problem: &Problem<'_>,
    climbs: &Climbs,
    options: &FitOptions,
) -> Result<LoopFit, DynamicsError> {
    let prepared = problem.prepared;
    let Climbed { theta, log_likelihood, converged, .. } = &climbs.full;
    let laplace = problem.laplace(theta).ok_or(CannotTell::Undetermined)?;
    let estimate = parameters(prepared.model, &problem.coordinates, theta);
    let settles_there = settles(prepared.model, &estimate);
    let drawn = draw(problem, theta, &laplace, options, settles_there);
    let rejected_share = 1.0 - drawn.len() as f64 / options.draws as f64;
    let n_eff = independent_stretches(prepared.usable_s, estimate.return_rate);
    let conditions = conditions(prepared, &problem.coordinates, &estimate, &laplace, n_eff);
    let of = |coordinate, natural: fn(f64) -> f64| {
        let i = problem.index(coordinate)?;
        let (value, reach) = (theta[i], 1.959_963_984_540_054 * laplace.sd(i));
        let [value, lo, hi] = [value, value - reach, value + reach].map(natural);
        Some(Estimate { value, lo, hi })
    };
    let plain: fn(f64) -> f64 = |x| x;
    let nothing = Estimate { value: 0.0, lo: 0.0, hi: 0.0 };
    let both = |coordinate: fn(usize) -> Coordinate, natural: fn(f64) -> f64| {
        [0, 1].map(|i| of(coordinate(i), natural))
    };
    let fit = LoopFit {
        model: prepared.model,
        return_rate: both(Coordinate::Rate, f64::exp).map(|e| e.unwrap_or(nothing)),
        gain: both(Coordinate::Gain, plain).map(|e| e.unwrap_or(nothing)),
        delay_s: both(Coordinate::Delay, f64::exp).map(|e| e.unwrap_or(nothing)),
        shared_shock: of(Coordinate::SharedShock, f64::tanh).unwrap_or(nothing),
        own_effect: both(Coordinate::OwnEffect, plain),
        shared_effect: both(Coordinate::SharedEffect, plain),
        log_likelihood: *log_likelihood,
        likelihood_ratio: climbs.likelihood_ratio(),
        estimate,
        draws: drawn,
        rejected_share,
        settles: settles_there,
        converged: *converged,
        n_eff,
        usable_s: prepared.usable_s,
        shared_jolts: prepared.jolts,
        conditions,
        units: prepared.units.clone(),
        options: *options,
    };
    Ok(if prepared.mirrored { fit.exchanged() } else { fit })
}

/// How many stretches of a recording say something new about two people's going together: its
/// length over twice the return time, where two return times count by their harmonic mean
/// (docs/decisions/0008).
pub(crate) fn independent_stretches(usable_s: f64, return_rate: [f64; 2]) -> f64 {
    usable_s * (return_rate[0] + return_rate[1]) / 4.0
}

/// Stream of the parameter draws; the streams below belong to simulated pairs.
pub(crate) const PARAMETER_STREAM: u64 = 1 << 40;

fn draw(
    problem: &Problem<'_>,
    theta: &[f64],
    laplace: &Laplace,
    options: &FitOptions,
    must_settle: bool,
) -> Vec<LoopParameters> {
    let mut draws = Draws::new(options.seed, PARAMETER_STREAM);
    (0..options.draws)
        .filter_map(|_| {
            let white: Vec<f64> = theta.iter().map(|_| draws.normal()).collect();
            let place = laplace.place(theta, &white);
            let p = parameters(problem.prepared.model, &problem.coordinates, &place);
            (!must_settle || settles(problem.prepared.model, &p)).then_some(p)
        })
        .collect()
}

impl LikelihoodRatio {
    /// The same with the two people's names exchanged.
    pub(crate) fn exchanged(self) -> Self {
        Self { both: self.both, into: [self.into[1], self.into[0]] }
    }
}

impl LoopFit {
    /// The same fit with the two people's names exchanged.
    pub(crate) fn exchanged(mut self) -> Self {
        self.model = self.model.exchanged();
        self.estimate = self.estimate.exchanged();
        self.return_rate.swap(0, 1);
        self.gain.swap(0, 1);
        self.delay_s.swap(0, 1);
        self.own_effect.swap(0, 1);
        self.shared_effect.swap(0, 1);
        self.likelihood_ratio = self.likelihood_ratio.exchanged();
        self.draws = self.draws.iter().map(LoopParameters::exchanged).collect();
        self.units.swap(0, 1);
        self
    }
}

/// The recording as a fit with these options sees it; refused where no such fit is worth making.
pub(crate) fn prepared_for(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<Prepared, DynamicsError> {
    options.check()?;
    let prepared = prepare(recording, options.lag, options.noise, options.return_time_s)?;
    let return_times = prepared.spacing_s / options.return_time_s;
    // What returns between two samples leaves nothing but the prior to fit.
    if return_times > 1.0 {
        Err(CannotTell::TooCoarse { return_times }.into())
    } else {
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten minutes at a return time of 20 s hold 15 stretches; with 4 s for one
    /// of the two, whose harmonic mean with 20 s is 6.7 s, 45.
    #[test]
    fn two_return_times_count_by_their_harmonic_mean() {
        assert!((independent_stretches(600.0, [0.05, 0.05]) - 15.0).abs() < 1e-12);
        assert!((independent_stretches(600.0, [0.05, 0.25]) - 45.0).abs() < 1e-12);
    }
}
