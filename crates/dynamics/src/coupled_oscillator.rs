use crate::eigen::eigenvalues;
use crate::fit::laplace::inverse;
use crate::inertia_coordination::prepared;
use crate::least_squares::least_squares;
use crate::{CannotTell, DynamicsError};

/// How the coupled oscillator is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OscillatorOptions {
    /// How many samples each level and slope is read from, at least 3.
    pub embedding: usize,
    /// Samples from one of them to the next.
    pub tau: usize,
    /// Whether a straight line over time is taken from each series first.
    pub detrend: bool,
}

impl Default for OscillatorOptions {
    fn default() -> Self {
        Self { embedding: 5, tau: 5, detrend: true }
    }
}

/// Two coupled oscillators. Index 0 is A, 1 is B; time is in samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoupledOscillator {
    /// The two equations.
    pub persons: [OscillatorLine; 2],
    /// Share of the variance of both accelerations explained together, at most 1.
    pub explained: f64,
    /// Largest growth of the coupled system, per sample: negative where it calms down together,
    /// positive where it swings itself up.
    pub growth: f64,
    /// Rows that stand behind it.
    pub rows: usize,
}

impl CoupledOscillator {
    /// The share explained, less what eight weights explain of noise: `1 − (1 − R²) n/(n − 8)` with
    /// n the rows of both equations. R's adjusted R² of one regression without an intercept in
    /// which each person has weights of their own, which is what rties prints.
    #[must_use]
    pub fn adjusted(&self) -> f64 {
        let n = 2.0 * self.rows as f64;
        1.0 - (1.0 - self.explained) * n / (n - 8.0)
    }
}

/// One person's equation: acceleration on level and slope of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OscillatorLine {
    /// On one's own level (η): negative where one is pulled back.
    pub own_level: f64,
    /// On one's own slope (ζ): negative where one's own swings die down.
    pub own_slope: f64,
    /// On the other's level (γ).
    pub partner_level: f64,
    /// On the other's slope (κ).
    pub partner_slope: f64,
    /// Period of one's own swing, `2π/√|η|`, in samples.
    pub period: f64,
}

/// The weights that read level, slope and acceleration from a few samples (GLLA).
///
/// `W = L (LᵀL)⁻¹` with the columns 1, u, u²/2 of L at the samples' distances u from their middle.
///
/// # Inputs
/// How many samples (at least 3), how many samples apart, and the time between two samples.
///
/// # Returns
/// One row for each sample: its weight in the level, the slope, the acceleration.
///
/// # Errors
/// [`DynamicsError::Option`].
///
/// # Example
/// ```
/// let weights = attune_dynamics::glla_weights(5, 1, 1.0)?;
/// assert!((weights[0][2] - 0.285_714).abs() < 1e-6 && (weights[1][0] - 0.342_857).abs() < 1e-6);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// Boker, Deboeck, Edler & Keel 2010 (generalised local linear approximation).
pub fn glla_weights(
    embedding: usize,
    tau: usize,
    step: f64,
) -> Result<Vec<[f64; 3]>, DynamicsError> {
    for (what, value, most) in
        [("embedding", embedding as f64, 1000.0), ("distance of embedded samples", tau as f64, 1e6)]
    {
        let least = if what == "embedding" { 3.0 } else { 1.0 };
        if !(least..=most).contains(&value) {
            return Err(DynamicsError::Option { what, value });
        }
    }
    if !(step.is_finite() && step > 0.0) {
        return Err(DynamicsError::Option { what: "time between samples", value: step });
    }
    let middle = 0.5 * (embedding - 1) as f64;
    let rows: Vec<[f64; 3]> = (0..embedding)
        .map(|i| {
            let u = (i as f64 - middle) * tau as f64 * step;
            [1.0, u, 0.5 * u * u]
        })
        .collect();
    let mut products = vec![0.0; 9];
    for row in &rows {
        for i in 0..3 {
            for j in 0..3 {
                products[3 * i + j] += row[i] * row[j];
            }
        }
    }
    let inverse = inverse(&products, 3).ok_or(CannotTell::Undetermined)?;
    let weigh =
        |row: &[f64; 3]| [0, 1, 2].map(|j| (0..3).map(|i| row[i] * inverse[3 * i + j]).sum());
    Ok(rows.iter().map(weigh).collect())
}

