//! Two people's samples side by side.

use crate::{Series, Timeline};

/// Whether two series were taken at the same times; a missing time is the same as another.
pub(super) fn same_clock(a: &Timeline, b: &Timeline) -> bool {
    match (a, b) {
        (Timeline::Irregular(a), Timeline::Irregular(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(s, t)| s == t || (s.is_nan() && t.is_nan()))
        }
        _ => a == b,
    }
}

/// The samples of both series in which both have a value.
///
/// Series of equal length are paired by sample (a file read twice is the same sample by sample,
/// whatever its clock says); others by time, and by sample from the start where they share no
/// times.
pub(super) fn paired(a: &Series, b: &Series) -> (Vec<f64>, Vec<f64>) {
    if a.values.len() != b.values.len() {
        let by_time = by_time(a, b);
        if by_time.0.len() * 2 >= a.valid().min(b.valid()) {
            return by_time;
        }
    }
    let both = a.values.iter().zip(&b.values).filter(|(x, y)| x.is_finite() && y.is_finite());
    both.map(|(x, y)| (*x, *y)).unzip()
}

/// Samples taken at the same time, to a microsecond; both timelines are expected to run forward.
fn by_time(a: &Series, b: &Series) -> (Vec<f64>, Vec<f64>) {
    const SAME: f64 = 1e-6;
    let (mut x, mut y) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < a.values.len() && j < b.values.len() {
        let apart = a.timeline.at(i) - b.timeline.at(j);
        if apart.abs() <= SAME {
            if a.values[i].is_finite() && b.values[j].is_finite() {
                x.push(a.values[i]);
                y.push(b.values[j]);
            }
            (i, j) = (i + 1, j + 1);
        } else if apart < 0.0 || a.timeline.at(i).is_nan() {
            i += 1;
        } else {
            j += 1;
        }
    }
    (x, y)
}

/// How often a value differs from the one before.
pub(super) fn changes(values: &[f64]) -> usize {
    values.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Whether there are at least `n` different values.
pub(super) fn has_distinct(values: impl Iterator<Item = f64>, n: usize) -> bool {
    let mut seen: Vec<f64> = Vec::with_capacity(n);
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
            if seen.len() >= n {
                return true;
            }
        }
    }
    n == 0
}
