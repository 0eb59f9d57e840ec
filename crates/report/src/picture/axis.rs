//! Axes that several pictures share.

use super::scale::{Scale, label, round_numbers, round_times};
use super::{LEFT, RIGHT};
use crate::svg::{Anchor, Svg};

/// Times along the bottom; every second label yields on narrow screens.
pub(super) fn times(svg: &mut Svg, scale: &Scale, y: f64) {
    svg.line("p-axis", (LEFT, y), (RIGHT, y));
    let days = crate::number::in_days(scale.from.1 - scale.from.0);
    for (at, (time, text)) in
        round_times(scale.from, if days { 7 } else { 8 }).into_iter().enumerate()
    {
        let x = scale.at(time);
        svg.line("p-axis", (x, y), (x, y + 4.0));
        svg.text(thinned("p-small", at), (x, y + 18.0), Anchor::Middle, &text);
    }
}

/// Numbers up the left side, each with a faint line across.
pub(super) fn levels(svg: &mut Svg, scale: &Scale, about: usize) {
    for value in round_numbers(scale.from, about) {
        let y = scale.at(value);
        svg.line("p-rule", (LEFT, y), (RIGHT, y));
        svg.text("p-small", (LEFT - 7.0, y + 4.0), Anchor::End, &label(value));
    }
}

/// Numbers along the bottom.
pub(super) fn values(svg: &mut Svg, scale: &Scale, y: f64) {
    svg.line("p-axis", (LEFT, y), (RIGHT, y));
    for (at, value) in round_numbers(scale.from, 7).into_iter().enumerate() {
        let x = scale.at(value);
        svg.line("p-axis", (x, y), (x, y + 4.0));
        svg.text(thinned("p-small", at), (x, y + 18.0), Anchor::Middle, &label(value));
    }
}

/// The class of the n-th label: every second one is the first to go where space is short.
pub(super) fn thinned(class: &'static str, at: usize) -> &'static str {
    match (class, at % 2) {
        ("p-small", 1) => "p-small p-yields",
        _ => class,
    }
}
