//! What a map comes to, without keeping the map.

use super::cell::fisher_z;
use super::{LagMap, Prepared, windowed_cross_correlation};
use crate::WindowOptions;

/// Means of Fisher's z over a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The options it was made with.
    pub options: WindowOptions,
    /// The primary statistic: mean of signed z over all usable cells; `NaN` without one.
    pub mean_z: f64,
    /// Mean of |z| over all usable cells; descriptive.
    pub mean_abs_z: f64,
    /// Usable cells.
    pub cells: usize,
    /// Mean z per lag, from `-max_lag` to `max_lag`; `NaN` where no window is usable.
    pub profile: Vec<f64>,
    /// Mean z per window; `NaN` where no lag is usable.
    pub windows: Vec<f64>,
}

/// The three numbers of a map that a test needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// The primary statistic: mean of signed z over all usable cells; `NaN` without one.
    pub mean_z: f64,
    /// Mean of |z| over all usable cells; descriptive.
    pub mean_abs_z: f64,
    /// Usable cells.
    pub cells: usize,
}

pub fn summarise(a: &Prepared, b: &Prepared) -> Summary {
    assert_eq!(a.options(), b.options(), "both series are prepared with the same options");
    match windowed_cross_correlation(a.values(), b.values(), a.options()) {
        Ok(map) => map.summary(),
        Err(_) => Summary {
            options: *a.options(),
            mean_z: f64::NAN,
            mean_abs_z: f64::NAN,
            cells: 0,
            profile: vec![f64::NAN; a.options().n_lags()],
            windows: Vec::new(),
        },
    }
}

pub fn strength(a: &Prepared, b: &Prepared) -> Strength {
    let s = summarise(a, b);
    Strength { mean_z: s.mean_z, mean_abs_z: s.mean_abs_z, cells: s.cells }
}

impl Summary {
    pub(crate) fn of_map(map: &LagMap) -> Self {
        let mut profile = vec![(0.0, 0.0); map.n_lags];
        let mut windows = Vec::with_capacity(map.n_windows);
        let (mut abs, mut all, mut cells) = (0.0, 0.0, 0_usize);
        for w in 0..map.n_windows {
            let (mut sum, mut count) = (0.0, 0.0);
            for (cell, lag) in map.row(w).iter().zip(&mut profile) {
                if cell.is_nan() {
                    continue;
                }
                let z = fisher_z(*cell);
                sum += z;
                count += 1.0;
                lag.0 += z;
                lag.1 += 1.0;
                abs += z.abs();
                cells += 1;
            }
            all += sum;
            windows.push(sum / count);
        }
        Self {
            options: map.options,
            mean_z: all / cells as f64,
            mean_abs_z: abs / cells as f64,
            cells,
            profile: profile.iter().map(|(sum, count)| sum / count).collect(),
            windows,
        }
    }
}
