//! What was done to each person's series before it was compared.

use attune::{Detrend, Plan, Scale, SmoothEdge};

use super::windows;
use crate::number::{brief, span};

/// The pre-processing as one or two sentences.
pub(super) fn sentence(plan: &Plan) -> String {
    let stretch = windows::stretch(plan)
        .map(|stretch| format!(" Only the session {stretch} was used."))
        .unwrap_or_default();
    format!(
        "Beforehand, each person's series was put on a common time grid ({}; never interpolated \
         across more than {}), {}, {} and {}; missing samples were left out pair by pair, and time \
         was never shifted to close a gap.{stretch}",
        rate(plan),
        span(plan.preprocess.max_gap_s),
        detrend(plan),
        smooth(plan),
        scale(plan),
    )
}

pub(super) fn rate(plan: &Plan) -> String {
    match plan.preprocess.rate_hz {
        Some(hz) => format!("{} samples per second", brief(hz)),
        None => "the slower of the two people's rates".into(),
    }
}

pub(super) fn detrend(plan: &Plan) -> &'static str {
    match plan.preprocess.detrend {
        Detrend::None => "not detrended",
        Detrend::Linear => "freed of its linear trend over the session",
        Detrend::Difference => "replaced by its change from sample to sample",
    }
}

pub(super) fn smooth(plan: &Plan) -> String {
    let Some(seconds) = plan.preprocess.smooth_s else { return "not smoothed".into() };
    let edge = match plan.preprocess.smooth_edge {
        SmoothEdge::Shorten => "shortened at the ends",
        SmoothEdge::RmeaZeroEnds => "its last samples set to 0 as in rMEA 1.2.2",
    };
    format!("smoothed by a moving average of {} ({edge})", span(seconds))
}

pub(super) fn scale(plan: &Plan) -> &'static str {
    match plan.preprocess.scale {
        Scale::None => "not scaled",
        Scale::Sd => "divided by its standard deviation without centring",
        Scale::Z => "standardised",
    }
}
