//! The Kalman engine every model of this crate shares: likelihood, its slope, and smoothing.
//!
//! Measurements enter one number at a time; a missing one is skipped. Where the grid is regular
//! and complete the covariances settle, and from there only the means are carried.

mod backward;
mod coast;
mod filter;
pub(crate) mod spare;

pub(crate) use backward::{RowSlope, Slopes, Smoothed, backward};
pub(crate) use filter::{Filtered, filter};

use crate::discretise::Transition;
use crate::matrix::Mat;

/// How one channel shows the state: `y = level + loading · z[state] (+ z[noise]) + ε`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) state: usize,
    pub(crate) loading: f64,
    /// The state that carries this channel's coloured noise, where it has any.
    pub(crate) noise: Option<usize>,
    /// Variance of the white noise.
    pub(crate) variance: f64,
    pub(crate) level: f64,
}

/// A linear Gaussian system on a time grid.
#[derive(Debug, Clone)]
pub(crate) struct System<const S: usize> {
    /// One transition for each distinct spacing of the grid.
    pub(crate) transitions: Vec<Transition<S>>,
    pub(crate) rows: Vec<Row>,
    /// Covariance of the state at the first sample; its mean is zero.
    pub(crate) start: Mat<S>,
    /// States the pushes act on.
    pub(crate) pushed: [usize; 2],
    /// Push on each pushed state from each sample to the next; empty where there is none.
    pub(crate) pushes: Vec<[f64; 2]>,
}

/// What was measured, sample by sample.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measured {
    /// All channels of the first sample, then of the second, …; missing is NaN.
    pub(crate) values: Vec<f64>,
    pub(crate) channels: usize,
    /// Which transition leads from each sample to the next; one entry fewer than samples.
    pub(crate) spacing: Vec<u32>,
    /// The distinct spacings, in seconds.
    pub(crate) seconds: Vec<f64>,
}

impl Measured {
    pub(crate) fn samples(&self) -> usize {
        self.values.len().checked_div(self.channels).unwrap_or(0)
    }

    #[inline(always)]
    pub(crate) fn sample(&self, t: usize) -> &[f64] {
        &self.values[t * self.channels..(t + 1) * self.channels]
    }
}

#[cfg(test)]
mod tests;
