//! Windowed lagged cross-correlation: the field's common picture of two people in time.

use super::{Summary, cell};
use crate::{Convention, InputError, WindowOptions};

pub fn windowed_cross_correlation(
    a: &[f64],
    b: &[f64],
    options: &WindowOptions,
) -> Result<LagMap, InputError> {
    let n = a.len().min(b.len());
    options.check(n)?;
    let (n_windows, n_lags) = (options.n_windows(n), options.n_lags());
    let mut r = Vec::with_capacity(n_windows * n_lags);
    for w in 0..n_windows {
        let s = options.start(w);
        for i in 0..n_lags {
            r.push(raw_cell(a, b, s, options.lag(i), options));
        }
    }
    Ok(LagMap { options: *options, n_windows, n_lags, r })
}

fn raw_cell(a: &[f64], b: &[f64], s: usize, lag: isize, options: &WindowOptions) -> f64 {
    let (w, shift) = (options.window, lag.unsigned_abs());
    match options.convention {
        Convention::Recentred if lag >= 0 => {
            cell::recentred(&a[s..s + w], &b[s + shift..s + shift + w])
        }
        Convention::Recentred => cell::recentred(&a[s + shift..s + shift + w], &b[s..s + w]),
        Convention::SegmentGlobal => cell::segment_global(&a[s..s + w], &b[s..s + w], lag),
    }
}

/// Correlations of every window at every lag.
#[derive(Debug, Clone, PartialEq)]
pub struct LagMap {
    /// The options it was made with.
    pub options: WindowOptions,
    /// Rows.
    pub n_windows: usize,
    /// Columns: `2 max_lag + 1`, from `-max_lag` to `max_lag`.
    pub n_lags: usize,
    /// Pearson's r before Fisher's z, row by row; `NaN` where a cell cannot be used.
    pub r: Vec<f64>,
}

impl LagMap {
    /// The correlations of window `w`, one per lag.
    pub fn row(&self, w: usize) -> &[f64] {
        &self.r[w * self.n_lags..(w + 1) * self.n_lags]
    }

    /// The lag of column `i`, samples; positive: the first series leads.
    pub fn lag(&self, i: usize) -> isize {
        self.options.lag(i)
    }

    /// First sample of window `w`.
    pub fn start(&self, w: usize) -> usize {
        self.options.start(w)
    }

    /// The lag with the largest correlation in window `w`, samples; `None` where the window has
    /// no usable cell, or where two lags equally far on both sides of zero share the largest.
    pub fn best_lag(&self, w: usize) -> Option<isize> {
        crate::lead_lag::largest(self.row(w)).map(|i| self.lag(i))
    }

    /// Means of Fisher's z over the map, its lags and its windows.
    pub fn summary(&self) -> Summary {
        Summary::of_map(self)
    }
}
