//! Why a measure has no answer.

use attune_coupling::InputError;

use crate::catalogue::Takes;

/// A measure cannot be taken of this recording, or not in this way; says what to change.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MeasureError {
    /// The series cannot be analysed as asked.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The two share no time.
    #[error("the two people share no time: look at their clocks with attune check")]
    NoSharedTime,
    /// Columns of one person lie on different clocks.
    #[error("the columns lie on different clocks: bring them to one rate (--grid HZ)")]
    DifferentClocks,
    /// The measure takes something else.
    #[error("it takes {}: {}", .takes.words(), .takes.advice())]
    WrongInput {
        /// What it takes.
        takes: Takes,
    },
    /// Names that are hardly names.
    #[error(
        "{distinct} different values are no codes: give a column of codes, at most {most} of them"
    )]
    TooManyCodes {
        /// Different values found.
        distinct: usize,
        /// The most that is taken for codes.
        most: usize,
    },
    /// Nothing of one person begins.
    #[error(
        "{person} has no event: none begins in this recording, so there is nothing to match; name \
         another code or column, or leave this dyad out"
    )]
    NoEvents {
        /// A or B.
        person: &'static str,
    },
    /// Turns there are, but not then.
    #[error(
        "no turn begins in the stretch of the session that was asked for: widen --from and --to; a \
         turn counts by its start"
    )]
    NoTurnsThen,
    /// Words, but not of the language whose words are counted.
    #[error(
        "of {words} words only {counted} are small English ones (pronouns, articles, and, not, very), of \
         which English talk is about half: the lists are English, and of another language nothing can be \
         told with them; give an English transcript"
    )]
    NotEnglish {
        /// Words of both.
        words: usize,
        /// Small English words among them.
        counted: usize,
    },
    /// Nothing that a style could be told by.
    #[error(
        "none of the small words that a style is told by (pronouns, articles, and, not, very) was said: \
         take a longer talk, and an English one"
    )]
    NoSmallWords,
    /// A picture over time, of no stretches.
    #[error("a picture over time needs stretches: say how long, --window 60")]
    NoWindows,
    /// A code that neither of the two shows.
    #[error(
        "neither of the two shows the code asked for with {flag}: name one of the {codes} that they show, as \
         the tables of a run without it list them"
    )]
    NoSuchCode {
        /// Which parameter.
        flag: &'static str,
        /// How many codes there are.
        codes: usize,
    },
    /// Spans there are, but none of that code.
    #[error(
        "no span of the session has the code asked for with --event: name a code that attune check lists, \
         or leave --event out to take the spans of all codes"
    )]
    NoSuchEvent,
    /// A measure of yes and no.
    #[error(
        "it takes two codes, no (0) and yes (1), and there are {codes}: merge codes until two are left"
    )]
    NotYesOrNo {
        /// Different codes found.
        codes: usize,
    },
    /// A measure of one column each.
    #[error("it takes one column of each person, not {given}: name one with --a and one with --b")]
    OneColumn {
        /// Columns given.
        given: usize,
    },
    /// A null that says nothing about this measure.
    #[error("the null {null} says nothing about it: try {suits}")]
    NullDoesNotSuit {
        /// What was asked for.
        null: &'static str,
        /// What suits.
        suits: String,
    },
    /// There is no null for several columns yet.
    #[error(
        "the null {null} is drawn for one column of each person: choose one column, or compare with stranger pairs"
    )]
    NullNeedsOneColumn {
        /// What was asked for.
        null: &'static str,
    },
    /// A parameter out of its range.
    #[error("{name} is {value}: {wanted}")]
    Parameter {
        /// Which.
        name: &'static str,
        /// As set.
        value: f64,
        /// What would do.
        wanted: &'static str,
    },
    /// Nobody recorded what both are said to have been exposed to.
    #[error(
        "no channel {channel:?} was recorded in this session: name one that both people have; in a \
         wide table the same column may stand for both"
    )]
    NoSharedInput {
        /// What was asked for.
        channel: String,
    },
    /// A measure of the session is told beside its first channel.
    #[error("it is of the whole session and stands beside the session's first channel")]
    OfTheSession,
    /// Something is wrong with the recording.
    #[error("the recording is faulty ({code}): attune explain {code} says what to do")]
    Faulty {
        /// The fault's code.
        code: &'static str,
    },
}

impl MeasureError {
    /// Whether what was asked for is at fault, whatever was recorded.
    pub fn is_of_the_request(&self) -> bool {
        match self {
            Self::Input(error) => error.is_of_the_options(),
            Self::Parameter { .. }
            | Self::NullDoesNotSuit { .. }
            | Self::OneColumn { .. }
            | Self::NoSharedInput { .. } => true,
            _ => false,
        }
    }
}

impl Takes {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Amounts => "one series of amounts of each person",
            Self::Scores => "one series of points of each person, a value per turn",
            Self::Columns => "one or more columns of each person",
            Self::Codes => "one column of codes of each person",
            Self::Events => "the times of events of each person",
            Self::Turns => "turns at talk",
            Self::TurnsAndAmounts => "turns at talk and one series of amounts of each person",
        }
    }

    /// Where it comes from.
    fn advice(self) -> &'static str {
        match self {
            Self::Amounts => "codes are names, not amounts; name a channel that is measured",
            Self::Scores => "codes are names, not points; name a column of points",
            Self::Columns => "name the columns with --a and --b",
            Self::Codes => {
                "say --kind code for a column of codes, written as numbers, or give the coding as spans \
                 (--spans FILE)"
            }
            Self::Events => {
                "give a column that is 0 between events, or a session with marked spans"
            }
            Self::Turns => "give a session with turns (--turns FILE)",
            Self::TurnsAndAmounts => {
                "give a session with turns (--turns FILE) and name a channel that is measured"
            }
        }
    }
}
