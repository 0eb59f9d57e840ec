//! The actor–partner interdependence model for time series: who carries on, who takes over.

use super::LagOptions;
use super::lag_options::{Design, design};
use super::least_squares::{Fit, least_squares};
use super::source_shift::{DirectionTests, both_directions};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail};

/// Lagged regression with actor and partner effects (repeated-measures APIM; a VAR).
///
/// a(t) = c + Σ actor_l · a(t − l·lag) + Σ partner_l · b(t − l·lag) + shared inputs + e, and the
/// mirror image for b, each fitted by least squares.
///
/// In plain words: how much of a person's moment carries on from their own last one, and how much
/// goes with the partner's last one.
///
/// # Inputs
/// `a`, `b`: evenly sampled on one clock, any unit; take out trends first if they are not the
/// question. `shared`: recorded inputs of both, none is fine (at lag 0 and the partner's lags).
///
/// # Returns
/// [`LaggedRegression`]; effects in units of the predicted per unit of the predicting person.
/// Coefficients belong to this sampling interval and `lag`: halve the interval and they change.
/// Measurement noise pulls actor effects down and pushes partner effects up.
/// Swapping `a` and `b` swaps the persons.
///
/// # Missing data
/// A moment counts, in each equation, where it and all its predictors are present.
///
/// # Null
/// Circular shifts of the partner ([`source_shift_test`](super::source_shift_test)) or stranger
/// pairs; the standard errors assume independent errors and are too small where these are not.
///
/// # Errors
/// Too few complete moments; predictors that repeat each other (a constant series, a copy).
///
/// # Example
/// ```
/// use attune_coupling::measure::{LagOptions, lagged_regression};
/// let (mut a, mut b) = (vec![1.0], vec![-1.0]);
/// for t in 0..40 {
///     let push = f64::from(t % 5) - 2.0;
///     a.push(0.5 * a[t as usize] + 0.2 * b[t as usize] + 1.0);
///     b.push(0.3 * b[t as usize] + push);
/// }
/// let fit = lagged_regression(&a, &b, &[], &LagOptions::default()).unwrap();
/// assert!((fit.a.actor[0].estimate - 0.5).abs() < 1e-9);
/// assert!((fit.a.partner[0].estimate - 0.2).abs() < 1e-9);
/// ```
///
/// # Source
/// Kenny, Kashy & Cook 2006; Butler & Barnard 2019, whose rties calls it inertia–coordination and
/// lets a signed lag predict a couple from its own future; here the past alone predicts.
pub fn lagged_regression(
    a: &[f64],
    b: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
) -> Result<LaggedRegression, InputError> {
    let (for_a, for_b) = (person(a, b, shared, options)?, person(b, a, shared, options)?);
    let mut both = Vec::new();
    let mut others = for_b.1.iter().peekable();
    for (t, residual) in &for_a.1 {
        while others.next_if(|other| other.0 < *t).is_some() {}
        if let Some(other) = others.next_if(|other| other.0 == *t) {
            both.push((*residual, other.1));
        }
    }
    Ok(LaggedRegression { residual_correlation: correlation(&both), a: for_a.0, b: for_b.0 })
}

/// Tests the latest partner effect of both people against circular shifts of the partner, both
/// tails.
///
/// Statistic: the effect divided by its standard error.
///
/// In plain words: does one person's last value go with the other's next one, whichever way?
///
/// # Inputs
/// As [`lagged_regression`]. Shared inputs stay with the person who is predicted.
///
/// # Returns
/// [`DirectionTests`]: no unit; above 0: up after up. Swapping `a` and `b` swaps the two, to the bit.
///
/// # Missing data
/// As [`lagged_regression`]; gaps travel with the source.
///
/// # Null
/// No time-locked link from the source to a receiver whose own past, whole, stays as it is.
///
/// # Errors
/// As [`lagged_regression`]; a recording too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{LagOptions, lagged_regression_test};
/// let noise = |t: u32, salt: u32| f64::from((t * t).wrapping_mul(salt) >> 16) / 65536.0 - 0.5;
/// let a: Vec<f64> = (0..300).map(|t| noise(t, 2_654_435_761)).collect();
/// let after = |t: u32| if t == 0 { 0.0 } else { a[t as usize - 1] };
/// let b: Vec<f64> = (0..300).map(|t| after(t) + 0.3 * noise(t, 2_246_822_519)).collect(); // A leads
/// let shift = CircularShift { surrogates: 39, seed: 1 };
/// let test = lagged_regression_test(&a, &b, &[], &LagOptions::default(), &shift).unwrap();
/// assert!(test.a_to_b.p <= 0.05 && test.a_to_b.observed > 10.0);
/// ```
///
/// # Source
/// Cook & Kenny 2005 for the model; the null is science.md 2.5.
pub fn lagged_regression_test(
    a: &[f64],
    b: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
    shift: &CircularShift,
) -> Result<DirectionTests, InputError> {
    both_directions(a, b, shared, options, shift, Tail::TwoSided, |source, target, shared| {
        let effect = person(target, source, shared, options)?.0.partner[0];
        Ok(effect.estimate / effect.standard_error)
    })
}

