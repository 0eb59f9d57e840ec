//! Pages made from what an analysis left.

use crate::harness::{Place, echo_table};

const COLUMNS: &str = "--dyad couple --time t_s --a left --b right --kind rating";

#[test]
fn an_analysis_is_run_again_from_any_folder() {
    let place = Place::new();
    place.write("study/dial.csv", echo_table(5, 300, &["1"]));
    place.write("study/codes.csv", "start,end,person,code\n10,20,left,criticise\n");
    place.write("study/lexicon.txt", "kind\t2\n");
    let beside = "--spans codes.csv --lexicon lexicon.txt --surrogates 20 --no-loop -o out";
    let line = format!("analyze dial.csv {COLUMNS} {beside}");
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut there = place.command(&words);
    let ran = there.current_dir(place.path("study")).output().unwrap();
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    place.attune("report study/out --for couple").ended(0);
    // Nor does it matter where the whole lies by then.
    std::fs::create_dir(place.path("moved")).unwrap();
    std::fs::rename(place.path("study"), place.path("moved/study")).unwrap();
    let ran = place.attune("report moved/study/out --for therapist").ended(0);
    assert!(!ran.err.contains("not there now"), "{}", ran.err);
    // Where the input is gone, the error says what can be done.
    std::fs::remove_file(place.path("moved/study/dial.csv")).unwrap();
    let ran = place.attune("report moved/study/out --for couple").ended(3);
    assert!(ran.err.contains("--input PATH"), "{}", ran.err);
}

#[test]
fn a_transcript_without_speakers_is_told_how_to_name_them() {
    let place = Place::new();
    place.write("t.srt", "1\n00:00:01,000 --> 00:00:02,000\nso it goes\n");
    let ran = place.attune("analyze t.srt -o out").ended(4);
    assert!(ran.err.contains("speakers") && !ran.err.contains("--a"), "{}", ran.err);
}

#[test]
fn pages_say_that_clocks_do_not_meet() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 300, &["1"]));
    place.write("codes.csv", "start,end,person,code\n36000,36020,left,criticise\n");
    let line =
        format!("analyze dial.csv {COLUMNS} --spans codes.csv --surrogates 20 --no-loop -o out");
    place.attune(&line).ended(0);
    for reader in ["couple", "therapist"] {
        place.attune(&format!("report out --for {reader} -o page.html")).ended(0);
        assert!(place.read("page.html").contains("do not match"), "{reader}");
    }
}
