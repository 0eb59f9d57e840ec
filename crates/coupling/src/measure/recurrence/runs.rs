//! Line lengths of a recurrence matrix, counted while its diagonals pass by.
//!
//! Lines up to three cells are counted without looking at any of them: if N(L) is the number of
//! cells with at least L recurrent cells in a row ending there, the lines of exactly L are
//! N(L) − 2 N(L + 1) + N(L + 2), and each N is a popcount of ANDed words. Only where four in a row
//! are found does a slower path note where a line starts and ends.

use super::kernel::WORD;
use multiversion::multiversion;

/// Lines of at least this many cells are followed one by one.
const LONG: usize = 4;

/// The directions in which lines are counted.
pub(super) const DIRECTIONS: usize = 3;
/// Both move on together: j − i stays.
pub(super) const DIAGONAL: usize = 0;
/// Column j stays, person A moves on.
pub(super) const ALONG_A: usize = 1;
/// Row i stays, person B moves on.
pub(super) const ALONG_B: usize = 2;

/// How many lines of each length; index = length.
pub(super) type Histogram = Vec<u64>;

/// One diagonal's words between two guard words that are always zero.
#[derive(Clone)]
struct Row(Vec<u64>);

impl Row {
    fn new(words: usize) -> Self {
        Self(vec![0; words + 2])
    }

    /// Words `lo..hi`, with one neighbour on each side.
    fn around(&self, lo: usize, hi: usize) -> &[u64] {
        &self.0[lo..hi + 2]
    }

    fn words(&mut self, lo: usize, hi: usize) -> &mut [u64] {
        &mut self.0[lo + 1..hi + 1]
    }
}

/// The lines of a band of neighbouring diagonals.
///
/// Lines along A and B may begin in the band before and go on in the next; `head` and `tail` hold
/// how much of them lies in this band, so that [`join`] can put them together.
pub(super) struct Band {
    /// Number of diagonals.
    diagonals: usize,
    /// Lines of each length, per direction, as if nothing lay outside the band.
    histogram: [Histogram; DIRECTIONS],
    /// Per column (along A) or row (along B): length of the line that starts on the first diagonal.
    head: [Vec<u32>; DIRECTIONS],
    /// The same for the line that reaches the last diagonal.
    tail: [Vec<u32>; DIRECTIONS],
    /// Recurrent cells per diagonal.
    pub(super) recurrent: Vec<u64>,
}

/// Follows one band, diagonal by diagonal, from the lowest lag to the highest.
pub(super) struct Follower {
    first_lag: isize,
    band: Band,
    /// Recurrent cells of this diagonal and the three before it.
    rows: [Row; LONG],
    /// Cells in which a line is at least `LONG` long, this diagonal and the one before.
    long: [[Row; 2]; DIRECTIONS],
    /// Lag at which a long line started, per column (along A) and per row (along B).
    start: [Vec<i32>; DIRECTIONS],
    /// Cells whose line has gone on since the band's first diagonal.
    alive: [Row; DIRECTIONS],
    any_alive: bool,
    /// N(2), N(3), N(4) per direction.
    reached: [[u64; LONG - 1]; DIRECTIONS],
}

impl Follower {
    /// For a matrix of n × n cells and the diagonals `first_lag..first_lag + diagonals`.
    pub(super) fn new(n: usize, first_lag: isize, diagonals: usize) -> Self {
        let words = n.div_ceil(WORD) + 1;
        let row = || Row::new(words);
        let histogram = || vec![0; n + LONG];
        let lengths = |used: usize| vec![0; used];
        Self {
            first_lag,
            band: Band {
                diagonals,
                histogram: std::array::from_fn(|_| histogram()),
                head: [lengths(0), lengths(n), lengths(n)],
                tail: [lengths(0), lengths(n), lengths(n)],
                recurrent: Vec::with_capacity(diagonals),
            },
            rows: std::array::from_fn(|_| row()),
            long: std::array::from_fn(|_| [row(), row()]),
            start: [Vec::new(), vec![0; n], vec![0; n]],
            alive: std::array::from_fn(|_| row()),
            any_alive: true,
            reached: [[0; LONG - 1]; DIRECTIONS],
        }
    }

    /// Takes in the next diagonal: `fill` writes the words `lo..hi`, which hold all its cells.
    pub(super) fn push(&mut self, lo: usize, hi: usize, fill: impl FnOnce(&mut [u64])) {
        let lag = self.first_lag + self.band.recurrent.len() as isize;
        self.rows.rotate_right(1);
        fill(self.rows[0].words(lo, hi));
        // One empty word more: above zero lag every 64th diagonal is a word shorter than the one
        // before, and lines that reached its last cell must still be seen to end.
        let hi = hi + 1;
        self.rows[0].words(hi - 1, hi)[0] = 0;
        for pair in &mut self.long {
            pair.swap(0, 1);
        }
        self.count(lo, hi);
        self.note_long(lo, hi, lag);
        if self.any_alive {
            self.follow_alive(lo, hi, lag);
        }
    }

