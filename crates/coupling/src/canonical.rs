//! An order of two series that depends on what they contain, not on who was named first.

use crate::Side;

/// The series that stays as it is, first, and the one that becomes a surrogate, with its side.
///
/// The comparison is made on standardised values, so that a change of one sensor's unit or zero
/// does not change the order. Two series equal in that sense are interchangeable.
pub(crate) fn kept_and_moved<'x>(a: &'x [f64], b: &'x [f64]) -> (&'x [f64], &'x [f64], Side) {
    let (scale_a, scale_b) = (mean_and_sd(a), mean_and_sd(b));
    let standard = |x: &f64, (mean, sd): (f64, f64)| {
        let z = (x - mean) / sd;
        // One NaN is like another, and so are the zeros of either sign.
        if z.is_nan() { f64::NAN } else { z + 0.0 }
    };
    let first_difference = a
        .iter()
        .zip(b)
        .map(|(x, y)| standard(x, scale_a).total_cmp(&standard(y, scale_b)))
        .find(|order| order.is_ne());
    match first_difference {
        Some(std::cmp::Ordering::Greater) => (b, a, Side::A),
        _ => (a, b, Side::B),
    }
}

/// Mean and standard deviation (n) of the samples present.
pub(crate) fn mean_and_sd(x: &[f64]) -> (f64, f64) {
    let present = || x.iter().filter(|v| v.is_finite());
    let n = present().count() as f64;
    let mean = present().sum::<f64>() / n;
    let squares: f64 = present().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_units_do_not() {
        let (x, y) = ([1.0, 2.0, f64::NAN, 4.0], [2.0, 2.5, 2.0, 8.0]);
        let (kept, moved, side) = kept_and_moved(&x, &y);
        let (kept_too, moved_too, other_side) = kept_and_moved(&y, &x);
        assert_eq!((kept.as_ptr(), moved.as_ptr()), (kept_too.as_ptr(), moved_too.as_ptr()));
        assert_ne!(side, other_side);
        let in_other_units = y.map(|v| 100.0 + 7.0 * v);
        assert_eq!(kept_and_moved(&x, &in_other_units).2, side);
    }
}
