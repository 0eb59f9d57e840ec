use super::coast::{Coast, each_state_is_measured, stretch_behind};
use super::{Filtered, Measured, System};
use crate::discretise::TransitionSlope;
use crate::matrix::{
    Mat, add_outer, add_scaled, apply, apply_transposed, dot, largest, largest_difference, mul,
    mul_left_transposed, symmetrise, zeros,
};

/// How the log-likelihood changes with every entry of a system.
#[derive(Debug, Clone)]
pub(crate) struct Slopes<const S: usize> {
    pub(crate) transitions: Vec<TransitionSlope<S>>,
    pub(crate) start: Mat<S>,
    /// For each row: loading, white variance, level.
    pub(crate) rows: Vec<RowSlope>,
    /// For each push, where there are pushes.
    pub(crate) pushes: Vec<[f64; 2]>,
}

/// How the log-likelihood changes with one row.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RowSlope {
    pub(crate) loading: f64,
    pub(crate) variance: f64,
    pub(crate) level: f64,
}

/// The state given everything measured.
#[derive(Debug, Clone, Default)]
pub(crate) struct Smoothed<const S: usize> {
    /// Mean of the state at each sample.
    pub(crate) mean: Vec<[f64; S]>,
    /// The smoothing vector r at each sample before its measurements: the smoothed shock into
    /// sample t is `Q r[t]`, the smoothed start `P₀ r[0]`.
    pub(crate) shock: Vec<[f64; S]>,
}

/// Below this relative change from sample to sample the information matrix counts as settled.
const SETTLED: f64 = 1e-13;

/// Runs backward through a filter pass: the slopes of the log-likelihood, and, where asked for,
/// the smoothed states.
///
/// With r and N the smoothing vector and its covariance (Durbin & Koopman), the slope is
/// `½(r rᵀ − N)` with respect to every added covariance and `r x̂ᵀ − N Φ P` with respect to every
/// carry.
#[inline(always)]
pub(crate) fn backward<const S: usize>(
    system: &System<S>,
    measured: &Measured,
    filtered: &Filtered<S>,
    slopes: &mut Slopes<S>,
    mut smoothed: Option<&mut Smoothed<S>>,
) {
    let samples = measured.samples();
    let channels = measured.channels;
    slopes.reset(system);
    if let Some(out) = smoothed.as_deref_mut() {
        out.mean.clear();
        out.mean.resize(samples, [0.0; S]);
        out.shock.clear();
        out.shock.resize(samples, [0.0; S]);
    }
    let mut r = [0.0; S];
    let mut n = zeros::<S>();
    // What one sample of a settled stretch adds whatever was measured, and how often it did.
    let mut constant = Constant::<S>::new(channels);

    let coasts = smoothed.is_none() && each_state_is_measured(system);
    let mut to = samples;
    while let Some(t) = to.checked_sub(1) {
        let record = filtered.record_of[t];
        let spacing = measured.spacing.get(t).copied();
        if coasts
            && let Some(spacing) = spacing
            && constant.holds_for(record, Some(spacing))
            && let from = stretch_behind(measured, filtered, to)
            && from < to
            && let Some(coast) = Coast::new(system, spacing, record, &filtered.gains)
        {
            let slope = &mut slopes.transitions[spacing as usize];
            coast.backward(filtered, from..to, &mut r, slope, &mut slopes.rows);
            constant.count += (to - from) as f64;
            to = from;
            continue;
        }
        to = t;
        let after = &filtered.records[record as usize].after;
        let gains = &filtered.gains[record as usize * channels..][..channels];
        let shock_after = r;
        if let Some(spacing) = spacing {
            r = apply_transposed(&system.transitions[spacing as usize].carry, &r);
        }
        let mut mean = filtered.mean[t];
        let pulled = apply(after, &r);
        for i in 0..S {
            mean[i] += pulled[i];
        }
        if let Some(out) = smoothed.as_deref_mut() {
            out.mean[t] = mean;
        }
        if let Some(spacing) = spacing {
            let slope = &mut slopes.transitions[spacing as usize];
            add_outer(&mut slope.added, 0.5, &shock_after, &shock_after);
            add_outer(&mut slope.carry, 1.0, &shock_after, &mean);
            if let Some(push) = system.pushes.get(t) {
                let reach = &system.transitions[spacing as usize].reach;
                for (person, &state) in system.pushed.iter().enumerate() {
                    let mut sum = 0.0;
                    for i in 0..S {
                        slope.reach[i][state] += shock_after[i] * push[person];
                        sum += shock_after[i] * reach[i][state];
                    }
                    slopes.pushes[t][person] = sum;
                }
            }
        }

        if !constant.holds_for(record, spacing) {
            constant.flush(slopes);
            let entering = n;
            constant.start(system, record, spacing, after, &mut n);
            information(system, gains, &mut n, &mut constant.rows);
            constant.settled =
                constant.repeats && largest_difference(&n, &entering) <= SETTLED * largest(&n);
        }
        constant.count += 1.0;

        for (c, row) in system.rows.iter().enumerate().rev() {
            let gain = &gains[c];
            if gain.precision == 0.0 {
                continue;
            }
            let error = filtered.surprise[t * channels + c] * gain.precision - dot(&gain.pull, &r);
            r[row.state] += row.loading * error;
            if let Some(noise) = row.noise {
                r[noise] += error;
            }
            let slope = &mut slopes.rows[c];
            slope.level += error;
            slope.variance += 0.5 * error * error;
            slope.loading += error * mean[row.state];
        }
        if let Some(out) = smoothed.as_deref_mut() {
            out.shock[t] = r;
        }
    }
    constant.flush(slopes);
    add_outer(&mut slopes.start, 0.5, &r, &r);
    add_scaled(&mut slopes.start, -0.5, &n);
}

