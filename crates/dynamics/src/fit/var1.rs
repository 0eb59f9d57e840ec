use super::climb::{ClimbOptions, Hill, climb};
use super::laplace::laplace_one_sided;
use crate::discretise::{Stationary, Transition};
use crate::kalman::{Filtered, Measured, Row, Slopes, System, backward, filter};
use crate::matrix::{Mat, add_scaled, largest, mul, mul_right_transposed, symmetrise, zeros};
use crate::{CannotTell, DynamicsError, Estimate};

/// A first-order vector autoregression seen through measurement noise.
///
/// Index 0 is the first series, 1 the second; `carry[i][j]` is the effect of series j at one
/// sample on series i at the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoisyVar1 {
    /// Effects from one sample to the next: inertia on the diagonal, partner effects beside it.
    pub carry: [[f64; 2]; 2],
    /// Covariance of the shocks.
    pub shock: [[f64; 2]; 2],
    /// Variance of the measurement noise of each series.
    pub noise_variance: [f64; 2],
}

/// A fitted [`NoisyVar1`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoisyVar1Fit {
    /// The maximum of the likelihood.
    pub model: NoisyVar1,
    /// The effects with 95 % intervals from the curvature of the likelihood.
    pub carry: [[Estimate; 2]; 2],
    /// The log-likelihood there.
    pub log_likelihood: f64,
    /// Whether the climb ended on flat ground.
    pub converged: bool,
}

/// The log-likelihood of two series under a vector autoregression with measurement noise, from a
/// stationary start.
///
/// # Errors
/// [`DynamicsError::SeriesLength`]; [`CannotTell::Unstable`] where the model does not settle.
///
/// # Source
/// State-space form as statsmodels `VARMAX(order=(1,0), measurement_error=True, trend='n')`;
/// agrees to 1e-4 (`reference/state_space`).
pub fn noisy_var1_log_likelihood(
    first: &[f64],
    second: &[f64],
    model: &NoisyVar1,
) -> Result<f64, DynamicsError> {
    let measured = interleaved(first, second)?;
    let (system, _) = system(model).ok_or(CannotTell::Unstable)?;
    let mut filtered = Filtered::default();
    filter(&system, &measured, &mut filtered);
    Ok(filtered.log_likelihood)
}

/// Fits the field's regression with the measurement noise it leaves out.
///
/// `x_{t+1} = Φ x_t + w_t`, `y_t = x_t + ε_t`, `w ~ N(0, Q)`, `ε ~ N(0, diag r)`: maximum
/// likelihood, stationary start, no centring.
///
/// In plain words: how much of each one's value carries over, and how much of the other's arrives,
/// from one sample to the next. The plain regression of each on both pasts takes sensor noise for
/// real ups and downs: inertia comes out too low and the partner effect too large (.076 where the
/// truth is .05). Here the noise has a place of its own.
///
/// # Inputs
/// Two series at even distances; their units are kept. Remove the mean beforehand if it is not 0.
///
/// # Returns
/// Effects without unit, shocks and noise in squared units, log-likelihood. Effects depend on the
/// distance of the samples; the loop model's do not.
///
/// # Missing data
/// A missing value is skipped.
///
/// # Null
/// Circular shift of one series.
///
/// # Errors
/// [`DynamicsError::SeriesLength`]; [`CannotTell`] where the series are too short or constant.
///
/// # Example
/// ```
/// use attune_dynamics::{fit_noisy_var1};
///
/// // Two waves of one period, a quarter apart, with a small ripple of their own.
/// let wave = |shift: f64| -> Vec<f64> {
///     (0..400).map(|t| (0.2 * f64::from(t) + shift).sin() + 0.3 * (f64::from(t * t % 97) / 97.0 - 0.5)).collect()
/// };
/// let fit = fit_noisy_var1(&wave(0.0), &wave(1.57))?;
/// // A turn by .2: the second drives the first, and the first turns the second back.
/// assert!((fit.model.carry[0][1] - 0.2).abs() < 0.05);
/// assert!((fit.model.carry[1][0] + 0.2).abs() < 0.05);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// Own optimum agrees with statsmodels 0.15 and OpenMx 2.21 within 2e-3 (`reference/state_space`).
pub fn fit_noisy_var1(first: &[f64], second: &[f64]) -> Result<NoisyVar1Fit, DynamicsError> {
    let measured = interleaved(first, second)?;
    let moments = moments(first, second)?;
    let (stretch, share) = first_stretch(&measured);
    let mut rough = Var1Hill { measured: &stretch, filtered: Filtered::default() };
    let (begun, curvature) = match moments.instrumental() {
        Some(model) => near(&mut rough, &theta(&model)),
        None => best_of_three(&mut rough, &moments)?,
    };
    let curvature = curvature.map(|c| c.iter().map(|x| share * x).collect::<Vec<_>>());
    let mut hill = Var1Hill { measured: &measured, filtered: Filtered::default() };
    let top = climb(&mut hill, &begun, curvature.as_deref(), FLAT);
    let spread =
        laplace_one_sided(&mut hill, &top.theta, &top.slope).ok_or(CannotTell::Undetermined)?;
    let estimate = |i: usize| {
        let (value, reach) = (top.theta[i], 1.959_963_984_540_054 * spread.sd(i));
        Estimate { value, lo: value - reach, hi: value + reach }
    };
    Ok(NoisyVar1Fit {
        model: model(&top.theta),
        carry: [[estimate(0), estimate(1)], [estimate(2), estimate(3)]],
        log_likelihood: top.height,
        converged: top.converged,
    })
}

