//! `attune verify`: run an analysis again from what it left, and compare every file.

use std::fs;
use std::path::Path;

use attune::VERSION;
use attune_report::table::Format;
use serde::Serialize;

use crate::args::{Args, VerifyArgs};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::rerun::{self, Again};
use crate::{difference, terminal, written};

/// Runs `attune verify`.
pub(crate) fn run(verb: &VerifyArgs, args: &Args) -> Result<Code, Failure> {
    let Again { stored, analysis, run, inputs_changed, plan_changed, .. } =
        rerun::again(&verb.analysed, args)?;
    let mut findings = Findings {
        schema: "attune.verify/1",
        same: true,
        version_then: stored.version,
        version_now: VERSION.to_owned(),
        inputs_changed,
        plan_changed,
        files: Vec::new(),
    };
    let again = Folder::in_memory();
    written::everything(&again, &analysis, &run, Format::Csv, None)?;
    for (name, bytes) in again.kept() {
        if let Some(found) = compare(&verb.analysed.out, &name, &bytes) {
            findings.files.push(found);
        }
    }
    findings.same = findings.files.is_empty() && findings.inputs_changed.is_empty();
    let sound = findings.same && !findings.plan_changed;
    let compared = again.kept().len();
    if verb.json {
        let text = serde_json::to_string_pretty(&findings).unwrap_or_default() + "\n";
        terminal::print(text.as_bytes())?;
    } else {
        terminal::print_text(&told(&findings, compared))?;
    }
    Ok(if sound { Code::Done } else { Code::Problems })
}

#[derive(Debug, Serialize)]
struct Findings {
    schema: &'static str,
    same: bool,
    version_then: String,
    version_now: String,
    /// Files read then and now whose content differs.
    inputs_changed: Vec<String>,
    /// The plan was changed after it was frozen.
    plan_changed: bool,
    /// Files that differ, and how.
    files: Vec<Differs>,
}

/// A file that is not what it was.
#[derive(Debug, Serialize)]
struct Differs {
    file: String,
    how: String,
}

/// How a file differs from what it is now, if it does.
fn compare(out: &Path, name: &str, now: &[u8]) -> Option<Differs> {
    let differs = |how: String| Some(Differs { file: name.to_owned(), how });
    let then = match fs::read(out.join(name)) {
        Ok(then) => then,
        Err(_) => return differs("is missing".to_owned()),
    };
    if then == now {
        return None;
    }
    differs(match name.ends_with(".csv") {
        true => difference::of_tables(&then, now),
        false => difference::of_texts(&then, now),
    })
}

fn told(findings: &Findings, compared: usize) -> String {
    let mut lines = Vec::new();
    for changed in &findings.inputs_changed {
        lines.push(format!("input: {changed}"));
    }
    if findings.plan_changed {
        lines.push("plan: plan.toml was changed after it was frozen".to_owned());
    }
    if findings.version_then != findings.version_now {
        lines.push(format!(
            "version: computed with Attune {}, run again with {}",
            findings.version_then, findings.version_now
        ));
    }
    for file in &findings.files {
        lines.push(format!("{}: {}", file.file, file.how));
    }
    lines.push(if findings.same {
        format!("The same: all {compared} files came out as they are, bit for bit.")
    } else {
        let differ = if findings.files.len() == 1 { "differs" } else { "differ" };
        format!("Not the same: {} of {compared} files {differ}.", findings.files.len())
    });
    lines.join("\n") + "\n"
}
