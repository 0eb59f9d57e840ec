//! Gottman and Murray's fit in its two steps, every threshold tried.

use crate::{naive_least_squares, naive_residual_squares};

/// Partner's score, and what is left of the own next one: the influence.
pub type NaiveLeft = (f64, f64);

/// Steps on one side below which nothing is read from them.
const SIDE: usize = 4;

/// Constant and inertia of one person with their standard errors, from the steps at which the partner is
/// at 0, and the influence that is left at the other steps (Cook et al. 1995).
pub fn naive_uninfluenced(
    own: &[f64],
    partner: &[f64],
    neutral: f64,
) -> ([(f64, f64); 2], Vec<NaiveLeft>) {
    let whole =
        |t: &usize| own[*t].is_finite() && own[t + 1].is_finite() && partner[*t].is_finite();
    let steps: Vec<usize> =
        (0..partner.len().min(own.len().saturating_sub(1))).filter(whole).collect();
    let (alone, moved): (Vec<usize>, Vec<usize>) =
        steps.iter().partition(|t| partner[**t].abs() <= neutral);
    let x: Vec<f64> = alone.iter().map(|t| own[*t]).collect();
    let y: Vec<f64> = alone.iter().map(|t| own[t + 1]).collect();
    let columns = [vec![1.0; x.len()], x.clone()];
    let fit = naive_least_squares(&columns, &y);
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let spread: f64 = x.iter().map(|v| (v - mean).powi(2)).sum();
    let variance = naive_residual_squares(&columns, &y) / (n - 2.0);
    let errors = [(variance * (1.0 / n + mean * mean / spread)).sqrt(), (variance / spread).sqrt()];
    let left = moved.iter().map(|&t| (partner[t], own[t + 1] - fit[0] - fit[1] * own[t]));
    ([(fit[0], errors[0]), (fit[1], errors[1])], left.collect())
}

/// Slope of the influence on partner scores of one sign, through 0; 0 where fewer than four were seen.
pub fn naive_influence_slope(left: &[NaiveLeft], sign: f64) -> f64 {
    let (x, y): (Vec<f64>, Vec<f64>) = left.iter().filter(|l| l.0 * sign > 0.0).copied().unzip();
    if x.len() < SIDE { 0.0 } else { naive_least_squares(&[x], &y)[0] }
}

/// Every step function of the partner's scores of one sign: threshold half-way between two scores next
/// to each other (or 0 and the first), mean influence beyond, and the squares that leaves of all. The
/// first has no step.
pub fn naive_steps_of_influence(left: &[NaiveLeft], sign: f64) -> Vec<(f64, f64, f64)> {
    let mut scores: Vec<f64> =
        left.iter().map(|l| l.0 * sign).filter(|s| *s > 0.0).chain([0.0]).collect();
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    let squares_left = |threshold: f64, level: f64| -> f64 {
        let beyond = |l: &NaiveLeft| l.0 * sign > threshold;
        left.iter().map(|l| (l.1 - if beyond(l) { level } else { 0.0 }).powi(2)).sum()
    };
    let mut found = vec![(0.0, 0.0, squares_left(f64::INFINITY, 0.0))];
    for two in scores.windows(2) {
        let threshold = 0.5 * (two[0] + two[1]);
        let beyond: Vec<f64> =
            left.iter().filter(|l| l.0 * sign > threshold).map(|l| l.1).collect();
        if beyond.len() >= SIDE {
            let level = beyond.iter().sum::<f64>() / beyond.len() as f64;
            found.push((sign * threshold, level, squares_left(threshold, level)));
        }
    }
    found
}

/// Bayesian information criterion of a fit: n ln(RSS / n) + k ln n (Schwarz 1978).
pub fn naive_bic(squares: f64, n: usize, parameters: usize) -> f64 {
    let n = n as f64;
    n * (squares / n).ln() + parameters as f64 * n.ln()
}

/// Share of the squares of the own next score, given the own last, that the partner's score explains with
/// one slope below 0 and one above, over the steps at which all are there; `NaN` with fewer than 8.
pub fn naive_influence_explained(own: &[f64], partner: &[f64]) -> f64 {
    let whole =
        |t: &usize| own[*t].is_finite() && own[t + 1].is_finite() && partner[*t].is_finite();
    let steps: Vec<usize> =
        (0..partner.len().min(own.len().saturating_sub(1))).filter(whole).collect();
    if steps.len() < 8 {
        return f64::NAN;
    }
    let next: Vec<f64> = steps.iter().map(|t| own[t + 1]).collect();
    let mut columns = vec![vec![1.0; steps.len()], steps.iter().map(|t| own[*t]).collect()];
    let without = naive_residual_squares(&columns, &next);
    for sign in [-1.0, 1.0] {
        let side: Vec<f64> = steps.iter().map(|t| (partner[*t] * sign).max(0.0)).collect();
        if side.iter().any(|v| *v > 0.0) {
            columns.push(side);
        }
    }
    1.0 - naive_residual_squares(&columns, &next) / without
}
