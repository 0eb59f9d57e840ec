//! The circular shift for what is not a series of numbers: codes, and moments of events.

use rand::RngExt;
use rayon::prelude::*;

use super::circular_shift::{ENOUGH_RANGES, FEWEST_RANGES};
use super::lattice::Lattice;
use super::{CircularShift, Side, stream};
use crate::measure::{Code, Recorded};
use crate::{InputError, Tail, Test};

impl CircularShift {
    /// Tests any statistic of two code sequences against circular shifts of one of them.
    ///
    /// Which person's codes are moved is decided by what they contain. Nothing is trimmed: where a
    /// sequence of codes is joined, one step is made up, as good as any other.
    ///
    /// # Inputs
    /// Codes of both, one per interval; `range` in intervals, above the lags the statistic looks at on
    /// both sides together. No shift is nearer than that; where it fits into the codes fewer than 40
    /// times, shifts are spread evenly, as [`Self::draw_scanning`] does and for its reason.
    ///
    /// # Missing data
    /// Moments without a code travel with their person.
    ///
    /// # Null
    /// No time-locked link between two code sequences that are each stationary.
    ///
    /// # Errors
    /// [`InputError::TooFewRanges`] where the range fits fewer than 21 times.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{CircularShift, Tail, measure::Code};
    /// let a: Vec<Code> = (0..90_usize).map(|t| Some(t * t % 7 % 2)).collect();
    /// let same = |a: &[Code], b: &[Code]| a.iter().zip(b).filter(|(a, b)| a == b).count() as f64;
    /// let shift = CircularShift { surrogates: 19, seed: 1 };
    /// let test = shift.test_codes(&a, &a, 3, Tail::Upper, same)?;
    /// assert_eq!(test.observed, 90.0);
    /// # Ok::<(), attune_coupling::InputError>(())
    /// ```
    pub fn test_codes<S>(
        &self,
        a: &[Code],
        b: &[Code],
        range: usize,
        tail: Tail,
        statistic: S,
    ) -> Result<Test, InputError>
    where
        S: Fn(&[Code], &[Code]) -> f64 + Sync,
    {
        let (observed, null) = self.shifted_codes(a, b, range, statistic)?;
        Ok(Test::new(observed, null, tail))
    }

    /// Anything found in two code sequences, and the same on every shift.
    pub(crate) fn shifted_codes<T, S>(
        &self,
        a: &[Code],
        b: &[Code],
        range: usize,
        found: S,
    ) -> Result<(T, Vec<T>), InputError>
    where
        T: Send,
        S: Fn(&[Code], &[Code]) -> T + Sync,
    {
        let n = a.len().min(b.len());
        let (a, b) = (&a[..n], &b[..n]);
        let null = self
            .places_beyond(n, range)?
            .into_par_iter()
            .map(|by| {
                let turned = |x: &[Code]| [&x[by..], &x[..by]].concat();
                if a > b { found(&turned(a), b) } else { found(a, &turned(b)) }
            })
            .collect();
        Ok((found(a, b), null))
    }

