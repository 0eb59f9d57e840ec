//! What is wrong with a recording, found before any claim is made.

use std::fmt;

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is left out for it.
    Note,
    /// The analysis goes on, with this among its caveats.
    Warning,
    /// No claim can be made from this dyad's channel.
    Error,
}

impl Severity {
    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The kind of a fault: a stable code that `attune explain CODE` explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultCode {
    /// Both people's series are the same, sample for sample.
    IdenticalSeries,
}

impl FaultCode {
    /// The stable code, as printed.
    pub fn code(self) -> &'static str {
        match self {
            Self::IdenticalSeries => "identical-series",
        }
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One thing that is wrong with a recording, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What kind of fault.
    pub code: FaultCode,
    /// How much it matters.
    pub severity: Severity,
    /// Which dyad; `None` where it concerns the whole study.
    pub dyad: Option<String>,
    /// Which person (by name), where it concerns one.
    pub person: Option<String>,
    /// Which channel, where it concerns one.
    pub channel: Option<String>,
    /// What was found, with the numbers, as one plain sentence.
    pub message: String,
}

/// Everything that is wrong with a study.
pub fn check(study: &crate::Study) -> Vec<Fault> {
    study.faults.clone()
}
