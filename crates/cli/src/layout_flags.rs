//! Which columns hold what, as flags; the same words as in an `attune.toml`.

use attune_data::Kind;
use attune_data::read::{Layout, TimeUnit};
use clap::Args;

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
}

impl LayoutFlags {
    /// The layout these flags describe.
    pub(crate) fn layout(&self) -> Layout {
        let flags = self.clone();
        Layout {
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

/// Reads a word with the type's own parser, so that flag and manifest accept the same words.
fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(word: &str) -> Result<T, String> {
    word.parse().map_err(|error: T::Err| error.to_string())
}
