//! Lag-sequential analysis: which code of one follows which code of the other.

use super::{Code, TwoByTwo, checked};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Lag-sequential analysis of two code sequences.
///
/// counts(g, t) = moments with `given` = g and, `lag` moments later, `target` = t. Each cell is then
/// seen as a 2 × 2 table (g or not, t or not) with Allison and Liker's z, log odds and Yule's Q.
/// With structural zeros the expected counts come from quasi-independence (iterative proportional
/// fitting) and z = (observed − expected) / √(expected (1 − row share)(1 − column share)). That z is
/// approximate, and conservative with fewer than 5 codes: without any link its standard deviation is
/// .63 with 3 codes, .91 with 4 and .94 with 5 (600 steps). There are no log odds and no Q then: the
/// cells that cannot be filled would count as evidence in them.
///
/// In plain words: after A did this, what did B tend to do next, beyond what B does anyway?
///
/// # Inputs
/// `given`, `target`: codes 0 to `codes` − 1, one per interval. **Time sequence**: `lag` in
/// intervals. **Event sequence** (`events`): moments at which neither code changes become one, `lag`
/// in these. They answer different questions: say which was used. For one person's own sequence give
/// it twice.
///
/// # Returns
/// [`LagSequential`]: tables in row order, row = given. Swapping `given` and `target` and the sign of
/// the lag transposes it.
///
/// # Missing data
/// A pair of moments with a missing code is left out; time is never shifted. As events, moments in
/// which one of the codes is missing are one event without codes.
///
/// # Null
/// Circular shifts of one person's codes: z assumes independent moments, which codes are not.
///
/// # Errors
/// Fewer than 2 codes, a code out of range, no pair at this lag.
///
/// # Example
/// ```
/// use attune_coupling::measure::{SequentialOptions, lag_sequential};
/// let a = [0, 1, 0, 1, 0, 0, 1, 0].map(Some);
/// let b = [0, 0, 1, 0, 1, 0, 0, 1].map(Some); // A's 1 is always followed by B's 1
/// let options = SequentialOptions { codes: 2, lag: 1, events: false, no_repeats: false };
/// let table = lag_sequential(&a, &b, &options).unwrap();
/// assert_eq!(table.counts, [4.0, 0.0, 0.0, 3.0]);
/// assert_eq!(table.yule_q[3], 1.0);
/// ```
///
/// # Source
/// Bakeman & Gottman 1997; Bakeman & Quera 2011 (structural zeros); Allison & Liker 1982 (z).
pub fn lag_sequential(
    given: &[Code],
    target: &[Code],
    options: &SequentialOptions,
) -> Result<LagSequential, InputError> {
    let SequentialOptions { codes, lag, events, no_repeats } = *options;
    let n = checked(given, target, codes)?;
    let collapsed = events.then(|| joint_events(&given[..n], &target[..n], codes));
    let (given, target) = collapsed.as_ref().map_or((given, target), |(g, t)| (g, t));
    let n = given.len().min(target.len());
    let mut counts = vec![0.0; codes * codes];
    for (t, code) in given[..n].iter().enumerate() {
        let later = t.checked_add_signed(lag).filter(|later| *later < n);
        if let (Some(g), Some(Some(next))) = (code, later.map(|later| target[later])) {
            counts[g * codes + next] += 1.0;
        }
    }
    let possible = |cell: usize| !(no_repeats && cell / codes == cell % codes);
    let total: f64 = (0..codes * codes).filter(|&c| possible(c)).map(|c| counts[c]).sum();
    if total == 0.0 {
        return Err(InputError::TooShort { samples: n, needed: lag.unsigned_abs() + 1 });
    }
    let repeated = (0..codes).map(|c| counts[c * codes + c]).sum::<f64>();
    if no_repeats && repeated > 0.0 {
        return Err(InputError::RepeatsFound { pairs: repeated as usize });
    }
    let tables: Vec<TwoByTwo> = (0..codes * codes).map(|c| two_by_two(&counts, codes, c)).collect();
    let expected = expected(&counts, codes, &possible);
    let free = |value: f64| if no_repeats { f64::NAN } else { value };
    let at = |cell: usize, value: f64| if possible(cell) { value } else { f64::NAN };
    let z = |cell: usize| {
        if !no_repeats {
            return tables[cell].z();
        }
        let table = tables[cell];
        let row = (table.both + table.given_only) / total;
        let column = (table.both + table.target_only) / total;
        let spread = (expected[cell] * (1.0 - row) * (1.0 - column)).sqrt();
        at(cell, (counts[cell] - expected[cell]) / spread)
    };
    let cells = 0..codes * codes;
    Ok(LagSequential {
        z: cells.clone().map(z).collect(),
        log_odds: cells.clone().map(|c| free(tables[c].log_odds())).collect(),
        yule_q: cells.clone().map(|c| free(tables[c].yule_q())).collect(),
        expected: cells.map(|c| at(c, expected[c])).collect(),
        counts,
        codes,
    })
}

