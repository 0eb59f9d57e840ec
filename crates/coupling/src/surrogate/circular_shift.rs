//! The default null for one pair: the same two recordings, slid past each other in a loop.

use std::ops::Range;

use rayon::prelude::*;

use super::{MAX_TRIM, Side, matched_ends};
use crate::canonical::kept_and_moved;
use crate::measure::{Prepared, Summary, mean_z_of_views, summary_of};
use crate::{InputError, Tail, Test, WindowOptions};

/// Circular shift of one partner, ends matched first.
///
/// Both series are cut alike so that the shifted one's end runs into its start
/// ([`matched_ends`]); then x*(t) = x((t + k) mod n) for shifts k far enough from 0 in both
/// directions. The observed value is taken from the same cut series.
///
/// In plain words: the two recordings as they are, only not at the same time.
///
/// # Missing data
/// Gaps travel with their series.
///
/// # Null
/// No time-locked link between two series that are each stationary. Keeps both spectra and both
/// sets of values exactly; one joint remains, and without matched ends it alone makes slow series
/// reject up to four times too often. With fewer than 20 independent samples
/// ([`effective_samples`](crate::effective_samples)) it cannot tell.
///
/// # Source
/// The cyclic shift of Quian Quiroga et al. 2002; matched ends and calibration: science.md 2.5 and
/// the calibration table in this project's docs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircularShift {
    /// Surrogates wanted. Every shift is used at most once, so a short recording has fewer: see the
    /// length of [`Test::null`].
    pub surrogates: usize,
    /// Seed of the draw.
    pub seed: u64,
}

/// The shifts drawn for one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifts {
    /// The samples of both series that are kept; observed value and surrogates use only these.
    pub range: Range<usize>,
    /// Which series is shifted.
    pub shifted: Side,
    /// The shifts in samples, all different; sample `t` of the copy is sample `t + shift` of the
    /// kept range, in a loop.
    pub shifts: Vec<usize>,
}

/// The data and twenty copies: p < .05 cannot be reached with fewer.
pub(crate) const FEWEST_RANGES: usize = 21;
/// With so many ranges of lags, leaving out the two nearest ones moves a 5 % test by less than two
/// points (`docs/calibration_of_measures.md`).
pub(crate) const ENOUGH_RANGES: usize = 40;

impl CircularShift {
    /// Cuts the ends and draws the shifts, none nearer to no shift than `min_shift` samples.
    ///
    /// # Errors
    /// [`InputError::NoShift`] where no shift is that far away in both directions.
    pub fn draw(&self, a: &[f64], b: &[f64], min_shift: usize) -> Result<Shifts, InputError> {
        cut(a, b, |n| self.places(n, min_shift))
    }

    /// Cuts the ends and draws shifts for a statistic that looks at all lags up to `max_lag`, none
    /// nearer to no shift than twice that, so that no copy scans a pairing of moments that the data
    /// scan.
    ///
    /// Where these ranges of lags fit into the recording fewer than 40 times, neighbouring copies
    /// mostly look at the same lags, and leaving out the near ones would let the data stand out too
    /// often; shifts are then spread evenly ([`Self::draw_even`]).
    ///
    /// # Errors
    /// As [`Self::draw_even`].
    pub fn draw_scanning(
        &self,
        a: &[f64],
        b: &[f64],
        max_lag: usize,
    ) -> Result<Shifts, InputError> {
        self.draw_beyond(a, b, 2 * max_lag + 1)
    }

    /// [`Self::draw_scanning`] by the whole range of lags.
    pub(crate) fn draw_beyond(
        &self,
        a: &[f64],
        b: &[f64],
        range: usize,
    ) -> Result<Shifts, InputError> {
        cut(a, b, |n| self.places_beyond(n, range))
    }

    /// Shifts of `n` places in a loop beyond a range of lags: at random where it fits often enough,
    /// else evenly spread.
    pub(crate) fn places_beyond(&self, n: usize, range: usize) -> Result<Vec<usize>, InputError> {
        match n / range.max(1) < ENOUGH_RANGES {
            true => self.even_places(n, range),
            false => self.places(n, range),
        }
    }