    fn count(&mut self, lo: usize, hi: usize) {
        let [now, before, before_2, before_3] = &self.rows;
        let rows = [now, before, before_2, before_3].map(|row| row.around(lo, hi));
        let long = self.long.each_mut().map(|pair| pair[0].words(lo, hi));
        let (recurrent, reached) = count_words(rows, long);
        self.band.recurrent.push(recurrent);
        for (total, more) in self.reached.iter_mut().flatten().zip(reached.iter().flatten()) {
            *total += more;
        }
    }

    /// Notes where lines became long and where long ones ended.
    fn note_long(&mut self, lo: usize, hi: usize, lag: isize) {
        let now = i32_lag(lag);
        let became_long_at = now + 1 - LONG as i32;
        let [diagonal, along_a, along_b] =
            self.long.each_ref().map(|pair| [pair[0].around(lo, hi), pair[1].around(lo, hi)]);
        let [_, start_a, start_b] = &mut self.start;
        let [lines_diagonal, lines_a, lines_b] = &mut self.band.histogram;

        // A line along A that had reached row 0 has nowhere to go on to.
        if lag > 0 && along_a[1][1] & 1 == 1 {
            lines_a[(now - start_a[lag as usize - 1]) as usize] += 1;
        }
        let mut line_start = 0;
        for w in 1..=hi - lo {
            let in_diagonal = diagonal[0][w];
            let change_diagonal = in_diagonal ^ (in_diagonal << 1 | diagonal[0][w - 1] >> TOP);
            let in_a = along_a[0][w];
            let change_a = in_a ^ (along_a[1][w] >> 1 | along_a[1][w + 1] << TOP);
            let in_b = along_b[0][w];
            let change_b = in_b ^ along_b[1][w];
            if change_diagonal | change_a | change_b == 0 {
                continue;
            }
            let first_row = (lo + w - 1) * WORD;
            for bit in bits(change_diagonal) {
                let row = first_row + bit;
                if in_diagonal >> bit & 1 == 1 {
                    line_start = row + 1 - LONG;
                } else {
                    lines_diagonal[row - line_start] += 1;
                }
            }
            for bit in bits(change_a) {
                let start = &mut start_a[(first_row + bit).wrapping_add_signed(lag)];
                if in_a >> bit & 1 == 1 {
                    *start = became_long_at;
                } else {
                    lines_a[(now - *start) as usize] += 1;
                }
            }
            for bit in bits(change_b) {
                let start = &mut start_b[first_row + bit];
                if in_b >> bit & 1 == 1 {
                    *start = became_long_at;
                } else {
                    lines_b[(now - *start) as usize] += 1;
                }
            }
        }
    }

    /// Keeps the lines that have gone on since the band began, and notes where one of them ended.
    fn follow_alive(&mut self, lo: usize, hi: usize, lag: isize) {
        let passed = self.band.recurrent.len() as u32 - 1;
        let now = self.rows[0].around(lo, hi);
        let [_, head_a, head_b] = &mut self.band.head;
        let [_, alive_a, alive_b] = &mut self.alive;
        if passed == 0 {
            alive_a.words(lo, hi).copy_from_slice(&now[1..=hi - lo]);
            alive_b.words(lo, hi).copy_from_slice(&now[1..=hi - lo]);
            return;
        }
        if lag > 0 && alive_a.0[1] & 1 == 1 {
            head_a[lag as usize - 1] = passed;
        }
        let mut any = 0;
        for (w, &now) in now[1..=hi - lo].iter().enumerate() {
            let first_row = (lo + w) * WORD;
            let cells = &mut alive_a.0[lo + w + 1..=lo + w + 2];
            let before = cells[0] >> 1 | cells[1] << TOP;
            for bit in bits(before & !now) {
                head_a[(first_row + bit).wrapping_add_signed(lag)] = passed;
            }
            cells[0] = before & now;
            any |= cells[0];

            let cell = &mut alive_b.0[lo + w + 1];
            for bit in bits(*cell & !now) {
                head_b[first_row + bit] = passed;
            }
            *cell &= now;
            any |= *cell;
        }
        self.any_alive = any != 0;
    }

    /// The band's lines, once all its diagonals have passed.
    pub(super) fn finish(mut self) -> Band {
        let last_lag = self.first_lag + self.band.recurrent.len() as isize - 1;
        for w in 0..self.rows[0].0.len() - 2 {
            for bit in bits(self.alive[ALONG_A].0[w + 1]) {
                let column = (w * WORD + bit).wrapping_add_signed(last_lag);
                self.band.head[ALONG_A][column] = self.band.diagonals as u32;
            }
            for bit in bits(self.alive[ALONG_B].0[w + 1]) {
                self.band.head[ALONG_B][w * WORD + bit] = self.band.diagonals as u32;
            }
            for bit in bits(self.rows[0].0[w + 1]) {
                let row = w * WORD + bit;
                self.close(ALONG_A, row, row.wrapping_add_signed(last_lag), last_lag);
                self.close(ALONG_B, row, row, last_lag);
            }
        }
        self.count_short();
        self.band
    }

