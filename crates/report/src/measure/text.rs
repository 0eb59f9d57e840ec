//! A measure as text for people: each number with its copies beside it, what it means, reservations.

use attune::catalogue::{Output, Takes};
use attune::measure::{Measured, MeasuredTable, Setting};
use attune::{MEASURES, Measure};

use super::group::group_text;
use super::json::chance_range;
use super::{Measuring, Taken};
use crate::number::{decimals, p_value, span};
use crate::terminal::wrapped;

/// At most this many rows of a table are printed; `--json` has them all.
const MOST_ROWS: usize = 24;

/// Every measure with its title, by what it takes, for `attune measure` alone.
pub fn measures_text() -> String {
    let mut out = String::new();
    for (takes, heading) in [
        (Takes::Amounts, "Of one series each"),
        (Takes::Scores, "Of one series of points each, a value per turn"),
        (Takes::Columns, "Of one or more columns each, amounts or codes"),
        (Takes::Codes, "Of one column of codes each"),
        (Takes::Events, "Of events"),
        (Takes::Turns, "Of turns at talk"),
        (Takes::TurnsAndAmounts, "Of turns at talk and one series each"),
    ] {
        let of: Vec<&Measure> = MEASURES.iter().filter(|m| m.takes == takes).collect();
        if of.is_empty() {
            continue;
        }
        out += &format!("{heading}\n");
        for measure in of {
            out += &format!("  {:<36} {}\n", measure.name, measure.title);
        }
        out += "\n";
    }
    out + "attune measure NAME FILE --a COLUMN --b COLUMN takes one; attune explain NAME explains it;\n\
           attune measure NAME --help lists what can be set.\n"
}

/// The whole result, `width` columns wide.
pub fn measure_text(measuring: &Measuring, width: usize) -> String {
    let width = width.clamp(60, 120);
    match measuring.dyads.as_slice() {
        [only] => one(measuring, only, width),
        _ => group_text(measuring, width),
    }
}

fn one(measuring: &Measuring, taken: &Taken, width: usize) -> String {
    let measure = measuring.measure;
    let [a, b] = &taken.people;
    let mut out = format!("{}: {}\n", measure.title, taken.dyad);
    let mut about = Vec::new();
    // A coding or a transcript may call them just that.
    if [a.as_str(), b.as_str()] != ["A", "B"] {
        about.push(format!("A is {a}, B is {b}"));
    }
    if taken.n > 0 {
        about.push(format!("{} samples {} apart", taken.n, span(taken.step_s)));
    }
    about.push(measuring.prepared.clone());
    out += &wrapped(&about.join("; "), width);
    out.push('\n');
    let settings = taken.result.settings.all().iter().filter_map(|(name, setting)| match setting {
        Setting::Unset | Setting::Flag(false) => None,
        Setting::Flag(true) => Some((*name).to_owned()),
        setting => Some(format!("{name} {setting}")),
    });
    let settings: Vec<String> = settings.collect();
    if !settings.is_empty() {
        out += &wrapped(&settings.join(", "), width);
        out.push('\n');
    }
    out.push('\n');
    if let Ok(measured) = &taken.result.outcome {
        out += &numbers(measure, taken, measured, width);
        for table in &measured.tables {
            out += &format!("\n{}", listing(table, width));
        }
        out.push('\n');
    }
    out += &wrapped(&taken.sentence(measure), width);
    out.push('\n');
    for (_, caveat) in taken.caveats() {
        out += &wrapped(&format!("To keep in mind: {caveat}"), width);
        out.push('\n');
    }
    out
}

