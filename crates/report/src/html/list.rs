//! The sortable list of pairs, with the quality of their data.

use attune::{Analysis, Dyad, Verdict};
use maud::{Markup, html};

use super::dyad::chip;
use crate::number::{percent, span};
use crate::words::{self, Counts, Strength};

pub(super) fn list(analysis: &Analysis) -> Markup {
    let groups = !analysis.study.groups.is_empty();
    let shared = shared(analysis);
    html! {
        section #pairs aria-labelledby="pairs-h" {
            h2 #pairs-h { "Every pair" }
            div .wide tabindex="0" role="group" aria-label="List of pairs" {
                table .sortable #pair-list {
                    caption .hidden { "Pairs with what can be said, time together beyond chance, and how much data there is" }
                    thead {
                        tr {
                            th scope="col" data-key="name" { "pair" }
                            @if groups { th scope="col" data-key="text" { "group" } }
                            th scope="col" data-key="number" { "what can be said" }
                            th scope="col" data-key="number" { "stranger pairs with less" }
                            th .spare scope="col" data-key="number" { "time beyond chance" }
                            th .spare scope="col" data-key="number" { "data of both" }
                            th scope="col" data-key="text" { "to know" }
                        }
                    }
                    tbody {
                        @for (at, dyad) in analysis.dyads.iter().enumerate() {
                            (row(analysis, dyad, at, groups, &shared))
                        }
                    }
                }
            }
            @if !shared.is_empty() {
                p .aside { "To know about every pair: " (shared.join(", ")) "." }
            }
        }
    }
}

fn row(analysis: &Analysis, dyad: &Dyad, at: usize, groups: bool, shared: &[&str]) -> Markup {
    let strength = Strength::of(dyad);
    let found = dyad.synchrony.as_ref();
    let counts = found.and_then(Counts::strangers);
    let percentile = found.and_then(|s| s.stranger_percentile);
    let claimed = found.filter(|_| dyad.verdict != Verdict::CannotTell);
    let beyond = claimed.map(|s| s.beyond_chance_s);
    let usable = usable_share(dyad);
    html! {
        tr {
            th scope="row" data-value=(at) { a href={ "#pair-" (at) } { (words::name(analysis, dyad)) } }
            @if groups { td { (dyad.group.as_deref().unwrap_or("–")) } }
            td data-value=(order(strength, dyad)) { (chip(strength)) }
            td .n data-value=[percentile] {
                @if let Some(counts) = counts { (counts.below) " of " (counts.of) } @else { "–" }
            }
            td .n.spare data-value=[beyond] { @if let Some(s) = beyond { (span(s)) } @else { "–" } }
            td .n.spare data-value=(usable.unwrap_or(0.0)) {
                @if let Some(share) = usable {
                    span .bar aria-hidden="true" { span style={ "width:" (format!("{:.0}", 100.0 * share)) "%" } {} }
                    (percent(share))
                } @else { "–" }
            }
            td .codes { (notes(dyad, shared)) }
        }
    }
}

/// Clear before some sign before can't tell; within each the higher percentile first.
fn order(strength: Strength, dyad: &Dyad) -> f64 {
    let step = match strength {
        Strength::Clear => 3.0,
        Strength::SomeSign => 2.0,
        Strength::CantTell if dyad.synchrony.is_some() => 1.0,
        Strength::CantTell => 0.0,
    };
    let percentile = dyad.synchrony.as_ref().and_then(|s| s.stranger_percentile);
    step + percentile.unwrap_or(0.0) / 1000.0
}

/// The share of the session with samples of both.
pub(crate) fn usable_share(dyad: &Dyad) -> Option<f64> {
    let whole = dyad.step_s * dyad.n as f64;
    (whole > 0.0).then(|| (dyad.usable_s / whole).min(1.0))
}

/// The caveats that every pair with numbers has, and that need no place in its row.
fn shared(analysis: &Analysis) -> Vec<&'static str> {
    let mut rows = analysis.dyads.iter().filter(|dyad| dyad.synchrony.is_some());
    let codes = |dyad: &Dyad| dyad.caveats.iter().map(attune::Caveat::code).collect::<Vec<_>>();
    let Some(first) = rows.next() else { return Vec::new() };
    let mut shared = codes(first);
    // A caveat about each of the two people is one word here.
    shared.dedup();
    for dyad in rows {
        let own = codes(dyad);
        shared.retain(|code| own.contains(code));
    }
    shared
}

fn notes(dyad: &Dyad, shared: &[&str]) -> String {
    let codes = dyad.caveats.iter().map(attune::Caveat::code);
    let mut own: Vec<&str> = codes.filter(|code| !shared.contains(code)).collect();
    own.dedup();
    own.join(", ")
}
