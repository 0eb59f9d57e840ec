use crate::fit::condition::STRETCHES_FOR_GAINS;
use crate::fit::engine::{check_states, with_states};
use crate::fit::loop_fit::prepared_for;
use crate::fit::prepare::Prepared;
use crate::kalman::{Filtered, Slopes, Smoothed, backward, filter};
use crate::loop_verdict::reason;
use crate::matrix::{apply, square_root};
use crate::model::assemble::{Assembled, assemble};
use crate::model::loop_model::{ChannelNoise, Lag, LoopModel, LoopParameters};
use crate::random::Draws;
use crate::{CannotTell, DynamicsError, LoopFit, PairRecording, residual_checks};
use rayon::prelude::*;

/// What a what-if question needs of a fitted loop: the estimate and the guesses around it, small
/// enough to be kept in a file or put into a page. Index 0 is A, 1 is B.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopGuesses {
    /// How the other's displacement travels.
    pub lag: Lag,
    /// The loop at the top of the posterior.
    pub estimate: Guess,
    /// Draws around it: each a loop that would explain the recording about as well.
    pub guesses: Vec<Guess>,
    /// Share of draws rejected because they ran away while the estimate settles.
    pub rejected_share: f64,
    /// Independent stretches behind the fit.
    pub n_eff: f64,
    /// Whether the effect of an input of their own is known for each.
    pub own_input: [bool; 2],
    /// The moment of the recording the standings belong to, in seconds.
    pub from_s: Option<f64>,
}

/// One loop that would explain the recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// Own return rate k, per second.
    pub return_rate: [f64; 2],
    /// Mirror gain m; `gain[0]` is how much of B arrives in A.
    pub gain: [f64; 2],
    /// Mean delay before the other's displacement arrives in this person, in seconds; unused
    /// without a lag.
    pub delay_s: [f64; 2],
    /// How far a sustained own input of 1 displaces this person.
    pub own_effect: [f64; 2],
    /// Where the two stand at the chosen moment, in resting standard deviations from where each
    /// settles: A, then what is on its way from A to B (first stage, second stage); B, then what
    /// is on its way from B to A. At rest all are 0; without a lag nothing is on its way.
    pub standing: [f64; 6],
}

/// What a person may change in a what-if question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slider {
    /// Where this person settles.
    SetPoint(usize),
    /// How fast this person returns.
    ReturnRate(usize),
    /// How much of the other arrives in this person.
    Gain(usize),
    /// This person's activation, held.
    Clamp(usize),
    /// This person's own input.
    OwnInput(usize),
}

impl LoopGuesses {
    /// Why a slider, or with `None` the whole picture, must be greyed out; `Ok` where it need not.
    ///
    /// # Errors
    /// [`CannotTell::TooFewStretches`] below 60 independent stretches for the gains and for the
    /// picture as a whole: what passes between the two is then "not yet". A recording without an
    /// own input has none to change ([`CannotTell::NoOwnInput`]).
    pub fn shown(&self, slider: Option<Slider>) -> Result<(), CannotTell> {
        match slider {
            Some(Slider::OwnInput(person)) if !self.own_input[person] => {
                Err(CannotTell::NoOwnInput { person })
            }
            None | Some(Slider::Gain(_)) if !(self.n_eff >= STRETCHES_FOR_GAINS) => {
                let (n_eff, needed) = (self.n_eff, STRETCHES_FOR_GAINS);
                Err(CannotTell::TooFewStretches { n_eff, needed })
            }
            _ => Ok(()),
        }
    }

    /// The same guesses with the two people's names exchanged.
    #[must_use]
    pub fn exchanged(&self) -> Self {
        Self {
            estimate: self.estimate.exchanged(),
            guesses: self.guesses.iter().map(Guess::exchanged).collect(),
            own_input: [self.own_input[1], self.own_input[0]],
            ..*self
        }
    }
}

impl Guess {
    /// A fitted loop at rest.
    #[must_use]
    pub fn at_rest(p: &LoopParameters) -> Self {
        Self {
            return_rate: p.return_rate,
            gain: p.gain,
            delay_s: p.delay_s,
            own_effect: p.own_effect,
            standing: [0.0; 6],
        }
    }

