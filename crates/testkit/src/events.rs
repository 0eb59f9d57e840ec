//! Event and code measures by their definitions.

use std::cmp::Ordering;

/// Event synchronisation: matched pairs in which B follows and in which A follows, all pairs tried; an
/// event that ties between two of the other's is half with each.
pub fn naive_event_synchronisation(a: &[f64], b: &[f64], max_lag: f64) -> (f64, f64) {
    let nearest = |times: &[f64], i: usize| {
        let others = times.iter().enumerate().filter(|(j, _)| *j != i);
        others.map(|(_, t)| (t - times[i]).abs()).fold(f64::INFINITY, f64::min)
    };
    let close = |i: usize, j: usize| {
        (b[j] - a[i]).abs() <= (nearest(a, i) / 2.0).min(nearest(b, j) / 2.0).min(max_lag)
    };
    let (mut b_follows, mut a_follows) = (0.0, 0.0);
    for i in 0..a.len() {
        for j in (0..b.len()).filter(|j| close(i, *j)) {
            let partners_of_a = (0..b.len()).filter(|other| close(i, *other)).count();
            let partners_of_b = (0..a.len()).filter(|other| close(*other, j)).count();
            let share = if partners_of_a > 1 || partners_of_b > 1 { 0.5 } else { 1.0 };
            match b[j].total_cmp(&a[i]) {
                Ordering::Equal => {
                    b_follows += 0.5 * share;
                    a_follows += 0.5 * share;
                }
                Ordering::Greater => b_follows += share,
                Ordering::Less => a_follows += share,
            }
        }
    }
    (b_follows, a_follows)
}

/// The 2 × 2 table (both, given only, target only, neither) of two codes at a lag, counted moment by
/// moment.
pub fn naive_two_by_two(
    given: &[Option<usize>],
    target: &[Option<usize>],
    (g, t): (usize, usize),
    lag: isize,
) -> [f64; 4] {
    let mut table = [0.0; 4];
    for (now, code) in given.iter().enumerate() {
        let later = now as isize + lag;
        if later < 0 || later >= target.len().min(given.len()) as isize {
            continue;
        }
        if let (Some(code), Some(next)) = (code, target[later as usize]) {
            table[2 * usize::from(*code != g) + usize::from(next != t)] += 1.0;
        }
    }
    table
}

/// Share of episodes (duration, ended) that last longer than `time`, by the redistribution of those
/// cut off to the right (Efron 1967), which equals the Kaplan–Meier product.
pub fn naive_survival(episodes: &[(f64, bool)], time: f64) -> f64 {
    let mut sorted = episodes.to_vec();
    sorted.sort_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
    let mut weights = vec![1.0 / sorted.len() as f64; sorted.len()];
    let mut gone = 0.0;
    for i in 0..sorted.len() {
        let right = sorted.len() - i - 1;
        if sorted[i].1 {
            if sorted[i].0 <= time {
                gone += weights[i];
            }
        } else {
            let part = weights[i] / right.max(1) as f64;
            weights[i + 1..].iter_mut().for_each(|w| *w += part);
        }
    }
    1.0 - gone
}

/// Greenwood's standard error of the share that lasts longer than `time` (Greenwood 1926):
/// S √(Σ d / (n (n − d))) over the times at which d of n still lasting ended.
pub fn naive_greenwood(episodes: &[(f64, bool)], time: f64) -> f64 {
    let mut ends: Vec<f64> = episodes.iter().filter(|e| e.1 && e.0 <= time).map(|e| e.0).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let (mut share, mut sum) = (1.0, 0.0);
    for end in ends {
        let lasting = episodes.iter().filter(|e| e.0 >= end).count() as f64;
        let ended = episodes.iter().filter(|e| e.1 && e.0 == end).count() as f64;
        if ended == lasting {
            return 0.0;
        }
        share *= (lasting - ended) / lasting;
        sum += ended / (lasting * (lasting - ended));
    }
    share * f64::sqrt(sum)
}
