//! Who spoke when and, where it was written down, what.

use std::fmt;

/// One person's turn at talk.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Who spoke: 0 for person A, 1 for person B.
    pub person: usize,
    /// When the turn began, seconds on the session's clock.
    pub start_s: f64,
    /// When it ended, seconds.
    pub end_s: f64,
    /// What was said; `None` where only the timing was recorded.
    pub said: Option<Said>,
}

/// Words somebody said to somebody: they cannot slip into a log or an error, because printing
/// them for debugging shows only how many there are.
#[derive(Clone, PartialEq, Eq)]
pub struct Said(String);

impl Said {
    /// Takes in what was said.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words, for whoever may see them.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Said({} words)", self.0.split_whitespace().count())
    }
}
