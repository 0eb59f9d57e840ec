//! Sums and spreads over the window at every start.

use multiversion::multiversion;

use super::lanes::{LANES, PADDING};

/// Where a window's level dwarfs its movement so far that sums about the recording's mean would
/// lose more than four of their sixteen digits, the window is *delicate*: its spread is computed in
/// two passes, and so is every correlation it takes part in.
pub(super) const DELICATE: f64 = 1e4;

/// Starts whose sums are finished at a time, so that they stay in the nearest cache.
const STRETCH: usize = 1024;

/// Starts summed side by side.
const WIDE: usize = 4;

/// Level and spread of the window at every start; both end in padding.
pub(super) struct WindowMoments {
    /// √window times the window's mean.
    pub(super) level: Vec<f64>,
    /// One over the root of the sum of squares about the window's mean; `NaN` where delicate, or
    /// where the sum of squares does not exceed the floor.
    pub(super) inverse: Vec<f64>,
    /// Whether any inverse is `NaN`.
    pub(super) any_delicate: bool,
}

/// Level and spread of every window of `padded`, less its padding. Each depends on no more than its
/// own samples and nothing is ever subtracted from a sum, so nothing drifts.
pub(super) fn window_moments(padded: &[f64], window: usize, floor: f64) -> WindowMoments {
    let starts = padded.len() - PADDING + 1 - window;
    let room = || Vec::with_capacity(starts + PADDING);
    let (mut level, mut inverse) = (room(), room());
    let mut sums = WindowSums::new(padded, window);
    let mut any_delicate = false;
    while level.len() < starts {
        let from = level.len();
        let to = (from + STRETCH).min(starts);
        let filled = from + (to - from).next_multiple_of(WIDE);
        level.resize(filled, 0.0);
        inverse.resize(filled, 0.0);
        let (level, inverse) = (&mut level[from..], &mut inverse[from..]);
        sums.fill(level, inverse);
        let used = to - from;
        any_delicate |= moments(&mut level[..used], &mut inverse[..used], window, floor);
    }
    for moments in [&mut level, &mut inverse] {
        moments.truncate(starts);
        moments.resize(starts + PADDING, 0.0);
    }
    WindowMoments { level, inverse, any_delicate }
}

/// Sums and sums of squares to levels and inverse spreads, in place; whether any is delicate.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn moments(level: &mut [f64], inverse: &mut [f64], window: usize, floor: f64) -> bool {
    let share = 1.0 / (window as f64).sqrt();
    let mut any = false;
    for (level, inverse) in level.iter_mut().zip(inverse) {
        *level *= share;
        let squares = *inverse - *level * *level;
        let delicate = (*inverse > DELICATE * squares) | (squares <= floor);
        *inverse = if delicate { f64::NAN } else { inverse_root(squares) };
        any |= delicate;
    }
    any
}

/// Walks over all starts, four side by side, and keeps what neighbours share.
///
/// Samples are summed in fours; a window is a run of every fourth of these, and a few samples more
/// where four do not divide it. Fours come in batches as long as a window's run: a window reaches
/// from somewhere in one batch to the end of it (a sum over a suffix, kept) and from the start of
/// the next batch to somewhere in it (a sum over a prefix, growing).
struct WindowSums<'x> {
    padded: &'x [f64],
    /// Samples beyond whole fours.
    rest: usize,
    /// Next start.
    start: usize,
    /// Its place in the batch.
    place: usize,
    batch: Vec<Four>,
    prefix: Four,
}

/// Sums, and sums of squares, of four neighbouring windows.
type Four = [[f64; WIDE]; 2];

impl<'x> WindowSums<'x> {
    fn new(padded: &'x [f64], window: usize) -> Self {
        let whole = window / WIDE;
        let mut batch = vec![[[0.0; WIDE]; 2]; whole];
        for (k, four) in batch.iter_mut().enumerate() {
            *four = fours(&padded[WIDE * k..]);
        }
        suffixes(&mut batch);
        Self { padded, rest: window % WIDE, start: 0, place: 0, batch, prefix: Default::default() }
    }

