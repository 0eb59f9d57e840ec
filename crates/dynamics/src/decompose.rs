pub(crate) mod carry;
pub(crate) mod long_run;
pub(crate) mod share;

use crate::estimate::percentile;
use crate::fit::engine::with_states;
use crate::fit::loop_fit::prepared_for;
use crate::fit::prepare::Prepared;
use crate::kalman::{Measured, Slopes, Smoothed, backward, filter, spare};
use crate::model::loop_model::LoopParameters;
use crate::random::Draws;
use crate::{DynamicsError, Estimate, LoopFit, PairRecording, Parts};
use carry::Carrier;
use rayon::prelude::*;
use share::{Window, covariance_share, echo_share, windows};

/// How a recording is decomposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecomposeOptions {
    /// How many draws of parameters and states stand behind the bands.
    pub draws: usize,
    /// The share of draws each band holds.
    pub level: f64,
    /// Length of the windows that shares are given for, in seconds; at least 60.
    pub window_s: f64,
    /// From the start of one window to the start of the next, in seconds.
    pub step_s: f64,
}

impl Default for DecomposeOptions {
    fn default() -> Self {
        Self { draws: 200, level: 0.8, window_s: 60.0, step_s: 30.0 }
    }
}

impl DecomposeOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// [`DynamicsError::Option`] names the first one without a meaning.
    pub fn check(&self) -> Result<(), DynamicsError> {
        let meaning = [
            ("number of draws", self.draws as f64, 20.0, 1e5),
            ("level of the bands", self.level, 0.01, 0.999),
            ("window in seconds", self.window_s, 60.0, 1e6),
            ("step in seconds", self.step_s, 0.1, 1e6),
        ];
        for (what, value, least, most) in meaning {
            if !(least..=most).contains(&value) {
                return Err(DynamicsError::Option { what, value });
            }
        }
        Ok(())
    }
}

/// Where both people's activation came from, moment by moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// The moments, in seconds.
    pub times_s: Vec<f64>,
    /// A and B.
    pub persons: [PersonDecomposition; 2],
    /// How it was made.
    pub options: DecomposeOptions,
}

/// Where one person's activation came from, in units of the person's resting variation.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonDecomposition {
    /// The five parts; they add up to the smoothed activation.
    pub parts: Parts,
    /// The band of the activation itself.
    pub state: Band,
    /// The bands of the five parts: own, returned, echo, shared, rest.
    pub bands: [Band; 5],
    /// At each moment the share of draws in which the echo exceeds own and returned together.
    pub mostly_picked_up: Vec<f64>,
    /// Shares window by window.
    pub windows: Vec<WindowShare>,
    /// The echo share of the whole recording.
    pub echo_share: Estimate,
    /// The covariance share of the whole recording.
    pub covariance_share: Estimate,
    /// The shared part's share of the whole recording.
    pub shared_share: Estimate,
}

/// Lower and upper end of a band, moment by moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Band {
    /// Lower end.
    pub lo: Vec<f64>,
    /// Upper end.
    pub hi: Vec<f64>,
}

/// How much of one person's movement in one window came from the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowShare {
    /// Start, in seconds.
    pub start_s: f64,
    /// End, in seconds.
    pub end_s: f64,
    /// `Σ|echo| / Σ(|own| + |returned| + |echo| + |shared| + |rest|)`, 0 to 1.
    pub echo_share: Estimate,
    /// `Cov(echo, x) / Var(x)`; may be negative where the echo counteracts.
    pub covariance_share: Estimate,
}

/// Splits both people's activation into own, returned, echo, shared and rest.
///
/// `ŵ_p = Q_p r` for the shocks of each origin p (disturbance smoother), carried forward by
/// `z_p ← Φ z_p + ŵ_p`; own with the link switched off.
///
/// In plain words: of how high each stood at each moment, how much was their own, came back to
/// them through the other, was picked up from the other, came from around both, or was there
/// before. The five add up exactly. How sure one can be is in the bands, which hold both what the
/// sensors leave open and what the parameters leave open.
///
/// # Inputs
/// The recording and the fit made from it.
///
/// # Returns
/// Signed parts in resting standard deviations; bands; window shares (0 to 1) and covariance
/// shares (may be negative), each the middle one of the draws: the share of the smoothed parts would
/// come out too high for whatever is slow, because smoothing flattens the quick own ups and downs
/// more, and the mean over the draws can lie outside their interval. No percentage is given for an
/// instant.
///
/// # Missing data
/// Every moment of the recording has parts; where nothing was measured the bands widen.
///
/// # Null
/// The same on a pair with one partner shifted in time, or with a stranger.
///
/// # Errors
/// As [`crate::fit_loop`]; [`DynamicsError::Option`].
///
/// # Source
/// `docs/mathematics.md` 4; Durbin & Koopman 2002 (simulation smoother). Own is exact between samples
/// too: the covariance of the unlinked shock with the whole is integrated, not approximated.
pub fn decompose(
    recording: &PairRecording<'_>,
    fit: &LoopFit,
    options: &DecomposeOptions,
) -> Result<Decomposition, DynamicsError> {
    options.check()?;
    let prepared = prepared_for(recording, &fit.options)?;
    let own_order = |p: &LoopParameters| if prepared.mirrored { p.exchanged() } else { p.clone() };
    let estimate = own_order(&fit.estimate);
    let parameters: Vec<LoopParameters> =
        fit.draws.iter().cycle().take(options.draws).map(own_order).collect();
    let windows = windows(&prepared.times_s, options);

    let (parts, drawn) = with_states!(prepared.model.states(), S => {
        let carrier = Carrier::<S>::new(
            prepared.model, &estimate, &prepared.inputs, &prepared.measured,
        );
        let parts = smoothed_parts(&carrier, &prepared.measured);
        // Each draw has its own stream, and results are gathered in order: the number of threads
        // changes nothing.
        let drawn: Vec<[Parts; 2]> = parameters
            .par_iter()
            .enumerate()
            .map(|(index, p)| {
                let stream = STATE_STREAM + index as u64;
                draw_parts::<S>(&prepared, p, &mut Draws::new(fit.options.seed, stream))
            })
            .collect();
        (parts, drawn)
    });
    let mut persons = [0, 1].map(|person| {
        let drawn: Vec<&Parts> = drawn.iter().map(|both| &both[person]).collect();
        summarise(parts[person].clone(), &drawn, &windows, options)
    });
    if prepared.mirrored {
        persons.swap(0, 1);
    }
    Ok(Decomposition { times_s: prepared.times_s, persons, options: *options })
}

