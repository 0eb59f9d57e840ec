mod spread;

use crate::random::normal_quantile;
use crate::{CannotTell, DynamicsError, Estimate, LoopFit};
use spread::{Level, climb_spread};

/// What one session (or one dyad) says about some quantities, with how sure it is.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionEstimate {
    /// When it was, in any unit of time; a session's number will do. Only trends look at it.
    pub at: f64,
    /// The quantities, the same ones in every session (gains, log return rates, …).
    pub value: Vec<f64>,
    /// Their covariance, row by row.
    pub covariance: Vec<f64>,
}

impl SessionEstimate {
    /// The two gains of a fitted loop, into A and into B, with the covariance of its draws.
    #[must_use]
    pub fn gains(at: f64, fit: &LoopFit) -> Self {
        let n = fit.draws.len() as f64;
        let mean = [0, 1].map(|i| fit.draws.iter().map(|p| p.gain[i]).sum::<f64>() / n);
        let covariance = |i: usize, j: usize| {
            let product = |p: &crate::LoopParameters| (p.gain[i] - mean[i]) * (p.gain[j] - mean[j]);
            fit.draws.iter().map(product).sum::<f64>() / (n - 1.0)
        };
        let both = covariance(0, 1);
        Self {
            at,
            value: fit.estimate.gain.to_vec(),
            covariance: vec![covariance(0, 0), both, both, covariance(1, 1)],
        }
    }
}

/// Sessions of one dyad, or dyads of one context, put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// How many stand behind it.
    pub sessions: usize,
    /// The common mean of each quantity (with a trend: at the middle of the time), 95 %.
    pub mean: Vec<Estimate>,
    /// Covariance of those means, row by row: what a next level pools them with.
    pub mean_covariance: Vec<f64>,
    /// Covariance Ω of the true values around the mean (or the trend), row by row.
    pub spread: Vec<f64>,
    /// Each session's own value drawn towards the others by as much as it is unsure, 95 %.
    pub shrunk: Vec<Vec<Estimate>>,
    /// The change of each quantity over time, where a trend was asked for.
    pub trend: Option<Vec<Trend>>,
}

/// How one quantity changed over the sessions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Change per unit of time, 95 %.
    pub per_time: Estimate,
    /// Change from the first session to the last, along the line.
    pub change: f64,
    /// Probability that it rose.
    pub rising: f64,
    /// Whether a change may be spoken of: its direction is likely (rising above .95 or below .05)
    /// *and* it is larger than what two sessions differ by from measurement alone,
    /// `|change| > 1.96 √2 SE`.
    pub reliable: bool,
}

