//! Eight numbers side by side: the unit in which lags are computed.
//!
//! The width is part of the definition, not of the processor: sums and products are grouped by
//! it, so that a machine with narrower or wider vectors gives the same bits. No fused
//! multiply-add for the same reason.

use multiversion::multiversion;

/// Lags computed side by side.
pub(super) const LANES: usize = 8;

/// Most groups of lanes in a tile; a tile's sums and products then fit the nearest cache.
pub(super) const MAX_GROUPS: usize = 8;

/// Zeros behind every array that is read in whole groups of lanes: lanes beyond the last lag are
/// computed and thrown away.
pub(super) const PADDING: usize = 2 * LANES;

/// Adds `x[i] · y[i + lane]` over all `i` to each lane's sum, in the order of `i`.
///
/// A function of its own, not inlined: the compiler then knows that its arguments do not overlap.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
pub(super) fn multiply_add(sums: &mut [f64], x: &[f64], y: &[f64]) {
    all(sums, x, y, false);
}

/// The same from zero, whatever `sums` held.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
pub(super) fn multiply(sums: &mut [f64], x: &[f64], y: &[f64]) {
    all(sums, x, y, true);
}

/// Several `i` are taken at a time, so that a sum is loaded and stored once for all of them.
#[inline(always)]
fn all(sums: &mut [f64], x: &[f64], y: &[f64], fresh: bool) {
    if fresh && x.is_empty() {
        sums.fill(0.0);
    }
    let (tens, rest) = x.as_chunks::<10>();
    for (k, x) in tens.iter().enumerate() {
        some(sums, *x, &y[10 * k..], fresh && k == 0);
    }
    let fresh = fresh && tens.is_empty();
    let y = &y[10 * tens.len()..];
    let (fours, ones) = rest.as_chunks::<4>();
    for (k, x) in fours.iter().enumerate() {
        some(sums, *x, &y[4 * k..], fresh && k == 0);
    }
    let fresh = fresh && fours.is_empty();
    for (k, x) in ones.iter().enumerate() {
        some(sums, [*x], &y[4 * fours.len() + k..], fresh && k == 0);
    }
}

/// One loop over the lanes, each with the numbers it needs side by side: the compiler turns it into
/// full vectors. Groups of lanes as arrays it takes apart and puts together again, at three times
/// the instructions.
#[inline(always)]
fn some<const N: usize>(sums: &mut [f64], x: [f64; N], y: &[f64], fresh: bool) {
    let lanes = sums.len();
    let lanes = sums.iter_mut().zip(y[..lanes + N - 1].array_windows::<N>());
    let onto = |sum: f64, y: &[f64; N], from: usize| {
        x[from..].iter().zip(&y[from..]).fold(sum, |sum, (x, y)| sum + x * y)
    };
    if fresh {
        lanes.for_each(|(sum, y)| *sum = onto(x[0] * y[0], y, 1));
    } else {
        lanes.for_each(|(sum, y)| *sum = onto(*sum, y, 0));
    }
}

/// `out = x + y`, lane by lane.
#[inline(always)]
pub(super) fn add(out: &mut [f64], x: &[f64], y: &[f64]) {
    let pairs = x.as_chunks::<LANES>().0.iter().zip(y.as_chunks::<LANES>().0);
    for (out, (x, y)) in out.as_chunks_mut::<LANES>().0.iter_mut().zip(pairs) {
        let (x, y) = (*x, *y);
        *out = std::array::from_fn(|lane| x[lane] + y[lane]);
    }
}

/// `sums += x`, lane by lane.
#[inline(always)]
pub(super) fn add_to(sums: &mut [f64], x: &[f64]) {
    for (sums, x) in sums.as_chunks_mut::<LANES>().0.iter_mut().zip(x.as_chunks::<LANES>().0) {
        let (so_far, x) = (*sums, *x);
        *sums = std::array::from_fn(|lane| so_far[lane] + x[lane]);
    }
}
