//! Where an analysis came from: enough to run it again.

use attune_data::Source;

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
    /// Whether the recordings are simulated, with planted truth.
    pub simulated: bool,
    /// Whether every dyad was finished and set beside strangers (`false` after an interruption).
    pub complete: bool,
    /// Whether what tells who the people are was taken out, for others to read.
    pub names_hidden: bool,
}
