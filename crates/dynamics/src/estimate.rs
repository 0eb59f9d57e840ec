/// A number with the interval it comes with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number itself.
    pub value: f64,
    /// Lower end of the interval.
    pub lo: f64,
    /// Upper end of the interval.
    pub hi: f64,
}

impl Estimate {
    /// The value with the interval that holds the share `level` of its draws, the middle ones; NaN
    /// ends without draws. Draws that are not numbers are left out.
    #[must_use]
    pub fn from_draws(value: f64, mut draws: Vec<f64>, level: f64) -> Self {
        draws.retain(|x| !x.is_nan());
        draws.sort_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level);
        Self { value, lo: percentile(&draws, tail), hi: percentile(&draws, 1.0 - tail) }
    }

    /// The middle draw with the interval that holds the share `level` of them. For what is bounded
    /// on one side (shares, sizes): a mean, or the value at the best parameters, can lie outside the
    /// interval of such draws.
    #[must_use]
    pub fn middle_of(draws: Vec<f64>, level: f64) -> Self {
        let mut estimate = Self::from_draws(f64::NAN, draws.clone(), level);
        estimate.value = Self::from_draws(f64::NAN, draws, 0.0).lo;
        estimate
    }

    /// Whether the interval leaves zero out.
    #[must_use]
    pub fn excludes_zero(&self) -> bool {
        self.lo > 0.0 || self.hi < 0.0
    }
}

/// The value below which this share of sorted numbers lies, linear between neighbours.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    if sorted.is_empty() {
        return f64::NAN;
    }
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    // Infinite neighbours (a half-life that never ends) must not become NaN.
    if sorted[below] == sorted[above] {
        return sorted[below];
    }
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_lies_within_its_interval_however_skewed_the_draws() {
        // Nine draws of ten at 0, the rest far up: their mean, 10, is beyond the 80 % interval.
        let draws: Vec<f64> = (0..100).map(|i| if i < 91 { 0.0 } else { 111.0 }).collect();
        let found = Estimate::middle_of(draws, 0.8);
        assert_eq!(found, Estimate { value: 0.0, lo: 0.0, hi: 0.0 });
        let found = Estimate::middle_of(vec![4.0, f64::NAN, 1.0, 2.0], 0.5);
        assert_eq!(found, Estimate { value: 2.0, lo: 1.5, hi: 3.0 });
    }
}
