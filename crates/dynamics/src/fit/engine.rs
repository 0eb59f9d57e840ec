use super::climb::{ClimbOptions, Hill, Summit, climb};
use super::laplace::{Laplace, laplace};
use super::posterior::Posterior;
use super::prepare::Prepared;
use crate::model::coordinate::{Coordinate, Prior, coordinates, prior};
use crate::model::loop_model::ChannelNoise;
use crate::{DynamicsError, FitOptions};

/// Runs a block with the number of states as a constant: the kernels are compiled for each.
macro_rules! with_states {
    ($states:expr, $S:ident => $body:expr) => {
        match $states {
            2 => {
                const $S: usize = 2;
                $body
            }
            6 => {
                const $S: usize = 6;
                $body
            }
            8 => {
                const $S: usize = 8;
                $body
            }
            9 => {
                const $S: usize = 9;
                $body
            }
            10 => {
                const $S: usize = 10;
                $body
            }
            11 => {
                const $S: usize = 11;
                $body
            }
            _ => {
                const $S: usize = 12;
                $body
            }
        }
    };
}
pub(crate) use with_states;

/// Refuses a shape no kernel was compiled for.
pub(crate) fn check_states(prepared: &Prepared) -> Result<(), DynamicsError> {
    let states = prepared.model.states();
    let channels = prepared.measured.channels;
    let coloured = prepared.model.noise == ChannelNoise::Coloured;
    if [2, 6].contains(&states) && !coloured || (8..=12).contains(&states) {
        return Ok(());
    }
    Err(DynamicsError::Option {
        what: "number of channels with coloured noise",
        value: channels as f64,
    })
}

/// A loop model on one recording, ready to be climbed.
#[derive(Debug, Clone)]
pub(crate) struct Problem<'a> {
    pub(crate) prepared: &'a Prepared,
    pub(crate) coordinates: Vec<Coordinate>,
    pub(crate) priors: Vec<Prior>,
}

/// A climb's end in whole coordinates.
#[derive(Debug, Clone)]
pub(crate) struct Climbed {
    pub(crate) theta: Vec<f64>,
    pub(crate) log_likelihood: f64,
    pub(crate) log_posterior: f64,
    pub(crate) converged: bool,
    /// The learnt covariance of all coordinates, row by row; held ones have their prior's.
    pub(crate) curvature: Vec<f64>,
}

impl<'a> Problem<'a> {
    pub(crate) fn new(prepared: &'a Prepared, options: &FitOptions) -> Self {
        let return_time_s = options.return_time_s;
        let coordinates = coordinates(prepared.model, options.linked);
        let priors =
            coordinates.iter().map(|&c| prior(c, return_time_s, prepared.spacing_s)).collect();
        Self { prepared, coordinates, priors }
    }

    /// The same model on another recording of the same shape (a surrogate).
    pub(crate) fn on<'b>(&self, prepared: &'b Prepared) -> Problem<'b> {
        Problem { prepared, coordinates: self.coordinates.clone(), priors: self.priors.clone() }
    }

    pub(crate) fn index(&self, coordinate: Coordinate) -> Option<usize> {
        self.coordinates.iter().position(|&c| c == coordinate)
    }

    /// Climbs from `start` with some coordinates held where they are.
    pub(crate) fn climb(
        &self,
        start: &[f64],
        held: &[Coordinate],
        curvature: Option<&[f64]>,
        options: ClimbOptions,
    ) -> Climbed {
        with_states!(self.prepared.model.states(), S => {
            let mut posterior = self.posterior::<S>(start, held);
            let free = posterior.free().to_vec();
            let guess = curvature.map(|whole| sub_matrix(whole, start.len(), &free));
            let moving = posterior.moving(start);
            let summit = climb(&mut posterior, &moving, guess.as_deref(), options);
            self.finished(&mut posterior, summit)
        })
    }

    /// The normal approximation around a top, over all coordinates.
    pub(crate) fn laplace(&self, top: &[f64]) -> Option<Laplace> {
        with_states!(self.prepared.model.states(), S => {
            laplace(&mut self.posterior::<S>(top, &[]), top)
        })
    }

    pub(crate) fn posterior<const S: usize>(
        &self,
        whole: &[f64],
        held: &[Coordinate],
    ) -> Posterior<'_, S> {
        Posterior::new(self.prepared, &self.coordinates, &self.priors, held, whole)
    }

    fn finished<const S: usize>(
        &self,
        posterior: &mut Posterior<'_, S>,
        summit: Summit,
    ) -> Climbed {
        // The last place asked about need not be the top.
        let log_posterior = posterior.height(&summit.theta, &mut vec![0.0; summit.theta.len()]);
        let n = self.coordinates.len();
        let mut curvature = vec![0.0; n * n];
        for (i, prior) in self.priors.iter().enumerate() {
            curvature[i * n + i] = 0.25 * prior.sd * prior.sd;
        }
        let free = posterior.free();
        for (a, &i) in free.iter().enumerate() {
            for (b, &j) in free.iter().enumerate() {
                curvature[i * n + j] = summit.curvature[a * free.len() + b];
            }
        }
        Climbed {
            theta: posterior.completed(&summit.theta),
            log_likelihood: posterior.log_likelihood,
            log_posterior,
            converged: summit.converged,
            curvature,
        }
    }
}

fn sub_matrix(whole: &[f64], n: usize, keep: &[usize]) -> Vec<f64> {
    keep.iter().flat_map(|&i| keep.iter().map(move |&j| whole[i * n + j])).collect()
}
