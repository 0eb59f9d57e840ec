//! One thing that is wrong with a recording.

use std::fmt;

use super::FaultCode;
use crate::Session;

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

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
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
    /// Which of the dyad's sessions, where it has several; `None` concerns all of them.
    pub session: Option<String>,
    /// Which person (by name), where it concerns one.
    pub person: Option<String>,
    /// Which channel, where it concerns one.
    pub channel: Option<String>,
    /// What was found, with the numbers, as one plain sentence.
    pub message: String,
}

impl Fault {
    /// Whether it concerns this channel of this session. A fault of the whole study concerns
    /// none in particular.
    pub fn concerns(&self, session: &Session, channel: &str) -> bool {
        self.dyad.as_ref() == Some(&session.dyad)
            && self.session.as_ref().is_none_or(|name| Some(name) == session.session.as_ref())
            && self.channel.as_deref().is_none_or(|name| name == channel)
    }

    /// A fault of the whole study, of its code's own severity.
    pub(crate) fn new(code: FaultCode, message: String) -> Self {
        let severity = code.severity();
        Self { code, severity, dyad: None, session: None, person: None, channel: None, message }
    }

    /// The same, of one dyad.
    pub(crate) fn of_dyad(self, dyad: &str) -> Self {
        Self { dyad: Some(dyad.to_owned()), ..self }
    }

    /// The same, of one session.
    pub(crate) fn of_session(self, session: &Session) -> Self {
        Self { dyad: Some(session.dyad.clone()), session: session.session.clone(), ..self }
    }

    /// The same, of one person.
    pub(crate) fn of_person(self, person: &str) -> Self {
        Self { person: Some(person.to_owned()), ..self }
    }

    /// The same, of one channel.
    pub(crate) fn of_channel(self, channel: &str) -> Self {
        Self { channel: Some(channel.to_owned()), ..self }
    }

    /// The same, mattering more or less than its code usually does.
    pub(crate) fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }
}
