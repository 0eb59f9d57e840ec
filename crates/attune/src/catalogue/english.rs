//! Whether what was said is English, and enough of it: the lists of words that are counted are English.

use attune_signal::words::turn_words;

use crate::measure::{FEW_WORDS_FOR_RATES, MeasureCaveat, MeasureError, MeasureInput};

/// Fewer words of a person than this, and one word more or less moves a rate by more than 1 per 100. A
/// convention; Ireland et al. (2011) left out who wrote fewer than 50.
pub(super) const FEW_WORDS: f64 = 100.0;
/// From so few words on, a language cannot be told.
const TELLING: usize = 15;
/// English talk is about half small words; of other languages, a list of English ones counts a few that
/// are spelt alike ("in", "was", "so").
const LEAST_SHARE: f64 = 0.2;

/// Refuses turns in which hardly any small English word was found.
///
/// # Errors
/// [`MeasureError::NotEnglish`].
pub(super) fn english(input: &MeasureInput) -> Result<(), MeasureError> {
    let (mut words, mut counted) = (0, 0);
    for turn in &input.turns {
        let Some(said) = &turn.said else { continue };
        let found = turn_words(said.text(), turn.start_s, turn.end_s, None);
        words += found.words;
        counted += found.function.counts.iter().sum::<usize>();
    }
    if words >= TELLING && (counted as f64) < LEAST_SHARE * words as f64 {
        return Err(MeasureError::NotEnglish { words, counted });
    }
    Ok(())
}

/// A reservation about rates from few words.
pub(super) fn few_words([a, b]: [f64; 2]) -> Option<MeasureCaveat> {
    let fewest = a.min(b);
    (fewest < FEW_WORDS).then(|| {
        let text = format!(
            "only {fewest} words of one person: a single word more or less moves a rate by {:.1} per 100; \
             about {FEW_WORDS} are needed; take a longer talk",
            100.0 / fewest.max(1.0)
        );
        MeasureCaveat { code: FEW_WORDS_FOR_RATES, text }
    })
}

#[cfg(test)]
mod tests {
    use attune_data::{Said, Turn};

    use super::*;

    fn said(text: &str) -> MeasureInput {
        let said = Some(Said::new(text.to_owned()));
        let turns = vec![Turn { person: 0, start_s: 0.0, end_s: 9.0, said }];
        MeasureInput { turns, ..MeasureInput::default() }
    }

    #[test]
    fn german_is_refused_english_is_not_and_a_word_or_two_tell_nothing() {
        let german = "Ich war so müde und du hast in der Küche nichts gesagt, was mich wirklich \
                      geärgert hat, weil wir doch darüber gesprochen hatten";
        let error = english(&said(german)).unwrap_err();
        assert!(matches!(error, MeasureError::NotEnglish { words: 23, .. }), "{error:?}");
        // None of what was said stands in the message.
        assert!(!error.to_string().contains("Küche"));
        let plain =
            "well I was so tired and you said nothing in the kitchen which really made me angry";
        assert_eq!(english(&said(plain)), Ok(()));
        // Curt, but English.
        let curt = "okay yes no right fine the kids need shoes school called again today about it";
        assert_eq!(english(&said(curt)), Ok(()));
        assert_eq!(english(&said("gut danke")), Ok(()));
        assert!(few_words([1.0, 400.0]).unwrap().text.contains("100.0 per 100"));
        assert_eq!(few_words([100.0, 400.0]), None);
    }
}
