//! The recurrence matrix of two people, passed over but never stored.

use rayon::prelude::*;

use super::RecurrenceOptions;
use super::Threshold;
use super::coarse::Coarse;
use super::kernel::{Closeness, Padded, WORD, diagonal_between, diagonal_bits, diagonal_distances};
use super::radius::{bracket, largest_square_within, square_of_rank};
use super::runs::{Band, DIRECTIONS, Follower, Histogram, join};
use crate::InputError;

/// Points from which on the diagonals are shared out: below, one core is done before it pays.
const SHARED_FROM: usize = 4096;
/// One cell in so many is looked at to find where a wished-for rate lies …
const SAMPLED_ONE_IN: usize = 256;
/// … but no more than this …
const MOST_SAMPLED: usize = 1 << 20;
/// … and below this a sample says too little.
const FEWEST_SAMPLED: usize = 64;
/// Bands a large matrix is cut into, whatever the number of threads.
const BANDS: usize = 16;

/// In a band, so many words in doubt are nothing to worry about …
const DOUBTS_ALLOWED: usize = 64;
/// … and beyond them, one word in so many: with more, the first look costs more than it saves.
const DOUBT_ONE_IN: usize = 8;

/// Two series of points and what counts as close.
pub(super) struct Matrix {
    a: Padded,
    b: Padded,
    /// Points per person: the matrix has n × n cells.
    pub(super) n: usize,
    theiler: usize,
    closeness: Closeness,
    /// Pairs of complete points outside the Theiler window.
    pub(super) pairs: u64,
    /// Share of the points of either person that are complete, 0 to 1.
    pub(super) complete: f64,
}

/// What one pass over the matrix counts.
pub(super) struct Lines {
    /// Number of lines by length, per direction.
    pub(super) histogram: [Histogram; DIRECTIONS],
    /// Recurrent cells.
    pub(super) recurrent: u64,
}

impl Matrix {
    pub(super) fn new(
        a: &[&[f64]],
        b: &[&[f64]],
        options: &RecurrenceOptions,
    ) -> Result<Self, InputError> {
        if a.is_empty() || a.len() != b.len() {
            return Err(InputError::ChannelMismatch { a: a.len(), b: b.len() });
        }
        let samples = a.iter().chain(b).map(|x| x.len()).min().unwrap_or(0);
        let n = options.check(samples)?;
        let cut = |x: &[&[f64]]| {
            let shared: Vec<&[f64]> = x.iter().map(|x| &x[..samples]).collect();
            (Padded::new(&shared, WORD), complete_points(&shared, options, n))
        };
        let ((a, a_complete), (b, b_complete)) = (cut(a), cut(b));
        let pairs = pairs(&a_complete, &b_complete, options.theiler);
        if pairs == 0 {
            return Err(InputError::NoCompletePairs { points: n });
        }
        let present = a_complete.iter().chain(&b_complete).filter(|&&c| c).count();
        let mut matrix = Self {
            a,
            b,
            n,
            theiler: options.theiler,
            closeness: Closeness { dimension: options.dimension, delay: options.delay, limit: 0.0 },
            pairs,
            complete: present as f64 / (2 * n) as f64,
        };
        matrix.closeness.limit = match options.threshold {
            Threshold::Radius(radius) => largest_square_within(radius),
            Threshold::Rate(rate) => {
                let rank = (rate * pairs as f64).ceil().clamp(1.0, pairs as f64) as u64;
                match matrix.square_within_bracket(rank) {
                    Some(square) => square,
                    None => square_of_rank(rank, |each| matrix.for_each_square(each)),
                }
            }
            Threshold::Same => 0.0,
        };
        Ok(matrix)
    }

    /// The distance up to which points count as close.
    pub(super) fn radius(&self) -> f64 {
        self.closeness.limit.sqrt()
    }

