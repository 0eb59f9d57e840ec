//! The loop with thresholds beside simpler descriptions, on the wire.

use attune::LoopThresholds;
use attune::dynamics::{CannotTell, ModelScore};
use serde::{Deserialize, Serialize};

use super::{Ends, finite};
use crate::words;

/// What the loop with thresholds says, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// In plain words.
    pub sentence: String,
    /// Whether it beats the plain loop by a BIC better by over 10 *and* in left-out blocks.
    pub shown: bool,
    /// How each description fares, the simplest first.
    pub models: Vec<Fares>,
    /// The numbers; absent where they may not be shown.
    pub numbers: Option<ThresholdNumbers>,
}

/// How one description fares on the recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fares {
    /// Its name.
    pub model: String,
    /// How many numbers were fitted.
    pub parameters: usize,
    /// Log-likelihood of the whole recording.
    pub log_likelihood: Option<f64>,
    /// Smaller is better.
    pub bic: Option<f64>,
    /// Log-likelihood of left-out blocks together: larger is better.
    pub foreseen: Option<f64>,
}

/// Numbers of the thresholds, in resting standard deviations; 95 % intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThresholdNumbers {
    /// Slope below the threshold: of B in A, of A in B.
    pub gain: [Ends; 2],
    /// Slope beyond it.
    pub steep_gain: [Ends; 2],
    /// The other's displacement from which it turns steep.
    pub threshold: [Ends; 2],
    /// The most that can arrive.
    pub ceiling: Ends,
    /// Where the two may rest: A and B, and whether they come back to it.
    pub resting_points: Vec<RestsAt>,
    /// Share of the draws in which there is an edge.
    pub two_basins: f64,
    /// How far the edge is from calm; absent where the best loop has none.
    pub calm_to_edge: Option<Ends>,
    /// Where A and B stay past the edge.
    pub wound_up: Option<[Ends; 2]>,
}

/// A resting point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RestsAt {
    /// Displacement of A and of B.
    pub at: [f64; 2],
    /// Whether the two come back to it; otherwise it lies on an edge.
    pub stable: bool,
}

impl Thresholds {
    pub(super) fn new(found: &Result<LoopThresholds, CannotTell>) -> Self {
        let told = found.as_ref().ok();
        let shown = told.is_some_and(LoopThresholds::may_show);
        Self {
            sentence: words::threshold_sentence(found),
            shown,
            models: told.map_or_else(Vec::new, |found| {
                found.comparison.models.iter().map(Fares::new).collect()
            }),
            numbers: told.filter(|_| shown).map(ThresholdNumbers::new),
        }
    }
}

impl Fares {
    fn new(score: &ModelScore) -> Self {
        Self {
            model: words::model_name(score.kind).into(),
            parameters: score.parameters,
            log_likelihood: finite(score.log_likelihood),
            bic: finite(score.bic),
            foreseen: finite(score.foreseen()),
        }
    }
}

impl ThresholdNumbers {
    fn new(found: &LoopThresholds) -> Self {
        let fit = &found.fit;
        Self {
            gain: fit.gain.map(Ends::from),
            steep_gain: fit.steep_gain.map(Ends::from),
            threshold: fit.threshold.map(Ends::from),
            ceiling: fit.ceiling.into(),
            resting_points: fit
                .landscape
                .points
                .iter()
                .map(|point| RestsAt { at: point.at, stable: point.stable })
                .collect(),
            two_basins: fit.two_basins,
            calm_to_edge: fit.calm_to_edge.map(Ends::from),
            wound_up: fit.wound_up.map(|both| both.map(Ends::from)),
        }
    }
}