const FEWEST_SAMPLES: usize = 30;

/// A slope of a thousandth leaves less than a millionth of the likelihood on the table.
const FLAT: ClimbOptions = ClimbOptions { flat: 1e-3, most_steps: 300 };

/// The first sixth of long series, 600 samples at least, and its share of the whole.
fn first_stretch(measured: &Measured) -> (Measured, f64) {
    let whole = measured.samples();
    let some = (whole / 6).max(600).min(whole);
    let stretch = Measured {
        values: measured.values[..some * measured.channels].to_vec(),
        channels: measured.channels,
        spacing: vec![0; some - 1],
        seconds: measured.seconds.clone(),
    };
    (stretch, some as f64 / whole as f64)
}

fn interleaved(first: &[f64], second: &[f64]) -> Result<Measured, DynamicsError> {
    if first.len() != second.len() {
        return Err(DynamicsError::SeriesLength { length: second.len(), times: first.len() });
    }
    Ok(Measured {
        values: first.iter().zip(second).flat_map(|(a, b)| [*a, *b]).collect(),
        channels: 2,
        spacing: vec![0; first.len().saturating_sub(1)],
        seconds: vec![1.0],
    })
}

/// A place and what is known of the shape of the surface around it.
type Begun = (Vec<f64>, Option<Vec<f64>>);

/// Near the top already: a first stretch is enough to learn its shape.
fn near(rough: &mut Var1Hill<'_>, theta: &[f64]) -> Begun {
    let mut slope = vec![0.0; theta.len()];
    rough.height(theta, &mut slope);
    let shape = laplace_one_sided(rough, theta, &slope);
    (theta.to_vec(), shape.map(|shape| shape.covariance))
}

/// Far from the top: three starts that differ in how much of what is seen they take for noise,
/// climbed on a first stretch, which is enough to tell which of them leads where.
fn best_of_three(rough: &mut Var1Hill<'_>, moments: &Moments) -> Result<Begun, DynamicsError> {
    let options = ClimbOptions { flat: 0.01, ..ClimbOptions::default() };
    let tops = [0.1, 0.3, 0.6]
        .map(|share| climb(rough, &theta(&moments.with_noise(share)), None, options));
    let best =
        tops.into_iter().reduce(|best, top| if top.height > best.height { top } else { best });
    let best = best.ok_or(CannotTell::Undetermined)?;
    Ok((best.theta, Some(best.curvature)))
}

/// `covariances[k][i][j]`: mean of series i at a sample times series j, k samples before.
struct Moments {
    covariances: [Mat<2>; 4],
}

