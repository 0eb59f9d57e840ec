use super::climb::Hill;
use super::prepare::Prepared;
use super::restricted::Restricted;
use crate::kalman::{Filtered, Measured, Slopes, backward, filter, spare};
use crate::model::assemble::{Assembled, Inputs, assemble, coordinate_slopes};
use crate::model::coordinate::{Coordinate, Prior, parameters};
use crate::model::loop_model::LoopModel;

/// The posterior of a loop model on one recording, with some coordinates held.
#[derive(Debug)]
pub(crate) struct Posterior<'a, const S: usize> {
    model: LoopModel,
    measured: &'a Measured,
    inputs: &'a Inputs,
    coordinates: &'a [Coordinate],
    priors: &'a [Prior],
    restricted: Restricted,
    /// Which coordinates move; the others stay as in `whole`.
    free: Vec<usize>,
    whole: Vec<f64>,
    /// The log-likelihood at the last place asked about, without the prior.
    pub(crate) log_likelihood: f64,
    /// Taken from the spare memory, and given back.
    filtered: Box<Filtered<S>>,
    slopes: Slopes<S>,
    whole_slope: Vec<f64>,
}

impl<'a, const S: usize> Posterior<'a, S> {
    pub(crate) fn new(
        prepared: &'a Prepared,
        coordinates: &'a [Coordinate],
        priors: &'a [Prior],
        held: &[Coordinate],
        whole: &[f64],
    ) -> Self {
        let free = (0..coordinates.len()).filter(|&i| !held.contains(&coordinates[i])).collect();
        Self {
            model: prepared.model,
            measured: &prepared.measured,
            inputs: &prepared.inputs,
            coordinates,
            priors,
            restricted: Restricted { usable_s: prepared.usable_s, spacing_s: prepared.spacing_s },
            free,
            whole: whole.to_vec(),
            log_likelihood: f64::NAN,
            filtered: spare::take(),
            slopes: Slopes::empty(),
            whole_slope: vec![0.0; coordinates.len()],
        }
    }

    /// The coordinates that move, out of a whole vector.
    pub(crate) fn moving(&self, whole: &[f64]) -> Vec<f64> {
        self.free.iter().map(|&i| whole[i]).collect()
    }

    /// The whole vector with these values for the coordinates that move.
    pub(crate) fn completed(&self, moving: &[f64]) -> Vec<f64> {
        let mut whole = self.whole.clone();
        for (&i, &value) in self.free.iter().zip(moving) {
            whole[i] = value;
        }
        whole
    }

    pub(crate) fn free(&self) -> &[usize] {
        &self.free
    }
}

impl<const S: usize> Drop for Posterior<'_, S> {
    fn drop(&mut self) {
        spare::keep(std::mem::take(&mut self.filtered));
    }
}

/// Coordinates beyond this have left every meaning; so has the height there.
const FAR_OUT: f64 = 30.0;

impl<const S: usize> Hill for Posterior<'_, S> {
    fn height(&mut self, theta: &[f64], slope: &mut [f64]) -> f64 {
        for (&i, &value) in self.free.iter().zip(theta) {
            self.whole[i] = value;
        }
        if self.whole.iter().any(|x| !(x.abs() < FAR_OUT)) {
            return f64::NAN;
        }
        let p = parameters(self.model, self.coordinates, &self.whole);
        let assembled: Assembled<S> = assemble(self.model, &p, self.inputs, self.measured);
        filter(&assembled.system, self.measured, &mut self.filtered);
        self.log_likelihood = self.filtered.log_likelihood;
        backward(&assembled.system, self.measured, &self.filtered, &mut self.slopes, None);
        coordinate_slopes(
            self.model,
            &p,
            self.inputs,
            &assembled,
            &mut self.slopes,
            self.coordinates,
            &mut self.whole_slope,
        );
        let mut height = self.log_likelihood
            + self.restricted.add(self.model, &p, self.coordinates, &mut self.whole_slope);
        for (slope, &i) in slope.iter_mut().zip(&self.free) {
            let away = (self.whole[i] - self.priors[i].mean) / self.priors[i].sd;
            height -= 0.5 * away * away;
            *slope = self.whole_slope[i] - away / self.priors[i].sd;
        }
        height
    }
}
