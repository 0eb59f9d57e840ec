pub(crate) mod conversation;
mod happenings;
mod integrate;
mod sense;

use crate::random::Draws;
use crate::{DynamicsError, Parts, Planted, Scenario};
use happenings::Happenings;
pub use happenings::{BlockSpan, SpanKind};
use integrate::integrate;

/// How much to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulateOptions {
    /// Seed of every random number; the same seed gives the same bits.
    pub seed: u64,
    /// Length of each recording, in minutes.
    pub minutes: f64,
    /// How many pairs: the same truth, other draws.
    pub dyads: usize,
    /// Samples per second.
    pub rate_hz: f64,
}

impl Default for SimulateOptions {
    fn default() -> Self {
        Self { seed: 1, minutes: 30.0, dyads: 1, rate_hz: 1.0 }
    }
}

impl SimulateOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// [`DynamicsError::SamplingRate`] and [`DynamicsError::Length`].
    pub fn check(&self) -> Result<(), DynamicsError> {
        if !(0.05..=100.0).contains(&self.rate_hz) {
            return Err(DynamicsError::SamplingRate { rate_hz: self.rate_hz });
        }
        if !(0.1..=1440.0).contains(&self.minutes) {
            return Err(DynamicsError::Length { minutes: self.minutes });
        }
        Ok(())
    }

    /// How many samples each channel has.
    #[must_use]
    pub fn samples(&self) -> usize {
        (self.minutes * 60.0 * self.rate_hz).round() as usize
    }
}

/// Simulated pairs with the same planted truth and other draws.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedStudy {
    /// What was planted.
    pub scenario: Scenario,
    /// How much was simulated.
    pub options: SimulateOptions,
    /// The pairs; pair i is the same whatever the number of pairs.
    pub dyads: Vec<SimulatedDyad>,
}

/// One simulated pair: what a recording would show, and the truth behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedDyad {
    /// Which random stream it came from.
    pub index: usize,
    /// The planted parameters, with the two people in the order of `persons`.
    pub planted: Planted,
    /// A and B.
    pub persons: [SimulatedPerson; 2],
    /// The shared input at the sample times, where the scenario records it.
    pub recorded_input: Option<Vec<f64>>,
    /// Marked stretches of time: alone, together, pacing.
    pub spans: Vec<BlockSpan>,
}

/// One simulated person.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedPerson {
    /// When this person's device says each sample was taken, in seconds from the start.
    pub times_s: Vec<f64>,
    /// What the sensors show.
    pub channels: Vec<SimulatedChannel>,
    /// 1 while this person breathes with a pacer, else 0; empty where nobody does.
    pub pacing: Vec<f64>,
    /// The true activation at the true sample times.
    pub state: Vec<f64>,
    /// Where the true activation came from; sums to `state`.
    pub parts: Parts,
}

/// What one sensor shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedChannel {
    /// The planted loading.
    pub loading: f64,
    /// The planted noise.
    pub noise_sd: f64,
    /// The samples; missing is NaN.
    pub values: Vec<f64>,
}