fn moments(first: &[f64], second: &[f64]) -> Result<Moments, DynamicsError> {
    let series = [first, second];
    for (person, series) in series.into_iter().enumerate() {
        let mut there = series.iter().filter(|y| !y.is_nan());
        let moments = there.clone().count();
        if moments < FEWEST_SAMPLES {
            return Err(CannotTell::TooShort { moments, needed: FEWEST_SAMPLES }.into());
        }
        let one = there.next();
        if there.all(|y| Some(y) == one) {
            return Err(CannotTell::Constant { person }.into());
        }
    }
    let mean = |now: &[f64], before: &[f64], lag: usize| {
        let both = now[lag..].iter().zip(before).map(|(x, y)| x * y).filter(|p| !p.is_nan());
        let (sum, count) = both.fold((0.0, 0.0), |(sum, count), p| (sum + p, count + 1.0));
        sum / count
    };
    let covariances =
        std::array::from_fn(|lag| series.map(|now| series.map(|before| mean(now, before, lag))));
    Ok(Moments { covariances })
}

impl Moments {
    /// White noise is in no covariance but that of a sample with itself: the others give the
    /// effects (`Γₖ₊₁ = Φ Γₖ`, least squares over k = 1, 2), and these what of `Γ₀` is noise.
    ///
    /// `None` where sampling error leaves the range of models.
    fn instrumental(&self) -> Option<NoisyVar1> {
        let [now, one, two, three] = &self.covariances;
        let mut ahead = mul_right_transposed(two, one);
        add_scaled(&mut ahead, 1.0, &mul_right_transposed(three, two));
        let mut behind = mul_right_transposed(one, one);
        add_scaled(&mut behind, 1.0, &mul_right_transposed(two, two));
        let carry = mul(&ahead, &inverse(&behind)?);
        let seen_without_noise = mul(&inverse(&carry)?, one);
        let noise_variance: [f64; 2] = std::array::from_fn(|i| {
            let noise = now[i][i] - seen_without_noise[i][i];
            noise.clamp(LEAST_NOISE * now[i][i], MOST_NOISE * now[i][i])
        });
        let mut state = *now;
        for i in 0..2 {
            state[i][i] -= noise_variance[i];
        }
        let mut shock = state;
        add_scaled(&mut shock, -1.0, &mul_right_transposed(&mul(&carry, &state), &carry));
        symmetrise(&mut shock);
        let model = NoisyVar1 { carry, shock, noise_variance };
        let possible = shock[0][0] > 0.0
            && shock[0][0] * shock[1][1] - shock[0][1] * shock[0][1] > 0.0
            && system(&model).is_some();
        possible.then_some(model)
    }

    /// No effect of either on the other, and noise of this share.
    fn with_noise(&self, share: f64) -> NoisyVar1 {
        const INERTIA: f64 = 0.7;
        let variance = [0, 1].map(|i| self.covariances[0][i][i]);
        let shock = variance.map(|v| v * (1.0 - share) * (1.0 - INERTIA * INERTIA));
        NoisyVar1 {
            carry: [[INERTIA, 0.0], [0.0, INERTIA]],
            shock: [[shock[0], 0.0], [0.0, shock[1]]],
            noise_variance: variance.map(|v| v * share),
        }
    }
}

/// A start at the edge of what is possible would climb along it.
const LEAST_NOISE: f64 = 0.02;
const MOST_NOISE: f64 = 0.9;

/// The inverse, or `None` where there is none to speak of.
fn inverse(a: &Mat<2>) -> Option<Mat<2>> {
    let determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    let size = largest(a);
    (determinant.abs() > 1e-9 * size * size).then(|| {
        [
            [a[1][1] / determinant, -a[0][1] / determinant],
            [-a[1][0] / determinant, a[0][0] / determinant],
        ]
    })
}

/// Effects as they are, the shocks' covariance by its triangular root with logarithms on the
/// diagonal, the noise by the logarithms of its standard deviations.
fn theta(model: &NoisyVar1) -> Vec<f64> {
    let [[a, b], [c, d]] = model.carry;
    let top = model.shock[0][0].sqrt();
    let side = model.shock[0][1] / top;
    let rest = (model.shock[1][1] - side * side).sqrt();
    let [r, s] = model.noise_variance.map(|v| 0.5 * v.ln());
    vec![a, b, c, d, top.ln(), side, rest.ln(), r, s]
}

