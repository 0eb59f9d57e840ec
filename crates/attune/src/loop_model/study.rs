//! The loop model of every dyad of a study.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use attune_data::{Session, Severity, Study};
use attune_dynamics::LikelihoodRatio;
use rayon::prelude::*;

use super::material::{Material, material};
use super::one::one;
use super::result::{LoopReason, LoopResult};
use super::strangers::strangers;
use crate::analyze::Control;
use crate::{Analysis, Caveat, Dyad, Failure, FailureKind};

/// Adds the loop model to every dyad and channel of an analysis.
///
/// A dyad without a usable recording gets its reason; one in which the program fails costs nobody
/// else their result; what was not reached before an interruption says so.
///
/// Dyads of sessions that are not asked for get none, and stay among the strangers.
pub(crate) fn add_to(
    analysis: &mut Analysis,
    study: &Study,
    of: &(dyn Fn(&Session) -> bool + Sync),
    control: &Control<'_>,
) {
    let session_of = |dyad: &Dyad| {
        study.sessions.iter().find(|s| s.dyad == dyad.dyad && s.session == dyad.session)
    };
    let asked: Vec<bool> = analysis
        .dyads
        .iter()
        .map(|dyad| dyad.recorded() && session_of(dyad).is_none_or(of))
        .collect();
    let materials: Vec<Result<Material, LoopReason>> =
        analysis.dyads.iter().map(|dyad| material_of(dyad, study, analysis)).collect();
    let channels = analysis.study.channels.clone();
    let chance: Vec<Option<Vec<LikelihoodRatio>>> = channels
        .iter()
        .map(|channel| {
            let (usable, dyads): (Vec<&Material>, Vec<&str>) = analysis
                .dyads
                .iter()
                .zip(&materials)
                .filter(|(dyad, _)| dyad.channel == *channel)
                .filter_map(|(dyad, material)| Some((material.as_ref().ok()?, dyad.dyad.as_str())))
                .unzip();
            strangers(&usable, &dyads, &analysis.plan, control)
        })
        .collect();
    let chance_of = |channel: &str| {
        channels.iter().position(|name| name == channel).and_then(|i| chance[i].as_deref())
    };
    let done = AtomicUsize::new(0);
    let plan = &analysis.plan;
    let wanted = asked.iter().filter(|asked| **asked).count();
    let results: Vec<Option<Result<LoopResult, FailureKind>>> = analysis
        .dyads
        .par_iter()
        .zip(&materials)
        .zip(&asked)
        .map(|((dyad, material), asked)| {
            asked.then(|| {
                if control.cancelled.load(Ordering::Relaxed) {
                    return Err(FailureKind::LoopInterrupted);
                }
                // A mistake of ours in one dyad must not cost the others their result.
                let result = catch_unwind(AssertUnwindSafe(|| match material {
                    Ok(material) => one(material, chance_of(&dyad.channel), plan),
                    Err(reason) => LoopResult::untold(*reason),
                }));
                (control.progress)("loop model", 1 + done.fetch_add(1, Ordering::Relaxed), wanted);
                result.map_err(|_| FailureKind::LoopBug)
            })
        })
        .collect();
    for (dyad, result) in analysis.dyads.iter_mut().zip(results) {
        let Some(result) = result else { continue };
        dyad.loop_model = Some(result.unwrap_or_else(|why| {
            analysis.provenance.complete = false;
            let (id, channel) = (dyad.dyad.clone(), Some(dyad.channel.clone()));
            analysis.failures.push(Failure { dyad: id, channel, why });
            LoopResult::untold(match why {
                FailureKind::LoopInterrupted => LoopReason::NotReached,
                _ => LoopReason::OwnMistake,
            })
        }));
    }
}

/// A dyad's channel as the model reads it, or why it cannot.
fn material_of(dyad: &Dyad, study: &Study, analysis: &Analysis) -> Result<Material, LoopReason> {
    let faults = dyad.caveats.iter().filter_map(|caveat| match caveat {
        Caveat::Fault(fault) => Some(fault),
        _ => None,
    });
    if let Some(fault) = faults.into_iter().find(|fault| fault.severity == Severity::Error) {
        return Err(LoopReason::Faulty(fault.code));
    }
    let session = study
        .sessions
        .iter()
        .find(|session| session.dyad == dyad.dyad && session.session == dyad.session)
        .ok_or(LoopReason::OwnMistake)?;
    material(session, &[dyad.channel.as_str()], &analysis.plan).map_err(LoopReason::Recording)
}
