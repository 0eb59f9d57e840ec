//! Who gave no answer, and why.

use attune::{Analysis, Dyad, FailureKind, Reason, Verdict};

use crate::number::count;
use crate::words;

/// Dyads without numbers and dyads not finished; `None` where there is none of either.
pub(super) fn paragraph(analysis: &Analysis) -> Option<String> {
    let without = |dyad: &&Dyad| dyad.recorded() && dyad.synchrony.is_none();
    let excluded: Vec<&Dyad> = analysis.dyads.iter().filter(without).collect();
    let mut out = Vec::new();
    if !excluded.is_empty() {
        out.push(format!(
            "{} gave no numbers: {}.",
            count(excluded.len(), "dyad", "dyads"),
            excluded.iter().map(|dyad| because(analysis, dyad)).collect::<Vec<_>>().join("; "),
        ));
    }
    let slow = analysis
        .dyads
        .iter()
        .filter(|dyad| dyad.synchrony.is_some() && dyad.verdict == Verdict::CannotTell)
        .count();
    if slow > 0 {
        out.push(format!(
            "{} gave numbers but no answer, with fewer than 20 independent stretches.",
            count(slow, "dyad", "dyads"),
        ));
    }
    let interrupted = analysis.missing(FailureKind::Interrupted);
    if interrupted > 0 {
        out.push(format!(
            "The analysis was interrupted before {} could be finished.",
            count(interrupted, "dyad", "dyads"),
        ));
    }
    if analysis.stopped_before_strangers() {
        out.push("The analysis was interrupted before stranger pairs were compared.".to_owned());
    }
    let failed = analysis.missing(FailureKind::Bug);
    if failed > 0 {
        out.push(format!(
            "{} could not be finished because of a mistake in the program.",
            count(failed, "dyad", "dyads"),
        ));
    }
    (!out.is_empty()).then(|| out.join(" "))
}

/// "19 (identical-series)".
fn because(analysis: &Analysis, dyad: &Dyad) -> String {
    let why = match dyad.reasons.first() {
        Some(Reason::Faulty(code)) => code.code(),
        Some(reason) => words::reason_code(reason),
        None => "no reason given",
    };
    format!("{} ({why})", crate::words::name(analysis, dyad))
}
