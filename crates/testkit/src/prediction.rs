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

/// Gaussian transfer entropy, nats: half the logarithm of how many times larger the residual squares
/// of `target` are without the source's past than with it, over the moments at which everything is
/// there (Geweke 1984; Barnett, Barrett & Seth 2009). With it how many moments these are.
///
/// Own past, source's past and shared inputs (present and as far back as the source) by their lags.
pub fn naive_gaussian_transfer_entropy(
    source: &[f64],
    target: &[f64],
    shared: &[&[f64]],
    (own, partner, lag): (usize, usize, usize),
) -> (f64, usize) {
    let first = own.max(partner) * lag;
    let mut short: Vec<Vec<f64>> = Vec::new();
    let (mut long, mut next) = (Vec::new(), Vec::new());
    for t in first..source.len().min(target.len()) {
        let mut row = vec![1.0];
        row.extend((1..=own).map(|l| target[t - l * lag]));
        row.extend(shared.iter().flat_map(|x| (0..=partner).map(move |l| x[t - l * lag])));
        let more: Vec<f64> = (1..=partner).map(|l| source[t - l * lag]).collect();
        if row.iter().chain(&more).chain([&target[t]]).all(|v| v.is_finite()) {
            long.push([row.clone(), more].concat());
            short.push(row);
            next.push(target[t]);
        }
    }
    let without = naive_residual_squares(&transposed(&short), &next);
    let with = naive_residual_squares(&transposed(&long), &next);
    (0.5 * (without / with).ln(), next.len())
}

/// Least squares from the normal equations, solved by elimination.
pub fn naive_least_squares(columns: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let squares: Vec<Vec<f64>> =
        columns.iter().map(|c| columns.iter().map(|d| dot(c, d)).collect()).collect();
    let products: Vec<f64> = columns.iter().map(|c| dot(c, target)).collect();
    solve(&squares, &products)
}

/// Standard errors of least squares: the residual variance over what each column holds that the others do
/// not explain (Frisch & Waugh 1933).
pub fn naive_standard_errors(columns: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let left = (target.len() - columns.len()) as f64;
    let variance = naive_residual_squares(columns, target) / left;
    let own = |i: usize| {
        let others: Vec<Vec<f64>> =
            columns.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| c.clone()).collect();
        naive_residual_squares(&others, &columns[i])
    };
    (0..columns.len()).map(|i| (variance / own(i)).sqrt()).collect()
}

/// Squares that least squares leaves unexplained.
pub fn naive_residual_squares(columns: &[Vec<f64>], target: &[f64]) -> f64 {
    let fit = naive_least_squares(columns, target);
    let fitted = |t: usize| columns.iter().zip(&fit).map(|(c, f)| c[t] * f).sum::<f64>();
    target.iter().enumerate().map(|(t, v)| (v - fitted(t)).powi(2)).sum()
}

/// The solution of a symmetric system with positive pivots.
pub(crate) fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let p = matrix.len();
    let mut rows: Vec<Vec<f64>> =
        matrix.iter().zip(right).map(|(row, r)| [row.as_slice(), &[*r]].concat()).collect();
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

fn transposed(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = rows.first().map_or(0, Vec::len);
    (0..width).map(|k| rows.iter().map(|row| row[k]).collect()).collect()
}
