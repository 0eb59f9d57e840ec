//! The study's report: navigation and the order of its sections.

use attune::Analysis;
use maud::{Markup, html};

use super::document::{Document, document, masthead, simulated};
use super::{
    Truth, dyad, glossary, limits, list, methods, overview, problems, provenance, sessions,
    soothing, truth,
};
use crate::summary::Run;

pub(super) fn page(analysis: &Analysis, run: &Run, planted: Option<&Truth>) -> Markup {
    let single = single(analysis);
    let body = html! {
        (masthead(&sections(analysis, single)))
        @if analysis.provenance.simulated { (simulated()) }
        main #main {
            (overview::overview(analysis, single))
            @if let Some(planted) = planted { (truth::panel(planted)) }
            @if !single && !analysis.dyads.is_empty() { (list::list(analysis)) }
            @if !analysis.dyads.is_empty() { (pairs(analysis, single)) }
            (soothing::soothing(analysis))
            (sessions::sessions(analysis))
            (problems::problems(analysis))
            (methods::methods(analysis, run))
            (glossary::glossary(analysis))
            (limits::limits())
            (provenance::provenance(analysis))
        }
    };
    let page = Document {
        title: &analysis.study.name,
        version: analysis.provenance.version,
        style: "",
        script: SCRIPT,
        plays: false,
    };
    document(&page, &body)
}

/// Whether the study is one couple, to be shown directly.
pub(super) fn single(analysis: &Analysis) -> bool {
    analysis.dyads.len() == 1
}

const SCRIPT: &str = include_str!("script.js");

/// The sections that this analysis has.
fn sections(analysis: &Analysis, single: bool) -> Vec<(&'static str, &'static str)> {
    let has = [
        (("overview", "Overview"), true),
        (("pairs", "Pairs"), !single && !analysis.dyads.is_empty()),
        (("sessions", "Sessions"), analysis.stories.iter().any(sessions::tells)),
        (("problems", "Problems"), problems::any(analysis)),
        (("methods", "What was done"), true),
        (("words", "Words"), true),
    ];
    has.into_iter().filter_map(|(section, there)| there.then_some(section)).collect()
}

fn pairs(analysis: &Analysis, single: bool) -> Markup {
    html! {
        section .pairs aria-label=(if single { "The pair" } else { "Pair by pair" }) {
            @for at in 0..analysis.dyads.len() {
                (dyad::dyad(analysis, at, single))
            }
        }
    }
}
