//! `attune.toml`: which files belong to which dyad, and what is in them.
//!
//! Files are named relative to the manifest's folder. A key that is not listed here is an error.
//!
//! ```toml
//! name = "Intake sessions"        # for reports; the folder's name otherwise
//!
//! # Which files: one of these three.
//! files = ["data/*.csv"]          # * and ? stand for characters of the file's name
//! folder = "data"                 # every table in a folder
//! [[recording]]                   # or one entry per file
//! file = "data/07_patient.csv"    # the only key that must be there
//! dyad = "7"                      # otherwise: the dyad column, or the file's name
//! session = "1"                   # where a dyad has several
//! group = "went on"
//! person = "patient"              # where the file holds one person only
//! channels = ["heart"]            # which of the channels it holds; all if not said
//! time = "t"                      # where it differs from the other files:
//! time_unit = "s"                 #   time, time_unit, rate_hz
//! rate_hz = 4
//!
//! # What lies beside the signals, for all files or, in a [[recording]], for its dyad. A file
//! # belongs to the dyad whose id its name is, begins with or holds, or its rows name.
//! spans = ["codes/*.csv"]         # coded behaviour: CSV, BORIS, ELAN, TextGrid
//! turns = ["talk/*.vtt"]          # transcripts: WebVTT, SRT, CSV, ELAN, TextGrid
//! video = ["film/*.mp4"]          # never read, only played by a page
//! audio = ["sound/*.wav"]
//! offset_s = 2.5                  # added to their times to get the session's; 0 if not said
//! codebook = "codes.toml"         # what codes mean: a file, or affect, cycle, coping
//! lexicon = "vader_lexicon.txt"   # words with their valence; without one there is no valence
//! speakers = { a = "Ann", b = ["Bo", "SPEAKER_01"], others = "interviewer" }
//!
//! # What the columns are: the same words as the flags.
//! dyad = "couple"                 # column with the dyad's id
//! session = "visit"               # column that tells sessions of one dyad apart
//! group = "arm"                   # column with the dyad's group
//! time = "t_s"                    # column with the time
//! time_unit = "s"                 # s, ms, min, h, d, sample, iso8601
//! rate_hz = 25                    # samples per second, where time is not a column or counts
//! person = "who"                  # long tables: column that says whose row it is
//! role = "role"                   # long tables: column with the person's role
//! channel_column = "measure"      # long tables: column that says which channel
//! missing = ["-999", "."]         # besides an empty cell, NA and NaN
//! delimiter = ";"                 # recognised if not said
//! decimal = ","                   # recognised if not said
//!
//! [a]                             # the two people, in the order of A and B
//! name = "patient"                # long tables: as in the person column
//! role = "patient"
//! [b]
//! name = "therapist"
//! role = "therapist"
//!
//! [[channel]]                     # what is recorded
//! name = "heart"
//! a = "hr_patient"                # wide tables: A's and B's column
//! b = "hr_therapist"
//! value = "hr"                    # long tables and one-person files: the column
//! kind = "heart"                  # rating, heart, skin, breath, motion, voice, face, diary, code
//! unit = "bpm"
//! ```

use toml::de::DeTable;

use super::beside::{FilesBeside, KEYS};
use super::error::ReadError;
use super::keys::{Keys, line_of};
use super::layout::{Layout, TimeUnit};
use super::problem::Problem;
use crate::Kind;

/// The manifest's file name.
pub const FILE_NAME: &str = "attune.toml";

const TOP: &[&str] = &[
    "name",
    "files",
    "folder",
    "recording",
    "dyad",
    "session",
    "group",
    "time",
    "time_unit",
    "rate_hz",
    "person",
    "role",
    "channel_column",
    "missing",
    "delimiter",
    "decimal",
    "a",
    "b",
    "channel",
    KEYS[0],
    KEYS[1],
    KEYS[2],
    KEYS[3],
    KEYS[4],
    KEYS[5],
    "codebook",
    "lexicon",
];
const SPEAKERS: &[&str] = &["a", "b", "others"];
const PERSON: &[&str] = &["name", "role"];
const CHANNEL: &[&str] = &["name", "a", "b", "value", "kind", "unit"];
const RECORDING: &[&str] = &[
    "file",
    "dyad",
    "session",
    "group",
    "person",
    "channels",
    "time",
    "time_unit",
    "rate_hz",
    KEYS[0],
    KEYS[1],
    KEYS[2],
    KEYS[3],
    KEYS[4],
    KEYS[5],
];

