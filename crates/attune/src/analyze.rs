//! The way from a study and a plan to an analysis.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use attune_coupling::{
    RealValue, Seat, Side, StrangerValue, benjamini_hochberg, percentile, real_vs_strangers,
};
use attune_data::{Fault, Kind, Session, Severity, Study, quality};
use rayon::prelude::*;

use crate::decide::{Evidence, decide};
use crate::described::{blank, describe};
use crate::further::{correct, further};
use crate::loop_model;
use crate::prepare::{prepare, window_options};
use crate::strangers::{self, Candidates, Pairs};
use crate::synchrony::{Alone, place_windows, synchrony};
use crate::{
    Analysis, Caveat, ChannelResult, Dyad, Failure, FailureKind, Interval, LexiconUsed, Null, Plan,
    PlanError, Provenance, Reason, StrangerPair, StudySummary, VERSION,
};

/// The channel of a session that has codes or talk alone.
const NO_CHANNEL: &str = "";

/// How an analysis in progress talks to the world.
pub struct Control<'a> {
    /// Told what is being done, how many units are finished, and of how many.
    pub progress: &'a (dyn Fn(&'static str, usize, usize) + Sync),
    /// Raised from outside to stop after the units under way.
    pub cancelled: &'a AtomicBool,
}

impl std::fmt::Debug for Control<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").field("cancelled", self.cancelled).finish_non_exhaustive()
    }
}

/// Why there is no analysis at all.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AnalyzeError {
    /// The plan cannot be carried out.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// No two people of any dyad share a channel, and nothing was coded or said.
    #[error("no dyad has a channel that both people share, nor codes or talk ({dyads} dyads)")]
    NoSharedChannel {
        /// How many dyads there are.
        dyads: usize,
    },
}

/// Analyses every channel of every dyad by the plan.
///
/// A faulty dyad stays as an entry without numbers; one that fails is listed among the failures;
/// the rest is finished. Where the two people of a session are exchanged, every directed number
/// mirrors and every other stays, to the bit.
///
/// # Errors
/// A plan that cannot be carried out, or a study in which no two people share a channel and nothing
/// was coded or said.
pub fn analyze(
    study: &Study,
    plan: &Plan,
    control: &Control<'_>,
) -> Result<Analysis, AnalyzeError> {
    analyze_of(study, plan, &|_| true, control)
}

/// The same for a page of some of its sessions: the loop model is fitted, and the story told, of
/// these alone. What they are set beside (strangers, the false-discovery rate over all rows) is
/// that of the whole study, so that every number of theirs is what [`analyze`] gives, to the bit.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_of(
    study: &Study,
    plan: &Plan,
    of: &(dyn Fn(&Session) -> bool + Sync),
    control: &Control<'_>,
) -> Result<Analysis, AnalyzeError> {
    plan.check()?;
    let wanted = |name: &String| plan.channels.is_empty() || plan.channels.contains(name);
    let channels: Vec<String> = study.channels().into_iter().filter(wanted).collect();
    // Codes and talk tell cycles and words where nobody was recorded.
    let marked = study.sessions.iter().any(|s| !s.spans.is_empty() || !s.turns.is_empty());
    if channels.is_empty() && !marked {
        return Err(AnalyzeError::NoSharedChannel { dyads: study.sessions.len() });
    }
    let faults = quality::check(study);
    let mut analysis = Analysis {
        study: summary_of(study, &channels),
        plan: plan.clone(),
        dyads: Vec::new(),
        channels: Vec::new(),
        strangers: Vec::new(),
        stories: Vec::new(),
        soothing: Vec::new(),
        faults,
        failures: Vec::new(),
        provenance: Provenance {
            version: VERSION,
            sources: study.sources.clone(),
            notes: study.notes.clone(),
            lexicon: LexiconUsed::of(study),
            simulated: false,
            complete: true,
            names_hidden: false,
        },
    };
    let shows = |session: &Session, channel: &String| {
        session.people.iter().any(|person| person.channel(channel).is_some())
    };
    for channel in &channels {
        // A dyad of which one person was not recorded keeps its row.
        let sessions = study.sessions.iter().filter(|session| shows(session, channel)).collect();
        analyze_channel(sessions, channel, plan, control, &mut analysis);
    }
    if !plan.measures.is_empty() {
        let silent = |s: &&Session| !channels.iter().any(|channel| shows(s, channel));
        let coded = |s: &&Session| !s.spans.is_empty() || !s.turns.is_empty();
        let sessions = study.sessions.iter().filter(silent).filter(coded).collect();
        analyze_channel(sessions, NO_CHANNEL, plan, control, &mut analysis);
    }
    decide_all(&mut analysis);
    correct(&mut analysis.dyads);
    // By dyad first, as the study names them; channels within a dyad keep their order.
    let place = |dyad: &Dyad| {
        study.sessions.iter().position(|s| s.dyad == dyad.dyad && s.session == dyad.session)
    };
    analysis.dyads.sort_by_key(place);
    if plan.loop_model {
        loop_model::add_to(&mut analysis, study, of, control);
    }
    crate::story::add_to(&mut analysis, study, of, control);
    Ok(analysis)
}

