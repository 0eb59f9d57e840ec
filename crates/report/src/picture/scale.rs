//! From numbers to places on the picture, and the round numbers between them.

use crate::number::{DAY, brief, clock, in_days};

/// A straight scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
}

impl Scale {
    /// A value's place.
    pub(super) fn at(&self, x: f64) -> f64 {
        let share = (x - self.from.0) / (self.from.1 - self.from.0);
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

/// A range made a little wider, and never empty.
pub(super) fn padded((lo, hi): (f64, f64), share: f64) -> (f64, f64) {
    let width = hi - lo;
    if !width.is_finite() {
        (0.0, 1.0)
    } else if width <= f64::EPSILON * lo.abs().max(hi.abs()) {
        (lo - 0.5, hi + 0.5)
    } else {
        (lo - share * width, hi + share * width)
    }
}

/// The smallest and largest finite value.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|x| x.is_finite()).fold(None, |range, x| {
        Some(range.map_or((x, x), |(lo, hi): (f64, f64)| (lo.min(x), hi.max(x))))
    })
}

/// Round numbers (1, 2 or 5 times a power of ten) inside a range: about `about` of them, and at
/// least three, because one tick alone says nothing.
pub(super) fn round_numbers((lo, hi): (f64, f64), about: usize) -> Vec<f64> {
    let raw = (hi - lo) / about.max(1) as f64;
    if !(raw.is_finite() && raw > 0.0) {
        return Vec::new();
    }
    let power = 10f64.powf(raw.log10().floor());
    let steps = [10.0, 5.0, 2.0, 1.0, 0.5].map(|m| m * power);
    let first = steps.iter().rposition(|step| *step >= raw * 0.999).unwrap_or(0);
    let ticks = steps[first..].iter().map(|step| every(*step, (lo, hi)));
    ticks.into_iter().find(|ticks| ticks.len() >= about.min(3)).unwrap_or_default()
}

/// Round times inside a range, at most `most` of them, with their labels.
pub(super) fn round_times((lo, hi): (f64, f64), most: usize) -> Vec<(f64, String)> {
    let days = in_days(hi - lo);
    let fits = |step: &&f64| (hi - lo) / **step <= most as f64;
    let step = STEPS.iter().find(fits).copied();
    let step = step.unwrap_or_else(|| (hi - lo) / most.max(1) as f64);
    every(step, (lo, hi)).into_iter().map(|t| (t, clock(t, days))).collect()
}

const STEPS: [f64; 23] = [
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    900.0,
    1_800.0,
    3_600.0,
    7_200.0,
    10_800.0,
    21_600.0,
    43_200.0,
    DAY,
    2.0 * DAY,
    7.0 * DAY,
    14.0 * DAY,
    28.0 * DAY,
    91.0 * DAY,
];

fn every(step: f64, (lo, hi): (f64, f64)) -> Vec<f64> {
    let first = (lo / step - 1e-9).ceil() as i64;
    let last = (hi / step + 1e-9).floor() as i64;
    // Multiplying keeps 0.3 what it is; adding up would not.
    (first..=last.min(first + 100)).map(|k| k as f64 * step).collect()
}

/// A tick's label.
pub(super) fn label(x: f64) -> String {
    // 0.1 * 3 must not read 0.30000000000000004.
    brief((x * 1e6).round() / 1e6)
}

/// The value below which a share of the sorted values lies.
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (at - at.floor()) * (above - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(round_numbers((0.0, 5.0), 5), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(round_numbers((-0.11, 0.27), 4), [-0.1, 0.0, 0.1, 0.2]);
        assert_eq!(round_numbers((-4.3, 4.6), 4), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        let times = round_times((0.0, 1080.0), 8);
        assert_eq!(times[1], (300.0, "5:00".into()));
        assert_eq!(times.len(), 4);
        assert_eq!(round_times((0.0, 20.0 * DAY), 8)[1].1, "day 7");
    }

    #[test]
    fn ranges_are_never_empty() {
        assert_eq!(padded((2.0, 2.0), 0.1), (1.5, 2.5));
        assert_eq!(padded((f64::NAN, f64::NAN), 0.1), (0.0, 1.0));
        assert_eq!(range([f64::NAN, 2.0, -1.0]), Some((-1.0, 2.0)));
    }
}
