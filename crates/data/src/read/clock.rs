//! What a time column says, as a timeline in seconds.

use super::layout::TimeUnit;
use super::table::NO_STAMP;
use crate::Timeline;

/// The timeline of `len` samples taken at an even rate, from zero.
pub(crate) fn even(len: usize, rate_hz: f64) -> Timeline {
    Timeline::Regular { start: 0.0, step: 1.0 / rate_hz, len }
}

/// The timeline of numbers in a unit; sample counts need the rate.
pub(crate) fn of_numbers(mut numbers: Vec<f64>, unit: TimeUnit, rate_hz: f64) -> Timeline {
    // Divided rather than multiplied where a unit is a fraction: 20 ms is 0.02 s to the last bit.
    let (times, over) = match unit {
        TimeUnit::Second | TimeUnit::Iso8601 => (1.0, 1.0),
        TimeUnit::Millisecond => (1.0, 1000.0),
        TimeUnit::Minute => (60.0, 1.0),
        TimeUnit::Hour => (3600.0, 1.0),
        TimeUnit::Day => (86_400.0, 1.0),
        TimeUnit::Sample => {
            if let Some(first) = counts_up(&numbers) {
                let (start, step) = (first / rate_hz, 1.0 / rate_hz);
                return Timeline::Regular { start, step, len: numbers.len() };
            }
            (1.0, rate_hz)
        }
    };
    numbers.iter_mut().for_each(|t| *t = *t * times / over);
    Timeline::from_times(numbers)
}

/// The timeline of calendar times, seconds from `start` (nanoseconds since 1970).
pub(crate) fn of_stamps(stamps: &[i64], start: i64) -> Timeline {
    let seconds = |stamp: &i64| match *stamp {
        NO_STAMP => f64::NAN,
        stamp => (i128::from(stamp) - i128::from(start)) as f64 / 1e9,
    };
    Timeline::from_times(stamps.iter().map(seconds).collect())
}

/// The first of numbers that go up by exactly one.
fn counts_up(numbers: &[f64]) -> Option<f64> {
    let even = numbers.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
    numbers.first().copied().filter(|first| first.is_finite() && even)
}

/// Whether a timeline contradicts a rate, and which rate it has instead.
///
/// Times are often printed with too few digits for their rate (milliseconds at 300 Hz), so a
/// rate is contradicted only when both the typical and the mean step differ from it by more than
/// 1 %; a recording with gaps keeps its typical step, one with rounded times its mean.
pub(crate) fn contradicted(timeline: &Timeline, rate_hz: f64) -> Option<f64> {
    const TOLERANCE: f64 = 0.01;
    let n = timeline.len();
    let typical = timeline.step();
    if n < 3 || typical.is_nan() {
        return None;
    }
    let mean = (timeline.end() - timeline.start()) / (n - 1) as f64;
    let differs = |step: f64| (step * rate_hz - 1.0).abs() > TOLERANCE;
    // Not a number where the ends have no time: then the typical step alone decides.
    let mean_differs = mean.is_nan() || differs(mean);
    (differs(typical) && mean_differs).then_some(1.0 / typical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_become_seconds() {
        let of = |unit| of_numbers(vec![0.0, 20.0, 40.0], unit, 50.0);
        assert_eq!(of(TimeUnit::Millisecond), Timeline::Regular { start: 0.0, step: 0.02, len: 3 });
        assert_eq!(of(TimeUnit::Day).at(2), 40.0 * 86_400.0);
        assert_eq!(of(TimeUnit::Sample).at(2), 0.8);
    }

    #[test]
    fn a_sample_count_never_drifts() {
        let counts: Vec<f64> = (1..=100_000).map(f64::from).collect();
        let timeline = of_numbers(counts, TimeUnit::Sample, 59.94);
        assert_eq!(
            timeline,
            Timeline::Regular { start: 1.0 / 59.94, step: 1.0 / 59.94, len: 100_000 }
        );
    }

    #[test]
    fn stamps_are_seconds_from_the_start() {
        let second = 1_000_000_000;
        let stamps = [10 * second, 10 * second + second / 2, NO_STAMP];
        let timeline = of_stamps(&stamps, 10 * second);
        assert_eq!((timeline.at(0), timeline.at(1)), (0.0, 0.5));
        assert!(timeline.at(2).is_nan());
    }

    #[test]
    fn a_wrong_rate_is_seen_and_a_rounded_one_is_not() {
        let two_seconds =
            of_numbers((0..50).map(|i| f64::from(i) * 2.0).collect(), TimeUnit::Second, 0.0);
        assert_eq!(contradicted(&two_seconds, 25.0), Some(0.5));
        assert_eq!(contradicted(&two_seconds, 0.5), None);
        // 300 Hz printed in whole milliseconds: typical step 3 ms, mean step 3.33 ms.
        let rounded = (0..3000).map(|i| (f64::from(i) / 0.3).round()).collect();
        let rounded = of_numbers(rounded, TimeUnit::Millisecond, 0.0);
        assert_eq!(contradicted(&rounded, 300.0), None);
        // A gap changes the mean step and leaves the typical one.
        let gap = (0..100).map(|i| f64::from(i) + if i > 50 { 500.0 } else { 0.0 }).collect();
        assert_eq!(contradicted(&of_numbers(gap, TimeUnit::Second, 0.0), 1.0), None);
    }
}
