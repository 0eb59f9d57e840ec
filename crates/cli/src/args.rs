//! Every verb and flag, once: help, completions and the man page are made from here.

use std::path::PathBuf;

use attune_report::table::{Format, Shape};
use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::{Code, Failure};
use crate::layout_flags::LayoutFlags;
use crate::measure_args::MeasureArgs;
use crate::plan_flags::PlanFlags;
use crate::terminal::{self, Color};
use crate::vary;

const EXAMPLES: &str = "\
Examples:
  attune demo                                      a built-in simulated couple, analysed and shown
  attune check study/                              what is here, and what is wrong with it
  attune analyze dial.csv --dyad couple --time t_s --a dial_man --b dial_woman --kind rating -o out/
";

const MEASURE_EXAMPLES: &str = "\
Examples:
  attune measure
  attune measure crqa pair.csv --a left --b right --rate 10 --dimension 3 --delay 5 --radius 0.6
  attune measure granger pair.csv --a left --b right --rate 10 --surrogates 199 --json
  attune measure state-space-grid codes.csv --dyad couple --time t_s --a wife --b husband --figure grid.svg
";

const EXIT_CODES: &str = "\
Exit codes: 0 done (no echo found is a result), 1 done with problems reported, 2 usage,
3 input unreadable, 4 no dyad has any usable overlap, 5 device or permission, 6 consent missing,
130 interrupted.

Nothing leaves this computer: attune uses no network.";

/// Two people's signals: who is in step, by how much, and how sure one can be.
#[derive(Debug, Parser)]
#[command(name = "attune", version, before_help = EXAMPLES, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true, propagate_version = true, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// How many threads (the results are the same on any number)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour (NO_COLOR is respected)
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(crate) color: Color,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// A built-in simulated couple with planted truth, analysed and shown
    Demo(Demo),
    /// What is here, and what is wrong with it, before any analysis
    Check(Box<Check>),
    /// One dyad or a study: tables, figures, methods text, report
    Analyze(Box<Analyze>),
    /// One measure by its name, of one dyad or of many; without a name, what there is
    #[command(before_help = MEASURE_EXAMPLES)]
    Measure(Box<MeasureArgs>),
    /// The loop model of one pair: whose ups and downs came from where
    Fit(Box<Fit>),
    /// The fitted loop with one thing changed: a drawing, not a forecast
    Whatif(Box<Whatif>),
    /// Recordings with planted truth
    Simulate(Simulate),
    /// One table of an analysis, to standard output
    Table(Table),
    /// One figure of an analysis as SVG, to standard output
    Figure(Figure),
    /// The methods paragraph of an analysis, to standard output
    Methods(Methods),
    /// Write, freeze and compare plans
    Plan(Plan),
    /// The same study under every combination of choices: how many universes agree
    Multiverse(Box<MultiverseArgs>),
    /// Run an analysis again from what it left, and compare every number
    Verify(VerifyArgs),
    /// One page for the couple, the therapist or the paper
    Report(Report),
    /// A hand-over pack that both people agree to, listing exactly what it holds
    Share(Share),
    /// The next appointment as a calendar file
    Next(Next),
    /// Any measure, null, verdict, caveat, error or word, in plain words
    Explain(Explain),
    /// A code book to edit: what the codes of coded behaviour mean
    Codebook(Codebook),
    /// What this program can do here
    Doctor,
    /// Completions for a shell
    Completions(Completions),
    /// The manual page
    Man,
}

/// `attune demo`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune demo\n  attune demo --text\n  attune demo -o demo/ --seed 3"
)]
pub(crate) struct Demo {
    /// Show it here in the terminal, without a browser
    #[arg(long)]
    pub(crate) text: bool,
    /// Keep the report and tables in this folder
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Another simulated couple
    #[arg(long, value_name = "NUMBER", default_value_t = 13)]
    pub(crate) seed: u64,
    /// Do not open a browser; print where the report is
    #[arg(long)]
    pub(crate) no_open: bool,
}

