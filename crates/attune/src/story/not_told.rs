/// Something that cannot be told from this session, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NotTold {
    /// What.
    pub what: Told,
    /// Why not.
    pub why: WhyNot,
}

/// What a story may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Told {
    /// Which high points may have been picked up.
    Echo,
    /// Who changes tended to start with.
    Direction,
    /// Winding each other up.
    WindingUp,
    /// Coming down together.
    Settling,
    /// Whether being together speeds coming down.
    Soothing,
    /// Attempts to mend and whether they landed.
    Repair,
    /// How long each took to come back.
    Recovery,
    /// Being far above one's own line.
    Flooded,
    /// A body that moves before the other's first word.
    CueFirst,
    /// Words and bodies.
    WordsAndBody,
    /// An order of acts the two come back to.
    Cycle,
    /// Phases.
    Phases,
}

impl Told {
    /// Everything, in the order of a page.
    pub const ALL: [Self; 12] = [
        Self::Echo,
        Self::Direction,
        Self::WindingUp,
        Self::Settling,
        Self::Soothing,
        Self::Repair,
        Self::Recovery,
        Self::Flooded,
        Self::CueFirst,
        Self::WordsAndBody,
        Self::Cycle,
        Self::Phases,
    ];

    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::Direction => "direction",
            Self::WindingUp => "winding-up",
            Self::Settling => "settling",
            Self::Soothing => "soothing",
            Self::Repair => "repair",
            Self::Recovery => "recovery",
            Self::Flooded => "flooded",
            Self::CueFirst => "cue-first",
            Self::WordsAndBody => "words-and-body",
            Self::Cycle => "cycle",
            Self::Phases => "phases",
        }
    }
}

/// Why something cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhyNot {
    /// No channel of both people shows activation.
    NoSignals,
    /// How one says one feels is not how activated a body is.
    RatingsAreNotActivation,
    /// Nobody spoke, or nobody wrote down when.
    NoTurns,
    /// What was said was not written down.
    NoWords,
    /// Nothing was coded, and turns and signals gave too few acts.
    TooFewActs,
    /// No loop model was fitted.
    NoLoopModel,
    /// The loop model found no link it may speak of.
    NoLink,
    /// Nothing was recorded while the two were apart.
    NoTimeApart,
    /// Too little was recorded of both.
    TooShort,
    /// No rest was recorded, and the channel has no line without one.
    NoRest,
    /// The plan says not to look for it.
    SwitchedOff,
    /// It was looked for; it was not beyond chance.
    NotBeyondChance,
    /// It was looked for; none was there.
    NoneFound,
    /// A fault in the recording forbids it.
    Faulty,
}

impl WhyNot {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::NoSignals,
        Self::RatingsAreNotActivation,
        Self::NoTurns,
        Self::NoWords,
        Self::TooFewActs,
        Self::NoLoopModel,
        Self::NoLink,
        Self::NoTimeApart,
        Self::TooShort,
        Self::NoRest,
        Self::SwitchedOff,
        Self::NotBeyondChance,
        Self::NoneFound,
        Self::Faulty,
    ];

    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSignals => "no-signals",
            Self::RatingsAreNotActivation => "ratings-are-not-activation",
            Self::NoTurns => "no-turns",
            Self::NoWords => "no-words",
            Self::TooFewActs => "too-few-acts",
            Self::NoLoopModel => "no-loop-model",
            Self::NoLink => "no-link",
            Self::NoTimeApart => "no-time-apart",
            Self::TooShort => "too-short",
            Self::NoRest => "no-rest",
            Self::SwitchedOff => "switched-off",
            Self::NotBeyondChance => "not-beyond-chance",
            Self::NoneFound => "none-found",
            Self::Faulty => "faulty",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a list of all leaves out, no test that goes through it can find.
    #[test]
    fn the_lists_hold_every_variant() {
        for (place, why) in WhyNot::ALL.into_iter().enumerate() {
            assert_eq!(why as usize, place);
        }
        assert_eq!(WhyNot::Faulty as usize + 1, WhyNot::ALL.len(), "the last one is last");
        for (place, what) in Told::ALL.into_iter().enumerate() {
            assert_eq!(what as usize, place);
        }
        assert_eq!(Told::Phases as usize + 1, Told::ALL.len(), "the last one is last");
    }
}
