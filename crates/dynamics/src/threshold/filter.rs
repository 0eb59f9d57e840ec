//! The Gaussian filter of a loop with bent influence, forward and backward.
//!
//! The linear system carries everything in proportion, exactly; what the bend adds is pushed onto
//! each person over the interval: `z' = Φ z + Σ_i b_i g_i(a_i · z)`, where `a_i · z` is what
//! arrives in person i, averaged over the interval as the linear system foresees it, and `b_i` is
//! what a lasting push on them adds. Where g is 0 this is the Kalman filter of the linear loop.

use super::bend::{Averaged, Bend, NUMBERS};
use crate::discretise::TransitionSlope;
use crate::kalman::{Measured, RowSlope, Slopes, System};
use crate::matrix::{
    Mat, add_outer, add_scaled, apply, apply_transposed, dot, mul, mul_left_transposed,
    mul_right_transposed, symmetrise, zeros,
};

/// How the bends enter one transition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bent<const S: usize> {
    /// What arrives in each person, as a weighting of the state.
    pub(crate) arriving: [[f64; S]; 2],
    /// What a lasting push of 1 on each person adds.
    pub(crate) pushing: [[f64; S]; 2],
}

/// How the log-likelihood changes with a [`Bent`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct BentSlope<const S: usize> {
    pub(crate) arriving: [[f64; S]; 2],
    pub(crate) pushing: [[f64; S]; 2],
}

impl<const S: usize> BentSlope<S> {
    fn zero() -> Self {
        Self { arriving: [[0.0; S]; 2], pushing: [[0.0; S]; 2] }
    }
}

/// A loop with bent influence on a grid.
#[derive(Debug, Clone)]
pub(crate) struct BentSystem<const S: usize> {
    pub(crate) linear: System<S>,
    /// One for each transition of the linear system.
    pub(crate) bent: Vec<Bent<S>>,
    pub(crate) bends: [Bend; 2],
}

/// One pass of the filter: what the way back needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct BentPass<const S: usize> {
    pub(crate) log_likelihood: f64,
    /// Mean and covariance before and after each sample's measurements.
    before: Vec<([f64; S], Mat<S>)>,
    after: Vec<([f64; S], Mat<S>)>,
}

impl<const S: usize> BentPass<S> {
    pub(crate) fn empty() -> Self {
        Self { log_likelihood: f64::NAN, before: Vec::new(), after: Vec::new() }
    }
}

const LN_TAU: f64 = 1.837_877_066_409_345_5;

/// Runs the filter, reusing the memory of an earlier pass.
pub(crate) fn filter_bent<const S: usize>(
    system: &BentSystem<S>,
    measured: &Measured,
    out: &mut BentPass<S>,
) {
    let samples = measured.samples();
    out.before.clear();
    out.after.clear();
    out.before.reserve(samples);
    out.after.reserve(samples);
    let (mut mean, mut covariance) = ([0.0; S], system.linear.start);
    let mut sum = 0.0;
    for t in 0..samples {
        out.before.push((mean, covariance));
        for (row, &y) in system.linear.rows.iter().zip(measured.sample(t)) {
            if y.is_nan() {
                continue;
            }
            let seen = Seen::new(row, y, &mean, &covariance);
            sum += LN_TAU + seen.variance.ln() + seen.surprise * seen.surprise / seen.variance;
            seen.learn(&mut mean, &mut covariance);
        }
        out.after.push((mean, covariance));
        let Some(&spacing) = measured.spacing.get(t) else { break };
        let step = Step::new(system, spacing as usize, &mean, &covariance);
        mean = step.mean(system, spacing as usize, &mean, t);
        let half = mul(&step.carry, &covariance);
        covariance = mul_right_transposed(&half, &step.carry);
        add_scaled(&mut covariance, 1.0, &system.linear.transitions[spacing as usize].added);
        symmetrise(&mut covariance);
    }
    out.log_likelihood = -0.5 * sum;
}

/// One measurement against its forecast.
struct Seen<const S: usize> {
    /// Covariance of the state with what the row shows.
    with_shown: [f64; S],
    variance: f64,
    surprise: f64,
}

impl<const S: usize> Seen<S> {
    #[inline(always)]
    fn new(row: &crate::kalman::Row, y: f64, mean: &[f64; S], covariance: &Mat<S>) -> Self {
        let mut with_shown = [0.0; S];
        for i in 0..S {
            with_shown[i] = row.loading * covariance[row.state][i];
        }
        let mut surprise = y - row.level - row.loading * mean[row.state];
        let mut variance = row.variance;
        if let Some(noise) = row.noise {
            for i in 0..S {
                with_shown[i] += covariance[noise][i];
            }
            surprise -= mean[noise];
            variance += with_shown[noise];
        }
        variance += row.loading * with_shown[row.state];
        Self { with_shown, variance, surprise }
    }

