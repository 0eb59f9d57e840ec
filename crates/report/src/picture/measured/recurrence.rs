//! The recurrence plot: which moments of A were like which moments of B.

use super::super::png::{Rgba, data_address};
use super::super::scale::{Scale, round_times};
use super::super::{Listing, Picture, WIDTH};
use crate::number::{decimals, span};
use crate::svg::{Anchor, Svg};

/// A's time from left to right, B's from bottom to top; dark where the two were in the same place.
pub(super) fn picture(title: String, (side, seconds): (usize, f64), shares: &[f64]) -> Picture {
    let mut svg = Svg::default();
    svg.rect("p-cell0", (X, TOP), (SIDE, SIDE));
    let most = shares.iter().copied().filter(|s| s.is_finite()).fold(0.0, f64::max);
    let pixel = |at: usize| {
        let (row, column) = (at / side, at % side);
        index(shares[column * side + (side - 1 - row)], most)
    };
    let pixels: Vec<u8> = (0..side * side).map(pixel).collect();
    svg.image(&data_address(side, &pixels, &palette()), (X, TOP), (SIDE, SIDE));
    svg.line("p-edge", (X, TOP + SIDE), (X + SIDE, TOP));
    let time = Scale { from: (0.0, seconds), to: (0.0, SIDE) };
    for (at, text) in round_times((0.0, seconds), 6) {
        let along = time.at(at);
        svg.line("p-axis", (X + along, TOP + SIDE), (X + along, TOP + SIDE + 4.0));
        svg.text("p-small", (X + along, TOP + SIDE + 18.0), Anchor::Middle, &text);
        svg.line("p-axis", (X - 4.0, TOP + SIDE - along), (X, TOP + SIDE - along));
        svg.text("p-small", (X - 8.0, TOP + SIDE - along + 4.0), Anchor::End, &text);
    }
    svg.text("p-at", (X + SIDE / 2.0, TOP + SIDE + 38.0), Anchor::Middle, "A's time →");
    svg.text("p-bt", (X - 8.0, TOP - 12.0), Anchor::End, "B's time ↑");
    let known: Vec<f64> = shares.iter().copied().filter(|s| s.is_finite()).collect();
    let rate = known.iter().sum::<f64>() / known.len().max(1) as f64;
    Picture {
        name: "recurrence",
        title,
        summary: format!(
            "Of all pairs of a moment of A and a moment of B over {}, {} % are alike (dark); a dark line \
             along the dotted diagonal is the same way at the same time, above it A is there first, and \
             below it B.",
            span(seconds),
            decimals(100.0 * rate, 1),
        ),
        listing: listing(side, shares),
        size: (WIDTH, TOP + SIDE + 50.0),
        body: svg.finish(),
    }
}

const X: f64 = 110.0;
const TOP: f64 = 30.0;
const SIDE: f64 = 460.0;
/// Shades beside "nothing known".
const SHADES: u8 = 24;

fn index(share: f64, most: f64) -> u8 {
    if !share.is_finite() {
        return 0;
    }
    let dark = if most > 0.0 { share / most } else { 0.0 };
    // The root lifts the few: a line one cell wide fills only part of a tile.
    1 + (f64::from(SHADES - 1) * dark.sqrt()).round() as u8
}

/// Ink from none to full, on whatever paper; where the paper is dark, the style turns it light.
fn palette() -> Vec<Rgba> {
    let mut out = vec![[139, 147, 150, 70]];
    for shade in 0..SHADES {
        let dark = f64::from(shade) / f64::from(SHADES - 1);
        out.push([29, 37, 40, (255.0 * dark).round() as u8]);
    }
    out
}

/// The share of like pairs in each quarter of A's time by each quarter of B's.
fn listing(side: usize, shares: &[f64]) -> Listing {
    let quarter = |at: usize| (4 * at / side).min(3);
    let mut cells = [[(0.0, 0.0); 4]; 4];
    for (at, share) in shares.iter().enumerate().filter(|(_, share)| share.is_finite()) {
        let cell = &mut cells[quarter(at / side)][quarter(at % side)];
        *cell = (cell.0 + share, cell.1 + 1.0);
    }
    let names = ["first", "second", "third", "last"];
    let row = |(of_a, cells): (&str, &[(f64, f64); 4])| {
        let mut row = vec![format!("{of_a} quarter of A")];
        row.extend(cells.iter().map(|(sum, n)| format!("{} %", decimals(100.0 * sum / n, 1))));
        row
    };
    Listing {
        head: vec!["alike in", "first quarter of B", "second", "third", "last"],
        rows: names.into_iter().zip(&cells).map(row).collect(),
    }
}
