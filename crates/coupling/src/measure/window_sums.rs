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

/// Level and spread of every window. Each depends on its own samples only, so nothing drifts, and
/// its error grows with the logarithm of the window.
pub(super) fn window_moments(x: &[f64], window: usize, floor: f64) -> WindowMoments {
    let starts = x.len() + 1 - window;
    let stretch = STRETCH.max(window);
    let mut scratch = [(); 3].map(|()| vec![0.0; stretch + window]);
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
    [squares, short, long]: &mut [Vec<f64>; 3],
) -> bool {
    sums_of(level, x, window, short, long);
    squares.iter_mut().zip(x).for_each(|(square, x)| *square = x * x);
    sums_of(inverse, &squares[..x.len()], window, short, long);
    let share = 1.0 / (window as f64).sqrt();
    let mut any = false;
    for (level, inverse) in level.iter_mut().zip(inverse) {
        *level *= share;
        let squares = *inverse - *level * *level;
        let delicate = (*inverse > DELICATE * squares) | (squares <= floor);
        *inverse = if delicate { f64::NAN } else { inverse_root(squares) };
        any |= delicate;
    }
    any
}

/// The sum of `window` values of `x` from each start, by Horner's rule on the window's digits in
/// base 4: from sums of `size` values to sums of `4 size + digit`.
#[inline(always)]
fn sums_of(sums: &mut [f64], x: &[f64], window: usize, short: &mut Vec<f64>, long: &mut Vec<f64>) {
    let starts = sums.len();
    let digits = window.ilog(4);
    let mut size = window >> (2 * digits);
    let first = &mut short[..starts + window - size];
    match size {
        1 => first.copy_from_slice(x),
        2 => first.iter_mut().zip(x).zip(&x[1..]).for_each(|((sum, a), b)| *sum = a + b),
        _ => first.iter_mut().enumerate().for_each(|(k, sum)| *sum = (x[k] + x[k + 1]) + x[k + 2]),
    }
    for place in (0..digits).rev() {
        let digit = (window >> (2 * place)) % 4;
        let longer = 4 * size + digit;
        let out = if place == 0 { &mut *sums } else { &mut long[..starts + window - longer] };
        match digit {
            0 => lengthen::<0>(out, short, size, x),
            1 => lengthen::<1>(out, short, size, x),
            2 => lengthen::<2>(out, short, size, x),
            _ => lengthen::<3>(out, short, size, x),
        }
        std::mem::swap(short, long);
        size = longer;
    }
    if digits == 0 {
        sums.copy_from_slice(&short[..starts]);
    }
}

#[inline(always)]
fn lengthen<const DIGIT: usize>(out: &mut [f64], short: &[f64], size: usize, x: &[f64]) {
    let n = out.len();
    let parts: [&[f64]; 4] = std::array::from_fn(|part| &short[part * size..part * size + n]);
    let rest: [&[f64]; DIGIT] = std::array::from_fn(|k| &x[4 * size + k..4 * size + k + n]);
    for (i, out) in out.iter_mut().enumerate() {
        let sum = (parts[0][i] + parts[1][i]) + (parts[2][i] + parts[3][i]);
        *out = rest.iter().fold(sum, |sum, x| sum + x[i]);
    }
}

/// 1 / √x for a positive normal x: a guess from half the exponent, good to 4 %, then four of
/// Newton's steps, each of which doubles the digits; right to the last two bits, and the same on
/// every machine. Root and division would take a third of the time that preparing a series takes.
#[inline(always)]
fn inverse_root(x: f64) -> f64 {
    const GUESS: u64 = 0x5FE6_EB50_C7B5_37A9;
    let half = 0.5 * x;
    let mut y = f64::from_bits(GUESS.wrapping_sub(x.to_bits() >> 1));
    for _ in 0..4 {
        y *= 1.5 - (half * y) * y;
    }
    y
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
        for window in [5, 7, 11, 63, 64, 300, 4999, 5000] {
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
    fn the_root_is_right_to_the_last_digits() {
        for k in -2000..2000 {
            let x = (f64::from(k) * 0.1731).exp2() * (1.0 + f64::from(k * k % 89) / 89.0);
            assert!((inverse_root(x) * x.sqrt() - 1.0).abs() < 6e-16, "{x}");
        }
    }

    #[test]
    fn what_is_missing_is_not_counted() {
        let x: Vec<f64> = (0..21).map(|i| if i % 5 == 2 { f64::NAN } else { 1.5 }).collect();
        assert_eq!(sum_of_present(&x), (17.0 * 1.5, 17));
        assert_eq!(sum_of_present(&[]), (0.0, 0));
    }
}