/// One dyad's entry and, where numbers exist, what is needed to set it beside the others.
struct Entry {
    dyad: Dyad,
    candidates: Option<Candidates>,
    window_pool: Vec<f64>,
}

fn analyze_channel(
    sessions: Vec<&Session>,
    channel: &str,
    plan: &Plan,
    control: &Control<'_>,
    analysis: &mut Analysis,
) {
    let done = AtomicUsize::new(0);
    let entries: Vec<Result<Entry, FailureKind>> = sessions
        .par_iter()
        .map(|session| {
            if control.cancelled.load(Ordering::Relaxed) {
                return Err(FailureKind::Interrupted);
            }
            let faults = faults_of(&analysis.faults, session, channel);
            // A mistake of ours in one dyad must not cost the others their result.
            let same = |dyad: &&Dyad| dyad.dyad == session.dyad && dyad.session == session.session;
            let earlier: Vec<&Dyad> = analysis.dyads.iter().filter(same).collect();
            let enter = || enter(session, channel, plan, faults, &earlier);
            let entry = catch_unwind(AssertUnwindSafe(enter));
            (control.progress)("dyads", 1 + done.fetch_add(1, Ordering::Relaxed), sessions.len());
            entry.map_err(|_| FailureKind::Bug)
        })
        .collect();

    let mut finished = Vec::new();
    for (session, entry) in sessions.iter().zip(entries) {
        match entry {
            Ok(entry) => finished.push(entry),
            Err(why) => {
                analysis.provenance.complete = false;
                let dyad = session.dyad.clone();
                let channel = (channel != NO_CHANNEL).then(|| channel.to_owned());
                analysis.failures.push(Failure { dyad, channel, why });
            }
        }
    }
    set_beside_strangers(&mut finished, channel, plan, control, analysis);
    analysis.dyads.extend(finished.into_iter().map(|entry| entry.dyad));
}

/// One dyad by itself.
fn enter(
    session: &Session,
    channel: &str,
    plan: &Plan,
    faults: Vec<Fault>,
    earlier: &[&Dyad],
) -> Entry {
    let forbidden = faults.iter().find(|fault| fault.severity == Severity::Error).map(|f| f.code);
    let mut dyad = blank(session, channel);
    dyad.caveats = faults.into_iter().map(Caveat::Fault).collect();
    let mut entry = Entry { dyad, candidates: None, window_pool: Vec::new() };
    if channel == NO_CHANNEL {
        entry.dyad.reasons = vec![forbidden.map_or(Reason::OnlyCodesOrTalk, Reason::Faulty)];
        if forbidden.is_none() {
            entry.dyad.measures = further(session, channel, plan, earlier);
        }
        return entry;
    }
    let ready = match prepare(session, channel, plan) {
        Ok(ready) => ready,
        Err(reason) => {
            entry.dyad.reasons = vec![forbidden.map_or(reason, Reason::Faulty)];
            return entry;
        }
    };
    let options = window_options(plan, ready.grid.step);
    describe(&mut entry.dyad, &ready, options.window);
    if let Some(code) = forbidden {
        entry.dyad.reasons = vec![Reason::Faulty(code)];
        return entry;
    }
    entry.dyad.measures = further(session, channel, plan, earlier);
    if entry.dyad.kind == Kind::Code {
        entry.dyad.reasons = vec![Reason::CodesAreNotAmounts];
        return entry;
    }
    match synchrony(&ready, &options, plan) {
        Ok(Alone { synchrony, prepared: people, window_pool, caveats }) => {
            entry.dyad.synchrony = Some(synchrony);
            entry.dyad.caveats.extend(caveats);
            entry.window_pool = window_pool;
            entry.candidates = Some(Candidates { people, step_s: ready.grid.step });
        }
        Err(reason) => entry.dyad.reasons = vec![reason],
    }
    entry
}

