//! The stories of a study as JSON; nothing that was said is in them.

use attune::Story;
use attune::story::{Cycle, Moment};
use attune_data::Who;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct StoryObject<'a> {
    dyad: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
    turns: usize,
    acts: usize,
    named_cycle: Option<CycleObject>,
    cycles: Vec<CycleObject>,
    proposed: Vec<MomentObject>,
    moments: Vec<MomentObject>,
    not_told: Vec<NotToldObject>,
}

#[derive(Serialize)]
struct CycleObject {
    cycle: &'static str,
    acts: Vec<&'static str>,
    who: &'static str,
    source: &'static str,
    count: usize,
    expected: f64,
    p_all: f64,
    verdict: &'static str,
}

#[derive(Serialize)]
struct MomentObject {
    moment: &'static str,
    who: &'static str,
    start_s: f64,
    end_s: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<f64>,
    estimate_of: &'static str,
    strength: bool,
    verdict: &'static str,
}

#[derive(Serialize)]
struct NotToldObject {
    what: &'static str,
    why: &'static str,
}

impl<'a> StoryObject<'a> {
    pub(super) fn new(story: &'a Story) -> Self {
        Self {
            dyad: &story.dyad,
            session: story.session.as_deref(),
            turns: story.turns.len(),
            acts: story.acts.len(),
            named_cycle: story.named_cycle().map(CycleObject::new),
            // What never came up is in the table; here it would hide what did.
            cycles: story.cycles.iter().filter(|c| c.count > 0).map(CycleObject::new).collect(),
            proposed: story.proposed().map(MomentObject::new).collect(),
            moments: story.moments.iter().map(MomentObject::new).collect(),
            not_told: story
                .not_told
                .iter()
                .map(|n| NotToldObject { what: n.what.name(), why: n.why.name() })
                .collect(),
        }
    }
}

impl CycleObject {
    fn new(cycle: &Cycle) -> Self {
        Self {
            cycle: cycle.kind.name(),
            acts: cycle.kind.steps().iter().map(|act| act.name()).collect(),
            who: name(cycle.first),
            source: cycle.source.name(),
            count: cycle.count,
            expected: cycle.expected,
            p_all: cycle.p_all,
            verdict: cycle.verdict.name(),
        }
    }
}

impl MomentObject {
    fn new(moment: &Moment) -> Self {
        Self {
            moment: moment.kind.name(),
            who: name(moment.who),
            start_s: moment.start_s,
            end_s: moment.end_s,
            estimate: Some(moment.estimate).filter(|x| x.is_finite()),
            estimate_of: moment.kind.figure().0,
            strength: moment.strength,
            verdict: moment.verdict.name(),
        }
    }
}

pub(super) fn name(who: Who) -> &'static str {
    match who {
        Who::A => "a",
        Who::B => "b",
        Who::Both => "both",
    }
}
