use super::{AlternationOptions, PacingBlock};
use crate::discretise::Discretised;
use crate::matrix::{Mat, apply, zeros};
use crate::{CannotTell, DynamicsError};

/// What passes through the low-passes: own exercise in the own return; the partner's in the
/// partner's return, two stages of delay, the own return.
const STATES: usize = 5;
const OWN: usize = 0;
const AT_PARTNER: usize = 1;
const ARRIVED: usize = 4;

/// The schedule of an experiment as one person's regressors.
#[derive(Debug, Clone)]
pub(super) struct Design {
    step_s: f64,
    carry: Mat<STATES>,
    reach: Mat<STATES>,
    rates: [f64; 2],
    /// For each block, from which sample on how much of each interval it fills.
    cover: Vec<(usize, Vec<f64>)>,
    samples: usize,
}

impl Design {
    pub(super) fn new(
        who: usize,
        times_s: &[f64],
        blocks: &[PacingBlock],
        options: &AlternationOptions,
    ) -> Result<Self, DynamicsError> {
        let samples = times_s.len();
        let step_s = (times_s[samples - 1] - times_s[0]) / (samples - 1) as f64;
        let spacings = times_s.windows(2).filter(|w| (w[1] - w[0] - step_s).abs() > 1e-3 * step_s);
        let spacings = 1 + spacings.count();
        if spacings > 1 {
            return Err(CannotTell::UnevenGrid { spacings }.into());
        }
        let rates = [who, 1 - who].map(|i| 1.0 / options.return_time_s[i]);
        let pace = 2.0 / options.delay_s[who];
        let mut drift = zeros::<STATES>();
        drift[OWN][OWN] = -rates[0];
        drift[AT_PARTNER][AT_PARTNER] = -rates[1];
        for stage in [2, 3] {
            drift[stage][stage] = -pace;
            drift[stage][stage - 1] = pace;
        }
        drift[ARRIVED][ARRIVED] = -rates[0];
        drift[ARRIVED][3] = rates[0];
        let exact = Discretised::new(&drift, &zeros(), step_s, true);
        let transition = exact.transition();
        let cover = blocks
            .iter()
            .map(|block| {
                let place = |s: f64| (s - times_s[0]) / step_s;
                let (from, to) = (place(block.start_s), place(block.end_s));
                let first = from.floor().clamp(0.0, samples as f64) as usize;
                let last = to.ceil().clamp(0.0, samples as f64) as usize;
                let filled = |t: usize| {
                    let t = t as f64;
                    (to.min(t + 1.0) - from.max(t)).clamp(0.0, 1.0)
                };
                (first, (first..last.max(first)).map(filled).collect())
            })
            .collect();
        let (carry, reach) = (transition.carry, transition.reach);
        Ok(Self { step_s, carry, reach, rates, cover, samples })
    }

    pub(super) fn step_s(&self) -> f64 {
        self.step_s
    }

    /// The exercise as it arrives in the person: own blocks, then the partner's.
    pub(super) fn regressors(&self, own: &[bool]) -> [Vec<f64>; 2] {
        let mut exercise = [vec![0.0; self.samples], vec![0.0; self.samples]];
        for ((first, filled), &own) in self.cover.iter().zip(own) {
            for (t, share) in filled.iter().enumerate() {
                exercise[usize::from(!own)][first + t] += share;
            }
        }
        let mut z = [0.0; STATES];
        let mut arrived = [Vec::with_capacity(self.samples), Vec::with_capacity(self.samples)];
        for t in 0..self.samples {
            arrived[0].push(z[OWN]);
            arrived[1].push(z[ARRIVED]);
            let carried = apply(&self.carry, &z);
            let push = [self.rates[0] * exercise[0][t], self.rates[1] * exercise[1][t]];
            z = std::array::from_fn(|i| {
                carried[i] + self.reach[i][OWN] * push[0] + self.reach[i][AT_PARTNER] * push[1]
            });
        }
        arrived
    }
}
