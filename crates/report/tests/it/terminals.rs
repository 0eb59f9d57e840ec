//! The text view.

use attune_report::terminal;

use crate::fixture;

#[test]
fn a_pair_fits_the_width_and_says_its_sentence() {
    let study = fixture::study();
    for width in [60, 80, 120] {
        for dyad in &study.dyads {
            let text = terminal::pair(&study, dyad, width);
            for line in text.lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
    insta::assert_snapshot!(terminal::pair(&study, &study.dyads[5], 72));
}

#[test]
fn a_study_lists_every_pair() {
    let study = fixture::study();
    let text = terminal::text(&study, None, 80);
    for dyad in &study.dyads {
        assert!(text.lines().any(|line| line.starts_with(&format!("{:<4}  ", dyad.dyad))));
    }
    assert_eq!(attune_report::words::lint(&text), Vec::<&str>::new());
}
