//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

mod prediction;
mod recurrence;
pub mod reference;

pub use prediction::{naive_least_squares, naive_nearest_neighbour_transfer_entropy};
pub use recurrence::{NaiveRecurrence, naive_recurrence};