const KINDS: &str = "rating, heart, skin, breath, motion, voice, face, diary, code or other";
const UNITS: &str = "s, ms, min, h, d, sample or iso8601";

/// What an `attune.toml` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Manifest {
    /// The study's name.
    pub name: Option<String>,
    /// Patterns of files, relative to the manifest's folder.
    pub files: Vec<String>,
    /// A folder of files, relative to the manifest's.
    pub folder: Option<String>,
    /// Single files.
    pub recordings: Vec<RecordingEntry>,
    /// How the columns of every file are taken.
    pub layout: Layout,
}

/// One file of a manifest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordingEntry {
    /// The file of signals, relative to the manifest's folder; none where only codes or talk are
    /// there.
    pub file: Option<String>,
    /// The dyad it belongs to.
    pub dyad: Option<String>,
    /// The session it belongs to.
    pub session: Option<String>,
    /// The dyad's group.
    pub group: Option<String>,
    /// The one person it records.
    pub person: Option<String>,
    /// How its columns are taken.
    pub layout: Layout,
    /// What lies beside it, with the manifest's clock and speakers where it does not say its own.
    pub beside: FilesBeside,
}

impl Manifest {
    /// Reads a manifest's text; `name` stands for the file in messages.
    ///
    /// # Errors
    /// Text that is not TOML, a key that is unknown (with the nearest one that is known) or whose
    /// value does not fit, each with its line.
    pub fn parse(name: &str, text: &str) -> Result<Self, ReadError> {
        Self::read(text).map_err(|error| error.in_file(name))
    }

    fn read(text: &str) -> Result<Self, ReadError> {
        let table = DeTable::parse(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            ReadError::new(Problem::Toml).at_line(line_of(text, start))
        })?;
        let top = Keys::new(text, table.get_ref(), 0..0, TOP)?;
        let channels: Vec<ChannelEntry> =
            top.list("channel", CHANNEL)?.iter().map(channel).collect::<Result<_, _>>()?;
        let mut layout = layout(&top)?;
        for (key, name, role) in [
            ("a", &mut layout.name_a, &mut layout.role_a),
            ("b", &mut layout.name_b, &mut layout.role_b),
        ] {
            if let Some(person) = top.inner(key, PERSON)? {
                *name = person.text("name")?;
                *role = person.text("role")?;
            }
        }
        let recordings = top.list("recording", RECORDING)?;
        let recordings: Vec<RecordingEntry> = recordings
            .iter()
            .map(|entry| recording(entry, &layout, &channels))
            .collect::<Result<_, _>>()?;
        let (files, folder) = (top.texts("files")?, top.text("folder")?);
        if !files.is_empty() || folder.is_some() {
            let all: Vec<&ChannelEntry> = channels.iter().collect();
            describe(&mut layout, &all, None).map_err(|problem| top.problem(None, problem))?;
        }
        let signals = !files.is_empty() || folder.is_some() || !recordings.is_empty();
        if !signals && layout.beside.is_empty() {
            return Err(top.problem(None, Problem::MissingKey { key: "files" }));
        }
        Ok(Self { name: top.text("name")?, files, folder, recordings, layout })
    }
}

/// A channel, and the columns that hold it.
struct ChannelEntry {
    name: String,
    a: Option<String>,
    b: Option<String>,
    value: Option<String>,
    kind: Kind,
    unit: String,
}

fn channel(keys: &Keys<'_>) -> Result<ChannelEntry, ReadError> {
    Ok(ChannelEntry {
        name: keys.required("name")?,
        a: keys.text("a")?,
        b: keys.text("b")?,
        value: keys.text("value")?,
        kind: keys.word("kind", KINDS)?.unwrap_or_default(),
        unit: keys.text("unit")?.unwrap_or_default(),
    })
}

