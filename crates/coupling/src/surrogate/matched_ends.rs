//! Where to cut a series so that its end runs into its start without a jump.

use std::ops::Range;

use crate::canonical::mean_and_sd;

/// Weight of a trimmed sample against a mismatch of the ends, in standard deviations.
const COST_PER_SAMPLE: f64 = 0.002;

/// The part of a series whose ends meet best in value and slope.
///
/// Minimises (|x(e) − x(s)| + |Δx(e) − Δx(s)|) / SD + .002 (i + j), with i samples off the start
/// and j off the end, s and e the first and last sample kept, Δ the slopes there.
///
/// In plain words: a recording is played in a loop; this finds the cut at which the loop does not
/// click.
///
/// # Inputs
/// `x`: evenly spaced samples. `max_share`: at most this share of the samples is cut at each end.
///
/// # Returns
/// The range kept. The whole range where no cut has all its end samples present, or where the
/// series does not vary.
///
/// # Missing data
/// Only cuts with the two samples at both ends present are candidates.
///
/// # Example
/// ```
/// // Twenty samples of a wave of period 8: cutting four leaves two whole periods.
/// let x: Vec<f64> = (0..20).map(|i| (f64::from(i) * 0.785_398_163).sin()).collect();
/// assert_eq!(attune_coupling::surrogate::matched_ends(&x, 0.2).len() % 8, 1);
/// ```
///
/// # Source
/// science.md 2.5; the idea is Schreiber & Schmitz 2000, 4.6.
pub fn matched_ends(x: &[f64], max_share: f64) -> Range<usize> {
    let n = x.len();
    let most = ((n as f64 * max_share) as usize).min(n.saturating_sub(4) / 2);
    let sd = mean_and_sd(x).1;
    if !(n >= 4 && sd > 0.0) {
        return 0..n;
    }
    let mut best = (f64::INFINITY, 0..n);
    // In order of samples lost: once these alone cost more than the best cut, nothing can win.
    for lost in 0..=2 * most {
        let price = COST_PER_SAMPLE * lost as f64;
        if price >= best.0 {
            break;
        }
        for i in lost.saturating_sub(most)..=lost.min(most) {
            let (s, e) = (i, n - 1 - (lost - i));
            let jump = (x[e] - x[s]).abs();
            let bend = ((x[s + 1] - x[s]) - (x[e] - x[e - 1])).abs();
            let cost = (jump + bend) / sd + price;
            if cost < best.0 {
                best = (cost, s..e + 1);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut_where_nothing_can_be_gained() {
        assert_eq!(matched_ends(&[1.0; 30], 0.1), 0..30);
        assert_eq!(matched_ends(&[], 0.1), 0..0);
        assert_eq!(matched_ends(&[0.0, 1.0, 2.0], 0.1), 0..3);
        assert_eq!(matched_ends(&[f64::NAN; 30], 0.1), 0..30);
    }

    #[test]
    fn missing_ends_are_cut_away_where_allowed() {
        let mut x: Vec<f64> = (0..40).map(|i| (f64::from(i) * 0.5).sin()).collect();
        x[0] = f64::NAN;
        let kept = matched_ends(&x, 0.1);
        assert!(kept.start >= 1 && x[kept.start..kept.start + 2].iter().all(|v| v.is_finite()));
        x[..10].fill(f64::NAN);
        assert_eq!(matched_ends(&x, 0.1), 0..40);
    }
}
