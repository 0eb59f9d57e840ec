//! The document around everything: head, navigation, order of sections.

use attune::Analysis;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Truth, dyad, glossary, limits, list, methods, overview, problems, provenance, truth};
use crate::picture::{PATTERNS, STYLE};
use crate::summary::Run;

pub(super) fn page(analysis: &Analysis, run: &Run, planted: Option<&Truth>) -> Markup {
    let single = single(analysis);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Attune " (analysis.provenance.version) };
                title { (analysis.study.name) " · Attune" }
                style { (PreEscaped(STYLE)) (PreEscaped(CSS)) }
            }
            body {
                a .skip href="#main" { "Skip to the findings" }
                (PreEscaped(PATTERNS))
                (masthead(analysis, single))
                @if analysis.provenance.simulated { (simulated()) }
                main #main {
                    (overview::overview(analysis, single))
                    @if let Some(planted) = planted { (truth::panel(planted)) }
                    @if !single { (list::list(analysis)) }
                    (pairs(analysis, single))
                    (problems::problems(analysis))
                    (methods::methods(analysis, run))
                    (glossary::glossary())
                    (limits::limits())
                    (provenance::provenance(analysis))
                }
                footer {
                    p { "Made by Attune " (analysis.provenance.version) ". This file loads nothing and sends nothing." }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// Whether the study is one couple, to be shown directly.
pub(super) fn single(analysis: &Analysis) -> bool {
    analysis.dyads.len() == 1
}

// The page's own style and script stand in it; nothing else may run or be loaded.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const CSS: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

fn masthead(analysis: &Analysis, single: bool) -> Markup {
    html! {
        header .masthead {
            a .wordmark href="#main" {
                (PreEscaped(GLYPH))
                "Attune"
            }
            nav aria-label="Sections" {
                a href="#overview" { "Overview" }
                @if !single { a href="#pairs" { "Pairs" } }
                @if problems::any(analysis) { a href="#problems" { "Problems" } }
                a href="#methods" { "What was done" }
                a href="#words" { "Words" }
            }
        }
    }
}

/// Two waves, one solid and one dashed: the two people, as every picture draws them.
const GLYPH: &str = "<svg class=\"glyph\" viewBox=\"0 0 44 20\" aria-hidden=\"true\"><path class=\"p-a\" d=\"M2 10c5-11 9-11 13.5 0s8.5 11 13.5 0 8.5-11 13-1\"/><path class=\"p-b\" d=\"M2 13c5-11 9-9 13.5-1s8.5 9 13.5-1 8.5-9 13 0\"/></svg>";

fn simulated() -> Markup {
    html! {
        div .simulated role="note" {
            p {
                strong { "Simulated recordings." }
                " Nobody was observed. These signals were made by a program, so that what is found can \
                  be set beside what was planted."
            }
        }
    }
}

fn pairs(analysis: &Analysis, single: bool) -> Markup {
    html! {
        section .pairs aria-label=(if single { "The pair" } else { "Every pair" }) {
            @for at in 0..analysis.dyads.len() {
                (dyad::dyad(analysis, at, single))
            }
        }
    }
}