/// Puts sessions (or dyads) together: common mean, spread, shrunken values, trend.
///
/// `θ̂_s ~ N(θ_s, V_s)`, `θ_s ~ N(a + b t_s, Ω)` with V known; Ω by restricted maximum likelihood
/// (EM); `θ̃_s = (V_s⁻¹ + Ω⁻¹)⁻¹ (V_s⁻¹ θ̂_s + Ω⁻¹ θ_d)`.
///
/// In plain words: one session says little. Several say more, as far as they agree; a session that
/// is unsure is drawn towards the rest. A change over time counts only when its direction is
/// likely and it is larger than two sessions would differ by chance.
///
/// # Inputs
/// At least two sessions with the same quantities (with a trend: three, at two times or more).
///
/// # Returns
/// See [`Pooled`], in the quantities' own units. Exchanging two quantities exchanges everything
/// said about them, to the bit.
///
/// # Missing data
/// Leave a session without an estimate out; sessions need not be evenly spaced.
///
/// # Null
/// No trend: the intervals of [`Trend::per_time`] hold 95 %.
///
/// # Errors
/// [`DynamicsError::SeriesLength`] where sessions differ in shape; [`DynamicsError::Option`] for
/// numbers that are not finite; [`CannotTell::TooFewSessions`]; [`CannotTell::Undetermined`] where
/// a covariance is not one or all sessions were at one time.
///
/// # Example
/// ```
/// use attune_dynamics::{SessionEstimate, pool};
///
/// // Six ten-minute sessions, each good to ± .2, that differ by no more than that.
/// let sessions: Vec<SessionEstimate> = [0.35, 0.85, 0.55, 0.65, 0.45, 0.75]
///     .iter()
///     .map(|&gain| SessionEstimate { at: 0.0, value: vec![gain], covariance: vec![0.04] })
///     .collect();
/// let pooled = pool(&sessions, false)?;
/// assert!((pooled.mean[0].value - 0.6).abs() < 1e-9);
/// // The standard error of the mean is .08 to .09.
/// let se = (pooled.mean[0].hi - pooled.mean[0].lo) / (2.0 * 1.96);
/// assert!((0.08..0.09).contains(&se));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 8; multivariate random-effects model by restricted maximum likelihood (Harville
/// 1977). Reliable change: Jacobson & Truax 1991, with the mean measurement error of a session.
pub fn pool(sessions: &[SessionEstimate], trend: bool) -> Result<Pooled, DynamicsError> {
    check(sessions, trend)?;
    let quantities = sessions[0].value.len();
    // In an order of content, so that exchanging two quantities changes no bit.
    let mut order: Vec<usize> = (0..quantities).collect();
    order.sort_by(|&i, &j| {
        let compare = |s: &SessionEstimate| {
            let of = |k: usize| [s.value[k], s.covariance[k * quantities + k]];
            let (a, b) = (of(i), of(j));
            a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
        };
        sessions.iter().map(compare).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let ordered: Vec<SessionEstimate> = sessions
        .iter()
        .map(|s| SessionEstimate {
            at: s.at,
            value: order.iter().map(|&i| s.value[i]).collect(),
            covariance: order
                .iter()
                .flat_map(|&i| order.iter().map(move |&j| s.covariance[i * quantities + j]))
                .collect(),
        })
        .collect();
    let middle = sessions.iter().map(|s| s.at).sum::<f64>() / sessions.len() as f64;
    let times: Vec<Vec<f64>> =
        sessions.iter().map(|s| if trend { vec![1.0, s.at - middle] } else { vec![1.0] }).collect();
    let level = climb_spread(&ordered, &times).ok_or(CannotTell::Undetermined)?;

    let mut place = vec![0; quantities];
    for (at, &quantity) in order.iter().enumerate() {
        place[quantity] = at;
    }
    let back = |matrix: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
        place.iter().flat_map(|&i| place.iter().map(move |&j| matrix(i, j))).collect()
    };
    let mean = place.iter().map(|&i| around(level.mean(i), level.mean_variance(i, i))).collect();
    let shrunk = level
        .shrunk
        .iter()
        .map(|(value, covariance)| {
            place.iter().map(|&i| around(value[i], covariance[i * quantities + i])).collect()
        })
        .collect();
    let trends = trend.then(|| place.iter().map(|&i| trend_of(i, &ordered, &level)).collect());
    Ok(Pooled {
        sessions: sessions.len(),
        mean,
        mean_covariance: back(&|i, j| level.mean_variance(i, j)),
        spread: back(&|i, j| level.spread[i * quantities + j]),
        shrunk,
        trend: trends,
    })
}

/// One dyad of a population, with the context its sessions were recorded in.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadEstimate<C> {
    /// Rest, conflict, breathing, …: dyads are only compared within one.
    pub context: C,
    /// What its sessions say together.
    pub estimate: SessionEstimate,
}

impl Pooled {
    /// What these sessions say together, as one estimate for the next level up.
    #[must_use]
    pub fn as_estimate(&self) -> SessionEstimate {
        SessionEstimate {
            at: 0.0,
            value: self.mean.iter().map(|e| e.value).collect(),
            covariance: self.mean_covariance.clone(),
        }
    }
}

