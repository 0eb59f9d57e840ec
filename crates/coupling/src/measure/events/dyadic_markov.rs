//! The two of them as one state, and where it goes next.

use super::{Code, checked};
use crate::InputError;

/// First-order Markov chain of the joint state of two code sequences.
///
/// State at t = code of A + `codes` · code of B; P(s → u) = n(s, u) / Σ_u n(s, u).
///
/// In plain words: from where the two are now, where do they tend to be one step later?
///
/// # Inputs
/// `a`, `b`: codes 0 to `codes` − 1, one per interval. Add the counts of several dyads to pool them.
///
/// # Returns
/// [`DyadicMarkov`]: `codes`² states. Swapping `a` and `b` renames the states.
///
/// # Missing data
/// A step with a missing code at either end is left out.
///
/// # Null
/// Circular shifts of one person's codes; compare single transitions, not the whole matrix.
///
/// # Errors
/// Fewer than 2 codes, a code out of range, no complete step.
///
/// # Example
/// ```
/// use attune_coupling::measure::dyadic_markov;
/// let (a, b) = ([0, 1, 1, 0, 0].map(Some), [0, 0, 1, 1, 0].map(Some));
/// let chain = dyadic_markov(&a, &b, 2).unwrap();
/// assert_eq!(chain.counts[0 * 4 + 1], 1.0); // from neither to A alone
/// assert_eq!(chain.probability(3, 2), 1.0); // from both to B alone
/// ```
///
/// # Source
/// Kenny, Kashy & Cook 2006, ch. 14; pooled rows agree with the DySeq script on couples_coping.
pub fn dyadic_markov(a: &[Code], b: &[Code], codes: usize) -> Result<DyadicMarkov, InputError> {
    let n = checked(a, b, codes)?;
    let states = codes * codes;
    let state = |t: usize| Some(a[t]? + codes * b[t]?);
    let mut counts = vec![0.0; states * states];
    for t in 1..n {
        if let (Some(from), Some(to)) = (state(t - 1), state(t)) {
            counts[from * states + to] += 1.0;
        }
    }
    if counts.iter().sum::<f64>() == 0.0 {
        return Err(InputError::TooShort { samples: n, needed: 2 });
    }
    Ok(DyadicMarkov { states, counts })
}

/// Steps from joint state to joint state.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadicMarkov {
    /// Number of joint states; state = code of A + codes · code of B.
    pub states: usize,
    /// Steps, row = from, column = to.
    pub counts: Vec<f64>,
}

impl DyadicMarkov {
    /// Share of the steps out of `from` that went to `to`; `NaN` where there are none.
    pub fn probability(&self, from: usize, to: usize) -> f64 {
        let row = &self.counts[from * self.states..][..self.states];
        row[to] / row.iter().sum::<f64>()
    }

    /// Adds another dyad's steps, of the same number of states.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }
}
