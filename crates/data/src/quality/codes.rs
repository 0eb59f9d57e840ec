//! The kinds of fault, each with a stable code.

use std::fmt;

use super::{Explanation, Severity};

/// The kind of a fault: a stable code that `attune explain CODE` explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultCode {
    /// Both people's series are the same, sample for sample.
    IdenticalSeries,
    /// Both people's series are the same but for a shift in time.
    IdenticalShifted,
    /// Both people's series are the same but for unit and zero point.
    IdenticalScaled,
    /// A series that never changes.
    FlatSeries,
    /// A long stretch without any change.
    FlatStretch,
    /// A series that sits at its highest or lowest value.
    Railed,
    /// Samples missing in between.
    Gaps,
    /// Time that runs backwards.
    TimeBackwards,
    /// Time that leaps far ahead.
    TimeJumps,
    /// Several samples at one time.
    TimeDuplicates,
    /// Samples without a time.
    TimeMissing,
    /// One person's recording is longer than the other's.
    LengthsDiffer,
    /// The two people's devices may not have had the same time.
    StartsApart,
    /// The two people were recorded at different rates.
    RatesDiffer,
    /// The rate that was said is not that of the time column.
    RateContradictsTime,
    /// Too little was recorded.
    TooShort,
    /// Most samples are missing.
    FewValidSamples,
    /// Values that do not fit what the channel is said to measure.
    ImplausibleUnit,
    /// Rows that stand in the file twice.
    DuplicateRows,
    /// Two dyads with the same data.
    DuplicateDyad,
    /// One name for two recordings.
    DyadNameTwice,
    /// A dyad of which only codes or talk are there.
    NoSignals,
    /// A dyad with one person only.
    PersonMissing,
    /// A dyad with more than two people.
    TooManyPeople,
    /// The two people share no time.
    NoOverlap,
    /// Rows that do not say whose they are.
    RowsUnplaced,
    /// A file of the study that could not be read.
    FileUnreadable,
    /// Something said or coded under a name that is neither person's.
    SpeakerUnknown,
    /// Turns that name nobody.
    SpeakerMissing,
    /// Something said or coded without its start, end or code.
    MarkIncomplete,
    /// Something said or coded while no signal was recorded.
    OutsideSession,
    /// Everything said or coded lies outside the recording.
    ClocksApart,
    /// Turns during which both speak.
    TurnsOverlap,
    /// Turns that last no time.
    ZeroLength,
    /// A file beside the signals that belongs to no dyad.
    FileUnplaced,
    /// A transcript or coding in which nothing stands.
    FileEmpty,
    /// A tier of a transcript that was not taken for talk.
    TierLeftOut,
}

impl FaultCode {
    /// Every code, in the order in which they are listed for people.
    pub const ALL: [Self; 37] = [
        Self::IdenticalSeries,
        Self::IdenticalShifted,
        Self::IdenticalScaled,
        Self::FlatSeries,
        Self::FlatStretch,
        Self::Railed,
        Self::Gaps,
        Self::TimeBackwards,
        Self::TimeJumps,
        Self::TimeDuplicates,
        Self::TimeMissing,
        Self::LengthsDiffer,
        Self::StartsApart,
        Self::RatesDiffer,
        Self::RateContradictsTime,
        Self::TooShort,
        Self::FewValidSamples,
        Self::ImplausibleUnit,
        Self::DuplicateRows,
        Self::DuplicateDyad,
        Self::DyadNameTwice,
        Self::NoSignals,
        Self::PersonMissing,
        Self::TooManyPeople,
        Self::NoOverlap,
        Self::RowsUnplaced,
        Self::FileUnreadable,
        Self::SpeakerUnknown,
        Self::SpeakerMissing,
        Self::MarkIncomplete,
        Self::OutsideSession,
        Self::ClocksApart,
        Self::TurnsOverlap,
        Self::ZeroLength,
        Self::FileUnplaced,
        Self::FileEmpty,
        Self::TierLeftOut,
    ];

