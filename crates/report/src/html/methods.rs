//! What was done, with the checklist and the references.

use attune::Analysis;
use maud::{Markup, html};

use super::figure;
use crate::methods::{checklist, paragraphs, references};
use crate::summary::Run;

pub(super) fn methods(analysis: &Analysis, run: &Run) -> Markup {
    html! {
        section #methods aria-labelledby="methods-h" {
            h2 #methods-h { "What was done" }
            @for paragraph in paragraphs(analysis, run) { p { (figure::unbroken(&paragraph)) } }
            @if !run.deviations.is_empty() {
                h3 { "Deviations from the frozen plan" }
                ul { @for deviation in &run.deviations { li { (deviation) } } }
            }
            details {
                summary { "Reporting checklist" }
                div .wide tabindex="0" role="group" aria-label="Reporting checklist" {
                    table {
                        caption .hidden { "Reporting checklist" }
                        thead { tr { th scope="col" { "item" } th scope="col" { "this analysis" } } }
                        tbody {
                            @for (item, answer) in checklist(analysis, run) {
                                tr { th scope="row" { (item) } td { (answer) } }
                            }
                        }
                    }
                }
            }
            details {
                summary { "References" }
                ul .references { @for reference in references(analysis) { li { (reference.line()) } } }
            }
        }
    }
}
