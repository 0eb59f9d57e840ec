//! `attune measure`: one measure of the catalogue, of one dyad or of many.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use attune::catalogue::{Figure, Takes};
use attune::measure::{
    Choice, MeasureError, MeasureInput, MeasureResult, SHARED, Surrogates, measure_input,
    shared_names, take,
};
use attune::{Detrend, Measure, Null, Plan, Scale};
use attune_data::read::{self, Layout, Problem, ReadError};
use attune_data::{Fault, Kind, Session, Severity, Study, quality};
use attune_report::measure::{Measuring, Taken, measure_json, measure_text, measures_text};
use attune_report::picture;
use rayon::prelude::*;

use crate::args::Args;
use crate::failure::{Code, Failure};
use crate::measure_args::{Asked, Common, MeasureArgs};
use crate::progress::Progress;
use crate::{analyze, input, interrupt, measure_choice, output, plan_file, terminal};

/// Runs `attune measure`.
pub(crate) fn run(verb: &MeasureArgs, args: &Args) -> Result<Code, Failure> {
    let Some(asked) = &verb.asked else {
        return terminal::print_text(&measures_text()).map(|()| Code::Done);
    };
    let Asked { measure, parameters, drawing, common } = asked;
    let choice = measure_choice::choice(measure.name, parameters).map_err(|what| {
        Failure::usage(what).try_this(format!("attune measure {} --help", measure.name))
    })?;
    let surrogates = surrogates(measure, common)?;
    common.figure.as_deref().map_or(Ok(()), drawn_as_svg)?;
    let changed = common.detrend.is_some() || common.smooth.is_some() || common.scale.is_some();
    if measure.takes == Takes::Scores && changed {
        return Err(Failure::usage(format!("{} takes scores as they were given", measure.name))
            .why("where 0 lies and how far a score is from it is what is measured")
            .try_this("without --detrend, --smooth and --scale"));
    }
    let study = read::read(&common.path, &layout(common, &choice))
        .map_err(|error| input::failure(&asked_by(error, &choice)))?;
    let plan = plan(&study, common)?;
    let measuring = analyze::pool(args)?.install(|| {
        let dyads = all(&study, &choice, &plan, (common, surrogates.as_ref()), args);
        let coded = coded(&study, &choice);
        Measuring {
            measure,
            prepared: prepared(&plan, measure, common, coded),
            seed: common.seed,
            dyads,
        }
    });
    if measuring.dyads.is_empty() {
        return Ok(Code::Interrupted);
    }
    if let Some(path) = &common.figure {
        let null = surrogates.or_else(|| chance(measure, common));
        figure(path, &study, &choice, (&plan, common), (drawing.as_deref(), null))?;
    }
    // One dyad that cannot be measured is an error, said once and there.
    let refused_alone =
        matches!(measuring.dyads.as_slice(), [only] if only.result.outcome.is_err());
    if common.json {
        terminal::print(measure_json(&measuring).as_bytes())?;
    } else if !refused_alone {
        terminal::print_text(&measure_text(&measuring, 96))?;
    }
    let failed = measuring.dyads.iter().filter(|taken| taken.result.outcome.is_err()).count();
    match measuring.dyads.as_slice() {
        [only] => match &only.result.outcome {
            Err(error) => Err(refused(error, measure)),
            Ok(_) => Ok(Code::Done),
        },
        dyads if failed == dyads.len() => {
            let what = format!("none of {} dyads could be measured", dyads.len());
            let mut errors = dyads.iter().filter_map(|taken| taken.result.outcome.as_ref().err());
            Err(match errors.all(MeasureError::is_of_the_request) {
                true => {
                    Failure::usage(what).try_this(format!("attune measure {} --help", measure.name))
                }
                false => Failure::nothing_usable(what),
            })
        }
        _ if failed > 0 => Ok(Code::Problems),
        _ => Ok(Code::Done),
    }
}

/// What is in the file; in a table with a column per person, what both were exposed to is a column
/// of both.
fn layout(common: &Common, choice: &Choice) -> Layout {
    let mut layout = common.layout.layout();
    if layout.a.is_empty() {
        return layout;
    }
    for name in shared_names(choice.settings.word(SHARED)) {
        if layout.kinds.len() > 1 {
            layout.kinds.push(Kind::Other);
        }
        if layout.units.len() > 1 {
            layout.units.push(String::new());
        }
        if !layout.channels.is_empty() {
            layout.channels.push(name.to_owned());
        }
        layout.a.push(name.to_owned());
        layout.b.push(name.to_owned());
    }
    layout
}

