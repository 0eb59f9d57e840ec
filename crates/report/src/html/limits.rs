//! What Attune does not do, on every report.

use maud::{Markup, html};

pub(super) fn limits() -> Markup {
    html! {
        section #limits aria-labelledby="limits-h" {
            h2 #limits-h { "What Attune does not do" }
            ul {
                @for sentence in LIMITS { li { (sentence) } }
            }
        }
    }
}

const LIMITS: &[&str] = &[
    "It gives a relationship no grade, and sets no couple beside another couple.",
    "It makes no forecast: what two recordings show is about these recordings.",
    "It names no leader and no reason. Going together has many sources, and most are not in the recording.",
    "It does not read feelings. It follows signals: how much, when, and whether both.",
    "It names no illness and is not a medical device.",
    "It does not fill gaps, and does not use the two people's signals to set their clocks.",
    "It sends nothing anywhere. This file holds what is in it, and nobody is told that you opened it.",
    "It is not suitable as evidence about a person.",
];
