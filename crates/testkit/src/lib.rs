//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

pub mod calibration;
mod events;
mod hidden_markov;
pub mod naive;
mod prediction;
mod recurrence;
pub mod reference;
pub mod simulate;

pub use events::{naive_event_synchronisation, naive_survival, naive_two_by_two};
pub use hidden_markov::{NaiveChain, naive_chain};
pub use prediction::{naive_least_squares, naive_nearest_neighbour_transfer_entropy};
pub use recurrence::{NaiveRecurrence, naive_recurrence};
