//! The command on real recordings.

use crate::harness::{Place, real};

#[test]
fn couples_dial_as_a_new_user_would() {
    let Some(folder) = real("couples_dial") else { return };
    let place = Place::new();
    let path = folder.join("dial.csv");
    let flags = "--dyad couple --time t_s --a dial_man --b dial_woman --kind rating --loop-surrogates 20 -o out";
    let mut line = vec!["analyze", path.to_str().unwrap()];
    line.extend(flags.split(' '));
    place.attune_with(&line).ended(1);
    let run: serde_json::Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    let effect = &run["real_vs_strangers"];
    assert_eq!((&effect["n_real"], &effect["n_pseudo"]), (&19.into(), &342.into()));
    let couple_19 = place.attune("table out dyads --dyad 19").ended(0).out;
    assert!(couple_19.contains("cannot_tell") && couple_19.contains("identical-series"));
    // 80 dyads must stay under 6 MB; 20 therefore under a quarter of it.
    assert!(place.read("out/report.html").len() < 1_500_000);
}
