//! The other verbs.

use crate::harness::Place;

#[test]
fn help_begins_with_examples_and_every_verb_has_some() {
    let place = Place::new();
    let help = place.attune("--help").ended(0).out;
    assert!(help.starts_with("Examples:"), "{help}");
    for verb in
        ["demo", "check", "analyze", "simulate", "table", "figure", "methods", "plan", "explain"]
    {
        let help = place.attune(&format!("{verb} --help")).ended(0).out;
        assert!(help.starts_with("Examples:"), "{verb}: {help}");
    }
    place.attune("analyse").ended(2);
}

#[test]
fn the_demo_shows_planted_beside_found_and_says_that_it_is_simulated() {
    let place = Place::new();
    let ran = place.attune("demo --text").ended(0);
    for words in
        ["imulated", "planted", "found", "stranger pairs", "how much of A arrives in B (heart)"]
    {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let ran = place.attune("demo --no-open -o shown").ended(0);
    assert!(ran.err.contains("file://"), "{}", ran.err);
    assert!(place.read("shown/report.html").contains("imulated"));
}

#[test]
fn a_simulated_study_is_read_back_and_analysed() {
    let place = Place::new();
    place.attune("simulate S1 -o sim --seed 7 --minutes 6 --dyads 3").ended(0);
    let truth: serde_json::Value = serde_json::from_str(&place.read("sim/truth.json")).unwrap();
    assert_eq!(truth["dyads"][0]["gain_b_to_a"], 0.6);
    let ran = place.attune("analyze sim --surrogates 20 --loop-surrogates 20 -o out");
    assert!([0, 1].contains(&ran.code), "{}", ran.err);
    assert_eq!(place.read("out/dyads.csv").lines().count(), 1 + 3 * 2);
    // The loop model's numbers are in run.json as attune fit prints them; three dyads are no sample.
    let run: serde_json::Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    let numbers = &run["dyads"][0]["loop"]["numbers"];
    assert!(numbers["parameters"]["gain_b_to_a"]["estimate"].is_number(), "{numbers}");
    assert_eq!(numbers["shifted_copies"], 20);
    assert_eq!(place.read("out/pooled.csv").lines().count(), 1);
    place.attune("simulate S99 -o other").ended(2);
}

/// S12: the clock of one device is two seconds late.
#[test]
fn a_late_clock_is_kept_as_it_was_and_warned_of() {
    let place = Place::new();
    place.attune("simulate S12 -o sim --minutes 6").ended(0);
    let table = place.read("sim/dyad-1.csv");
    let times: Vec<&str> = table.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    assert_eq!((times.len(), times[0], times[361]), (362, "0", "361"));
    let ran = place.attune("check sim");
    assert!(ran.out.contains("starts-apart"), "{}", ran.out);
}

#[test]
fn everything_with_a_name_is_explained() {
    let place = Place::new();
    place.attune("explain").ended(0);
    for topic in [
        "windowed-cross-correlation",
        "shift",
        "cannot_tell",
        "identical-series",
        "echo",
        "p_shift",
        "unrecorded-shared-cause",
    ] {
        assert!(place.attune(&format!("explain {topic}")).ended(0).out.len() > 80, "{topic}");
    }
    let ran = place.attune("explain identical-serie").ended(2);
    assert!(ran.err.contains("identical-series"), "{}", ran.err);
}

#[test]
fn completions_the_manual_and_the_doctor() {
    let place = Place::new();
    assert!(place.attune("completions bash").ended(0).out.contains("attune"));
    assert!(place.attune("man").ended(0).out.contains(".TH"));
    assert!(place.attune("doctor").ended(0).out.contains("network use      none"));
}
