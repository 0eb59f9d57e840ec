//! Where both people were recorded long enough to speak of a rhythm.

use std::ops::Range;

/// Both series with gaps of at most `max_gap` samples bridged by straight lines.
pub(super) fn bridged(x: &[f64], max_gap: usize) -> Vec<f64> {
    let mut out = x.to_vec();
    let mut last = None;
    for i in 0..x.len() {
        if !x[i].is_finite() {
            continue;
        }
        if let Some(from) = last
            && (2..=max_gap + 1).contains(&(i - from))
        {
            for (step, between) in out[from + 1..i].iter_mut().enumerate() {
                let share = (step + 1) as f64 / (i - from) as f64;
                *between = x[from] + (x[i] - x[from]) * share;
            }
        }
        last = Some(i);
    }
    out
}

/// Stretches in which both have every sample, in order.
pub(super) fn stretches(a: &[f64], b: &[f64]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (i, (x, y)) in a.iter().zip(b).enumerate() {
        match (x.is_finite() && y.is_finite(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                found.push(from..i);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found.push(from..a.len().min(b.len()));
    }
    found
}

/// Seconds as whole samples, never more than the seconds hold.
pub(super) fn whole_samples(seconds: f64, rate: f64) -> usize {
    // A product like 0.3 · 10 must not fall to 2 by rounding.
    (seconds * rate + 1e-9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f64 = f64::NAN;

    #[test]
    fn short_gaps_are_bridged_and_long_ones_and_ends_are_not() {
        let x = [GAP, 1.0, GAP, 3.0, GAP, GAP, 6.0, GAP];
        let bridged = bridged(&x, 1);
        assert_eq!(bridged[1..4], [1.0, 2.0, 3.0]);
        assert!(bridged[0].is_nan() && bridged[4].is_nan() && bridged[7].is_nan());
        assert_eq!(stretches(&bridged, &[0.0; 8]), [1..4, 6..7]);
        assert_eq!(whole_samples(0.3, 10.0), 3);
    }
}
