//! The infinity loop: what each does in the cycle, and how often one followed the other.

use super::{Listing, Picture, WIDTH, shortened};
use crate::svg::{Anchor, Svg};
use crate::words::{Strength, by_chance};

/// One person's half of the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopHalf {
    /// The person's name; A or B where it is hidden.
    pub name: String,
    /// What this person did in the cycle, in few words; the pair's own labels where they gave any.
    pub does: Vec<String>,
}

/// The way from one person to the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoopArrow {
    /// How often what one did was followed by what the other did.
    pub count: usize,
    /// How strongly it may be told.
    pub strength: Strength,
}

/// A cycle of two people, drawn alike from either side: exchanging them mirrors the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct InfinityLoop {
    /// A and B.
    pub halves: [LoopHalf; 2],
    /// From A to B, and from B to A; `None` where it was not looked for.
    pub arrows: [Option<LoopArrow>; 2],
    /// How often it went all the way round (one, the other, and the one again; the end of a round
    /// may be the start of the next), and how often chance alone brings that.
    pub rounds: (usize, f64),
    /// The observable order as a title: "one presses, the other goes quiet".
    pub title: String,
}

/// The loop: a figure of eight lying on its side, A's half solid, B's dashed; an arrow is full
/// where it was seen beyond chance and open where the recording does not allow an answer.
pub fn infinity_loop(of: &InfinityLoop) -> Picture {
    let mut svg = Svg::default();
    for who in [0, 1] {
        svg.path(["p-a p-wide", "p-b p-wide"][who], &lobe(who));
        marks(&mut svg, who);
        half(&mut svg, &of.halves[who], who);
        arrow(&mut svg, of, who);
    }
    if let Some(strength) = of.strength() {
        rounds(&mut svg, of.rounds, strength);
    }
    Picture {
        name: "infinity-loop",
        title: of.title.clone(),
        summary: summary(of),
        listing: listing(of),
        size: (WIDTH, HEIGHT),
        body: svg.finish(),
    }
}

const HEIGHT: f64 = 322.0;
/// Where the counts stand, row below row: on a narrow page their letters are large.
const ROWS: [f64; 3] = [264.0, 288.0, 310.0];
const MIDDLE: (f64, f64) = (WIDTH / 2.0, 136.0);
/// From the crossing to a lobe's outer edge, and how high the lobe's handles reach.
const REACH: f64 = 250.0;
const RISE: f64 = 150.0;
/// How far along a lobe its arrow sits.
const ARROW: f64 = 0.17;

/// A's points lie to the left of the crossing, B's mirror them.
fn place(who: usize, aside: f64, up: f64) -> (f64, f64) {
    let side = if who == 0 { -1.0 } else { 1.0 };
    (MIDDLE.0 + side * aside, MIDDLE.1 - up)
}

/// From the crossing over the top to the outer edge and back below.
fn lobe(who: usize) -> String {
    let pair = |(x, y): (f64, f64)| format!("{x} {y}");
    let start = pair(place(who, 0.0, 0.0));
    let [up, over, edge] =
        [place(who, 70.0, RISE * 0.62), place(who, REACH, RISE), place(who, REACH, 0.0)].map(pair);
    let [under, down] = [place(who, REACH, -RISE), place(who, 70.0, -RISE * 0.62)].map(pair);
    format!("M{start}C{up} {over} {edge}C{under} {down} {start}")
}

/// Marks that tell the halves apart without colour.
fn marks(svg: &mut Svg, who: usize) {
    for (aside, up) in [(REACH, 0.0), (on_lobe(0.62)), (on_lobe(0.3))] {
        for up in [up, -up] {
            let at = place(who, aside, up);
            if who == 0 {
                svg.circle("p-am", at, 5.0);
            } else {
                svg.square("p-bm", at, 4.4);
            }
        }
    }
}

/// The upper half of a lobe, outwards from the crossing: distances from it, and heights.
const OUT: [f64; 4] = [0.0, 70.0, REACH, REACH];
const UP: [f64; 4] = [0.0, RISE * 0.62, RISE, 0.0];

/// A point of the upper half of a lobe: its distance from the crossing and its height.
fn on_lobe(t: f64) -> (f64, f64) {
    let s = 1.0 - t;
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let bezier = |p: [f64; 4]| p.iter().zip(weights).map(|(p, w)| p * w).sum();
    (bezier(OUT), bezier(UP))
}

/// The lobe's direction there, of length one.
fn along_lobe(t: f64) -> (f64, f64) {
    let s = 1.0 - t;
    let weights = [s * s, 2.0 * s * t, t * t];
    let slope = |p: [f64; 4]| (0..3).map(|i| (p[i + 1] - p[i]) * weights[i]).sum::<f64>();
    let (out, up) = (slope(OUT), slope(UP));
    let length = out.hypot(up);
    (out / length, up / length)
}

/// Who it is and what this person did, inside the lobe.
fn half(svg: &mut Svg, half: &LoopHalf, who: usize) {
    let (x, y) = place(who, 158.0, 22.0);
    svg.text(["p-at", "p-bt"][who], (x, y), Anchor::Middle, &shortened(&half.name, 14));
    for (row, words) in half.does.iter().take(3).enumerate() {
        svg.text("", (x, y + 21.0 + 18.0 * row as f64), Anchor::Middle, words);
    }
}

