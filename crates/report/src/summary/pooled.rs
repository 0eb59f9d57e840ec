//! Gains of several sessions, or of many dyads, put together.

use attune::PooledLoop;
use attune::dynamics::Trend;
use serde::Serialize;

use crate::loop_file::Ends;

/// The gain from A to B and from B to A, put together; 95 % intervals.
#[derive(Serialize)]
pub(super) struct PooledObject {
    channel: String,
    group: Option<String>,
    /// `null` where dyads were put together, not sessions.
    dyad: Option<String>,
    loop_n_eff: f64,
    gains_shown: bool,
    gain_a_to_b: Ends,
    gain_b_to_a: Ends,
    gain_a_to_b_spread: f64,
    gain_b_to_a_spread: f64,
    gain_a_to_b_change: Option<ChangeObject>,
    gain_b_to_a_change: Option<ChangeObject>,
    /// Each session's, or dyad's, own, drawn towards the others.
    members: Vec<MemberObject>,
}

#[derive(Serialize)]
struct ChangeObject {
    change: f64,
    rising: f64,
    changed: bool,
}

#[derive(Serialize)]
struct MemberObject {
    name: String,
    gain_a_to_b: Ends,
    gain_b_to_a: Ends,
}

impl PooledObject {
    pub(super) fn new(of: &PooledLoop) -> Self {
        let change = |into: usize| {
            let object = |t: &Trend| ChangeObject {
                change: t.change,
                rising: t.rising,
                changed: t.reliable,
            };
            of.change(into).map(object)
        };
        let members = of.members.iter().zip(&of.gains.shrunk);
        Self {
            channel: of.channel.clone(),
            group: of.group.clone(),
            dyad: of.dyad.clone(),
            loop_n_eff: of.n_eff,
            gains_shown: of.gains_shown(),
            gain_a_to_b: of.gains.mean[1].into(),
            gain_b_to_a: of.gains.mean[0].into(),
            gain_a_to_b_spread: of.spread(1),
            gain_b_to_a_spread: of.spread(0),
            gain_a_to_b_change: change(1),
            gain_b_to_a_change: change(0),
            members: members
                .map(|(name, own)| MemberObject {
                    name: name.clone(),
                    gain_a_to_b: own[1].into(),
                    gain_b_to_a: own[0].into(),
                })
                .collect(),
        }
    }
}
