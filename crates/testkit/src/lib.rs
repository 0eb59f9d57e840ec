//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

pub mod calibration;
pub mod calibration_of_measures;
mod events;
mod frequency;
mod hidden_markov;
pub mod naive;
mod prediction;
mod recurrence;
pub mod reference;
pub mod simulate;
mod talk;
mod uncoupled;

pub use events::{naive_event_synchronisation, naive_survival, naive_two_by_two};
pub use frequency::naive_coherence;
pub use hidden_markov::{NaiveChain, naive_chain};
pub use prediction::{naive_least_squares, naive_nearest_neighbour_transfer_entropy};
pub use recurrence::{NaiveRecurrence, naive_recurrence};
pub use talk::{naive_matched, naive_speech};
pub use uncoupled::{
    uncoupled_codes, uncoupled_events, uncoupled_scores, uncoupled_talk, uncoupled_turns,
};
