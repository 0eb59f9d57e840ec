//! JSON objects and methods sections.

use attune_report::words::lint;
use attune_report::{Run, analysis_json, bibliography, methods, run_json};
use serde_json::Value;

use crate::fixture;

#[test]
fn the_analysis_object_has_what_a_script_looks_for() {
    let json: Value = serde_json::from_str(&analysis_json(&fixture::study())).unwrap();
    assert_eq!(json["schema"], "attune.analysis/1");
    assert_eq!(json["real_vs_strangers"]["d"], 1.37);
    assert_eq!(json["real_vs_strangers"]["n_pseudo"], 342);
    assert_eq!(json["real_vs_strangers"]["each"][0]["channel"], "dial");
    assert_eq!(json["verdicts"]["supported"], 2);
    assert_eq!(json["faults"][0]["code"], "identical-series");
    let faulty = &json["dyads"][3];
    assert_eq!(faulty["verdict"], "cannot_tell");
    assert!(faulty["mean_z"].is_null() && faulty.get("mean_z").is_some());
    assert_eq!(faulty["caveats"][0]["code"], "identical-series");
    let clear = &json["dyads"][2];
    assert_eq!(clear["strength"], "clear");
    assert_eq!(clear["p_shift"], 0.001);
    assert_eq!(clear["tests"][0]["tail"], "upper");
}

#[test]
fn without_strangers_the_effect_is_null() {
    let json: Value = serde_json::from_str(&analysis_json(&fixture::one_couple())).unwrap();
    assert!(json["real_vs_strangers"]["d"].is_null());
    assert_eq!(json["real_vs_strangers"]["n_pseudo"], 0);
    assert_eq!(json["simulated"], true);
}

#[test]
fn the_run_object_can_be_run_again() {
    let run = Run {
        plan_hash: Some("ab12".into()),
        deviations: vec!["window: 60 s, not 30 s".into()],
        ..Run::default()
    };
    let json: Value = serde_json::from_str(&run_json(&fixture::study(), &run)).unwrap();
    assert_eq!(json["schema"], "attune.run/1");
    assert_eq!(json["seed"], 1);
    assert_eq!(json["plan"]["window_s"], 60.0);
    assert_eq!(json["plan"]["detrend"], "linear");
    assert_eq!(json["plan_hash"], "ab12");
    assert_eq!(json["deviations"][0], "window: 60 s, not 30 s");
    assert_eq!(json["sources"][0]["bytes"], 52_112);
    assert_eq!(json["complete"], true);
}

#[test]
fn the_methods_section_names_every_parameter() {
    let run = Run {
        plan_hash: None,
        deviations: vec!["window: 60 s, not 30 s".into()],
        ..Run::default()
    };
    let text = methods(&fixture::study(), &run);
    for part in [
        "5 of 6 dyads",
        "windows of 60 s every 6 s",
        "lags of up to 10 s either way",
        "999 surrogates",
        "342 stranger pairs",
        "seed 1",
        "19 (identical-series)",
        "Benjamini & Hochberg, 1995",
        "- window: 60 s, not 30 s",
        "d = 1.37, no interval from fewer than 8 pairs, 5 real",
        "linear trend",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert_eq!(lint(&text), Vec::<&str>::new(), "{text}");
}

#[test]
fn every_citation_has_its_entry() {
    let study = fixture::study();
    let text = methods(&study, &Run::default());
    let bib = bibliography(&study);
    assert_eq!(bib.matches("@article").count() + bib.matches("@incollection").count(), 10);
    for reference in attune_report::references(&study) {
        assert!(text.contains(&reference.cite()), "{}", reference.cite());
        assert!(bib.contains(&reference.bibtex()));
    }
}
