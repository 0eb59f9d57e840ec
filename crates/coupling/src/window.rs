//! Windows and lags.

/// Which of the field's two windowed cross-correlations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Convention {
    /// Pearson's r re-centred for every lag, as rMEA computes it.
    #[default]
    Recentred,
    /// About segment-wide means and sums of squares, as SUSY (R's `ccf`) computes it.
    SegmentGlobal,
}
