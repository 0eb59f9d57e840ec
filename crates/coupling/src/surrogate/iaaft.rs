//! One partner's values in a new order that keeps the spectrum.

use super::spectrum::{Spectrum, bridged};
use super::{randomised_map, stream};
use crate::{InputError, Tail, Test, WindowOptions};

/// Iterated amplitude-adjusted Fourier transform copies of one partner, ends matched first.
///
/// In turn, the wanted amplitudes are imposed on the spectrum and the wanted values on the ranks,
/// until the order of the values no longer changes; the values are exact, the spectrum nearly.
///
/// In plain words: the very same values, in an order with the same slow and fast movement.
///
/// # Missing data
/// Gaps are bridged by straight lines for the transform and cut out of every copy again.
///
/// # Null
/// Two independent processes, the randomised one a linear Gaussian process seen through a monotone
/// gauge.
///
/// # Source
/// Schreiber & Schmitz 1996, 2000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Iaaft {
    /// Surrogates wanted.
    pub surrogates: usize,
    /// Seed of the starting orders; one random stream per surrogate.
    pub seed: u64,
    /// Rounds at most; 100 is plenty.
    pub rounds: usize,
}

impl Iaaft {
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
            let mut values = bridged(moved);
            values.sort_by(f64::total_cmp);
            Ok(move |index| spectrum.with_gaps(self.copy(&spectrum, &values, index)))
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

    /// Starts from a phase-randomised copy, which is nearer to the goal than a shuffle.
    fn copy(&self, spectrum: &Spectrum, sorted: &[f64], index: u64) -> Vec<f64> {
        let start = spectrum.randomised(&mut stream(self.seed, index));
        let mut order = ranked(&start);
        let mut copy = placed(sorted, &order);
        for _ in 0..self.rounds {
            let next = ranked(&spectrum.imposed_on(&copy));
            if next == order {
                break;
            }
            copy = placed(sorted, &next);
            order = next;
        }
        copy
    }
}

/// Positions in ascending order of their values.
fn ranked(x: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|i, j| x[*i].total_cmp(&x[*j]));
    order
}

/// The sorted values, each at the position of its rank.
fn placed(sorted: &[f64], order: &[usize]) -> Vec<f64> {
    let mut x = vec![0.0; sorted.len()];
    for (value, position) in sorted.iter().zip(order) {
        x[*position] = *value;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_are_the_same_and_the_memory_nearly() {
        let mut level = 0.0;
        let x: Vec<f64> = (0..256_u32)
            .map(|i| {
                level = 0.8 * level + f64::from((i * 7919) % 101) / 50.0 - 1.0;
                level.exp()
            })
            .collect();
        let spectrum = Spectrum::of(&x).unwrap();
        let mut sorted = x.clone();
        sorted.sort_by(f64::total_cmp);
        let copy = Iaaft { surrogates: 1, seed: 5, rounds: 100 }.copy(&spectrum, &sorted, 0);
        let mut copy_sorted = copy.clone();
        copy_sorted.sort_by(f64::total_cmp);
        assert_eq!(copy_sorted, sorted);
        assert_ne!(copy, x);
        let neighbours = |x: &[f64]| crate::measure::pearson(&x[..255], &x[1..]);
        assert!((neighbours(&copy) - neighbours(&x)).abs() < 0.05);
    }
}
