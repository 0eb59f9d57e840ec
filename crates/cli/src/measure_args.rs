//! The flags of `attune measure`, made from the catalogue: a subcommand per measure, a flag per
//! parameter.

use std::path::PathBuf;

use attune::catalogue::{Parameter, Takes, Value};
use attune::{MEASURES, Measure};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::duration;
use crate::layout_flags::LayoutFlags;
use crate::plan_file::{Detrending, NullName, Scaling};

/// `attune measure`: one measure, or none for the list.
#[derive(Debug, Clone)]
pub(crate) struct MeasureArgs {
    /// What was asked for.
    pub(crate) asked: Option<Asked>,
}

/// A measure and everything said about it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The measure.
    pub(crate) measure: &'static Measure,
    /// Its parameters as given.
    pub(crate) parameters: Vec<(String, String)>,
    /// Which of its pictures, where it has several and one was named.
    pub(crate) drawing: Option<String>,
    /// What all measures share.
    pub(crate) common: Common,
}

/// What every measure takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// A table, a folder with a file per dyad, an attune.toml, or - for standard input
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    /// Only these channels, comma-separated
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub(crate) channel: Vec<String>,
    /// What is taken out of each series first
    #[arg(long, value_enum, help_heading = "How to prepare")]
    pub(crate) detrend: Option<Detrending>,
    /// Width of the moving average, or none
    #[arg(long, value_name = "none|TIME", help_heading = "How to prepare")]
    pub(crate) smooth: Option<String>,
    /// What each series is divided by; without it, what the measure is used to
    #[arg(long, value_enum, help_heading = "How to prepare")]
    pub(crate) scale: Option<Scaling>,
    /// Bring both recordings to this rate first
    #[arg(long, value_name = "HZ", help_heading = "How to prepare")]
    pub(crate) grid: Option<f64>,
    /// Never interpolate between samples further apart than this
    #[arg(long, value_name = "TIME", value_parser = duration::seconds, help_heading = "How to prepare")]
    pub(crate) max_gap: Option<f64>,
    /// Only from this time on (mm:ss); a turn or a marked span counts by its start
    #[arg(long, value_name = "TIME", value_parser = duration::seconds, help_heading = "How to prepare")]
    pub(crate) from: Option<f64>,
    /// Only up to this time (mm:ss); a turn or a marked span counts by its start
    #[arg(long, value_name = "TIME", value_parser = duration::seconds, help_heading = "How to prepare")]
    pub(crate) to: Option<f64>,
    /// Copies to set the numbers beside; 0 for none
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Chance")]
    pub(crate) surrogates: usize,
    /// What the copies keep; without it, what suits the measure best
    #[arg(long, value_enum, value_name = "NULL", help_heading = "Chance")]
    pub(crate) null: Option<NullName>,
    /// Seed of every random number
    #[arg(long, value_name = "NUMBER", default_value_t = 1, help_heading = "Chance")]
    pub(crate) seed: u64,
    /// One JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the picture that the field draws of it (of one dyad) to this SVG file
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) figure: Option<PathBuf>,
}

impl Args for MeasureArgs {
    fn augment_args(command: Command) -> Command {
        MEASURES.iter().fold(
            command.args_conflicts_with_subcommands(true).subcommand_value_name("NAME"),
            |command, measure| command.subcommand(subcommand(measure)),
        )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for MeasureArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((name, matches)) = matches.subcommand() else { return Ok(Self { asked: None }) };
        let Some(measure) = attune::catalogue::measure(name) else {
            return Ok(Self { asked: None });
        };
        let given = |parameter: &Parameter| {
            let text = match parameter.value {
                Value::Flag => matches.get_flag(parameter.name).then(|| "yes".to_owned()),
                _ => matches.get_one::<String>(parameter.name).cloned(),
            };
            text.map(|text| (parameter.name.to_owned(), text))
        };
        let parameters = measure.parameters.iter().filter_map(given).collect();
        let drawing = matches.try_get_one::<String>(DRAWING).ok().flatten().cloned();
        let common = Common::from_arg_matches(matches)?;
        Ok(Self { asked: Some(Asked { measure, parameters, drawing, common }) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn subcommand(measure: &'static Measure) -> Command {
    let command = Command::new(measure.name)
        .args(measure.parameters.iter().map(flag))
        .args((measure.figures.len() > 1).then(|| drawing(measure)));
    // What the shared flags say of themselves gives way to what the measure is.
    let command = Common::augment_args(command)
        .about(measure.title)
        .long_about(measure.plain)
        .aliases(measure.also)
        .before_help(examples(measure));
    let nulls: Vec<&str> = measure.nulls.iter().map(|null| null.name()).collect();
    match nulls.as_slice() {
        // Still read where they are given, so that an error can say why there are no copies.
        [] => ["surrogates", "null", "seed"]
            .into_iter()
            .fold(command, |command, name| command.mut_arg(name, |arg| arg.hide(true))),
        [default, ..] => command.mut_arg("null", |arg| {
            arg.hide_possible_values(true).help(format!(
                "What the copies keep: {} [without it: {default}]",
                nulls.join(" or ")
            ))
        }),
    }
}

/// A command that takes the measure, by what it takes of each person.
fn examples(measure: &Measure) -> String {
    let of = match measure.takes {
        Takes::Amounts | Takes::Columns => "FILE --a COLUMN --b COLUMN --rate 10",
        Takes::Scores => "FILE --a COLUMN --b COLUMN --rate 1",
        Takes::Codes => "FILE --a COLUMN --b COLUMN --rate 1 --kind code",
        Takes::Events => "SPANS --event CODE",
        Takes::Turns => "TRANSCRIPT",
        Takes::TurnsAndAmounts => "FILE --a COLUMN --b COLUMN --rate 10 --turns TRANSCRIPT",
    };
    let copies = if measure.nulls.is_empty() { "" } else { " --surrogates 199" };
    format!("Examples:\n  attune measure {0} {of}{copies}\n  attune explain {0}", measure.name)
}

const DRAWING: &str = "drawing";

/// Which of several pictures.
fn drawing(measure: &'static Measure) -> Arg {
    let names: Vec<&str> = measure.figures.iter().map(|figure| figure.name).collect();
    Arg::new(DRAWING)
        .long(DRAWING)
        .value_name("NAME")
        .requires("figure")
        .value_parser(clap::builder::PossibleValuesParser::new(&names))
        .help(format!("Which picture --figure writes; without it, {}", names[0]))
}

fn flag(parameter: &'static Parameter) -> Arg {
    let default = parameter.value.default_text();
    let of_unit =
        if parameter.unit.is_empty() { String::new() } else { format!(" ({})", parameter.unit) };
    let mut help = format!("{}{of_unit}", parameter.plain.trim_end_matches('.'));
    if let Value::Word(words) = parameter.value {
        help += &format!(": {}", words.join(" or "));
    }
    let arg = Arg::new(parameter.name).long(parameter.name).help_heading("What is measured");
    match parameter.value {
        Value::Flag => arg.action(ArgAction::SetTrue).help(help),
        _ if default.is_empty() => arg.value_name(name_of(parameter)).help(help),
        _ => arg.value_name(name_of(parameter)).help(format!("{help} [without it: {default}]")),
    }
    .allow_hyphen_values(!matches!(parameter.value, Value::Flag))
}

fn name_of(parameter: &Parameter) -> &'static str {
    match parameter.value {
        Value::Count { .. } => "N",
        Value::Number(..) | Value::Maybe(_) | Value::Unless(..) => "NUMBER",
        Value::Word(_) => "WORD",
        Value::Text | Value::Flag => "TEXT",
    }
}
