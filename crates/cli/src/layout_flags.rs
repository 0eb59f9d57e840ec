//! Which columns hold what, as flags; the same words as in an `attune.toml`.

use attune_data::Kind;
use attune_data::read::{FilesBeside, Layout, TimeUnit};
use clap::parser::ValueSource;
use clap::{Args, Command, CommandFactory, FromArgMatches};

/// What is in the file.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What is in the file")]
pub(crate) struct LayoutFlags {
    /// Column with the dyad's id (without one, each file is a dyad)
    #[arg(long, value_name = "COLUMN")]
    dyad: Option<String>,
    /// Column with the time of each row
    #[arg(long, value_name = "COLUMN")]
    time: Option<String>,
    /// What the time column counts: s, ms, min, h, d, sample or iso8601
    #[arg(long, value_name = "UNIT", value_parser = parse::<TimeUnit>)]
    time_unit: Option<TimeUnit>,
    /// Samples per second of the recording, where there is no time column (59.94 is fine)
    #[arg(long, value_name = "HZ")]
    rate: Option<f64>,
    /// Person A: a column each channel, comma-separated (in a long table: A's name)
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    a: Vec<String>,
    /// Person B: the same channels in the same order (in a long table: B's name)
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    b: Vec<String>,
    /// Long table: column that says whose row it is
    #[arg(long, value_name = "COLUMN")]
    person: Option<String>,
    /// Long table: column with the value, one per channel, comma-separated
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    value: Vec<String>,
    /// Long table: column that says which channel the row belongs to
    #[arg(long, value_name = "COLUMN")]
    channel_column: Option<String>,
    /// Names for the channels, in the order of their columns
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    channel_names: Vec<String>,
    /// What the channels measure: rating, heart, skin, breath, motion, voice, face, diary, code
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = parse::<Kind>)]
    kind: Vec<Kind>,
    /// The channels' units
    #[arg(long, value_name = "UNIT", value_delimiter = ',')]
    unit: Vec<String>,
    /// Column with the group each dyad belongs to
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// Column that tells several sessions of one dyad apart
    #[arg(long, value_name = "COLUMN")]
    session: Option<String>,
    /// Long table: column with each person's role
    #[arg(long, value_name = "COLUMN")]
    role: Option<String>,
    /// Person A's role, free text
    #[arg(long, value_name = "ROLE")]
    role_a: Option<String>,
    /// Person B's role, free text
    #[arg(long, value_name = "ROLE")]
    role_b: Option<String>,
    /// What marks a missing value besides an empty cell, NA and NaN
    #[arg(long, value_name = "MARK", value_delimiter = ',', allow_hyphen_values = true)]
    missing: Vec<String>,
    /// Coded behaviour beside the signals: CSV, BORIS, ELAN or TextGrid (again for more; * and ? may stand for characters)
    #[arg(long, value_name = "FILE")]
    spans: Vec<String>,
    /// A transcript beside the signals: WebVTT, SRT, CSV, ELAN or TextGrid (again for more)
    #[arg(long, value_name = "FILE")]
    turns: Vec<String>,
    /// A video of the session, for a page that plays it
    #[arg(long, value_name = "FILE")]
    video: Vec<String>,
    /// A sound recording of the session
    #[arg(long, value_name = "FILE")]
    audio: Vec<String>,
    /// Seconds to add to the times of spans, turns and video to get the session's
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true, value_parser = seconds)]
    offset: Option<f64>,
    /// What the codes mean: affect, cycle, coping (attune codebook), or a file; all three if not said
    #[arg(long, value_name = "NAME|FILE")]
    codebook: Option<String>,
    /// Words with their valence, in the format of VADER's lexicon (none is built in)
    #[arg(long, value_name = "FILE")]
    lexicon: Option<String>,
    /// What spans and turns call whom, besides names and roles: a=Ann, b=SPEAKER_01, other=interviewer
    #[arg(long, value_name = "WHO=NAME", value_parser = speaker)]
    speaker: Vec<(Who, String)>,
}

