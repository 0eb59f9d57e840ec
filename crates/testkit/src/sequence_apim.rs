//! The actor-partner model of two yes-no sequences by climbing its likelihood.

use attune_coupling::measure::Code;

use crate::prediction::solve;

/// One person's logits as the likelihood has them.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveLogits {
    /// Intercept, actor, partner, interaction.
    pub effects: Vec<f64>,
    /// Their standard errors, from the curvature of the log likelihood.
    pub standard_errors: Vec<f64>,
    /// Steps counted.
    pub moments: f64,
}

/// Logistic regression of the own next code on the own and the partner's last one (coded −1 / +1) and
/// their product, ½ added to each of the eight counts, by Newton's method on the log likelihood
/// (Fuchs, Nussbeck, Meuwly & Bodenmann 2017 for the model).
pub fn naive_logits(own: &[Code], partner: &[Code]) -> NaiveLogits {
    let mut cases: Vec<([f64; 4], [f64; 2])> = Vec::new();
    for (x, mine) in [(0, -1.0), (1, 1.0)] {
        for (y, theirs) in [(0, -1.0), (1, 1.0)] {
            let count = |now: usize| {
                let n = own.len().min(partner.len());
                let here = |t: &usize| {
                    (own[t - 1], partner[t - 1], own[*t]) == (Some(x), Some(y), Some(now))
                };
                (1..n).filter(here).count() as f64
            };
            cases.push(([1.0, mine, theirs, mine * theirs], [count(0), count(1)]));
        }
    }
    let moments = cases.iter().flat_map(|(_, counts)| counts).sum();
    let mut effects = vec![0.0; 4];
    let mut curvature = vec![vec![0.0; 4]; 4];
    // The log likelihood has one top, and Newton's steps double the digits near it.
    for _ in 0..40 {
        let mut slope = vec![0.0; 4];
        curvature = vec![vec![0.0; 4]; 4];
        for (x, [no, yes]) in &cases {
            let (no, yes) = (no + 0.5, yes + 0.5);
            let logit: f64 = x.iter().zip(&effects).map(|(x, e)| x * e).sum();
            let p = 1.0 / (1.0 + (-logit).exp());
            for i in 0..4 {
                slope[i] += x[i] * (yes - (no + yes) * p);
                for j in 0..4 {
                    curvature[i][j] += x[i] * x[j] * (no + yes) * p * (1.0 - p);
                }
            }
        }
        for (effect, step) in effects.iter_mut().zip(solve(&curvature, &slope)) {
            *effect += step;
        }
    }
    let variance = |i: usize| {
        let unit: Vec<f64> = (0..4).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
        solve(&curvature, &unit)[i]
    };
    NaiveLogits { effects, standard_errors: (0..4).map(|i| variance(i).sqrt()).collect(), moments }
}