    /// Ends the line that reaches the last diagonal in `row`.
    fn close(&mut self, direction: usize, row: usize, line: usize, last_lag: isize) {
        let set = |words: &Row, row: usize| words.0[row / WORD + 1] >> (row % WORD) & 1 == 1;
        let length = if set(&self.long[direction][0], row) {
            let length = (i32_lag(last_lag) + 1 - self.start[direction][line]) as u32;
            self.band.histogram[direction][length as usize] += 1;
            length
        } else {
            let step = usize::from(direction == ALONG_A);
            (1..LONG).take_while(|&back| set(&self.rows[back], row + back * step)).count() as u32
                + 1
        };
        self.band.tail[direction][line] = length;
    }

    fn count_short(&mut self) {
        let recurrent: u64 = self.band.recurrent.iter().sum();
        for (lines, [n2, n3, n4]) in self.band.histogram.iter_mut().zip(self.reached) {
            let n5: u64 = (LONG + 1..lines.len()).map(|l| lines[l] * (l - LONG) as u64).sum();
            lines[1] = recurrent + n3 - 2 * n2;
            lines[2] = n2 + n4 - 2 * n3;
            lines[3] = n3 + n5 - 2 * n4;
        }
    }
}

/// All lines of the matrix, from its bands in order of lag.
pub(super) fn join(bands: Vec<Band>, n: usize) -> [Histogram; DIRECTIONS] {
    let mut total: [Histogram; DIRECTIONS] = std::array::from_fn(|_| vec![0; n + 1]);
    let mut open: [Vec<u32>; DIRECTIONS] = [Vec::new(), vec![0; n], vec![0; n]];
    for band in bands {
        for direction in [DIAGONAL, ALONG_A, ALONG_B] {
            let lines = &mut total[direction];
            for (all, some) in lines.iter_mut().zip(&band.histogram[direction]) {
                *all += some;
            }
            let ends = band.head[direction].iter().zip(&band.tail[direction]);
            for (open, (&head, &tail)) in open[direction].iter_mut().zip(ends) {
                let whole = *open + head;
                if *open > 0 && head > 0 {
                    lines[*open as usize] -= 1;
                    lines[head as usize] -= 1;
                    lines[whole as usize] += 1;
                }
                *open = if head as usize == band.diagonals { whole } else { tail };
            }
        }
    }
    total
}

const TOP: usize = WORD - 1;

/// ANDs each cell with those before it: popcounts of the cells, of the cells that end 2, 3 and 4
/// in a row, and the words of those that end 4.
///
/// `rows` are this diagonal and the three before it with one neighbour word on each side.
#[multiversion(targets(
    "x86_64+avx512f+avx512vl+avx512bw+avx512vpopcntdq",
    "x86_64+avx2+bmi1+bmi2+popcnt+lzcnt"
))]
fn count_words(
    rows: [&[u64]; LONG],
    long: [&mut [u64]; DIRECTIONS],
) -> (u64, [[u64; LONG - 1]; DIRECTIONS]) {
    let [diagonal, along_a, along_b] = long;
    let m = diagonal.len();
    let [now, before, before_2, before_3] = rows.map(|row| &row[..m + 2]);
    let (along_a, along_b) = (&mut along_a[..m], &mut along_b[..m]);
    let mut recurrent = 0;
    let mut reached = [[0_u64; LONG - 1]; DIRECTIONS];
    let [[d2, d3, d4], [a2, a3, a4], [b2, b3, b4]] = &mut reached;
    let ones = |word: u64| u64::from(word.count_ones());
    for w in 0..m {
        let (cells, left) = (now[w + 1], now[w]);
        recurrent += ones(cells);

        let two = cells & (cells << 1 | left >> TOP);
        let three = two & (cells << 2 | left >> (TOP - 1));
        let four = three & (cells << 3 | left >> (TOP - 2));
        (*d2, *d3, *d4) = (*d2 + ones(two), *d3 + ones(three), *d4 + ones(four));
        diagonal[w] = four;

        // Along A the cell before (i, j) is (i + 1, j): one diagonal back and one row down.
        let two = cells & (before[w + 1] >> 1 | before[w + 2] << TOP);
        let three = two & (before_2[w + 1] >> 2 | before_2[w + 2] << (TOP - 1));
        let four = three & (before_3[w + 1] >> 3 | before_3[w + 2] << (TOP - 2));
        (*a2, *a3, *a4) = (*a2 + ones(two), *a3 + ones(three), *a4 + ones(four));
        along_a[w] = four;

        let two = cells & before[w + 1];
        let three = two & before_2[w + 1];
        let four = three & before_3[w + 1];
        (*b2, *b3, *b4) = (*b2 + ones(two), *b3 + ones(three), *b4 + ones(four));
        along_b[w] = four;
    }
    (recurrent, reached)
}

/// A lag fits: matrices have fewer than 2³¹ rows.
fn i32_lag(lag: isize) -> i32 {
    lag as i32
}

fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}