    /// Cuts the ends and spreads the shifts evenly over the recording, no two nearer to each other, or
    /// to no shift, than `range`: so many as were asked for, or as fit.
    ///
    /// Such shifts and no shift are a cycle in which none is special, so that the test is exact for
    /// stationary series, whatever the range; the price is a least p of 1 / copies and data.
    ///
    /// # Errors
    /// [`InputError::TooFewRanges`] where fewer fit than a test at 5 % needs.
    pub fn draw_even(&self, a: &[f64], b: &[f64], range: usize) -> Result<Shifts, InputError> {
        cut(a, b, |n| self.even_places(n, range))
    }

    /// Evenly spread shifts of `n` places in a loop.
    pub(crate) fn even_places(&self, n: usize, range: usize) -> Result<Vec<usize>, InputError> {
        let range = range.max(1);
        let ranges = n / range;
        if ranges < FEWEST_RANGES {
            return Err(InputError::TooFewRanges {
                samples: n,
                range,
                ranges,
                needed: FEWEST_RANGES,
            });
        }
        let parts = ranges.min(self.surrogates + 1);
        Ok((1..parts).map(|part| (part * n + parts / 2) / parts).collect())
    }

    /// Tests any statistic of the two series, called with them in the order given here.
    ///
    /// `min_shift` should exceed the largest lag the statistic looks at, on both sides together.
    ///
    /// # Errors
    /// As [`Self::draw`].
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{CircularShift, Tail};
    /// let a: Vec<f64> = (0..200).map(|t| f64::from(t * t % 101)).collect();
    /// let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum();
    /// let test = CircularShift { surrogates: 99, seed: 1 }.test(&a, &a, 1, Tail::Upper, product)?;
    /// assert_eq!(test.p, 0.01);
    /// # Ok::<(), attune_coupling::InputError>(())
    /// ```
    pub fn test<S>(
        &self,
        a: &[f64],
        b: &[f64],
        min_shift: usize,
        tail: Tail,
        statistic: S,
    ) -> Result<Test, InputError>
    where
        S: Fn(&[f64], &[f64]) -> f64 + Sync,
    {
        let shifts = self.draw(a, b, min_shift)?;
        let (a, b) = (&a[shifts.range.clone()], &b[shifts.range.clone()]);
        let null = shifts
            .shifts
            .par_iter()
            .map(|shift| match shifts.shifted {
                Side::A => statistic(&turned(a, *shift), b),
                Side::B => statistic(a, &turned(b, *shift)),
            })
            .collect();
        Ok(Test::new(statistic(a, b), null, tail))
    }

    /// Tests the mean z of the windowed cross-correlation: [`Self::test`] without preparing a
    /// series more than once.
    ///
    /// # Errors
    /// As [`Self::draw_scanning`]; [`InputError`] where the windows do not fit into the cut series.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{CircularShift, Convention, Tail, WindowOptions};
    /// let a: Vec<f64> = (0..400).map(|t| f64::from(t * t % 97)).collect();
    /// let options =
    ///     WindowOptions { window: 20, step: 5, max_lag: 4, convention: Convention::Recentred };
    /// let shift = CircularShift { surrogates: 99, seed: 1 };
    /// assert_eq!(shift.mean_z(&a, &a, &options, Tail::Upper)?.p, 0.01);
    /// # Ok::<(), attune_coupling::InputError>(())
    /// ```
    pub fn mean_z(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
        tail: Tail,
    ) -> Result<Test, InputError> {
        let looped = Looped::new(self.draw_scanning(a, b, options.max_lag)?, a, b, options)?;
        let mean_z = |shift: usize| {
            let n = looped.kept.len();
            mean_z_of_views(&looped.kept.view(0, n), &looped.moved.view(shift, n), options)
        };
        let null = looped.shifts.shifts.par_iter().map(|shift| mean_z(*shift)).collect();
        Ok(Test::new(mean_z(0), null, tail))
    }

