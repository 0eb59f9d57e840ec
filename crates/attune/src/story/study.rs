use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use attune_data::{CodeBook, Session, Severity, Study, Who};
use attune_dynamics::{ActEvent, CycleKind, cycle_occurrences};
use rayon::prelude::*;

use super::act::coded_acts;
use super::soothing::soothing;
use super::tell::{LoopSeen, Material, settle_cycles, tell};
use super::words_body::valence_of;
use super::{CodedAct, CycleSource, Story};
use crate::decide::NEEDED_DYADS;
use crate::{Analysis, Control, Failure, FailureKind};

/// One act follows another within so long, seconds.
const WITHIN_S: f64 = 10.0;

/// Tells the story of every session and adds it to the analysis; one that fails is listed and costs
/// the others nothing. Sessions that are not asked for are left out, and stay among the strangers.
pub(crate) fn add_to(
    analysis: &mut Analysis,
    study: &Study,
    of: &(dyn Fn(&Session) -> bool + Sync),
    control: &Control<'_>,
) {
    let (wanted, done) = (study.sessions.len(), AtomicUsize::new(0));
    (control.progress)("stories", 0, wanted);
    let told: Vec<Result<Option<Story>, FailureKind>> = study
        .sessions
        .par_iter()
        .map(|session| {
            if !of(session) {
                return Ok(None);
            }
            if control.cancelled.load(Ordering::Relaxed) {
                return Err(FailureKind::StoryInterrupted);
            }
            let material = material(analysis, session, &study.code_book, &study.lexicon);
            let told = catch_unwind(AssertUnwindSafe(|| tell(&material)));
            (control.progress)("stories", 1 + done.fetch_add(1, Ordering::Relaxed), wanted);
            told.map_err(|_| FailureKind::StoryBug)
        })
        .collect();
    for (session, story) in study.sessions.iter().zip(told) {
        match story {
            Ok(story) => analysis.stories.extend(story),
            Err(why) => {
                analysis.provenance.complete = false;
                // A dyad that was not reached at all is listed once.
                let listed =
                    |f: &Failure| f.dyad == session.dyad && f.why == FailureKind::Interrupted;
                if !analysis.failures.iter().any(listed) {
                    let dyad = session.dyad.clone();
                    analysis.failures.push(Failure { dyad, channel: None, why });
                }
            }
        }
    }
    beside_strangers(&mut analysis.stories, study);
    if !control.cancelled.load(Ordering::Relaxed) {
        analysis.soothing = soothing(analysis, study);
    }
}

fn material<'a>(
    analysis: &'a Analysis,
    session: &'a Session,
    book: &'a CodeBook,
    lexicon: &[(String, f64)],
) -> Material<'a> {
    let forbidden = |channel: &str| {
        let errors = analysis.faults.iter().filter(|f| f.severity == Severity::Error);
        errors.into_iter().any(|fault| fault.concerns(session, channel))
    };
    let wanted = |name: &&&str| {
        let plan = &analysis.plan.channels;
        plan.is_empty() || plan.iter().any(|p| p == **name)
    };
    let shared = session.shared_channels();
    let usable: Vec<String> = shared
        .iter()
        .filter(wanted)
        .filter(|name| !forbidden(name))
        .map(|name| (*name).to_owned())
        .collect();
    let faulty = !shared.is_empty() && usable.is_empty() && shared.iter().any(|c| forbidden(c));
    Material {
        session,
        book,
        valence: valence_of(&session.turns, lexicon),
        usable,
        faulty,
        loops: loops(analysis, session),
        seed: analysis.plan.seed,
        flood_lines: analysis.plan.flood_lines,
    }
}

/// What the loop model found of the session, channel by channel.
fn loops<'a>(analysis: &'a Analysis, session: &Session) -> Vec<(&'a str, LoopSeen<'a>)> {
    let rows = analysis.dyads.iter();
    rows.filter(|row| row.dyad == session.dyad && row.session == session.session)
        .filter_map(|row| {
            let found = row.loop_model.as_ref()?.found.as_ref()?;
            let seen = LoopSeen { parts: &found.parts, verdict: &found.verdict };
            Some((row.channel.as_str(), seen))
        })
        .collect()
}

/// Sets the named cycles from codes beside the same orders among strangers, in studies with enough
/// pairs for that.
fn beside_strangers(stories: &mut [Story], study: &Study) {
    let coded: Vec<[Vec<ActEvent>; 2]> = study
        .sessions
        .iter()
        .map(|session| {
            let acts = coded_acts(session, &study.code_book);
            let of = |who: Who| -> Vec<ActEvent> {
                acts.iter().filter(|a| a.who == who).map(CodedAct::event).collect()
            };
            [of(Who::A), of(Who::B)]
        })
        .collect();
    let usable: Vec<usize> =
        (0..coded.len()).filter(|k| coded[*k].iter().all(|acts| !acts.is_empty())).collect();
    if usable.len() < NEEDED_DYADS {
        return;
    }
    let stranger = |a: usize, b: usize| study.sessions[a].dyad != study.sessions[b].dyad;
    let pairs: Vec<Vec<ActEvent>> = usable
        .iter()
        .flat_map(|&a| usable.iter().filter(move |b| **b != a).map(move |&b| (a, b)))
        .filter(|(a, b)| stranger(*a, *b))
        .map(|(a, b)| {
            let mut acts = [coded[a][0].clone(), coded[b][1].clone()].concat();
            acts.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
            acts
        })
        .collect();
    for kind in CycleKind::NAMED {
        let directions: &[Option<usize>] =
            if kind.directed() { &[Some(0), Some(1)] } else { &[None] };
        for first in directions {
            let counts: Vec<usize> = pairs
                .par_iter()
                .map(|acts| cycle_occurrences(acts, kind, *first, WITHIN_S).len())
                .collect();
            let whose = first.map_or(Who::Both, super::who);
            for cycle in stories.iter_mut().flat_map(|s| &mut s.cycles) {
                let same = cycle.kind == kind && cycle.first == whose;
                if same && cycle.source == CycleSource::Codes {
                    cycle.beside_strangers(&counts);
                }
            }
        }
    }
    stories.iter_mut().for_each(settle_cycles);
}
