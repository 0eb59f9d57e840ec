//! Plans for the Fourier transform of real series.
//!
//! A crate of its own because of its weight: the library's transforms are generic and are compiled
//! where a plan is first asked for, which takes longer than all our own code together. Here that
//! happens once, and not again whenever a measure changes.

use std::sync::Arc;

use realfft::RealFftPlanner;
pub use realfft::num_complex::Complex64;
pub use realfft::{ComplexToReal, RealToComplex};

/// The transform of `len` real samples into `len / 2 + 1` coefficients, not normalised.
///
/// # Example
/// ```
/// let plan = attune_fourier::forward(4);
/// let mut out = plan.make_output_vec();
/// plan.process(&mut [1.0, 0.0, -1.0, 0.0], &mut out).unwrap();
/// assert_eq!(out[1].re, 2.0);
/// ```
pub fn forward(len: usize) -> Arc<dyn RealToComplex<f64>> {
    RealFftPlanner::new().plan_fft_forward(len)
}

/// The way back from `len / 2 + 1` coefficients to `len` samples, `len` times as large.
pub fn inverse(len: usize) -> Arc<dyn ComplexToReal<f64>> {
    RealFftPlanner::new().plan_fft_inverse(len)
}