/// Fits two coupled linear oscillators, the field's model of swings that die down or grow.
///
/// `ẍ_i = η_i x_i + ζ_i ẋ_i + γ_i x_j + κ_i ẋ_j`, level and derivatives by [`glla_weights`], least
/// squares without intercept.
///
/// In plain words: does each swing around a middle, does the swing die down or grow, and does the
/// other's position or movement push it? A comparison with the literature: reading slopes from
/// overlapping samples makes swings out of noise, and the embedding decides the period. Whether
/// the two calm down *together* is in `growth`, from both equations at once, and not in one
/// person's ζ.
///
/// # Inputs
/// Two series at even distances, in any unit.
///
/// # Returns
/// See [`CoupledOscillator`]; time in samples. Exchanging the series exchanges the equations.
///
/// # Missing data
/// A stretch with a missing value gives no row.
///
/// # Null
/// Circular shift of one series.
///
/// # Errors
/// [`DynamicsError::SeriesLength`], [`DynamicsError::Option`], [`CannotTell`].
///
/// # Example
/// ```
/// use attune_dynamics::{OscillatorOptions, coupled_oscillator};
///
/// // Two swings of 40 samples that know nothing of each other, but for their own noise.
/// let wave = |shift: f64, t: f64| (0.157 * t + shift).sin() + 0.05 * (t * t * 0.618).sin();
/// let a: Vec<f64> = (0..400).map(|t| wave(0.0, f64::from(t))).collect();
/// let b: Vec<f64> = (0..400).map(|t| 0.5 * wave(1.0, 1.3 * f64::from(t))).collect();
/// let options = OscillatorOptions { embedding: 5, tau: 2, detrend: true };
/// let found = coupled_oscillator(&a, &b, &options)?;
/// assert!((found.persons[0].period - 40.0).abs() < 3.0);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// Boker & Nesselroade 2002; Helm, Sbarra & Ferrer 2012; rties 5.0.0 (`indivCloPlots`): seven
/// couples agree (coefficients to 1.1e-5, periods to .005 samples, R² to its two printed digits
/// through [`CoupledOscillator::adjusted`]). Deviation: embedding and
/// spacing are given, not chosen by the largest R², which over-fits.
pub fn coupled_oscillator(
    first: &[f64],
    second: &[f64],
    options: &OscillatorOptions,
) -> Result<CoupledOscillator, DynamicsError> {
    if first.len() != second.len() {
        return Err(DynamicsError::SeriesLength { length: second.len(), times: first.len() });
    }
    let weights = glla_weights(options.embedding, options.tau, 1.0)?;
    let series = prepared([first, second], options.detrend)?;
    let read = series.each_ref().map(|values| derivatives(values, &weights, options.tau));
    let line = |own: &[Vec<f64>; 3], other: &[Vec<f64>; 3]| {
        // Rows count for both equations or for neither.
        let outcome: Vec<f64> = own[2].iter().zip(&other[2]).map(|(y, z)| y + 0.0 * z).collect();
        least_squares(&outcome, &[&own[0], &own[1], &other[0], &other[1]])
    };
    let [a, b] = [0, 1].map(|i| line(&read[i], &read[1 - i]));
    let (Some(a), Some(b)) = (a, b) else { return Err(CannotTell::Undetermined.into()) };
    let persons = [&a, &b].map(|line| OscillatorLine {
        own_level: line.weights[0],
        own_slope: line.weights[1],
        partner_level: line.weights[2],
        partner_slope: line.weights[3],
        period: std::f64::consts::TAU / line.weights[0].abs().sqrt(),
    });
    Ok(CoupledOscillator {
        persons,
        explained: 1.0 - (a.left + b.left) / (a.squares[0] + b.squares[0]),
        growth: growth(&persons),
        rows: a.rows,
    })
}

/// Level, slope and acceleration of every stretch.
fn derivatives(series: &[f64], weights: &[[f64; 3]], tau: usize) -> [Vec<f64>; 3] {
    let reach = (weights.len() - 1) * tau;
    [0, 1, 2].map(|order| {
        (0..series.len().saturating_sub(reach))
            .map(|t| weights.iter().enumerate().map(|(i, w)| w[order] * series[t + i * tau]).sum())
            .collect()
    })
}

