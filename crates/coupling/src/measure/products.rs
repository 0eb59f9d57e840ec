//! Sums of products over windows: Σ x(i) y(i + lag), every window, a tile of lags at a time.

use multiversion::multiversion;

use super::lanes::{LANES, multiply_add};

/// Widest tile: four groups of lanes, so that the sums stay in registers.
pub(super) const MAX_GROUPS: usize = 4;

/// Walks over windows that start every `step` samples and keeps what neighbours share.
///
/// The recording is cut into blocks of one step. A window is a run of whole blocks and, where the
/// step does not divide it, the beginning of one more. Blocks come in batches as long as a
/// window's run: a window reaches from somewhere in one batch to the end of it (a sum over a
/// suffix, kept) and from the start of the next batch to somewhere in it (a sum over a prefix,
/// growing). So every product is computed once and added about three times, whatever the window,
/// and nothing is ever subtracted: no drift.
pub(super) struct WindowProducts<'x> {
    x: &'x [f64],
    y: &'x [f64],
    step: usize,
    /// Whole blocks per window, and samples of the block begun.
    whole: usize,
    begun: usize,
    groups: usize,
    rows_left: usize,
    /// Block whose beginning closes the next window.
    block: usize,
    /// Place of the next window in its batch.
    place: usize,
    suffixes: Vec<f64>,
    prefix: Vec<f64>,
}

impl<'x> WindowProducts<'x> {
    /// For `rows` windows of which the first starts at the first sample of `x`; lane `l` pairs it
    /// with the one starting at `y[l]`. `y` is readable for `groups` groups of lanes throughout.
    pub(super) fn new(
        x: &'x [f64],
        y: &'x [f64],
        (window, step): (usize, usize),
        groups: usize,
        rows: usize,
    ) -> Self {
        let (whole, begun) = (window / step, window % step);
        let width = groups * LANES;
        let mut walk = Self {
            x,
            y,
            step,
            whole,
            begun,
            groups,
            rows_left: rows,
            block: whole,
            place: 0,
            suffixes: vec![0.0; whole * width],
            prefix: vec![0.0; width],
        };
        match groups {
            1 => first_batch::<1>(&mut walk),
            2 => first_batch::<2>(&mut walk),
            3 => first_batch::<3>(&mut walk),
            _ => first_batch::<4>(&mut walk),
        }
        walk
    }

    /// Fills `out` with the sums of the next windows, row by row; returns how many rows.
    pub(super) fn fill(&mut self, out: &mut [f64]) -> usize {
        match self.groups {
            1 => next_windows::<1>(self, out),
            2 => next_windows::<2>(self, out),
            3 => next_windows::<3>(self, out),
            _ => next_windows::<4>(self, out),
        }
    }

    #[inline(always)]
    fn accumulate_suffixes<const V: usize>(&mut self) {
        let mut sums = [[0.0; LANES]; V];
        for block in self.suffixes.chunks_exact_mut(LANES * V).rev() {
            add(&mut sums, block);
            store(&sums, block);
        }
        self.prefix.fill(0.0);
        self.place = 0;
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn first_batch<const V: usize>(walk: &mut WindowProducts<'_>) {
    let step = walk.step;
    for (k, block) in walk.suffixes.chunks_exact_mut(LANES * V).enumerate() {
        let mut sums = [[0.0; LANES]; V];
        multiply_add(&mut sums, &walk.x[k * step..(k + 1) * step], &walk.y[k * step..]);
        store(&sums, block);
    }
    walk.accumulate_suffixes::<V>();
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn next_windows<const V: usize>(walk: &mut WindowProducts<'_>, out: &mut [f64]) -> usize {
    let width = LANES * V;
    let rows = walk.rows_left.min(out.len() / width);
    for out in out[..rows * width].chunks_exact_mut(width) {
        let from = walk.block * walk.step;
        let (begun, end) = (from + walk.begun, from + walk.step);
        let mut sums = [[0.0; LANES]; V];
        multiply_add(&mut sums, &walk.x[from..begun], &walk.y[from..]);
        walk.rows_left -= 1;
        walk.block += 1;
        if walk.whole == 0 {
            store(&sums, out);
            continue;
        }
        let suffix = &mut walk.suffixes[walk.place * width..(walk.place + 1) * width];
        for ((out, (suffix, prefix)), sum) in
            out.iter_mut().zip(suffix.iter().zip(&walk.prefix)).zip(sums.as_flattened())
        {
            *out = suffix + (prefix + sum);
        }
        if walk.rows_left > 0 {
            multiply_add(&mut sums, &walk.x[begun..end], &walk.y[begun..]);
            store(&sums, suffix);
            for (prefix, sum) in walk.prefix.iter_mut().zip(sums.as_flattened()) {
                *prefix += sum;
            }
            walk.place += 1;
            if walk.place == walk.whole {
                walk.accumulate_suffixes::<V>();
            }
        }
    }
    rows
}

#[inline(always)]
fn add<const V: usize>(sums: &mut [[f64; LANES]; V], values: &[f64]) {
    for (sum, value) in sums.as_flattened_mut().iter_mut().zip(values) {
        *sum += value;
    }
}

#[inline(always)]
fn store<const V: usize>(sums: &[[f64; LANES]; V], out: &mut [f64]) {
    out.copy_from_slice(sums.as_flattened());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::lanes::PADDING;

    /// Products of small integers are exact, so the sums must agree to the bit.
    #[test]
    fn every_window_at_every_lag() {
        let n = 400;
        let x: Vec<f64> = (0..n).map(|i| f64::from(i * 37 % 11) - 5.0).collect();
        let mut y: Vec<f64> = (0..n).map(|i| f64::from(i * 53 % 13) - 6.0).collect();
        y.extend([0.0; PADDING]);
        for (window, step) in [(30, 10), (30, 7), (30, 1), (30, 30), (30, 45), (5, 4), (64, 3)] {
            for groups in 1..=MAX_GROUPS {
                let rows = (n as usize - window) / step + 1;
                let width = groups * LANES;
                let mut walk = WindowProducts::new(&x, &y, (window, step), groups, rows);
                let mut out = vec![0.0; 7 * width];
                let mut row = 0;
                loop {
                    let filled = walk.fill(&mut out);
                    if filled == 0 {
                        break;
                    }
                    for out in out[..filled * width].chunks_exact(width) {
                        for (lane, sum) in out.iter().enumerate() {
                            let s = row * step;
                            let pairs = x[s..s + window].iter().zip(&y[s + lane..]);
                            assert_eq!(*sum, pairs.map(|(x, y)| x * y).sum::<f64>());
                        }
                        row += 1;
                    }
                }
                assert_eq!(row, rows);
            }
        }
    }
}
