//! Windowed lagged cross-correlation: the field's common picture of two people in time.

use multiversion::multiversion;

use super::prepared::{View, shared};
use super::sweep::{Sink, Tile, sweep};
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
    let mut map = LagMap { options: *options, n_windows, n_lags, r: vec![0.0; n_windows * n_lags] };
    let (a, b) = shared(&a, &b);
    map.fill(&a, &b, Direction::Ahead);
    map.fill(&b, &a, Direction::Behind);
    Ok(map)
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

    fn fill(&mut self, anchor: &View<'_>, other: &View<'_>, direction: Direction) {
        let options = self.options;
        sweep(anchor, other, &options, &mut Half { map: self, direction });
    }
}

/// Which side of lag 0 a half of the map is.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Ahead,
    Behind,
}

struct Half<'m> {
    map: &'m mut LagMap,
    direction: Direction,
}

impl Sink for Half<'_> {
    fn take(&mut self, tile: &Tile<'_>) {
        let (n_lags, zero) = (self.map.n_lags, self.map.options.max_lag);
        let used = tile.width.min(zero + 1 - tile.first_lag);
        let rows = &mut self.map.r[tile.first_window * n_lags..];
        let rows = rows.chunks_exact_mut(n_lags).zip(tile.r.chunks_exact(tile.width));
        let columns = match self.direction {
            Direction::Ahead => zero + tile.first_lag..zero + tile.first_lag + used,
            Direction::Behind => zero + 1 - tile.first_lag - used..zero + 1 - tile.first_lag,
        };
        for (row, r) in rows {
            copy_clamped(&mut row[columns.clone()], &r[..used], self.direction);
        }
    }
}

/// Rounding can carry a correlation just beyond ±1; `NaN` stays.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn copy_clamped(out: &mut [f64], r: &[f64], direction: Direction) {
    match direction {
        Direction::Ahead => out.iter_mut().zip(r).for_each(|(out, r)| *out = r.clamp(-1.0, 1.0)),
        Direction::Behind => {
            out.iter_mut().rev().zip(r).for_each(|(out, r)| *out = r.clamp(-1.0, 1.0));
        }
    }
}
