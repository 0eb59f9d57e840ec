//! One line per person over a common axis.

use super::super::scale::{Scale, padded, range};
use super::super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use super::thinned;
use crate::number::{brief, decimals};
use crate::svg::{Anchor, Svg, polyline};

/// A solid with filled circles, B dashed with hollow squares.
pub(super) fn picture(
    title: String,
    (x_title, y_title): (&'static str, &'static str),
    (x, y): (&[Vec<f64>; 2], &[Vec<f64>; 2]),
) -> Picture {
    let mut svg = Svg::default();
    let across = range(x.iter().flatten().copied()).filter(|(lo, hi)| lo < hi);
    let across = Scale { from: across.unwrap_or((0.0, 1.0)), to: (LEFT, RIGHT) };
    let level = range(y.iter().flatten().copied()).unwrap_or((0.0, 1.0));
    let level = Scale { from: padded(level, 0.08), to: (BOTTOM, TOP) };
    axis::levels(&mut svg, &level, 4);
    axis::values(&mut svg, &across, BOTTOM);
    for person in [0, 1] {
        let place = |(x, y): (&f64, &f64)| (across.at(*x), level.at(*y));
        let places: Vec<(f64, f64)> = x[person].iter().zip(&y[person]).map(place).collect();
        svg.path(["p-a", "p-b"][person], &polyline(places.iter().copied()));
        let every = places.len().div_ceil(9).max(1);
        for at in places.iter().skip(every / 2).step_by(every).filter(|at| at.1.is_finite()) {
            match person {
                0 => svg.circle("p-am", *at, 4.0),
                _ => svg.square("p-bm", *at, 3.6),
            }
        }
        if let Some(last) = places.iter().rev().find(|at| at.1.is_finite()) {
            let class = ["p-at", "p-bt"][person];
            svg.text(class, (last.0 + 8.0, last.1 + 4.0), Anchor::Start, ["A", "B"][person]);
        }
    }
    svg.text("p-small", (LEFT, TOP - 10.0), Anchor::Start, y_title);
    svg.text("p-small", ((LEFT + RIGHT) / 2.0, BOTTOM + 40.0), Anchor::Middle, x_title);
    let of = |person: usize| {
        range(y[person].iter().copied()).map_or_else(
            || "nothing".to_owned(),
            |(lo, hi)| format!("{} to {}", brief(lo), brief(hi)),
        )
    };
    let rows = [0, 1].into_iter().flat_map(|person| {
        let letter = ["A", "B"][person];
        thinned(
            x[person]
                .iter()
                .zip(&y[person])
                .map(|(x, y)| vec![letter.to_owned(), brief(*x), decimals(*y, 4)])
                .collect(),
        )
    });
    Picture {
        name: "two_lines",
        title,
        summary: format!("{y_title} over {x_title}: A (solid) {}, B (dashed) {}.", of(0), of(1)),
        listing: Listing { head: vec!["person", x_title, y_title], rows: rows.collect() },
        size: (WIDTH, BOTTOM + 52.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 26.0;
const BOTTOM: f64 = 226.0;
