//! What can be wrong with a file, with its words: what, why it matters, what to try.

use std::io;

use super::layout::flag;
use super::nearest::nearest;

/// What is wrong with a file, or with how it was described.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// No such file or folder.
    NotFound,
    /// The file or folder may not be opened.
    NoPermission,
    /// The system could not read on.
    Io(io::ErrorKind),
    /// A compressed file ends before its content does, or is damaged.
    BrokenGzip,
    /// Nothing in the file.
    Empty,
    /// A header, and nothing below it.
    NoRows,
    /// A folder without any file that could be a recording.
    EmptyFolder,
    /// Not a table of text, and no known binary format.
    NotATable {
        /// What it looks like, where that can be told ("an Excel workbook").
        looks_like: Option<&'static str>,
    },
    /// Everything is in one column.
    OneColumn,
    /// A row with more or fewer cells than the header.
    RowWidth {
        /// Cells in this row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A cell of a column that must hold numbers holds something else.
    NotANumber,
    /// A cell of the time column is not a time in the unit given.
    NotATime {
        /// Whether the cell looks like a calendar time although numbers were expected.
        looks_like_date: bool,
    },
    /// Some times carry a time zone and others do not.
    MixedZones,
    /// No column of that name.
    NoSuchColumn {
        /// The name asked for.
        name: String,
        /// The flag that asked for it.
        flag: &'static str,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A column was asked for by a name that stands over several.
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// The columns do not say by themselves who is who.
    CannotGuess {
        /// The columns there are.
        columns: Vec<String>,
        /// Whether a time column or a rate is known.
        timed: bool,
    },
    /// Neither a time column nor a rate.
    NoTime {
        /// The columns there are.
        columns: Vec<String>,
        /// Whether the file is motion-energy text, which never has a time column.
        motion_energy: bool,
    },
    /// A time column that counts samples, and no rate.
    NoRate {
        /// The column's name.
        column: String,
    },
    /// A different number of columns for person A and for person B.
    PairsUnequal {
        /// Columns named for A.
        a: usize,
        /// Columns named for B.
        b: usize,
    },
    /// As many names, kinds or units as channels are needed, or one, or none.
    ListLength {
        /// The flag.
        flag: &'static str,
        /// How many were given.
        found: usize,
        /// How many channels there are.
        expected: usize,
    },
    /// A long table needs at most one name for each of the two people.
    PeopleNamed,
    /// No row belongs to a person of that name.
    NoSuchPerson {
        /// The name asked for.
        name: String,
        /// The flag that asked for it.
        flag: &'static str,
        /// The people there are.
        people: Vec<String>,
    },
    /// A rate must be a number above zero.
    BadRate,
    /// The Parquet file is damaged, or written in a way that is not understood.
    BrokenParquet,
    /// A Parquet column of a type that holds neither numbers nor names nor times.
    ParquetType,
    /// More rows than can be counted here.
    TooManyRows,
    /// The manifest is not valid TOML.
    Toml,
    /// A key the manifest does not know.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that is nearest to it.
        near: Option<&'static str>,
    },
    /// A key whose value is of the wrong type or not one of the words allowed.
    BadValue {
        /// The key.
        key: String,
        /// What would be right.
        wanted: &'static str,
    },
    /// A key that must be there is not.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A pattern of the manifest matches no file.
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A recording names a channel that the manifest does not describe.
    UnknownChannel {
        /// The name.
        name: String,
    },
    /// A code of a code book belongs to a family that the book does not list.
    UnknownFamily {
        /// The name.
        name: String,
    },
    /// A table of spans or turns lacks a column it cannot do without.
    NoMarkColumn {
        /// What the column would say.
        what: &'static str,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A time of a coding file or a transcript that cannot be read.
    NotASecond,
    /// A file of another kind than it was given as.
    OtherKindOfFile {
        /// What it is.
        is: &'static str,
        /// The word, of flags and manifest, under which it would be right.
        flag: &'static str,
    },
    /// A coding file or a transcript that breaks its format's rules.
    Malformed {
        /// The format.
        format: &'static str,
        /// What is not as it should be.
        wanted: &'static str,
    },
}

impl Problem {
    /// What is wrong, without the place.
    pub(super) fn what(&self) -> String {
        match self {
            Self::NotFound => "no such file or folder".into(),
            Self::NoPermission => "this may not be opened: permission denied".into(),
            Self::Io(kind) => format!("reading stopped: {kind}"),
            Self::BrokenGzip => "the compressed file is damaged or cut short".into(),
            Self::Empty => "the file is empty".into(),
            Self::NoRows => "the file has a header and no rows".into(),
            Self::EmptyFolder => "no recording in this folder".into(),
            Self::NotATable { looks_like: Some(what) } => format!("this is {what}, not a table"),
            Self::NotATable { looks_like: None } => "this is not a table of text".into(),
            Self::OneColumn => "the table has one column".into(),
            Self::RowWidth { found, expected } => {
                format!("a row has {found} cells where the header has {expected}")
            }
            Self::NotANumber => "text where a number should be".into(),
            Self::NotATime { .. } => "a time that cannot be read".into(),
            Self::MixedZones => "times with and without a time zone".into(),
            Self::NoSuchColumn { name, columns, .. } => {
                format!("no column {}; there are {}", shown(name), listed(columns))
            }
            Self::ColumnTwice { name } => format!("several columns are called {}", shown(name)),
            Self::CannotGuess { columns, .. } => {
                format!("the columns do not say who is who; there are {}", listed(columns))
            }
            Self::NoTime { columns, .. } => {
                format!("no time column and no rate; the columns are {}", listed(columns))
            }
            Self::NoRate { column } => {
                format!("column {} counts samples, and the rate is not known", shown(column))
            }
            Self::PairsUnequal { a, b } => {
                format!("{a} columns for person A and {b} for person B")
            }
            Self::ListLength { flag, found, expected } => {
                format!("{flag} lists {found} where there are {expected} channels")
            }
            Self::PeopleNamed => {
                format!("with {}, {} and {} each name one person", flag::PERSON, flag::A, flag::B)
            }
            Self::NoSuchPerson { name, people, .. } => {
                format!("nobody is called {}; there are {}", shown(name), listed(people))
            }
            Self::BadRate => "the rate is not a number above zero".into(),
            Self::BrokenParquet => "the Parquet file is damaged or not understood".into(),
            Self::ParquetType => "a type that holds neither numbers, names nor times".into(),
            Self::TooManyRows => format!("more than {} rows", u32::MAX - 1),
            Self::Toml => "not valid TOML".into(),
            Self::UnknownKey { key, .. } => format!("unknown key {}", shown(key)),
            Self::BadValue { key, wanted } => format!("{} should be {wanted}", shown(key)),
            Self::MissingKey { key } => format!("`{key}` is missing"),
            Self::NoMatch { pattern } => format!("no file matches {}", shown(pattern)),
            Self::UnknownChannel { name } => format!("no [[channel]] is called {}", shown(name)),
            Self::UnknownFamily { name } => format!("no [[family]] is called {}", shown(name)),
            Self::NoMarkColumn { what, columns } => {
                format!("no column says {what}; there are {}", listed(columns))
            }
            Self::NotASecond => "a time that cannot be read".into(),
            Self::OtherKindOfFile { is, .. } => format!("this is {is}"),
            Self::Malformed { format, wanted } => format!("the {format} file is damaged: {wanted}"),
        }
    }

    /// Why it matters.
    pub(super) fn why(&self) -> &'static str {
        match self {
            Self::NotFound | Self::NoPermission | Self::Io(_) => "nothing could be read from it",
            Self::BrokenGzip | Self::BrokenParquet => {
                "what can still be read may be a part of the recording only"
            }
            Self::Empty | Self::NoRows | Self::EmptyFolder | Self::NoMatch { .. } => {
                "there is nothing to analyse"
            }
            Self::NotATable { .. } => "its content would be read as nonsense",
            Self::OneColumn => "two people need a column each, or a column that says who is who",
            Self::RowWidth { .. } => "values would end up in the wrong column",
            Self::NotANumber | Self::ParquetType => {
                "reading it as missing could hide that this is the wrong column"
            }
            Self::NotATime { .. } => "a sample without its time cannot be put beside the other's",
            Self::MixedZones => "the same moment would land hours apart",
            Self::NoSuchColumn { .. }
            | Self::ColumnTwice { .. }
            | Self::CannotGuess { .. }
            | Self::PairsUnequal { .. }
            | Self::NoSuchPerson { .. }
            | Self::PeopleNamed => "a wrong guess would compare the wrong things",
            Self::NoTime { .. } | Self::NoRate { .. } | Self::BadRate => {
                "windows and lags are seconds; without a clock they mean nothing"
            }
            Self::ListLength { .. } => "it would not be clear which belongs to which channel",
            Self::UnknownFamily { .. } => "a code without its family takes part in nothing",
            Self::NoMarkColumn { .. } => "what was marked or said needs a time, and who and what",
            Self::NotASecond => "what has no time cannot be put beside the signals",
            Self::OtherKindOfFile { .. } => "what was said must not be taken for a code",
            Self::Malformed { .. } => "what stands behind that place would be lost",
            Self::TooManyRows => "row numbers would overflow and rows get mixed up",
            Self::Toml => "no part of the manifest can be trusted until it parses",
            Self::UnknownKey { .. } => "a mistyped key would be left out without a word",
            Self::BadValue { .. } | Self::MissingKey { .. } | Self::UnknownChannel { .. } => {
                "the recordings cannot be found or understood without it"
            }
        }
    }

    /// What to try.
    pub(super) fn try_this(&self) -> String {
        match self {
            Self::NotFound => "check the spelling, and the folder you are in".into(),
            Self::NoPermission => "ask its owner for leave to read it, or copy it".into(),
            Self::Io(_) => "copy the file to this computer and read the copy".into(),
            Self::BrokenGzip | Self::BrokenParquet => "fetch or export the file again".into(),
            Self::Empty | Self::NoRows => "export the recording again".into(),
            Self::EmptyFolder => {
                "name a folder with .csv, .tsv, .txt or .parquet files, or an attune.toml".into()
            }
            Self::NotATable { looks_like: Some("an Excel workbook") } => {
                "save the sheet as CSV and read that".into()
            }
            Self::NotATable { .. } => "export the recording as CSV, TSV or Parquet".into(),
            Self::OneColumn => {
                "if the columns are there but separated unusually, say `delimiter` in an \
                 attune.toml; if each person has a file, map both files in one"
                    .into()
            }
            Self::RowWidth { .. } => {
                "look at that line for a missing separator or an unquoted comma".into()
            }
            Self::NotANumber => format!(
                "correct the cell, name another column, or, if it marks a missing value, give \
                 {} MARKER; codes that are words go in a table of spans (dyad, who, start, end, code) \
                 given with --spans, or become numbers",
                flag::MISSING
            ),
            Self::NotATime { looks_like_date: true } => {
                format!("{} iso8601", flag::TIME_UNIT)
            }
            Self::NotATime { looks_like_date: false } => format!(
                "correct the cell, or say what the column counts with {} s, ms, min, h, d, \
                 sample or iso8601",
                flag::TIME_UNIT
            ),
            Self::MixedZones => "write all times with a zone, or all without".into(),
            Self::NoSuchPerson { name, flag, people: columns }
            | Self::NoSuchColumn { name, flag, columns } => match nearest(name, columns) {
                Some(near) => format!("{flag} {}", quoted(near)),
                None => format!("{flag} with one of these"),
            },
            Self::ColumnTwice { .. } => "rename one of them in the file".into(),
            Self::CannotGuess { .. } => format!(
                "one column per person: {} COLUMN {} COLUMN {} COLUMN {} COLUMN; one row per \
                 person: {} COLUMN {} COLUMN in place of the last two",
                flag::DYAD,
                flag::TIME,
                flag::A,
                flag::B,
                flag::PERSON,
                flag::VALUE
            ),
            Self::NoTime { motion_energy: true, .. } => {
                format!("{} 25 (frames per second of the video; often 25 or 30)", flag::RATE)
            }
            Self::NoTime { motion_energy: false, .. } => format!(
                "{} COLUMN, or {} HZ if the samples are evenly spaced",
                flag::TIME,
                flag::RATE
            ),
            Self::NoRate { .. } => format!(
                "{} HZ (samples per second), or {} 1 to count time in samples",
                flag::RATE,
                flag::RATE
            ),
            Self::PairsUnequal { .. } => {
                format!("{} x1,x2 {} y1,y2: the same channels, in one order", flag::A, flag::B)
            }
            Self::ListLength { .. } => "give one for each channel, or one for all".into(),
            Self::PeopleNamed => format!(
                "{} and {} as they stand in that column, or leave both out",
                flag::A,
                flag::B
            ),
            Self::BadRate => format!("{} 25, or 59.94", flag::RATE),
            Self::ParquetType => "leave the column out, or write it as a number or text".into(),
            Self::TooManyRows => "split the file by dyad".into(),
            Self::Toml => "look at that line for a missing quote or bracket".into(),
            Self::UnknownKey { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { near: None, .. } => {
                "the keys are listed in the documentation of attune.toml".into()
            }
            Self::BadValue { key, wanted } => format!("{key} = {wanted}"),
            Self::MissingKey { key } => format!("add {key} = …"),
            Self::NoMatch { .. } => {
                "patterns are relative to the manifest's folder; * stands for any characters".into()
            }
            Self::UnknownChannel { .. } => "add a [[channel]] of that name".into(),
            Self::UnknownFamily { .. } => "add a [[family]] of that name".into(),
            Self::NoMarkColumn { .. } => {
                "call the columns start, end (or duration), person and code; for turns start, end, \
                 speaker and text"
                    .into()
            }
            Self::NotASecond => "write seconds (12.5) or a clock (00:12:04.5)".into(),
            Self::OtherKindOfFile { flag, .. } => format!("give it with --{flag}"),
            Self::Malformed { .. } => {
                "open it in the program that wrote it and save it again".into()
            }
        }
    }
}

/// The names in backticks, at most twelve of them.
fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let mut text = names.iter().take(MOST).map(|name| shown(name)).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text += &format!(" and {} more", names.len() - MOST);
    }
    text
}

/// A name in backticks, on one line and not too long: the header of a file that is no table can
/// be anything.
pub(super) fn shown(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut plain: String =
        name.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if name.chars().count() > LONGEST {
        plain.push('…');
    }
    format!("`{plain}`")
}

/// A word as it can be typed in a shell.
fn quoted(word: &str) -> String {
    let word: String = word.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    if word.contains(|c: char| c.is_whitespace() || "()'\"&;|*".contains(c)) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        word
    }
}
