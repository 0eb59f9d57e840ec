//! BORIS events, one row for each start, stop or point.
//!
//! The aggregated export has a row per behaviour with start and stop, and is an ordinary table of
//! spans.

use super::super::error::ReadError;
use super::columns::Part;
use super::found::{Found, Key, Mark, Whose};
use super::sheet::Sheet;

/// Whether a table has BORIS's column that says whether a row starts or stops something.
pub(crate) fn is(sheet: &Sheet) -> bool {
    let Some(status) = sheet.columns.of(Part::Status) else { return false };
    let words = ["START", "STOP", "POINT"];
    let mut cells = (0..sheet.rows.len()).map(|row| sheet.cell(row, Some(status)));
    sheet.columns.of(Part::End).is_none() && cells.all(|cell| words.contains(&cell))
}

/// A file's table, without the description older versions write above it, and the line it
/// begins on.
pub(crate) fn below_preamble(text: &str) -> (&str, u64) {
    let header = |line: &str| line.contains("Behavior") && line.contains("Subject");
    if !text.trim_start().starts_with("Observation id") {
        return (text, 1);
    }
    let mut at = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if header(line) {
            return (&text[at..], number);
        }
        at += line.len();
    }
    (text, 1)
}

/// Pairs starts with stops, by observation, subject and behaviour. A start that is never stopped
/// has no end; a stop that was never started has no start.
pub(crate) fn read(sheet: &Sheet) -> Result<Found<Mark>, ReadError> {
    let start = sheet.required(Part::Start, "when it happened")?;
    let code = sheet.required(Part::Code, "the behaviour")?;
    let (status, person) = (sheet.columns.of(Part::Status), sheet.columns.of(Part::Person));
    let mut events = Vec::with_capacity(sheet.rows.len());
    for row in 0..sheet.rows.len() {
        events.push(Event {
            key: sheet.key(row),
            subject: sheet.cell(row, person).to_owned(),
            code: sheet.cell(row, Some(code)).to_owned(),
            at_s: sheet.seconds(row, start)?,
            point: sheet.cell(row, status) == "POINT",
            stop: Some(sheet.cell(row, status) == "STOP"),
        });
    }
    Ok(pair(events))
}

/// One event of an observation.
pub(super) struct Event {
    pub(super) key: Key,
    pub(super) subject: String,
    pub(super) code: String,
    pub(super) at_s: f64,
    /// Whether it is over at once.
    pub(super) point: bool,
    /// Whether it ends what was started; not said in a project, where they take turns.
    pub(super) stop: Option<bool>,
}

/// Events as spans and moments.
pub(super) fn pair(events: Vec<Event>) -> Found<Mark> {
    let mut found: Found<Mark> = Found::default();
    // What has been started: its place among the spans.
    let mut open: Vec<((Key, String, String), usize)> = Vec::new();
    let mut unnamed = false;
    for Event { key, subject, code, at_s, point, stop } in events {
        let what = (key.clone(), subject.clone(), code.clone());
        let started = open.iter().rposition(|(known, _)| *known == what);
        if let Some(started) = started.filter(|_| !point && stop.unwrap_or(true)) {
            let (_, place) = open.remove(started);
            found.items[place].end_s = at_s;
            continue;
        }
        let (start_s, end_s) = match (point, stop) {
            (true, _) => (at_s, at_s),
            (false, Some(true)) => (f64::NAN, at_s),
            (false, _) => {
                open.push((what, found.items.len()));
                (at_s, f64::NAN)
            }
        };
        let nobody = subject.is_empty();
        unnamed |= nobody || subject == NOBODY;
        let whose = Whose::Named(if nobody { NOBODY.to_owned() } else { subject });
        found.items.push(Mark { key, whose, start_s, end_s, code, may_be_said_in: None });
    }
    if unnamed {
        found.notes.push("BORIS events without a focal subject are of both people".to_owned());
    }
    found
}

/// What BORIS writes where no subject was chosen.
const NOBODY: &str = "No focal subject";
