//! Where the search for phases begins.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Weights that give every moment to the nearest of `states` moments drawn at random; a row per
/// moment.
///
/// The draw depends on seed and index alone, never on which person comes first.
pub(super) fn start(
    n: usize,
    states: usize,
    (seed, index): (u64, u64),
    distance: impl Fn(usize, usize) -> f64,
) -> Vec<f64> {
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
    // A little of every state everywhere, so that none is ruled out from the start.
    let mut weights = vec![0.05; n * states];
    let total = 1.0 + 0.05 * (states - 1) as f64;
    for (t, row) in weights.chunks_exact_mut(states).enumerate() {
        row[nearest(t)] = 1.0;
        row.iter_mut().for_each(|w| *w /= total);
    }
    weights
}
