//! The loop with thresholds: the other arrives in proportion up to a line of one's own, and steeply
//! beyond it; fitted by a Gaussian filter, so that calm, wound-up and the edge between can be told.

mod bend;
mod climbs;
mod filter;
mod hill;

use crate::fit::engine::{Problem, check_states};
use crate::fit::loop_fit::{PARAMETER_STREAM, climb_all, independent_stretches, prepared_for};
use crate::model::coordinate::parameters;
use crate::random::Draws;
use crate::{
    CannotTell, ChannelUnit, DynamicsError, Estimate, FitOptions, Influence, Landscape,
    LoopParameters, PairRecording, Threshold, ThresholdLoop,
};
pub(crate) use climbs::BentProblem;
use hill::bends;

/// Width of the turn from gentle to steep, in the person's unit. A sharper one cannot be seen: the
/// state itself is rarely known to better than this.
const CORNER: f64 = 0.2;

/// The loop with thresholds fitted to one recording. Index 0 is A, 1 is B.
///
/// Displacements are from where each settles, in units of each person's first channel at rest;
/// intervals hold 95 %.
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdFit {
    /// What the loop has without its thresholds; `rest.gain` is the slope below them.
    pub rest: LoopParameters,
    /// Slope up to the threshold, m₀; `gain[0]` is how much of B arrives in A.
    pub gain: [Estimate; 2],
    /// Slope beyond the threshold, m₁.
    pub steep_gain: [Estimate; 2],
    /// The other's displacement from which the influence turns steep, θ.
    pub threshold: [Estimate; 2],
    /// The most that can arrive in either.
    pub ceiling: Estimate,
    /// The two left alone, at the estimate: what resting points and edges are worked out from.
    pub alone: ThresholdLoop,
    /// The same for draws of the parameters.
    pub draws: Vec<ThresholdLoop>,
    /// Where the two may rest, and where the basins meet, at the estimate.
    pub landscape: Landscape,
    /// Share of the draws in which there are two basins: one of calm and one beyond an edge.
    pub two_basins: f64,
    /// How far the edge is from the calm resting point, over the draws that have one; `None` where
    /// the estimate has none.
    pub calm_to_edge: Option<Estimate>,
    /// Where each stays once past the edge, over the draws that have one; `None` as above.
    pub wound_up: Option<[Estimate; 2]>,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// How many numbers were fitted.
    pub parameters: usize,
    /// Whether the climb ended on flat ground.
    pub converged: bool,
    /// Independent stretches, as in [`crate::LoopFit`].
    pub n_eff: f64,
    /// The unit each used channel was fitted in.
    pub units: [Vec<ChannelUnit>; 2],
}

/// Share of the draws that must have an edge before one is spoken of.
const SURE_OF_EDGE: f64 = 0.9;

impl ThresholdFit {
    /// Whether an edge may be spoken of: nearly all draws have one. Whether the thresholds may be
    /// shown at all is for [`crate::Comparison::may_show`] to say.
    #[must_use]
    pub fn has_edge(&self) -> bool {
        self.calm_to_edge.is_some() && self.two_basins >= SURE_OF_EDGE
    }

    fn exchanged(mut self) -> Self {
        self.rest = self.rest.exchanged();
        self.gain.swap(0, 1);
        self.steep_gain.swap(0, 1);
        self.threshold.swap(0, 1);
        self.draws = self.draws.into_iter().map(exchanged).collect();
        self.alone = exchanged(self.alone);
        self.landscape = self.landscape.exchanged();
        if let Some(both) = &mut self.wound_up {
            both.swap(0, 1);
        }
        self.units.swap(0, 1);
        self
    }
}

fn exchanged(mut two: ThresholdLoop) -> ThresholdLoop {
    two.return_rate.swap(0, 1);
    two.influence.swap(0, 1);
    two
}

