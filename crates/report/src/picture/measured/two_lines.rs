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
    let mut ends = [None; 2];
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
        ends[person] = places.into_iter().rfind(|at| at.1.is_finite());
    }
    if let [Some((_, a)), Some((_, b))] = &mut ends {
        (*a, *b) = apart(*a, *b);
    }
    for (person, end) in ends.into_iter().enumerate() {
        if let Some((x, y)) = end {
            let class = ["p-at", "p-bt"][person];
            svg.text(class, (x + 8.0, y + 4.0), Anchor::Start, ["A", "B"][person]);
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
/// A line of text and a little air.
const LINE: f64 = 14.0;

/// Two heights moved apart, each as far, so that the letters there can be read.
fn apart(a: f64, b: f64) -> (f64, f64) {
    let (middle, off) = (0.5 * (a + b), 0.5 * (a - b));
    let off = if off < 0.0 { off.min(-0.5 * LINE) } else { off.max(0.5 * LINE) };
    (middle + off, middle - off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_would_meet_are_moved_apart() {
        assert_eq!(apart(10.0, 100.0), (10.0, 100.0));
        assert_eq!(apart(51.0, 49.0), (57.0, 43.0));
        assert_eq!(apart(49.0, 51.0), (43.0, 57.0));
    }
}
