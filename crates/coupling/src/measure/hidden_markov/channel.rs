//! What is seen of a hidden state: values or codes.

use std::f64::consts::TAU;
use std::ops::Range;

use crate::InputError;
use crate::canonical::kept_and_moved;
use crate::measure::Code;
use crate::surrogate::{MAX_TRIM, Side, matched_ends};

/// A standard deviation within a state is never below this share of the channel's own.
const LEAST_SPREAD: f64 = 0.01;

/// One thing recorded of one person, one entry per moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Channel<'x> {
    /// A signal; normal within a state; `NaN` where missing.
    Values(&'x [f64]),
    /// Codes 0 to `codes` − 1; `None` where missing.
    Codes {
        /// One per moment.
        at: &'x [Code],
        /// How many codes there are.
        codes: usize,
    },
}

/// What a channel looks like in one state.
#[derive(Debug, Clone, PartialEq)]
pub enum Emission {
    /// Normal.
    Values {
        /// In the channel's unit.
        mean: f64,
        /// In the channel's unit.
        sd: f64,
    },
    /// Share of each code, summing to 1.
    Codes(Vec<f64>),
}

/// A channel moved in time.
pub(super) enum Moved {
    Values(Vec<f64>),
    Codes { at: Vec<Code>, codes: usize },
}

impl Moved {
    pub(super) fn channel(&self) -> Channel<'_> {
        match self {
            Self::Values(values) => Channel::Values(values),
            Self::Codes { at, codes } => Channel::Codes { at, codes: *codes },
        }
    }
}

impl<'x> Channel<'x> {
    /// Part of the channel.
    pub(super) fn part(&self, range: Range<usize>) -> Channel<'x> {
        match self {
            Self::Values(values) => Channel::Values(&values[range]),
            Self::Codes { at, codes } => Channel::Codes { at: &at[range], codes: *codes },
        }
    }

    /// What is kept so that the end runs into the start: a jump there would cost a copy likelihood
    /// that the data keep. Between codes one step more is like any other.
    pub(super) fn meeting_ends(&self) -> Range<usize> {
        match self {
            Self::Values(values) => matched_ends(values, MAX_TRIM),
            Self::Codes { at, .. } => 0..at.len(),
        }
    }

    /// The channel begun `by` moments later, its beginning joined to its end.
    pub(super) fn moved(&self, by: usize) -> Moved {
        match self {
            Self::Values(values) => Moved::Values([&values[by..], &values[..by]].concat()),
            Self::Codes { at, codes } => {
                Moved::Codes { at: [&at[by..], &at[..by]].concat(), codes: *codes }
            }
        }
    }

    /// Whether this one rather than the other is to be moved: decided by content, whatever the unit.
    pub(super) fn moves_before(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Values(x), Self::Values(y)) => kept_and_moved(x, y).2 == Side::A,
            (Self::Codes { at: x, .. }, Self::Codes { at: y, .. }) => x > y,
            (Self::Values(_), Self::Codes { .. }) => true,
            (Self::Codes { .. }, Self::Values(_)) => false,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Codes { at, .. } => at.len(),
        }
    }

    pub(super) fn check(&self) -> Result<(), InputError> {
        match self {
            Self::Values(values) => {
                let sd = spread(values, |_| 1.0).1;
                let moves = sd.is_finite() && sd > 0.0;
                if moves { Ok(()) } else { Err(InputError::NeverChanges { samples: values.len() }) }
            }
            Self::Codes { codes, .. } if *codes < 2 => Err(InputError::OneCode { codes: *codes }),
            Self::Codes { at, codes } => match at.iter().flatten().find(|code| *code >= codes) {
                Some(&code) => Err(InputError::UnknownCode { code, codes: *codes }),
                None => Ok(()),
            },
        }
    }

    /// Free parameters of one state.
    pub(super) fn parameters(&self) -> usize {
        match self {
            Self::Values(_) => 2,
            Self::Codes { codes, .. } => codes - 1,
        }
    }

    /// How unlike two moments are: squared difference in units of `scale`, or 1 for other codes.
    pub(super) fn distance(&self, t: usize, other: usize, scale: f64) -> f64 {
        match self {
            Self::Values(values) => {
                let d = (values[t] - values[other]) / scale;
                if d.is_nan() { 0.0 } else { d * d }
            }
            Self::Codes { at, .. } => match (at[t], at[other]) {
                (Some(one), Some(two)) => f64::from(u8::from(one != two)),
                _ => 0.0,
            },
        }
    }

    /// The channel's own mean and standard deviation; 0 and 1 for codes.
    pub(super) fn own(&self) -> (f64, f64) {
        match self {
            Self::Values(values) => spread(values, |_| 1.0),
            Self::Codes { .. } => (0.0, 1.0),
        }
    }

    /// The emission that fits the weighted moments best, and whether its spread had to be held up;
    /// `own` as [`Self::own`] gives it.
    pub(super) fn fit(&self, own: (f64, f64), weight: impl Fn(usize) -> f64) -> (Emission, bool) {
        match self {
            Self::Values(values) => {
                let (mean, sd) = spread(values, weight);
                let least = LEAST_SPREAD * own.1;
                // A state that holds no present value keeps the channel's own mean and spread.
                let (mean, sd) = if mean.is_finite() { (mean, sd) } else { own };
                (Emission::Values { mean, sd: sd.max(least) }, sd < least)
            }
            Self::Codes { at, codes } => {
                let mut shares = vec![0.0; *codes];
                let mut total = 0.0;
                for (t, code) in at.iter().enumerate() {
                    if let Some(code) = code {
                        shares[*code] += weight(t);
                        total += weight(t);
                    }
                }
                let even = 1.0 / *codes as f64;
                for share in &mut shares {
                    *share = if total > 0.0 { *share / total } else { even };
                }
                (Emission::Codes(shares), false)
            }
        }
    }

    /// Adds the log probability (density) of every moment to every `step`-th entry of `sums`, from
    /// `first` on; nothing where nothing was recorded.
    pub(super) fn add_log_probability(
        &self,
        emission: &Emission,
        sums: &mut [f64],
        (first, step): (usize, usize),
    ) {
        let sums = sums[first..].iter_mut().step_by(step);
        match (self, emission) {
            (Self::Values(values), Emission::Values { mean, sd }) => {
                let (at_mean, narrow) = (-0.5 * TAU.ln() - sd.ln(), 1.0 / sd);
                for (sum, value) in sums.zip(*values) {
                    let z = (value - mean) * narrow;
                    if !z.is_nan() {
                        *sum += at_mean - 0.5 * z * z;
                    }
                }
            }
            (Self::Codes { at, .. }, Emission::Codes(shares)) => {
                let logs: Vec<f64> = shares.iter().map(|share| share.ln()).collect();
                for (sum, code) in sums.zip(*at) {
                    if let Some(code) = code {
                        *sum += logs[*code];
                    }
                }
            }
            _ => {}
        }
    }
}

/// Weighted mean and standard deviation (n) of the values present.
fn spread(values: &[f64], weight: impl Fn(usize) -> f64) -> (f64, f64) {
    let present = || values.iter().enumerate().filter(|(_, v)| v.is_finite());
    let total: f64 = present().map(|(t, _)| weight(t)).sum();
    let mean = present().map(|(t, v)| weight(t) * v).sum::<f64>() / total;
    let squares: f64 = present().map(|(t, v)| weight(t) * (v - mean) * (v - mean)).sum();
    (mean, (squares / total).sqrt())
}
