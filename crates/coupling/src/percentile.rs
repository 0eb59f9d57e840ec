//! Where a value stands in a pool of chance values.

/// Percentile of a value against a pool: 100 · (1 − p), p = (1 + #{pool ≥ value}) / (1 + n).
///
/// In plain words: how many of 100 pairs of strangers stay below this pair, counting the pair
/// itself among them. 95 or more says exactly what an upper-tail p of .05 or less says.
///
/// # Inputs
/// `value` and `pool`: the same statistic.
///
/// # Returns
/// 0 to below 100: even the largest of n values reaches only 100 n / (n + 1).
///
/// # Missing data
/// `NaN` in the pool is left out; a `NaN` value, or an empty pool, has no percentile (`NaN`).
///
/// # Example
/// ```
/// let strangers: Vec<f64> = (0..99).map(f64::from).collect();
/// assert_eq!(attune_coupling::percentile(98.5, &strangers), 99.0);
/// ```
///
/// # Source
/// science.md 2.5; the permutation p of Phipson & Smyth 2010, turned round.
pub fn percentile(value: f64, pool: &[f64]) -> f64 {
    let n = pool.iter().filter(|v| !v.is_nan()).count();
    let at_least = pool.iter().filter(|v| **v >= value).count();
    stands(value, n, at_least)
}

/// The [`percentile`] of every window's value against one pool of chance windows.
///
/// # Missing data
/// As [`percentile`]; a window that is not usable stays `NaN`.
pub fn window_percentiles(windows: &[f64], pool: &[f64]) -> Vec<f64> {
    let pool = sorted(pool);
    let n = pool.len();
    windows.iter().map(|v| stands(*v, n, n - pool.partition_point(|x| x < v))).collect()
}

/// The value below which a share `q` of the pool lies, interpolated linearly between neighbours.
///
/// # Inputs
/// `pool`: values; `q`: 0 to 1.
///
/// # Returns
/// A value between the pool's smallest and largest.
///
/// # Missing data
/// `NaN` is left out; an empty pool has no quantile (`NaN`).
///
/// # Example
/// ```
/// assert_eq!(attune_coupling::quantile(&[3.0, 1.0, f64::NAN, 2.0], 0.75), 2.5);
/// ```
///
/// # Source
/// Hyndman & Fan 1996, type 7; numpy's and R's default.
pub fn quantile(pool: &[f64], q: f64) -> f64 {
    let pool = sorted(pool);
    let at = q.clamp(0.0, 1.0) * (pool.len().max(1) - 1) as f64;
    match (pool.get(at.floor() as usize), pool.get(at.ceil() as usize)) {
        (Some(low), Some(high)) => low + (high - low) * at.fract(),
        _ => f64::NAN,
    }
}

fn stands(value: f64, n: usize, at_least: usize) -> f64 {
    if value.is_nan() || n == 0 {
        return f64::NAN;
    }
    100.0 * (n - at_least) as f64 / (n + 1) as f64
}

fn sorted(pool: &[f64]) -> Vec<f64> {
    let mut pool: Vec<f64> = pool.iter().copied().filter(|v| !v.is_nan()).collect();
    pool.sort_by(f64::total_cmp);
    pool
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_nineteen_strangers_is_exactly_95() {
        let pool: Vec<f64> = (0..19).map(f64::from).collect();
        assert_eq!(percentile(100.0, &pool), 95.0);
        assert_eq!(percentile(-1.0, &pool), 0.0);
        // A tie counts against the value.
        assert_eq!(percentile(18.0, &pool), 90.0);
    }

    #[test]
    fn windows_agree_with_single_values() {
        let pool = [0.3, f64::NAN, -0.1, 0.3, 0.8];
        let windows = [0.3, f64::NAN, 0.9, -1.0];
        let each: Vec<f64> = windows.iter().map(|v| percentile(*v, &pool)).collect();
        let together = window_percentiles(&windows, &pool);
        assert!(each.iter().zip(&together).all(|(x, y)| x.to_bits() == y.to_bits()));
        assert!(together[1].is_nan() && percentile(0.0, &[]).is_nan());
    }

    #[test]
    fn quantiles_at_the_ends() {
        assert_eq!((quantile(&[1.0, 5.0], 0.0), quantile(&[1.0, 5.0], 1.0)), (1.0, 5.0));
        assert!(quantile(&[], 0.5).is_nan());
    }
}
