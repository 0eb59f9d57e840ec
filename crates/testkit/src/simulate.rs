//! Small simulated series with a known truth.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The generator of fixture `index` under a seed.
pub fn generator(seed: u64, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index);
    rng
}

/// One standard normal number (Box & Muller 1958; the second one is thrown away).
pub fn normal(rng: &mut impl Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

/// A stationary first-order autoregressive series with unit variance; white for `phi` = 0.
pub fn autoregressive(n: usize, phi: f64, rng: &mut impl Rng) -> Vec<f64> {
    let spread = (1.0 - phi * phi).sqrt();
    let mut level = normal(rng);
    (0..n)
        .map(|_| {
            let now = level;
            level = phi * level + spread * normal(rng);
            now
        })
        .collect()
}

/// The series with each sample missing with probability `share`.
pub fn with_missing(x: &[f64], share: f64, rng: &mut impl Rng) -> Vec<f64> {
    x.iter().map(|v| if rng.random::<f64>() < share { f64::NAN } else { *v }).collect()
}
