//! `attune verify`: run an analysis again from what it left, and compare every file.

use std::fs;
use std::path::{Path, PathBuf};

use attune::VERSION;
use attune_data::Study;
use attune_report::Run;
use attune_report::table::Format;
use serde::{Deserialize, Serialize};

use crate::args::{Args, VerifyArgs};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::{analyze, difference, input, layout_flags, plan_file, terminal, written};

/// What `run.json` says about how the analysis was run.
#[derive(Debug, Deserialize)]
struct Stored {
    schema: String,
    version: String,
    #[serde(default)]
    simulated: bool,
    plan_hash: Option<String>,
    #[serde(default)]
    deviations: Vec<String>,
    #[serde(default)]
    sources: Vec<StoredSource>,
    input: Option<StoredInput>,
}

#[derive(Debug, Deserialize)]
struct StoredSource {
    path: String,
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct StoredInput {
    path: String,
    flags: Vec<String>,
}

/// Runs `attune verify`.
pub(crate) fn run(verb: &VerifyArgs, args: &Args) -> Result<Code, Failure> {
    let stored = stored(&verb.out)?;
    let given = stored.input.as_ref().ok_or_else(|| {
        let what = if stored.simulated { "was simulated" } else { "does not say what it read" };
        Failure::usage(format!("the analysis in {} {what}", verb.out.display()))
            .why("only an analysis of files can be run again from them")
            .try_this("attune demo with the same --seed, or attune analyze once more")
    })?;
    let path = verb.input.clone().unwrap_or_else(|| PathBuf::from(&given.path));
    if path.as_os_str() == "-" {
        return Err(Failure::usage("the analysis read standard input, which is gone")
            .try_this("--input FILE with what was piped in"));
    }
    let layout = layout_flags::from_words(&given.flags).map_err(|error| {
        Failure::unreadable(format!("the layout in run.json is not understood: {error}"))
    })?;
    let mut study = input::study(&path, &layout.layout())?;
    let loaded = plan_file::load(&verb.out.join("plan.toml"))?;
    let mut findings = Findings {
        schema: "attune.verify/1",
        same: true,
        version_then: stored.version.clone(),
        version_now: VERSION.to_owned(),
        inputs_changed: inputs_changed(&stored.sources, &study),
        plan_changed: loaded.tampered(),
        files: Vec::new(),
    };
    called_as_then(&mut study, &stored.sources);
    let analysis = analyze::analyze(&study, &loaded.plan, args)?;
    let run = Run {
        plan_hash: stored.plan_hash,
        deviations: stored.deviations,
        input: Some((given.path.clone(), given.flags.clone())),
    };
    let again = Folder::in_memory();
    written::everything(&again, &analysis, &run, Format::Csv, None)?;
    for (name, bytes) in again.kept() {
        if let Some(found) = compare(&verb.out, &name, &bytes) {
            findings.files.push(found);
        }
    }
    findings.same = findings.files.is_empty() && findings.inputs_changed.is_empty();
    let compared = again.kept().len();
    if verb.json {
        let text = serde_json::to_string_pretty(&findings).unwrap_or_default() + "\n";
        terminal::print(text.as_bytes())?;
    } else {
        terminal::print_text(&told(&findings, compared))?;
    }
    Ok(if findings.same { Code::Done } else { Code::Problems })
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

fn stored(out: &Path) -> Result<Stored, Failure> {
    let path = out.join("run.json");
    let text = fs::read_to_string(&path).map_err(|error| {
        Failure::unreadable(format!("cannot read {}: {error}", path.display()))
            .why("it says what was analysed and how")
            .try_this("the folder given to attune analyze with -o")
    })?;
    let stored: Stored = serde_json::from_str(&text).map_err(|error| {
        Failure::unreadable(format!("{} is not understood: {error}", path.display()))
            .try_this("run attune analyze again")
    })?;
    if stored.schema != "attune.run/1" {
        return Err(Failure::unreadable(format!("{} is no attune.run/1", path.display())));
    }
    Ok(stored)
}

/// Which input files are not what they were.
fn inputs_changed(then: &[StoredSource], study: &Study) -> Vec<String> {
    let mut out = Vec::new();
    for source in then {
        let now = study.sources.iter().find(|s| s.path == source.path);
        // Moved together with its folder, a file keeps its name.
        let now = now.or_else(|| {
            study.sources.iter().find(|s| file_name(&s.path) == file_name(&source.path))
        });
        match now {
            None => out.push(format!("{} was read then and is not there now", source.path)),
            Some(now) if now.sha256 != source.sha256 => {
                out.push(format!("{} has another content than it had", source.path));
            }
            Some(_) => {}
        }
    }
    for source in &study.sources {
        if !then.iter().any(|s| file_name(&s.path) == file_name(&source.path)) {
            out.push(format!("{} is read now and was not read then", source.path));
        }
    }
    out
}

/// A file that was moved with its content is called what it was called then.
fn called_as_then(study: &mut Study, then: &[StoredSource]) {
    for source in &mut study.sources {
        let known = then.iter().find(|known| {
            known.sha256 == source.sha256 && file_name(&known.path) == file_name(&source.path)
        });
        if let Some(known) = known {
            source.path.clone_from(&known.path);
        }
    }
}

fn file_name(path: &str) -> Option<&std::ffi::OsStr> {
    Path::new(path).file_name()
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
