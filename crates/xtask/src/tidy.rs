//! The rules of the house that no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

/// Files of one idea: more code than this (documentation and tests apart) is two ideas.
const LONGEST_FILE: usize = 400;

/// What each science crate must not know: its dependencies among the house's own crates.
const MAY_DEPEND_ON: [(&str, &[&str]); 6] = [
    ("data", &[]),
    ("signal", &[]),
    ("coupling", &["attune-fourier"]),
    ("dynamics", &["attune-coupling"]),
    ("attune", &["attune-coupling", "attune-data", "attune-dynamics", "attune-signal"]),
    ("report", &["attune", "attune-data"]),
];

/// Calls that reach the outside world, and the folders of source that may make them.
const OUTSIDE: [&str; 7] =
    ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "thread_rng"];
const MAY_REACH_OUT: [&str; 4] = ["data/src/read", "cli/", "testkit/", "xtask/"];

/// Functions of two series that are parts of a measure, or choices for one.
const NO_MEASURES: [&str; 3] = ["windowed_cross_correlation", "source_shift_test", "kaplan_meier"];

/// Checks every rule and prints what breaks one; tells whether none does.
pub(crate) fn run(root: &Path) -> bool {
    println!("\n== tidy");
    let mut broken = Vec::new();
    let mut sources = Vec::new();
    collect(&root.join("crates"), &mut sources);
    sources.sort();
    for path in &sources {
        let Ok(text) = fs::read_to_string(path) else {
            broken.push(format!("{}: cannot be read", path.display()));
            continue;
        };
        let name = path.strip_prefix(root).unwrap_or(path).display().to_string();
        check_source(&name, &text, &mut broken);
    }
    for (krate, allowed) in MAY_DEPEND_ON {
        check_layers(root, krate, allowed, &mut broken);
    }
    check_catalogue(root, &mut broken);
    for line in &broken {
        println!("{line}");
    }
    println!("{} files, {} rules broken", sources.len(), broken.len());
    broken.is_empty()
}

/// The rules for one source file.
fn check_source(name: &str, text: &str, broken: &mut Vec<String>) {
    let in_tests =
        name.contains("/tests/") || name.contains("/examples/") || name.contains("/benches/");
    if !in_tests && !name.ends_with("tests.rs") && !introduces_itself(text) {
        broken.push(format!(
            "{name}:1: says nothing about itself (//! on top, or /// on its first item)"
        ));
    }
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//")
    };
    let code = product.lines().filter(is_code).count();
    if code > LONGEST_FILE && !in_tests {
        broken.push(format!("{name}: {code} lines of code; over {LONGEST_FILE} is two ideas"));
    }
    let may_reach_out = in_tests || MAY_REACH_OUT.iter().any(|folder| name.contains(folder));
    for (i, line) in product.lines().enumerate().filter(|(_, line)| is_code(line)) {
        if !may_reach_out && let Some(call) = OUTSIDE.iter().find(|call| line.contains(**call)) {
            broken.push(format!("{name}:{}: reaches the outside world ({call})", i + 1));
        }
    }
    for (i, line) in text.lines().enumerate() {
        if line.ends_with(' ') || line.contains('\t') && !line.contains("\\t") && !in_tests {
            broken.push(format!("{name}:{}: stray white space", i + 1));
        }
        if line.contains("#[ignore") && !name.contains("xtask") {
            broken.push(format!("{name}:{}: a test that is not run proves nothing", i + 1));
        }
    }
}

/// Whether a file begins with its own documentation or, after its imports, with a documented item.
fn introduces_itself(text: &str) -> bool {
    let mut in_import = false;
    for line in text.lines().map(str::trim) {
        in_import |= line.starts_with("use ") || line.starts_with("pub use ");
        let module = line.starts_with("mod ")
            || line.starts_with("pub(crate) mod ")
            || line.starts_with("pub mod ");
        if in_import || module || line.is_empty() || line.starts_with("#[") {
            in_import &= !line.ends_with(';');
            continue;
        }
        return line.starts_with("//");
    }
    false
}

/// A crate may depend only on the layers below it.
fn check_layers(root: &Path, krate: &str, allowed: &[&str], broken: &mut Vec<String>) {
    let path = root.join("crates").join(krate).join("Cargo.toml");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let Ok(manifest) = text.parse::<toml::Table>() else {
        broken.push(format!("crates/{krate}/Cargo.toml: cannot be read"));
        return;
    };
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    for name in dependencies.into_iter().flat_map(toml::Table::keys) {
        if name.starts_with("attune") && !allowed.contains(&name.as_str()) {
            broken.push(format!("crates/{krate}/Cargo.toml: must not know {name}"));
        }
    }
}

/// Every measure of two people is run by an entry of the catalogue: a public function whose
/// documentation names its null is called in one of the catalogue's files.
fn check_catalogue(root: &Path, broken: &mut Vec<String>) {
    let mut entries = Vec::new();
    collect(&root.join("crates/attune/src/catalogue"), &mut entries);
    let catalogue: String =
        entries.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let mut measures = Vec::new();
    collect(&root.join("crates/coupling/src/measure"), &mut measures);
    for path in measures {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let text = fs::read_to_string(&path).unwrap_or_default();
        let is_measure =
            text.contains("\n/// # Null\n") && text.contains(&format!("pub fn {stem}("));
        if is_measure && !NO_MEASURES.contains(&stem) && !catalogue.contains(&format!("{stem}(")) {
            broken.push(format!("{}: has no entry in the catalogue", path.display()));
        }
    }
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}