fn layout(top: &Keys<'_>) -> Result<Layout, ReadError> {
    let delimiter = match top.text("delimiter")? {
        Some(text) => match text.as_bytes() {
            [byte] if byte.is_ascii() && *byte != b'"' => Some(*byte),
            _ => return Err(top.bad("delimiter", "one character, such as \";\"")),
        },
        None => None,
    };
    let decimal_comma = match top.text("decimal")?.as_deref() {
        None => None,
        Some(",") => Some(true),
        Some(".") => Some(false),
        Some(_) => return Err(top.bad("decimal", "\",\" or \".\"")),
    };
    Ok(Layout {
        dyad: top.text("dyad")?,
        session: top.text("session")?,
        group: top.text("group")?,
        person: top.text("person")?,
        role: top.text("role")?,
        channel_column: top.text("channel_column")?,
        missing: top.texts("missing")?,
        delimiter,
        decimal_comma,
        beside: FilesBeside {
            code_book: top.text("codebook")?,
            lexicon: top.text("lexicon")?,
            ..beside(top)?
        },
        ..timing(top)?
    })
}

/// What lies beside the signals.
fn beside(keys: &Keys<'_>) -> Result<FilesBeside, ReadError> {
    let offset_s = keys.number("offset_s")?;
    if offset_s.is_some_and(|offset| !offset.is_finite()) {
        return Err(keys.bad("offset_s", "a number of seconds"));
    }
    let (mut speakers, mut others) = ([vec![], vec![]], vec![]);
    if let Some(named) = keys.inner("speakers", SPEAKERS)? {
        speakers = [named.texts("a")?, named.texts("b")?];
        others = named.texts("others")?;
    }
    Ok(FilesBeside {
        spans: keys.texts("spans")?,
        turns: keys.texts("turns")?,
        video: keys.texts("video")?,
        audio: keys.texts("audio")?,
        offset_s,
        speakers,
        others,
        ..FilesBeside::default()
    })
}

/// The keys that may differ from file to file.
fn timing(keys: &Keys<'_>) -> Result<Layout, ReadError> {
    let rate_hz = keys.number("rate_hz")?;
    if rate_hz.is_some_and(|rate| !(rate.is_finite() && rate > 0.0)) {
        return Err(keys.bad("rate_hz", "a number above zero"));
    }
    let time_unit: Option<TimeUnit> = keys.word("time_unit", UNITS)?;
    Ok(Layout { time: keys.text("time")?, time_unit, rate_hz, ..Layout::default() })
}

fn recording(
    keys: &Keys<'_>,
    base: &Layout,
    channels: &[ChannelEntry],
) -> Result<RecordingEntry, ReadError> {
    let mut layout = timing(keys)?.over(base);
    let beside = beside(keys)?.over(&base.beside.without_files());
    let file = if beside.is_empty() { Some(keys.required("file")?) } else { keys.text("file")? };
    let person = keys.text("person")?;
    if let (Some(person), Some(a), Some(b)) = (&person, &base.name_a, &base.name_b)
        && person != a
        && person != b
    {
        return Err(keys.bad("person", "the name of [a] or of [b]"));
    }
    let mut chosen = Vec::new();
    for name in keys.texts("channels")? {
        let found = channels.iter().find(|channel| channel.name == name);
        let unknown = || keys.problem(Some("channels"), Problem::UnknownChannel { name });
        chosen.push(found.ok_or_else(unknown)?);
    }
    if chosen.is_empty() {
        chosen.extend(channels);
    }
    if person.is_some() {
        // The file is about one person: whose row it is needs no column.
        layout.person = None;
    }
    if file.is_some() {
        describe(&mut layout, &chosen, person.as_deref())
            .map_err(|problem| keys.problem(Some("channels"), problem))?;
    }
    Ok(RecordingEntry {
        file,
        dyad: keys.text("dyad")?,
        session: keys.text("session")?,
        group: keys.text("group")?,
        person,
        layout,
        beside,
    })
}

