//! Accommodation from every pair of turns.

use attune_coupling::Side;
use attune_coupling::measure::{Adjustment, Turn};

use crate::naive::pearson;

/// Proximity, convergence and synchrony over all pairs of turns of the two (Levitan & Hirschberg 2011);
/// `answers`: whose turns answer, `None`: both.
///
/// Two turns are adjacent where the one begins before the other, they are of different people, and no
/// third comes between them in order of beginning, then of end.
pub fn naive_accommodation(turns: &[Turn], values: &[f64], answers: Option<Side>) -> Adjustment {
    let before = |x: &Turn, y: &Turn| (x.start, x.end) < (y.start, y.end);
    let between = |x: &Turn, y: &Turn| turns.iter().any(|z| before(x, z) && before(z, y));
    let next = |x: &Turn, y: &Turn| x.start < y.start && !between(x, y);
    let answered = |x: &Turn, y: &Turn| {
        x.side != y.side && next(x, y) && answers.is_none_or(|side| y.side == side)
    };
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for (i, x) in turns.iter().enumerate() {
        for (j, y) in turns.iter().enumerate().filter(|(_, y)| y.side != x.side) {
            if values[i].is_nan() || values[j].is_nan() {
                continue;
            }
            if answered(x, y) {
                near.push((y.start, values[i], values[j]));
            } else if x.side == Side::A && !answered(y, x) {
                far.push(-(values[i] - values[j]).abs());
            }
        }
    }
    near.sort_by(|x, y| x.0.total_cmp(&y.0));
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let nearness: Vec<f64> = near.iter().map(|(_, x, y)| -(x - y).abs()).collect();
    let of = |pick: fn(&(f64, f64, f64)) -> f64| near.iter().map(pick).collect::<Vec<f64>>();
    Adjustment {
        proximity: mean(&nearness) - mean(&far),
        convergence: pearson(&nearness, &of(|p| p.0)),
        synchrony: pearson(&of(|p| p.1), &of(|p| p.2)),
        pairs: near.len(),
    }
}
