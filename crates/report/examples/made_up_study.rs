//! Writes everything the report makes of a made-up study into a folder, to be looked at.
//!
//!     cargo run -p attune-report --example made_up_study -- OUT
#![allow(clippy::print_stdout)]

#[path = "../tests/it/fixture.rs"]
mod fixture;

use std::fs;
use std::path::PathBuf;

use attune_report::{Run, methods, picture};

fn main() -> std::io::Result<()> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "made-up".into()));
    fs::create_dir_all(&out)?;
    let study = fixture::study();
    fs::write(out.join("methods.md"), methods(&study, &Run::default()))?;
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
    println!("{}", out.display());
    Ok(())
}
