//! A table in memory: only the columns that are needed, each as densely as its use allows.

use std::collections::HashMap;

use super::error::ReadError;
use super::problem::Problem;

/// What a column seems to hold, judged from the first rows (text) or the schema (Parquet).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing yet.
    Blank,
    /// Numbers.
    Number,
    /// Calendar times.
    Stamp,
    /// Anything else.
    Text,
}

/// What is known of a table before it is read: enough to decide which columns to keep.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    /// The columns' names.
    pub(crate) names: Vec<String>,
    /// What they seem to hold.
    pub(crate) looks: Vec<Look>,
    /// Whether it is motion-energy text: two blank-separated columns of numbers.
    pub(crate) motion_energy: bool,
}

/// What a column is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Use {
    /// Not at all.
    #[default]
    Skip,
    /// Samples.
    Number,
    /// Names: of dyads, people, groups, channels.
    Id,
    /// Times that are numbers.
    Time,
    /// Times of the calendar.
    Stamp,
}

/// One column as it is kept.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    /// Not needed.
    Skipped,
    /// Numbers; `NaN` where missing.
    Numbers(Vec<f64>),
    /// Names.
    Ids(Ids),
    /// Nanoseconds since 1970; [`NO_STAMP`] where missing.
    Stamps(Vec<i64>),
}

/// A calendar time that is missing.
pub(crate) const NO_STAMP: i64 = i64::MIN;

/// A column of names, each distinct one kept once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// One per row: the place in `names`, or [`NO_ID`].
    pub(crate) codes: Vec<u32>,
    /// The distinct names, in order of first meeting.
    pub(crate) names: Vec<String>,
    places: HashMap<String, u32>,
}

/// A name that is missing.
pub(crate) const NO_ID: u32 = u32::MAX;

impl Ids {
    /// Adds a row; an empty name is a missing one.
    pub(crate) fn push(&mut self, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            self.codes.push(NO_ID);
            return;
        }
        // Rows of one dyad mostly follow each other.
        if let Some(&last) = self.codes.last()
            && last != NO_ID
            && self.names[last as usize] == name
        {
            self.codes.push(last);
            return;
        }
        let code = self.places.get(name).copied().unwrap_or_else(|| {
            let next = self.names.len() as u32;
            self.names.push(name.to_owned());
            self.places.insert(name.to_owned(), next);
            next
        });
        self.codes.push(code);
    }

    /// The name of a code; `None` for a missing one.
    pub(crate) fn name(&self, code: u32) -> Option<&str> {
        self.names.get(code as usize).map(String::as_str)
    }
}

impl Column {
    /// An empty column for that use.
    pub(crate) fn new(usage: Use) -> Self {
        match usage {
            Use::Skip => Self::Skipped,
            Use::Number | Use::Time => Self::Numbers(Vec::new()),
            Use::Id => Self::Ids(Ids::default()),
            Use::Stamp => Self::Stamps(Vec::new()),
        }
    }
}

/// Which line of the file each row stood on, kept as the places where a line was skipped.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    jumps: Vec<(usize, u64)>,
}

impl Lines {
    /// Notes that `row` began on `line`.
    pub(crate) fn push(&mut self, row: usize, line: u64) {
        if self.of(row) != Some(line) {
            self.jumps.push((row, line));
        }
    }

    /// The line `row` began on, where the file has lines.
    pub(crate) fn of(&self, row: usize) -> Option<u64> {
        let (from, line) = *self.jumps[..self.jumps.partition_point(|j| j.0 <= row)].last()?;
        Some(line + (row - from) as u64)
    }
}

/// A table in memory.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The columns' names.
    pub(crate) names: Vec<String>,
    /// As many as names.
    pub(crate) columns: Vec<Column>,
    /// How many rows.
    pub(crate) rows: usize,
    /// Where the rows stood.
    pub(crate) lines: Lines,
    /// How many infinite values were taken as missing.
    pub(crate) infinite: usize,
    /// What the format itself had to assume.
    pub(crate) notes: Vec<String>,
}

impl Table {
    /// An empty table with the columns used as said.
    pub(crate) fn new(names: Vec<String>, uses: &[Use]) -> Self {
        Self {
            names,
            columns: uses.iter().map(|u| Column::new(*u)).collect(),
            rows: 0,
            lines: Lines::default(),
            infinite: 0,
            notes: Vec::new(),
        }
    }

    /// Counts one row as complete.
    pub(crate) fn end_row(&mut self) -> Result<(), ReadError> {
        self.rows += 1;
        if self.rows >= NO_ID as usize {
            return Err(ReadError::new(Problem::TooManyRows));
        }
        Ok(())
    }

    /// Takes a column's content out of the table.
    pub(crate) fn take(&mut self, column: usize) -> Column {
        std::mem::replace(&mut self.columns[column], Column::Skipped)
    }

    /// A column of names.
    pub(crate) fn ids(&self, column: usize) -> Option<&Ids> {
        match &self.columns[column] {
            Column::Ids(ids) => Some(ids),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_survive_blank_lines() {
        let mut lines = Lines::default();
        for (row, line) in [2, 3, 4, 6, 7, 10].into_iter().enumerate() {
            lines.push(row, line);
        }
        assert_eq!(lines.jumps.len(), 3);
        assert_eq!((lines.of(0), lines.of(3), lines.of(5)), (Some(2), Some(6), Some(10)));
    }

    #[test]
    fn names_are_kept_once() {
        let mut ids = Ids::default();
        for name in ["7", "7", " 3 ", "", "7"] {
            ids.push(name);
        }
        assert_eq!(ids.codes, [0, 0, 1, NO_ID, 0]);
        assert_eq!(ids.names, ["7", "3"]);
    }
}
