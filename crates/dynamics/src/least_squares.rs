use crate::fit::laplace::inverse;

/// An outcome as a weighted sum of columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) weights: Vec<f64>,
    /// `(XᵀX)⁻¹`, row by row.
    pub(crate) inverse: Vec<f64>,
    /// Sum of squared residuals.
    pub(crate) left: f64,
    /// Rows in which nothing was missing.
    pub(crate) rows: usize,
    /// Sum of squares of the outcome over those rows, and of its distance from its mean.
    pub(crate) squares: [f64; 2],
}

impl Line {
    /// The usual standard error of a weight, as if residuals were independent.
    pub(crate) fn se(&self, i: usize) -> f64 {
        let n = self.weights.len();
        (self.left / (self.rows.saturating_sub(n)) as f64 * self.inverse[i * n + i]).sqrt()
    }
}

/// Ordinary least squares over the rows in which nothing is missing; `None` where the columns
/// cannot be told apart or are as many as the rows.
pub(crate) fn least_squares(outcome: &[f64], columns: &[&[f64]]) -> Option<Line> {
    let n = columns.len();
    let complete: Vec<usize> = (0..outcome.len())
        .filter(|&t| !outcome[t].is_nan() && columns.iter().all(|c| !c[t].is_nan()))
        .collect();
    if complete.len() <= n {
        return None;
    }
    let sum = |of: &dyn Fn(usize) -> f64| complete.iter().map(|&t| of(t)).sum::<f64>();
    let mut products = vec![0.0; n * n];
    let mut with_outcome = vec![0.0; n];
    for i in 0..n {
        with_outcome[i] = sum(&|t| columns[i][t] * outcome[t]);
        for j in 0..=i {
            let product = sum(&|t| columns[i][t] * columns[j][t]);
            products[i * n + j] = product;
            products[j * n + i] = product;
        }
    }
    let inverse = inverse(&products, n)?;
    let weights: Vec<f64> =
        (0..n).map(|i| (0..n).map(|j| inverse[i * n + j] * with_outcome[j]).sum()).collect();
    let left = sum(&|t| {
        let guess: f64 = columns.iter().zip(&weights).map(|(c, w)| w * c[t]).sum();
        (outcome[t] - guess).powi(2)
    });
    let mean = sum(&|t| outcome[t]) / complete.len() as f64;
    let squares = [sum(&|t| outcome[t].powi(2)), sum(&|t| (outcome[t] - mean).powi(2))];
    Some(Line { weights, inverse, left, rows: complete.len(), squares })
}

/// A series without its straight line over the sample number, fitted to what is there.
pub(crate) fn detrended(series: &[f64]) -> Option<Vec<f64>> {
    let one = vec![1.0; series.len()];
    // Centred and scaled, so that long recordings lose no digits.
    let half = 0.5 * series.len() as f64;
    let time: Vec<f64> = (0..series.len()).map(|t| (t as f64 - half) / half).collect();
    let line = least_squares(series, &[&one, &time])?;
    let taken = |(y, t): (&f64, &f64)| y - line.weights[0] - line.weights[1] * t;
    Some(series.iter().zip(&time).map(taken).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_by_hand() {
        // Through (0, 1), (1, 3), (2, 4): slope 3/2, intercept 7/6, left 1/6.
        let one = [1.0, 1.0, f64::NAN, 1.0];
        let x = [0.0, 1.0, 5.0, 2.0];
        let line = least_squares(&[1.0, 3.0, 9.0, 4.0], &[&one, &x]).unwrap();
        assert!((line.weights[0] - 7.0 / 6.0).abs() < 1e-12);
        assert!((line.weights[1] - 1.5).abs() < 1e-12 && (line.left - 1.0 / 6.0).abs() < 1e-12);
        // Variance of the slope 1/6 over a sum of squares of 2.
        assert!((line.se(1) - (1.0f64 / 12.0).sqrt()).abs() < 1e-12);
        assert_eq!(line.rows, 3);
        assert!(least_squares(&[1.0, 2.0, 3.0], &[&[1.0; 3], &[2.0; 3]]).is_none());
    }

    #[test]
    fn a_straight_line_leaves_nothing() {
        let mut series: Vec<f64> = (0..50).map(|t| 3.0 - 0.2 * f64::from(t)).collect();
        series[4] = f64::NAN;
        let left = detrended(&series).unwrap();
        assert!(left[4].is_nan());
        assert!(left.iter().filter(|y| !y.is_nan()).all(|y| y.abs() < 1e-12));
    }
}
