//! One of the two people in a session.

use crate::Series;

/// One person of a session: a name for tables, a free-text role, and the channels recorded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// What the files call this person (a column, an id); never shown where names are hidden.
    pub name: String,
    /// What this person is in the pair ("patient", "partner", …): free text, never required.
    /// People of the same role are exchanged when stranger pairs are built.
    pub role: String,
    /// The channels recorded from this person.
    pub series: Vec<Series>,
}

impl Person {
    /// The channel of that name, where this person has one.
    pub fn channel(&self, name: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.channel == name)
    }
}
