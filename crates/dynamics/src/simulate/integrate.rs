use super::happenings::Happenings;
use super::{Stream, Streams};
use crate::random::Draws;
use crate::{LoopTruth, Parts, Planted, SimulateOptions, Threshold};

/// The true path of both people at the sample times.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) state: [Vec<f64>; 2],
    pub(crate) parts: [Parts; 2],
    pub(crate) shared_input: Vec<f64>,
}

/// The sources whose shocks are carried through the loop separately.
const SOURCES: usize = 5;
const SHARED: usize = 2;
const BEFORE: usize = 3;
const EXERCISE: usize = 4;

/// Integrates the loop by Euler steps with a pure delay, every source carried separately.
pub(crate) fn integrate(
    planted: &Planted,
    options: &SimulateOptions,
    happenings: &Happenings,
    streams: &Streams,
) -> Path {
    let two = &planted.two_people;
    let steps_per_sample = (10.0 / options.rate_hz).ceil().max(1.0) as usize;
    let step_s = 1.0 / (options.rate_hz * steps_per_sample as f64);
    let delay = two.delay_s.map(|seconds| (seconds / step_s).round() as usize);
    let mut input = SlowInput::new(planted, step_s, streams.of(Stream::SharedInput));
    let mut walk = Walk::new(delay);
    before(&mut walk, planted, step_s, &mut input, streams);

    let samples = options.samples();
    let mut path = Path {
        state: [Vec::with_capacity(samples), Vec::with_capacity(samples)],
        parts: [Parts::with_capacity(samples), Parts::with_capacity(samples)],
        shared_input: Vec::with_capacity(samples),
    };
    let mut shocks = streams.of(Stream::Shocks);
    for sample in 0..samples {
        for person in 0..2 {
            path.state[person].push(walk.total[person] + two.set_point[person]);
            path.parts[person].push(walk.parts(person, two.set_point[person]));
        }
        path.shared_input.push(input.value);
        for step in 0..steps_per_sample {
            let t = (sample * steps_per_sample + step) as f64 * step_s;
            let alone = t < happenings.solo_until_s;
            let effect = planted.pacing.map_or(0.0, |pacing| pacing.effect);
            let drive = Drive {
                rate: rates(planted, alone),
                coupled: !alone,
                gain: happenings.gain(planted, t),
                push: [0, 1].map(|person| happenings.push(planted, person, t)),
                exercise: [0, 1].map(|person| effect * happenings.paces(person, t)),
                shared: input.reach(planted),
            };
            walk.step(two, step_s, &drive, &mut shocks);
            input.step();
        }
    }
    path
}

/// Lets the pair run before the recording starts, so that it starts from its usual ups and downs.
fn before(
    walk: &mut Walk,
    planted: &Planted,
    step_s: f64,
    input: &mut SlowInput,
    streams: &Streams,
) {
    let linear = LoopTruth { influence: None, ..planted.two_people };
    let alone = planted.solo.is_some();
    let loop_gain = (linear.gain[0] * linear.gain[1]).max(0.0);
    let slowest_s = linear.return_time_s[0].max(linear.return_time_s[1])
        / (1.0 - loop_gain.sqrt()).clamp(0.02, 1.0);
    let steps = (10.0 * slowest_s / step_s).ceil() as usize + walk.history_len();
    let mut shocks = streams.of(Stream::Before);
    for _ in 0..steps {
        let drive = Drive {
            rate: rates(planted, alone),
            coupled: !alone,
            gain: linear.gain,
            push: [0.0; 2],
            exercise: [0.0; 2],
            shared: input.reach(planted),
        };
        walk.step(&linear, step_s, &drive, &mut shocks);
        input.step();
    }
    walk.call_everything_before();
}

fn rates(planted: &Planted, alone: bool) -> [f64; 2] {
    let seconds = match planted.solo {
        Some(solo) if alone => solo.return_time_s,
        _ => planted.two_people.return_time_s,
    };
    seconds.map(f64::recip)
}

/// What drives the pair in one step.
struct Drive {
    rate: [f64; 2],
    coupled: bool,
    gain: [f64; 2],
    push: [f64; 2],
    exercise: [f64; 2],
    shared: [f64; 2],
}

/// The running state: the whole, each source, and each person's own shocks with the link off.
struct Walk {
    total: [f64; 2],
    source: [[f64; 2]; SOURCES],
    own: [f64; 2],
    /// Past values of both people, whole and by source; a ring written at `now`.
    past: Vec<([f64; 2], [[f64; 2]; SOURCES])>,
    delay: [usize; 2],
    now: usize,
}

