//! Which column is what: a [`Layout`] brought together with a table's actual columns.

use super::error::ReadError;
use super::headers::Meaning;
use super::layout::{Layout, TimeUnit, flag};
use super::picker::Picker;
use super::problem::Problem;
use super::table::{Head, Use};
use crate::Kind;

/// What is known of a file from outside it: its manifest entry or its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// The dyad it belongs to.
    pub(crate) dyad: Option<String>,
    /// The session.
    pub(crate) session: Option<String>,
    /// The group.
    pub(crate) group: Option<String>,
    /// The one person it records.
    pub(crate) person: Option<String>,
}

/// A channel as it is to be built.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Channel {
    /// Its name.
    pub(crate) name: String,
    /// What it measures.
    pub(crate) kind: Kind,
    /// Its unit.
    pub(crate) unit: String,
}

/// Where the samples are.
#[derive(Debug, Clone)]
pub(crate) enum Samples {
    /// A column per person: channel, A's column, B's column; and the two people's names.
    Wide { people: [String; 2], pairs: Vec<(Channel, [usize; 2])> },
    /// A row per person: channels with their columns. Without a person column, the file is about
    /// one person, who is given from outside.
    Long { person: Option<usize>, values: Vec<(Channel, usize)> },
    /// A row per person and channel: the channels to keep (all if empty) and the one column.
    Tall { person: Option<usize>, channel: usize, value: usize },
}

/// Which column is what.
#[derive(Debug, Clone)]
pub(crate) struct Roles {
    /// The dyad's id.
    pub(crate) dyad: Option<usize>,
    /// The session's id.
    pub(crate) session: Option<usize>,
    /// The group.
    pub(crate) group: Option<usize>,
    /// The person's role.
    pub(crate) role: Option<usize>,
    /// The time and its unit; `None` where the rate alone gives it.
    pub(crate) time: Option<(usize, TimeUnit)>,
    /// Where the samples are.
    pub(crate) samples: Samples,
    /// What was assumed.
    pub(crate) notes: Vec<String>,
}

impl Roles {
    /// Finds the columns the layout names, and those it does not name where the headers leave no
    /// doubt.
    pub(crate) fn resolve(layout: &Layout, head: &Head, given: &Given) -> Result<Self, ReadError> {
        layout.check()?;
        let taken = vec![false; head.names.len()];
        let mut pick = Picker { head, taken, timed: false, notes: Vec::new() };
        let outside = given.dyad.is_some();
        let dyad = pick.id(&layout.dyad, flag::DYAD, Meaning::Dyad, !outside)?;
        let session =
            pick.id(&layout.session, flag::SESSION, Meaning::Session, given.session.is_none())?;
        let group = pick.id(&layout.group, flag::GROUP, Meaning::Group, given.group.is_none())?;
        let time = pick.time(layout)?;
        pick.timed = time.is_some() || layout.rate_hz.is_some();
        // Columns of A and B leave no place for a person column, unless one is named.
        let guess_person = layout.a.is_empty() && given.person.is_none();
        let mut person = pick.id(&layout.person, flag::PERSON, Meaning::Person, guess_person)?;
        let mut role = pick.id(&layout.role, flag::ROLE, Meaning::Role, guess_person)?;
        if person.is_none() && guess_person && layout.b.is_empty() {
            // Rows told apart by role alone: the role is the person.
            person = role.take();
        }
        let samples = if person.is_some() || given.person.is_some() {
            pick.long(layout, person)?
        } else {
            pick.wide(layout)?
        };
        if !pick.timed {
            let columns = head.names.clone();
            let problem = Problem::NoTime { columns, motion_energy: head.motion_energy };
            return Err(ReadError::new(problem));
        }
        Ok(Self { dyad, session, group, role, time, samples, notes: pick.notes })
    }

    /// What each column is kept as.
    pub(crate) fn uses(&self, columns: usize) -> Vec<Use> {
        let mut uses = vec![Use::Skip; columns];
        let ids = [self.dyad, self.session, self.group, self.role].into_iter().flatten();
        ids.for_each(|i| uses[i] = Use::Id);
        if let Some((i, unit)) = self.time {
            uses[i] = if unit == TimeUnit::Iso8601 { Use::Stamp } else { Use::Time };
        }
        match &self.samples {
            Samples::Wide { pairs, .. } => {
                pairs.iter().flat_map(|(_, both)| both).for_each(|i| uses[*i] = Use::Number);
            }
            Samples::Long { person, values } => {
                person.iter().for_each(|i| uses[*i] = Use::Id);
                values.iter().for_each(|(_, i)| uses[*i] = Use::Number);
            }
            Samples::Tall { person, channel, value } => {
                person.iter().for_each(|i| uses[*i] = Use::Id);
                uses[*channel] = Use::Id;
                uses[*value] = Use::Number;
            }
        }
        uses
    }
}

/// Entry `i` of a list that has one for all or one each.
pub(crate) fn one_or_each<T>(list: &[T], i: usize) -> Option<&T> {
    if list.len() == 1 { list.first() } else { list.get(i) }
}
