//! Segment synchrony as SUSY computes it, for comparison with the literature.

use super::Prepared;
use super::segment_pairs::SegmentPairs;
use super::z_sums::ZSum;
use crate::canonical::kept_and_moved;
use crate::{Convention, InputError, Side, WindowOptions};

/// Everything SUSY 0.1.0 prints about two series.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentSynchrony {
    /// Segments, side by side; the rest at the end is dropped.
    pub segments: usize,
    /// Lags, `2 max_lag + 1`.
    pub lags: usize,
    /// Mean |z| of matching segments.
    pub z: f64,
    /// Mean |z| of all mismatched pairs of segments.
    pub z_pseudo: f64,
    /// Standard deviation over lags of mean |z|, matching.
    pub sd_z: f64,
    /// Standard deviation over lags of mean |z|, mismatched.
    pub sd_z_pseudo: f64,
    /// Percentage of lags at which matching segments have the larger mean |z|.
    pub percent_above_pseudo: f64,
    /// `(z − z_pseudo) / sd_z_pseudo`.
    pub es: f64,
    /// Mean |z| over the lags at which the first series leads.
    pub lead1: f64,
    /// Mean |z| over the lags at which the second series leads.
    pub lead2: f64,
    /// Effect size over the lags at which the first series leads.
    pub es_lead1: f64,
    /// Effect size over the lags at which the second series leads.
    pub es_lead2: f64,
    /// Mean of the positive lag means of signed z; `NaN` without one.
    pub mean_in_phase: f64,
    /// Mean of the negative lag means of signed z; `NaN` without one.
    pub mean_anti_phase: f64,
    /// Lags with a positive mean of signed z.
    pub lags_in_phase: usize,
    /// Lags with a negative mean of signed z.
    pub lags_anti_phase: usize,
    /// Mean signed z of matching segments.
    pub z_no_abs: f64,
    /// Mean signed z of all mismatched pairs of segments.
    pub z_pseudo_no_abs: f64,
    /// Percentage of lags at which matching segments have the larger mean signed z.
    pub percent_above_pseudo_no_abs: f64,
    /// `(z_no_abs − z_pseudo_no_abs)` over the standard deviation over lags of the latter's profile.
    pub es_no_abs: f64,
    /// Mean |z| of matching segments at each lag, from `-max_lag` to `max_lag`; above 0 the first series
    /// leads.
    pub profile: Vec<f64>,
    /// The same of all mismatched pairs of segments.
    pub profile_pseudo: Vec<f64>,
}

/// Segment synchrony of two series, with every mismatched pair of segments for comparison.
///
/// Z = mean over lags of mean over segments of |z|, z = atanh of R's `ccf` of a segment;
/// Z_pseudo = the same over all pairs of different segments; ES = (Z − Z_pseudo) / SD over lags of
/// the latter's profile. Signed versions without the absolute value, one-sided versions over the
/// lags at which one leads.
///
/// In plain words: are matching stretches of two recordings more alike than stretches that do not
/// belong together?
///
/// # Inputs
/// Evenly spaced samples of both people on one clock, any unit. `segment`: samples per segment;
/// `max_lag`: samples, below `segment`.
///
/// # Returns
/// Fisher z units and counts. `lead1` is over the lags at which `a` moves first. Swapping the
/// series exchanges the one-sided values and changes nothing else.
///
/// # Missing data
/// Pairwise within segments, as in
/// [`windowed_cross_correlation`](super::windowed_cross_correlation); SUSY deletes rows instead,
/// which shifts time. Cells that cannot be used are left out.
///
/// # Null
/// **ES is not a test statistic**: it divides by a standard deviation across lags of an average,
/// not by a sampling error, and can reach 80 on two unrelated sines. For a p-value see
/// [`SegmentShuffle`](crate::SegmentShuffle).
///
/// # Errors
/// [`InputError::LagTooLong`] and the like where the options make no sense;
/// [`InputError::TooFewSegments`] with fewer than two segments.
///
/// # Example
/// ```
/// let a: Vec<f64> = (0..120).map(|t| (f64::from(t) * 0.3).sin()).collect();
/// let b: Vec<f64> = (0..120).map(|t| (f64::from(t - 2) * 0.3).sin()).collect();
/// let s = attune_coupling::segment_synchrony(&a, &b, 30, 5)?;
/// assert_eq!((s.segments, s.lags), (4, 11));
/// assert!(s.lead1 > s.lead2);
/// # Ok::<(), attune_coupling::InputError>(())
/// ```
///
/// # Source
/// SUSY 0.1.0 (Tschacher & Meier 2020); every value agrees within 1e-9 on complete data, except
/// that |z| is capped at 10, where SUSY is infinite.
pub fn segment_synchrony(
    a: &[f64],
    b: &[f64],
    segment: usize,
    max_lag: usize,
) -> Result<SegmentSynchrony, InputError> {
    let options = WindowOptions {
        window: segment,
        step: segment.max(1),
        max_lag,
        convention: Convention::SegmentGlobal,
    };
    let n = a.len().min(b.len());
    options.check(n)?;
    let segments = n / segment;
    if segments < 2 {
        return Err(InputError::TooFewSegments { segments, needed: 2 });
    }
    // Computed in an order that does not depend on who was named first, then mirrored.
    let (kept, moved, side) = kept_and_moved(&a[..n], &b[..n]);
    let (kept, moved) = (Prepared::new(kept, &options)?, Prepared::new(moved, &options)?);
    let pairs = SegmentPairs::new(&kept, &moved);
    let (mut real, mut pseudo) = pairs.profiles();
    if side == Side::A {
        real.reverse();
        pseudo.reverse();
    }
    Ok(finish(segments, &real, &pseudo))
}

