use crate::decompose::long_run::long_run_shares;
use crate::{
    ChannelRecording, DecomposeOptions, DynamicsError, FitOptions, LoopFit, LoopTruth,
    PairRecording, Planted, Scenario, Sensor, SimulateOptions, SimulatedDyad, decompose, fit_loop,
    simulate_dyad,
};
use rayon::prelude::*;

/// One line of the recovery table: what is planted, and how well it was found when the model was
/// designed (science notes 2.9).
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveryRow {
    /// What is special about it.
    pub name: &'static str,
    /// What is planted.
    pub planted: Planted,
    /// Length of each recording, in minutes.
    pub minutes: f64,
    /// The return time expected beforehand, in seconds.
    pub return_time_s: f64,
    /// How many runs the stated figures rest on.
    pub stated_runs: usize,
    /// Stated root mean square error of the gain into A and into B.
    pub stated_rmse: [f64; 2],
    /// Whether the fitted model is the planted one, so that intervals must hold what they say.
    pub well_specified: bool,
}

/// What was found over many runs of one line.
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
    pub coverage: [f64; 2],
    /// Share of runs with a likelihood ratio above 3.84 for either link.
    pub detected: [f64; 2],
    /// Geometric mean of A's return time, in seconds.
    pub return_time_s: f64,
    /// Root mean square error of the loop gain.
    pub loop_gain_rmse: f64,
    /// Mean of A's true and found echo share of the recording.
    pub echo_share: [f64; 2],
    /// Root mean square error of A's echo share of the recording.
    pub echo_share_rmse: f64,
    /// Share of runs in which the larger long-run share (60 s) points the planted way.
    pub direction_right: f64,
}

impl Recovered {
    /// Whether both errors stay within the stated ones times 1.25 (1.6 where those rest on fewer
    /// than 20 runs), and, where the model is the planted one and at least 200 runs were made,
    /// whether intervals hold the truth in 90 to 99.5 %.
    #[must_use]
    pub fn within(&self, row: &RecoveryRow) -> bool {
        let room = if row.stated_runs >= 20 { 1.25 } else { 1.6 };
        let close = (0..2).all(|i| self.gain_rmse[i] <= room * row.stated_rmse[i]);
        let judged = row.well_specified && self.runs >= 200;
        close && (!judged || self.coverage.iter().all(|c| (0.9..=0.995).contains(c)))
    }
}

