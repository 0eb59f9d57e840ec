//! What the codes of coded behaviour mean: which families they belong to, and how they weigh.

use crate::Span;

/// A code book: maps a coder's words to families that an analysis knows.
///
/// Codes are found whatever their case, spaces, dashes and underscores. Three books are built in
/// ([`CodeBook::BUILT_IN`]); without a choice all three together are used.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeBook {
    /// Its name.
    pub name: String,
    /// What it is for, one line.
    pub title: String,
    /// Where names and descriptions come from.
    pub source: String,
    /// The families.
    pub families: Vec<Family>,
    /// The codes.
    pub codes: Vec<Code>,
    /// Whether [`Code::example_weight`] counts in place of [`Code::weight`].
    pub use_example_weights: bool,
}

/// Codes that mean the same to an analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its name: [`CodeBook::PURSUE`] and the like, or the user's own.
    pub name: String,
    /// What belongs to it, one sentence.
    pub description: String,
}

/// A code.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The coder's word.
    pub name: String,
    /// Other spellings of it.
    pub also: Vec<String>,
    /// The families it belongs to.
    pub families: Vec<String>,
    /// How warm (above zero) or hard (below) it counts; -1, 0 or 1 unless the user says otherwise.
    pub weight: f64,
    /// An example of finer weights, from memory of the literature; never used unasked.
    pub example_weight: Option<f64>,
    /// What it means, one sentence.
    pub description: String,
}

impl CodeBook {
    /// Turns to the other with pressure.
    pub const PURSUE: &'static str = "pursue";
    /// Turns away.
    pub const WITHDRAW: &'static str = "withdraw";
    /// Makes it easier for the other.
    pub const SOOTHE: &'static str = "soothe";
    /// Tries to get the two back on track.
    pub const REPAIR: &'static str = "repair";
    /// Lets the other know about being under strain.
    pub const STRESS: &'static str = "stress";
    /// Helps the other with it.
    pub const COPING: &'static str = "coping";
    /// Something warm, open or light.
    pub const POSITIVE: &'static str = "positive";
    /// Something hard, hurt or closed.
    pub const NEGATIVE: &'static str = "negative";
    /// Turns against the other; of the negative codes those that are neither sad, tense nor closed.
    pub const HARSH: &'static str = "harsh";
    /// Plain talk.
    pub const NEUTRAL: &'static str = "neutral";

    /// The built-in books: name and text, as they are printed for editing.
    pub const BUILT_IN: [(&'static str, &'static str); 3] = [
        ("affect", include_str!("code_book/affect.toml")),
        ("cycle", include_str!("code_book/cycle.toml")),
        ("coping", include_str!("code_book/coping.toml")),
    ];

    /// The code of that word, however it is spelled; the first where books were put together.
    pub fn code(&self, word: &str) -> Option<&Code> {
        let wanted = plain(word);
        self.codes.iter().find(|code| code.spells(&wanted))
    }

    /// The families of a word, each once; none for a word the book does not know.
    pub fn families(&self, word: &str) -> Vec<&str> {
        let wanted = plain(word);
        let mut families: Vec<&str> = Vec::new();
        for code in self.codes.iter().filter(|code| code.spells(&wanted)) {
            for family in &code.families {
                if !families.contains(&family.as_str()) {
                    families.push(family);
                }
            }
        }
        families
    }

    /// Whether a word belongs to a family.
    pub fn is(&self, word: &str, family: &str) -> bool {
        self.families(word).contains(&family)
    }

    /// How a word weighs; `None` for a word the book does not know.
    pub fn weight(&self, word: &str) -> Option<f64> {
        let code = self.code(word)?;
        let example = code.example_weight.filter(|_| self.use_example_weights);
        Some(example.unwrap_or(code.weight))
    }

    /// Whether the book, or every analysis, knows the word.
    pub fn knows(&self, word: &str) -> bool {
        [Span::APART, Span::PACING, Span::EXCLUDED].contains(&word) || self.code(word).is_some()
    }

    /// A book without any code.
    pub fn empty() -> Self {
        Self {
            name: String::new(),
            title: String::new(),
            source: String::new(),
            families: Vec::new(),
            codes: Vec::new(),
            use_example_weights: false,
        }
    }

    /// The same with another book's families and codes behind its own.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.codes.extend(other.codes);
        for family in other.families {
            if self.families.iter().all(|known| known.name != family.name) {
                self.families.push(family);
            }
        }
        self
    }
}

impl Default for CodeBook {
    /// All built-in books together.
    fn default() -> Self {
        let mut all = Self { name: "built-in".to_owned(), ..Self::empty() };
        for (name, text) in Self::BUILT_IN {
            // A built-in book that does not parse fails the test below, and no user's analysis.
            if let Ok(book) = Self::parse(name, text) {
                all = all.with(book);
            }
        }
        all.title = "All built-in code books together".to_owned();
        all
    }
}

impl Code {
    fn spells(&self, wanted: &str) -> bool {
        plain(&self.name) == wanted || self.also.iter().any(|word| plain(word) == wanted)
    }
}

/// A word's letters and digits in lower case, runs of anything else as one underscore.
fn plain(word: &str) -> String {
    let pieces = word.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    pieces.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_books_parse_and_are_complete() {
        for (name, text) in CodeBook::BUILT_IN {
            let book = CodeBook::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(book.name, name);
            for code in &book.codes {
                assert!(!code.description.is_empty() && !code.families.is_empty(), "{}", code.name);
                assert!([-1.0, 0.0, 1.0].contains(&code.weight), "{}", code.name);
            }
        }
        let all = CodeBook::default();
        assert_eq!(all.families.len(), 10);
        let (positive, negative) = (CodeBook::POSITIVE, CodeBook::NEGATIVE);
        let of =
            |family| all.codes.iter().filter(|c| c.families.iter().any(|f| f == family)).count();
        assert_eq!((of(positive), of(negative)), (5, 12));
    }

    #[test]
    fn words_are_found_however_they_are_spelled() {
        let book = CodeBook::default();
        assert_eq!(book.families("Criticise"), ["negative", "harsh", "pursue"]);
        assert_eq!(book.families("Fear/Tension"), ["negative", "stress"]);
        assert!(book.is("look away", CodeBook::WITHDRAW) && book.is("SC", CodeBook::STRESS));
        assert!(book.knows("apart") && !book.knows("juggles"));
        assert_eq!((book.weight("contempt"), book.weight("juggles")), (Some(-1.0), None));
        let example = CodeBook { use_example_weights: true, ..book };
        assert_eq!(example.weight("contempt"), Some(-4.0));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let error = |text: &str| CodeBook::parse("x.toml", text).expect_err("refused").to_string();
        let unknown = error("[[family]]\nname = 'f'\n[[code]]\nname = 'c'\nfamilies = ['g']\n");
        assert!(unknown.contains("line 5") && unknown.contains("`g`"), "{unknown}");
        assert!(error("[[code]]\nnaem = 'c'\n").contains("did you mean `name`"));
        assert!(error("title = 'x'\n").contains("`code` is missing"));
        assert!(error("[[code]]\nname = 'c'\nweight = 'heavy'\n").contains("`weight`"));
    }
}
