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
    /// The same for pairs of strangers; `NaN` with fewer than two pairs.
    pub p_strangers: f64,
    /// Each pair's log odds, in the order given; `NaN` where none could be had.
    pub each: Vec<f64>,
    /// Each pair's own p against its shifted copies.
    pub each_p: Vec<f64>,
    /// Steps from strain to support, counted over all pairs.
    pub count: f64,
    /// The same in shifted copies, on average.
    pub count_shifted: f64,
    /// The same in pairs of strangers, on average over as many pairs.
    pub count_strangers: f64,
    /// How many pairs.
    pub pairs: usize,
    /// How many copies.
    pub copies: usize,
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
/// Circular shifts of each supporter's codes; strangers: the supporter of another pair.
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
    let of = |strain: &[Code], support: &[Code]| {
        sequence_apim(strain, support).map_or([f64::NAN; 2], |apim| [apim.b.partner, apim.b.actor])
    };
    let found: Vec<[f64; 2]> = pairs.iter().map(|p| of(p.strain, p.support)).collect();
    let each: Vec<f64> = found.iter().map(|f| f[0]).collect();
    let usable = each.iter().filter(|x| x.is_finite()).count();
    if usable == 0 {
        return Err(CannotTell::TooFewActs { person: 1, acts: 0, needed: 2 }.into());
    }
    let observed = mean(&each);
    // One stream per copy; a copy shifts every pair by its own amount.
    let shifted: Vec<(Vec<f64>, f64)> = (0..copies)
        .into_par_iter()
        .map(|copy| {
            let mut draws = Draws::new(seed, SAMPLE_STREAM + copy as u64);
            let turned: Vec<Vec<Code>> =
                pairs.iter().map(|p| turned(p.support, &mut draws)).collect();
            let each = pairs.iter().zip(&turned).map(|(p, t)| of(p.strain, t)[0]).collect();
            let count = pairs.iter().zip(&turned).map(|(p, t)| steps(p.strain, t)).sum();
            (each, count)
        })
        .collect();
    let strangers: Vec<(Vec<f64>, f64)> = (1..pairs.len())
        .into_par_iter()
        .map(|offset| {
            let other = |i: usize| pairs[(i + offset) % pairs.len()].support;
            let each = (0..pairs.len()).map(|i| of(pairs[i].strain, other(i))[0]).collect();
            (each, (0..pairs.len()).map(|i| steps(pairs[i].strain, other(i))).sum())
        })
        .collect();
    let share = |null: &[(Vec<f64>, f64)]| {
        if null.is_empty() {
            return f64::NAN;
        }
        at_least(null.iter().map(|(each, _)| mean(each)), observed)
    };
    let counted = |null: &[(Vec<f64>, f64)]| mean(&null.iter().map(|n| n.1).collect::<Vec<_>>());
    let each_p = (0..pairs.len())
        .map(|i| {
            if each[i].is_nan() {
                f64::NAN
            } else {
                at_least(shifted.iter().map(|(e, _)| e[i]), each[i])
            }
        })
        .collect();
    Ok(SampleSoothing {
        after_strain: over_pairs(&each),
        own_past: over_pairs(&found.iter().map(|f| f[1]).collect::<Vec<_>>()),
        p_shifted: share(&shifted),
        p_strangers: share(&strangers),
        each_p,
        count: pairs.iter().map(|p| steps(p.strain, p.support)).sum(),
        count_shifted: counted(&shifted),
        count_strangers: counted(&strangers),
        pairs: usable,
        copies,
        each,
    })
}

/// Streams of the shifted copies of a sample.
const SAMPLE_STREAM: u64 = 1 << 45;

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

fn mean(values: &[f64]) -> f64 {
    let known = || values.iter().copied().filter(|v| v.is_finite());
    known().sum::<f64>() / known().count() as f64
}

/// Mean over pairs with its normal 95 % interval.
fn over_pairs(each: &[f64]) -> Estimate {
    let known: Vec<f64> = each.iter().copied().filter(|v| v.is_finite()).collect();
    let (n, value) = (known.len() as f64, mean(&known));
    let squares: f64 = known.iter().map(|x| (x - value) * (x - value)).sum();
    let reach = 1.96 * (squares / (n - 1.0) / n).sqrt();
    Estimate { value, lo: value - reach, hi: value + reach }
}
