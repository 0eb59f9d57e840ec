//! Taking out what is faster than the question.

/// What a moving average does where its window reaches over an end of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SmoothEdge {
    /// Average over the samples that there are.
    #[default]
    Shorten,
    /// As rMEA 1.2.2 does: at the start the sum of the samples that there are is divided by the
    /// full width, and samples whose window reaches over the end are 0. Kept for exact agreement;
    /// it puts a false rest at both ends.
    RmeaZeroEnds,
}

/// Moving average over `width` samples: from `width / 2` before to `width − width / 2 − 1` after.
///
/// In plain words: quick flicker is averaged away, slower movement stays.
///
/// # Inputs
/// `x`: evenly spaced samples, any unit. `width`: samples, at least 1 (1 changes nothing); an even
/// width reaches one sample further back than forward. `edge`: what happens at the ends.
///
/// # Returns
/// As many values, same unit.
///
/// # Missing data
/// A missing sample stays missing and is left out of its neighbours' averages.
///
/// # Example
/// ```
/// use attune_signal::dsp::{moving_average, SmoothEdge};
/// let s = moving_average(&[0.0, 3.0, 6.0, 3.0], 3, SmoothEdge::Shorten);
/// assert_eq!(s, [1.5, 3.0, 4.0, 4.5]);
/// ```
///
/// # Source
/// The running mean; [`SmoothEdge::RmeaZeroEnds`] reproduces rMEA 1.2.2 `MEAsmooth`.
pub fn moving_average(x: &[f64], width: usize, edge: SmoothEdge) -> Vec<f64> {
    let width = width.max(1);
    let before = width / 2;
    let after = width - before - 1;
    let n = x.len();
    let sum_and_count = |i: usize| {
        let window = &x[i.saturating_sub(before)..(i + after + 1).min(n)];
        let present = window.iter().filter(|v| v.is_finite());
        present.fold((0.0, 0.0), |(s, c), v| (s + v, c + 1.0))
    };
    (0..n)
        .map(|i| match edge {
            _ if !x[i].is_finite() => f64::NAN,
            SmoothEdge::RmeaZeroEnds if i + after >= n => 0.0,
            SmoothEdge::RmeaZeroEnds if i < before => sum_and_count(i).0 / width as f64,
            _ => {
                let (sum, count) = sum_and_count(i);
                sum / count
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rmea_lets_the_ends_fall_to_zero() {
        let s = moving_average(&[1.0; 20], 12, SmoothEdge::RmeaZeroEnds);
        assert_eq!((s[0], s[6]), (0.5, 1.0));
        assert_eq!(s[14], 1.0);
        assert_eq!(s[15..], [0.0; 5]);
    }

    #[test]
    fn missing_samples_stay_missing_and_spread_nothing() {
        let s = moving_average(&[2.0, f64::NAN, 4.0], 3, SmoothEdge::Shorten);
        assert_eq!((s[0], s[2]), (2.0, 4.0));
        assert!(s[1].is_nan());
    }
}