/// Streams of the state draws; the one of the parameter draws comes before them.
const STATE_STREAM: u64 = (1 << 40) + 1;

/// The parts at these parameters.
pub(crate) fn smoothed_parts<const S: usize>(
    carrier: &Carrier<S>,
    measured: &Measured,
) -> [Parts; 2] {
    let mut filtered = spare::take();
    filter(&carrier.assembled.system, measured, &mut filtered);
    let mut smoothed = Smoothed::default();
    let mut slopes = Slopes::empty();
    backward(&carrier.assembled.system, measured, &filtered, &mut slopes, Some(&mut smoothed));
    spare::keep(filtered);
    carrier.smoothed_parts(measured, &smoothed)
}

/// One draw of the parts given everything measured: a simulated recording, corrected by smoothing
/// what was measured minus what was simulated.
fn draw_parts<const S: usize>(
    prepared: &Prepared,
    p: &LoopParameters,
    draws: &mut Draws,
) -> [Parts; 2] {
    let carrier = Carrier::<S>::new(prepared.model, p, &prepared.inputs, &prepared.measured);
    let (simulated, shown) = carrier.simulate(&prepared.measured, draws);
    let mut difference = prepared.measured.clone();
    for (y, simulated) in difference.values.iter_mut().zip(shown) {
        *y -= simulated;
    }
    let mut parts = smoothed_parts(&carrier, &difference);
    for (parts, simulated) in parts.iter_mut().zip(&simulated) {
        parts.add(simulated);
    }
    parts
}

fn summarise(
    parts: Parts,
    drawn: &[&Parts],
    windows: &[Window],
    options: &DecomposeOptions,
) -> PersonDecomposition {
    let samples = parts.len();
    let tail = 0.5 * (1.0 - options.level);
    let mut state = Band::with_capacity(samples);
    let mut bands = [0; 5].map(|_| Band::with_capacity(samples));
    let mut mostly_picked_up = Vec::with_capacity(samples);
    let mut column = vec![0.0; drawn.len()];
    for t in 0..samples {
        for (value, parts) in column.iter_mut().zip(drawn) {
            *value = parts.total(t);
        }
        state.push(&mut column, tail);
        for (k, band) in bands.iter_mut().enumerate() {
            for (value, parts) in column.iter_mut().zip(drawn) {
                *value = parts.at(t)[k];
            }
            band.push(&mut column, tail);
        }
        let picked_up =
            drawn.iter().filter(|p| p.echo[t] > p.own[t] + p.returned[t]).count() as f64;
        mostly_picked_up.push(picked_up / drawn.len() as f64);
    }
    let share = |window: &Window, of: fn(&Parts, &Window) -> f64| {
        let draws = drawn.iter().map(|parts| of(parts, window)).collect();
        Estimate::middle_of(draws, options.level)
    };
    let whole = Window { from: 0, to: samples, start_s: 0.0, end_s: 0.0 };
    PersonDecomposition {
        windows: windows
            .iter()
            .map(|window| WindowShare {
                start_s: window.start_s,
                end_s: window.end_s,
                echo_share: share(window, echo_share),
                covariance_share: share(window, covariance_share),
            })
            .collect(),
        echo_share: share(&whole, echo_share),
        covariance_share: share(&whole, covariance_share),
        shared_share: share(&whole, share::shared_share),
        parts,
        state,
        bands,
        mostly_picked_up,
    }
}

impl Band {
    fn with_capacity(n: usize) -> Self {
        Self { lo: Vec::with_capacity(n), hi: Vec::with_capacity(n) }
    }

    fn push(&mut self, column: &mut [f64], tail: f64) {
        column.sort_unstable_by(f64::total_cmp);
        self.lo.push(percentile(column, tail));
        self.hi.push(percentile(column, 1.0 - tail));
    }
}

#[cfg(test)]
mod tests;