    /// The sums and the sums of squares of the next windows, some whole fours.
    fn fill(&mut self, sums: &mut [f64], squares: &mut [f64]) {
        next_sums(self, sums, squares);
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn next_sums(walk: &mut WindowSums<'_>, sums: &mut [f64], squares: &mut [f64]) {
    let reach = WIDE * walk.batch.len();
    let (mut start, mut place, mut prefix) = (walk.start, walk.place, walk.prefix);
    let out = sums.as_chunks_mut::<WIDE>().0.iter_mut().zip(squares.as_chunks_mut::<WIDE>().0);
    for (sums, squares) in out {
        let beyond = &walk.padded[start + reach..];
        start += WIDE;
        let mut here = prefix;
        if let Some(four) = walk.batch.get_mut(place) {
            here = plus(here, *four);
            *four = fours(beyond);
            prefix = plus(prefix, *four);
            place += 1;
            if place == walk.batch.len() {
                suffixes(&mut walk.batch);
                (place, prefix) = (0, Four::default());
            }
        }
        for k in 0..walk.rest {
            let rest = neighbours(beyond, k);
            here = plus(here, [rest, rest.map(|x| x * x)]);
        }
        [*sums, *squares] = here;
    }
    (walk.start, walk.place, walk.prefix) = (start, place, prefix);
}

/// Sums of four samples, and of their squares, from each of four neighbouring samples on.
#[inline(always)]
fn fours(x: &[f64]) -> Four {
    let [a, b, c, d] = std::array::from_fn(|k| {
        let x = neighbours(x, k);
        [x, x.map(|x| x * x)]
    });
    plus(plus(a, b), plus(c, d))
}

#[inline(always)]
fn neighbours(x: &[f64], from: usize) -> [f64; WIDE] {
    let x = &x[from..from + WIDE];
    std::array::from_fn(|lane| x[lane])
}

/// Sums from each place of a batch to its end, in place.
#[inline(always)]
fn suffixes(batch: &mut [Four]) {
    let mut later = Four::default();
    for four in batch.iter_mut().rev() {
        later = plus(later, *four);
        *four = later;
    }
}

#[inline(always)]
fn plus(a: Four, b: Four) -> Four {
    std::array::from_fn(|i| std::array::from_fn(|lane| a[i][lane] + b[i][lane]))
}

/// 1 / √x for a positive normal x: a guess from half the exponent, good to 4 %, then four of
/// Newton's steps, each of which doubles the digits; right to the last two bits, and the same on
/// every machine. Root and division would take a third of the time that preparing a series takes.
#[inline(always)]
fn inverse_root(x: f64) -> f64 {
    const GUESS: u64 = 0x5FE6_EB50_C7B5_37A9;
    let half = 0.5 * x;
    let mut y = f64::from_bits(GUESS.wrapping_sub(x.to_bits() >> 1));
    for _ in 0..4 {
        y *= 1.5 - (half * y) * y;
    }
    y
}

/// Sum and number of the samples present, eight at a time.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
pub(super) fn sum_of_present(x: &[f64]) -> (f64, usize) {
    let (mut sums, mut counts) = ([0.0; LANES], [0.0; LANES]);
    let (groups, rest) = x.as_chunks::<LANES>();
    for group in groups {
        for lane in 0..LANES {
            let here = group[lane].is_finite();
            sums[lane] += if here { group[lane] } else { 0.0 };
            counts[lane] += if here { 1.0 } else { 0.0 };
        }
    }
    for (lane, v) in rest.iter().enumerate().filter(|(_, v)| v.is_finite()) {
        sums[lane] += v;
        counts[lane] += 1.0;
    }
    (sums.iter().sum(), counts.iter().sum::<f64>() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_is_summed() {
        let x: Vec<f64> = (0..5000).map(|i| f64::from(i % 97) - 48.0).collect();
        let padded = [&x[..], &[0.0; PADDING]].concat();
        for window in [2, 3, 4, 5, 7, 11, 63, 64, 300, 4999, 5000] {
            let found = window_moments(&padded, window, 0.0);
            let root = (window as f64).sqrt();
            for s in (0..5001 - window).step_by(61) {
                let w = &x[s..s + window];
                let mean = w.iter().sum::<f64>() / window as f64;
                let squares: f64 = w.iter().map(|v| (v - mean) * (v - mean)).sum();
                assert!((found.level[s] / root - mean).abs() < 1e-12);
                assert!((found.inverse[s] * squares.sqrt() - 1.0).abs() < 1e-11);
            }
            assert!(!found.any_delicate);
            assert_eq!(found.level[5001 - window..], [0.0; PADDING]);
        }
    }

    #[test]
    fn the_root_is_right_to_the_last_digits() {
        for k in -2000..2000 {
            let x = (f64::from(k) * 0.1731).exp2() * (1.0 + f64::from(k * k % 89) / 89.0);
            assert!((inverse_root(x) * x.sqrt() - 1.0).abs() < 6e-16, "{x}");
        }
    }

    #[test]
    fn what_is_missing_is_not_counted() {
        let x: Vec<f64> = (0..21).map(|i| if i % 5 == 2 { f64::NAN } else { 1.5 }).collect();
        assert_eq!(sum_of_present(&x), (17.0 * 1.5, 17));
        assert_eq!(sum_of_present(&[]), (0.0, 0));
    }
}
