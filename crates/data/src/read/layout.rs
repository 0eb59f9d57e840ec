//! How a file's columns map to dyads, people, channels and time.

use std::fmt;
use std::str::FromStr;

use super::beside::FilesBeside;
use super::error::ReadError;
use super::problem::Problem;
use crate::Kind;

/// The flags that fill a [`Layout`], as messages name them.
pub mod flag {
    /// [`Layout::dyad`](super::Layout::dyad).
    pub const DYAD: &str = "--dyad";
    /// [`Layout::session`](super::Layout::session).
    pub const SESSION: &str = "--session";
    /// [`Layout::group`](super::Layout::group).
    pub const GROUP: &str = "--group";
    /// [`Layout::time`](super::Layout::time).
    pub const TIME: &str = "--time";
    /// [`Layout::time_unit`](super::Layout::time_unit).
    pub const TIME_UNIT: &str = "--time-unit";
    /// [`Layout::rate_hz`](super::Layout::rate_hz).
    pub const RATE: &str = "--rate";
    /// [`Layout::a`](super::Layout::a).
    pub const A: &str = "--a";
    /// [`Layout::b`](super::Layout::b).
    pub const B: &str = "--b";
    /// [`Layout::person`](super::Layout::person).
    pub const PERSON: &str = "--person";
    /// [`Layout::role`](super::Layout::role).
    pub const ROLE: &str = "--role";
    /// [`Layout::value`](super::Layout::value).
    pub const VALUE: &str = "--value";
    /// [`Layout::channel_column`](super::Layout::channel_column).
    pub const CHANNEL_COLUMN: &str = "--channel-column";
    /// [`Layout::channels`](super::Layout::channels).
    pub const CHANNELS: &str = "--channel-names";
    /// [`Layout::kinds`](super::Layout::kinds).
    pub const KIND: &str = "--kind";
    /// [`Layout::units`](super::Layout::units).
    pub const UNIT: &str = "--unit";
    /// [`Layout::missing`](super::Layout::missing).
    pub const MISSING: &str = "--missing";
}

/// What the numbers of a time column count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Milliseconds.
    Millisecond,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Samples; needs a rate.
    Sample,
    /// Calendar times such as `2026-05-01T14:03:22.5+02:00`, with or without a zone.
    Iso8601,
}

impl TimeUnit {
    /// Every unit, in the order in which they are listed for people.
    pub const ALL: [Self; 7] = [
        Self::Second,
        Self::Millisecond,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Sample,
        Self::Iso8601,
    ];

    /// The name used in flags and manifests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Millisecond => "ms",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Sample => "sample",
            Self::Iso8601 => "iso8601",
        }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no unit of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no unit of time has this name; known are s, ms, min, h, d, sample, iso8601")]
pub struct UnknownTimeUnit;

impl FromStr for TimeUnit {
    type Err = UnknownTimeUnit;

    fn from_str(name: &str) -> Result<Self, UnknownTimeUnit> {
        Self::ALL.into_iter().find(|unit| unit.name() == name).ok_or(UnknownTimeUnit)
    }
}

