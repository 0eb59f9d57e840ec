//! Why there is no answer.

/// The input cannot be analysed as asked; every variant carries the numbers that say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A correlation of two samples is always ±1.
    #[error("a window of {window} samples is too short for a correlation: at least 3 are needed")]
    WindowTooShort {
        /// Samples per window asked for.
        window: usize,
    },
    /// Windows must move on.
    #[error("a step of 0 samples never leaves the first window: at least 1 is needed")]
    StepZero,
    /// Segment-global windows keep their ends, so a lag cannot reach the window's length.
    #[error("a lag of {max_lag} samples does not fit into segments of {window} samples")]
    LagTooLong {
        /// Largest lag asked for, samples.
        max_lag: usize,
        /// Samples per window.
        window: usize,
    },
    /// Not one window fits.
    #[error("{samples} shared samples are too few: one window with its lags needs {needed}")]
    TooShort {
        /// Samples both series share.
        samples: usize,
        /// Samples needed.
        needed: usize,
    },
    /// A permutation needs something to permute.
    #[error("{segments} segments are too few to re-pair: at least {needed} are needed")]
    TooFewSegments {
        /// Segments that fit.
        segments: usize,
        /// Segments needed.
        needed: usize,
    },
    /// No shift is far enough from zero in both directions.
    #[error("{samples} samples leave no shift at least {min_shift} samples away from no shift")]
    NoShift {
        /// Samples after matching the ends.
        samples: usize,
        /// Smallest shift allowed, samples.
        min_shift: usize,
    },
    /// The spectrum of a series without any ups and downs says nothing.
    #[error("a series of {samples} samples with {present} present has no spectrum to keep")]
    NoSpectrum {
        /// Samples.
        samples: usize,
        /// Samples present.
        present: usize,
    },
}
