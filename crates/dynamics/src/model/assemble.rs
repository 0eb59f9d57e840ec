use super::coordinate::Coordinate;
use super::loop_model::{ChannelNoise, Lag, LoopModel, LoopParameters};
use crate::discretise::{Discretised, Stationary};
use crate::kalman::{Measured, Row, Slopes, System};
use crate::matrix::{Mat, identity, scaled, zeros};

/// Known inputs at the samples: what pushes each person.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Inputs {
    /// Each person's own; empty where there is none.
    pub(crate) own: [Vec<f64>; 2],
    /// The one that reaches both; empty where there is none.
    pub(crate) shared: Vec<f64>,
}

/// A loop model as a linear system on a grid, with the steps that led there.
#[derive(Debug, Clone)]
pub(crate) struct Assembled<const S: usize> {
    pub(crate) drift: Mat<S>,
    pub(crate) diffusion: Mat<S>,
    pub(crate) discretised: Vec<Discretised<S>>,
    /// `None` where the system does not settle; the start is then diffuse.
    pub(crate) stationary: Option<Stationary<S>>,
    pub(crate) system: System<S>,
}

/// Variance of the start where the system does not settle.
const DIFFUSE: f64 = 25.0;

/// The drift of the whole state: both people and what is on its way between them.
pub(crate) fn drift<const S: usize>(model: LoopModel, p: &LoopParameters) -> Mat<S> {
    let mut a = zeros();
    let at = model.activation();
    let end = chain_end(model);
    for i in 0..2 {
        let k = p.return_rate[i];
        a[at[i]][at[i]] = -k;
        a[at[i]][end[i]] = k * p.gain[i];
        if model.lag == Lag::Erlang2 {
            // The chain that arrives in person i starts at the other.
            let pace = 2.0 / p.delay_s[i];
            let (last, first) = (end[i], end[i] - 1);
            a[first][at[1 - i]] = pace;
            a[first][first] = -pace;
            a[last][first] = pace;
            a[last][last] = -pace;
        }
    }
    for (state, &seconds) in noise_memories(model, p).iter().enumerate() {
        let state = S - noise_states(model) + state;
        a[state][state] = -1.0 / seconds;
    }
    a
}

/// The state that arrives in each person.
pub(crate) fn chain_end(model: LoopModel) -> [usize; 2] {
    match model.lag {
        Lag::None => [1, 0],
        Lag::Erlang2 => [5, 2],
    }
}

fn noise_states(model: LoopModel) -> usize {
    match model.noise {
        ChannelNoise::White => 0,
        ChannelNoise::Coloured => model.channels[0] + model.channels[1],
    }
}

fn noise_memories(model: LoopModel, p: &LoopParameters) -> Vec<f64> {
    match model.noise {
        ChannelNoise::White => Vec::new(),
        ChannelNoise::Coloured => p.channels.iter().flatten().map(|c| c.noise_memory_s).collect(),
    }
}

/// Where a shock comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Everything, channel noise with memory included.
    All,
    /// Only what enters at this person.
    Person(usize),
    /// Only what reaches both at once.
    Both,
}

/// The covariance of the shocks per second, of one origin or of all.
pub(crate) fn diffusion<const S: usize>(
    model: LoopModel,
    p: &LoopParameters,
    origin: Origin,
) -> Mat<S> {
    let mut q = zeros();
    let at = model.activation();
    let (together, apart) = (p.shared_shock.abs(), 1.0 - p.shared_shock.abs());
    for i in 0..2 {
        let variance = p.shock_sd[i] * p.shock_sd[i];
        q[at[i]][at[i]] = match origin {
            Origin::All => variance,
            Origin::Person(person) => {
                if person == i {
                    apart * variance
                } else {
                    0.0
                }
            }
            Origin::Both => together * variance,
        };
    }
    if !matches!(origin, Origin::Person(_)) {
        let covariance = p.shared_shock * p.shock_sd[0] * p.shock_sd[1];
        q[at[0]][at[1]] = covariance;
        q[at[1]][at[0]] = covariance;
    }
    if origin == Origin::All && model.noise == ChannelNoise::Coloured {
        let first = S - noise_states(model);
        for (state, channel) in p.channels.iter().flatten().enumerate() {
            q[first + state][first + state] =
                2.0 * channel.noise_sd * channel.noise_sd / channel.noise_memory_s;
        }
    }
    q
}

fn rows(model: LoopModel, p: &LoopParameters) -> Vec<Row> {
    let at = model.activation();
    let first_noise = model.states() - noise_states(model);
    let mut rows = Vec::with_capacity(model.channels[0] + model.channels[1]);
    for (i, channels) in p.channels.iter().enumerate() {
        for channel in channels {
            let coloured = model.noise == ChannelNoise::Coloured;
            rows.push(Row {
                state: at[i],
                loading: channel.loading,
                noise: coloured.then(|| first_noise + rows.len()),
                variance: if coloured { 0.0 } else { channel.noise_sd * channel.noise_sd },
                level: channel.level,
            });
        }
    }
    rows
}

/// The push on each person from each sample to the next.
pub(crate) fn pushes(p: &LoopParameters, inputs: &Inputs, samples: usize) -> Vec<[f64; 2]> {
    let value = |series: &[f64], t: usize| series.get(t).copied().unwrap_or(0.0);
    (0..samples)
        .map(|t| {
            let shared = value(&inputs.shared, t);
            [0, 1].map(|i| {
                p.return_rate[i]
                    * (p.own_effect[i] * value(&inputs.own[i], t) + p.shared_effect[i] * shared)
            })
        })
        .collect()
}