/// `attune check`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune check study/\n  attune check dial.csv --dyad couple --time t_s --a dial_man --b dial_woman --kind rating\n  attune check study/ --json\n  attune check --spans codes.csv --turns talk.vtt"
)]
pub(crate) struct Check {
    /// A table, a folder with a file per dyad, an attune.toml, or - for standard input; without
    /// one, what --spans and --turns name
    #[arg(required_unless_present_any = ["spans", "turns"])]
    pub(crate) path: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    /// One JSON object instead of a table
    #[arg(long)]
    pub(crate) json: bool,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `attune analyze`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune analyze dial.csv --dyad couple --time t_s --a dial_man --b dial_woman --kind rating -o out/\n  attune analyze study/ --plan plan.toml -o out/\n  attune analyze motion.csv --preset rmea2020 --group arm -o out/ --json\n  attune analyze --spans codes.csv --turns talk.vtt --speaker a=Ann --speaker b=Bo -o out/"
)]
pub(crate) struct Analyze {
    /// A table, a folder with a file per dyad, an attune.toml, or - for standard input; without
    /// one, what --spans and --turns name
    #[arg(required_unless_present_any = ["spans", "turns"])]
    pub(crate) path: Option<PathBuf>,
    /// Where to write tables, figures, methods text and report
    #[arg(long, short, value_name = "DIR", required_unless_present = "json")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    #[command(flatten)]
    pub(crate) plan: PlanFlags,
    /// Print the summary as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the tables in this format too (CSV is always written)
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(crate) format: Format,
    /// Write into a folder that is not empty
    #[arg(long)]
    pub(crate) force: bool,
    /// Exit with 1 where any result has a caveat
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `attune fit`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune fit dial.csv --time t_s --a dial_man --b dial_woman --kind rating\n  attune fit study/ --pair 11 -o loop.json --html loop.html\n  attune fit study/ --pair 11 --channel heart,skin --json"
)]
pub(crate) struct Fit {
    /// A table, a folder with a file per dyad, an attune.toml, or - for standard input
    pub(crate) path: PathBuf,
    /// Which pair, where there are several
    #[arg(long, value_name = "ID")]
    pub(crate) pair: Option<String>,
    /// Keep the fitted loop in this file, for attune whatif
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write a page
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Fit a further model too, and say whether it may be shown instead of the plain loop
    #[arg(long, value_name = "MODEL", value_enum, default_value_t)]
    pub(crate) model: FurtherModel,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    #[command(flatten)]
    pub(crate) plan: PlanFlags,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is fitted to a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum FurtherModel {
    /// The loop: the other arrives in proportion
    #[default]
    Loop,
    /// The loop with thresholds beside it: the other arrives more steeply past some point
    Threshold,
}

/// `attune whatif`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune whatif loop.json --set a.return=+20%\n  attune whatif loop.json --set b.setpoint=-1 --json\n  attune whatif loop.json --clamp b=-1 --from 9:00 --html whatif.html"
)]
pub(crate) struct Whatif {
    /// What attune fit -o wrote, or a recording to fit first
    pub(crate) path: PathBuf,
    /// What is changed: a.return=+20%, b.setpoint=-1 (in usual ups and downs), a.gain=0.2, b.input=1
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true)]
    pub(crate) set: Vec<String>,
    /// Hold one person at a level: b=-1
    #[arg(long, value_name = "PERSON=LEVEL", allow_hyphen_values = true)]
    pub(crate) clamp: Vec<String>,
    /// The moment of the talk from which on it is changed (mm:ss); otherwise from rest, or for a return or gain from one notch up
    #[arg(long, value_name = "TIME", value_parser = crate::duration::seconds)]
    pub(crate) from: Option<f64>,
    /// How far to look
    #[arg(long, value_name = "TIME", value_parser = crate::duration::seconds)]
    pub(crate) horizon: Option<f64>,
    /// Write a page with sliders
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Which pair, where there are several
    #[arg(long, value_name = "ID")]
    pub(crate) pair: Option<String>,
    /// Only these channels, comma-separated
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub(crate) channel: Vec<String>,
    /// Seed of every random number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// `attune simulate`
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:\n  attune simulate S1 -o sim/ --seed 7 --minutes 30 --dyads 20")]
pub(crate) struct Simulate {
    /// The scenario: S0 to S16, demo or talk (a wrong name lists them)
    pub(crate) scenario: String,
    /// The study folder to write
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Seed of every random number
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Length of each session
    #[arg(long, value_name = "MINUTES", default_value_t = 10.0)]
    pub(crate) minutes: f64,
    /// How many dyads
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) dyads: usize,
}