    /// The same loop with the two people's names exchanged.
    #[must_use]
    pub fn exchanged(&self) -> Self {
        let swap = |x: [f64; 2]| [x[1], x[0]];
        let [a, b, c, d, e, f] = self.standing;
        Self {
            return_rate: swap(self.return_rate),
            gain: swap(self.gain),
            delay_s: swap(self.delay_s),
            own_effect: swap(self.own_effect),
            standing: [d, e, f, a, b, c],
        }
    }

    pub(crate) fn parameters(&self) -> LoopParameters {
        LoopParameters {
            return_rate: self.return_rate,
            gain: self.gain,
            delay_s: self.delay_s,
            shock_sd: [0.0; 2],
            shared_shock: 0.0,
            own_effect: self.own_effect,
            shared_effect: [0.0; 2],
            channels: [vec![], vec![]],
        }
    }
}

/// The bare loop of this lag, without channels and inputs.
pub(crate) fn bare(lag: Lag) -> LoopModel {
    LoopModel {
        lag,
        noise: ChannelNoise::White,
        channels: [0, 0],
        own_input: [false; 2],
        shared_input: false,
    }
}

/// Gathers what what-if questions need of a fit, if the fit is good enough to be asked.
///
/// In plain words: the loops that would explain this recording, and where the two stood, under
/// each of them, at the moment from which something is to be changed. A loop that does not
/// describe the recording is not asked at all.
///
/// # Inputs
/// The recording, the fit made from it, and the moment (seconds on the recording's clock) whose
/// standing is wanted; `None` leaves both at rest.
///
/// # Returns
/// See [`LoopGuesses`]. The estimate stands at the smoothed state of the last sample at or before
/// the moment; each guess at a state drawn from what the sensors leave open under that guess.
///
/// # Missing data
/// A moment without samples has a standing as well; the guesses then differ more.
///
/// # Errors
/// [`DynamicsError::CannotTell`] with the reason where the fit is too short, did not settle or
/// end, cannot tell two parameters apart, or leaves a pattern unexplained
/// ([`residual_checks`]); [`DynamicsError::Option`] for a moment outside the recording.
///
/// # Example
/// ```
/// use attune_dynamics::{
///     ChannelRecording, FitOptions, PairRecording, Scenario, SimulateOptions, fit_loop,
///     loop_guesses, simulate,
/// };
///
/// let options = SimulateOptions { seed: 3, minutes: 15.0, dyads: 1, rate_hz: 1.0 };
/// let dyad = simulate(Scenario::Demo, &options)?.dyads.remove(0);
/// let [a, b] = dyad.persons.each_ref().map(|person| {
///     person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
/// });
/// let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
/// let fit = fit_loop(&recording, &FitOptions { return_time_s: 7.0, ..FitOptions::default() })?;
/// let guesses = loop_guesses(&recording, &fit, Some(600.0))?;
/// assert_eq!((guesses.guesses.len(), guesses.from_s), (400, Some(600.0)));
/// // Where A stood after ten minutes, in resting standard deviations.
/// let sd = fit.units[0][0].scale;
/// let planted = dyad.persons[0].state[600] / sd;
/// let middle = guesses.estimate.standing[0];
/// assert!((middle - planted).abs() < 0.6, "{middle} {planted}");
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 8; simulation smoother of Durbin & Koopman 2002.
pub fn loop_guesses(
    recording: &PairRecording<'_>,
    fit: &LoopFit,
    from_s: Option<f64>,
) -> Result<LoopGuesses, DynamicsError> {
    if let Some(reason) = reason(fit) {
        return Err(reason.into());
    }
    if let Some(check) = residual_checks(recording, fit)?.iter().find(|check| !check.passes()) {
        return Err(check.reason().into());
    }
    let mut all = LoopGuesses {
        lag: fit.model.lag,
        estimate: Guess::at_rest(&fit.estimate),
        guesses: fit.draws.iter().map(Guess::at_rest).collect(),
        rejected_share: fit.rejected_share,
        n_eff: fit.n_eff,
        own_input: fit.model.own_input,
        from_s: None,
    };
    let Some(from_s) = from_s else { return Ok(all) };
    let prepared = prepared_for(recording, &fit.options)?;
    check_states(&prepared)?;
    let moment = moment(&prepared.times_s, from_s)?;
    all.from_s = Some(prepared.times_s[moment]);
    all.estimate.standing = standing(&prepared, &fit.estimate, moment, None);
    let drawn: Vec<[f64; 6]> = fit
        .draws
        .par_iter()
        .enumerate()
        .map(|(index, p)| {
            let mut draws = Draws::new(fit.options.seed, STANDING_STREAM + index as u64);
            standing(&prepared, p, moment, Some(&mut draws))
        })
        .collect();
    for (guess, standing) in all.guesses.iter_mut().zip(drawn) {
        guess.standing = standing;
    }
    Ok(all)
}

