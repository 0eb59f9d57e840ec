//! A list of words with how warm or hard they are, as the user supplies it.

use std::collections::HashMap;
use std::fmt;

/// Words with their mean valence.
#[derive(Clone, PartialEq)]
pub struct Lexicon {
    valences: HashMap<String, f64>,
}

/// A line of a lexicon that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconError {
    /// The line, counted from 1; 0 where the text holds no word at all.
    pub line: usize,
}

impl Lexicon {
    /// Reads the format VADER's lexicon is published in: a word and its mean valence, parted by a
    /// tab; what follows on the line is left alone.
    ///
    /// # Inputs
    /// `text`: the file's text.
    ///
    /// # Returns
    /// The lexicon; a word that stands twice has its last valence.
    ///
    /// # Errors
    /// The first line without a tab or with no number after it; a text without any word.
    ///
    /// # Example
    /// ```
    /// use attune_signal::words::Lexicon;
    /// let lexicon = Lexicon::parse("kind\t2.4\nunkind\t-1.6\t0.9\n")?;
    /// assert_eq!((lexicon.len(), lexicon.of("unkind")), (2, Some(-1.6)));
    /// # Ok::<(), attune_signal::words::LexiconError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        let mut valences = HashMap::new();
        for (line, content) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            let error = LexiconError { line: line + 1 };
            let mut cells = content.trim().split('\t');
            let word = cells.next().filter(|word| !word.is_empty()).ok_or(error)?;
            let valence: f64 = cells.next().and_then(|cell| cell.parse().ok()).ok_or(error)?;
            if !valence.is_finite() {
                return Err(error);
            }
            valences.insert(word.to_owned(), valence);
        }
        if valences.is_empty() { Err(LexiconError { line: 0 }) } else { Ok(Self { valences }) }
    }

    /// The lexicon of these words; a word that stands twice has its last valence.
    pub fn from_words(words: impl IntoIterator<Item = (String, f64)>) -> Self {
        Self { valences: words.into_iter().collect() }
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.valences.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.valences.is_empty()
    }

    /// A word's valence, -4 to 4 in VADER's lexicon.
    pub fn of(&self, word: &str) -> Option<f64> {
        self.valences.get(word).copied()
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} words)", self.len())
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str("the lexicon holds no word"),
            line => write!(f, "line {line} of the lexicon is not a word, a tab and a number"),
        }
    }
}

impl std::error::Error for LexiconError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_placed() {
        assert_eq!(Lexicon::parse("a\t1\nb 2\n"), Err(LexiconError { line: 2 }));
        assert_eq!(Lexicon::parse("a\tNaN\n"), Err(LexiconError { line: 1 }));
        assert_eq!(Lexicon::parse("\n"), Err(LexiconError { line: 0 }));
        assert_eq!(Lexicon::parse("a\t1\na\t2\n").map(|l| l.of("a")), Ok(Some(2.0)));
    }
}
