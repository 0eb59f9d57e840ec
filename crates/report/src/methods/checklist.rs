//! A reporting checklist for synchrony between two people.
//!
//! No agreed checklist exists for this field; this one names every choice that changes the result.

use attune::Analysis;

use super::{chance, exclusions, preparation, windows};
use crate::choice;
use crate::number::{brief, percent};
use crate::summary::Run;

/// Every item with this analysis's answer.
pub fn checklist(analysis: &Analysis, run: &Run) -> Vec<(&'static str, String)> {
    let plan = &analysis.plan;
    let nulls: Vec<_> = plan.nulls.iter().map(|null| crate::words::null_title(*null)).collect();
    let looped = analysis.dyads.iter().any(|dyad| dyad.loop_model.is_some());
    let mut items = vec![
        ("signal", signal(analysis)),
        ("sampling", sampling(analysis)),
        (
            "artefacts",
            "none removed by the analysis; problems of the recordings are listed by `attune check`"
                .into(),
        ),
        ("samples missing", missing(analysis)),
        ("part of the session", windows::stretch(plan).unwrap_or_else(|| "all of it".into())),
        ("time grid", preparation::rate(plan)),
        ("detrending", preparation::detrend(plan).into()),
        ("smoothing", preparation::smooth(plan)),
        ("scaling", preparation::scale(plan).into()),
        ("window and step", windows::windows(plan)),
        ("lags", windows::lags(plan)),
        ("correlation", choice::convention(plan.convention).into()),
        ("sign of the lag", "positive: A's movement comes first".into()),
        ("aggregation", "mean of signed Fisher z over all windows and lags".into()),
        ("surrogates", format!("{}; {}", windows::surrogates(plan), nulls.join("; "))),
        ("stranger pairs", chance::strangers(analysis)),
        (
            "multiple tests",
            format!(
                "Benjamini-Hochberg over dyads at q < {}; max-T over lags; cluster mass over windows{}",
                brief(plan.fdr),
                if looped { "; the two links of a loop stepwise (min-p)" } else { "" }
            ),
        ),
        ("level of a single test", format!("{}, upper tail", brief(plan.alpha))),
        (
            "direction",
            if looped {
                "each link of the loop against shifted copies; with whom changes started only where \
                 nine in ten draws agree and time reversed does not say the same"
            } else {
                "not tested; no leader is named"
            }
            .into(),
        ),
        ("exclusions", exclusions::paragraph(analysis).unwrap_or_else(|| "none".into())),
        (
            "plan",
            match &run.plan_hash {
                Some(hash) => format!("frozen, sha256 {hash}"),
                None => format!("preset {}, not frozen", plan.preset),
            },
        ),
        (
            "deviations",
            if run.deviations.is_empty() { "none".into() } else { run.deviations.join("; ") },
        ),
        ("software", format!("Attune {}", analysis.provenance.version)),
        ("seed", plan.seed.to_string()),
        ("data and code", "to be filled in by the authors".into()),
    ];
    if !super::compared(analysis) {
        // Nothing was correlated, so that how it would have been says nothing.
        const ALWAYS: [&str; 6] =
            ["exclusions", "plan", "deviations", "software", "seed", "data and code"];
        items.retain(|(item, _)| ALWAYS.contains(item));
        items.insert(0, ("material", "codes and turns at talk; no signals".into()));
    }
    items
}

fn signal(analysis: &Analysis) -> String {
    let mut seen: Vec<String> = Vec::new();
    for dyad in analysis.dyads.iter().filter(|dyad| dyad.recorded()) {
        let unit = if dyad.unit.is_empty() { "unit not said" } else { &dyad.unit };
        let text = format!("{} ({}, {unit})", dyad.channel, dyad.kind);
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join("; ")
}

fn sampling(analysis: &Analysis) -> String {
    let steps = analysis.dyads.iter().map(|dyad| dyad.step_s).filter(|step| step.is_finite());
    let (lo, hi) = steps.fold((f64::INFINITY, 0.0f64), |(lo, hi), s| (lo.min(s), hi.max(s)));
    if !lo.is_finite() {
        "no usable recording".into()
    } else if (hi - lo) <= 1e-6 * hi {
        format!("one sample every {}", crate::number::span(lo))
    } else {
        format!("one sample every {} to {}", crate::number::span(lo), crate::number::span(hi))
    }
}

fn missing(analysis: &Analysis) -> String {
    let shares = analysis.dyads.iter().filter(|dyad| dyad.n > 0).map(|dyad| {
        let whole = dyad.n as f64 * dyad.step_s;
        1.0 - dyad.usable_s / whole
    });
    let (sum, most, n) =
        shares.fold((0.0, 0.0f64, 0usize), |(sum, most, n), x| (sum + x, most.max(x), n + 1));
    if n == 0 {
        "no usable recording".into()
    } else {
        format!("{} on average, at most {} of a dyad", percent(sum / n as f64), percent(most))
    }
}
