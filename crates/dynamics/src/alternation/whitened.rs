use super::outcome::Outcome;
use crate::fit::laplace::inverse;

/// What makes one person's activation follow itself when nothing is done to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Memory {
    /// What is left of a displacement after one sample.
    pub(super) carry: f64,
    /// Variance of the activation.
    pub(super) variance: f64,
}

/// The filter that leaves a person's own ups and downs and the sensors' noise without a pattern:
/// every sample becomes what could not be foreseen of it one step ahead, in standard units.
///
/// What it does depends on when there were measurements and how good they were, not on what they
/// showed; so it is worked out once and turned on any series. A moment without a measurement is
/// bridged and becomes 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Whitening {
    carry: f64,
    /// How much of a surprise is believed; 0 without a measurement.
    pull: Vec<f64>,
    /// One over the standard deviation of a surprise; 0 without a measurement.
    scale: Vec<f64>,
}

impl Whitening {
    pub(super) fn new(outcome: &Outcome, memory: Memory) -> Self {
        let mut variance = memory.variance;
        let decay = memory.carry * memory.carry;
        let step = |(value, noise): (&f64, &f64)| {
            let total = variance + noise;
            let there = !value.is_nan();
            let pull = if there { variance / total } else { 0.0 };
            variance = decay * variance * (1.0 - pull) + (1.0 - decay) * memory.variance;
            (pull, if there { total.sqrt().recip() } else { 0.0 })
        };
        let (pull, scale) = outcome.values.iter().zip(&outcome.variance).map(step).unzip();
        Self { carry: memory.carry, pull, scale }
    }

    /// The surprises of a series.
    pub(super) fn white(&self, series: &[f64]) -> Vec<f64> {
        let mut foreseen = 0.0;
        let surprise = |(t, y): (usize, &f64)| {
            if self.scale[t] == 0.0 {
                foreseen *= self.carry;
                return 0.0;
            }
            let surprise = y - foreseen;
            foreseen = self.carry * (foreseen + self.pull[t] * surprise);
            surprise * self.scale[t]
        };
        series.iter().enumerate().map(surprise).collect()
    }

    /// The weights over the samples themselves that come to the same as these over the surprises.
    fn over_samples(&self, over_surprises: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; over_surprises.len()];
        // How the sum answers to what is foreseen of the sample after this one.
        let mut foreseen = 0.0;
        for t in (0..weights.len()).rev() {
            let (now, later) = (over_surprises[t] * self.scale[t], self.carry * foreseen);
            weights[t] = now + self.pull[t] * later;
            foreseen = (1.0 - self.pull[t]) * later - now;
        }
        weights
    }

    /// Σ ln of the standard deviations of the surprises.
    pub(super) fn log_size(&self) -> f64 {
        self.scale.iter().filter(|scale| **scale > 0.0).map(|scale| -scale.ln()).sum()
    }
}

/// A weight of generalised least squares as what it is, a sum over the samples.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reader {
    over_samples: Vec<f64>,
    /// Standard deviation of the weight where the series is noise of the filter's memory.
    pub(super) se: f64,
}

impl Reader {
    /// The weight in this series; where nothing was measured the sum weighs nothing.
    pub(super) fn read(&self, values: &[f64]) -> f64 {
        let there = self.over_samples.iter().zip(values).filter(|(_, y)| !y.is_nan());
        there.map(|(weight, y)| weight * y).sum()
    }

    /// The reader of a series moved on in a loop, for the series where it was.
    pub(super) fn moved_back(mut self, shift: usize) -> Self {
        self.over_samples.rotate_right(shift);
        self
    }
}

/// Generalised least squares: outcome and columns are passed through the filter and then compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Regression<'a> {
    whitening: &'a Whitening,
    /// The surprises of the columns.
    white: Vec<Vec<f64>>,
    /// `(XᵀX)⁻¹` of these, row by row.
    inverse: Vec<f64>,
}

impl<'a> Regression<'a> {
    /// `None` where the columns cannot be told apart.
    pub(super) fn new(whitening: &'a Whitening, columns: &[&[f64]]) -> Option<Self> {
        let white: Vec<Vec<f64>> = columns.iter().map(|column| whitening.white(column)).collect();
        let inverse = inverse(&products(&white), white.len())?;
        Some(Self { whitening, white, inverse })
    }

    /// The weight of column `i`.
    pub(super) fn reader(&self, i: usize) -> Reader {
        let n = self.white.len();
        let mut over_surprises = vec![0.0; self.white[i].len()];
        for (column, share) in self.white.iter().zip(&self.inverse[i * n..]) {
            over_surprises.iter_mut().zip(column).for_each(|(sum, x)| *sum += share * x);
        }
        Reader {
            over_samples: self.whitening.over_samples(&over_surprises),
            se: self.inverse[i * n + i].sqrt(),
        }
    }
}

/// All products of the columns with each other, row by row.
pub(super) fn products(columns: &[Vec<f64>]) -> Vec<f64> {
    let pairs = columns.iter().flat_map(|one| columns.iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| dot(one, other)).collect()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: with carry ½, variance 1 and noise 1, the gain is ½, so the second sample is
    /// compared with a quarter of the first; the fourth with what is foreseen over the gap.
    #[test]
    fn a_level_by_hand() {
        let outcome = Outcome { values: vec![2.0, 3.0, f64::NAN, 1.0], variance: vec![1.0; 4] };
        let memory = Memory { carry: 0.5, variance: 1.0 };
        let whitening = Whitening::new(&outcome, memory);
        let level = Regression::new(&whitening, &[&[1.0; 4]]).unwrap().reader(0);
        let f2: f64 = 0.25 * 0.5 + 0.75 + 1.0;
        let k2 = (f2 - 1.0) / f2;
        let then = |first: f64, second: f64| 0.25 * (0.25 * first + k2 * (second - 0.25 * first));
        let left2 = (f2 - 1.0) * (1.0 - k2);
        let p3 = 0.25 * left2 + 0.75;
        let f4 = 0.25 * p3 + 0.75 + 1.0;
        let rows = [
            (2.0, 1.0, 2.0),
            (3.0 - 0.5, 1.0 - 0.25, f2),
            (1.0 - then(2.0, 3.0), 1.0 - then(1.0, 1.0), f4),
        ];
        let top: f64 = rows.iter().map(|(y, x, f)| y * x / f).sum();
        let bottom: f64 = rows.iter().map(|(_, x, f)| x * x / f).sum();
        assert!((level.read(&outcome.values) - top / bottom).abs() < 1e-12);
        assert!((level.se - bottom.sqrt().recip()).abs() < 1e-12);
        // Moved on in a loop, and read by the reader moved back.
        let back = level.clone().moved_back(1);
        assert_eq!(back.over_samples[1], level.over_samples[0]);
    }
}
