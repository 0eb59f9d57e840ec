use super::prepare::Prepared;
use crate::model::coordinate::{Coordinate, Prior};

/// Where a climb starts: the priors' means, with return rates and noise read off the lagged
/// covariances of each channel.
pub(crate) fn start(prepared: &Prepared, coordinates: &[Coordinate], priors: &[Prior]) -> Vec<f64> {
    let model = prepared.model;
    let offset = [0, model.channels[0]];
    coordinates
        .iter()
        .zip(priors)
        .map(|(coordinate, prior)| match *coordinate {
            Coordinate::Rate(i) => {
                let rate = rough(prepared, offset[i], prior.mean).rate;
                rate.ln().clamp(prior.mean - 2.0, prior.mean + 2.0)
            }
            Coordinate::Spread(i) => {
                0.5 * rough(prepared, offset[i], rate_prior(coordinates, priors, i)).signal.ln()
            }
            Coordinate::Noise(i, c) => {
                0.5 * rough(prepared, offset[i] + c, rate_prior(coordinates, priors, i)).noise.ln()
            }
            Coordinate::Loading(i, c) => {
                let here = rough(prepared, offset[i] + c, rate_prior(coordinates, priors, i));
                let first = rough(prepared, offset[i], rate_prior(coordinates, priors, i));
                let sign = covariance(prepared, offset[i], offset[i] + c, 0).signum();
                sign * (here.signal / first.signal).sqrt().clamp(0.2, 3.0)
            }
            _ => prior.mean,
        })
        .collect()
}

fn rate_prior(coordinates: &[Coordinate], priors: &[Prior], person: usize) -> f64 {
    coordinates
        .iter()
        .zip(priors)
        .find(|(coordinate, _)| **coordinate == Coordinate::Rate(person))
        .map_or(0.0, |(_, prior)| prior.mean)
}

/// A channel as decaying signal plus noise: what its lagged covariances say at first sight.
struct Rough {
    rate: f64,
    signal: f64,
    noise: f64,
}

fn rough(prepared: &Prepared, channel: usize, log_rate: f64) -> Rough {
    let usual_s = (-log_rate).exp();
    let lag = (usual_s / (4.0 * prepared.spacing_s)).round().max(1.0);
    let at = |lag: f64| covariance(prepared, channel, channel, lag as usize);
    let (now, near, far) = (at(0.0), at(lag), at(2.0 * lag));
    let decay = if near > 0.0 { (far / near).clamp(0.2, 0.95) } else { 0.5 };
    let signal = (near / decay).clamp(0.1 * now, 0.95 * now);
    let noise = (now - signal).max(0.02 * now);
    Rough { rate: -decay.ln() / (lag * prepared.spacing_s), signal, noise }
}

/// Covariance of two channels, the second one this many samples later.
fn covariance(prepared: &Prepared, first: usize, second: usize, lag: usize) -> f64 {
    let measured = &prepared.measured;
    let (mut sum, mut count) = (0.0, 0.0);
    for t in lag..measured.samples() {
        let product = measured.sample(t - lag)[first] * measured.sample(t)[second];
        if !product.is_nan() {
            sum += product;
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}
