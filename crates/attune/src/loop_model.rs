//! The loop model on recordings: from a session to what may be said about the loop.

mod caveats;
mod material;
mod one;
mod pooled;
mod result;
mod seconds;
mod strangers;
mod study;

use attune_data::Session;

pub use caveats::loop_caveats;
pub use pooled::{PooledLoop, pooled_loops};
pub use result::{
    LongRun, LoopFound, LoopMetrics, LoopReason, LoopResult, LoopShares, LoopThresholds,
};
pub(crate) use study::add_to;

use crate::Plan;

/// The loop model of one session, by itself: several channels of one person are views of one
/// activation and are fitted together.
///
/// In plain words: how much of each one's ups and downs was their own and how much arrived from the
/// other, as far as this recording allows. A study's stranger pairs are not at hand here.
///
/// # Inputs
/// `channels`: which channels, the first one lending its unit and its kind; empty takes all that
/// both people have.
///
/// # Returns
/// See [`LoopResult`]; what the recording does not allow is a reason, never an error.
///
/// # Missing data
/// Gaps stay gaps. Stretches marked as apart or excluded, and those in which both follow one pacer,
/// do not count for the time together.
pub fn loop_model(session: &Session, channels: &[String], plan: &Plan) -> LoopResult {
    on_session(session, channels, plan, |material| one::one(material, None, plan))
}

/// The same with the loop with thresholds beside it (`found.thresholds`): a larger model, and many
/// times the work.
///
/// In plain words: does the other arrive more steeply past some point, so that beyond an edge each
/// keeps the other up? Only where this beats the plain loop on this recording may it be shown.
pub fn loop_model_with_thresholds(
    session: &Session,
    channels: &[String],
    plan: &Plan,
) -> LoopResult {
    on_session(session, channels, plan, |material| one::one_with_thresholds(material, plan))
}

fn on_session(
    session: &Session,
    channels: &[String],
    plan: &Plan,
    model: impl Fn(&material::Material) -> LoopResult,
) -> LoopResult {
    let wanted = |name: &&str| channels.is_empty() || channels.iter().any(|c| c == name);
    let names: Vec<&str> = session.shared_channels().into_iter().filter(wanted).collect();
    match material::material(session, &names, plan) {
        Ok(material) => model(&material),
        Err(reason) => LoopResult::untold(LoopReason::Recording(reason)),
    }
}
