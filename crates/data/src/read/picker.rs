//! A table's columns given out one by one, by name or by what their header means.

use super::error::ReadError;
use super::headers::{self, Meaning};
use super::layout::{Layout, TimeUnit, flag};
use super::pairs::pair_name;
use super::problem::Problem;
use super::roles::{Channel, Samples, one_or_each};
use super::table::{Head, Look};
use crate::Kind;

/// A table's columns while they are being given out.
pub(crate) struct Picker<'a> {
    /// The columns.
    pub(crate) head: &'a Head,
    /// Which of them are given out, or set aside.
    pub(crate) taken: Vec<bool>,
    /// Whether there is a time column or a rate.
    pub(crate) timed: bool,
    /// What was assumed.
    pub(crate) notes: Vec<String>,
}

impl Picker<'_> {
    /// The column of that name: exactly, else but for case and blanks.
    fn named(&mut self, name: &str, flag: &'static str) -> Result<usize, ReadError> {
        let fits = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..self.head.names.len()).filter(|i| same(&self.head.names[*i])).collect()
        };
        let mut found = fits(&|column| column == name);
        if found.is_empty() {
            found = fits(&|column| column.trim().eq_ignore_ascii_case(name.trim()));
        }
        match found[..] {
            [i] => {
                self.taken[i] = true;
                Ok(i)
            }
            [] => Err(ReadError::new(Problem::NoSuchColumn {
                name: name.to_owned(),
                flag,
                columns: self.head.names.clone(),
            })),
            _ => Err(ReadError::new(Problem::ColumnTwice { name: name.to_owned() })),
        }
    }

    /// The column whose header means that, if there is exactly one still free.
    fn meaning(&mut self, meaning: Meaning) -> Option<usize> {
        let fits = |i: &usize| !self.taken[*i] && meaning.fits(&self.head.names[*i]);
        let found: Vec<usize> = (0..self.head.names.len()).filter(fits).collect();
        let [i] = found[..] else { return None };
        self.taken[i] = true;
        self.notes.push(format!("{} taken from column `{}`", meaning.word(), self.head.names[i]));
        Some(i)
    }

    /// A column of names: the one that was named, else, if leave is given, the one whose header
    /// means that.
    pub(crate) fn id(
        &mut self,
        name: &Option<String>,
        flag: &'static str,
        meaning: Meaning,
        guess: bool,
    ) -> Result<Option<usize>, ReadError> {
        match name {
            Some(name) => self.named(name, flag).map(Some),
            None if guess => Ok(self.meaning(meaning)),
            None => Ok(None),
        }
    }

    /// The time column and its unit, and the other columns of time set aside.
    pub(crate) fn time(&mut self, layout: &Layout) -> Result<Option<(usize, TimeUnit)>, ReadError> {
        let looks = &self.head.looks;
        let column = match &layout.time {
            Some(name) => Some(self.named(name, flag::TIME)?),
            None => {
                let free: Vec<usize> = (0..looks.len())
                    .filter(|i| !self.taken[*i] && matches!(looks[*i], Look::Number | Look::Stamp))
                    .collect();
                let names: Vec<&str> = free.iter().map(|i| self.head.names[*i].as_str()).collect();
                headers::best_time(&names).map(|at| free[at])
            }
        };
        let Some(column) = column else { return Ok(None) };
        self.taken[column] = true;
        let name = &self.head.names[column];
        let evident = match looks[column] {
            Look::Stamp => Some(TimeUnit::Iso8601),
            _ => headers::time_unit(name),
        };
        let unit = layout.time_unit.or(evident).unwrap_or(TimeUnit::Second);
        if layout.time.is_none() {
            self.notes.push(format!("time taken from column `{name}`, in {}", spelled(unit)));
        } else if layout.time_unit.is_none() && evident.is_none() {
            self.notes.push(format!("time unit not said: `{name}` is taken in {}", spelled(unit)));
        }
        if unit == TimeUnit::Sample && layout.rate_hz.is_none() {
            return Err(ReadError::new(Problem::NoRate { column: name.clone() }));
        }
        // Other columns that count time are not signals.
        for (i, name) in self.head.names.iter().enumerate() {
            let named = [&layout.a, &layout.b, &layout.value];
            if Meaning::Time.fits(name) && !named.iter().any(|list| list.contains(name)) {
                self.taken[i] = true;
            }
        }
        Ok(Some((column, unit)))
    }

    /// The free columns that may hold samples.
    fn numeric(&self) -> Vec<usize> {
        (0..self.head.names.len())
            .filter(|i| {
                let numeric = matches!(self.head.looks[*i], Look::Number | Look::Blank);
                numeric && !self.taken[*i] && !headers::numbers_rows(&self.head.names[*i])
            })
            .collect()
    }

    fn cannot_guess(&self) -> ReadError {
        let (columns, timed) = (self.head.names.clone(), self.timed);
        ReadError::new(Problem::CannotGuess { columns, timed })
    }

    /// The samples of a table with a column per person.
    pub(crate) fn wide(&mut self, layout: &Layout) -> Result<Samples, ReadError> {
        let mut pairs = Vec::new();
        if layout.a.is_empty() {
            let [a, b] = self.numeric()[..] else { return Err(self.cannot_guess()) };
            let names = &self.head.names;
            self.notes.push(format!("A taken from column `{}`, B from `{}`", names[a], names[b]));
            pairs.push([a, b]);
        }
        for (a, b) in layout.a.iter().zip(&layout.b) {
            pairs.push([self.named(a, flag::A)?, self.named(b, flag::B)?]);
        }
        let name = |[a, b]: [usize; 2]| pair_name(&self.head.names[a], &self.head.names[b]);
        let names: Vec<_> = pairs.iter().map(|pair| name(*pair)).collect();
        // A column named for both is what both were exposed to: it says nobody's name.
        let apart: Vec<_> = pairs.iter().zip(&names).filter(|([a, b], _)| a != b).collect();
        let first = apart.first().map_or(&names[0], |(_, name)| *name);
        let alike = apart.iter().all(|(_, n)| n.channel.is_some() && n.people == first.people);
        let derived: Vec<String> = pairs
            .iter()
            .zip(&names)
            .map(|([a, b], name)| match &name.channel {
                _ if a == b => self.head.names[*a].clone(),
                Some(channel) if alike => channel.clone(),
                _ if apart.len() > 1 => {
                    format!("{}/{}", self.head.names[*a], self.head.names[*b])
                }
                _ => match layout.kinds[..] {
                    [kind] if kind != Kind::Other => kind.name().to_owned(),
                    _ => "value".to_owned(),
                },
            })
            .collect();
        let mut people = first.people.clone();
        let channels = channels(layout, &derived)?;
        for (person, said) in people.iter_mut().zip([&layout.name_a, &layout.name_b]) {
            if let Some(said) = said {
                person.clone_from(said);
            }
        }
        if people[0] == people[1] {
            people = people.map(|name| name + " ");
            people[0].push('A');
            people[1].push('B');
        }
        Ok(Samples::Wide { people, pairs: channels.into_iter().zip(pairs).collect() })
    }

    /// The samples of a table with a row per person, or of one person.
    pub(crate) fn long(
        &mut self,
        layout: &Layout,
        person: Option<usize>,
    ) -> Result<Samples, ReadError> {
        let guess_channel = layout.value.len() < 2;
        let (column, meaning) = (&layout.channel_column, Meaning::Channel);
        let channel = self.id(column, flag::CHANNEL_COLUMN, meaning, guess_channel)?;
        let mut values = Vec::new();
        for name in &layout.value {
            values.push(self.named(name, flag::VALUE)?);
        }
        if values.is_empty() {
            let only = match self.numeric()[..] {
                [only] => Some(only),
                _ => self.meaning(Meaning::Value),
            };
            let Some(only) = only else { return Err(self.cannot_guess()) };
            self.notes.push(format!("values taken from column `{}`", self.head.names[only]));
            values.push(only);
        }
        if let Some(channel) = channel {
            let [value] = values[..] else {
                let problem =
                    Problem::ListLength { flag: flag::VALUE, found: values.len(), expected: 1 };
                return Err(ReadError::new(problem));
            };
            return Ok(Samples::Tall { person, channel, value });
        }
        let names: Vec<String> = values.iter().map(|i| self.head.names[*i].clone()).collect();
        let channels = channels(layout, &names)?;
        Ok(Samples::Long { person, values: channels.into_iter().zip(values).collect() })
    }
}

