//! `attune check`.

use crate::harness::{Place, echo_table, real};

const COLUMNS: &str = "--dyad couple --time t_s --a left --b right --kind rating";

#[test]
fn sound_recordings_are_described_and_exit_with_0() {
    let place = Place::new();
    place.write("dial.csv", echo_table(1, 200, &["1", "2"]));
    let ran = place.attune(&format!("check dial.csv {COLUMNS}")).ended(0);
    assert!(ran.out.contains("2 dyads and 4 people"), "{}", ran.out);
    assert!(ran.out.contains("Nothing is wrong"), "{}", ran.out);
}

#[test]
fn one_file_used_twice_is_an_error_with_a_stable_code() {
    let place = Place::new();
    let mut table = String::from("couple,t_s,left,right\n");
    for i in 0..200 {
        let v = f64::from(i * i % 97);
        table += &format!("7,{},{v},{v}\n", 2 * i);
    }
    place.write("dial.csv", table);
    let ran = place.attune(&format!("check dial.csv {COLUMNS} --json")).ended(1);
    let json = ran.json();
    assert_eq!(json["schema"], "attune.check/1");
    assert_eq!(json["faults"][0]["code"], "identical-series");
    assert_eq!(json["faults"][0]["dyad"], "7");
    assert_eq!(json["faults"][0]["severity"], "error");
    assert!(json["notes"].is_array());
    place.attune("explain identical-series").ended(0);
}

#[test]
fn couples_dial_has_exactly_one_error() {
    let Some(folder) = real("couples_dial") else { return };
    let place = Place::new();
    let path = folder.join("dial.csv");
    let args = "--dyad couple --time t_s --a dial_man --b dial_woman --kind rating --json";
    let mut line = vec!["check", path.to_str().unwrap()];
    line.extend(args.split(' '));
    let json = place.attune_with(&line).ended(1).json();
    let errors: Vec<_> =
        json["faults"].as_array().unwrap().iter().filter(|f| f["severity"] == "error").collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (&errors[0]["code"], &errors[0]["dyad"]),
        (&"identical-series".into(), &"19".into())
    );
}
