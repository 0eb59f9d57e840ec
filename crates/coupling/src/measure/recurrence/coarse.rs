//! A first look at a recurrence matrix in single precision, half the work of double.
//!
//! A squared distance in single precision is off by a known most. Where it lies further than that
//! from the limit, single and double precision decide alike; the few words of cells in which one
//! lies nearer are in doubt and looked at again in double precision. What recurs is the same, to
//! the bit.

use multiversion::multiversion;

use super::kernel::{Closeness, Padded, WORD};

/// Cells of one pass: small enough that the differences stay in the fastest cache.
const BLOCK: usize = 4096;

/// Values in one line of the cache.
const CACHE_LINE: usize = 16;

/// Half the distance from 1 to the next number in single precision: how far a rounded value is off.
const ROUNDED: f64 = f32::EPSILON as f64 / 2.0;

/// Single precision must decide all but cells within this share of the limit.
const WORTHWHILE: f64 = 1.0 / 16.0;

/// Two people's points in single precision, and which squared distances it can decide.
pub(super) struct Coarse {
    a: Vec<(Vec<f32>, usize)>,
    b: Vec<(Vec<f32>, usize)>,
    dimension: usize,
    delay: usize,
    /// At most this: recurrent.
    sure: f32,
    /// More than this: not recurrent.
    perhaps: f32,
}

impl Coarse {
    /// `None` where single precision says too little about this limit.
    pub(super) fn new(a: &Padded, b: &Padded, of: Closeness) -> Option<Self> {
        // Far from the smallest and the largest numbers, so that rounding is all there is.
        if !(1e-30..1e30).contains(&of.limit) {
            return None;
        }
        let around = a.around();
        let (a, b) = (a.series(), b.series());
        let centres: Vec<f64> = a.iter().zip(&b).map(|(a, b)| middle(a, b)).collect();
        let mut off = 0.0_f64;
        for ((a, b), centre) in a.iter().zip(&b).zip(&centres) {
            let size = |from: f64| {
                let values = a.iter().chain(*b).filter(|x| !x.is_nan());
                values.fold(0.0, |most: f64, x| most.max((x - from).abs()))
            };
            let (about_centre, about_zero) = (size(*centre), size(0.0));
            if about_centre >= 1e15 {
                return None;
            }
            // Of a difference: both values rounded, and their centre taken off before.
            off = off.max(2.001 * ROUNDED * about_centre + 4.0 * f64::EPSILON * about_zero);
        }
        let terms = (of.dimension * a.len()) as f64;
        let error = 2.0 * off * (terms * of.limit).sqrt()
            + 2.0 * terms * off * off
            + (terms + 4.0) * ROUNDED * of.limit;
        let error = 1.05 * error;
        if error > WORTHWHILE * of.limit {
            return None;
        }
        let single = |channels: &[&[f64]]| {
            channels.iter().zip(&centres).map(|(x, centre)| padded(x, *centre, around)).collect()
        };
        Some(Self {
            a: single(&a),
            b: single(&b),
            dimension: of.dimension,
            delay: of.delay,
            sure: ((of.limit - error) as f32).next_down(),
            perhaps: ((of.limit + error) as f32).next_up(),
        })
    }

    /// Writes the cells of rows `64 × first ..` of one diagonal as bits, and the numbers of the words
    /// that are in doubt.
    pub(super) fn bits(
        &self,
        lag: isize,
        first: usize,
        words: &mut [u64],
        scratch: &mut Vec<f32>,
        doubt: &mut Vec<usize>,
    ) {
        doubt.clear();
        let reach = (self.dimension - 1) * self.delay;
        // A long reach is computed again for every block; longer blocks keep that share small.
        let block = BLOCK.max((4 * reach).next_multiple_of(WORD));
        scratch.resize(block + reach + CACHE_LINE, 0.0);
        let aligned = line_start(scratch);
        let scratch = &mut scratch[aligned..];
        let mut offset = 0;
        while offset < words.len() * WORD {
            let cells = block.min(words.len() * WORD - offset);
            let len = cells + reach;
            let row = (first * WORD + offset) as isize;
            for (channel, (a, b)) in self.a.iter().zip(&self.b).enumerate() {
                let (x, y) = (slice(a, row, len), slice(b, row + lag, len));
                match channel {
                    0 => square_differences(x, y, &mut scratch[..len]),
                    _ => add_square_differences(x, y, &mut scratch[..len]),
                }
            }
            let at = offset / WORD;
            let words = &mut words[at..at + cells / WORD];
            let embedding = (self.dimension, self.delay);
            pack(&scratch[..len], embedding, (self.sure, self.perhaps), words, (at, doubt));
            offset += cells;
        }
    }
}

