//! Which character separates a text table's cells, and which its decimals.

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// One character.
    Byte(u8),
    /// Any number of blanks.
    Blanks,
}

/// How a text table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between two cells.
    pub(crate) separator: Separator,
    /// Whether numbers have a decimal comma.
    pub(crate) decimal_comma: bool,
}

/// Tried in this order: a comma may be a decimal mark in a table separated by tabs or semicolons,
/// never the other way round.
const CANDIDATES: [Separator; 5] = [
    Separator::Byte(b'\t'),
    Separator::Byte(b';'),
    Separator::Byte(b','),
    Separator::Byte(b'|'),
    Separator::Blanks,
];

/// How many lines are compared.
const LINES: usize = 100;

impl Dialect {
    /// The dialect of a text, from its first bytes; what is said is taken as said.
    ///
    /// The separator is the first candidate that splits every line into as many cells as the
    /// header, at least two; failing that, the one that splits the header most.
    pub(crate) fn recognise(sample: &[u8], delimiter: Option<u8>, comma: Option<bool>) -> Self {
        let lines = lines(sample);
        let header = lines.first().copied().unwrap_or_default();
        let consistent = |separator: &Separator| {
            let width = split(header, *separator).len();
            width >= 2 && lines.iter().all(|line| split(line, *separator).len() == width)
        };
        let separator = match delimiter {
            Some(b' ') => Separator::Blanks,
            Some(byte) => Separator::Byte(byte),
            None => CANDIDATES.into_iter().find(consistent).unwrap_or_else(|| {
                // The first of equals wins: `max_by_key` would take the last.
                let widest = |s: &Separator| split(header, *s).len();
                CANDIDATES.into_iter().rev().max_by_key(widest).unwrap_or(CANDIDATES[2])
            }),
        };
        let decimal_comma = comma.unwrap_or_else(|| {
            let mut cells = lines.iter().skip(1).flat_map(|line| split(line, separator));
            separator != Separator::Byte(b',') && cells.any(has_decimal_comma)
        });
        Self { separator, decimal_comma }
    }
}

/// The sample's non-blank lines, without a last one that may be cut off.
fn lines(sample: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = sample.split(|b| *b == b'\n').collect();
    if lines.len() > 2 {
        lines.pop();
    }
    lines.retain(|line| !line.trim_ascii().is_empty());
    lines.truncate(LINES);
    lines
}

/// A line's cells; separators within double quotes do not count.
fn split(line: &[u8], separator: Separator) -> Vec<&[u8]> {
    let mut quoted = false;
    let line = line.trim_ascii_end();
    let cells = line.split(|byte| {
        quoted ^= *byte == b'"';
        !quoted
            && match separator {
                Separator::Byte(delimiter) => *byte == delimiter,
                Separator::Blanks => byte.is_ascii_whitespace(),
            }
    });
    match separator {
        Separator::Byte(_) => cells.collect(),
        Separator::Blanks => cells.filter(|cell| !cell.is_empty()).collect(),
    }
}

/// Whether a cell is digits, one comma, digits.
fn has_decimal_comma(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let cell = cell.strip_prefix(b"-").unwrap_or(cell);
    let mut parts = cell.split(|byte| *byte == b',');
    let digits = |part: Option<&[u8]>| {
        part.is_some_and(|p| !p.is_empty() && p.iter().all(u8::is_ascii_digit))
    };
    digits(parts.next()) && digits(parts.next()) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Separator, bool) {
        let dialect = Dialect::recognise(text.as_bytes(), None, None);
        (dialect.separator, dialect.decimal_comma)
    }

    #[test]
    fn separators_and_decimal_marks_are_recognised() {
        assert_eq!(of("t,a,b\n0,1.5,2\n1,2,3\n"), (Separator::Byte(b','), false));
        assert_eq!(of("t;a;b\n0;1,5;2\n1;2,25;3\n"), (Separator::Byte(b';'), true));
        assert_eq!(of("t\ta\tb\n0\t1,5\t2\n"), (Separator::Byte(b'\t'), true));
        assert_eq!(of("\"pat\" \"th\"\r\n0 2\r\n13 11\r\n"), (Separator::Blanks, false));
        assert_eq!(of("t,words\n0,\"a;b, c\"\n1,\"d;e\"\n"), (Separator::Byte(b','), false));
        // A comma between digits in a comma-separated file separates.
        assert_eq!(of("a,b\n1,5\n2,6\n"), (Separator::Byte(b','), false));
    }

    #[test]
    fn what_is_said_is_taken_as_said() {
        let dialect = Dialect::recognise(b"a,b;c\n1,2;3\n", Some(b','), Some(false));
        assert_eq!(dialect.separator, Separator::Byte(b','));
    }
}
