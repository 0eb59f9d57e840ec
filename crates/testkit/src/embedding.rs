//! Delay and dimension of an embedding by their definitions.

/// Mutual information of a series with itself `lag` samples later, nats, in bins of equal width: what
/// the entropies of both add up to beyond the entropy of the pair (Fraser & Swinney 1986).
pub fn naive_mutual_information(x: &[f64], lag: usize, bins: usize) -> f64 {
    let present = || x.iter().copied().filter(|v| v.is_finite());
    let (low, high) =
        (present().fold(f64::INFINITY, f64::min), present().fold(f64::NEG_INFINITY, f64::max));
    // The highest value belongs to the last bin.
    let bin = |v: f64| ((v - low) / (high - low) * bins as f64).floor().min(bins as f64 - 1.0);
    let pairs: Vec<(f64, f64)> = (lag..x.len())
        .filter(|&t| x[t - lag].is_finite() && x[t].is_finite())
        .map(|t| (bin(x[t - lag]), bin(x[t])))
        .collect();
    let n = pairs.len() as f64;
    // Minus the mean logarithm of how frequent each moment's bins are.
    let entropy = |same: fn(&(f64, f64), &(f64, f64)) -> bool| {
        let share = |p: &(f64, f64)| pairs.iter().filter(|q| same(p, q)).count() as f64 / n;
        -pairs.iter().map(|p| share(p).ln()).sum::<f64>() / n
    };
    entropy(|p, q| p.0 == q.0) + entropy(|p, q| p.1 == q.1) - entropy(|p, q| p == q)
}

/// Share of false nearest neighbours in `dimension` dimensions, among the points that are complete in
/// one dimension more and have another one at least `theiler` samples away (Kennel, Brown & Abarbanel
/// 1992, criteria 4 and 5); of equally near ones the first is the neighbour.
///
/// As many points as fit in `most` dimensions are looked at, so that all dimensions have the same.
pub fn naive_false_neighbours(
    x: &[f64],
    delay: usize,
    (dimension, most): (usize, usize),
    theiler: usize,
) -> f64 {
    let point = |t: usize| -> Vec<f64> { (0..=dimension).map(|k| x[t + k * delay]).collect() };
    let complete = |t: &usize| point(*t).iter().all(|v| v.is_finite());
    let points: Vec<usize> = (0..x.len() - most * delay).filter(complete).collect();
    let present: Vec<f64> = x.iter().copied().filter(|v| v.is_finite()).collect();
    let mean = present.iter().sum::<f64>() / present.len() as f64;
    let squares: f64 = present.iter().map(|v| (v - mean).powi(2)).sum();
    let sd = (squares / present.len() as f64).sqrt();
    let square = |s: usize, t: usize| -> f64 {
        let both = point(s).into_iter().zip(point(t)).take(dimension);
        both.map(|(u, v)| (u - v).powi(2)).sum()
    };
    let mut verdicts = Vec::new();
    for &t in &points {
        let others = points.iter().copied().filter(|other| other.abs_diff(t) >= theiler.max(1));
        let nearest = others.min_by(|&s, &r| square(t, s).total_cmp(&square(t, r)));
        if let Some(neighbour) = nearest {
            let squares = square(t, neighbour);
            let growth = (point(t)[dimension] - point(neighbour)[dimension]).abs();
            // Without a distance any growth is too much.
            verdicts.push(
                growth > 15.0 * squares.sqrt() || (squares + growth * growth).sqrt() > 2.0 * sd,
            );
        }
    }
    verdicts.iter().filter(|is_false| **is_false).count() as f64 / verdicts.len() as f64
}
