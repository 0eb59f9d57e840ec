//! All windows against all lags on one side of zero: sums of products turned into correlations and
//! handed on, a tile of windows and lags at a time.

use std::ops::Range;

use multiversion::multiversion;

use super::direct;
use super::gappy::{GappySide, GappySums, Place};
use super::lanes::LANES;
use super::prepared::{View, n_windows};
use super::products::{MAX_GROUPS, WindowProducts};
use crate::{Convention, WindowOptions};

/// Rows handed on at a time; few enough that products of so many factors cannot vanish
/// ([`super::product_log::MAX_FACTORS`]).
pub(super) const ROWS: usize = 32;

/// Lags `first_lag..` of some windows: `r[row * width + lane]`, `NaN` where a cell cannot be used.
/// Lanes beyond the last lag hold `NaN` too, or 0 where everything is usable.
pub(super) struct Tile<'r> {
    pub(super) first_window: usize,
    pub(super) first_lag: usize,
    pub(super) width: usize,
    pub(super) r: &'r [f64],
}

/// What becomes of the correlations.
pub(super) trait Sink {
    /// Takes the next tile; every cell comes exactly once.
    fn take(&mut self, tile: &Tile<'_>);
}

/// Correlates windows of `anchor` with windows of `other` that start 0 to `max_lag` samples later.
///
/// The other side of zero is the same with the two exchanged. Which of them is the anchor makes no
/// difference to the bits at lag 0: every operation between the two commutes.
pub(super) fn sweep(
    anchor: &View<'_>,
    other: &View<'_>,
    options: &WindowOptions,
    sink: &mut impl Sink,
) {
    let windows = n_windows(anchor, other, options);
    let lags = options.max_lag + 1;
    let usable = anchor.all_usable && other.all_usable;
    let gappy = anchor.present.is_some() || other.present.is_some();
    let gaps = gappy.then(|| (GappySide::of(anchor), GappySide::of(other)));
    let side = Side { anchor, other, options, lags, usable, gaps };
    for (first_lag, groups) in tiles(lags) {
        let mut from = 0;
        while from < windows {
            let (to, kind) = side.run(from, windows);
            side.walk(from..to, kind, first_lag, groups, sink);
            from = to;
        }
    }
}

/// Lags cut into tiles of nearly equal width: first lag and groups of lanes.
pub(super) fn tiles(lags: usize) -> impl Iterator<Item = (usize, usize)> {
    let groups = lags.div_ceil(LANES);
    let tiles = groups.div_ceil(MAX_GROUPS);
    (0..tiles).map(move |t| {
        let (from, to) = (groups * t / tiles, groups * (t + 1) / tiles);
        (from * LANES, to - from)
    })
}

/// How the windows of a run are to be computed.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Neighbouring windows share their sums.
    Complete,
    /// The same, with pairwise counts because samples are missing.
    Gappy,
    /// One window at a time, about its own level.
    Direct,
}

struct Side<'v> {
    anchor: &'v View<'v>,
    other: &'v View<'v>,
    options: &'v WindowOptions,
    lags: usize,
    usable: bool,
    gaps: Option<(GappySide<'v>, GappySide<'v>)>,
}