    #[inline(always)]
    fn learn(&self, mean: &mut [f64; S], covariance: &mut Mat<S>) {
        let pull = self.surprise / self.variance;
        for i in 0..S {
            mean[i] += self.with_shown[i] * pull;
        }
        add_outer(covariance, -1.0 / self.variance, &self.with_shown, &self.with_shown);
    }
}

/// One transition from where the state is thought to be.
struct Step<const S: usize> {
    averaged: [Averaged; 2],
    /// `Φ + Σ_i E g_i′ b_i a_iᵀ`
    carry: Mat<S>,
}

impl<const S: usize> Step<S> {
    #[inline(always)]
    fn new(system: &BentSystem<S>, spacing: usize, mean: &[f64; S], covariance: &Mat<S>) -> Self {
        let bent = &system.bent[spacing];
        let mut carry = system.linear.transitions[spacing].carry;
        let averaged = [0, 1].map(|i: usize| {
            let a = &bent.arriving[i];
            system.bends[i].averaged(dot(a, mean), dot(a, &apply(covariance, a)))
        });
        for i in 0..2 {
            add_outer(&mut carry, averaged[i].steepness, &bent.pushing[i], &bent.arriving[i]);
        }
        Self { averaged, carry }
    }

    #[inline(always)]
    fn mean(&self, system: &BentSystem<S>, spacing: usize, mean: &[f64; S], t: usize) -> [f64; S] {
        let transition = &system.linear.transitions[spacing];
        let mut next = apply(&transition.carry, mean);
        for i in 0..2 {
            for s in 0..S {
                next[s] += self.averaged[i].extra * system.bent[spacing].pushing[i][s];
            }
        }
        if let Some(push) = system.linear.pushes.get(t) {
            for (person, &state) in system.linear.pushed.iter().enumerate() {
                for s in 0..S {
                    next[s] += transition.reach[s][state] * push[person];
                }
            }
        }
        next
    }
}

/// The slopes of the log-likelihood, by running the filter backward.
#[derive(Debug, Clone)]
pub(crate) struct BentSlopes<const S: usize> {
    pub(crate) linear: Slopes<S>,
    pub(crate) bent: Vec<BentSlope<S>>,
    /// With respect to each person's gain, excess, threshold and ceiling.
    pub(crate) bends: [[f64; NUMBERS]; 2],
    /// Where each measurement of a sample found the state; memory only.
    stations: Vec<([f64; S], Mat<S>)>,
}

impl<const S: usize> BentSlopes<S> {
    pub(crate) fn empty() -> Self {
        Self {
            linear: Slopes::empty(),
            bent: Vec::new(),
            bends: [[0.0; NUMBERS]; 2],
            stations: Vec::new(),
        }
    }

    fn reset(&mut self, system: &BentSystem<S>) {
        let linear = &mut self.linear;
        linear.transitions.clear();
        linear.transitions.resize(system.linear.transitions.len(), TransitionSlope::zero());
        linear.start = zeros();
        linear.rows.clear();
        linear.rows.resize(system.linear.rows.len(), RowSlope::default());
        linear.pushes.clear();
        linear.pushes.resize(system.linear.pushes.len(), [0.0; 2]);
        self.bent.clear();
        self.bent.resize(system.bent.len(), BentSlope::zero());
        self.bends = [[0.0; NUMBERS]; 2];
    }
}

/// Runs backward through a pass of [`filter_bent`]: reverse differentiation, step by step.
pub(crate) fn backward_bent<const S: usize>(
    system: &BentSystem<S>,
    measured: &Measured,
    pass: &BentPass<S>,
    slopes: &mut BentSlopes<S>,
) {
    slopes.reset(system);
    // Slopes with respect to the mean and the (symmetric) covariance at hand.
    let (mut m, mut p) = ([0.0; S], zeros::<S>());
    for t in (0..measured.samples()).rev() {
        if let Some(&spacing) = measured.spacing.get(t) {
            let (mean, covariance) = &pass.after[t];
            back_over_step(
                system,
                spacing as usize,
                t,
                (mean, covariance),
                (&mut m, &mut p),
                slopes,
            );
        }
        back_over_sample(system, measured.sample(t), &pass.before[t], (&mut m, &mut p), slopes);
    }
    add_scaled(&mut slopes.linear.start, 1.0, &p);
}

