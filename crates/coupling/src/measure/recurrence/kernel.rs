//! The arithmetic of a recurrence matrix, one diagonal at a time, 64 cells in one word.
//!
//! The matrix is never stored. On the diagonal `lag` = j − i, the squared distance of two embedded
//! points is a sum of shifted one-dimensional squared differences, so each difference is computed
//! once and used `dimension` times; cells become bits and bits become counts by popcount. The
//! loops are written so that the compiler turns them into vector instructions; the sums keep one
//! fixed order, so every machine gives the same bits.

use multiversion::multiversion;

/// Cells in one word.
pub(super) const WORD: usize = 64;

/// Cells of one pass: small enough that the differences stay in the fastest cache.
const BLOCK: usize = 2048;

/// Values in one line of the cache.
const CACHE_LINE: usize = 8;

/// Values to skip so that vectors of eight do not straddle two cache lines: a matter of speed only.
fn line_start(values: &[f64]) -> usize {
    values.as_ptr().align_offset(CACHE_LINE * size_of::<f64>()).min(CACHE_LINE)
}

/// How a person's points are laid out: channels padded with `NaN`, so that cells outside the
/// matrix compare as not recurrent and need no case of their own.
pub(super) struct Padded {
    /// Values, and where the first one stands.
    channels: Vec<(Vec<f64>, usize)>,
    /// Values of each, and how far outside them a pass may look.
    samples: usize,
    around: usize,
}

impl Padded {
    /// `around`: how far outside the series a pass may look.
    pub(super) fn new(channels: &[&[f64]], around: usize) -> Self {
        let pad = |x: &&[f64]| {
            let mut out = vec![f64::NAN; x.len() + 2 * around + CACHE_LINE];
            let from = around + line_start(&out);
            out[from..from + x.len()].copy_from_slice(x);
            (out, from)
        };
        let samples = channels.first().map_or(0, |x| x.len());
        Self { channels: channels.iter().map(pad).collect(), samples, around }
    }

    /// How far outside the series a pass may look.
    pub(super) fn around(&self) -> usize {
        self.around
    }

    /// The series themselves.
    pub(super) fn series(&self) -> Vec<&[f64]> {
        self.channels.iter().map(|(x, from)| &x[*from..from + self.samples]).collect()
    }

    /// The squared distance of two embedded points, to look at a few of them.
    pub(super) fn square_to(&self, other: &Self, row: usize, column: usize, of: Closeness) -> f64 {
        let mut sum = 0.0;
        for copy in 0..of.dimension {
            let by = copy * of.delay;
            for ((x, from), (y, from_too)) in self.channels.iter().zip(&other.channels) {
                let d = x[from + row + by] - y[from_too + column + by];
                sum += d * d;
            }
        }
        sum
    }

    fn slice(&self, channel: usize, start: isize, len: usize) -> &[f64] {
        let (values, from) = &self.channels[channel];
        let start = from.wrapping_add_signed(start);
        &values[start..start + len]
    }
}

/// The shape of one point and the largest squared distance that counts as recurrent.
#[derive(Clone, Copy)]
pub(super) struct Closeness {
    pub(super) dimension: usize,
    pub(super) delay: usize,
    pub(super) limit: f64,
}

/// Writes the recurrent cells of rows `64 × first ..` of one diagonal as bits.
///
/// Bit `r` of `words[w]` is row i = 64·(first + w) + r against column i + lag.
pub(super) fn diagonal_bits(
    a: &Padded,
    b: &Padded,
    closeness: Closeness,
    lag: isize,
    first: usize,
    words: &mut [u64],
    scratch: &mut Vec<f64>,
) {
    diagonal_squares(
        a,
        b,
        closeness,
        lag,
        first,
        words.len(),
        scratch,
        |offset, squares, cells| {
            let words = &mut words[offset / WORD..(offset + cells) / WORD];
            pack(squares, closeness.dimension, closeness.delay, closeness.limit, words);
        },
    );
}

/// Squares kept per band at most (4 MB).
const KEPT: usize = 1 << 19;

/// Counts the cells of a diagonal whose square is below `range.0` and those from there to `range.1`;
/// keeps the latter's squares as long as there is room.
#[allow(clippy::too_many_arguments)]
pub(super) fn diagonal_between(
    a: &Padded,
    b: &Padded,
    closeness: Closeness,
    lag: isize,
    (first, end): (usize, usize),
    range: (f64, f64),
    scratch: &mut Vec<f64>,
    kept: &mut Vec<f64>,
) -> [u64; 2] {
    let Closeness { dimension, delay, .. } = closeness;
    let (mut below, mut inside, mut words) = (0, 0, Vec::new());
    diagonal_squares(a, b, closeness, lag, first, end - first, scratch, |_, squares, cells| {
        words.resize(2 * cells / WORD, 0);
        let (under, within) = words.split_at_mut(cells / WORD);
        pack(squares, dimension, delay, range.0.next_down(), under);
        pack(squares, dimension, delay, range.1, within);
        for (w, (under, within)) in under.iter().zip(within).enumerate() {
            below += u64::from(under.count_ones());
            let mut between = *within & !under;
            inside += u64::from(between.count_ones());
            while between != 0 && kept.len() < KEPT {
                let cell = w * WORD + between.trailing_zeros() as usize;
                // The same sum in the same order as everywhere else.
                let more = (1..dimension).map(|copy| squares[cell + copy * delay]);
                kept.push(more.fold(squares[cell], |sum, s| sum + s));
                between &= between - 1;
            }
        }
    });
    [below, inside]
}

