use super::loop_model::{ChannelNoise, ChannelParameters, Lag, LoopModel, LoopParameters};

/// One number of the loop model as the optimiser sees it: unconstrained, with a normal prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coordinate {
    /// ln k
    Rate(usize),
    /// m
    Gain(usize),
    /// ln τ
    Delay(usize),
    /// ln s, where σ² = 2 k s²: s is the standard deviation the person would have alone.
    Spread(usize),
    /// atanh ρ
    SharedShock,
    /// b
    OwnEffect(usize),
    /// h
    SharedEffect(usize),
    /// λ of every channel after the first
    Loading(usize, usize),
    /// ln r
    Noise(usize, usize),
    /// ln of the noise's memory in seconds
    Memory(usize, usize),
    /// level
    Level(usize, usize),
}

/// A normal prior on a coordinate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prior {
    pub(crate) mean: f64,
    pub(crate) sd: f64,
}

/// The coordinates of a model, in the order of the optimiser's vector.
///
/// Without links gains are 0 and delays have no effect; neither is then a coordinate.
pub(crate) fn coordinates(model: LoopModel, linked: bool) -> Vec<Coordinate> {
    use Coordinate as C;
    let mut list = vec![C::Rate(0), C::Rate(1)];
    if linked {
        list.extend([C::Gain(0), C::Gain(1)]);
    }
    if linked && model.lag == Lag::Erlang2 {
        list.extend([C::Delay(0), C::Delay(1)]);
    }
    list.extend([C::Spread(0), C::Spread(1), C::SharedShock]);
    for person in 0..2 {
        if model.own_input[person] {
            list.push(C::OwnEffect(person));
        }
        if model.shared_input {
            list.push(C::SharedEffect(person));
        }
        for channel in 0..model.channels[person] {
            if channel > 0 {
                list.push(C::Loading(person, channel));
            }
            list.push(C::Noise(person, channel));
            if model.noise == ChannelNoise::Coloured {
                list.push(C::Memory(person, channel));
            }
            list.push(C::Level(person, channel));
        }
    }
    list
}

/// The prior of a coordinate (`docs/mathematics.md` 1); those without one there get a weak one, in
/// units in which each channel varies by about 1.
pub(crate) fn prior(coordinate: Coordinate, return_time_s: f64, spacing_s: f64) -> Prior {
    let (mean, sd) = match coordinate {
        Coordinate::Rate(_) => (-return_time_s.ln(), 1.0),
        Coordinate::Gain(_) => (0.0, 0.6),
        Coordinate::Delay(_) => (3.0f64.ln(), 0.6),
        Coordinate::SharedShock => (0.0, 0.5),
        Coordinate::OwnEffect(_) => (0.0, 1.5),
        Coordinate::Loading(..) => (0.7, 0.5),
        Coordinate::Level(..) | Coordinate::SharedEffect(_) | Coordinate::Spread(_) => (0.0, 1.0),
        Coordinate::Noise(..) => (0.7f64.ln(), 1.0),
        Coordinate::Memory(..) => ((3.0 * spacing_s).ln(), 1.0),
    };
    Prior { mean, sd }
}

/// What the delays of unlinked people are set to; nothing passes, so nothing depends on it.
const UNLINKED_DELAY_S: f64 = 3.0;

/// The parameters a vector of coordinates stands for.
pub(crate) fn parameters(
    model: LoopModel,
    coordinates: &[Coordinate],
    theta: &[f64],
) -> LoopParameters {
    let channel =
        ChannelParameters { loading: 1.0, noise_sd: 0.0, noise_memory_s: 0.0, level: 0.0 };
    let mut p = LoopParameters {
        return_rate: [0.0; 2],
        gain: [0.0; 2],
        delay_s: [UNLINKED_DELAY_S; 2],
        shock_sd: [0.0; 2],
        shared_shock: 0.0,
        own_effect: [0.0; 2],
        shared_effect: [0.0; 2],
        channels: model.channels.map(|count| vec![channel; count]),
    };
    for (coordinate, &value) in coordinates.iter().zip(theta) {
        match *coordinate {
            Coordinate::Rate(i) => p.return_rate[i] = value.exp(),
            Coordinate::Gain(i) => p.gain[i] = value,
            Coordinate::Delay(i) => p.delay_s[i] = value.exp(),
            Coordinate::Spread(i) => p.shock_sd[i] = value.exp(),
            Coordinate::SharedShock => p.shared_shock = value.tanh(),
            Coordinate::OwnEffect(i) => p.own_effect[i] = value,
            Coordinate::SharedEffect(i) => p.shared_effect[i] = value,
            Coordinate::Loading(i, c) => p.channels[i][c].loading = value,
            Coordinate::Noise(i, c) => p.channels[i][c].noise_sd = value.exp(),
            Coordinate::Memory(i, c) => p.channels[i][c].noise_memory_s = value.exp(),
            Coordinate::Level(i, c) => p.channels[i][c].level = value,
        }
    }
    for i in 0..2 {
        p.shock_sd[i] *= (2.0 * p.return_rate[i]).sqrt();
    }
    p
}
