//! Which files lie beside the signals, and how they are taken.

use std::path::Path;

use crate::CodeBook;

/// The files that lie beside a study's signals: what `--spans`, `--turns` and `--offset` or an
/// `attune.toml` say. The last part of a path may hold `*` and `?`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilesBeside {
    /// Files of coded behaviour.
    pub spans: Vec<String>,
    /// Transcripts.
    pub turns: Vec<String>,
    /// Videos.
    pub video: Vec<String>,
    /// Sound recordings.
    pub audio: Vec<String>,
    /// Seconds to add to the times of all of these to get the session's; 0 if not said.
    pub offset_s: Option<f64>,
    /// What these files call A and B, besides their names and roles.
    pub speakers: [Vec<String>; 2],
    /// The code book that says what the codes mean: a built-in one's name or a file; all built-in
    /// ones if not said.
    pub code_book: Option<String>,
    /// A file of words with their valence, in the format of VADER's lexicon; none is built in.
    pub lexicon: Option<String>,
    /// Whom these files name and who is neither A nor B (an interviewer): left out on purpose.
    pub others: Vec<String>,
}

/// The keys of a manifest that fill it.
pub(crate) const KEYS: [&str; 6] = ["spans", "turns", "video", "audio", "offset_s", "speakers"];

impl FilesBeside {
    /// These files, with what they leave unsaid about clock and speakers taken from `base`, and
    /// each list of files too where this one is empty.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let list = |a: &[String], b: &[String]| if a.is_empty() { b.to_vec() } else { a.to_vec() };
        let [a, b] = &self.speakers;
        Self {
            spans: list(&self.spans, &base.spans),
            turns: list(&self.turns, &base.turns),
            video: list(&self.video, &base.video),
            audio: list(&self.audio, &base.audio),
            ..Self {
                offset_s: self.offset_s.or(base.offset_s),
                speakers: [list(a, &base.speakers[0]), list(b, &base.speakers[1])],
                code_book: self.code_book.clone().or_else(|| base.code_book.clone()),
                lexicon: self.lexicon.clone().or_else(|| base.lexicon.clone()),
                others: list(&self.others, &base.others),
                ..Self::default()
            }
        }
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        [&self.spans, &self.turns, &self.video, &self.audio].iter().all(|list| list.is_empty())
    }

    /// The same clock and speakers, without any file.
    pub(crate) fn without_files(&self) -> Self {
        Self { spans: vec![], turns: vec![], video: vec![], audio: vec![], ..self.clone() }
    }

    /// The same with paths that count from a folder.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        for list in [&mut self.spans, &mut self.turns, &mut self.video, &mut self.audio] {
            for path in list {
                *path = folder.join(&*path).to_string_lossy().into_owned();
            }
        }
        if let Some(lexicon) = &mut self.lexicon {
            *lexicon = folder.join(&*lexicon).to_string_lossy().into_owned();
        }
        if let Some(book) = &mut self.code_book
            && CodeBook::BUILT_IN.iter().all(|(name, _)| name != book)
        {
            *book = folder.join(&*book).to_string_lossy().into_owned();
        }
        self
    }
}
