use crate::least_squares::{detrended, least_squares};
use crate::{CannotTell, DynamicsError, Estimate};

/// How the inertia-coordination regression is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InertiaCoordinationOptions {
    /// How far back the predictors lie.
    pub lag: CoordinationLag,
    /// Whether a straight line over time is taken from each series first.
    pub detrend: bool,
}

/// How far back the predictors of the inertia-coordination regression lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoordinationLag {
    /// This many samples earlier, at least 1.
    Samples(usize),
    /// As many samples earlier as the largest cross-correlation is away from lag 0; at least 1.
    Past,
    /// The convention of rties: the lag of the largest cross-correlation with its sign, so that
    /// where the second series leads, both are predicted from their *future*. For comparing
    /// numbers with that program only.
    Rties,
}

impl Default for InertiaCoordinationOptions {
    fn default() -> Self {
        Self { lag: CoordinationLag::Past, detrend: true }
    }
}

/// A fitted inertia-coordination model. Index 0 is A, 1 is B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InertiaCoordination {
    /// How many samples back the predictors lie; negative: in the future (rties).
    pub lag: i64,
    /// The two regressions.
    pub persons: [CoordinationLine; 2],
}

/// One person's regression; intervals hold 95 % as if residuals were independent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoordinationLine {
    /// Where the line meets zero, in the series' unit.
    pub intercept: f64,
    /// How much of one's own earlier value carries over.
    pub inertia: Estimate,
    /// How much of the other's earlier value arrives.
    pub coordination: Estimate,
    /// Samples in which nothing was missing.
    pub samples: usize,
    /// Share of variance explained, 0 to 1.
    pub explained: f64,
}

/// Fits the inertia-coordination model of the field: each one's value on both earlier values.
///
/// `x_i(t) = b₀ + b₁ x_i(t − ℓ) + b₂ x_j(t − ℓ) + e`, least squares, one lag ℓ for both.
///
/// In plain words: how much carries over from one's own value some samples ago, and how much comes
/// from the other's. A comparison with the literature, not Attune's own answer: the numbers depend
/// on the distance of the samples, sensor noise lowers inertia and raises coordination, and what
/// reaches both at once counts as coordination.
///
/// # Inputs
/// Two series at even distances, in any unit.
///
/// # Returns
/// See [`InertiaCoordination`]; exchanging the series exchanges the two lines to the bit, except
/// with [`CoordinationLag::Rties`], whose sign is that of the first series.
///
/// # Missing data
/// A row with a missing value is left out of the regression it stands in.
///
/// # Null
/// Circular shift of one series.
///
/// # Errors
/// [`DynamicsError::SeriesLength`]; [`DynamicsError::Option`] for a lag of 0;
/// [`CannotTell::TooShort`], [`CannotTell::Constant`], [`CannotTell::Undetermined`].
///
/// # Example
/// ```
/// use attune_dynamics::{CoordinationLag, InertiaCoordinationOptions, inertia_coordination};
///
/// // A wave and the same wave a sample later: the first tells the second exactly.
/// let wave = |t: i32| (0.7 * f64::from(t)).sin() + 0.2 * (0.31 * f64::from(t)).cos();
/// let a: Vec<f64> = (0..60).map(wave).collect();
/// let b: Vec<f64> = (0..60).map(|t| wave(t - 1)).collect();
/// let options = InertiaCoordinationOptions { lag: CoordinationLag::Samples(1), detrend: false };
/// let found = inertia_coordination(&a, &b, &options)?;
/// assert!((found.persons[1].coordination.value - 1.0).abs() < 1e-9);
/// assert!(found.persons[1].inertia.value.abs() < 1e-9);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// rties 5.0.0 (`indivInertCoord`); in its convention six couples agree to 1.1e-5. Deviation: by
/// default the lag is taken into the past whatever its sign, because a regression on the future
/// explains nothing (couple 2: coordination .3968 instead of −.2200).
pub fn inertia_coordination(
    first: &[f64],
    second: &[f64],
    options: &InertiaCoordinationOptions,
) -> Result<InertiaCoordination, DynamicsError> {
    if first.len() != second.len() {
        return Err(DynamicsError::SeriesLength { length: second.len(), times: first.len() });
    }
    let series = prepared([first, second], options.detrend)?;
    let lag = match options.lag {
        CoordinationLag::Samples(0) => {
            return Err(DynamicsError::Option { what: "lag in samples", value: 0.0 });
        }
        CoordinationLag::Samples(lag) => lag as i64,
        CoordinationLag::Past => best_lag(&series).abs().max(1),
        // At lag 0 each would be predicted from itself.
        CoordinationLag::Rties => match -best_lag(&series) {
            0 => 1,
            lag => lag,
        },
    };
    let line = |own: &[f64], other: &[f64]| {
        let one = vec![1.0; own.len()];
        let [own_then, other_then] = [own, other].map(|series| earlier(series, lag));
        least_squares(own, &[&one, &own_then, &other_then]).map(|line| {
            let estimate = |i: usize| {
                let (value, reach) = (line.weights[i], 1.959_963_984_540_054 * line.se(i));
                Estimate { value, lo: value - reach, hi: value + reach }
            };
            CoordinationLine {
                intercept: line.weights[0],
                inertia: estimate(1),
                coordination: estimate(2),
                samples: line.rows,
                explained: 1.0 - line.left / line.squares[1],
            }
        })
    };
    let [a, b] = [0, 1].map(|i| line(&series[i], &series[1 - i]));
    match (a, b) {
        (Some(a), Some(b)) => Ok(InertiaCoordination { lag, persons: [a, b] }),
        _ => Err(CannotTell::Undetermined.into()),
    }
}

