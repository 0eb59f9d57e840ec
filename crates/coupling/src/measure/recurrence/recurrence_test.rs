//! Were they in the same place at the same time more than chance makes them?

use rayon::prelude::*;

use super::matrix::Matrix;
use super::{RecurrenceOptions, Threshold};
use crate::surrogate::{CircularShift, Side};
use crate::{InputError, Tail, Test};

/// Tests recurrence near the main diagonal against circular shifts of one person.
///
/// Over the diagonals of lags −`max_lag` … `max_lag`: rate = recurrent / complete pairs;
/// determinism = recurrent cells in lines of at least `min_diagonal` / recurrent cells; peak = the
/// largest share of one lag (its own multiple test).
///
/// In plain words: the whole matrix compares all moments with all, so that sliding one person past
/// the other hardly changes its totals; what a shift can test is what lies near "at the same time".
///
/// # Inputs
/// As [`cross_recurrence`](super::cross_recurrence); `max_lag` in samples. All channels of a person
/// are shifted together. A wished-for rate fixes the radius on the data; shifts keep it.
///
/// # Returns
/// [`RecurrenceTests`], upper tails. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`cross_recurrence`](super::cross_recurrence); gaps travel with their person.
///
/// # Null
/// No time-locked link between two stationary people; shifts are spread evenly, no two nearer than the
/// lags looked at ([`CircularShift::draw_even`]), so that the test is exact. For the totals of the whole matrix take
/// stranger pairs.
///
/// # Errors
/// As [`cross_recurrence`](super::cross_recurrence); a recording in which the lags looked at do not fit
/// 21 times.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{RecurrenceOptions, recurrence_test};
/// let a: Vec<f64> = (0..400).map(|t| f64::from(t * t % 41)).collect();
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let options = RecurrenceOptions::default();
/// let tests = recurrence_test(&[&a], &[&a], &options, 5, &shift).unwrap();
/// assert_eq!(tests.peak.p, 0.05);
/// ```
///
/// # Source
/// Richardson & Dale 2005 for the diagonal profile; the null is science.md 2.5.
pub fn recurrence_test(
    a: &[&[f64]],
    b: &[&[f64]],
    options: &RecurrenceOptions,
    max_lag: usize,
    shift: &CircularShift,
) -> Result<RecurrenceTests, InputError> {
    let whole = Matrix::new(a, b, options)?;
    if max_lag >= whole.n {
        return Err(InputError::LagPastEnd { max_lag, points: whole.n });
    }
    let samples = a.iter().chain(b).map(|x| x.len()).min().unwrap_or(0);
    let fixed =
        RecurrenceOptions { threshold: Threshold::Radius(whole.radius()), theiler: 0, ..*options };
    // The first channels decide which person is moved and where the ends meet.
    let drawn = shift.draw_even(&a[0][..samples], &b[0][..samples], 2 * max_lag + 1)?;
    let cut = |x: &[&[f64]], by: usize| -> Vec<Vec<f64>> {
        let turned = |x: &&[f64]| {
            let mut kept = x[drawn.range.clone()].to_vec();
            kept.rotate_left(by);
            kept
        };
        x.iter().map(turned).collect()
    };
    let near = |by: usize| -> Result<Near, InputError> {
        let (for_a, for_b) = match drawn.shifted {
            Side::A => (by, 0),
            Side::B => (0, by),
        };
        let (a, b) = (cut(a, for_a), cut(b, for_b));
        Near::of(&slices(&a), &slices(&b), &fixed, max_lag)
    };
    let observed = near(0)?;
    let missing = Near { rate: f64::NAN, determinism: f64::NAN, peak: f64::NAN };
    let null = drawn.shifts.par_iter().map(|&by| near(by).unwrap_or(missing)).collect();
    let found = (observed, null);
    Ok(RecurrenceTests {
        rate: Test::of(&found, Tail::Upper, |near| near.rate),
        determinism: Test::of(&found, Tail::Upper, |near| near.determinism),
        peak: Test::of(&found, Tail::Upper, |near| near.peak),
    })
}

/// What [`recurrence_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurrenceTests {
    /// Share of the pairs near the main diagonal that recur.
    pub rate: Test,
    /// Share of these recurrent cells that lie in diagonal lines.
    pub determinism: Test,
    /// Largest share of one lag.
    pub peak: Test,
}

/// What lies near the main diagonal.
#[derive(Clone, Copy)]
struct Near {
    rate: f64,
    determinism: f64,
    peak: f64,
}

impl Near {
    fn of(
        a: &[&[f64]],
        b: &[&[f64]],
        options: &RecurrenceOptions,
        max_lag: usize,
    ) -> Result<Self, InputError> {
        let matrix = Matrix::new(a, b, options)?;
        if max_lag >= matrix.n {
            return Err(InputError::LagPastEnd { max_lag, points: matrix.n });
        }
        let (mut pairs, mut recurrent, mut in_lines, mut peak) = (0_u64, 0_u64, 0_u64, f64::NAN);
        for lag in -(max_lag as isize)..=max_lag as isize {
            let (mut here, mut close_here, mut run) = (0_u64, 0_u64, 0_usize);
            let mut close_run = |run: usize| {
                if run >= options.min_diagonal {
                    in_lines += run as u64;
                }
            };
            for (_, square) in matrix.diagonal(lag) {
                here += u64::from(!square.is_nan());
                if matrix.close(square) {
                    close_here += 1;
                    run += 1;
                } else {
                    close_run(run);
                    run = 0;
                }
            }
            close_run(run);
            pairs += here;
            recurrent += close_here;
            peak = peak.max(close_here as f64 / here as f64);
        }
        Ok(Self {
            rate: recurrent as f64 / pairs as f64,
            determinism: in_lines as f64 / recurrent as f64,
            peak,
        })
    }
}

fn slices(channels: &[Vec<f64>]) -> Vec<&[f64]> {
    channels.iter().map(|x| &x[..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_changes_nothing_and_following_is_found() {
        let draw = |t: u32| f64::from((2 * t + 1).wrapping_mul(2_654_435_761) >> 22);
        let a: Vec<f64> = (0..300).map(|t| draw(t) + draw(t + 1)).collect();
        let b: Vec<f64> =
            (0..300).map(|t| draw(t + 900) + if t < 3 { 0.0 } else { 2.0 * draw(t - 3) }).collect();
        let shift = CircularShift { surrogates: 39, seed: 1 };
        let options = RecurrenceOptions { dimension: 2, ..RecurrenceOptions::default() };
        let one = recurrence_test(&[&a], &[&b], &options, 5, &shift).unwrap();
        let other = recurrence_test(&[&b], &[&a], &options, 5, &shift).unwrap();
        assert_eq!(one, other);
        // Eleven lags fit so often into what is left of 300 samples.
        assert!((20..=26).contains(&one.rate.null.len()));
        let error = recurrence_test(&[&a], &[&b], &options, 400, &shift);
        assert!(matches!(error, Err(InputError::LagPastEnd { .. })));
    }
}
