//! Cross-recurrence, from the stored matrix, one cell at a time.

/// Counts of a recurrence matrix, by the definition.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveRecurrence {
    /// Recurrent cells.
    pub recurrent: u64,
    /// Pairs of complete points outside the Theiler window.
    pub pairs: u64,
    /// Lengths of all runs along diagonals, rising.
    pub diagonal: Vec<usize>,
    /// Lengths of all runs in which A moves on, rising.
    pub along_a: Vec<usize>,
    /// Lengths of all runs in which B moves on, rising.
    pub along_b: Vec<usize>,
    /// All squared distances outside the Theiler window, rising.
    pub squares: Vec<f64>,
}

/// The slow way: every distance, every cell, every line.
pub fn naive_recurrence(
    a: &[&[f64]],
    b: &[&[f64]],
    dimension: usize,
    delay: usize,
    theiler: usize,
    radius: f64,
) -> NaiveRecurrence {
    let n = a[0].len() - (dimension - 1) * delay;
    // The sum runs over channels first, then over the embedding, like the definition's points.
    let square = |i: usize, j: usize| -> f64 {
        let mut total = 0.0;
        for copy in 0..dimension {
            let at = copy * delay;
            let mut here = 0.0;
            for (x, y) in a.iter().zip(b) {
                here += (x[i + at] - y[j + at]) * (x[i + at] - y[j + at]);
            }
            total += here;
        }
        total
    };
    let mut squares = Vec::new();
    let mut cells = vec![vec![false; n]; n];
    for (i, row) in cells.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            let square = square(i, j);
            if i.abs_diff(j) < theiler || square.is_nan() {
                continue;
            }
            squares.push(square);
            *cell = square.sqrt() <= radius;
        }
    }
    squares.sort_by(f64::total_cmp);
    let recurrent = cells.iter().flatten().filter(|&&c| c).count() as u64;
    let last = n as isize - 1;
    let cell = |i: isize, j: isize| {
        (0..=last).contains(&i) && (0..=last).contains(&j) && cells[i as usize][j as usize]
    };
    let runs = |step: (isize, isize)| {
        let mut lengths = Vec::new();
        for i in 0..=last {
            for j in 0..=last {
                if cell(i, j) && !cell(i - step.0, j - step.1) {
                    let on = |k: &isize| cell(i + k * step.0, j + k * step.1);
                    lengths.push((0..).take_while(on).count());
                }
            }
        }
        lengths.sort_unstable();
        lengths
    };
    NaiveRecurrence {
        recurrent,
        pairs: squares.len() as u64,
        diagonal: runs((1, 1)),
        along_a: runs((1, 0)),
        along_b: runs((0, 1)),
        squares,
    }
}

/// Share of recurrent pairs at a lag: the pairs (i, i + lag) whose points are at most `radius` apart,
/// among those complete (Richardson & Dale 2005); `NaN` without any.
pub fn naive_diagonal_share(
    a: &[&[f64]],
    b: &[&[f64]],
    (dimension, delay): (usize, usize),
    radius: f64,
    lag: isize,
) -> f64 {
    let n = a[0].len() - (dimension - 1) * delay;
    let (mut pairs, mut recurrent) = (0.0, 0.0);
    for i in 0..n {
        let j = i as isize + lag;
        if j < 0 || j >= n as isize {
            continue;
        }
        let mut square = 0.0;
        for copy in 0..dimension {
            let (at, to) = (i + copy * delay, j as usize + copy * delay);
            square += a.iter().zip(b).map(|(x, y)| (x[at] - y[to]).powi(2)).sum::<f64>();
        }
        if !square.is_nan() {
            pairs += 1.0;
            recurrent += if square.sqrt() <= radius { 1.0 } else { 0.0 };
        }
    }
    recurrent / pairs
}
