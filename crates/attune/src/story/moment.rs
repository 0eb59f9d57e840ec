use attune_data::Who;
use attune_dynamics::{
    ChanceOf, CueFirst, EchoMoment, Flooded, Recovery, Repaired, Settling, Spiral, WordsBodyRun,
};

use crate::{FloodSetting, Interval, Verdict};

/// A stretch of the session worth looking at together.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// What was seen, with its evidence.
    pub kind: MomentKind,
    /// Whom it concerns.
    pub who: Who,
    /// When it began, seconds on the session's clock.
    pub start_s: f64,
    /// When it ended, seconds.
    pub end_s: f64,
    /// The number it rests on; what it is, [`MomentKind::figure`] says.
    pub estimate: f64,
    /// That number's interval; `NaN` ends where none can be given.
    pub interval: Interval,
    /// How often the same kind comes by chance, where that was counted.
    pub chance: Option<ChanceOf>,
    /// How strongly the recording supports it.
    pub verdict: Verdict,
    /// Whether it shows something the two are good at.
    pub strength: bool,
    /// What else could explain it.
    pub otherwise: Vec<Otherwise>,
}

impl Moment {
    /// Whether both may see it: how far one is above an own line is that person's own affair.
    pub fn for_both(&self) -> bool {
        !matches!(self.kind, MomentKind::Flooded { .. })
    }
}

/// What was seen.
#[derive(Debug, Clone, PartialEq)]
pub enum MomentKind {
    /// A high point that may have been picked up from the other: a question, never an answer.
    Echo(EchoMoment),
    /// Both went up together.
    WindingUp(Spiral),
    /// Both came down together.
    Settling(Settling),
    /// Something that may mend, and whether it landed.
    Repair(Repaired),
    /// One came back from a high point.
    Recovery(Recovery),
    /// One was above their own line for long.
    Flooded {
        /// From when, until when, how far.
        stretch: Flooded,
        /// Where the line was set.
        line: FloodSetting,
    },
    /// One's body moved before the other's first words.
    CueFirst(CueFirst),
    /// Words and body differed for a few turns.
    WordsAndBody(WordsBodyRun),
}

impl MomentKind {
    /// The name used in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Echo(_) => "echo",
            Self::WindingUp(_) => "winding-up",
            Self::Settling(_) => "settling",
            Self::Repair(_) => "repair",
            Self::Recovery(_) => "recovery",
            Self::Flooded { .. } => "flooded",
            Self::CueFirst(_) => "cue-first",
            Self::WordsAndBody(_) => "words-and-body",
        }
    }

    /// What the moment's number is, with its unit.
    pub fn figure(&self) -> (&'static str, &'static str) {
        match self {
            Self::Echo(_) => ("probability that more was picked up than own", "probability"),
            Self::WindingUp(_) => ("when the joint rise began", "s"),
            Self::Settling(_) => ("time until half was gone", "s"),
            Self::Repair(_) => ("time until half was gone", "s"),
            Self::Recovery(_) => ("half-life", "s"),
            Self::Flooded { .. } => ("time above the own line", "s"),
            Self::CueFirst(_) => ("lead before the first word", "s"),
            Self::WordsAndBody(_) => ("body beyond what goes with these words", "SD"),
        }
    }
}

/// What else could explain a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Otherwise {
    /// A cause outside the two that was not recorded reached both.
    UnrecordedSharedCause,
    /// Speaking itself, or moving, changes voice, heart and skin.
    SpeakingOrMoving,
    /// The subject matters to the person.
    CareForTheSubject,
    /// A warm room, a stair, coffee, medicine.
    TemperatureOrEffort,
    /// Being recorded.
    BeingObserved,
    /// What goes up comes down.
    ComingDownAnyway,
    /// Chance makes such moments too; how often stands beside it.
    Chance,
    /// No rest was recorded: "up" means up for this session.
    NoRest,
    /// The coder saw it so; another might not.
    OneCoder,
    /// A lexicon counts words; it does not hear irony.
    WordsWithoutTone,
}

impl Otherwise {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnrecordedSharedCause => "unrecorded-shared-cause",
            Self::SpeakingOrMoving => "speaking-or-moving",
            Self::CareForTheSubject => "care-for-the-subject",
            Self::TemperatureOrEffort => "temperature-or-effort",
            Self::BeingObserved => "being-observed",
            Self::ComingDownAnyway => "coming-down-anyway",
            Self::Chance => "chance",
            Self::NoRest => "no-rest",
            Self::OneCoder => "one-coder",
            Self::WordsWithoutTone => "words-without-tone",
        }
    }
}
