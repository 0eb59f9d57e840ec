//! A hundred dots for a distribution: people count dots better than they read curves.

use super::scale::quantile;

/// At most `most` values that stand for all: the values themselves where they are few, else
/// evenly spaced quantiles. Ascending.
pub(super) fn representatives(values: &[f64], most: usize) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.len() <= most {
        return sorted;
    }
    (0..most).map(|k| quantile(&sorted, (k as f64 + 0.5) / most as f64)).collect()
}

/// Dots stacked in columns `width` wide: each value's column centre and its place in the stack,
/// counted from 0.
pub(super) fn stacked(values: &[f64], width: f64) -> Vec<(f64, usize)> {
    let mut out = Vec::with_capacity(values.len());
    let mut column = f64::NAN;
    let mut height = 0;
    for value in values {
        let own = (value / width).round();
        height = if own == column { height + 1 } else { 0 };
        column = own;
        out.push((own * width, height));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_dots_keep_the_order_of_the_sample() {
        let sample: Vec<f64> = (0..1000).map(f64::from).collect();
        let dots = representatives(&sample, 100);
        assert_eq!(dots.len(), 100);
        assert_eq!(dots.iter().filter(|x| **x < 950.0).count(), 95);
        assert_eq!(representatives(&[3.0, f64::NAN, 1.0], 100), [1.0, 3.0]);
        assert_eq!(stacked(&[0.1, 0.2, 1.1], 1.0), [(0.0, 0), (0.0, 1), (1.0, 0)]);
    }
}
