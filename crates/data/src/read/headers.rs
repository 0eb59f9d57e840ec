//! Headers that mean the same wherever they stand.

use super::layout::TimeUnit;

/// What a column is for, as far as its header can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Which pair.
    Dyad,
    /// Which session of the pair.
    Session,
    /// Which group the pair belongs to.
    Group,
    /// When.
    Time,
    /// Whose row.
    Person,
    /// The person's role.
    Role,
    /// Which channel.
    Channel,
    /// The sample itself.
    Value,
}

/// Time headers, best first: those that say their unit stand before those that do not, and those
/// that count samples last.
const TIMES: [(&str, Option<TimeUnit>); 28] = [
    ("t_s", Some(TimeUnit::Second)),
    ("t_sec", Some(TimeUnit::Second)),
    ("time_s", Some(TimeUnit::Second)),
    ("time_sec", Some(TimeUnit::Second)),
    ("time_seconds", Some(TimeUnit::Second)),
    ("seconds", Some(TimeUnit::Second)),
    ("sec", Some(TimeUnit::Second)),
    ("t_ms", Some(TimeUnit::Millisecond)),
    ("time_ms", Some(TimeUnit::Millisecond)),
    ("milliseconds", Some(TimeUnit::Millisecond)),
    ("timestamp_ms", Some(TimeUnit::Millisecond)),
    ("t_min", Some(TimeUnit::Minute)),
    ("time_min", Some(TimeUnit::Minute)),
    ("minutes", Some(TimeUnit::Minute)),
    ("t", None),
    ("time", None),
    ("timestamp", None),
    ("datetime", None),
    ("date_time", None),
    ("timecode", None),
    ("date", None),
    ("day", Some(TimeUnit::Day)),
    ("days", Some(TimeUnit::Day)),
    ("sample", Some(TimeUnit::Sample)),
    ("frame", Some(TimeUnit::Sample)),
    ("sample_index", Some(TimeUnit::Sample)),
    ("frame_index", Some(TimeUnit::Sample)),
    ("index", Some(TimeUnit::Sample)),
];

impl Meaning {
    /// Whether a header says this, and nothing else could be meant.
    pub(crate) fn fits(self, header: &str) -> bool {
        let plain = plain(header);
        let words: &[&str] = match self {
            Self::Dyad => {
                &["dyad", "dyad_id", "dyadid", "couple", "couple_id", "coupleid", "pair", "pair_id"]
            }
            Self::Session => &["session", "session_id", "visit"],
            Self::Group => &["group", "condition", "arm"],
            Self::Time => return TIMES.iter().any(|(name, _)| *name == plain),
            Self::Person => &["person", "person_id", "participant", "participant_id", "who"],
            Self::Role => &["role"],
            Self::Channel => &["channel", "measure", "signal"],
            Self::Value => &["value"],
        };
        words.contains(&plain.as_str())
    }

    /// The word for it in notes.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Dyad => "dyad",
            Self::Session => "session",
            Self::Group => "group",
            Self::Time => "time",
            Self::Person => "person",
            Self::Role => "role",
            Self::Channel => "channel",
            Self::Value => "value",
        }
    }
}

/// Whether a header belongs to a column that only numbers the rows, as R and pandas write it.
pub(crate) fn numbers_rows(header: &str) -> bool {
    ["", "row", "rownames", "unnamed_0"].contains(&plain(header).as_str())
}

/// Which of these headers is best taken as the time; `None` where none is a time.
pub(crate) fn best_time(headers: &[&str]) -> Option<usize> {
    let place = |header: &str| TIMES.iter().position(|(name, _)| *name == plain(header));
    let ranked = headers.iter().enumerate().filter_map(|(i, header)| Some((place(header)?, i)));
    ranked.min().map(|(_, i)| i)
}

/// The unit a time header says.
pub(crate) fn time_unit(header: &str) -> Option<TimeUnit> {
    TIMES.iter().find(|(name, _)| *name == plain(header)).and_then(|(_, unit)| *unit)
}

/// A header in lower case, with every run of anything but letters and digits as one underscore.
pub(crate) fn plain(header: &str) -> String {
    let mut plain = String::with_capacity(header.len());
    for c in header.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.ends_with('_') && !plain.is_empty() {
            plain.push('_');
        }
    }
    plain.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_preferred_to_a_plain_count() {
        assert_eq!(best_time(&["time", "t_s"]), Some(1));
        assert_eq!(best_time(&["frame", "Time (s)"]), Some(1));
        assert_eq!(best_time(&["frame", "other"]), Some(0));
        assert_eq!(best_time(&["dial_man", "dial_woman"]), None);
        assert_eq!(time_unit("Time (ms)"), Some(TimeUnit::Millisecond));
        assert_eq!(time_unit("time"), None);
    }

    #[test]
    fn headers_are_recognised_whatever_their_case() {
        assert!(Meaning::Dyad.fits("Couple") && Meaning::Dyad.fits("dyad-ID"));
        // An id alone could be anybody's.
        assert!(!Meaning::Dyad.fits("ID"));
        assert!(!Meaning::Person.fits("dial_man"));
    }
}
