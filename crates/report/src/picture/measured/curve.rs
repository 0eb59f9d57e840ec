//! A value over lags or frequencies.

use super::super::scale::{Scale, padded, range};
use super::super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use super::thinned;
use crate::number::{brief, decimals};
use crate::svg::{Anchor, Svg, polyline};

/// One line, its highest place marked; over lags, with who comes first on either side.
pub(super) fn picture(
    title: String,
    (x_title, y_title): (&'static str, &'static str),
    (x, y): (&[f64], &[f64]),
    lags: bool,
    unlinked: Option<f64>,
) -> Picture {
    let mut svg = Svg::default();
    let across = range(x.iter().copied()).filter(|(lo, hi)| lo < hi).unwrap_or((0.0, 1.0));
    let level = range(y.iter().copied().chain([0.0]).chain(unlinked)).unwrap_or((0.0, 1.0));
    let across = Scale { from: across, to: (LEFT, RIGHT) };
    let level = Scale { from: padded(level, 0.06), to: (BOTTOM, TOP) };
    axis::levels(&mut svg, &level, 4);
    axis::values(&mut svg, &across, BOTTOM);
    if lags && across.from.0 < 0.0 && across.from.1 > 0.0 {
        svg.line("p-axis", (across.at(0.0), TOP), (across.at(0.0), BOTTOM));
    }
    if let Some(chance) = unlinked {
        svg.line("p-dim p-broken", (LEFT, level.at(chance)), (RIGHT, level.at(chance)));
        svg.text("p-small", (RIGHT + 6.0, level.at(chance) + 4.0), Anchor::Start, "unlinked");
    }
    svg.path("p-ink", &polyline(x.iter().zip(y).map(|(x, y)| (across.at(*x), level.at(*y)))));
    let best = x.iter().zip(y).filter(|(_, y)| y.is_finite()).max_by(|p, q| p.1.total_cmp(q.1));
    if let Some((x, y)) = best {
        svg.circle("p-mark", (across.at(*x), level.at(*y)), 4.0);
    }
    svg.text("p-small", (LEFT, TOP - 10.0), Anchor::Start, y_title);
    svg.text("p-small p-yields", ((LEFT + RIGHT) / 2.0, BOTTOM + 40.0), Anchor::Middle, x_title);
    if lags {
        svg.text("p-small", (LEFT, BOTTOM + 40.0), Anchor::Start, "← B first");
        svg.text("p-small", (RIGHT, BOTTOM + 40.0), Anchor::End, "A first →");
    }
    let summary = match best {
        Some((x, y)) => {
            let side = match x.partial_cmp(&0.0) {
                Some(std::cmp::Ordering::Greater) if lags => ", A first",
                Some(std::cmp::Ordering::Less) if lags => ", B first",
                _ => "",
            };
            let about = unlinked.map_or_else(String::new, |chance| {
                format!(", and without any link it is about {}", decimals(chance, 3))
            });
            format!(
                "The highest {y_title} is {}, at {} ({x_title}{side}){about}; a highest place alone is no \
                 finding.",
                decimals(*y, 3),
                brief(*x),
            )
        }
        None => "Nothing could be computed.".into(),
    };
    let rows = x.iter().zip(y).map(|(x, y)| vec![brief(*x), decimals(*y, 4)]).collect();
    Picture {
        name: "curve",
        title,
        summary,
        listing: Listing { head: vec![x_title, y_title], rows: thinned(rows) },
        size: (WIDTH, BOTTOM + 52.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 26.0;
const BOTTOM: f64 = 226.0;
