//! What a file says was marked or spoken, before anybody knows who is A and who is B.

use std::rc::Rc;

use crate::Said;

/// Which session a row says it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Key {
    /// The dyad's id.
    pub(crate) dyad: Option<String>,
    /// The session's.
    pub(crate) session: Option<String>,
    /// Whether the dyad is a title that may hold more than the id (an observation's name).
    pub(crate) loose: bool,
}

/// How a file says whose something is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Whose {
    /// Not at all.
    Unsaid,
    /// By a name in the place for names.
    Named(String),
    /// By a tier's or column's name, which may hold more: `ann_gaze`.
    Tier(String),
    /// Perhaps by what stands before a colon, at the beginning of what was said.
    Prefix {
        /// What stands before the colon.
        label: String,
        /// What stands after it.
        rest: String,
    },
}

/// Something that was marked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) key: Key,
    pub(crate) whose: Whose,
    /// Seconds on the file's clock; `NaN` where the file leaves it open.
    pub(crate) start_s: f64,
    /// Seconds on the file's clock; `NaN` where the file leaves it open.
    pub(crate) end_s: f64,
    /// The coder's word; empty where the file has none.
    pub(crate) code: String,
    /// The tier or column it stands in, where talk may stand as well as codes: a word there that no
    /// code book knows may be something that was said.
    pub(crate) may_be_said_in: Option<Rc<str>>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Utterance {
    pub(crate) key: Key,
    pub(crate) whose: Whose,
    /// Seconds on the file's clock; `NaN` where the file leaves it open.
    pub(crate) start_s: f64,
    /// Seconds on the file's clock; `NaN` where the file leaves it open.
    pub(crate) end_s: f64,
    /// What was said, what stands before a colon included.
    pub(crate) said: Option<Said>,
    /// Whether it stands below another line of the same cue, and continues that one unless it
    /// names a speaker.
    pub(crate) continues: bool,
    /// The tier it stands in, where the file has tiers.
    pub(crate) tier: Option<Rc<InTier>>,
}

/// A tier of a transcript, before anybody knows whose it is and what the code book says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InTier {
    pub(crate) name: String,
    pub(crate) reads: Reads,
}

/// What a tier reads like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Sentences, or words that hardly ever come again.
    Talk,
    /// A word here and there: codes, or somebody who says little.
    Short,
    /// Codes from a list, points in time, or a description of another tier.
    NoTalk,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub(crate) struct Found<T> {
    pub(crate) items: Vec<T>,
    /// Stretches that were gone through interval by interval, whether anything was marked or not:
    /// seconds on the file's clock.
    pub(crate) coded_s: Vec<(Key, [f64; 2])>,
    /// What had to be assumed.
    pub(crate) notes: Vec<String>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { items: Vec::new(), coded_s: Vec::new(), notes: Vec::new() }
    }
}
