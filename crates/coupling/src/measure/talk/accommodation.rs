//! Accommodation: does one person's way of speaking come nearer to the other's?

use rayon::prelude::*;

use super::Turn;
use super::turn::checked;
use crate::measure::varies;
use crate::surrogate::{CircularShift, Side, matched_ends};
use crate::{InputError, Tail, Test};

/// Proximity, convergence and synchrony of a feature of speech on adjacent turns.
///
/// Adjacent turns are a turn and the next one to begin, if the other speaks it; d = value − the other's
/// value. Proximity = mean(−|d|) of adjacent turns − mean(−|d|) of all other pairs of turns of the
/// two; convergence = r(−|d|, time); synchrony = r(value, next value).
///
/// In plain words: is a turn nearer to the one just heard than to the other's turns at large, do
/// they get nearer as the talk goes on, and do they go up and down together from turn to turn?
///
/// # Inputs
/// `turns` in any order, seconds; `values`: one per turn (pitch in semitones about the speaker's
/// middle, loudness in dB, speech rate …), in a unit that makes both people comparable. Leave
/// "mm-hm" out.
///
/// # Returns
/// [`Accommodation`]: proximity in the unit of the values, above 0: nearer; convergence and
/// synchrony −1 to 1. `a_to_b`: B answers A. Swapping the people swaps the directions.
///
/// # Missing data
/// A turn without a value (`NaN`) enters no pair; its neighbours do not become adjacent.
///
/// # Null
/// Circular shift of one person's values along that person's turns ([`accommodation_test`]).
///
/// # Errors
/// As [`turn_taking`](super::turn_taking); as many values as turns; fewer than 4 adjacent pairs.
///
/// # Example
/// ```
/// use attune_coupling::Side;
/// use attune_coupling::measure::{Turn, accommodation};
/// let side = |k: usize| if k % 2 == 0 { Side::A } else { Side::B };
/// let talk: Vec<Turn> = (0..10)
///     .map(|k| Turn { side: side(k), start: k as f64, end: k as f64 + 0.9 })
///     .collect();
/// let values = [1.0, 1.0, 5.0, 5.0, 2.0, 2.0, 9.0, 9.0, 4.0, 4.0]; // B repeats A
/// let found = accommodation(&talk, &values).unwrap();
/// assert!((found.a_to_b.synchrony - 1.0).abs() < 1e-12 && found.a_to_b.proximity > 0.0);
/// assert!(found.b_to_a.synchrony < 0.0);
/// ```
///
/// # Source
/// Levitan & Hirschberg 2011, who compare with ten random turns where all are taken here.
pub fn accommodation(turns: &[Turn], values: &[f64]) -> Result<Accommodation, InputError> {
    Ok(Pairs::new(turns, values)?.found(values))
}

