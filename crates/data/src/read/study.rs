//! Sessions from one or many tables put together into a study.

use super::clock;
use super::draft::{Draft, DraftSeries, Loaded, When, drafts};
use super::error::ReadError;
use super::layout::{Layout, flag};
use super::natural::natural;
use super::problem::Problem;
use super::table::NO_STAMP;
use crate::quality::{Fault, FaultCode};
use crate::{Person, Series, Session, Source, Study};

/// A study being put together, table by table.
#[derive(Default)]
pub(crate) struct Assembly {
    drafts: Vec<Draft>,
    /// People's names in the order of first meeting, which is the order of A and B.
    people: Vec<String>,
    faults: Vec<Fault>,
    sources: Vec<Source>,
    notes: Vec<String>,
}

impl Assembly {
    /// Adds a note, once, however many files give rise to it.
    pub(crate) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds a fault that the reader found, once.
    pub(crate) fn fault(&mut self, fault: Fault) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Adds a file that was read besides the tables.
    pub(crate) fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// Whether no table has been added yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// Adds a table's sessions to those of the tables before it.
    pub(crate) fn add(&mut self, loaded: Loaded) {
        let source = loaded.source.clone();
        for note in loaded.roles.notes.iter().chain(&loaded.table.notes) {
            self.note(note.clone());
        }
        if loaded.table.infinite > 0 {
            self.note(format!("{} infinite values are taken as missing", loaded.table.infinite));
        }
        let (found, faults) = drafts(loaded);
        faults.into_iter().for_each(|fault| self.fault(fault));
        for draft in found {
            for series in &draft.series {
                if !self.people.contains(&series.person) {
                    self.people.push(series.person.clone());
                }
            }
            self.merge(draft, &source.path);
        }
        self.sources.push(source);
    }

    /// Adds what one table knows of a session to what others do; the same channel of the same
    /// person again means that two recordings share a name.
    fn merge(&mut self, mut draft: Draft, file: &str) {
        let same = |known: &Draft| known.dyad == draft.dyad && known.session == draft.session;
        let Some(known) = self.drafts.iter_mut().find(|known| same(known)) else {
            self.drafts.push(draft);
            return;
        };
        let has = |s: &DraftSeries| {
            known.series.iter().any(|t| s.person == t.person && s.channel.name == t.channel.name)
        };
        let groups_differ =
            known.group.is_some() && draft.group.is_some() && known.group != draft.group;
        if !groups_differ && !draft.series.iter().any(has) {
            known.series.append(&mut draft.series);
            known.group = known.group.take().or(draft.group);
            return;
        }
        let message = format!("two recordings have this name; the second is {file}");
        self.fault(Fault::new(FaultCode::DyadNameTwice, message.clone()).of_dyad(&draft.dyad));
        let mut again = 2;
        let name = loop {
            let name = format!("{} ({again})", draft.dyad);
            if !self.drafts.iter().any(|d| d.dyad == name) {
                break name;
            }
            again += 1;
        };
        self.fault(Fault::new(FaultCode::DyadNameTwice, message).of_dyad(&name));
        self.drafts.push(Draft { dyad: name, ..draft });
    }

    /// The study, its sessions in the natural order of their names.
    ///
    /// # Errors
    /// The layout names a person whom no row of a long table belongs to.
    pub(crate) fn finish(mut self, name: String, layout: &Layout) -> Result<Study, ReadError> {
        let people = std::mem::take(&mut self.people);
        let order = Order::new(&people, layout)?;
        if order.chosen && people.len() > 2 {
            self.note(format!("people who are neither A nor B, left out: {}", people.len() - 2));
        }
        let mut sessions = Vec::new();
        for draft in std::mem::take(&mut self.drafts) {
            let (session, faults) = session(draft, &order, layout);
            faults.into_iter().for_each(|fault| self.fault(fault));
            sessions.push(session);
        }
        sessions.sort_by(|s, t| {
            let by_session = || {
                let name = |s: &Session| s.session.clone().unwrap_or_default();
                natural(&name(s), &name(t))
            };
            natural(&s.dyad, &t.dyad).then_with(by_session)
        });
        let Self { faults, sources, notes, .. } = self;
        Ok(Study { name, sessions, faults, sources, notes, ..Study::default() })
    }
}

