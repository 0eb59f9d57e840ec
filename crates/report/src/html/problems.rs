//! What is wrong with the recordings, found before anything was compared.

use attune::Analysis;
use attune_data::{Fault, Severity};
use maud::{Markup, html};

use crate::number::count;

pub(super) fn any(analysis: &Analysis) -> bool {
    !analysis.faults.is_empty()
}

/// How many problems forbid a claim.
pub(super) fn errors(analysis: &Analysis) -> usize {
    analysis.faults.iter().filter(|fault| fault.severity == Severity::Error).count()
}

pub(super) fn problems(analysis: &Analysis) -> Markup {
    if !any(analysis) {
        return html! {};
    }
    let mut faults: Vec<&Fault> = analysis.faults.iter().collect();
    faults.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
    let serious: Vec<&Fault> =
        faults.iter().copied().filter(|fault| fault.severity > Severity::Note).collect();
    let notes: Vec<&Fault> =
        faults.iter().copied().filter(|fault| fault.severity == Severity::Note).collect();
    html! {
        section #problems aria-labelledby="problems-h" {
            h2 #problems-h { "Problems found in the recordings" }
            @if serious.is_empty() { p { "Nothing that stands in the way of a claim." } } @else { (table(&serious, "Problems")) }
            @if !notes.is_empty() {
                details {
                    summary { (count(notes.len(), "thing", "things")) " worth knowing" }
                    (table(&notes, "Worth knowing"))
                }
            }
        }
    }
}

fn table(faults: &[&Fault], caption: &str) -> Markup {
    html! {
        div .wide tabindex="0" role="group" aria-label=(caption) {
            table {
                caption .hidden { (caption) }
                thead {
                    tr { th scope="col" { "pair" } th scope="col" { "what" } th scope="col" { "what follows" } th scope="col" { "code" } }
                }
                tbody {
                    @for fault in faults {
                        tr {
                            th scope="row" { (place(fault)) }
                            td { (crate::words::sentence(&fault.message)) }
                            td { (follows(fault.severity)) }
                            td { code { (fault.code.code()) } }
                        }
                    }
                }
            }
        }
    }
}

fn place(fault: &Fault) -> String {
    let parts = [&fault.dyad, &fault.person, &fault.channel];
    let known: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    if known.is_empty() { "the study".into() } else { known.join(", ") }
}

fn follows(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "no claim is made",
        Severity::Warning => "kept, with this reservation",
        Severity::Note => "nothing",
    }
}
