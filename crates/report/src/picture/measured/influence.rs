//! Influence functions: what the other's points add to the own next ones.

use attune::measure::InfluenceDrawing;

use super::super::scale::{Scale, label, padded, range, round_numbers};
use super::super::{Listing, Picture, WIDTH};
use super::thinned;
use crate::number::{brief, decimals, percent};
use crate::svg::{Anchor, Svg, polyline};

/// Two panels on the same scales: the fitted function as a line, and what was found at each score,
/// the larger the more steps it rests on.
pub(super) fn picture(title: String, on: &[InfluenceDrawing; 2]) -> Picture {
    let mut svg = Svg::default();
    let found = || on.iter().flat_map(|on| on.found.iter().map(|(at, mean, _)| (*at, *mean)));
    let all = || found().chain(on.iter().flat_map(|on| on.function.iter().copied()));
    let across = padded(range(all().map(|p| p.0).chain([-1.0, 1.0])).unwrap_or((-1.0, 1.0)), 0.04);
    let level = padded(range(all().map(|p| p.1).chain([0.0])).unwrap_or((-1.0, 1.0)), 0.06);
    let most = on.iter().flat_map(|on| on.found.iter().map(|f| f.2)).max().unwrap_or(1);
    for (person, on) in on.iter().enumerate() {
        let left = LEFTS[person];
        let x = Scale { from: across, to: (left, left + PANEL) };
        let y = Scale { from: level, to: (BOTTOM, TOP) };
        panel(&mut svg, (person, on), (x, y), most);
    }
    Picture {
        name: "influence",
        title,
        summary: summary(on),
        listing: listing(on),
        size: (WIDTH, BOTTOM + 54.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 44.0;
const BOTTOM: f64 = 254.0;
const PANEL: f64 = 270.0;
const LEFTS: [f64; 2] = [46.0, 384.0];
const LETTERS: [&str; 2] = ["A", "B"];

fn panel(
    svg: &mut Svg,
    (person, on): (usize, &InfluenceDrawing),
    (x, y): (Scale, Scale),
    most: usize,
) {
    let (left, right) = x.to;
    for value in round_numbers(y.from, 4) {
        svg.line("p-rule", (left, y.at(value)), (right, y.at(value)));
        svg.text("p-small", (left - 7.0, y.at(value) + 4.0), Anchor::End, &label(value));
    }
    svg.line("p-axis", (left, y.at(0.0)), (right, y.at(0.0)));
    svg.line("p-axis", (x.at(0.0), TOP), (x.at(0.0), BOTTOM));
    for value in round_numbers(x.from, 5) {
        svg.text("p-small", (x.at(value), BOTTOM + 16.0), Anchor::Middle, &label(value));
    }
    for (at, mean, steps) in &on.found {
        let size = 2.0 + 4.0 * (*steps as f64 / most as f64).sqrt();
        match person {
            0 => svg.circle("p-am", (x.at(*at), y.at(*mean)), size),
            _ => svg.square("p-bm", (x.at(*at), y.at(*mean)), 0.9 * size),
        }
    }
    let class = ["p-a p-wide", "p-b p-wide"][person];
    svg.path(class, &polyline(on.function.iter().map(|(at, value)| (x.at(*at), y.at(*value)))));
    let [own, other] = [LETTERS[person], LETTERS[1 - person]];
    svg.text(["p-at", "p-bt"][person], (left, TOP - 26.0), Anchor::Start, &format!("On {own}"));
    let what = format!("added to {own}'s next points");
    svg.text("p-small", (left, TOP - 10.0), Anchor::Start, &what);
    let middle = (left + right) / 2.0;
    svg.text("p-small", (middle, BOTTOM + 38.0), Anchor::Middle, &format!("{other}'s points"));
}

fn summary(on: &[InfluenceDrawing; 2]) -> String {
    let told = |person: usize| {
        let steps: usize = on[person].found.iter().map(|f| f.2).sum();
        let explained = match on[person].explained {
            share if share.is_nan() => "an unknown share".to_owned(),
            share if share < 0.0 => "less than nothing".to_owned(),
            share => percent(share),
        };
        let (own, other) = (LETTERS[person], LETTERS[1 - person]);
        format!("on {own}, of {steps} steps with {other} away from 0, it explains {explained}")
    };
    format!(
        "What the other's points added to the own next ones (marks; the larger, the more steps) and the \
         function fitted to it (line): {}; {}.",
        told(0),
        told(1)
    )
}

fn listing(on: &[InfluenceDrawing; 2]) -> Listing {
    let rows = on.iter().enumerate().flat_map(|(person, on)| {
        let row = |(at, mean, steps): &(f64, f64, usize)| {
            vec![LETTERS[person].to_owned(), brief(*at), decimals(*mean, 3), steps.to_string()]
        };
        thinned(on.found.iter().map(row).collect())
    });
    Listing {
        head: vec!["on", "the other's points", "added on average", "steps"],
        rows: rows.collect(),
    }
}
