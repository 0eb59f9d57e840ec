//! Uncoupled codes, events and turns: what the tests of these must leave alone.

use rand::RngExt;

use crate::simulate::{autoregressive, generator, normal};

/// Two Markov sequences of `codes` codes, A's staying with the first probability of `stay`, B's with
/// the second.
pub fn uncoupled_codes(
    n: usize,
    codes: usize,
    stay: [f64; 2],
    seed: u64,
    index: u64,
) -> [Vec<Option<usize>>; 2] {
    let random = &mut generator(seed, index);
    stay.map(|stay| {
        let mut now = random.random_range(0..codes);
        (0..n)
            .map(|_| {
                if random.random::<f64>() >= stay {
                    now = random.random_range(0..codes);
                }
                Some(now)
            })
            .collect()
    })
}

/// Moments of two people within `seconds`: bursts for the one, steady for the other.
pub fn uncoupled_events(seconds: f64, mean_gap: f64, seed: u64, index: u64) -> [Vec<f64>; 2] {
    let random = &mut generator(seed, index);
    let mut times = |bursts: bool| {
        let (mut at, mut out) = (0.0, Vec::new());
        loop {
            let size = mean_gap * if bursts { 0.3 + 1.4 * random.random::<f64>() } else { 1.0 };
            at += 0.3 - size * (1.0 - random.random::<f64>()).ln();
            if at >= seconds {
                return out;
            }
            out.push(at);
        }
    };
    [times(true), times(false)]
}

/// Turns (A's, then B's; from, to) of two people who do not hear each other.
pub fn uncoupled_turns(seconds: f64, seed: u64, index: u64) -> [Vec<(f64, f64)>; 2] {
    let random = &mut generator(seed, index);
    [3.0, 2.0].map(|mean: f64| {
        let (mut at, mut out) = (0.0, Vec::new());
        loop {
            at += 0.5 - mean * (1.0 - random.random::<f64>()).ln();
            let end = at + 0.3 - mean * (1.0 - random.random::<f64>()).ln();
            if end >= seconds {
                return out;
            }
            out.push((at, end));
            at = end;
        }
    })
}

/// A talk of alternating turns (A first; from, to) with a feature that remembers the speaker's own
/// last turns (`phi`) and nothing of the other's.
pub fn uncoupled_talk(turns: usize, phi: f64, seed: u64, index: u64) -> Vec<(f64, f64, f64)> {
    let random = &mut generator(seed, index);
    let values = [(); 2].map(|()| autoregressive(turns.div_ceil(2), phi, random));
    let mut at = 0.0;
    (0..turns)
        .map(|k| {
            let end = at + 1.0 - 2.0 * (1.0 - random.random::<f64>()).ln();
            let turn = (at, end, values[k % 2][k / 2]);
            at = end + 0.2;
            turn
        })
        .collect()
}

/// Whole-point scores of two people, each carrying on with `inertia` of the own last score.
pub fn uncoupled_scores(n: usize, inertia: f64, seed: u64, index: u64) -> [Vec<f64>; 2] {
    let random = &mut generator(seed, index);
    [(); 2].map(|()| {
        let mut now = 0.0_f64;
        (0..n)
            .map(|_| {
                now = (inertia * now + normal(random)).round();
                now
            })
            .collect()
    })
}