    /// Tests any statistic of two people's moments against circular shifts of one person's.
    ///
    /// The moments go round within the time that was recorded of both: gaps are closed for the
    /// shift and opened again, so that no moment falls into one. Where the moments of both lie on a
    /// common grid (read off columns, or marked on a video), they move by whole steps of it, each
    /// shift used once: else data would tie where copies cannot, and stand out where nothing is.
    ///
    /// # Inputs
    /// Moments of both, seconds, rising; only those within `recorded` count. `min_shift` in seconds.
    ///
    /// # Missing data
    /// As `recorded` says.
    ///
    /// # Null
    /// Each person's own rhythm goes on as it is; what is gone is when it met the other's.
    ///
    /// # Errors
    /// [`InputError::NoEvents`] where one of them has none; [`InputError::TooFewRanges`] where the time
    /// recorded is shorter than 21 times `min_shift`.
    pub fn test_times<S>(
        &self,
        a: &[f64],
        b: &[f64],
        recorded: &Recorded,
        min_shift: f64,
        tail: Tail,
        statistic: S,
    ) -> Result<Test, InputError>
    where
        S: Fn(&[f64], &[f64]) -> f64 + Sync,
    {
        let seen = |times: &[f64]| -> Vec<f64> {
            times.iter().copied().filter(|t| recorded.covers(*t, *t)).collect()
        };
        let (a, b) = (seen(a), seen(b));
        if a.is_empty() || b.is_empty() {
            return Err(InputError::NoEvents);
        }
        let whole = recorded.seconds();
        let ranges = (whole / min_shift) as usize;
        if ranges < FEWEST_RANGES {
            let (samples, range) = (whole as usize, min_shift.ceil() as usize);
            return Err(InputError::TooFewRanges { samples, range, ranges, needed: FEWEST_RANGES });
        }
        let order = a.iter().zip(&b).map(|(x, y)| x.total_cmp(y)).find(|order| order.is_ne());
        let longer = a.len().cmp(&b.len());
        let moved = if order.unwrap_or(longer).is_gt() { Side::A } else { Side::B };
        let (kept, moving) = match moved {
            Side::A => (&b, &a),
            Side::B => (&a, &b),
        };
        let of = |moving: &[f64], kept: &[f64]| match moved {
            Side::A => statistic(moving, kept),
            Side::B => statistic(kept, moving),
        };
        if let Some(lattice) = Lattice::of(&a, &b, recorded) {
            let n = lattice.places.len();
            let places: Vec<usize> = moving.iter().map(|t| lattice.place(*t)).collect();
            let turned = |by: usize| {
                let mut round: Vec<usize> = places.iter().map(|place| (place + by) % n).collect();
                round.sort_unstable();
                round.iter().map(|place| lattice.places[*place]).collect::<Vec<f64>>()
            };
            let far = (min_shift / lattice.step).ceil() as usize;
            let shifts = match ranges < ENOUGH_RANGES {
                true => self.even_places(n, far)?,
                false => self.places(n, far)?,
            };
            let null = shifts.into_par_iter().map(|by| of(&turned(by), kept)).collect();
            return Ok(Test::new(of(moving, kept), null, tail));
        }
        let closed = recorded.closed(moving);
        let turned = |by: f64| {
            let mut round: Vec<f64> = closed.iter().map(|t| (t + by) % whole).collect();
            round.sort_by(f64::total_cmp);
            recorded.opened(&round)
        };
        let shifts: Vec<f64> = if ranges < ENOUGH_RANGES {
            let parts = ranges.min(self.surrogates + 1);
            (1..parts).map(|part| whole * part as f64 / parts as f64).collect()
        } else {
            let room = whole - 2.0 * min_shift;
            let drawn = |index| min_shift + room * stream(self.seed, index).random::<f64>();
            (0..self.surrogates as u64).map(drawn).collect()
        };
        let null = shifts.into_par_iter().map(|by| of(&turned(by), kept)).collect();
        Ok(Test::new(of(moving, kept), null, tail))
    }