fn back_over_step<const S: usize>(
    system: &BentSystem<S>,
    spacing: usize,
    t: usize,
    (mean, covariance): (&[f64; S], &Mat<S>),
    (m, p): (&mut [f64; S], &mut Mat<S>),
    slopes: &mut BentSlopes<S>,
) {
    let step = Step::new(system, spacing, mean, covariance);
    let transition = &system.linear.transitions[spacing];
    let bent = &system.bent[spacing];
    let out = &mut slopes.linear.transitions[spacing];
    // P' = F P Fᵀ + Q
    add_scaled(&mut out.added, 1.0, p);
    let through = mul(p, &step.carry);
    let mut of_carry = mul(&through, covariance);
    for x in of_carry.as_flattened_mut() {
        *x *= 2.0;
    }
    let mut p_before = mul_left_transposed(&step.carry, &through);
    // z' = Φ z + Σ b g + W u
    add_scaled(&mut out.carry, 1.0, &of_carry);
    add_outer(&mut out.carry, 1.0, m, mean);
    let mut m_before = apply_transposed(&transition.carry, m);
    if let Some(push) = system.linear.pushes.get(t) {
        for (person, &state) in system.linear.pushed.iter().enumerate() {
            let mut sum = 0.0;
            for s in 0..S {
                out.reach[s][state] += m[s] * push[person];
                sum += m[s] * transition.reach[s][state];
            }
            slopes.linear.pushes[t][person] = sum;
        }
    }
    for i in 0..2 {
        let (a, b) = (&bent.arriving[i], &bent.pushing[i]);
        let averaged = &step.averaged[i];
        let carried = apply(&of_carry, a);
        let of_steepness = dot(b, &carried);
        let of_extra = dot(b, m);
        let into_a = apply_transposed(&of_carry, b);
        let of_mean = of_extra * averaged.steepness + of_steepness * averaged.curvature;
        let of_variance =
            of_extra * averaged.extra_by_variance + of_steepness * averaged.steepness_by_variance;
        let spread = apply(covariance, a);
        let slope = &mut slopes.bent[spacing];
        for s in 0..S {
            slope.pushing[i][s] += averaged.extra * m[s] + averaged.steepness * carried[s];
            slope.arriving[i][s] +=
                averaged.steepness * into_a[s] + of_mean * mean[s] + 2.0 * of_variance * spread[s];
            m_before[s] += of_mean * a[s];
        }
        add_outer(&mut p_before, of_variance, a, a);
        for k in 0..NUMBERS {
            slopes.bends[i][k] +=
                of_extra * averaged.extra_by[k] + of_steepness * averaged.steepness_by[k];
        }
    }
    symmetrise(&mut p_before);
    *m = m_before;
    *p = p_before;
}

fn back_over_sample<const S: usize>(
    system: &BentSystem<S>,
    values: &[f64],
    before: &([f64; S], Mat<S>),
    (m, p): (&mut [f64; S], &mut Mat<S>),
    slopes: &mut BentSlopes<S>,
) {
    slopes.stations.clear();
    let (mut mean, mut covariance) = *before;
    for (row, &y) in system.linear.rows.iter().zip(values) {
        slopes.stations.push((mean, covariance));
        if !y.is_nan() {
            Seen::new(row, y, &mean, &covariance).learn(&mut mean, &mut covariance);
        }
    }
    for (c, (row, &y)) in system.linear.rows.iter().zip(values).enumerate().rev() {
        if y.is_nan() {
            continue;
        }
        let (mean, covariance) = &slopes.stations[c];
        let Seen { with_shown: w, variance: f, surprise: v } = Seen::new(row, y, mean, covariance);
        let pw = apply(p, &w);
        let along = dot(m, &w);
        let of_surprise = (along - v) / f;
        let of_variance = (-along * v + dot(&w, &pw)) / (f * f) - 0.5 / f + 0.5 * v * v / (f * f);
        let mut of_w = [0.0; S];
        for s in 0..S {
            of_w[s] = m[s] * v / f - 2.0 * pw[s] / f;
        }
        // F = h·w + r, w = P h, v = y − level − h·mean, with h the row's loading.
        let loaded = [(row.state, row.loading), (row.noise.unwrap_or(row.state), 1.0)];
        let loaded = &loaded[..if row.noise.is_some() { 2 } else { 1 }];
        for &(state, loading) in loaded {
            of_w[state] += of_variance * loading;
        }
        let slope = &mut slopes.linear.rows[c];
        slope.level -= of_surprise;
        slope.variance += of_variance;
        slope.loading += of_variance * w[row.state] - of_surprise * mean[row.state]
            + dot(&covariance[row.state], &of_w);
        for &(state, loading) in loaded {
            m[state] -= of_surprise * loading;
            for s in 0..S {
                p[state][s] += 0.5 * loading * of_w[s];
                p[s][state] += 0.5 * loading * of_w[s];
            }
        }
    }
}
