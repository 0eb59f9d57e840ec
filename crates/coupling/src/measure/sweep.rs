//! All windows against all lags: sums of products turned into correlations and handed on, a tile of
//! windows and lags at a time.

use std::ops::Range;

use multiversion::multiversion;

use super::direct::{Pair, Row};
use super::gappy::{GappySide, GappySums, Place};
use super::lanes::{LANES, MAX_GROUPS};
use super::prepared::{View, n_windows};
use super::products::WindowProducts;
use crate::{Convention, WindowOptions};

/// Windows handed on at a time; few enough that products of so many factors cannot vanish
/// ([`super::product_log::MAX_FACTORS`]).
pub(super) const ROWS: usize = 32;

/// A side of lag 0. Both hold lag 0 itself, with the same bits: which series is the anchor makes no
/// difference to them, since every operation between the two commutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The first series leads: its windows are fixed, the second's lie later by the lag.
    Ahead,
    /// The second series leads.
    Behind,
}

impl Direction {
    pub(super) const BOTH: [Self; 2] = [Self::Ahead, Self::Behind];

    /// The pair with the fixed one first.
    pub(super) fn turn<T>(self, a: T, b: T) -> (T, T) {
        match self {
            Self::Ahead => (a, b),
            Self::Behind => (b, a),
        }
    }
}

/// Correlations of some windows at the distances `first_lag..` from lag 0:
/// `r[row * width + lane]`, `NaN` where a cell cannot be used. Lanes beyond the last lag hold `NaN`
/// too, or 0 where everything is usable.
pub(super) struct Tile<'r> {
    pub(super) direction: Direction,
    pub(super) first_lag: usize,
    pub(super) width: usize,
    pub(super) r: &'r [f64],
}