/// A missing column that both were said to be exposed to was asked for by another flag than people's.
fn asked_by(mut error: ReadError, choice: &Choice) -> ReadError {
    if let Problem::NoSuchColumn { name, flag, .. } = error.problem.as_mut()
        && shared_names(choice.settings.word(SHARED)).any(|shared| shared == name.as_str())
    {
        *flag = "--shared";
    }
    error
}

/// The copies asked for, and of which null.
fn surrogates(measure: &Measure, common: &Common) -> Result<Option<Surrogates>, Failure> {
    let null = common.null.map(Null::from).or(measure.nulls.first().copied());
    let Some(null) = null else {
        return match common.surrogates {
            0 => Ok(None),
            _ => Err(no_null(measure)),
        };
    };
    if measure.nulls.is_empty() {
        return Err(no_null(measure));
    }
    if !measure.nulls.contains(&null) {
        let suits: Vec<&str> = measure.nulls.iter().map(|null| null.name()).collect();
        return Err(Failure::usage(format!(
            "the null {} says nothing about {}",
            null.name(),
            measure.name
        ))
        .why("copies that keep what is measured look like the data whatever the data are")
        .try_this(format!("--null with one of {}", suits.join(", "))));
    }
    match common.surrogates {
        0 => Ok(None),
        few @ 1..20 => Err(Failure::usage(format!("{few} copies cannot reach p < .05"))
            .try_this("--surrogates 199, or 0 for none")),
        count => Ok(Some(Surrogates { null, count, seed: common.seed })),
    }
}

/// Copies were asked for where none can be made.
fn no_null(measure: &Measure) -> Failure {
    Failure::usage(format!("there are no copies to set {} beside", measure.name))
        .why("no null is known to suit it; its numbers describe one pair and claim nothing")
        .try_this("without --surrogates and --null")
}

/// The copies of a picture that shows some, where none were asked for.
fn chance(measure: &Measure, common: &Common) -> Option<Surrogates> {
    let null = common.null.map(Null::from).or(measure.nulls.first().copied())?;
    Some(Surrogates { null, seed: common.seed, ..Surrogates::default() })
}

/// How the series are made ready: as recorded, but for what is asked for.
fn plan(study: &Study, common: &Common) -> Result<Plan, Failure> {
    let mut plan = Plan::for_kind(input::main_kind(study));
    let prepare = &mut plan.preprocess;
    prepare.detrend = common.detrend.map_or(Detrend::None, Into::into);
    prepare.scale = common.scale.map_or(Scale::None, Into::into);
    prepare.smooth_s = match &common.smooth {
        None => None,
        Some(text) => plan_file::smoothing(text)
            .map_err(|error| Failure::usage(format!("--smooth: {error}")))?,
    };
    prepare.rate_hz = common.grid;
    prepare.max_gap_s = common.max_gap.unwrap_or(prepare.max_gap_s);
    (plan.from_s, plan.to_s) = (common.from, common.to);
    plan.check().map_err(|error| Failure::usage(error.to_string()))?;
    Ok(plan)
}

/// Whether the columns are read as names, not as amounts.
fn coded(study: &Study, choice: &Choice) -> bool {
    match choice.measure.takes {
        Takes::Codes | Takes::Events => true,
        Takes::Columns => {
            choice.settings.flag("categorical") || input::main_kind(study) == Kind::Code
        }
        _ => false,
    }
}

fn prepared(plan: &Plan, measure: &Measure, common: &Common, coded: bool) -> String {
    let mut parts = Vec::new();
    match plan.preprocess.detrend {
        Detrend::None => {}
        Detrend::Linear => parts.push("straight line taken out".to_owned()),
        Detrend::Difference => parts.push("differenced".to_owned()),
    }
    if let Some(width) = plan.preprocess.smooth_s {
        parts.push(format!("moving average of {width} s"));
    }
    let scale = if common.scale.is_some() { plan.preprocess.scale } else { measure.scale };
    match scale {
        _ if coded => parts.push("as codes".to_owned()),
        Scale::None => {}
        Scale::Sd => parts.push("divided by the standard deviation".to_owned()),
        Scale::Z => parts.push("z-scaled".to_owned()),
    }
    if let Some(hz) = plan.preprocess.rate_hz {
        parts.push(format!("brought to {hz} samples per second"));
    }
    if parts.is_empty() { "as recorded".to_owned() } else { parts.join(", ") }
}

