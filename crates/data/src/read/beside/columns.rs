//! Headers of coding and transcript tables that mean the same wherever they stand.

use super::super::headers::plain;
use super::seconds::unit_of;

/// What a column of such a table is for, its headers in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// How long it lasted.
    Duration,
    /// Whose it is.
    Person,
    /// The coder's word.
    Code,
    /// What was said.
    Text,
    /// The dyad.
    Dyad,
    /// The session.
    Session,
    /// BORIS: the title of an observation.
    Observation,
    /// BORIS: START, STOP or POINT; STATE in the aggregated export.
    Status,
}

impl Part {
    fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Start => &[
                "start_s",
                "start",
                "start_sec",
                "start_ms",
                "start_time",
                "start_time_s",
                "onset",
                "onset_s",
                "onset_ms",
                "begin",
                "begin_s",
                "begin_time_ss_msec",
                "begin_time_msec",
                "begin_time_hh_mm_ss_ms",
                "begin_time",
                "from",
                "tmin",
                "xmin",
                "t0",
                "t_s",
                "time_s",
                "time_ms",
                "t_ms",
                "time",
                "t",
                "timestamp",
            ],
            Self::End => &[
                "end_s",
                "end",
                "end_sec",
                "end_ms",
                "end_time",
                "end_time_s",
                "stop_s",
                "stop",
                "stop_ms",
                "offset",
                "offset_s",
                "offset_ms",
                "end_time_ss_msec",
                "end_time_msec",
                "end_time_hh_mm_ss_ms",
                "to",
                "until",
                "tmax",
                "xmax",
                "t1",
            ],
            Self::Duration => &[
                "duration_s",
                "duration",
                "duration_sec",
                "duration_ms",
                "dur",
                "dur_s",
                "dur_ms",
                "length_s",
                "length",
            ],
            Self::Person => &[
                "person",
                "who",
                "speaker",
                "subject",
                "participant",
                "person_id",
                "participant_id",
                "name",
                "tier",
                "role",
            ],
            Self::Code => &[
                "code",
                "behavior",
                "behaviour",
                "event",
                "label",
                "annotation",
                "trial_type",
                "category",
                "value",
                "text",
            ],
            Self::Text => &[
                "text",
                "words",
                "utterance",
                "transcript",
                "said",
                "content",
                "sentence",
                "value",
            ],
            Self::Dyad => {
                &["dyad", "dyad_id", "dyadid", "couple", "couple_id", "coupleid", "pair", "pair_id"]
            }
            Self::Session => &["session", "session_id", "visit"],
            Self::Observation => &["observation_id"],
            Self::Status => &["behavior_type", "status"],
        }
    }
}

/// The columns of a table, found by their headers.
#[derive(Debug)]
pub(crate) struct Columns {
    plain: Vec<String>,
}

impl Columns {
    /// The columns under these headers.
    pub(crate) fn new(names: &[String]) -> Self {
        Self { plain: names.iter().map(|name| plain(name)).collect() }
    }

    /// The column for that part, if there is one.
    pub(crate) fn of(&self, part: Part) -> Option<usize> {
        let at = |word: &&str| self.plain.iter().position(|name| name == word);
        part.headers().iter().find_map(at)
    }

    /// Whether a column is for one of those parts.
    pub(crate) fn is_any(&self, column: usize, parts: &[Part]) -> bool {
        parts.iter().any(|part| part.headers().contains(&self.plain[column].as_str()))
    }

    /// How many seconds one of a column's numbers is worth.
    pub(crate) fn unit_s(&self, column: usize) -> f64 {
        unit_of(&self.plain[column])
    }

    /// Whether a column's header says that codes stand in it, and not whatever was written down.
    pub(crate) fn says_code(&self, column: usize) -> bool {
        ["code", "behavior", "behaviour", "trial_type", "category"]
            .contains(&self.plain[column].as_str())
    }

    /// A header in its plain form.
    pub(crate) fn plain(&self, column: usize) -> &str {
        &self.plain[column]
    }
}
