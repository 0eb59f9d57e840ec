//! Tables of spans: a row for each, with its start, its end or duration, its person and its code.

use std::rc::Rc;

use super::super::error::ReadError;
use super::boris_events;
use super::columns::Part;
use super::found::{Found, Mark, Whose};
use super::interval_grid;
use super::sheet::Sheet;

/// Reads a table of coded behaviour, whichever way it is laid out. Without a column for an end
/// or a duration, no row says how long it lasted.
pub(crate) fn read(sheet: &Sheet) -> Result<Found<Mark>, ReadError> {
    if boris_events::is(sheet) {
        return boris_events::read(sheet);
    }
    let Some(code) = sheet.columns.of(Part::Code).filter(|_| !interval_grid::is(sheet)) else {
        return interval_grid::read(sheet);
    };
    let start = sheet.required(Part::Start, "when it began")?;
    let person = sheet.columns.of(Part::Person).filter(|column| *column != code);
    let may_be_said_in =
        (!sheet.columns.says_code(code)).then(|| Rc::from(sheet.names[code].as_str()));
    let mut found = Found::default();
    for row in 0..sheet.rows.len() {
        let start_s = sheet.seconds(row, start)?;
        let end_s = sheet.ends(row, start_s)?.unwrap_or(f64::NAN);
        found.items.push(Mark {
            key: sheet.key(row),
            whose: whose(sheet, row, person),
            start_s,
            end_s,
            code: sheet.cell(row, Some(code)).to_owned(),
            may_be_said_in: may_be_said_in.clone(),
        });
    }
    if person.is_none() {
        found.notes.push("a file of spans has no column for the person: they are of both".into());
    }
    Ok(found)
}

/// Whose a row is; without a column for it, both people's.
pub(super) fn whose(sheet: &Sheet, row: usize, person: Option<usize>) -> Whose {
    let Some(column) = person else { return Whose::Named("both".to_owned()) };
    match sheet.cell(row, person) {
        "" => Whose::Unsaid,
        name if sheet.columns.plain(column) == "tier" => Whose::Tier(name.to_owned()),
        name => Whose::Named(name.to_owned()),
    }
}
