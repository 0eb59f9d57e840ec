//! A small table of text, read whole.

use std::io::Cursor;

use csv::ByteRecord;

use super::super::dialect::Dialect;
use super::super::error::ReadError;
use super::super::layout::Layout;
use super::super::problem::Problem;
use super::super::records::Records;
use super::columns::{Columns, Part};
use super::found::Key;
use super::seconds::seconds;

/// A table of text: a header and rows of cells.
pub(crate) struct Sheet {
    /// The headers.
    pub(crate) names: Vec<String>,
    /// What they mean.
    pub(crate) columns: Columns,
    /// The rows, each as wide as the header, with the line it began on.
    pub(crate) rows: Vec<(u64, Vec<String>)>,
    decimal_comma: bool,
}

impl Sheet {
    /// Reads a table whose header stands on line `first_line` of its file.
    pub(crate) fn parse(text: &str, first_line: u64, layout: &Layout) -> Result<Self, ReadError> {
        let bytes = text.as_bytes();
        let dialect = Dialect::recognise(bytes, layout.delimiter, layout.decimal_comma);
        let mut records = Records::new(Box::new(Cursor::new(bytes)), dialect.separator);
        let mut record = ByteRecord::new();
        let cells = |record: &ByteRecord| -> Vec<String> {
            record.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect()
        };
        if records.next(&mut record)?.is_none() {
            return Err(ReadError::new(Problem::Empty));
        }
        let mut names = cells(&record);
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let width = names.len();
        if width < 2 {
            return Err(ReadError::new(Problem::OneColumn));
        }
        let mut rows = Vec::new();
        while let Some(line) = records.next(&mut record)? {
            let line = line + first_line - 1;
            let mut row = cells(&record);
            if row.iter().skip(width).any(|cell| !cell.is_empty()) {
                let problem = Problem::RowWidth { found: row.len(), expected: width };
                return Err(ReadError::new(problem).at_line(line));
            }
            if row.iter().any(|cell| !cell.is_empty()) {
                // Spreadsheets cut off the empty cells at a row's end.
                row.resize(width, String::new());
                rows.push((line, row));
            }
        }
        let columns = Columns::new(&names);
        Ok(Self { names, columns, rows, decimal_comma: dialect.decimal_comma })
    }

    /// A cell as seconds; `NaN` where it is empty.
    pub(crate) fn seconds(&self, row: usize, column: usize) -> Result<f64, ReadError> {
        let (line, cells) = &self.rows[row];
        let time = seconds(&cells[column], self.columns.unit_s(column), self.decimal_comma);
        time.ok_or_else(|| {
            ReadError::new(Problem::NotASecond).at_line(*line).in_column(&self.names[column])
        })
    }

    /// A cell; empty where the table has no such column.
    pub(crate) fn cell(&self, row: usize, column: Option<usize>) -> &str {
        column.map_or("", |column| self.rows[row].1[column].as_str())
    }

    /// Which session a row says it belongs to.
    pub(crate) fn key(&self, row: usize) -> Key {
        let cell = |part| {
            let text = self.cell(row, self.columns.of(part));
            (!text.is_empty()).then(|| text.to_owned())
        };
        match cell(Part::Dyad) {
            Some(dyad) => Key { dyad: Some(dyad), session: cell(Part::Session), loose: false },
            None => Key { dyad: cell(Part::Observation), session: None, loose: true },
        }
    }

    /// The column for a part, or the error that there is none.
    pub(crate) fn required(&self, part: Part, what: &'static str) -> Result<usize, ReadError> {
        self.columns.of(part).ok_or_else(|| {
            ReadError::new(Problem::NoMarkColumn { what, columns: self.names.clone() })
        })
    }

    /// Where each row begins and ends: from a start and an end, a start and a duration, or a
    /// start alone. `None` where no column gives an end.
    pub(crate) fn ends(&self, row: usize, start_s: f64) -> Result<Option<f64>, ReadError> {
        if let Some(end) = self.columns.of(Part::End).filter(|end| !self.is_point_in_time(*end)) {
            return self.seconds(row, end).map(Some);
        }
        match self.columns.of(Part::Duration) {
            Some(duration) => Ok(Some(start_s + self.seconds(row, duration)?)),
            None => Ok(None),
        }
    }

    /// `offset` is an end beside an onset, and a shift of the clock elsewhere.
    fn is_point_in_time(&self, end: usize) -> bool {
        let start = self.columns.of(Part::Start).map_or("", |start| self.columns.plain(start));
        self.columns.plain(end).starts_with("offset") && !start.starts_with("onset")
    }
}
