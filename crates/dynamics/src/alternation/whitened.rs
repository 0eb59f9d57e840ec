use super::outcome::Outcome;
use crate::least_squares::{Line, least_squares};

/// What makes one person's activation follow itself when nothing is done to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Memory {
    /// What is left of a displacement after one sample.
    pub(super) carry: f64,
    /// Variance of the activation.
    pub(super) variance: f64,
}

/// Generalised least squares: outcome and columns are passed through the filter that would leave
/// the person's own ups and downs and the sensor's noise without a pattern, and then compared.
///
/// Each becomes what one step ahead could not be foreseen, in standard units. Moments without a
/// measurement are bridged and do not count.
pub(super) fn whitened_least_squares(
    outcome: &Outcome,
    columns: &[&[f64]],
    memory: Memory,
) -> Option<Line> {
    let samples = outcome.values.len();
    let mut filters: Vec<f64> = vec![0.0; 1 + columns.len()];
    let mut white: Vec<Vec<f64>> = vec![Vec::with_capacity(samples); 1 + columns.len()];
    let mut variance = memory.variance;
    for t in 0..samples {
        let there = !outcome.values[t].is_nan();
        let total = variance + outcome.variance[t];
        let pull = if there { variance / total } else { 0.0 };
        let value = |series: usize| {
            if series == 0 { outcome.values[t] } else { columns[series - 1][t] }
        };
        for (series, foreseen) in filters.iter_mut().enumerate() {
            let surprise = value(series) - *foreseen;
            white[series].push(if there { surprise / total.sqrt() } else { f64::NAN });
            let now = if there { *foreseen + pull * surprise } else { *foreseen };
            *foreseen = memory.carry * now;
        }
        let left = if there { variance * (1.0 - pull) } else { variance };
        let carry = memory.carry * memory.carry;
        variance = carry * left + (1.0 - carry) * memory.variance;
    }
    let columns: Vec<&[f64]> = white[1..].iter().map(Vec::as_slice).collect();
    least_squares(&white[0], &columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two samples by hand: with carry ½, variance 1 and noise 1, the gain is ½, so the second
    /// sample is compared with a quarter of the first.
    #[test]
    fn two_samples_by_hand() {
        let outcome = Outcome { values: vec![2.0, 3.0, f64::NAN, 1.0], variance: vec![1.0; 4] };
        let memory = Memory { carry: 0.5, variance: 1.0 };
        let line = whitened_least_squares(&outcome, &[&[1.0; 4]], memory).unwrap();
        // Rows (2, 1)/√2, (3 − ½, 1 − ¼)/√F₂, and a third two steps on.
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
        assert!((line.weights[0] - top / bottom).abs() < 1e-12);
        assert_eq!(line.rows, 3);
    }
}
