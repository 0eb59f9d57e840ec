use super::coast::{Coast, each_state_is_measured, stretch_ahead};
use super::{Measured, System};
use crate::matrix::{
    Mat, add_scaled, apply, largest, largest_difference, mul, mul_right_transposed, symmetrise,
};

/// One pass of the filter: everything the backward pass needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filtered<const S: usize> {
    pub(crate) log_likelihood: f64,
    /// Mean of the state after each sample's measurements.
    pub(crate) mean: Vec<[f64; S]>,
    /// What each measurement differed from its forecast; NaN where missing.
    pub(crate) surprise: Vec<f64>,
    /// Which covariance record holds at each sample.
    pub(crate) record_of: Vec<u32>,
    pub(crate) records: Vec<Record<S>>,
    /// Gains of each record, channel by channel.
    pub(crate) gains: Vec<Gain<S>>,
}

/// The covariances of one sample; regular complete stretches share one record.
#[derive(Debug, Clone)]
pub(crate) struct Record<const S: usize> {
    /// Covariance after the sample's measurements.
    pub(crate) after: Mat<S>,
    /// Sum of the logarithms of the forecast variances, 2π included.
    pub(crate) log_variance: f64,
}

/// What one measurement does to the state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gain<const S: usize> {
    /// How far each state moves per unit of surprise; unused where the measurement is missing.
    pub(crate) pull: [f64; S],
    /// One over the forecast variance; 0 where the measurement is missing.
    pub(crate) precision: f64,
    /// The loaded state's column of the covariance just after this measurement.
    pub(crate) column: [f64; S],
}

/// Below this relative change from sample to sample the covariance counts as settled.
const SETTLED: f64 = 1e-13;

/// Runs the filter, reusing the memory of an earlier pass.
///
/// `ℓ = −½ Σ (ln 2πF + v²/F)` over every measurement that is there.
#[inline(always)]
pub(crate) fn filter<const S: usize>(
    system: &System<S>,
    measured: &Measured,
    out: &mut Filtered<S>,
) {
    let samples = measured.samples();
    let channels = measured.channels;
    out.mean.clear();
    out.surprise.clear();
    out.record_of.clear();
    out.records.clear();
    out.gains.clear();
    out.mean.reserve(samples);
    out.surprise.reserve(samples * channels);
    out.record_of.reserve(samples);

    let mut mean = [0.0; S];
    let mut before = system.start;
    // The record and spacing whose repetition leaves the covariance unchanged.
    let mut settled: Option<u32> = None;
    let mut sum = 0.0;
    let coasts = each_state_is_measured(system);
    let mut t = 0;
    while t < samples {
        if coasts
            && let (Some(record), Some(&spacing)) = (settled, measured.spacing.get(t))
            && measured.spacing[t - 1] == spacing
            && let end = stretch_ahead(measured, t, spacing)
            && end > t
            && let Some(coast) = Coast::new(system, spacing, record, &out.gains)
        {
            let values = &measured.values[t * channels..end * channels];
            sum += coast.filter(values, &mut mean, &mut out.mean, &mut out.surprise);
            sum += (end - t) as f64 * out.records[record as usize].log_variance;
            out.record_of.resize(end, record);
            t = end;
        }
        let values = measured.sample(t);
        let record = match settled {
            Some(record) if values.iter().all(|y| !y.is_nan()) => record,
            _ => {
                settled = None;
                let (after, log_variance) = gains(system, values, before, &mut out.gains);
                out.records.push(Record { after, log_variance });
                (out.records.len() - 1) as u32
            }
        };
        sum += out.records[record as usize].log_variance;
        out.record_of.push(record);
        let first = record as usize * channels;
        for (c, row) in system.rows.iter().enumerate() {
            let gain = &out.gains[first + c];
            if gain.precision == 0.0 {
                out.surprise.push(f64::NAN);
                continue;
            }
            let mut surprise = values[c] - row.level - row.loading * mean[row.state];
            if let Some(noise) = row.noise {
                surprise -= mean[noise];
            }
            sum += surprise * surprise * gain.precision;
            for i in 0..S {
                mean[i] += gain.pull[i] * surprise;
            }
            out.surprise.push(surprise);
        }
        out.mean.push(mean);

        let Some(&spacing) = measured.spacing.get(t) else { break };
        t += 1;
        let transition = &system.transitions[spacing as usize];
        mean = apply(&transition.carry, &mean);
        if let Some(push) = system.pushes.get(t - 1) {
            for (person, &state) in system.pushed.iter().enumerate() {
                for i in 0..S {
                    mean[i] += transition.reach[i][state] * push[person];
                }
            }
        }
        let same_spacing = t > 1 && measured.spacing[t - 2] == spacing;
        if settled.is_some() && same_spacing {
            continue;
        }
        settled = None;
        let after = &out.records[record as usize].after;
        let half = mul(&transition.carry, after);
        let mut next = mul_right_transposed(&half, &transition.carry);
        add_scaled(&mut next, 1.0, &transition.added);
        symmetrise(&mut next);
        let complete = values.iter().all(|y| !y.is_nan());
        if same_spacing
            && complete
            && largest_difference(&next, &before) <= SETTLED * largest(&next)
        {
            settled = Some(record);
        }
        before = next;
    }
    out.log_likelihood = -0.5 * sum;
}

const LN_TAU: f64 = 1.837_877_066_409_345_5;

/// The gains of one sample's measurements, in order; returns the covariance after them.
#[inline(always)]
fn gains<const S: usize>(
    system: &System<S>,
    values: &[f64],
    before: Mat<S>,
    gains: &mut Vec<Gain<S>>,
) -> (Mat<S>, f64) {
    let mut covariance = before;
    let mut product = 1.0;
    let mut there = 0.0;
    for (row, y) in system.rows.iter().zip(values) {
        if y.is_nan() {
            gains.push(Gain { pull: [0.0; S], precision: 0.0, column: [0.0; S] });
            continue;
        }
        // The covariance of the state with what this row shows.
        let mut with_shown = [0.0; S];
        for i in 0..S {
            with_shown[i] = row.loading * covariance[row.state][i];
        }
        if let Some(noise) = row.noise {
            for i in 0..S {
                with_shown[i] += covariance[noise][i];
            }
        }
        let noise_part = row.noise.map_or(0.0, |noise| with_shown[noise]);
        let variance = row.variance + row.loading * with_shown[row.state] + noise_part;
        let precision = 1.0 / variance;
        let mut pull = [0.0; S];
        for i in 0..S {
            pull[i] = with_shown[i] * precision;
        }
        for i in 0..S {
            for j in 0..S {
                covariance[i][j] -= pull[i] * with_shown[j];
            }
        }
        product *= variance;
        there += 1.0;
        gains.push(Gain { pull, precision, column: covariance[row.state] });
    }
    // One logarithm for all channels: they are few, and of ordinary size.
    (covariance, product.ln() + there * LN_TAU)
}
