//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

mod events;
mod prediction;
mod recurrence;
pub mod reference;

pub use events::{naive_event_synchronisation, naive_survival, naive_two_by_two};
pub use prediction::{naive_least_squares, naive_nearest_neighbour_transfer_entropy};
pub use recurrence::{NaiveRecurrence, naive_recurrence};
