//! The grid of where the two spend their time.

use super::{Code, checked};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// State-space grid measures of two code sequences.
///
/// A cell is a pair of codes, a visit an unbroken stay in it. Dispersion =
/// 1 − (n Σ (d_i / D)² − 1) / (n − 1) with d_i the time in cell i, D all time, n all cells;
/// visit entropy = −Σ p ln p over the cells' shares of the visits.
///
/// In plain words: do the two get stuck in one corner, or move about freely?
///
/// # Inputs
/// `a`, `b`: codes 0 to `codes` − 1 in the order of the grid, one per interval of `interval` seconds.
///
/// # Returns
/// [`StateSpaceGrid`]: durations in seconds. Dispersion 0 (one cell) to 1 (all cells alike); entropy
/// in nats. Swapping `a` and `b` transposes the grid.
///
/// # Missing data
/// A moment with a missing code ends a visit and counts nowhere.
///
/// # Null
/// Circular shifts of one person's codes; stranger pairs.
///
/// # Errors
/// Fewer than 2 codes, a code out of range, an interval of 0 or less, nothing coded.
///
/// # Example
/// ```
/// use attune_coupling::measure::state_space_grid;
/// let (a, b) = ([0, 0, 1, 1, 0].map(Some), [0, 0, 0, 1, 0].map(Some));
/// let grid = state_space_grid(&a, &b, 2, 10.0).unwrap();
/// assert_eq!(grid.durations, [30.0, 0.0, 10.0, 10.0]); // row = A's code
/// assert_eq!((grid.visits_total, grid.transitions), (4, 3));
/// assert_eq!(grid.return_time, 20.0); // to the cell they are in most
/// ```
///
/// # Source
/// Lewis, Lamey & Douglas 1999; Hollenstein 2013. Not compared with GridWare.
pub fn state_space_grid(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
) -> Result<StateSpaceGrid, InputError> {
    let n = checked(a, b, codes)?;
    if !interval.is_finite() || interval <= 0.0 {
        return Err(InputError::BadLag { lag: interval });
    }
    let cells = codes * codes;
    let at = |t: usize| Some(a[t]? * codes + b[t]?);
    let (mut moments, mut visits) = (vec![0_usize; cells], vec![0_usize; cells]);
    let (mut transitions, mut before) = (0, None);
    for t in 0..n {
        let here = at(t);
        if let Some(cell) = here {
            moments[cell] += 1;
            if before != here {
                visits[cell] += 1;
                transitions += usize::from(before.is_some());
            }
        }
        before = here;
    }
    let total: usize = moments.iter().sum();
    let visits_total: usize = visits.iter().sum();
    // The first of the fullest cells.
    let Some(attractor) = (0..cells).rev().max_by_key(|&cell| moments[cell]).filter(|_| total > 0)
    else {
        return Err(InputError::NoEvents);
    };
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    // Whole numbers: what is equal must tie, whichever cell it stands in.
    let squares = moments.iter().map(|&m| m * m).sum::<usize>() as f64 / (total * total) as f64;
    let entropy = |v: &usize| match share(*v, visits_total) {
        0.0 => 0.0,
        p => -p * p.ln(),
    };
    Ok(StateSpaceGrid {
        codes,
        cells_visited: visits.iter().filter(|v| **v > 0).count(),
        dispersion: 1.0 - (cells as f64 * squares - 1.0) / (cells as f64 - 1.0),
        visit_entropy: visits.iter().map(entropy).sum(),
        mean_visit: share(total, visits_total) * interval,
        transitions,
        visits_total,
        attractor: (attractor / codes, attractor % codes),
        attractor_share: share(moments[attractor], total),
        return_time: return_time((0..n).map(at), attractor) * interval,
        durations: moments.iter().map(|&m| m as f64 * interval).collect(),
        visits,
    })
}

