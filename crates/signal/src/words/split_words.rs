//! The words of a text.

/// The words of a text, in lower case: runs of letters and digits, with an apostrophe or a
/// hyphen inside. What stands in square brackets or between asterisks (`[laughs]`, `*sighs*`) is a note of the transcriber
/// and no word.
///
/// # Inputs
/// `text`: what was said; any length.
///
/// # Returns
/// The words in order. Curly apostrophes become straight ones, so that `don’t` and `don't` are one
/// word.
///
/// # Missing data
/// An empty text has no words.
///
/// # Example
/// ```
/// use attune_signal::words::split_words;
/// assert_eq!(split_words("Well - I don’t know [sighs], mother-in-law?"), ["well", "i", "don't", "know", "mother-in-law"]);
/// ```
pub fn split_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut depth = 0_usize;
    let mut starred = false;
    for c in text.chars().chain([' ']) {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '*' => starred = !starred && text.matches('*').count() > 1,
            _ => {}
        }
        let noted = depth > 0 || starred;
        match c {
            _ if noted => finish(&mut word, &mut words),
            '\u{2019}' | '\'' => word.push('\''),
            '-' | '\u{2010}' | '\u{2011}' => word.push('-'),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => finish(&mut word, &mut words),
        }
    }
    words
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    let inner = word.trim_matches(['\'', '-']);
    if !inner.is_empty() {
        // Two dashes part words, one joins them.
        words.extend(inner.split("--").filter(|w| !w.is_empty()).map(str::to_owned));
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_dashes_and_quotes() {
        assert_eq!(split_words("*sighs* 'so' I--well..."), ["so", "i", "well"]);
        assert_eq!(split_words("[unclear"), Vec::<String>::new());
        assert_eq!(split_words("5 * 3 is 15"), ["5", "3", "is", "15"]);
        assert!(split_words(" -- ' ").is_empty());
    }
}
