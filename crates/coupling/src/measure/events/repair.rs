//! Missing each other, and coming back.

use super::{Code, Episode, Survival, checked, kaplan_meier};
use crate::surrogate::{CircularShift, Side};
use crate::{InputError, Tail, Test};

/// Matched and mismatched states, and how soon a mismatch is repaired.
///
/// Matched: both codes equal. A mismatch lasts from the first unequal moment after a matched one to
/// the next matched moment; the end of the session or a gap cuts it off (censored). The repair rate
/// is 1 − S(horizon) of the Kaplan–Meier curve of these durations.
///
/// In plain words: missing each other is normal; this shows how often and how soon two people come
/// back, and who moved.
///
/// # Inputs
/// `a`, `b`: codes 0 to `codes` − 1, one per interval of `interval` seconds; merge codes that count as
/// matched beforehand. `horizon`: seconds.
///
/// # Returns
/// [`Repair`]: shares 0 to 1, durations in seconds. There is no target share: adults who match all
/// the time are not better off. Swapping `a` and `b` swaps who moved.
///
/// # Missing data
/// A moment with a missing code is neither matched nor not and cuts a mismatch off. A mismatch whose
/// beginning was not seen is listed but enters no latency.
///
/// # Null
/// Circular shifts of one person's codes: how much matching and repair chance alone gives.
///
/// # Errors
/// Fewer than 2 codes, a code out of range, an interval or horizon of 0 or less, nothing coded.
///
/// # Example
/// ```
/// use attune_coupling::measure::repair;
/// let (a, b) = ([0, 0, 1, 0, 1, 1].map(Some), [0, 0, 0, 0, 0, 0].map(Some));
/// let r = repair(&a, &b, 2, 10.0, 15.0).unwrap();
/// assert_eq!((r.matched_share, r.mismatches.len()), (0.5, 2));
/// assert_eq!(r.rate, 1.0 - 0.5); // one of two within 15 s, the other was cut off after 20 s
/// ```
///
/// # Source
/// Tronick & Cohn 1989 for the idea; science.md 1.8 for the censoring.
pub fn repair(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
    horizon: f64,
) -> Result<Repair, InputError> {
    let n = checked(a, b, codes)?;
    for length in [interval, horizon] {
        if !length.is_finite() || length <= 0.0 {
            return Err(InputError::BadLag { lag: length });
        }
    }
    let matched: Vec<Option<bool>> =
        a.iter().zip(b).map(|(a, b)| a.zip(*b).map(|(a, b)| a == b)).collect();
    let coded = matched.iter().flatten().count();
    if coded == 0 {
        return Err(InputError::NoEvents);
    }
    let mut mismatches = Vec::new();
    let mut start = 0;
    while start < n {
        if matched[start] != Some(false) {
            start += 1;
            continue;
        }
        let length = matched[start..].iter().take_while(|m| **m == Some(false)).count();
        let end = start + length;
        let repaired = matched.get(end) == Some(&Some(true));
        mismatches.push(Mismatch {
            start: start as f64 * interval,
            duration: length as f64 * interval,
            repaired,
            beginning_seen: start > 0 && matched[start - 1] == Some(true),
            by: if repaired { who_moved(a, b, end) } else { Vec::new() },
        });
        start = end;
    }
    let seen = mismatches.iter().filter(|m| m.beginning_seen);
    let episode = |m: &Mismatch| Episode { duration: m.duration, ended: m.repaired };
    let survival = kaplan_meier(&seen.map(episode).collect::<Vec<_>>());
    let matches = matched.iter().flatten().filter(|m| **m).count();
    let lengths: f64 = mismatches.iter().map(|m| m.duration).sum();
    let moved = |side: Side| mismatches.iter().filter(|m| m.by.contains(&side)).count();
    Ok(Repair {
        mean_mismatch: lengths / mismatches.len() as f64,
        moved_by_a: moved(Side::A),
        moved_by_b: moved(Side::B),
        matched_share: matches as f64 / coded as f64,
        rate: match survival.longest {
            0.0 => f64::NAN,
            _ => 1.0 - survival.at(on_the_grid(horizon, interval)),
        },
        median_latency: survival.median(),
        survival,
        mismatches,
    })
}

