//! `attune plan`.

use crate::harness::{Place, echo_table};

#[test]
fn a_plan_is_written_frozen_followed_and_compared() {
    let place = Place::new();
    let plan = place.attune("plan init --preset rating --surrogates 99").ended(0).out;
    place.write("plan.toml", plan);
    assert!(place.attune("plan freeze plan.toml").ended(0).out.contains("Frozen: "));
    place.write("dial.csv", echo_table(5, 300, &["1"]));
    let run = "analyze dial.csv --dyad couple --time t_s --a left --b right --kind rating --plan plan.toml";
    place.attune(&format!("{run} -o kept")).ended(0);
    place.attune("plan diff plan.toml kept").ended(0);
    place.attune(&format!("{run} --lag 4s -o departed")).ended(0);
    let diff = place.attune("plan diff plan.toml departed").ended(1).out;
    assert_eq!(diff, "windows.lag: 10s planned, 4s used\n");
    assert!(place.read("departed/methods.md").contains("windows.lag: 10s planned, 4s used"));
}

#[test]
fn a_plan_changed_after_it_was_frozen_is_noticed() {
    let place = Place::new();
    place.write("plan.toml", place.attune("plan init --kind motion").ended(0).out);
    place.attune("plan freeze plan.toml").ended(0);
    place.write("plan.toml", place.read("plan.toml").replace("lag = \"5s\"", "lag = \"9s\""));
    let ran = place.attune("plan freeze plan.toml").ended(2);
    assert!(ran.err.contains("changed after it was frozen"), "{}", ran.err);
}

#[test]
fn each_may_set_their_own_flood_line() {
    let place = Place::new();
    let usual = place.attune("plan init --preset heart").ended(0).out;
    assert!(usual.contains("[flood_line]\na = \"usual\"\nb = \"usual\"\n"), "{usual}");
    place.write("plan.toml", usual);
    place.attune("plan freeze plan.toml").ended(0);
    let own = place.attune("plan init --preset heart --flood-line 3,off").ended(0).out;
    assert!(own.contains("a = 3.0\nb = \"off\"\n"), "{own}");
    place.write("dial.csv", echo_table(5, 300, &["1"]));
    let run =
        "analyze dial.csv --dyad couple --time t_s --a left --b right --kind rating --no-loop";
    place
        .attune(&format!("{run} --plan plan.toml --flood-line off --surrogates 20 -o own"))
        .ended(0);
    let methods = place.read("own/methods.md");
    assert!(methods.contains("flood_line.a: usual planned, off used"), "{methods}");
    assert!(place.read("own/run.json").contains("\"flood_lines\""));
    for nonsense in ["soon", "1,2,3", "-1", "0", "100", "nan"] {
        let ran = place.attune(&format!("{run} --flood-line {nonsense} -o out")).ended(2);
        let told = ran.err.contains("above rest")
            || ran.err.contains("own rest")
            || ran.err.contains("A's and B's");
        assert!(told, "{nonsense}: {}", ran.err);
    }
    place.write("plan.toml", own.replace("a = 3.0", "a = \"high\""));
    let ran = place.attune(&format!("{run} --plan plan.toml -o out")).ended(2);
    assert!(ran.err.contains("flood_line.a: write usual, off"), "{}", ran.err);
    assert!(place.attune("explain flood-line").ended(0).out.contains("--flood-line"));
}

#[test]
fn a_choice_that_is_not_understood_is_refused() {
    let place = Place::new();
    place.write(
        "plan.toml",
        "schema = \"attune.plan/1\"\npreset = \"rating\"\n[windows]\nlagg = \"3s\"\n",
    );
    place.write("dial.csv", echo_table(5, 300, &["1"]));
    let ran = place.attune("analyze dial.csv --plan plan.toml -o out").ended(2);
    assert!(ran.err.contains("lagg"), "{}", ran.err);
    place.attune("analyze dial.csv --window soon -o out").ended(2);
    place
        .attune(
            "analyze dial.csv --surrogates 3 --dyad couple --time t_s --a left --b right -o out",
        )
        .ended(2);
}
