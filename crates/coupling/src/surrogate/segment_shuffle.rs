//! Segments of one person re-paired with segments of the other.

use rand::seq::SliceRandom;
use rayon::prelude::*;

use super::stream;
use crate::canonical::kept_and_moved;
use crate::measure::{Prepared, SegmentPairs};
use crate::{InputError, Tail, Test, WindowOptions};

/// Two segments have one other order, which says nothing.
const FEWEST: usize = 3;

/// Random re-pairings of the segments of two series.
///
/// Both recordings are cut side by side into segments as long as a window with its lags; `M[p][q]` is
/// the z of segment p of one with segment q of the other, over all lags. The statistic is the mean
/// of `M[p][p]`; a surrogate is the mean of `M[p][π(p)]` for a random permutation π.
///
/// In plain words: would it fit as well if each stretch of one recording were laid beside another
/// stretch of the other?
///
/// # Missing data
/// Pairwise, within segments; cells that cannot be used are left out of the means.
///
/// # Null
/// No time-locked link beyond what the segments have by themselves. Slow drift over the recording
/// makes segments near in time alike and is mistaken for a link: detrend first, and see the
/// calibration table. Segments are never joined end to end; correlations across such joints
/// reject too often.
///
/// # Source
/// Tschacher & Meier 2020 (SUSY): the same matrix of segment pairs, here with a permutation p.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentShuffle {
    /// Surrogates wanted.
    pub surrogates: usize,
    /// Seed of the permutations; one random stream per surrogate.
    pub seed: u64,
}

impl SegmentShuffle {
    /// Tests the mean z over matching segments. The step of the options plays no part: segments lie
    /// side by side, so the observed value differs from the mean z over sliding windows.
    ///
    /// # Errors
    /// [`InputError`] where the options make no sense; [`InputError::TooFewSegments`] with fewer
    /// than three segments.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{Convention, SegmentShuffle, Tail, WindowOptions};
    /// let a: Vec<f64> = (0..400).map(|t| f64::from(t * t % 97)).collect();
    /// let options =
    ///     WindowOptions { window: 20, step: 5, max_lag: 4, convention: Convention::Recentred };
    /// let shuffle = SegmentShuffle { surrogates: 99, seed: 1 };
    /// let test = shuffle.mean_z(&a, &a, &options, Tail::Upper)?;
    /// assert_eq!(test.p, 0.01);
    /// # Ok::<(), attune_coupling::InputError>(())
    /// ```
    pub fn mean_z(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
        tail: Tail,
    ) -> Result<Test, InputError> {
        let n = a.len().min(b.len());
        options.check(n)?;
        let (kept, moved, _) = kept_and_moved(&a[..n], &b[..n]);
        let (kept, moved) = (Prepared::new(kept, options)?, Prepared::new(moved, options)?);
        let pairs = SegmentPairs::new(&kept, &moved);
        let segments = pairs.segments;
        if segments < FEWEST {
            return Err(InputError::TooFewSegments { segments, needed: FEWEST });
        }
        let matrix = pairs.matrix();
        let mean = |order: &[usize]| {
            let (mut sum, mut cells) = (0.0, 0.0);
            for (p, q) in order.iter().enumerate() {
                let (z, n) = matrix[p * segments + q];
                sum += z;
                cells += n;
            }
            sum / cells
        };
        let matching: Vec<usize> = (0..segments).collect();
        let null = (0..self.surrogates)
            .into_par_iter()
            .map(|index| {
                let mut order = matching.clone();
                order.shuffle(&mut stream(self.seed, index as u64));
                mean(&order)
            })
            .collect();
        Ok(Test::new(mean(&matching), null, tail))
    }
}
