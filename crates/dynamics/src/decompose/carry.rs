use crate::Parts;
use crate::discretise::Discretised;
use crate::kalman::{Measured, Smoothed};
use crate::matrix::{Mat, apply, dot, square_root};
use crate::model::assemble::{Assembled, Inputs, Origin, assemble, diffusion, pushes};
use crate::model::loop_model::{LoopModel, LoopParameters};
use crate::random::Draws;

/// A loop model on a grid with its shocks kept apart by where they come from.
#[derive(Debug, Clone)]
pub(crate) struct Carrier<const S: usize> {
    pub(crate) assembled: Assembled<S>,
    at: [usize; 2],
    /// For each spacing, what each origin adds: shocks at A, at B, at both.
    added: Vec<[Origins<S>; 3]>,
    /// For each spacing, each person's own shocks with the link switched off.
    own: Vec<[Own<S>; 2]>,
    start_root: Mat<S>,
    noise_root: Vec<Mat<S>>,
    own_pushes: Vec<[f64; 2]>,
    shared_pushes: Vec<[f64; 2]>,
}

#[derive(Debug, Clone, Copy)]
struct Origins<const S: usize> {
    covariance: Mat<S>,
    root: Mat<S>,
}

/// One person alone over one interval.
#[derive(Debug, Clone, Copy)]
struct Own<const S: usize> {
    /// What is left of a displacement.
    decay: f64,
    /// Covariance of what the person's shocks add here with what they add to the whole state.
    with_state: [f64; S],
    /// The same in terms of the white numbers behind the state's shocks, and what they leave over.
    with_white: [f64; S],
    left_over: f64,
}

/// Where the state of each origin stands at one moment.
#[derive(Debug, Clone, Copy)]
struct Standing<const S: usize> {
    /// Shocks at A, at B, at both; the rest.
    origin: [[f64; S]; 4],
    own: [f64; 2],
}

const BOTH: usize = 2;
const REST: usize = 3;

impl<const S: usize> Carrier<S> {
    pub(crate) fn new(
        model: LoopModel,
        p: &LoopParameters,
        inputs: &Inputs,
        measured: &Measured,
    ) -> Self {
        let assembled: Assembled<S> = assemble(model, p, inputs, measured);
        let at = model.activation();
        let origins = [Origin::Person(0), Origin::Person(1), Origin::Both];
        let densities = origins.map(|origin| diffusion::<S>(model, p, origin));
        let added: Vec<[Origins<S>; 3]> = measured
            .seconds
            .iter()
            .map(|&seconds| {
                densities.map(|density| {
                    let d = Discretised::new(&assembled.drift, &density, seconds, false);
                    let covariance = d.transition().added;
                    Origins { covariance, root: square_root(&covariance) }
                })
            })
            .collect();
        let own = measured
            .seconds
            .iter()
            .zip(&added)
            .map(|(&seconds, added)| {
                [0, 1].map(|i| own(&assembled.drift, at[i], seconds, &densities[i], &added[i].root))
            })
            .collect();
        // What is left of all shocks is the channels' noise, which has its own states.
        let noise_root = assembled
            .system
            .transitions
            .iter()
            .zip(&added)
            .map(|(transition, added)| noise_root(&transition.added, added, at[1].max(at[0])))
            .collect();
        let only = |own: bool| {
            let mut p = p.clone();
            if own {
                p.shared_effect = [0.0; 2];
            } else {
                p.own_effect = [0.0; 2];
            }
            if model.has_inputs() { pushes(&p, inputs, measured.samples()) } else { Vec::new() }
        };
        Self {
            at,
            added,
            own,
            start_root: square_root(&assembled.system.start),
            noise_root,
            own_pushes: only(true),
            shared_pushes: only(false),
            assembled,
        }
    }

    /// The parts of both people's activation, from the smoothed shocks.
    ///
    /// `ŵ_p = Q_p r` for each origin p; `z_p ← Φ z_p + ŵ_p`.
    pub(crate) fn smoothed_parts(&self, measured: &Measured, smoothed: &Smoothed<S>) -> [Parts; 2] {
        let samples = measured.samples();
        let mut parts = [0, 1].map(|_| Parts::with_capacity(samples));
        let mut standing = Standing { origin: [[0.0; S]; 4], own: [0.0; 2] };
        standing.origin[REST] = apply(&self.assembled.system.start, &smoothed.shock[0]);
        for t in 0..samples {
            self.push_parts(&standing, &mut parts);
            let Some(&spacing) = measured.spacing.get(t) else { break };
            let spacing = spacing as usize;
            let r = &smoothed.shock[t + 1];
            self.carry(&mut standing, spacing);
            for origin in 0..3 {
                let shock = apply(&self.added[spacing][origin].covariance, r);
                add(&mut standing.origin[origin], &shock);
            }
            for person in 0..2 {
                standing.own[person] += dot(&self.own[spacing][person].with_state, r);
            }
            self.push_on(&mut standing, spacing, t);
        }
        parts
    }