    /// The stable code, as printed.
    pub fn code(self) -> &'static str {
        match self {
            Self::IdenticalSeries => "identical-series",
            Self::IdenticalShifted => "identical-shifted",
            Self::IdenticalScaled => "identical-scaled",
            Self::FlatSeries => "flat-series",
            Self::FlatStretch => "flat-stretch",
            Self::Railed => "railed",
            Self::Gaps => "gaps",
            Self::TimeBackwards => "time-backwards",
            Self::TimeJumps => "time-jumps",
            Self::TimeDuplicates => "time-duplicates",
            Self::TimeMissing => "time-missing",
            Self::LengthsDiffer => "lengths-differ",
            Self::StartsApart => "starts-apart",
            Self::RatesDiffer => "rates-differ",
            Self::RateContradictsTime => "rate-contradicts-time",
            Self::TooShort => "too-short",
            Self::FewValidSamples => "few-valid-samples",
            Self::ImplausibleUnit => "implausible-unit",
            Self::DuplicateRows => "duplicate-rows",
            Self::DuplicateDyad => "duplicate-dyad",
            Self::DyadNameTwice => "dyad-name-twice",
            Self::NoSignals => "no-signals",
            Self::PersonMissing => "person-missing",
            Self::TooManyPeople => "too-many-people",
            Self::NoOverlap => "no-overlap",
            Self::RowsUnplaced => "rows-unplaced",
            Self::FileUnreadable => "file-unreadable",
            Self::SpeakerUnknown => "speaker-unknown",
            Self::SpeakerMissing => "speaker-missing",
            Self::MarkIncomplete => "mark-incomplete",
            Self::OutsideSession => "outside-session",
            Self::ClocksApart => "clocks-apart",
            Self::TurnsOverlap => "turns-overlap",
            Self::ZeroLength => "zero-length",
            Self::FileUnplaced => "file-unplaced",
            Self::FileEmpty => "file-empty",
            Self::TierLeftOut => "tier-left-out",
        }
    }

    /// The fault of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// How much a fault of this kind matters, unless a fault says otherwise of itself.
    pub fn severity(self) -> Severity {
        match self {
            Self::IdenticalSeries
            | Self::IdenticalShifted
            | Self::IdenticalScaled
            | Self::FlatSeries
            | Self::TimeBackwards
            | Self::RateContradictsTime
            | Self::DuplicateDyad
            | Self::DyadNameTwice
            | Self::PersonMissing
            | Self::TooManyPeople
            | Self::NoOverlap
            | Self::FileUnreadable => Severity::Error,
            Self::Railed
            | Self::TimeJumps
            | Self::TimeDuplicates
            | Self::TimeMissing
            | Self::LengthsDiffer
            | Self::StartsApart
            | Self::TooShort
            | Self::FewValidSamples
            | Self::ImplausibleUnit
            | Self::DuplicateRows
            | Self::RowsUnplaced
            | Self::SpeakerUnknown
            | Self::SpeakerMissing
            | Self::MarkIncomplete
            | Self::OutsideSession
            | Self::ClocksApart
            | Self::FileUnplaced
            | Self::FileEmpty
            | Self::TierLeftOut => Severity::Warning,
            Self::FlatStretch
            | Self::NoSignals
            | Self::Gaps
            | Self::RatesDiffer
            | Self::TurnsOverlap
            | Self::ZeroLength => Severity::Note,
        }
    }

    /// What it means, why it matters and what to try.
    pub fn explanation(self) -> Explanation {
        super::explanation::of(self)
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_found_again() {
        for code in FaultCode::ALL {
            assert_eq!(FaultCode::from_code(code.code()), Some(code));
            let text = code.explanation();
            for part in [text.title, text.why, text.try_this, text.paragraph] {
                assert!(!part.is_empty() && !part.contains("  "), "{code}: {part:?}");
            }
        }
        assert_eq!(FaultCode::from_code("no-such-code"), None);
    }
}