/// Fits the loop with thresholds (L2) to two people's channels.
///
/// `dx_i = k_i [−(x_i − μ_i) + φ_i(c_ij) + …] dt + dW_i` with
/// `φ(c) = A tanh(ψ/A)`, `ψ = m₀c + (m₁ − m₀) s ln(1 + e^((c−θ)/s))`, `m₁ > m₀`, s = 0.2; all else
/// as in [`crate::fit_loop`], starts, levels and normal approximation included.
///
/// In plain words: small ups and downs of the other arrive gently, large ones steeply, up to a
/// ceiling. Such a pair may have two places to rest: calm, and wound up. How far from calm is the
/// edge beyond which each keeps the other up?
///
/// # Inputs
/// As for [`crate::fit_loop`].
///
/// # Returns
/// See [`ThresholdFit`]. It always fits at least about as well as the linear loop, whatever the
/// truth: ask [`crate::compare_models`] before showing any of it. Swapping the two people mirrors
/// everything to the bit. Calm may lie far below the middle of the recording (the levels' prior has
/// a standard deviation of 3 here); where the two were hardly ever calm, there is no edge to be told.
///
/// It takes long recordings: slopes of .5 and 1.8 in quiet sensors were not worth showing after 10,
/// 30 or 60 minutes (four runs; in the longest every number was within a fifth of what was planted
/// on average), slopes of .2 and 3.0 were after 40 and 60 (one run each).
///
/// A push from outside that was not recorded as an input looks like shocks of its size; shocks of
/// that size carry the linear loop anywhere, and thresholds will not be shown.
///
/// # Missing data
/// As for [`crate::fit_loop`]; intervals over twice the usual one are walked in steps of it.
///
/// # Null
/// The linear loop, by [`crate::Comparison::may_show`].
///
/// # Errors
/// As [`crate::fit_loop`].
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelRecording, FitOptions, LoopTruth, PairRecording, Planted, SimulateOptions, Threshold,
///     fit_threshold, simulate_dyad,
/// };
///
/// // Chance carries the two over the edge and back: calm at 0, wound up near 4.
/// let bend = Threshold { steep_gain: 3.0, threshold: 1.0, corner: 0.1, cap: 4.0 };
/// let two_people = LoopTruth {
///     return_time_s: [10.0; 2],
///     gain: [0.2; 2],
///     shock_sd: [0.3; 2],
///     shared_shock: 0.0,
///     influence: Some(bend),
///     ..LoopTruth::default()
/// };
/// let mut planted = Planted { two_people, ..Planted::default() };
/// planted.sensors.iter_mut().for_each(|sensor| sensor.noise_sd = 0.3);
/// let options = SimulateOptions { seed: 71, minutes: 60.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate_dyad(&planted, &options, 0)?;
/// let [a, b] = dyad.persons.each_ref().map(|person| {
///     let channels = person.channels.iter();
///     channels.map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) }).collect::<Vec<_>>()
/// });
/// let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
/// let fit = fit_threshold(&recording, &FitOptions { return_time_s: 10.0, ..FitOptions::default() })?;
/// // Planted: the edge is 2.0 from calm.
/// let edge = fit.calm_to_edge.unwrap();
/// assert!(fit.has_edge() && (edge.value - 2.0).abs() < 0.7);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 7; the threshold is Gottman & Murray's. The filter is a Gaussian one with the
/// bend averaged over where the state may be (statistical linearisation, as an unscented filter
/// does), because the corner is sharper than the state is known. Agrees with [`crate::fit_loop`]'s
/// likelihood to rounding where the bend is straight. The lag of the influence moves no resting
/// point but bends the edge: distances are those of a pair without it.
pub fn fit_threshold(
    recording: &PairRecording<'_>,
    options: &FitOptions,
) -> Result<ThresholdFit, DynamicsError> {
    let options = FitOptions { linked: true, ..*options };
    let prepared = prepared_for(recording, &options)?;
    check_states(&prepared)?;
    let problem = Problem::new(&prepared, &options);
    let bent = BentProblem::new(&problem);
    let top = bent.climb(&climb_all(&problem));
    let (rest, alone) = two(&bent, &top.theta);
    alone.check().map_err(|_| CannotTell::Undetermined)?;
    let around = bent.laplace(&top.theta).ok_or(CannotTell::Undetermined)?;
    let mut white = Draws::new(options.seed, PARAMETER_STREAM);
    let draws: Vec<ThresholdLoop> = (0..options.draws)
        .map(|_| {
            let white: Vec<f64> = top.theta.iter().map(|_| white.normal()).collect();
            two(&bent, &around.place(&top.theta, &white)).1
        })
        .filter(|two| two.check().is_ok())
        .collect();
    let over = |value: f64, of: &dyn Fn(&ThresholdLoop) -> f64| {
        Estimate::from_draws(value, draws.iter().map(of).collect(), 0.95)
    };
    let each = |of: &dyn Fn(&Influence) -> f64| {
        [0, 1].map(|i: usize| over(of(&alone.influence[i]), &|two| of(&two.influence[i])))
    };
    let landscape = alone.landscape()?;
    let drawn: Vec<Landscape> = draws.iter().filter_map(|two| two.landscape().ok()).collect();
    let drawn: Vec<&Landscape> = drawn.iter().filter(|one| one.calm_to_edge().is_some()).collect();
    let of_edges = |of: &dyn Fn(&Landscape) -> Option<f64>| {
        let values = drawn.iter().filter_map(|one| of(one)).collect();
        Some(Estimate::from_draws(of(&landscape)?, values, 0.95))
    };
    let wound_up = |i: usize| of_edges(&|one| Some(one.wound_up()?.at[i]));
    let fit = ThresholdFit {
        gain: each(&|influence| influence.gain),
        steep_gain: each(&|influence| influence.bend.steep_gain),
        threshold: each(&|influence| influence.bend.threshold),
        ceiling: over(alone.influence[0].bend.cap, &|two| two.influence[0].bend.cap),
        two_basins: drawn.len() as f64 / draws.len() as f64,
        calm_to_edge: of_edges(&Landscape::calm_to_edge),
        wound_up: wound_up(0).zip(wound_up(1)).map(|(a, b)| [a, b]),
        log_likelihood: top.log_likelihood,
        parameters: bent.parameters(),
        converged: top.converged,
        n_eff: independent_stretches(prepared.usable_s, rest.return_rate),
        units: prepared.units.clone(),
        rest,
        alone,
        draws,
        landscape,
    };
    Ok(if prepared.mirrored { fit.exchanged() } else { fit })
}

/// The loop a vector of coordinates stands for, and the two left alone.
fn two(bent: &BentProblem<'_>, theta: &[f64]) -> (LoopParameters, ThresholdLoop) {
    let linear = bent.linear;
    let (of_loop, beyond) = theta.split_at(linear.coordinates.len());
    let p = parameters(linear.prepared.model, &linear.coordinates, of_loop);
    let influence = bends(&p, beyond).map(|bend| Influence {
        gain: bend.gain,
        bend: Threshold {
            steep_gain: bend.gain + bend.excess,
            threshold: bend.threshold,
            corner: CORNER,
            cap: bend.cap,
        },
    });
    let alone = ThresholdLoop { return_rate: p.return_rate, influence };
    (p, alone)
}

#[cfg(test)]
mod tests;
