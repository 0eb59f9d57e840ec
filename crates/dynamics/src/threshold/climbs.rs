//! Climbing the posterior of the loop with thresholds, and drawing around its top.

use std::borrow::Cow;

use super::hill::{BEYOND, BentPosterior, priors_beyond};
use crate::fit::climb::{ClimbOptions, Hill, climb};
use crate::fit::engine::{Climbed, Problem, with_states};
use crate::fit::laplace::{Laplace, laplace};
use crate::fit::loop_fit::Climbs;
use crate::fit::prepare::Prepared;
use crate::kalman::Measured;
use crate::model::assemble::Inputs;
use crate::model::coordinate::Coordinate;

/// A loop with thresholds on one recording, ready to be climbed. Its coordinates are those of the
/// linear loop, followed by those of the bends.
#[derive(Debug, Clone)]
pub(crate) struct BentProblem<'a> {
    pub(crate) linear: &'a Problem<'a>,
    prepared: Cow<'a, Prepared>,
}

impl<'a> BentProblem<'a> {
    pub(crate) fn new(linear: &'a Problem<'a>) -> Self {
        Self { linear, prepared: refined(linear.prepared) }
    }

    /// How many numbers are fitted.
    pub(crate) fn parameters(&self) -> usize {
        self.linear.coordinates.len() + BEYOND
    }

    /// The highest top of five climbs.
    pub(crate) fn climb(&self, climbs: &Climbs) -> Climbed {
        let [first, others @ ..] = self.starts(climbs);
        others.iter().fold(self.climb_from(&first, None), |best, start| {
            let top = self.climb_from(start, None);
            // Written so that a height that is not a number never wins.
            if top.log_posterior > best.log_posterior { top } else { best }
        })
    }

    /// Beside the linear loop's top; and from its top without links, with calm in the middle of the
    /// recording and two thresholds, at its lower end (wound up in part), and a ceiling below its
    /// middle (hardly ever calm).
    fn starts(&self, climbs: &Climbs) -> [Vec<f64>; 5] {
        let [.., cap] = priors_beyond();
        let place =
            |from: &[f64], gain: Option<f64>, excess: f64, threshold: f64, calm: [f64; 2]| {
                let mut theta = from.to_vec();
                let coordinates = &self.linear.coordinates;
                for (k, coordinate) in coordinates.iter().enumerate() {
                    match *coordinate {
                        Coordinate::Gain(_) => theta[k] = gain.unwrap_or(theta[k]),
                        Coordinate::Level(who, channel) => {
                            let loading = self.linear.index(Coordinate::Loading(who, channel));
                            theta[k] += loading.map_or(1.0, |k| from[k]) * calm[who];
                        }
                        _ => {}
                    }
                }
                theta.extend([excess.ln(), excess.ln(), threshold, threshold, cap.mean]);
                theta
            };
        let unlinked = &climbs.unlinked.theta;
        let lower_end = [0, self.linear.prepared.model.channels[0]].map(|first| self.low(first));
        [
            place(&climbs.full.theta, None, 0.3, 1.5, [0.0; 2]),
            place(unlinked, Some(0.3), 1.0, 1.0, [0.0; 2]),
            place(unlinked, Some(0.3), 1.0, 0.5, [0.0; 2]),
            place(unlinked, Some(0.3), 1.0, 1.0, lower_end),
            place(unlinked, Some(0.3), 1.0, 1.0, [-cap.mean.exp(); 2]),
        ]
    }

    /// The value of a channel that one sample in ten lies below.
    fn low(&self, channel: usize) -> f64 {
        let measured = &self.linear.prepared.measured;
        let values = (0..measured.samples()).map(|t| measured.sample(t)[channel]);
        let mut values: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 10).copied().unwrap_or(0.0)
    }

    /// The top reached from one place, with a first guess of the curvature there.
    pub(crate) fn climb_from(&self, from: &[f64], curvature: Option<&[f64]>) -> Climbed {
        with_states!(self.prepared.model.states(), S => {
            let mut hill = self.posterior::<S>();
            let top = climb(&mut hill, from, curvature, ClimbOptions::default());
            // The last place asked about need not be the top.
            let log_posterior = hill.height(&top.theta, &mut vec![0.0; from.len()]);
            Climbed {
                theta: top.theta,
                log_likelihood: hill.log_likelihood,
                log_posterior,
                converged: top.converged,
                curvature: top.curvature,
            }
        })
    }

    /// The log-likelihood at one place.
    pub(crate) fn log_likelihood(&self, theta: &[f64]) -> f64 {
        with_states!(self.prepared.model.states(), S => {
            let mut hill = self.posterior::<S>();
            hill.run(theta).map_or(f64::NAN, |_| hill.log_likelihood)
        })
    }

    /// The normal approximation around a top; `None` where it is none.
    pub(crate) fn laplace(&self, top: &[f64]) -> Option<Laplace> {
        with_states!(self.prepared.model.states(), S => laplace(&mut self.posterior::<S>(), top))
    }

    fn posterior<const S: usize>(&self) -> BentPosterior<'_, S> {
        BentPosterior::new(&self.prepared, &self.linear.coordinates, &self.linear.priors)
    }
}

/// Intervals over this many usual ones are walked in steps: what the bend adds is held over one.
const LONG: f64 = 2.0;
/// More samples than this are not made: a hole of hours may be walked in long steps.
const MOST_MADE: usize = 20_000;

/// The recording with long intervals cut into usual ones, at whose ends nothing was measured.
fn refined(prepared: &Prepared) -> Cow<'_, Prepared> {
    let measured = &prepared.measured;
    let parts = |spacing: u32| {
        let ratio = measured.seconds[spacing as usize] / prepared.spacing_s;
        if ratio > LONG { ratio.ceil() as usize } else { 1 }
    };
    let made: usize = measured.spacing.iter().map(|&s| parts(s) - 1).sum();
    if made == 0 || made > MOST_MADE {
        return Cow::Borrowed(prepared);
    }
    let mut seconds = measured.seconds.clone();
    for (s, length) in seconds.iter_mut().enumerate() {
        *length /= parts(s as u32) as f64;
    }
    let mut fine = Measured {
        values: Vec::with_capacity(measured.values.len() + made * measured.channels),
        channels: measured.channels,
        spacing: Vec::new(),
        seconds,
    };
    let mut inputs = Inputs::default();
    let pairs = [
        (&prepared.inputs.own[0], 0usize),
        (&prepared.inputs.own[1], 1),
        (&prepared.inputs.shared, 2),
    ];
    for t in 0..measured.samples() {
        let spacing = measured.spacing.get(t).copied();
        let count = spacing.map_or(1, parts);
        fine.values.extend_from_slice(measured.sample(t));
        fine.values.extend(std::iter::repeat_n(f64::NAN, (count - 1) * measured.channels));
        fine.spacing.extend(spacing.into_iter().flat_map(|s| std::iter::repeat_n(s, count)));
        for (series, which) in pairs {
            let out = match which {
                2 => &mut inputs.shared,
                person => &mut inputs.own[person],
            };
            // An input holds until the next sample.
            out.extend(series.get(t).into_iter().flat_map(|&u| std::iter::repeat_n(u, count)));
        }
    }
    Cow::Owned(Prepared { measured: fine, inputs, ..prepared.clone() })
}
