use crate::{ChannelNoise, FitOptions, LoopTruth, Planted, Scenario, Sensor};

/// One line of the recovery table: what is planted, how it is fitted, and how well it was found
/// when the model was designed.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveryRow {
    /// What is special about it.
    pub name: &'static str,
    /// What is planted.
    pub planted: Planted,
    /// Length of each recording, in minutes.
    pub minutes: f64,
    /// How each recording is fitted.
    pub fit: FitOptions,
    /// What was stated beforehand; `None` for lines that were added since.
    pub stated: Option<Stated>,
    /// Whether the fitted model is the planted one, so that intervals must hold what they say.
    /// (The planted delay is pure and the fitted one smooth: no line is exact in that.)
    pub well_specified: bool,
}

/// The figures stated for one line; what was not stated is NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// How many runs they rest on.
    pub runs: usize,
    /// Mean of the gain into A and into B.
    pub gain_mean: [f64; 2],
    /// Root mean square error of both gains.
    pub gain_rmse: [f64; 2],
    /// The return time found, in seconds.
    pub return_time_s: f64,
    /// Root mean square error of its logarithm.
    pub return_time_log_rmse: f64,
    /// Root mean square error of the loop gain.
    pub loop_gain_rmse: f64,
    /// Root mean square error of the recording's echo share; where nothing passes, its mean.
    pub echo_share: f64,
    /// Root mean square error of the 60-second echo shares.
    pub window_share_rmse: f64,
    /// Correlation of true and found 60-second echo shares.
    pub window_share_r: f64,
    /// Share of runs in which the stronger direction is the planted one.
    pub direction_right: f64,
    /// Share of runs with a likelihood ratio above 3.84, for the link into A and into B.
    pub detected: [f64; 2],
}

impl Stated {
    /// What an error may be at most: 1.25 times the stated one, 1.6 times where that rests on
    /// fewer than 20 runs.
    #[must_use]
    pub fn room(&self) -> f64 {
        if self.runs >= 20 { 1.25 } else { 1.6 }
    }
}

/// The lines of the recovery table.
#[must_use]
pub fn recovery_rows() -> Vec<RecoveryRow> {
    let base = Planted::default();
    let tempo = |seconds: f64, delay: f64| {
        with(LoopTruth {
            return_time_s: [seconds; 2],
            delay_s: [delay; 2],
            shock_sd: LoopTruth::unit_shock_sd([seconds; 2]),
            ..LoopTruth::default()
        })
    };
    let one_channel = Planted { sensors: base.sensors[..1].to_vec(), ..base.clone() };
    let unlinked = with(LoopTruth { gain: [0.0; 2], ..LoopTruth::default() });
    let hidden = Scenario::HiddenInput.planted();
    let coloured = sensors([0.7, 1.0], 0.8);
    let mut rows = vec![
        row("base", base.clone(), 10.0, true),
        row("better sensors", sensors([0.3, 0.4], 0.0), 10.0, true),
        row("one channel each", one_channel, 10.0, true),
        row("coloured sensor noise, fitted as white", coloured.clone(), 10.0, false),
        row("slow", tempo(60.0, 3.0), 10.0, false),
        row("fast", tempo(4.0, 1.5), 10.0, true),
        row("base", base.clone(), 30.0, true),
        row("base", base, 60.0, true),
        row("delay of 8 s", tempo(20.0, 8.0), 10.0, false),
        row("delay of 8 s", tempo(20.0, 8.0), 60.0, false),
        row("independent", unlinked, 10.0, true),
        row("hidden cause", hidden.clone(), 10.0, false),
        row("hidden cause", hidden, 60.0, false),
        row("coloured sensor noise, fitted as such", coloured, 10.0, true),
    ];
    for (row, stated) in rows.iter_mut().zip(STATED) {
        row.stated = Some(stated);
    }
    rows[5].fit.return_time_s = 4.0;
    rows[13].fit.noise = ChannelNoise::Coloured;
    rows
}

fn row(name: &'static str, planted: Planted, minutes: f64, well_specified: bool) -> RecoveryRow {
    RecoveryRow { name, planted, minutes, fit: FitOptions::default(), stated: None, well_specified }
}

fn with(two_people: LoopTruth) -> Planted {
    Planted { two_people, ..Planted::default() }
}

fn sensors(noise: [f64; 2], memory: f64) -> Planted {
    let sensor = |noise_sd| Sensor { loading: 1.0, noise_sd, noise_memory: memory };
    Planted { sensors: noise.map(sensor).to_vec(), ..Planted::default() }
}

const NOT: f64 = f64::NAN;

/// A prototype of the same model, written apart from this one; 4 to 36 runs a line.
const STATED: [Stated; 13] = [
    stated(35, [0.50, 0.23], [0.23, 0.24], 17.6, 0.13, 0.09, [0.13, 0.45], 0.77, [0.43, 0.13]),
    stated(16, [0.47, 0.24], [0.26, 0.21], 17.2, 0.14, 0.10, [0.14, 0.38], 0.81, [0.50, 0.12]),
    stated(14, [0.42, 0.12], [0.36, 0.26], 18.5, 0.19, 0.09, [0.13, 0.47], 0.79, [NOT; 2]),
    stated(14, [0.38, 0.30], [0.30, 0.19], 10.9, 0.12, 0.09, [0.13, 0.26], 0.57, [NOT; 2]),
    stated(14, [0.42, 0.27], [0.50, 0.25], 33.6, 0.20, 0.14, [0.18, 0.26], 0.64, [NOT; 2]),
    stated(20, [0.57, 0.29], [0.13, 0.14], 4.1, 0.10, 0.04, [0.06, 0.59], 0.90, [0.95, 0.45]),
    stated(12, [0.61, 0.26], [0.19, 0.15], 19.7, 0.11, 0.09, [0.12, 0.58], 1.00, [0.92, 0.42]),
    stated(7, [0.58, 0.31], [0.11, 0.08], 18.5, 0.06, 0.05, [0.10, 0.61], 0.86, [1.00, 0.71]),
    stated(14, [0.46, 0.19], [0.30, 0.23], 18.7, 0.16, 0.13, [0.16, 0.38], 0.79, [NOT; 2]),
    stated(5, [0.61, 0.23], [0.08, 0.11], 19.8, 0.07, 0.06, [0.09, 0.71], 1.00, [NOT; 2]),
    stated(36, [0.04, 0.00], [0.26, 0.23], 17.6, 0.07, 0.08, [NOT; 2], NOT, [0.03, 0.03]),
    stated(20, [0.20, 0.17], [0.31, 0.29], 19.6, 0.08, 0.11, [NOT; 2], NOT, [0.10, 0.10]),
    stated(4, [0.15, 0.29], [0.16, 0.29], 25.0, 0.04, 0.07, [NOT; 2], NOT, [0.00, 1.00]),
];

#[expect(clippy::too_many_arguments, reason = "one line of a printed table, in its order")]
const fn stated(
    runs: usize,
    gain_mean: [f64; 2],
    gain_rmse: [f64; 2],
    return_time_s: f64,
    loop_gain_rmse: f64,
    echo_share: f64,
    [window_share_rmse, window_share_r]: [f64; 2],
    direction_right: f64,
    detected: [f64; 2],
) -> Stated {
    Stated {
        runs,
        gain_mean,
        gain_rmse,
        return_time_s,
        // Stated for the base alone.
        return_time_log_rmse: if runs == 35 { 0.32 } else { NOT },
        loop_gain_rmse,
        echo_share,
        window_share_rmse,
        window_share_r,
        direction_right,
        detected,
    }
}