impl Side<'_> {
    /// The run of windows of one kind that starts at `from`. The kind looks at both people alike.
    fn run(&self, from: usize, windows: usize) -> (usize, Kind) {
        let kind = self.kind(from);
        if self.usable
            && !(self.anchor.any_delicate() || self.other.any_delicate())
            && self.options.convention == Convention::Recentred
        {
            return (windows, kind);
        }
        let to = (from + 1..windows).find(|w| self.kind(*w) != kind);
        (to.unwrap_or(windows), kind)
    }

    fn kind(&self, window: usize) -> Kind {
        let s = self.options.start(window);
        let samples = s..s + self.options.span();
        let starts = s..s + self.lags;
        match self.options.convention {
            Convention::SegmentGlobal => Kind::Direct,
            _ if self.anchor.misses(samples.clone()) || self.other.misses(samples) => Kind::Gappy,
            _ if self.anchor.delicate(starts.clone()) || self.other.delicate(starts) => {
                Kind::Direct
            }
            _ => Kind::Complete,
        }
    }

    fn walk(
        &self,
        windows: Range<usize>,
        kind: Kind,
        first_lag: usize,
        groups: usize,
        sink: &mut impl Sink,
    ) {
        let width = groups * LANES;
        let mut room = vec![0.0; ROWS.min(windows.len()) * width];
        let mut sums = self.sums(&windows, kind, first_lag, groups);
        let mut first_window = windows.start;
        while first_window < windows.end {
            let rows = ROWS.min(windows.end - first_window);
            let r = &mut room[..rows * width];
            match &mut sums {
                Sums::Complete(products) => {
                    products.fill(r);
                    self.correlate(r, first_window, first_lag, width);
                }
                Sums::Gappy(sums) => {
                    let place = Place { first_window, first_lag, lags: self.lags, width };
                    sums.correlate(self.anchor, self.other, self.options, &place, r);
                }
                Sums::Direct(row) => {
                    for (k, r) in r.chunks_exact_mut(width).enumerate() {
                        let s = self.options.start(first_window + k);
                        let pair = direct::Pair { anchor: self.anchor, s, other: self.other, u: s };
                        row.correlate(pair, self.options, first_lag, r);
                    }
                }
            }
            self.close(r, first_lag, width);
            sink.take(&Tile { first_window, first_lag, width, r });
            first_window += rows;
        }
    }

    fn sums(
        &self,
        windows: &Range<usize>,
        kind: Kind,
        first_lag: usize,
        groups: usize,
    ) -> Sums<'_> {
        let s = self.options.start(windows.start);
        let shape = (self.options.window, self.options.step);
        let walk = |x, y| WindowProducts::new(x, y, shape, groups, windows.len());
        match (kind, &self.gaps) {
            (Kind::Gappy, Some((x, y))) => {
                Sums::Gappy(Box::new(GappySums::new((x, s), (y, s + first_lag), walk)))
            }
            (Kind::Direct, _) => Sums::Direct(direct::Row::default()),
            _ => {
                Sums::Complete(walk(&self.anchor.values[s..], &self.other.values[s + first_lag..]))
            }
        }
    }

    /// Sums of products to correlations, in place.
    fn correlate(&self, r: &mut [f64], first_window: usize, first_lag: usize, width: usize) {
        let (s, step) = (self.options.start(first_window), self.options.step);
        let (anchor, other) = (self.anchor, self.other);
        let anchors = (&anchor.level[s..], &anchor.inverse[s..]);
        let others = (&other.level[s + first_lag..], &other.inverse[s + first_lag..]);
        correlate_tile(r, width, step, anchors, others);
        if self.usable {
            return;
        }
        for (k, r) in r.chunks_exact_mut(width).enumerate() {
            let ours = anchors.1[k * step];
            for (r, theirs) in r.iter_mut().zip(&others.1[k * step..]) {
                if ours * theirs <= 0.0 {
                    *r = f64::NAN;
                }
            }
        }
    }

    /// Empties the lanes beyond the last lag.
    fn close(&self, r: &mut [f64], first_lag: usize, width: usize) {
        let used = (self.lags - first_lag).min(width);
        let nothing = if self.usable { 0.0 } else { f64::NAN };
        if used < width {
            for r in r.chunks_exact_mut(width) {
                r[used..].fill(nothing);
            }
        }
    }
}

/// r = (Σxy − level · level) · (inverse · inverse), where rows are `step` starts apart.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn correlate_tile(
    r: &mut [f64],
    width: usize,
    step: usize,
    (level, inverse): (&[f64], &[f64]),
    (levels, inverses): (&[f64], &[f64]),
) {
    for (k, r) in r.chunks_exact_mut(width).enumerate() {
        let s = k * step;
        let (level, inverse) = (level[s], inverse[s]);
        let others = levels[s..s + width].iter().zip(&inverses[s..s + width]);
        for (r, (other_level, other_inverse)) in r.iter_mut().zip(others) {
            *r = (*r - level * other_level) * (inverse * other_inverse);
        }
    }
}

enum Sums<'s> {
    Complete(WindowProducts<'s>),
    Gappy(Box<GappySums<'s>>),
    Direct(direct::Row),
}
