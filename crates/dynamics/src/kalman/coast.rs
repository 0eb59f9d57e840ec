//! Settled stretches of a system of which every state is measured, each by a channel of its own.
//!
//! There filter and smoother are one fixed linear recursion each. Written as such, the next mean
//! waits for one small product instead of for every measurement in turn, and that wait is nearly
//! all the time a small system takes.

use std::ops::Range;

use super::filter::{Filtered, Gain};
use super::{Measured, RowSlope, System};
use crate::discretise::{Transition, TransitionSlope};
use crate::matrix::{
    Mat, add_outer, add_scaled, apply, apply_transposed, dot, identity, mul, zeros,
};

/// Stretches shorter than this are not worth setting up.
const SHORTEST: usize = 16;

/// The recursion of one record's gains and one transition.
pub(crate) struct Coast<'a, const S: usize> {
    transition: &'a Transition<S>,
    gains: &'a [Gain<S>; S],
    level: [f64; S],
    loading: [f64; S],
    /// From one forecast of the state to the next: `Φ (I − K Z)`.
    onward: Mat<S>,
    /// What the measurements add to the next forecast: `Φ K`.
    entering: Mat<S>,
    /// What the scaled surprises add to the smoothing vector.
    returning: Mat<S>,
}

impl<'a, const S: usize> Coast<'a, S> {
    pub(crate) fn new(
        system: &'a System<S>,
        spacing: u32,
        record: u32,
        gains: &'a [Gain<S>],
    ) -> Option<Self> {
        let transition = &system.transitions[spacing as usize];
        let gains: &[Gain<S>; S] = gains[record as usize * S..].first_chunk()?;
        let loading = std::array::from_fn(|c| system.rows[c].loading);
        let (mut kept, mut taken) = (identity::<S>(), zeros::<S>());
        for c in 0..S {
            let (shown, known) = (kept[c], taken[c]);
            for i in 0..S {
                for j in 0..S {
                    kept[i][j] -= gains[c].pull[i] * loading[c] * shown[j];
                    taken[i][j] -= gains[c].pull[i] * loading[c] * known[j];
                }
                taken[i][c] += gains[c].pull[i];
            }
        }
        let mut returning = zeros::<S>();
        for c in (0..S).rev() {
            let pulled = apply_transposed(&returning, &gains[c].pull);
            for j in 0..S {
                returning[c][j] -= loading[c] * pulled[j];
            }
            returning[c][c] += loading[c];
        }
        Some(Self {
            transition,
            gains,
            level: std::array::from_fn(|c| system.rows[c].level),
            loading,
            onward: mul(&transition.carry, &kept),
            entering: mul(&transition.carry, &taken),
            returning,
        })
    }

    /// Filters complete samples; returns the sum of their squared scaled surprises and leaves the
    /// forecast of the sample after them in `mean`.
    #[inline(always)]
    pub(crate) fn filter(
        &self,
        values: &[f64],
        mean: &mut [f64; S],
        means: &mut Vec<[f64; S]>,
        surprises: &mut Vec<f64>,
    ) -> f64 {
        let mut sums = [0.0; S];
        for y in values.as_chunks::<S>().0 {
            let y: [f64; S] = std::array::from_fn(|c| y[c] - self.level[c]);
            let mut here = *mean;
            let mut surprise = [0.0; S];
            for c in 0..S {
                surprise[c] = y[c] - self.loading[c] * here[c];
                sums[c] += surprise[c] * surprise[c] * self.gains[c].precision;
                for i in 0..S {
                    here[i] += self.gains[c].pull[i] * surprise[c];
                }
            }
            means.push(here);
            surprises.extend_from_slice(&surprise);
            let (kept, added) = (apply(&self.onward, mean), apply(&self.entering, &y));
            *mean = std::array::from_fn(|i| kept[i] + added[i]);
        }
        sums.iter().sum()
    }

    /// Takes the smoothing vector back over a stretch of samples, adding what depends on what was
    /// measured to the slopes.
    #[inline(always)]
    pub(crate) fn backward(
        &self,
        filtered: &Filtered<S>,
        stretch: Range<usize>,
        r: &mut [f64; S],
        slope: &mut TransitionSlope<S>,
        rows: &mut [RowSlope],
    ) {
        let (mut added, mut carry) = (zeros::<S>(), zeros::<S>());
        let mut sums = [RowSlope::default(); S];
        let surprises = &filtered.surprise[stretch.start * S..stretch.end * S];
        let surprises = surprises.as_chunks::<S>().0;
        let after = &filtered.records[filtered.record_of[stretch.start] as usize].after;
        let means = &filtered.mean[stretch];
        for (mean, surprise) in means.iter().zip(surprises).rev() {
            let scaled: [f64; S] = std::array::from_fn(|c| surprise[c] * self.gains[c].precision);
            let mut here = apply_transposed(&self.transition.carry, r);
            let pulled = apply(after, &here);
            let smoothed: [f64; S] = std::array::from_fn(|i| mean[i] + pulled[i]);
            add_outer(&mut added, 0.5, r, r);
            add_outer(&mut carry, 1.0, r, &smoothed);
            for c in (0..S).rev() {
                let error = scaled[c] - dot(&self.gains[c].pull, &here);
                here[c] += self.loading[c] * error;
                sums[c].level += error;
                sums[c].variance += 0.5 * error * error;
                sums[c].loading += error * smoothed[c];
            }
            let (kept, entered) =
                (apply_transposed(&self.onward, r), apply(&self.returning, &scaled));
            *r = std::array::from_fn(|i| kept[i] + entered[i]);
        }
        add_scaled(&mut slope.added, 1.0, &added);
        add_scaled(&mut slope.carry, 1.0, &carry);
        for (row, sum) in rows.iter_mut().zip(sums) {
            row.level += sum.level;
            row.variance += sum.variance;
            row.loading += sum.loading;
        }
    }
}

/// The end of the stretch from `t` on whose samples are complete and followed by this spacing;
/// `t` itself where it is too short.
pub(crate) fn stretch_ahead(measured: &Measured, t: usize, spacing: u32) -> usize {
    let values = measured.values[t * measured.channels..].chunks_exact(measured.channels);
    let ahead = measured.spacing[t..].iter().zip(values);
    let regular = |(s, y): &(&u32, &[f64])| **s == spacing && !y.iter().any(|y| y.is_nan());
    let length = ahead.take_while(regular).count();
    if length < SHORTEST { t } else { t + length }
}

/// The start of the stretch that ends before `to` whose samples share a record and a spacing;
/// `to` itself where it is too short.
pub(crate) fn stretch_behind<const S: usize>(
    measured: &Measured,
    filtered: &Filtered<S>,
    to: usize,
) -> usize {
    let (record, spacing) = (filtered.record_of[to - 1], measured.spacing[to - 1]);
    let alike = filtered.record_of[..to].iter().zip(&measured.spacing[..to]).rev();
    let length = alike.take_while(|&(r, s)| *r == record && *s == spacing).count();
    if length < SHORTEST { to } else { to - length }
}

/// Whether a settled stretch of this system can be coasted through.
pub(crate) fn each_state_is_measured<const S: usize>(system: &System<S>) -> bool {
    let own = |(c, row): (usize, &super::Row)| row.state == c && row.noise.is_none();
    system.pushes.is_empty() && system.rows.len() == S && system.rows.iter().enumerate().all(own)
}