/// The arrow that leaves this person's half below the crossing and enters the other's above it.
fn arrow(svg: &mut Svg, of: &InfinityLoop, from: usize) {
    let Some(arrow) = of.arrows[from] else { return };
    let to = 1 - from;
    let (aside, up) = on_lobe(ARROW);
    let tip = place(to, aside, up);
    let (out, up) = along_lobe(ARROW);
    let (dx, dy) = (if to == 0 { -out } else { out }, -up);
    let (nx, ny) = (-dy, dx);
    let at = |along: f64, across: f64| {
        (tip.0 + along * dx + across * nx, tip.1 + along * dy + across * ny)
    };
    let corners = [at(12.0, 0.0), at(-10.0, 10.0), at(-5.0, 0.0), at(-10.0, -10.0)];
    let d: String = corners
        .iter()
        .enumerate()
        .map(|(i, (x, y))| format!("{}{:.1} {:.1}", if i == 0 { 'M' } else { 'L' }, x, y))
        .collect();
    let class = match arrow.strength {
        Strength::Clear => "p-mark",
        Strength::SomeSign => "p-ring",
        Strength::CantTell => "p-faint p-broken",
    };
    svg.path(class, &format!("{d}z"));
    let (x, anchor) = if from == 0 { (24.0, Anchor::Start) } else { (WIDTH - 24.0, Anchor::End) };
    let [one, then] = of.way(from).map(|name| shortened(name, 9));
    let text = format!("{one}, then {then}: {}", times(arrow.count));
    svg.text("", (x, ROWS[0]), anchor, &text);
}

/// How often it went round, in the middle below the loop.
fn rounds(svg: &mut Svg, (count, expected): (usize, f64), strength: Strength) {
    let text = format!("{} all the way round · by chance {}", times(count), by_chance(expected));
    svg.text("p-strong", (MIDDLE.0, ROWS[1]), Anchor::Middle, &text);
    svg.text("p-small", (MIDDLE.0, ROWS[2]), Anchor::Middle, strength.words());
}

fn times(count: usize) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{n} times"),
    }
}

fn summary(of: &InfinityLoop) -> String {
    let does = |who: usize| match of.halves[who].does.as_slice() {
        [] => String::new(),
        does => format!(" ({})", does.join(", ")),
    };
    let ways: Vec<String> = [0, 1]
        .into_iter()
        .filter_map(|from| {
            let arrow = of.arrows[from]?;
            let [one, then] = of.way(from);
            let count = times(arrow.count);
            Some(format!("{one}{} was followed by {then}{} {count}", does(from), does(1 - from)))
        })
        .collect();
    let Some(strength) = of.strength() else {
        return "Two halves of one loop; nothing was recorded that could fill it.".into();
    };
    let word = match strength {
        Strength::Clear => "Clear",
        Strength::SomeSign => "Some sign",
        Strength::CantTell => "Can't tell",
    };
    let (count, expected) = of.rounds;
    format!(
        "{word}: {}. Counted all the way (one, the other, and the one again; the end of a round may \
         be the start of the next) it went round {}; chance alone brings that {}.",
        ways.join("; "),
        times(count),
        by_chance(expected)
    )
}

impl InfinityLoop {
    /// Whose act comes first on the way from one half, and whose then.
    fn way(&self, from: usize) -> [&str; 2] {
        [from, 1 - from].map(|who| self.halves[who].name.as_str())
    }

    /// How strongly the cycle may be told: as its weaker way.
    fn strength(&self) -> Option<Strength> {
        let order = |s: &Strength| match s {
            Strength::CantTell => 0,
            Strength::SomeSign => 1,
            Strength::Clear => 2,
        };
        self.arrows.iter().flatten().map(|arrow| arrow.strength).min_by_key(order)
    }
}

fn listing(of: &InfinityLoop) -> Listing {
    let rows = [0, 1].into_iter().filter_map(|from| {
        let arrow = of.arrows[from]?;
        Some(vec![
            of.way(from).join(", then "),
            of.halves[from].does.join(", "),
            of.halves[1 - from].does.join(", "),
            arrow.count.to_string(),
            arrow.strength.words().to_owned(),
        ])
    });
    Listing {
        head: vec!["way", "first", "then", "times", "what can be said"],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> InfinityLoop {
        let half = |name: &str, does: &str| LoopHalf { name: name.into(), does: vec![does.into()] };
        InfinityLoop {
            halves: [half("Rosa", "presses"), half("Lee", "goes quiet")],
            arrows: [
                Some(LoopArrow { count: 7, strength: Strength::SomeSign }),
                Some(LoopArrow { count: 6, strength: Strength::SomeSign }),
            ],
            rounds: (5, 2.9),
            title: "One presses, the other goes quiet".into(),
        }
    }

    #[test]
    fn the_summary_holds_the_counts_and_what_chance_gives() {
        let text = infinity_loop(&example()).summary;
        assert_eq!(
            text,
            "Some sign: Rosa (presses) was followed by Lee (goes quiet) 7 times; Lee (goes quiet) was \
             followed by Rosa (presses) 6 times. Counted all the way (one, the other, and the one \
             again; the end of a round may be the start of the next) it went round 5 times; chance \
             alone brings that about 3 times."
        );
        // A number that rounds to nothing is said in words.
        let rare = InfinityLoop { rounds: (5, 0.4), ..example() };
        assert!(infinity_loop(&rare).summary.ends_with("chance alone brings that hardly ever."));
    }

    #[test]
    fn exchanging_the_people_mirrors_the_table() {
        let of = example();
        let mirrored = InfinityLoop {
            halves: [of.halves[1].clone(), of.halves[0].clone()],
            arrows: [of.arrows[1], of.arrows[0]],
            ..of.clone()
        };
        let (one, other) = (listing(&of).rows, listing(&mirrored).rows);
        assert_eq!((&one[0], &one[1]), (&other[1], &other[0]));
    }
}
