//! Segment synchrony as SUSY computes it, for comparison with the literature.

use super::cell::{fisher_z, segment_global};
use crate::InputError;

/// Everything SUSY 0.1.0 prints about two series.
#[derive(Debug, Clone, Copy, PartialEq)]
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
}

pub fn segment_synchrony(
    a: &[f64],
    b: &[f64],
    segment: usize,
    max_lag: usize,
) -> Result<SegmentSynchrony, InputError> {
    let options = crate::WindowOptions {
        window: segment,
        step: segment,
        max_lag,
        convention: crate::Convention::SegmentGlobal,
    };
    let n = a.len().min(b.len());
    options.check(n)?;
    let segments = n / segment;
    if segments < 2 {
        return Err(InputError::TooFewSegments { segments, needed: 2 });
    }
    let mut profiles = Profiles::new(options.n_lags());
    for p in 0..segments {
        for q in 0..segments {
            for i in 0..options.n_lags() {
                let z = fisher_z(segment_global(
                    &a[p * segment..(p + 1) * segment],
                    &b[q * segment..(q + 1) * segment],
                    options.lag(i),
                ));
                profiles.add(p == q, i, z);
            }
        }
    }
    Ok(profiles.finish(segments))
}

/// Sums per lag: matching and mismatched, signed and absolute, with counts.
struct Profiles {
    real: Vec<[f64; 3]>,
    pseudo: Vec<[f64; 3]>,
}

impl Profiles {
    fn new(lags: usize) -> Self {
        Self { real: vec![[0.0; 3]; lags], pseudo: vec![[0.0; 3]; lags] }
    }

    fn add(&mut self, matching: bool, lag: usize, z: f64) {
        if z.is_nan() {
            return;
        }
        let sums = if matching { &mut self.real[lag] } else { &mut self.pseudo[lag] };
        sums[0] += z;
        sums[1] += z.abs();
        sums[2] += 1.0;
    }

    fn finish(&self, segments: usize) -> SegmentSynchrony {
        let profile = |sums: &[[f64; 3]], which: usize| -> Vec<f64> {
            sums.iter().map(|s| s[which] / s[2]).collect()
        };
        let (signed, absolute) = (profile(&self.real, 0), profile(&self.real, 1));
        let (signed_pseudo, absolute_pseudo) = (profile(&self.pseudo, 0), profile(&self.pseudo, 1));
        let lags = signed.len();
        let (lead2, lead1) = (0..lags / 2, lags / 2 + 1..lags);
        let es = |real: &[f64], pseudo: &[f64]| (mean(real) - mean(pseudo)) / sd(pseudo);
        let percent = |real: &[f64], pseudo: &[f64]| {
            100.0 * real.iter().zip(pseudo).filter(|(r, p)| r > p).count() as f64 / lags as f64
        };
        let in_phase: Vec<f64> = signed.iter().copied().filter(|z| *z > 0.0).collect();
        let anti_phase: Vec<f64> = signed.iter().copied().filter(|z| *z < 0.0).collect();
        SegmentSynchrony {
            segments,
            lags,
            z: mean(&absolute),
            z_pseudo: mean(&absolute_pseudo),
            sd_z: sd(&absolute),
            sd_z_pseudo: sd(&absolute_pseudo),
            percent_above_pseudo: percent(&absolute, &absolute_pseudo),
            es: es(&absolute, &absolute_pseudo),
            lead1: mean(&absolute[lead1.clone()]),
            lead2: mean(&absolute[lead2.clone()]),
            es_lead1: es(&absolute[lead1.clone()], &absolute_pseudo[lead1]),
            es_lead2: es(&absolute[lead2.clone()], &absolute_pseudo[lead2]),
            mean_in_phase: mean(&in_phase),
            mean_anti_phase: mean(&anti_phase),
            lags_in_phase: in_phase.len(),
            lags_anti_phase: anti_phase.len(),
            z_no_abs: mean(&signed),
            z_pseudo_no_abs: mean(&signed_pseudo),
            percent_above_pseudo_no_abs: percent(&signed, &signed_pseudo),
            es_no_abs: es(&signed, &signed_pseudo),
        }
    }
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn sd(x: &[f64]) -> f64 {
    let m = mean(x);
    (x.iter().map(|v| (v - m) * (v - m)).sum::<f64>() / (x.len() as f64 - 1.0)).sqrt()
}