    /// One draw of both people's parts and of what the channels would have shown, without levels
    /// and pushes.
    pub(crate) fn simulate(
        &self,
        measured: &Measured,
        draws: &mut Draws,
    ) -> ([Parts; 2], Vec<f64>) {
        let samples = measured.samples();
        let mut parts = [0, 1].map(|_| Parts::with_capacity(samples));
        let mut shown = Vec::with_capacity(measured.values.len());
        let mut standing = Standing { origin: [[0.0; S]; 4], own: [0.0; 2] };
        standing.origin[REST] = apply(&self.start_root, &white(draws));
        for t in 0..samples {
            self.push_parts(&standing, &mut parts);
            for row in &self.assembled.system.rows {
                let value = |state: usize| standing.origin.iter().map(|z| z[state]).sum::<f64>();
                let mut y = row.loading * value(row.state) + row.variance.sqrt() * draws.normal();
                if let Some(noise) = row.noise {
                    y += value(noise);
                }
                shown.push(y);
            }
            let Some(&spacing) = measured.spacing.get(t) else { break };
            let spacing = spacing as usize;
            self.carry(&mut standing, spacing);
            for origin in 0..3 {
                let fresh = white(draws);
                let shock = apply(&self.added[spacing][origin].root, &fresh);
                add(&mut standing.origin[origin], &shock);
                if origin < BOTH {
                    let own = &self.own[spacing][origin];
                    standing.own[origin] +=
                        dot(&own.with_white, &fresh) + own.left_over * draws.normal();
                }
            }
            if self.assembled.system.rows.iter().any(|row| row.noise.is_some()) {
                let noise = apply(&self.noise_root[spacing], &white(draws));
                add(&mut standing.origin[REST], &noise);
            }
        }
        (parts, shown)
    }

    fn carry(&self, standing: &mut Standing<S>, spacing: usize) {
        let carry = &self.assembled.system.transitions[spacing].carry;
        for z in &mut standing.origin {
            *z = apply(carry, z);
        }
        for person in 0..2 {
            standing.own[person] *= self.own[spacing][person].decay;
        }
    }

    fn push_on(&self, standing: &mut Standing<S>, spacing: usize, t: usize) {
        let reach = &self.assembled.system.transitions[spacing].reach;
        for (pushes, origin) in [(&self.own_pushes, REST), (&self.shared_pushes, BOTH)] {
            let Some(push) = pushes.get(t) else { continue };
            for person in 0..2 {
                for i in 0..S {
                    standing.origin[origin][i] += reach[i][self.at[person]] * push[person];
                }
            }
        }
    }

    fn push_parts(&self, standing: &Standing<S>, parts: &mut [Parts; 2]) {
        for (person, parts) in parts.iter_mut().enumerate() {
            let of = |origin: usize| standing.origin[origin][self.at[person]];
            let own = standing.own[person];
            parts.push([own, of(person) - own, of(1 - person), of(BOTH), of(REST)]);
        }
    }
}

/// One person alone: the link switched off, over one interval.
///
/// The covariance with the whole state is `∫ e^{−ks} Q_c e^{Aᵀs} ds`, which is the reach of the
/// drift `A − kI`.
fn own<const S: usize>(
    drift: &Mat<S>,
    state: usize,
    seconds: f64,
    density: &Mat<S>,
    root: &Mat<S>,
) -> Own<S> {
    let rate = -drift[state][state];
    let variance_rate = density[state][state];
    let mut faster = *drift;
    for i in 0..S {
        faster[i][i] -= rate;
    }
    let reach = Discretised::new(&faster, density, seconds, true).transition().reach;
    let mut with_state = [0.0; S];
    for i in 0..S {
        with_state[i] = variance_rate * reach[i][state];
    }
    // Solve root · with_white = with_state; directions without variance stay out.
    let mut with_white = [0.0; S];
    for i in 0..S {
        if root[i][i] > 0.0 {
            let known: f64 = (0..i).map(|k| root[i][k] * with_white[k]).sum();
            with_white[i] = (with_state[i] - known) / root[i][i];
        }
    }
    let variance = variance_rate * -(-2.0 * rate * seconds).exp_m1() / (2.0 * rate);
    let explained = dot(&with_white, &with_white);
    if explained > variance {
        // Rounding in a nearly singular root: the state's shocks tell the own ones entirely.
        let shrink = (variance / explained).sqrt();
        with_white.iter_mut().for_each(|w| *w *= shrink);
    }
    Own {
        decay: (-rate * seconds).exp(),
        with_state,
        with_white,
        left_over: (variance - explained).max(0.0).sqrt(),
    }
}

/// The root of what is added beyond the two people's shocks: the coloured noise of the channels.
fn noise_root<const S: usize>(all: &Mat<S>, added: &[Origins<S>; 3], last_loop: usize) -> Mat<S> {
    let first = if last_loop == 1 { 2 } else { 6 };
    let mut root = [[0.0; S]; S];
    for i in first..S {
        let people: f64 = added.iter().map(|origin| origin.covariance[i][i]).sum();
        root[i][i] = (all[i][i] - people).max(0.0).sqrt();
    }
    root
}

fn white<const S: usize>(draws: &mut Draws) -> [f64; S] {
    let mut fresh = [0.0; S];
    for value in &mut fresh {
        *value = draws.normal();
    }
    fresh
}

fn add<const S: usize>(sum: &mut [f64; S], x: &[f64; S]) {
    for i in 0..S {
        sum[i] += x[i];
    }
}
