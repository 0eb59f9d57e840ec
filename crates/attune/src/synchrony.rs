//! One dyad's one channel: what was found, before it is set beside the other dyads.

use attune_coupling::{
    CircularShift, Iaaft, InputError, Interval as CouplingInterval, LagMap as CouplingMap,
    PhaseRandomised, Prepared, SegmentShuffle, Summary, Tail, Test, WindowOptions, block_interval,
    cluster_mass, facets, lead_lag, max_t, quantile, summarise, window_percentiles,
    windowed_cross_correlation,
};

use crate::prepare::Ready;
use crate::{
    Caveat, Facets, Interval, LagCurve, LagMap, Null, NullTest, Plan, Reason, Synchrony, Window,
};

/// At most this many chance windows of shifted copies are pooled; above it every k-th is.
const POOL: usize = 200_000;
/// With this many shifted copies p is known to half a percent; fewer is worth a caveat.
const ENOUGH_SURROGATES: usize = 199;
/// Where the lags looked at fit fewer times into the recording, chance stands out too often to be left
/// unsaid (`docs/calibration.md`).
const ENOUGH_LAG_RANGES: usize = 10;
/// Rounds of the iterated surrogates at most; they settle long before.
const IAAFT_ROUNDS: usize = 100;

/// What one dyad says by itself, and the windows of its shifted copies.
#[derive(Debug, Clone)]
pub(crate) struct Alone {
    pub(crate) synchrony: Synchrony,
    /// Both series with their windows prepared, for comparison with strangers.
    pub(crate) prepared: [Prepared; 2],
    /// Mean z of windows of shifted copies, for dyads without strangers.
    pub(crate) window_pool: Vec<f64>,
    pub(crate) caveats: Vec<Caveat>,
}

/// Compares the two people of one dyad, with every null of the plan.
pub(crate) fn synchrony(
    ready: &Ready,
    options: &WindowOptions,
    plan: &Plan,
) -> Result<Alone, Reason> {
    let [a, b] = &ready.series;
    let too_short = |error| reason(error, ready.grid.step);
    let prepared =
        |x: &[f64], options: &WindowOptions| Prepared::new(x, options).map_err(too_short);
    let map = windowed_cross_correlation(a, b, options).map_err(too_short)?;
    let (first, second) = (prepared(a, options)?, prepared(b, options)?);
    let summary = summarise(&first, &second);
    if !summary.mean_z.is_finite() {
        return Err(Reason::NoUsableWindow);
    }
    let shift = CircularShift { surrogates: plan.surrogates, seed: plan.seed };
    let (observed, copies) = shift.summaries(a, b, options).map_err(too_short)?;
    let shift_test = test(&observed, &copies, |s| s.mean_z);
    let mut caveats = Vec::new();
    if copies.len() < plan.surrogates.min(ENOUGH_SURROGATES) {
        caveats.push(Caveat::FewSurrogates { used: copies.len(), asked: plan.surrogates });
    }
    let fit = a.len() / (2 * options.max_lag + 1);
    if fit < ENOUGH_LAG_RANGES {
        caveats.push(Caveat::WideLags { fit });
    }

    let mut tests = Vec::new();
    for null in &plan.nulls {
        let outcome =
            match null {
                Null::Shift => Ok(shift_test.clone()),
                Null::Segment => SegmentShuffle { surrogates: plan.surrogates, seed: plan.seed }
                    .mean_z(a, b, options, Tail::Upper),
                Null::Phase => PhaseRandomised { surrogates: plan.surrogates, seed: plan.seed }
                    .mean_z(a, b, options, Tail::Upper),
                Null::Iaaft => {
                    Iaaft { surrogates: plan.surrogates, seed: plan.seed, rounds: IAAFT_ROUNDS }
                        .mean_z(a, b, options, Tail::Upper)
                }
            };
        match outcome {
            Ok(Test { observed, null: distribution, p, .. }) => {
                tests.push(NullTest { null: *null, observed, p, distribution });
            }
            // A null that needs more segments than there are says nothing, and is said so.
            Err(_) => caveats.push(Caveat::NullNotPossible { null: *null }),
        }
    }

    let lead = lead_lag(&summary);
    let profiles: Vec<Vec<f64>> = copies.iter().map(|s| s.profile.clone()).collect();
    let best = observed.profile.iter().copied().filter(|z| z.is_finite()).reduce(f64::max);
    let p_best_lag = max_t(&[best.unwrap_or(f64::NAN)], &profiles)[0];

    let chance_windows: Vec<Vec<f64>> = copies.iter().map(|s| s.windows.clone()).collect();
    let beyond = beyond_chance(&summary.windows, &chance_windows, plan.alpha);
    let stride = chance_windows.iter().map(Vec::len).sum::<usize>().div_ceil(POOL).max(1);
    let window_pool: Vec<f64> = chance_windows
        .iter()
        .flatten()
        .copied()
        .filter(|z| z.is_finite())
        .step_by(stride)
        .collect();

    let windows = windows(ready, options, &map, &summary, &beyond);
    let interval = block_interval(&summary.windows, block(options), plan.seed);
    let synchrony = Synchrony {
        mean_z: summary.mean_z,
        mean_z_interval: from_coupling(interval),
        mean_abs_z: summary.mean_abs_z,
        best_lag_s: lead.best_lag.map_or(f64::NAN, |lag| seconds(lag, ready.grid.step)),
        facets: facets_of(&summary, &window_pool),
        tests,
        p_best_lag,
        q: f64::NAN,
        stranger_percentile: None,
        n_strangers: 0,
        lag_curve: lag_curve(ready.grid.step, options, &summary, &profiles),
        beyond_chance_s: covered(&windows),
        windows,
        map: lag_map(ready, &map),
    };
    Ok(Alone { synchrony, prepared: [first, second], window_pool, caveats })
}

