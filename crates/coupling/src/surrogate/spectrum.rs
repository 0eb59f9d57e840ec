//! The spectrum of one series, and copies made from it.

use std::sync::Arc;

use attune_fourier::{Complex64, ComplexToReal, RealToComplex};
use rand::{Rng, RngExt};

use crate::InputError;

/// A series taken apart into how strong each frequency is.
///
/// Gaps are bridged by straight lines before the transform and cut out of every copy again, so
/// that data and copies miss the same samples.
pub(super) struct Spectrum {
    forward: Arc<dyn RealToComplex<f64>>,
    inverse: Arc<dyn ComplexToReal<f64>>,
    amplitudes: Vec<f64>,
    mean: f64,
    missing: Vec<bool>,
}

impl Spectrum {
    pub(super) fn of(x: &[f64]) -> Result<Self, InputError> {
        let present = x.iter().filter(|v| v.is_finite()).count();
        if present < 4 {
            return Err(InputError::NoSpectrum { samples: x.len(), present });
        }
        let forward = attune_fourier::forward(x.len());
        let inverse = attune_fourier::inverse(x.len());
        let missing: Vec<bool> = x.iter().map(|v| !v.is_finite()).collect();
        let bridged = bridged(x);
        let mean = bridged.iter().sum::<f64>() / bridged.len() as f64;
        let mut spectrum = Self { forward, inverse, amplitudes: Vec::new(), mean, missing };
        let centred: Vec<f64> = bridged.iter().map(|v| v - mean).collect();
        spectrum.amplitudes = spectrum.transform(centred).iter().map(|c| c.norm()).collect();
        Ok(spectrum)
    }

    /// A copy with the same amplitudes and phases thrown anew.
    pub(super) fn randomised(&self, rng: &mut impl Rng) -> Vec<f64> {
        let coefficients = self
            .amplitudes
            .iter()
            .map(|amplitude| {
                let phase = std::f64::consts::TAU * rng.random::<f64>();
                Complex64::from_polar(*amplitude, phase)
            })
            .collect();
        self.back(coefficients)
    }

    /// The series with its own phases and this spectrum's amplitudes.
    pub(super) fn imposed_on(&self, x: &[f64]) -> Vec<f64> {
        let mut coefficients = self.transform(x.iter().map(|v| v - self.mean).collect());
        for (c, amplitude) in coefficients.iter_mut().zip(&self.amplitudes) {
            let norm = c.norm();
            *c = if norm > 0.0 { *c * (amplitude / norm) } else { Complex64::from(*amplitude) };
        }
        self.back(coefficients)
    }

    /// Cuts the gaps of the data out of a copy.
    pub(super) fn with_gaps(&self, mut x: Vec<f64>) -> Vec<f64> {
        for (v, missing) in x.iter_mut().zip(&self.missing) {
            if *missing {
                *v = f64::NAN;
            }
        }
        x
    }

    fn transform(&self, mut x: Vec<f64>) -> Vec<Complex64> {
        let mut out = self.forward.make_output_vec();
        // The buffers come from the plan itself, so that their lengths cannot be wrong.
        let done = self.forward.process(&mut x, &mut out);
        debug_assert!(done.is_ok());
        out
    }

    fn back(&self, mut coefficients: Vec<Complex64>) -> Vec<f64> {
        let n = self.missing.len();
        // The mean is put back by hand; an even length has one more real coefficient.
        coefficients[0] = Complex64::ZERO;
        if n.is_multiple_of(2)
            && let Some(nyquist) = coefficients.last_mut()
        {
            *nyquist = Complex64::from(nyquist.norm().copysign(nyquist.re));
        }
        let mut x = self.inverse.make_output_vec();
        let done = self.inverse.process(&mut coefficients, &mut x);
        debug_assert!(done.is_ok());
        x.iter().map(|v| self.mean + v / n as f64).collect()
    }
}

/// The series with gaps bridged by straight lines and missing ends held.
pub(super) fn bridged(x: &[f64]) -> Vec<f64> {
    let mut out = x.to_vec();
    let present: Vec<usize> = (0..x.len()).filter(|i| x[*i].is_finite()).collect();
    for pair in present.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        for (i, between) in out[from + 1..to].iter_mut().enumerate() {
            let share = (i + 1) as f64 / (to - from) as f64;
            *between = x[from] + (x[to] - x[from]) * share;
        }
    }
    if let (Some(first), Some(last)) = (present.first(), present.last()) {
        out[..*first].fill(x[*first]);
        out[*last..].fill(x[*last]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_bridged_and_cut_out_again() {
        let x = [f64::NAN, 1.0, f64::NAN, 3.0, 2.0, 7.0, f64::NAN];
        assert_eq!(bridged(&x), [1.0, 1.0, 2.0, 3.0, 2.0, 7.0, 7.0]);
        let spectrum = Spectrum::of(&x).unwrap();
        let copy = spectrum.with_gaps(spectrum.randomised(&mut crate::surrogate::stream(1, 0)));
        let missing = |x: &[f64]| x.iter().map(|v| v.is_nan()).collect::<Vec<_>>();
        assert_eq!(missing(&copy), missing(&x));
    }

    #[test]
    fn a_copy_has_the_same_spectrum_and_mean() {
        for n in [64, 65] {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i * i % 17) + f64::from(i) * 0.1).collect();
            let spectrum = Spectrum::of(&x).unwrap();
            let copy =
                Spectrum::of(&spectrum.randomised(&mut crate::surrogate::stream(1, 0))).unwrap();
            assert!((copy.mean - spectrum.mean).abs() < 1e-12);
            for (p, q) in copy.amplitudes.iter().zip(&spectrum.amplitudes) {
                assert!((p - q).abs() < 1e-9);
            }
        }
    }
}
