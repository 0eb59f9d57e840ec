//! Writes everything the report makes of a made-up study into a folder, to be looked at.
//!
//!     cargo run -p attune-report --example made_up_study -- OUT
#![allow(clippy::print_stdout)]

#[path = "../tests/it/fixture.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../tests/it/story_fixture.rs"]
#[allow(dead_code)]
mod story_fixture;

use std::fs;
use std::path::PathBuf;

use attune_report::{
    Run, Truth, TruthRow, couple_page, html, methods, paper_page, picture, table, terminal,
    therapist_page,
};

fn main() -> std::io::Result<()> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "made-up".into()));
    fs::create_dir_all(&out)?;
    let study = fixture::study();
    fs::write(out.join("methods.md"), methods(&study, &Run::default()))?;
    fs::write(out.join("report.html"), html(&study, &Run::default(), None))?;
    fs::write(out.join("large.html"), html(&fixture::large(80), &Run::default(), None))?;
    for table in [table::dyads(&study, table::Shape::Dyad), table::windows(&study)] {
        for format in table::Format::ALL {
            let name = format!("{}.{}", table.name, format.name());
            fs::write(out.join(name), format.write(&table))?;
        }
    }
    let truth = Truth {
        title: "Half of B's moves were copied from A two samples later.".into(),
        rows: vec![TruthRow {
            what: "a link".into(),
            planted: "yes".into(),
            found: "some sign".into(),
        }],
    };
    fs::write(
        out.join("couple.html"),
        html(&fixture::one_couple(), &Run::default(), Some(&truth)),
    )?;
    for (name, analysis) in [("told", story_fixture::told()), ("untold", story_fixture::untold())] {
        let story = &analysis.stories[0];
        fs::write(out.join(format!("{name}-couple.html")), couple_page(&analysis, story))?;
        fs::write(
            out.join(format!("{name}-therapist.html")),
            therapist_page(&analysis, story, &[]),
        )?;
    }
    fs::write(out.join("paper.html"), paper_page(&study, &Run::default()))?;
    let mut pictures: Vec<_> = picture::real_vs_strangers(&study, "dial").into_iter().collect();
    for dyad in &study.dyads {
        let all = [
            Some(picture::traces(dyad)),
            picture::strangers(&study, dyad),
            picture::lag_curve(dyad),
            picture::lag_map(dyad),
            picture::data_quality(dyad),
        ];
        for picture in all.into_iter().flatten() {
            let name = format!("{}_{}.svg", picture.name, dyad.dyad);
            fs::write(out.join(name), picture.standalone())?;
        }
    }
    for picture in pictures.drain(..) {
        fs::write(out.join(format!("{}.svg", picture.name)), picture.standalone())?;
    }
    println!("{}", terminal::text(&study, None, 100));
    println!("{}", out.display());
    Ok(())
}
