//! From a radius to squared distances, and from a wished-for recurrence rate to a radius.

/// The largest square whose root is at most `radius`: comparing squares then decides exactly as
/// comparing distances would, without a root for every cell.
pub(super) fn largest_square_within(radius: f64) -> f64 {
    let mut square = radius * radius;
    while square.sqrt() > radius {
        square = square.next_down();
    }
    while square.next_up().sqrt() <= radius {
        square = square.next_up();
    }
    square
}

/// Bits resolved by the first pass: sign, exponent and four bits of the fraction.
const COARSE_BITS: u32 = 16;
/// Squares kept at once while the rank is looked for (32 MB).
const KEPT: usize = 1 << 22;

/// A range that holds the square of the given share of all squares, as a sample of them says.
pub(super) fn bracket(mut sample: Vec<f64>, share: f64) -> (f64, f64) {
    let n = sample.len() as f64;
    // Three standard errors of a share, and two places for its steps.
    let room = 3.0 * (n * share * (1.0 - share)).sqrt() + 2.0;
    let (from, to) = (n * share - room, n * share + room);
    let mut ranked = |at: f64| *sample.select_nth_unstable_by(at as usize, f64::total_cmp).1;
    let low = if from < 0.0 { 0.0 } else { ranked(from) };
    (low, if to < n { ranked(to) } else { f64::INFINITY })
}

/// The squared distance of the given rank (1 = smallest) among all squares `pass` shows.
///
/// Exact, without keeping them all: non-negative floating-point numbers sort like their bits, so
/// each pass counts by the next 16 bits, and the last one sorts what is left.
pub(super) fn square_of_rank(rank: u64, pass: impl Fn(&mut dyn FnMut(&[f64]))) -> f64 {
    let mut below = 0;
    let mut prefix = 0_u64;
    let mut known = 0;
    while known < u64::BITS {
        let shift = u64::BITS - known - COARSE_BITS;
        let in_prefix = |bits: u64| known == 0 || bits >> (u64::BITS - known) == prefix;
        let mut counts = vec![0_u64; 1 << COARSE_BITS];
        let mut kept = Vec::new();
        let mut inside = 0_usize;
        pass(&mut |squares| {
            for square in squares.iter().filter(|s| !s.is_nan()) {
                let bits = square.to_bits();
                if in_prefix(bits) {
                    counts[(bits >> shift) as usize & ((1 << COARSE_BITS) - 1)] += 1;
                    inside += 1;
                    if known > 0 && inside <= KEPT {
                        kept.push(*square);
                    }
                }
            }
        });
        if known > 0 && inside <= KEPT {
            let index = (rank - below - 1) as usize;
            return *kept.select_nth_unstable_by(index, f64::total_cmp).1;
        }
        for (value, count) in counts.iter().enumerate() {
            if below + count >= rank {
                prefix = prefix << COARSE_BITS | value as u64;
                break;
            }
            below += count;
        }
        known += COARSE_BITS;
    }
    f64::from_bits(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_decide_like_distances() {
        for radius in [0.0, 0.1, 0.3, 0.6, 1.0, 12.3] {
            let square = largest_square_within(radius);
            assert!(square.sqrt() <= radius && square.next_up().sqrt() > radius, "{radius}");
        }
    }

    #[test]
    fn the_rank_is_exact_among_ties_and_tiny_differences() {
        let mut values: Vec<f64> = (0..999).map(|i| f64::from(i * i % 97) * 0.25).collect();
        values.extend([1.0, 1.0_f64.next_up(), 1.0_f64.next_down(), f64::NAN, 0.0]);
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        for rank in [1, 2, 7, 20, 500, sorted.len()] {
            let found = square_of_rank(rank as u64, |each| each(&values));
            assert_eq!(found, sorted[rank - 1], "{rank}");
        }
    }
}
