//! Where two people settle, by going there.

use attune_coupling::measure::{InfluenceModel, PersonModel};

/// Where one person ends when the partner's score stays: the own equation applied again and again
/// (Gottman et al. 2002 for the null cline).
pub fn naive_null_cline(person: &PersonModel, partner: f64) -> f64 {
    (0..4000).fold(0.0, |own, _| person.next(own, partner))
}

/// Pairs of scores that stay as they are, found by walking along A's scores from `low` to `high` in
/// `steps` steps, B always on B's null cline, and halving where A's next score changes sides; a jump over
/// is no steady state. May miss two within one step.
pub fn naive_steady_states(
    model: &InfluenceModel,
    (low, high): (f64, f64),
    steps: usize,
) -> Vec<(f64, f64)> {
    let on_b = |a: f64| model.b.null_cline(a);
    let off = |a: f64| model.next((a, on_b(a))).0 - a;
    let place = |k: usize| low + (high - low) * k as f64 / steps as f64;
    let mut found = Vec::new();
    for k in 0..steps {
        let (mut from, mut to) = (place(k), place(k + 1));
        if off(from) * off(to) > 0.0 {
            continue;
        }
        for _ in 0..100 {
            let middle = 0.5 * (from + to);
            if off(from) * off(middle) <= 0.0 { to = middle } else { from = middle }
        }
        if off(from).abs().min(off(to).abs()) < 1e-9 {
            found.push((from, on_b(from)));
        }
    }
    found
}

/// Share of a small push that is left after one step, in the long run: the spectral radius of the
/// equations' slopes, taken from differences, as the 1024th root of the size of their 1024th power
/// (Gelfand's formula; off by the logarithm of the size over 1024).
pub fn naive_push_left(model: &InfluenceModel, (a, b): (f64, f64), push: f64) -> f64 {
    let slope = |to: (f64, f64), from: (f64, f64)| {
        let (to, from) = (model.next(to), model.next(from));
        [(to.0 - from.0) / (2.0 * push), (to.1 - from.1) / (2.0 * push)]
    };
    let (by_a, by_b) = (slope((a + push, b), (a - push, b)), slope((a, b + push), (a, b - push)));
    let mut power = [[by_a[0], by_b[0]], [by_a[1], by_b[1]]];
    let mut log_size = 0.0;
    for _ in 0..10 {
        let square = |i: usize, j: usize| power[i][0] * power[0][j] + power[i][1] * power[1][j];
        power = [[square(0, 0), square(0, 1)], [square(1, 0), square(1, 1)]];
        // Kept at size 1, so that a high power neither vanishes nor grows out of range.
        let size = power.iter().flatten().map(|v| v * v).sum::<f64>().sqrt();
        log_size = 2.0 * log_size + size.ln();
        power = power.map(|row| row.map(|v| v / size));
    }
    (log_size / 1024.0).exp()
}
