//! Jolts: moments at which something shook both people's recordings at once.
//!
//! A chair that creaks or a cable that both touch shows in both recordings at the same moment, and
//! is gone before either person could have returned from anything. The model has no place for it: a
//! shock that reached both would decay, sensor noise would not hit both. Left in, it passes for
//! quick signals that go both ways (docs/honesty.md, the same artefacts in both).
//!
//! Found by the running median (Hampel 1974; Pearson 2002), in both people together: a step that
//! stays is none, nor is one person's jolt alone, which is noise to the other.

/// How many robust standard deviations off their surroundings both people's values have to be at
/// one moment, at least, to be a jolt: the least of these at which such moments are too many for
/// chance.
const OFF: [f64; 5] = [2.5, 5.0, 10.0, 20.0, 40.0];
/// Whoever is off often (a dial that is moved now and then, bursts of movement) is off together
/// with the other by chance. Jolts come at least one more than so many times as often as that.
const BEYOND_CHANCE: f64 = 3.0;
/// Its neighbours belong to a jolt as long as both are further off than most values are.
const STILL_OFF: f64 = 1.0;
/// Surroundings of fewer values than this on either side are too few for a median.
const LEAST_REACH: usize = 3;
/// More would cost time and add nothing.
const MOST_REACH: usize = 50;

/// Whether each moment is part of a jolt; `people` hold their channels, missing as NaN.
///
/// What is over within a quarter of the return time, half the surroundings, is no state of a
/// person.
pub(crate) fn shared_jolts(
    people: [&[Vec<f64>]; 2],
    return_time_s: f64,
    spacing_s: f64,
) -> Vec<bool> {
    let reach = (return_time_s / 4.0 / spacing_s).ceil() as usize;
    let reach = reach.clamp(LEAST_REACH, MOST_REACH);
    let [a, b] = people.map(|channels| furthest_off(channels, reach));
    let off: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a.min(*b)).collect();
    let mut jolted = vec![false; off.len()];
    let Some(level) = OFF.into_iter().find(|&level| beyond_chance(&a, &b, level)) else {
        return jolted;
    };
    // Jolts come in all sizes: beside such large ones there are smaller ones.
    let level = (level / 2.0).max(OFF[0]);
    for t in 0..off.len() {
        if off[t] <= level || jolted[t] {
            continue;
        }
        let first = (0..t).rev().take_while(|&s| off[s] > STILL_OFF).last().unwrap_or(t);
        let after = (t..off.len()).take_while(|&s| off[s] > STILL_OFF).count();
        jolted[first..t + after].fill(true);
    }
    jolted
}

/// Whether both are this far off together more often than two who are off on their own are by
/// chance. A jolt counts once however long it lasts; being off alone counts at every moment, which
/// makes chance rather too large than too small.
fn beyond_chance(a: &[f64], b: &[f64], level: f64) -> bool {
    let (mut jolts, mut alone, mut before) = (0, [0usize; 2], false);
    for (a, b) in a.iter().zip(b) {
        let now = *a > level && *b > level;
        jolts += usize::from(now && !before);
        alone[0] += usize::from(*a > level && !now);
        alone[1] += usize::from(*b > level && !now);
        before = now;
    }
    let chance = alone[0] as f64 * alone[1] as f64 / a.len() as f64;
    jolts as f64 >= 1.0 + BEYOND_CHANCE * chance
}

/// How far off its surroundings a person's furthest channel is at each moment, in robust standard
/// deviations; 0 where nothing was measured.
fn furthest_off(channels: &[Vec<f64>], reach: usize) -> Vec<f64> {
    let mut furthest = vec![0.0_f64; channels.first().map_or(0, Vec::len)];
    for values in channels {
        for (furthest, off) in furthest.iter_mut().zip(off_surroundings(values, reach)) {
            *furthest = furthest.max(off);
        }
    }
    furthest
}

fn off_surroundings(values: &[f64], reach: usize) -> Vec<f64> {
    let mut window = Vec::with_capacity(2 * reach + 1);
    let off: Vec<f64> = (0..values.len())
        .map(|t| {
            let around = &values[t.saturating_sub(reach)..(t + reach + 1).min(values.len())];
            window.clear();
            window.extend(around.iter().filter(|y| !y.is_nan()));
            if values[t].is_nan() { f64::NAN } else { (values[t] - median(&mut window)).abs() }
        })
        .collect();
    let mut sizes: Vec<f64> = off.iter().copied().filter(|d| !d.is_nan()).collect();
    // The median of a Gaussian's absolute values is .6745 of its standard deviation. It is 0 where
    // most values sit on their surroundings (a dial at rest): then nothing can be called a jolt.
    let sd = median(&mut sizes) / 0.674_489_750_196_081_7;
    off.iter().map(|d| if d.is_nan() || sd.is_nan() || sd == 0.0 { 0.0 } else { d / sd }).collect()
}

/// The middle value, the upper one of two; NaN of none.
fn median(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    fn noise(stream: u64) -> Vec<f64> {
        let mut draws = Draws::new(7, stream);
        (0..2_000).map(|_| draws.normal()).collect()
    }

    fn found(a: Vec<f64>, b: Vec<f64>) -> Vec<usize> {
        let jolted = shared_jolts([&[a], &[b]], 20.0, 1.0);
        (0..jolted.len()).filter(|&t| jolted[t]).collect()
    }

    #[test]
    fn a_jolt_of_both_is_found_whole() {
        let [mut a, mut b] = [noise(1), noise(2)];
        assert!(found(a.clone(), b.clone()).is_empty());
        a[500..503].fill(19.0);
        b[500..503].fill(-17.0);
        let found = found(a, b);
        assert!([500, 501, 502].iter().all(|t| found.contains(t)), "{found:?}");
        // With it go the few moments at which both are half as far off by chance.
        assert!(found.len() < 9, "{found:?}");
    }

    /// Both often off, each in moments of their own: nothing is left out.
    #[test]
    fn bursts_of_two_who_go_their_own_ways_are_none() {
        let [mut a, mut b] = [noise(1), noise(2)];
        a.iter_mut().step_by(7).for_each(|y| *y *= 9.0);
        b.iter_mut().step_by(5).for_each(|y| *y *= 9.0);
        assert!(found(a, b).is_empty());
    }

    #[test]
    fn one_persons_jolt_a_step_and_silence_are_none() {
        let [mut a, mut b] = [noise(1), noise(2)];
        a[500..503].fill(9.0);
        a[700] = f64::NAN;
        a[900..].iter_mut().chain(&mut b[900..]).for_each(|y| *y += 6.0);
        assert!(found(a, b).is_empty());
        assert!(found(vec![1.0; 50], vec![f64::NAN; 50]).is_empty());
    }
}
