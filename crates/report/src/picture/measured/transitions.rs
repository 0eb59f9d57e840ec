//! A transition diagram: from where to where the pair goes next.

use std::f64::consts::TAU;

use super::super::{Listing, Picture, WIDTH};
use crate::number::percent;
use crate::svg::{Anchor, Svg, short};

/// A circle per state, as large as its share of the steps; an arrow per transition, as thick as its
/// share of the steps out of its state.
pub(super) fn picture(
    title: String,
    states: &[String],
    probability: &[f64],
    steps: &[f64],
) -> Picture {
    let mut svg = Svg::default();
    let n = states.len();
    let all: f64 = steps.iter().sum();
    let angle = |state: usize| TAU * (state as f64 / n.max(1) as f64 - 0.25);
    let at = |state: usize| {
        let (sin, cos) = angle(state).sin_cos();
        (MIDDLE.0 + REACH.0 * cos, MIDDLE.1 + REACH.1 * sin)
    };
    let radius = |state: usize| 16.0 + 16.0 * (steps[state] / all).sqrt();
    // Many states: only what happens often, or nothing could be told apart.
    let least = if n > 5 { 0.2 } else { LEAST };
    for from in (0..n).filter(|from| steps[*from] > 0.0) {
        for to in (0..n).filter(|to| *to != from) {
            let p = probability[from * n + to];
            if p >= least {
                arrow(&mut svg, (at(from), radius(from)), (at(to), radius(to)), p);
            }
        }
    }
    for state in (0..n).filter(|state| n <= 12 || steps[*state] > 0.0) {
        let (x, y) = at(state);
        svg.circle("p-ring", (x, y), radius(state));
        let stay = probability[state * n + state];
        if stay.is_finite() {
            svg.text("p-strong", (x, y + 4.0), Anchor::Middle, &percent(stay));
        }
        let (anchor, dx) = match angle(state).cos() {
            c if c > 0.3 => (Anchor::Start, radius(state) + 8.0),
            c if c < -0.3 => (Anchor::End, -radius(state) - 8.0),
            _ => (Anchor::Middle, 0.0),
        };
        let dy = match angle(state).sin() {
            s if dx != 0.0 && s.abs() < 0.7 => 4.0,
            s if s < 0.0 => -radius(state) - 8.0,
            _ => radius(state) + 18.0,
        };
        svg.text("p-small", (x + dx, y + dy), anchor, &states[state]);
    }
    let legend =
        format!("in a circle: share of steps that stay; arrows from {} on", percent(least));
    svg.text("p-small", (MIDDLE.0, HEIGHT - 8.0), Anchor::Middle, &legend);
    Picture {
        name: "transitions",
        title,
        summary: summary(states, probability, steps),
        listing: listing(states, probability, steps),
        size: (WIDTH, HEIGHT),
        body: svg.finish(),
    }
}

const MIDDLE: (f64, f64) = (340.0, 200.0);
const REACH: (f64, f64) = (210.0, 128.0);
const HEIGHT: f64 = 410.0;
/// Arrows for less than this are left out of the picture; the table has them.
const LEAST: f64 = 0.05;

/// A bent arrow with its share beside it; the way back bends to the other side.
fn arrow(
    svg: &mut Svg,
    ((x0, y0), from): ((f64, f64), f64),
    ((x1, y1), to): ((f64, f64), f64),
    p: f64,
) {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let bend = 0.14 * length;
    // To the left of the way, so that there and back do not cover each other.
    let middle = ((x0 + x1) / 2.0 + uy * bend, (y0 + y1) / 2.0 - ux * bend);
    let toward = |(x, y): (f64, f64), gap: f64| {
        let (dx, dy) = (middle.0 - x, middle.1 - y);
        let length = dx.hypot(dy).max(1.0);
        (x + dx / length * gap, y + dy / length * gap)
    };
    let (start, end) = (toward((x0, y0), from + 2.0), toward((x1, y1), to + 5.0));
    let class = match p {
        p if p < 0.2 => "p-way p-way1",
        p if p < 0.4 => "p-way p-way2",
        _ => "p-way p-way3",
    };
    let point = |(x, y): (f64, f64)| format!("{} {}", short(x), short(y));
    svg.path(class, &format!("M{}Q{} {}", point(start), point(middle), point(end)));
    let (hx, hy) = (end.0 - middle.0, end.1 - middle.1);
    let reach = hx.hypot(hy).max(1.0);
    let (hx, hy) = (hx / reach, hy / reach);
    let wing = |side: f64| (end.0 - 9.0 * hx + side * 5.0 * hy, end.1 - 9.0 * hy - side * 5.0 * hx);
    svg.path("p-tip", &format!("M{}L{}L{}z", point(end), point(wing(1.0)), point(wing(-1.0))));
    let label = (
        (x0 + x1) / 4.0 + middle.0 / 2.0 + uy * 15.0,
        (y0 + y1) / 4.0 + middle.1 / 2.0 - ux * 15.0,
    );
    svg.text("p-small", (label.0, label.1 + 4.0), Anchor::Middle, &percent(p));
}

fn summary(states: &[String], probability: &[f64], steps: &[f64]) -> String {
    let n = states.len();
    let most = (0..n).max_by(|p, q| steps[*p].total_cmp(&steps[*q]));
    let Some(most) = most.filter(|most| steps[*most] > 0.0) else {
        return "No step was seen.".into();
    };
    let away = (0..n).filter(|to| *to != most);
    let next = away.max_by(|p, q| probability[most * n + p].total_cmp(&probability[most * n + q]));
    let stay = percent(probability[most * n + most]);
    match next {
        Some(next) => format!(
            "They were most often in {}: {stay} of the steps from there stayed, {} went to {}.",
            states[most],
            percent(probability[most * n + next]),
            states[next],
        ),
        None => format!("They were always in {}.", states[most]),
    }
}

fn listing(states: &[String], probability: &[f64], steps: &[f64]) -> Listing {
    let n = states.len();
    let mut rows = Vec::new();
    for from in (0..n).filter(|from| steps[*from] > 0.0) {
        for to in (0..n).filter(|to| probability[from * n + *to] > 0.0) {
            rows.push(vec![
                states[from].clone(),
                states[to].clone(),
                percent(probability[from * n + to]),
            ]);
        }
    }
    rows.truncate(60);
    Listing { head: vec!["from", "to", "share of steps"], rows }
}
