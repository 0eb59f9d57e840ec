use crate::random::Draws;
use crate::{CannotTell, DynamicsError, Estimate};
use attune_coupling::measure::{Code, sequence_apim};
use rayon::prelude::*;

/// Two people's yes-or-no codes, interval by interval: `strain` of the one, `support` of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrainAndSupport<'a> {
    /// 1 where the one showed strain.
    pub strain: &'a [Code],
    /// 1 where the other gave support.
    pub support: &'a [Code],
}

/// Soothing in a sample of pairs: support after strain, given the supporter's own past.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSoothing {
    /// Mean over pairs of the log odds of support by strain one interval before, given the
    /// supporter's own past (past coded −1 / +1), with a 95 % interval over pairs.
    pub after_strain: Estimate,
    /// The same of the supporter's own past.
    pub own_past: Estimate,
    /// Share of shifted copies in which the mean is at least as large, (1 + count) / (1 + copies).
    pub p_shifted: f64,
    /// The same where everybody is put together with a stranger; `NaN` with fewer than five pairs, of
    /// which no p below .05 could come: (n − 1)! ways to put strangers together are too few.
    pub p_strangers: f64,
    /// Each pair, in the order given.
    pub each: Vec<PairSoothing>,
    /// Steps from strain to support, counted over all pairs.
    pub count: f64,
    /// The same in shifted copies, on average.
    pub count_shifted: f64,
    /// The same among strangers, on average over as many pairs; `NaN` with fewer than two pairs.
    pub count_strangers: f64,
    /// How many pairs.
    pub pairs: usize,
    /// How many copies.
    pub copies: usize,
}

/// One pair of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairSoothing {
    /// Log odds of support by strain one interval before, given the supporter's own past; `NaN`
    /// where none could be had.
    pub after_strain: f64,
    /// Share of this pair's shifted copies with log odds at least as large.
    pub p_shifted: f64,
    /// Share of strangers, put in the supporter's place, with smaller log odds, in percent; `NaN`
    /// with fewer than two pairs.
    pub strangers_percentile: f64,
    /// Steps from strain to support.
    pub count: f64,
    /// The same in shifted copies, on average.
    pub count_shifted: f64,
}