    /// The whole summary of the cut series and of every surrogate, for tests on profiles
    /// ([`max_t`](crate::max_t)) and windows ([`cluster_mass`](crate::cluster_mass)). Shifts are drawn at
    /// random however few ranges of lags there are.
    ///
    /// # Errors
    /// As [`Self::draw`]; [`InputError`] where the windows do not fit into the cut series.
    pub fn summaries(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
    ) -> Result<(Summary, Vec<Summary>), InputError> {
        let shifts = self.draw(a, b, 1 + 2 * options.max_lag)?;
        let looped = Looped::new(shifts, a, b, options)?;
        let summary = |shift: usize| {
            let n = looped.kept.len();
            let (kept, moved) = (looped.kept.view(0, n), looped.moved.view(shift, n));
            match looped.shifts.shifted {
                Side::A => summary_of(&moved, &kept, options),
                Side::B => summary_of(&kept, &moved, options),
            }
        };
        let null = looped.shifts.shifts.par_iter().map(|shift| summary(*shift)).collect();
        Ok((summary(0), null))
    }
}

/// One pair prepared so that every shift is a view.
struct Looped {
    shifts: Shifts,
    kept: Prepared,
    moved: Prepared,
}

impl Looped {
    fn new(
        shifts: Shifts,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
    ) -> Result<Self, InputError> {
        let (a, b) = (&a[shifts.range.clone()], &b[shifts.range.clone()]);
        let (kept, moved) = match shifts.shifted {
            Side::A => (b, a),
            Side::B => (a, b),
        };
        let (kept, moved) = (Prepared::new(kept, options)?, Prepared::looped(moved, options)?);
        Ok(Self { shifts, kept, moved })
    }
}

/// Chooses who is moved, cuts the ends to match, and places the shifts in what is left.
fn cut(
    a: &[f64],
    b: &[f64],
    places: impl FnOnce(usize) -> Result<Vec<usize>, InputError>,
) -> Result<Shifts, InputError> {
    let n = a.len().min(b.len());
    let (_, moved, shifted) = kept_and_moved(&a[..n], &b[..n]);
    let range = matched_ends(moved, MAX_TRIM);
    let shifts = places(range.len())?;
    Ok(Shifts { range, shifted, shifts })
}

fn turned(x: &[f64], shift: usize) -> Vec<f64> {
    [&x[shift..], &x[..shift]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shift_is_used_once_and_none_is_near() {
        let x: Vec<f64> = (0..60).map(|t| f64::from(t * t % 31)).collect();
        let few = CircularShift { surrogates: 10, seed: 2 }.draw(&x, &x, 5).unwrap();
        let n = few.range.len();
        let mut sorted = few.shifts.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 10);
        assert!(sorted.iter().all(|k| (5..=n - 5).contains(k)));
        let all = CircularShift { surrogates: 999, seed: 2 }.draw(&x, &x, 5).unwrap();
        assert_eq!(all.shifts.len(), n - 9);
        let none = CircularShift { surrogates: 9, seed: 2 }.draw(&x, &x, 40);
        assert_eq!(none, Err(InputError::NoShift { samples: n, min_shift: 40 }));
    }

    #[test]
    fn even_shifts_are_as_far_from_each_other_as_from_none() {
        let shift = |surrogates| CircularShift { surrogates, seed: 2 };
        for (n, range, surrogates) in [(500, 11, 999), (500, 11, 39), (211, 10, 999), (63, 3, 20)] {
            let mut places = vec![0];
            places.extend(shift(surrogates).even_places(n, range).unwrap());
            assert_eq!(places.len(), (n / range).min(surrogates + 1));
            places.push(n);
            assert!(places.windows(2).all(|two| two[1] - two[0] >= range), "{places:?}");
        }
        let few = shift(999).even_places(209, 10);
        let range = InputError::TooFewRanges { samples: 209, range: 10, ranges: 20, needed: 21 };
        assert_eq!(few, Err(range));
    }

    #[test]
    fn a_lag_too_long_for_the_recording_is_no_test() {
        let x: Vec<f64> = (0..500).map(|t| f64::from(t * t % 131)).collect();
        let shift = CircularShift { surrogates: 199, seed: 1 };
        let copies = |max_lag| shift.draw_scanning(&x, &x, max_lag).map(|drawn| drawn.shifts.len());
        assert!(matches!(copies(100), Err(InputError::TooFewRanges { ranges: 2, .. })));
        assert!((20..39).contains(&copies(8).unwrap()));
        assert_eq!(copies(2), Ok(199));
    }
}
