//! Small dense matrices of a size known when compiled: no allocation, loops the compiler unrolls.
//!
//! **Invariants.** Sums run in index order, so that the same input gives the same bits everywhere.

/// A square matrix, row by row.
pub(crate) type Mat<const S: usize> = [[f64; S]; S];

pub(crate) fn zeros<const S: usize>() -> Mat<S> {
    [[0.0; S]; S]
}

pub(crate) fn identity<const S: usize>() -> Mat<S> {
    let mut one = zeros();
    for (i, row) in one.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    one
}

/// `a b`
#[inline(always)]
pub(crate) fn mul<const S: usize>(a: &Mat<S>, b: &Mat<S>) -> Mat<S> {
    let mut product = zeros();
    for i in 0..S {
        let mut row = [0.0; S];
        for k in 0..S {
            let factor = a[i][k];
            for j in 0..S {
                row[j] += factor * b[k][j];
            }
        }
        product[i] = row;
    }
    product
}

/// `aᵀ b`
#[inline(always)]
pub(crate) fn mul_left_transposed<const S: usize>(a: &Mat<S>, b: &Mat<S>) -> Mat<S> {
    let mut product = zeros();
    for i in 0..S {
        let mut row = [0.0; S];
        for k in 0..S {
            let factor = a[k][i];
            for j in 0..S {
                row[j] += factor * b[k][j];
            }
        }
        product[i] = row;
    }
    product
}

/// `a bᵀ`
#[inline(always)]
pub(crate) fn mul_right_transposed<const S: usize>(a: &Mat<S>, b: &Mat<S>) -> Mat<S> {
    mul(a, &transposed(b))
}

#[inline(always)]
pub(crate) fn transposed<const S: usize>(a: &Mat<S>) -> Mat<S> {
    let mut turned = zeros();
    for i in 0..S {
        for j in 0..S {
            turned[j][i] = a[i][j];
        }
    }
    turned
}

#[inline(always)]
pub(crate) fn add_scaled<const S: usize>(sum: &mut Mat<S>, scale: f64, a: &Mat<S>) {
    for i in 0..S {
        for j in 0..S {
            sum[i][j] += scale * a[i][j];
        }
    }
}

pub(crate) fn scaled<const S: usize>(scale: f64, a: &Mat<S>) -> Mat<S> {
    let mut result = zeros();
    add_scaled(&mut result, scale, a);
    result
}

/// Adds `scale · x yᵀ`.
#[inline(always)]
pub(crate) fn add_outer<const S: usize>(sum: &mut Mat<S>, scale: f64, x: &[f64; S], y: &[f64; S]) {
    for i in 0..S {
        let factor = scale * x[i];
        for j in 0..S {
            sum[i][j] += factor * y[j];
        }
    }
}

/// `a x`
#[inline(always)]
pub(crate) fn apply<const S: usize>(a: &Mat<S>, x: &[f64; S]) -> [f64; S] {
    let mut y = [0.0; S];
    for i in 0..S {
        y[i] = dot(&a[i], x);
    }
    y
}

/// `aᵀ x`
#[inline(always)]
pub(crate) fn apply_transposed<const S: usize>(a: &Mat<S>, x: &[f64; S]) -> [f64; S] {
    let mut y = [0.0; S];
    for k in 0..S {
        for j in 0..S {
            y[j] += x[k] * a[k][j];
        }
    }
    y
}

#[inline(always)]
pub(crate) fn dot<const S: usize>(x: &[f64; S], y: &[f64; S]) -> f64 {
    let mut sum = 0.0;
    for i in 0..S {
        sum += x[i] * y[i];
    }
    sum
}

/// The mean of a matrix and its transpose, in place.
#[inline(always)]
pub(crate) fn symmetrise<const S: usize>(a: &mut Mat<S>) {
    for i in 0..S {
        for j in 0..i {
            let mean = 0.5 * (a[i][j] + a[j][i]);
            a[i][j] = mean;
            a[j][i] = mean;
        }
    }
}

/// The largest absolute entry; NaN if any entry is.
pub(crate) fn largest<const S: usize>(a: &Mat<S>) -> f64 {
    let mut most = 0.0f64;
    for row in a {
        for &value in row {
            if value.is_nan() {
                return f64::NAN;
            }
            most = most.max(value.abs());
        }
    }
    most
}

/// The largest absolute difference between two matrices.
#[inline(always)]
pub(crate) fn largest_difference<const S: usize>(a: &Mat<S>, b: &Mat<S>) -> f64 {
    let mut most = 0.0f64;
    for i in 0..S {
        for j in 0..S {
            most = most.max((a[i][j] - b[i][j]).abs());
        }
    }
    most
}

/// A lower triangular `l` with `l lᵀ = a`, for a symmetric matrix that may be of lower rank:
/// directions without variance get a zero column.
pub(crate) fn square_root<const S: usize>(a: &Mat<S>) -> Mat<S> {
    let mut l = zeros();
    for j in 0..S {
        let mut left = a[j][j];
        for k in 0..j {
            left -= l[j][k] * l[j][k];
        }
        // Below rounding of the entry itself there is no variance left.
        if left <= 1e-14 * a[j][j].abs() {
            continue;
        }
        let root = left.sqrt();
        l[j][j] = root;
        for i in j + 1..S {
            let mut sum = a[i][j];
            for k in 0..j {
                sum -= l[i][k] * l[j][k];
            }
            l[i][j] = sum / root;
        }
    }
    l
}
