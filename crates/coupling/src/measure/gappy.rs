//! Correlations over the samples both people have, where some are missing.

use std::borrow::Cow;

use super::cell;
use super::lanes::PADDING;
use super::prepared::View;
use super::products::WindowProducts;
use super::window_sums::DELICATE;
use crate::WindowOptions;

/// Which cells a tile holds.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) first_window: usize,
    pub(super) first_lag: usize,
    /// Lags there are, all tiles together.
    pub(super) lags: usize,
    pub(super) width: usize,
}

/// One person's samples as pairwise sums need them: deviations and their squares, 0 where missing,
/// and 1 where present.
pub(super) struct GappySide<'p> {
    values: &'p [f64],
    squares: Cow<'p, [f64]>,
    present: Cow<'p, [f64]>,
}

impl<'p> GappySide<'p> {
    pub(super) fn of(view: &View<'p>) -> Self {
        let (squares, present) = match (view.squares, view.present) {
            (Some(squares), Some(present)) => (squares.into(), present.into()),
            _ => {
                let readable = &view.values[..view.len + PADDING];
                let squares: Vec<f64> = readable.iter().map(|v| v * v).collect();
                (squares.into(), vec![1.0; readable.len()].into())
            }
        };
        Self { values: view.values, squares, present }
    }
}

/// Windowed sums Σab, n, Σa, Σb, Σa², Σb² over the samples both have.
pub(super) struct GappySums<'s> {
    products: [WindowProducts<'s>; 6],
    buffers: [Vec<f64>; 6],
}

impl<'s> GappySums<'s> {
    /// Windows of `x` from sample `s` on against windows of `y` from sample `u` on.
    pub(super) fn new(
        (x, s): (&'s GappySide<'_>, usize),
        (y, u): (&'s GappySide<'_>, usize),
        walk: impl Fn(&'s [f64], &'s [f64]) -> WindowProducts<'s>,
    ) -> Self {
        let products = [
            walk(&x.values[s..], &y.values[u..]),
            walk(&x.present[s..], &y.present[u..]),
            walk(&x.values[s..], &y.present[u..]),
            walk(&x.present[s..], &y.values[u..]),
            walk(&x.squares[s..], &y.present[u..]),
            walk(&x.present[s..], &y.squares[u..]),
        ];
        Self { products, buffers: Default::default() }
    }

    /// The correlations of the next windows.
    pub(super) fn correlate(
        &mut self,
        anchor: &View<'_>,
        other: &View<'_>,
        options: &WindowOptions,
        place: &Place,
        r: &mut [f64],
    ) {
        for (products, buffer) in self.products.iter_mut().zip(&mut self.buffers) {
            buffer.resize(r.len(), 0.0);
            products.fill(buffer);
        }
        for (k, r) in r.iter_mut().enumerate() {
            let (row, lag) = (k / place.width, place.first_lag + k % place.width);
            if lag >= place.lags {
                continue;
            }
            let sums = std::array::from_fn(|i| self.buffers[i][k]);
            let centres = [anchor.centre, other.centre];
            *r = pairwise(sums, options.window, centres).unwrap_or_else(|| {
                let s = options.start(place.first_window + row);
                let (x, y) = (anchor.raw(s, options.window), other.raw(s + lag, options.window));
                cell::recentred(x, y)
            });
        }
    }
}

/// Pearson's r from pairwise sums; `None` where they would lose digits.
fn pairwise(sums: [f64; 6], window: usize, centres: [f64; 2]) -> Option<f64> {
    let [ab, n, a, b, aa, bb] = sums;
    if 2.0 * n < window as f64 || n < cell::FEWEST {
        return Some(f64::NAN);
    }
    let (spread_a, spread_b) = (aa - a * a / n, bb - b * b / n);
    if aa > DELICATE * spread_a || bb > DELICATE * spread_b {
        return None;
    }
    let moves = cell::varies(spread_a, n, (a / n).abs() + centres[0].abs())
        && cell::varies(spread_b, n, (b / n).abs() + centres[1].abs());
    let r = (ab - a * b / n) / (spread_a.sqrt() * spread_b.sqrt());
    Some(if moves { r } else { f64::NAN })
}
