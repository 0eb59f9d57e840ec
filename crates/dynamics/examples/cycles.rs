//! Which cycles are named in planted, unplanted and re-paired talks, with turns and from codes
//! alone: `cargo run --release -p attune-dynamics --example cycles -- TALKS FIRST` prints the part of
//! `docs/story.md` that is about cycles.
//!
//! Re-paired: A of one planted talk with B of the next, and B of the one with A of the next.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use attune_dynamics::{
    ActEvent, Conversation, ConversationOptions, CycleCount, CycleKind, CycleOptions, Slots,
    count_cycles, simulate_conversation,
};
use rayon::prelude::*;

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let (talks, first) = (args.next().unwrap_or(200), args.next().unwrap_or(100_001));
    println!("seeds {first} to {}", first + talks - 1);
    for turns_known in [true, false] {
        let each: Vec<Run> =
            (first..first + talks).into_par_iter().map(|seed| run(seed, turns_known)).collect();
        println!("{}", if turns_known { "turns known" } else { "codes alone" });
        let count = |what: &str, of: usize, found: usize| {
            let share = found as f64 / of as f64;
            let sd = (share * (1.0 - share) / of as f64).sqrt();
            let (share, sd) = (100.0 * share, 100.0 * sd);
            println!("  {what:<50} {found} of {of} ({share:.1} %, standard error {sd:.1})");
        };
        let named = |of: &dyn Fn(&Run) -> bool| each.iter().filter(|r| of(r)).count();
        count("planted, named with who presses on", each.len(), named(&|r| r.right));
        count("planted, another cycle named", each.len(), named(&|r| !r.others.is_empty()));
        count(
            "planted, another one alone",
            each.len(),
            named(&|r| !r.right && !r.others.is_empty()),
        );
        count("  most of it while the two are wound up", each.len(), named(&|r| r.wound_up));
        count("  planted without winding up, another cycle", each.len(), named(&|r| r.calm));
        count("nothing planted, any cycle named", each.len(), named(&|r| r.unplanted));
        let repaired = each.iter().flat_map(|r| r.repaired).filter(|named| *named).count();
        count("re-paired, any cycle named", 2 * each.len(), repaired);
        let moved = each.iter().flat_map(|r| r.moved).filter(|named| *named).count();
        if !turns_known {
            count("the same, B moved in a loop by a time drawn", 2 * each.len(), moved);
        }
        let mut kinds: Vec<String> = each.iter().flat_map(|r| r.others.iter().cloned()).collect();
        kinds.sort();
        for same in kinds.chunk_by(|x, y| x == y) {
            println!("    another: {} {}", same[0], same.len());
        }
    }
}

#[derive(Debug, Default)]
struct Run {
    right: bool,
    others: Vec<String>,
    wound_up: bool,
    calm: bool,
    unplanted: bool,
    repaired: [bool; 2],
    moved: [bool; 2],
}

fn talk(seed: u64) -> Conversation {
    let repair_lands = seed.is_multiple_of(2);
    let options = ConversationOptions { seed, repair_lands, ..ConversationOptions::default() };
    simulate_conversation(&options).unwrap()
}

fn run(seed: u64, turns_known: bool) -> Run {
    let (one, next) = (talk(seed), talk(seed + 1));
    let none = simulate_conversation(&ConversationOptions::unplanted(seed + 500_000)).unwrap();
    let truth = one.truth.pursue_withdraw.unwrap();
    let right =
        |c: &CycleCount| c.kind == CycleKind::PursueWithdraw && c.first == Some(truth.first);
    let (right, others): (Vec<_>, Vec<_>) =
        named([&one, &one], turns_known).into_iter().partition(right);
    let heat = one.truth.spiral.unwrap();
    let while_wound_up = |c: &CycleCount| {
        let inside = |t: f64| (heat.onset_s..heat.end_s).contains(&t);
        2 * c.occurrences.iter().filter(|o| inside(o.start_s)).count() > c.count()
    };
    let wound_up = !others.is_empty() && others.iter().all(while_wound_up);
    let calm =
        simulate_conversation(&ConversationOptions { spiral: false, ..one.options }).unwrap();
    let planted = calm.truth.pursue_withdraw.unwrap().first;
    let calm = named([&calm, &calm], turns_known)
        .iter()
        .any(|c| !(c.kind == CycleKind::PursueWithdraw && c.first == Some(planted)));
    let described = |c: CycleCount| match c.kind {
        CycleKind::OwnPattern { when, then } => format!("{} then {}", when.name(), then.name()),
        kind => kind.name().to_owned(),
    };
    Run {
        right: !right.is_empty(),
        wound_up,
        calm,
        others: others.into_iter().map(described).collect(),
        unplanted: !named([&none, &none], turns_known).is_empty(),
        repaired: [[&one, &next], [&next, &one]].map(|pair| !named(pair, turns_known).is_empty()),
        moved: [[&one, &next], [&next, &one]]
            .map(|pair| !turns_known && !named([pair[0], &moved(pair[1], seed)], false).is_empty()),
    }
}

/// B's acts moved in a loop, by a golden share of the talk that no two seeds have in common.
fn moved(talk: &Conversation, seed: u64) -> Conversation {
    let (from_s, to_s) = (talk.apart_s[1], talk.times_s.last().unwrap() + 1.0);
    let by = (to_s - from_s) * (seed as f64 * 0.618_033_988_75).fract();
    let mut moved = talk.clone();
    for act in moved.acts.iter_mut().filter(|a| a.person == 1) {
        let lasted = act.end_s - act.start_s;
        act.start_s = from_s + (act.start_s - from_s + by).rem_euclid(to_s - from_s);
        act.end_s = act.start_s + lasted;
    }
    moved
}

/// The cycles named of A of the first talk and B of the second.
fn named(of: [&Conversation; 2], turns_known: bool) -> Vec<CycleCount> {
    let acts: Vec<ActEvent> = (0..2)
        .flat_map(|person| of[person].acts.iter().filter(move |a| a.person == person).copied())
        .collect();
    let turns = [0, 1].map(|person| -> Vec<(f64, f64)> {
        let own = of[person].turns.iter().filter(|t| t.person == person);
        own.map(|t| (t.start_s, t.end_s)).collect()
    });
    // What was coded lasts from the end of the time apart to the end of the recording.
    let end_s = of[0].times_s.last().unwrap() + 1.0;
    let slots = match turns_known {
        true => Slots::Turns([&turns[0], &turns[1]]),
        false => Slots::Clock { start_s: of[0].apart_s[1], end_s },
    };
    let found = count_cycles(&acts, &slots, &CycleOptions::default()).unwrap_or_default();
    found.into_iter().filter(|c| c.p_all < 0.05).collect()
}