/// Writes the channels into a layout: as columns of A and B, as one person's columns, or as
/// names in a channel column.
fn describe(
    layout: &mut Layout,
    channels: &[&ChannelEntry],
    person: Option<&str>,
) -> Result<(), Problem> {
    let of_b = person.is_some() && person == layout.name_b.as_deref();
    for channel in channels {
        layout.channels.push(channel.name.clone());
        layout.kinds.push(channel.kind);
        layout.units.push(channel.unit.clone());
        let own = if of_b { &channel.b } else { &channel.a };
        if layout.channel_column.is_some() {
            layout.value.clone_from(&channel.value.iter().cloned().collect());
        } else if layout.person.is_some() || person.is_some() {
            let column = channel.value.as_ref().or(own.as_ref());
            layout.value.push(column.cloned().ok_or(Problem::MissingKey { key: "value" })?);
        } else {
            layout.a.push(channel.a.clone().ok_or(Problem::MissingKey { key: "a" })?);
            layout.b.push(channel.b.clone().ok_or(Problem::MissingKey { key: "b" })?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Manifest::parse(FILE_NAME, text).unwrap_err().to_string()
    }

    #[test]
    fn a_wide_study() {
        let manifest = Manifest::parse(
            FILE_NAME,
            r#"
            name = "Dials"
            files = ["dial.csv"]
            dyad = "couple"
            time = "t_s"
            missing = [-999, "."]
            decimal = ","
            [a]
            role = "man"
            [[channel]]
            name = "dial"
            a = "dial_man"
            b = "dial_woman"
            kind = "rating"
            "#,
        )
        .unwrap();
        assert_eq!(manifest.name.as_deref(), Some("Dials"));
        let layout = &manifest.layout;
        assert_eq!(
            (&layout.a[..], &layout.b[..]),
            (&["dial_man".into()][..], &["dial_woman".into()][..])
        );
        assert_eq!(layout.kinds, [Kind::Rating]);
        assert_eq!(layout.missing, ["-999", "."]);
        assert_eq!(layout.role_a.as_deref(), Some("man"));
        assert_eq!(layout.decimal_comma, Some(true));
    }

    #[test]
    fn a_file_per_person() {
        let manifest = Manifest::parse(
            FILE_NAME,
            r#"
            time = "t"
            [a]
            name = "patient"
            [b]
            name = "therapist"
            [[channel]]
            name = "heart"
            value = "hr"
            kind = "heart"
            [[channel]]
            name = "motion"
            a = "left"
            b = "right"
            [[recording]]
            file = "1.csv"
            dyad = 7
            person = "therapist"
            channels = ["motion", "heart"]
            rate_hz = 59.94
            "#,
        )
        .unwrap();
        let entry = &manifest.recordings[0];
        assert_eq!(entry.dyad.as_deref(), Some("7"));
        assert_eq!(entry.layout.value, ["right", "hr"]);
        assert_eq!(entry.layout.channels, ["motion", "heart"]);
        assert_eq!(entry.layout.rate_hz, Some(59.94));
        assert_eq!(entry.layout.time.as_deref(), Some("t"));
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_line() {
        let text = "files = ['x.csv']\ndaid = \"couple\"\n";
        assert_eq!(
            error(text),
            "unknown key `daid` (attune.toml, line 2)\n  why it matters: a mistyped key would be \
             left out without a word\n  try: did you mean `dyad`?"
        );
        assert!(error("files = 'x'\n[[channel]]\nname = 'x'\nkidn = 'heart'\n").contains("`kind`"));
    }

    #[test]
    fn values_that_do_not_fit() {
        assert!(error("files = 'x'\nrate_hz = 'fast'\n").contains("`rate_hz` should be a number"));
        assert!(error("files = 'x'\nrate_hz = -1\n").contains("above zero"));
        assert!(error("files = 'x'\ntime_unit = 'weeks'\n").contains("line 2"));
        assert!(
            error("files = 'x'\n[[channel]]\nname='x'\na='x'\nkind = 'mood'\n")
                .contains("rating, heart")
        );
        assert!(error("[[recording]]\ndyad = 1\n").contains("`file` is missing"));
        assert!(error("name = 'x'\n").contains("`files` is missing"));
        assert!(error("files = [\n").contains("not valid TOML"));
        assert!(
            error("[[recording]]\nfile = 'x'\nchannels = ['pulse']\n")
                .contains("no [[channel]] is called `pulse`")
        );
    }
}
