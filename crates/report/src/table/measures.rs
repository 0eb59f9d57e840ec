//! The columns of further measures in `dyads`: each output and, where it is tested, the value on the
//! stretch tested with p and q.

use attune::catalogue::{Mirror, Output};
use attune::measure::MeasureResult;
use attune::{Analysis, Dyad, MEASURES, Measure, Plan};

use super::{Cell, Column, Holds, Shape, Table};
use crate::words;

/// Adds the further measures' columns to the dyads table, whose rows are in the analysis's order:
/// one per dyad, or one per person, told from that person's side.
pub(super) fn append(table: &mut Table, analysis: &Analysis, shape: Shape) {
    let prefixes = prefixes(&analysis.plan);
    for (measure, prefix) in &prefixes {
        table.columns.extend(of_measure(measure, prefix));
    }
    let sides: &[usize] = if shape == Shape::Dyad { &[0] } else { &[0, 1] };
    let subjects =
        analysis.dyads.iter().flat_map(|dyad| sides.iter().map(move |side| (dyad, *side)));
    for (row, (dyad, side)) in table.rows.iter_mut().zip(subjects) {
        for (at, (measure, _)) in prefixes.iter().enumerate() {
            row.extend(cells(measure, dyad, at, side));
        }
    }
}

/// Every column that a further measure can add.
pub(super) fn columns() -> Vec<Column> {
    MEASURES.iter().flat_map(|measure| of_measure(measure, measure.column)).collect()
}

/// What each measure's columns begin with; a measure taken twice is counted.
fn prefixes(plan: &Plan) -> Vec<(&'static Measure, String)> {
    let mut out: Vec<(&'static Measure, String)> = Vec::new();
    for choice in &plan.measures {
        let before = out.iter().filter(|(known, _)| *known == choice.measure).count();
        let again = if before > 0 { (before + 1).to_string() } else { String::new() };
        out.push((choice.measure, format!("{}{again}", choice.measure.column)));
    }
    out
}

fn of_measure(measure: &Measure, prefix: &str) -> Vec<Column> {
    let mut out = Vec::new();
    let of = |name: String, description: String, unit, holds| Column {
        name,
        description,
        unit,
        holds,
        levels: Vec::new(),
    };
    let column = |name, description, unit| of(name, description, unit, Holds::Real);
    for output in measure.outputs {
        let name = format!("{prefix}_{}", output.name);
        let description = format!("{}: {} Range: {}.", measure.title, output.plain, output.range);
        out.push(column(name.clone(), description, output.unit));
        if output.tested.is_some() {
            let tested = format!(
                "{name} on the stretch tested: what {name}_p compares with the copies, whose ends are \
                 trimmed until they meet."
            );
            out.push(column(format!("{name}_tested"), tested, output.unit));
            let null = measure.nulls.first().map_or("", |null| null.name());
            let p = format!("{name}_tested against copies ({null}); (1 + count) / (1 + n).");
            out.push(column(format!("{name}_p"), p, "p"));
            let q = format!("Benjamini-Hochberg q of {name}_p over all rows tested.");
            out.push(column(format!("{name}_q"), q, "q"));
        }
    }
    if measure.draw_null.is_some() {
        let copies = format!("{}: how many copies the p are from.", measure.title);
        out.push(of(format!("{prefix}_copies"), copies, "copies", Holds::Integer));
    }
    let caveats = format!("{}: codes of its reservations, separated by semicolons.", measure.title);
    out.push(of(format!("{prefix}_caveats"), caveats, "", Holds::Text));
    let reason = format!("{}: why there are no numbers, or no p.", measure.title);
    out.push(of(format!("{prefix}_reason"), reason, "", Holds::Text));
    out
}

fn cells(measure: &Measure, dyad: &Dyad, at: usize, side: usize) -> Vec<Cell> {
    let result = dyad.measures.get(at);
    let mut out = Vec::new();
    for output in measure.outputs {
        let (name, sign) = seen_from(side, output);
        out.push(result.map(|result| sign * value(result, name)).into());
        if output.tested.is_some() {
            let test = result.and_then(|r| r.tests.iter().find(|test| test.output == name));
            out.push(test.map(|test| sign * test.observed).into());
            out.push(test.map(|test| test.p).into());
            out.push(test.map(|test| test.q).into());
        }
    }
    if measure.draw_null.is_some() {
        let made = |result: &MeasureResult| result.tests.iter().map(words::copies_made).max();
        out.push(result.and_then(made).map_or(Cell::Missing, Cell::from));
    }
    out.push(result.map_or(Cell::Missing, |result| {
        let caveats = result.outcome.iter().flat_map(|measured| &measured.caveats);
        let mut codes: Vec<&str> = caveats.map(|caveat| caveat.code).collect();
        codes.sort_unstable();
        codes.dedup();
        text(codes.join(";"))
    }));
    let reason = |result: &MeasureResult| {
        let error = result.outcome.as_ref().err().or(result.no_test.as_ref());
        error.map_or(Cell::Missing, |error| text(error.to_string()))
    };
    out.push(result.map_or(Cell::Missing, reason));
    out
}

fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Missing } else { Cell::Text(text) }
}

fn value(result: &MeasureResult, name: &str) -> f64 {
    result.outcome.as_ref().map_or(f64::NAN, |measured| measured.value(name))
}

/// Which output stands there when the person of that side is called A, and with which sign.
fn seen_from(side: usize, output: &Output) -> (&'static str, f64) {
    match (side, output.mirror) {
        (0, _) | (_, Mirror::Stays) => (output.name, 1.0),
        (_, Mirror::Turns) => (output.name, -1.0),
        (_, Mirror::Becomes(other)) => (other, 1.0),
    }
}
