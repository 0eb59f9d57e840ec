//! How long a series remembers itself, and how many independent looks a recording holds.

/// Decorrelation time: how long the autocorrelation takes to fall to 1/e.
///
/// ρ(k) = mean of (x(t) − x̄)(x(t + k) − x̄) over the pairs present, over ρ(0). The longer of two
/// times, linear between lags: from lag 0 to where ρ falls below 1/e; and, where ρ(1) exceeds
/// 2/√n, from lag 1 to where ρ falls below ρ(1)/e.
///
/// In plain words: how long it takes until the present tells little about what comes. White noise
/// of a sensor adds to ρ(0) alone and makes a slow signal look quick from there; from lag 1 on it
/// cannot.
///
/// # Inputs
/// `x`: evenly spaced samples, any unit.
///
/// # Returns
/// Samples, above 0; about 0.63 for white noise, 1/(1 − φ) or so for slow first-order memory.
/// Infinite where the autocorrelation never falls so far within half the series; `NaN` for a
/// series that does not vary.
///
/// # Missing data
/// Pairs with a missing sample are left out; time is not closed up over a gap. A lag without any
/// pair is skipped.
///
/// # Example
/// ```
/// // +1, −1, +1, …: ρ(1) = −1, so 1/e is crossed at (1 − 1/e) / 2 samples.
/// let x: Vec<f64> = (0..100).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
/// assert!((attune_coupling::decorrelation_time(&x) - 0.316_060_279).abs() < 1e-9);
/// ```
///
/// # Source
/// The e-folding time of time-series analysis; the autocovariance divides by the pairs present,
/// not by n, so that gaps do not shorten it. On 500 samples of first-order memory with time
/// constant 9.5 it gives 8.6, and 8.1 under as much white noise, where the time from lag 0 alone
/// gives 2.4 (medians of 100; decision record 0005).
pub fn decorrelation_time(x: &[f64]) -> f64 {
    let n = x.iter().filter(|v| v.is_finite()).count() as f64;
    let mean = x.iter().filter(|v| v.is_finite()).sum::<f64>() / n;
    let centred: Vec<f64> = x.iter().map(|v| v - mean).collect();
    let variance = autocovariance(&centred, 0);
    if !crate::measure::varies(variance * n, n, mean) {
        return f64::NAN;
    }
    let rho = |lag: usize| autocovariance(&centred, lag) / variance;
    let whole = fall(&rho, 0, x.len() / 2);
    // Beyond what independent samples show by chance.
    if rho(1) > 2.0 / n.sqrt() { whole.max(fall(&rho, 1, x.len() / 2)) } else { whole }
}

/// How many lags after `from` the autocorrelation falls to 1/e of what it is there.
fn fall(rho: &dyn Fn(usize) -> f64, from: usize, longest: usize) -> f64 {
    let (mut last_lag, mut last) = (from, rho(from));
    let threshold = last * (-1.0_f64).exp();
    for lag in from + 1..=longest {
        let here = rho(lag);
        if here.is_nan() {
            continue;
        }
        if here < threshold {
            let share = (last - threshold) / (last - here);
            return (last_lag - from) as f64 + (lag - last_lag) as f64 * share;
        }
        (last_lag, last) = (lag, here);
    }
    f64::INFINITY
}

/// Effective number of independent samples of a pair: n / (2 max(Ta, Tb)).
///
/// In plain words: how many separate looks at the pair the recording holds; neighbours in time
/// that say the same thing count once.
///
/// # Inputs
/// `samples`: samples both people have; `time_a`, `time_b`: each one's [`decorrelation_time`].
///
/// # Returns
/// 0 up to `samples`; below 20 a link cannot be told from chance.
///
/// # Missing data
/// 0 where one of the times is `NaN` (a flat series) or infinite.
///
/// # Example
/// ```
/// assert_eq!(attune_coupling::effective_samples(600, 5.0, 2.0), 60.0);
/// ```
///
/// # Source
/// Duration over twice the larger time constant (decision 5).
pub fn effective_samples(samples: usize, time_a: f64, time_b: f64) -> f64 {
    let slower = if time_a >= time_b { time_a } else { time_b };
    let n = samples as f64;
    if time_a.is_nan() || time_b.is_nan() { 0.0 } else { (n / (2.0 * slower)).min(n) }
}

/// Mean product of deviations `lag` samples apart; `NaN` without a pair.
fn autocovariance(centred: &[f64], lag: usize) -> f64 {
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (x, y) in centred.iter().zip(&centred[lag..]) {
        let product = x * y;
        if product.is_finite() {
            sum += product;
            pairs += 1.0;
        }
    }
    sum / pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ρ(k) = cos(2πk/40) for whole periods, up to the end effects of a finite series.
    #[test]
    fn a_sine_forgets_itself_within_its_quarter_period() {
        let x: Vec<f64> =
            (0..4000).map(|i| (f64::from(i) * std::f64::consts::TAU / 40.0).sin()).collect();
        let expected = 40.0 * (-1.0_f64).exp().acos() / std::f64::consts::TAU;
        // Linear interpolation between lags 7 and 8 of a cosine errs by under .01 samples.
        assert!((decorrelation_time(&x) - expected).abs() < 0.02);
        // A gap leaves the time where it is; closing it up would not.
        let mut gappy = x;
        gappy[1003..1090].fill(f64::NAN);
        assert!((decorrelation_time(&gappy) - expected).abs() < 0.02);
    }

    /// A slow wave and, beside it, the same under noise of its own size.
    #[test]
    fn noise_of_a_sensor_does_not_hide_a_slow_signal() {
        let slow = |i: u32| (f64::from(i) * std::f64::consts::TAU / 200.0).sin();
        let mut random = 1_u32;
        let mut noise = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(random) / f64::from(u32::MAX) - 0.5
        };
        let clean: Vec<f64> = (0..2000).map(slow).collect();
        let noisy: Vec<f64> = (0..2000).map(|i| slow(i) + 3.0 * noise()).collect();
        // 1/e of a cosine of period 200 is met at 38 samples.
        let wanted = decorrelation_time(&clean);
        assert!((wanted - 38.0).abs() < 1.0, "{wanted}");
        // From lag 0 it would be about 13: more than half of the variance is gone at lag 1.
        let found = decorrelation_time(&noisy);
        assert!((found - wanted).abs() < 4.0, "{found}");
    }

    #[test]
    fn what_never_forgets_and_what_never_moves() {
        let climb: Vec<f64> = (0..10).map(f64::from).collect();
        assert!(decorrelation_time(&climb).is_finite());
        // ρ(1) = 1/3 by hand: the crossing is at (1 − 1/e) / (1 − 1/3).
        let by_hand = (1.0 - (-1.0_f64).exp()) * 1.5;
        assert!((decorrelation_time(&[0.0, 0.0, 1.0, 1.0]) - by_hand).abs() < 1e-15);
        assert!(decorrelation_time(&[0.1; 50]).is_nan());
        assert!(decorrelation_time(&[]).is_nan());
        assert_eq!(effective_samples(100, f64::NAN, 1.0), 0.0);
        assert_eq!(effective_samples(100, 1.0, f64::INFINITY), 0.0);
        assert_eq!(effective_samples(100, 0.1, 0.1), 100.0);
    }
}
