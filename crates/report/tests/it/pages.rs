//! The page: self-contained, reachable by keyboard and screen reader, small.

use attune_report::{Run, Truth, TruthRow, html};

use crate::fixture;
use crate::page::{visible, well_formed};

fn pages() -> Vec<(&'static str, String)> {
    let truth = Truth {
        title: "Half of B's moves were copied from A.".into(),
        rows: vec![TruthRow {
            what: "a link".into(),
            planted: "yes".into(),
            found: "some sign".into(),
        }],
    };
    let run = Run {
        plan_hash: Some("ab12".into()),
        deviations: vec!["seed: 2, not 1".into()],
        ..Run::default()
    };
    let mut empty = fixture::study();
    empty.dyads.clear();
    empty.channels.clear();
    empty.strangers.clear();
    vec![
        ("study", html(&fixture::study(), &run, None)),
        ("couple", html(&fixture::one_couple(), &Run::default(), Some(&truth))),
        ("empty", html(&empty, &Run::default(), None)),
    ]
}

#[test]
fn every_page_is_whole() {
    for (name, page) in pages() {
        well_formed(name, &page, &[]);
    }
}

#[test]
fn simulated_recordings_and_planted_truth_say_so() {
    let pages = pages();
    assert!(pages[1].1.contains("Nobody was observed"));
    assert!(pages[1].1.contains("What was planted, and what was found"));
    assert!(!pages[0].1.contains("Nobody was observed"));
    assert!(visible(&pages[0].1).contains("seed: 2, not 1"));
}

#[test]
fn names_from_files_cannot_become_markup() {
    let mut study = fixture::study();
    let name = "<script>alert(1)</script>\"'&";
    study.study.name = name.into();
    study.study.channels = vec![name.into()];
    study.dyads[2].dyad = name.into();
    study.dyads[2].channel = name.into();
    study.dyads[2].group = Some(name.into());
    study.dyads[2].people[0].name = name.into();
    study.dyads[2].unit = name.into();
    study.faults[0].dyad = Some(name.into());
    study.provenance.notes.push(name.into());
    let page = html(&study, &Run::default(), None);
    assert!(!page.contains("<script>alert"));
    assert_eq!(page.matches("<script>").count(), 1);
}

#[test]
fn eighty_pairs_stay_small() {
    let page = html(&fixture::large(80), &Run::default(), None);
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
}

#[test]
fn eighty_pairs_recorded_finely_stay_small_too() {
    let size = |pairs: usize| {
        let mut study = fixture::large(pairs);
        for dyad in &mut study.dyads {
            fixture::refine(dyad);
        }
        html(&study, &Run::default(), None).len()
    };
    // What one more pair adds, eighty times.
    let (two, three) = (size(2), size(3));
    assert!(80 * (three - two) + two < 6_000_000, "{} bytes a pair", three - two);
}

#[test]
fn the_same_analysis_gives_the_same_page() {
    let page = || html(&fixture::study(), &Run::default(), None);
    assert!(page() == page());
}
