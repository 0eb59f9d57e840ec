use super::outcome::Outcome;
use super::whitened::{Memory, Whitening, dot, products};
use crate::fit::climb::{ClimbOptions, Hill, climb};
use crate::fit::laplace::inverse;
use crate::random::Draws;

/// How a person moves when no exercise does anything: of all memories and sizes the likeliest by
/// restricted likelihood, with a wide prior about the loop's.
///
/// Restricted: what is left after the columns has lost some of its slow part to them, and would
/// make the memory look shorter than it is. The loop's own return is no substitute, for a hidden
/// cause, or what comes round the loop, is remembered longer than that.
pub(super) fn fitted_memory(outcome: &Outcome, columns: &[&[f64]], loop_memory: Memory) -> Memory {
    let about = loop_memory.theta();
    let mut restricted = Restricted { outcome, columns, about };
    let top = climb(&mut restricted, &about, None, ClimbOptions { flat: 1e-3, most_steps: 60 });
    Memory::at(&top.theta)
}

/// Noise of this memory and these sensors, where there were measurements.
pub(super) fn noise(outcome: &Outcome, memory: Memory, draws: &mut Draws) -> Vec<f64> {
    let fresh = (memory.variance * (1.0 - memory.carry * memory.carry)).sqrt();
    let mut state = memory.variance.sqrt() * draws.normal();
    let sample = |(y, variance): (&f64, &f64)| {
        let sensed = state + variance.sqrt() * draws.normal();
        state = memory.carry * state + fresh * draws.normal();
        if y.is_nan() { f64::NAN } else { sensed }
    };
    outcome.values.iter().zip(&outcome.variance).map(sample).collect()
}

impl Memory {
    /// Logarithms of the return time in samples and of the variance.
    fn theta(self) -> [f64; 2] {
        [-(-self.carry.ln()).ln(), self.variance.ln()]
    }

    fn at(theta: &[f64]) -> Self {
        Self { carry: (-(-theta[0]).exp()).exp(), variance: theta[1].exp() }
    }
}

/// Prior standard deviation of the log return time about that of the loop: wide, so that it only
/// keeps the climb from running off where the recording says nothing.
const SPREAD: f64 = 1.0;

/// The restricted likelihood as a hill over the memory, whatever the columns weigh.
struct Restricted<'a> {
    outcome: &'a Outcome,
    columns: &'a [&'a [f64]],
    about: [f64; 2],
}

impl Restricted<'_> {
    fn at(&self, theta: &[f64]) -> Option<f64> {
        let whitening = Whitening::new(self.outcome, Memory::at(theta));
        let shown = whitening.white(&self.outcome.values);
        let white: Vec<Vec<f64>> = self.columns.iter().map(|c| whitening.white(c)).collect();
        let n = white.len();
        let products = products(&white);
        let inverse = inverse(&products, n)?;
        let along: Vec<f64> = white.iter().map(|column| dot(column, &shown)).collect();
        let explained: f64 = (0..n)
            .map(|i| (0..n).map(|j| along[i] * inverse[i * n + j] * along[j]).sum::<f64>())
            .sum();
        let off = (theta[0] - self.about[0]) / SPREAD;
        Some(
            -whitening.log_size()
                - 0.5 * (dot(&shown, &shown) - explained)
                - 0.5 * log_determinant(products, n)
                - 0.5 * off * off,
        )
    }
}

impl Hill for Restricted<'_> {
    fn height(&mut self, theta: &[f64], slope: &mut [f64]) -> f64 {
        const STEP: f64 = 1e-4;
        let height = |theta: &[f64]| self.at(theta).unwrap_or(f64::NAN);
        for (i, slope) in slope.iter_mut().enumerate() {
            let [mut above, mut below] = [theta.to_vec(), theta.to_vec()];
            above[i] += STEP;
            below[i] -= STEP;
            *slope = (height(&above) - height(&below)) / (2.0 * STEP);
        }
        height(theta)
    }
}

/// Of a symmetric positive matrix, by the pivots of its elimination.
fn log_determinant(mut rest: Vec<f64>, n: usize) -> f64 {
    let mut sum = 0.0;
    for pivot in 0..n {
        let size = rest[pivot * n + pivot];
        sum += size.ln();
        for row in pivot + 1..n {
            let factor = rest[row * n + pivot] / size;
            for column in pivot..n {
                rest[row * n + column] -= factor * rest[pivot * n + column];
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a dense covariance matrix, by hand: three samples, the middle one missing, a level.
    #[test]
    fn restricted_likelihood_by_dense_algebra() {
        let memory = Memory { carry: 0.5, variance: 2.0 };
        let outcome = Outcome { values: vec![1.0, f64::NAN, 4.0], variance: vec![0.5, 1.0, 1.0] };
        let level = [1.0; 3];
        let here = memory.theta();
        let mut hill = Restricted { outcome: &outcome, columns: &[&level], about: here };
        // Two samples two steps apart: covariance [[2.5, .5], [.5, 3]], determinant 7.25.
        let determinant: f64 = 2.5 * 3.0 - 0.25;
        let precision = [3.0 / determinant, -0.5 / determinant, 2.5 / determinant];
        let whole = precision[0] + 2.0 * precision[1] + precision[2];
        let level = ((precision[0] + precision[1]) + 4.0 * (precision[1] + precision[2])) / whole;
        let off = [1.0 - level, 4.0 - level];
        let squares = precision[0] * off[0] * off[0]
            + 2.0 * precision[1] * off[0] * off[1]
            + precision[2] * off[1] * off[1];
        let by_hand = -0.5 * (determinant.ln() + squares + whole.ln());
        let mut slope = [0.0; 2];
        assert!((hill.height(&here, &mut slope) - by_hand).abs() < 1e-12);
        assert_eq!(Memory::at(&here).carry, 0.5);
    }

    #[test]
    fn a_planted_memory_is_found() {
        let planted = Memory { carry: (-1.0f64 / 30.0).exp(), variance: 0.6 };
        let blank = Outcome { values: vec![0.0; 20_000], variance: vec![0.3; 20_000] };
        let values = noise(&blank, planted, &mut Draws::new(5, 0));
        let outcome = Outcome { values, ..blank };
        let level = vec![1.0; 20_000];
        let from = Memory { carry: (-0.1f64).exp(), variance: 1.0 };
        let found = fitted_memory(&outcome, &[&level], from).theta();
        // 333 return times: the log return time and the log variance have standard errors of some .1.
        assert!((found[0] - 30f64.ln()).abs() < 0.3, "{}", found[0].exp());
        assert!((found[1] - 0.6f64.ln()).abs() < 0.3, "{}", found[1].exp());
    }
}