/// Both persons' equations.
#[derive(Debug, Clone, PartialEq)]
pub struct LaggedRegression {
    /// What predicts A.
    pub a: PersonEffects,
    /// What predicts B.
    pub b: PersonEffects,
    /// Correlation of what both equations leave unexplained at the same moment: shared shocks, and
    /// anything that passes between people faster than the lag.
    pub residual_correlation: f64,
}

/// One person's equation.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonEffects {
    /// The constant.
    pub intercept: Effect,
    /// Own past, the latest first (inertia).
    pub actor: Vec<Effect>,
    /// Partner's past, the latest first.
    pub partner: Vec<Effect>,
    /// Shared inputs: each at lag 0 and the partner's lags, input by input.
    pub shared: Vec<Effect>,
    /// Share of the variance explained, 0 to 1.
    pub r_squared: f64,
    /// Standard deviation of what is left, with the degrees of freedom taken off.
    pub residual_sd: f64,
    /// Moments used.
    pub samples: usize,
}

impl PersonEffects {
    /// k = partner / actor effect at the latest lag: near 0 actor-only, near 1 couple pattern, near
    /// −1 contrast pattern. Meaningless where the actor effect is not clearly different from 0.
    pub fn pattern(&self) -> f64 {
        self.partner[0].estimate / self.actor[0].estimate
    }
}

/// A regression coefficient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The coefficient.
    pub estimate: f64,
    /// Its standard error, for independent errors of equal variance.
    pub standard_error: f64,
}

type Residuals = Vec<(usize, f64)>;

fn person(
    own: &[f64],
    partner: &[f64],
    shared: &[&[f64]],
    options: &LagOptions,
) -> Result<(PersonEffects, Residuals), InputError> {
    let design = design(own, partner, shared, options)?;
    let fit = least_squares(&design.columns, &design.target)?;
    let (samples, columns) = (design.target.len(), design.columns.len());
    let variance = fit.residual_squares / (samples - columns) as f64;
    let effects: Vec<Effect> = fit
        .coefficients
        .iter()
        .zip(&fit.inverse_diagonal)
        .map(|(&estimate, v)| Effect { estimate, standard_error: (variance * v).sqrt() })
        .collect();
    let partner_from = columns - options.partner;
    let about_mean: f64 = fit.residual_squares + fit.explained[1..].iter().sum::<f64>();
    let residuals = residuals(&design, &fit);
    let effects = PersonEffects {
        intercept: effects[0],
        actor: effects[1..=options.own].to_vec(),
        shared: effects[1 + options.own..partner_from].to_vec(),
        partner: effects[partner_from..].to_vec(),
        r_squared: 1.0 - fit.residual_squares / about_mean,
        residual_sd: variance.sqrt(),
        samples,
    };
    Ok((effects, residuals))
}

fn residuals(design: &Design, fit: &Fit) -> Residuals {
    let left = |row: usize| {
        let fitted = design.columns.iter().zip(&fit.coefficients).map(|(c, b)| c[row] * b);
        design.target[row] - fitted.sum::<f64>()
    };
    design.moments.iter().enumerate().map(|(row, &t)| (t, left(row))).collect()
}

/// Pearson's r; symmetric in its two series to the bit.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (mean_x, mean_y) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
        xy += (x - mean_x) * (y - mean_y);
    }
    xy / (xx * yy).sqrt()
}
