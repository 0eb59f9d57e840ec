//! What `attune analyze` leaves in the output folder.

use attune::Analysis;
use attune_report::table::{self, Format, Shape, Table};
use attune_report::{Run, Truth, bibliography, figures, html, methods, run_json};

use crate::failure::Failure;
use crate::output::{Folder, file_name};
use crate::{plan_file, terminal};

/// Lag maps beyond this many cells are not written: a gigabyte that nobody asked for.
const LARGEST_LAG_MAPS: usize = 20_000_000;

/// Writes tables, figures, methods text, plan, run and report.
pub(crate) fn everything(
    folder: &Folder,
    analysis: &Analysis,
    run: &Run,
    format: Format,
    truth: Option<&Truth>,
) -> Result<(), Failure> {
    tables(folder, analysis, format)?;
    lag_maps(folder, analysis)?;
    folder.write("columns.json", table::data_dictionary().as_bytes())?;
    folder
        .write("plan.toml", plan_file::to_toml(&analysis.plan, run.plan_hash.clone()).as_bytes())?;
    folder.write("methods.md", methods(analysis, run).as_bytes())?;
    folder.write("methods.bib", bibliography(analysis).as_bytes())?;
    folder.clear("figures");
    for (name, picture) in figures(analysis) {
        let svg = picture.standalone();
        folder.write(&format!("figures/{}.svg", file_name(&name)), svg.as_bytes())?;
    }
    folder.write("report.html", html(analysis, run, truth).as_bytes())?;
    // Last, because its presence says that the rest is whole.
    folder.write("run.json", run_json(analysis, run).as_bytes())
}

/// The tables: always as CSV, and in the format asked for.
fn tables(folder: &Folder, analysis: &Analysis, format: Format) -> Result<(), Failure> {
    let named: [(&str, Table); 10] = [
        ("dyads", table::dyads(analysis, Shape::Dyad)),
        ("dyads_individual", table::dyads(analysis, Shape::Individual)),
        ("dyads_pairwise", table::dyads(analysis, Shape::Pairwise)),
        ("windows", table::windows(analysis)),
        ("pseudo", table::pseudo(analysis)),
        ("moments", table::moments(analysis)),
        ("cycles", table::cycles(analysis)),
        ("pooled", table::pooled(analysis)),
        ("talk", table::talk(analysis)),
        ("soothing", table::soothing(analysis)),
    ];
    for (name, table) in &named {
        folder.write(&format!("{name}.csv"), &Format::Csv.write(table))?;
        if format != Format::Csv {
            folder.write(&format!("{name}.{}", format.name()), &format.write(table))?;
        }
    }
    if analysis.plan.loop_model {
        // A row per person and moment: the one table too long for text.
        folder.write("samples.parquet", &Format::Parquet.write(&table::samples(analysis)))?;
    }
    Ok(())
}

/// Every dyad's windows and lags, a file each, as `attune table OUT lagmap` prints them.
fn lag_maps(folder: &Folder, analysis: &Analysis) -> Result<(), Failure> {
    folder.clear("lagmap");
    let found = || analysis.dyads.iter().filter_map(|d| d.synchrony.as_ref().map(|s| (d, s)));
    let cells: usize = found().map(|(_, synchrony)| synchrony.map.r.len()).sum();
    if cells > LARGEST_LAG_MAPS {
        terminal::say(&format!(
            "the lag maps of all dyads together have {cells} cells and are not written; analyse fewer dyads for them"
        ));
        return Ok(());
    }
    for (dyad, _) in found() {
        let map = table::lag_map(analysis, Some(&dyad.dyad), Some(&dyad.channel));
        let Ok(map) = map else { continue };
        folder.write(&lag_map_file(&dyad.dyad, &dyad.channel), &Format::Csv.write(&map))?;
    }
    Ok(())
}

/// Where a dyad's lag map lies in the output folder.
pub(crate) fn lag_map_file(dyad: &str, channel: &str) -> String {
    format!("lagmap/{}--{}.csv", file_name(dyad), file_name(channel))
}