/// Streams of the standings; those of fitting and decomposing lie below.
const STANDING_STREAM: u64 = 1 << 41;

/// The last sample at or before a moment.
fn moment(times_s: &[f64], from_s: f64) -> Result<usize, DynamicsError> {
    let inside = times_s.first().zip(times_s.last());
    if !inside.is_some_and(|(&first, &last)| (first..=last).contains(&from_s)) {
        return Err(DynamicsError::Option { what: "moment to start from", value: from_s });
    }
    Ok(times_s.partition_point(|&t| t <= from_s) - 1)
}

/// Where the two stand at a sample, A first: smoothed, or drawn from what smoothing leaves open.
fn standing(
    prepared: &Prepared,
    p: &LoopParameters,
    moment: usize,
    draws: Option<&mut Draws>,
) -> [f64; 6] {
    let own_order = if prepared.mirrored { p.exchanged() } else { p.clone() };
    let state = with_states!(prepared.model.states(), S => {
        state_at::<S>(prepared, &own_order, moment, draws).to_vec()
    });
    let [a, b, c, d, e, f] = match prepared.model.lag {
        Lag::None => [state[0], 0.0, 0.0, state[1], 0.0, 0.0],
        Lag::Erlang2 => [state[0], state[1], state[2], state[3], state[4], state[5]],
    };
    if prepared.mirrored { [d, e, f, a, b, c] } else { [a, b, c, d, e, f] }
}

fn state_at<const S: usize>(
    prepared: &Prepared,
    p: &LoopParameters,
    moment: usize,
    draws: Option<&mut Draws>,
) -> [f64; S] {
    let measured = &prepared.measured;
    let assembled: Assembled<S> = assemble(prepared.model, p, &prepared.inputs, measured);
    let mut difference = measured.clone();
    // A simulated recording, corrected by smoothing what was measured minus what was simulated.
    let simulated = draws.map_or([0.0; S], |draws| {
        let (state, shown) = simulate(&assembled, prepared, moment, draws);
        for (y, simulated) in difference.values.iter_mut().zip(shown) {
            *y -= simulated;
        }
        state
    });
    let mut filtered = Filtered::default();
    filter(&assembled.system, &difference, &mut filtered);
    let mut smoothed = Smoothed::default();
    backward(&assembled.system, &difference, &filtered, &mut Slopes::empty(), Some(&mut smoothed));
    let mut state = smoothed.mean[moment];
    for (z, simulated) in state.iter_mut().zip(simulated) {
        *z += simulated;
    }
    state
}

/// One draw of the state at a sample and of what the channels would have shown all along, without
/// levels and pushes.
fn simulate<const S: usize>(
    assembled: &Assembled<S>,
    prepared: &Prepared,
    moment: usize,
    draws: &mut Draws,
) -> ([f64; S], Vec<f64>) {
    let measured = &prepared.measured;
    let system = &assembled.system;
    let roots: Vec<_> = system.transitions.iter().map(|t| square_root(&t.added)).collect();
    let mut z: [f64; S] = apply(&square_root(&system.start), &white(draws));
    let mut at_moment = z;
    let mut shown = Vec::with_capacity(measured.values.len());
    for t in 0..measured.samples() {
        if t == moment {
            at_moment = z;
        }
        for row in &system.rows {
            let noise = row.noise.map_or(0.0, |noise| z[noise]);
            let fresh = row.variance.sqrt() * draws.normal();
            shown.push(row.loading * z[row.state] + noise + fresh);
        }
        let Some(&spacing) = measured.spacing.get(t) else { break };
        let carried = apply(&system.transitions[spacing as usize].carry, &z);
        let fresh = apply(&roots[spacing as usize], &white(draws));
        z = std::array::from_fn(|i| carried[i] + fresh[i]);
    }
    (at_moment, shown)
}

fn white<const S: usize>(draws: &mut Draws) -> [f64; S] {
    std::array::from_fn(|_| draws.normal())
}
