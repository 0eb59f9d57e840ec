//! Eight numbers side by side: the unit in which lags are computed.
//!
//! The width is part of the definition, not of the processor: sums and products are grouped by
//! it, so that a machine with narrower or wider vectors gives the same bits. No fused
//! multiply-add for the same reason.

/// Lags computed side by side.
pub(super) const LANES: usize = 8;

/// Most groups of lanes in a tile; a tile's sums and products then fit the nearest cache.
pub(super) const MAX_GROUPS: usize = 8;

/// Zeros behind every array that is read in whole groups of lanes: lanes beyond the last lag are
/// computed and thrown away.
pub(super) const PADDING: usize = 2 * LANES;

/// Adds `x[i] · y[i + lane]` over all `i` to each lane's sum; the lanes are a multiple of [`LANES`].
///
/// Up to eight `i` are taken at a time, so that a sum is loaded and stored once for eight products;
/// the additions stay in the order of `i`.
#[inline(always)]
pub(super) fn multiply_add(sums: &mut [f64], x: &[f64], y: &[f64]) {
    products::<false>(sums, x, y);
}

/// The same from zero, whatever `sums` held.
#[inline(always)]
pub(super) fn multiply(sums: &mut [f64], x: &[f64], y: &[f64]) {
    products::<true>(sums, x, y);
}

#[inline(always)]
fn products<const FRESH: bool>(sums: &mut [f64], x: &[f64], y: &[f64]) {
    let (eights, rest) = x.as_chunks::<8>();
    let mut later = eights.iter().enumerate();
    if FRESH {
        match later.next() {
            Some((_, x)) => some::<8, true>(sums, *x, y),
            None => sums.fill(0.0),
        }
    }
    for (k, x) in later {
        some::<8, false>(sums, *x, &y[8 * k..]);
    }
    let y = &y[8 * eights.len()..];
    match *rest {
        [] => {}
        [a] => some::<_, false>(sums, [a], y),
        [a, b] => some::<_, false>(sums, [a, b], y),
        [a, b, c] => some::<_, false>(sums, [a, b, c], y),
        [a, b, c, d] => some::<_, false>(sums, [a, b, c, d], y),
        [a, b, c, d, e] => some::<_, false>(sums, [a, b, c, d, e], y),
        [a, b, c, d, e, f] => some::<_, false>(sums, [a, b, c, d, e, f], y),
        [a, b, c, d, e, f, g, ..] => some::<_, false>(sums, [a, b, c, d, e, f, g], y),
    }
}

/// Copies stand for the slices until the end: the compiler then knows that nothing written can
/// change what is still to be read, and computes all lanes at once.
#[inline(always)]
fn some<const N: usize, const FRESH: bool>(sums: &mut [f64], x: [f64; N], y: &[f64]) {
    for (group, sums) in sums.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let y = &y[LANES * group..LANES * group + LANES + N - 1];
        let mut totals = if FRESH { [0.0; LANES] } else { *sums };
        for (i, x) in x.iter().enumerate() {
            for (lane, total) in totals.iter_mut().enumerate() {
                *total += x * y[i + lane];
            }
        }
        *sums = totals;
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