/// Tests dispersion and mean visit against circular shifts of one person's codes, both tails.
///
/// Statistics: dispersion and mean visit as in [`state_space_grid`].
///
/// In plain words: do the two together keep to fewer places, or stay longer in one, than each one's own
/// ways alone would make them?
///
/// # Inputs
/// As [`state_space_grid`].
///
/// # Returns
/// [`GridTests`]: dispersion 0 to 1, mean visit in seconds. Swapping `a` and `b` changes nothing, to the
/// bit.
///
/// # Missing data
/// As [`state_space_grid`]; gaps travel with their person.
///
/// # Null
/// No time-locked link between two code sequences that are each stationary.
///
/// # Errors
/// As [`state_space_grid`]; a session too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::state_space_grid_test;
/// let slow = |t: u32| ((t / 5 * (t / 5)).wrapping_mul(2_654_435_761) >> 31) as usize;
/// let a: Vec<_> = (0..300).map(|t| Some(slow(t))).collect();
/// let shift = CircularShift { surrogates: 39, seed: 1 };
/// let test = state_space_grid_test(&a, &a, 2, 1.0, &shift).unwrap(); // always in one place
/// assert!(test.dispersion.p <= 0.05 && test.dispersion.observed < 0.67); // two cells of four
/// ```
///
/// # Source
/// Hollenstein 2013 for the grid; the null is science.md 2.5.
pub fn state_space_grid_test(
    a: &[Code],
    b: &[Code],
    codes: usize,
    interval: f64,
    shift: &CircularShift,
) -> Result<GridTests, InputError> {
    state_space_grid(a, b, codes, interval)?;
    let found = shift.shifted_codes(a, b, 2, |a, b| {
        state_space_grid(a, b, codes, interval)
            .map_or([f64::NAN; 2], |grid| [grid.dispersion, grid.mean_visit])
    })?;
    Ok(GridTests {
        dispersion: Test::of(&found, Tail::TwoSided, |[dispersion, _]| *dispersion),
        mean_visit: Test::of(&found, Tail::TwoSided, |[_, visit]| *visit),
    })
}

/// What [`state_space_grid_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct GridTests {
    /// How evenly time spreads over the grid.
    pub dispersion: Test,
    /// Mean length of a visit.
    pub mean_visit: Test,
}

/// Where two people spent their time.
#[derive(Debug, Clone, PartialEq)]
pub struct StateSpaceGrid {
    /// Codes per person: the grid has `codes`² cells, row = A's code.
    pub codes: usize,
    /// Seconds in each cell, row by row.
    pub durations: Vec<f64>,
    /// Visits to each cell, row by row.
    pub visits: Vec<usize>,
    /// All visits.
    pub visits_total: usize,
    /// Cells visited at all.
    pub cells_visited: usize,
    /// Steps from one cell straight to another.
    pub transitions: usize,
    /// How evenly time spreads over the grid, 0 to 1.
    pub dispersion: f64,
    /// How evenly visits spread over the cells, nats.
    pub visit_entropy: f64,
    /// Mean length of a visit, seconds.
    pub mean_visit: f64,
    /// The cell with the most time (A's code, B's code); the first of equals.
    pub attractor: (usize, usize),
    /// Share of the time spent there.
    pub attractor_share: f64,
    /// Mean time from leaving that cell to being back, seconds; `NaN` where they never came back.
    pub return_time: f64,
}

/// Mean number of moments away from a cell between two visits without a gap.
fn return_time(cells: impl Iterator<Item = Option<usize>>, home: usize) -> f64 {
    let (mut away, mut returns, mut moments) = (None, 0, 0);
    for cell in cells {
        match (cell, away) {
            (None, _) => away = None,
            (Some(cell), _) if cell == home => {
                if let Some(since @ 1..) = away {
                    returns += 1;
                    moments += since;
                }
                away = Some(0_usize);
            }
            (Some(_), Some(since)) => away = Some(since + 1),
            (Some(_), None) => {}
        }
    }
    moments as f64 / returns as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_and_all_cells() {
        let stuck = state_space_grid(&[Some(1); 6], &[Some(0); 6], 2, 1.0).unwrap();
        assert_eq!((stuck.dispersion, stuck.visit_entropy, stuck.attractor), (0.0, 0.0, (1, 0)));
        assert!(stuck.return_time.is_nan());
        let (a, b) = ([0, 0, 1, 1].map(Some), [0, 1, 0, 1].map(Some));
        let free = state_space_grid(&a, &b, 2, 1.0).unwrap();
        assert_eq!(free.dispersion, 1.0);
        assert!((free.visit_entropy - 4.0_f64.ln()).abs() < 1e-12);
        assert_eq!(free.attractor, (0, 0));
    }

    #[test]
    fn swapping_transposes() {
        let a = [0, 2, 1, 1, 0, 2].map(Some);
        let b = [1, 1, 2, 0, 0, 1].map(Some);
        let (one, other) =
            (state_space_grid(&a, &b, 3, 2.0).unwrap(), state_space_grid(&b, &a, 3, 2.0).unwrap());
        for row in 0..3 {
            for column in 0..3 {
                assert_eq!(one.durations[row * 3 + column], other.durations[column * 3 + row]);
            }
        }
        assert_eq!(one.transitions, other.transitions);
    }

    #[test]
    fn a_gap_ends_a_visit() {
        let a = [Some(0), Some(0), None, Some(0)];
        let grid = state_space_grid(&a, &[Some(0); 4], 2, 1.0).unwrap();
        assert_eq!((grid.visits_total, grid.transitions), (2, 0));
        assert!(state_space_grid(&[None], &[None], 2, 1.0).is_err());
    }
}
