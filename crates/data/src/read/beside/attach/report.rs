//! What could not be kept of a file, as faults.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::problem::shown;
use super::super::found::Whose;
use crate::Session;
use crate::quality::{Fault, FaultCode};

/// What was met on the way through a file's spans or turns of one session.
pub(super) struct Kept<'a> {
    what: &'static str,
    file: &'a str,
    /// Names that are neither A's nor B's, with how often each stands.
    names: BTreeMap<String, usize>,
    /// How many say nobody's name in a place for names.
    nameless: usize,
    pub(super) without_code: usize,
    without_start: usize,
    without_end: usize,
    /// Codes of those without an end, as far as they may be shown.
    pub(super) endless: BTreeSet<String>,
    backwards: usize,
}

impl<'a> Kept<'a> {
    pub(super) fn of(what: &'static str, file: &'a str) -> Self {
        Self {
            what,
            file,
            names: BTreeMap::new(),
            nameless: 0,
            without_code: 0,
            without_start: 0,
            without_end: 0,
            endless: BTreeSet::new(),
            backwards: 0,
        }
    }

    /// Counts one that is nobody's.
    pub(super) fn unknown(&mut self, whose: &Whose) {
        match whose {
            Whose::Named(name) | Whose::Tier(name) => {
                *self.names.entry(name.clone()).or_default() += 1;
            }
            // What stands before a colon may be something that was said.
            Whose::Unsaid | Whose::Prefix { .. } => self.nameless += 1,
        }
    }

    /// Start and end, a moment where the end is missing; `None` where that is no stretch of time.
    pub(super) fn ends(&mut self, start_s: f64, end_s: f64) -> Option<(f64, f64)> {
        if !start_s.is_finite() {
            self.without_start += 1;
            None
        } else if !end_s.is_finite() {
            self.without_end += 1;
            Some((start_s, start_s))
        } else if end_s < start_s {
            self.backwards += 1;
            None
        } else {
            Some((start_s, end_s))
        }
    }
}

/// The faults.
pub(super) fn report(kept: Kept<'_>, session: &Session) -> Vec<Fault> {
    let Kept { what, file, .. } = kept;
    let count = |n: usize| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    let mut faults = Vec::new();
    let mut add = |code, n: usize, text: &dyn Fn(String) -> String| {
        if n > 0 {
            let message = format!("{} ({file})", text(count(n)));
            faults.push(Fault::new(code, message).of_session(session));
        }
    };
    let [a, b] = session.people.each_ref().map(|person| shown(&person.name));
    let unknown: usize = kept.names.values().sum();
    let names = names(&kept.names);
    add(FaultCode::SpeakerUnknown, unknown, &|n| {
        format!(
            "{n} of {names}, who is not told to be {a} or {b}; left out (say whose with --speaker, or speakers in attune.toml)"
        )
    });
    add(FaultCode::SpeakerMissing, kept.nameless, &|n| {
        format!("{n} without a speaker who is told to be {a} or {b}; left out")
    });
    let endless = endless(&kept.endless);
    add(FaultCode::MarkIncomplete, kept.without_end, &|n| {
        format!(
            "{n} without an end, kept as moments that last no time{endless}; if they lasted, give each \
             its end (end_s) or its length (duration_s)"
        )
    });
    add(FaultCode::MarkIncomplete, kept.without_start, &|n| {
        format!("{n} without a start, left out")
    });
    add(FaultCode::MarkIncomplete, kept.backwards, &|n| {
        format!("{n} that end before they start, left out")
    });
    add(FaultCode::MarkIncomplete, kept.without_code, &|n| format!("{n} without a code, left out"));
    faults
}

/// Which codes those are, the first few.
fn endless(codes: &BTreeSet<String>) -> String {
    const MOST: usize = 6;
    let named: Vec<String> = codes.iter().take(MOST).map(|code| shown(code)).collect();
    match (named.is_empty(), codes.len().saturating_sub(MOST)) {
        (true, _) => String::new(),
        (_, 0) => format!(" ({})", named.join(", ")),
        (_, more) => format!(" ({} and {more} more)", named.join(", ")),
    }
}

/// The names, unless there are so many or such long ones that they may be no names.
fn names(names: &BTreeMap<String, usize>) -> String {
    const MOST: usize = 8;
    const LONGEST: usize = 32;
    const WORDS: usize = 3;
    let is_name =
        |name: &String| name.chars().count() <= LONGEST && name.split_whitespace().count() <= WORDS;
    if names.len() <= MOST && names.keys().all(is_name) {
        names.keys().map(|name| shown(name)).collect::<Vec<_>>().join(", ")
    } else {
        format!("{} names", names.len())
    }
}
