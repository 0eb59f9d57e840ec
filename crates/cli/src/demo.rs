//! `attune demo`: a simulated couple with planted truth, analysed and shown.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use attune::story::MomentKind;
use attune::{Analysis, Plan};
use attune_data::Kind;
use attune_dynamics::Conversation;
use attune_report::table::Format;
use attune_report::{Run, Truth, TruthRow, couple_page, therapist_page};

use crate::args::{Args, Demo};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::{analyze, talk, terminal, written};

/// How long the couple talks.
const MINUTES: f64 = 12.0;
/// The couple and twenty others of the same kind, who are strangers to it.
const DYADS: usize = 21;

/// Runs `attune demo`.
pub(crate) fn run(verb: &Demo, args: &Args) -> Result<Code, Failure> {
    let talks =
        talk::conversations(verb.seed, DYADS).map_err(|error| Failure::usage(error.to_string()))?;
    let mut study = talk::study(&talks);
    study.name = "A simulated couple".to_owned();
    let plan = Plan { seed: verb.seed, loop_model: false, ..Plan::for_kind(Kind::Heart) };
    // The others are there as strangers only.
    let couple = study.sessions[0].dyad.clone();
    let mut analysis = analyze::analyze_of(&study, &plan, &|s| s.dyad == couple, args)?;
    analysis.provenance.simulated = true;
    analysis.dyads.retain(|dyad| dyad.dyad == couple);
    analysis.channels.clear();
    analysis.study.dyads = 1;
    let truth = truth(&talks[0], &analysis);

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
    // Nobody said what stands in these: the talk was made up.
    if let Some(story) = analysis.stories.first() {
        folder.write("couple.html", couple_page(&analysis, story).as_bytes())?;
        folder.write("therapist.html", therapist_page(&analysis, story, &[]).as_bytes())?;
    }
    if !verb.text {
        let page = folder.path().join("report.html");
        let page = page.canonicalize().unwrap_or(page);
        show(&page, &analysis, &truth, verb.no_open)?;
    }
    Ok(Code::Done)
}

/// What was planted beside what was found.
fn truth(talk: &Conversation, analysis: &Analysis) -> Truth {
    let planted = &talk.truth;
    let row =
        |what: &str, planted: String, found: String| TruthRow { what: what.into(), planted, found };
    let [of_b, of_a] = planted.two_people.gain;
    let mut rows = Vec::new();
    if let Some(dyad) = analysis.dyads.first() {
        rows.push(row(
            "a link between the two",
            format!("A picks up {:.0} % of B, B picks up {:.0} % of A", 100.0 * of_b, 100.0 * of_a),
            format!(
                "{}, beside {} stranger pairs",
                attune_report::words::Strength::of(dyad).words(),
                dyad.synchrony.as_ref().map_or(0, |s| s.n_strangers)
            ),
        ));
    }
    let Some(story) = analysis.stories.first() else {
        return Truth { title: TITLE.to_owned(), rows };
    };
    let found = |at_s: f64, wanted: fn(&MomentKind) -> bool| {
        let moments = story.moments.iter().filter(|m| wanted(&m.kind));
        let nearest =
            moments.min_by(|x, y| (x.start_s - at_s).abs().total_cmp(&(y.start_s - at_s).abs()));
        nearest.filter(|m| (m.start_s - at_s).abs() <= 30.0)
    };
    let not_found = || "not found".to_owned();
    if let Some(spiral) = planted.spiral {
        let moment = found(spiral.onset_s, |kind| matches!(kind, MomentKind::WindingUp(_)));
        rows.push(row(
            "winding each other up",
            format!("both begin to rise at {}", clock(spiral.onset_s)),
            moment.map_or_else(not_found, |m| format!("a joint rise from {}", clock(m.start_s))),
        ));
    }
    if let Some((person, at_s, lands)) = planted.repair {
        let landed = |lands: Option<bool>| match lands {
            Some(true) => "it landed",
            Some(false) => "it did not land",
            None => "can't tell whether it landed",
        };
        let moment = found(at_s, |kind| matches!(kind, MomentKind::Repair(_)));
        let seen = moment.and_then(|m| match &m.kind {
            MomentKind::Repair(repaired) => Some(landed(repaired.landed).to_owned()),
            _ => None,
        });
        rows.push(row(
            "an attempt to mend",
            format!("{} at {}; {}", name(person), clock(at_s), landed(Some(lands))),
            seen.unwrap_or_else(not_found),
        ));
    }
    if let Some((person, span)) = planted.words_and_body {
        let moment = found(span[0], |kind| matches!(kind, MomentKind::WordsAndBody(_)));
        rows.push(row(
            "words and body differ",
            format!("four turns of {} from {}", name(person), clock(span[0])),
            moment.map_or_else(not_found, |m| format!("from {}", clock(m.start_s))),
        ));
    }
    if let Some(run) = planted.pursue_withdraw {
        let cycle = story.named_cycle().map(|c| {
            let who = c.first.person().map_or("either of them", name);
            format!(
                "{}, begun by {who}: {} times, {:.1} expected",
                c.kind.name(),
                c.count,
                c.expected
            )
        });
        rows.push(row(
            "a cycle",
            format!(
                "{} presses on, {} draws back: {} times round",
                name(run.first),
                name(1 - run.first),
                run.rounds
            ),
            cycle.unwrap_or_else(|| "none beyond chance".to_owned()),
        ));
    }
    Truth { title: TITLE.to_owned(), rows }
}

const TITLE: &str = "This couple is simulated: two minutes apart, then a talk of twelve minutes about \
a garden. What was planted in it is known, so it can be set beside what was found.";

fn name(person: usize) -> &'static str {
    ["A", "B"][person]
}

fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
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
    terminal::say(&format!(
        "\nThe page is here: {address}\nThe couple's and the therapist's pages lie beside it: couple.html, therapist.html"
    ));
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
