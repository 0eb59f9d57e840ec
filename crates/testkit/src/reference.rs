//! Other programs' numbers, from `reference/` at the root of the repository.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The numbers in `reference/<name>`, a JSON file.
///
/// # Panics
/// Where the file is missing or no JSON: it is part of the repository.
pub fn expected(name: &str) -> Value {
    let text = read(&root().join("reference").join(name));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
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

/// The columns of `reference/<name>`, a CSV file of numbers with a header.
///
/// # Panics
/// Where the file is missing or a cell is no number.
pub fn columns<const N: usize>(name: &str, header: [&str; N]) -> [Vec<f64>; N] {
    parse(&read(&root().join("reference").join(name)), header)
}

/// The columns of a real recording, or `None`, with a printed line, where the recordings are not
/// on this machine. Empty cells are `NaN`.
///
/// # Panics
/// Where the file is there but has no such column.
#[allow(clippy::print_stdout, reason = "who runs the tests should see what was not run")]
pub fn recording<const N: usize>(name: &str, header: [&str; N]) -> Option<[Vec<f64>; N]> {
    let path = root().join("../shared/data").join(name);
    if !path.exists() {
        println!("skipped: no recordings at ../shared/data ({name})");
        return None;
    }
    Some(parse(&read(&path), header))
}

fn parse<const N: usize>(text: &str, header: [&str; N]) -> [Vec<f64>; N] {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    header.map(|name| {
        let column = names.iter().position(|n| n.trim_matches('"') == name);
        let column = column.unwrap_or_else(|| panic!("no column {name}"));
        rows.iter().map(|row| row[column].parse().unwrap_or(f64::NAN)).collect()
    })
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
