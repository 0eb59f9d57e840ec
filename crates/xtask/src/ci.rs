//! What must pass before anything lands; the same for a person and for a machine.

use std::path::Path;
use std::process::Command;

use crate::{cargo, tidy};

/// Runs every check, quickest first; stops at the first that fails. The tests come last, so that
/// their own summary is the last thing printed.
pub(crate) fn run(root: &Path) -> bool {
    let tests = if has_nextest() {
        "nextest run --workspace --no-fail-fast"
    } else {
        "test --workspace --lib --bins --tests --no-fail-fast"
    };
    cargo(root, "fmt --all -- --check", &[])
        && tidy::run(root)
        && cargo(root, "clippy --workspace --all-targets --quiet -- -D warnings", &[])
        && docs(root)
        && cargo(root, "test --workspace --doc --quiet", &[])
        && cargo(root, tests, &[])
}

/// The documentation, with broken links as errors.
fn docs(root: &Path) -> bool {
    println!("\n== cargo doc");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root)
        .status();
    status.is_ok_and(|status| status.success())
}

/// Whether the faster test runner is installed.
fn has_nextest() -> bool {
    let probe = Command::new("cargo-nextest").arg("--version").output();
    probe.is_ok_and(|output| output.status.success())
}
