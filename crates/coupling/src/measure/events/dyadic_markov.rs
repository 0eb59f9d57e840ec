//! The two of them as one state, and where it goes next.

use super::{Code, checked};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

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

/// Tests what each person's last code says about the other's next one, against circular shifts.
///
/// Statistic: Σ p(x, y, x′) ln(p(x′ | x, y) / p(x′ | x)), x the own last code, y the partner's, x′ the
/// own next one: transfer entropy of codes.
///
/// In plain words: does it help to know what the other just did, when what one did oneself is known?
///
/// # Inputs
/// As [`dyadic_markov`].
///
/// # Returns
/// [`MarkovTests`]: nats, 0 and more, upper tails; both directions use the same shifts. Swapping `a`
/// and `b` swaps the two, to the bit.
///
/// # Missing data
/// As [`dyadic_markov`]; gaps travel with their person.
///
/// # Null
/// Two people who each go from code to code in their own way, without a time-locked link.
///
/// # Errors
/// As [`dyadic_markov`]; a session too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::dyadic_markov_test;
/// let a: Vec<_> = (0..200_u32)
///     .map(|t| Some(((t * t).wrapping_mul(2_654_435_761) >> 31) as usize))
///     .collect();
/// let b: Vec<_> = (0..200).map(|t| if t == 0 { Some(0) } else { a[t - 1] }).collect(); // B repeats A
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = dyadic_markov_test(&a, &b, 2, &shift).unwrap();
/// assert!(test.a_to_b.p == 0.05 && test.a_to_b.observed > 0.5); // at most ln 2 = 0.69
/// ```
///
/// # Source
/// Schreiber 2000 for the statistic; the null is science.md 2.5.
pub fn dyadic_markov_test(
    a: &[Code],
    b: &[Code],
    codes: usize,
    shift: &CircularShift,
) -> Result<MarkovTests, InputError> {
    dyadic_markov(a, b, codes)?;
    let found = shift.shifted_codes(a, b, 3, |a, b| {
        let chain = dyadic_markov(a, b, codes);
        chain.map_or([f64::NAN; 2], |chain| {
            [chain.transfer(codes, false), chain.transfer(codes, true)]
        })
    })?;
    Ok(MarkovTests {
        a_to_b: Test::of(&found, Tail::Upper, |[ab, _]| *ab),
        b_to_a: Test::of(&found, Tail::Upper, |[_, ba]| *ba),
    })
}

/// What [`dyadic_markov_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkovTests {
    /// A's last code on B's next.
    pub a_to_b: Test,
    /// B's last code on A's next.
    pub b_to_a: Test,
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

    /// What the partner's last code adds to foretelling the own next one, nats; `to_a`: B to A.
    fn transfer(&self, codes: usize, to_a: bool) -> f64 {
        let split = |state: usize| {
            let (a, b) = (state % codes, state / codes);
            if to_a { (a, b) } else { (b, a) }
        };
        // By own last, partner's last, own next.
        let mut cells = vec![0.0; codes * codes * codes];
        for (at, count) in self.counts.iter().enumerate() {
            let ((own, partner), (next, _)) = (split(at / self.states), split(at % self.states));
            cells[(own * codes + partner) * codes + next] += count;
        }
        let total: f64 = cells.iter().sum();
        let mut nats = 0.0;
        for (at, count) in cells.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            let (own, next) = (at / (codes * codes), at % codes);
            let past: f64 = cells[at - next..][..codes].iter().sum();
            let rows = || cells[own * codes * codes..][..codes * codes].iter();
            let alone: f64 = rows().sum();
            let alone_next: f64 = rows().skip(next).step_by(codes).sum();
            nats += count / total * (count * alone / (past * alone_next)).ln();
        }
        nats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_one_step_later_is_told_in_full() {
        let draw = |t: u32| {
            let mixed = t.wrapping_mul(2_654_435_761);
            Some(((mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 31) as usize)
        };
        let a: Vec<Code> = (0..400).map(draw).collect();
        let b: Vec<Code> = (0..400).map(|t| if t == 0 { Some(0) } else { a[t - 1] }).collect();
        let chain = dyadic_markov(&a, &b, 2).unwrap();
        // One bit, as far as 400 draws of a coin are even.
        assert!((chain.transfer(2, false) - 2.0_f64.ln()).abs() < 0.02);
        assert!(chain.transfer(2, true) < 0.02);
        let shift = CircularShift { surrogates: 19, seed: 1 };
        let (one, other) = (
            dyadic_markov_test(&a, &b, 2, &shift).unwrap(),
            dyadic_markov_test(&b, &a, 2, &shift).unwrap(),
        );
        assert_eq!((one.a_to_b.p, &one.a_to_b.null), (0.05, &other.b_to_a.null));
    }
}
