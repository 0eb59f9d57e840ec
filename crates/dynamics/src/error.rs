use crate::CannotTell;

/// Why no answer could be given. A reservation about an answer is not an error but a caveat.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DynamicsError {
    /// The sampling rate to simulate at is outside what the integrator can honour.
    #[error("a sampling rate of {rate_hz} per second cannot be simulated; give 0.05 to 100")]
    SamplingRate {
        /// The rate asked for, in samples per second.
        rate_hz: f64,
    },
    /// The length to simulate is not a positive, finite number of minutes up to a day.
    #[error("a recording of {minutes} minutes cannot be simulated; give 0.1 to 1440")]
    Length {
        /// The length asked for, in minutes.
        minutes: f64,
    },
    /// A planted parameter has no meaning (a return time of zero, a share outside 0 to 1).
    #[error("a planted {what} of {value} has no meaning")]
    Planted {
        /// Which parameter.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A series does not have one value for each time.
    #[error("a series has {length} values for {times} times")]
    SeriesLength {
        /// How many values it has.
        length: usize,
        /// How many times there are.
        times: usize,
    },
    /// Times must be finite and strictly rising.
    #[error("time {index} is not after the one before it")]
    Times {
        /// Index of the first time that is not.
        index: usize,
    },
    /// An option lies outside its meaning.
    #[error("an option {what} of {value} has no meaning")]
    Option {
        /// Which option.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// The input is in order, but no answer can be had from it.
    #[error(transparent)]
    CannotTell(#[from] CannotTell),
}
