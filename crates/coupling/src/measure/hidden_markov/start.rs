//! Where the search for phases begins.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Weights that give every moment to the nearest of `states` moments drawn at random.
///
/// The draw depends on seed and index alone, never on which person comes first.
pub(super) fn start(
    n: usize,
    states: usize,
    (seed, index): (u64, u64),
    distance: impl Fn(usize, usize) -> f64,
) -> Vec<Vec<f64>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index);
    let mut centres: Vec<usize> = vec![rng.random_range(0..n)];
    while centres.len() < states {
        // Far-away moments are likelier to be drawn next.
        let gap = |t: usize| centres.iter().map(|&c| distance(t, c)).fold(f64::INFINITY, f64::min);
        let gaps: Vec<f64> = (0..n).map(gap).collect();
        let mut left = rng.random::<f64>() * gaps.iter().sum::<f64>();
        let chosen = gaps.iter().position(|gap| {
            left -= gap;
            left < 0.0
        });
        centres.push(chosen.unwrap_or_else(|| rng.random_range(0..n)));
    }
    let nearest = |t: usize| {
        let by_distance =
            |x: &usize, y: &usize| distance(t, centres[*x]).total_cmp(&distance(t, centres[*y]));
        (0..states).min_by(by_distance).unwrap_or(0)
    };
    let row = |t: usize| {
        let home = nearest(t);
        // A little of every state everywhere, so that none is ruled out from the start.
        (0..states).map(|s| if s == home { 1.0 } else { 0.05 }).collect::<Vec<f64>>()
    };
    (0..n)
        .map(|t| {
            let row = row(t);
            let total: f64 = row.iter().sum();
            row.into_iter().map(|w| w / total).collect()
        })
        .collect()
}
