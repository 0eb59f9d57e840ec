//! One window at a time, about its own level: for windows whose level dwarfs their movement, for
//! segment-global correlations, and for segments paired at will.

use multiversion::multiversion;

use super::cell;
use super::lanes::multiply;
use super::prepared::View;
use crate::{Convention, WindowOptions};

/// Two windows: of `anchor` from sample `s` on, of `other` from sample `u` on.
#[derive(Clone, Copy)]
pub(super) struct Pair<'v> {
    pub(super) anchor: &'v View<'v>,
    pub(super) s: usize,
    pub(super) other: &'v View<'v>,
    pub(super) u: usize,
}

/// Room for the samples of one pair of windows.
#[derive(Default)]
pub(super) struct Row {
    x: Segment,
    y: Segment,
    counts: Vec<f64>,
}

impl Row {
    /// Correlations at the lags `first_lag..`, as many as `r` has room for; `NaN` where unusable.
    /// Lanes beyond `max_lag` hold anything.
    pub(super) fn correlate(
        &mut self,
        pair: Pair<'_>,
        options: &WindowOptions,
        first_lag: usize,
        r: &mut [f64],
    ) {
        match options.convention {
            Convention::SegmentGlobal => self.segment_global(pair, options, first_lag, r),
            Convention::Recentred if pair.misses(options.span()) => {
                let window = options.window;
                let x = pair.anchor.raw(pair.s, window);
                for (lag, r) in (first_lag..=options.max_lag).zip(r) {
                    *r = cell::recentred(x, pair.other.raw(pair.u + lag, window));
                }
            }
            Convention::Recentred => self.recentred(pair, options, first_lag, r),
        }
    }

    /// Both about the level of their own first window, so that lag 0 is the same from either side.
    fn recentred(
        &mut self,
        Pair { anchor, s, other, u }: Pair<'_>,
        options: &WindowOptions,
        first_lag: usize,
        r: &mut [f64],
    ) {
        let (window, reach) = (options.window, first_lag + r.len());
        self.x.load(anchor, s, window, window);
        self.y.load(other, u, window, window + reach);
        lagged_sums(&self.x.deviations, &self.y.deviations[first_lag..], r);
        let ours = anchor.inverse[s];
        for (r, theirs) in r.iter_mut().zip(&other.inverse[u + first_lag..]) {
            let inverse = ours * theirs;
            *r = if inverse > 0.0 { *r * inverse } else { f64::NAN };
        }
    }

    /// R's `ccf` of two segments: products about the segments' own means over what overlaps. With
    /// samples missing, each person's mean and spread are over their own samples, and the
    /// covariance is divided as `acf(na.action = na.pass)` divides it.
    fn segment_global(
        &mut self,
        pair: Pair<'_>,
        options: &WindowOptions,
        first_lag: usize,
        r: &mut [f64],
    ) {
        let Pair { anchor, s, other, u } = pair;
        let inverse = anchor.inverse[s] * other.inverse[u];
        if inverse <= 0.0 {
            r.fill(f64::NAN);
            return;
        }
        let (window, reach) = (options.window, first_lag + r.len());
        self.x.load(anchor, s, window, window);
        self.y.load(other, u, window, window);
        self.y.close(window + reach);
        lagged_sums(&self.x.deviations, &self.y.deviations[first_lag..], r);
        if !pair.misses(window) {
            r.iter_mut().for_each(|r| *r = (*r * inverse).clamp(-1.0, 1.0));
            return;
        }
        let (n_x, n_y) = (self.x.load_present(anchor, s), self.y.load_present(other, u));
        self.counts.resize(r.len(), 0.0);
        lagged_sums(&self.x.present, &self.y.present[first_lag..], &mut self.counts);
        let spread = (n_x * n_y).sqrt() * inverse;
        for (k, (r, n)) in r.iter_mut().zip(&self.counts).enumerate() {
            let lag = first_lag + k;
            let enough = lag < window && 2.0 * n >= (window - lag) as f64;
            let scaled = (*r / (n + lag as f64) * spread).clamp(-1.0, 1.0);
            *r = if enough { scaled } else { f64::NAN };
        }
    }
}

impl Pair<'_> {
    /// Whether either misses any of this many samples.
    fn misses(&self, samples: usize) -> bool {
        self.anchor.misses(self.s..self.s + samples) || self.other.misses(self.u..self.u + samples)
    }
}

/// A stretch of samples about a window's level.
#[derive(Default)]
struct Segment {
    window: usize,
    deviations: Vec<f64>,
    present: Vec<f64>,
}

impl Segment {
    /// `len` samples from `from` on, less the mean of the window there; 0 where missing.
    fn load(&mut self, view: &View<'_>, from: usize, window: usize, len: usize) {
        self.window = window;
        // As they came where they were kept, which is wherever a digit could be lost.
        let source = if view.raw.is_empty() { view.values } else { view.raw };
        self.deviations.clear();
        self.deviations.extend_from_slice(&source[from..(from + len).min(source.len())]);
        // In two steps: the mean of large numbers has no room for the digits that their small
        // differences need, the mean of the differences has.
        for _ in 0..2 {
            let mean = mean(&self.deviations[..window]);
            self.deviations.iter_mut().for_each(|v| *v -= mean);
        }
        self.deviations.iter_mut().filter(|v| !v.is_finite()).for_each(|v| *v = 0.0);
        self.deviations.resize(len, 0.0);
    }

    /// Nothing beyond the segment's end.
    fn close(&mut self, len: usize) {
        self.deviations.resize(len, 0.0);
    }

    /// Where the window's samples are present; how many are.
    fn load_present(&mut self, view: &View<'_>, from: usize) -> f64 {
        self.present.clear();
        match view.present {
            None => self.present.resize(self.window, 1.0),
            Some(present) => self.present.extend_from_slice(&present[from..from + self.window]),
        }
        let count = self.present.iter().sum();
        self.present.resize(self.deviations.len(), 0.0);
        count
    }
}

/// Mean of the samples present.
fn mean(x: &[f64]) -> f64 {
    let present = || x.iter().copied().filter(|v| v.is_finite());
    present().sum::<f64>() / present().count().max(1) as f64
}

/// Σ x(i) y(i + k) for each k.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn lagged_sums(x: &[f64], y: &[f64], out: &mut [f64]) {
    multiply(out, x, y);
}
