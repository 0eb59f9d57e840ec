//! The posterior of the loop with thresholds on one recording.

use super::bend::{Bend, NUMBERS};
use super::filter::{Bent, BentPass, BentSlopes, BentSystem, backward_bent, filter_bent};
use crate::fit::climb::Hill;
use crate::fit::prepare::Prepared;
use crate::fit::restricted::Restricted;
use crate::model::assemble::{Assembled, assemble_with, chain_end, coordinate_slopes};
use crate::model::coordinate::{Coordinate, Prior, parameters};
use crate::model::loop_model::LoopParameters;

/// Coordinates beyond those of the linear loop: ln of both excesses, both thresholds, ln of the
/// ceiling they share.
pub(crate) const BEYOND: usize = 5;

/// Their priors, in the order above: beyond the threshold the slope is larger by a factor around
/// 1; the threshold is one resting standard deviation up, give or take one (Gottman's negative
/// threshold); the ceiling a few of them.
pub(crate) fn priors_beyond() -> [Prior; BEYOND] {
    let excess = Prior { mean: 0.0, sd: 0.7 };
    let threshold = Prior { mean: 1.0, sd: 1.0 };
    [excess, excess, threshold, threshold, Prior { mean: 3.0f64.ln(), sd: 0.5 }]
}

/// Both people's bends: the linear loop's gains, and what lies beyond them.
pub(crate) fn bends(p: &LoopParameters, beyond: &[f64]) -> [Bend; 2] {
    [0, 1].map(|i: usize| Bend {
        gain: p.gain[i],
        excess: beyond[i].exp(),
        threshold: beyond[2 + i],
        cap: beyond[4].exp(),
    })
}

/// How far from calm a whole recording may lie, in resting standard deviations: a pair that is
/// wound up most of the time shows little else, and its ceiling is a few of them.
const AWAY_FROM_CALM: f64 = 3.0;

#[derive(Debug)]
pub(crate) struct BentPosterior<'a, const S: usize> {
    prepared: &'a Prepared,
    coordinates: &'a [Coordinate],
    priors: Vec<Prior>,
    restricted: Restricted,
    pub(crate) log_likelihood: f64,
    pub(crate) pass: BentPass<S>,
    slopes: BentSlopes<S>,
}

impl<'a, const S: usize> BentPosterior<'a, S> {
    /// `prepared` without intervals much longer than the usual one.
    pub(crate) fn new(
        prepared: &'a Prepared,
        coordinates: &'a [Coordinate],
        priors: &[Prior],
    ) -> Self {
        let mut all = priors.to_vec();
        for (prior, coordinate) in all.iter_mut().zip(coordinates) {
            if let Coordinate::Level(..) = coordinate {
                prior.sd = AWAY_FROM_CALM;
            }
        }
        all.extend(priors_beyond());
        Self {
            prepared,
            coordinates,
            priors: all,
            restricted: Restricted { usable_s: prepared.usable_s, spacing_s: prepared.spacing_s },
            log_likelihood: f64::NAN,
            pass: BentPass::empty(),
            slopes: BentSlopes::empty(),
        }
    }

    /// Runs the filter at `theta`; `None` where that is outside every meaning.
    pub(crate) fn run(
        &mut self,
        theta: &[f64],
    ) -> Option<(LoopParameters, Assembled<S>, BentSystem<S>)> {
        if theta.iter().any(|x| !(x.abs() < FAR_OUT)) {
            return None;
        }
        let prepared = self.prepared;
        let (linear, beyond) = theta.split_at(self.coordinates.len());
        let p = parameters(prepared.model, self.coordinates, linear);
        let assembled: Assembled<S> =
            assemble_with(prepared.model, &p, &prepared.inputs, &prepared.measured, true);
        let at = prepared.model.activation();
        let end = chain_end(prepared.model);
        let seconds = &prepared.measured.seconds;
        let bent = assembled.system.transitions.iter().zip(seconds);
        let bent = bent.map(|(transition, seconds)| Bent {
            arriving: [0, 1].map(|i: usize| transition.reach[end[i]].map(|x| x / seconds)),
            pushing: [0, 1].map(|i: usize| {
                std::array::from_fn(|s| p.return_rate[i] * transition.reach[s][at[i]])
            }),
        });
        let system = BentSystem {
            linear: assembled.system.clone(),
            bent: bent.collect(),
            bends: bends(&p, beyond),
        };
        filter_bent(&system, &prepared.measured, &mut self.pass);
        self.log_likelihood = self.pass.log_likelihood;
        Some((p, assembled, system))
    }
}

/// Coordinates beyond this have left every meaning.
const FAR_OUT: f64 = 30.0;

impl<const S: usize> Hill for BentPosterior<'_, S> {
    fn height(&mut self, theta: &[f64], slope: &mut [f64]) -> f64 {
        let Some((p, assembled, system)) = self.run(theta) else { return f64::NAN };
        let prepared = self.prepared;
        backward_bent(&system, &prepared.measured, &self.pass, &mut self.slopes);
        let n = self.coordinates.len();
        let at = prepared.model.activation();
        let end = chain_end(prepared.model);
        let mut of_rate = [0.0; 2];
        for (spacing, of_bent) in self.slopes.bent.iter().enumerate() {
            let reach = &mut self.slopes.linear.transitions[spacing].reach;
            for i in 0..2 {
                for s in 0..S {
                    let pushing = system.bent[spacing].pushing[i][s];
                    reach[end[i]][s] += of_bent.arriving[i][s] / prepared.measured.seconds[spacing];
                    reach[s][at[i]] += of_bent.pushing[i][s] * p.return_rate[i];
                    of_rate[i] += of_bent.pushing[i][s] * pushing;
                }
            }
        }
        coordinate_slopes(
            prepared.model,
            &p,
            &prepared.inputs,
            &assembled,
            &mut self.slopes.linear,
            self.coordinates,
            &mut slope[..n],
        );
        let of_bends: &[[f64; NUMBERS]; 2] = &self.slopes.bends;
        for (coordinate, slope) in self.coordinates.iter().zip(slope.iter_mut()) {
            match *coordinate {
                Coordinate::Rate(i) => *slope += of_rate[i],
                Coordinate::Gain(i) => *slope += of_bends[i][0],
                _ => {}
            }
        }
        for i in 0..2 {
            slope[n + i] = of_bends[i][1] * system.bends[i].excess;
            slope[n + 2 + i] = of_bends[i][2];
        }
        slope[n + 4] = (of_bends[0][3] + of_bends[1][3]) * system.bends[0].cap;
        // The two people's levels are integrated out as in the linear loop, at small displacements.
        let levels = self.restricted.add(prepared.model, &p, self.coordinates, &mut slope[..n]);
        let mut height = self.log_likelihood + levels;
        for ((slope, &value), prior) in slope.iter_mut().zip(theta).zip(&self.priors) {
            let away = (value - prior.mean) / prior.sd;
            height -= 0.5 * away * away;
            *slope -= away / prior.sd;
        }
        height
    }
}
