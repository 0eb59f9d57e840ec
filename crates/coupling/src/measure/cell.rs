//! One cell of the map, computed directly: the definition, and the way out wherever the fast
//! path could lose digits.

/// A spread below this share of the level is rounding, not movement.
pub(crate) const ROUNDING: f64 = 1e-12;

/// Fisher z of ±1 is infinite; the field caps it (rMEA 1.2.2).
pub(crate) const Z_CAP: f64 = 10.0;

/// Whether sums of squares about the mean are more than rounding of `n` values of size `mean`.
pub(crate) fn varies(sum_of_squares: f64, n: f64, mean: f64) -> bool {
    sum_of_squares > n * (ROUNDING * mean) * (ROUNDING * mean)
}

/// Pearson's r over the samples both windows have; `NaN` with fewer than half of them, or where
/// one side does not vary.
pub(crate) fn recentred(a: &[f64], b: &[f64]) -> f64 {
    let present = || a.iter().zip(b).filter(|(x, y)| x.is_finite() && y.is_finite());
    let (mut n, mut mean_a, mut mean_b) = (0.0, 0.0, 0.0);
    for (x, y) in present() {
        n += 1.0;
        mean_a += x;
        mean_b += y;
    }
    if 2.0 * n < a.len() as f64 {
        return f64::NAN;
    }
    mean_a /= n;
    mean_b /= n;
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (x, y) in present() {
        let (dx, dy) = (x - mean_a, y - mean_b);
        aa += dx * dx;
        bb += dy * dy;
        ab += dx * dy;
    }
    if !(varies(aa, n, mean_a) && varies(bb, n, mean_b)) {
        return f64::NAN;
    }
    (ab / (aa.sqrt() * bb.sqrt())).clamp(-1.0, 1.0)
}

/// R's `ccf` of one segment: products about the segments' own means, `b` later than `a` by `lag`
/// samples. With samples missing, means and sums of squares are each person's own over the
/// samples present, and the covariance is divided as `acf(na.action = na.pass)` divides it.
/// `NaN` with fewer than half of the products the lag allows, or where one side does not vary.
pub(crate) fn segment_global(a: &[f64], b: &[f64], lag: isize) -> f64 {
    let (Some((mean_a, variance_a)), Some((mean_b, variance_b))) = (moments(a), moments(b)) else {
        return f64::NAN;
    };
    let shift = lag.unsigned_abs();
    let (x, y) = if lag >= 0 {
        (&a[..a.len() - shift], &b[shift..])
    } else {
        (&a[shift..], &b[..b.len() - shift])
    };
    let (mut n, mut ab) = (0.0, 0.0);
    for (x, y) in x.iter().zip(y).filter(|(x, y)| x.is_finite() && y.is_finite()) {
        n += 1.0;
        ab += (x - mean_a) * (y - mean_b);
    }
    if 2.0 * n < x.len() as f64 {
        return f64::NAN;
    }
    (ab / (n + shift as f64) / (variance_a.sqrt() * variance_b.sqrt())).clamp(-1.0, 1.0)
}

/// Mean and variance (n) of the samples present; `None` with fewer than half, or no variation.
fn moments(x: &[f64]) -> Option<(f64, f64)> {
    let present = || x.iter().filter(|v| v.is_finite());
    let n = present().count() as f64;
    let mean = present().sum::<f64>() / n;
    let squares: f64 = present().map(|v| (v - mean) * (v - mean)).sum();
    (2.0 * n >= x.len() as f64 && varies(squares, n, mean)).then_some((mean, squares / n))
}

/// Fisher's z, capped at ±10.
pub(crate) fn fisher_z(r: f64) -> f64 {
    r.atanh().clamp(-Z_CAP, Z_CAP)
}
