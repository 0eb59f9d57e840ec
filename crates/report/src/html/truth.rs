//! Planted truth beside what was found.

use maud::{Markup, html};

/// What was planted in simulated recordings, beside what the analysis found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Truth {
    /// One sentence on what was simulated.
    pub title: String,
    /// One row per thing planted.
    pub rows: Vec<TruthRow>,
}

/// One thing that was planted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TruthRow {
    /// What it is.
    pub what: String,
    /// What was planted.
    pub planted: String,
    /// What was found, in words no stronger than the verdict.
    pub found: String,
}

pub(super) fn panel(truth: &Truth) -> Markup {
    html! {
        section #truth .truth aria-labelledby="truth-h" {
            h2 #truth-h { "What was planted, and what was found" }
            p { (truth.title) }
            div .wide tabindex="0" role="group" aria-label="Planted and found" {
                table {
                    thead { tr { th scope="col" { "what" } th scope="col" { "planted" } th scope="col" { "found" } } }
                    tbody {
                        @for row in &truth.rows {
                            tr { th scope="row" { (row.what) } td { (row.planted) } td { (row.found) } }
                        }
                    }
                }
            }
        }
    }
}
