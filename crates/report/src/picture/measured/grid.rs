//! The state-space grid: where the two spent their time.

use super::super::{Listing, Picture, WIDTH};
use crate::number::{percent, span};
use crate::svg::{Anchor, Svg};

/// A's codes from left to right, B's from bottom to top; the darker, the more time.
pub(super) fn picture(
    title: String,
    codes: &[String],
    seconds: &[f64],
    visits: &[usize],
) -> Picture {
    let mut svg = Svg::default();
    let n = codes.len().max(1);
    let cell = (HEIGHT / n as f64).min(110.0);
    let (all, most) = (seconds.iter().sum::<f64>(), seconds.iter().copied().fold(0.0, f64::max));
    for (at, time) in seconds.iter().enumerate() {
        let (a, b) = (at / n, at % n);
        let (x, y) = (LEFT + cell * a as f64, TOP + cell * (n - 1 - b) as f64);
        svg.rect(shade(*time, most), (x, y), (cell - 2.0, cell - 2.0));
        if cell >= 34.0 && *time > 0.0 {
            let middle = (x + cell / 2.0, y + cell / 2.0);
            svg.text("p-strong", (middle.0, middle.1 + 1.0), Anchor::Middle, &percent(time / all));
            if cell >= 60.0 {
                let times = format!("{} ×", visits[at]);
                svg.text("p-small", (middle.0, middle.1 + 17.0), Anchor::Middle, &times);
            }
        }
    }
    // More names than fit would run into each other.
    let every = (22.0 / cell).ceil().max(1.0) as usize;
    for (code, name) in codes.iter().enumerate().step_by(every) {
        let along = cell * (code as f64 + 0.5);
        svg.text("p-small", (LEFT + along, TOP + cell * n as f64 + 16.0), Anchor::Middle, name);
        let up = TOP + cell * n as f64 - along;
        svg.text("p-small", (LEFT - 8.0, up + 4.0), Anchor::End, name);
    }
    let bottom = TOP + cell * n as f64;
    svg.text("p-at", (LEFT + cell * n as f64 / 2.0, bottom + 36.0), Anchor::Middle, "A's code →");
    svg.text("p-bt", (LEFT - 8.0, TOP - 10.0), Anchor::End, "B's code ↑");
    let fullest = (0..seconds.len()).max_by(|p, q| seconds[*p].total_cmp(&seconds[*q]));
    let summary = match fullest.filter(|_| all > 0.0) {
        Some(at) => format!(
            "Of {} coded of both, most ({}) was with A at {} and B at {}; {} of {} cells were visited.",
            span(all),
            percent(seconds[at] / all),
            codes[at / n],
            codes[at % n],
            visits.iter().filter(|v| **v > 0).count(),
            n * n,
        ),
        None => "Nothing was coded of both at once.".into(),
    };
    let mut order: Vec<usize> = (0..seconds.len()).filter(|at| visits[*at] > 0).collect();
    order.sort_by(|p, q| seconds[*q].total_cmp(&seconds[*p]));
    let row = |at: usize| {
        vec![
            format!("A {}, B {}", codes[at / n], codes[at % n]),
            span(seconds[at]),
            percent(seconds[at] / all),
            visits[at].to_string(),
        ]
    };
    Picture {
        name: "grid",
        title,
        summary,
        listing: Listing {
            head: vec!["cell", "time", "share", "visits"],
            rows: order.into_iter().take(40).map(row).collect(),
        },
        size: (WIDTH, bottom + 48.0),
        body: svg.finish(),
    }
}

const LEFT: f64 = 150.0;
const TOP: f64 = 30.0;
const HEIGHT: f64 = 400.0;

/// Four steps of grey: more steps could not be told apart.
fn shade(seconds: f64, most: f64) -> &'static str {
    match seconds / most {
        share if share.is_nan() || share <= 0.0 => "p-cell0",
        share if share < 0.34 => "p-cell1",
        share if share < 0.67 => "p-cell2",
        _ => "p-cell3",
    }
}
