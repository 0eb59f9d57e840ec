//! The point graph's numbers, Student's t by adding up its density.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::{naive_least_squares, naive_residual_squares};

/// What a point graph says.
#[derive(Debug, Clone, PartialEq)]
pub struct NaivePointGraph {
    /// The running sum, turn by turn; a missing score adds nothing.
    pub cumulated: Vec<f64>,
    /// Mean score.
    pub mean: f64,
    /// Its standard error from the first ⌊.4 n^{2/3}⌋ cosine averages.
    pub standard_error: f64,
    /// P(|T| ≥ |mean / standard error|), as many degrees of freedom as cosines.
    pub p: f64,
    /// t of the slope of the running sum on time by ordinary least squares.
    pub naive_t: f64,
    /// (P + ½) / (N + ½), points above and below 0.
    pub ratio: f64,
}

/// The point graph and the test of its slope (Lazarus, Lewis, Stock & Watson 2018).
pub fn naive_point_graph(scores: &[f64]) -> NaivePointGraph {
    let x: Vec<f64> = scores.iter().copied().filter(|v| !v.is_nan()).collect();
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let degrees = (0.4 * n.powf(2.0 / 3.0)).floor();
    let average = |j: usize| {
        let wave = |t: usize| (PI * j as f64 * (t as f64 + 0.5) / n).cos();
        (2.0 / n).sqrt() * x.iter().enumerate().map(|(t, v)| wave(t) * v).sum::<f64>()
    };
    let squares: f64 = (1..=degrees as usize).map(|j| average(j).powi(2)).sum();
    let standard_error = (squares / (degrees * n)).sqrt();
    let upto = |t: usize| scores[..=t].iter().filter(|v| !v.is_nan()).sum::<f64>();
    let cumulated: Vec<f64> = (0..scores.len()).map(upto).collect();
    let turns = cumulated.len() as f64;
    let time: Vec<f64> = (0..cumulated.len()).map(|t| t as f64 - (turns - 1.0) / 2.0).collect();
    let columns = [vec![1.0; time.len()], time];
    let slope = naive_least_squares(&columns, &cumulated)[1];
    let spread: f64 = columns[1].iter().map(|t| t * t).sum();
    let error = (naive_residual_squares(&columns, &cumulated) / (turns - 2.0) / spread).sqrt();
    let points = |sign: f64| x.iter().map(|v| (v * sign).max(0.0)).sum::<f64>() + 0.5;
    NaivePointGraph {
        mean,
        standard_error,
        p: two_sided_p(mean / standard_error, degrees),
        naive_t: slope / error,
        ratio: points(1.0) / points(-1.0),
        cumulated,
    }
}

/// With t = √ν tan θ Student's density becomes cos^{ν−1} θ: the share of it beyond |t|, by Simpson's rule.
fn two_sided_p(t: f64, degrees: f64) -> f64 {
    let area = |from: f64| {
        let (steps, density) = (2000, |angle: f64| angle.cos().max(0.0).powf(degrees - 1.0));
        let step = (FRAC_PI_2 - from) / f64::from(steps);
        let weight = |k: i32| match k {
            0 => 1.0,
            _ if k == steps => 1.0,
            _ if k % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let term = |k: i32| weight(k) * density(from + step * f64::from(k));
        (0..=steps).map(term).sum::<f64>() * step / 3.0
    };
    area((t.abs() / degrees.sqrt()).atan()) / area(0.0)
}
