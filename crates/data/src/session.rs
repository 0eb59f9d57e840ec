//! Two people on one clock, and many such sessions.

use std::collections::BTreeSet;

use crate::{CodeBook, Fault, Kind, Media, Person, Series, Span, Turn};

/// One recording of two people on one clock.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    /// Which pair: the dyad's id as the files give it.
    pub dyad: String,
    /// Which of the dyad's sessions, where the files tell several apart.
    pub session: Option<String>,
    /// A group the study compares (a treatment arm, an outcome), where one is given.
    pub group: Option<String>,
    /// Person A and person B, in the order in which the study names them.
    pub people: [Person; 2],
    /// What was marked on the clock, by start: coded behaviour, exercises, time apart.
    pub spans: Vec<Span>,
    /// From when to when codes were given interval by interval, seconds: an interval in which
    /// nobody showed anything was coded too, and leaves no span.
    pub coded_s: Option<[f64; 2]>,
    /// Who spoke when, by start; turns may overlap.
    pub turns: Vec<Turn>,
    /// The video and audio taken of the session, for a page that plays a moment.
    pub media: Vec<Media>,
}

impl Session {
    /// The session's name among all of a study's: the dyad, with its session where it has one.
    pub fn label(&self) -> String {
        match &self.session {
            Some(session) => format!("{}/{session}", self.dyad),
            None => self.dyad.clone(),
        }
    }

    /// The channels that both people have, in person A's order.
    pub fn shared_channels(&self) -> Vec<&str> {
        let [a, b] = &self.people;
        let both = a.series.iter().filter(|s| s.kind != Kind::Input).map(|s| s.channel.as_str());
        both.filter(|name| b.channel(name).is_some()).collect()
    }

    /// What both were exposed to, where it was recorded.
    #[must_use]
    pub fn shared_inputs(&self) -> Vec<&Series> {
        let mut inputs: Vec<&Series> = Vec::new();
        for series in self.people.iter().flat_map(|person| &person.series) {
            let known = inputs.iter().any(|input| input.channel == series.channel);
            if series.kind == Kind::Input && !known {
                inputs.push(series);
            }
        }
        inputs
    }
}

/// One input file: enough to tell later whether it has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the user gave it.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// Sessions recorded and described alike.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Study {
    /// A name for the report: the manifest's, or that of the file or folder.
    pub name: String,
    /// The sessions, in the order of their dyads' names (numbers by value).
    pub sessions: Vec<Session>,
    /// What the reader itself found wrong (rows it could not place, a person missing, …).
    pub faults: Vec<Fault>,
    /// The files read.
    pub sources: Vec<Source>,
    /// What the reader assumed, one plain sentence each ("time unit not said: seconds").
    pub notes: Vec<String>,
    /// What the codes of the spans mean: the user's code book, or the built-in ones.
    pub code_book: CodeBook,
    /// Codes that the code book does not know and that may be shown all the same, because only
    /// codes stand where they do; see [`Study::shows`].
    pub plain_codes: BTreeSet<String>,
    /// Words with their valence, where the user supplies them; empty otherwise, and then no
    /// valence can be told.
    pub lexicon: Vec<(String, f64)>,
    /// The file they were read from; `None` where they were not read from one.
    pub lexicon_source: Option<Source>,
}

impl Study {
    /// Whether a span's code may be shown to anybody: a word of a tier that nobody knows as a code
    /// may be something that was said.
    pub fn shows(&self, code: &str) -> bool {
        self.code_book.knows(code) || self.plain_codes.contains(code)
    }

    /// Every channel that both people of at least one session have, in order of first meeting.
    pub fn channels(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.sessions.iter().flat_map(Session::shared_channels) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}
