//! Sums over the window at every start.

use multiversion::multiversion;

/// Starts handled at a time, so that the work stays in the nearest cache.
const STRETCH: usize = 2048;

/// For every start `s`, the sum of `x[s..s + window]`, by doubling: sums of 2, 4, 8 … samples are
/// put together as the bits of `window` say. Each sum depends on its own samples only, so nothing
/// drifts, and its error grows with the logarithm of the window.
pub(super) fn window_sums(x: &[f64], window: usize) -> Vec<f64> {
    let starts = x.len() + 1 - window;
    let mut sums = vec![0.0; starts];
    let stretch = STRETCH.max(window);
    let mut scratch = Scratch::default();
    for (k, sums) in sums.chunks_mut(stretch).enumerate() {
        let from = k * stretch;
        by_doubling(&x[from..from + sums.len() + window - 1], window, sums, &mut scratch);
    }
    sums
}

#[derive(Default)]
struct Scratch {
    short: Vec<f64>,
    long: Vec<f64>,
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn by_doubling(x: &[f64], window: usize, sums: &mut [f64], scratch: &mut Scratch) {
    let Scratch { short, long } = scratch;
    short.clear();
    short.extend_from_slice(x);
    sums.fill(0.0);
    // `short[s]` is the sum of `size` samples from `s`; `done` samples are in `sums` already.
    let (mut size, mut done) = (1, 0);
    loop {
        if window & size != 0 {
            for (sum, part) in sums.iter_mut().zip(&short[done..]) {
                *sum += part;
            }
            done += size;
        }
        if 2 * size > window {
            return;
        }
        long.clear();
        long.extend(short.iter().zip(&short[size..]).map(|(x, y)| x + y));
        std::mem::swap(short, long);
        size *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_is_summed() {
        let x: Vec<f64> = (0..5000).map(|i| f64::from(i % 97)).collect();
        for window in [1, 2, 3, 7, 64, 300, 4999, 5000] {
            let sums = window_sums(&x, window);
            assert_eq!(sums.len(), 5001 - window);
            for (s, sum) in sums.iter().enumerate().step_by(61) {
                // Sums of small integers are exact.
                assert_eq!(*sum, x[s..s + window].iter().sum::<f64>());
            }
        }
    }
}
