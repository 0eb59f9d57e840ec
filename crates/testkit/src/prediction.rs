//! Transfer entropies by their definitions, looking at every pair of moments.

/// KSG transfer entropy (algorithm 1) from `source` to `target`, nats, for complete series.
pub fn naive_nearest_neighbour_transfer_entropy(
    source: &[f64],
    target: &[f64],
    (own, partner, lag): (usize, usize, usize),
    k: usize,
) -> f64 {
    let first = own.max(partner) * lag;
    let column = |x: &[f64], back: usize| {
        let values: Vec<f64> = (first..target.len()).map(|t| x[t - back]).collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
        values.iter().map(|v| (v - mean) / variance.sqrt()).collect::<Vec<f64>>()
    };
    let now = vec![column(target, 0)];
    let own_past: Vec<_> = (1..=own).map(|l| column(target, l * lag)).collect();
    let their_past: Vec<_> = (1..=partner).map(|l| column(source, l * lag)).collect();
    let n = now[0].len();
    let distance = |sets: &[&Vec<Vec<f64>>], i: usize, j: usize| {
        let columns = sets.iter().flat_map(|set| set.iter());
        columns.map(|c| (c[i] - c[j]).abs()).fold(0.0, f64::max)
    };
    let digamma = |n: usize| (1..n).map(|i| 1.0 / i as f64).sum::<f64>() - 0.577_215_664_901_532_9;
    let mut sum = 0.0;
    for i in 0..n {
        let others = || (0..n).filter(|&j| j != i);
        let mut all: Vec<f64> =
            others().map(|j| distance(&[&now, &own_past, &their_past], i, j)).collect();
        all.sort_by(f64::total_cmp);
        let count = |sets: &[&Vec<Vec<f64>>]| {
            others().filter(|&j| distance(sets, i, j) < all[k - 1]).count()
        };
        sum += digamma(count(&[&own_past]) + 1);
        sum -= digamma(count(&[&now, &own_past]) + 1);
        sum -= digamma(count(&[&own_past, &their_past]) + 1);
    }
    digamma(k) + sum / n as f64
}

/// Least squares from the normal equations, solved by elimination.
pub fn naive_least_squares(columns: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let p = columns.len();
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let mut rows: Vec<Vec<f64>> = columns
        .iter()
        .map(|c| columns.iter().map(|d| dot(c, d)).chain([dot(c, target)]).collect())
        .collect();
    for i in 0..p {
        let pivot = rows[i].clone();
        for (j, row) in rows.iter_mut().enumerate() {
            if j != i {
                let factor = row[i] / pivot[i];
                for (value, above) in row.iter_mut().zip(&pivot) {
                    *value -= factor * above;
                }
            }
        }
    }
    (0..p).map(|i| rows[i][p] / rows[i][i]).collect()
}
