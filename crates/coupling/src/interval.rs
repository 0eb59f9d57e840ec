//! How far an average over overlapping windows could have come out otherwise.

use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::quantile;

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// How many resamples; enough for two digits of a 95 % interval.
const RESAMPLES: u64 = 999;

/// Circular moving-block bootstrap interval of the mean over windows.
///
/// Blocks of `block` neighbouring windows are drawn with replacement, in a ring, until there are
/// as many windows as before; the interval runs from the 2.5th to the 97.5th percentile of their
/// means.
///
/// In plain words: how much the average would change had other stretches of the same session been
/// recorded. Neighbouring windows share samples, so they are drawn together.
///
/// # Inputs
/// `windows`: one value per window, in time order, any unit. `block`: how many neighbouring
/// windows belong together, at least 1. `seed`: of the draws.
///
/// # Returns
/// Same unit. With one block or less there is nothing to draw from and both ends are `NaN`.
///
/// # Missing data
/// `NaN` windows are drawn as they stand and left out of the means.
///
/// # Null
/// None: this is about the estimate, not about chance.
///
/// # Example
/// ```
/// let steady = attune_coupling::block_interval(&[0.25; 40], 4, 1);
/// assert_eq!((steady.lo, steady.hi), (0.25, 0.25));
/// ```
///
/// # Source
/// Politis and Romano (1992), the circular block bootstrap.
pub fn block_interval(windows: &[f64], block: usize, seed: u64) -> Interval {
    let n = windows.len();
    let block = block.max(1);
    if n <= block || windows.iter().all(|z| z.is_nan()) {
        return Interval { lo: f64::NAN, hi: f64::NAN };
    }
    let means: Vec<f64> = (0..RESAMPLES)
        .map(|index| {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            random.set_stream(index);
            resampled_mean(windows, block, &mut random)
        })
        .collect();
    Interval { lo: quantile(&means, 0.025), hi: quantile(&means, 0.975) }
}

fn resampled_mean(windows: &[f64], block: usize, random: &mut ChaCha8Rng) -> f64 {
    let n = windows.len();
    let (mut sum, mut count, mut drawn) = (0.0, 0.0, 0);
    while drawn < n {
        let start = random.random_range(0..n);
        for k in 0..block.min(n - drawn) {
            let value = windows[(start + k) % n];
            if !value.is_nan() {
                sum += value;
                count += 1.0;
            }
        }
        drawn += block;
    }
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_mean_and_follows_the_seed() {
        let windows: Vec<f64> = (0..100).map(|i| f64::from(i % 7) / 7.0).collect();
        let mean = windows.iter().sum::<f64>() / 100.0;
        let interval = block_interval(&windows, 5, 3);
        assert!(interval.lo < mean && mean < interval.hi);
        assert_eq!(interval, block_interval(&windows, 5, 3));
    }

    #[test]
    fn one_block_has_no_interval() {
        assert!(block_interval(&[0.1, 0.2], 2, 1).lo.is_nan());
        assert!(block_interval(&[f64::NAN; 9], 2, 1).hi.is_nan());
    }
}