/// Compares everybody with strangers, and each dyad with what that gave.
fn set_beside_strangers(
    entries: &mut [Entry],
    channel: &str,
    plan: &Plan,
    control: &Control<'_>,
    analysis: &mut Analysis,
) {
    let usable: Vec<usize> =
        (0..entries.len()).filter(|i| entries[*i].candidates.is_some()).collect();
    let candidates: Vec<Candidates> =
        usable.iter().filter_map(|i| entries[*i].candidates.take()).collect();
    let mut chosen = strangers::choose(&candidates, plan);
    // Two sessions of one dyad are no strangers to each other.
    let id = |seat: Seat| &entries[usable[seat.dyad]].dyad.dyad;
    chosen.retain(|pair| id(pair.a) != id(pair.b));
    let done = AtomicUsize::new(0);
    let tell = || {
        let finished = 1 + done.fetch_add(1, Ordering::Relaxed);
        (control.progress)("stranger pairs", finished, chosen.len());
    };
    let stop = || control.cancelled.load(Ordering::Relaxed);
    let compared = strangers::compare(&candidates, &chosen, &tell, &stop);
    analysis.provenance.complete &= compared.is_some();
    let pairs = compared.unwrap_or_default();
    let chance: Vec<f64> = pairs.pairs.iter().map(|pair| pair.mean_z).collect();
    let commonest = median(candidates.iter().map(|c| c.step_s).collect());
    let at_other_rate =
        candidates.iter().filter(|c| !strangers::same_step(c.step_s, commonest)).count();

    for i in &usable {
        let Entry { dyad, window_pool, .. } = &mut entries[*i];
        let Some(found) = &mut dyad.synchrony else { continue };
        if chance.is_empty() {
            place_windows(found, window_pool);
            dyad.caveats.push(Caveat::NoStrangerPairs);
        } else {
            place_windows(found, &pairs.window_pool);
            found.stranger_percentile = Some(percentile(found.mean_z, &chance));
            found.n_strangers = chance.len();
        }
        if at_other_rate > 0 {
            dyad.caveats.push(Caveat::StrangersAtOtherRate { dyads: at_other_rate });
        }
        dyad.caveats.push(Caveat::UnrecordedSharedCause);
    }
    let dyads: Vec<&Dyad> = usable.iter().map(|i| &entries[*i].dyad).collect();
    if !chance.is_empty() {
        analysis.channels.extend(group_results(channel, &dyads, &pairs, plan, &analysis.study));
    }
    let named = |seat: Seat| {
        let dyad = dyads[seat.dyad];
        let person = &dyad.people[usize::from(seat.side == Side::B)];
        (dyad.dyad.clone(), person.name.clone())
    };
    analysis.strangers.extend(pairs.pairs.iter().map(|pair| {
        let ((dyad_a, person_a), (dyad_b, person_b)) = (named(pair.who.a), named(pair.who.b));
        let channel = channel.to_owned();
        StrangerPair { channel, dyad_a, person_a, dyad_b, person_b, n: pair.n, mean_z: pair.mean_z }
    }));
}

