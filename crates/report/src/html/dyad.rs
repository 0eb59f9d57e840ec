//! One pair: one sentence, two pictures, what else could explain it, and the researcher's part.

use attune::{Analysis, Dyad};
use maud::{Markup, PreEscaped, html};

use super::figure::{self, Legend};
use super::{loop_part, researcher};
use crate::number::{percent, span};
use crate::picture;
use crate::words::{self, Strength};

pub(super) fn dyad(analysis: &Analysis, at: usize, single: bool) -> Markup {
    let dyad = &analysis.dyads[at];
    let name = words::name(analysis, dyad);
    html! {
        article .pair #{ "pair-" (at) } aria-labelledby={ "pair-" (at) "-h" } {
            @if single {
                h2 #{ "pair-" (at) "-h" } .hidden { "Pair " (name) }
            } @else {
                header {
                    h3 #{ "pair-" (at) "-h" } tabindex="-1" { "Pair " (name) }
                    (neighbours(analysis, at))
                }
                p .sentence { (sentence(dyad)) }
            }
            (about(dyad))
            @if !dyad.people[0].trace.is_empty() {
                (figure::figure(&picture::traces(dyad), &format!("t{at}"), Legend::People(dyad)))
            }
            @if let Some(picture) = picture::data_quality(dyad) {
                (figure::figure(&picture, &format!("q{at}"), Legend::None))
            }
            @if let Some(picture) = picture::strangers(analysis, dyad) {
                (part(single, &picture.title))
                (figure::figure(&picture, &format!("s{at}"), Legend::None))
            }
            (reading(dyad, single))
            (loop_part::loop_part(dyad, at, single))
            (researcher::details(analysis, at, single))
        }
    }
}

/// A heading inside a pair: one level below the pair's own, which is hidden where there is one pair.
pub(super) fn part(single: bool, text: &str) -> Markup {
    html! { @if single { h3 .part { (text) } } @else { h4 .part { (text) } } }
}

/// The dyad's sentence, its first words with their mark.
pub(super) fn sentence(dyad: &Dyad) -> Markup {
    let text = words::dyad_sentence(dyad);
    let end = text.find([':', '.']).unwrap_or(0);
    html! {
        span .said { (mark(Strength::of(dyad))) (text[..end]) } (text[end..])
    }
}

/// A lay word with its mark.
pub(super) fn chip(strength: Strength) -> Markup {
    html! { span .chip { (mark(strength)) (strength.words()) } " " }
}

/// The mark of a lay word: filled, half, hollow. Never green or red.
pub(super) fn mark(strength: Strength) -> Markup {
    PreEscaped(
        match strength {
            Strength::Clear => "<i class=\"m clear\" aria-hidden=\"true\"></i>",
            Strength::SomeSign => "<i class=\"m some\" aria-hidden=\"true\"></i>",
            Strength::CantTell => "<i class=\"m cant\" aria-hidden=\"true\"></i>",
        }
        .to_owned(),
    )
}

fn neighbours(analysis: &Analysis, at: usize) -> Markup {
    html! {
        nav .neighbours aria-label={ "Around pair " (words::name(analysis, &analysis.dyads[at])) } {
            @if at > 0 { a rel="prev" href={ "#pair-" (at - 1) } { "previous" } }
            @if at + 1 < analysis.dyads.len() { a rel="next" href={ "#pair-" (at + 1) } { "next" } }
            a href="#pairs" { "list" }
        }
    }
}

/// What was recorded, in one line.
fn about(dyad: &Dyad) -> Markup {
    let [a, b] = &dyad.people;
    html! {
        p .aside {
            @if dyad.recorded() { (dyad.channel) } @else { "codes and talk" }
            @if !dyad.unit.is_empty() { ", " (dyad.unit) }
            @if dyad.n > 0 {
                " · " (span(dyad.step_s * dyad.n as f64))
                " · samples present: A " (percent(a.usable_share)) ", B " (percent(b.usable_share))
            }
            @if let Some(group) = &dyad.group { " · group " (group) }
        }
    }
}

fn reading(dyad: &Dyad, single: bool) -> Markup {
    let elsewhere = words::elsewhere(dyad);
    let help = words::what_would_help(dyad);
    html! {
        div .reading {
            @if !elsewhere.is_empty() {
                div {
                    (part(single, if Strength::of(dyad) == Strength::CantTell { "To keep in mind" } else { "What else could explain it" }))
                    ul { @for sentence in &elsewhere { li { (sentence) } } }
                }
            }
            @if !help.is_empty() {
                div {
                    (part(single, "What would help"))
                    ul { @for sentence in &help { li { (sentence) } } }
                }
            }
        }
    }
}
