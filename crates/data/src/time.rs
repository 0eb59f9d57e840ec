//! When samples were taken: seconds from the session's start.

/// The times of a series' samples, in seconds from the session's start.
///
/// A regular timeline is kept as start and step, so that a sample index can never drift away
/// from its time; an irregular one keeps what the file said, in file order, even where that runs
/// backwards (the quality check names it; the reader does not hide it).
#[derive(Debug, Clone, PartialEq)]
pub enum Timeline {
    /// Sample `i` was taken at `start + i * step`.
    Regular {
        /// Time of the first sample, seconds.
        start: f64,
        /// Time between samples, seconds; above zero.
        step: f64,
        /// How many samples.
        len: usize,
    },
    /// The time of each sample as recorded, seconds, in file order.
    Irregular(Vec<f64>),
}

/// How far a step may stray from the median step, as a share of it, and still count as regular.
/// Files print times with few digits (a 25 Hz clock written as 0.04, 0.08; 59.94 Hz as 0.0167,
/// 0.0334): 2 % covers millisecond rounding at 20 Hz without hiding a dropped sample.
const REGULAR_STEP_TOLERANCE: f64 = 0.02;

impl Timeline {
    /// The timeline of recorded times: regular where every sample lies on one even grid.
    ///
    /// A time is on the grid when it lies within 2 % of a step (or one millisecond, for
    /// files that round to milliseconds) of `start + i * step`, with the step taken from the
    /// first and last sample, so that rounding does not accumulate.
    pub fn from_times(times: Vec<f64>) -> Self {
        let n = times.len();
        if n >= 2 && times.iter().all(|t| t.is_finite()) {
            let step = (times[n - 1] - times[0]) / (n - 1) as f64;
            let tolerance = (REGULAR_STEP_TOLERANCE * step).max(0.001_f64.min(0.25 * step));
            let on_grid =
                |(i, t): (usize, &f64)| (t - (times[0] + i as f64 * step)).abs() <= tolerance;
            if step > 0.0 && times.iter().enumerate().all(on_grid) {
                return Self::Regular { start: times[0], step: tidy_step(step), len: n };
            }
        }
        Self::Irregular(times)
    }

    /// How many samples.
    pub fn len(&self) -> usize {
        match self {
            Self::Regular { len, .. } => *len,
            Self::Irregular(times) => times.len(),
        }
    }

    /// Whether there is no sample at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Time of sample `i`, seconds.
    pub fn at(&self, i: usize) -> f64 {
        match self {
            Self::Regular { start, step, .. } => start + i as f64 * step,
            Self::Irregular(times) => times[i],
        }
    }

    /// Time of the first sample, seconds; `NaN` for an empty timeline.
    pub fn start(&self) -> f64 {
        if self.is_empty() { f64::NAN } else { self.at(0) }
    }

    /// Time of the last sample, seconds; `NaN` for an empty timeline.
    pub fn end(&self) -> f64 {
        if self.is_empty() { f64::NAN } else { self.at(self.len() - 1) }
    }

    /// The typical time between samples, seconds: the step of a regular timeline, the median of
    /// the forward steps of an irregular one; `NaN` with fewer than two samples.
    pub fn step(&self) -> f64 {
        match self {
            Self::Regular { step, .. } => *step,
            Self::Irregular(times) => {
                let mut steps: Vec<f64> =
                    times.windows(2).map(|w| w[1] - w[0]).filter(|d| *d > 0.0).collect();
                if steps.is_empty() {
                    return f64::NAN;
                }
                let middle = steps.len() / 2;
                *steps.select_nth_unstable_by(middle, f64::total_cmp).1
            }
        }
    }

    /// Samples per second; `NaN` with fewer than two samples.
    pub fn rate_hz(&self) -> f64 {
        1.0 / self.step()
    }

    /// From the first sample to one step after the last, seconds: what the samples stand for.
    pub fn duration(&self) -> f64 {
        match self.len() {
            0 => 0.0,
            1 => 0.0,
            _ => self.end() - self.start() + self.step(),
        }
    }
}

/// A step computed from printed times, put back to the round value it was printed from, where
/// there is one within a millionth (2.0000000000000004 → 2).
fn tidy_step(step: f64) -> f64 {
    let rounded = (step * 1e6).round() / 1e6;
    if rounded > 0.0 && (rounded - step).abs() <= 1e-9 * step { rounded } else { step }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_times_are_recognised_as_regular() {
        // 59.94 Hz printed to the millisecond: every step is 16 or 17 ms, the grid is even.
        let times: Vec<f64> = (0..600).map(|i| (i as f64 / 59.94 * 1e3).round() / 1e3).collect();
        let timeline = Timeline::from_times(times);
        assert!(matches!(timeline, Timeline::Regular { .. }));
        assert!((timeline.rate_hz() - 59.94).abs() < 0.01);
    }

    #[test]
    fn a_dropped_sample_is_not_regular() {
        let mut times: Vec<f64> = (0..100).map(|i| i as f64 * 0.04).collect();
        times.remove(50);
        assert!(matches!(Timeline::from_times(times), Timeline::Irregular(_)));
    }

    #[test]
    fn backwards_time_is_kept_as_it_was() {
        let timeline = Timeline::from_times(vec![0.0, 2.0, 1.0, 3.0]);
        assert_eq!(timeline, Timeline::Irregular(vec![0.0, 2.0, 1.0, 3.0]));
        assert_eq!(timeline.step(), 2.0);
    }

    #[test]
    fn degenerate_timelines_have_no_step() {
        assert!(Timeline::from_times(vec![]).step().is_nan());
        assert!(Timeline::from_times(vec![5.0]).step().is_nan());
        assert_eq!(Timeline::from_times(vec![0.0, 2.0, 4.0]).duration(), 6.0);
    }
}