/// Tests everything [`accommodation`] finds against circular shifts of one person's values.
///
/// Statistics: proximity, convergence and synchrony as in [`accommodation`]. The moved person's first
/// and last turns are left out so that the values' ends meet; data and shifts then use the same turns.
///
/// In plain words: are turns nearer to the one just heard than the same turns would be had they come at
/// another time?
///
/// # Inputs
/// As [`accommodation`].
///
/// # Returns
/// [`AccommodationTests`], upper tails, in the units of [`accommodation`]. Swapping the people swaps the
/// directions.
///
/// # Missing data
/// As [`accommodation`]; a missing value moves along with the others.
///
/// # Null
/// Each person's values go on from turn to turn in their own way, without regard to what was just heard.
///
/// # Errors
/// As [`accommodation`]; too few turns to shift.
///
/// # Example
/// ```
/// use attune_coupling::measure::{Turn, accommodation_test};
/// use attune_coupling::{CircularShift, Side};
/// let side = |k: usize| if k % 2 == 0 { Side::A } else { Side::B };
/// let talk: Vec<Turn> = (0..120)
///     .map(|k| Turn { side: side(k), start: k as f64, end: k as f64 + 0.9 })
///     .collect();
/// let said = |k: u32| f64::from((k / 2 * (k / 2)).wrapping_mul(2_654_435_761) >> 16);
/// let values: Vec<f64> = (0..120).map(said).collect(); // B repeats A
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = accommodation_test(&talk, &values, &shift).unwrap();
/// assert!(test.a_to_b.synchrony.p == 0.05 && test.a_to_b.synchrony.observed > 0.999);
/// ```
///
/// # Source
/// Levitan & Hirschberg 2011 for the statistics; the null is science.md 2.5, along turns.
pub fn accommodation_test(
    turns: &[Turn],
    values: &[f64],
    shift: &CircularShift,
) -> Result<AccommodationTests, InputError> {
    let pairs = Pairs::new(turns, values)?;
    let of = |side: Side| -> Vec<usize> {
        pairs.order.iter().copied().filter(|&i| turns[i].side == side).collect()
    };
    let along = |own: &[usize]| -> Vec<f64> { own.iter().map(|&i| values[i]).collect() };
    let (own_a, own_b) = (of(Side::A), of(Side::B));
    let bits = |own: &[usize]| -> Vec<u64> { own.iter().map(|&i| values[i].to_bits()).collect() };
    let moved = if bits(&own_a) > bits(&own_b) { own_a } else { own_b };
    let series = along(&moved);
    let kept = matched_ends(&series, 0.1);
    let at = |by: usize| {
        let mut changed = values.to_vec();
        for (place, &turn) in moved.iter().enumerate() {
            changed[turn] = match kept.contains(&place) {
                true => series[kept.start + (place - kept.start + by) % kept.len()],
                false => f64::NAN,
            };
        }
        pairs.found(&changed)
    };
    let null: Vec<Accommodation> = shift.places(kept.len(), 2)?.into_par_iter().map(at).collect();
    let observed = at(0);
    let tests = |of: fn(&Accommodation) -> &Adjustment| {
        let test = |value: fn(&Adjustment) -> f64| {
            let null = null.iter().map(|n| value(of(n))).collect();
            Test::new(value(of(&observed)), null, Tail::Upper)
        };
        AdjustmentTests {
            proximity: test(|a| a.proximity),
            convergence: test(|a| a.convergence),
            synchrony: test(|a| a.synchrony),
        }
    };
    Ok(AccommodationTests {
        both: tests(|a| &a.both),
        a_to_b: tests(|a| &a.a_to_b),
        b_to_a: tests(|a| &a.b_to_a),
    })
}

/// What [`accommodation`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accommodation {
    /// All adjacent turns.
    pub both: Adjustment,
    /// Turns of B right after turns of A.
    pub a_to_b: Adjustment,
    /// Turns of A right after turns of B.
    pub b_to_a: Adjustment,
}

/// How near adjacent turns are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjustment {
    /// In the unit of the values; above 0: nearer than other pairs of turns.
    pub proximity: f64,
    /// −1 to 1; above 0: nearer as the talk goes on. `NaN` with fewer than 3 pairs, or where all are
    /// equally near.
    pub convergence: f64,
    /// −1 to 1; above 0: up and down together. `NaN` with fewer than 3 pairs, or where one side stays
    /// the same.
    pub synchrony: f64,
    /// Adjacent pairs.
    pub pairs: usize,
}

/// What [`accommodation_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct AccommodationTests {
    /// All adjacent turns.
    pub both: AdjustmentTests,
    /// Turns of B right after turns of A.
    pub a_to_b: AdjustmentTests,
    /// Turns of A right after turns of B.
    pub b_to_a: AdjustmentTests,
}

/// One direction's tests, upper tails.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustmentTests {
    /// Of proximity.
    pub proximity: Test,
    /// Of convergence.
    pub convergence: Test,
    /// Of synchrony.
    pub synchrony: Test,
}

/// Which turns follow which.
struct Pairs {
    /// Turns in order of time.
    order: Vec<usize>,
    /// Adjacent turns (first, next) and when the next begins.
    adjacent: Vec<(usize, usize, f64)>,
    sides: Vec<Side>,
}