/// Tests the share of matched moments and the repair rate against circular shifts, upper tails.
///
/// Statistics: matched share and repair rate as in [`repair`].
///
/// In plain words: do the two show the same, and find back to it, more than two people would who did not
/// see each other?
///
/// # Inputs
/// As [`repair`].
///
/// # Returns
/// [`RepairTests`]: shares, 0 to 1. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`repair`]; gaps travel with their person.
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
/// use attune_coupling::measure::repair_test;
/// let a: Vec<_> = (0..200_u32)
///     .map(|t| Some(((t * t).wrapping_mul(2_654_435_761) >> 31) as usize))
///     .collect();
/// let other = |t: usize| if t % 5 == 0 { a[t].map(|code| 1 - code) } else { a[t] };
/// let b: Vec<_> = (0..200).map(other).collect(); // apart every fifth second, and at once back
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = repair_test(&a, &b, 2, 1.0, 2.0, &shift).unwrap();
/// assert_eq!(test.matched_share.p, 0.05);
/// assert!((test.matched_share.observed - 0.8).abs() < 0.02);
/// ```
///
/// # Source
/// Tronick & Cohn 1989 for matching and repair; the null is science.md 2.5.
pub fn repair_test(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
    horizon: f64,
    shift: &CircularShift,
) -> Result<RepairTests, InputError> {
    repair(a, b, codes, interval, horizon)?;
    let found = shift.shifted_codes(a, b, 2, |a, b| {
        repair(a, b, codes, interval, horizon)
            .map_or([f64::NAN; 2], |found| [found.matched_share, found.rate])
    })?;
    Ok(RepairTests {
        matched_share: Test::of(&found, Tail::Upper, |[share, _]| *share),
        rate: Test::of(&found, Tail::Upper, |[_, rate]| *rate),
    })
}

/// What [`repair_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairTests {
    /// Share of the moments in which both are the same.
    pub matched_share: Test,
    /// Share of mismatches repaired within the horizon.
    pub rate: Test,
}

/// What [`repair`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// Share of the coded moments in which both codes are equal.
    pub matched_share: f64,
    /// Mean length of a mismatch as seen, seconds; cut-off ones count as far as they were seen, so
    /// that the survival curve is the better answer. `NaN` without a mismatch.
    pub mean_mismatch: f64,
    /// Repairs into which A moved; both may have.
    pub moved_by_a: usize,
    /// Repairs into which B moved.
    pub moved_by_b: usize,
    /// Estimated share of mismatches repaired within the horizon; `NaN` where none was seen to begin
    /// or none was followed that long.
    pub rate: f64,
    /// Time by which half are repaired, seconds; `None` where fewer were.
    pub median_latency: Option<f64>,
    /// Share of mismatches that last longer than a time.
    pub survival: Survival,
    /// All mismatches in order.
    pub mismatches: Vec<Mismatch>,
}

/// A stretch in which the two codes differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// Seconds from the first moment.
    pub start: f64,
    /// Seconds.
    pub duration: f64,
    /// Whether it was seen to end in a match.
    pub repaired: bool,
    /// Whether a matched moment came right before it.
    pub beginning_seen: bool,
    /// Whose code changed into the match; both where both did, empty where it was not repaired.
    pub by: Vec<Side>,
}

/// A time of whole intervals made like the durations: 3 · 0.1 is above 0.3 in the computer, and a
/// mismatch of three intervals lasts 0.3 s all the same.
fn on_the_grid(time: f64, interval: f64) -> f64 {
    let whole = (time / interval).round() * interval;
    if (whole - time).abs() < 1e-9 * interval { whole } else { time }
}

fn who_moved(a: &[Code], b: &[Code], at: usize) -> Vec<Side> {
    let sides = [(Side::A, a), (Side::B, b)].into_iter();
    sides.filter(|(_, codes)| codes[at - 1] != codes[at]).map(|(side, _)| side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_the_end_cut_off() {
        let a = [Some(1), Some(0), Some(1), None, Some(1), Some(1), Some(0), Some(1)];
        let b = [Some(0); 8].map(|c: Code| c);
        let r = repair(&a, &b, 2, 1.0, 1.0).unwrap();
        let seen: Vec<_> =
            r.mismatches.iter().map(|m| (m.duration, m.repaired, m.beginning_seen)).collect();
        assert_eq!(
            seen,
            [(1.0, true, false), (1.0, false, true), (2.0, true, false), (1.0, false, true)]
        );
        assert_eq!(r.mismatches[0].by, [Side::A]);
        assert_eq!((r.moved_by_a, r.moved_by_b, r.mean_mismatch), (2, 0, 1.25));
        assert_eq!(r.rate, 0.0);
        assert_eq!(r.median_latency, None);
        assert_eq!(r.matched_share, 2.0 / 7.0);
    }

    #[test]
    fn a_horizon_of_whole_intervals_takes_the_last_one_in() {
        let a = [0, 1, 1, 1, 0, 1, 1, 1, 1, 0].map(Some);
        let rate = |horizon| repair(&a, &[Some(0); 10], 2, 0.1, horizon).unwrap().rate;
        assert_eq!((rate(0.3), rate(0.29), rate(0.4)), (0.5, 0.0, 1.0));
    }

    #[test]
    fn always_matched_has_nothing_to_repair() {
        let a = [Some(1); 4];
        let r = repair(&a, &a, 2, 1.0, 5.0).unwrap();
        assert!(r.rate.is_nan() && r.mismatches.is_empty() && r.matched_share == 1.0);
        assert!(repair(&[None; 4], &a, 2, 1.0, 5.0).is_err());
    }
}
