//! Where this came from: enough to run it again.

use attune::Analysis;
use maud::{Markup, html};

use crate::number::count;

pub(super) fn provenance(analysis: &Analysis) -> Markup {
    let provenance = &analysis.provenance;
    html! {
        section #provenance aria-labelledby="provenance-h" {
            h2 #provenance-h { "Where this came from" }
            p {
                "Attune " (provenance.version) ", seed " (analysis.plan.seed) ", preset " (analysis.plan.preset)
                ". The same files, plan and seed give the same numbers on any machine."
            }
            @if !provenance.notes.is_empty() {
                h3 { "What the reader assumed" }
                ul { @for note in &provenance.notes { li { (crate::words::sentence(note)) } } }
            }
            @if !provenance.sources.is_empty() {
                details {
                    summary { (count(provenance.sources.len(), "file", "files")) " read" }
                    div .wide tabindex="0" role="group" aria-label="Files read" {
                        table {
                            caption .hidden { "Files read" }
                            thead { tr { th scope="col" { "file" } th scope="col" { "bytes" } th scope="col" { "SHA-256" } } }
                            tbody {
                                @for source in &provenance.sources {
                                    tr {
                                        th scope="row" { (source.path) }
                                        td .n { (source.bytes) }
                                        td { code .hash { (source.sha256) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