/// Sets the windows beside a pool of chance windows: percentiles and facets.
pub(crate) fn place_windows(synchrony: &mut Synchrony, pool: &[f64]) {
    let strengths: Vec<f64> = synchrony.windows.iter().map(|w| w.mean_z).collect();
    let places = window_percentiles(&strengths, pool);
    for (window, place) in synchrony.windows.iter_mut().zip(places) {
        window.null_pct = place;
    }
    let split = facets(&strengths, pool);
    synchrony.facets = Facets {
        overall: synchrony.mean_z,
        while_synchronised: split.while_synchronised,
        how_often: split.how_often,
    };
}

fn test(observed: &Summary, copies: &[Summary], statistic: fn(&Summary) -> f64) -> Test {
    Test::new(statistic(observed), copies.iter().map(statistic).collect(), Tail::Upper)
}

fn facets_of(summary: &Summary, pool: &[f64]) -> Facets {
    let split = facets(&summary.windows, pool);
    Facets {
        overall: summary.mean_z,
        while_synchronised: split.while_synchronised,
        how_often: split.how_often,
    }
}

/// Which windows lie in a run that is beyond chance as a whole.
fn beyond_chance(windows: &[f64], chance: &[Vec<f64>], alpha: f64) -> Vec<bool> {
    let mut beyond = vec![false; windows.len()];
    for cluster in cluster_mass(windows, chance).iter().filter(|cluster| cluster.p < alpha) {
        beyond[cluster.first..=cluster.last].fill(true);
    }
    beyond
}

fn windows(
    ready: &Ready,
    options: &WindowOptions,
    map: &CouplingMap,
    summary: &Summary,
    beyond: &[bool],
) -> Vec<Window> {
    let step = ready.grid.step;
    (0..map.n_windows)
        .map(|w| {
            let row = map.row(w);
            let t0 = ready.grid.at(map.start(w));
            let best = map.best_lag(w);
            let at = |lag: isize| row[(lag + options.max_lag as isize) as usize];
            Window {
                t0,
                t1: t0 + options.window as f64 * step,
                mean_z: summary.windows[w],
                best_lag_s: best.map_or(f64::NAN, |lag| seconds(lag, step)),
                best_r: best.map_or(f64::NAN, at),
                null_pct: f64::NAN,
                usable: row.iter().filter(|r| r.is_finite()).count() as f64 / row.len() as f64,
                beyond_chance: beyond[w],
            }
        })
        .collect()
}

/// Time covered by the windows beyond chance; overlapping windows count once.
fn covered(windows: &[Window]) -> f64 {
    let (mut total, mut until) = (0.0, f64::NEG_INFINITY);
    for window in windows.iter().filter(|window| window.beyond_chance) {
        total += window.t1 - window.t0.max(until);
        until = window.t1;
    }
    total
}

fn lag_curve(
    step_s: f64,
    options: &WindowOptions,
    summary: &Summary,
    chance: &[Vec<f64>],
) -> LagCurve {
    let at = |share: f64| -> Vec<f64> {
        (0..options.n_lags())
            .map(|lag| quantile(&chance.iter().map(|p| p[lag]).collect::<Vec<f64>>(), share))
            .collect()
    };
    LagCurve {
        lag_s: (0..options.n_lags()).map(|i| seconds(options.lag(i), step_s)).collect(),
        mean_z: summary.profile.clone(),
        chance_lo: at(0.05),
        chance_hi: at(0.95),
    }
}

fn lag_map(ready: &Ready, map: &CouplingMap) -> LagMap {
    LagMap {
        t0: (0..map.n_windows).map(|w| ready.grid.at(map.start(w))).collect(),
        lag_s: (0..map.n_lags).map(|i| seconds(map.lag(i), ready.grid.step)).collect(),
        r: map.r.clone(),
    }
}

/// Windows that share samples move together: one block spans as many as overlap.
fn block(options: &WindowOptions) -> usize {
    options.span().div_ceil(options.step)
}

/// A lag in seconds, to the nanosecond: three samples of 0.1 s are 0.3, not 0.30000000000000004.
fn seconds(lag: isize, step_s: f64) -> f64 {
    (lag as f64 * step_s * 1e9).round() / 1e9
}

fn from_coupling(interval: CouplingInterval) -> Interval {
    Interval { lo: interval.lo, hi: interval.hi }
}

fn reason(error: InputError, step_s: f64) -> Reason {
    match error {
        InputError::TooShort { samples, needed } => {
            Reason::TooShort { seconds: samples as f64 * step_s, needed: needed as f64 * step_s }
        }
        InputError::WindowTooShort { .. }
        | InputError::StepZero
        | InputError::LagTooLong { .. } => Reason::WindowTooFine,
        InputError::NoShift { samples, min_shift } => Reason::TooShort {
            seconds: samples as f64 * step_s,
            needed: (2 * min_shift) as f64 * step_s,
        },
        _ => Reason::NoUsableWindow,
    }
}
