//! What is said of a cycle: an order of acts, counted beside chance, that belongs to nobody.

use attune::story::{Act, Cycle, CycleKind, CycleSource};
use attune::{Story, Verdict};

use super::Strength;
use super::moment::times;
use crate::number::decimals;

/// How strongly a cycle may be told: only one that may be named is told at all.
pub fn cycle_strength(cycle: &Cycle) -> Strength {
    let beyond = cycle.strangers.is_some_and(|s| s.pairs >= 99 && s.percentile >= 99.0);
    match cycle.verdict {
        Verdict::Supported if beyond => Strength::Clear,
        Verdict::Supported => Strength::SomeSign,
        Verdict::Weak | Verdict::NotSeen | Verdict::CannotTell => Strength::CantTell,
    }
}

/// The cycle a table shows: the one that may be named, else the one farthest from chance of those
/// that came at all, which is a count and no claim.
pub fn clearest_cycle(story: &Story) -> Option<&Cycle> {
    story.named_cycle().or_else(|| story.cycles.iter().find(|cycle| cycle.count > 0))
}

/// What a cycle is called: the order one can see, never a person.
pub fn cycle_name(kind: CycleKind) -> String {
    match kind {
        CycleKind::PursueWithdraw => "one presses on, the other draws back".into(),
        CycleKind::Escalation => "sharp words on both sides".into(),
        CycleKind::MutualWithdrawal => "both draw back".into(),
        CycleKind::Soothing => "one shows strain, the other eases".into(),
        CycleKind::OwnPattern { when, then } => {
            format!("one {}, then the other {}", act_does(when), act_does(then))
        }
    }
}

/// A cycle told to the two people, with its counts; `None` for one that may not be named.
pub fn cycle_for_couple(cycle: &Cycle) -> Option<String> {
    let opening = match cycle_strength(cycle) {
        Strength::CantTell => return None,
        Strength::SomeSign => "There is some sign of a round that you two come back to",
        Strength::Clear => "There is a round that you two come back to",
    };
    Some(format!(
        "{opening}: {}. In this talk it went round {}. Chance alone would bring it {}.",
        cycle_name(cycle.kind),
        times(cycle.count),
        super::by_chance(cycle.expected)
    ))
}

/// What the two halves of a round make together, no firmer than the round itself.
pub fn round_goes_on(strength: Strength) -> &'static str {
    match strength {
        Strength::Clear => {
            "Each answers the other, and so it goes on. The round is not one of you. It is between \
             you."
        }
        Strength::SomeSign | Strength::CantTell => {
            "It may be that each answers the other, and so it goes on. If there is a round, it is \
             not one of you. It is between you."
        }
    }
}

/// One half of a round: what one did after what the other did.
pub fn half_of_round(strength: Strength, other: &str, when: Act, one: &str, then: Act) -> String {
    let (when, then) = (act_does(when), act_does(then));
    match strength {
        Strength::Clear => format!("When {other} {when}, {one} {then}."),
        Strength::SomeSign | Strength::CantTell => {
            format!("It may be: when {other} {when}, {one} {then}.")
        }
    }
}

/// A cycle told to a therapist: counts, chance, copies, strangers.
pub fn cycle_for_therapist(cycle: &Cycle) -> String {
    let source = match cycle.source {
        CycleSource::Codes => "codes",
        CycleSource::Turns => "turns at talk",
        CycleSource::Signals => "signals",
    };
    let first = cycle
        .first
        .person()
        .map_or_else(String::new, |person| format!(", begun by {}", ["A", "B"][person]));
    let strangers = cycle.strangers.map_or_else(
        || " No stranger pairs to set it beside.".into(),
        |s| {
            format!(
                " Among {} stranger pairs it comes {} times on average; this pair stands at \
                 percentile {}.",
                s.pairs,
                decimals(s.expected, 1),
                decimals(s.percentile, 0)
            )
        },
    );
    let word = match cycle.verdict {
        Verdict::Supported => "Supported",
        Verdict::Weak | Verdict::NotSeen | Verdict::CannotTell => "Not told from chance",
    };
    // What came more often than chance and is still not told has its reason.
    let why = match (cycle.verdict, cycle.decides) {
        (Verdict::Weak, false) => {
            " It is beyond its copies, but another source decides here: to look through several for \
             the best would name too many."
        }
        (Verdict::Weak, true) => " It is beyond its copies, but not beyond stranger pairs.",
        _ => "",
    };
    format!(
        "{word}: {}{first}, from {source}: {}, {} expected by chance (5 to 95 of 100 copies: {} to \
         {}; p = {}, against every kind and direction at once p = {}; {} copies).{strangers}{why}",
        cycle_name(cycle.kind),
        times(cycle.count),
        decimals(cycle.expected, 1),
        decimals(cycle.chance[0], 0),
        decimals(cycle.chance[1], 0),
        decimals(cycle.p, 3),
        decimals(cycle.p_all, 3),
        cycle.copies,
    )
}

/// An act as somebody does it: "one presses on".
pub fn act_does(act: Act) -> &'static str {
    match act {
        Act::Pursue => "presses on",
        Act::Withdraw => "draws back",
        Act::Harsh => "gets sharper",
        Act::Warm => "is warm",
        Act::Soothe => "eases",
        Act::Repair => "reaches out",
        Act::Stress => "shows strain",
    }
}
