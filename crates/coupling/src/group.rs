//! Many pairs at once: do real pairs differ from strangers?

use rand::RngExt;

use crate::surrogate::stream;

/// One real dyad's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RealValue {
    /// Which dyad; any number, the same one that [`StrangerValue`] uses.
    pub dyad: usize,
    /// Its statistic.
    pub value: f64,
}

/// One pair of strangers' value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrangerValue {
    /// The two dyads its people come from.
    pub dyads: [usize; 2],
    /// The statistic of this pair.
    pub value: f64,
}

/// How far real pairs lie above strangers, in standard deviations, with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupEffect {
    /// Cohen's d; above 0 where real pairs are stronger. `NaN` with fewer than two of either.
    pub d: f64,
    /// Lower end of the 95 % interval; `NaN` with fewer than [`FEWEST_FOR_INTERVAL`] real pairs.
    pub lo: f64,
    /// Upper end of the 95 % interval; `NaN` likewise.
    pub hi: f64,
    /// Real pairs with a value.
    pub n_real: usize,
    /// Pairs of strangers with a value.
    pub n_pseudo: usize,
}

/// Fewer pairs drawn with replacement are too often the same few: their interval would be far too
/// narrow.
pub const FEWEST_FOR_INTERVAL: usize = 8;

/// Resamples behind an interval.
const RESAMPLES: u64 = 2000;

/// Cohen's d of real pairs against strangers, with a bootstrap interval over dyads.
///
/// d = (x̄ − ȳ) / s, s² = ((n − 1) s_x² + (m − 1) s_y²) / (n + m − 2).
///
/// In plain words: how much more in step real pairs are than people who never met, measured in
/// the ordinary differences between pairs.
///
/// # Inputs
/// `real`, `strangers`: values of one statistic. `real` may be a group of the dyads that the
/// strangers were made from. `seed`: of the resampling.
///
/// # Returns
/// d in standard deviations, and the 2.5 % and 97.5 % points of 2,000 resamples (`NaN` with fewer
/// than [`FEWEST_FOR_INTERVAL`] real pairs). Strangers share
/// people, so their values are not independent and must not be resampled one by one, which would
/// give far too narrow an interval. Instead *dyads* are drawn with replacement: a real value
/// counts as often as its dyad is drawn, a pair of strangers as often as the product of both of
/// its dyads' draws, and nobody is paired with their own copy.
///
/// # Missing data
/// `NaN` values are left out and not counted.
///
/// # Null
/// d = 0: being this pair adds nothing to sharing the task.
///
/// # Example
/// ```
/// use attune_coupling::{RealValue, StrangerValue, real_vs_strangers};
/// let real = [1.0, 3.0].map(|value| RealValue { dyad: value as usize, value });
/// let strangers = [0.0, 2.0].map(|value| StrangerValue { dyads: [1, 3], value });
/// let effect = real_vs_strangers(&real, &strangers, 1);
/// assert!((effect.d - 1.0 / 2.0_f64.sqrt()).abs() < 1e-15);
/// ```
///
/// # Source
/// Cohen 1988; resampling of vertices as in Snijders & Borgatti 1999. d agrees with rMEA's
/// real-against-pseudo effect size.
pub fn real_vs_strangers(
    real: &[RealValue],
    strangers: &[StrangerValue],
    seed: u64,
) -> GroupEffect {
    let real: Vec<RealValue> = real.iter().copied().filter(|r| !r.value.is_nan()).collect();
    let strangers: Vec<StrangerValue> =
        strangers.iter().copied().filter(|s| !s.value.is_nan()).collect();
    let mut dyads: Vec<usize> =
        real.iter().map(|r| r.dyad).chain(strangers.iter().flat_map(|s| s.dyads)).collect();
    dyads.sort_unstable();
    dyads.dedup();
    // Every id is in the list, so the partition point is its place.
    let place = |dyad: usize| dyads.partition_point(|d| *d < dyad);
    let real_at: Vec<usize> = real.iter().map(|r| place(r.dyad)).collect();
    let strangers_at: Vec<[usize; 2]> = strangers.iter().map(|s| s.dyads.map(place)).collect();

    let effect = |times: &[f64]| {
        let x = Moments::of(real.iter().zip(&real_at).map(|(r, at)| (r.value, times[*at])));
        let y = Moments::of(
            strangers.iter().zip(&strangers_at).map(|(s, [i, j])| (s.value, times[*i] * times[*j])),
        );
        cohens_d(&x, &y)
    };
    let resamples = if real.len() < FEWEST_FOR_INTERVAL { 0 } else { RESAMPLES };
    let resampled: Vec<f64> = (0..resamples)
        .map(|index| {
            let mut rng = stream(seed, index);
            let mut times = vec![0.0; dyads.len()];
            for _ in 0..dyads.len() {
                times[rng.random_range(0..dyads.len())] += 1.0;
            }
            effect(&times)
        })
        .collect();
    GroupEffect {
        d: effect(&vec![1.0; dyads.len()]),
        lo: crate::quantile(&resampled, 0.025),
        hi: crate::quantile(&resampled, 0.975),
        n_real: real.len(),
        n_pseudo: strangers.len(),
    }
}