impl Pairs {
    fn new(turns: &[Turn], values: &[f64]) -> Result<Self, InputError> {
        checked(turns)?;
        if turns.len() != values.len() {
            return Err(InputError::LengthMismatch { a: turns.len(), b: values.len() });
        }
        let mut order: Vec<usize> = (0..turns.len()).collect();
        order.sort_by(|&i, &j| {
            let (x, y) = (&turns[i], &turns[j]);
            x.start.total_cmp(&y.start).then(x.end.total_cmp(&y.end))
        });
        // Turns that coincide are all next to the ones before and after, whoever is named first.
        let together = |i: &usize, j: &usize| {
            (turns[*i].start, turns[*i].end) == (turns[*j].start, turns[*j].end)
        };
        let groups: Vec<&[usize]> = order.chunk_by(together).collect();
        let mut adjacent = Vec::new();
        for two in groups.windows(2) {
            let pairs = two[0].iter().flat_map(|&i| two[1].iter().map(move |&j| (i, j)));
            let answers = pairs.filter(|&(i, j)| turns[i].side != turns[j].side);
            let later = answers.filter(|&(i, j)| turns[i].start < turns[j].start);
            adjacent.extend(later.map(|(i, j)| (i, j, turns[j].start)));
        }
        let usable = adjacent.iter().filter(|p| values[p.0].is_finite() && values[p.1].is_finite());
        let (samples, needed) = (usable.count(), 4);
        if samples < needed {
            return Err(InputError::TooShort { samples, needed });
        }
        Ok(Self { order, adjacent, sides: turns.iter().map(|t| t.side).collect() })
    }

    fn found(&self, values: &[f64]) -> Accommodation {
        let of = |side: Side| -> Vec<f64> {
            let own = self.order.iter().filter(|&&i| self.sides[i] == side);
            own.map(|&i| values[i]).filter(|v| v.is_finite()).collect()
        };
        let (own_a, own_b) = (of(Side::A), of(Side::B));
        let far = total_distance(&own_a, &own_b);
        let pairs = (own_a.len() * own_b.len()) as f64;
        let adjustment = |first: Option<Side>| {
            let used: Vec<[f64; 3]> = self
                .adjacent
                .iter()
                .filter(|(i, _, _)| first.is_none_or(|side| self.sides[*i] == side))
                .map(|&(i, j, at)| [values[i], values[j], at])
                .filter(|[x, y, _]| x.is_finite() && y.is_finite())
                .collect();
            let near: f64 = used.iter().map(|[x, y, _]| (x - y).abs()).sum();
            let n = used.len() as f64;
            Adjustment {
                proximity: (far - near) / (pairs - n) - near / n,
                // A distance is no more exact than what it lies between.
                convergence: correlation(
                    used.iter().map(|[x, y, at]| (-(x - y).abs(), *at)),
                    used.iter().map(|[x, y, _]| x.abs() + y.abs()).sum::<f64>() / n,
                ),
                synchrony: correlation(used.iter().map(|[x, y, _]| (*x, *y)), 0.0),
                pairs: used.len(),
            }
        };
        Accommodation {
            both: adjustment(None),
            a_to_b: adjustment(Some(Side::A)),
            b_to_a: adjustment(Some(Side::B)),
        }
    }
}

/// Σ |x − y| over all pairs, in n log n, the same whoever comes first.
fn total_distance(a: &[f64], b: &[f64]) -> f64 {
    // Over sorted values, Σ of all differences within a set is Σ (2 k − n + 1) x_k; what lies
    // between two sets is what lies within both together, less what lies within each.
    let within = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        let n = values.len() as f64;
        values.iter().enumerate().map(|(k, v)| (2.0 * k as f64 - n + 1.0) * v).sum::<f64>()
    };
    within([a, b].concat()) - (within(a.to_vec()) + within(b.to_vec()))
}