/// Each output on a line: name, value, copies where tested, meaning.
fn numbers(measure: &Measure, taken: &Taken, measured: &Measured, width: usize) -> String {
    let name_width = measure.outputs.iter().map(|o| o.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut elsewhere = false;
    let (present, blank): (Vec<&Output>, Vec<&Output>) =
        measure.outputs.iter().partition(|output| measured.value(output.name).is_finite());
    for output in present {
        let value = digits(measured.value(output.name));
        let head = format!("  {:<name_width$}  {value:>12}  ", output.name);
        let room = width.saturating_sub(head.chars().count()).max(20);
        let indent = " ".repeat(head.chars().count());
        let meaning = wrapped(&meaning(output), room);
        out += &format!("{head}{}\n", meaning.trim_end().replace('\n', &format!("\n{indent}")));
        for test in taken.result.tests.iter().filter(|test| test.output == output.name) {
            let (lo, hi) = chance_range(test);
            // Copies and p say nothing about a number that was not compared with them.
            let of_stretch = digits(test.observed) != value.trim();
            let tested = if of_stretch {
                elsewhere = true;
                format!("on the stretch tested {}; ", digits(test.observed))
            } else {
                String::new()
            };
            out += &format!(
                "{indent}{tested}{} copies ({}): {} to {} in 90 of 100, {}\n",
                test.distribution.len(),
                test.null.name(),
                digits(lo),
                digits(hi),
                p_value("p", test.p),
            );
        }
    }
    out += &not_formed(&blank, width);
    if elsewhere {
        out += &wrapped(STRETCH_TESTED, width);
        out.push('\n');
    }
    out
}

/// Why a number may differ from the one that is set beside the copies.
const STRETCH_TESTED: &str = "The numbers are of the whole recording. Copies can be made of a part of it only \
(its ends are trimmed until they meet, or it is cut into stretches of one length): the copies and p belong to \
the number on the stretch tested.";

/// The numbers that have no value, named in one line; without those that only copies would bring.
pub(super) fn not_formed(blank: &[&Output], width: usize) -> String {
    let blank = blank.iter().filter(|output| !only_with_copies(output));
    let names: Vec<&str> = blank.map(|output| output.name).collect();
    if names.is_empty() {
        return String::new();
    }
    wrapped(&format!("Not formed here: {}.", names.join(", ")), width) + "\n"
}

/// Whether a number is made together with its copies alone.
fn only_with_copies(output: &Output) -> bool {
    output.plain.ends_with("with copies only.")
}

fn meaning(output: &Output) -> String {
    let plain = output.plain.trim_end_matches('.');
    // A unit that the sentence names already is not said twice.
    if output.unit.is_empty() || plain.to_lowercase().contains(output.unit) {
        return plain.to_owned();
    }
    format!("{plain} ({})", output.unit)
}

fn listing(table: &MeasuredTable, width: usize) -> String {
    let every = table.rows.len().div_ceil(MOST_ROWS).max(1);
    let mut out = format!("{}\n", table.plain);
    let name_width = table
        .rows
        .iter()
        .map(|(name, _)| short(name).chars().count())
        .max()
        .unwrap_or(0)
        .max(table.row.len());
    let column_width = table.columns.iter().map(|c| c.chars().count()).max().unwrap_or(0).max(9);
    let fits = (width.saturating_sub(name_width + 2) / (column_width + 2)).max(1);
    let shown = table.columns.len().min(fits);
    out += &format!("  {:<name_width$}", table.row);
    for column in &table.columns[..shown] {
        out += &format!("  {column:>column_width$}");
    }
    out.push('\n');
    for (name, values) in table.rows.iter().step_by(every) {
        out += &format!("  {:<name_width$}", short(name));
        for value in values.iter().take(shown) {
            out += &format!("  {:>column_width$}", digits(*value));
        }
        out.push('\n');
    }
    if every > 1 || shown < table.columns.len() {
        out += "  (not all of it; --json prints the whole table)\n";
    }
    out
}

/// A row's name; a long number with as many digits as the values have.
fn short(name: &str) -> String {
    match name.parse::<f64>() {
        Ok(number) if name.len() > 8 => digits(number),
        _ => name.to_owned(),
    }
}

/// Four significant digits or so; whole numbers whole, and what is 0 for every purpose close to 0.
pub(super) fn digits(x: f64) -> String {
    match x.abs() {
        size if !size.is_finite() => "–".into(),
        size if x.fract() == 0.0 && size < 1e9 => decimals(x, 0),
        size if size >= 1000.0 => decimals(x, 1),
        size if size >= 10.0 => decimals(x, 3),
        size if size >= 0.01 => decimals(x, 4),
        size if size >= 1e-4 => decimals(x, 6),
        size if size >= 1e-7 => decimals(x, 9),
        size if size >= 1e-30 => format!("{x:.3e}"),
        _ => "≈ 0".into(),
    }
}
