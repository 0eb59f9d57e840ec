//! One channel of one person.

use std::fmt;
use std::str::FromStr;

use crate::Timeline;

/// What a channel measures; decides the default plan and which values are plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Kind {
    /// How one says one feels, moment by moment (a dial, a slider).
    Rating,
    /// Heart rate in beats per minute, or inter-beat intervals in milliseconds.
    Heart,
    /// Skin conductance, microsiemens.
    Skin,
    /// Breathing: a belt's stretch or breaths per minute.
    Breath,
    /// Movement: motion energy, acceleration, speed.
    Motion,
    /// Voice: pitch or loudness.
    Voice,
    /// Face: the strength of an expression's movement.
    Face,
    /// Feelings written down day by day.
    Diary,
    /// Codes given by an observer; numbers are names, not amounts.
    Code,
    /// What both were exposed to at once (a sound, the brightness of a film): recorded of the room
    /// and not of a person, and held constant where the two are set beside each other.
    Input,
    /// Not said.
    #[default]
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are listed for people.
    pub const ALL: [Self; 11] = [
        Self::Rating,
        Self::Heart,
        Self::Skin,
        Self::Breath,
        Self::Motion,
        Self::Voice,
        Self::Face,
        Self::Diary,
        Self::Code,
        Self::Input,
        Self::Other,
    ];

    /// The name used in flags, manifests and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Heart => "heart",
            Self::Skin => "skin",
            Self::Breath => "breath",
            Self::Motion => "motion",
            Self::Voice => "voice",
            Self::Face => "face",
            Self::Diary => "diary",
            Self::Code => "code",
            Self::Input => "input",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no kind of channel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no kind of channel has this name; known are rating, heart, skin, breath, motion, voice, face, diary, code, other"
)]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or(UnknownKind)
    }
}

/// One channel of one person: values on a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The channel's name, the same for both people.
    pub channel: String,
    /// What it measures.
    pub kind: Kind,
    /// The unit as the file or manifest names it; empty where it is not said.
    pub unit: String,
    /// When the samples were taken.
    pub timeline: Timeline,
    /// The samples; `NaN` where one is missing. As long as the timeline.
    pub values: Vec<f64>,
}

impl Series {
    /// How many samples are present.
    pub fn valid(&self) -> usize {
        self.values.iter().filter(|v| v.is_finite()).count()
    }

    /// The share of samples that are present, 0 to 1; 0 for an empty series.
    pub fn usable_share(&self) -> f64 {
        if self.values.is_empty() {
            return 0.0;
        }
        self.valid() as f64 / self.values.len() as f64
    }
}
