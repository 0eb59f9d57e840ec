//! When both people could be seen.

use crate::InputError;

/// The stretches of a session in which both were recorded, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    stretches: Vec<(f64, f64)>,
}

impl Recorded {
    /// From stretches (start, end) in seconds, in order and apart from each other.
    ///
    /// # Errors
    /// [`InputError::NotRecorded`] where there is none, or one that ends before it begins or before
    /// the one before it.
    pub fn new(stretches: &[(f64, f64)]) -> Result<Self, InputError> {
        let mut last = f64::NEG_INFINITY;
        for &(start, end) in stretches {
            // Comparisons with NaN are false, so that a missing time is not in order.
            if !(start >= last && end > start && end.is_finite()) {
                return Err(InputError::NotRecorded);
            }
            last = end;
        }
        if stretches.is_empty() {
            return Err(InputError::NotRecorded);
        }
        Ok(Self { stretches: stretches.to_vec() })
    }

    /// All stretches together, seconds.
    pub fn seconds(&self) -> f64 {
        self.stretches.iter().map(|(start, end)| end - start).sum()
    }

    /// The stretches (start, end), seconds.
    pub(crate) fn stretches(&self) -> &[(f64, f64)] {
        &self.stretches
    }

    /// Whether everything from `from` to `to` was recorded.
    pub fn covers(&self, from: f64, to: f64) -> bool {
        self.stretches.iter().any(|(start, end)| *start <= from && to <= *end)
    }

    /// Times on a clock that stands still in the gaps; those within gaps are left out.
    pub(crate) fn closed(&self, times: &[f64]) -> Vec<f64> {
        let place = |t: &f64| {
            let mut before = 0.0;
            for (start, end) in &self.stretches {
                if *t < *start {
                    return None;
                }
                if *t <= *end {
                    return Some(before + (t - start));
                }
                before += end - start;
            }
            None
        };
        times.iter().filter_map(place).collect()
    }

    /// Back from the clock of [`closed`](Self::closed).
    pub(crate) fn opened(&self, times: &[f64]) -> Vec<f64> {
        let place = |t: &f64| {
            let mut left = *t;
            for (start, end) in &self.stretches {
                if left <= end - start {
                    return start + left;
                }
                left -= end - start;
            }
            self.stretches.last().map_or(*t, |(_, end)| *end)
        };
        times.iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_and_opening_gaps_is_a_round_trip() {
        let recorded = Recorded::new(&[(2.0, 4.0), (10.0, 11.0), (20.0, 30.0)]).unwrap();
        assert_eq!(recorded.seconds(), 13.0);
        let times = [1.0, 2.0, 3.5, 5.0, 10.5, 29.0, 31.0];
        assert_eq!(recorded.closed(&times), [0.0, 1.5, 2.5, 12.0]);
        assert_eq!(recorded.opened(&recorded.closed(&times)), [2.0, 3.5, 10.5, 29.0]);
        assert!(recorded.covers(20.0, 25.0) && !recorded.covers(3.0, 10.5));
        for bad in [&[][..], &[(1.0, 1.0)], &[(0.0, 2.0), (1.0, 3.0)], &[(f64::NAN, 1.0)]] {
            assert_eq!(Recorded::new(bad), Err(InputError::NotRecorded));
        }
    }
}
