//! Who tends to move first, and by how much: read from a map or from its mean profile.

use crate::{LagMap, Summary};

/// The lag side of a [`Summary`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeadLag {
    /// The lag with the largest mean z, samples; positive: the first series leads. `None` where
    /// nothing is usable, or where two lags equally far on both sides of zero share the largest.
    pub best_lag: Option<isize>,
    /// Mean z at that lag.
    pub best_z: f64,
    /// Mean of the profile over the positive lags: the first series leads.
    pub a_leads: f64,
    /// Mean of the profile over the negative lags: the second series leads.
    pub b_leads: f64,
}

/// Best lag and the strength on either side of zero, from the mean profile over all windows.
///
/// best lag = argmax over ℓ of the mean z at ℓ; a leads = mean over ℓ > 0, b leads over ℓ < 0.
///
/// In plain words: slide one person's recording against the other's and see where they fit best.
///
/// # Inputs
/// `summary`: of a map.
///
/// # Returns
/// Samples and z units. Swapping the two series mirrors it exactly. A best lag at the end of the
/// range says that the range was too short, not where the best lag is.
///
/// # Missing data
/// Lags without a usable window (`NaN`) are left out.
///
/// # Null
/// Time reversal for a claim of direction; the best lag of a pair that is not linked means nothing.
///
/// # Source
/// rMEA 1.2.2 `bestLag`, `s1_lead`, `s2_lead`, here on z averaged over windows.
pub fn lead_lag(summary: &Summary) -> LeadLag {
    let profile = &summary.profile;
    let middle = profile.len() / 2;
    let best = largest(profile);
    // Both sides are summed outward from zero, so that mirrored profiles give the same bits.
    let a_leads = mean(profile[middle + 1..].iter());
    let b_leads = mean(profile[..middle].iter().rev());
    LeadLag {
        best_lag: best.map(|i| summary.options.lag(i)),
        best_z: best.map_or(f64::NAN, |i| profile[i]),
        a_leads,
        b_leads,
    }
}

/// A local maximum of one window's correlations over lags.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// Where, samples; positive: the first series leads.
    pub lag: isize,
    /// The (unsmoothed) correlation there.
    pub r: f64,
}

/// Peak picking: the local maximum nearest to lag zero.
///
/// s = moving average of the row over ±`smooth` lags (fewer near the ends); the peak is the ℓ
/// nearest to 0 with s(ℓ) above every s within ±`reach`.
///
/// In plain words: at this moment, the smallest delay at which the two fit better than at the
/// delays around it.
///
/// # Inputs
/// `row`: correlations of one window from `-max_lag` to `max_lag`, an odd number. `smooth`,
/// `reach`: lags on either side, `reach` at least 1.
///
/// # Returns
/// `None` where there is no peak (the ends of the range are never one), or where two peaks
/// equally near on both sides of zero are equally high; of two unequal ones the higher.
///
/// # Missing data
/// A `NaN` cell is no peak and hides none: it is left out of averages and comparisons.
///
/// # Null
/// Circular shift or strangers. Peak picking finds a peak in nearly every window of unrelated
/// series too, so peaks alone are never evidence of a link.
///
/// # Example
/// ```
/// let peak = attune_coupling::peak(&[0.9, 0.1, 0.2, 0.4, 0.3], 0, 1).unwrap();
/// assert_eq!((peak.lag, peak.r), (1, 0.4));
/// ```
///
/// # Source
/// Boker, Xu, Rotondo & King 2002, with a moving average in place of loess.
pub fn peak(row: &[f64], smooth: usize, reach: usize) -> Option<Peak> {
    let middle = row.len() / 2;
    let smoothed: Vec<f64> = (0..row.len()).map(|i| average_around(row, i, smooth)).collect();
    let is_peak = |i: usize| {
        let value = smoothed[i];
        let around = i.saturating_sub(reach.max(1))..(i + reach.max(1) + 1).min(row.len());
        i > 0
            && i + 1 < row.len()
            && !value.is_nan()
            && around.filter(|j| *j != i).all(|j| smoothed[j].is_nan() || value > smoothed[j])
    };
    let found = (0..=middle).find_map(|distance| {
        let (before, after) = (middle - distance, (middle + distance).min(row.len() - 1));
        match (is_peak(before), is_peak(after)) {
            (true, true) if before != after && smoothed[before] == smoothed[after] => Some(None),
            (true, true) if smoothed[before] > smoothed[after] => Some(Some(before)),
            (_, true) => Some(Some(after)),
            (true, false) => Some(Some(before)),
            (false, false) => None,
        }
    });
    found.flatten().map(|i| Peak { lag: i as isize - middle as isize, r: row[i] })
}

