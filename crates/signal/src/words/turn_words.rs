//! Everything that is counted of one turn at talk.

use super::function_words::FunctionWords;
use super::lexicon::Lexicon;
use super::pronouns::Pronouns;
use super::split_words::split_words;
use super::valence::{Valence, valence};

/// What one turn at talk holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurnWords {
    /// How many words.
    pub words: usize,
    /// How many questions: places where question marks stand, several in a row counting once.
    pub questions: usize,
    /// We, I and you.
    pub pronouns: Pronouns,
    /// The nine classes of function words.
    pub function: FunctionWords,
    /// How warm or hard the words are; `None` without a lexicon.
    pub valence: Option<Valence>,
    /// How long the turn lasted, seconds.
    pub duration_s: f64,
}

impl TurnWords {
    /// Speech rate, words per second; `NaN` for a turn that lasts no time.
    pub fn words_per_s(&self) -> f64 {
        if self.duration_s > 0.0 { self.words as f64 / self.duration_s } else { f64::NAN }
    }

    /// Speech rate, words per minute; `NaN` for a turn that lasts no time.
    pub fn words_per_min(&self) -> f64 {
        60.0 * self.words_per_s()
    }
}

/// Counts what one turn at talk holds.
///
/// In plain words: how much was said, how fast, about whom, and in which kind of words; not what.
///
/// # Inputs
/// `text`: what was said, in English. `start_s`, `end_s`: when, in seconds. `lexicon`: words with
/// their valence, where the user supplies one.
///
/// # Returns
/// Counts, and a rate in words per second of the whole turn, pauses included.
///
/// # Missing data
/// An empty text gives zeros; a turn that lasts no time has no rate; without a lexicon there is no
/// valence.
///
/// # Which null suits it
/// For links between two people: circular shifts of one person's turns.
///
/// # Example
/// ```
/// use attune_signal::words::turn_words;
/// let turn = turn_words("Did you call? I thought we said six.", 10.0, 12.0, None);
/// assert_eq!((turn.words, turn.questions, turn.words_per_min()), (8, 1, 240.0));
/// assert_eq!((turn.pronouns.we, turn.pronouns.i, turn.pronouns.you), (1, 1, 1));
/// assert!(turn.valence.is_none());
/// ```
pub fn turn_words(text: &str, start_s: f64, end_s: f64, lexicon: Option<&Lexicon>) -> TurnWords {
    let words = split_words(text);
    let marks = text.split(|c: char| c.is_alphanumeric());
    TurnWords {
        words: words.len(),
        questions: marks.filter(|marks| marks.contains('?')).count(),
        pronouns: Pronouns::count(&words),
        function: FunctionWords::count(&words),
        valence: lexicon.map(|lexicon| valence(text, lexicon)),
        duration_s: end_s - start_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_and_no_words() {
        let turn = turn_words("really???", 3.0, 3.0, None);
        assert_eq!((turn.words, turn.questions), (1, 1));
        assert!(turn.words_per_s().is_nan());
        assert_eq!(turn_words("", 0.0, 1.0, None).words_per_s(), 0.0);
    }
}