/// The largest real part of the eigenvalues of both equations at once.
fn growth(persons: &[OscillatorLine; 2]) -> f64 {
    // In an order of content, so that exchanging the two changes no bit.
    let [mut a, mut b] = persons.each_ref();
    if a.own_level > b.own_level {
        (a, b) = (b, a);
    }
    #[rustfmt::skip]
    let companion = [
        0.0,             1.0,             0.0,         0.0,
        a.own_level,     a.own_slope,     a.partner_level, a.partner_slope,
        0.0,             0.0,             0.0,         1.0,
        b.partner_level, b.partner_slope, b.own_level, b.own_slope,
    ];
    eigenvalues(&companion, 4).iter().fold(f64::NEG_INFINITY, |most, value| most.max(value.re))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights of five points from the normal equations, to six decimals.
    #[test]
    fn the_weights_of_the_notes() {
        let expected = [
            [-0.085_714, -0.2, 0.285_714],
            [0.342_857, -0.1, -0.142_857],
            [0.485_714, 0.0, -0.285_714],
            [0.342_857, 0.1, -0.142_857],
            [-0.085_714, 0.2, 0.285_714],
        ];
        let found = glla_weights(5, 1, 1.0).unwrap();
        for (x, y) in found.as_flattened().iter().zip(expected.as_flattened()) {
            assert!((x - y).abs() < 1e-6, "{x} {y}");
        }
        // Twice the time between samples halves slopes and quarters accelerations.
        let slow = glla_weights(5, 1, 2.0).unwrap();
        assert!((slow[0][1] - 0.5 * found[0][1]).abs() < 1e-12);
        assert!((slow[0][2] - 0.25 * found[0][2]).abs() < 1e-12);
        assert!(glla_weights(2, 1, 1.0).is_err() && glla_weights(5, 1, f64::NAN).is_err());
    }

    #[test]
    fn a_parabola_is_read_exactly() {
        let series: Vec<f64> = (0..9).map(|t| f64::from(t) * f64::from(t)).collect();
        let [level, slope, bend] = derivatives(&series, &glla_weights(3, 2, 1.0).unwrap(), 2);
        // The middle of the first stretch is t = 2.
        assert!((level[0] - 4.0).abs() < 1e-9 && (slope[0] - 4.0).abs() < 1e-9);
        assert!(bend.iter().all(|b| (b - 2.0).abs() < 1e-9));
    }

    #[test]
    fn damping_is_that_of_both_together() {
        // Alone each would neither grow nor die down; a push on the other's slope grows.
        let line = |partner_slope| OscillatorLine {
            own_level: -0.04,
            own_slope: 0.0,
            partner_level: 0.0,
            partner_slope,
            period: 0.0,
        };
        assert!(growth(&[line(0.0), line(0.0)]).abs() < 1e-9);
        // Sum and difference swing with slopes ±κ: ẍ = −.04 x + .1 ẋ grows by .05.
        assert!((growth(&[line(0.1), line(0.1)]) - 0.05).abs() < 1e-9);
    }

    #[test]
    fn exchanging_the_series_exchanges_the_equations() {
        let mut draws = crate::random::Draws::new(2, 0);
        let mut walk = || -> Vec<f64> {
            let mut x = 0.0;
            (0..250)
                .map(|_| {
                    x = 0.9 * x + draws.normal();
                    x
                })
                .collect()
        };
        let (a, mut b) = (walk(), walk());
        b[100] = f64::NAN;
        let options = OscillatorOptions::default();
        let one = coupled_oscillator(&a, &b, &options).unwrap();
        let other = coupled_oscillator(&b, &a, &options).unwrap();
        assert_eq!(one.persons[0], other.persons[1]);
        assert_eq!((one.rows, one.explained), (other.rows, other.explained));
        assert_eq!(one.growth.to_bits(), other.growth.to_bits());
        // A missing sample sits in five stretches.
        assert_eq!(one.rows, 230 - 5);
        let scaled: Vec<f64> = a.iter().map(|y| 100.0 - 4.0 * y).collect();
        let unit = coupled_oscillator(&scaled, &b, &options).unwrap();
        assert!((unit.persons[0].period - one.persons[0].period).abs() < 1e-6);
        assert!((unit.growth - one.growth).abs() < 1e-9);
    }
}
