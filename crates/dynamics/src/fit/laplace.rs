use super::climb::Hill;

/// The normal approximation of a posterior around its top.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Laplace {
    /// Covariance of the coordinates, row by row.
    pub(crate) covariance: Vec<f64>,
    /// Lower triangular root of the covariance, row by row.
    pub(crate) root: Vec<f64>,
}

/// Step of the differences: the slopes are analytic, so rounding leaves this much room.
const STEP: f64 = 1e-4;

/// The covariance from the Hessian, by central differences of the analytic slope; `None` where
/// the Hessian says that this is no top.
pub(crate) fn laplace(hill: &mut impl Hill, top: &[f64]) -> Option<Laplace> {
    let n = top.len();
    let mut curved = vec![0.0; n * n];
    let mut theta = top.to_vec();
    let (mut up, mut down) = (vec![0.0; n], vec![0.0; n]);
    for i in 0..n {
        theta[i] = top[i] + STEP;
        hill.height(&theta, &mut up);
        theta[i] = top[i] - STEP;
        hill.height(&theta, &mut down);
        theta[i] = top[i];
        for j in 0..n {
            curved[i * n + j] = (down[j] - up[j]) / (2.0 * STEP);
        }
    }
    from_curvature(&curved, n)
}

/// The same by differences to one side of a top at which the slope is known: half the work. Each
/// entry is off by half a step's worth of the third derivative, about 1e-4 of itself.
pub(crate) fn laplace_one_sided(
    hill: &mut impl Hill,
    top: &[f64],
    slope: &[f64],
) -> Option<Laplace> {
    let n = top.len();
    let mut curved = vec![0.0; n * n];
    let mut theta = top.to_vec();
    let mut up = vec![0.0; n];
    for i in 0..n {
        theta[i] = top[i] + STEP;
        hill.height(&theta, &mut up);
        theta[i] = top[i];
        for j in 0..n {
            curved[i * n + j] = (slope[j] - up[j]) / STEP;
        }
    }
    from_curvature(&curved, n)
}

/// The approximation with this negative Hessian, made symmetric.
fn from_curvature(curved: &[f64], n: usize) -> Option<Laplace> {
    let mut hessian = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            hessian[i * n + j] = 0.5 * (curved[i * n + j] + curved[j * n + i]);
        }
    }
    let covariance = inverse(&hessian, n)?;
    let root = cholesky(&covariance, n)?;
    Some(Laplace { covariance, root })
}

impl Laplace {
    /// The standard deviation of coordinate `i`.
    pub(crate) fn sd(&self, i: usize) -> f64 {
        let n = self.size();
        self.covariance[i * n + i].sqrt()
    }

    /// The correlation of coordinates `i` and `j`.
    pub(crate) fn correlation(&self, i: usize, j: usize) -> f64 {
        self.covariance[i * self.size() + j] / (self.sd(i) * self.sd(j))
    }

    /// `centre + root · white`
    pub(crate) fn place(&self, centre: &[f64], white: &[f64]) -> Vec<f64> {
        let n = self.size();
        (0..n)
            .map(|i| {
                let row = &self.root[i * n..=i * n + i];
                centre[i] + row.iter().zip(white).map(|(l, w)| l * w).sum::<f64>()
            })
            .collect()
    }

    fn size(&self) -> usize {
        self.covariance.len().isqrt()
    }
}

/// The lower triangular root of a positive definite matrix, or `None`.
pub(crate) fn cholesky(a: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i * n + j];
            for k in 0..j {
                sum -= l[i * n + k] * l[j * n + k];
            }
            if i == j {
                if !(sum > 1e-14 * a[i * n + i].abs()) {
                    return None;
                }
                l[i * n + i] = sum.sqrt();
            } else {
                l[i * n + j] = sum / l[j * n + j];
            }
        }
    }
    Some(l)
}

/// The inverse of a positive definite matrix, or `None`.
pub(crate) fn inverse(a: &[f64], n: usize) -> Option<Vec<f64>> {
    let l = cholesky(a, n)?;
    let mut inverse = vec![0.0; n * n];
    for column in 0..n {
        let mut x = vec![0.0; n];
        x[column] = 1.0;
        for i in 0..n {
            for k in 0..i {
                x[i] -= l[i * n + k] * x[k];
            }
            x[i] /= l[i * n + i];
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                x[i] -= l[k * n + i] * x[k];
            }
            x[i] /= l[i * n + i];
        }
        for i in 0..n {
            inverse[i * n + column] = x[i];
        }
    }
    // Exactly symmetric, whatever the rounding.
    for i in 0..n {
        for j in 0..i {
            let mean = 0.5 * (inverse[i * n + j] + inverse[j * n + i]);
            inverse[i * n + j] = mean;
            inverse[j * n + i] = mean;
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bowl;

    impl Hill for Bowl {
        fn height(&mut self, x: &[f64], slope: &mut [f64]) -> f64 {
            slope[0] = -(4.0 * x[0] + 2.0 * x[1]);
            slope[1] = -(2.0 * x[0] + 3.0 * x[1]);
            0.0
        }
    }

    #[test]
    fn the_covariance_of_a_bowl_is_the_inverse_of_its_curvature() {
        let bowl = laplace(&mut Bowl, &[0.0, 0.0]).unwrap();
        // [[4, 2], [2, 3]] has the inverse [[3, -2], [-2, 4]] / 8.
        for (found, expected) in bowl.covariance.iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((found - expected).abs() < 1e-9);
        }
        assert!((bowl.sd(0) - 0.375f64.sqrt()).abs() < 1e-9);
        let one_sided = laplace_one_sided(&mut Bowl, &[0.0, 0.0], &[0.0, 0.0]).unwrap();
        for (found, expected) in one_sided.covariance.iter().zip(&bowl.covariance) {
            assert!((found - expected).abs() < 1e-9);
        }
        assert!((bowl.correlation(0, 1) + 0.25 / (0.375f64 * 0.5).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn a_saddle_is_not_a_top() {
        assert!(inverse(&[1.0, 2.0, 2.0, 1.0], 2).is_none());
    }
}