    /// All lines, in one pass.
    pub(super) fn lines(&self) -> Lines {
        let coarse = Coarse::new(&self.a, &self.b, self.closeness);
        let band = |&(first, last): &(isize, isize)| self.band(first, last, coarse.as_ref());
        let bands: Vec<Band> = if self.n < SHARED_FROM {
            vec![band(&(-self.last_lag(), self.last_lag()))]
        } else {
            band_edges(self.n).par_iter().map(band).collect()
        };
        let recurrent = bands.iter().flat_map(|band| &band.recurrent).sum();
        Lines { histogram: join(bands, self.n), recurrent }
    }

    /// Rows and squared distances of one diagonal; `NaN` where a point is not complete.
    pub(super) fn diagonal(&self, lag: isize) -> impl Iterator<Item = (usize, f64)> {
        let (lo, hi) = self.words(lag);
        let mut squares = vec![0.0; (hi - lo) * WORD];
        diagonal_distances(
            &self.a,
            &self.b,
            self.closeness,
            lag,
            lo,
            &mut squares,
            &mut Vec::new(),
        );
        let rows = (-lag).max(0) as usize..self.n - lag.max(0) as usize;
        squares
            .into_iter()
            .enumerate()
            .map(move |(at, square)| (lo * WORD + at, square))
            .filter(move |(row, _)| rows.contains(row))
    }

    /// Whether a squared distance counts as close.
    pub(super) fn close(&self, square: f64) -> bool {
        square <= self.closeness.limit
    }

    fn last_lag(&self) -> isize {
        self.n as isize - 1
    }

    fn band(&self, first: isize, last: isize, mut coarse: Option<&Coarse>) -> Band {
        let (mut scratch, mut coarse_scratch) = (Vec::new(), Vec::new());
        let (mut doubt, mut doubts, mut looked_at) = (Vec::new(), 0, 0);
        let mut follower = Follower::new(self.n, first, (last - first + 1) as usize);
        for lag in first..=last {
            let (lo, hi) = self.words(lag);
            follower.push(lo, hi, |words| {
                let mut exact = |first: usize, words: &mut [u64]| {
                    let (a, b) = (&self.a, &self.b);
                    diagonal_bits(a, b, self.closeness, lag, first, words, &mut scratch);
                };
                match coarse {
                    _ if lag.unsigned_abs() < self.theiler => words.fill(0),
                    None => exact(lo, words),
                    Some(coarse) => {
                        coarse.bits(lag, lo, words, &mut coarse_scratch, &mut doubt);
                        for &w in &doubt {
                            exact(lo + w, &mut words[w..=w]);
                        }
                        (doubts, looked_at) = (doubts + doubt.len(), looked_at + words.len());
                    }
                }
            });
            if doubts > DOUBTS_ALLOWED + looked_at / DOUBT_ONE_IN {
                coarse = None;
            }
        }
        follower.finish()
    }

    /// The words that hold the rows of one diagonal.
    fn words(&self, lag: isize) -> (usize, usize) {
        let first_row = (-lag).max(0) as usize;
        let end_row = self.n - lag.max(0) as usize;
        (first_row / WORD, end_row.div_ceil(WORD))
    }