/// Tests every cell's log odds, and the most outstanding cell, against circular shifts of one
/// person's codes.
///
/// Statistics: log odds of each cell as in [`lag_sequential`]; max |z| over all cells.
///
/// In plain words: does this follow that more often than when the two are moved in time, and does
/// anything at all?
///
/// # Inputs
/// As [`lag_sequential`].
///
/// # Returns
/// [`SequentialTests`]. `cells` has one two-sided test per cell, row = given, above 0: oftener;
/// `largest` is the largest |z| of all cells (upper tail), which takes care of having looked at all
/// of them.
///
/// # Missing data
/// As [`lag_sequential`]; gaps travel with their person. A shift in which a cell has no log odds is
/// left out of that cell's count.
///
/// # Null
/// No time-locked link between two code sequences that are each stationary. Events are made anew of
/// every copy: data that are already events hold no moment in which neither code changes, copies of
/// them would, and nearly every pair would stand out a little.
///
/// # Errors
/// As [`lag_sequential`]; a session too short to shift. With structural zeros (`no_repeats`) there
/// is no second person to shift: use it for one person's own sequence, without this test.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{SequentialOptions, lag_sequential_test};
/// let a: Vec<_> = (0..200_u32)
///     .map(|t| Some(((t * t).wrapping_mul(2_654_435_761) >> 31) as usize))
///     .collect();
/// let b: Vec<_> = (0..200).map(|t| if t == 0 { Some(0) } else { a[t - 1] }).collect(); // B repeats A
/// let options = SequentialOptions { codes: 2, lag: 1, events: false, no_repeats: false };
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = lag_sequential_test(&a, &b, &options, &shift).unwrap();
/// assert!(test.largest.p == 0.05 && test.cells[3].observed > 5.0);
/// ```
///
/// # Source
/// Bakeman & Quera 2011 for the cells; the null is science.md 2.5.
pub fn lag_sequential_test(
    given: &[Code],
    target: &[Code],
    options: &SequentialOptions,
    shift: &CircularShift,
) -> Result<SequentialTests, InputError> {
    let options = SequentialOptions { no_repeats: false, ..*options };
    lag_sequential(given, target, &options)?;
    let far = 2 * moments_looked_at(given, target, &options) + 1;
    let found = shift.shifted_codes(given, target, far, |given, target| {
        lag_sequential(given, target, &options).ok()
    })?;
    let cell = |table: &Option<LagSequential>, cell: usize| {
        table.as_ref().map_or(f64::NAN, |table| table.log_odds[cell])
    };
    let largest = |table: &Option<LagSequential>| {
        let z = table.iter().flat_map(|table| &table.z);
        z.map(|z| z.abs()).fold(f64::NAN, f64::max)
    };
    let cells = 0..options.codes * options.codes;
    Ok(SequentialTests {
        cells: cells.map(|c| Test::of(&found, Tail::TwoSided, |table| cell(table, c))).collect(),
        largest: Test::of(&found, Tail::Upper, largest),
    })
}

