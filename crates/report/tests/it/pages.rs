//! The page: self-contained, reachable by keyboard and screen reader, small.

use std::collections::BTreeSet;

use attune_report::words::lint;
use attune_report::{Run, Truth, TruthRow, html};

use crate::fixture;

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

/// Every value of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    let pieces = page.split(&start).skip(1);
    pieces.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// What a reader sees: no tags, no style, no script.
fn visible(page: &str) -> String {
    let mut text = page.to_owned();
    for tag in ["style", "script"] {
        while let (Some(from), Some(to)) =
            (text.find(&format!("<{tag}>")), text.find(&format!("</{tag}>")))
        {
            text.replace_range(from..to + tag.len() + 3, " ");
        }
    }
    let pieces = text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&lt;", "<")
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    for (name, page) in pages() {
        for link in values(&page, "href").into_iter().chain(values(&page, "src")) {
            assert!(
                link.starts_with('#') || link.starts_with("data:image/png;base64,"),
                "{name}: {link}"
            );
        }
        for piece in page.split("url(").skip(1) {
            assert!(piece.starts_with("#p-hatch)"), "{name}: {}", &piece[..30]);
        }
        assert!(!page.contains("@import") && !page.contains("<link") && !page.contains("fetch("));
        assert!(page.contains("Content-Security-Policy"));
    }
}

#[test]
fn ids_are_unique_and_every_link_has_its_target() {
    for (name, page) in pages() {
        let ids = values(&page, "id");
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(set.len(), ids.len(), "{name}");
        for link in values(&page, "href") {
            if let Some(target) = link.strip_prefix('#') {
                assert!(set.contains(target), "{name}: nothing at #{target}");
            }
        }
        for target in values(&page, "aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
            assert!(set.contains(target), "{name}: nothing named {target}");
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for (name, page) in pages() {
        let levels: Vec<u8> = page
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.bytes().next().filter(u8::is_ascii_digit))
            .map(|digit| digit - b'0')
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
    }
}

#[test]
fn every_picture_and_table_has_a_name() {
    for (_, page) in pages() {
        for svg in page.split("<svg").skip(1) {
            let tag = svg.split('>').next().unwrap_or_default();
            let named = tag.contains("aria-labelledby") && tag.contains("role=\"img\"");
            assert!(named || tag.contains("aria-hidden=\"true\""), "{tag}");
        }
        for head in page.split("<th").skip(1).filter(|rest| !rest.starts_with("ead")) {
            assert!(
                head.split('>').next().unwrap_or_default().contains("scope="),
                "{}",
                &head[..40]
            );
        }
    }
}

#[test]
fn no_page_uses_a_banned_word() {
    for (name, page) in pages() {
        assert_eq!(lint(&visible(&page)), Vec::<&str>::new(), "{name}");
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
