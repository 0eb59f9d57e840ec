//! The counts behind a claim, as natural frequencies.

use attune::{Null, Synchrony};

/// How many of how many chance pairs showed less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// This many showed less.
    pub below: usize,
    /// Of this many.
    pub of: usize,
}

impl Counts {
    /// Among the study's stranger pairs: of 100 where there are at least 99, else of all there are.
    pub fn strangers(synchrony: &Synchrony) -> Option<Self> {
        let percentile = synchrony.stranger_percentile?;
        Self::percentile(percentile, synchrony.n_strangers)
    }

    /// The same from a percentile and the number of pairs; rounded down, never up.
    pub fn percentile(percentile: f64, pairs: usize) -> Option<Self> {
        if pairs == 0 || !percentile.is_finite() {
            return None;
        }
        // A percentile that came from (1 + count) / (1 + n) must not lose one to rounding noise.
        let down = |x: f64| (x + 1e-9).floor().max(0.0) as usize;
        Some(if pairs >= 99 {
            Self { below: down(percentile).min(100), of: 100 }
        } else {
            Self { below: down(percentile * (pairs + 1) as f64 / 100.0).min(pairs), of: pairs }
        })
    }

    /// Among copies of the same two recordings with one moved in time.
    pub fn shifted(synchrony: &Synchrony) -> Option<Self> {
        let test = synchrony.tests.iter().find(|test| test.null == Null::Shift)?;
        let of = test.distribution.len();
        let at_least = (test.p * (of + 1) as f64).round() as usize;
        (of > 0).then(|| Self { below: (of + 1).saturating_sub(at_least).min(of), of })
    }

    /// How many showed as much or more.
    pub fn at_least(self) -> usize {
        self.of - self.below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_pairs_are_counted_as_they_are() {
        assert_eq!(Counts::percentile(96.0, 342), Some(Counts { below: 96, of: 100 }));
        assert_eq!(Counts::percentile(99.999, 342), Some(Counts { below: 99, of: 100 }));
        assert_eq!(Counts::percentile(95.0, 19), Some(Counts { below: 19, of: 19 }));
        assert_eq!(Counts::percentile(50.0, 19), Some(Counts { below: 10, of: 19 }));
        assert_eq!(Counts::percentile(50.0, 0), None);
    }
}
