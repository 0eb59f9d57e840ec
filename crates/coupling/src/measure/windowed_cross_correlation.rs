//! Windowed lagged cross-correlation: the field's common picture of two people in time.

use std::ops::Range;

use multiversion::multiversion;

use super::prepared::shared;
use super::sweep::{Direction, Sink, Tile, sweep};
use super::{Prepared, Summary};
use crate::{InputError, WindowOptions};

/// Correlation of two series in every window at every lag.
///
/// r(w, ℓ) = cor(a[s .. s + W), b[s + ℓ .. s + ℓ + W)) for ℓ ≥ 0 and
/// cor(a[s − ℓ .. s − ℓ + W), b[s .. s + W)) for ℓ < 0, s = w · step, as many windows as fit with
/// all their lags. [`Recentred`](crate::Convention::Recentred) takes Pearson's r of the two windows;
/// [`SegmentGlobal`](crate::Convention::SegmentGlobal) keeps both windows at s, multiplies what
/// overlaps at lag ℓ, and divides by the whole windows' spreads.
///
/// In plain words: moment by moment, how well one person's ups and downs fit the other's, now and
/// a little earlier or later.
///
/// # Inputs
/// Evenly spaced samples of both people on one clock, any unit. Of series of different lengths the
/// shared first part is compared.
///
/// # Returns
/// Pearson's r, −1 to 1. Positive lag: `a` leads. Swapping `a` and `b` reverses every row, to the
/// bit.
///
/// # Missing data
/// `NaN` is missing and drops out pair by pair; time is never closed up. A cell with fewer than
/// half of its samples, or without movement on one side, is `NaN`. (SUSY, by contrast, deletes
/// rows and so shifts time.)
///
/// # Null
/// Circular shift for one pair, strangers for a study. Never shuffled samples.
///
/// # Errors
/// [`InputError`] where the options make no sense or not one window fits.
///
/// # Example
/// ```
/// use attune_coupling::{Convention, WindowOptions, windowed_cross_correlation};
/// let a = [0.0, 1.0, 0.0, 2.0, 0.0, 1.0, 5.0, 0.0];
/// let b = [9.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0, 5.0];
/// let options =
///     WindowOptions { window: 4, step: 2, max_lag: 1, convention: Convention::Recentred };
/// let map = windowed_cross_correlation(&a, &b, &options)?;
/// assert_eq!((map.n_windows, map.n_lags), (2, 3));
/// // b does what a did one sample before: a leads by one.
/// assert_eq!(map.best_lag(0), Some(1));
/// assert!((map.row(0)[2] - 1.0).abs() < 1e-12);
/// # Ok::<(), attune_coupling::InputError>(())
/// ```
///
/// # Source
/// Boker, Xu, Rotondo & King 2002. Recentred agrees with rMEA 1.2.2 `MEAccf(r2Z = FALSE)` within
/// 1e-11, segment-global with R 4.2.2 `ccf` as SUSY 0.1.0 calls it.
pub fn windowed_cross_correlation(
    a: &[f64],
    b: &[f64],
    options: &WindowOptions,
) -> Result<LagMap, InputError> {
    let n = a.len().min(b.len());
    let (a, b) = (Prepared::new(&a[..n], options)?, Prepared::new(&b[..n], options)?);
    let (n_windows, n_lags) = (options.n_windows(n), options.n_lags());
    let mut rows = Rows {
        zero: options.max_lag,
        n_lags,
        windows: 0,
        r: Vec::with_capacity(n_windows * n_lags),
    };
    let (a, b) = shared(&a, &b);
    sweep(&a, &b, options, &mut rows);
    Ok(LagMap { options: *options, n_windows, n_lags, r: rows.r })
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

/// Puts tiles together to rows.
struct Rows {
    /// Column of lag 0.
    zero: usize,
    n_lags: usize,
    /// Windows whose row is whole.
    windows: usize,
    /// All rows, the windows at hand included.
    r: Vec<f64>,
}

impl Sink for Rows {
    fn take(&mut self, tile: &Tile<'_>) {
        let used = tile.width.min(self.zero + 1 - tile.first_lag);
        let columns = match tile.direction {
            Direction::Ahead => self.zero + tile.first_lag..self.zero + tile.first_lag + used,
            Direction::Behind => {
                self.zero + 1 - tile.first_lag - used..self.zero + 1 - tile.first_lag
            }
        };
        let at_hand = tile.r.len() / tile.width;
        // Grown a few windows at a time: what is filled with zeros is still near when it is
        // overwritten.
        self.r.resize((self.windows + at_hand) * self.n_lags, 0.0);
        let rows = &mut self.r[self.windows * self.n_lags..];
        copy_clamped(rows, self.n_lags, columns, tile);
    }

    fn close(&mut self, windows: Range<usize>) {
        self.windows += windows.len();
    }
}

/// Rounding can carry a correlation just beyond ±1; `NaN` stays.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn copy_clamped(rows: &mut [f64], n_lags: usize, columns: Range<usize>, tile: &Tile<'_>) {
    for (row, r) in rows.chunks_exact_mut(n_lags).zip(tile.r.chunks_exact(tile.width)) {
        let row = &mut row[columns.clone()];
        match tile.direction {
            Direction::Ahead => {
                row.iter_mut().zip(r).for_each(|(out, r)| *out = r.clamp(-1.0, 1.0));
            }
            Direction::Behind => {
                row.iter_mut().rev().zip(r).for_each(|(out, r)| *out = r.clamp(-1.0, 1.0));
            }
        }
    }
}