/// Every dyad; those not reached when interrupted are left out.
fn all(
    study: &Study,
    choice: &Choice,
    plan: &Plan,
    (common, surrogates): (&Common, Option<&Surrogates>),
    args: &Args,
) -> Vec<Taken> {
    let faults = quality::check(study);
    let cancelled = interrupt::listen();
    let progress = Progress::start(args.quiet);
    let done = AtomicUsize::new(0);
    let one = |session: &Session| {
        if cancelled.load(Ordering::Relaxed) {
            return None;
        }
        let channels = channels(session, common, choice);
        let input = measure_input(
            session,
            &channels,
            (choice.measure, &choice.settings),
            plan,
            common.scale.is_some(),
        );
        // Asked for only where something is set beside chance: it can take long on slow signals.
        let n_eff = |input: &MeasureInput| surrogates.map_or(f64::NAN, |_| input.n_eff());
        let (n, step_s, n_eff) = match &input {
            Ok(input) => (input.a.first().map_or(0, Vec::len), input.step_s, n_eff(input)),
            Err(_) => (0, f64::NAN, f64::NAN),
        };
        let result = match input {
            Ok(input) => take(choice.measure, &choice.settings, &input, surrogates),
            Err(error) => MeasureResult::refused(choice.measure, &choice.settings, error),
        };
        progress.show("dyads", 1 + done.fetch_add(1, Ordering::Relaxed), study.sessions.len());
        // Codes stay the same for long; a flat sensor is a worry of amounts.
        let codes = coded(study, choice);
        let of_turns = choice.measure.takes == Takes::Turns;
        let concerns = |fault: &&Fault| {
            !of_turns
                && (fault.severity == Severity::Error || !codes)
                && channels.iter().any(|channel| fault.concerns(session, channel))
        };
        Some(Taken {
            dyad: session.label(),
            people: [0, 1].map(|i: usize| session.people[i].name.clone()),
            n,
            step_s,
            n_eff,
            faults: faults.iter().filter(concerns).cloned().collect(),
            result,
        })
    };
    let taken = study.sessions.par_iter().filter_map(one).collect();
    progress.finish();
    taken
}

/// The channels asked for, without what both were exposed to.
fn channels<'s>(session: &'s Session, common: &Common, choice: &Choice) -> Vec<&'s str> {
    let exposed: Vec<&str> = shared_names(choice.settings.word(SHARED)).collect();
    let wanted = |name: &&str| {
        let asked = common.channel.is_empty() || common.channel.iter().any(|c| c == name);
        asked && !exposed.contains(name)
    };
    session.shared_channels().into_iter().filter(wanted).collect()
}

/// A picture is SVG: under another ending it would be opened as what it is not.
fn drawn_as_svg(path: &Path) -> Result<(), Failure> {
    match path.extension() {
        Some(ending) if !ending.eq_ignore_ascii_case("svg") => {
            let what = format!("a picture is an SVG file, not {}", ending.display());
            Err(Failure::usage(what)
                .why("what opens another kind of picture cannot open it")
                .try_this(format!("--figure {}", path.with_extension("svg").display())))
        }
        _ => Ok(()),
    }
}

/// The picture, of the one dyad there is.
fn figure(
    path: &Path,
    study: &Study,
    choice: &Choice,
    (plan, common): (&Plan, &Common),
    (drawing, surrogates): (Option<&str>, Option<Surrogates>),
) -> Result<(), Failure> {
    let Choice { measure, settings } = choice;
    let named = |figure: &&Figure| drawing.is_none_or(|name| figure.name == name);
    let Some(figure) = measure.figures.iter().find(named) else {
        return Err(Failure::usage(format!("there is no picture of {} yet", measure.name))
            .try_this("--json for all its numbers"));
    };
    let [session] = study.sessions.as_slice() else {
        return Err(Failure::usage(format!(
            "a picture is of one dyad, and there are {}",
            study.sessions.len()
        ))
        .try_this("a file with one dyad"));
    };
    let channels = channels(session, common, choice);
    let scaled = common.scale.is_some();
    let drawing = measure_input(session, &channels, (measure, settings), plan, scaled)
        .and_then(|input| figure.drawing(&input, settings, &surrogates.unwrap_or_default()))
        .map_err(|error| refused(&error, measure))?;
    let picture = picture::measured(figure, &session.label(), &drawing);
    output::write_file(path, picture.standalone().as_bytes())
}

fn refused(error: &MeasureError, measure: &Measure) -> Failure {
    let what = format!("{}: {error}", measure.name);
    let failure = match error.is_of_the_request() {
        true => Failure::usage(what),
        false => Failure::nothing_usable(what),
    };
    failure
        .why("a number made of something else would mean something else")
        .try_this(format!("attune explain {}, or attune measure {0} --help", measure.name))
}
