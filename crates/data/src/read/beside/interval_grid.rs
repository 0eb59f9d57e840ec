//! Codes given interval by interval: a column of 0 and 1 for each.

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::columns::Part;
use super::found::{Found, Key, Mark, Whose};
use super::sheet::Sheet;
use super::span_table::whose;

const AROUND: [Part; 7] = [
    Part::Start,
    Part::End,
    Part::Duration,
    Part::Person,
    Part::Dyad,
    Part::Session,
    Part::Observation,
];

/// Whether the table has columns of 0 and 1 and none that says in words what was coded.
pub(crate) fn is(sheet: &Sheet) -> bool {
    let worded = |column: &usize| {
        let filled =
            |(_, cells): &&(u64, Vec<String>)| !flag(&cells[*column]).is_some_and(f64::is_nan);
        sheet.rows.iter().find(filled).is_some_and(|(_, cells)| flag(&cells[*column]).is_none())
    };
    !codes(sheet).is_empty() && !sheet.columns.of(Part::Code).is_some_and(|c| worded(&c))
}

/// Turns runs of intervals with a 1 into spans, and keeps from when to when there are intervals.
///
/// An interval lasts until the end its row gives, else until the next interval of its dyad and
/// person; the last one lasts as long as is usual (the median). Runs end where an interval is 0,
/// missing, or does not follow at once.
pub(crate) fn read(sheet: &Sheet) -> Result<Found<Mark>, ReadError> {
    let columns = codes(sheet);
    if columns.is_empty() {
        let what = "what was coded";
        return Err(ReadError::new(Problem::NoMarkColumn { what, columns: sheet.names.clone() }));
    }
    let start = sheet.required(Part::Start, "when an interval began")?;
    let person = sheet.columns.of(Part::Person);
    let mut found = Found::default();
    for rows in lanes(sheet, person) {
        let mut starts = Vec::with_capacity(rows.len());
        for row in &rows {
            starts.push(sheet.seconds(*row, start)?);
        }
        let steps: Vec<f64> = starts.windows(2).map(|w| w[1] - w[0]).filter(|d| *d > 0.0).collect();
        let usual = median(steps);
        let mut ends = Vec::with_capacity(rows.len());
        for (i, row) in rows.iter().enumerate() {
            ends.push(sheet.ends(*row, starts[i])?.unwrap_or(starts[i] + usual));
        }
        let known = || starts.iter().chain(&ends).copied().filter(|t| t.is_finite());
        if let (Some(from), Some(to)) = (known().reduce(f64::min), known().reduce(f64::max)) {
            found.coded_s.push((sheet.key(rows[0]), [from, to]));
        }
        for column in &columns {
            let on = |row: usize| flag(sheet.cell(row, Some(*column))) == Some(1.0);
            let mut i = 0;
            while i < rows.len() {
                let first = i;
                while i < rows.len()
                    && on(rows[i])
                    && (i == first || follows(ends[i - 1], starts[i], usual))
                {
                    i += 1;
                }
                if i > first {
                    let (whose, code) = owner(sheet, rows[first], person, *column);
                    let (start_s, end_s) = (starts[first], ends[i - 1]);
                    found.items.push(Mark {
                        key: sheet.key(rows[first]),
                        whose,
                        start_s,
                        end_s,
                        code,
                        may_be_said_in: None,
                    });
                } else {
                    i += 1;
                }
            }
        }
    }
    found
        .notes
        .push("codes stand in columns of 0 and 1: intervals in a row with a 1 are one span".into());
    Ok(found)
}

/// With a person column the header is the code; otherwise it holds person and code.
fn owner(sheet: &Sheet, row: usize, person: Option<usize>, column: usize) -> (Whose, String) {
    let name = sheet.names[column].clone();
    match person {
        Some(_) => (whose(sheet, row, person), name),
        None => (Whose::Tier(name), String::new()),
    }
}

/// The columns of 0 and 1.
fn codes(sheet: &Sheet) -> Vec<usize> {
    let counts =
        |column: &usize| ["interval", "index", "row", ""].contains(&sheet.columns.plain(*column));
    let flags = |column: &usize| {
        let mut cells = sheet.rows.iter().map(|(_, cells)| flag(&cells[*column]));
        cells.clone().all(|f| f.is_some()) && cells.any(|f| f.is_some_and(f64::is_finite))
    };
    let free = |column: &usize| !sheet.columns.is_any(*column, &AROUND) && !counts(column);
    (0..sheet.names.len()).filter(free).filter(flags).collect()
}

/// 0 or 1, `NaN` for a missing one, `None` for anything else.
fn flag(cell: &str) -> Option<f64> {
    match cell {
        "0" | "0.0" => Some(0.0),
        "1" | "1.0" => Some(1.0),
        "" | "NA" | "NaN" | "nan" => Some(f64::NAN),
        _ => None,
    }
}

/// The rows of each session and person, in the file's order.
fn lanes(sheet: &Sheet, person: Option<usize>) -> Vec<Vec<usize>> {
    let mut lanes: Vec<((Key, String), Vec<usize>)> = Vec::new();
    for row in 0..sheet.rows.len() {
        let lane = (sheet.key(row), sheet.cell(row, person).to_owned());
        match lanes.iter_mut().rev().find(|(known, _)| *known == lane) {
            Some((_, rows)) => rows.push(row),
            None => lanes.push((lane, vec![row])),
        }
    }
    lanes.into_iter().map(|(_, rows)| rows).collect()
}

/// Whether an interval begins where the one before it ends, within a hundredth of its length.
fn follows(end: f64, start: f64, usual: f64) -> bool {
    (start - end).abs() <= 0.01 * usual.abs()
}

fn median(mut steps: Vec<f64>) -> f64 {
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f64::NAN)
}
