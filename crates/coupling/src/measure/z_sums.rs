//! Sums of Fisher's z per lag and per window, without a logarithm per cell.

use std::ops::Range;

use multiversion::multiversion;

use super::lanes::{LANES, MAX_GROUPS};
use super::product_log::{MAX_FACTORS, ProductLog, SMALLEST};
use super::sweep::{Direction, ROWS, Sink, Tile};

// A product grows by at most this many factors before it is normalised: a lane over the windows
// handed on together, and half of a window's lanes over the groups of a tile.
const _: () = assert!(ROWS <= MAX_FACTORS && LANES / 2 * MAX_GROUPS <= MAX_FACTORS);

/// How much is to be summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Signed z per lag.
    Signed,
    /// Signed and absolute z per lag.
    Absolute,
    /// Signed and absolute z per lag, signed z per window.
    Windows,
}

/// Sums over a map, growing tile by tile.
pub(super) struct ZSums {
    detail: Detail,
    lags: usize,
    /// Whether every cell is usable, so that none has to be counted.
    complete: bool,
    windows: usize,
    /// Per direction.
    groups: [Vec<Group>; 2],
    /// Of the windows at hand.
    recent: Vec<WindowProducts>,
    per_window: Vec<ZSum>,
}

/// Eight lags' products over the windows so far: Π(1 + r), Π(1 − r), and with |r| for r.
#[derive(Clone)]
struct Group {
    products: [[ProductLog; LANES]; 4],
    cells: [f64; LANES],
}

/// One window's products over lags: of lag 0, and of the lags on either side.
#[derive(Clone)]
struct WindowProducts {
    zero: (f64, f64),
    zero_cells: f64,
    sides: [SideProducts; 2],
}

#[derive(Clone)]
struct SideProducts {
    up: ProductLog,
    down: ProductLog,
    cells: f64,
}

/// What some cells come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ZSum {
    pub(super) z: f64,
    pub(super) abs_z: f64,
    pub(super) cells: f64,
}

impl ZSum {
    pub(super) fn add(&mut self, other: &Self) {
        self.z += other.z;
        self.abs_z += other.abs_z;
        self.cells += other.cells;
    }
}

/// Sums per lag and, where asked for, per window.
pub(super) struct ZTotals {
    /// From `-max_lag` to `max_lag`.
    pub(super) lags: Vec<ZSum>,
    /// Signed z only.
    pub(super) windows: Vec<ZSum>,
}

impl ZTotals {
    /// Over everything, in mirrored pairs of lags, so that swapping the series gives the same bits.
    pub(super) fn all(&self) -> ZSum {
        let (behind, ahead) = self.lags.split_at(self.lags.len() / 2);
        let mut all = ahead[0];
        for (behind, ahead) in behind.iter().rev().zip(&ahead[1..]) {
            let mut pair = *ahead;
            pair.add(behind);
            all.add(&pair);
        }
        all
    }
}