/// The part of the slopes that does not depend on what was measured. In a settled stretch it is
/// the same at every sample, so it is worked out once and counted.
struct Constant<const S: usize> {
    record: u32,
    spacing: Option<u32>,
    /// Whether the last sample had the same record and spacing as the one before it.
    repeats: bool,
    settled: bool,
    count: f64,
    information: Mat<S>,
    carry: Mat<S>,
    rows: Vec<RowSlope>,
}

impl<const S: usize> Constant<S> {
    fn new(channels: usize) -> Self {
        Self {
            record: u32::MAX,
            spacing: None,
            repeats: false,
            settled: false,
            count: 0.0,
            information: zeros(),
            carry: zeros(),
            rows: vec![RowSlope::default(); channels],
        }
    }

    #[inline(always)]
    fn holds_for(&self, record: u32, spacing: Option<u32>) -> bool {
        self.settled && self.record == record && self.spacing == spacing
    }

    /// Takes the information back over the transition that follows a sample.
    #[inline(always)]
    fn start(
        &mut self,
        system: &System<S>,
        record: u32,
        spacing: Option<u32>,
        after: &Mat<S>,
        n: &mut Mat<S>,
    ) {
        self.repeats = self.record == record && self.spacing == spacing;
        self.record = record;
        self.spacing = spacing;
        self.rows.fill(RowSlope::default());
        let Some(spacing) = spacing else { return };
        let carry = &system.transitions[spacing as usize].carry;
        let information_carry = mul(n, carry);
        self.information = *n;
        self.carry = mul(&information_carry, after);
        *n = mul_left_transposed(carry, &information_carry);
        symmetrise(n);
    }

    #[inline(always)]
    fn flush(&mut self, slopes: &mut Slopes<S>) {
        if self.count == 0.0 {
            return;
        }
        if let Some(spacing) = self.spacing {
            let slope = &mut slopes.transitions[spacing as usize];
            add_scaled(&mut slope.added, -0.5 * self.count, &self.information);
            add_scaled(&mut slope.carry, -self.count, &self.carry);
        }
        for (sum, row) in slopes.rows.iter_mut().zip(&self.rows) {
            sum.variance += self.count * row.variance;
            sum.loading += self.count * row.loading;
        }
        self.count = 0.0;
    }
}

/// Takes the information back over one sample's measurements, last first.
#[inline(always)]
fn information<const S: usize>(
    system: &System<S>,
    gains: &[super::filter::Gain<S>],
    n: &mut Mat<S>,
    rows: &mut [RowSlope],
) {
    for (c, row) in system.rows.iter().enumerate().rev() {
        let gain = &gains[c];
        if gain.precision == 0.0 {
            continue;
        }
        let pulled = apply(n, &gain.pull);
        let spread = dot(&gain.pull, &pulled);
        let inner = gain.precision + spread;
        rows[c].variance = -0.5 * inner;
        rows[c].loading = dot(&pulled, &gain.column) - gain.pull[row.state];
        // L = I − K zᵀ changes only the rows and columns the measurement loads on.
        let loaded = [(row.state, row.loading), (row.noise.unwrap_or(row.state), 1.0)];
        let loaded = &loaded[..if row.noise.is_some() { 2 } else { 1 }];
        for &(state, loading) in loaded {
            for i in 0..S {
                n[i][state] -= loading * pulled[i];
                n[state][i] -= loading * pulled[i];
            }
        }
        for &(one, first) in loaded {
            for &(other, second) in loaded {
                n[one][other] += first * second * inner;
            }
        }
    }
}

impl<const S: usize> Slopes<S> {
    /// Memory for the slopes, to be filled by [`backward`].
    pub(crate) fn empty() -> Self {
        Self { transitions: Vec::new(), start: zeros(), rows: Vec::new(), pushes: Vec::new() }
    }

    fn reset(&mut self, system: &System<S>) {
        self.transitions.clear();
        self.transitions.resize(system.transitions.len(), TransitionSlope::zero());
        self.start = zeros();
        self.rows.clear();
        self.rows.resize(system.rows.len(), RowSlope::default());
        self.pushes.clear();
        self.pushes.resize(system.pushes.len(), [0.0; 2]);
    }
}