/// Soothing in a sample: does support follow strain beyond what the supporter does anyway?
///
/// `logit P(support at t + 1) = a + own past + strain at t + both`, per pair from the eight cells
/// with ½ added, then the mean over pairs.
///
/// In plain words: after she showed strain, was he likelier to support her, whatever he was doing
/// already? The raw count of such steps stands beside it; it also counts what he was doing anyway.
///
/// # Inputs
/// One entry per pair, codes 0 or 1 per interval; how many copies; a seed.
///
/// # Returns
/// See [`SampleSoothing`]; log odds without unit, positive: support is likelier after strain.
///
/// # Missing data
/// A step with a missing code is left out.
///
/// # Null
/// Circular shifts of each supporter's codes, each pair's by an amount of its own. Strangers: the
/// pairs stand in a circle in an order drawn anew for each copy, and everybody is supported by the
/// next pair's supporter.
///
/// # Errors
/// [`CannotTell::TooFewActs`] where no pair has two coded intervals.
///
/// # Example
/// ```
/// use attune_dynamics::{StrainAndSupport, sample_soothing};
/// let strain: Vec<_> = (0..60).map(|t| Some(usize::from(t * t % 7 < 3))).collect();
/// let support: Vec<_> = (0..60).map(|t| if t == 0 { Some(0) } else { strain[t - 1] }).collect();
/// let pair = StrainAndSupport { strain: &strain, support: &support };
/// let found = sample_soothing(&[pair, pair], 99, 1)?;
/// assert!(found.after_strain.value > 1.0 && found.p_shifted <= 0.05);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// Fuchs, Nussbeck, Meuwly & Bodenmann 2017 (aggregated logits). On their 64 couples the mean is
/// .699 and own past .791, as published with the data; the test is ours.
pub fn sample_soothing(
    pairs: &[StrainAndSupport<'_>],
    copies: usize,
    seed: u64,
) -> Result<SampleSoothing, DynamicsError> {
    let found: Vec<[f64; 2]> = pairs.iter().map(|p| logits(p.strain, p.support)).collect();
    let after_strain: Vec<f64> = found.iter().map(|f| f[0]).collect();
    let usable = after_strain.iter().filter(|x| x.is_finite()).count();
    if usable == 0 {
        return Err(CannotTell::TooFewActs { person: 1, acts: 0, needed: 2 }.into());
    }
    // One stream per copy; a copy shifts every pair by its own amount.
    let shifted: Vec<Vec<Step>> = (0..copies)
        .into_par_iter()
        .map(|copy| {
            let mut draws = Draws::new(seed, SAMPLE_STREAM + copy as u64);
            pairs.iter().map(|p| Step::of(p.strain, &turned(p.support, &mut draws))).collect()
        })
        .collect();
    let across = across(pairs);
    let strangers: Vec<Vec<Step>> = if pairs.len() < FEWEST_FOR_STRANGERS {
        Vec::new()
    } else {
        let circle = |copy: usize| {
            let mut order: Vec<usize> = (0..pairs.len()).collect();
            Draws::new(seed, STRANGER_STREAM + copy as u64).shuffle(&mut order);
            (0..order.len()).map(|k| across[order[k]][order[(k + 1) % order.len()]]).collect()
        };
        (0..copies).map(circle).collect()
    };
    let observed = mean(after_strain.iter().copied());
    let share = |null: &[Vec<Step>]| {
        let means = null.iter().map(|copy| mean(copy.iter().map(|s| s.after_strain)));
        if null.is_empty() { f64::NAN } else { at_least(means, observed) }
    };
    let counted = |null: &[Vec<Step>]| {
        mean(null.iter().map(|copy| copy.iter().map(|s| s.count).sum::<f64>()))
    };
    let pair = |i: usize| {
        let value = after_strain[i];
        let known = value.is_finite();
        let own = shifted.iter().map(|copy| copy[i].after_strain);
        let others = (0..pairs.len()).filter(|j| *j != i).map(|j| across[i][j].after_strain);
        PairSoothing {
            after_strain: value,
            p_shifted: if known { at_least(own, value) } else { f64::NAN },
            strangers_percentile: if known { percent_below(others, value) } else { f64::NAN },
            count: steps(pairs[i].strain, pairs[i].support),
            count_shifted: mean(shifted.iter().map(|copy| copy[i].count)),
        }
    };
    let each: Vec<PairSoothing> = (0..pairs.len()).map(pair).collect();
    Ok(SampleSoothing {
        after_strain: over_pairs(&after_strain),
        own_past: over_pairs(&found.iter().map(|f| f[1]).collect::<Vec<_>>()),
        p_shifted: share(&shifted),
        p_strangers: share(&strangers),
        count: each.iter().map(|pair| pair.count).sum(),
        count_shifted: counted(&shifted),
        count_strangers: counted(&strangers),
        pairs: usable,
        copies,
        each,
    })
}

/// What is taken of one person's strain beside somebody's support.
#[derive(Debug, Clone, Copy)]
struct Step {
    after_strain: f64,
    count: f64,
}

impl Step {
    fn of(strain: &[Code], support: &[Code]) -> Self {
        Self { after_strain: logits(strain, support)[0], count: steps(strain, support) }
    }
}

/// Everybody's strain (row) beside everybody's support (column).
fn across(pairs: &[StrainAndSupport<'_>]) -> Vec<Vec<Step>> {
    let row = |one: &StrainAndSupport<'_>| -> Vec<Step> {
        pairs.iter().map(|other| Step::of(one.strain, other.support)).collect()
    };
    pairs.par_iter().map(row).collect()
}

/// Log odds of support by strain just before and by support just before.
fn logits(strain: &[Code], support: &[Code]) -> [f64; 2] {
    sequence_apim(strain, support).map_or([f64::NAN; 2], |apim| [apim.b.partner, apim.b.actor])
}

/// Four pairs can be put together with strangers in six ways, five in 24.
const FEWEST_FOR_STRANGERS: usize = 5;

/// Streams of the shifted copies of a sample.
const SAMPLE_STREAM: u64 = 1 << 45;
/// Streams of the orders in which strangers are put together.
const STRANGER_STREAM: u64 = (1 << 45) + (1 << 32);

/// Intervals in which strain was followed by support.
fn steps(strain: &[Code], support: &[Code]) -> f64 {
    let n = strain.len().min(support.len());
    (1..n).filter(|t| strain[t - 1] == Some(1) && support[*t] == Some(1)).count() as f64
}

/// The codes moved in a loop, by at least two intervals either way.
fn turned(codes: &[Code], draws: &mut Draws) -> Vec<Code> {
    let n = codes.len();
    if n < 5 {
        return codes.to_vec();
    }
    let by = 2 + draws.below(n - 3);
    [&codes[by..], &codes[..by]].concat()
}

fn at_least(null: impl Iterator<Item = f64>, observed: f64) -> f64 {
    let (mut count, mut n) = (0.0, 0.0);
    for value in null.filter(|v| !v.is_nan()) {
        n += 1.0;
        count += f64::from(u8::from(value >= observed));
    }
    (1.0 + count) / (1.0 + n)
}

fn percent_below(null: impl Iterator<Item = f64>, observed: f64) -> f64 {
    let (mut below, mut n) = (0.0, 0.0);
    for value in null.filter(|v| !v.is_nan()) {
        n += 1.0;
        below += f64::from(u8::from(value < observed));
    }
    if n > 0.0 { 100.0 * below / n } else { f64::NAN }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (n, sum) =
        values.filter(|v| v.is_finite()).fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
    sum / n
}

/// Mean over pairs with its normal 95 % interval.
fn over_pairs(each: &[f64]) -> Estimate {
    let known: Vec<f64> = each.iter().copied().filter(|v| v.is_finite()).collect();
    let (n, value) = (known.len() as f64, mean(known.iter().copied()));
    let squares: f64 = known.iter().map(|x| (x - value) * (x - value)).sum();
    let reach = 1.96 * (squares / (n - 1.0) / n).sqrt();
    Estimate { value, lo: value - reach, hi: value + reach }
}