    /// Shifts of `n` places in a loop, each used once.
    pub(crate) fn places(&self, n: usize, min_shift: usize) -> Result<Vec<usize>, InputError> {
        let nearest = min_shift.max(1);
        let mut shifts: Vec<usize> = (nearest..(n + 1).saturating_sub(nearest)).collect();
        if shifts.is_empty() {
            return Err(InputError::NoShift { samples: n, min_shift: nearest });
        }
        if self.surrogates < shifts.len() {
            // One stream for the whole draw: that each shift is used once ties them together.
            let mut rng = stream(self.seed, 0);
            for i in 0..self.surrogates {
                let pick = rng.random_range(i..shifts.len());
                shifts.swap(i, pick);
            }
            shifts.truncate(self.surrogates);
        }
        Ok(shifts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_go_round_and_never_fall_into_a_gap() {
        let recorded = Recorded::new(&[(0.0, 10.0), (100.0, 120.0)]).unwrap();
        let (a, b) = ([1.0, 9.0, 50.0, 119.0], [2.0, 105.0]);
        let shift = CircularShift { surrogates: 50, seed: 3 };
        let inside = |times: &[f64]| {
            times.iter().all(|t| (0.0..=10.0).contains(t) || (100.0..=120.0).contains(t))
        };
        let statistic = |a: &[f64], b: &[f64]| {
            assert!(inside(a) && inside(b) && a.len() == 3 && b.len() == 2);
            a[0] - b[0]
        };
        let one = shift.test_times(&a, &b, &recorded, 1.0, Tail::Upper, statistic).unwrap();
        assert_eq!(one.observed, -1.0);
        let other =
            shift.test_times(&b, &a, &recorded, 1.0, Tail::Upper, |b, a| statistic(a, b)).unwrap();
        assert_eq!(one, other);
        let short = Recorded::new(&[(0.0, 1.5)]).unwrap();
        let none = shift.test_times(&[1.0], &[1.2], &short, 1.0, Tail::Upper, |_, _| 0.0);
        assert!(matches!(none, Err(InputError::TooFewRanges { .. })));
    }

    #[test]
    fn sampled_moments_stay_on_their_grid() {
        let recorded = Recorded::new(&[(0.0, 100.0)]).unwrap();
        let (a, b) = ([3.0, 20.0, 61.0, 99.0], [5.0, 40.0, 62.0]);
        let shift = CircularShift { surrogates: 999, seed: 3 };
        let whole = |a: &[f64], b: &[f64]| {
            assert!(a.iter().chain(b).all(|t| t.fract() == 0.0), "{a:?} {b:?}");
            a[0] - b[0]
        };
        let test = shift.test_times(&a, &b, &recorded, 2.0, Tail::Upper, whole).unwrap();
        // Every second from 0 to 100 is a place; three shifts are too near to none.
        assert_eq!(test.null.len(), 101 - 3);
        let few = shift.test_times(&a, &b, &recorded, 4.0, Tail::Upper, whole).unwrap();
        assert_eq!(few.null.len(), 24);
    }

    #[test]
    fn swapping_moves_the_same_codes() {
        let codes = |salt: u32| -> Vec<Code> {
            // Ninety, so that the range of three fits often enough for a test.
            (0..90_u32).map(|t| Some((t.wrapping_mul(salt) >> 31) as usize)).collect()
        };
        let (a, b) = (codes(2_654_435_761), codes(2_246_822_519));
        let shift = CircularShift { surrogates: 19, seed: 1 };
        let lag =
            |a: &[Code], b: &[Code]| a.iter().zip(&b[1..]).filter(|(a, b)| a == b).count() as f64;
        let one = shift.test_codes(&a, &b, 3, Tail::Upper, lag).unwrap();
        let other = shift.test_codes(&b, &a, 3, Tail::Upper, |b, a| lag(a, b)).unwrap();
        assert_eq!(one, other);
    }
    #[test]
    fn a_lag_too_long_for_the_codes_is_no_test() {
        let codes: Vec<Code> = (0..500_usize).map(|t| Some(t * t % 131 % 3)).collect();
        let shift = CircularShift { surrogates: 199, seed: 1 };
        let copies = |range| {
            let test = shift.test_codes(&codes, &codes, range, Tail::Upper, |_, _| 0.0);
            test.map(|test| test.null.len())
        };
        // 23 ranges and no shift make 22 copies; 12 ranges are too few; 45 are enough for chance.
        assert_eq!(copies(21), Ok(22));
        assert!(matches!(copies(41), Err(InputError::TooFewRanges { ranges: 12, .. })));
        assert_eq!(copies(11), Ok(199));
    }
}
