//! The state-space grid from a list of all stays.

use attune_coupling::measure::{Code, StateSpaceGrid};

/// Measures of the grid from its stays, one by one (Lewis, Lamey & Douglas 1999; Hollenstein 2013);
/// something must be coded.
pub fn naive_state_space_grid(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
) -> StateSpaceGrid {
    let joint: Vec<Option<(usize, usize)>> = a.iter().zip(b).map(|(a, b)| a.zip(*b)).collect();
    // Stays (cell, moments), stretch by stretch without a gap.
    let stays = |stretch: &[Option<(usize, usize)>]| -> Vec<((usize, usize), usize)> {
        let there: Vec<(usize, usize)> = stretch.iter().flatten().copied().collect();
        there.chunk_by(|x, y| x == y).map(|stay| (stay[0], stay.len())).collect()
    };
    let stretches: Vec<Vec<((usize, usize), usize)>> =
        joint.split(|cell| cell.is_none()).map(stays).filter(|s| !s.is_empty()).collect();
    let all: Vec<((usize, usize), usize)> = stretches.concat();
    let cells: Vec<(usize, usize)> =
        (0..codes).flat_map(|a| (0..codes).map(move |b| (a, b))).collect();
    let seconds = |cell: &(usize, usize)| {
        all.iter().filter(|stay| stay.0 == *cell).map(|stay| stay.1 as f64 * interval).sum::<f64>()
    };
    let durations: Vec<f64> = cells.iter().map(seconds).collect();
    let visits: Vec<usize> =
        cells.iter().map(|cell| all.iter().filter(|stay| stay.0 == *cell).count()).collect();
    let total: f64 = durations.iter().sum();
    let n = cells.len() as f64;
    let squares: f64 = durations.iter().map(|d| (d / total).powi(2)).sum();
    let moments = |cell: &(usize, usize)| joint.iter().filter(|c| **c == Some(*cell)).count();
    let most = cells.iter().map(moments).max().unwrap_or(0);
    let attractor = cells.iter().copied().find(|cell| moments(cell) == most).unwrap_or((0, 0));
    let shares = visits.iter().filter(|v| **v > 0).map(|v| *v as f64 / all.len() as f64);
    // Whatever lies between two stays at home, where home was left and come back to.
    let mut returns = Vec::new();
    for stretch in &stretches {
        let home: Vec<usize> = (0..stretch.len()).filter(|&k| stretch[k].0 == attractor).collect();
        for two in home.windows(2) {
            let away: usize = stretch[two[0] + 1..two[1]].iter().map(|stay| stay.1).sum();
            returns.push(away as f64 * interval);
        }
    }
    StateSpaceGrid {
        codes,
        visits_total: all.len(),
        cells_visited: visits.iter().filter(|v| **v > 0).count(),
        transitions: stretches.iter().map(|s| s.len() - 1).sum(),
        dispersion: 1.0 - (n * squares - 1.0) / (n - 1.0),
        visit_entropy: -shares.map(|p| p * p.ln()).sum::<f64>(),
        mean_visit: total / all.len() as f64,
        attractor,
        attractor_share: seconds(&attractor) / total,
        return_time: returns.iter().sum::<f64>() / returns.len() as f64,
        durations,
        visits,
    }
}
