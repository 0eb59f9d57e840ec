use std::cmp::Ordering::Equal;

use attune_data::Who;
use attune_dynamics::{ActEvent, ChangePoint, Occurrence, trigger};

use super::act::CodedAct;
use super::cycle::Cycle;

/// The slots of one person's sentence; only what can be checked is filled.
///
/// "I noticed when **you** `noticed`, I felt **…**, and I think I `answered`. Did something shift
/// for you too?" The feeling has no slot: the speaker chooses it.
#[derive(Debug, Clone, PartialEq)]
pub struct CycleSentence {
    /// Who speaks.
    pub speaker: Who,
    /// When the speaker's own activation changed, seconds; `None` where no change was found, and
    /// where the sentence is about a round.
    pub change_s: Option<f64>,
    /// What the partner did: in the round, else from 15 s to 1 s before the change; `None`: left
    /// blank.
    pub noticed: Option<CodedAct>,
    /// What the speaker did next, "I think"; `None`: left blank.
    pub answered: Option<CodedAct>,
}

impl CycleSentence {
    /// With nothing filled in.
    pub(super) fn blank(person: usize) -> Self {
        Self { speaker: super::who(person), change_s: None, noticed: None, answered: None }
    }
}

/// Both sentences about the latest round of a cycle that `acts` hold whole: each noticed what the
/// other did in it, and each answered. Who began an order of two acts answered nothing in it, and
/// that slot stays blank. `None` where no round is held whole.
pub(super) fn of_round(cycle: &Cycle, acts: &[CodedAct]) -> Option<[CycleSentence; 2]> {
    let mut rounds: Vec<&Occurrence> = cycle.occurrences.iter().collect();
    rounds.sort_by(|x, y| (y.start_s, y.end_s).partial_cmp(&(x.start_s, x.end_s)).unwrap_or(Equal));
    let (first, steps) = rounds.into_iter().find_map(|round| {
        let steps = steps_of(cycle, round, acts);
        Some((round.first, steps?))
    })?;
    let said = |person: usize| {
        let of = |step: usize| steps.get(step).map(|act| (*act).clone());
        let (noticed, answered) = if person == first { (of(1), of(2)) } else { (of(0), of(1)) };
        CycleSentence { noticed, answered, ..CycleSentence::blank(person) }
    };
    Some([said(0), said(1)])
}

/// The acts of one round, step by step.
fn steps_of<'a>(
    cycle: &Cycle,
    round: &Occurrence,
    acts: &'a [CodedAct],
) -> Option<Vec<&'a CodedAct>> {
    let mut steps: Vec<&CodedAct> = Vec::new();
    for (place, act) in cycle.kind.steps().into_iter().enumerate() {
        let person = if place % 2 == 0 { round.first } else { 1 - round.first };
        let from_s = steps.last().map_or(round.start_s, |before| before.start_s);
        let follows = |a: &&CodedAct| {
            let time = if place == 0 { a.start_s >= from_s } else { a.start_s > from_s };
            a.who == super::who(person) && a.act == act && time && a.start_s <= round.end_s
        };
        steps.push(acts.iter().find(follows)?);
    }
    Some(steps)
}

/// An own act so long after the change still counts as what was done next, seconds.
const AFTER_S: f64 = 20.0;

/// The slots for one person where no cycle is named: of the person's own changes upward, the one
/// with a partner's act before it and an own act after it, the latest of equals.
pub(super) fn of_change(
    person: usize,
    changes: &[ChangePoint],
    acts: &[CodedAct],
) -> CycleSentence {
    let events: Vec<ActEvent> = acts.iter().map(CodedAct::event).collect();
    let find = |event: ActEvent| {
        let who = super::who(event.person);
        let same = |a: &&CodedAct| {
            a.who == who && a.act == event.act && a.start_s.to_bits() == event.start_s.to_bits()
        };
        acts.iter().find(same).cloned()
    };
    let slots = |change: &ChangePoint| {
        let noticed = trigger(&events, person, change.at_s).and_then(find);
        let next = (change.at_s - 1.0)..=(change.at_s + AFTER_S);
        let own = |a: &&CodedAct| a.who == super::who(person) && next.contains(&a.start_s);
        let answered = acts.iter().find(own).cloned();
        let filled = usize::from(noticed.is_some()) + usize::from(answered.is_some());
        let sentence = CycleSentence {
            change_s: Some(change.at_s),
            noticed,
            answered,
            ..CycleSentence::blank(person)
        };
        (filled, sentence)
    };
    let best = changes.iter().filter(|c| c.up).map(slots).max_by_key(|(filled, _)| *filled);
    best.map_or(CycleSentence::blank(person), |(_, sentence)| sentence)
}

#[cfg(test)]
mod tests {
    use attune_dynamics::{Act, CycleKind};

    use super::super::CycleSource;
    use super::*;
    use crate::Verdict;

    fn act(person: usize, act: Act, start_s: f64) -> CodedAct {
        CodedAct {
            who: super::super::who(person),
            act,
            code: act.name().into(),
            start_s,
            end_s: start_s + 4.0,
        }
    }

    fn cycle(kind: CycleKind, rounds: &[(usize, f64, f64)]) -> Cycle {
        let round = |&(first, start_s, end_s)| Occurrence { first, start_s, end_s };
        Cycle {
            kind,
            first: Who::Both,
            source: CycleSource::Codes,
            count: rounds.len(),
            expected: 0.0,
            chance: [0.0; 2],
            p: 0.01,
            p_all: 0.01,
            decides: true,
            copies: 99,
            strangers: None,
            occurrences: rounds.iter().map(round).collect(),
            verdict: Verdict::Supported,
        }
    }

    #[test]
    fn a_round_is_said_from_both_sides_and_its_latest_time_counts() {
        let acts: Vec<CodedAct> = [10.0, 100.0]
            .into_iter()
            .flat_map(|t| {
                [
                    act(0, Act::Pursue, t),
                    act(1, Act::Warm, t + 1.0),
                    act(1, Act::Withdraw, t + 6.0),
                    act(0, Act::Pursue, t + 12.0),
                ]
            })
            .collect();
        let of = cycle(CycleKind::PursueWithdraw, &[(0, 10.0, 26.0), (0, 100.0, 116.0)]);
        let [a, b] = of_round(&of, &acts).unwrap();
        let told = |slot: &Option<CodedAct>| slot.as_ref().map(|a| (a.who, a.act, a.start_s));
        assert_eq!(told(&a.noticed), Some((Who::B, Act::Withdraw, 106.0)));
        assert_eq!(told(&a.answered), Some((Who::A, Act::Pursue, 112.0)));
        assert_eq!(told(&b.noticed), Some((Who::A, Act::Pursue, 100.0)));
        assert_eq!(told(&b.answered), Some((Who::B, Act::Withdraw, 106.0)));
        // A round of which an act was not kept is passed over for one that is whole.
        let kept = &acts[..acts.len() - 1];
        let [a, _] = of_round(&of, kept).unwrap();
        assert_eq!(told(&a.answered), Some((Who::A, Act::Pursue, 22.0)));
    }

    #[test]
    fn who_began_an_order_of_two_acts_has_a_blank_to_fill() {
        let acts = [act(1, Act::Stress, 10.0), act(0, Act::Soothe, 16.0)];
        let [a, b] = of_round(&cycle(CycleKind::Soothing, &[(1, 10.0, 20.0)]), &acts).unwrap();
        assert_eq!((a.noticed.unwrap().act, a.answered.unwrap().act), (Act::Stress, Act::Soothe));
        assert_eq!((b.noticed.unwrap().act, b.answered), (Act::Soothe, None));
    }
}
