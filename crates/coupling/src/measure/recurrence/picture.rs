//! The recurrence matrix as a picture of a given size.

use super::RecurrenceOptions;
use super::matrix::Matrix;
use crate::InputError;

/// The recurrence plot, coarsened: how many of the pairs in each tile recur.
///
/// Tile (r, c) holds rows ⌊r·n/side⌋ … of A and columns ⌊c·n/side⌋ … of B; its value is recurrent
/// cells / pairs of complete points.
///
/// In plain words: the map on which lines show that both went the same way, drawn so that a long
/// session still fits a page.
///
/// # Inputs
/// As [`cross_recurrence`](super::cross_recurrence); `side`: most tiles per side, at least 1. A
/// matrix smaller than that is shown cell by cell.
///
/// # Returns
/// [`RecurrencePicture`] with shares from 0 to 1. Swapping `a` and `b` transposes it.
///
/// # Missing data
/// A tile without a pair of complete points, or wholly inside the Theiler window, is `NaN`.
///
/// # Null
/// None: a picture.
///
/// # Errors
/// As [`cross_recurrence`](super::cross_recurrence).
///
/// # Example
/// ```
/// use attune_coupling::measure::{RecurrenceOptions, recurrence_picture};
/// let (a, b) = ([1.0, 2.0], [2.0, 2.0]);
/// let picture = recurrence_picture(&[&a], &[&b], &RecurrenceOptions::codes(), 100).unwrap();
/// assert_eq!(picture.shares, [0.0, 0.0, 1.0, 1.0]);
/// ```
///
/// # Source
/// Eckmann, Kamphorst & Ruelle 1987.
pub fn recurrence_picture(
    a: &[&[f64]],
    b: &[&[f64]],
    options: &RecurrenceOptions,
    side: usize,
) -> Result<RecurrencePicture, InputError> {
    let matrix = Matrix::new(a, b, options)?;
    let n = matrix.n;
    let side = side.clamp(1, n);
    let tile = |point: usize| ((point + 1) * side - 1) / n;
    let mut recurrent = vec![0_u64; side * side];
    let mut pairs = vec![0_u64; side * side];
    let last = n as isize - 1;
    for lag in (-last..=last).filter(|lag| lag.unsigned_abs() >= options.theiler) {
        for (row, square) in matrix.diagonal(lag) {
            let at = tile(row) * side + tile(row.wrapping_add_signed(lag));
            pairs[at] += u64::from(!square.is_nan());
            recurrent[at] += u64::from(matrix.close(square));
        }
    }
    let share = |(&recurrent, &pairs): (&u64, &u64)| recurrent as f64 / pairs as f64;
    Ok(RecurrencePicture {
        side,
        points: n,
        shares: recurrent.iter().zip(&pairs).map(share).collect(),
    })
}

/// A recurrence plot of `side` × `side` tiles.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurrencePicture {
    /// Tiles per side.
    pub side: usize,
    /// Points per person that the side stands for.
    pub points: usize,
    /// Share of the pairs that recur, row by row: rows are moments of A, columns moments of B.
    pub shares: Vec<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_hold_all_cells_and_nothing_else() {
        let a: Vec<f64> = (0..130).map(|t| f64::from(t % 7)).collect();
        let b: Vec<f64> = (0..130).map(|t| f64::from(t % 5)).collect();
        let options = RecurrenceOptions::codes();
        let fine = recurrence_picture(&[&a], &[&b], &options, 130).unwrap();
        let coarse = recurrence_picture(&[&a], &[&b], &options, 10).unwrap();
        for (at, share) in fine.shares.iter().enumerate() {
            assert_eq!(*share, f64::from(u8::from(a[at / 130] == b[at % 130])));
        }
        let mean = |shares: &[f64]| shares.iter().sum::<f64>() / shares.len() as f64;
        assert!((mean(&fine.shares) - mean(&coarse.shares)).abs() < 1e-12);
        let swapped = recurrence_picture(&[&b], &[&a], &options, 10).unwrap();
        assert_eq!(swapped.shares[3], coarse.shares[30]);
    }
}
