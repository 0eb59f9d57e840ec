//! One partner's spectrum with the phases thrown anew.

use super::spectrum::Spectrum;
use super::{randomised_map, stream};
use crate::{InputError, Tail, Test, WindowOptions};

/// Phase-randomised copies of one partner, ends matched first; the other stays as they are.
///
/// Each copy has the amplitudes of the series' Fourier transform and independent phases, uniform
/// on the circle.
///
/// In plain words: the same mixture of slow and fast movement, put together afresh.
///
/// # Missing data
/// Gaps are bridged by straight lines for the transform and cut out of every copy again.
///
/// # Null
/// Two independent processes, the randomised one linear, Gaussian and stationary. Bursts, resting
/// levels and skewed values are not kept: for such data [`super::Iaaft`] or
/// [`super::CircularShift`].
///
/// # Source
/// Theiler et al. 1992; ends matched as Schreiber & Schmitz 2000 demand, since a jump between end
/// and start leaks into every frequency and rejects too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseRandomised {
    /// Surrogates wanted.
    pub surrogates: usize,
    /// Seed of the phases; one random stream per surrogate.
    pub seed: u64,
}

impl PhaseRandomised {
    /// Tests any statistic of the two series, called with them in the order given here.
    ///
    /// # Errors
    /// [`InputError::NoSpectrum`] with fewer than four samples present.
    pub fn test<S>(
        &self,
        a: &[f64],
        b: &[f64],
        tail: Tail,
        statistic: S,
    ) -> Result<Test, InputError>
    where
        S: Fn(&[f64], &[f64]) -> f64 + Sync,
    {
        let (observed, null) = self.map(a, b, statistic)?;
        Ok(Test::new(observed, null, tail))
    }

    /// Whatever `of` makes of the two series, of them as [`Self::test`] trims them and of every
    /// copy, in the order of their indices: for several statistics of the same copies.
    ///
    /// # Errors
    /// As [`Self::test`].
    pub fn map<T, S>(&self, a: &[f64], b: &[f64], of: S) -> Result<(T, Vec<T>), InputError>
    where
        T: Send,
        S: Fn(&[f64], &[f64]) -> T + Sync,
    {
        randomised_map(a, b, self.surrogates, of, |moved| {
            let spectrum = Spectrum::of(moved)?;
            Ok(move |index| spectrum.with_gaps(spectrum.randomised(&mut stream(self.seed, index))))
        })
    }

    /// Tests the mean z of the windowed cross-correlation.
    ///
    /// # Errors
    /// As [`Self::test`]; [`InputError`] where the windows do not fit.
    pub fn mean_z(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
        tail: Tail,
    ) -> Result<Test, InputError> {
        options.check(a.len().min(b.len()))?;
        self.test(a, b, tail, super::mean_z_of(options))
    }
}
