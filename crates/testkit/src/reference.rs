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
