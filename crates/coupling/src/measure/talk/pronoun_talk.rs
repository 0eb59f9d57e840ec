//! "We", "I" and "you": whom the two talk about.

use crate::InputError;

/// We-talk, I-talk and you-talk of two people, and how unlike they are in it.
///
/// we share = we / (we + I); rates = words of a kind per 100 words.
///
/// In plain words: do they speak as "us", of themselves, or of the other?
///
/// # Inputs
/// `a`, `b`: counts of words. Counting is not done here.
///
/// # Returns
/// [`PronounTalk`]: shares 0 to 1, rates per 100 words, asymmetries as A − B. You-talk goes with
/// strain in most tasks, we-talk with ease only in conflict: name the task beside the number.
/// Swapping `a` and `b` swaps the persons and turns the asymmetries' signs.
///
/// # Missing data
/// A share without any "we" or "I" is `NaN`.
///
/// # Null
/// None for one talk, whose counts are what they are; compare a couple's talks with each other, or
/// a study's couples with strangers.
///
/// # Errors
/// Somebody without a word, or with more words of a kind than words.
///
/// # Example
/// ```
/// use attune_coupling::measure::{PronounCounts, pronoun_talk};
/// let a = PronounCounts { words: 200.0, we: 6.0, i: 2.0, you: 4.0 };
/// let b = PronounCounts { words: 100.0, we: 1.0, i: 3.0, you: 5.0 };
/// let found = pronoun_talk(&a, &b).unwrap();
/// assert_eq!((found.a.we_share, found.b.we_share, found.we_share), (0.75, 0.25, 7.0 / 12.0));
/// assert_eq!(found.you_asymmetry, -3.0);
/// ```
///
/// # Source
/// Williams-Baucom, Atkins, Sevier, Eldridge & Christensen 2010; Karan, Rosenthal & Robbins 2019.
pub fn pronoun_talk(a: &PronounCounts, b: &PronounCounts) -> Result<PronounTalk, InputError> {
    let (for_a, for_b) = (person(a)?, person(b)?);
    Ok(PronounTalk {
        we_share: (a.we + b.we) / ((a.we + b.we) + (a.i + b.i)),
        we_asymmetry: for_a.we_rate - for_b.we_rate,
        i_asymmetry: for_a.i_rate - for_b.i_rate,
        you_asymmetry: for_a.you_rate - for_b.you_rate,
        a: for_a,
        b: for_b,
    })
}

/// One person's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PronounCounts {
    /// All words.
    pub words: f64,
    /// "We", "us", "our" and the like.
    pub we: f64,
    /// "I", "me", "my" and the like.
    pub i: f64,
    /// "You", "your" and the like.
    pub you: f64,
}

/// What [`pronoun_talk`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PronounTalk {
    /// A's talk.
    pub a: PersonPronouns,
    /// B's talk.
    pub b: PersonPronouns,
    /// we / (we + I) of both together.
    pub we_share: f64,
    /// A's we-rate − B's, per 100 words.
    pub we_asymmetry: f64,
    /// A's I-rate − B's, per 100 words.
    pub i_asymmetry: f64,
    /// A's you-rate − B's, per 100 words.
    pub you_asymmetry: f64,
}

/// One person's talk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonPronouns {
    /// we / (we + I), 0 to 1.
    pub we_share: f64,
    /// Per 100 words.
    pub we_rate: f64,
    /// Per 100 words.
    pub i_rate: f64,
    /// Per 100 words.
    pub you_rate: f64,
}

fn person(counts: &PronounCounts) -> Result<PersonPronouns, InputError> {
    let PronounCounts { words, we, i, you } = *counts;
    let fits = words > 0.0 && we >= 0.0 && i >= 0.0 && you >= 0.0 && we + i + you <= words;
    if !fits {
        return Err(InputError::NoWords);
    }
    let rate = |count: f64| 100.0 * count / words;
    Ok(PersonPronouns {
        we_share: we / (we + i),
        we_rate: rate(we),
        i_rate: rate(i),
        you_rate: rate(you),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_mirrors_and_nobody_has_more_of_a_kind_than_words() {
        let a = PronounCounts { words: 50.0, we: 1.0, i: 0.0, you: 2.0 };
        let b = PronounCounts { words: 80.0, we: 0.0, i: 0.0, you: 1.0 };
        let (one, other) = (pronoun_talk(&a, &b).unwrap(), pronoun_talk(&b, &a).unwrap());
        assert_eq!((one.we_asymmetry, one.we_share), (-other.we_asymmetry, other.we_share));
        assert!(one.b.we_share.is_nan());
        for bad in [
            PronounCounts { words: 0.0, we: 0.0, i: 0.0, you: 0.0 },
            PronounCounts { words: 3.0, we: 2.0, i: 1.0, you: 1.0 },
            PronounCounts { words: f64::NAN, we: 0.0, i: 0.0, you: 0.0 },
        ] {
            assert_eq!(pronoun_talk(&bad, &a), Err(InputError::NoWords));
        }
    }
}
