use super::own_noise::{OwnNoise, Whitener};
use super::smooth::Lanes;

/// When a joint rise began, as far as can be told.
pub(crate) struct Onset {
    /// The middle of the half minute that most probably holds it, seconds.
    pub(crate) at_s: f64,
    /// Central 95 % of its probability, seconds.
    pub(crate) interval_s: [f64; 2],
}

/// A lane is looked at from so long before the rise was noticed, seconds.
const BEFORE_S: f64 = 130.0;
/// It began at most so long before it was noticed, and at most so long after, seconds.
const REACH_S: [f64; 2] = [90.0, 5.0];
/// How long a rise may take, seconds.
const TAKES_S: [f64; 5] = [8.0, 15.0, 25.0, 40.0, 60.0];
/// How far one may rise: half a normal number of this standard deviation, resting ones.
const RISE_SD: f64 = 4.0;
/// An onset is wanted to within so much either way, seconds.
const WITHIN_S: f64 = 15.0;

/// When both began to rise, by everything both lanes show from two minutes before `noticed` up to
/// `after_s` after it.
///
/// Each lane is level + rise · clamp((t − t₀) / d, 0, 1) + its own noise ([`OwnNoise`]). The level is
/// free, the rise positive, d any of five lengths for each person, t₀ the same for both; level, rise
/// and d are integrated out of the likelihood.
pub(crate) fn onset(
    lanes: &Lanes<'_>,
    noise: [OwnNoise; 2],
    noticed: usize,
    after_s: f64,
) -> Onset {
    let ahead = if after_s > 0.0 { lanes.samples(after_s) } else { 0 };
    let from = noticed.saturating_sub(lanes.samples(BEFORE_S));
    let to = (noticed + ahead + 1).min(lanes.len());
    let earliest = noticed.saturating_sub(lanes.samples(REACH_S[0])).max(from);
    let latest = (noticed + lanes.samples(REACH_S[1])).min(to.saturating_sub(2)).max(earliest + 1);
    let stride = ((1.0 / lanes.step_s).round() as usize).max(1);
    let begins: Vec<usize> = (earliest..latest).step_by(stride).collect();
    let mut log_posterior = vec![0.0; begins.len()];
    for (x, noise) in lanes.activation.into_iter().zip(noise) {
        let lane = Rising::new(&x[from..to], noise, lanes.step_s);
        for (sum, begin) in log_posterior.iter_mut().zip(&begins) {
            *sum += lane.log_likelihood(*begin - from);
        }
    }
    let highest = log_posterior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mass: Vec<f64> = log_posterior.iter().map(|l| (l - highest).exp()).collect();
    let total: f64 = mass.iter().sum();
    let time = |k: usize| lanes.at(begins[k]);
    let quantile = |share: f64| {
        let mut below = 0.0;
        let reached = mass.iter().position(|m| {
            below += m / total;
            below >= share
        });
        time(reached.unwrap_or(begins.len() - 1))
    };
    let held = |k: usize| -> f64 {
        let near = (0..begins.len()).filter(|j| (time(*j) - time(k)).abs() <= WITHIN_S);
        near.map(|j| mass[j] / total).sum()
    };
    let held: Vec<f64> = (0..begins.len()).map(held).collect();
    let most = held.iter().copied().fold(0.0, f64::max);
    // Where several half minutes hold as much, the middle one.
    let best: Vec<usize> = (0..held.len()).filter(|k| held[*k] >= most - 1e-3).collect();
    Onset { at_s: time(best[best.len() / 2]), interval_s: [quantile(0.025), quantile(0.975)] }
}

/// One lane in which a rise is looked for.
struct Rising {
    whitener: Whitener,
    flat: Vec<f64>,
    seen: Vec<f64>,
    step_s: f64,
}

