//! What counts as "close", and what counts as a line.

use crate::InputError;

/// Which pairs of moments count as recurrent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// Points at most this far apart (Euclidean), in the unit of the series.
    Radius(f64),
    /// The smallest radius at which at least this share of the pairs (above 0, at most 1) recurs.
    /// Use it to compare dyads: their line measures then start from the same density.
    Rate(f64),
    /// Equal values: for codes, where being "nearly" the same code means nothing.
    Same,
}

/// How to compare every moment of one person with every moment of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecurrenceOptions {
    /// Values that make up one point, each `delay` samples after the one before; 1 for codes.
    pub dimension: usize,
    /// Samples between the values of a point.
    pub delay: usize,
    /// What counts as close.
    pub threshold: Threshold,
    /// Pairs less than this many samples apart are left out, of the count and of the total;
    /// 0 leaves none out.
    pub theiler: usize,
    /// Shortest diagonal line, in cells.
    pub min_diagonal: usize,
    /// Shortest vertical line, in cells.
    pub min_vertical: usize,
}

impl Default for RecurrenceOptions {
    /// Dimension 1, a recurrence rate of 4 % (the middle of the usual 3 to 5 %), lines from 2 cells.
    fn default() -> Self {
        Self {
            dimension: 1,
            delay: 1,
            threshold: Threshold::Rate(0.04),
            theiler: 0,
            min_diagonal: 2,
            min_vertical: 2,
        }
    }
}

impl RecurrenceOptions {
    /// For two series of codes: equal codes recur.
    pub fn codes() -> Self {
        Self { threshold: Threshold::Same, ..Self::default() }
    }

    /// How many points `samples` samples make.
    ///
    /// # Errors
    /// Which option cannot be used with that many samples, and what would fit.
    pub fn check(&self, samples: usize) -> Result<usize, InputError> {
        if self.dimension == 0 || self.delay == 0 {
            return Err(InputError::EmptyEmbedding {
                dimension: self.dimension,
                delay: self.delay,
            });
        }
        if self.min_diagonal < 2 || self.min_vertical < 2 {
            return Err(InputError::LineTooShort {
                cells: self.min_diagonal.min(self.min_vertical),
            });
        }
        match self.threshold {
            Threshold::Radius(radius) if !(radius >= 0.0 && radius.is_finite()) => {
                return Err(InputError::BadRadius { radius });
            }
            Threshold::Rate(rate) if !(rate > 0.0 && rate <= 1.0) => {
                return Err(InputError::BadShare { share: rate });
            }
            _ => {}
        }
        let reach = (self.dimension - 1).saturating_mul(self.delay);
        let points = samples.saturating_sub(reach);
        if points < 2 {
            return Err(InputError::EmbeddingTooLong {
                dimension: self.dimension,
                delay: self.delay,
                samples,
            });
        }
        if self.theiler >= points {
            return Err(InputError::TheilerTooWide { theiler: self.theiler, points });
        }
        Ok(points)
    }
}
