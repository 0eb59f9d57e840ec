//! Null clines: where each would stay while the other stays, and where both would.

use super::super::scale::{Scale, label, padded, round_numbers};
use super::super::{Listing, Picture, WIDTH};
use crate::number::decimals;
use crate::svg::{Anchor, Svg, polyline};

/// A's points across and B's up. A's null cline solid, B's dashed; a filled mark where the pair
/// comes back after a small push, a hollow one where it does not; a faint dot per pair of
/// scores, the larger the more turns had it.
pub(super) fn picture(
    title: String,
    clines: [&[(f64, f64)]; 2],
    states: &[(f64, f64, bool)],
    scores: &[(f64, f64)],
    most: f64,
) -> Picture {
    let mut svg = Svg::default();
    let shown = padded((-most, most), 0.05);
    let x = Scale { from: shown, to: (X, X + SIDE) };
    let y = Scale { from: shown, to: (TOP + SIDE, TOP) };
    for value in round_numbers(shown, 6) {
        let class = if value == 0.0 { "p-axis" } else { "p-rule" };
        svg.line(class, (x.at(value), TOP), (x.at(value), TOP + SIDE));
        svg.line(class, (X, y.at(value)), (X + SIDE, y.at(value)));
        let text = label(value);
        svg.text("p-small", (x.at(value), TOP + SIDE + 17.0), Anchor::Middle, &text);
        svg.text("p-small", (X - 8.0, y.at(value) + 4.0), Anchor::End, &text);
    }
    for ((a, b), turns) in counted(scores) {
        let size = 1.3 * (turns as f64).sqrt();
        svg.circle("p-track", (x.at(a), y.at(b)), size.clamp(1.3, 9.0));
    }
    for (person, cline) in clines.into_iter().enumerate() {
        let inside: Vec<(f64, f64)> = cline
            .windows(2)
            .filter_map(|ends| clipped(ends[0], ends[1], shown))
            .flat_map(|(from, to)| [from, to, (f64::NAN, f64::NAN)])
            .collect();
        let line = inside.iter().map(|(a, b)| (x.at(*a), y.at(*b)));
        svg.path(["p-a p-wide", "p-b p-wide"][person], &polyline(line));
        let visible = inside.iter().filter(|(a, _)| a.is_finite());
        // A's line tends to run up, B's across: each is named at its far end.
        let end = visible.max_by(|p, q| match person {
            0 => p.1.total_cmp(&q.1),
            _ => p.0.total_cmp(&q.0),
        });
        if let Some((a, b)) = end {
            let (dx, dy) = [(6.0, 12.0), (6.0, 4.0)][person];
            let place = (x.at(*a) + dx, y.at(*b) + dy);
            svg.text(["p-at", "p-bt"][person], place, Anchor::Start, ["A", "B"][person]);
        }
    }
    let within = |state: &&(f64, f64, bool)| state.0.abs() <= shown.1 && state.1.abs() <= shown.1;
    for (a, b, stable) in states.iter().filter(within) {
        svg.circle(if *stable { "p-mark" } else { "p-ring" }, (x.at(*a), y.at(*b)), 6.0);
    }
    svg.text("p-at", (X + SIDE / 2.0, TOP + SIDE + 38.0), Anchor::Middle, "A's points →");
    svg.text("p-bt", (X - 8.0, TOP - 12.0), Anchor::End, "B's points ↑");
    Picture {
        name: "null_clines",
        title,
        summary: summary(states, most),
        listing: listing(states),
        size: (WIDTH, TOP + SIDE + 50.0),
        body: svg.finish(),
    }
}

const X: f64 = 130.0;
const TOP: f64 = 30.0;
const SIDE: f64 = 400.0;

/// Every pair of scores and how many turns had it.
fn counted(scores: &[(f64, f64)]) -> Vec<((f64, f64), usize)> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)));
    sorted.chunk_by(|p, q| p == q).map(|same| (same[0], same.len())).collect()
}

/// The part of a straight line inside a square from `lo` to `hi` in both directions.
fn clipped(
    from: (f64, f64),
    to: (f64, f64),
    (lo, hi): (f64, f64),
) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if !(dx.is_finite() && dy.is_finite()) {
        return None;
    }
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (start, step) in [(from.0, dx), (from.1, dy)] {
        if step == 0.0 {
            if !(lo..=hi).contains(&start) {
                return None;
            }
            continue;
        }
        let (p, q) = ((lo - start) / step, (hi - start) / step);
        enters = enters.max(p.min(q));
        leaves = leaves.min(p.max(q));
    }
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    (enters < leaves).then(|| (at(enters), at(leaves)))
}

fn summary(states: &[(f64, f64, bool)], most: f64) -> String {
    let place = |(a, b, _): &(f64, f64, bool)| {
        let far = if a.abs() > most || b.abs() > most { ", beyond what was scored" } else { "" };
        format!("A {}, B {}{far}", decimals(*a, 2), decimals(*b, 2))
    };
    let of = |stable: bool| -> Vec<String> {
        states.iter().filter(|state| state.2 == stable).map(place).collect()
    };
    let (stable, unstable) = (of(true), of(false));
    let settles = match stable.as_slice() {
        [] => "In this model the pair settles nowhere".to_owned(),
        places => {
            format!("In this model the pair comes back to {} (filled)", places.join(" or to "))
        }
    };
    let leaves = match unstable.as_slice() {
        [] => String::new(),
        places => format!("; a small push leads away from {} (hollow)", places.join(" and from ")),
    };
    format!(
        "{settles}{leaves}. Where the lines meet neither would change; a steady state from one talk is \
         very rough."
    )
}

fn listing(states: &[(f64, f64, bool)]) -> Listing {
    let mut rows: Vec<Vec<String>> = states
        .iter()
        .enumerate()
        .map(|(at, (a, b, stable))| {
            let after = if *stable { "comes back" } else { "goes away" };
            vec![(at + 1).to_string(), decimals(*a, 3), decimals(*b, 3), after.to_owned()]
        })
        .collect();
    if rows.is_empty() {
        rows.push(vec!["none".to_owned(), String::new(), String::new(), String::new()]);
    }
    Listing { head: vec!["steady state", "A's points", "B's points", "after a small push"], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_frame() {
        let frame = (-1.0, 1.0);
        assert_eq!(clipped((-2.0, 0.5), (2.0, 0.5), frame), Some(((-1.0, 0.5), (1.0, 0.5))));
        assert_eq!(clipped((-3.0, -3.0), (0.5, 0.5), frame), Some(((-1.0, -1.0), (0.5, 0.5))));
        assert_eq!(clipped((2.0, -2.0), (2.0, 2.0), frame), None);
        assert_eq!(clipped((0.0, 0.0), (f64::NAN, f64::NAN), frame), None);
    }

    #[test]
    fn what_is_stable_and_what_is_not_is_told_apart() {
        let told = summary(&[(-1.0, -2.0, false), (0.5, 9.0, true)], 4.0);
        assert!(told.starts_with(
            "In this model the pair comes back to A 0.50, B 9.00, beyond what was scored (filled); a small \
             push leads away from A −1.00, B −2.00 (hollow)."
        ), "{told}");
        assert!(summary(&[], 4.0).starts_with("In this model the pair settles nowhere. "));
    }
}
