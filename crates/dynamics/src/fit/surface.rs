use super::climb::Hill;
use super::engine::{Problem, check_states, with_states};
use super::loop_fit::{FitOptions, prepared_for};
use super::posterior::Posterior;
use super::prepare::Prepared;
use super::start::start;
use crate::{DynamicsError, PairRecording};

/// The log-posterior of the loop model on one recording, as a surface over its coordinates.
///
/// For looking around the top (profiles, other samplers) and for measuring how fast it is; a fit
/// needs only [`crate::fit_loop`]. Coordinates are unconstrained: logarithms of rates, delays,
/// strengths and noise, gains as they are, the inverse hyperbolic tangent of the shared share.
#[derive(Debug, Clone)]
pub struct LoopSurface {
    prepared: Prepared,
    options: FitOptions,
}

impl LoopSurface {
    /// Prepares the surface of a recording.
    ///
    /// # Errors
    /// As [`crate::fit_loop`].
    pub fn new(recording: &PairRecording<'_>, options: &FitOptions) -> Result<Self, DynamicsError> {
        let prepared = prepared_for(recording, options)?;
        check_states(&prepared)?;
        Ok(Self { prepared, options: *options })
    }

    /// Where a climb starts.
    #[must_use]
    pub fn start(&self) -> Vec<f64> {
        let problem = Problem::new(&self.prepared, &self.options);
        start(&self.prepared, &problem.coordinates, &problem.priors)
    }

    /// The log-posterior and its slope at several places, one after the other.
    ///
    /// # Returns
    /// For each place its height (not a number outside the domain) and the slope there.
    ///
    /// # Errors
    /// [`DynamicsError::SeriesLength`] where a place has another number of coordinates.
    pub fn heights(&self, places: &[Vec<f64>]) -> Result<Vec<(f64, Vec<f64>)>, DynamicsError> {
        let problem = Problem::new(&self.prepared, &self.options);
        let n = problem.coordinates.len();
        if let Some(place) = places.iter().find(|place| place.len() != n) {
            return Err(DynamicsError::SeriesLength { length: place.len(), times: n });
        }
        let origin = vec![0.0; n];
        Ok(with_states!(self.prepared.model.states(), S => {
            let mut posterior: Posterior<'_, S> = problem.posterior(&origin, &[]);
            places
                .iter()
                .map(|place| {
                    let mut slope = vec![0.0; n];
                    (posterior.height(place, &mut slope), slope)
                })
                .collect()
        }))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        ChannelNoise, ChannelRecording, Lag, PersonRecording, Scenario, SimulateOptions, simulate,
    };

    /// A recording with everything that a fit can be given: channels of both kinds, pacing, a
    /// shared input, a stretch left out.
    pub(crate) fn with_everything(test: impl FnOnce(&PairRecording<'_>)) {
        let options = SimulateOptions { seed: 4, minutes: 4.0, dyads: 1, rate_hz: 1.0 };
        let dyad = &simulate(Scenario::AlternatingBreathing, &options).unwrap().dyads[0];
        let [a, b] = dyad.persons.each_ref().map(|person| {
            person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
        });
        let shared: Vec<f64> = (0..240).map(|t| (t as f64 * 0.05).sin()).collect();
        test(&PairRecording {
            times_s: &dyad.persons[0].times_s,
            persons: [
                PersonRecording { channels: &a, own_input: Some(&dyad.persons[0].pacing) },
                PersonRecording { channels: &b[..1], own_input: None },
            ],
            shared_input: Some(&shared),
            excluded_s: &[(50.0, 70.0)],
        });
    }

    /// The analytic slope of the whole chain, coordinates to log-posterior, against differences.
    #[test]
    fn the_slope_agrees_with_differences() {
        with_everything(|recording| {
            for (lag, noise) in [
                (Lag::Erlang2, ChannelNoise::White),
                (Lag::Erlang2, ChannelNoise::Coloured),
                (Lag::None, ChannelNoise::White),
            ] {
                let options = FitOptions { lag, noise, ..FitOptions::default() };
                let surface = LoopSurface::new(recording, &options).unwrap();
                let mut place = surface.start();
                for (i, x) in place.iter_mut().enumerate() {
                    *x += 0.1 * ((i * 7 % 5) as f64 - 2.0) / 2.0;
                }
                let h = 1e-5;
                let mut places = vec![place.clone()];
                for i in 0..place.len() {
                    for step in [h, -h] {
                        let mut moved = place.clone();
                        moved[i] += step;
                        places.push(moved);
                    }
                }
                let heights = surface.heights(&places).unwrap();
                for i in 0..place.len() {
                    let numeric = (heights[1 + 2 * i].0 - heights[2 + 2 * i].0) / (2.0 * h);
                    let found = heights[0].1[i];
                    // Central differences with h = 1e-5 of a height near 1000.
                    assert!(
                        (found - numeric).abs() < 1e-4 * numeric.abs().max(1.0),
                        "{lag:?} {noise:?} {i}: {found} against {numeric}"
                    );
                }
            }
        });
    }
}
