//! `attune analyze`: one dyad or a study; tables, figures, methods text, report.

use std::sync::atomic::{AtomicBool, Ordering};

use attune::measure::{Choice, SHARED, shared_names};
use attune::{Analysis, AnalyzeError, Control, Dyad, Plan, Reason};
use attune_data::{FaultCode, Kind, Session, Study};
use attune_report::words;
use attune_report::{Run, analysis_json};

use crate::args::{Analyze, Args};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::plan_flags::Chosen;
use crate::progress::Progress;
use crate::{duration, input, interrupt, layout_flags, rerun, terminal, written};

/// Runs `attune analyze`.
pub(crate) fn run(verb: &Analyze, args: &Args) -> Result<Code, Failure> {
    // Without a path, codes and transcripts are all there is.
    let path = verb.path.clone().unwrap_or_default();
    let study = input::study(&path, &verb.layout.layout())?;
    let Chosen { plan, plan_hash, deviations } = verb.plan.choose(input::main_kind(&study))?;
    known_channels(&study, &plan)?;
    known_inputs(&study, &plan)?;
    // From here on Ctrl-C keeps what is done; so the folder, once there, will be filled.
    interrupt::listen();
    // The folder is tried before the work, so that an hour is not lost to a missing permission.
    let folder = verb.output.as_deref().map(|path| Folder::create(path, verb.force)).transpose()?;
    let analysis = analyze(&study, &plan, args)?;
    let input = Some((path.display().to_string(), layout_flags::words_given()));
    let from = folder.as_ref().and_then(|folder| rerun::given_in(folder.path()));
    let run = Run { plan_hash, deviations, input, folder: from };

    if let Some(folder) = &folder {
        written::everything(folder, &analysis, &run, verb.format, None)?;
    }
    if verb.json {
        terminal::print(analysis_json(&analysis).as_bytes())?;
    }
    if !args.quiet {
        terminal::say(&told(&analysis, folder.as_ref()));
    }
    code(&analysis, verb.strict)
}

/// Analyses a study with progress and Ctrl-C, on as many threads as were asked for.
pub(crate) fn analyze(study: &Study, plan: &Plan, args: &Args) -> Result<Analysis, Failure> {
    analyze_of(study, plan, &|_| true, args)
}

/// The same, with the loop and the story of some sessions alone.
pub(crate) fn analyze_of(
    study: &Study,
    plan: &Plan,
    of: &(dyn Fn(&Session) -> bool + Sync),
    args: &Args,
) -> Result<Analysis, Failure> {
    let cancelled: &AtomicBool = interrupt::listen();
    let progress = Progress::start(args.quiet);
    let show = |what, done, total| progress.show(what, done, total);
    let control = Control { progress: &show, cancelled };
    let analysis = pool(args)?.install(|| attune::analyze_of(study, plan, of, &control));
    progress.finish();
    analysis.map_err(|error| match error {
        AnalyzeError::NoSharedChannel { .. } => nothing_shared(study, &error.to_string()),
        other => Failure::usage(other.to_string()),
    })
}

/// Nothing of the two can be set side by side, and what to try.
fn nothing_shared(study: &Study, what: &str) -> Failure {
    let unsaid = [FaultCode::SpeakerMissing, FaultCode::SpeakerUnknown];
    let unsaid = study.faults.iter().find(|fault| unsaid.contains(&fault.code));
    let failure = Failure::nothing_usable(what);
    match unsaid {
        Some(fault) => failure
            .why("a transcript or coding tells something of two people where it says who is who")
            .try_this(fault.code.explanation().try_this),
        None => {
            failure.why("two people can only be compared on a channel that both have").try_this(
                "name each person's column (--a, --b), or see what is here: attune check PATH",
            )
        }
    }
}

/// As many threads as were asked for.
pub(crate) fn pool(args: &Args) -> Result<rayon::ThreadPool, Failure> {
    let threads = args.threads.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        Failure::device(format!("cannot start {threads} threads: {error}")).try_this("--threads 1")
    })
}

/// A channel asked for by a name that no dyad has is a slip, not an empty result.
fn known_channels(study: &Study, plan: &Plan) -> Result<(), Failure> {
    let known = study.channels();
    match plan.channels.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Failure::usage(format!("no dyad has a channel called {name:?}"))
            .try_this(if known.is_empty() {
                "leave --channel out: this study has codes and talk alone".to_owned()
            } else {
                format!("--channel with one of {}", known.join(", "))
            })),
    }
}

/// What a measure holds constant must have been recorded of somebody.
fn known_inputs(study: &Study, plan: &Plan) -> Result<(), Failure> {
    let recorded = |name: &str| {
        let mut people = study.sessions.iter().flat_map(|session| &session.people);
        people.any(|person| person.channel(name).is_some())
    };
    for Choice { measure, settings } in &plan.measures {
        if let Some(name) = shared_names(settings.word(SHARED)).find(|name| !recorded(name)) {
            return Err(Failure::usage(format!(
                "{}: no dyad has a channel called {name:?} to hold constant",
                measure.name
            ))
            .why("the measure would have no answer in any dyad")
            .try_this("a channel that was recorded; in a wide table the same column may be named for both \
                       people (--a hers,film --b his,film)"));
        }
    }
    Ok(())
}

