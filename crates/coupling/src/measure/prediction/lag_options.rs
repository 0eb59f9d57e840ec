//! Which past samples predict the next one.

use crate::InputError;

/// The past that is looked at: own samples at `lag`, 2·`lag`, … and the partner's likewise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LagOptions {
    /// Own past samples, at least 1: without them inertia would pass for influence.
    pub own: usize,
    /// Partner's past samples, at least 1.
    pub partner: usize,
    /// Samples between them, and from the latest of them to the moment predicted; at least 1.
    pub lag: usize,
}

impl Default for LagOptions {
    /// One sample each, one sample back.
    fn default() -> Self {
        Self { own: 1, partner: 1, lag: 1 }
    }
}

impl LagOptions {
    /// The first sample that can be predicted.
    ///
    /// # Errors
    /// A zero among the options, or fewer than `needed` samples after the first.
    pub fn check(&self, samples: usize, needed: usize) -> Result<usize, InputError> {
        if self.own == 0 || self.partner == 0 || self.lag == 0 {
            return Err(InputError::NoPast { own: self.own, partner: self.partner, lag: self.lag });
        }
        let first = self.own.max(self.partner).saturating_mul(self.lag);
        let needed = first.saturating_add(needed);
        if samples < needed {
            return Err(InputError::TooShort { samples, needed });
        }
        Ok(first)
    }
}

impl LagOptions {
    /// A shift beyond all the past that is looked at, on both sides together.
    pub(super) fn far(&self) -> usize {
        2 * self.own.max(self.partner).saturating_mul(self.lag) + 1
    }
}

/// The columns of a lagged regression and what they predict, row by row.
pub(super) struct Design {
    /// Moments, as sample numbers.
    pub(super) moments: Vec<usize>,
    /// What is predicted.
    pub(super) target: Vec<f64>,
    /// Ones, own past, shared inputs, partner's past: the latest lag first in each.
    pub(super) columns: Vec<Vec<f64>>,
}

/// Rows in which everything is present.
pub(super) fn design(
    own: &[f64],
    partner: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
) -> Result<Design, InputError> {
    let samples = shared.iter().chain(&[own, partner]).map(|x| x.len()).min().unwrap_or(0);
    let predictors = 1 + options.own + options.partner + shared.len() * (1 + options.partner);
    let first = options.check(samples, predictors + 2)?;
    let past = |x: &[f64], t: usize, from: usize, to: usize| -> Vec<f64> {
        (from..=to).map(|back| x[t - back * options.lag]).collect()
    };
    let mut columns = vec![Vec::new(); predictors];
    let (mut moments, mut target) = (Vec::new(), Vec::new());
    for t in first..samples {
        let mut row = vec![1.0];
        row.extend(past(own, t, 1, options.own));
        for input in shared {
            row.extend(past(input, t, 0, options.partner));
        }
        row.extend(past(partner, t, 1, options.partner));
        if own[t].is_finite() && row.iter().all(|v| v.is_finite()) {
            moments.push(t);
            target.push(own[t]);
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
    }
    if target.len() < predictors + 2 {
        return Err(InputError::TooShort { samples: target.len(), needed: predictors + 2 });
    }
    Ok(Design { moments, target, columns })
}
