//! Prediction: does one person's past say something about the other's next moment?

mod gaussian_transfer_entropy;
mod lag_options;
mod lagged_regression;
mod least_squares;
mod nearest_neighbour_transfer_entropy;
mod source_shift;
mod strips;

pub use gaussian_transfer_entropy::{
    GaussianDirection, GaussianTransferEntropy, gaussian_transfer_entropy,
    gaussian_transfer_entropy_test,
};
pub use lag_options::LagOptions;
pub use lagged_regression::{
    Effect, LaggedRegression, PersonEffects, lagged_regression, lagged_regression_test,
};
pub(crate) use least_squares::least_squares;
pub use nearest_neighbour_transfer_entropy::{
    NearestNeighbourOptions, NearestNeighbourTransferEntropy, Receiver,
    nearest_neighbour_transfer_entropy, nearest_neighbour_transfer_entropy_test,
};
pub use source_shift::{DirectionTests, source_shift_test};
