use super::smooth::Lanes;
use crate::random::Draws;
use attune_coupling::CircularShift;
use rayon::prelude::*;

/// How often something is found, beside how often shifted copies show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceOf {
    /// How often it was found.
    pub count: usize,
    /// Mean count in copies of which one person was shifted against the other.
    pub expected: f64,
    /// `(1 + copies with at least as many) / (1 + copies)`; `NaN` where none could be made.
    pub p: f64,
    /// How many copies.
    pub copies: usize,
}

/// How often chance shows what was found: the same count on copies in which one person's lane is
/// shifted against the other's.
///
/// In plain words: two people who each go up and down are up together now and then anyway.
///
/// # Inputs
/// The lanes, what to count, how many copies (at most), a seed.
///
/// # Returns
/// See [`ChanceOf`].
///
/// # Missing data
/// Gaps travel with their lane.
///
/// # Source
/// `docs/mathematics.md` 5 (circular shift with matched ends).
pub fn chance_of(
    lanes: &Lanes<'_>,
    copies: usize,
    seed: u64,
    count: impl Fn(&Lanes<'_>) -> usize + Sync,
) -> ChanceOf {
    let observed = count(lanes);
    let [a, b] = lanes.activation.map(|x| &x[..lanes.len()]);
    let nearest = lanes.samples(NEAREST_S);
    let shift = CircularShift { surrogates: copies, seed };
    let Ok(shifts) = shift.draw(a, b, nearest) else {
        return ChanceOf { count: observed, expected: f64::NAN, p: f64::NAN, copies: 0 };
    };
    let kept = [&a[shifts.range.clone()], &b[shifts.range.clone()]];
    let moved = usize::from(shifts.shifted == attune_coupling::Side::B);
    let counts: Vec<usize> = shifts
        .shifts
        .par_iter()
        .map(|&by| {
            let turned = [&kept[moved][by..], &kept[moved][..by]].concat();
            let mut activation = kept;
            activation[moved] = &turned;
            count(&Lanes { activation, ..*lanes })
        })
        .collect();
    let n = counts.len() as f64;
    let at_least = counts.iter().filter(|c| **c >= observed).count() as f64;
    ChanceOf {
        count: observed,
        expected: counts.iter().sum::<usize>() as f64 / n,
        p: (1.0 + at_least) / (1.0 + n),
        copies: counts.len(),
    }
}

/// No copy comes nearer to the data than this, seconds: a minute is what a joint rise may take.
const NEAREST_S: f64 = 60.0;

/// Rotations of a list against another, each drawn from its own stream; all of them where there
/// are no more than asked for.
pub(crate) fn rotations(n: usize, nearest: usize, copies: usize, draws: &mut Draws) -> Vec<usize> {
    let mut all: Vec<usize> = (nearest.max(1)..(n + 1).saturating_sub(nearest.max(1))).collect();
    if copies < all.len() {
        draws.shuffle(&mut all);
        all.truncate(copies);
    }
    all
}
