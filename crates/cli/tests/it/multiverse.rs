//! `attune multiverse` and `attune verify`.

use serde_json::Value;

use crate::harness::{Place, echo_table};

const LAYOUT: &str = "--dyad couple --time t_s --a left --b right --kind rating";

#[test]
fn every_universe_is_there_once_with_its_own_nulls() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 200, &["1", "2", "3"]));
    let line = format!(
        "multiverse dial.csv {LAYOUT} --surrogates 20 --vary window=30,60 --vary lag=4,8 --vary detrend=none,linear -o mv"
    );
    let said = place.attune(&line).ended(0).err;
    assert!(said.contains("of 8 universes"), "{said}");
    let table = place.read("mv/universes.csv");
    let dictionary: serde_json::Value =
        serde_json::from_str(&place.read("mv/columns.json")).unwrap();
    for column in table.lines().next().unwrap().split(',') {
        assert!(dictionary["universes"][column]["Description"].is_string(), "{column}");
    }
    assert_eq!(table.lines().count(), 1 + 8);
    assert!(table.starts_with("universe,window,lag,detrend,channel,stand,d,"), "{table}");
    assert_eq!(place.read("mv/universe_dyads.csv").lines().count(), 1 + 3);
    let svg = place.read("mv/figures/specification_curve.svg");
    assert!(svg.starts_with("<svg") && !svg.contains("NaN"));
    let json: Value = serde_json::from_str(&place.read("mv/multiverse.json")).unwrap();
    assert_eq!((&json["schema"], &json["finished"]), (&"attune.multiverse/1".into(), &8.into()));
    // One of them, analysed by itself, says the same.
    place
        .attune(&format!(
            "analyze dial.csv {LAYOUT} --surrogates 20 --window 60 --lag 8 --detrend linear --no-loop -o one"
        ))
        .ended(0);
    let one: Value = serde_json::from_str(&place.read("one/run.json")).unwrap();
    assert_eq!(json["universes"][7]["channels"][0]["d"], one["real_vs_strangers"]["d"]);
}

#[test]
fn what_cannot_be_varied_is_said_before_the_work() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 100, &["1"]));
    for slip in ["windows=30", "window=soon", "detrend=diff"] {
        let line = format!("multiverse dial.csv {LAYOUT} --vary {slip} -o mv");
        assert!(place.attune(&line).ended(2).err.contains("vary"), "{slip}");
    }
    assert!(!place.path("mv").exists());
}

#[test]
fn where_no_universe_has_an_answer_it_says_why() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 100, &["1", "2", "3"]));
    let line = format!("multiverse dial.csv {LAYOUT} --surrogates 20 --json -o mv --vary");
    let ran = place.attune(&format!("{line} window=100000,200000")).ended(4);
    assert!(
        ran.err.contains("none of 2 universes gave a number. The recording lasts"),
        "{}",
        ran.err
    );
    let table = place.read("mv/universes.csv");
    assert!(table.lines().skip(1).all(|row| row.contains("cannot_tell")), "{table}");
    assert!(table.lines().skip(1).all(|row| row.contains("The recording lasts")), "{table}");
    let told = ran.json()["universes"][1]["error"].as_str().unwrap_or_default().to_owned();
    assert!(told.starts_with("The recording lasts"), "{told}");
    // Where one has, the other's error stands beside its row.
    place.attune(&format!("{line} window=30,100000 --force")).ended(0);
    let table = place.read("mv/universes.csv");
    let errors = table.lines().filter(|row| row.contains("The recording lasts")).count();
    assert_eq!(errors, 1, "{table}");
}

#[test]
fn verify_runs_it_again_and_says_what_differs() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 200, &["1", "2", "3"]));
    place
        .attune(&format!(
            "analyze dial.csv {LAYOUT} --surrogates 20 --no-loop --measure granger -o out"
        ))
        .ended(0);
    let same = place.attune("verify out").ended(0).out;
    assert!(same.contains("bit for bit"), "{same}");
    // A number that somebody improved.
    let dyads = place.read("out/dyads.csv");
    let row: Vec<&str> = dyads.lines().nth(1).unwrap().split(',').collect();
    let at = dyads.lines().next().unwrap().split(',').position(|c| c == "mean_z").unwrap();
    place.write("out/dyads.csv", dyads.replacen(row[at], "0.9", 1));
    let found = place.attune("verify out").ended(1).out;
    assert!(
        found.contains("dyads.csv: 1 cell differs") && found.contains("mean_z in row 1"),
        "{found}"
    );
    // Another recording under the same name.
    place.write("out/dyads.csv", dyads);
    place.write("dial.csv", echo_table(6, 200, &["1", "2", "3"]));
    let found = place.attune("verify out --json").ended(1).json();
    assert_eq!(found["same"], false);
    assert!(found["inputs_changed"][0].as_str().unwrap().contains("another content"), "{found}");
    // Moved away, and found again where it is said to be.
    place.write("dial.csv", echo_table(5, 200, &["1", "2", "3"]));
    std::fs::create_dir(place.path("moved")).unwrap();
    std::fs::rename(place.path("dial.csv"), place.path("moved/dial.csv")).unwrap();
    place.attune("verify out").ended(3);
    place.attune("verify out --input moved/dial.csv").ended(0);
    place.attune("verify nothing-here").ended(3);
}

#[test]
fn what_a_multiverse_does_not_do_is_said() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 200, &["1"]));
    let line = format!("multiverse dial.csv {LAYOUT} --surrogates 20 --vary window=30,60 -o mv");
    let err = place.attune(&format!("{line} --measure crqa")).ended(2).err;
    assert!(err.contains("crqa has no place in it"), "{err}");
    assert!(!place.path("mv").exists());
    place.attune(&line).ended(0);
    let err = place.attune("verify mv").ended(2).err;
    assert!(err.contains("holds a multiverse") && err.contains("diff -r"), "{err}");
}
