//! The document for a paper: methods, results, every number with its meaning, figures, references.

use attune::Analysis;
use maud::{Markup, html};

use super::document::{Document, document, masthead, simulated};
use super::figure::{self, Legend};
use super::{methods, provenance, sessions, soothing, story_tables};
use crate::figures;
use crate::number::decimals;
use crate::picture::Listing;
use crate::summary::Run;
use crate::table::{self, Cell, Column, Shape};
use crate::words::{self, Tally};

/// The paper page of a study: everything that a reviewer may ask for, in the order of a paper.
///
/// Methods with the reporting checklist, results in words, every session's story in tables, one table
/// per group of columns with what each column means, the sample's figures and every pair's behind a
/// fold, references, and what is needed to run it again.
pub fn paper_page(analysis: &Analysis, run: &Run) -> String {
    let told = !analysis.stories.is_empty();
    let stories = told.then_some(("stories", "Stories"));
    let parts: Vec<(&str, &str)> = [("methods", "Methods"), ("results", "Results")]
        .into_iter()
        .chain(stories)
        .chain([("tables", "Tables"), ("figures", "Figures"), ("provenance", "Provenance")])
        .collect();
    let body = html! {
        (masthead(&parts))
        @if analysis.provenance.simulated { (simulated()) }
        main #main {
            h1 { (analysis.study.name) }
            p .kicker { "Supplement to a paper: methods, results, tables and figures as analysed" }
            (methods::methods(analysis, run))
            (results(analysis))
            (soothing::soothing(analysis))
            (story_tables::story_tables(analysis))
            (tables(analysis))
            (pictures(analysis))
            (provenance::provenance(analysis))
        }
    };
    let page = Document {
        title: &analysis.study.name,
        version: analysis.provenance.version,
        style: STYLE,
        script: "",
        plays: false,
    };
    document(&page, &body).into_string()
}

const STYLE: &str = ".numbers table{font-size:.82rem}.numbers td,.numbers th{padding-right:.6rem;white-space:nowrap}#stories .wordy td{white-space:normal}#stories .wordy td:nth-child(6){min-width:16rem}.meaning dt{font-weight:600}.meaning dd{margin:0 0 .35rem}";

fn results(analysis: &Analysis) -> Markup {
    html! {
        section #results aria-labelledby="results-h" {
            h2 #results-h { "Results" }
            @for sentence in words::study_sentences(analysis) {
                p {
                    @if let [channel] = analysis.study.channels.as_slice() { (channel) ": " }
                    (figure::unbroken(&sentence))
                }
            }
            @if !analysis.dyads.is_empty() {
                p { (words::study_for_researchers(&Tally::of(&analysis.dyads))) }
            }
            @let groups: Vec<_> = analysis.channels.iter().filter(|c| c.group.is_some()).collect();
            @if !groups.is_empty() {
                ul {
                    @for of in groups {
                        li { (of.channel) ": " (figure::unbroken(&words::channel_sentence(of))) }
                    }
                }
            }
            @let telling: Vec<&attune::Story> = analysis.stories.iter().filter(|s| sessions::tells(s)).collect();
            @if !telling.is_empty() && !analysis.dyads.is_empty() { p { (words::cycles_sentence(&telling)) } }
            @if !analysis.failures.is_empty() {
                p { (analysis.failures.len()) " rows could not be finished; run.json lists them." }
            }
        }
    }
}

/// How many columns of numbers stand side by side before the table is cut.
const ABREAST: usize = 7;

fn tables(analysis: &Analysis) -> Markup {
    let all = table::dyads(analysis, Shape::Dyad);
    let names = ["dyad", "session", "channel", "group"];
    let is_name = |column: &Column| names.contains(&column.name.as_str());
    let filled = |at: usize| all.rows.iter().any(|row| row[at] != Cell::Missing);
    let heads: Vec<usize> =
        (0..all.columns.len()).filter(|&i| is_name(&all.columns[i]) && filled(i)).collect();
    let numbers: Vec<usize> =
        (0..all.columns.len()).filter(|&i| !is_name(&all.columns[i]) && filled(i)).collect();
    html! {
        section #tables aria-labelledby="tables-h" {
            h2 #tables-h { "Tables" }
            @if !numbers.is_empty() { p { "One row per pair and channel; a missing value is a dash. Reals are rounded to three decimals here; the files hold every digit." } }
            @for (number, chunk) in numbers.chunks(ABREAST).enumerate() {
                @let columns: Vec<usize> = heads.iter().chain(chunk).copied().collect();
                h3 { "Table " (number + 1) }
                (grid(&all, &columns, number + 1))
                details {
                    summary { "What the columns of table " (number + 1) " mean" }
                    dl .meaning {
                        @for &at in chunk {
                            dt { (all.columns[at].name) }
                            dd {
                                (all.columns[at].description)
                                @if !all.columns[at].unit.is_empty() { " Unit: " (all.columns[at].unit) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn grid(all: &table::Table, columns: &[usize], number: usize) -> Markup {
    let label = format!("Table {number}");
    html! {
        div .wide .numbers tabindex="0" role="group" aria-label=(label) {
            table {
                caption .hidden { (label) }
                thead { tr { @for &at in columns { th scope="col" { (all.columns[at].name) } } } }
                tbody {
                    @for row in &all.rows {
                        tr {
                            @for (place, &at) in columns.iter().enumerate() {
                                @if place == 0 { th scope="row" { (shown(&row[at])) } }
                                @else { td { (shown(&row[at])) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Real(x) => decimals(*x, 3),
        Cell::Missing => "–".into(),
        other => other.text(),
    }
}

fn pictures(analysis: &Analysis) -> Markup {
    let mut all = figures(analysis);
    // These stand with their sessions' stories.
    all.retain(|(name, _)| !name.starts_with("transitions"));
    let sample = |name: &String| name.starts_with("real_vs_strangers");
    let (of_sample, of_pairs): (Vec<_>, Vec<_>) = all.iter().partition(|(name, _)| sample(name));
    html! {
        section #figures aria-labelledby="figures-h" {
            h2 #figures-h { "Figures" }
            @for (number, (_, picture)) in of_sample.iter().enumerate() {
                h3 { "Figure " (number + 1) ". " (picture.title) }
                (figure::figure(picture, &format!("sample{number}"), Legend::Verdicts))
            }
            @if all.is_empty() { p { "No figure without signals." } }
            @if !of_pairs.is_empty() { details {
                summary { "Every pair's figures (" (of_pairs.len()) ")" }
                @for (number, (name, picture)) in of_pairs.iter().enumerate() {
                    h3 { "Figure S" (number + 1) ". " (name) }
                    (figure::figure(&without_table(picture), &format!("pair{number}"), Legend::None))
                }
            } }
        }
    }
}

/// Tables of single pictures are left to the report: the files hold the same numbers.
fn without_table(picture: &crate::picture::Picture) -> crate::picture::Picture {
    let mut picture = picture.clone();
    picture.listing = Listing::default();
    picture
}