/// `attune table`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune table out/ dyads\n  attune table out/ dyads --shape pairwise --format parquet > dyads.parquet\n  attune table out/ lagmap --dyad 11"
)]
pub(crate) struct Table {
    /// The output folder of attune analyze
    pub(crate) out: PathBuf,
    /// dyads, windows, pseudo, moments, cycles, pooled, talk, soothing or lagmap
    pub(crate) name: String,
    /// Only this dyad
    #[arg(long, value_name = "ID")]
    pub(crate) dyad: Option<String>,
    /// Only this channel
    #[arg(long, value_name = "NAME")]
    pub(crate) channel: Option<String>,
    /// csv, tsv, jsonl or parquet
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(crate) format: Format,
    /// What a row of the table of dyads is: individual, pairwise or dyad
    #[arg(long, value_name = "SHAPE", default_value = "dyad")]
    pub(crate) shape: Shape,
}

/// `attune figure`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune figure out/\n  attune figure out/ traces-11 > traces.svg"
)]
pub(crate) struct Figure {
    /// The output folder of attune analyze
    pub(crate) out: PathBuf,
    /// Which figure; without a name they are listed
    pub(crate) name: Option<String>,
}

/// `attune methods`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune methods out/\n  attune methods out/ --bib > methods.bib"
)]
pub(crate) struct Methods {
    /// The output folder of attune analyze
    pub(crate) out: PathBuf,
    /// The references instead of the paragraph
    #[arg(long)]
    pub(crate) bib: bool,
}

/// `attune plan`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune plan init --preset rating > plan.toml\n  attune plan freeze plan.toml\n  attune plan diff plan.toml out/"
)]
pub(crate) struct Plan {
    /// What to do with a plan
    #[command(subcommand)]
    pub(crate) what: PlanVerb,
}

/// What to do with a plan.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanVerb {
    /// Print a plan with every choice written out
    Init {
        /// What the channels measure
        #[arg(long, value_name = "KIND")]
        kind: Option<attune_data::Kind>,
        #[command(flatten)]
        choices: Box<PlanFlags>,
    },
    /// Fix a plan: write its hash into it, and print a text for the preregistration
    Freeze {
        /// The plan
        file: PathBuf,
    },
    /// List where a plan, or an analysis, departs from a plan
    Diff {
        /// What was planned
        planned: PathBuf,
        /// Another plan, or the output folder of attune analyze
        used: PathBuf,
    },
}

/// `attune multiverse`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune multiverse study/ --vary window=30,60,90 --vary lag=5,10 -o universes/\n  attune multiverse dial.csv --dyad couple --time t_s --a dial_man --b dial_woman --kind rating --vary detrend=none,linear --surrogates 199 --json"
)]
pub(crate) struct MultiverseArgs {
    /// A table, a folder with a file per dyad, an attune.toml, or - for standard input
    pub(crate) path: PathBuf,
    /// A choice and its values; several: give it several times
    #[arg(long, required = true, value_name = "CHOICE=VALUE,…", value_parser = vary::parse)]
    pub(crate) vary: Vec<attune::Varied>,
    /// Where to write tables and figures
    #[arg(long, short, value_name = "DIR", required_unless_present = "json")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) layout: LayoutFlags,
    #[command(flatten)]
    pub(crate) plan: PlanFlags,
    /// Print the result as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Write into a folder that is not empty
    #[arg(long)]
    pub(crate) force: bool,
}