/// Pearson's r; `NaN` with fewer than 3 pairs, or where one side does not vary beyond the rounding of
/// numbers as large as its mean; the first of the pairs come from numbers of size `from`.
fn correlation(pairs: impl Iterator<Item = (f64, f64)>, from: f64) -> f64 {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let n = x.len() as f64;
    if x.len() < 3 {
        return f64::NAN;
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mx, my) = (mean(&x), mean(&y));
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(&y).map(|(x, y)| of(x - mx, y - my)).sum()
    };
    let (xx, yy) = (sum(&|x, _| x * x), sum(&|_, y| y * y));
    if !(varies(xx, n, mx.abs().max(from)) && varies(yy, n, my)) {
        return f64::NAN;
    }
    sum(&|x, y| x * y) / (xx * yy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(n: usize) -> Vec<Turn> {
        let side = |k: usize| if k.is_multiple_of(3) { Side::A } else { Side::B };
        (0..n).map(|k| Turn { side: side(k), start: k as f64, end: k as f64 + 0.5 }).collect()
    }

    #[test]
    fn proximity_is_what_all_pairs_say() {
        let turns = talk(20);
        let values: Vec<f64> = (0..20).map(|k| f64::from(k * k % 11)).collect();
        let found = accommodation(&turns, &values).unwrap();
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for i in 0..20 {
            for j in i + 1..20 {
                if turns[i].side != turns[j].side {
                    let list = if j == i + 1 { &mut near } else { &mut far };
                    list.push(-(values[i] - values[j]).abs());
                }
            }
        }
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
        assert!((found.both.proximity - (mean(&near) - mean(&far))).abs() < 1e-12);
        assert_eq!(found.both.pairs, near.len());
    }

    #[test]
    fn a_missing_value_joins_nobody_and_swapping_mirrors() {
        let turns = talk(24);
        let mut values: Vec<f64> = (0..24).map(|k| f64::from(k * k % 13)).collect();
        let whole = accommodation(&turns, &values).unwrap();
        values[3] = f64::NAN;
        let found = accommodation(&turns, &values).unwrap();
        assert_eq!(found.both.pairs, whole.both.pairs - 2);
        let other = |side| if side == Side::A { Side::B } else { Side::A };
        let swapped: Vec<Turn> = turns.iter().map(|t| Turn { side: other(t.side), ..*t }).collect();
        let mirrored = accommodation(&swapped, &values).unwrap();
        assert_eq!((mirrored.a_to_b, mirrored.b_to_a), (found.b_to_a, found.a_to_b));
        let shift = CircularShift { surrogates: 5, seed: 1 };
        let (one, two) = (
            accommodation_test(&turns, &values, &shift).unwrap(),
            accommodation_test(&swapped, &values, &shift).unwrap(),
        );
        assert_eq!(one.a_to_b.synchrony, two.b_to_a.synchrony);
        assert_eq!(one.both.proximity, two.both.proximity);
    }

    #[test]
    fn the_order_of_the_list_does_not_matter_where_turns_coincide() {
        let mut turns = talk(20);
        // Two begin and end with the other's.
        (turns[4].start, turns[4].end) = (turns[3].start, turns[3].end);
        (turns[10].start, turns[10].end) = (turns[9].start, turns[9].end);
        let mut values: Vec<f64> = (0..20).map(|k| f64::from(k * k % 11)).collect();
        let found = accommodation(&turns, &values).unwrap();
        turns.reverse();
        values.reverse();
        assert_eq!(accommodation(&turns, &values).unwrap().both.pairs, found.both.pairs);
    }

    #[test]
    fn values_that_stay_the_same_go_with_nothing() {
        let side = |k: u32| if k.is_multiple_of(2) { Side::A } else { Side::B };
        let turns: Vec<Turn> = (0..20_u32)
            .map(|k| Turn { side: side(k), start: f64::from(k), end: f64::from(k) + 0.5 })
            .collect();
        // Always 0.1 apart, as far as tenths can say so.
        let values: Vec<f64> =
            (0..20_u32).map(|k| f64::from(k / 2 % 5 + k % 2) * 0.1 + 0.7).collect();
        let found = accommodation(&turns, &values).unwrap();
        assert!(found.a_to_b.convergence.is_nan() && (found.a_to_b.synchrony - 1.0).abs() < 1e-12);
        let flat = accommodation(&turns, &[0.1; 20]).unwrap();
        assert!(flat.both.synchrony.is_nan() && flat.both.convergence.is_nan());
    }

    #[test]
    fn what_cannot_be_answered() {
        let turns = talk(4);
        assert!(accommodation(&turns, &[1.0; 3]).is_err());
        let few = accommodation(&turns, &[1.0, f64::NAN, 2.0, 3.0]);
        assert_eq!(few, Err(InputError::TooShort { samples: 1, needed: 4 }));
    }
}
