mod row;

pub use row::{RecoveryRow, Stated, recovery_rows};

use crate::decompose::long_run::long_run_shares;
use crate::decompose::share::{echo_share, windows};
use crate::{
    ChannelRecording, DecomposeOptions, DynamicsError, PairRecording, SimulateOptions,
    SimulatedDyad, decompose, fit_loop, simulate_dyad,
};
use rayon::prelude::*;

/// What was found over many runs of one line of the recovery table.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// Runs that gave a fit.
    pub runs: usize,
    /// Runs that could not be fitted.
    pub failed: usize,
    /// Mean of the gain into A and into B.
    pub gain_mean: [f64; 2],
    /// Root mean square error of both gains.
    pub gain_rmse: [f64; 2],
    /// Share of 95 % intervals of both gains that hold the truth.
    pub gain_held: [f64; 2],
    /// Geometric mean of the return times of both people, in seconds.
    pub return_time_s: f64,
    /// Root mean square error of the logarithm of the return time, both people together.
    pub return_time_log_rmse: f64,
    /// Share of 95 % intervals of the return times that hold the truth, both people together.
    pub return_time_held: f64,
    /// Geometric mean of the delays of both links, in seconds.
    pub delay_s: f64,
    /// Root mean square error of the loop gain.
    pub loop_gain_rmse: f64,
    /// Mean of A's true and found echo share of the recording.
    pub echo_share: [f64; 2],
    /// Root mean square error of A's echo share of the recording.
    pub echo_share_rmse: f64,
    /// Root mean square error of A's echo shares of 60 seconds.
    pub window_share_rmse: f64,
    /// Correlation of true and found echo shares of 60 seconds, over all runs.
    pub window_share_r: f64,
    /// Share of runs in which the larger long-run share (60 s) points the planted way.
    pub direction_right: f64,
    /// Share of runs with a likelihood ratio above 3.84, for the link into A and into B.
    pub detected: [f64; 2],
}

/// One figure beside what it may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Which figure.
    pub what: &'static str,
    /// What was found.
    pub found: f64,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
}

impl Judged {
    /// Whether the figure lies where it must.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.least..=self.most).contains(&self.found)
    }
}

impl Recovered {
    /// Every figure that something was demanded of: each error at most the stated one times
    /// [`Stated::room`]; where the model is the planted one and at least 200 runs were made,
    /// intervals that hold the truth in 90 to 99.5 %.
    #[must_use]
    pub fn judged(&self, row: &RecoveryRow) -> Vec<Judged> {
        let mut judged = Vec::new();
        if let Some(stated) = row.stated {
            let nothing_passes = row.planted.two_people.gain == [0.0; 2];
            let share = if nothing_passes { self.echo_share[1] } else { self.echo_share_rmse };
            for (what, found, demanded) in [
                ("gain into A", self.gain_rmse[0], stated.gain_rmse[0]),
                ("gain into B", self.gain_rmse[1], stated.gain_rmse[1]),
                ("return time", self.return_time_log_rmse, stated.return_time_log_rmse),
                ("loop gain", self.loop_gain_rmse, stated.loop_gain_rmse),
                ("echo share", share, stated.echo_share),
                ("60-second share", self.window_share_rmse, stated.window_share_rmse),
            ] {
                if !demanded.is_nan() {
                    judged.push(Judged { what, found, least: 0.0, most: stated.room() * demanded });
                }
            }
        }
        if row.well_specified && self.runs >= 200 {
            let [a, b] = self.gain_held;
            for (what, found) in [
                ("intervals of the gain into A", a),
                ("intervals of the gain into B", b),
                ("intervals of the return times", self.return_time_held),
            ] {
                judged.push(Judged { what, found, least: 0.9, most: 0.995 });
            }
        }
        judged
    }
}