/// The channels of these columns, with the names, kinds and units the layout gives them.
fn channels(layout: &Layout, derived: &[String]) -> Result<Vec<Channel>, ReadError> {
    let expected = derived.len();
    let fits = |flag: &'static str, found: usize, one_for_all: bool| {
        if found == 0 || found == expected || (found == 1 && one_for_all) {
            Ok(())
        } else {
            Err(ReadError::new(Problem::ListLength { flag, found, expected }))
        }
    };
    fits(flag::CHANNELS, layout.channels.len(), false)?;
    fits(flag::KIND, layout.kinds.len(), true)?;
    fits(flag::UNIT, layout.units.len(), true)?;
    let channel = |(i, derived): (usize, &String)| Channel {
        name: layout.channels.get(i).unwrap_or(derived).clone(),
        kind: one_or_each(&layout.kinds, i).copied().unwrap_or(Kind::Other),
        unit: one_or_each(&layout.units, i).cloned().unwrap_or_default(),
    };
    Ok(derived.iter().enumerate().map(channel).collect())
}

fn spelled(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "seconds",
        TimeUnit::Millisecond => "milliseconds",
        TimeUnit::Minute => "minutes",
        TimeUnit::Hour => "hours",
        TimeUnit::Day => "days",
        TimeUnit::Sample => "samples",
        TimeUnit::Iso8601 => "calendar time",
    }
}
