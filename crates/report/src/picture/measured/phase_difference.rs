//! How far one rhythm is ahead of the other, over time.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI, TAU};

use super::super::scale::Scale;
use super::super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::{clock, decimals, in_days, percent, span};
use crate::svg::{Anchor, Svg, polyline};

/// A line that is broken where it goes once round, with its mean direction dotted.
pub(super) fn picture(
    title: String,
    (seconds, radians): (&[f64], &[f64]),
    (mean, locking): (f64, f64),
) -> Picture {
    let mut svg = Svg::default();
    let end = seconds.last().copied().unwrap_or(1.0).max(1e-9);
    let time = Scale { from: (0.0, end), to: (LEFT, RIGHT) };
    let turn = Scale { from: (-PI, PI), to: (BOTTOM, TOP) };
    for (at, text) in [(-PI, "−π"), (-FRAC_PI_2, "−π/2"), (0.0, "0"), (FRAC_PI_2, "π/2"), (PI, "π")]
    {
        let y = turn.at(at);
        svg.line(if at == 0.0 { "p-axis" } else { "p-rule" }, (LEFT, y), (RIGHT, y));
        svg.text("p-small", (LEFT - 7.0, y + 4.0), Anchor::End, text);
    }
    axis::times(&mut svg, &time, BOTTOM + 8.0);
    let columns = columns(seconds, radians);
    svg.path(
        "p-ink p-thin",
        &polyline(unwrapped(&columns).map(|(t, turned)| (time.at(t), turn.at(turned)))),
    );
    if mean.is_finite() {
        svg.line("p-dim p-broken", (LEFT, turn.at(mean)), (RIGHT, turn.at(mean)));
        svg.text("p-small", (RIGHT + 6.0, turn.at(mean) + 4.0), Anchor::Start, "mean");
    }
    svg.text("p-small", (LEFT, TOP - 10.0), Anchor::Start, "phase difference, rad");
    svg.text("p-at", (RIGHT, TOP - 10.0), Anchor::End, "A ahead ↑");
    svg.text("p-bt", (RIGHT, BOTTOM + 44.0), Anchor::End, "B ahead ↓");
    let known: Vec<f64> = radians.iter().copied().filter(|turned| turned.is_finite()).collect();
    let near = known.iter().filter(|turned| apart(**turned, mean).abs() <= FRAC_PI_4).count();
    let summary = if known.is_empty() {
        "There is no phase of both at once.".into()
    } else {
        format!(
            "For {} of {} the phase difference was within an eighth of a turn of its mean, {} rad (25 % \
             where it is anything at all); the phase-locking value is {}.",
            percent(near as f64 / known.len() as f64),
            span(end * known.len() as f64 / radians.len() as f64),
            decimals(mean, 2),
            decimals(locking, 3),
        )
    };
    Picture {
        name: "phase_difference",
        title,
        summary,
        listing: listing(&columns, end),
        size: (WIDTH, BOTTOM + 56.0),
        body: svg.finish(),
    }
}

const TOP: f64 = 26.0;
const BOTTOM: f64 = 206.0;
/// One point of the line for so many units of width.
const COLUMN: f64 = 1.5;

/// The mean time and direction of each column's samples; `NaN` where there is none.
fn columns(seconds: &[f64], radians: &[f64]) -> Vec<(f64, f64)> {
    let n = seconds.len().min(radians.len());
    let wanted = (((RIGHT - LEFT) / COLUMN) as usize).min(n);
    (0..wanted)
        .map(|k| {
            let range = k * n / wanted..(k + 1) * n / wanted;
            let time = seconds[range.clone()].iter().sum::<f64>() / range.len() as f64;
            (time, mean_direction(&radians[range]))
        })
        .collect()
}

fn mean_direction(radians: &[f64]) -> f64 {
    let known = radians.iter().filter(|turned| turned.is_finite());
    let (sin, cos, n) = known.fold((0.0, 0.0, 0), |(sin, cos, n), turned| {
        (sin + turned.sin(), cos + turned.cos(), n + 1)
    });
    if n == 0 { f64::NAN } else { f64::atan2(sin, cos) }
}

/// The points with a gap where the shorter way leads over the edge.
fn unwrapped(columns: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> + '_ {
    columns.iter().enumerate().flat_map(|(at, point)| {
        let over = at > 0 && (point.1 - columns[at - 1].1).abs() > PI;
        over.then_some((f64::NAN, f64::NAN)).into_iter().chain([*point])
    })
}

/// From one direction to another, −π to π.
fn apart(from: f64, to: f64) -> f64 {
    (from - to + PI).rem_euclid(TAU) - PI
}

/// Twelve equal parts of the time at most: the mean direction in each.
fn listing(columns: &[(f64, f64)], end: f64) -> Listing {
    let pieces = columns.len().min(12);
    let piece = |k: usize| {
        let part = &columns[k * columns.len() / pieces..(k + 1) * columns.len() / pieces];
        let turns: Vec<f64> = part.iter().map(|(_, turned)| *turned).collect();
        let at = part.first().map_or(0.0, |(t, _)| *t);
        vec![clock(at, in_days(end)), decimals(mean_direction(&turns), 2)]
    };
    Listing {
        head: vec!["from", "mean phase difference, rad"],
        rows: (0..pieces).map(piece).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_it_goes_over_the_edge() {
        let points = [(0.0, 3.0), (1.0, -3.0), (2.0, -2.9)];
        let drawn: Vec<(f64, f64)> = unwrapped(&points).collect();
        assert_eq!(drawn.len(), 4);
        assert!(drawn[1].0.is_nan());
        assert!((apart(3.0, -3.0) - (6.0 - TAU)).abs() < 1e-12);
        assert!((mean_direction(&[3.0, -3.0]).abs() - PI).abs() < 1e-12);
    }
}