/// Builds the linear system of a model with these parameters on this grid.
pub(crate) fn assemble<const S: usize>(
    model: LoopModel,
    p: &LoopParameters,
    inputs: &Inputs,
    measured: &Measured,
) -> Assembled<S> {
    assemble_with(model, p, inputs, measured, model.has_inputs())
}

/// The same; `with_reach`, with what a lasting push adds even where nothing recorded pushes.
pub(crate) fn assemble_with<const S: usize>(
    model: LoopModel,
    p: &LoopParameters,
    inputs: &Inputs,
    measured: &Measured,
    with_reach: bool,
) -> Assembled<S> {
    let drift = drift(model, p);
    let diffusion = diffusion(model, p, Origin::All);
    let discretised: Vec<Discretised<S>> = measured
        .seconds
        .iter()
        .map(|&seconds| Discretised::new(&drift, &diffusion, seconds, with_reach))
        .collect();
    let transitions: Vec<_> = discretised.iter().map(|d| d.transition().clone()).collect();
    let stationary = transitions.first().and_then(Stationary::new);
    let start = stationary.as_ref().map_or_else(|| scaled(DIFFUSE, &identity()), |s| s.covariance);
    let pushes =
        if model.has_inputs() { pushes(p, inputs, measured.samples()) } else { Vec::new() };
    let system =
        System { transitions, rows: rows(model, p), start, pushed: model.activation(), pushes };
    Assembled { drift, diffusion, discretised, stationary, system }
}

/// Carries slopes with respect to the system back to the coordinates.
pub(crate) fn coordinate_slopes<const S: usize>(
    model: LoopModel,
    p: &LoopParameters,
    inputs: &Inputs,
    assembled: &Assembled<S>,
    slopes: &mut Slopes<S>,
    coordinates: &[Coordinate],
    out: &mut [f64],
) {
    if let Some(stationary) = &assembled.stationary {
        let start = slopes.start;
        stationary.backward(&start, &assembled.system.transitions[0], &mut slopes.transitions[0]);
    }
    let (mut of_drift, mut of_diffusion) = (zeros(), zeros());
    for (discretised, slope) in assembled.discretised.iter().zip(&slopes.transitions) {
        discretised.backward(slope, &assembled.drift, &mut of_drift, &mut of_diffusion);
    }
    let at = model.activation();
    let end = chain_end(model);
    let q = &assembled.diffusion;
    let cross = of_diffusion[at[0]][at[1]] + of_diffusion[at[1]][at[0]];
    let first_noise = S - noise_states(model);
    let row_of = |i: usize, c: usize| i * model.channels[0] + c;
    let pushed = |i: usize, weight: &dyn Fn(usize) -> f64| -> f64 {
        slopes.pushes.iter().enumerate().map(|(t, slope)| slope[i] * weight(t)).sum()
    };
    let value = |series: &[f64], t: usize| series.get(t).copied().unwrap_or(0.0);
    for (coordinate, slope) in coordinates.iter().zip(out) {
        *slope = match *coordinate {
            Coordinate::Rate(i) => {
                let a = &assembled.drift;
                of_drift[at[i]][at[i]] * a[at[i]][at[i]]
                    + of_drift[at[i]][end[i]] * a[at[i]][end[i]]
                    + of_diffusion[at[i]][at[i]] * q[at[i]][at[i]]
                    + 0.5 * cross * q[at[0]][at[1]]
                    + pushed(i, &|t| assembled.system.pushes[t][i])
            }
            Coordinate::Gain(i) => of_drift[at[i]][end[i]] * p.return_rate[i],
            Coordinate::Delay(i) => {
                let (last, first) = (end[i], end[i] - 1);
                let pace = 2.0 / p.delay_s[i];
                -pace
                    * (of_drift[first][at[1 - i]] - of_drift[first][first] + of_drift[last][first]
                        - of_drift[last][last])
            }
            Coordinate::Spread(i) => {
                2.0 * of_diffusion[at[i]][at[i]] * q[at[i]][at[i]] + cross * q[at[0]][at[1]]
            }
            Coordinate::SharedShock => {
                let slope_of_tanh = 1.0 - p.shared_shock * p.shared_shock;
                cross * p.shock_sd[0] * p.shock_sd[1] * slope_of_tanh
            }
            Coordinate::OwnEffect(i) => pushed(i, &|t| p.return_rate[i] * value(&inputs.own[i], t)),
            Coordinate::SharedEffect(i) => {
                pushed(i, &|t| p.return_rate[i] * value(&inputs.shared, t))
            }
            Coordinate::Loading(i, c) => slopes.rows[row_of(i, c)].loading,
            Coordinate::Level(i, c) => slopes.rows[row_of(i, c)].level,
            Coordinate::Noise(i, c) => {
                let sd = p.channels[i][c].noise_sd;
                match model.noise {
                    ChannelNoise::White => 2.0 * sd * sd * slopes.rows[row_of(i, c)].variance,
                    ChannelNoise::Coloured => {
                        let state = first_noise + row_of(i, c);
                        2.0 * of_diffusion[state][state] * q[state][state]
                    }
                }
            }
            Coordinate::Memory(i, c) => {
                let state = first_noise + row_of(i, c);
                -of_drift[state][state] * assembled.drift[state][state]
                    - of_diffusion[state][state] * q[state][state]
            }
        };
    }
}
