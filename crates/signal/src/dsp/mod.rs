//! Small transforms on evenly spaced samples. `NaN` is missing, in and out.

mod detrend;
mod scale;
mod smooth;

pub use detrend::{detrend_linear, difference};
pub use scale::{scale_sd, standardise};
pub use smooth::{SmoothEdge, moving_average};
