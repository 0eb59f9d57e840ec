//! Measures: two series in, a number, a curve or a map out.

mod cell;
mod direct;
mod events;
mod gappy;
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
mod window_sums;
mod windowed_cross_correlation;
mod z_sums;

#[cfg(test)]
pub(crate) use cell::recentred as pearson;
pub(crate) use cell::varies;
pub use events::{
    Code, DyadicMarkov, Episode, EventSynchronisation, LagSequential, Logits, Mismatch, Repair,
    SequenceApim, SequentialOptions, StateSpaceGrid, Survival, SurvivalStep, TwoByTwo,
    collapse_repeats, dyadic_markov, event_synchronisation, kaplan_meier, lag_sequential, repair,
    sequence_apim, state_space_grid,
};
pub use hidden_markov::{
    Channel, DyadicHiddenMarkov, Emission, HiddenMarkovCaveat, HiddenMarkovOptions,
    dyadic_hidden_markov,
};
pub use prediction::{
    Effect, GaussianDirection, GaussianTransferEntropy, LagOptions, LaggedRegression,
    NearestNeighbourOptions, NearestNeighbourTransferEntropy, PersonEffects, Receiver,
    gaussian_transfer_entropy, lagged_regression, nearest_neighbour_transfer_entropy,
    source_shift_test,
};
pub use prepared::Prepared;
pub use recurrence::{
    DelayChoice, LagShare, Recurrence, RecurrenceCaveat, RecurrenceOptions, RecurrencePicture,
    Threshold, VerticalLines, cross_recurrence, diagonal_profile, false_neighbours,
    mutual_information_delay, recurrence_picture, windowed_recurrence,
};
pub(crate) use segment_pairs::SegmentPairs;
pub use segment_synchrony::{SegmentSynchrony, segment_synchrony};
pub use summary::{Strength, Summary, strength, summarise};
pub(crate) use summary::{mean_z_of_views, summary_of};
pub use windowed_cross_correlation::{LagMap, windowed_cross_correlation};