/// Values to skip so that vectors do not straddle two cache lines: a matter of speed only.
fn line_start(values: &[f32]) -> usize {
    values.as_ptr().align_offset(CACHE_LINE * size_of::<f32>()).min(CACHE_LINE)
}

/// Half-way between the least and the greatest value of either person.
fn middle(a: &[f64], b: &[f64]) -> f64 {
    let values = || a.iter().chain(b).copied().filter(|x| !x.is_nan());
    let (lo, hi) =
        (values().fold(f64::INFINITY, f64::min), values().fold(-f64::INFINITY, f64::max));
    if lo <= hi { lo + (hi - lo) / 2.0 } else { 0.0 }
}

fn padded(x: &[f64], centre: f64, around: usize) -> (Vec<f32>, usize) {
    let mut out = vec![f32::NAN; x.len() + 2 * around + CACHE_LINE];
    let from = around + line_start(&out);
    for (out, x) in out[from..].iter_mut().zip(x) {
        *out = (x - centre) as f32;
    }
    (out, from)
}

fn slice((values, from): &(Vec<f32>, usize), start: isize, len: usize) -> &[f32] {
    let start = from.wrapping_add_signed(start);
    &values[start..start + len]
}

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn square_differences(x: &[f32], y: &[f32], out: &mut [f32]) {
    for ((o, x), y) in out.iter_mut().zip(x).zip(y) {
        let d = x - y;
        *o = d * d;
    }
}

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn add_square_differences(x: &[f32], y: &[f32], out: &mut [f32]) {
    for ((o, x), y) in out.iter_mut().zip(x).zip(y) {
        let d = x - y;
        *o += d * d;
    }
}

/// Cells compared at once: one 256-bit register.
const LANES: usize = 8;

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn pack(
    squares: &[f32],
    (dimension, delay): (usize, usize),
    limits: (f32, f32),
    words: &mut [u64],
    (first, doubt): (usize, &mut Vec<usize>),
) {
    // The usual dimensions are compiled one by one, so that the sum stays in registers.
    match dimension {
        1 => pack_words::<1>(squares, delay, limits, words, first, doubt),
        2 => pack_words::<2>(squares, delay, limits, words, first, doubt),
        3 => pack_words::<3>(squares, delay, limits, words, first, doubt),
        4 => pack_words::<4>(squares, delay, limits, words, first, doubt),
        _ => {
            for (w, word) in words.iter_mut().enumerate() {
                let mut sums = [0.0_f32; WORD];
                for copy in 0..dimension {
                    for (sum, s) in sums.iter_mut().zip(&squares[w * WORD + copy * delay..]) {
                        *sum += s;
                    }
                }
                let word = std::slice::from_mut(word);
                pack_words::<1>(&sums, 0, limits, word, first + w, doubt);
            }
        }
    }
}

