//! One even grid for two recordings, without inventing data.
//!
//! Gaps stay gaps: a grid point is filled from its neighbours only where these are close enough;
//! everywhere else it is missing.

use crate::{Series, Timeline};

/// An even grid of sample times, seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Time of the first point.
    pub start: f64,
    /// Time between points; above zero.
    pub step: f64,
    /// How many points.
    pub len: usize,
}

impl Grid {
    /// The grid on which both series are compared: over the time they share, at the slower one's
    /// rate (nothing is gained by interpolating a slow sensor up to a fast one), or at `rate_hz`
    /// where one is asked for. `None` where they share no time.
    pub fn shared(a: &Timeline, b: &Timeline, rate_hz: Option<f64>) -> Option<Self> {
        let step = match rate_hz {
            Some(rate) if rate > 0.0 => 1.0 / rate,
            _ => a.step().max(b.step()),
        };
        let (a_span, b_span) = (span(a)?, span(b)?);
        let start = a_span.0.max(b_span.0);
        let end = a_span.1.min(b_span.1);
        if !(step > 0.0 && end >= start) {
            return None;
        }
        // A hair of slack, so that 0.1 * 3 counts as reaching 0.3.
        let len = ((end - start) / step + 1e-6).floor() as usize + 1;
        Some(Self { start, step, len })
    }

    /// Time of point `i`.
    pub fn at(&self, i: usize) -> f64 {
        self.start + i as f64 * self.step
    }
}

/// Earliest and latest time, whatever the order in the file.
fn span(timeline: &Timeline) -> Option<(f64, f64)> {
    match timeline {
        _ if timeline.is_empty() || timeline.step().is_nan() => None,
        Timeline::Regular { .. } => Some((timeline.start(), timeline.end())),
        Timeline::Irregular(times) => {
            let finite = || times.iter().copied().filter(|t| t.is_finite());
            Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
        }
    }
}

/// The series' values on the grid.
///
/// Where the series already lies on the grid, its samples are taken as they are. Where it is
/// denser, a grid point is the mean of the samples within half a step of it. Where it is sparser
/// or uneven, a grid point between two samples is interpolated linearly if these are at most
/// `max_gap` seconds apart, and missing otherwise. Samples that run backwards in time are put in
/// order first; a missing sample never contributes.
pub fn to_grid(series: &Series, grid: &Grid, max_gap: f64) -> Vec<f64> {
    if let Timeline::Regular { start, step, .. } = series.timeline
        && (step - grid.step).abs() <= 1e-6 * grid.step
    {
        let offset = (grid.start - start) / step;
        if (offset - offset.round()).abs() <= 1e-3 {
            let first = offset.round() as i64;
            let sample = |i: usize| {
                usize::try_from(first + i as i64).ok().and_then(|k| series.values.get(k).copied())
            };
            return (0..grid.len).map(|i| sample(i).unwrap_or(f64::NAN)).collect();
        }
    }
    let mut points: Vec<(f64, f64)> = (0..series.values.len())
        .map(|i| (series.timeline.at(i), series.values[i]))
        .filter(|(t, v)| t.is_finite() && v.is_finite())
        .collect();
    points.sort_by(|p, q| p.0.total_cmp(&q.0));
    let denser = series.timeline.step() < 0.75 * grid.step;
    (0..grid.len)
        .map(|i| {
            let t = grid.at(i);
            if denser {
                bin_mean(&points, t, 0.5 * grid.step)
            } else {
                interpolate(&points, t, max_gap)
            }
        })
        .collect()
}

/// Mean of the points in `[t - half, t + half)`; `NaN` where there is none.
fn bin_mean(points: &[(f64, f64)], t: f64, half: f64) -> f64 {
    let from = points.partition_point(|p| p.0 < t - half);
    let to = points.partition_point(|p| p.0 < t + half);
    let inside = &points[from..to];
    inside.iter().map(|p| p.1).sum::<f64>() / inside.len() as f64
}

/// Linear interpolation at `t` between neighbours at most `max_gap` apart.
fn interpolate(points: &[(f64, f64)], t: f64, max_gap: f64) -> f64 {
    // Times are compared with a microsecond's slack: a grid point computed as 3 * 0.1 must find
    // the sample printed as 0.3.
    const SAME: f64 = 1e-6;
    let after = points.partition_point(|p| p.0 < t - SAME);
    match points.get(after) {
        Some(p) if (p.0 - t).abs() <= SAME => p.1,
        Some(right) if after > 0 => {
            let left = points[after - 1];
            let gap = right.0 - left.0;
            if gap > max_gap {
                return f64::NAN;
            }
            left.1 + (right.1 - left.1) * (t - left.0) / gap
        }
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn series(times: Vec<f64>, values: Vec<f64>) -> Series {
        Series {
            channel: "x".into(),
            kind: Kind::Other,
            unit: String::new(),
            timeline: Timeline::from_times(times),
            values,
        }
    }

    #[test]
    fn samples_on_the_grid_are_not_touched() {
        let s = series((0..5).map(f64::from).collect(), vec![1.0, f64::NAN, 3.0, 4.0, 5.0]);
        let grid = Grid { start: 1.0, step: 1.0, len: 5 };
        let on = to_grid(&s, &grid, 10.0);
        assert!(on[0].is_nan() && on[4].is_nan());
        assert_eq!(on[1..4], [3.0, 4.0, 5.0]);
    }

    #[test]
    fn gaps_stay_gaps() {
        // Days 0, 1, 4: a grid of days may not invent days 2 and 3.
        let s = series(vec![0.0, 1.0, 4.0], vec![1.0, 2.0, 8.0]);
        let on = to_grid(&s, &Grid { start: 0.0, step: 1.0, len: 5 }, 2.0);
        assert_eq!((on[0], on[1], on[4]), (1.0, 2.0, 8.0));
        assert!(on[2].is_nan() && on[3].is_nan());
        // With leave to bridge three seconds it interpolates.
        let bridged = to_grid(&s, &Grid { start: 0.0, step: 1.0, len: 5 }, 3.0);
        assert_eq!(bridged[2], 4.0);
    }

    #[test]
    fn a_denser_series_is_averaged() {
        let s = series(
            (0..8).map(|i| f64::from(i) * 0.25).collect(),
            vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
        );
        let on = to_grid(&s, &Grid { start: 0.0, step: 1.0, len: 2 }, 1.0);
        // Point 1 takes the samples at .5, .75, 1, 1.25.
        assert_eq!(on[1], 3.5);
    }

    #[test]
    fn the_slower_rate_and_the_shared_time_win() {
        let a = Timeline::Regular { start: 0.0, step: 0.5, len: 21 };
        let b = Timeline::Regular { start: 2.0, step: 2.0, len: 10 };
        assert_eq!(Grid::shared(&a, &b, None), Some(Grid { start: 2.0, step: 2.0, len: 5 }));
        let c = Timeline::Regular { start: 100.0, step: 2.0, len: 10 };
        assert_eq!(Grid::shared(&a, &c, None), None);
    }
}
