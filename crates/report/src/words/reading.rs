//! How hard a text is to read.

/// The school year in which a text is easily read: the Flesch-Kincaid grade.
///
/// `0.39 · words / sentences + 11.8 · syllables / words − 15.59`
///
/// In plain words: long sentences and long words make a text harder; 8 is what most grown people
/// read without effort.
///
/// # Inputs
/// English text. A sentence ends at `.`, `!`, `?` or `:`, and at a line's end; numbers and marks
/// count as no words. Syllables are groups of vowels, without a silent last e.
///
/// # Returns
/// The grade, usually 0 to 18; 0 for a text without words.
///
/// # Example
/// ```
/// let text = "In this recording the two people went up and down together.";
/// // 11 words in 1 sentence, 16 syllables: 0.39 · 11 + 11.8 · 16/11 − 15.59.
/// assert!((attune_report::words::reading_grade(text) - 5.864).abs() < 0.001);
/// ```
///
/// # Source
/// Kincaid, Fishburne, Rogers and Chissom (1975). Syllables are counted by rule, not from a
/// dictionary, so that the grade can be half a year off for a single page.
pub fn reading_grade(text: &str) -> f64 {
    let (mut words, mut sentences, mut syllables) = (0_usize, 0_usize, 0_usize);
    for sentence in text.split(['.', '!', '?', ':', '\n']) {
        let before = words;
        for word in sentence.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}') {
            if word.chars().any(char::is_alphabetic) {
                words += 1;
                syllables += syllables_of(word);
            }
        }
        sentences += usize::from(words > before);
    }
    if words == 0 {
        return 0.0;
    }
    let (words, sentences, syllables) = (words as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels; a last e is silent unless it is the only one or follows an l (`little`).
fn syllables_of(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let starts = (0..letters.len())
        .filter(|&i| vowel(&letters[i]) && (i == 0 || !vowel(&letters[i - 1])))
        .count();
    let silent = match letters[..] {
        [.., before, 'e'] => !vowel(&before) && before != 'l',
        [.., before, 'e', 's' | 'd'] => !vowel(&before) && !"tdsxzl".contains(before),
        _ => false,
    };
    starts.saturating_sub(usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_as_people_say_them() {
        for (word, syllables) in [
            ("the", 1),
            ("quiet", 1),
            ("little", 2),
            ("moved", 1),
            ("wanted", 2),
            ("together", 3),
            ("recording", 3),
            ("take", 1),
            ("times", 1),
            ("activation", 4),
        ] {
            assert_eq!(syllables_of(word), syllables, "{word}");
        }
    }

    #[test]
    fn longer_words_and_sentences_are_harder() {
        let easy = reading_grade("You both slowed down. It took a while.");
        let hard = reading_grade(
            "Interpersonal physiological coregulation was estimated continuously throughout the \
             interaction, notwithstanding considerable autocorrelation.",
        );
        assert!(easy < 3.0, "{easy}");
        assert!(hard > 16.0, "{hard}");
        assert_eq!(reading_grade("1 2 3 — ."), 0.0);
    }
}