/// How a file's columns map to dyads, people, channels and time: what flags or a manifest say.
///
/// Everything may be left out; what is not said is taken from the headers where these leave no
/// doubt, and noted in [`crate::Study::notes`].
///
/// A **wide** table has a column per person ([`a`](Self::a), [`b`](Self::b)); a **long** one has
/// a row per person and time ([`person`](Self::person), [`value`](Self::value)).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Column with the dyad's id. Without one, a file is one dyad, named after the file.
    pub dyad: Option<String>,
    /// Column that tells several sessions of one dyad apart.
    pub session: Option<String>,
    /// Column with the group a dyad belongs to.
    pub group: Option<String>,
    /// Column with the time of each row.
    pub time: Option<String>,
    /// What the time column counts; seconds if neither said nor evident from its name.
    pub time_unit: Option<TimeUnit>,
    /// Samples per second of the recording, where there is no time column or it counts samples.
    pub rate_hz: Option<f64>,
    /// Wide tables: person A's columns, one per channel. Long tables: person A's name.
    pub a: Vec<String>,
    /// Wide tables: person B's columns, in the order of A's. Long tables: person B's name.
    pub b: Vec<String>,
    /// Long tables: column that says whose row it is.
    pub person: Option<String>,
    /// Long tables: column with the person's role.
    pub role: Option<String>,
    /// Long tables and one-person files: columns with the values, one per channel.
    pub value: Vec<String>,
    /// Long tables: column that says which channel the row's value belongs to.
    pub channel_column: Option<String>,
    /// Names of the channels, in the order of their columns; derived from these if empty. With a
    /// channel column: which channels to keep.
    pub channels: Vec<String>,
    /// What the channels measure: one for all, or one each.
    pub kinds: Vec<Kind>,
    /// The channels' units: one for all, or one each.
    pub units: Vec<String>,
    /// Person A's name, where it is not taken from the columns.
    pub name_a: Option<String>,
    /// Person B's name, where it is not taken from the columns.
    pub name_b: Option<String>,
    /// Person A's role, free text.
    pub role_a: Option<String>,
    /// Person B's role, free text.
    pub role_b: Option<String>,
    /// What marks a missing value besides an empty cell, `NA` and `NaN`.
    pub missing: Vec<String>,
    /// The character between cells; recognised if not said.
    pub delimiter: Option<u8>,
    /// Whether numbers have a decimal comma; recognised if not said.
    pub decimal_comma: Option<bool>,
    /// What lies beside the signals.
    pub beside: FilesBeside,
}

impl Layout {
    /// This layout, with what it leaves unsaid taken from `base`.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        fn either<T: Clone>(a: &Option<T>, b: &Option<T>) -> Option<T> {
            a.clone().or_else(|| b.clone())
        }
        fn list<T: Clone>(a: &[T], b: &[T]) -> Vec<T> {
            if a.is_empty() { b.to_vec() } else { a.to_vec() }
        }
        // The lists that describe channels belong together: naming other columns drops the
        // base's names, kinds and units with its columns.
        let same_columns = self.a.is_empty() && self.b.is_empty() && self.value.is_empty();
        let bare = Self::default();
        let columns = if same_columns { base } else { &bare };
        Self {
            dyad: either(&self.dyad, &base.dyad),
            session: either(&self.session, &base.session),
            group: either(&self.group, &base.group),
            time: either(&self.time, &base.time),
            time_unit: self.time_unit.or(base.time_unit),
            rate_hz: self.rate_hz.or(base.rate_hz),
            a: list(&self.a, &columns.a),
            b: list(&self.b, &columns.b),
            person: either(&self.person, &base.person),
            role: either(&self.role, &base.role),
            value: list(&self.value, &columns.value),
            channel_column: either(&self.channel_column, &base.channel_column),
            channels: list(&self.channels, &columns.channels),
            kinds: list(&self.kinds, &columns.kinds),
            units: list(&self.units, &columns.units),
            name_a: either(&self.name_a, &base.name_a),
            name_b: either(&self.name_b, &base.name_b),
            role_a: either(&self.role_a, &base.role_a),
            role_b: either(&self.role_b, &base.role_b),
            missing: list(&self.missing, &base.missing),
            delimiter: self.delimiter.or(base.delimiter),
            decimal_comma: self.decimal_comma.or(base.decimal_comma),
            beside: self.beside.over(&base.beside),
        }
    }

    /// Whether the layout contradicts itself, whatever the file holds.
    ///
    /// # Errors
    /// Lists of unequal length, or a rate that is none.
    pub fn check(&self) -> Result<(), ReadError> {
        let wrong = |problem| Err(ReadError::new(problem));
        if self.rate_hz.is_some_and(|rate| !(rate.is_finite() && rate > 0.0)) {
            return wrong(Problem::BadRate);
        }
        if self.person.is_some() {
            if self.a.len() > 1 || self.b.len() > 1 {
                return wrong(Problem::PeopleNamed);
            }
        } else if self.a.len() != self.b.len() {
            return wrong(Problem::PairsUnequal { a: self.a.len(), b: self.b.len() });
        }
        Ok(())
    }
}
