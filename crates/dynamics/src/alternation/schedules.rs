use super::design::Design;
use super::noise::noise;
use super::outcome::Outcome;
use super::whitened::{Memory, Reader, Regression, Whitening};
use super::{ExerciseColumns, PacingBlock};
use crate::random::Draws;
use rayon::prelude::*;

/// The same blocks in other orders, at other times of the recording.
pub(super) struct Schedules<'a> {
    pub(super) design: &'a Design,
    pub(super) outcome: &'a Outcome,
    pub(super) memory: Memory,
    /// Which blocks were this person's.
    pub(super) own: &'a [bool],
    /// Every order of the blocks, where there are few.
    pub(super) orders: Option<&'a [Vec<bool>]>,
    /// So many samples at least from where the blocks were.
    pub(super) least_shift: usize,
    pub(super) seed: u64,
}

/// Streams of the schedules and of made-up noise; those of other draws lie elsewhere.
const SCHEDULE_STREAM: u64 = 1 << 42;
const NOISE_STREAM: u64 = 1 << 43;

/// So many schedules and recordings of noise tell how much of noise is left: their mean square to
/// within some three percent.
const SCHEDULES_ON_NOISE: usize = 99;
const RECORDINGS_OF_NOISE: u64 = 199;

impl Schedules<'_> {
    /// Own and partner effect by schedule `index`, as sums over the samples.
    pub(super) fn readers(&self, index: usize) -> Option<[Reader; 2]> {
        let samples = self.outcome.values.len();
        let mut draws = Draws::new(self.seed, SCHEDULE_STREAM + index as u64);
        let shift = self.least_shift + draws.below(samples - 2 * self.least_shift);
        let mut order = self.own.to_vec();
        match self.orders {
            // Seen from this person, so that the other's name does not matter.
            Some(orders) => order.clone_from(&orders[index % orders.len()]),
            None => draws.shuffle(&mut order),
        }
        let columns = ExerciseColumns::new(self.design, &order);
        let whitening = Whitening::new(&self.outcome.moved(shift), self.memory);
        let regression = Regression::new(&whitening, &columns.each())?;
        Some([0, 1].map(|effect| regression.reader(effect).moved_back(shift)))
    }

    /// How much larger own and partner effect vary than what the schedules read in the rest does.
    ///
    /// The rest has lost what the columns took, and the slow part of it, which is what effects are
    /// made of, most. How much that is, is seen on recordings of noise of the fitted memory: their
    /// effects have the standard deviation of generalised least squares, their rests are read by
    /// the same schedules. Where this recording's rest reads larger or smaller than theirs, by
    /// chance or because its memory is none of a simple return, half of that (in logarithms) is
    /// believed: of some twenty slow swings no more can be said.
    pub(super) fn stretch(&self, effects: &[Reader; 4], columns: &ExerciseColumns) -> [f64; 2] {
        let some: Vec<[Reader; 2]> =
            (0..SCHEDULES_ON_NOISE).into_par_iter().filter_map(|i| self.readers(i)).collect();
        let squares = |rest: &[f64]| -> [f64; 2] {
            let sum = |which: usize| -> f64 {
                some.iter().map(|both| both[which].read(rest).powi(2)).sum()
            };
            [sum(0), sum(1)].map(|sum| sum / some.len() as f64)
        };
        let here = squares(&rest(&self.outcome.values, effects, columns));
        let on_noise: Vec<[f64; 2]> = (0..RECORDINGS_OF_NOISE)
            .into_par_iter()
            .map(|index| {
                let mut draws = Draws::new(self.seed, NOISE_STREAM + index);
                squares(&rest(&noise(self.outcome, self.memory, &mut draws), effects, columns))
            })
            .collect();
        [0, 1].map(|which| {
            let mean = on_noise.iter().map(|square| square[which]).sum::<f64>();
            let on_noise = mean / RECORDINGS_OF_NOISE as f64;
            effects[which].se / (here[which] * on_noise).powf(0.25)
        })
    }
}

/// What the columns leave of a series.
pub(super) fn rest(series: &[f64], effects: &[Reader; 4], columns: &ExerciseColumns) -> Vec<f64> {
    let weights = effects.each_ref().map(|reader| reader.read(series));
    let columns = columns.each();
    let explained = |t: usize| weights.iter().zip(columns).map(|(w, c)| w * c[t]).sum::<f64>();
    series.iter().enumerate().map(|(t, y)| y - explained(t)).collect()
}

/// Every way to deal the blocks out anew, if they are no more than wanted.
pub(super) fn every_order(blocks: &[PacingBlock], most: usize) -> Option<Vec<Vec<bool>>> {
    let own = blocks.iter().filter(|block| block.person == 0).count();
    // Only an even split has the same orders seen from either person.
    let ways = (0..own).try_fold(1usize, |ways, i| {
        ways.checked_mul(blocks.len() - i).map(|product| product / (i + 1))
    })?;
    if 2 * own != blocks.len() || ways > most {
        return None;
    }
    let all = (0..1u64 << blocks.len()).filter(|mask| mask.count_ones() as usize == own);
    Some(all.map(|mask| (0..blocks.len()).map(|i| mask >> i & 1 == 1).collect()).collect())
}