fn model(theta: &[f64]) -> NoisyVar1 {
    let (top, side, rest) = (theta[4].exp(), theta[5], theta[6].exp());
    NoisyVar1 {
        carry: [[theta[0], theta[1]], [theta[2], theta[3]]],
        shock: [[top * top, top * side], [top * side, side * side + rest * rest]],
        noise_variance: [(2.0 * theta[7]).exp(), (2.0 * theta[8]).exp()],
    }
}

/// The model as a linear system; `None` where it does not settle.
fn system(model: &NoisyVar1) -> Option<(System<2>, Stationary<2>)> {
    let transition = Transition { carry: model.carry, added: model.shock, reach: zeros() };
    let stationary = Stationary::new(&transition)?;
    let row = |state: usize| Row {
        state,
        loading: 1.0,
        noise: None,
        variance: model.noise_variance[state],
        level: 0.0,
    };
    let system = System {
        transitions: vec![transition],
        rows: vec![row(0), row(1)],
        start: stationary.covariance,
        pushed: [0, 1],
        pushes: Vec::new(),
    };
    Some((system, stationary))
}

struct Var1Hill<'a> {
    measured: &'a Measured,
    filtered: Filtered<2>,
}

impl Hill for Var1Hill<'_> {
    fn height(&mut self, theta: &[f64], slope: &mut [f64]) -> f64 {
        let model = model(theta);
        let Some((system, stationary)) = system(&model) else { return f64::NAN };
        filter(&system, self.measured, &mut self.filtered);
        let mut slopes = Slopes::empty();
        backward(&system, self.measured, &self.filtered, &mut slopes, None);
        let start = slopes.start;
        stationary.backward(&start, &system.transitions[0], &mut slopes.transitions[0]);
        let carry = &slopes.transitions[0].carry;
        let added = &slopes.transitions[0].added;
        let (top, side, rest) = (theta[4].exp(), theta[5], theta[6].exp());
        let cross = added[0][1] + added[1][0];
        slope[..4].copy_from_slice(carry.as_flattened());
        slope[4] = top * (2.0 * added[0][0] * top + cross * side);
        slope[5] = cross * top + 2.0 * added[1][1] * side;
        slope[6] = 2.0 * added[1][1] * rest * rest;
        for (i, row) in slopes.rows.iter().enumerate() {
            slope[7 + i] = 2.0 * model.noise_variance[i] * row.variance;
        }
        self.filtered.log_likelihood
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_agrees_with_differences() {
        let mut draws = crate::random::Draws::new(1, 0);
        let series: Vec<f64> = (0..200).map(|_| draws.normal()).collect();
        let measured = interleaved(&series[..100], &series[100..]).unwrap();
        let mut hill = Var1Hill { measured: &measured, filtered: Filtered::default() };
        let place = [0.5, 0.1, -0.2, 0.6, -0.3, 0.1, -0.2, -0.4, -0.5];
        let mut slope = vec![0.0; 9];
        hill.height(&place, &mut slope);
        for i in 0..9 {
            let mut at = |by: f64| {
                let mut moved = place;
                moved[i] += by;
                hill.height(&moved, &mut [0.0; 9])
            };
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            // Central differences of a height near 300.
            assert!((slope[i] - numeric).abs() < 1e-5 * numeric.abs().max(1.0), "{i}");
        }
    }

    #[test]
    fn what_runs_away_has_no_likelihood() {
        let model = NoisyVar1 {
            carry: [[1.1, 0.0], [0.0, 0.5]],
            shock: [[1.0, 0.0], [0.0, 1.0]],
            noise_variance: [1.0, 1.0],
        };
        let found = noisy_var1_log_likelihood(&[1.0, 2.0], &[0.0, 1.0], &model);
        assert_eq!(found, Err(CannotTell::Unstable.into()));
    }
}