impl Walk {
    fn new(delay: [usize; 2]) -> Self {
        let length = delay[0].max(delay[1]) + 1;
        Self {
            total: [0.0; 2],
            source: [[0.0; 2]; SOURCES],
            own: [0.0; 2],
            past: vec![([0.0; 2], [[0.0; 2]; SOURCES]); length],
            delay,
            now: 0,
        }
    }

    fn history_len(&self) -> usize {
        self.past.len()
    }

    fn step(&mut self, two: &LoopTruth, step_s: f64, drive: &Drive, shocks: &mut Draws) {
        self.past[self.now] = (self.total, self.source);
        let noise = [shocks.normal(), shocks.normal(), shocks.normal()];
        let shared_size = two.shared_shock.abs();
        let sign = [1.0, if two.shared_shock < 0.0 { -1.0 } else { 1.0 }];
        let (total, source) = (self.total, self.source);
        for person in 0..2 {
            let other = 1 - person;
            let length = self.past.len();
            let (then, then_by_source) =
                self.past[(self.now + length - self.delay[person]) % length];
            let gain = if drive.coupled {
                effective_gain(two, drive.gain[person], then[other])
            } else {
                0.0
            };
            let scale = two.shock_sd[person] * step_s.sqrt();
            let own_shock = scale * (1.0 - shared_size).sqrt() * noise[person];
            let shared_shock = scale * shared_size.sqrt() * sign[person] * noise[2];
            let pull = step_s * drive.rate[person];
            let own_push = pull * drive.push[person];

            let arriving = drive.push[person] + drive.exercise[person] + drive.shared[person];
            self.total[person] +=
                pull * (gain * then[other] - total[person] + arriving) + own_shock + shared_shock;
            for origin in 0..SOURCES {
                self.source[origin][person] +=
                    pull * (gain * then_by_source[origin][other] - source[origin][person]);
            }
            self.source[person][person] += own_shock + own_push;
            self.source[SHARED][person] += shared_shock + pull * drive.shared[person];
            self.source[EXERCISE][person] += pull * drive.exercise[person];
            self.own[person] += own_shock + own_push - pull * self.own[person];
        }
        self.now = (self.now + 1) % self.past.len();
    }

    /// From here on, everything that is there, on its way included, counts as from before.
    fn call_everything_before(&mut self) {
        let only_before = |total: [f64; 2]| {
            let mut source = [[0.0; 2]; SOURCES];
            source[BEFORE] = total;
            source
        };
        self.source = only_before(self.total);
        self.own = [0.0; 2];
        for (total, source) in &mut self.past {
            *source = only_before(*total);
        }
    }

    fn parts(&self, person: usize, set_point: f64) -> [f64; 5] {
        [
            self.own[person],
            self.source[person][person] - self.own[person],
            self.source[1 - person][person],
            self.source[SHARED][person],
            self.source[BEFORE][person] + self.source[EXERCISE][person] + set_point,
        ]
    }
}

/// How much of this displacement arrives, as a factor: with a bent influence the sources share
/// the bend in proportion, so that they still add up.
fn effective_gain(two: &LoopTruth, gain: f64, displacement: f64) -> f64 {
    match &two.influence {
        Some(bend) if displacement.abs() > 1e-9 => {
            arriving(bend, gain, displacement) / displacement
        }
        _ => gain,
    }
}

fn arriving(bend: &Threshold, gain: f64, c: f64) -> f64 {
    let past = (c - bend.threshold) / bend.corner;
    let softplus = if past > 30.0 { past } else { past.exp().ln_1p() };
    let straight = gain * c + (bend.steep_gain - gain) * bend.corner * softplus;
    bend.cap * (straight / bend.cap).tanh()
}

/// An input with exponential memory and standard deviation 1.
struct SlowInput {
    value: f64,
    keep: f64,
    draws: Draws,
}

impl SlowInput {
    fn new(planted: &Planted, step_s: f64, mut draws: Draws) -> Self {
        let keep = planted.shared_input.map_or(0.0, |input| (-step_s / input.memory_s).exp());
        Self { value: draws.normal(), keep, draws }
    }

    fn reach(&self, planted: &Planted) -> [f64; 2] {
        planted.shared_input.map_or([0.0; 2], |input| input.strength.map(|h| h * self.value))
    }

    fn step(&mut self) {
        // Only drawn where the scenario has one: the other streams do not depend on this one.
        if self.keep > 0.0 {
            let fresh = (1.0 - self.keep * self.keep).sqrt();
            self.value = self.keep * self.value + fresh * self.draws.normal();
        }
    }
}
