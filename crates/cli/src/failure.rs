//! What ends a command early: what is wrong, why it matters, what to try, and the exit code.

use std::fmt;

/// Exit codes; see `attune help exit-codes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Done.
    Done = 0,
    /// Done, with problems reported.
    Problems = 1,
    /// The command was not understood.
    Usage = 2,
    /// An input could not be read.
    Unreadable = 3,
    /// No dyad has any usable overlap.
    NothingUsable = 4,
    /// A device or a permission is in the way (a full disk, a folder that may not be written).
    Device = 5,
    /// One of the two people, or both, have not agreed.
    ConsentMissing = 6,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Code> for std::process::ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// A three-part error message and its exit code.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) code: Code,
    what: String,
    why: Option<String>,
    try_this: Option<String>,
}

impl Failure {
    /// The command was not understood.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self::new(Code::Usage, what)
    }

    /// An input could not be read.
    pub(crate) fn unreadable(what: impl Into<String>) -> Self {
        Self::new(Code::Unreadable, what)
    }

    /// A device or a permission is in the way.
    pub(crate) fn device(what: impl Into<String>) -> Self {
        Self::new(Code::Device, what)
    }

    /// Nothing can be analysed.
    pub(crate) fn nothing_usable(what: impl Into<String>) -> Self {
        Self::new(Code::NothingUsable, what)
    }

    /// Somebody stopped it.
    pub(crate) fn interrupted(what: impl Into<String>) -> Self {
        Self::new(Code::Interrupted, what)
    }

    /// Somebody has not agreed.
    pub(crate) fn consent_missing(what: impl Into<String>) -> Self {
        Self::new(Code::ConsentMissing, what)
    }

    fn new(code: Code, what: impl Into<String>) -> Self {
        Self { code, what: what.into(), why: None, try_this: None }
    }

    /// Adds why it matters.
    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Adds what to try.
    pub(crate) fn try_this(mut self, try_this: impl Into<String>) -> Self {
        self.try_this = Some(try_this.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        if let Some(why) = &self.why {
            write!(f, "\n  why it matters: {why}")?;
        }
        if let Some(try_this) = &self.try_this {
            write!(f, "\n  try: {try_this}")?;
        }
        Ok(())
    }
}
