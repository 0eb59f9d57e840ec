//! One dyad's one channel, made ready for comparison: grid, detrend, smooth, scale.

use attune_coupling::WindowOptions;
use attune_data::align::grid::{Grid, to_grid};
use attune_data::{Series, Session};
use attune_signal::dsp;

use crate::plan::{Detrend, Plan, Preprocess, Scale};
use crate::{Caveat, Reason, marked};

/// A grid this many times longer than the samples recorded means that a timestamp is wild.
pub(crate) const LONGEST_GRID: usize = 50;

/// Two people's channel on one grid.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    /// The grid.
    pub(crate) grid: Grid,
    /// What was recorded, on the grid.
    pub(crate) traces: [Vec<f64>; 2],
    /// The same after pre-processing.
    pub(crate) series: [Vec<f64>; 2],
    /// Whether each point counts: not where the two were apart, on one pacer, or excluded.
    pub(crate) counts: Vec<bool>,
    /// What has to be said about it.
    pub(crate) caveats: Vec<Caveat>,
}

/// Both people's channel, made ready by the plan.
pub(crate) fn prepare(session: &Session, channel: &str, plan: &Plan) -> Result<Ready, Reason> {
    let [a, b] = &session.people;
    let (Some(a), Some(b)) = (a.channel(channel), b.channel(channel)) else {
        return Err(Reason::NoSharedTime);
    };
    let grid = shared_grid(a, b, plan)?;
    let traces = [a, b].map(|s| to_grid(s, &grid, plan.preprocess.max_gap_s));
    // Two people on one pacer look linked without noticing each other, and apart there is nothing to
    // be linked.
    let without = [marked::left_out(session), marked::apart(session)].concat();
    let counts = |t: f64| !without.iter().any(|&(from, until)| from <= t && t < until);
    let counts: Vec<bool> = (0..grid.len).map(|i| counts(grid.at(i))).collect();
    let counted = |trace: &[f64]| -> Vec<f64> {
        trace.iter().zip(&counts).map(|(x, c)| if *c { *x } else { f64::NAN }).collect()
    };
    let series =
        [0, 1].map(|i: usize| condition(&counted(&traces[i]), grid.step, &plan.preprocess));
    let mut caveats = Vec::new();
    if [a, b].iter().any(|s| (s.timeline.step() - grid.step).abs() > 1e-6 * grid.step) {
        caveats.push(Caveat::Resampled { rate_hz: 1.0 / grid.step });
    }
    Ok(Ready { grid, traces, series, counts, caveats })
}

/// A series of nobody's own on a pair's grid, made ready by the same plan.
pub(crate) fn on_grid(series: &Series, grid: &Grid, plan: &Plan) -> Vec<f64> {
    let trace = to_grid(series, grid, plan.preprocess.max_gap_s);
    condition(&trace, grid.step, &plan.preprocess)
}

/// The plan's windows and lags in samples of a grid.
pub(crate) fn window_options(plan: &Plan, step_s: f64) -> WindowOptions {
    let samples = |seconds: f64| (seconds / step_s).round() as usize;
    WindowOptions {
        window: samples(plan.window_s),
        step: samples(plan.step_s).max(1),
        max_lag: samples(plan.lag_s),
        convention: plan.convention,
    }
}

/// The grid both series share, cut to the plan's stretch of the session.
fn shared_grid(a: &Series, b: &Series, plan: &Plan) -> Result<Grid, Reason> {
    let grid = Grid::shared(&a.timeline, &b.timeline, plan.preprocess.rate_hz)
        .ok_or(Reason::NoSharedTime)?;
    let recorded = a.values.len() + b.values.len();
    if grid.len > LONGEST_GRID * recorded && plan.preprocess.rate_hz.is_none() {
        return Err(Reason::NoSharedTime);
    }
    cut_to_plan(grid, plan)
}

/// The part of a grid that lies in the plan's stretch of the session.
pub(crate) fn cut_to_plan(grid: Grid, plan: &Plan) -> Result<Grid, Reason> {
    // A hair of slack, so that --from 60 keeps the sample printed as 60.000.
    let slack = 1e-6 * grid.step;
    let inside = |i: &usize| {
        let t = grid.at(*i);
        plan.from_s.is_none_or(|from| t >= from - slack)
            && plan.to_s.is_none_or(|to| t <= to + slack)
    };
    let first = (0..grid.len).find(inside).ok_or(Reason::NoSharedTime)?;
    let len = (first..grid.len).take_while(inside).count();
    Ok(Grid { start: grid.at(first), len, ..grid })
}

/// One person's series on the grid, made ready.
fn condition(x: &[f64], step_s: f64, how: &Preprocess) -> Vec<f64> {
    let detrended = match how.detrend {
        Detrend::None => x.to_vec(),
        Detrend::Linear => dsp::detrend_linear(x),
        Detrend::Difference => dsp::difference(x),
    };
    let smoothed = match how.smooth_s {
        // Truncated, as rMEA does: 0.5 s at 25 Hz are 12 samples.
        Some(seconds) => {
            let width = (seconds / step_s + 1e-9) as usize;
            dsp::moving_average(&detrended, width, how.smooth_edge)
        }
        None => detrended,
    };
    match how.scale {
        Scale::None => smoothed,
        Scale::Sd => dsp::scale_sd(&smoothed),
        Scale::Z => dsp::standardise(&smoothed),
    }
}
