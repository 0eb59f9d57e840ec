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
