use attune_data::Who;
use attune_dynamics::{ActEvent, ChangePoint, trigger};

use super::act::CodedAct;

/// The slots of one person's sentence; only what can be checked is filled.
///
/// "I noticed when **you** `noticed`, I felt **…**, and I think I `answered`. Did something shift
/// for you too?" The feeling has no slot: the speaker chooses it.
#[derive(Debug, Clone, PartialEq)]
pub struct CycleSentence {
    /// Who speaks.
    pub speaker: Who,
    /// When the speaker's own activation changed, seconds; `None` where no change was found.
    pub change_s: Option<f64>,
    /// What the partner did from 15 s to 1 s before that; `None`: left blank.
    pub noticed: Option<CodedAct>,
    /// What the speaker did next, "I think"; `None`: left blank.
    pub answered: Option<CodedAct>,
}

/// An own act so long after the change still counts as what was done next, seconds.
const AFTER_S: f64 = 20.0;

/// The slots for one person: of the person's own changes upward, the one within the stretches given
/// (the named cycle) with a partner's act before it and an own act after it, the latest of equals.
pub(super) fn sentence(
    person: usize,
    changes: &[ChangePoint],
    acts: &[CodedAct],
    within: &[(f64, f64)],
) -> CycleSentence {
    let events: Vec<ActEvent> = acts.iter().map(CodedAct::event).collect();
    let find = |event: ActEvent| {
        let who = super::who(event.person);
        let same = |a: &&CodedAct| {
            a.who == who && a.act == event.act && a.start_s.to_bits() == event.start_s.to_bits()
        };
        acts.iter().find(same).cloned()
    };
    let who = super::who(person);
    let slots = |change: &ChangePoint| {
        let noticed = trigger(&events, person, change.at_s).and_then(find);
        let next = (change.at_s - 1.0)..=(change.at_s + AFTER_S);
        let answered = acts.iter().find(|a| a.who == who && next.contains(&a.start_s)).cloned();
        let inside =
            within.iter().any(|(from, to)| (from - 15.0..=to + 15.0).contains(&change.at_s));
        let filled = usize::from(noticed.is_some()) + usize::from(answered.is_some());
        (
            usize::from(inside),
            filled,
            CycleSentence { speaker: who, change_s: Some(change.at_s), noticed, answered },
        )
    };
    let best = changes
        .iter()
        .filter(|c| c.up)
        .map(slots)
        .max_by_key(|(inside, filled, _)| (*inside, *filled));
    best.map_or(
        CycleSentence { speaker: who, change_s: None, noticed: None, answered: None },
        |(_, _, sentence)| sentence,
    )
}
