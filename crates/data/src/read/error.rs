//! Why a file could not be read, said in three parts: what and where, why it matters, what to try.

use std::fmt;
use std::io;

use super::layout::flag;
use super::problem::{Problem, shown};

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line of a text file, counted from 1, the header included.
    Line(u64),
    /// A row of a binary table, counted from 1.
    Row(u64),
}

/// A file that could not be read, or a layout that does not fit it.
///
/// Displayed in three parts on three lines. A message names columns and lines; it never quotes
/// what a cell said.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadError {
    /// The file, as the user named it.
    pub file: String,
    /// The line or row, where one is to blame.
    pub place: Option<Place>,
    /// The column's name, where one is to blame.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Box<Problem>,
}

impl ReadError {
    /// A problem, its place not yet known.
    pub(crate) fn new(problem: Problem) -> Self {
        Self { file: String::new(), place: None, column: None, problem: Box::new(problem) }
    }

    /// The same, in a named file (the innermost name wins).
    pub(crate) fn in_file(mut self, file: impl fmt::Display) -> Self {
        if self.file.is_empty() {
            self.file = file.to_string();
        }
        self
    }

    /// The same, at a line of a text file.
    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.place = Some(Place::Line(line));
        self
    }

    /// The same, at a row of a binary table.
    pub(crate) fn at_row(mut self, row: u64) -> Self {
        self.place = Some(Place::Row(row));
        self
    }

    /// The same, in a named column.
    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// Whether the file is fine and the description given of it (flags, manifest) is not.
    pub fn is_usage(&self) -> bool {
        use Problem as P;
        matches!(
            *self.problem,
            P::NoSuchColumn { .. }
                | P::ColumnTwice { .. }
                | P::CannotGuess { .. }
                | P::NoTime { .. }
                | P::NoRate { .. }
                | P::PairsUnequal { .. }
                | P::ListLength { .. }
                | P::PeopleNamed
                | P::NoSuchPerson { .. }
                | P::BadRate
                | P::NoMarkColumn { .. }
                | P::OtherKindOfFile { .. }
        )
    }

    /// Whether the file is a table and no recording: nothing in it is a time, or a dyad where
    /// dyads were asked for.
    pub(crate) fn is_no_recording(&self) -> bool {
        match &*self.problem {
            Problem::NoTime { .. } | Problem::CannotGuess { timed: false, .. } => true,
            Problem::NoSuchColumn { flag, .. } => [flag::TIME, flag::DYAD].contains(flag),
            _ => false,
        }
    }

    /// What is wrong and where, as one sentence without a full stop.
    pub fn what(&self) -> String {
        let mut text = self.problem.what();
        if let Some(column) = &self.column {
            text += &format!(" in column {}", shown(column));
        }
        let place = match self.place {
            Some(Place::Line(line)) => format!(", line {line}"),
            Some(Place::Row(row)) => format!(", row {row}"),
            None => String::new(),
        };
        format!("{text} ({}{place})", self.file)
    }

    /// Why it matters, as one sentence without a full stop.
    pub fn why(&self) -> &'static str {
        self.problem.why()
    }

    /// What to try, as one sentence without a full stop.
    pub fn try_this(&self) -> String {
        self.problem.try_this()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  why it matters: {}\n  try: {}", self.what(), self.why(), self.try_this())
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::new(match error.kind() {
            io::ErrorKind::NotFound => Problem::NotFound,
            io::ErrorKind::PermissionDenied => Problem::NoPermission,
            // The only readers here that find their own input too short or malformed decompress.
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData => Problem::BrokenGzip,
            kind => Problem::Io(kind),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_parts_with_file_line_and_column() {
        let error = ReadError::new(Problem::NotANumber)
            .in_file("dial.csv")
            .at_line(17)
            .in_column("dial_man");
        let text = error.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "text where a number should be in column `dial_man` (dial.csv, line 17)"
        );
        assert!(lines[1].starts_with("  why it matters: "));
        assert!(lines[2].starts_with("  try: "));
        assert_eq!(lines.len(), 3);
    }
}
