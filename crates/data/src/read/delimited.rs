//! Tables of text: CSV, TSV, semicolons with decimal commas, columns separated by blanks.

use csv::ByteRecord;

use super::cell::{self, Cells, Zone};
use super::dialect::{Dialect, Separator};
use super::error::ReadError;
use super::layout::Layout;
use super::mea;
use super::problem::Problem;
use super::records::Records;
use super::source::Text;
use super::table::{Column, Head, Look, Table, Use};

/// How many rows are looked at before it is decided what each column is.
const HEAD_ROWS: usize = 1000;

/// Reads the columns that `choose` wants.
///
/// The file is read once, from front to back: its first rows are kept back until `choose` has
/// decided, all others go straight into columns of numbers, so that ten million rows need little
/// more memory than their numbers.
pub(crate) fn read(
    text: Text<'_>,
    layout: &Layout,
    choose: &mut dyn FnMut(&Head) -> Result<Vec<Use>, ReadError>,
) -> Result<Table, ReadError> {
    let dialect =
        Dialect::recognise(&text.sample, layout.delimiter.or(text.separator), layout.decimal_comma);
    let cells = Cells::new(&layout.missing, dialect.decimal_comma);
    let mut notes = text.notes;
    if dialect.decimal_comma {
        notes.push("numbers are written with a decimal comma".to_owned());
    }
    let mut records = Records::new(text.reader, dialect.separator);
    let mut first = Vec::new();
    while first.len() < HEAD_ROWS {
        let mut record = ByteRecord::new();
        let Some(line) = records.next(&mut record)? else { break };
        first.push((line, record));
    }
    let names = header(&mut first, &cells, &mut notes);
    if names.is_empty() {
        return Err(ReadError::new(Problem::Empty));
    }
    if names.len() == 1 {
        return Err(ReadError::new(Problem::OneColumn));
    }
    if first.is_empty() {
        return Err(ReadError::new(Problem::NoRows));
    }
    let uses = choose(&head(&names, &first, &cells, dialect.separator))?;
    let mut table = Table::new(names, &uses);
    table.notes = notes;
    let mut filler = Filler { table, uses, cells, zone: None };
    for (line, record) in &first {
        filler.row(*line, record)?;
    }
    drop(first);
    let mut record = ByteRecord::new();
    while let Some(line) = records.next(&mut record)? {
        filler.row(line, &record)?;
    }
    let note = match filler.zone {
        Some(Zone::Absent) => {
            "times have no time zone: they are taken as they stand, as if no clock changed"
        }
        Some(Zone::Clock) => {
            "times with colons are read as hours:minutes:seconds or minutes:seconds"
        }
        Some(Zone::Given) | None => return Ok(filler.table),
    };
    filler.table.notes.push(note.to_owned());
    Ok(filler.table)
}

/// Takes the header off the first rows. A first row of numbers is no header: the columns are
/// then called 1, 2, 3. A header one short of every row (as R writes row names) gets a name for
/// the first column.
fn header(
    first: &mut Vec<(u64, ByteRecord)>,
    cells: &Cells,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let Some((_, top)) = first.first() else { return Vec::new() };
    let numeric = |cell: &[u8]| cells.number(cell).is_some();
    let filled = |cell: &[u8]| cells.number(cell).is_some_and(f64::is_finite);
    if top.iter().all(numeric) && top.iter().any(filled) {
        notes.push("the file has no header: its columns are called 1, 2, 3, …".to_owned());
        return (1..=top.len()).map(|i| i.to_string()).collect();
    }
    let (_, top) = first.remove(0);
    let mut names: Vec<String> =
        top.iter().map(|cell| cell::decoded(cell).trim().to_owned()).collect();
    // A separator at the end of every line makes a column without a name or content.
    while names.len() > 1 && names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    if !first.is_empty()
        && first.iter().all(|(_, row)| row.len() == names.len() + 1)
        && first.iter().any(|(_, row)| row.iter().next_back().is_some_and(|c| !c.is_empty()))
    {
        names.insert(0, "row".to_owned());
        notes.push("the first column has no name: it is called row".to_owned());
    }
    names
}

/// What the columns seem to hold.
fn head(
    names: &[String],
    first: &[(u64, ByteRecord)],
    cells: &Cells,
    separator: Separator,
) -> Head {
    let column = |i: usize| first.iter().filter_map(move |(_, row)| row.get(i));
    let looks: Vec<Look> = (0..names.len()).map(|i| cell::look(column(i), cells)).collect();
    let motion_energy = separator == Separator::Blanks && mea::is_motion_energy(names, &looks);
    Head { names: names.to_vec(), looks, motion_energy }
}

/// Puts rows into a table's columns.
struct Filler {
    table: Table,
    uses: Vec<Use>,
    cells: Cells,
    /// What the times met so far said about the calendar.
    zone: Option<Zone>,
}

impl Filler {
    fn row(&mut self, line: u64, record: &ByteRecord) -> Result<(), ReadError> {
        let width = self.uses.len();
        let surplus = record.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty());
        if record.len() < width || surplus {
            let problem = Problem::RowWidth { found: record.len(), expected: width };
            return Err(ReadError::new(problem).at_line(line));
        }
        // Spreadsheets leave rows of nothing but separators below a table. Where rows are placed
        // by their number alone, such a row is a sample that is missing, and stays.
        let placed = self.uses.iter().any(|u| matches!(u, Use::Id | Use::Time | Use::Stamp));
        if placed && record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        for (i, cell) in record.iter().take(width).enumerate() {
            if let Err(problem) = self.cell(i, cell) {
                return Err(ReadError::new(problem).at_line(line).in_column(&self.table.names[i]));
            }
        }
        self.table.lines.push(self.table.rows, line);
        self.table.end_row()
    }

    fn cell(&mut self, i: usize, cell: &[u8]) -> Result<(), Problem> {
        match &mut self.table.columns[i] {
            Column::Skipped => {}
            Column::Ids(ids) => ids.push(&cell::decoded(cell)),
            Column::Numbers(numbers) => {
                let value = if self.uses[i] == Use::Time {
                    self.cells.time(cell).ok_or_else(|| Problem::NotATime {
                        looks_like_date: cell::stamp(cell).is_some(),
                    })?
                } else {
                    self.cells.number(cell).ok_or(Problem::NotANumber)?
                };
                let infinite = value.is_infinite();
                self.table.infinite += usize::from(infinite);
                numbers.push(if infinite { f64::NAN } else { value });
            }
            Column::Stamps(stamps) => {
                let not_a_time = Problem::NotATime { looks_like_date: false };
                let (stamp, zone) = cell::stamp(cell).ok_or(not_a_time)?;
                if stamp != super::table::NO_STAMP && *self.zone.get_or_insert(zone) != zone {
                    return Err(Problem::MixedZones);
                }
                stamps.push(stamp);
            }
        }
        Ok(())
    }
}
