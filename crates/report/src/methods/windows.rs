//! The measure: windows, lags, and what is averaged.

use attune::{Analysis, Convention, Plan};

use super::Reference;
use crate::number::{count, span};

/// What was measured in how many dyads, and how.
pub(super) fn paragraph(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let usable = analysis.dyads.iter().filter(|dyad| dyad.synchrony.is_some()).count();
    let rows = analysis.dyads.iter().filter(|dyad| dyad.recorded()).count();
    let channels = analysis.study.channels.join(", ");
    let unit = if analysis.study.channels.len() > 1 { "dyads and channels" } else { "dyads" };
    format!(
        "Synchrony in {channels} was estimated in {usable} of {rows} {unit} by windowed lagged \
         cross-correlation ({}): {}, {}. {} The primary statistic is the mean of Fisher's z over all \
         windows and lags, with its sign (mean_z); its 95 % interval comes from a moving-block \
         bootstrap over windows. The mean of |z|, the strength while synchronised and the share of \
         windows beyond chance are reported beside it as descriptions. A positive lag means that A's \
         movement comes first; A is the person named first in the study.",
        Reference::Boker2002.cite(),
        windows(plan),
        lags(plan),
        convention(plan.convention),
    )
}

/// "windows of 60 s every 6 s".
pub(super) fn windows(plan: &Plan) -> String {
    format!("windows of {} every {}", span(plan.window_s), span(plan.step_s))
}

/// "lags of up to 10 s either way".
pub(super) fn lags(plan: &Plan) -> String {
    if plan.lag_s > 0.0 {
        format!("lags of up to {} either way", span(plan.lag_s))
    } else {
        "no lag".into()
    }
}

fn convention(convention: Convention) -> String {
    match convention {
        Convention::Recentred => format!(
            "Pearson's r was re-centred for every window and lag, as in rMEA ({}).",
            Reference::Kleinbub2020.cite(),
        ),
        Convention::SegmentGlobal => format!(
            "Correlations were taken about segment-wide means and sums of squares, as in SUSY ({}).",
            Reference::Tschacher2020.cite(),
        ),
    }
}

/// The part of the session used, where not all of it was.
pub(super) fn stretch(plan: &Plan) -> Option<String> {
    let at = |seconds: f64| crate::number::clock(seconds, crate::number::in_days(seconds));
    match (plan.from_s, plan.to_s) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {} on", at(from))),
        (None, Some(to)) => Some(format!("up to {}", at(to))),
        (Some(from), Some(to)) => Some(format!("from {} to {}", at(from), at(to))),
    }
}

/// "999 surrogates".
pub(super) fn surrogates(plan: &Plan) -> String {
    count(plan.surrogates, "surrogate", "surrogates")
}
