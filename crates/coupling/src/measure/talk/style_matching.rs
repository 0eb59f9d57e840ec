//! Language style matching: do the two use small words alike?

use rayon::prelude::*;

use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// Added to every denominator, so that a class nobody uses is no division by 0.
const NEVER_ZERO: f64 = 0.0001;
/// Fewer words than this make percentages of rare classes a lottery.
const WORDS_NEEDED: f64 = 100.0;

/// Language style matching (LSM) over classes of function words.
///
/// With p the percentage of a person's words in a class: LSM_class = 1 − |p_A − p_B| /
/// (p_A + p_B + .0001); LSM = mean over classes.
///
/// In plain words: pronouns, articles, "and", "not", "very": whether the two lean on them equally.
///
/// # Inputs
/// `a`, `b`: words spoken and how many fell into each class; the same classes in the same order,
/// usually nine. Counting is not done here.
///
/// # Returns
/// [`StyleMatching`], 0 to 1. A class neither uses counts as 1, as the published formula has it, which
/// raises the mean: [`StyleCaveat::Unused`] says how many. People do not raise it at will: it
/// is no aim for an exercise. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// A class with a missing count (`NaN`) is left out.
///
/// # Null
/// Circular shift of one person's stretches of talk ([`style_matching_test`]); stranger pairs for
/// what the topic alone makes alike.
///
/// # Errors
/// Different numbers of classes, none, or somebody without a word.
///
/// # Example
/// ```
/// use attune_coupling::measure::{StyleCounts, style_matching};
/// let person = |classes: &[f64]| StyleCounts { words: 100.0, classes: classes.to_vec() };
/// let a = person(&[10.0, 5.0, 7.0, 9.0, 6.0, 12.0, 6.0, 1.5, 2.0]);
/// let b = person(&[8.0, 6.0, 7.0, 10.0, 4.0, 13.0, 5.0, 1.0, 3.0]);
/// assert!((style_matching(&a, &b).unwrap().overall - 0.890495093).abs() < 1e-9);
/// ```
///
/// # Source
/// Ireland & Pennebaker 2010; Ireland et al. 2011. The LIWC dictionaries are not free: bring own
/// lists of function words.
pub fn style_matching(a: &StyleCounts, b: &StyleCounts) -> Result<StyleMatching, InputError> {
    if a.classes.is_empty() || a.classes.len() != b.classes.len() {
        return Err(InputError::LengthMismatch { a: a.classes.len(), b: b.classes.len() });
    }
    for person in [a, b] {
        if person.words.is_nan() || person.words <= 0.0 {
            return Err(InputError::NoWords);
        }
    }
    let by_class: Vec<f64> = a
        .classes
        .iter()
        .zip(&b.classes)
        .map(|(x, y)| {
            let (p, q) = (100.0 * x / a.words, 100.0 * y / b.words);
            1.0 - (p - q).abs() / (p + q + NEVER_ZERO)
        })
        .collect();
    let present: Vec<f64> = by_class.iter().copied().filter(|v| v.is_finite()).collect();
    let fewest = a.words.min(b.words);
    let mut caveats = Vec::new();
    if fewest < WORDS_NEEDED {
        caveats.push(StyleCaveat::FewWords { words: fewest as usize });
    }
    let unused = a.classes.iter().zip(&b.classes).filter(|(x, y)| **x + **y == 0.0).count();
    if unused > 0 {
        caveats.push(StyleCaveat::Unused { classes: unused, of: a.classes.len() });
    }
    Ok(StyleMatching {
        overall: present.iter().sum::<f64>() / present.len() as f64,
        by_class,
        caveats,
    })
}

