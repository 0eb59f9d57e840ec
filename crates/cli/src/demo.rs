//! `attune demo`: a simulated couple with planted truth, analysed and shown.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use attune::{Analysis, Plan};
use attune_data::Kind;
use attune_dynamics::{LoopTruth, Scenario, SimulateOptions, simulate};
use attune_report::table::Format;
use attune_report::{Run, Truth, TruthRow};

use crate::args::{Args, Demo};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::{analyze, simulated, terminal, written};

/// How long the couple talks.
const MINUTES: f64 = 18.0;
/// The couple and twenty others of the same kind, who are strangers to it.
const DYADS: usize = 21;

/// Runs `attune demo`.
pub(crate) fn run(verb: &Demo, args: &Args) -> Result<Code, Failure> {
    let options = SimulateOptions { seed: verb.seed, minutes: MINUTES, dyads: DYADS, rate_hz: 1.0 };
    let simulated = simulate(Scenario::MutualEcho, &options)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let mut study = simulated::study(&simulated);
    study.name = "A simulated couple".to_owned();
    let plan = Plan {
        channels: vec![simulated::channel(0)],
        lag_s: 10.0,
        seed: verb.seed,
        loop_model: false,
        ..Plan::for_kind(Kind::Other)
    };
    let mut analysis = analyze::analyze(&study, &plan, args)?;
    analysis.provenance.simulated = true;
    // The others are there as strangers only.
    analysis.dyads.truncate(1);
    let truth = truth(&simulated.dyads[0].planted.two_people, &analysis);

    if verb.text {
        terminal::print_text(&text(&analysis, Some(&truth)))?;
        if verb.output.is_none() {
            return Ok(Code::Done);
        }
    }
    let folder = match &verb.output {
        Some(path) => Folder::create(path, false)?,
        None => Folder::create(&own_folder(), true)?,
    };
    written::everything(&folder, &analysis, &Run::default(), Format::Csv, Some(&truth))?;
    if !verb.text {
        show(&folder.path().join("report.html"), &analysis, &truth, verb.no_open)?;
    }
    Ok(Code::Done)
}

/// What was planted beside what was found.
fn truth(planted: &LoopTruth, analysis: &Analysis) -> Truth {
    let found = analysis.dyads.first().and_then(|dyad| dyad.synchrony.as_ref());
    let number = |value: Option<f64>, unit: &str| match value {
        Some(value) if value.is_finite() => format!("{value}{unit}"),
        _ => "can't tell".to_owned(),
    };
    let of_planted = |a: f64, b: f64| {
        format!("A picks up {:.0} % of B, B picks up {:.0} % of A", 100.0 * a, 100.0 * b)
    };
    let row =
        |what: &str, planted: String, found: String| TruthRow { what: what.into(), planted, found };
    let dyad = &analysis.dyads[0];
    Truth {
        title: format!(
            "This couple is simulated: two people who each drift back to where they settle and pick \
             up some of the other after {} s. What was planted is known, so it can be set beside \
             what was found.",
            planted.delay_s[0]
        ),
        rows: vec![
            row(
                "a link between the two",
                of_planted(planted.gain[0], planted.gain[1]),
                format!(
                    "{}, beside {} stranger pairs",
                    attune_report::words::Strength::of(dyad).words(),
                    found.map_or(0, |s| s.n_strangers)
                ),
            ),
            row(
                "the delay",
                format!("{} s each way", planted.delay_s[0]),
                format!(
                    "strongest at a lag of {}; with echoes both ways it says little",
                    number(found.map(|s| s.best_lag_s), " s")
                ),
            ),
            row(
                "who follows whom more",
                if planted.gain[1] > planted.gain[0] {
                    "B follows A more"
                } else {
                    "A follows B more"
                }
                .to_owned(),
                "can't tell from cross-correlation alone".to_owned(),
            ),
        ],
    }
}

/// The text view, as wide as the terminal.
fn text(analysis: &Analysis, truth: Option<&Truth>) -> String {
    const USUAL: usize = 96;
    let width = std::env::var("COLUMNS").ok().and_then(|width| width.parse().ok());
    attune_report::terminal::text(analysis, truth, width.unwrap_or(USUAL))
}

/// Opens the page, or says where it is and shows the text view.
fn show(page: &Path, analysis: &Analysis, truth: &Truth, no_open: bool) -> Result<(), Failure> {
    let address = format!("file://{}", page.display());
    let opened = !no_open && std::io::stdout().is_terminal() && open(page);
    if opened {
        terminal::say(&format!(
            "A simulated couple's {MINUTES}-minute talk. Nothing leaves this computer.\n{address}\n\
             next: attune analyze on your own recordings; attune explain echo"
        ));
        return Ok(());
    }
    terminal::print_text(&text(analysis, Some(truth)))?;
    terminal::say(&format!("\nThe page is here: {address}"));
    Ok(())
}

/// The program that opens pages here, where there is one.
pub(crate) fn browser() -> Option<&'static str> {
    let no_screen = cfg!(target_os = "linux")
        && std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none();
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::env::split_paths(&path).any(|folder| folder.join(opener).is_file());
    (installed && !no_screen).then_some(opener)
}

fn open(page: &Path) -> bool {
    let Some(opener) = browser() else { return false };
    let started =
        Command::new(opener).arg(page).stdout(Stdio::null()).stderr(Stdio::null()).status();
    started.is_ok_and(|status| status.success())
}

/// A folder of this user's own, so that two people on one machine do not meet in it.
fn own_folder() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    cache.or(home).unwrap_or_else(std::env::temp_dir).join("attune").join("demo")
}