/// What is said at the end: the study in one sentence, what could not be done, what comes next.
fn told(analysis: &Analysis, folder: Option<&Folder>) -> String {
    let mut lines = vec![words::study_sentence(analysis)];
    for of in &analysis.soothing {
        lines.push(words::soothing_sentence(of));
        lines.push(words::soothing_counts(of));
        lines.push(words::soothing_couples(of));
    }
    lines.extend(not_compared(analysis));
    lines.extend(words::measures_missing(analysis));
    lines.extend(words::pooled_sentences(analysis));
    lines.extend(coarse(analysis));
    lines.extend(words::missing_sentences(analysis));
    if folder.is_some() && !analysis.failures.is_empty() {
        lines.push("run.json lists what is missing.".to_owned());
    }
    if let Some(folder) = folder {
        let path = folder.path().display();
        lines.push(format!(
            "Written to {path}. Open {path}/report.html, or: attune table {path} dyads"
        ));
    }
    lines.join("\n")
}

/// What could not be analysed, and what to try; a channel of codes was never to be correlated.
fn not_compared(analysis: &Analysis) -> Vec<String> {
    let amounts =
        || analysis.dyads.iter().filter(|dyad| dyad.recorded() && dyad.kind != Kind::Code);
    let without = amounts().filter(|dyad| dyad.synchrony.is_none()).count();
    let mut lines = Vec::new();
    if without > 0 {
        lines.push(format!(
            "{without} of {} could not be analysed; the reasons stand in dyads.csv and the report.",
            amounts().count()
        ));
    }
    // How to give the two people and a code book is the command's to say.
    if words::uncoded_sentence(&analysis.study).is_some() {
        lines.push(
            "Try: --speaker a=NAME --speaker b=NAME, where columns or tiers are called after a \
             person and a code (sc_woman), or --codebook FILE (attune codebook prints one to edit)."
                .to_owned(),
        );
    }
    lines
}

const DAY_S: f64 = 86_400.0;

/// Windows made for seconds hold nothing of a diary: what to say instead.
fn coarse(analysis: &Analysis) -> Option<String> {
    let too_fine = |dyad: &Dyad| dyad.reasons.contains(&Reason::WindowTooFine);
    let step_s = analysis.dyads.first()?.step_s;
    let times = |n: f64| duration::text(n * step_s);
    let nothing = analysis.dyads.iter().all(|dyad| dyad.synchrony.is_none());
    (step_s.is_finite() && nothing && analysis.dyads.iter().any(too_fine)).then(|| {
        format!(
            "There is one sample every {}; windows of {} hold too few. Try: {}--window {} --step {} --lag {}",
            times(1.0),
            duration::text(analysis.plan.window_s),
            if step_s >= DAY_S { "--kind diary, or " } else { "" },
            times(14.0),
            times(1.0),
            times(2.0),
        )
    })
}

fn code(analysis: &Analysis, strict: bool) -> Result<Code, Failure> {
    use attune_data::Severity;
    if interrupt::listen().load(Ordering::SeqCst) {
        return Ok(Code::Interrupted);
    }
    let mut recorded = analysis.dyads.iter().filter(|dyad| dyad.recorded()).peekable();
    if recorded.peek().is_some() && recorded.all(|dyad| dyad.usable_s == 0.0) {
        return Err(Failure::nothing_usable("no dyad has any usable overlap")
            .why("two people can only be compared where both were recorded")
            .try_this("attune check PATH shows what each recording covers"));
    }
    // What is wrong with a channel that nobody asked for stands in the tables, and is no failure.
    let asked = &analysis.plan.channels;
    let of_asked = |channel: &String| asked.is_empty() || asked.contains(channel);
    let errors = analysis.faults.iter().any(|fault| {
        fault.severity == Severity::Error && fault.channel.as_ref().is_none_or(of_asked)
    });
    let caveats = strict && analysis.dyads.iter().any(|dyad| !dyad.caveats.is_empty());
    let problems =
        errors || caveats || !analysis.failures.is_empty() || a_measure_has_no_answer(analysis);
    Ok(if problems { Code::Problems } else { Code::Done })
}

/// Whether a measure that was asked for could be taken of no row at all.
fn a_measure_has_no_answer(analysis: &Analysis) -> bool {
    let taken = |at: usize| {
        let mut results = analysis.dyads.iter().filter_map(|dyad| dyad.measures.get(at)).peekable();
        results.peek().is_none() || results.any(|result| result.outcome.is_ok())
    };
    (0..analysis.plan.measures.len()).any(|at| !taken(at))
}
