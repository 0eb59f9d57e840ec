//! Where an analysis came from: enough to run it again.

use attune_data::{Source, Study};

/// The version of Attune that computed an analysis.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What an analysis was computed from and by what.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// The version of Attune.
    pub version: &'static str,
    /// The files read, with their hashes.
    pub sources: Vec<Source>,
    /// What the reader assumed.
    pub notes: Vec<String>,
    /// The lexicon by which words were weighed; `None` without one.
    pub lexicon: Option<LexiconUsed>,
    /// Whether the recordings are simulated, with planted truth.
    pub simulated: bool,
    /// Whether every dyad was finished and set beside strangers (`false` after an interruption).
    pub complete: bool,
    /// Whether what tells who the people are was taken out, for others to read.
    pub names_hidden: bool,
}

/// A lexicon that words were weighed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconUsed {
    /// How many words it holds.
    pub words: usize,
    /// The file it was read from, with its hash; `None` where it came with a simulated talk.
    pub source: Option<Source>,
}

impl LexiconUsed {
    /// The study's lexicon, where it has one.
    pub(crate) fn of(study: &Study) -> Option<Self> {
        let (words, source) = (study.lexicon.len(), study.lexicon_source.clone());
        (words > 0).then_some(Self { words, source })
    }
}