/// Hands the one-dimensional squared differences of a diagonal to `each`, block by block:
/// the first cell of the block, its differences (longer than the block by the embedding), its cells.
#[allow(clippy::too_many_arguments)]
fn diagonal_squares(
    a: &Padded,
    b: &Padded,
    closeness: Closeness,
    lag: isize,
    first: usize,
    words: usize,
    scratch: &mut Vec<f64>,
    mut each: impl FnMut(usize, &[f64], usize),
) {
    let reach = (closeness.dimension - 1) * closeness.delay;
    // A long reach is computed again for every block; longer blocks keep that share small.
    let block = BLOCK.max((4 * reach).next_multiple_of(WORD));
    scratch.resize(block + reach + CACHE_LINE, 0.0);
    let aligned = line_start(scratch);
    let scratch = &mut scratch[aligned..];
    let mut offset = 0;
    while offset < words * WORD {
        let cells = block.min(words * WORD - offset);
        let len = cells + reach;
        let row = (first * WORD + offset) as isize;
        for channel in 0..a.channels.len() {
            let (x, y) = (a.slice(channel, row, len), b.slice(channel, row + lag, len));
            match channel {
                0 => square_differences(x, y, &mut scratch[..len]),
                _ => add_square_differences(x, y, &mut scratch[..len]),
            }
        }
        each(offset, &scratch[..len], cells);
        offset += cells;
    }
}

/// Squared distances of the embedded points of one diagonal, rows `64 × first ..`, into `out`.
pub(super) fn diagonal_distances(
    a: &Padded,
    b: &Padded,
    closeness: Closeness,
    lag: isize,
    first: usize,
    out: &mut [f64],
    scratch: &mut Vec<f64>,
) {
    let words = out.len() / WORD;
    diagonal_squares(a, b, closeness, lag, first, words, scratch, |offset, squares, cells| {
        embed(squares, closeness.dimension, closeness.delay, &mut out[offset..offset + cells]);
    });
}

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn square_differences(x: &[f64], y: &[f64], out: &mut [f64]) {
    for ((o, x), y) in out.iter_mut().zip(x).zip(y) {
        let d = x - y;
        *o = d * d;
    }
}

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn add_square_differences(x: &[f64], y: &[f64], out: &mut [f64]) {
    for ((o, x), y) in out.iter_mut().zip(x).zip(y) {
        let d = x - y;
        *o += d * d;
    }
}

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn embed(squares: &[f64], dimension: usize, delay: usize, out: &mut [f64]) {
    out.copy_from_slice(&squares[..out.len()]);
    for copy in 1..dimension {
        for (o, s) in out.iter_mut().zip(&squares[copy * delay..]) {
            *o += s;
        }
    }
}

/// Cells compared at once: one 512-bit register or two 256-bit ones.
const LANES: usize = 8;

#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512dq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn pack(squares: &[f64], dimension: usize, delay: usize, limit: f64, words: &mut [u64]) {
    // The usual dimensions are compiled one by one, so that the sum stays in registers.
    match dimension {
        1 => pack_words::<1>(squares, delay, limit, words),
        2 => pack_words::<2>(squares, delay, limit, words),
        3 => pack_words::<3>(squares, delay, limit, words),
        4 => pack_words::<4>(squares, delay, limit, words),
        _ => {
            for (w, word) in words.iter_mut().enumerate() {
                let mut sums = [0.0; WORD];
                embed(&squares[w * WORD..], dimension, delay, &mut sums);
                pack_words::<1>(&sums, 0, limit, std::slice::from_mut(word));
            }
        }
    }
}

/// The shape of these loops is what the compiler recognises; the short array of sums keeps it from
/// gathering cells of different words into one register.
#[inline(always)]
fn pack_words<const D: usize>(squares: &[f64], delay: usize, limit: f64, words: &mut [u64]) {
    for (w, word) in words.iter_mut().enumerate() {
        let mut copies = [&squares[w * WORD..][..WORD]; D];
        for (copy, of) in copies.iter_mut().enumerate() {
            *of = &squares[w * WORD + copy * delay..][..WORD];
        }
        let mut near = [0_u64; LANES];
        let mut bit: [u64; LANES] = [1, 2, 4, 8, 16, 32, 64, 128];
        for part in 0..WORD / LANES {
            let lanes = part * LANES..(part + 1) * LANES;
            let mut sum = [0.0_f64; LANES];
            sum.copy_from_slice(&copies[0][lanes.clone()]);
            for copy in &copies[1..] {
                for (s, v) in sum.iter_mut().zip(&copy[lanes.clone()]) {
                    *s += v;
                }
            }
            for ((near, bit), s) in near.iter_mut().zip(&mut bit).zip(&sum) {
                *near |= if *s <= limit { *bit } else { 0 };
                *bit <<= LANES;
            }
        }
        *word = near.iter().fold(0, |all, bits| all | bits);
    }
}
