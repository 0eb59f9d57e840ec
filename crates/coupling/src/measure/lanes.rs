//! Eight numbers side by side: the unit in which lags are computed.
//!
//! The width is part of the definition, not of the processor: sums and products are grouped by
//! it, so that a machine with narrower or wider vectors gives the same bits. No fused
//! multiply-add for the same reason.

/// Lags computed side by side.
pub(super) const LANES: usize = 8;

/// Zeros behind every array that is read in whole groups of lanes.
pub(super) const PADDING: usize = 64;

/// Adds `x[i] · y[i + lane]` over all `i` to each lane's sum.
#[inline(always)]
pub(super) fn multiply_add<const V: usize>(sums: &mut [[f64; LANES]; V], x: &[f64], y: &[f64]) {
    for (i, x) in x.iter().enumerate() {
        let (y, _) = y[i..i + LANES * V].as_chunks::<LANES>();
        for (sum, y) in sums.iter_mut().zip(y) {
            for lane in 0..LANES {
                sum[lane] += x * y[lane];
            }
        }
    }
}
