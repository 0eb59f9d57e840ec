//! `attune multiverse`: the same study under every combination of choices.

use attune::{Control, Multiverse, UniverseResult};
use attune_report::table::{self, Format};
use attune_report::{multiverse_json, picture, words};

use crate::args::{Args, MultiverseArgs};
use crate::failure::{Code, Failure};
use crate::output::{Folder, file_name};
use crate::progress::Progress;
use crate::{analyze, input, interrupt, terminal, vary};

/// Runs `attune multiverse`.
pub(crate) fn run(verb: &MultiverseArgs, args: &Args) -> Result<Code, Failure> {
    if let Some(choice) = verb.plan.measure.first() {
        return Err(Failure::usage(format!(
            "a multiverse is of the windowed cross-correlation, and {} has no place in it",
            choice.measure.name
        ))
        .why("what is counted over universes is its mean z and its verdict")
        .try_this(format!(
            "without --measure; or attune measure {} once per value of its parameters",
            choice.measure.name
        )));
    }
    let study = input::study(&verb.path, &verb.layout.layout())?;
    let plan = verb.plan.choose(input::main_kind(&study))?.plan;
    let mut names: Vec<&String> = verb.vary.iter().map(|varied| &varied.name).collect();
    names.sort();
    names.dedup();
    if names.len() < verb.vary.len() {
        return Err(Failure::usage("a choice is varied twice")
            .try_this("all its values in one --vary, such as --vary window=30,60"));
    }
    let universes = vary::universes(&plan, &verb.vary).map_err(Failure::usage)?;
    let folder = verb.output.as_deref().map(|path| Folder::create(path, verb.force)).transpose()?;
    let progress = Progress::start(args.quiet);
    let show = |what, done, total| progress.show(what, done, total);
    let control = Control { progress: &show, cancelled: interrupt::listen() };
    let found = analyze::pool(args)?
        .install(|| attune::multiverse(&study, verb.vary.clone(), &universes, &control));
    progress.finish();
    if let Some(folder) = &folder {
        write(folder, &found)?;
    }
    if verb.json {
        terminal::print(multiverse_json(&found).as_bytes())?;
    }
    if !args.quiet {
        let mut said = words::multiverse_sentence(&found);
        if !plan.measures.is_empty() {
            said += "\nThe plan's further measures were left out: universes are of the windowed \
                     cross-correlation.";
        }
        if let Some(folder) = &folder {
            let path = folder.path().display();
            said += &format!(
                "\nWritten to {path}: universes.csv, universe_dyads.csv, columns.json, multiverse.json and figures/specification_curve.svg"
            );
        }
        terminal::say(&said);
    }
    Ok(code(&found))
}

fn code(found: &Multiverse) -> Code {
    if !found.provenance.complete {
        Code::Interrupted
    } else if found.universes.iter().all(without_a_number) {
        Code::NothingUsable
    } else if found.universes.iter().any(|universe| universe.outcome.is_err()) {
        Code::Problems
    } else {
        Code::Done
    }
}

/// Whether no dyad has a number on any channel.
fn without_a_number(universe: &UniverseResult) -> bool {
    universe.outcome.iter().flatten().all(|channel| channel.n_real == 0)
}

fn write(folder: &Folder, found: &Multiverse) -> Result<(), Failure> {
    let tables = [table::universes(found), table::universe_dyads(found)];
    for table in &tables {
        folder.write(&format!("{}.csv", table.name), &Format::Csv.write(table))?;
    }
    folder.write("columns.json", table::data_dictionary_of(&tables).as_bytes())?;
    folder.clear("figures");
    for (name, picture) in picture::specification_curves(found) {
        let svg = picture.standalone();
        folder.write(&format!("figures/{}.svg", file_name(&name)), svg.as_bytes())?;
    }
    // Last, because its presence says that the rest is whole.
    folder.write("multiverse.json", multiverse_json(found).as_bytes())
}