/// Samples each person needs.
const FEWEST_SAMPLES: usize = 30;

/// Both series, detrended where asked for; refused where one is short or flat.
pub(crate) fn prepared(series: [&[f64]; 2], detrend: bool) -> Result<[Vec<f64>; 2], DynamicsError> {
    let mut ready = [Vec::new(), Vec::new()];
    for (person, values) in series.into_iter().enumerate() {
        let mut there = values.iter().filter(|y| y.is_finite());
        let moments = there.clone().count();
        if moments < FEWEST_SAMPLES {
            return Err(CannotTell::TooShort { moments, needed: FEWEST_SAMPLES }.into());
        }
        let first = there.next();
        if there.all(|y| Some(y) == first) {
            return Err(CannotTell::Constant { person }.into());
        }
        let finite: Vec<f64> =
            values.iter().map(|y| if y.is_finite() { *y } else { f64::NAN }).collect();
        ready[person] =
            if detrend { detrended(&finite).ok_or(CannotTell::Undetermined)? } else { finite };
    }
    Ok(ready)
}

/// The lag of the largest cross-correlation in size; positive: the first series is the later one.
///
/// As R's `ccf`: lags up to ⌊10 log₁₀(N/2)⌋ of N samples of both together, sums over what is
/// there. Of two equal ones the nearer to 0 wins.
fn best_lag(series: &[Vec<f64>; 2]) -> i64 {
    let n = series[0].len() as i64;
    let most = (10.0 * (0.5 * n as f64).log10()).floor().max(1.0) as i64;
    let centred = series.each_ref().map(|values| {
        let there = values.iter().filter(|y| !y.is_nan());
        let mean = there.clone().sum::<f64>() / there.count() as f64;
        values.iter().map(|y| y - mean).collect::<Vec<f64>>()
    });
    let covariance = |lag: i64| {
        let (mut sum, mut pairs) = (0.0, 0);
        for t in lag.max(0)..n.min(n + lag) {
            let product = centred[0][t as usize] * centred[1][(t - lag) as usize];
            if !product.is_nan() {
                sum += product;
                pairs += 1;
            }
        }
        // R divides by the pairs that are there plus those the lag costs.
        (sum / (pairs + lag.abs()) as f64).abs()
    };
    let mut best = (0, covariance(0));
    for size in 1..=most.min(n - 2) {
        for lag in [size, -size] {
            let here = covariance(lag);
            if here > best.1 {
                best = (lag, here);
            }
        }
    }
    best.0
}

/// The series as it was `lag` samples earlier.
fn earlier(series: &[f64], lag: i64) -> Vec<f64> {
    let n = series.len() as i64;
    (0..n)
        .map(|t| {
            let then = t - lag;
            if (0..n).contains(&then) { series[then as usize] } else { f64::NAN }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize, stream: u64) -> Vec<f64> {
        let mut draws = crate::random::Draws::new(5, stream);
        (0..n).map(|_| draws.normal()).collect()
    }

    #[test]
    fn the_lag_is_found_with_its_sign() {
        let a = noise(300, 1);
        let late: Vec<f64> = (0..300).map(|t| if t < 4 { f64::NAN } else { a[t - 4] }).collect();
        let series = [a.clone(), late.clone()];
        // The second is the later one.
        assert_eq!(best_lag(&series), -4);
        let of = |lag| {
            inertia_coordination(&a, &late, &InertiaCoordinationOptions { lag, detrend: false })
        };
        let rties = of(CoordinationLag::Rties).unwrap();
        let past = of(CoordinationLag::Past).unwrap();
        assert_eq!((rties.lag, past.lag), (4, 4));
        assert!((past.persons[1].coordination.value - 1.0).abs() < 1e-9);
        let turned = [late, a];
        assert_eq!(best_lag(&turned), 4);
    }

    #[test]
    fn exchanging_the_series_exchanges_the_lines() {
        let (a, mut b) = (noise(200, 3), noise(200, 4));
        b[17] = f64::NAN;
        let options = InertiaCoordinationOptions::default();
        let one = inertia_coordination(&a, &b, &options).unwrap();
        let other = inertia_coordination(&b, &a, &options).unwrap();
        assert_eq!((one.lag, one.persons[0]), (other.lag, other.persons[1]));
        // Another unit of the second moves coordination by the ratio of units, inertia not at all.
        let scaled: Vec<f64> = b.iter().map(|y| 3.0 + 10.0 * y).collect();
        let unit = inertia_coordination(&a, &scaled, &options).unwrap();
        let close = |x: f64, y: f64| assert!((x - y).abs() < 1e-9, "{x} {y}");
        close(unit.persons[1].inertia.value, one.persons[1].inertia.value);
        close(unit.persons[0].coordination.hi, 0.1 * one.persons[0].coordination.hi);
    }

    #[test]
    fn short_flat_and_odd_input_is_refused() {
        let options = InertiaCoordinationOptions::default();
        let fine = noise(100, 9);
        let of = |a: &[f64], b: &[f64]| inertia_coordination(a, b, &options);
        assert!(matches!(of(&fine[..20], &fine[..20]), Err(DynamicsError::CannotTell(_))));
        assert_eq!(of(&fine, &[1.0; 100]), Err(CannotTell::Constant { person: 1 }.into()));
        assert_eq!(of(&fine, &fine), Err(CannotTell::Undetermined.into()));
        assert!(matches!(of(&fine, &fine[1..]), Err(DynamicsError::SeriesLength { .. })));
        let zero = InertiaCoordinationOptions { lag: CoordinationLag::Samples(0), detrend: true };
        assert!(matches!(
            inertia_coordination(&fine, &fine, &zero),
            Err(DynamicsError::Option { .. })
        ));
    }
}
