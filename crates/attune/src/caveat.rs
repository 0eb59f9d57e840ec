//! An answer with a reservation: typed, carried with the result, shown by every report.

use attune_data::{Fault, FaultCode};

use crate::Null;

/// A reservation that travels with a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Caveat {
    /// Something is wrong with the recording.
    Fault(Fault),
    /// Fewer shifted copies exist than were asked for; all there are were used.
    FewSurrogates {
        /// How many were used.
        used: usize,
        /// How many were asked for.
        asked: usize,
    },
    /// The lags looked at fit into the recording so few times that chance stands out too often.
    WideLags {
        /// How many times.
        fit: usize,
    },
    /// A null of the plan could not be drawn from this recording (too few segments).
    NullNotPossible {
        /// Which.
        null: Null,
    },
    /// Both series were brought to a common rate.
    Resampled {
        /// The grid's rate, samples per second.
        rate_hz: f64,
    },
    /// A sizeable share of the samples is missing.
    MissingShare {
        /// 0 to 1, of the pair.
        share: f64,
    },
    /// A cause that was not recorded can look exactly like a link between two people.
    UnrecordedSharedCause,
    /// No stranger pairs: chance is judged from shifted copies alone.
    NoStrangerPairs,
    /// Other dyads were sampled at another rate and could not serve as strangers.
    StrangersAtOtherRate {
        /// How many dyads were left out.
        dyads: usize,
    },
    /// Part of the recording was marked as not to count, or both followed one pacer in it.
    LeftOut {
        /// How much, seconds.
        seconds: f64,
    },
    /// Moments were left out of the loop because something shook both recordings at once.
    SharedJolts {
        /// How many samples.
        moments: usize,
    },
}

impl Caveat {
    /// The stable code, as printed in tables and explained by `attune explain CODE`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.code.code(),
            Self::FewSurrogates { .. } => "few-surrogates",
            Self::WideLags { .. } => "wide-lags",
            Self::NullNotPossible { .. } => "null-not-possible",
            Self::Resampled { .. } => "resampled",
            Self::MissingShare { .. } => "missing-samples",
            Self::UnrecordedSharedCause => "unrecorded-shared-cause",
            Self::NoStrangerPairs => "no-stranger-pairs",
            Self::StrangersAtOtherRate { .. } => "strangers-at-other-rate",
            Self::LeftOut { .. } => "left-out",
            Self::SharedJolts { .. } => "shared-jolts",
        }
    }

    /// The fault's code, where this caveat stands for one.
    pub fn fault(&self) -> Option<FaultCode> {
        match self {
            Self::Fault(fault) => Some(fault.code),
            _ => None,
        }
    }
}
