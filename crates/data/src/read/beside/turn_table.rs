//! Tables of turns: a row for each, with its start, its end or duration, its speaker and its text.

use super::super::error::ReadError;
use super::columns::Part;
use super::found::{Found, Utterance};
use super::sheet::Sheet;
use super::span_table::whose;
use crate::Said;

/// Reads a table of turns. A table without a text column gives their timing alone.
pub(crate) fn read(sheet: &Sheet) -> Result<Found<Utterance>, ReadError> {
    let start = sheet.required(Part::Start, "when a turn began")?;
    let person = sheet.required(Part::Person, "who spoke")?;
    let text = sheet.columns.of(Part::Text).filter(|column| *column != person);
    let mut found = Found::default();
    for row in 0..sheet.rows.len() {
        let start_s = sheet.seconds(row, start)?;
        let said = sheet.cell(row, text);
        found.items.push(Utterance {
            key: sheet.key(row),
            whose: whose(sheet, row, Some(person)),
            start_s,
            end_s: sheet.ends(row, start_s)?.unwrap_or(f64::NAN),
            said: (!said.is_empty()).then(|| Said::new(said)),
            continues: false,
            tier: None,
        });
    }
    if text.is_none() {
        found.notes.push("a file of turns has no column for what was said: timing only".into());
    }
    Ok(found)
}
