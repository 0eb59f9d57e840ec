//! The grid that sampled events lie on.

use crate::measure::{Recorded, SAME_MOMENT};

/// With more places than these, events tie as seldom as if time ran on between them.
const MOST_PLACES: f64 = (1_u32 << 20) as f64;

/// The moments at which events could have been noted: every step of a common clock that was recorded.
///
/// Events read off columns, or marked on a video, lie on a grid. A copy moved by any amount would leave
/// it: never again do two events coincide, or lie exactly as far apart as still counts, while in the
/// data they do. Moved from place to place, copies tie as often as the data.
#[derive(Debug, PartialEq)]
pub(super) struct Lattice {
    /// Seconds between places.
    pub(super) step: f64,
    /// The places, rising.
    pub(super) places: Vec<f64>,
}

impl Lattice {
    /// The coarsest grid that holds all events of both, or none where they lie on none.
    ///
    /// Of few events it can be coarser than the clock they were read off: then there are fewer copies,
    /// and they are no worse.
    pub(super) fn of(a: &[f64], b: &[f64], recorded: &Recorded) -> Option<Self> {
        let mut times = [a, b].concat();
        times.sort_by(f64::total_cmp);
        let (first, last) = (*times.first()?, *times.last()?);
        let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
        let step = common_step(gaps, recorded.seconds() / MOST_PLACES)?;
        // Rounding adds up over the steps: the longest distance says best how long one is.
        let step = (last - first) / ((last - first) / step).round();
        let off = |t: &f64| ((t - first) / step - ((t - first) / step).round()).abs() * step;
        if times.iter().any(|t| off(t) > SAME_MOMENT) {
            return None;
        }
        let slack = SAME_MOMENT / step;
        let places = recorded.stretches().iter().flat_map(|&(start, end)| {
            let from = ((start - first) / step - slack).ceil() as i64;
            let to = ((end - first) / step + slack).floor() as i64;
            (from..=to).map(move |k| (first + k as f64 * step).clamp(start, end))
        });
        Some(Self { step, places: places.collect() })
    }

    /// The number of the place an event is at.
    pub(super) fn place(&self, time: f64) -> usize {
        let after = self.places.partition_point(|place| *place < time);
        let nearer = |at: &usize| (self.places[*at] - time).abs();
        let near = after.saturating_sub(1)..(after + 1).min(self.places.len());
        near.min_by(|x, y| nearer(x).total_cmp(&nearer(y))).unwrap_or(0)
    }
}

/// The greatest step of which all gaps are multiples (Euclid), if it is not finer than `finest`.
fn common_step(gaps: impl Iterator<Item = f64>, finest: f64) -> Option<f64> {
    let mut step = None;
    for gap in gaps.filter(|gap| *gap > SAME_MOMENT) {
        let (mut common, mut rest) = (step.unwrap_or(gap), gap);
        while rest > SAME_MOMENT {
            if rest < finest {
                return None;
            }
            // To the nearest multiple: what is short of one by rounding leaves nothing.
            let over = (common - (common / rest).round() * rest).abs();
            (common, rest) = (rest, over);
        }
        step = Some(common);
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sampled_events_lie_on_a_grid_and_others_on_none() {
        let recorded = Recorded::new(&[(0.0, 60.0)]).unwrap();
        let of = |a: &[f64], b: &[f64]| Lattice::of(a, b, &recorded);
        let whole = of(&[3.0, 7.0, 12.0], &[4.0, 30.0]).unwrap();
        assert_eq!((whole.step, whole.places.len(), whole.place(30.0)), (1.0, 61, 30));
        // Frames of a video, each time rounded for itself, from an odd beginning.
        let frame = |k: u32| 0.013 + f64::from(k) / 25.0;
        let video = of(&[frame(3), frame(700), frame(1100)], &[frame(4), frame(3)]).unwrap();
        assert!((video.step - 0.04).abs() < 1e-12);
        assert_eq!((video.places.len(), video.place(frame(1100))), (1500, 1100));
        assert_eq!(of(&[1.0, 2.0_f64.sqrt()], &[3.0_f64.sqrt(), 9.0]), None);
        assert_eq!(of(&[5.0], &[5.0]), None);
    }

    #[test]
    fn no_place_lies_in_a_gap() {
        let recorded = Recorded::new(&[(0.0, 3.0), (10.5, 13.0)]).unwrap();
        let found = Lattice::of(&[0.0, 1.0, 12.0], &[2.0], &recorded).unwrap();
        assert_eq!(found.places, [0.0, 1.0, 2.0, 3.0, 11.0, 12.0, 13.0]);
        assert_eq!(found.place(12.0), 5);
    }
}
