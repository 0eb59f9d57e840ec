//! A text table, one row at a time.

use std::io::{BufRead, BufReader, Read};

use csv::ByteRecord;

use super::dialect::Separator;
use super::error::ReadError;
use super::problem::Problem;

/// The rows of a text table.
pub(crate) enum Records<'a> {
    /// Cells between single characters, quoted as CSV quotes.
    Delimited(Box<csv::Reader<Box<dyn Read + 'a>>>),
    /// Cells between blanks.
    Blanks(Blanks<'a>),
}

impl<'a> Records<'a> {
    /// The rows of a text.
    pub(crate) fn new(reader: Box<dyn Read + 'a>, separator: Separator) -> Self {
        match separator {
            Separator::Byte(delimiter) => Self::Delimited(Box::new(
                csv::ReaderBuilder::new()
                    .delimiter(delimiter)
                    .has_headers(false)
                    .flexible(true)
                    .buffer_capacity(64 * 1024)
                    .from_reader(reader),
            )),
            Separator::Blanks => Self::Blanks(Blanks {
                reader: BufReader::with_capacity(64 * 1024, reader),
                line: Vec::new(),
                number: 0,
            }),
        }
    }

    /// Reads the next row that is not a blank line and says on which line it begins; `None` at the
    /// end.
    pub(crate) fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, ReadError> {
        match self {
            Self::Delimited(reader) => {
                while reader.read_byte_record(record).map_err(trouble)? {
                    // A line of blanks is no row.
                    if record.len() > 1 || record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                        return Ok(record.position().map(csv::Position::line));
                    }
                }
                Ok(None)
            }
            Self::Blanks(blanks) => blanks.next(record),
        }
    }
}

/// The rows of a table whose columns are separated by blanks.
pub(crate) struct Blanks<'a> {
    reader: BufReader<Box<dyn Read + 'a>>,
    line: Vec<u8>,
    number: u64,
}

impl Blanks<'_> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, ReadError> {
        loop {
            self.line.clear();
            if self.reader.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            record.clear();
            let mut rest = self.line.trim_ascii();
            while !rest.is_empty() {
                let (cell, after) = match rest.strip_prefix(b"\"") {
                    Some(inner) => cut(inner, |byte| byte == b'"'),
                    None => cut(rest, |byte| byte.is_ascii_whitespace()),
                };
                record.push_field(cell);
                rest = after.trim_ascii_start();
            }
            if !record.is_empty() {
                return Ok(Some(self.number));
            }
        }
    }
}

/// What stands before and after the first byte that ends a cell.
fn cut(bytes: &[u8], ends: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| ends(*byte)) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}

fn trouble(error: csv::Error) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => ReadError::new(Problem::NotATable { looks_like: None }),
    }
}