/// Peaks of a whole map: how high and where, on average and how steadily.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeakSummary {
    /// Windows with a peak.
    pub windows: usize,
    /// Mean height of the peaks.
    pub mean_r: f64,
    /// Standard deviation (n − 1) of the heights.
    pub sd_r: f64,
    /// Mean lag of the peaks, samples; positive: the first series leads.
    pub mean_lag: f64,
    /// Standard deviation (n − 1) of the lags, samples: small where the timing is steady.
    pub sd_lag: f64,
}

/// Mean and spread of [`peak`] over all windows of a map; the reservations are the same.
pub fn peak_summary(map: &LagMap, smooth: usize, reach: usize) -> PeakSummary {
    let peaks: Vec<Peak> =
        (0..map.n_windows).filter_map(|w| peak(map.row(w), smooth, reach)).collect();
    let heights: Vec<f64> = peaks.iter().map(|p| p.r).collect();
    let lags: Vec<f64> = peaks.iter().map(|p| p.lag as f64).collect();
    let ((mean_r, sd_r), (mean_lag, sd_lag)) = (mean_and_sd(&heights), mean_and_sd(&lags));
    PeakSummary { windows: peaks.len(), mean_r, sd_r, mean_lag, sd_lag }
}

/// Index of the largest value; on a tie the one nearest to the middle. `None` without a value, or
/// for two equally far on both sides: a choice between them would name a leader by position.
pub(crate) fn largest(row: &[f64]) -> Option<usize> {
    let middle = row.len() / 2;
    let top = row.iter().copied().filter(|v| !v.is_nan()).reduce(f64::max)?;
    let ties = || (0..row.len()).filter(|i| row[*i] == top);
    let nearest = ties().map(|i| i.abs_diff(middle)).min()?;
    let mut at = ties().filter(|i| i.abs_diff(middle) == nearest);
    match (at.next(), at.next()) {
        (only, None) => only,
        _ => None,
    }
}

/// Average of the cells up to `half` away on both sides; summed in mirrored pairs, so that a
/// mirrored row gives mirrored bits.
fn average_around(row: &[f64], i: usize, half: usize) -> f64 {
    let half = half.min(i).min(row.len() - 1 - i);
    let (mut sum, mut count) = (row[i], 1.0);
    for k in 1..=half {
        let pair = row[i - k] + row[i + k];
        if !pair.is_nan() {
            sum += pair;
            count += 2.0;
        }
    }
    sum / count
}

fn mean<'a>(values: impl Iterator<Item = &'a f64>) -> f64 {
    let (sum, n) =
        values.filter(|v| !v.is_nan()).fold((0.0, 0.0), |(sum, n), v| (sum + v, n + 1.0));
    sum / n
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_peak_wins_not_the_highest() {
        //        lag  -3   -2   -1    0    1    2    3
        let row = [0.1, 0.9, 0.2, 0.0, 0.3, 0.1, 0.5];
        assert_eq!(peak(&row, 0, 1), Some(Peak { lag: 1, r: 0.3 }));
        // Looking two lags around, lag 1 is still highest of 0, -1, 2, but not of lag 3.
        assert_eq!(peak(&row, 0, 2), Some(Peak { lag: -2, r: 0.9 }));
    }

    #[test]
    fn no_peak_and_no_leader_by_position() {
        assert_eq!(peak(&[0.1, 0.2, 0.3], 0, 1), None);
        assert_eq!(peak(&[0.0, 0.5, 0.1, 0.5, 0.0], 0, 1), None);
        assert_eq!(peak(&[f64::NAN; 5], 0, 1), None);
        assert_eq!(peak(&[0.4], 0, 1), None);
        assert_eq!(largest(&[0.5, 0.1, 0.5]), None);
        assert_eq!(largest(&[0.5, 0.5, 0.5]), Some(1));
        assert_eq!(largest(&[f64::NAN, 0.1, f64::NAN]), Some(1));
        assert_eq!(largest(&[f64::NAN]), None);
    }

    #[test]
    fn smoothing_removes_a_ripple() {
        let row = [0.0, 0.2, 0.1, 0.3, 0.2, 0.0, 0.1, 0.0, 0.0];
        assert_eq!(peak(&row, 0, 1).map(|p| p.lag), Some(-1));
        assert_eq!(peak(&row, 1, 1).map(|p| p.lag), Some(-1));
        let mirrored: Vec<f64> = row.iter().rev().copied().collect();
        assert_eq!(peak(&mirrored, 1, 1).map(|p| p.lag), Some(1));
    }
}
