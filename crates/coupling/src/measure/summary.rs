//! What a map comes to, without keeping the map.

use super::cell::fisher_z;
use super::prepared::{View, shared};
use super::sweep::sweep;
use super::z_sums::{Detail, ZSums, ZTotals};
use super::{LagMap, Prepared};
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

/// Mean z of every lag and window of two prepared series, without storing the map.
///
/// z = atanh(r), capped at ±10, averaged over the usable cells of
/// [`windowed_cross_correlation`](super::windowed_cross_correlation).
///
/// In plain words: how closely the two go together over the whole recording, at each delay, and
/// at each moment.
///
/// # Inputs
/// Two series prepared with the same options. Of series of different lengths the shared first
/// part is compared.
///
/// # Returns
/// z units, −10 to 10, signed: negative where one falls when the other rises. Swapping the series
/// mirrors the profile and changes nothing else, to the bit.
///
/// # Missing data
/// As in the map: cells with fewer than half of their samples are left out. Without a usable cell
/// the means are `NaN`.
///
/// # Null
/// Circular shift for one pair, strangers for a study.
///
/// # Panics
/// Where the two were prepared with different options, which is a programming error.
///
/// # Example
/// ```
/// use attune_coupling::{Convention, Prepared, WindowOptions, summarise};
/// let options =
///     WindowOptions { window: 4, step: 1, max_lag: 1, convention: Convention::Recentred };
/// let x: Vec<f64> = (0..20).map(|i| (f64::from(i) * 0.9).sin()).collect();
/// let up = Prepared::new(&x, &options)?;
/// let upside_down: Vec<f64> = x.iter().map(|v| -v).collect();
/// let down = Prepared::new(&upside_down, &options)?;
/// let summary = summarise(&up, &down);
/// assert!((summary.profile[1] + 10.0).abs() < 1e-6);
/// assert_eq!(summary.cells, 3 * 16);
/// # Ok::<(), attune_coupling::InputError>(())
/// ```
///
/// # Source
/// rMEA 1.2.2 `grandAver` on Fisher's z (signed unless `ABS`); agrees within 1e-11. The mean of
/// logarithms is taken as the logarithm of products, which changes the last digits only.
pub fn summarise(a: &Prepared, b: &Prepared) -> Summary {
    let (a_view, b_view) = shared(a, b);
    summary_of(&a_view, &b_view, a.options())
}

/// [`summarise`] without profile and windows: for the ten thousand pairs of a study.
///
/// # Panics
/// As [`summarise`].
///
/// # Example
/// ```
/// use attune_coupling::{Convention, Prepared, WindowOptions, strength, summarise};
/// let options =
///     WindowOptions { window: 5, step: 2, max_lag: 2, convention: Convention::Recentred };
/// let wave = |rate: f64| (0..30).map(|i| (f64::from(i) * rate).sin()).collect::<Vec<_>>();
/// let (x, y) = (Prepared::new(&wave(0.7), &options)?, Prepared::new(&wave(0.8), &options)?);
/// assert_eq!(strength(&x, &y).mean_z, summarise(&x, &y).mean_z);
/// # Ok::<(), attune_coupling::InputError>(())
/// ```
pub fn strength(a: &Prepared, b: &Prepared) -> Strength {
    let (a_view, b_view) = shared(a, b);
    let all = totals(&a_view, &b_view, a.options(), Detail::Absolute).all();
    Strength {
        mean_z: all.z / all.cells,
        mean_abs_z: all.abs_z / all.cells,
        cells: all.cells as usize,
    }
}

/// The mean signed z alone.
pub(crate) fn mean_z_of_views(a: &View<'_>, b: &View<'_>, options: &WindowOptions) -> f64 {
    let all = totals(a, b, options, Detail::Signed).all();
    all.z / all.cells
}

pub(crate) fn summary_of(a: &View<'_>, b: &View<'_>, options: &WindowOptions) -> Summary {
    let totals = totals(a, b, options, Detail::Windows);
    let all = totals.all();
    Summary {
        options: *options,
        mean_z: all.z / all.cells,
        mean_abs_z: all.abs_z / all.cells,
        cells: all.cells as usize,
        profile: totals.lags.iter().map(|lag| lag.z / lag.cells).collect(),
        windows: totals.windows.iter().map(|window| window.z / window.cells).collect(),
    }
}

fn totals(a: &View<'_>, b: &View<'_>, options: &WindowOptions, detail: Detail) -> ZTotals {
    let mut sums = ZSums::new(detail, options.max_lag + 1, a.all_usable && b.all_usable);
    sweep(a, b, options, &mut sums);
    sums.finish()
}

impl Summary {
    /// The same by the plain definition, from a map.
    pub(super) fn of_map(map: &LagMap) -> Self {
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
