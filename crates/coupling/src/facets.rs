//! Three answers to "how much were they in step?", never folded into one.

/// The three facets of synchrony: how strong overall, how strong while it lasts, how often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facets {
    /// Mean z over all usable windows.
    pub overall: f64,
    /// Mean z over the windows above the threshold; `NaN` where there is none.
    pub while_synchronised: f64,
    /// Share of usable windows above the threshold, 0 to 1.
    pub how_often: f64,
    /// The share that chance alone puts above it: the level the threshold was taken at.
    pub how_often_by_chance: f64,
    /// The threshold on a window's mean z.
    pub threshold: f64,
    /// Usable windows.
    pub windows: usize,
}

/// Splits window strengths into the three facets at the 95th percentile of chance windows.
///
/// threshold = 95th percentile of the pool; overall = mean of windows; while synchronised = mean
/// of windows above it; how often = their share.
///
/// In plain words: a pair can be loosely in step all the time, or closely in step now and then;
/// one number would hide the difference.
///
/// # Inputs
/// `windows`: mean z per window of the pair. `pool`: mean z of chance windows (strangers, or
/// shifted copies).
///
/// # Returns
/// z units, unbounded and signed; shares 0 to 1.
///
/// # Missing data
/// `NaN` windows are not usable and are left out; without a pool everything that needs the
/// threshold is `NaN`.
///
/// # Null
/// The pool: windows of strangers, or of circularly shifted copies.
///
/// # Example
/// ```
/// let f = attune_coupling::facets(&[0.1, 0.9, f64::NAN, 0.2], &[0.0, 0.5]);
/// assert_eq!((f.while_synchronised, f.windows), (0.9, 3));
/// assert!((f.overall - 0.4).abs() < 1e-15 && (f.how_often - 1.0 / 3.0).abs() < 1e-15);
/// ```
///
/// # Source
/// The split into strength overall, strength while synchronised and frequency follows Schoenherr
/// et al. 2019; the threshold from chance windows is this project's.
pub fn facets(windows: &[f64], pool: &[f64]) -> Facets {
    const LEVEL: f64 = 0.95;
    let threshold = crate::quantile(pool, LEVEL);
    let usable = || windows.iter().copied().filter(|v| !v.is_nan());
    let above = || usable().filter(|v| *v > threshold);
    let (n, n_above) = (usable().count(), above().count());
    Facets {
        overall: usable().sum::<f64>() / n as f64,
        while_synchronised: above().sum::<f64>() / n_above as f64,
        how_often: if threshold.is_nan() { f64::NAN } else { n_above as f64 / n as f64 },
        how_often_by_chance: 1.0 - LEVEL,
        threshold,
        windows: n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_chance_windows_only_the_overall_strength_is_known() {
        let f = facets(&[0.25, 0.75], &[]);
        assert_eq!(f.overall, 0.5);
        assert!(f.while_synchronised.is_nan() && f.how_often.is_nan());
        assert_eq!(facets(&[0.25], &[1.0]).how_often, 0.0);
    }
}
