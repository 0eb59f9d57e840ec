use super::smooth::Lanes;
use crate::NoisyVar1Fit;
use crate::fit::var1::fit_noisy_var1;
use crate::random::Draws;

/// What a pair's usual ways of going up and down make one expect of their lanes.
///
/// A first-order vector autoregression seen through sensor noise, fitted to the whole session.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecaster {
    fit: NoisyVar1Fit,
    centre: [f64; 2],
    /// Whether B comes first here.
    mirrored: bool,
}

/// How many paths stand behind a forecast.
const PATHS: u64 = 200;
/// Streams of the forecast paths.
const FORECAST_STREAM: u64 = 1 << 46;

impl Forecaster {
    /// Learns from both lanes; `None` where they are too short, constant, or do not settle.
    #[must_use]
    pub fn learn(lanes: &Lanes<'_>) -> Option<Self> {
        let centre = lanes.activation.map(mean);
        let [a, b] = [0, 1].map(|i| -> Vec<f64> {
            lanes.activation[i][..lanes.len()].iter().map(|x| x - centre[i]).collect()
        });
        // In an order that depends on what was recorded, so that naming the two the other way
        // round leads to the same arithmetic and the same draws.
        let key = |x: &[f64]| x.iter().map(|v| v.to_bits()).collect::<Vec<u64>>();
        if key(&b) < key(&a) {
            let fit = fit_noisy_var1(&b, &a).ok()?;
            return Some(Self { fit, centre: [centre[1], centre[0]], mirrored: true });
        }
        Some(Self { fit: fit_noisy_var1(&a, &b).ok()?, centre, mirrored: false })
    }

    /// The given percentile (0 to 1) of the joint load at each sample of the `ahead` samples after
    /// sample `t`, seen from what was known at `t`.
    ///
    /// In plain words: without anything special, how far would they have come down by then?
    #[must_use]
    pub fn load(
        &self,
        lanes: &Lanes<'_>,
        median_s: f64,
        t: usize,
        ahead: usize,
        share: f64,
        seed: u64,
    ) -> Vec<f64> {
        let lanes = &if self.mirrored {
            let ([a, b], [line_a, line_b]) = (lanes.activation, lanes.line);
            Lanes { activation: [b, a], line: [line_b, line_a], ..*lanes }
        } else {
            *lanes
        };
        let width = lanes.samples(median_s);
        let from = (t + 1).saturating_sub(width);
        let start = self.state_at(lanes, t);
        let mut at_lag: Vec<Vec<f64>> = vec![Vec::new(); ahead];
        let one = Lanes { start_s: 0.0, ..*lanes };
        for path in 0..PATHS {
            let mut draws = Draws::new(seed, FORECAST_STREAM + path);
            let drawn = self.path(start, ahead, &mut draws);
            let joined = [0, 1].map(|i| [&lanes.activation[i][from..=t], &drawn[i]].concat());
            let lanes = Lanes { activation: [&joined[0], &joined[1]], ..one };
            let load = lanes.load(&lanes.smoothed(median_s));
            for (lag, values) in at_lag.iter_mut().enumerate() {
                values.extend(load.get(t + 1 - from + lag).filter(|v| v.is_finite()));
            }
        }
        at_lag
            .into_iter()
            .map(|mut values| {
                values.sort_by(f64::total_cmp);
                crate::estimate::percentile(&values, share)
            })
            .collect()
    }

    /// Mean and covariance of the state given everything up to sample `t`.
    fn state_at(&self, lanes: &Lanes<'_>, t: usize) -> ([f64; 2], [[f64; 2]; 2]) {
        let model = &self.fit.model;
        // A minute of the past decides the present; where it begins hardly matters.
        let from = t.saturating_sub(lanes.samples(120.0));
        let (mut mean, mut spread) = ([0.0; 2], [[4.0, 0.0], [0.0, 4.0]]);
        for s in from..=t {
            if s > from {
                mean = step(&model.carry, mean);
                spread = add(&sandwich(&model.carry, &spread), &model.shock);
            }
            for i in 0..2 {
                let seen = lanes.activation[i][s] - self.centre[i];
                if !seen.is_finite() {
                    continue;
                }
                let total = spread[i][i] + model.noise_variance[i];
                let gain = [spread[0][i] / total, spread[1][i] / total];
                let error = seen - mean[i];
                let row = spread[i];
                for k in 0..2 {
                    mean[k] += gain[k] * error;
                    for (cell, r) in spread[k].iter_mut().zip(row) {
                        *cell -= gain[k] * r;
                    }
                }
            }
        }
        (mean, spread)
    }

    /// What the sensors of both would show, sample by sample, along one drawn future.
    fn path(
        &self,
        start: ([f64; 2], [[f64; 2]; 2]),
        ahead: usize,
        draws: &mut Draws,
    ) -> [Vec<f64>; 2] {
        let model = &self.fit.model;
        let mut x = add_noise(start.0, &start.1, draws);
        let mut shown = [Vec::with_capacity(ahead), Vec::with_capacity(ahead)];
        for _ in 0..ahead {
            x = add_noise(step(&model.carry, x), &model.shock, draws);
            for i in 0..2 {
                let noise = model.noise_variance[i].max(0.0).sqrt() * draws.normal();
                shown[i].push(x[i] + self.centre[i] + noise);
            }
        }
        shown
    }
}

fn mean(x: &[f64]) -> f64 {
    let known = || x.iter().copied().filter(|v| v.is_finite());
    known().sum::<f64>() / known().count().max(1) as f64
}

fn step(carry: &[[f64; 2]; 2], x: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|i| carry[i][i] * x[i] + carry[i][1 - i] * x[1 - i])
}

fn sandwich(m: &[[f64; 2]; 2], p: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let half = [0, 1].map(|i| [0, 1].map(|j| m[i][0] * p[0][j] + m[i][1] * p[1][j]));
    [0, 1].map(|i| [0, 1].map(|j| half[i][0] * m[j][0] + half[i][1] * m[j][1]))
}

fn add(x: &[[f64; 2]; 2], y: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    [0, 1].map(|i| [0, 1].map(|j| x[i][j] + y[i][j]))
}

/// The values with normal noise of this covariance on top.
fn add_noise(x: [f64; 2], cov: &[[f64; 2]; 2], draws: &mut Draws) -> [f64; 2] {
    let first = cov[0][0].max(0.0).sqrt();
    let across = if first > 0.0 { cov[0][1] / first } else { 0.0 };
    let second = (cov[1][1] - across * across).max(0.0).sqrt();
    let (u, v) = (draws.normal(), draws.normal());
    [x[0] + first * u, x[1] + across * u + second * v]
}
