//! Actor and partner effects of two sequences of yes and no.

use super::{Code, checked};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Actor–partner model of two binary sequences: saturated logits of one dyad.
///
/// ln odds of A at t = intercept + actor · own past + partner · partner's past + interaction ·
/// product, past coded −1 / +1 (at t − 1), fitted to the eight cells (own past × partner's past ×
/// now) with ½ added to each.
///
/// In plain words: is a person likelier to do it now because they did a moment ago, or because the
/// other did?
///
/// # Inputs
/// `a`, `b`: 0 or 1 per interval.
///
/// # Returns
/// [`SequenceApim`]: logits of both persons; one unit of past is half the way from no to yes. Average
/// them over dyads. Swapping `a` and `b` swaps the persons.
///
/// # Missing data
/// A step with a missing code among the three is left out.
///
/// # Null
/// Circular shifts of the partner's codes, or stranger pairs.
///
/// # Errors
/// A code above 1; fewer than 2 complete moments; one code only, of which nothing but the half counts
/// would be told.
///
/// # Example
/// ```
/// use attune_coupling::measure::sequence_apim;
/// let (a, b) = ([0, 1, 0, 0, 1, 1, 0, 1].map(Some), [0, 0, 1, 0, 0, 1, 1, 0].map(Some));
/// let apim = sequence_apim(&a, &b).unwrap();
/// assert!(apim.b.partner > 1.0); // B does what A did
/// assert_eq!(apim.b.moments, 7.0);
/// ```
///
/// # Source
/// Fuchs, Nussbeck, Meuwly & Bodenmann 2017 (DySeq: aggregated logits); Haldane's half.
pub fn sequence_apim(a: &[Code], b: &[Code]) -> Result<SequenceApim, InputError> {
    let n = checked(a, b, 2)?;
    if n < 2 {
        return Err(InputError::TooShort { samples: n, needed: 2 });
    }
    let found = SequenceApim { a: logits(&a[..n], &b[..n])?, b: logits(&b[..n], &a[..n])? };
    let seen = |code: usize| a[..n].iter().chain(&b[..n]).any(|seen| *seen == Some(code));
    if !(seen(0) && seen(1)) {
        return Err(InputError::OneCode { codes: 1 });
    }
    Ok(found)
}

/// Tests both partner effects against circular shifts of one person's codes, both tails.
///
/// `p = (1 + #{copies as far out as the data}) / (1 + copies)` of each partner logit.
///
/// In plain words: does the other's last moment change what one does next, beyond what two people
/// would show who each go on in their own way?
///
/// # Inputs
/// As [`sequence_apim`]: 0 or 1 per interval.
///
/// # Returns
/// [`ApimTests`]: logits of the other's past, of any size, above 0: likelier after it; both use the
/// same shifts. Swapping `a` and `b` swaps the two.
///
/// # Missing data
/// As [`sequence_apim`]; gaps travel with their person. A shift without a logit is left out of count
/// and copies.
///
/// # Null
/// Two people who each go on in their own way, without a time-locked link. What both do at a time
/// for a common reason is not ruled out by it: stranger pairs do that.
///
/// # Errors
/// As [`sequence_apim`]; a session too short to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::sequence_apim_test;
/// let a: Vec<_> = (0..200_u32)
///     .map(|t| Some(((t * t).wrapping_mul(2_654_435_761) >> 31) as usize))
///     .collect();
/// let b: Vec<_> = (0..200).map(|t| if t == 0 { Some(0) } else { a[t - 1] }).collect(); // B repeats A
/// let shift = CircularShift { surrogates: 99, seed: 1 };
/// let test = sequence_apim_test(&a, &b, &shift).unwrap();
/// assert!(test.b_partner.observed > 2.0 && test.b_partner.p < 0.05);
/// assert!(test.a_partner.p > 0.05);
/// ```
///
/// # Source
/// Fuchs, Nussbeck, Meuwly & Bodenmann 2017 for the logits; DySeq averages them over dyads and tests
/// their mean ([`sequence_apim`]), this tests one session.
pub fn sequence_apim_test(
    a: &[Code],
    b: &[Code],
    shift: &CircularShift,
) -> Result<ApimTests, InputError> {
    sequence_apim(a, b)?;
    let found = shift.shifted_codes(a, b, 3, |a, b| {
        sequence_apim(a, b).map_or([f64::NAN; 2], |apim| [apim.a.partner, apim.b.partner])
    })?;
    Ok(ApimTests {
        a_partner: Test::of(&found, Tail::TwoSided, |[a, _]| *a),
        b_partner: Test::of(&found, Tail::TwoSided, |[_, b]| *b),
    })
}

/// What [`sequence_apim_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct ApimTests {
    /// B's past on A.
    pub a_partner: Test,
    /// A's past on B.
    pub b_partner: Test,
}

/// Both persons' logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SequenceApim {
    /// What A's next moment depends on.
    pub a: Logits,
    /// What B's next moment depends on.
    pub b: Logits,
}

/// One person's logits, natural logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logits {
    /// Mean over the four pasts.
    pub intercept: f64,
    /// Own past.
    pub actor: f64,
    /// Partner's past.
    pub partner: f64,
    /// Both together beyond their sum.
    pub interaction: f64,
    /// Standard error of each of the four, for independent moments.
    pub standard_error: f64,
    /// Steps counted.
    pub moments: f64,
    /// The counts behind them: own past, partner's past, now; each no (0) or yes (1).
    pub counts: [[[f64; 2]; 2]; 2],
}

impl Logits {
    /// The logits of counts by own past, partner's past and now, half a count added to each; of
    /// several dyads' counts added up, the logits of all their steps together.
    ///
    /// # Example
    /// ```
    /// use attune_coupling::measure::Logits;
    /// let found = Logits::of([[[3.5, 0.5], [0.5, 3.5]], [[0.5, 3.5], [0.5, 3.5]]]);
    /// assert!((found.intercept - 4.0_f64.ln() / 2.0).abs() < 1e-12);
    /// ```
    pub fn of(counts: [[[f64; 2]; 2]; 2]) -> Self {
        let cells = counts.map(|own| own.map(|partner| partner.map(|count| count + 0.5)));
        let [[ll, lh], [hl, hh]] = cells.map(|row| row.map(|[no, yes]| (yes / no).ln()));
        let variance: f64 = cells.iter().flatten().flatten().map(|count| 1.0 / count).sum();
        Self {
            intercept: (ll + lh + hl + hh) / 4.0,
            actor: (hl + hh - ll - lh) / 4.0,
            partner: (lh + hh - ll - hl) / 4.0,
            interaction: (ll + hh - lh - hl) / 4.0,
            standard_error: variance.sqrt() / 4.0,
            moments: counts.iter().flatten().flatten().sum(),
            counts,
        }
    }
}

fn logits(own: &[Code], partner: &[Code]) -> Result<Logits, InputError> {
    let mut counts = [[[0.0_f64; 2]; 2]; 2];
    for t in 1..own.len() {
        if let (Some(mine), Some(theirs), Some(now)) = (own[t - 1], partner[t - 1], own[t]) {
            counts[mine][theirs][now] += 1.0;
        }
    }
    let found = Logits::of(counts);
    if found.moments == 0.0 {
        return Err(InputError::TooShort { samples: 0, needed: 2 });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_counts_alone_are_no_answer() {
        for code in [0, 1] {
            let same = [Some(code); 30];
            assert_eq!(sequence_apim(&same, &same), Err(InputError::OneCode { codes: 1 }));
        }
        assert!(sequence_apim(&[Some(0); 30], &[Some(1); 30]).is_ok());
    }
}
