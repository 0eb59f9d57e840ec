//! `attune fit`: the loop model of one dyad, as text, JSON, a file and a page.

use std::path::Path;

use attune::{Caveat, LoopResult, loop_caveats, loop_model, loop_model_with_thresholds};
use attune_data::{Session, Severity, Study, quality};
use attune_report::{LoopFile, LoopPage, loop_page, words};

use crate::args::{Args, Fit, FurtherModel};
use crate::failure::{Code, Failure};
use crate::layout_flags::LayoutFlags;
use crate::plan_flags::PlanFlags;
use crate::{analyze, input, output, terminal};

/// Runs `attune fit`.
pub(crate) fn run(verb: &Fit, args: &Args) -> Result<Code, Failure> {
    let of = Asked { path: &verb.path, pair: verb.pair.as_deref(), model: verb.model };
    let fitted = fit(&of, &verb.layout, &verb.plan, args)?;
    let file = fitted.file(true);
    if let Some(path) = &verb.output {
        write(path, file.to_json().as_bytes())?;
    }
    if let Some(path) = &verb.html {
        write(path, loop_page(&fitted.page()).as_bytes())?;
    }
    if verb.json {
        terminal::print(fitted.file(false).to_json().as_bytes())?;
    } else {
        terminal::print_text(&attune_report::terminal::loop_text(&file))?;
    }
    if !args.quiet {
        let next = match (&verb.output, &verb.html) {
            (Some(path), _) if file.guesses.is_some() => {
                format!("next: attune whatif {} --set a.setpoint=-1", path.display())
            }
            (Some(path), _) => format!("Written to {}", path.display()),
            (None, Some(path)) => format!("The page is here: {}", path.display()),
            (None, None) if file.guesses.is_some() => {
                "next: attune fit … -o loop.json, then attune whatif loop.json".into()
            }
            (None, None) => return Ok(Code::Done),
        };
        terminal::say(&next);
    }
    Ok(Code::Done)
}

/// A dyad's loop, fitted.
pub(crate) struct Fitted {
    pub(crate) session: Session,
    pub(crate) model: LoopResult,
    caveats: Vec<Caveat>,
}

impl Fitted {
    /// What the files call the two.
    fn people(&self) -> [String; 2] {
        self.session.people.each_ref().map(|person| person.name.clone())
    }

    /// The result on the wire; with `asked`, with what what-if questions need.
    pub(crate) fn file(&self, asked: bool) -> LoopFile {
        LoopFile::new(self.session.label(), self.people(), &self.model, &self.caveats, asked)
    }

    /// The result as a page.
    pub(crate) fn page(&self) -> LoopPage<'_> {
        LoopPage {
            title: self.session.label(),
            people: self.people(),
            model: &self.model,
            caveats: &self.caveats,
        }
    }
}

/// What is to be fitted.
pub(crate) struct Asked<'a> {
    pub(crate) path: &'a Path,
    pub(crate) pair: Option<&'a str>,
    pub(crate) model: FurtherModel,
}

/// Reads a study and fits the loop of one of its pairs.
pub(crate) fn fit(
    of: &Asked<'_>,
    layout: &LayoutFlags,
    plan: &PlanFlags,
    args: &Args,
) -> Result<Fitted, Failure> {
    let study = input::study(of.path, &layout.layout())?;
    let session = chosen(&study, of.pair)?.clone();
    let plan = plan.choose(input::main_kind(&study))?.plan;
    let faults = quality::check(&study);
    let shared = session.shared_channels();
    let wanted = |name: &&str| plan.channels.is_empty() || plan.channels.iter().any(|c| c == name);
    let channels: Vec<String> =
        shared.iter().copied().filter(wanted).map(ToOwned::to_owned).collect();
    if channels.is_empty() {
        return Err(Failure::usage("the two people share no such channel")
            .why("a loop can only be fitted to what was recorded of both")
            .try_this(format!("--channel with one of {}", shared.join(", "))));
    }
    let forbids = |channel: &String| {
        let mut errors = faults.iter().filter(|f| f.severity == Severity::Error);
        errors.find(|fault| fault.concerns(&session, channel))
    };
    // What is wrong with the others is said beside the fit.
    let fitted: Vec<String> =
        channels.iter().filter(|channel| forbids(channel).is_none()).cloned().collect();
    if fitted.is_empty()
        && let Some(fault) = channels.iter().find_map(forbids)
    {
        let model =
            LoopResult { found: None, reasons: vec![attune::LoopReason::Faulty(fault.code)] };
        let caveats = loop_caveats(&session, &channels, &faults, &model);
        return Ok(Fitted { session, model, caveats });
    }
    let pool = analyze::pool(args)?;
    if !args.quiet {
        terminal::say(&format!("fitting the loop of {} …", session.label()));
    }
    let model = pool.install(|| match of.model {
        FurtherModel::Loop => loop_model(&session, &fitted, &plan),
        FurtherModel::Threshold => loop_model_with_thresholds(&session, &fitted, &plan),
    });
    let mut caveats = loop_caveats(&session, &fitted, &faults, &model);
    caveats.extend(channels.iter().filter_map(forbids).cloned().map(Caveat::Fault));
    if model.found.is_some() {
        caveats.push(Caveat::NoStrangerPairs);
        if study.sessions.len() > 1 && !args.quiet {
            terminal::say(
                "one pair by itself; attune analyze sets it beside stranger pairs of the study too",
            );
        }
    }
    Ok(Fitted { session, model, caveats })
}

/// The pair asked for, or the only one.
fn chosen<'a>(study: &'a Study, pair: Option<&str>) -> Result<&'a Session, Failure> {
    let labels = || {
        let all: Vec<String> = study.sessions.iter().map(Session::label).collect();
        let shown = all.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
        if all.len() > 12 { format!("{shown}, …") } else { shown }
    };
    match (pair, study.sessions.as_slice()) {
        (Some(pair), sessions) => {
            if let Some(session) = sessions.iter().find(|s| s.label() == pair) {
                return Ok(session);
            }
            let of_pair: Vec<&Session> = sessions.iter().filter(|s| s.dyad == pair).collect();
            match of_pair.as_slice() {
                [only] => Ok(only),
                [] => Err(Failure::usage(format!("no pair is called {pair:?}"))
                    .try_this(format!("--pair with one of {}", labels()))),
                several => {
                    let labels: Vec<String> = several.iter().map(|s| s.label()).collect();
                    Err(Failure::usage(format!("pair {pair:?} has {} sessions", several.len()))
                        .why("a loop is fitted to one session at a time")
                        .try_this(format!("--pair with one of {}", labels.join(", "))))
                }
            }
        }
        (None, [only]) => Ok(only),
        (None, []) => Err(Failure::nothing_usable("there is no pair in this recording")),
        (None, sessions) => Err(Failure::usage(format!("there are {} pairs", sessions.len()))
            .why("a loop is fitted to one pair at a time; attune analyze does all of them")
            .try_this(format!("--pair with one of {}", labels()))),
    }
}

/// Writes a file through a temporary one beside it; `-` is standard output.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.as_os_str() == "-" {
        return terminal::print(bytes);
    }
    output::write_file(path, bytes)
}

/// Why no what-if can be asked of a fit.
pub(crate) fn not_asked(file: &LoopFile) -> Option<String> {
    let said = file.not_asked.as_ref().or(file.reasons.first());
    match (&file.guesses, said) {
        (Some(_), _) => None,
        (None, Some(said)) => Some(said.sentence.clone()),
        (None, None) => Some(words::NOT_ASKED.into()),
    }
}
