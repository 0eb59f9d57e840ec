//! What every page of ours begins and ends with: nothing is loaded, nothing is sent.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::picture::{PATTERNS, STYLE};

/// A page's own parts.
pub(super) struct Document<'a> {
    pub(super) title: &'a str,
    /// The version that made it.
    pub(super) version: &'a str,
    /// Style after the common one.
    pub(super) style: &'a str,
    pub(super) script: &'a str,
    /// Whether recordings that lie beside the page may be played by it.
    pub(super) plays: bool,
}

/// A whole page around its body.
pub(super) fn document(of: &Document<'_>, body: &Markup) -> Markup {
    let policy = if of.plays { format!("{POLICY}; media-src 'self' file:") } else { POLICY.into() };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Attune " (of.version) };
                title { (of.title) " · Attune" }
                style { (PreEscaped(STYLE)) (PreEscaped(CSS)) (PreEscaped(of.style)) }
            }
            body {
                a .skip href="#main" { "Skip to the findings" }
                (PreEscaped(PATTERNS))
                (body)
                footer {
                    p { "Made by Attune " (of.version) ". This file loads nothing and sends nothing." }
                }
                script { (PreEscaped(of.script)) }
            }
        }
    }
}

// The page's own style and script stand in it; nothing else may run or be loaded.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const CSS: &str = include_str!("style.css");

/// How every page begins: the name with its sign (two waves, one solid and one dashed), and its
/// sections by anchor and name.
pub(super) fn masthead(sections: &[(&str, &str)]) -> Markup {
    html! {
        header .masthead {
            a .wordmark href="#main" {
                (PreEscaped(GLYPH))
                "Attune"
            }
            @if !sections.is_empty() {
                nav aria-label="Sections" {
                    @for (anchor, name) in sections { a href={ "#" (anchor) } { (name) } }
                }
            }
        }
    }
}

const GLYPH: &str = "<svg class=\"glyph\" viewBox=\"0 0 44 20\" aria-hidden=\"true\"><path class=\"p-a\" d=\"M2 10c5-11 9-11 13.5 0s8.5 11 13.5 0 8.5-11 13-1\"/><path class=\"p-b\" d=\"M2 13c5-11 9-9 13.5-1s8.5 9 13.5-1 8.5-9 13 0\"/></svg>";

/// Said on top of every page made from simulated recordings.
pub(super) fn simulated() -> Markup {
    html! {
        aside .simulated aria-label="About these recordings" {
            p {
                strong { "Simulated recordings." }
                " Nobody was observed. These signals were made by a program, so that what is found can \
                  be set beside what was planted."
            }
        }
    }
}
