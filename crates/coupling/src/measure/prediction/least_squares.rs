//! Ordinary least squares by Householder reflections.

use crate::InputError;

/// A column counts as a mixture of those before it below this share of its own length.
const COLLINEAR: f64 = 1e-9;

/// A fitted regression.
pub(crate) struct Fit {
    /// One per column.
    pub(crate) coefficients: Vec<f64>,
    /// Diagonal of (XᵀX)⁻¹.
    pub(crate) inverse_diagonal: Vec<f64>,
    /// Squares the fit leaves unexplained.
    pub(crate) residual_squares: f64,
    /// Squares each column explains beyond the columns before it.
    pub(crate) explained: Vec<f64>,
}

/// Fits `target` by `columns`, of equal length and more rows than columns.
pub(crate) fn least_squares(columns: &[Vec<f64>], target: &[f64]) -> Result<Fit, InputError> {
    let p = columns.len();
    let mut q: Vec<Vec<f64>> = columns.to_vec();
    let mut y = target.to_vec();
    let mut r = vec![vec![0.0; p]; p];
    for j in 0..p {
        let (done, rest) = q.split_at_mut(j + 1);
        let column = &mut done[j];
        let length = dot(&column[j..], &column[j..]).sqrt();
        let whole = dot(&columns[j], &columns[j]).sqrt();
        if length.is_nan() || length <= COLLINEAR * whole {
            return Err(InputError::Collinear { column: j });
        }
        let head = if column[j] > 0.0 { -length } else { length };
        // The reflection that turns the column into (head, 0, 0, …).
        column[j] -= head;
        let scale = 2.0 / dot(&column[j..], &column[j..]);
        for (k, other) in rest.iter_mut().enumerate() {
            reflect(&column[j..], scale, &mut other[j..]);
            r[j][j + 1 + k] = other[j];
        }
        reflect(&column[j..], scale, &mut y[j..]);
        r[j][j] = head;
    }
    let mut inverse = vec![vec![0.0; p]; p];
    for j in 0..p {
        inverse[j][j] = 1.0 / r[j][j];
        for i in (0..j).rev() {
            let sum: f64 = (i + 1..=j).map(|k| r[i][k] * inverse[k][j]).sum();
            inverse[i][j] = -sum / r[i][i];
        }
    }
    Ok(Fit {
        coefficients: inverse.iter().map(|row| dot(row, &y[..p])).collect(),
        inverse_diagonal: inverse.iter().map(|row| dot(row, row)).collect(),
        residual_squares: dot(&y[p..], &y[p..]),
        explained: y[..p].iter().map(|v| v * v).collect(),
    })
}

fn reflect(v: &[f64], scale: f64, x: &mut [f64]) {
    let factor = scale * dot(v, x);
    for (x, v) in x.iter_mut().zip(v) {
        *x -= factor * v;
    }
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_three_points() {
        let columns = [vec![1.0, 1.0, 1.0], vec![0.0, 1.0, 2.0]];
        let fit = least_squares(&columns, &[1.0, 2.0, 6.0]).unwrap();
        // By hand: slope 5/2, intercept 1/2; residuals 1/2, -1, 1/2; variances 5/6 and 1/2.
        for (found, known) in [
            (fit.coefficients[0], 0.5),
            (fit.coefficients[1], 2.5),
            (fit.residual_squares, 1.5),
            (fit.explained[0], 27.0),
            (fit.explained[1], 12.5),
            (fit.inverse_diagonal[0], 5.0 / 6.0),
            (fit.inverse_diagonal[1], 0.5),
        ] {
            assert!((found - known).abs() < 1e-12, "{found} {known}");
        }
    }

    #[test]
    fn a_column_that_repeats_another_is_named() {
        let columns = [vec![1.0; 4], vec![1.0, 2.0, 3.0, 4.0], vec![3.0, 5.0, 7.0, 9.0]];
        let error = least_squares(&columns, &[1.0, 0.0, 2.0, 1.0]).err();
        assert_eq!(error, Some(InputError::Collinear { column: 2 }));
    }
}
