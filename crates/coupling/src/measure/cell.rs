//! One cell of the map, computed directly: the definition, and the way out wherever sums over the
//! whole recording could lose digits.

/// A spread below this share of the level is rounding, not movement.
const ROUNDING: f64 = 1e-12;

/// Two pairs always correlate perfectly.
pub(super) const FEWEST: f64 = 3.0;

/// Fisher z of ±1 is infinite; the field caps it (rMEA 1.2.2).
pub(crate) const Z_CAP: f64 = 10.0;

/// The sum of squares that rounding alone can leave of `n` values of this size.
pub(crate) fn rounding(n: f64, size: f64) -> f64 {
    n * (ROUNDING * size) * (ROUNDING * size)
}

/// Whether a sum of squares about the mean is more than the rounding of `n` values of this size.
pub(crate) fn varies(squares: f64, n: f64, size: f64) -> bool {
    squares > rounding(n, size)
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
    if 2.0 * n < a.len() as f64 || n < FEWEST {
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
    let moves = varies(aa, n, mean_a) && varies(bb, n, mean_b);
    if moves { ab / (aa.sqrt() * bb.sqrt()) } else { f64::NAN }
}

/// Fisher's z, capped at ±10.
pub(crate) fn fisher_z(r: f64) -> f64 {
    r.atanh().clamp(-Z_CAP, Z_CAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Deviations −1, 0, 1 and −1, 1, 0: r = 1 / 2.
        let r = recentred(&[1.0, 2.0, 3.0], &[5.0, 7.0, 6.0]);
        assert!((r - 0.5).abs() < 1e-15);
        let gap = recentred(&[1.0, 2.0, f64::NAN, 3.0], &[5.0, 7.0, 9.0, 6.0]);
        assert_eq!(r, gap);
    }

    #[test]
    fn half_the_samples_are_enough_and_fewer_are_not() {
        let gap = f64::NAN;
        let x = [1.0, 2.0, 4.0, gap, gap, gap];
        let y = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
        assert!((recentred(&x, &y) - 1.0).abs() < 1e-15);
        assert!(recentred(&x, &[gap, 2.0, 4.0, 8.0, 16.0, 32.0]).is_nan());
        // Half of four samples would do, but two points make a line.
        assert!(recentred(&x[1..5], &y[1..5]).is_nan());
    }

    #[test]
    fn rounding_is_not_movement() {
        let level = [1e6, 1e6 + 1e-8, 1e6, 1e6 - 1e-8];
        assert!(recentred(&level, &[1.0, 2.0, 3.0, 4.0]).is_nan());
        assert!(recentred(&[0.1; 4], &[1.0, 2.0, 3.0, 4.0]).is_nan());
        assert_eq!((fisher_z(1.0), fisher_z(-1.0), fisher_z(0.0)), (10.0, -10.0, 0.0));
    }
}
