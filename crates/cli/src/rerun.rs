//! An analysis run again from what it left: its inputs, its layout, its plan.

use std::fs;
use std::path::{Component, Path, PathBuf};

use attune::Analysis;
use attune_data::{Session, Study};
use attune_report::Run;
use serde::Deserialize;

use crate::args::{Analysed, Args};
use crate::failure::Failure;
use crate::{analyze, input, interrupt, layout_flags, plan_file};

/// What `run.json` says about how the analysis was run.
#[derive(Debug, Deserialize)]
pub(crate) struct Stored {
    schema: String,
    /// The version that made it.
    pub(crate) version: String,
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
    /// From where the paths count, as seen from the output folder; older runs do not say.
    folder: Option<String>,
    flags: Vec<String>,
}

/// An analysis as it comes out now.
pub(crate) struct Again {
    pub(crate) stored: Stored,
    pub(crate) study: Study,
    pub(crate) analysis: Analysis,
    pub(crate) run: Run,
    /// Input files that are not what they were, one sentence each.
    pub(crate) inputs_changed: Vec<String>,
    /// The plan was changed after it was frozen.
    pub(crate) plan_changed: bool,
}

/// Runs an analysis again.
pub(crate) fn again(analysed: &Analysed, args: &Args) -> Result<Again, Failure> {
    again_of(analysed, |_| Ok(None), args)
}

/// The same for one session alone, which is chosen once it is known what there is: its loop and its
/// story take a fraction of the study's time, and come out as they did there. `None` is all.
pub(crate) fn again_of(
    analysed: &Analysed,
    choose: impl FnOnce(&Study) -> Result<Option<usize>, Failure>,
    args: &Args,
) -> Result<Again, Failure> {
    let out = &analysed.out;
    let stored = stored(out)?;
    let given = stored.input.as_ref().ok_or_else(|| {
        let what = if stored.simulated { "was simulated" } else { "does not say what it read" };
        Failure::usage(format!("the analysis in {} {what}", out.display()))
            .why("only an analysis of files can be run again from them")
            .try_this("attune demo with the same --seed, or attune analyze once more")
    })?;
    let folder = folder_of(out, given);
    let path = match (&analysed.input, given.path.as_str()) {
        (Some(input), _) => input.clone(),
        (None, nowhere @ ("" | "-")) => PathBuf::from(nowhere),
        (None, path) => folder.join(path),
    };
    if path.as_os_str() == "-" {
        return Err(Failure::usage("the analysis read standard input, which is gone")
            .try_this("--input FILE with what was piped in"));
    }
    let layout = layout_flags::from_words(&given.flags).map_err(|error| {
        Failure::unreadable(format!("the layout in run.json is not understood: {error}"))
    })?;
    let mut layout = layout.layout();
    layout.beside = layout.beside.within(&folder);
    let mut study = input::study(&path, &layout).map_err(|failure| {
        failure.try_this(
            "the same from the folder in which attune analyze was run, or --input PATH where the \
             input is now",
        )
    })?;
    let loaded = plan_file::load(&out.join("plan.toml"))?;
    let inputs_changed = inputs_changed(&stored.sources, &study);
    called_as_then(&mut study, &stored.sources);
    let chosen = choose(&study)?.and_then(|at| study.sessions.get(at));
    // By place, not by content: a recording with a gap is not equal to itself.
    let of = |session: &Session| chosen.is_none_or(|chosen| std::ptr::eq(chosen, session));
    let analysis = analyze::analyze_of(&study, &loaded.plan, &of, args)?;
    if interrupt::asked() {
        return Err(Failure::interrupted("interrupted before everything was computed")
            .why("a part of it would look like the whole; nothing was written")
            .try_this("the same again, and let it run to its end"));
    }
    let run = Run {
        plan_hash: stored.plan_hash.clone(),
        deviations: stored.deviations.clone(),
        input: Some((given.path.clone(), given.flags.clone())),
        folder: given.folder.clone(),
    };
    Ok(Again { plan_changed: loaded.tampered(), stored, study, analysis, run, inputs_changed })
}

/// The folder from which the paths of an analysis count, where the analysis lies in `out`; nothing
/// where there is no way from the one to the other.
pub(crate) fn given_in(out: &Path) -> Option<String> {
    let out = out.canonicalize().ok()?;
    let here = std::env::current_dir().ok()?.canonicalize().ok()?;
    let shared = out.components().zip(here.components()).take_while(|(x, y)| x == y).count();
    let up = out.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(here.components().skip(shared)).collect();
    let way = if way.as_os_str().is_empty() { PathBuf::from(".") } else { way };
    (shared > 0).then(|| way.to_string_lossy().into_owned())
}

/// The folder from which the paths of an analysis count now: the one in which they were given, as
/// long as the input is still there; else the one in which the command is run.
fn folder_of(out: &Path, given: &StoredInput) -> PathBuf {
    let Some(way) = &given.folder else { return PathBuf::new() };
    let folder = out.join(way);
    let whole = |path: &Path| path.canonicalize().ok();
    let here = whole(Path::new("."));
    if here.is_none() || whole(&folder) == here || !folder.join(&given.path).exists() {
        return PathBuf::new();
    }
    folder
}

fn stored(out: &Path) -> Result<Stored, Failure> {
    let path = out.join("run.json");
    if !path.exists() && out.join("multiverse.json").exists() {
        return Err(Failure::usage(format!("{} holds a multiverse, not an analysis", out.display()))
            .why("it keeps what came out of every universe, not the study and the flags it was run with")
            .try_this(
                "the same attune multiverse command with another -o, and diff -r the two folders: the same \
                 seed gives the same bits",
            ));
    }
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
