//! How soon a mismatch is repaired, beside how soon chance alone repairs it.

use super::{Code, Repair, repair};
use crate::InputError;
use crate::surrogate::CircularShift;

/// The survival curve of mismatches beside those of circular shifts of one person's codes.
///
/// At every interval t up to the longest mismatch, and to the horizon at least: the observed Kaplan–Meier share S(t), and the range
/// that holds the middle 95 % of the copies' S(t).
///
/// In plain words: two people who live side by side also come to the same code again after a while;
/// this shows how soon.
///
/// # Inputs
/// As [`repair`].
///
/// # Returns
/// [`RepairLatency`]: seconds and shares, 0 to 1. Each time by itself: of many times some lie outside
/// by chance, the test is of the repair rate ([`repair_test`](super::repair_test)). Swapping `a` and
/// `b` swaps who moved and changes nothing else, to the bit.
///
/// # Missing data
/// As [`repair`]. Where fewer than half of the copies were followed that long the range is `NaN`.
///
/// # Null
/// No time-locked link between two code sequences that are each stationary.
///
/// # Errors
/// As [`repair`]; a session too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{Code, repair_latency};
/// let a: Vec<Code> = (0..200_usize).map(|t| Some(t * t / 7 % 2)).collect();
/// let shift = CircularShift { surrogates: 39, seed: 1 };
/// let b: Vec<Code> = a.iter().map(|code| code.filter(|c| *c < 2)).rev().collect();
/// let found = repair_latency(&a, &b, 2, 1.0, 5.0, &shift).unwrap();
/// assert_eq!(found.times.len(), found.chance.len());
/// assert!(found.chance.iter().all(|(low, high)| low <= high));
/// ```
///
/// # Source
/// Kaplan & Meier 1958; the null is science.md 2.5.
pub fn repair_latency(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
    horizon: f64,
    shift: &CircularShift,
) -> Result<RepairLatency, InputError> {
    let found = repair(a, b, codes, interval, horizon)?;
    let steps = (found.survival.longest.max(horizon) / interval).round() as usize;
    // Made like the durations themselves, so that equal times are equal to the bit.
    let times: Vec<f64> = (0..=steps).map(|k| k as f64 * interval).collect();
    let curve = |a: &[Code], b: &[Code]| -> Vec<f64> {
        match repair(a, b, codes, interval, horizon) {
            Ok(found) => times.iter().map(|t| found.survival.at(*t)).collect(),
            Err(_) => vec![f64::NAN; times.len()],
        }
    };
    let (shares, copies) = shift.shifted_codes(a, b, 2, curve)?;
    let chance = (0..times.len()).map(|k| middle(copies.iter().map(|copy| copy[k]))).collect();
    Ok(RepairLatency { repair: found, times, shares, chance, copies: copies.len() })
}

/// What [`repair_latency`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairLatency {
    /// What was found in the codes themselves.
    pub repair: Repair,
    /// Seconds after a mismatch began, every interval.
    pub times: Vec<f64>,
    /// Share of the mismatches that last longer.
    pub shares: Vec<f64>,
    /// The range of the middle 95 % of the copies at each time; `NaN` where too few were followed.
    pub chance: Vec<(f64, f64)>,
    /// How many copies there are.
    pub copies: usize,
}

/// The 2.5th and the 97.5th of a hundred; `NaN` where fewer than half are there.
fn middle(values: impl ExactSizeIterator<Item = f64>) -> (f64, f64) {
    let all = values.len();
    let mut present: Vec<f64> = values.filter(|v| !v.is_nan()).collect();
    if present.is_empty() || 2 * present.len() < all {
        return (f64::NAN, f64::NAN);
    }
    present.sort_unstable_by(f64::total_cmp);
    // Of n copies and the data so many may lie further out on one side.
    let out = ((present.len() + 1) as f64 * 0.025) as usize;
    let out = out.saturating_sub(1);
    (present[out], present[present.len() - 1 - out])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_leaves_one_in_forty_on_either_side() {
        let of = |n: i32| middle((1..=n).map(f64::from).collect::<Vec<f64>>().into_iter());
        assert_eq!(of(39), (1.0, 39.0));
        assert_eq!(of(199), (5.0, 195.0));
        let none = middle(vec![f64::NAN, f64::NAN, 1.0].into_iter());
        assert!(none.0.is_nan() && none.1.is_nan());
    }

    #[test]
    fn the_curve_is_the_survival_curve_and_swapping_changes_nothing_of_it() {
        let codes = |salt: u32| -> Vec<Code> {
            (0..150_u32).map(|t| Some(((t / 3).wrapping_mul(salt) >> 31) as usize)).collect()
        };
        let (a, b) = (codes(2_654_435_761), codes(2_246_822_519));
        let shift = CircularShift { surrogates: 39, seed: 1 };
        let one = repair_latency(&a, &b, 2, 0.1, 5.0, &shift).unwrap();
        let other = repair_latency(&b, &a, 2, 0.1, 5.0, &shift).unwrap();
        assert_eq!((&one.shares, &one.chance), (&other.shares, &other.chance));
        assert_eq!(one.shares[0], 1.0);
        // The horizon is reached, whatever the longest mismatch.
        assert!((one.times[one.times.len() - 1] - 5.0).abs() < 0.05);
        let rate = 1.0 - one.shares[one.shares.len() - 1];
        assert!(rate.is_nan() && one.repair.rate.is_nan() || rate == one.repair.rate);
        for step in &one.repair.survival.steps {
            let at = one.times.iter().position(|t| (t - step.time).abs() < 0.05).unwrap();
            assert_eq!(one.shares[at], step.share);
        }
    }
}