/// Simulates a scenario: recordings of pairs with a planted truth.
///
/// `dx_i = k_i (−(x_i − μ_i) + m_ij φ(x_j(t − τ) − μ_j) + b_i u_i + h_i s) dt + dW_i`, integrated by
/// Euler steps of at most 0.1 s with a pure delay.
///
/// In plain words: two people who each drift back to where they settle, get pushed about, and pick
/// up some of the other a moment later; sensors that show this through noise and holes. What was
/// whose is known exactly, because the shocks of each source are carried through separately.
///
/// The integrator shares no code with the fitted model, which uses exact discretisation and a
/// smooth lag: a fit that lands on the truth has not merely undone its own arithmetic.
///
/// # Inputs
/// A scenario, and how much of it: seed, minutes, number of pairs, samples per second.
///
/// # Returns
/// For each pair the samples, the truth and the marked stretches of time.
///
/// # Missing data
/// Planted missing samples are NaN.
///
/// # Errors
/// [`DynamicsError::SamplingRate`], [`DynamicsError::Length`].
///
/// # Example
/// ```
/// use attune_dynamics::{Scenario, SimulateOptions, simulate};
///
/// let options = SimulateOptions { seed: 7, minutes: 20.0, dyads: 2, rate_hz: 1.0 };
/// let study = simulate(Scenario::MutualEcho, &options)?;
/// let a = &study.dyads[0].persons[0];
/// assert_eq!(a.times_s.len(), 1200);
/// assert!((a.parts.total(600) - a.state[600]).abs() < 1e-9);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 1 and 12.
pub fn simulate(
    scenario: Scenario,
    options: &SimulateOptions,
) -> Result<SimulatedStudy, DynamicsError> {
    let planted = scenario.planted();
    let dyads = (0..options.dyads)
        .map(|index| simulate_dyad(&planted, options, index))
        .collect::<Result<_, _>>()?;
    Ok(SimulatedStudy { scenario, options: *options, dyads })
}

/// Simulates one pair from any planted truth; `index` chooses the random stream.
///
/// # Errors
/// As [`simulate`], and [`DynamicsError::Planted`] where a planted number has no meaning.
pub fn simulate_dyad(
    planted: &Planted,
    options: &SimulateOptions,
    index: usize,
) -> Result<SimulatedDyad, DynamicsError> {
    options.check()?;
    planted.check()?;
    let streams = Streams::new(options.seed, index);
    let happenings = Happenings::plan(planted, options, &mut streams.of(Stream::Labels));
    let path = integrate(planted, options, &happenings, &streams);
    let times_s: Vec<f64> =
        (0..options.samples()).map(|sample| sample as f64 / options.rate_hz).collect();
    let disturbance = sense::disturbance(planted, &times_s, &happenings, &streams);

    let [state_a, state_b] = path.state;
    let [parts_a, parts_b] = path.parts;
    let person = |who: usize, state: Vec<f64>, parts: Parts| SimulatedPerson {
        times_s: times_s
            .iter()
            .map(|&t| if who == 1 { t + planted.clock_offset_s } else { t })
            .collect(),
        channels: sense::channels(planted, who, &times_s, &state, &disturbance, &streams),
        pacing: happenings.pacing_of(who, &times_s),
        state,
        parts,
    };
    let mut dyad = SimulatedDyad {
        index,
        planted: planted.clone(),
        persons: [person(0, state_a, parts_a), person(1, state_b, parts_b)],
        recorded_input: match planted.shared_input {
            Some(input) if input.recorded => Some(path.shared_input),
            _ => None,
        },
        spans: happenings.spans,
    };
    if planted.swapped {
        dyad.persons.swap(0, 1);
        dyad.planted = planted.exchanged();
        for span in &mut dyad.spans {
            span.kind = span.kind.exchanged();
        }
    }
    Ok(dyad)
}

/// What a stream of random numbers is for: separate streams keep two scenarios with the same
/// shocks comparable draw by draw, whatever else differs between them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    Shocks,
    Before,
    SharedInput,
    Labels,
    Artefacts,
    Sensor { person: usize, channel: usize },
}

/// The random streams of one pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Streams {
    seed: u64,
    first: u64,
}

impl Streams {
    /// Every pair owns 1024 streams.
    fn new(seed: u64, index: usize) -> Self {
        Self { seed, first: index as u64 * 1024 }
    }

    pub(crate) fn of(&self, stream: Stream) -> Draws {
        let offset = match stream {
            Stream::Shocks => 0,
            Stream::Before => 1,
            Stream::SharedInput => 2,
            Stream::Labels => 3,
            Stream::Artefacts => 4,
            Stream::Sensor { person, channel } => 16 + (2 * channel + person) as u64,
        };
        Draws::new(self.seed, self.first + offset)
    }
}

#[cfg(test)]
mod tests;
