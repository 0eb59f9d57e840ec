//! Sums of Fisher's z per lag and per window, without a logarithm per cell.

use multiversion::multiversion;

use super::lanes::LANES;
use super::product_log::{MAX_FACTORS, ProductLog, SMALLEST};
use super::sweep::{ROWS, Sink, Tile};

// A product grows by at most this many factors before it is normalised.
const _: () = assert!(ROWS <= MAX_FACTORS);

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

/// Sums over one side of zero, growing tile by tile.
pub(super) struct ZSums {
    detail: Detail,
    /// Whether every cell is usable, so that none has to be counted.
    complete: bool,
    windows: usize,
    groups: Vec<Group>,
    per_window: Vec<WindowSum>,
    /// Of each window, plain products of the last few groups of lags, lane by lane.
    recent: Vec<Factors>,
    recent_groups: usize,
}

/// Eight lags' products over the windows so far: Π(1 + r), Π(1 − r), and with |r| for r.
#[derive(Clone)]
struct Group {
    products: [[ProductLog; LANES]; 4],
    cells: [f64; LANES],
}

/// Π(1 + r) and Π(1 − r).
#[derive(Clone, Copy)]
struct Factors {
    up: [f64; LANES],
    down: [f64; LANES],
}

const NO_FACTORS: Factors = Factors { up: [1.0; LANES], down: [1.0; LANES] };

/// One window's Π(1 + r) and Π(1 − r) over the lags of one side, lag 0 apart, and usable cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct WindowSum {
    pub(super) up: ProductLog,
    pub(super) down: ProductLog,
    pub(super) cells: f64,
    pub(super) zero_up: f64,
    pub(super) zero_down: f64,
    pub(super) zero_cells: f64,
}

/// What one lag comes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LagSum {
    pub(super) z: f64,
    pub(super) abs_z: f64,
    pub(super) cells: f64,
}

impl LagSum {
    pub(super) fn add(&mut self, other: &Self) {
        self.z += other.z;
        self.abs_z += other.abs_z;
        self.cells += other.cells;
    }
}

impl WindowSum {
    /// Sum of z and number of cells over both sides of lag 0, which counts once.
    pub(super) fn with_other_side(&self, other: &Self) -> (f64, f64) {
        let up = ProductLog::ONE.times(self.zero_up).times_product(self.up.times_product(other.up));
        let down = ProductLog::ONE
            .times(self.zero_down)
            .times_product(self.down.times_product(other.down));
        (up.half_log_ratio(down), self.zero_cells + (self.cells + other.cells))
    }
}

impl ZSums {
    pub(super) fn new(detail: Detail, complete: bool, windows: usize) -> Self {
        let kept = if detail == Detail::Windows { windows } else { 0 };
        let nothing = WindowSum {
            up: ProductLog::ONE,
            down: ProductLog::ONE,
            cells: 0.0,
            zero_up: 1.0,
            zero_down: 1.0,
            zero_cells: 0.0,
        };
        Self {
            detail,
            complete,
            windows,
            groups: Vec::new(),
            per_window: vec![nothing; kept],
            recent: vec![NO_FACTORS; kept],
            recent_groups: 0,
        }
    }

    /// The sums per lag, from lag 0 outward, and per window.
    pub(super) fn finish(mut self, lags: usize) -> (Vec<LagSum>, Vec<WindowSum>) {
        self.fold();
        if self.complete {
            self.per_window.iter_mut().for_each(|sum| sum.cells = (lags - 1) as f64);
        }
        let lag_sum = |lag: usize| {
            let Some(group) = self.groups.get(lag / LANES) else {
                return LagSum::default();
            };
            let lane = lag % LANES;
            let [up, down, abs_up, abs_down] = group.products.map(|p| p[lane]);
            LagSum {
                z: up.half_log_ratio(down),
                abs_z: abs_up.half_log_ratio(abs_down),
                cells: if self.complete { self.windows as f64 } else { group.cells[lane] },
            }
        };
        ((0..lags).map(lag_sum).collect(), self.per_window)
    }

    /// Takes the plain products of the last groups into the windows' products.
    fn fold(&mut self) {
        let all = |lanes: [f64; LANES]| lanes.iter().fold(ProductLog::ONE, |p, x| p.times(*x));
        for (window, recent) in self.per_window.iter_mut().zip(&mut self.recent) {
            window.up = window.up.times_product(all(recent.up));
            window.down = window.down.times_product(all(recent.down));
            *recent = NO_FACTORS;
        }
        self.recent_groups = 0;
    }

    fn take_windows(&mut self, tile: &Tile<'_>) {
        let (groups, rows) = (tile.width / LANES, tile.r.len() / tile.width);
        if tile.first_window == 0 {
            if self.recent_groups + groups > MAX_FACTORS {
                self.fold();
            }
            self.recent_groups += groups;
        }
        let windows = tile.first_window..tile.first_window + rows;
        let sums = &mut self.per_window[windows.clone()];
        if tile.first_lag == 0 {
            for (sum, r) in sums.iter_mut().zip(tile.r.chunks_exact(tile.width)) {
                let usable = !r[0].is_nan();
                (sum.zero_up, sum.zero_down) = if usable { factors(r[0]) } else { (1.0, 1.0) };
                sum.zero_cells = f64::from(u8::from(usable));
            }
        }
        per_window(tile, &mut self.recent[windows]);
        if !self.complete {
            for (sum, r) in sums.iter_mut().zip(tile.r.chunks_exact(tile.width)) {
                let skipped = usize::from(tile.first_lag == 0);
                sum.cells += r[skipped..].iter().filter(|r| !r.is_nan()).count() as f64;
            }
        }
    }
}

impl Sink for ZSums {
    fn take(&mut self, tile: &Tile<'_>) {
        let first = tile.first_lag / LANES;
        let groups = tile.width / LANES;
        if self.groups.len() < first + groups {
            let empty = Group { products: [[ProductLog::ONE; LANES]; 4], cells: [0.0; LANES] };
            self.groups.resize(first + groups, empty);
        }
        for (g, group) in self.groups[first..first + groups].iter_mut().enumerate() {
            let from = g * LANES;
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

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn per_window(tile: &Tile<'_>, recent: &mut [Factors]) {
    // Lag 0 belongs to both sides of zero and is kept apart.
    let keep_zero = if tile.first_lag == 0 { 0.0 } else { 1.0 };
    for (row, recent) in tile.r.chunks_exact(tile.width).zip(recent) {
        let Factors { mut up, mut down } = *recent;
        let mut keep = keep_zero;
        for group in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let r = group[lane] * if lane == 0 { keep } else { 1.0 };
                let (u, d) = factors(if r.is_nan() { 0.0 } else { r });
                up[lane] *= u;
                down[lane] *= d;
            }
            keep = 1.0;
        }
        *recent = Factors { up, down };
    }
}
