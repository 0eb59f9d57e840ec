//! Chance for a directed measure: the source slid along the receiver.

use rayon::prelude::*;

use super::LagOptions;
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Tests what a source says about a receiver against circular shifts of the source.
///
/// The receiver with its whole past stays as it is, so a measure can prepare that part once. The
/// recording is trimmed first so that the source's ends meet; observed value and null use the same
/// samples.
///
/// # Inputs
/// `source`, `receiver`: on one clock. `range`: samples, above the lags looked at on both sides
/// together; shifts are as [`CircularShift::draw_scanning`] has them, evenly spread where the range
/// fits into the recording fewer than 40 times. `prepare`: from the trimmed receiver to the statistic
/// of a source on it.
///
/// # Returns
/// A [`Test`] whose tail is `tail`. Same seed, same bits, on any number of threads.
///
/// # Missing data
/// As the statistic. A statistic that is `NaN` on a shift is left out of the count.
///
/// # Null
/// No time-locked link between two stationary series.
///
/// # Errors
/// The range fits into the recording fewer than 21 times; whatever `prepare` returns.
///
/// # Example
/// ```
/// use attune_coupling::measure::source_shift_test;
/// use attune_coupling::{Tail, surrogate::CircularShift};
/// let a: Vec<f64> = (0..90).map(|t| f64::from(t * t % 17)).collect();
/// let b: Vec<f64> = (0..90).map(|t| if t == 0 { 0.0 } else { a[t - 1] }).collect();
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = source_shift_test(&a, &b, &shift, 3, Tail::Lower, |b: &[f64]| {
///     let b = b.to_vec();
///     Ok(move |a: &[f64]| a.iter().zip(&b[1..]).map(|(a, b)| (a - b).abs()).sum())
/// });
/// assert_eq!(test.unwrap().p, 0.05);
/// ```
///
/// # Source
/// science.md 2.5, applied to one direction at a time.
pub fn source_shift_test<P, S>(
    source: &[f64],
    receiver: &[f64],
    shift: &CircularShift,
    range: usize,
    tail: Tail,
    prepare: P,
) -> Result<Test, InputError>
where
    P: FnOnce(&[f64]) -> Result<S, InputError>,
    S: Fn(&[f64]) -> f64 + Sync,
{
    shifted_sources(source, receiver, &[], shift, range, tail, |receiver, _| prepare(receiver))
}

/// [`source_shift_test`] with inputs both shared: these stay with the receiver.
pub(super) fn shifted_sources<P, S>(
    source: &[f64],
    receiver: &[f64],
    shared: &[&[f64]],
    shift: &CircularShift,
    range: usize,
    tail: Tail,
    prepare: P,
) -> Result<Test, InputError>
where
    P: FnOnce(&[f64], &[&[f64]]) -> Result<S, InputError>,
    S: Fn(&[f64]) -> f64 + Sync,
{
    let n = shared.iter().chain(&[source, receiver]).map(|x| x.len()).min().unwrap_or(0);
    // Drawn for the source alone: with itself as its partner it is the series that moves.
    let drawn = shift.draw_beyond(&source[..n], &source[..n], range)?;
    let source = &source[drawn.range.clone()];
    let shared: Vec<&[f64]> = shared.iter().map(|x| &x[drawn.range.clone()]).collect();
    let statistic = prepare(&receiver[drawn.range], &shared)?;
    let null = drawn
        .shifts
        .par_iter()
        .map(|&by| {
            let mut moved = source.to_vec();
            moved.rotate_left(by);
            statistic(&moved)
        })
        .collect();
    Ok(Test::new(statistic(source), null, tail))
}

/// Both directions of a lagged statistic of (source, receiver, shared inputs), each against shifts
/// of its source; shared inputs stay with the receiver.
pub(super) fn both_directions<S>(
    a: &[f64],
    b: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
    shift: &CircularShift,
    tail: Tail,
    statistic: S,
) -> Result<DirectionTests, InputError>
where
    S: Fn(&[f64], &[f64], &[&[f64]]) -> Result<f64, InputError> + Sync,
{
    let test = |source: &[f64], receiver: &[f64]| {
        statistic(source, receiver, shared)?;
        let far = options.far();
        shifted_sources(source, receiver, shared, shift, far, tail, |receiver, shared| {
            let receiver = receiver.to_vec();
            let shared: Vec<Vec<f64>> = shared.iter().map(|x| x.to_vec()).collect();
            let statistic = &statistic;
            Ok(move |source: &[f64]| {
                let shared: Vec<&[f64]> = shared.iter().map(Vec::as_slice).collect();
                statistic(source, &receiver, &shared).unwrap_or(f64::NAN)
            })
        })
    };
    Ok(DirectionTests { a_to_b: test(a, b)?, b_to_a: test(b, a)? })
}

/// A test in each direction.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectionTests {
    /// A's past on B.
    pub a_to_b: Test,
    /// B's past on A.
    pub b_to_a: Test,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_too_long_for_the_recording_is_no_test() {
        let x: Vec<f64> = (0..500).map(|t| f64::from(t * t % 131)).collect();
        let shift = CircularShift { surrogates: 199, seed: 1 };
        let copies = |lag: usize| {
            let options = LagOptions { lag, ..LagOptions::default() };
            let tests =
                both_directions(&x, &x, &[], &options, &shift, Tail::Upper, |_, _, _| Ok(0.0));
            tests.map(|tests| tests.a_to_b.null.len())
        };
        // Ten back is a range of 21, which fits 21 to 23 times, as the ends are cut; no shift is one.
        assert!((20..=22).contains(&copies(10).unwrap()));
        assert!(matches!(copies(20), Err(InputError::TooFewRanges { range: 41, .. })));
        assert_eq!(copies(1), Ok(199));
    }
}
