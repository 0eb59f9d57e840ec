//! The default null for one pair: the same two recordings, slid past each other in a loop.

use std::ops::Range;

use rand::RngExt;
use rayon::prelude::*;

use super::canonical::kept_and_moved;
use super::{MAX_TRIM, Side, matched_ends, stream};
use crate::measure::{Prepared, Summary, summarise};
use crate::{InputError, Tail, Test, WindowOptions};

/// Circular shift of one partner, ends matched first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircularShift {
    /// Surrogates wanted; every shift is used once, so a short recording has fewer.
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

impl CircularShift {
    pub fn draw(&self, a: &[f64], b: &[f64], min_shift: usize) -> Result<Shifts, InputError> {
        let n = a.len().min(b.len());
        let (_, moved, shifted) = kept_and_moved(&a[..n], &b[..n]);
        let range = matched_ends(moved, MAX_TRIM);
        let nearest = min_shift.max(1);
        let mut shifts: Vec<usize> = (nearest..(range.len() + 1).saturating_sub(nearest)).collect();
        if shifts.is_empty() {
            return Err(InputError::NoShift { samples: range.len(), min_shift: nearest });
        }
        if self.surrogates < shifts.len() {
            let mut rng = stream(self.seed, 0);
            for i in 0..self.surrogates {
                let pick = rng.random_range(i..shifts.len());
                shifts.swap(i, pick);
            }
            shifts.truncate(self.surrogates);
        }
        Ok(Shifts { range, shifted, shifts })
    }

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

    pub fn mean_z(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
        tail: Tail,
    ) -> Result<Test, InputError> {
        let (observed, null) = self.summaries(a, b, options)?;
        Ok(Test::new(observed.mean_z, null.iter().map(|s| s.mean_z).collect(), tail))
    }

    pub fn summaries(
        &self,
        a: &[f64],
        b: &[f64],
        options: &WindowOptions,
    ) -> Result<(Summary, Vec<Summary>), InputError> {
        let shifts = self.draw(a, b, min_shift(options))?;
        let (a, b) = (&a[shifts.range.clone()], &b[shifts.range.clone()]);
        let (a_prepared, b_prepared) = (Prepared::new(a, options)?, Prepared::new(b, options)?);
        let null: Result<Vec<Summary>, InputError> = shifts
            .shifts
            .par_iter()
            .map(|shift| {
                Ok(match shifts.shifted {
                    Side::A => summarise(&Prepared::new(&turned(a, *shift), options)?, &b_prepared),
                    Side::B => summarise(&a_prepared, &Prepared::new(&turned(b, *shift), options)?),
                })
            })
            .collect();
        Ok((summarise(&a_prepared, &b_prepared), null?))
    }
}

/// So far that no pairing of moments that the observed lags scan is scanned again.
pub(super) fn min_shift(options: &WindowOptions) -> usize {
    1 + 2 * options.max_lag
}

fn turned(x: &[f64], shift: usize) -> Vec<f64> {
    [&x[shift..], &x[..shift]].concat()
}
