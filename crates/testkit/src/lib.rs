//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

mod accommodation;
pub mod calibration;
pub mod calibration_of_measures;
mod embedding;
mod events;
mod frequency;
mod hidden_markov;
mod influence_fit;
mod markov;
pub mod naive;
mod phase_coupling;
mod point_graph;
mod prediction;
mod recurrence;
pub mod reference;
mod repair;
mod sequence_apim;
pub mod simulate;
mod state_space_grid;
mod steady_states;
mod talk;
mod turn_taking;
mod uncoupled;
mod words;

pub use accommodation::naive_accommodation;
pub use embedding::{naive_false_neighbours, naive_mutual_information};
pub use events::{naive_event_synchronisation, naive_greenwood, naive_survival, naive_two_by_two};
pub use frequency::naive_coherence;
pub use hidden_markov::{NaiveChain, naive_chain};
pub use influence_fit::{
    NaiveLeft, naive_bic, naive_influence_explained, naive_influence_slope,
    naive_steps_of_influence, naive_uninfluenced,
};
pub use markov::{naive_code_transfer, naive_steps};
pub use phase_coupling::{NaivePhaseCoupling, naive_phase_coupling, naive_phase_error};
pub use point_graph::{NaivePointGraph, naive_point_graph};
pub use prediction::{
    naive_gaussian_transfer_entropy, naive_least_squares, naive_nearest_neighbour_transfer_entropy,
    naive_residual_squares, naive_standard_errors,
};
pub use recurrence::{NaiveRecurrence, naive_diagonal_share, naive_recurrence};
pub use repair::{NaiveRepair, naive_lasting, naive_repair};
pub use sequence_apim::{NaiveLogits, naive_logits};
pub use state_space_grid::naive_state_space_grid;
pub use steady_states::{naive_null_cline, naive_push_left, naive_steady_states};
pub use talk::{naive_matched, naive_speech};
pub use turn_taking::{naive_joined, naive_transfers};
pub use uncoupled::{
    uncoupled_codes, uncoupled_events, uncoupled_scores, uncoupled_talk, uncoupled_turns,
};
pub use words::{NaivePronoun, naive_pronouns, naive_style_matching};