/// Simulates a line of the recovery table many times, fits each, and compares with the truth.
///
/// In plain words: does the fit find what was planted, how far off is it, and are its intervals
/// as wide as they should be? The integrator that plants shares nothing with the fit.
///
/// # Inputs
/// A line, how many runs, and a seed; run i is the same whatever the number of runs.
///
/// # Returns
/// Means, errors and shares over the runs that gave a fit.
///
/// # Errors
/// As [`simulate_dyad`].
///
/// # Source
/// `docs/recovery.md` holds the table.
pub fn recover(row: &RecoveryRow, runs: usize, seed: u64) -> Result<Recovered, DynamicsError> {
    let options = SimulateOptions { seed, minutes: row.minutes, dyads: 1, rate_hz: 1.0 };
    let found: Vec<Option<Run>> = (0..runs)
        .into_par_iter()
        .map(|index| Ok(run(row, &simulate_dyad(&row.planted, &options, index)?)))
        .collect::<Result<_, DynamicsError>>()?;
    let fitted: Vec<&Run> = found.iter().flatten().collect();
    let n = fitted.len() as f64;
    let mean = |of: &dyn Fn(&Run) -> f64| fitted.iter().map(|r| of(r)).sum::<f64>() / n;
    let rms = |of: &dyn Fn(&Run) -> f64| mean(&|r| of(r).powi(2)).sqrt();
    let truth = row.planted.two_people;
    let product = truth.gain[0] * truth.gain[1];
    let both = |of: &dyn Fn(&Run, usize) -> f64| mean(&|r| 0.5 * (of(r, 0) + of(r, 1)));
    let log_error = |r: &Run, i: usize| (r.return_time_s[i] / truth.return_time_s[i]).ln();
    let shares: Vec<[f64; 2]> = fitted.iter().flat_map(|r| r.window_shares.clone()).collect();
    Ok(Recovered {
        runs: fitted.len(),
        failed: runs - fitted.len(),
        gain_mean: [0, 1].map(|i| mean(&|r| r.gain[i])),
        gain_rmse: [0, 1].map(|i| rms(&|r| r.gain[i] - truth.gain[i])),
        gain_held: [0, 1].map(|i| mean(&|r| share(r.gain_held[i]))),
        return_time_s: both(&|r, i| r.return_time_s[i].ln()).exp(),
        return_time_log_rmse: both(&|r, i| log_error(r, i).powi(2)).sqrt(),
        return_time_held: both(&|r, i| share(r.return_time_held[i])),
        delay_s: both(&|r, i| r.delay_s[i].ln()).exp(),
        loop_gain_rmse: rms(&|r| r.gain[0] * r.gain[1] - product),
        echo_share: [0, 1].map(|i| mean(&|r| r.echo_share[i])),
        echo_share_rmse: rms(&|r| r.echo_share[1] - r.echo_share[0]),
        window_share_rmse: window_error(&shares),
        window_share_r: correlation(&shares),
        direction_right: mean(&|r| share(r.direction_right)),
        detected: [0, 1].map(|i| mean(&|r| share(r.ratio[i] > 3.84))),
    })
}

/// What one run found.
#[derive(Debug, Clone)]
struct Run {
    gain: [f64; 2],
    gain_held: [bool; 2],
    return_time_s: [f64; 2],
    return_time_held: [bool; 2],
    delay_s: [f64; 2],
    ratio: [f64; 2],
    /// A's true echo share of the recording, and the one found.
    echo_share: [f64; 2],
    /// The same for each window.
    window_shares: Vec<[f64; 2]>,
    direction_right: bool,
}

fn run(row: &RecoveryRow, dyad: &SimulatedDyad) -> Option<Run> {
    let channels = dyad.persons.each_ref().map(|person| {
        let channels = person.channels.iter();
        // The truth is in the simulated unit: nothing may be rescaled by chance.
        channels
            .map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) })
            .collect::<Vec<_>>()
    });
    let times_s = &dyad.persons[0].times_s;
    let recording = PairRecording::new(times_s, &channels[0], &channels[1]);
    let fit = fit_loop(&recording, &row.fit).ok()?;
    let few = DecomposeOptions { draws: 20, ..DecomposeOptions::default() };
    let split = decompose(&recording, &fit, &few).ok()?;
    let truth = row.planted.two_people;
    let [a, b] = long_run_shares(fit.model, &fit.estimate, Some(60.0));
    let (planted, found) = (&dyad.persons[0].parts, &split.persons[0]);
    let held = |e: crate::Estimate, value: f64| (e.lo..=e.hi).contains(&value);
    let rate = truth.return_time_s.map(f64::recip);
    let whole = windows(times_s, &DecomposeOptions { window_s: row.minutes * 60.0 - 1.0, ..few });
    Some(Run {
        gain: fit.gain.map(|g| g.value),
        gain_held: [0, 1].map(|i| held(fit.gain[i], truth.gain[i])),
        return_time_s: fit.return_rate.map(|k| 1.0 / k.value),
        return_time_held: [0, 1].map(|i| held(fit.return_rate[i], rate[i])),
        delay_s: fit.delay_s.map(|d| d.value),
        ratio: fit.likelihood_ratio.into,
        echo_share: [echo_share(planted, whole.first()?), found.echo_share.value],
        window_shares: windows(times_s, &few)
            .iter()
            .zip(&found.windows)
            .map(|(window, found)| [echo_share(planted, window), found.echo_share.value])
            .collect(),
        direction_right: (a.partner > b.partner) == (truth.gain[0].abs() > truth.gain[1].abs()),
    })
}

fn share(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

fn window_error(shares: &[[f64; 2]]) -> f64 {
    let squares = shares.iter().map(|[planted, found]| (found - planted).powi(2));
    (squares.sum::<f64>() / shares.len() as f64).sqrt()
}

fn correlation(pairs: &[[f64; 2]]) -> f64 {
    let n = pairs.len() as f64;
    let mean = [0, 1].map(|i| pairs.iter().map(|p| p[i]).sum::<f64>() / n);
    let product =
        |i: usize, j: usize| pairs.iter().map(|p| (p[i] - mean[i]) * (p[j] - mean[j])).sum::<f64>();
    product(0, 1) / (product(0, 0) * product(1, 1)).sqrt()
}