/// Tests the mean LSM of stretches of the same time against stretches of other times, upper tail.
///
/// Statistic: mean over stretches of [`style_matching`]'s overall value.
///
/// In plain words: are the two alike in small words just when they talk with each other, or always?
///
/// # Inputs
/// `a`, `b`: one entry per stretch (a minute, ten turns), in order, both with the same number.
///
/// # Returns
/// A [`Test`], 0 to 1. Swapping `a` and `b` changes nothing, to the bit.
///
/// # Missing data
/// As [`style_matching`]; leave out stretches in which somebody says nothing.
///
/// # Null
/// Each person's style goes its own way from stretch to stretch; what stays the same over the whole talk
/// is in the copies too.
///
/// # Errors
/// As [`style_matching`]; different numbers of stretches; too few to shift.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{StyleCounts, style_matching_test};
/// let stretch = |k: usize| StyleCounts {
///     words: 150.0,
///     classes: vec![(k * k % 17) as f64, (k % 5) as f64, 4.0],
/// };
/// let a: Vec<StyleCounts> = (0..40).map(stretch).collect();
/// let shift = CircularShift { surrogates: 19, seed: 1 };
/// let test = style_matching_test(&a, &a, &shift).unwrap();
/// assert!(test.p == 0.05 && test.observed > 0.999);
/// ```
///
/// # Source
/// Ireland & Pennebaker 2010 for the statistic; the null is science.md 2.5, along stretches.
pub fn style_matching_test(
    a: &[StyleCounts],
    b: &[StyleCounts],
    shift: &CircularShift,
) -> Result<Test, InputError> {
    let n = a.len();
    if n != b.len() {
        return Err(InputError::LengthMismatch { a: n, b: b.len() });
    }
    let mut matching = vec![vec![0.0; n]; n];
    for (row, x) in matching.iter_mut().zip(a) {
        for (cell, y) in row.iter_mut().zip(b) {
            *cell = style_matching(x, y)?.overall;
        }
    }
    // All shifts together are the same set whoever is moved; which of them are drawn is not.
    let bits = |people: &[StyleCounts]| -> Vec<u64> {
        people.iter().flat_map(|p| p.classes.iter().map(|c| c.to_bits())).collect()
    };
    let a_moves = bits(a) > bits(b);
    let mean = |by: usize| {
        let cell = |t: usize| match a_moves {
            true => matching[(t + by) % n][t],
            false => matching[t][(t + by) % n],
        };
        (0..n).map(cell).sum::<f64>() / n as f64
    };
    let null = shift.places(n, 1)?.into_par_iter().map(mean).collect();
    Ok(Test::new(mean(0), null, Tail::Upper))
}

/// One person's words.
#[derive(Debug, Clone, PartialEq)]
pub struct StyleCounts {
    /// All words.
    pub words: f64,
    /// Words in each class of function words.
    pub classes: Vec<f64>,
}

/// What [`style_matching`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct StyleMatching {
    /// Mean over classes, 0 to 1.
    pub overall: f64,
    /// Class by class.
    pub by_class: Vec<f64>,
    /// Reservations.
    pub caveats: Vec<StyleCaveat>,
}

/// A reservation about a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StyleCaveat {
    /// Percentages of rare words need many words.
    #[error(
        "only {words} words of one person: about 100 are needed before small words say something \
         about a style; take longer stretches"
    )]
    FewWords {
        /// Words of whoever spoke less.
        words: usize,
    },
    /// What nobody says is alike in both by the formula.
    #[error(
        "{classes} of {of} classes of small words were used by neither and count as 1, which raises the \
         mean; look at the classes, or take longer stretches"
    )]
    Unused {
        /// Classes that neither used.
        classes: usize,
        /// All classes.
        of: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(words: f64, classes: &[f64]) -> StyleCounts {
        StyleCounts { words, classes: classes.to_vec() }
    }

    #[test]
    fn alike_unlike_and_unused() {
        let found = style_matching(&person(200.0, &[8.0, 0.0]), &person(100.0, &[4.0, 0.0]));
        let found = found.unwrap();
        assert_eq!(found.by_class, [1.0, 1.0]);
        assert_eq!(found.caveats, [StyleCaveat::Unused { classes: 1, of: 2 }]);
        let unlike = style_matching(&person(100.0, &[4.0, 0.0]), &person(100.0, &[0.0, 9.0]));
        assert!(unlike.unwrap().overall < 1e-4);
        let few = style_matching(&person(99.0, &[1.0]), &person(500.0, &[1.0])).unwrap();
        assert_eq!(few.caveats, [StyleCaveat::FewWords { words: 99 }]);
        assert_eq!(
            style_matching(&person(0.0, &[1.0]), &person(5.0, &[1.0])),
            Err(InputError::NoWords)
        );
        assert!(style_matching(&person(9.0, &[1.0]), &person(5.0, &[])).is_err());
    }

    #[test]
    fn stretches_of_one_time_against_others() {
        let stretch = |k: usize| person(150.0, &[(k * k % 17) as f64, (k % 5) as f64, 4.0]);
        let a: Vec<StyleCounts> = (0..40).map(stretch).collect();
        let shift = CircularShift { surrogates: 19, seed: 1 };
        let test = style_matching_test(&a, &a, &shift).unwrap();
        assert_eq!((test.p, test.observed > 0.999), (0.05, true));
        let b: Vec<StyleCounts> = (0..40).map(|k| stretch(k * 7 + 3)).collect();
        let (one, two) = (
            style_matching_test(&a, &b, &shift).unwrap(),
            style_matching_test(&b, &a, &shift).unwrap(),
        );
        assert_eq!(one, two);
    }
}
