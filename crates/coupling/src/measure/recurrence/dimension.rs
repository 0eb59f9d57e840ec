//! How many values one point should have.

use crate::InputError;

/// Neighbours that a further value drives apart more than this many times their distance are false.
const GREATEST_GROWTH: f64 = 15.0;
/// Neighbours further apart than this many standard deviations are no neighbours.
const FARTHEST: f64 = 2.0;

/// Share of false nearest neighbours, dimension by dimension.
///
/// With N the nearest neighbour of point t in d dimensions, at distance R, and
/// δ = |x(t + d·delay) − x(N + d·delay)|, it is false where δ / R > 15 or √(R² + δ²) > 2 SD.
///
/// In plain words: how many moments look alike only because too little of them is looked at.
///
/// # Inputs
/// `x`: one person's evenly sampled series, any unit. `delay` in samples
/// ([`mutual_information_delay`](super::mutual_information_delay)); `max_dimension` at least 1;
/// `theiler`: points less than this many samples apart are no neighbours (at least 1). For a dyad
/// take the greater of the two persons' dimensions.
///
/// # Returns
/// Shares for d = 1 to `max_dimension`, 0 to 1; the first at or below .01 is the usual choice.
/// `NaN` where no point has a neighbour.
///
/// # Missing data
/// Points with a missing value, in d or in d + 1 dimensions, are left out, and are nobody's neighbour:
/// the next nearest is. All dimensions look at the points that the highest one leaves.
///
/// # Null
/// None: a choice of parameter, not a claim about people. Noise never falls to zero.
///
/// # Errors
/// A delay or dimension of 0; a series too short for one more dimension than asked for, or constant.
///
/// # Example
/// ```
/// use attune_coupling::measure::false_neighbours;
/// // The Hénon map needs two values to tell where it goes.
/// let (mut x, mut y, mut series) = (0.1, 0.1, Vec::new());
/// for _ in 0..1000 {
///     (x, y) = (1.0 - 1.4 * x * x + y, 0.3 * x);
///     series.push(x);
/// }
/// let share = false_neighbours(&series, 1, 3, 1).unwrap();
/// assert!(share[0] > 0.5 && share[1] < 0.01);
/// ```
///
/// # Source
/// Kennel, Brown & Abarbanel 1992, criteria (4) and (5), with their thresholds 15 and 2.
pub fn false_neighbours(
    x: &[f64],
    delay: usize,
    max_dimension: usize,
    theiler: usize,
) -> Result<Vec<f64>, InputError> {
    if max_dimension == 0 || delay == 0 {
        return Err(InputError::EmptyEmbedding { dimension: max_dimension, delay });
    }
    let points = x.len().saturating_sub(max_dimension.saturating_mul(delay));
    if points < theiler.max(1) + 1 {
        let dimension = max_dimension + 1;
        return Err(InputError::EmbeddingTooLong { dimension, delay, samples: x.len() });
    }
    let present: Vec<f64> = x.iter().copied().filter(|v| v.is_finite()).collect();
    let n = present.len() as f64;
    let mean = present.iter().sum::<f64>() / n;
    let sd = (present.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n).sqrt();
    if sd.is_nan() || sd <= 0.0 {
        return Err(InputError::NeverChanges { samples: x.len() });
    }
    let share = |dimension: usize| {
        let (mut judged, mut false_ones) = (0.0, 0.0);
        for t in 0..points {
            let next = |point: usize| x[point + dimension * delay];
            let others = (0..points)
                .filter(|other| other.abs_diff(t) >= theiler.max(1) && next(*other).is_finite());
            let Some((neighbour, square)) = nearest(x, t, others, dimension, delay) else {
                continue;
            };
            let growth = (next(t) - next(neighbour)).abs();
            if growth.is_nan() {
                continue;
            }
            judged += 1.0;
            let apart = growth > GREATEST_GROWTH * square.sqrt();
            let far = (square + growth * growth).sqrt() > FARTHEST * sd;
            false_ones += f64::from(u8::from(apart || far));
        }
        false_ones / judged
    };
    Ok((1..=max_dimension).map(share).collect())
}

/// The nearest of the others, the first of equals, and the squared distance to it.
fn nearest(
    x: &[f64],
    t: usize,
    others: impl Iterator<Item = usize>,
    dimension: usize,
    delay: usize,
) -> Option<(usize, f64)> {
    let mut best = None;
    let mut least = f64::INFINITY;
    for other in others {
        let mut square = 0.0;
        for copy in 0..dimension {
            let d = x[t + copy * delay] - x[other + copy * delay];
            square += d * d;
        }
        // Missing values give NaN, which is not less than anything.
        if square < least {
            least = square;
            best = Some((other, square));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_climb_needs_one_value() {
        let x: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!(false_neighbours(&x, 1, 2, 1).unwrap(), [0.0, 0.0]);
    }

    #[test]
    fn a_sine_needs_two() {
        let x: Vec<f64> = (0..600).map(|t| (f64::from(t) * 0.1).sin()).collect();
        let share = false_neighbours(&x, 15, 2, 1).unwrap();
        assert!(share[0] > 0.2 && share[1] < 0.01, "{share:?}");
    }

    #[test]
    fn a_neighbour_without_a_next_value_gives_way_to_the_next_nearest() {
        // 0.1 is nearest to 0, but what came after it is missing; then 0.3, which grows by 2.7.
        let x = [0.0, 3.0, 0.1, f64::NAN, 0.3, 0.3];
        let share = false_neighbours(&x, 1, 1, 1).unwrap();
        // 0 and 0.3 have each other; 3 has no neighbour's next value but its own.
        assert_eq!(share, [2.0 / 2.0]);
    }

    #[test]
    fn what_cannot_be_answered() {
        assert!(false_neighbours(&[1.0; 50], 1, 2, 1).is_err());
        assert!(false_neighbours(&[1.0, 2.0, 3.0], 1, 3, 1).is_err());
        assert!(false_neighbours(&[1.0, 2.0, 3.0], 0, 1, 1).is_err());
    }
}