/// The lines of the recovery table.
#[must_use]
pub fn recovery_rows() -> Vec<RecoveryRow> {
    let base = Planted::default();
    let with = |two_people: LoopTruth| Planted { two_people, ..Planted::default() };
    let tempo = |seconds: f64, delay: f64| LoopTruth {
        return_time_s: [seconds; 2],
        delay_s: [delay; 2],
        shock_sd: LoopTruth::unit_shock_sd([seconds; 2]),
        ..LoopTruth::default()
    };
    let sensors = |noise: [f64; 2], memory: f64| Planted {
        sensors: noise
            .map(|noise_sd| Sensor { loading: 1.0, noise_sd, noise_memory: memory })
            .to_vec(),
        ..Planted::default()
    };
    let one_channel = Planted { sensors: base.sensors[..1].to_vec(), ..base.clone() };
    let unlinked = with(LoopTruth { gain: [0.0; 2], ..LoopTruth::default() });
    let row = |name, planted, minutes, stated_runs, stated_rmse, well_specified| RecoveryRow {
        name,
        planted,
        minutes,
        return_time_s: 20.0,
        stated_runs,
        stated_rmse,
        well_specified,
    };
    vec![
        row("base", base.clone(), 10.0, 35, [0.23, 0.24], true),
        row("better sensors", sensors([0.3, 0.4], 0.0), 10.0, 16, [0.26, 0.21], true),
        row("one channel each", one_channel, 10.0, 14, [0.36, 0.26], true),
        row("coloured sensor noise", sensors([0.7, 1.0], 0.8), 10.0, 14, [0.30, 0.19], false),
        row("slow", with(tempo(60.0, 3.0)), 10.0, 14, [0.50, 0.25], false),
        RecoveryRow {
            return_time_s: 4.0,
            ..row("fast", with(tempo(4.0, 1.5)), 10.0, 20, [0.13, 0.14], true)
        },
        row("base", base.clone(), 30.0, 12, [0.19, 0.15], true),
        row("base", base, 60.0, 7, [0.11, 0.08], true),
        row("delay of 8 s", with(tempo(20.0, 8.0)), 10.0, 14, [0.30, 0.19], false),
        row("delay of 8 s", with(tempo(20.0, 8.0)), 60.0, 5, [0.08, 0.11], false),
        row("independent", unlinked, 10.0, 36, [0.26, 0.23], true),
        row("hidden cause", Scenario::HiddenInput.planted(), 10.0, 20, [0.31, 0.29], false),
        row("hidden cause", Scenario::HiddenInput.planted(), 60.0, 4, [0.16, 0.29], false),
    ]
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
/// Science notes 2.9.
pub fn recover(row: &RecoveryRow, runs: usize, seed: u64) -> Result<Recovered, DynamicsError> {
    let options = SimulateOptions { seed, minutes: row.minutes, dyads: 1, rate_hz: 1.0 };
    let found: Vec<Option<Run>> = (0..runs)
        .into_par_iter()
        .map(|index| Ok(run(row, &simulate_dyad(&row.planted, &options, index)?)))
        .collect::<Result<_, DynamicsError>>()?;
    let fitted: Vec<Run> = found.iter().flatten().copied().collect();
    let n = fitted.len() as f64;
    let mean = |of: &dyn Fn(&Run) -> f64| fitted.iter().map(of).sum::<f64>() / n;
    let rms = |of: &dyn Fn(&Run) -> f64| mean(&|r| of(r).powi(2)).sqrt();
    let truth = row.planted.two_people.gain;
    let product = truth[0] * truth[1];
    Ok(Recovered {
        runs: fitted.len(),
        failed: runs - fitted.len(),
        gain_mean: [0, 1].map(|i| mean(&|r| r.gain[i])),
        gain_rmse: [0, 1].map(|i| rms(&|r| r.gain[i] - truth[i])),
        coverage: [0, 1].map(|i| mean(&|r| share(r.held[i]))),
        detected: [0, 1].map(|i| mean(&|r| share(r.ratio[i] > 3.84))),
        return_time_s: mean(&|r| r.return_time_s.ln()).exp(),
        loop_gain_rmse: rms(&|r| r.gain[0] * r.gain[1] - product),
        echo_share: [0, 1].map(|i| mean(&|r| r.echo_share[i])),
        echo_share_rmse: rms(&|r| r.echo_share[1] - r.echo_share[0]),
        direction_right: mean(&|r| share(r.direction_right)),
    })
}

/// What one run found.
#[derive(Debug, Clone, Copy)]
struct Run {
    gain: [f64; 2],
    held: [bool; 2],
    ratio: [f64; 2],
    return_time_s: f64,
    /// A's true echo share of the recording, and the one found.
    echo_share: [f64; 2],
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
    let recording = PairRecording::new(&dyad.persons[0].times_s, &channels[0], &channels[1]);
    let options = FitOptions { return_time_s: row.return_time_s, ..FitOptions::default() };
    let fit: LoopFit = fit_loop(&recording, &options).ok()?;
    let few = DecomposeOptions { draws: 20, ..DecomposeOptions::default() };
    let split = decompose(&recording, &fit, &few).ok()?;
    let truth = row.planted.two_people.gain;
    let [a, b] = long_run_shares(fit.model, &fit.estimate, Some(60.0));
    let parts = &dyad.persons[0].parts;
    let sizes = |t: usize| parts.at(t).map(f64::abs);
    let (echo, all) = (0..parts.len())
        .map(sizes)
        .fold((0.0, 0.0), |(echo, all), s| (echo + s[2], all + s.iter().sum::<f64>()));
    Some(Run {
        gain: fit.gain.map(|g| g.value),
        held: [0, 1].map(|i| (fit.gain[i].lo..=fit.gain[i].hi).contains(&truth[i])),
        ratio: fit.likelihood_ratio.into,
        return_time_s: 1.0 / fit.return_rate[0].value,
        echo_share: [echo / all, split.persons[0].echo_share.value],
        direction_right: (a.partner > b.partner) == (truth[0].abs() > truth[1].abs()),
    })
}

fn share(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
