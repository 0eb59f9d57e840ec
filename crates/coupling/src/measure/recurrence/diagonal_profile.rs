//! Who comes first: recurrence as a function of lag.

use super::RecurrenceOptions;
use super::matrix::Matrix;
use crate::InputError;

/// Diagonal-wise recurrence profile: the share of recurrent pairs at every lag.
///
/// RR(lag) = recurrent cells (i, i + lag) / pairs of complete points (i, i + lag).
///
/// In plain words: how often B is, `lag` samples later, where A was; a peak at a positive lag means
/// that B tends to follow.
///
/// # Inputs
/// As [`cross_recurrence`](super::cross_recurrence); `max_lag` in samples. The Theiler window does
/// not apply.
///
/// # Returns
/// One [`LagShare`] per lag from −`max_lag` to `max_lag`, each 0 to 1. Positive lag: A leads.
/// Swapping `a` and `b` reverses the profile.
///
/// # Missing data
/// A pair with a missing value is left out; a lag without pairs is `NaN`.
///
/// # Null
/// Circular shift; compare the largest value over all lags scanned with the same of each shift.
///
/// # Errors
/// As [`cross_recurrence`](super::cross_recurrence); a `max_lag` that leaves no points.
///
/// # Example
/// ```
/// use attune_coupling::measure::{RecurrenceOptions, diagonal_profile};
/// let (a, b) = ([1.0, 2.0, 3.0, 4.0], [9.0, 1.0, 2.0, 3.0]);
/// let profile = diagonal_profile(&[&a], &[&b], &RecurrenceOptions::codes(), 1).unwrap();
/// assert_eq!(profile.iter().map(|p| p.share).collect::<Vec<_>>(), [0.0, 0.0, 1.0]);
/// ```
///
/// # Source
/// Richardson & Dale 2005. On their gaze recording the peak is at +25 samples, the listener trailing.
pub fn diagonal_profile(
    a: &[&[f64]],
    b: &[&[f64]],
    options: &RecurrenceOptions,
    max_lag: usize,
) -> Result<Vec<LagShare>, InputError> {
    let options = RecurrenceOptions { theiler: 0, ..*options };
    let matrix = Matrix::new(a, b, &options)?;
    if max_lag >= matrix.n {
        return Err(InputError::LagPastEnd { max_lag, points: matrix.n });
    }
    let max_lag = max_lag as isize;
    let share = |lag: isize| {
        let (mut pairs, mut recurrent) = (0_u64, 0_u64);
        for (_, square) in matrix.diagonal(lag) {
            pairs += u64::from(!square.is_nan());
            recurrent += u64::from(matrix.close(square));
        }
        LagShare { lag, share: recurrent as f64 / pairs as f64 }
    };
    Ok((-max_lag..=max_lag).map(share).collect())
}

/// Recurrence at one lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LagShare {
    /// Samples by which B comes after A; positive: A leads.
    pub lag: isize,
    /// Share of the pairs that recur, 0 to 1.
    pub share: f64,
}