/// Whom a name in a coding or a transcript means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    A,
    B,
    Other,
}

impl LayoutFlags {
    /// The layout these flags describe.
    pub(crate) fn layout(&self) -> Layout {
        let flags = self.clone();
        let called = |who| -> Vec<String> {
            let names = flags.speaker.iter().filter(|(whose, _)| *whose == who);
            names.map(|(_, name)| name.clone()).collect()
        };
        let beside = FilesBeside {
            speakers: [called(Who::A), called(Who::B)],
            others: called(Who::Other),
            spans: flags.spans,
            turns: flags.turns,
            video: flags.video,
            audio: flags.audio,
            offset_s: flags.offset,
            code_book: flags.codebook,
            lexicon: flags.lexicon,
        };
        Layout {
            beside,
            dyad: flags.dyad,
            session: flags.session,
            group: flags.group,
            time: flags.time,
            time_unit: flags.time_unit,
            rate_hz: flags.rate,
            a: flags.a,
            b: flags.b,
            person: flags.person,
            role: flags.role,
            value: flags.value,
            channel_column: flags.channel_column,
            channels: flags.channel_names,
            kinds: flags.kind,
            units: flags.unit,
            role_a: flags.role_a,
            role_b: flags.role_b,
            missing: flags.missing,
            ..Layout::default()
        }
    }
}

/// The flags of this kind on the command line that was given, a word each, so that an analysis can
/// be run again: `--dyad=couple`, `--a=dial_man`.
pub(crate) fn words_given() -> Vec<String> {
    let Ok(matches) = crate::args::Args::command().try_get_matches() else { return Vec::new() };
    let Some((_, matches)) = matches.subcommand() else { return Vec::new() };
    let mut words = Vec::new();
    for arg in LayoutFlags::augment_args(Command::new("layout")).get_arguments() {
        let (id, name) = (arg.get_id().as_str(), arg.get_long().unwrap_or_default());
        let given = matches.try_contains_id(id).unwrap_or(false)
            && matches.value_source(id) == Some(ValueSource::CommandLine);
        if !given {
            continue;
        }
        match matches.try_get_raw(id) {
            Ok(Some(values)) if arg.get_action().takes_values() => {
                words.extend(values.map(|value| format!("--{name}={}", value.to_string_lossy())))
            }
            _ => words.push(format!("--{name}")),
        }
    }
    words
}

/// Flags read back from their words.
pub(crate) fn from_words(words: &[String]) -> Result<LayoutFlags, String> {
    let command = LayoutFlags::augment_args(Command::new("layout").no_binary_name(true));
    let matches = command.try_get_matches_from(words).map_err(|error| error.to_string())?;
    LayoutFlags::from_arg_matches(&matches).map_err(|error| error.to_string())
}

fn seconds(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|seconds: &f64| seconds.is_finite());
    number.ok_or_else(|| "a number of seconds was expected".to_owned())
}

fn speaker(text: &str) -> Result<(Who, String), String> {
    let (who, name) = text.split_once('=').unwrap_or((text, ""));
    let who = match who.to_lowercase().as_str() {
        "a" => Who::A,
        "b" => Who::B,
        "other" | "others" => Who::Other,
        _ => return Err("a=NAME, b=NAME or other=NAME was expected".to_owned()),
    };
    if name.is_empty() { Err("a name was expected".to_owned()) } else { Ok((who, name.to_owned())) }
}

/// Reads a word with the type's own parser, so that flag and manifest accept the same words.
fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(word: &str) -> Result<T, String> {
    word.parse().map_err(|error: T::Err| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        let words = ["--dyad=couple", "--a=x", "--a=y", "--missing=-999"].map(str::to_owned);
        let layout = from_words(&words).unwrap().layout();
        assert_eq!((layout.dyad.as_deref(), layout.a.len()), (Some("couple"), 2));
        assert_eq!(layout.missing, ["-999"]);
        assert!(from_words(&["--no-such-flag=1".to_owned()]).is_err());
    }
}
