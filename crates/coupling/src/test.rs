//! A test: what was observed, beside its whole null distribution.

/// Which way an observed value has to stick out to speak against the null. Never defaulted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Unusually large values speak against the null.
    Upper,
    /// Unusually small values speak against the null.
    Lower,
    /// Either; twice the smaller one-sided p, at most 1.
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
    /// Surrogates without a value (`NaN`) are left out of count and n.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::{Tail, Test};
    /// let test = Test::new(0.4, vec![0.1, 0.2, 0.5], Tail::Upper);
    /// assert_eq!(test.p, 0.5);
    /// ```
    ///
    /// # Source
    /// Phipson & Smyth 2010; Davison & Hinkley 1997, 4.2.
    pub fn new(observed: f64, null: Vec<f64>, tail: Tail) -> Self {
        let n = null.iter().filter(|v| !v.is_nan()).count() as f64;
        let share = |count: usize| (1.0 + count as f64) / (1.0 + n);
        let upper = || share(null.iter().filter(|v| **v >= observed).count());
        let lower = || share(null.iter().filter(|v| **v <= observed).count());
        let p = match tail {
            _ if observed.is_nan() || n == 0.0 => f64::NAN,
            Tail::Upper => upper(),
            Tail::Lower => lower(),
            Tail::TwoSided => (2.0 * upper().min(lower())).min(1.0),
        };
        Self { observed, null, tail, p }
    }

    /// One test per number that `of` takes from what was found and from every surrogate.
    pub(crate) fn of<T>(found: &(T, Vec<T>), tail: Tail, of: impl Fn(&T) -> f64) -> Self {
        Self::new(of(&found.0), found.1.iter().map(&of).collect(), tail)
    }
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
    fn what_has_no_value_is_not_counted() {
        assert_eq!(Test::new(1.0, vec![f64::NAN, 0.0], Tail::Upper).p, 0.5);
        assert!(Test::new(1.0, vec![f64::NAN], Tail::Upper).p.is_nan());
        assert!(Test::new(f64::NAN, vec![0.0], Tail::Upper).p.is_nan());
    }
}
