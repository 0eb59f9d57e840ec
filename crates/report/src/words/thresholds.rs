//! What is said about thresholds, never more than the comparison of models allows.

use attune::LoopThresholds;
use attune::dynamics::{CannotTell, ModelKind};

use crate::number::decimals;

/// Whether the other arrives more steeply past a threshold, in one or two sentences.
pub fn threshold_sentence(found: &Result<LoopThresholds, CannotTell>) -> String {
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            return format!(
                "Whether there are thresholds can't be told. {}",
                super::cannot_tell(why)
            );
        }
    };
    if !found.may_show() {
        return "Can't tell whether large ups of one arrive in the other more steeply than small ones: \
                the plain loop explains this recording as well."
            .into();
    }
    let arrive = "Winding each other up: small ups of one arrive in the other gently, larger ones \
                  steeply.";
    match found.fit.calm_to_edge {
        Some(edge) if found.fit.has_edge() => format!(
            "{arrive} Past an edge each would keep the other up; from calm it is {} to {} notches \
             away. It comes from this recording, and a recording that never went near it says little.",
            decimals(edge.lo, 1),
            decimals(edge.hi, 1),
        ),
        _ => format!(
            "{arrive} Whether there is an edge past which each would keep the other up can't be told."
        ),
    }
}

/// The name of a description, as printed in JSON.
pub fn model_name(kind: ModelKind) -> &'static str {
    match kind {
        ModelKind::Apart => "apart",
        ModelKind::SharedShocks => "shared_shocks",
        ModelKind::Linked => "loop",
        ModelKind::Thresholds => "loop_with_thresholds",
        ModelKind::Autoregression => "autoregression",
    }
}
