//! Sums and spreads over the window at every start.

use multiversion::multiversion;

use super::lanes::{LANES, PADDING};

/// Where a window's level dwarfs its movement so far that sums about the recording's mean would
/// lose more than four of their sixteen digits, the window is *delicate*: its spread is computed in
/// two passes, and so is every correlation it takes part in.
pub(super) const DELICATE: f64 = 1e4;

/// Starts handled at a time, so that the work stays in the nearest cache.
const STRETCH: usize = 1024;

/// Level and spread of the window at every start; both end in padding.
pub(super) struct WindowMoments {
    /// √window times the window's mean.
    pub(super) level: Vec<f64>,
    /// One over the root of the sum of squares about the window's mean; `NaN` where delicate, or
    /// where the sum of squares does not exceed the floor.
    pub(super) inverse: Vec<f64>,
    /// Whether any inverse is `NaN`.
    pub(super) any_delicate: bool,
}

/// By doubling: sums of 2, 4, 8 … samples are put together as the bits of `window` say. Each sum
/// depends on its own samples only, so nothing drifts, and its error grows with the logarithm of
/// the window.
pub(super) fn window_moments(x: &[f64], window: usize, floor: f64) -> WindowMoments {
    let starts = x.len() + 1 - window;
    let stretch = STRETCH.max(window);
    let mut scratch = [(); 2].map(|()| vec![0.0; stretch + window]);
    let mut level = vec![0.0; starts + PADDING];
    let mut inverse = vec![0.0; starts + PADDING];
    let mut any_delicate = false;
    let stretches = level[..starts].chunks_mut(stretch).zip(inverse[..starts].chunks_mut(stretch));
    for (k, (level, inverse)) in stretches.enumerate() {
        let from = k * stretch;
        let x = &x[from..from + level.len() + window - 1];
        any_delicate |= moments(x, window, floor, level, inverse, &mut scratch);
    }
    WindowMoments { level, inverse, any_delicate }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn moments(
    x: &[f64],
    window: usize,
    floor: f64,
    level: &mut [f64],
    inverse: &mut [f64],
    [short, long]: &mut [Vec<f64>; 2],
) -> bool {
    short[..x.len()].copy_from_slice(x);
    by_doubling(level, window, short, long);
    for (square, x) in short.iter_mut().zip(x) {
        *square = x * x;
    }
    by_doubling(inverse, window, short, long);
    let share = 1.0 / (window as f64).sqrt();
    let mut any = false;
    for (level, inverse) in level.iter_mut().zip(inverse) {
        *level *= share;
        let squares = *inverse - *level * *level;
        let delicate = (*inverse > DELICATE * squares) | (squares <= floor);
        *inverse = if delicate { f64::NAN } else { 1.0 / squares.sqrt() };
        any |= delicate;
    }
    any
}

/// The sums of `window` values from each start; `short` holds the values and is used up.
#[inline(always)]
fn by_doubling(sums: &mut [f64], window: usize, short: &mut Vec<f64>, long: &mut Vec<f64>) {
    let mut left = sums.len() + window - 1;
    sums.fill(0.0);
    // `short[s]` is the sum of `size` values from `s`; `done` values are in `sums` already.
    let (mut size, mut done) = (1, 0);
    while size <= window {
        if window & size != 0 {
            for (sum, part) in sums.iter_mut().zip(&short[done..]) {
                *sum += part;
            }
            done += size;
        }
        if 2 * size <= window {
            left -= size;
            let (first, second) = (&short[..left], &short[size..size + left]);
            for ((long, first), second) in long[..left].iter_mut().zip(first).zip(second) {
                *long = first + second;
            }
            std::mem::swap(short, long);
        }
        size *= 2;
    }
}

/// Sum and number of the samples present, eight at a time.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
pub(super) fn sum_of_present(x: &[f64]) -> (f64, usize) {
    let (mut sums, mut counts) = ([0.0; LANES], [0.0; LANES]);
    let (groups, rest) = x.as_chunks::<LANES>();
    for group in groups {
        for lane in 0..LANES {
            let here = group[lane].is_finite();
            sums[lane] += if here { group[lane] } else { 0.0 };
            counts[lane] += if here { 1.0 } else { 0.0 };
        }
    }
    for (lane, v) in rest.iter().enumerate().filter(|(_, v)| v.is_finite()) {
        sums[lane] += v;
        counts[lane] += 1.0;
    }
    (sums.iter().sum(), counts.iter().sum::<f64>() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_is_summed() {
        let x: Vec<f64> = (0..5000).map(|i| f64::from(i % 97) - 48.0).collect();
        for window in [5, 7, 11, 64, 300, 4999, 5000] {
            let found = window_moments(&x, window, 0.0);
            let root = (window as f64).sqrt();
            for s in (0..5001 - window).step_by(61) {
                let w = &x[s..s + window];
                let mean = w.iter().sum::<f64>() / window as f64;
                let squares: f64 = w.iter().map(|v| (v - mean) * (v - mean)).sum();
                assert!((found.level[s] / root - mean).abs() < 1e-12);
                assert!((found.inverse[s] * squares.sqrt() - 1.0).abs() < 1e-11);
            }
            assert!(!found.any_delicate);
            assert_eq!(found.level[5001 - window..], [0.0; PADDING]);
        }
    }

    #[test]
    fn what_is_missing_is_not_counted() {
        let x: Vec<f64> = (0..21).map(|i| if i % 5 == 2 { f64::NAN } else { 1.5 }).collect();
        assert_eq!(sum_of_present(&x), (17.0 * 1.5, 17));
        assert_eq!(sum_of_present(&[]), (0.0, 0));
    }
}
