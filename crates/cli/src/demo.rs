//! `attune demo`: a simulated couple with planted truth, analysed and shown.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use attune::story::{Cycle, CycleKind, MomentKind, Story};
use attune::{Analysis, Dyad, Plan};
use attune_data::Kind;
use attune_dynamics::{Conversation, LoopTruth};
use attune_report::table::Format;
use attune_report::{Run, Truth, TruthRow, couple_page, therapist_page, words};

use crate::args::{Args, Demo};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::{analyze, talk, terminal, written};

/// How long the couple talks.
const MINUTES: f64 = 12.0;
/// The couple and twenty others of the same kind, who are strangers to it.
const DYADS: usize = 21;
/// Shifted copies behind the loop's test: fewer than usual, so that the demo takes seconds.
const LOOP_COPIES: usize = 99;

/// Runs `attune demo`.
pub(crate) fn run(verb: &Demo, args: &Args) -> Result<Code, Failure> {
    let talks =
        talk::conversations(verb.seed, DYADS).map_err(|error| Failure::usage(error.to_string()))?;
    let mut study = talk::study(&talks);
    study.name = "A simulated couple".to_owned();
    let plan =
        Plan { seed: verb.seed, loop_surrogates: LOOP_COPIES, ..Plan::for_kind(Kind::Heart) };
    // The others are there as strangers only.
    let couple = study.sessions[0].dyad.clone();
    let mut analysis = analyze::analyze_of(&study, &plan, &|s| s.dyad == couple, args)?;
    analysis.provenance.simulated = true;
    analysis.dyads.retain(|dyad| dyad.dyad == couple);
    analysis.stories.retain(|story| story.dyad == couple);
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

/// What was planted in the loop beside what was found, as far as the verdict allows.
fn loop_rows(planted: &LoopTruth, dyad: &Dyad) -> Vec<TruthRow> {
    let Some(model) = &dyad.loop_model else { return Vec::new() };
    let found = model.found.as_deref();
    let shown = found.filter(|found| found.verdict.gains_shown);
    let gain = |into: usize| match (shown, found) {
        (Some(found), _) => {
            let e = found.fit.gain[into];
            format!("{:.2} ({:.2} to {:.2})", e.value, e.lo, e.hi)
        }
        (None, Some(found)) => format!(
            "can't be told yet: {:.0} independent stretches, 60 are needed",
            found.fit.n_eff
        ),
        (None, None) => "can't be told".to_owned(),
    };
    let row = |what: &str, planted: String, found: String| TruthRow {
        what: format!("{what} ({})", dyad.channel),
        planted,
        found,
    };
    let times = |seconds: [f64; 2]| format!("A {:.0} s, B {:.0} s", seconds[0], seconds[1]);
    let returned = found.map_or_else(
        || "can't be told".to_owned(),
        |found| times(found.fit.return_rate.map(|k| 1.0 / k.value)),
    );
    vec![
        row(
            "the loop",
            "each picks up the other".to_owned(),
            attune_report::words::loop_strength(model).words().to_owned(),
        ),
        row("how much of A arrives in B", format!("{:.2}", planted.gain[1]), gain(1)),
        row("how much of B arrives in A", format!("{:.2}", planted.gain[0]), gain(0)),
        row("how long each takes to return", times(planted.return_time_s), returned),
    ]
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
    // What the sensors of one channel show is enough to set beside the truth.
    rows.extend(
        analysis
            .dyads
            .first()
            .map(|dyad| loop_rows(&planted.two_people, dyad))
            .into_iter()
            .flatten(),
    );
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
        let rises = story.moments.iter().filter(|m| matches!(m.kind, MomentKind::WindingUp(_)));
        let others = rises.filter(|m| moment.is_none_or(|found| found.start_s != m.start_s));
        let others: Vec<String> = others.map(|m| clock(m.start_s)).collect();
        let found =
            moment.map_or_else(not_found, |m| format!("a joint rise from {}", clock(m.start_s)));
        let beside = match others.len() {
            0 => String::new(),
            _ => format!("; also from {}, where none was planted", others.join(" and ")),
        };
        rows.push(row(
            "winding each other up",
            format!("both begin to rise at {}", clock(spiral.onset_s)),
            found + &beside,
        ));
    }
    rows.extend(echo_row(talk, story));
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
        let planted =
            |c: &&Cycle| c.kind == CycleKind::PursueWithdraw && c.first.person() == Some(run.first);
        let counted = |c: &Cycle| format!("{} times, {:.1} expected", c.count, c.expected);
        let strength = |c: &Cycle| words::cycle_strength(c).words();
        let same = story.cycles.iter().find(planted).filter(|c| c.count > 0);
        let cycle = same.map(|c| format!("{}: {}", strength(c), counted(c)));
        let other = story.named_cycle().filter(|c| !planted(c));
        let beside =
            other.map(|c| format!("beside it {}: {}", words::cycle_name(c.kind), counted(c)));
        let told = [cycle, beside].into_iter().flatten().collect::<Vec<_>>().join("; ");
        rows.push(row(
            "a cycle",
            format!(
                "{} presses on, {} draws back: {} times round",
                name(run.first),
                name(1 - run.first),
                run.rounds
            ),
            if told.is_empty() { not_found() } else { told },
        ));
    }
    Truth { title: TITLE.to_owned(), rows }
}

/// The high points ranked as echoes, beside what was really picked up at each.
fn echo_row(talk: &Conversation, story: &Story) -> Option<TruthRow> {
    let picked_up = |person: usize, at_s: f64| {
        let after = talk.times_s.partition_point(|t| *t < at_s);
        let [own, returned, echo, ..] =
            talk.persons[person].parts.at(after.min(talk.times_s.len() - 1));
        echo > own + returned
    };
    let ranked = story.moments.iter().filter_map(|moment| match &moment.kind {
        MomentKind::Echo(echo) => Some(picked_up(echo.person, echo.at_s)),
        _ => None,
    });
    let ranked: Vec<bool> = ranked.collect();
    let right = ranked.iter().filter(|really| **really).count();
    (!ranked.is_empty()).then(|| TruthRow {
        what: "high points that may have been picked up".to_owned(),
        planted: "each picks up the other all along".to_owned(),
        found: format!(
            "{} ranked, as a question; at {right} of them more really came from the other than from \
             oneself",
            ranked.len()
        ),
    })
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
