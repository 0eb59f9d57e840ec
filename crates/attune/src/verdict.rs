//! The four verdicts, the claim ladder, and why a verdict is what it is.

use std::mem::discriminant;

use attune_data::FaultCode;

/// How strongly the recording supports a claim. No sentence may be stronger than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Beyond chance by every criterion that applies.
    Supported,
    /// Beyond chance by one criterion and not by another.
    Weak,
    /// Not beyond chance, in a recording long enough to have shown it.
    NotSeen,
    /// The recording does not allow an answer.
    CannotTell,
}

impl Verdict {
    /// The name used in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Weak => "weak",
            Self::NotSeen => "not_seen",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// The highest rung of the claim ladder that was passed; a claim in words goes no higher.
///
/// Each rung stands on the one below it. Rungs above [`Rung::BeyondSameTask`] need the loop model
/// or an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// No rung passed.
    None,
    /// 1: a time-locked link is present (shifted copies of the same two people show less).
    Link,
    /// 2: more than people who only share the task (stranger pairs show less).
    BeyondSameTask,
    /// 3: more than what the recorded shared inputs explain.
    BeyondSharedInput,
    /// 4: with a lag, beyond what both do at the same moment.
    Lagged,
    /// 5: more in one direction than in the other.
    Directional,
    /// 6: shown by changing the cue.
    Causal,
}

impl Rung {
    /// From none upwards.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Link,
        Self::BeyondSameTask,
        Self::BeyondSharedInput,
        Self::Lagged,
        Self::Directional,
        Self::Causal,
    ];

    /// 0 to 6, as printed in tables.
    pub fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Link => 1,
            Self::BeyondSameTask => 2,
            Self::BeyondSharedInput => 3,
            Self::Lagged => 4,
            Self::Directional => 5,
            Self::Causal => 6,
        }
    }
}

/// One reason for a verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// The recording has a fault that forbids any claim.
    Faulty(FaultCode),
    /// The signal is too slow for the recording's length.
    TooFewIndependentStretches {
        /// Duration divided by twice the larger time constant.
        n_eff: f64,
        /// What is needed.
        needed: f64,
    },
    /// The two recordings share no time, or their times make no sense.
    NoSharedTime,
    /// No window has enough samples of both people.
    NoUsableWindow,
    /// Shorter than one window and its lags.
    TooShort {
        /// What there is, seconds.
        seconds: f64,
        /// One window and its lags, seconds.
        needed: f64,
    },
    /// A window holds fewer than three samples at this rate, or the lag does not fit into it.
    WindowTooFine,
    /// One person's channel does not vary.
    Constant,
    /// Numbers that are names (codes) cannot be correlated.
    CodesAreNotAmounts,
    /// No channel was recorded: measures were taken of codes or talk alone.
    OnlyCodesOrTalk,
    /// Beyond shifted copies of the same two people.
    BeyondShifted {
        /// The p-value.
        p: f64,
    },
    /// Not beyond shifted copies of the same two people.
    NotBeyondShifted {
        /// The p-value.
        p: f64,
    },
    /// Beyond chance alone, but not when all dyads tested are counted.
    NotBeyondMultipleTests {
        /// The Benjamini-Hochberg q-value.
        q: f64,
    },
    /// Beyond the stranger pairs of the study.
    BeyondStrangers {
        /// Percentile among stranger pairs, 0 to 100.
        percentile: f64,
        /// How many pairs.
        pairs: usize,
    },
    /// Not beyond the stranger pairs of the study.
    NotBeyondStrangers {
        /// Percentile among stranger pairs, 0 to 100.
        percentile: f64,
        /// How many pairs.
        pairs: usize,
    },
    /// Too few dyads in the study for stranger pairs to count.
    NoStrangers {
        /// How many usable dyads there are.
        dyads: usize,
    },
}

impl Reason {
    /// The one that is given most often, whatever its numbers; of as many, the first.
    pub fn commonest(reasons: impl Iterator<Item = Self>) -> Option<Self> {
        let mut counted: Vec<(Self, usize)> = Vec::new();
        for reason in reasons {
            let same = |known: &Self| discriminant(known) == discriminant(&reason);
            match counted.iter_mut().find(|(known, _)| same(known)) {
                Some((_, times)) => *times += 1,
                None => counted.push((reason, 1)),
            }
        }
        // `max_by_key` takes the last of several.
        counted.into_iter().rev().max_by_key(|(_, times)| *times).map(|(reason, _)| reason)
    }
}