/// From sums per lag (negative lags first) of matching and mismatched segments.
fn finish(segments: usize, real: &[ZSum], pseudo: &[ZSum]) -> SegmentSynchrony {
    let signed = |sums: &[ZSum]| sums.iter().map(|s| s.z / s.cells).collect::<Vec<f64>>();
    let absolute = |sums: &[ZSum]| sums.iter().map(|s| s.abs_z / s.cells).collect::<Vec<f64>>();
    let (sign, sign_pseudo) = (signed(real), signed(pseudo));
    let (size, size_pseudo) = (absolute(real), absolute(pseudo));
    let zero = real.len() / 2;
    let (ahead, behind) = (zero + 1..real.len(), 0..zero);
    let es = |real: &[f64], pseudo: &[f64]| (mean(real) - mean(pseudo)) / sd(pseudo);
    let percent = |real: &[f64], pseudo: &[f64]| {
        100.0 * real.iter().zip(pseudo).filter(|(r, p)| r > p).count() as f64 / real.len() as f64
    };
    let in_phase: Vec<f64> = sign.iter().copied().filter(|z| *z > 0.0).collect();
    let anti_phase: Vec<f64> = sign.iter().copied().filter(|z| *z < 0.0).collect();
    SegmentSynchrony {
        segments,
        lags: real.len(),
        z: mean(&size),
        z_pseudo: mean(&size_pseudo),
        sd_z: sd(&size),
        sd_z_pseudo: sd(&size_pseudo),
        percent_above_pseudo: percent(&size, &size_pseudo),
        es: es(&size, &size_pseudo),
        lead1: mean(&size[ahead.clone()]),
        lead2: mean(&size[behind.clone()]),
        es_lead1: es(&size[ahead.clone()], &size_pseudo[ahead]),
        es_lead2: es(&size[behind.clone()], &size_pseudo[behind]),
        mean_in_phase: mean(&in_phase),
        mean_anti_phase: mean(&anti_phase),
        lags_in_phase: in_phase.len(),
        lags_anti_phase: anti_phase.len(),
        z_no_abs: mean(&sign),
        z_pseudo_no_abs: mean(&sign_pseudo),
        percent_above_pseudo_no_abs: percent(&sign, &sign_pseudo),
        es_no_abs: es(&sign, &sign_pseudo),
        profile: size,
        profile_pseudo: size_pseudo,
    }
}

fn mean(x: &[f64]) -> f64 {
    mirrored_sum(x) / x.len() as f64
}

fn sd(x: &[f64]) -> f64 {
    let mean = mean(x);
    let squares: Vec<f64> = x.iter().map(|v| (v - mean) * (v - mean)).collect();
    (mirrored_sum(&squares) / (x.len() as f64 - 1.0)).sqrt()
}

/// The sum, in an order that gives the same bits for the reversed values.
fn mirrored_sum(x: &[f64]) -> f64 {
    let (half, odd) = (x.len() / 2, x.len() % 2);
    let middle = if odd == 1 { x[half] } else { 0.0 };
    x[..half].iter().zip(x.iter().rev()).map(|(v, w)| v + w).sum::<f64>() + middle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_paired() {
        let x = [1.0, 2.0, 0.0, 1.0, 3.0, 1.0, 0.5];
        assert_eq!(
            segment_synchrony(&x, &x, 4, 1),
            Err(InputError::TooFewSegments { segments: 1, needed: 2 })
        );
        assert_eq!(segment_synchrony(&x, &x, 0, 0), Err(InputError::WindowTooShort { window: 0 }));
        assert_eq!(
            segment_synchrony(&x, &x, 3, 3),
            Err(InputError::LagTooLong { max_lag: 3, window: 3 })
        );
        let flat = segment_synchrony(&[1.0; 9], &x, 3, 1).unwrap();
        assert!(flat.z.is_nan() && flat.lags_in_phase == 0);
    }

    #[test]
    fn sums_do_not_know_left_from_right() {
        let x = [0.1, 0.7, -0.3, 1e-9, 2.2, 0.9, 0.4];
        let reversed: Vec<f64> = x.iter().rev().copied().collect();
        assert_eq!((mean(&x), sd(&x)), (mean(&reversed), sd(&reversed)));
    }
}
