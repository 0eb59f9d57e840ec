//! Is there any influence at all?

use crate::measure::prediction::least_squares;
use crate::measure::source_shift_test;
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Tests the influence of each person's scores on the other's next one, both directions.
///
/// Statistic: share of the squares of a(t + 1), given a(t), that b(t) explains with one slope below
/// 0 and one above, fitted to all steps at once.
///
/// In plain words: does the other's last turn say anything about the next one beyond the own last
/// turn?
///
/// # Inputs
/// As [`fit_influence`](super::fit_influence), without its need for steps at 0.
///
/// # Returns
/// [`InfluenceTests`], upper tails. Swapping `a` and `b` swaps the two, to the bit.
///
/// # Missing data
/// As [`fit_influence`](super::fit_influence).
///
/// # Null
/// Circular shift of the partner's scores along the own ones.
///
/// # Errors
/// Too few steps to shift or to fit; scores that never change.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::influence_test;
/// let b: Vec<f64> = (0..120_i32).map(|t| f64::from(t * t % 7 - 3)).collect();
/// let a: Vec<f64> = (0..120).map(|t| if t == 0 { 0.0 } else { 0.5 * b[t - 1] }).collect();
/// let test = influence_test(&a, &b, &CircularShift { surrogates: 19, seed: 1 }).unwrap();
/// assert!((test.b_to_a.observed - 1.0).abs() < 1e-9);
/// ```
///
/// # Source
/// The model is Cook et al. 1995; the joint fit replaces their two steps, because shifted scores
/// would move the zeros that the first step needs.
pub fn influence_test(
    a: &[f64],
    b: &[f64],
    shift: &CircularShift,
) -> Result<InfluenceTests, InputError> {
    let one_way = |source: &[f64], target: &[f64]| {
        explained(target, source)?;
        source_shift_test(source, target, shift, 3, Tail::Upper, |target| {
            let target = target.to_vec();
            Ok(move |source: &[f64]| explained(&target, source).unwrap_or(f64::NAN))
        })
    };
    Ok(InfluenceTests { a_to_b: one_way(a, b)?, b_to_a: one_way(b, a)? })
}

/// What [`influence_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceTests {
    /// A's scores on B's next.
    pub a_to_b: Test,
    /// B's scores on A's next.
    pub b_to_a: Test,
}

fn explained(own: &[f64], partner: &[f64]) -> Result<f64, InputError> {
    let steps = own.windows(2).zip(partner).map(|(two, partner)| [two[0], *partner, two[1]]);
    let steps: Vec<[f64; 3]> = steps.filter(|s| s.iter().all(|v| v.is_finite())).collect();
    let (samples, needed) = (steps.len(), 8);
    if samples < needed {
        return Err(InputError::TooShort { samples, needed });
    }
    let column = |of: fn(&[f64; 3]) -> f64| -> Vec<f64> { steps.iter().map(of).collect() };
    let mut columns = vec![vec![1.0; samples], column(|s| s[0])];
    // A side that was never seen has no slope to fit.
    for side in [column(|s| s[1].min(0.0)), column(|s| s[1].max(0.0))] {
        if side.iter().any(|v| *v != 0.0) {
            columns.push(side);
        }
    }
    let fit = least_squares(&columns, &column(|s| s[2]))?;
    let added: f64 = fit.explained[2..].iter().sum();
    Ok(added / (added + fit.residual_squares))
}