/// The shape of these loops is what the compiler turns into vector instructions.
#[inline(always)]
fn pack_words<const D: usize>(
    squares: &[f32],
    delay: usize,
    (sure, perhaps): (f32, f32),
    words: &mut [u64],
    first: usize,
    doubt: &mut Vec<usize>,
) {
    const HALF: usize = WORD / 2;
    for (w, word) in words.iter_mut().enumerate() {
        let mut copies = [&squares[w * WORD..][..WORD]; D];
        for (copy, of) in copies.iter_mut().enumerate() {
            *of = &squares[w * WORD + copy * delay..][..WORD];
        }
        let mut halves = [0_u32; 2];
        let mut doubtful = [0_u32; LANES];
        for (half, near_all) in halves.iter_mut().enumerate() {
            let mut near = [0_u32; LANES];
            let mut bit: [u32; LANES] = [1, 2, 4, 8, 16, 32, 64, 128];
            for part in 0..HALF / LANES {
                let from = half * HALF + part * LANES;
                let mut sum = [0.0_f32; LANES];
                sum.copy_from_slice(&copies[0][from..from + LANES]);
                for copy in &copies[1..] {
                    for (s, v) in sum.iter_mut().zip(&copy[from..from + LANES]) {
                        *s += v;
                    }
                }
                for lane in 0..LANES {
                    let is_sure = if sum[lane] <= sure { u32::MAX } else { 0 };
                    let may_be = if sum[lane] <= perhaps { u32::MAX } else { 0 };
                    near[lane] |= is_sure & bit[lane];
                    doubtful[lane] |= is_sure ^ may_be;
                    bit[lane] <<= LANES;
                }
            }
            *near_all = near.iter().fold(0, |all, bits| all | bits);
        }
        *word = u64::from(halves[0]) | u64::from(halves[1]) << HALF;
        if doubtful.iter().fold(0, |all, bits| all | bits) != 0 {
            doubt.push(first + w);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::recurrence::kernel::diagonal_bits;

    /// Numbers that look random and are the same on every machine.
    fn noise(seed: u64, n: usize, round_to: f64) -> Vec<f64> {
        let mut state = seed;
        let next = |_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let value = (state >> 33) as f64 / 1e9;
            if round_to > 0.0 { (value / round_to).round() * round_to } else { value }
        };
        (0..n).map(next).collect()
    }

    /// Every word of every diagonal: decided alike, or in doubt. Returns how many words were in doubt.
    fn doubts(a: &[f64], b: &[f64], of: Closeness) -> usize {
        let (a, b) = (Padded::new(&[a], WORD), Padded::new(&[b], WORD));
        let coarse = Coarse::new(&a, &b, of).unwrap();
        let n = a.series()[0].len() - (of.dimension - 1) * of.delay;
        let (mut scratch, mut exact_scratch, mut doubt) = (Vec::new(), Vec::new(), Vec::new());
        let mut all = 0;
        for lag in 1 - n as isize..n as isize {
            let (lo, hi) = ((-lag).max(0) as usize / WORD, n - lag.max(0) as usize);
            let mut words = vec![0; hi.div_ceil(WORD) - lo];
            let mut exact = words.clone();
            coarse.bits(lag, lo, &mut words, &mut scratch, &mut doubt);
            diagonal_bits(&a, &b, of, lag, lo, &mut exact, &mut exact_scratch);
            for (w, (quick, exact)) in words.iter().zip(&exact).enumerate() {
                assert!(quick == exact || doubt.contains(&w), "lag {lag}, word {w}");
            }
            all += doubt.len();
        }
        all
    }

    #[test]
    fn what_is_not_in_doubt_is_decided_as_in_double_precision() {
        for (dimension, delay, shift) in [(1, 1, 0.0), (3, 5, 0.0), (3, 5, 1e4), (6, 2, -300.0)] {
            let mut a: Vec<f64> = noise(1, 300, 0.0).iter().map(|x| x + shift).collect();
            let b: Vec<f64> = noise(2, 300, 0.0).iter().map(|x| x + shift).collect();
            a[17] = f64::NAN;
            // Some 300 x 300 cells in words of 64: nearly none may need the slow way.
            let doubts = doubts(&a, &b, Closeness { dimension, delay, limit: 0.4 });
            assert!(doubts < 30, "{doubts} words at {shift}");
        }
        // Distances that tie with the limit are all in doubt.
        let (a, b) = (noise(3, 300, 0.25), noise(4, 300, 0.25));
        assert!(doubts(&a, &b, Closeness { dimension: 1, delay: 1, limit: 0.25 }) > 500);
    }

    #[test]
    fn too_small_a_limit_is_left_to_double_precision() {
        let (a, b) = (noise(1, 100, 0.0), noise(2, 100, 0.0));
        let far: Vec<f64> = a.iter().map(|x| x * 1e9).collect();
        let (a, b, far) =
            (Padded::new(&[&a], WORD), Padded::new(&[&b], WORD), Padded::new(&[&far], WORD));
        let of = |limit| Closeness { dimension: 1, delay: 1, limit };
        assert!(Coarse::new(&a, &b, of(0.0)).is_none());
        assert!(Coarse::new(&a, &b, of(1e-12)).is_none());
        assert!(Coarse::new(&a, &far, of(0.1)).is_none());
        assert!(Coarse::new(&a, &b, of(0.1)).is_some());
    }
}
