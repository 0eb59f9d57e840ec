//! One thing of an analysis to standard output: a table, a figure, the methods paragraph.

use std::fs;
use std::io::{ErrorKind, IsTerminal};
use std::path::Path;

use attune_report::table::{self, Cell, Shape};

use crate::args::{Figure, Methods, Table};
use crate::failure::{Code, Failure};
use crate::{terminal, written};

/// Runs `attune table`.
pub(crate) fn table(verb: &Table) -> Result<Code, Failure> {
    if verb.format.binary() && std::io::stdout().is_terminal() {
        return Err(Failure::usage(format!(
            "{} is not for reading on a terminal",
            verb.format.name()
        ))
        .try_this(format!(
            "attune table … --format {0} > {1}.{0}",
            verb.format.name(),
            verb.name
        )));
    }
    analysed(&verb.out)?;
    let table = match verb.name.as_str() {
        "dyads" => {
            let file = match verb.shape {
                Shape::Dyad => "dyads.csv",
                Shape::Individual => "dyads_individual.csv",
                Shape::Pairwise => "dyads_pairwise.csv",
            };
            stored(&verb.out, "dyads", verb.shape, file)?
        }
        "windows" => stored(&verb.out, "windows", Shape::Dyad, "windows.csv")?,
        "pseudo" => stored(&verb.out, "pseudo", Shape::Dyad, "pseudo.csv")?,
        "moments" => stored(&verb.out, "moments", Shape::Dyad, "moments.csv")?,
        "cycles" => stored(&verb.out, "cycles", Shape::Dyad, "cycles.csv")?,
        "pooled" => stored(&verb.out, "pooled", Shape::Dyad, "pooled.csv")?,
        "talk" => stored(&verb.out, "talk", Shape::Dyad, "talk.csv")?,
        "soothing" => stored(&verb.out, "soothing", Shape::Dyad, "soothing.csv")?,
        "lagmap" => lag_map(verb)?,
        other => {
            return Err(Failure::usage(format!("no table is called {other:?}")).try_this(
                "one of dyads, windows, pseudo, moments, cycles, pooled, talk, soothing, lagmap",
            ));
        }
    };
    let table = if verb.name == "lagmap" { table } else { chosen(table, verb)? };
    terminal::print(&verb.format.write(&table)).map(|()| Code::Done)
}

/// Runs `attune figure`.
pub(crate) fn figure(verb: &Figure) -> Result<Code, Failure> {
    analysed(&verb.out)?;
    let folder = verb.out.join("figures");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .map_err(|error| missing(&folder, &error))?
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".svg")?.to_owned()))
        .collect();
    names.sort();
    let Some(name) = &verb.name else {
        return terminal::print((names.join("\n") + "\n").as_bytes()).map(|()| Code::Done);
    };
    let name = name.trim_end_matches(".svg");
    if !names.iter().any(|known| known == name) {
        return Err(Failure::usage(format!("no figure is called {name:?}"))
            .try_this(format!("attune figure {} lists them", verb.out.display())));
    }
    let svg = read(&folder.join(format!("{name}.svg")))?;
    terminal::print(&svg).map(|()| Code::Done)
}

/// Runs `attune methods`.
pub(crate) fn methods(verb: &Methods) -> Result<Code, Failure> {
    analysed(&verb.out)?;
    let name = if verb.bib { "methods.bib" } else { "methods.md" };
    terminal::print(&read(&verb.out.join(name))?).map(|()| Code::Done)
}

/// Whether the folder holds an analysis.
fn analysed(out: &Path) -> Result<(), Failure> {
    if out.join("run.json").is_file() {
        return Ok(());
    }
    Err(Failure::unreadable(format!("{} holds no analysis (no run.json)", out.display()))
        .why("tables, figures and methods text come from one")
        .try_this("the folder given to attune analyze with -o"))
}

fn stored(
    out: &Path,
    name: &'static str,
    shape: Shape,
    file: &str,
) -> Result<table::Table, Failure> {
    let path = out.join(file);
    table::read(name, shape, &read(&path)?).map_err(|error| {
        Failure::unreadable(format!("{}: {error}", path.display()))
            .why("its columns could not be told apart any more")
            .try_this("run attune analyze again")
    })
}

/// The rows of the dyad and channel asked for.
fn chosen(mut table: table::Table, verb: &Table) -> Result<table::Table, Failure> {
    // Stranger pairs name two dyads; a row belongs to both.
    for (columns, wanted) in
        [(&["dyad", "dyad_a", "dyad_b"][..], &verb.dyad), (&["channel"][..], &verb.channel)]
    {
        let Some(wanted) = wanted else { continue };
        let at: Vec<usize> = (0..table.columns.len())
            .filter(|i| columns.contains(&table.columns[*i].name.as_str()))
            .collect();
        table.rows.retain(|row| at.iter().any(|i| row[*i] == Cell::Text(wanted.clone())));
        if table.rows.is_empty() {
            return Err(Failure::usage(format!("no row has {} {wanted:?}", columns[0]))
                .try_this(format!("attune table {} dyads lists them", verb.out.display())));
        }
    }
    Ok(table)
}

/// The lag map of one dyad, or of all of them one after another.
fn lag_map(verb: &Table) -> Result<table::Table, Failure> {
    let dyads = stored(&verb.out, "dyads", Shape::Dyad, "dyads.csv")?;
    let dyads = chosen(dyads, verb)?;
    let column = |name: &str| dyads.columns.iter().position(|column| column.name == name);
    let (Some(dyad), Some(channel)) = (column("dyad"), column("channel")) else {
        return Err(
            Failure::unreadable("dyads.csv names no dyads").try_this("run attune analyze again")
        );
    };
    let mut maps = Vec::new();
    for row in &dyads.rows {
        let (dyad, channel) = (row[dyad].text(), row[channel].text());
        let file = written::lag_map_file(&dyad, &channel);
        if verb.out.join(&file).is_file() {
            maps.push((dyad, channel, stored(&verb.out, "lagmap", Shape::Dyad, &file)?));
        }
    }
    match maps.len() {
        0 => Err(Failure::usage("no lag map is stored for this choice")
            .why("a dyad that could not be analysed has none, and very large ones are not kept")
            .try_this("attune table OUT dyads shows the verdicts and reasons")),
        1 => Ok(maps.swap_remove(0).2),
        _ => table::stack_lag_maps(maps).map_err(|error| {
            Failure::usage(error.to_string())
                .why("their lags differ, so their columns do")
                .try_this("--dyad, and --channel where there are several")
        }),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| missing(path, &error))
}

fn missing(path: &Path, error: &std::io::Error) -> Failure {
    let failure = Failure::unreadable(format!("cannot read {}: {error}", path.display()));
    match error.kind() {
        ErrorKind::NotFound => {
            failure.try_this("run attune analyze again; this file was not written or was removed")
        }
        _ => failure,
    }
}
