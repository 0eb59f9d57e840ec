use super::SessionEstimate;
use crate::fit::laplace::inverse;

/// The common level of sessions and how the true values spread around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    /// Quantities at the middle, then (with a trend) their change per unit of time.
    weights: Vec<f64>,
    covariance: Vec<f64>,
    pub(super) spread: Vec<f64>,
    /// Each session's value and covariance, given all of them.
    pub(super) shrunk: Vec<(Vec<f64>, Vec<f64>)>,
    quantities: usize,
}

impl Level {
    pub(super) fn mean(&self, i: usize) -> f64 {
        self.weights[i]
    }

    pub(super) fn mean_variance(&self, i: usize, j: usize) -> f64 {
        self.covariance[i * self.weights.len() + j]
    }

    pub(super) fn slope(&self, i: usize) -> f64 {
        self.weights[self.quantities + i]
    }

    pub(super) fn slope_variance(&self, i: usize) -> f64 {
        let at = self.quantities + i;
        self.covariance[at * self.weights.len() + at]
    }
}

const MOST_STEPS: usize = 2000;
/// Below this change of the spread from step to step, relative to the sessions' own uncertainty,
/// it has been found. Only a spread of nothing is approached more slowly than by a fixed share a
/// step; it then counts as a few thousandths of that uncertainty, which no interval feels.
const STILL: f64 = 1e-6;

/// The restricted maximum of the likelihood over the spread, by EM: the spread is the mean of what
/// each session's deviation would be, given all, uncertainty about the level included.
pub(super) fn climb_spread(sessions: &[SessionEstimate], times: &[Vec<f64>]) -> Option<Level> {
    let p = sessions[0].value.len();
    let usual: f64 = sessions.iter().map(|s| trace(&s.covariance, p)).sum();
    let usual = usual / (sessions.len() * p) as f64;
    if !(usual > 0.0) {
        return None;
    }
    let mut spread = vec![0.0; p * p];
    for i in 0..p {
        let own: f64 = sessions.iter().map(|s| s.covariance[i * p + i]).sum();
        spread[i * p + i] = own / sessions.len() as f64;
    }
    for _ in 0..MOST_STEPS {
        let next = step(sessions, times, &spread)?.next;
        let moved = next.iter().zip(&spread).fold(0.0f64, |m, (x, y)| m.max((x - y).abs()));
        spread = next;
        if moved < STILL * usual {
            break;
        }
    }
    Some(step(sessions, times, &spread)?.level)
}

struct Step {
    level: Level,
    next: Vec<f64>,
}

fn step(sessions: &[SessionEstimate], times: &[Vec<f64>], spread: &[f64]) -> Option<Step> {
    let p = sessions[0].value.len();
    let q = times[0].len() * p;
    let weights: Vec<Vec<f64>> =
        sessions.iter().map(|s| inverse(&sum(&s.covariance, spread), p)).collect::<Option<_>>()?;
    // Σ Zᵀ W Z and Σ Zᵀ W θ̂, with Z the times' row spread over the quantities.
    let (mut products, mut with_values) = (vec![0.0; q * q], vec![0.0; q]);
    for ((session, time), w) in sessions.iter().zip(times).zip(&weights) {
        let weighed = apply(w, &session.value);
        for (k, a) in time.iter().enumerate() {
            for i in 0..p {
                with_values[k * p + i] += a * weighed[i];
                for (l, b) in time.iter().enumerate() {
                    for j in 0..p {
                        products[(k * p + i) * q + l * p + j] += a * b * w[i * p + j];
                    }
                }
            }
        }
    }
    let covariance = inverse(&products, q)?;
    let level = apply(&covariance, &with_values);
    let mut next = vec![0.0; p * p];
    let mut shrunk = Vec::with_capacity(sessions.len());
    for ((session, time), w) in sessions.iter().zip(times).zip(&weights) {
        let expected: Vec<f64> = (0..p)
            .map(|i| time.iter().enumerate().map(|(k, a)| a * level[k * p + i]).sum())
            .collect();
        let away: Vec<f64> = session.value.iter().zip(&expected).map(|(x, y)| x - y).collect();
        // What the level leaves open at this session: Z C Zᵀ.
        let mut open = vec![0.0; p * p];
        for (k, a) in time.iter().enumerate() {
            for (l, b) in time.iter().enumerate() {
                for i in 0..p {
                    for j in 0..p {
                        open[i * p + j] += a * b * covariance[(k * p + i) * q + l * p + j];
                    }
                }
            }
        }
        let pull = product(spread, w, p);
        let deviation = apply(&pull, &away);
        let own = difference(spread, &product(&pull, spread, p));
        let turned = transposed(&pull, p);
        let of_level = product(&product(&pull, &open, p), &turned, p);
        for i in 0..p {
            for j in 0..p {
                next[i * p + j] +=
                    deviation[i] * deviation[j] + own[i * p + j] + of_level[i * p + j];
            }
        }
        // The value itself: level plus deviation, (I − pull) of the level's uncertainty.
        let mut keep = pull.iter().map(|x| -x).collect::<Vec<f64>>();
        for i in 0..p {
            keep[i * p + i] += 1.0;
        }
        let of_level = product(&product(&keep, &open, p), &transposed(&keep, p), p);
        let value = expected.iter().zip(&deviation).map(|(x, y)| x + y).collect();
        shrunk.push((value, sum(&own, &of_level)));
    }
    let n = sessions.len() as f64;
    for i in 0..p {
        for j in 0..=i {
            let mean = 0.5 * (next[i * p + j] + next[j * p + i]) / n;
            next[i * p + j] = mean;
            next[j * p + i] = mean;
        }
    }
    let level =
        Level { weights: level, covariance, spread: spread.to_vec(), shrunk, quantities: p };
    Some(Step { level, next })
}

fn trace(a: &[f64], p: usize) -> f64 {
    (0..p).map(|i| a[i * p + i]).sum()
}

fn sum(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x + y).collect()
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}

fn apply(a: &[f64], x: &[f64]) -> Vec<f64> {
    a.chunks_exact(x.len()).map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum()).collect()
}

fn transposed(a: &[f64], p: usize) -> Vec<f64> {
    (0..p * p).map(|at| a[at % p * p + at / p]).collect()
}

fn product(a: &[f64], b: &[f64], p: usize) -> Vec<f64> {
    let entry = |at: usize| (0..p).map(|k| a[at / p * p + k] * b[k * p + at % p]).sum();
    (0..p * p).map(entry).collect()
}
