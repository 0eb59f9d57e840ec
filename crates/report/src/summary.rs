//! An analysis as one JSON object: what `--json` prints, and `run.json`.
//!
//! The wire's structs live here, so that the science types can change without changing the format;
//! names are those of the tables' columns.

mod dyad;
mod loop_model;
mod measure;
mod plan;
mod pooled;
mod soothing;
mod story;
mod study;

use attune::{Analysis, pooled_loops};
use serde::Serialize;

use dyad::DyadObject;
use plan::PlanObject;
use pooled::PooledObject;
use soothing::SoothingObject;
use story::StoryObject;
use study::{
    FailureObject, FaultObject, LexiconObject, RealVsStrangers, SourceObject, StudyObject, Verdicts,
};

use crate::words;

/// What a run knows beside its analysis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The hash of the frozen plan, where one was given.
    pub plan_hash: Option<String>,
    /// Where the choices made differ from the frozen plan, one sentence each.
    pub deviations: Vec<String>,
    /// The path that was read, as it was given, and the flags that say what is in it.
    pub input: Option<(String, Vec<String>)>,
    /// The folder from which these paths count, as seen from the folder that holds the run.
    pub folder: Option<String>,
}

/// `attune.analysis/1`: the object that `attune analyze --json` prints.
pub fn analysis_json(analysis: &Analysis) -> String {
    pretty(&Body::new("attune.analysis/1", analysis))
}

/// `attune.run/1`: the content of `run.json`, enough to run the analysis again and compare.
pub fn run_json(analysis: &Analysis, run: &Run) -> String {
    let provenance = &analysis.provenance;
    pretty(&RunObject {
        body: Body::new("attune.run/1", analysis),
        version: provenance.version,
        seed: analysis.plan.seed,
        plan_hash: run.plan_hash.as_deref(),
        deviations: &run.deviations,
        input: run.input.as_ref().map(|(path, flags)| InputObject {
            path,
            folder: run.folder.as_deref(),
            flags,
        }),
        sources: provenance.sources.iter().map(SourceObject::new).collect(),
        lexicon: provenance.lexicon.as_ref().map(LexiconObject::new),
        notes: &provenance.notes,
    })
}

fn pretty(object: &impl Serialize) -> String {
    // Text and numbers written to memory cannot fail.
    serde_json::to_string_pretty(object).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct RunObject<'a> {
    #[serde(flatten)]
    body: Body<'a>,
    version: &'a str,
    seed: u64,
    plan_hash: Option<&'a str>,
    deviations: &'a [String],
    input: Option<InputObject<'a>>,
    sources: Vec<SourceObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lexicon: Option<LexiconObject<'a>>,
    notes: &'a [String],
}

/// What was read and how: enough to read it again.
#[derive(Serialize)]
struct InputObject<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<&'a str>,
    flags: &'a [String],
}

#[derive(Serialize)]
struct Body<'a> {
    schema: &'static str,
    sentence: String,
    study: StudyObject<'a>,
    simulated: bool,
    complete: bool,
    plan: PlanObject<'a>,
    real_vs_strangers: RealVsStrangers<'a>,
    verdicts: Verdicts,
    dyads: Vec<DyadObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pooled: Vec<PooledObject>,
    stories: Vec<StoryObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    soothing: Vec<SoothingObject<'a>>,
    faults: Vec<FaultObject<'a>>,
    failures: Vec<FailureObject<'a>>,
}

impl<'a> Body<'a> {
    fn new(schema: &'static str, analysis: &'a Analysis) -> Self {
        Self {
            schema,
            sentence: words::study_sentence(analysis),
            study: StudyObject::new(analysis),
            simulated: analysis.provenance.simulated,
            complete: analysis.provenance.complete,
            plan: PlanObject::new(&analysis.plan),
            real_vs_strangers: RealVsStrangers::new(&analysis.channels),
            verdicts: Verdicts::new(&analysis.dyads),
            dyads: analysis.dyads.iter().map(DyadObject::new).collect(),
            pooled: pooled_loops(analysis).iter().map(PooledObject::new).collect(),
            stories: analysis.stories.iter().map(StoryObject::new).collect(),
            soothing: analysis.soothing.iter().map(SoothingObject::new).collect(),
            faults: analysis.faults.iter().map(FaultObject::new).collect(),
            failures: analysis.failures.iter().map(FailureObject::new).collect(),
        }
    }
}
