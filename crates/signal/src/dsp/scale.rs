//! Taking out the unit.

/// The series divided by its standard deviation (n − 1), not centred: x / s.
///
/// In plain words: both people's movement on the same footing, with rest still at rest.
///
/// # Inputs
/// `x`: samples, any unit.
///
/// # Returns
/// As many values, in standard deviations. A constant series, or one with fewer than two samples
/// present, has no spread to divide by and comes back all missing.
///
/// # Missing data
/// `NaN` stays `NaN` and does not enter the standard deviation.
///
/// # Example
/// ```
/// let s = attune_signal::dsp::scale_sd(&[0.0, 2.0]);
/// assert!((s[1] - 2.0_f64.sqrt()).abs() < 1e-12);
/// ```
///
/// # Source
/// rMEA `MEAscale` with its default `center = FALSE`.
pub fn scale_sd(x: &[f64]) -> Vec<f64> {
    let sd = mean_and_sd(x).1;
    x.iter().map(|v| v / sd).collect()
}

/// The series in standard deviations (n − 1) from its own mean: (x − x̄) / s.
///
/// In plain words: how far above or below one's own usual.
///
/// # Inputs
/// `x`: samples, any unit.
///
/// # Returns
/// As many values, mean 0 and standard deviation 1 over the samples present. A constant series,
/// or one with fewer than two samples present, comes back all missing.
///
/// # Missing data
/// `NaN` stays `NaN` and enters neither mean nor standard deviation.
///
/// # Example
/// ```
/// let z = attune_signal::dsp::standardise(&[1.0, 3.0]);
/// assert!((z[0] + 0.5_f64.sqrt()).abs() < 1e-12);
/// ```
///
/// # Source
/// The z-score; `scipy.stats.zscore(ddof=1, nan_policy="omit")`.
pub fn standardise(x: &[f64]) -> Vec<f64> {
    let (mean, sd) = mean_and_sd(x);
    x.iter().map(|v| (v - mean) / sd).collect()
}

/// Mean and standard deviation (n − 1) of the samples present; the latter is `NaN` where the
/// samples do not vary beyond rounding.
fn mean_and_sd(x: &[f64]) -> (f64, f64) {
    let present = || x.iter().copied().filter(|v| v.is_finite());
    let n = present().count() as f64;
    let mean = present().sum::<f64>() / n;
    let sum_of_squares: f64 = present().map(|v| (v - mean) * (v - mean)).sum();
    let sd = (sum_of_squares / (n - 1.0)).sqrt();
    let rounding = 1e-12 * mean.abs();
    (mean, if sd > rounding { sd } else { f64::NAN })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_has_no_scale() {
        assert!(scale_sd(&[3.0; 5]).iter().all(|v| v.is_nan()));
        assert!(standardise(&[0.1; 7]).iter().all(|v| v.is_nan()));
        assert!(standardise(&[1.0]).iter().all(|v| v.is_nan()));
        assert!(standardise(&[]).is_empty());
    }
}
