//! Measures: two series in, a number, a curve or a map out.

mod cell;
mod prepared;
mod segment_synchrony;
mod summary;
mod windowed_cross_correlation;

#[cfg(test)]
pub(crate) use cell::recentred as pearson;
pub(crate) use cell::varies;
pub use prepared::Prepared;
pub use segment_synchrony::{SegmentSynchrony, segment_synchrony};
pub use summary::{Strength, Summary, strength, summarise};
pub use windowed_cross_correlation::{LagMap, windowed_cross_correlation};