    /// The square of the given rank, from a sample that says where to look and one pass that looks
    /// there: exact, or `None` where the sample misled.
    fn square_within_bracket(&self, rank: u64) -> Option<f64> {
        let n = self.n as f64;
        let looks = (self.n * self.n / SAMPLED_ONE_IN).clamp(1, MOST_SAMPLED);
        // Evenly spread over the matrix (Roberts' R2 sequence).
        let place = |k: usize, step: f64| ((k as f64 * step).fract() * n) as usize;
        let square = |k: usize| {
            let (row, column) =
                (place(k, 0.754_877_666_246_692_7), place(k, 0.569_840_290_998_053_2));
            let near = row.abs_diff(column) < self.theiler;
            if near { f64::NAN } else { self.a.square_to(&self.b, row, column, self.closeness) }
        };
        let sample: Vec<f64> = (0..looks).map(square).filter(|s| !s.is_nan()).collect();
        if sample.len() < FEWEST_SAMPLED {
            return None;
        }
        let range = bracket(sample, rank as f64 / self.pairs as f64);
        let band = |&(first, last): &(isize, isize)| {
            let (mut scratch, mut kept, mut counts) = (Vec::new(), Vec::new(), [0, 0]);
            for lag in (first..=last).filter(|lag| lag.unsigned_abs() >= self.theiler) {
                let (a, b, of, words) = (&self.a, &self.b, self.closeness, self.words(lag));
                let more = diagonal_between(a, b, of, lag, words, range, &mut scratch, &mut kept);
                counts = [counts[0] + more[0], counts[1] + more[1]];
            }
            (counts, kept)
        };
        let bands: Vec<([u64; 2], Vec<f64>)> = if self.n < SHARED_FROM {
            vec![band(&(-self.last_lag(), self.last_lag()))]
        } else {
            band_edges(self.n).par_iter().map(band).collect()
        };
        let sum = |of: usize| bands.iter().map(|band| band.0[of]).sum::<u64>();
        let (below, inside) = (sum(0), sum(1));
        if rank <= below || rank > below + inside {
            return None;
        }
        // Coarse values tie by the million: then there is nothing to choose from.
        if range.0 == range.1 {
            return Some(range.0);
        }
        let mut kept: Vec<f64> = bands.into_iter().flat_map(|band| band.1).collect();
        let index = (rank - below - 1) as usize;
        let whole = kept.len() as u64 == inside;
        whole.then(|| *kept.select_nth_unstable_by(index, f64::total_cmp).1)
    }

    /// Calls `each` with the squared distances of all pairs, diagonal by diagonal; `NaN` where a
    /// point is not complete or lies outside.
    fn for_each_square(&self, each: &mut dyn FnMut(&[f64])) {
        let (mut squares, mut scratch) = (Vec::new(), Vec::new());
        for lag in -self.last_lag()..=self.last_lag() {
            if lag.unsigned_abs() < self.theiler {
                continue;
            }
            let (lo, hi) = self.words(lag);
            squares.resize((hi - lo) * WORD, 0.0);
            let out = &mut squares[..];
            diagonal_distances(&self.a, &self.b, self.closeness, lag, lo, out, &mut scratch);
            each(&squares);
        }
    }
}

/// Which points have all their values.
fn complete_points(channels: &[&[f64]], options: &RecurrenceOptions, n: usize) -> Vec<bool> {
    let present = |t: usize| channels.iter().all(|x| x[t].is_finite());
    (0..n).map(|t| (0..options.dimension).all(|copy| present(t + copy * options.delay))).collect()
}

/// Pairs of complete points at least `theiler` apart.
fn pairs(a: &[bool], b: &[bool], theiler: usize) -> u64 {
    let count = |x: &[bool]| x.iter().filter(|&&c| c).count() as u64;
    let on_diagonal = |lag: usize, x: &[bool], y: &[bool]| {
        x.iter().zip(&y[lag..]).filter(|&(&x, &y)| x && y).count() as u64
    };
    let excluded: u64 = (0..theiler)
        .map(|lag| match lag {
            0 => on_diagonal(0, a, b),
            _ => on_diagonal(lag, a, b) + on_diagonal(lag, b, a),
        })
        .sum();
    count(a) * count(b) - excluded
}

/// First and last lag of bands with about as many cells each.
fn band_edges(n: usize) -> Vec<(isize, isize)> {
    let last = n as isize - 1;
    let goal = (n as u64 * n as u64).div_ceil(BANDS as u64);
    let (mut edges, mut first, mut cells) = (Vec::with_capacity(BANDS), -last, 0);
    for lag in -last..=last {
        cells += (n - lag.unsigned_abs()) as u64;
        if cells >= goal || lag == last {
            edges.push((first, lag));
            (first, cells) = (lag + 1, 0);
        }
    }
    edges
}