/// What becomes of the correlations. Windows come in order, each with all its tiles.
pub(super) trait Sink {
    /// Takes one tile of the windows at hand.
    fn take(&mut self, tile: &Tile<'_>);

    /// All tiles of these windows have been taken.
    fn close(&mut self, windows: Range<usize>);
}

/// Correlates every window of two series at every lag.
pub(super) fn sweep(a: &View<'_>, b: &View<'_>, options: &WindowOptions, sink: &mut impl Sink) {
    let usable = a.all_usable && b.all_usable;
    let gappy = a.present.is_some() || b.present.is_some();
    let gaps = gappy.then(|| (GappySide::of(a), GappySide::of(b)));
    let sweep = Sweep { a, b, options, lags: options.max_lag + 1, usable, gaps };
    let windows = n_windows(a, b, options);
    let mut from = 0;
    while from < windows {
        let (to, kind) = sweep.run(from, windows);
        sweep.walk(from..to, kind, sink);
        from = to;
    }
}

/// Lags cut into tiles of nearly equal width: first lag and width.
pub(super) fn tiles(lags: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let groups = lags.div_ceil(LANES);
    let tiles = groups.div_ceil(MAX_GROUPS);
    (0..tiles).map(move |t| {
        let (from, to) = (groups * t / tiles, groups * (t + 1) / tiles);
        (from * LANES, (to - from) * LANES)
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

struct Sweep<'v> {
    a: &'v View<'v>,
    b: &'v View<'v>,
    options: &'v WindowOptions,
    lags: usize,
    usable: bool,
    gaps: Option<(GappySide<'v>, GappySide<'v>)>,
}

/// One tile's way through the windows of a run.
struct Walk<'s> {
    direction: Direction,
    first_lag: usize,
    width: usize,
    sums: Sums<'s>,
}

enum Sums<'s> {
    Complete(WindowProducts<'s>),
    Gappy(Box<GappySums<'s>>),
    Direct(Row),
}

impl Sweep<'_> {
    /// The run of windows of one kind that starts at `from`. The kind looks at both people alike.
    fn run(&self, from: usize, windows: usize) -> (usize, Kind) {
        let kind = self.kind(from);
        let uniform = match self.options.convention {
            Convention::Recentred => {
                self.gaps.is_none() && !self.a.any_delicate() && !self.b.any_delicate()
            }
            Convention::SegmentGlobal => true,
        };
        let end = || (from + 1..windows).find(|w| self.kind(*w) != kind);
        (if uniform { windows } else { end().unwrap_or(windows) }, kind)
    }

    fn kind(&self, window: usize) -> Kind {
        let s = self.options.start(window);
        let samples = s..s + self.options.span();
        let starts = s..s + self.lags;
        match self.options.convention {
            Convention::SegmentGlobal => Kind::Direct,
            _ if self.a.misses(samples.clone()) || self.b.misses(samples) => Kind::Gappy,
            _ if self.a.delicate(starts.clone()) || self.b.delicate(starts) => Kind::Direct,
            _ => Kind::Complete,
        }
    }

    fn walk(&self, windows: Range<usize>, kind: Kind, sink: &mut impl Sink) {
        let mut walks: Vec<Walk<'_>> = Direction::BOTH
            .into_iter()
            .flat_map(|direction| tiles(self.lags).map(move |tile| (direction, tile)))
            .map(|(direction, (first_lag, width))| {
                let sums = self.sums(&windows, kind, direction, first_lag, width);
                Walk { direction, first_lag, width, sums }
            })
            .collect();
        let widest = walks.iter().map(|walk| walk.width).max().unwrap_or(0);
        let mut room = vec![0.0; ROWS.min(windows.len()) * widest];
        let mut first = windows.start;
        while first < windows.end {
            let rows = ROWS.min(windows.end - first);
            for walk in &mut walks {
                let r = &mut room[..rows * walk.width];
                self.correlate(walk, first, r);
                let Walk { direction, first_lag, width, .. } = *walk;
                sink.take(&Tile { direction, first_lag, width, r });
            }
            sink.close(first..first + rows);
            first += rows;
        }
    }

    fn sums(
        &self,
        windows: &Range<usize>,
        kind: Kind,
        direction: Direction,
        first_lag: usize,
        width: usize,
    ) -> Sums<'_> {
        let s = self.options.start(windows.start);
        let u = s + first_lag;
        let shape = (self.options.window, self.options.step);
        let walk = |x, y| WindowProducts::new(x, y, shape, width, windows.len());
        match (kind, &self.gaps) {
            (Kind::Gappy, Some((a, b))) => {
                let (x, y) = direction.turn(a, b);
                Sums::Gappy(Box::new(GappySums::new((x, s), (y, u), walk)))
            }
            (Kind::Direct, _) => Sums::Direct(Row::default()),
            _ => {
                let (anchor, other) = direction.turn(self.a, self.b);
                Sums::Complete(walk(&anchor.values[s..], &other.values[u..]))
            }
        }
    }

    fn correlate(&self, walk: &mut Walk<'_>, first_window: usize, r: &mut [f64]) {
        let (anchor, other) = walk.direction.turn(self.a, self.b);
        let (first_lag, width) = (walk.first_lag, walk.width);
        match &mut walk.sums {
            Sums::Complete(products) => {
                products.fill(r);
                self.normalise(walk, first_window, r);
            }
            Sums::Gappy(sums) => {
                let place = Place { first_window, first_lag, lags: self.lags, width };
                sums.correlate(anchor, other, self.options, &place, r);
            }
            Sums::Direct(row) => {
                for (k, r) in r.chunks_exact_mut(width).enumerate() {
                    let s = self.options.start(first_window + k);
                    row.correlate(Pair { anchor, s, other, u: s }, self.options, first_lag, r);
                }
            }
        }
        let used = (self.lags - first_lag).min(width);
        let nothing = if self.usable { 0.0 } else { f64::NAN };
        if used < width {
            r.chunks_exact_mut(width).for_each(|r| r[used..].fill(nothing));
        }
    }

    /// Sums of products to correlations, in place.
    fn normalise(&self, walk: &Walk<'_>, first_window: usize, r: &mut [f64]) {
        let (anchor, other) = walk.direction.turn(self.a, self.b);
        let (s, step) = (self.options.start(first_window), self.options.step);
        let u = s + walk.first_lag;
        let anchors = (&anchor.level[s..], &anchor.inverse[s..]);
        let others = (&other.level[u..], &other.inverse[u..]);
        normalise_tile(r, walk.width, step, anchors, others);
        if self.usable {
            return;
        }
        for (k, r) in r.chunks_exact_mut(walk.width).enumerate() {
            let ours = anchors.1[k * step];
            for (r, theirs) in r.iter_mut().zip(&others.1[k * step..]) {
                if ours * theirs <= 0.0 {
                    *r = f64::NAN;
                }
            }
        }
    }
}

/// r = (Σxy − level · level) · (inverse · inverse), where rows are `step` starts apart.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn normalise_tile(
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
