//! A test: what was observed, beside its whole null distribution.

/// Which way an observed value has to stick out to speak against the null. Never defaulted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Unusually large values speak against the null.
    Upper,
    /// Unusually small values speak against the null.
    Lower,
    /// Either: how many copies have a smaller one-sided share, among data and copies together, that is
    /// at most the data's. Without ties this is twice the smaller one-sided p; with ties, or where one
    /// side has nothing as rare, it is less, and still an exact test.
    TwoSided,
}

/// An observed statistic and the same statistic on every surrogate.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The statistic on the data.
    pub observed: f64,
    /// The statistic on each surrogate, in the order of their indices; `NaN` where a surrogate
    /// gave none. Its length is the number of surrogates there were, which can be fewer than
    /// were asked for.
    pub null: Vec<f64>,
    /// Which way counts as extreme.
    pub tail: Tail,
    /// `(1 + count) / (1 + n)` over the surrogates that gave a value; `NaN` without an observed
    /// value or without any such surrogate.
    pub p: f64,
}

impl Test {
    /// p = (1 + #{null at least as extreme as observed}) / (1 + n).
    ///
    /// In plain words: how often chance alone does at least this well, counting the data
    /// themselves as one more draw, so that p is never 0.
    ///
    /// # Missing data
    /// Surrogates without a value (`NaN`) are left out of count and n. Values that differ by less than
    /// a billionth of themselves tie: a statistic that a copy cannot change must not win by rounding.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{Tail, Test};
    /// let test = Test::new(0.4, vec![0.1, 0.2, 0.5], Tail::Upper);
    /// assert_eq!(test.p, 0.5);
    /// ```
    ///
    /// # Source
    /// Phipson & Smyth 2010; Davison & Hinkley 1997, 4.2; two sides of what can tie: Blaker 2000.
    pub fn new(observed: f64, null: Vec<f64>, tail: Tail) -> Self {
        let mut all: Vec<f64> = null.iter().copied().filter(|v| !v.is_nan()).collect();
        let n = all.len();
        if observed.is_nan() || n == 0 {
            return Self { observed, null, tail, p: f64::NAN };
        }
        all.push(observed);
        let ranks = ranks(&all);
        let (data, copies) = (ranks[n], &ranks[..n]);
        let count = match tail {
            Tail::Upper => copies.iter().filter(|rank| **rank >= data).count(),
            Tail::Lower => copies.iter().filter(|rank| **rank <= data).count(),
            Tail::TwoSided => as_rare(data, copies),
        };
        Self { observed, null, tail, p: (1 + count) as f64 / (1 + n) as f64 }
    }

    /// One test per number that `of` takes from what was found and from every surrogate.
    pub(crate) fn of<T>(found: &(T, Vec<T>), tail: Tail, of: impl Fn(&T) -> f64) -> Self {
        Self::new(of(&found.0), found.1.iter().map(&of).collect(), tail)
    }
}

/// Values closer than this share of themselves are the same value reckoned in another order.
const ROUNDING: f64 = 1e-9;

/// The place of each value among the different ones, rising; what differs by rounding alone is equal.
fn ranks(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|i, j| values[*i].total_cmp(&values[*j]));
    let mut ranks = vec![0; values.len()];
    let (mut rank, mut first) = (0, order.first().map_or(f64::NAN, |at| values[*at]));
    for at in order {
        let value = values[at];
        let apart = value != first
            && (value - first).abs() > ROUNDING * value.abs().max(first.abs()).min(f64::MAX);
        if apart {
            (rank, first) = (rank + 1, value);
        }
        ranks[at] = rank;
    }
    ranks
}

/// How many copies are at least as rare on their side as the data are on theirs (Blaker 2000): of data
/// and copies together, none is told apart by being the data, so that this is exact like one tail.
fn as_rare(data: usize, copies: &[usize]) -> usize {
    let mut all: Vec<usize> = copies.iter().copied().chain([data]).collect();
    all.sort_unstable();
    let rarity = |x: usize| {
        let (below, up_to) = (all.partition_point(|v| *v < x), all.partition_point(|v| *v <= x));
        up_to.min(all.len() - below)
    };
    let of_data = rarity(data);
    copies.iter().filter(|v| rarity(**v) <= of_data).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_counts_the_data_and_is_never_zero() {
        let null: Vec<f64> = (0..19).map(f64::from).collect();
        assert_eq!(Test::new(99.0, null.clone(), Tail::Upper).p, 0.05);
        assert_eq!(Test::new(99.0, null.clone(), Tail::Lower).p, 1.0);
        assert_eq!(Test::new(99.0, null.clone(), Tail::TwoSided).p, 0.1);
        assert_eq!(Test::new(9.0, null, Tail::TwoSided).p, 1.0);
    }

    #[test]
    fn without_ties_two_sides_are_twice_the_smaller_one() {
        let null: Vec<f64> = (0..39).map(f64::from).collect();
        for at in 0..=39 {
            let observed = f64::from(at) - 0.5;
            let one = |tail| Test::new(observed, null.clone(), tail).p;
            let doubled = (2.0 * one(Tail::Upper).min(one(Tail::Lower))).min(1.0);
            assert_eq!(one(Tail::TwoSided), doubled, "{observed}");
        }
    }

    #[test]
    fn a_side_that_has_nothing_as_rare_is_not_counted() {
        // Half of the copies are at the least value there can be: only the other end can be rare.
        let null = [vec![0.0; 20], (1..20).map(f64::from).collect()].concat();
        let p = |observed| Test::new(observed, null.clone(), Tail::TwoSided).p;
        assert_eq!((p(99.0), p(18.5), p(0.0)), (1.0 / 40.0, 2.0 / 40.0, 1.0));
        // Ties count for the copies: where all are alike nothing is rare.
        assert_eq!(Test::new(1.0, vec![1.0; 39], Tail::TwoSided).p, 1.0);
        assert_eq!(Test::new(-0.0, vec![0.0; 39], Tail::TwoSided).p, 1.0);
    }

    #[test]
    fn rounding_breaks_no_tie() {
        let null: Vec<f64> = (0..39).map(|k| -1878.0 - f64::from(k) * 1e-12).collect();
        for tail in [Tail::Upper, Tail::Lower, Tail::TwoSided] {
            assert_eq!(Test::new(-1878.0 + 1e-11, null.clone(), tail).p, 1.0, "{tail:?}");
        }
        // What differs by more counts, and so does infinity.
        assert_eq!(Test::new(-1877.99, null.clone(), Tail::Upper).p, 1.0 / 40.0);
        assert_eq!(Test::new(f64::INFINITY, null, Tail::Upper).p, 1.0 / 40.0);
        assert_eq!(Test::new(1e-12, vec![0.0; 19], Tail::Upper).p, 0.05);
    }

    #[test]
    fn what_has_no_value_is_not_counted() {
        assert_eq!(Test::new(1.0, vec![f64::NAN, 0.0], Tail::Upper).p, 0.5);
        assert!(Test::new(1.0, vec![f64::NAN], Tail::Upper).p.is_nan());
        assert!(Test::new(f64::NAN, vec![0.0], Tail::Upper).p.is_nan());
    }
}
