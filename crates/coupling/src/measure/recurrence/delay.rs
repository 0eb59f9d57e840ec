//! How far apart the values of one point should be.

use crate::InputError;

/// Average mutual information of a series with itself, and the delay it suggests.
///
/// I(lag) = Σ p(u, v) ln( p(u, v) / (p(u) p(v)) ) with u, v the equal-width bins of x(t) and
/// x(t + lag); the suggested delay is the first lag at which I falls to a minimum.
///
/// In plain words: how many samples later a value stops being mostly a repetition of this one.
///
/// # Inputs
/// `x`: one person's evenly sampled series, any unit. `max_lag`: samples. `bins`: at least 2; 16 is
/// the habit. For a dyad take the greater of the two persons' delays.
///
/// # Returns
/// [`DelayChoice`]: I at lags 0 to `max_lag`, nats, never negative; the delay, or `None` where the
/// curve has no minimum before `max_lag` (then look further, or take its first lag below I(0)/e).
///
/// # Missing data
/// Pairs with a missing value are left out; a lag without pairs is `NaN`.
///
/// # Null
/// None: a choice of parameter, not a claim about people.
///
/// # Errors
/// Fewer than 2 bins; no pair at `max_lag`; a series that never changes.
///
/// # Example
/// ```
/// use attune_coupling::measure::mutual_information_delay;
/// let sine: Vec<f64> = (0..2000).map(|t| (f64::from(t) * 0.1309).sin()).collect(); // period 48
/// let choice = mutual_information_delay(&sine, 30, 16).unwrap();
/// assert_eq!(choice.delay, Some(11)); // about a quarter of the period
/// ```
///
/// # Source
/// Fraser & Swinney 1986, with bins of equal width instead of their adaptive ones.
pub fn mutual_information_delay(
    x: &[f64],
    max_lag: usize,
    bins: usize,
) -> Result<DelayChoice, InputError> {
    if bins < 2 {
        return Err(InputError::TooFewBins { bins });
    }
    if x.len() < max_lag + 2 {
        return Err(InputError::TooShort { samples: x.len(), needed: max_lag + 2 });
    }
    let present = || x.iter().copied().filter(|v| v.is_finite());
    let low = present().fold(f64::INFINITY, f64::min);
    let high = present().fold(f64::NEG_INFINITY, f64::max);
    if low >= high {
        return Err(InputError::NeverChanges { samples: x.len() });
    }
    let bin = |v: f64| {
        let at = (v - low) / (high - low) * bins as f64;
        v.is_finite().then(|| (at as usize).min(bins - 1))
    };
    let codes: Vec<Option<usize>> = x.iter().map(|&v| bin(v)).collect();
    let information: Vec<f64> = (0..=max_lag).map(|lag| information(&codes, lag, bins)).collect();
    if information[max_lag].is_nan() {
        return Err(InputError::NoCompletePairs { points: x.len() - max_lag });
    }
    let delay = (1..max_lag).find(|&lag| {
        information[lag] < information[lag - 1] && information[lag] <= information[lag + 1]
    });
    Ok(DelayChoice { information, delay })
}

/// Mutual information by lag, and the delay it suggests.
#[derive(Debug, Clone, PartialEq)]
pub struct DelayChoice {
    /// Nats, at lags 0, 1, 2, …
    pub information: Vec<f64>,
    /// The first minimum, samples.
    pub delay: Option<usize>,
}

fn information(codes: &[Option<usize>], lag: usize, bins: usize) -> f64 {
    let (mut joint, mut first, mut second) =
        (vec![0.0; bins * bins], vec![0.0; bins], vec![0.0; bins]);
    let mut pairs = 0.0;
    for (u, v) in codes.iter().zip(&codes[lag..]) {
        if let (Some(u), Some(v)) = (*u, *v) {
            joint[u * bins + v] += 1.0;
            first[u] += 1.0;
            second[v] += 1.0;
            pairs += 1.0;
        }
    }
    if pairs == 0.0 {
        return f64::NAN;
    }
    let term = |(cell, &count): (usize, &f64)| match count {
        0.0 => 0.0,
        _ => count / pairs * (count * pairs / (first[cell / bins] * second[cell % bins])).ln(),
    };
    // Rounding can leave a hair below zero for independent bins.
    joint.iter().enumerate().map(term).sum::<f64>().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_itself_it_is_the_entropy() {
        let x: Vec<f64> = (0..64).map(|t| f64::from(t % 4)).collect();
        let choice = mutual_information_delay(&x, 1, 4).unwrap();
        assert!((choice.information[0] - 4.0_f64.ln()).abs() < 1e-12);
        assert_eq!(choice.delay, None);
    }

    #[test]
    fn independent_bins_share_nothing() {
        // 0 0 1 1 0 0 1 1 …: one sample later each of the four pairs is equally frequent.
        let codes: Vec<Option<usize>> = (0..401).map(|t| Some(t / 2 % 2)).collect();
        assert!(information(&codes, 1, 2).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_answered() {
        assert_eq!(
            mutual_information_delay(&[1.0; 9], 2, 16),
            Err(InputError::NeverChanges { samples: 9 })
        );
        assert!(mutual_information_delay(&[1.0, 2.0], 2, 16).is_err());
        let gaps = [1.0, f64::NAN, 2.0, f64::NAN, 1.0, f64::NAN];
        assert_eq!(
            mutual_information_delay(&gaps, 3, 2),
            Err(InputError::NoCompletePairs { points: 3 })
        );
        // Nothing is known of a lag without pairs, so that it is no minimum.
        let choice = mutual_information_delay(&gaps, 2, 2).unwrap();
        assert!(choice.information[1].is_nan() && choice.delay.is_none());
        assert!(mutual_information_delay(&[1.0, 2.0, 3.0], 1, 1).is_err());
    }
}