/// The population behind the dyads of each context, contexts in their order.
///
/// `θ_d ~ N(θ_pop(context), Ω_pop)`: [`pool`] within each context.
///
/// In plain words: what is usual, and how far pairs differ, in this kind of talk; and each pair's
/// own value with what the others lend it.
///
/// # Returns
/// Each context with its [`Pooled`]: `shrunk` holds its dyads in the order given.
///
/// # Example
/// ```
/// use attune_dynamics::{DyadEstimate, SessionEstimate, population};
///
/// let dyad = |context, gain: f64| DyadEstimate {
///     context,
///     estimate: SessionEstimate { at: 0.0, value: vec![gain], covariance: vec![0.01] },
/// };
/// let dyads = [dyad("rest", 0.1), dyad("conflict", 0.7), dyad("rest", 0.3), dyad("conflict", 0.5)];
/// let found = population(&dyads)?;
/// let means: Vec<(&str, f64)> = found.iter().map(|(c, p)| (*c, p.mean[0].value)).collect();
/// assert_eq!(means.len(), 2);
/// assert!(means[0].0 == "conflict" && (means[0].1 - 0.6).abs() < 1e-9);
/// assert!(means[1].0 == "rest" && (means[1].1 - 0.2).abs() < 1e-9);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Errors
/// As [`pool`], for the first context that cannot be pooled.
pub fn population<C: Ord + Clone>(
    dyads: &[DyadEstimate<C>],
) -> Result<Vec<(C, Pooled)>, DynamicsError> {
    let mut contexts: Vec<&C> = dyads.iter().map(|dyad| &dyad.context).collect();
    contexts.sort();
    contexts.dedup();
    contexts
        .into_iter()
        .map(|context| {
            let members: Vec<SessionEstimate> = dyads
                .iter()
                .filter(|dyad| &dyad.context == context)
                .map(|dyad| dyad.estimate.clone())
                .collect();
            Ok((context.clone(), pool(&members, false)?))
        })
        .collect()
}

const REACH: f64 = 1.959_963_984_540_054;

fn check(sessions: &[SessionEstimate], trend: bool) -> Result<(), DynamicsError> {
    let needed = if trend { 3 } else { 2 };
    if sessions.len() < needed {
        return Err(CannotTell::TooFewSessions { sessions: sessions.len(), needed }.into());
    }
    let quantities = sessions[0].value.len();
    for session in sessions {
        let shape =
            [(session.value.len(), quantities), (session.covariance.len(), quantities.pow(2))];
        for (length, times) in shape {
            if length != times || times == 0 {
                return Err(DynamicsError::SeriesLength { length, times });
            }
        }
        let all = session.value.iter().chain(&session.covariance).chain([&session.at]);
        if let Some(&value) = all.clone().find(|x| !x.is_finite()) {
            return Err(DynamicsError::Option { what: "session estimate", value });
        }
    }
    Ok(())
}

fn around(value: f64, variance: f64) -> Estimate {
    let reach = REACH * variance.sqrt();
    Estimate { value, lo: value - reach, hi: value + reach }
}

fn trend_of(i: usize, sessions: &[SessionEstimate], level: &Level) -> Trend {
    let quantities = sessions[0].value.len();
    let (slope, variance) = (level.slope(i), level.slope_variance(i));
    let times = sessions.iter().map(|s| s.at);
    let span =
        times.clone().fold(f64::NEG_INFINITY, f64::max) - times.fold(f64::INFINITY, f64::min);
    let measured = sessions.iter().map(|s| s.covariance[i * quantities + i]).sum::<f64>()
        / sessions.len() as f64;
    let change = slope * span;
    let rising = share_below(slope / variance.sqrt());
    let likely = !(0.05..=0.95).contains(&rising);
    Trend {
        per_time: around(slope, variance),
        change,
        rising,
        reliable: likely && change.abs() > REACH * (2.0 * measured).sqrt(),
    }
}

/// The share of a standard normal distribution below `z`: its quantile, turned round.
fn share_below(z: f64) -> f64 {
    let (mut lo, mut hi) = (1e-300f64, 1.0f64);
    if !(z > -37.0) {
        return 0.0;
    }
    for _ in 0..1100 {
        let middle = 0.5 * (lo + hi);
        if middle <= lo || middle >= hi {
            break;
        }
        if normal_quantile(middle) < z { lo = middle } else { hi = middle }
    }
    lo
}

#[cfg(test)]
mod tests;
