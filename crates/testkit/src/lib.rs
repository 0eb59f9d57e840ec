//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

mod recurrence;
pub mod reference;

pub use recurrence::{NaiveRecurrence, naive_recurrence};
