//! The `attune` command: it parses, runs one verb, prints one error, sets one exit code.

mod analyze;
mod appointment;
mod args;
mod check;
mod codebook;
mod demo;
mod difference;
mod doctor;
mod duration;
mod explain;
mod failure;
mod fit;
mod input;
mod interrupt;
mod layout_flags;
mod marked;
mod measure;
mod measure_args;
mod measure_choice;
mod multiverse;
mod next;
mod output;
mod plan;
mod plan_file;
mod plan_flags;
mod progress;
mod report;
mod rerun;
mod share;
mod show;
mod simulate;
mod simulated;
mod talk;
mod terminal;
mod vary;
mod verify;
mod whatif;
mod written;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Verb};
use crate::failure::{Code, Failure};

fn main() -> ExitCode {
    let args = Args::parse();
    terminal::apply(args.color);
    match run(&args) {
        Ok(code) => code.into(),
        Err(failure) => {
            terminal::say(&failure.to_string());
            failure.code.into()
        }
    }
}

fn run(args: &Args) -> Result<Code, Failure> {
    match &args.verb {
        Verb::Demo(verb) => demo::run(verb, args),
        Verb::Check(verb) => check::run(verb),
        Verb::Analyze(verb) => analyze::run(verb, args),
        Verb::Measure(verb) => measure::run(verb, args),
        Verb::Fit(verb) => fit::run(verb, args),
        Verb::Whatif(verb) => whatif::run(verb, args),
        Verb::Simulate(verb) => simulate::run(verb, args),
        Verb::Table(verb) => show::table(verb),
        Verb::Figure(verb) => show::figure(verb),
        Verb::Methods(verb) => show::methods(verb),
        Verb::Multiverse(verb) => multiverse::run(verb, args),
        Verb::Verify(verb) => verify::run(verb, args),
        Verb::Plan(verb) => plan::run(verb),
        Verb::Report(verb) => report::run(verb, args),
        Verb::Share(verb) => share::run(verb, args),
        Verb::Next(verb) => next::run(verb),
        Verb::Explain(verb) => explain::run(verb),
        Verb::Codebook(verb) => codebook::run(verb),
        Verb::Doctor => doctor::run(),
        Verb::Completions(verb) => args::completions(verb),
        Verb::Man => args::man(),
    }
}
