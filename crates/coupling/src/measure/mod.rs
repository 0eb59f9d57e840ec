//! Measures: two series in, a number, a curve or a map out.

mod cell;
mod direct;
mod events;
mod frequency;
mod gappy;
mod gottman_murray;
mod hidden_markov;
mod lanes;
mod prediction;
mod prepared;
mod product_log;
mod products;
mod recurrence;
mod segment_pairs;
mod segment_synchrony;
mod summary;
mod sweep;
mod talk;
mod window_sums;
mod windowed_cross_correlation;
mod z_sums;

#[cfg(test)]
pub(crate) use cell::recentred as pearson;
pub(crate) use cell::varies;
pub(crate) use events::SAME_MOMENT;
pub use events::{
    ApimTests, Code, DyadicMarkov, Episode, EventSynchronisation, EventTests, GridTests,
    LagSequential, Logits, MarkovTests, MatchOptions, Matched, MatchedExpressions, MatchedTests,
    Mismatch, Recorded, Repair, RepairLatency, RepairTests, SequenceApim, SequentialOptions,
    SequentialTests, StateSpaceGrid, Survival, SurvivalStep, TwoByTwo, collapse_repeats,
    dyadic_markov, dyadic_markov_test, event_synchronisation, event_synchronisation_test,
    kaplan_meier, lag_sequential, lag_sequential_test, matched_expressions,
    matched_expressions_test, repair, repair_latency, repair_test, sequence_apim,
    sequence_apim_test, state_space_grid, state_space_grid_test,
};
pub use frequency::{
    BandCoherence, Coherence, PhaseCoupling, PhaseOptions, PhaseSpectrum, PhaseTests, WelchOptions,
    coherence, coherence_test, phase_coupling, phase_coupling_test, phase_spectrum,
};
pub use gottman_murray::{
    Basins, FitCaveat, Influence, InfluenceFit, InfluenceFitOptions, InfluenceModel,
    InfluenceShape, InfluenceTests, PersonFit, PersonModel, Piece, PointGraph, SlopeTest,
    SteadyState, Switch, fit_influence, influence_test, person_influence, point_graph,
    positivity_ratio,
};
pub use hidden_markov::{
    Channel, DyadicHiddenMarkov, Emission, HiddenMarkovCaveat, HiddenMarkovOptions,
    dyadic_hidden_markov, dyadic_hidden_markov_test,
};
pub use prediction::{
    DirectionTests, Effect, GaussianDirection, GaussianTransferEntropy, LagOptions,
    LaggedRegression, NearestNeighbourOptions, NearestNeighbourTransferEntropy, PersonEffects,
    Receiver, gaussian_transfer_entropy, gaussian_transfer_entropy_test, lagged_regression,
    lagged_regression_test, nearest_neighbour_transfer_entropy,
    nearest_neighbour_transfer_entropy_test, source_shift_test,
};
pub use prepared::Prepared;
pub use recurrence::{
    DelayChoice, LagShare, Recurrence, RecurrenceCaveat, RecurrenceOptions, RecurrencePicture,
    RecurrenceTests, Threshold, VerticalLines, cross_recurrence, diagonal_profile,
    false_neighbours, mutual_information_delay, recurrence_picture, recurrence_test,
    windowed_recurrence,
};
pub(crate) use segment_pairs::SegmentPairs;
pub use segment_synchrony::{SegmentSynchrony, segment_synchrony};
pub use summary::{Strength, Summary, strength, summarise};
pub(crate) use summary::{mean_z_of_views, summary_of};
pub use talk::{
    Accommodation, AccommodationTests, Adjustment, AdjustmentTests, FloorTransfer, PersonPronouns,
    PronounCounts, PronounTalk, Speaker, StyleCaveat, StyleCounts, StyleMatching, Turn,
    TurnOptions, TurnTaking, accommodation, accommodation_test, pronoun_talk, style_matching,
    style_matching_test, turn_taking, turn_taking_test,
};
pub use windowed_cross_correlation::{LagMap, windowed_cross_correlation};
