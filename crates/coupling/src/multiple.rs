//! Asking many questions at once, honestly.

/// Benjamini–Hochberg adjusted p-values (q): q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ m / j, at most 1.
///
/// In plain words: if every finding with q below 0.10 is believed, at most about a tenth of the
/// beliefs are expected to be wrong.
///
/// # Inputs
/// `p`: p-values in any order.
///
/// # Returns
/// One q per p, in the same order, 0 to 1.
///
/// # Missing data
/// `NaN` (not tested) stays `NaN` and does not count among the m tests.
///
/// # Null
/// None of its own; takes the p-values of any surrogate test. Valid for independent and for
/// positively dependent tests.
///
/// # Example
/// ```
/// let q = attune_coupling::benjamini_hochberg(&[0.04, 0.01, f64::NAN, 0.03]);
/// assert_eq!((q[0], q[1], q[3]), (0.04, 0.03, 0.04));
/// assert!(q[2].is_nan());
/// ```
///
/// # Source
/// Benjamini & Hochberg 1995; agrees with R's `p.adjust(method = "BH")`.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|i| !p[*i].is_nan()).collect();
    order.sort_by(|i, j| p[*i].total_cmp(&p[*j]));
    let m = order.len() as f64;
    let mut q = vec![f64::NAN; p.len()];
    let mut smallest = 1.0_f64;
    for (rank, i) in order.iter().enumerate().rev() {
        smallest = smallest.min(p[*i] * m / (rank + 1) as f64);
        q[*i] = smallest;
    }
    q
}

/// max-T adjusted p-values: each observed statistic against the largest of each surrogate.
///
/// pᵢ = (1 + #{s: maxⱼ null(s, j) ≥ observedᵢ}) / (1 + S).
///
/// In plain words: when many lags, channels or windows were looked through for the best one,
/// chance is given the same number of tries.
///
/// # Inputs
/// `observed`: one statistic per thing scanned, larger is stronger (give |t| for two sides).
/// `null`: per surrogate, the same statistics in the same order, from one and the same surrogate
/// (the same shift for every channel).
///
/// # Returns
/// One adjusted p per statistic, above 0, at most 1.
///
/// # Missing data
/// `NaN` observed stays `NaN`; `NaN` among a surrogate's statistics is left out of its maximum; a
/// surrogate without any value is left out.
///
/// # Null
/// The complete null: none of the things scanned is coupled. Circular shifts keep the dependence
/// between them.
///
/// # Example
/// ```
/// let p = attune_coupling::max_t(&[3.0, 1.0], &[vec![0.5, 2.0], vec![0.1, 0.2], vec![1.5, 0.0]]);
/// assert_eq!(p, [0.25, 0.75]);
/// ```
///
/// # Source
/// Westfall & Young 1993, single step.
pub fn max_t(observed: &[f64], null: &[Vec<f64>]) -> Vec<f64> {
    let largest: Vec<f64> = null
        .iter()
        .filter_map(|s| s.iter().copied().filter(|v| !v.is_nan()).reduce(f64::max))
        .collect();
    let against = |v: &f64| crate::Test::new(*v, largest.clone(), crate::Tail::Upper).p;
    observed.iter().map(against).collect()
}

/// A run of neighbouring windows above the threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// First window of the run.
    pub first: usize,
    /// Last window of the run.
    pub last: usize,
    /// Sum over the run of how far each window exceeds the threshold.
    pub mass: f64,
    /// Against the largest cluster of each surrogate: `(1 + count) / (1 + n)`.
    pub p: f64,
}

/// Cluster-mass test over windows: which stretches are beyond chance.
///
/// A cluster is a run of neighbouring windows above the 95th percentile of all chance windows; its
/// mass is Σ (z − threshold); p compares it with the largest mass of each surrogate.
///
/// In plain words: single windows stick out by chance all the time; a long or strong stretch of
/// them does not.
///
/// # Inputs
/// `windows`: mean z per window of the data. `null`: the same for every surrogate (or stranger
/// pair), each as long as that pair's recording.
///
/// # Returns
/// The clusters in time order, each with its p, which is corrected for having looked at the whole
/// recording.
///
/// # Missing data
/// A window that is not usable (`NaN`) ends a cluster.
///
/// # Null
/// No stretch is coupled; from circular shifts (this pair) or strangers (this task).
///
/// # Example
/// ```
/// let chance = vec![vec![0.0, 0.1, 0.0, 0.1]; 19];
/// let clusters = attune_coupling::cluster_mass(&[0.0, 0.6, 0.7, 0.0], &chance);
/// assert_eq!((clusters.len(), clusters[0].first, clusters[0].last), (1, 1, 2));
/// assert_eq!(clusters[0].p, 0.05);
/// ```
///
/// # Source
/// Maris & Oostenveld 2007, with the excess over the threshold as mass (Bullmore et al. 1999), so
/// that windows just above it weigh little.
pub fn cluster_mass(windows: &[f64], null: &[Vec<f64>]) -> Vec<Cluster> {
    let pool: Vec<f64> = null.iter().flatten().copied().collect();
    let threshold = crate::quantile(&pool, 0.95);
    let largest: Vec<f64> = null
        .iter()
        .filter(|s| s.iter().any(|v| !v.is_nan()))
        .map(|s| runs(s, threshold).iter().map(|c| c.mass).fold(0.0, f64::max))
        .collect();
    let mut clusters = runs(windows, threshold);
    for cluster in &mut clusters {
        cluster.p = crate::Test::new(cluster.mass, largest.clone(), crate::Tail::Upper).p;
    }
    clusters
}

fn runs(windows: &[f64], threshold: f64) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for (w, z) in windows.iter().enumerate().filter(|(_, z)| **z > threshold) {
        match found.last_mut() {
            Some(run) if run.last + 1 == w => {
                run.last = w;
                run.mass += z - threshold;
            }
            _ => found.push(Cluster { first: w, last: w, mass: z - threshold, p: f64::NAN }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q_is_monotone_and_as_r_adjusts_it() {
        // p.adjust(c(.01, .02, .03, .04, .05), "BH") is .05 five times.
        let q = benjamini_hochberg(&[0.01, 0.02, 0.03, 0.04, 0.05]);
        assert!(q.iter().all(|v| (v - 0.05).abs() < 1e-15));
        assert_eq!(benjamini_hochberg(&[0.9, 0.8]), [0.9, 0.9]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn a_gap_parts_two_clusters() {
        let chance = vec![vec![0.0; 5]; 9];
        let clusters = cluster_mass(&[1.0, f64::NAN, 1.0, 2.0, 0.0], &chance);
        let spans: Vec<(usize, usize)> = clusters.iter().map(|c| (c.first, c.last)).collect();
        assert_eq!(spans, [(0, 0), (2, 3)]);
        assert_eq!(clusters[1].mass, 3.0);
        assert!(cluster_mass(&[1.0], &[]).is_empty());
    }
}
