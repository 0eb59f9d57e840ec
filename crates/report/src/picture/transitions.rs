//! What one did and what the other did next, both ways, beside what chance brings.

use attune::story::Transition;

use super::{Listing, Picture, WIDTH};
use crate::number::{decimals, percent};
use crate::svg::{Anchor, Svg};
use crate::words::{act_does, times};

/// Bars for the commonest steps from each to the other, with a mark where chance would end them;
/// the table has every step, those from one's own act to the next too. `None` where neither ever
/// followed the other.
pub fn transitions(steps: &[Transition]) -> Option<Picture> {
    let from = |person: usize| -> Vec<&Transition> {
        let across = |t: &&Transition| t.from_person == person && t.to_person == 1 - person;
        steps.iter().filter(across).take(MOST).collect()
    };
    let ways = [from(0), from(1)];
    let shown = || ways.iter().flatten();
    let most = shown().map(|t| (t.count as f64).max(t.expected)).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let mut svg = Svg::default();
    let mut y = TOP;
    for (person, way) in ways.iter().enumerate().filter(|(_, way)| !way.is_empty()) {
        svg.text(["p-at", "p-bt"][person], (EDGE, y + 12.0), Anchor::Start, HEADS[person]);
        y += HEAD;
        for step in way {
            bar(&mut svg, step, y, most);
            y += ROW;
        }
        y += BETWEEN;
    }
    // What the mark means is said in the picture, since files are looked at alone.
    svg.line("p-peaks", (EDGE + 2.0, y), (EDGE + 2.0, y + 12.0));
    svg.text("p-small", (EDGE + 12.0, y + 10.0), Anchor::Start, KEY);
    Some(Picture {
        name: "transitions",
        title: "What one did, and what the other did next".into(),
        summary: summary(&ways),
        listing: listing(steps),
        size: (WIDTH, y + 22.0),
        body: svg.finish(),
    })
}

/// So many steps each way: rarer ones stand in the table.
const MOST: usize = 8;
const HEADS: [&str; 2] = ["From A to B", "From B to A"];
const KEY: &str = "as often by chance: if what comes next did not depend on what came before";
const TOP: f64 = 6.0;
const HEAD: f64 = 24.0;
const ROW: f64 = 22.0;
const BETWEEN: f64 = 12.0;
const EDGE: f64 = 8.0;
/// Where bars begin, and the longest one ends.
const BARS: f64 = 250.0;
const END: f64 = 620.0;

fn bar(svg: &mut Svg, step: &Transition, y: f64, most: f64) {
    let length = |count: f64| (END - BARS) * count / most;
    let words = format!("{} → {}", act_does(step.from), act_does(step.to));
    svg.text("", (BARS - 10.0, y + 12.0), Anchor::End, &words);
    let count = step.count as f64;
    svg.rect(
        ["p-af", "p-bo"][step.from_person.min(1)],
        (BARS, y + 2.0),
        (length(count), ROW - 9.0),
    );
    let chance = BARS + length(step.expected);
    svg.line("p-peaks", (chance, y - 0.5), (chance, y + ROW - 4.5));
    let after = BARS + length(count.max(step.expected)) + 8.0;
    svg.text("p-strong", (after, y + 12.0), Anchor::Start, &step.count.to_string());
}

fn summary(ways: &[Vec<&Transition>; 2]) -> String {
    let told = |way: &[&Transition]| {
        let step = way.first()?;
        let (one, other) = [("A", "B"), ("B", "A")][step.from_person.min(1)];
        Some(format!(
            "After {one} {}, {other} {} {}; by chance {}.",
            act_does(step.from),
            act_does(step.to),
            times(step.count),
            decimals(step.expected, 1),
        ))
    };
    let commonest: Vec<String> = ways.iter().filter_map(|way| told(way)).collect();
    format!("The commonest step each way. {}", commonest.join(" "))
}

fn listing(steps: &[Transition]) -> Listing {
    let rows = steps.iter().map(|step| {
        let who = |person: usize| ["A", "B"][person.min(1)];
        vec![
            format!("{} {}", who(step.from_person), act_does(step.from)),
            format!("{} {}", who(step.to_person), act_does(step.to)),
            step.count.to_string(),
            decimals(step.expected, 1),
            percent(step.share),
        ]
    });
    Listing {
        head: vec!["first", "next", "count", "by chance", "share of the first followed so"],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use attune::story::Act;

    use super::*;

    fn step(from_person: usize, from: Act, to: Act, count: usize, own: bool) -> Transition {
        let to_person = if own { from_person } else { 1 - from_person };
        Transition { from_person, from, to_person, to, count, share: 0.5, expected: 2.0 }
    }

    #[test]
    fn both_ways_are_drawn_and_every_step_is_in_the_table() {
        let steps = [
            step(0, Act::Pursue, Act::Withdraw, 7, false),
            step(0, Act::Pursue, Act::Pursue, 4, true),
            step(1, Act::Withdraw, Act::Pursue, 3, false),
        ];
        let picture = transitions(&steps).unwrap();
        assert_eq!(
            picture.summary,
            "The commonest step each way. After A presses on, B draws back 7 times; by chance 2.0. \
             After B draws back, A presses on 3 times; by chance 2.0."
        );
        assert_eq!(picture.listing.rows.len(), 3);
        assert_eq!(picture.listing.rows[1], ["A presses on", "A presses on", "4", "2.0", "50 %"]);
    }

    #[test]
    fn nothing_is_drawn_where_nobody_followed_the_other() {
        assert_eq!(transitions(&[]), None);
        assert_eq!(transitions(&[step(0, Act::Pursue, Act::Pursue, 4, true)]), None);
    }
}
