//! Bad input: a clear error in three parts, the right exit code, and nothing lost.

use crate::harness::{Place, Ran, echo_table};

const COLUMNS: &str = "--dyad couple --time t_s --a left --b right --kind rating";

fn explains_itself(ran: &Ran) {
    assert!(ran.err.contains("error:"), "{}", ran.err);
    assert!(ran.err.contains("why it matters:"), "{}", ran.err);
    assert!(ran.err.contains("try:"), "{}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

fn refused(name: &str, bytes: impl AsRef<[u8]>, flags: &str) -> Ran {
    let place = Place::new();
    place.write(name, bytes);
    let ran = place.attune(&format!("check {name} {flags}"));
    assert!([2, 3].contains(&ran.code), "{name}: {} {}", ran.code, ran.err);
    explains_itself(&ran);
    ran
}

#[test]
fn files_that_are_no_recording() {
    refused("empty.csv", "", "");
    refused("one.csv", "value\n1\n2\n3\n", "");
    refused("header.csv", "couple,t_s,left,right\n", COLUMNS);
    refused("binary.csv", [0_u8, 159, 146, 150, 0, 1, 2, 3], "");
    refused("table.parquet", b"PAR1 and then nothing of the kind", "");
    refused("cut.csv.gz", [0x1f, 0x8b, 8, 0, 0, 0], "");
}

#[test]
fn text_in_a_number_column_is_named_by_place_and_never_quoted() {
    let mut table = echo_table(1, 50, &["1"]);
    table += "1,100,she said nothing,0.5\n";
    let ran = refused("dial.csv", table, COLUMNS);
    assert!(ran.err.contains("line 52") && ran.err.contains("left"), "{}", ran.err);
    assert!(!ran.err.contains("she said"), "{}", ran.err);
}

#[test]
fn a_missing_file_and_a_missing_column() {
    let place = Place::new();
    let ran = place.attune("check nowhere.csv").ended(3);
    explains_itself(&ran);
    place.write("dial.csv", echo_table(1, 50, &["1"]));
    let ran = place.attune("check dial.csv --dyad couple --time t_s --a lefft --b right").ended(2);
    assert!(ran.err.contains("left"), "{}", ran.err);
}

#[test]
fn time_running_backwards_is_a_fault_and_no_claim_is_made() {
    let place = Place::new();
    let mut rows: Vec<String> = echo_table(1, 200, &["1"]).lines().map(str::to_owned).collect();
    rows.swap(100, 140);
    place.write("dial.csv", rows.join("\n"));
    let ran = place.attune(&format!("check dial.csv {COLUMNS} --json")).ended(1);
    let codes = ran.json()["faults"].to_string();
    assert!(codes.contains("time-backwards"), "{codes}");
    place.attune(&format!("analyze dial.csv {COLUMNS} --no-loop --surrogates 20 -o out")).ended(1);
    assert!(place.read("out/dyads.csv").contains("cannot_tell"));
}

#[test]
fn one_person_missing_in_half_the_dyads_costs_only_those() {
    let place = Place::new();
    let mut table = String::from("couple,t_s,left,right\n");
    for (k, dyad) in ["1", "2", "3", "4"].iter().enumerate() {
        for line in echo_table(9, 300, &[dyad]).lines().skip(1) {
            let mut cells: Vec<&str> = line.split(',').collect();
            if k % 2 == 1 {
                cells[3] = "";
            }
            table += &(cells.join(",") + "\n");
        }
    }
    place.write("dial.csv", table);
    let ran = place.attune(&format!("analyze dial.csv {COLUMNS} --no-loop --surrogates 20 -o out"));
    assert_eq!(ran.code, 1, "{}", ran.err);
    let dyads = place.read("out/dyads.csv");
    assert_eq!(dyads.lines().count(), 5, "{dyads}");
    let found =
        |id: &str| dyads.lines().find(|l| l.starts_with(&format!("{id},"))).unwrap().to_owned();
    assert!(found("2").contains("cannot_tell") && found("4").contains("cannot_tell"));
}

#[test]
fn two_dyads_with_one_recording_are_noticed() {
    let place = Place::new();
    let one = echo_table(3, 200, &["1"]);
    let two: String = one.lines().skip(1).map(|l| format!("2{}\n", &l[1..])).collect();
    place.write("dial.csv", one + &two);
    let ran = place.attune(&format!("check dial.csv {COLUMNS} --json"));
    assert!(ran.json()["faults"].to_string().contains("duplicate"), "{}", ran.out);
}

#[test]
fn a_rate_that_contradicts_the_time_column_is_an_error() {
    let place = Place::new();
    place.write("dial.csv", echo_table(3, 200, &["1"]));
    let ran = place.attune(&format!("check dial.csv {COLUMNS} --rate 25 --json")).ended(1);
    assert!(ran.json()["faults"].to_string().contains("rate-contradicts-time"), "{}", ran.out);
}

#[test]
fn a_diary_is_told_which_windows_would_fit() {
    let place = Place::new();
    place.write("diary.csv", echo_table(3, 40, &["1", "2"]));
    let line = format!("analyze diary.csv {COLUMNS} --time-unit d --surrogates 20 -o out");
    let ran = place.attune(&line).ended(0);
    assert!(ran.err.contains("--window 28d --step 2d --lag 4d"), "{}", ran.err);
    let ran = place.attune(&format!("{line} --window 28d --step 2d --lag 4d --json")).ended(0);
    assert!(ran.json()["dyads"][0]["mean_z"].is_number(), "{}", ran.out);
}

#[test]
fn a_folder_that_holds_other_things_is_left_alone() {
    let place = Place::new();
    place.write("out/thesis.txt", "years of work");
    place.write("dial.csv", echo_table(3, 200, &["1"]));
    let ran = place
        .attune(&format!("analyze dial.csv {COLUMNS} --no-loop --surrogates 20 -o out"))
        .ended(2);
    explains_itself(&ran);
    assert_eq!(place.read("out/thesis.txt"), "years of work");
}

/// The device that is always full, where there is one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_plainly() {
    use std::fs::File;
    use std::process::Command;
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        println!("skipped: this machine has no /dev/full");
        return;
    };
    let place = Place::new();
    place.write("dial.csv", echo_table(3, 200, &["1"]));
    let ran = Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["check", "dial.csv"])
        .args(COLUMNS.split(' '))
        .current_dir(place.path("."))
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("standard output"));
}