/// How far the lag reaches in the sequences as they were given: so many moments, or so many events of
/// mean length.
fn moments_looked_at(given: &[Code], target: &[Code], options: &SequentialOptions) -> usize {
    let lag = options.lag.unsigned_abs();
    if !options.events {
        return lag;
    }
    let n = given.len().min(target.len());
    let (events, _) = joint_events(&given[..n], &target[..n], options.codes);
    (lag * n).div_ceil(events.len().max(1))
}

/// What [`lag_sequential_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct SequentialTests {
    /// Log odds of every cell, row = given, both tails.
    pub cells: Vec<Test>,
    /// Largest |z| of all cells, upper tail.
    pub largest: Test,
}

/// A sequence of events: each run of the same code becomes one event; missing stays a break.
///
/// In plain words: how often something began, not how long it lasted.
///
/// # Example
/// ```
/// use attune_coupling::measure::collapse_repeats;
/// let codes = [Some(1), Some(1), None, None, Some(1), Some(0), Some(0)];
/// assert_eq!(collapse_repeats(&codes), [Some(1), None, Some(1), Some(0)]);
/// ```
pub fn collapse_repeats(codes: &[Code]) -> Vec<Code> {
    let mut events = codes.to_vec();
    events.dedup();
    events
}

/// Both sequences with each run of moments at which neither code changes as one.
fn joint_events(a: &[Code], b: &[Code], codes: usize) -> (Vec<Code>, Vec<Code>) {
    let joint: Vec<Code> = a.iter().zip(b).map(|(a, b)| Some((*a)? * codes + (*b)?)).collect();
    let joint = collapse_repeats(&joint);
    (
        joint.iter().map(|j| j.map(|j| j / codes)).collect(),
        joint.iter().map(|j| j.map(|j| j % codes)).collect(),
    )
}

/// What to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SequentialOptions {
    /// How many codes there are.
    pub codes: usize,
    /// Moments (or events) from given to target; negative: the target came before.
    pub lag: isize,
    /// Whether each run of moments at which neither code changes counts as one event.
    pub events: bool,
    /// Whether a code of `given` cannot be followed by the same code of `target` (one person's event
    /// sequence given twice, at lag 1): structural zeros on the diagonal.
    pub no_repeats: bool,
}

/// What [`lag_sequential`] found; every table has `codes` rows (given) and columns (target).
#[derive(Debug, Clone, PartialEq)]
pub struct LagSequential {
    /// How many codes there are.
    pub codes: usize,
    /// Observed counts.
    pub counts: Vec<f64>,
    /// Counts under (quasi-)independence; `NaN` in structural zeros.
    pub expected: Vec<f64>,
    /// Allison and Liker's z, or the adjusted residual with structural zeros.
    pub z: Vec<f64>,
    /// Log odds ratio of the cell; `NaN` with structural zeros.
    pub log_odds: Vec<f64>,
    /// Yule's Q of the cell; `NaN` with structural zeros.
    pub yule_q: Vec<f64>,
}

fn two_by_two(counts: &[f64], codes: usize, cell: usize) -> TwoByTwo {
    let row: f64 = counts[cell / codes * codes..][..codes].iter().sum();
    let column: f64 = counts.iter().skip(cell % codes).step_by(codes).sum();
    let (both, total) = (counts[cell], counts.iter().sum::<f64>());
    TwoByTwo {
        both,
        given_only: row - both,
        target_only: column - both,
        neither: total - row - column + both,
    }
}

