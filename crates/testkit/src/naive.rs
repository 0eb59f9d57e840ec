//! The definitions written down as plainly as possible: what the fast paths must agree with.

use attune_coupling::{Convention, WindowOptions};

/// The map of windowed lagged cross-correlations, one row per window, cell by cell in two passes.
pub fn windowed_cross_correlation(a: &[f64], b: &[f64], options: &WindowOptions) -> Vec<Vec<f64>> {
    let (n, w, lags) = (a.len().min(b.len()), options.window, options.max_lag);
    let span = match options.convention {
        Convention::Recentred => w + lags,
        Convention::SegmentGlobal => w,
    };
    let mut rows = Vec::new();
    let mut s = 0;
    while s + span <= n {
        let row = (-(lags as isize)..=lags as isize).map(|lag| {
            let shift = lag.unsigned_abs();
            match options.convention {
                Convention::Recentred if lag >= 0 => {
                    pearson(&a[s..s + w], &b[s + shift..s + shift + w])
                }
                Convention::Recentred => pearson(&a[s + shift..s + shift + w], &b[s..s + w]),
                Convention::SegmentGlobal => ccf(&a[s..s + w], &b[s..s + w], lag),
            }
        });
        rows.push(row.collect());
        s += options.step;
    }
    rows
}

/// Pearson's r over the pairs present; `NaN` with fewer than half of them or fewer than three, or
/// where one side does not vary beyond rounding.
pub fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let pairs: Vec<(f64, f64)> = x
        .iter()
        .zip(y)
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|(x, y)| (*x, *y))
        .collect();
    let n = pairs.len() as f64;
    if 2.0 * n < x.len() as f64 || n < 3.0 {
        return f64::NAN;
    }
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let (dx, dy) = (deviations(&x), deviations(&y));
    let (xx, yy, xy) = (products(&dx, &dx), products(&dy, &dy), products(&dx, &dy));
    if flat(xx, &x) || flat(yy, &y) {
        return f64::NAN;
    }
    (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0)
}

/// R's `ccf(x, y, na.action = na.pass)` of one segment, `y` later than `x` by `lag`; `NaN` with
/// fewer than half of the products that the lag allows, or of one's own samples.
pub fn ccf(x: &[f64], y: &[f64], lag: isize) -> f64 {
    let w = x.len() as isize;
    let variance = |x: &[f64], d: &[f64]| {
        let present: Vec<f64> = x.iter().copied().filter(|v| v.is_finite()).collect();
        let squares = products(d, d);
        let usable = 2 * present.len() >= x.len() && !flat(squares, &present);
        if usable { squares / present.len() as f64 } else { f64::NAN }
    };
    let (dx, dy) = (deviations(x), deviations(y));
    let pairs: Vec<f64> = (0..w)
        .filter(|t| (0..w).contains(&(t + lag)))
        .map(|t| dx[t as usize] * dy[(t + lag) as usize])
        .filter(|p| p.is_finite())
        .collect();
    if 2 * pairs.len() < x.len() - lag.unsigned_abs() {
        return f64::NAN;
    }
    let covariance = pairs.iter().sum::<f64>() / (pairs.len() + lag.unsigned_abs()) as f64;
    let r = covariance / (variance(x, &dx) * variance(y, &dy)).sqrt();
    if r.is_nan() { r } else { r.clamp(-1.0, 1.0) }
}

/// Mean z of a map, or of any part of it: atanh capped at ±10, `NaN` left out.
pub fn mean_z<'r>(cells: impl IntoIterator<Item = &'r f64>) -> f64 {
    let z: Vec<f64> =
        cells.into_iter().filter(|r| !r.is_nan()).map(|r| r.atanh().clamp(-10.0, 10.0)).collect();
    z.iter().sum::<f64>() / z.len() as f64
}

/// Deviations from the mean of the samples present, in two steps: the mean of large numbers has no
/// room for the digits that their small differences need.
fn deviations(x: &[f64]) -> Vec<f64> {
    let mut d = x.to_vec();
    for _ in 0..2 {
        let present: Vec<f64> = d.iter().copied().filter(|v| v.is_finite()).collect();
        let mean = present.iter().sum::<f64>() / present.len() as f64;
        d.iter_mut().for_each(|v| *v -= mean);
    }
    d
}

fn products(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).filter(|p| p.is_finite()).sum()
}

/// A spread of less than 1e-12 of the level is rounding.
fn flat(squares: f64, x: &[f64]) -> bool {
    let n = x.len() as f64;
    squares <= n * (1e-12 * x.iter().sum::<f64>() / n).powi(2)
}
