use crate::fit::loop_fit::prepared_for;
use crate::{DynamicsError, LoopFit, PairRecording};

/// One person's activation as their own channels alone show it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// Sample by sample; NaN where none of the channels was measured.
    pub(super) values: Vec<f64>,
    /// Variance of the sensors' part of it.
    pub(super) variance: Vec<f64>,
}

impl Outcome {
    /// Later samples first: sample t becomes what sample t + shift was, in a loop.
    pub(super) fn moved(&self, shift: usize) -> Self {
        let mut moved = self.clone();
        moved.values.rotate_left(shift);
        moved.variance.rotate_left(shift);
        moved
    }
}

/// Each person's activation as their own channels alone show it: channels weighed by how well they
/// show it, `Σ λ (y − level)/r² / Σ λ²/r²` over those that are there. Nothing of the partner's is in
/// it, as there would be in a smoothed state.
pub(super) fn outcomes(
    recording: &PairRecording<'_>,
    fit: &LoopFit,
) -> Result<[Outcome; 2], DynamicsError> {
    let prepared = prepared_for(recording, &fit.options)?;
    let measured = &prepared.measured;
    let offset = [0, prepared.model.channels[0]];
    Ok([0, 1].map(|who| {
        let canonical = if prepared.mirrored { 1 - who } else { who };
        let channels = &fit.estimate.channels[who];
        let shown = |t: usize| {
            let sample = &measured.sample(t)[offset[canonical]..];
            let (mut sum, mut weight) = (0.0, 0.0);
            for (channel, y) in channels.iter().zip(sample) {
                if !y.is_nan() {
                    let precision = channel.noise_sd.powi(-2);
                    sum += channel.loading * (y - channel.level) * precision;
                    weight += channel.loading * channel.loading * precision;
                }
            }
            if weight > 0.0 { (sum / weight, 1.0 / weight) } else { (f64::NAN, 1.0) }
        };
        let (values, variance) = (0..measured.samples()).map(shown).unzip();
        Outcome { values, variance }
    }))
}