impl ZSums {
    /// For maps of `lags` lags on either side, lag 0 included.
    pub(super) fn new(detail: Detail, lags: usize, complete: bool) -> Self {
        let group = Group { products: [[ProductLog::ONE; LANES]; 4], cells: [0.0; LANES] };
        let side = SideProducts { up: ProductLog::ONE, down: ProductLog::ONE, cells: 0.0 };
        let window =
            WindowProducts { zero: (1.0, 1.0), zero_cells: 1.0, sides: [side.clone(), side] };
        let kept = if detail == Detail::Windows { ROWS } else { 0 };
        Self {
            detail,
            lags,
            complete,
            windows: 0,
            groups: [(); 2].map(|()| vec![group.clone(); lags.div_ceil(LANES)]),
            recent: vec![window; kept],
            per_window: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> ZTotals {
        let lag_sum = |direction: Direction, lag: usize| {
            let (group, lane) = (&self.groups[direction as usize][lag / LANES], lag % LANES);
            let [up, down, abs_up, abs_down] = group.products.map(|p| p[lane]);
            ZSum {
                z: up.half_log_ratio(down),
                abs_z: abs_up.half_log_ratio(abs_down),
                cells: if self.complete { self.windows as f64 } else { group.cells[lane] },
            }
        };
        let behind = (1..self.lags).rev().map(|lag| lag_sum(Direction::Behind, lag));
        let ahead = (0..self.lags).map(|lag| lag_sum(Direction::Ahead, lag));
        ZTotals { lags: behind.chain(ahead).collect(), windows: self.per_window }
    }

    fn take_windows(&mut self, tile: &Tile<'_>) {
        let mut lanes = [[[1.0; LANES]; 2]; ROWS];
        per_window(tile, &mut lanes);
        let rows = tile.r.chunks_exact(tile.width).zip(&lanes);
        for (window, (r, [up, down])) in self.recent.iter_mut().zip(rows) {
            let side = &mut window.sides[tile.direction as usize];
            let fresh = tile.first_lag == 0;
            let product = |so_far: ProductLog, lanes: &[f64; LANES]| {
                let start = if fresh { ProductLog::ONE } else { so_far };
                let [a, b, c, d, e, f, g, h] = *lanes;
                start.times((a * b) * (c * d)).times((e * f) * (g * h))
            };
            side.up = product(side.up, up);
            side.down = product(side.down, down);
            if fresh && self.complete {
                window.zero = factors(r[0]);
                side.cells = (self.lags - 1) as f64;
            } else if !self.complete {
                let mut usable = r.iter().map(|r| f64::from(u8::from(!r.is_nan())));
                if fresh {
                    window.zero_cells = usable.next().unwrap_or(0.0);
                    window.zero = if r[0].is_nan() { (1.0, 1.0) } else { factors(r[0]) };
                    side.cells = 0.0;
                }
                side.cells += usable.sum::<f64>();
            }
        }
    }
}

impl Sink for ZSums {
    fn take(&mut self, tile: &Tile<'_>) {
        let first = tile.first_lag / LANES;
        let groups = &mut self.groups[tile.direction as usize][first..];
        for (from, group) in (0..tile.width).step_by(LANES).zip(groups) {
            match (self.detail, self.complete) {
                (Detail::Signed, true) => per_lag::<false, false>(tile, from, group),
                (Detail::Signed, false) => per_lag::<false, true>(tile, from, group),
                (_, true) => per_lag::<true, false>(tile, from, group),
                (_, false) => per_lag::<true, true>(tile, from, group),
            }
        }
        if self.detail == Detail::Windows {
            self.take_windows(tile);
        }
    }

    fn close(&mut self, windows: Range<usize>) {
        self.windows += windows.len();
        for window in self.recent.iter().take(windows.len()) {
            let [x, y] = &window.sides;
            let with_zero = |zero: f64, x: ProductLog, y: ProductLog| {
                ProductLog::ONE.times(zero).times_product(x.times_product(y))
            };
            let (up, down) =
                (with_zero(window.zero.0, x.up, y.up), with_zero(window.zero.1, x.down, y.down));
            let cells = window.zero_cells + (x.cells + y.cells);
            self.per_window.push(ZSum { z: up.half_log_ratio(down), abs_z: f64::NAN, cells });
        }
    }
}

/// 1 + r and 1 − r, neither below what caps z at ±10.
#[inline(always)]
fn factors(r: f64) -> (f64, f64) {
    (larger(1.0 + r, SMALLEST), larger(1.0 - r, SMALLEST))
}

// Not `f64::max`, whose care for NaN costs instructions and which NaN never reaches here.
#[inline(always)]
fn larger(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}

#[inline(always)]
fn smaller(x: f64, y: f64) -> f64 {
    if x < y { x } else { y }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn per_lag<const ABSOLUTE: bool, const COUNT: bool>(
    tile: &Tile<'_>,
    from: usize,
    group: &mut Group,
) {
    let [mut up, mut down, mut abs_up, mut abs_down] = [[1.0; LANES]; 4];
    for row in tile.r.chunks_exact(tile.width) {
        let row = &row[from..from + LANES];
        for lane in 0..LANES {
            let mut r = row[lane];
            if COUNT {
                let usable = !r.is_nan();
                group.cells[lane] += if usable { 1.0 } else { 0.0 };
                r = if usable { r } else { 0.0 };
            }
            let (u, d) = factors(r);
            up[lane] *= u;
            down[lane] *= d;
            if ABSOLUTE {
                abs_up[lane] *= larger(u, d);
                abs_down[lane] *= smaller(u, d);
            }
        }
    }
    for (products, factors) in group.products.iter_mut().zip([up, down, abs_up, abs_down]) {
        for lane in 0..LANES {
            products[lane] = products[lane].times(factors[lane]);
        }
    }
}

/// Per window and lane, Π(1 + r) and Π(1 − r) over the tile's groups. Lag 0 belongs to both sides
/// and is left out.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn per_window(tile: &Tile<'_>, lanes: &mut [[[f64; LANES]; 2]]) {
    let zero_counts = if tile.first_lag == 0 { 0.0 } else { 1.0 };
    for (row, [ups, downs]) in tile.r.chunks_exact(tile.width).zip(lanes) {
        let (mut up, mut down) = ([1.0; LANES], [1.0; LANES]);
        let mut first_counts = zero_counts;
        for group in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let r = group[lane] * if lane == 0 { first_counts } else { 1.0 };
                let (u, d) = factors(if r.is_nan() { 0.0 } else { r });
                up[lane] *= u;
                down[lane] *= d;
            }
            first_counts = 1.0;
        }
        *ups = up;
        *downs = down;
    }
}