/// Weighted count, mean and sum of squares about it.
struct Moments {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn of(values: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let n: f64 = values.clone().map(|(_, weight)| weight).sum();
        let mean = values.clone().map(|(value, weight)| value * weight).sum::<f64>() / n;
        let squares = values.map(|(value, weight)| weight * (value - mean) * (value - mean)).sum();
        Self { n, mean, squares }
    }
}

fn cohens_d(x: &Moments, y: &Moments) -> f64 {
    let pooled = ((x.squares + y.squares) / (x.n + y.n - 2.0)).sqrt();
    if x.n < 2.0 || y.n < 2.0 || pooled <= 0.0 {
        return f64::NAN;
    }
    (x.mean - y.mean) / pooled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_pairs(n: usize, value: impl Fn(usize, usize) -> f64) -> Vec<StrangerValue> {
        (0..n)
            .flat_map(|i| (0..n).map(move |j| (i, j)))
            .filter(|(i, j)| i != j)
            .map(|(i, j)| StrangerValue { dyads: [i, j], value: value(i, j) })
            .collect()
    }

    #[test]
    fn the_interval_is_wider_than_if_strangers_were_independent() {
        // Every person brings a habit of their own into all their pairs: 132 pairs of strangers
        // hold only 12 independent people.
        let habit = |i: usize| ((i * 7) % 12) as f64;
        let strangers = all_pairs(12, |i, j| habit(i) + habit(j));
        let real: Vec<RealValue> = (0..12)
            .map(|dyad| RealValue { dyad, value: habit(dyad) + habit(dyad) + 2.0 })
            .collect();
        let effect = real_vs_strangers(&real, &strangers, 7);
        assert_eq!((effect.n_real, effect.n_pseudo), (12, 132));
        assert!(effect.lo < effect.d && effect.d < effect.hi);
        assert_eq!(effect, real_vs_strangers(&real, &strangers, 7));
    }

    #[test]
    fn too_few_have_no_effect_size() {
        let one = [RealValue { dyad: 0, value: 1.0 }];
        assert!(real_vs_strangers(&one, &all_pairs(3, |i, _| i as f64), 1).d.is_nan());
        let same = [0, 1, 2].map(|dyad| RealValue { dyad, value: 1.0 });
        assert!(real_vs_strangers(&same, &all_pairs(3, |_, _| 1.0), 1).d.is_nan());
        let few = [0, 1, 2].map(|dyad| RealValue { dyad, value: dyad as f64 });
        let few = real_vs_strangers(&few, &all_pairs(3, |i, _| i as f64), 1);
        assert!(few.d.is_finite() && few.lo.is_nan() && few.hi.is_nan());
        let none = real_vs_strangers(&[], &[], 1);
        assert!(none.d.is_nan() && none.lo.is_nan() && none.n_pseudo == 0);
    }
}