/// `attune verify`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune verify out/\n  attune verify out/ --input moved/dial.csv"
)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) analysed: Analysed,
    /// One JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// `attune report`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune report out/ --for couple\n  attune report out/ --for therapist --dyad 11\n  attune report out/ --for paper --hide-names -o supplement.html"
)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) analysed: Analysed,
    /// Whom the page is for
    #[arg(long = "for", value_enum, value_name = "READER")]
    pub(crate) reader: Reader,
    /// Which session, where the study has several
    #[arg(long, value_name = "ID")]
    pub(crate) dyad: Option<String>,
    /// Call the two people A and B, leave out ids, paths and recordings; other names that were
    /// said stay, unless --no-words
    #[arg(long)]
    pub(crate) hide_names: bool,
    /// Leave out what was said
    #[arg(long)]
    pub(crate) no_words: bool,
    /// The file to write (- for standard output); without it, a page in the output folder
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// An analysis that is run again from what it left.
#[derive(Debug, clap::Args)]
pub(crate) struct Analysed {
    /// The output folder of attune analyze
    pub(crate) out: PathBuf,
    /// Where the input is now, if it was moved
    #[arg(long, value_name = "PATH")]
    pub(crate) input: Option<PathBuf>,
}

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Reader {
    /// The two people: one picture, plain words, one practice
    Couple,
    /// A therapist: moments with words and traces, the loop, what cannot be told
    Therapist,
    /// A paper: methods, every table, figures, references
    Paper,
}

impl Reader {
    /// The page's file in the output folder.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Couple => "couple.html",
            Self::Therapist => "therapist.html",
            Self::Paper => "paper.html",
        }
    }
}

/// `attune share`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune share out/ --to pack/                                what would leave: shows the list, writes nothing\n  attune share out/ --to pack/ --agree Ann --agree Bo         both agree: writes it\n  attune share out/ --to pack/ --hide-names --moments 1,3 --until 2027-03-01 --agree A --agree B"
)]
pub(crate) struct Share {
    #[command(flatten)]
    pub(crate) analysed: Analysed,
    /// The new folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Who agrees, by name or as A or B; each of the two for themselves (give it twice)
    #[arg(long, value_name = "NAME")]
    pub(crate) agree: Vec<String>,
    /// Which session, where the study has several
    #[arg(long, value_name = "ID")]
    pub(crate) dyad: Option<String>,
    /// With what was said around each moment
    #[arg(long)]
    pub(crate) with_words: bool,
    /// Call the two people A and B
    #[arg(long)]
    pub(crate) hide_names: bool,
    /// Only these moments, by their numbers on the couple's page
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub(crate) moments: Vec<usize>,
    /// The day after which it is not to be kept
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<jiff::civil::Date>,
}

/// `attune next`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune next --at \"2026-12-05 17:00\" -o next.ics\n  attune next --at \"2026-12-05 17:00\" --weekly 4 --duration 50m --tz Europe/Amsterdam -o next.ics"
)]
pub(crate) struct Next {
    /// When the first one begins
    #[arg(long, value_name = "DATE TIME")]
    pub(crate) at: String,
    /// How many, a week apart
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=520))]
    pub(crate) weekly: u32,
    /// How long each lasts
    #[arg(long, value_name = "TIME", default_value = "60m", value_parser = crate::duration::seconds)]
    pub(crate) duration: f64,
    /// Whose clock; without it, that of wherever the file is opened
    #[arg(long, value_name = "ZONE")]
    pub(crate) tz: Option<String>,
    /// The file to write; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `attune explain`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune explain windowed-cross-correlation\n  attune explain identical-series\n  attune explain cannot_tell"
)]
pub(crate) struct Explain {
    /// A measure, null, verdict, caveat, error code, column or word; without one, what there is
    pub(crate) topic: Option<String>,
}

/// `attune codebook`
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  attune codebook\n  attune codebook cycle > mine.toml\n  attune check study/ --codebook mine.toml"
)]
pub(crate) struct Codebook {
    /// affect, cycle or coping; without one, what there is
    pub(crate) name: Option<String>,
}

/// `attune completions`
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Prints completions.
pub(crate) fn completions(verb: &Completions) -> Result<Code, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(verb.shell, &mut Args::command(), "attune", &mut script);
    terminal::print(&script).map(|()| Code::Done)
}

/// Prints the manual page.
pub(crate) fn man() -> Result<Code, Failure> {
    let mut page = Vec::new();
    let command = Args::command();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::device(format!("cannot make the manual page: {error}")))?;
    terminal::print(&page).map(|()| Code::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