impl Rising {
    fn new(x: &[f64], noise: OwnNoise, step_s: f64) -> Self {
        let whitener = Whitener::new(x, noise);
        let flat = whitener.apply(x.iter().map(|_| 1.0));
        let seen = whitener.apply(x.iter().map(|v| if v.is_finite() { *v } else { 0.0 }));
        let mut lane = Self { whitener, flat, seen, step_s };
        lane.seen = lane.without_level(&lane.seen);
        lane
    }

    /// What is left of a whitened series after the level.
    fn without_level(&self, x: &[f64]) -> Vec<f64> {
        let square = dot(&self.flat, &self.flat);
        let level = if square > 0.0 { dot(x, &self.flat) / square } else { 0.0 };
        x.iter().zip(&self.flat).map(|(x, flat)| x - level * flat).collect()
    }

    /// ln of the likelihood of a rise that begins at that sample, but for a constant.
    fn log_likelihood(&self, begin: usize) -> f64 {
        let each = TAKES_S.map(|takes_s| {
            let samples = takes_s / self.step_s;
            let ramp = |t: usize| (t.saturating_sub(begin) as f64 / samples).min(1.0);
            let ramp = self.whitener.apply((0..self.flat.len()).map(ramp));
            let ramp = self.without_level(&ramp);
            let precision = dot(&ramp, &ramp) + 1.0 / (RISE_SD * RISE_SD);
            let along = dot(&ramp, &self.seen);
            // A normal integral over positive rises.
            let rise = along / precision;
            0.5 * along * rise - 0.5 * precision.ln() + log_normal_below(rise * precision.sqrt())
        });
        let highest = each.into_iter().fold(f64::NEG_INFINITY, f64::max);
        highest + each.into_iter().map(|l| (l - highest).exp()).sum::<f64>().ln()
    }
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// ln of the probability that a standard normal number is below z; to about seven digits.
fn log_normal_below(z: f64) -> f64 {
    const LOG_ROOT_TWO_PI: f64 = 0.918_938_533_204_672_7;
    let log_density = -0.5 * z * z - LOG_ROOT_TWO_PI;
    if z < -2.5 {
        // Laplace's continued fraction, from its far end.
        let size = -z;
        let rest = (1..=12).rev().fold(size, |rest, k| size + f64::from(k) / rest);
        return log_density - rest.ln();
    }
    // Abramowitz & Stegun 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let poly = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let beyond = log_density.exp() * poly.iter().fold(0.0, |sum, c| (sum + c) * t);
    if z > 0.0 { (1.0 - beyond).ln() } else { beyond.ln() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    #[test]
    fn logs_of_normal_tails() {
        let table = [
            (0.0, -std::f64::consts::LN_2),
            (1.0, -0.172_753_8),
            (-2.0, -3.783_184),
            (-3.0, -6.607_726),
            (-10.0, -53.231_285),
        ];
        for (z, log) in table {
            assert!((log_normal_below(z) - log).abs() < 2e-5, "{z} {}", log_normal_below(z));
        }
    }

    #[test]
    fn a_rise_is_dated_within_what_its_interval_says() {
        let (mut near, mut inside) = (0, 0);
        for seed in 0..40 {
            let mut draws = Draws::new(seed, 0);
            let mut lane = || -> Vec<f64> {
                let ramp = |t: i32| (f64::from(t - 200) / 30.0).clamp(0.0, 1.0);
                (0..400).map(|t| 0.7 * draws.normal() + 2.5 * ramp(t)).collect()
            };
            let (a, b) = (lane(), lane());
            let lanes = Lanes { start_s: 0.0, step_s: 1.0, activation: [&a, &b], line: [1.0, 1.0] };
            let noise = lanes.activation.map(|x| OwnNoise::of(x, 1.0));
            let found = onset(&lanes, noise, 225, 20.0);
            near += usize::from((found.at_s - 200.0).abs() <= 5.0);
            let [lo, hi] = found.interval_s;
            inside += usize::from((lo..=hi).contains(&200.0));
        }
        // Without ups and downs of their own, five seconds are nearly always enough.
        assert!(near >= 34 && inside >= 34, "{near} {inside}");
    }
}