/// Iterative proportional fitting; one round is exact where every cell is possible.
fn expected(counts: &[f64], codes: usize, possible: &impl Fn(usize) -> bool) -> Vec<f64> {
    let cells = codes * codes;
    let mut fitted: Vec<f64> = (0..cells).map(|c| f64::from(u8::from(possible(c)))).collect();
    for _ in 0..10_000 {
        let before = fitted.clone();
        for by_row in [true, false] {
            let line = |i: usize| {
                (0..codes).map(move |k| if by_row { i * codes + k } else { k * codes + i })
            };
            for i in 0..codes {
                let observed: f64 = line(i).map(|c| counts[c]).sum();
                let now: f64 = line(i).map(|c| fitted[c]).sum();
                let factor = if now > 0.0 { observed / now } else { 0.0 };
                line(i).for_each(|c| fitted[c] *= factor);
            }
        }
        let moved = fitted.iter().zip(&before).map(|(f, b)| (f - b).abs()).fold(0.0, f64::max);
        if moved < 1e-12 {
            break;
        }
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_structural_zeros_the_expectation_is_row_times_column() {
        let expected = expected(&[30.0, 20.0, 25.0, 75.0], 2, &|_| true);
        for (found, known) in
            expected.iter().zip([55.0 / 3.0, 95.0 / 3.0, 110.0 / 3.0, 190.0 / 3.0])
        {
            assert!((found - known).abs() < 1e-9);
        }
    }

    #[test]
    fn quasi_independence_keeps_the_margins() {
        let counts = [0.0, 8.0, 4.0, 6.0, 0.0, 5.0, 7.0, 3.0, 0.0];
        let expected = expected(&counts, 3, &|c| c / 3 != c % 3);
        for i in 0..3 {
            let row = |v: &[f64]| v[i * 3..][..3].iter().sum::<f64>();
            let column = |v: &[f64]| v[i] + v[i + 3] + v[i + 6];
            assert!((row(&expected) - row(&counts)).abs() < 1e-9);
            assert!((column(&expected) - column(&counts)).abs() < 1e-9);
        }
    }

    #[test]
    fn events_are_made_of_both_people_together() {
        let a = [0, 0, 0, 1, 1, 1].map(Some);
        let b = [0, 0, 1, 1, 1, 0].map(Some); // three moments differ: 00 00 01 11 11 10
        let options = SequentialOptions { codes: 2, lag: 1, events: true, no_repeats: false };
        let found = lag_sequential(&a, &b, &options).unwrap();
        assert_eq!(found.counts, [0.0, 2.0, 1.0, 0.0]);
        // Six moments make four events: two events reach three moments back.
        assert_eq!(moments_looked_at(&a, &b, &SequentialOptions { lag: -2, ..options }), 3);
        assert_eq!(moments_looked_at(&a, &b, &SequentialOptions { events: false, ..options }), 1);
    }

    #[test]
    fn cells_that_cannot_be_filled_give_no_log_odds() {
        let a: Vec<Code> = (0..60).map(|t: usize| Some((t + t / 3) % 3)).collect();
        let options = SequentialOptions { codes: 3, lag: 1, events: true, no_repeats: true };
        let found = lag_sequential(&a, &a, &options).unwrap();
        for cell in 0..9 {
            let zero = cell / 3 == cell % 3;
            assert!(found.log_odds[cell].is_nan() && found.yule_q[cell].is_nan());
            assert_eq!((found.z[cell].is_nan(), found.expected[cell].is_nan()), (zero, zero));
        }
    }

    #[test]
    fn what_cannot_be_answered() {
        let options = SequentialOptions { codes: 2, lag: 1, events: false, no_repeats: false };
        let one = SequentialOptions { codes: 1, ..options };
        assert_eq!(lag_sequential(&[], &[], &one), Err(InputError::OneCode { codes: 1 }));
        let odd = [Some(0), Some(7)];
        let error = Err(InputError::UnknownCode { code: 7, codes: 2 });
        assert_eq!(lag_sequential(&odd, &odd, &options), error);
        assert!(lag_sequential(&[Some(1)], &[Some(1)], &options).is_err());
        let repeats = [Some(1), Some(1), Some(0)];
        let none = SequentialOptions { no_repeats: true, ..options };
        assert_eq!(
            lag_sequential(&repeats, &repeats, &none),
            Err(InputError::RepeatsFound { pairs: 1 })
        );
    }
}
