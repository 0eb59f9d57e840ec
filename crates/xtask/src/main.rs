//! The project's own tasks: `cargo xtask ci`, `tidy`, `calibrate`, `recover`, `bench`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod ci;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask ci         everything that must pass: format, lints, tidy, docs, doc tests, tests
cargo xtask tidy       the rules of the house that no compiler checks
cargo xtask calibrate  how often the tests reject where nothing is there, into docs/calibration.md
                       and docs/calibration_of_measures.md
cargo xtask recover    what the loop model recovers and where it stays silent, into docs/recovery.md,
                       docs/honesty.md and docs/real_pairs.md; `recover PAGE LINE ...` for some lines
cargo xtask bench      speed beside other programs, in one run";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let rest: Vec<String> = std::env::args().skip(2).collect();
    let done = match task.as_str() {
        "ci" => ci::run(&root()),
        "tidy" => tidy::run(&root()),
        "calibrate" => calibrate(&root(), &rest),
        "recover" => recover(&root(), &rest),
        "bench" => cargo(&root(), "run --release --manifest-path bench/Cargo.toml --", &rest),
        _ => {
            println!("{HELP}");
            task.is_empty() || task == "help"
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the calibrations and writes their tables where the docs have them.
fn calibrate(root: &Path, rest: &[String]) -> bool {
    println!("every null and every measure on uncoupled pairs; this takes some minutes");
    let table = |example: &str, file: &str| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let run = Command::new(cargo)
            .args(["run", "--release", "--package", "attune-coupling", "--example", example, "--"])
            .args(rest)
            .current_dir(root)
            .stderr(std::process::Stdio::inherit())
            .output();
        let Some(output) = run.ok().filter(|output| output.status.success()) else { return false };
        std::fs::write(root.join(file), &output.stdout).is_ok()
    };
    table("calibrate", "docs/calibration.md")
        && table("calibrate_measures", "docs/calibration_of_measures.md")
}

/// Runs the proof of the loop model and writes its pages where the docs have them: all of them, or
/// the one named first, of which further words name the lines to compute (the others are kept).
fn recover(root: &Path, rest: &[String]) -> bool {
    const PAGES: [(&str, &str); 3] = [
        ("recovery", "docs/recovery.md"),
        ("honesty", "docs/honesty.md"),
        ("real", "docs/real_pairs.md"),
    ];
    println!("simulated pairs, fitted blind; the whole of it takes about an hour on two cores");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let named = rest.first().map(String::as_str);
    PAGES.iter().filter(|(page, _)| named.is_none_or(|name| name == *page)).all(|(page, path)| {
        let path = root.join(path);
        let run = Command::new(&cargo)
            .args(["run", "--release", "--package", "attune-dynamics", "--example", "evidence"])
            .args(["--", page, "--old"])
            .arg(&path)
            .args(rest.iter().skip(1))
            .current_dir(root)
            .stderr(std::process::Stdio::inherit())
            .output();
        let done = run.ok().filter(|output| output.status.success());
        done.is_some_and(|output| std::fs::write(&path, &output.stdout).is_ok())
    })
}

/// The repository's root folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Runs cargo with the words of `command` and further arguments; tells whether it succeeded.
fn cargo(root: &Path, command: &str, more: &[String]) -> bool {
    println!("\n== cargo {command}");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(command.split(' ')).args(more).current_dir(root).status();
    status.is_ok_and(|status| status.success())
}
