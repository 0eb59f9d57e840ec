//! Other programs' numbers, from `reference/<measure>/`, and recordings outside the repository.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// A path below the repository's root.
fn path(below_root: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(below_root)
}

/// A JSON file of `reference/`.
///
/// # Panics
/// Where it is not there or not JSON: these files are part of the repository.
pub fn json(name: &str) -> Value {
    let file = path(&format!("reference/{name}"));
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// The columns of a comma-separated file of `reference/`; what is not a number is `NaN`.
///
/// # Panics
/// As [`json`].
pub fn columns(name: &str) -> Vec<Vec<f64>> {
    let file = path(&format!("reference/{name}"));
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    split(&text, ',')
}

/// The columns of a file among the recordings kept beside the repository, or `None`, with a line
/// that says so, where they are not on this machine.
pub fn recording(name: &str, separator: char) -> Option<Vec<Vec<f64>>> {
    let Ok(text) = fs::read_to_string(path(&format!("../shared/data/{name}"))) else {
        skipped(name);
        return None;
    };
    Some(split(&text, separator))
}

#[expect(clippy::print_stderr, reason = "a test that is skipped has to say so")]
fn skipped(name: &str) {
    eprintln!("skipped: the recording {name} is not on this machine");
}

fn split(text: &str, separator: char) -> Vec<Vec<f64>> {
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for line in text.lines().skip(1) {
        for (k, cell) in line.split(separator).enumerate() {
            if k == columns.len() {
                columns.push(Vec::new());
            }
            columns[k].push(cell.trim().parse().unwrap_or(f64::NAN));
        }
    }
    columns
}

/// The columns of `reference/<name>`, a comma-separated file, by their names.
///
/// # Panics
/// As [`json`], and where there is no such column.
pub fn named_columns<const N: usize>(name: &str, header: [&str; N]) -> [Vec<f64>; N] {
    by_name(path(&format!("reference/{name}")), columns(name), header)
}

/// The columns of a comma-separated recording by their names, or `None`, with a line that says so,
/// where the recordings are not on this machine.
///
/// # Panics
/// Where the file is there but has no such column.
pub fn named_recording<const N: usize>(name: &str, header: [&str; N]) -> Option<[Vec<f64>; N]> {
    let columns = recording(name, ',')?;
    Some(by_name(path(&format!("../shared/data/{name}")), columns, header))
}

/// A number in a JSON value, by its path `a/b/c`.
///
/// # Panics
/// Where there is none.
pub fn number(value: &Value, path: &str) -> f64 {
    let found = value.pointer(&format!("/{path}")).and_then(Value::as_f64);
    found.unwrap_or_else(|| panic!("no number at {path}"))
}

/// All numbers of an array in a JSON value, by its path `a/b/c`.
///
/// # Panics
/// Where there is none.
pub fn numbers(value: &Value, path: &str) -> Vec<f64> {
    let found = value.pointer(&format!("/{path}")).and_then(Value::as_array);
    let found = found.unwrap_or_else(|| panic!("no array at {path}"));
    found.iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
}

fn by_name<const N: usize>(
    file: PathBuf,
    mut columns: Vec<Vec<f64>>,
    header: [&str; N],
) -> [Vec<f64>; N] {
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let names: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
    header.map(|wanted| {
        let at = names.iter().position(|name| name.trim().trim_matches('"') == wanted);
        std::mem::take(&mut columns[at.unwrap_or_else(|| panic!("no column {wanted}"))])
    })
}
