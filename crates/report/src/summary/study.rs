//! The study, the sample as a whole, and what went wrong.

use attune::{Analysis, ChannelResult, Dyad, Failure, FailureKind, LexiconUsed};
use attune_data::{Fault, Source};
use serde::Serialize;

use crate::words::Tally;

#[derive(Serialize)]
pub(super) struct StudyObject<'a> {
    name: &'a str,
    dyads: usize,
    channels: &'a [String],
    groups: &'a [String],
}

impl<'a> StudyObject<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let study = &analysis.study;
        Self {
            name: &study.name,
            dyads: study.dyads,
            channels: &study.channels,
            groups: &study.groups,
        }
    }
}

/// The first channel's sample as a whole, and every channel and group beside it.
#[derive(Serialize)]
pub(super) struct RealVsStrangers<'a> {
    #[serde(flatten)]
    first: EffectObject<'a>,
    /// The same per channel, and per group where the study has groups.
    each: Vec<EffectObject<'a>>,
}

impl<'a> RealVsStrangers<'a> {
    pub(super) fn new(results: &'a [ChannelResult]) -> Self {
        let whole = results.iter().find(|result| result.group.is_none());
        Self {
            first: whole.map(EffectObject::new).unwrap_or_default(),
            each: results.iter().map(EffectObject::new).collect(),
        }
    }
}

#[derive(Serialize, Default)]
struct EffectObject<'a> {
    channel: Option<&'a str>,
    group: Option<&'a str>,
    d: Option<f64>,
    lo: Option<f64>,
    hi: Option<f64>,
    n_real: usize,
    n_pseudo: usize,
    real_mean: Option<f64>,
    stranger_mean: Option<f64>,
    stranger_sd: Option<f64>,
}

impl<'a> EffectObject<'a> {
    fn new(result: &'a ChannelResult) -> Self {
        Self {
            channel: Some(&result.channel),
            group: result.group.as_deref(),
            d: Some(result.d),
            lo: Some(result.interval.lo),
            hi: Some(result.interval.hi),
            n_real: result.n_real,
            n_pseudo: result.n_pseudo,
            real_mean: Some(result.real_mean),
            stranger_mean: Some(result.stranger_mean),
            stranger_sd: Some(result.stranger_sd),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Verdicts {
    supported: usize,
    weak: usize,
    not_seen: usize,
    cannot_tell: usize,
}

impl Verdicts {
    pub(super) fn new(dyads: &[Dyad]) -> Self {
        let tally = Tally::of(dyads);
        Self {
            supported: tally.supported,
            weak: tally.weak,
            not_seen: tally.not_seen,
            cannot_tell: tally.cannot_tell,
        }
    }
}

#[derive(Serialize)]
pub(super) struct FaultObject<'a> {
    code: &'static str,
    severity: &'static str,
    dyad: Option<&'a str>,
    person: Option<&'a str>,
    channel: Option<&'a str>,
    message: &'a str,
}

impl<'a> FaultObject<'a> {
    pub(super) fn new(fault: &'a Fault) -> Self {
        Self {
            code: fault.code.code(),
            severity: fault.severity.name(),
            dyad: fault.dyad.as_deref(),
            person: fault.person.as_deref(),
            channel: fault.channel.as_deref(),
            message: &fault.message,
        }
    }
}

#[derive(Serialize)]
pub(super) struct FailureObject<'a> {
    dyad: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    why: &'static str,
}

impl<'a> FailureObject<'a> {
    pub(super) fn new(failure: &'a Failure) -> Self {
        let why = match failure.why {
            FailureKind::Interrupted => "interrupted",
            FailureKind::Bug => "bug",
            FailureKind::LoopInterrupted => "loop_interrupted",
            FailureKind::LoopBug => "loop_bug",
            FailureKind::StoryInterrupted => "story_interrupted",
            FailureKind::StoryBug => "story_bug",
        };
        Self { dyad: &failure.dyad, channel: failure.channel.as_deref(), why }
    }
}

#[derive(Serialize)]
pub(super) struct SourceObject<'a> {
    path: &'a str,
    bytes: u64,
    sha256: &'a str,
}

impl<'a> SourceObject<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { path: &source.path, bytes: source.bytes, sha256: &source.sha256 }
    }
}

/// The lexicon that words were weighed by.
#[derive(Serialize)]
pub(super) struct LexiconObject<'a> {
    words: usize,
    path: Option<&'a str>,
    sha256: Option<&'a str>,
}

impl<'a> LexiconObject<'a> {
    pub(super) fn new(lexicon: &'a LexiconUsed) -> Self {
        let source = lexicon.source.as_ref();
        Self {
            words: lexicon.words,
            path: source.map(|s| s.path.as_str()),
            sha256: source.map(|s| s.sha256.as_str()),
        }
    }
}