/// A session from what is known of it, and what is wrong with that.
fn session(draft: Draft, order: &Order<'_>, layout: &Layout) -> (Session, Vec<Fault>) {
    let Draft { dyad, session, group, series: drafted } = draft;
    let mut faults = Vec::new();
    let start = start(&drafted);
    let [mut a, mut b] = order.people(&drafted);
    for series in drafted {
        let DraftSeries { person, role, channel, when, values, said_rate } = series;
        let timeline = match when {
            When::Seconds(timeline) => timeline,
            When::Stamps(stamps) => clock::of_stamps(&stamps, start),
        };
        if let Some(said) = said_rate
            && let Some(found) = clock::contradicted(&timeline, said)
        {
            let found = (found * 1e6).round() / 1e6;
            let message = format!(
                "the rate is said to be {said} samples per second, and the time column gives \
                 {found}"
            );
            faults.push(Fault::new(FaultCode::RateContradictsTime, message).of_dyad(&dyad));
        }
        let owner = match &person {
            name if *name == a.name => &mut a,
            name if *name == b.name => &mut b,
            _ if order.chosen => continue,
            _ => {
                let message = format!(
                    "more than two people; only the first two, `{}` and `{}`, were kept",
                    a.name, b.name
                );
                faults.push(Fault::new(FaultCode::TooManyPeople, message).of_dyad(&dyad));
                continue;
            }
        };
        if let Some(role) = role {
            owner.role = role;
        }
        let (channel, kind, unit) = (channel.name, channel.kind, channel.unit);
        owner.series.push(Series { channel, kind, unit, timeline, values });
    }
    for (person, said) in [(&mut a, &layout.role_a), (&mut b, &layout.role_b)] {
        if let Some(said) = said {
            person.role.clone_from(said);
        }
    }
    (Session { dyad, session, group, people: [a, b], ..Session::default() }, faults)
}

/// The first moment of a session on the calendar, nanoseconds since 1970. A clock that begins
/// within its first hour counts from zero, as the clock of a recording does; a later one tells the
/// time of day.
fn start(series: &[DraftSeries]) -> i64 {
    const FIRST_HOUR: std::ops::Range<i64> = 0..3_600_000_000_000;
    let stamps = series.iter().flat_map(|s| match &s.when {
        When::Stamps(stamps) => stamps.as_slice(),
        When::Seconds(_) => &[],
    });
    let first = stamps.copied().filter(|stamp| *stamp != NO_STAMP).min().unwrap_or(0);
    if FIRST_HOUR.contains(&first) { 0 } else { first }
}

/// Who is A and who is B.
struct Order<'a> {
    /// Everybody's name, A's before B's.
    names: Vec<&'a str>,
    /// Whether A and B were both named, so that everybody else is meant to be left out.
    chosen: bool,
    /// Whether the names are the same in every dyad (`patient`, `therapist`), and so are roles.
    names_are_roles: bool,
}

impl<'a> Order<'a> {
    /// People as the layout names them, else in the order of first meeting.
    fn new(met: &'a [String], layout: &'a Layout) -> Result<Self, ReadError> {
        // In a wide table A and B are columns, and their people were met in that order.
        let long = layout.person.is_some();
        let said = [
            (flag::A, layout.a.first().filter(|_| long), &layout.name_a),
            (flag::B, layout.b.first().filter(|_| long), &layout.name_b),
        ];
        let mut names: Vec<&str> = Vec::new();
        for (flag, by_flag, by_manifest) in said {
            if let Some(name) = by_flag.or(by_manifest.as_ref()) {
                if met.contains(name) {
                    names.push(name);
                } else if long {
                    let (name, people) = (name.clone(), met.to_vec());
                    return Err(ReadError::new(Problem::NoSuchPerson { name, flag, people }));
                }
            }
        }
        let chosen = names.len() == 2;
        for name in met.iter().filter(|_| !chosen) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        Ok(Self { names_are_roles: names.len() <= 2, chosen, names })
    }

    /// A session's two people, their series still to come. A person who is missing has a name
    /// only where it is known from other sessions.
    fn people(&self, series: &[DraftSeries]) -> [Person; 2] {
        let here = |name: &&&str| series.iter().any(|s| s.person == **name);
        let present: Vec<&str> = self.names.iter().filter(here).copied().collect();
        let names = match (present.as_slice(), self.names.as_slice()) {
            ([a, b, ..], _) | ([_], [a, b]) => [*a, *b],
            ([one], _) => [*one, ""],
            ([], _) => ["", ""],
        };
        names.map(|name| Person {
            name: name.to_owned(),
            role: if self.names_are_roles { name.to_owned() } else { String::new() },
            series: Vec::new(),
        })
    }
}
