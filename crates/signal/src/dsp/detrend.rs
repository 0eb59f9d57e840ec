//! Taking out slow drift.

/// The series without its least-squares straight line: x(i) − (a + b·i).
///
/// In plain words: what is left of the ups and downs when a steady climb or fall is taken out.
///
/// # Inputs
/// `x`: evenly spaced samples, any unit.
///
/// # Returns
/// As many values, same unit, mean zero and no linear trend over the samples present.
///
/// # Missing data
/// `NaN` samples stay `NaN` and do not enter the fit. With one sample present the mean is taken
/// out; with none, nothing happens.
///
/// # Example
/// ```
/// let flat = attune_signal::dsp::detrend_linear(&[1.0, 3.0, f64::NAN, 7.0]);
/// assert!(flat[0].abs() < 1e-12 && flat[2].is_nan() && flat[3].abs() < 1e-12);
/// ```
///
/// # Source
/// Ordinary least squares; agrees with `scipy.signal.detrend(type="linear")` on complete data.
pub fn detrend_linear(x: &[f64]) -> Vec<f64> {
    let (mut n, mut mean_i, mut mean_x) = (0.0, 0.0, 0.0);
    for (i, v) in present(x) {
        n += 1.0;
        mean_i += i;
        mean_x += v;
    }
    if n > 0.0 {
        mean_i /= n;
        mean_x /= n;
    }
    let (mut covariance, mut variance) = (0.0, 0.0);
    for (i, v) in present(x) {
        covariance += (i - mean_i) * (v - mean_x);
        variance += (i - mean_i) * (i - mean_i);
    }
    let slope = if variance > 0.0 { covariance / variance } else { 0.0 };
    let line = |i: usize| mean_x + slope * (i as f64 - mean_i);
    x.iter().enumerate().map(|(i, v)| v - line(i)).collect()
}

/// Change from one sample to the next: x(i) − x(i − 1).
///
/// In plain words: not how high, but how much higher than a moment ago.
///
/// # Inputs
/// `x`: evenly spaced samples, any unit.
///
/// # Returns
/// As many values, same unit; the first is `NaN`, so that sample `i` keeps its time.
///
/// # Missing data
/// A difference with a missing neighbour is missing.
///
/// # Example
/// ```
/// let d = attune_signal::dsp::difference(&[1.0, 4.0, 2.0]);
/// assert!(d[0].is_nan());
/// assert_eq!(d[1..], [3.0, -2.0]);
/// ```
///
/// # Source
/// First difference; `numpy.diff` with a missing value put in front.
pub fn difference(x: &[f64]) -> Vec<f64> {
    let mut out = vec![f64::NAN; x.len()];
    for (d, pair) in out.iter_mut().skip(1).zip(x.windows(2)) {
        *d = pair[1] - pair[0];
    }
    out
}

fn present(x: &[f64]) -> impl Iterator<Item = (f64, f64)> + '_ {
    x.iter().enumerate().filter(|(_, v)| v.is_finite()).map(|(i, v)| (i as f64, *v))
}
