//! Sums of products over windows: Σ x(i) y(i + lag), every window, a tile of lags at a time.

use multiversion::multiversion;

use super::lanes::{add, add_to, multiply, multiply_add};

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
    width: usize,
    rows_left: usize,
    /// Block whose beginning closes the next window.
    block: usize,
    /// Place of the next window in its batch.
    place: usize,
    suffixes: Vec<f64>,
    prefix: Vec<f64>,
    sums: Vec<f64>,
}

impl<'x> WindowProducts<'x> {
    /// For `rows` windows of which the first starts at the first sample of `x`; lane `l` pairs it
    /// with the one starting at `y[l]`. `y` is readable for `width` lanes throughout.
    pub(super) fn new(
        x: &'x [f64],
        y: &'x [f64],
        (window, step): (usize, usize),
        width: usize,
        rows: usize,
    ) -> Self {
        let (whole, begun) = (window / step, window % step);
        let mut walk = Self {
            x,
            y,
            step,
            whole,
            begun,
            width,
            rows_left: rows,
            block: whole,
            place: 0,
            suffixes: vec![0.0; whole * width],
            prefix: vec![0.0; width],
            sums: vec![0.0; width],
        };
        first_batch(&mut walk);
        walk
    }

    /// Fills `out` with the sums of the next windows, row by row.
    pub(super) fn fill(&mut self, out: &mut [f64]) {
        next_windows(self, out);
    }

    /// The batch just left, which holds single blocks, becomes sums from each block to its end.
    #[inline(always)]
    fn accumulate_suffixes(&mut self) {
        self.prefix.fill(0.0);
        self.place = 0;
        let mut later: &[f64] = &self.prefix;
        for block in self.suffixes.chunks_exact_mut(self.width).rev() {
            add_to(block, later);
            later = block;
        }
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn first_batch(walk: &mut WindowProducts<'_>) {
    let step = walk.step;
    for (k, block) in walk.suffixes.chunks_exact_mut(walk.width).enumerate() {
        multiply(block, &walk.x[k * step..(k + 1) * step], &walk.y[k * step..]);
    }
    walk.accumulate_suffixes();
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn next_windows(walk: &mut WindowProducts<'_>, out: &mut [f64]) {
    let width = walk.width;
    for out in out.chunks_exact_mut(width) {
        let from = walk.block * walk.step;
        let (begun, end) = (from + walk.begun, from + walk.step);
        walk.rows_left -= 1;
        walk.block += 1;
        if walk.whole == 0 {
            multiply(out, &walk.x[from..begun], &walk.y[from..]);
            continue;
        }
        let sums = &mut walk.sums[..width];
        let suffix = &mut walk.suffixes[walk.place * width..(walk.place + 1) * width];
        let prefix = &mut walk.prefix[..width];
        add(out, suffix, prefix);
        if walk.begun > 0 {
            multiply(sums, &walk.x[from..begun], &walk.y[from..]);
            add_to(out, sums);
        }
        // The last window ends with the data; the block it has begun may not be whole.
        if walk.rows_left == 0 {
            continue;
        }
        // The whole block takes the place of the suffix that is not needed any more.
        if walk.begun > 0 {
            multiply_add(sums, &walk.x[begun..end], &walk.y[begun..]);
            suffix.copy_from_slice(sums);
        } else {
            multiply(suffix, &walk.x[from..end], &walk.y[from..]);
        }
        add_to(prefix, suffix);
        walk.place += 1;
        if walk.place == walk.whole {
            walk.accumulate_suffixes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::lanes::{LANES, MAX_GROUPS};

    /// Products of small integers are exact, so the sums must agree to the bit.
    #[test]
    fn every_window_at_every_lag() {
        let n = 400;
        let x: Vec<f64> = (0..n).map(|i| f64::from(i * 37 % 11) - 5.0).collect();
        let mut y: Vec<f64> = (0..n).map(|i| f64::from(i * 53 % 13) - 6.0).collect();
        y.extend([0.0; LANES * MAX_GROUPS]);
        for (window, step) in [(30, 10), (30, 7), (30, 1), (30, 30), (30, 45), (5, 4), (64, 3)] {
            for width in (1..=MAX_GROUPS).map(|groups| groups * LANES) {
                let rows = (n as usize - window) / step + 1;
                let mut walk = WindowProducts::new(&x, &y, (window, step), width, rows);
                let mut out = vec![0.0; 7 * width];
                let mut row = 0;
                while row < rows {
                    let filled = 7.min(rows - row);
                    walk.fill(&mut out[..filled * width]);
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