/// Real dyads against stranger pairs: all of them, then group by group.
fn group_results(
    channel: &str,
    dyads: &[&Dyad],
    pairs: &Pairs,
    plan: &Plan,
    study: &StudySummary,
) -> Vec<ChannelResult> {
    let strangers: Vec<StrangerValue> = pairs
        .pairs
        .iter()
        .map(|pair| StrangerValue { dyads: [pair.who.a.dyad, pair.who.b.dyad], value: pair.mean_z })
        .collect();
    let stranger_values: Vec<f64> = strangers.iter().map(|s| s.value).collect();
    let (stranger_mean, stranger_sd) = mean_and_sd(&stranger_values);
    let groups = std::iter::once(None).chain(study.groups.iter().map(Some));
    groups
        .filter_map(|group| {
            let real: Vec<RealValue> = dyads
                .iter()
                .enumerate()
                .filter(|(_, dyad)| group.is_none() || dyad.group.as_ref() == group)
                .filter_map(|(i, dyad)| {
                    let value = dyad.synchrony.as_ref()?.mean_z;
                    Some(RealValue { dyad: i, value })
                })
                .collect();
            if real.is_empty() {
                return None;
            }
            let effect = real_vs_strangers(&real, &strangers, plan.seed);
            let values: Vec<f64> = real.iter().map(|r| r.value).collect();
            Some(ChannelResult {
                channel: channel.to_owned(),
                group: group.cloned(),
                d: effect.d,
                interval: Interval { lo: effect.lo, hi: effect.hi },
                real_mean: mean_and_sd(&values).0,
                stranger_mean,
                stranger_sd,
                n_real: effect.n_real,
                n_pseudo: effect.n_pseudo,
            })
        })
        .collect()
}

/// The verdicts, after q over all rows tested.
fn decide_all(analysis: &mut Analysis) {
    let p_shift = |dyad: &Dyad| {
        let tests = dyad.synchrony.as_ref().map(|s| s.tests.as_slice()).unwrap_or_default();
        tests.iter().find(|t| t.null == Null::Shift).map_or(f64::NAN, |t| t.p)
    };
    let q = benjamini_hochberg(&analysis.dyads.iter().map(p_shift).collect::<Vec<f64>>());
    // Who was not reached counts too: a large study cut short is no small one, in which a pair may
    // be believed without strangers.
    let usable = |channel: &str| {
        let same = analysis.dyads.iter().filter(|d| d.channel == channel);
        let missed =
            analysis.failures.iter().filter(|f| f.channel.as_deref() == Some(channel)).count();
        same.filter(|d| d.synchrony.is_some()).count() + missed
    };
    let counts: Vec<usize> = analysis.dyads.iter().map(|d| usable(&d.channel)).collect();
    for ((dyad, q), dyads) in analysis.dyads.iter_mut().zip(q).zip(counts) {
        let p_shift = p_shift(dyad);
        let Some(found) = &mut dyad.synchrony else { continue };
        found.q = q;
        let evidence = Evidence {
            p_shift,
            q,
            alpha: analysis.plan.alpha,
            fdr: analysis.plan.fdr,
            strangers: found.stranger_percentile.map(|p| (p, found.n_strangers)),
            dyads,
            n_eff: dyad.n_eff,
        };
        (dyad.verdict, dyad.rung, dyad.reasons) = decide(&evidence);
    }
}

/// The faults that concern one channel of one session.
fn faults_of(faults: &[Fault], session: &Session, channel: &str) -> Vec<Fault> {
    let concerns = |fault: &&Fault| fault.concerns(session, channel);
    faults.iter().filter(concerns).cloned().collect()
}

fn summary_of(study: &Study, channels: &[String]) -> StudySummary {
    let mut groups: Vec<String> = study.sessions.iter().filter_map(|s| s.group.clone()).collect();
    groups.sort();
    groups.dedup();
    let (name, dyads) = (study.name.clone(), study.sessions.len());
    let [coded, coded_known] = crate::story::codes_read(study);
    StudySummary { name, dyads, channels: channels.to_vec(), groups, coded, coded_known }
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
