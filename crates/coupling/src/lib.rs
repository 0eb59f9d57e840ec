//! Two series: measures, surrogates, tests.
//!
//! Three nouns compose everything here. A **measure** turns two series into a number or a map; a
//! **surrogate** is a copy that obeys a stated null hypothesis; a **test** holds the observed
//! value beside its whole null distribution.
//!
//! **Invariants.** Nothing here knows what the series mean, reads a file, a clock or a global
//! random number. Swapping the two series mirrors every directed result and leaves every other
//! unchanged. Same seed, same bits, on any number of threads. Positive lag: the first series leads.

mod canonical;
mod error;
mod facets;
mod group;
mod interval;
mod lead_lag;
pub mod measure;
mod multiple;
mod percentile;
pub mod surrogate;
mod test;
mod time_constant;
mod window;

pub use error::InputError;
pub use facets::{Facets, facets};
pub use group::{FEWEST_FOR_INTERVAL, GroupEffect, RealValue, StrangerValue, real_vs_strangers};
pub use interval::{Interval, block_interval};
pub use lead_lag::{LeadLag, Peak, PeakSummary, lead_lag, peak, peak_summary};
pub use measure::{
    LagMap, Prepared, SegmentSynchrony, Strength, Summary, segment_synchrony, strength, summarise,
    windowed_cross_correlation,
};
pub use multiple::{Cluster, benjamini_hochberg, cluster_mass, max_t};
pub use percentile::{percentile, quantile, window_percentiles};
pub use surrogate::{
    CircularShift, Iaaft, PhaseRandomised, PseudoDyad, Roles, Seat, SegmentShuffle, Side,
    pseudo_dyads, pseudo_dyads_sample,
};
pub use test::{Tail, Test};
pub use time_constant::{decorrelation_time, effective_samples};
pub use window::{Convention, WindowOptions};
