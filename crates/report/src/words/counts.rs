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

    /// The same from a percentile, 100 · below / (1 + pairs); rounded down, never up.
    pub fn percentile(percentile: f64, pairs: usize) -> Option<Self> {
        if pairs == 0 || !percentile.is_finite() {
            return None;
        }
        let below = (percentile * (pairs + 1) as f64 / 100.0).round().max(0.0) as usize;
        Some(if below >= pairs {
            Self { below: pairs, of: pairs }
        } else if pairs >= 99 {
            // Rounding noise must not take one from a percentile that is a whole number.
            Self { below: (percentile + 1e-9).floor() as usize, of: 100 }
        } else {
            Self { below, of: pairs }
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
        let counts = |percentile, pairs| {
            let Counts { below, of } = Counts::percentile(percentile, pairs).unwrap();
            (below, of)
        };
        assert_eq!(counts(96.0, 342), (96, 100));
        assert_eq!(counts(100.0 * 339.0 / 343.0, 342), (98, 100));
        assert_eq!(counts(100.0 * 342.0 / 343.0, 342), (342, 342));
        assert_eq!(counts(99.0, 99), (99, 99));
        assert_eq!(counts(95.0, 19), (19, 19));
        assert_eq!(counts(50.0, 19), (10, 19));
        assert_eq!(counts(0.0, 19), (0, 19));
        assert_eq!(Counts::percentile(50.0, 0), None);
    }
}
