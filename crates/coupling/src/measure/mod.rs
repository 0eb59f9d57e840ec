//! Measures: two series in, a number, a curve or a map out.

mod cell;
mod direct;
mod gappy;
mod lanes;
mod prepared;
mod product_log;
mod products;
mod segment_pairs;
mod segment_synchrony;
mod summary;
mod sweep;
mod window_sums;
mod windowed_cross_correlation;
mod z_sums;

#[cfg(test)]
pub(crate) use cell::recentred as pearson;
pub(crate) use cell::varies;
pub use prepared::Prepared;
pub(crate) use segment_pairs::SegmentPairs;
pub use segment_synchrony::{SegmentSynchrony, segment_synchrony};

pub use summary::{Strength, Summary, strength, summarise};
pub(crate) use summary::{mean_z_of_views, summary_of};
pub use windowed_cross_correlation::{LagMap, windowed_cross_correlation};
