//! What is said of a cycle: an order of acts, counted beside chance, that belongs to nobody.

use attune::story::{Act, Cycle, CycleKind, CycleSource};
use attune::{Story, Verdict};

use super::Strength;
use super::moment::times;
use crate::number::decimals;

/// How strongly a cycle may be told.
pub fn cycle_strength(cycle: &Cycle) -> Strength {
    let beyond = cycle.strangers.is_some_and(|s| s.pairs >= 99 && s.percentile >= 99.0);
    match cycle.verdict {
        Verdict::Supported if beyond => Strength::Clear,
        Verdict::Supported | Verdict::Weak => Strength::SomeSign,
        Verdict::NotSeen | Verdict::CannotTell => Strength::CantTell,
    }
}

/// The cycle to tell of: the one that may be named, else the clearest of those that came at all.
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

/// A cycle told to the two people, with its counts.
pub fn cycle_for_couple(cycle: &Cycle) -> String {
    let name = cycle_name(cycle.kind);
    let chance = decimals(cycle.expected.round(), 0);
    match cycle_strength(cycle) {
        Strength::CantTell => format!(
            "It can't be told whether you two have a round of your own. The order \"{name}\" came \
             {}, and chance alone brings it about {chance}.",
            times(cycle.count)
        ),
        Strength::SomeSign => format!(
            "There is some sign of a round that you two come back to: {name}. In this talk it went \
             round {}. Chance alone would bring it about {chance}.",
            times(cycle.count)
        ),
        Strength::Clear => format!(
            "There is a round that you two come back to: {name}. In this talk it went round {}. \
             Chance alone would bring it about {chance}.",
            times(cycle.count)
        ),
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
        Verdict::Weak => "Weak",
        Verdict::NotSeen => "Not seen beyond chance",
        Verdict::CannotTell => "Can't tell",
    };
    format!(
        "{word}: {}{first}, from {source}: {}, {} expected by chance (5 to 95 of 100 copies: {} to \
         {}; p = {}, against every kind and direction at once p = {}; {} copies).{strangers}",
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
