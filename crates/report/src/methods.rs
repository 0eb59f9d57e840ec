//! What was done, written out: a methods section with every parameter, and whom to cite.

mod chance;
mod checklist;
mod cycles;
mod exclusions;
mod loop_model;
mod measures;
mod preparation;
mod reference;
mod story;
mod windows;

pub use checklist::checklist;
pub use reference::{Reference, references};

use attune::Analysis;
use attune_data::Kind;

use crate::summary::Run;

/// `methods.md`: paragraphs to paste and edit, deviations from a frozen plan, the reporting
/// checklist, and the references.
pub fn methods(analysis: &Analysis, run: &Run) -> String {
    let mut out = String::from("# Methods\n\n");
    if analysis.provenance.simulated {
        out += "**The recordings are simulated; nobody was observed.**\n\n";
    }
    for paragraph in paragraphs(analysis, run) {
        out += &paragraph;
        out += "\n\n";
    }
    if !run.deviations.is_empty() {
        out += "## Deviations from the frozen plan\n\n";
        for deviation in &run.deviations {
            out += &format!("- {deviation}\n");
        }
        out += "\n";
    }
    out += "## Reporting checklist\n\n| item | this analysis |\n|---|---|\n";
    for (item, answer) in checklist(analysis, run) {
        out += &format!("| {item} | {} |\n", answer.replace('|', "\\|"));
    }
    out += "\n## References\n\n";
    for reference in references(analysis) {
        out += &format!("- {}\n", reference.line());
    }
    out
}

/// `methods.bib`: the references of [`methods`], ready for a reference manager.
pub fn bibliography(analysis: &Analysis) -> String {
    let entries = references(analysis).into_iter().map(Reference::bibtex);
    entries.collect::<Vec<_>>().join("\n")
}

/// The paragraphs alone, as the report shows them.
pub fn paragraphs(analysis: &Analysis, run: &Run) -> Vec<String> {
    let mut out = if !compared(analysis) {
        vec!["No signals were recorded of both people of any dyad; codes and turns at talk are all that was analysed.".to_owned()]
    } else {
        vec![
            format!("{} {}", windows::paragraph(analysis), preparation::sentence(&analysis.plan)),
            chance::paragraph(analysis),
            chance::decision(analysis),
        ]
    };
    out.extend(story::paragraphs(analysis));
    out.extend(cycles::paragraph(analysis));
    out.extend(measures::paragraph(analysis));
    out.extend(loop_model::paragraph(analysis).filter(|_| compared(analysis)));
    out.extend(exclusions::paragraph(analysis));
    out.push(software(analysis, run));
    out
}

/// Whether there is a channel of amounts to compare: codes are told by the stories alone.
fn compared(analysis: &Analysis) -> bool {
    analysis.dyads.iter().any(|dyad| dyad.recorded() && dyad.kind != Kind::Code)
}

/// The parameters that change a pair's numbers most, in one line.
pub(crate) fn parameters(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    format!(
        "{}, {}; series {}, {}, {}; {}, seed {}",
        windows::windows(plan),
        windows::lags(plan),
        preparation::detrend(plan),
        preparation::smooth(plan),
        preparation::scale(plan),
        windows::surrogates(plan),
        plan.seed,
    )
}

fn software(analysis: &Analysis, run: &Run) -> String {
    let plan = match &run.plan_hash {
        Some(hash) => format!(" The plan was frozen beforehand (sha256 {hash})."),
        None => String::new(),
    };
    let deviations = match run.deviations.len() {
        0 => "",
        1 => " One choice differs from it and is listed.",
        _ => " The choices that differ from it are listed.",
    };
    format!(
        "Computed with Attune {}, seed {}; every parameter and the hash of every input file are in \
         run.json.{plan}{}",
        analysis.provenance.version,
        analysis.plan.seed,
        if run.plan_hash.is_some() { deviations } else { "" },
    )
}
