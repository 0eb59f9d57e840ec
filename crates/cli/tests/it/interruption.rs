//! What is kept when the work is cut short: by Ctrl-C, by a disk that takes no more, by a folder
//! that may not be written to.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::harness::{Place, Ran, echo_table};

const COLUMNS: &str = "--dyad couple --time t_s --a left --b right --kind rating";

#[test]
fn ctrl_c_keeps_what_is_done_and_lists_the_rest() {
    const DYADS: usize = 300;
    let place = Place::new();
    let names: Vec<String> = (1..=DYADS).map(|i| i.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    place.write("dial.csv", echo_table(3, 200, &names));
    let line = format!("analyze dial.csv {COLUMNS} --surrogates 999 --threads 1 --no-loop -o out");
    let args: Vec<&str> = line.split(' ').collect();
    let mut command = place.command(&args);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The folder is there once the work begins, and the work takes many seconds.
    while !place.path("out").is_dir() {
        sleep(Duration::from_millis(2));
    }
    sleep(Duration::from_millis(100));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
    let ran = Ran::from(child.wait_with_output().unwrap()).ended(130);
    assert!(ran.err.contains("Stopped early") && ran.err.contains("run.json"), "{}", ran.err);

    let run: serde_json::Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    assert_eq!(run["complete"], false);
    let missed = run["failures"].as_array().unwrap();
    let known =
        |f: &serde_json::Value| f["why"] == "interrupted" || f["why"] == "story_interrupted";
    assert!(!missed.is_empty() && missed.iter().all(known), "{missed:?}");
    let dyads = place.read("out/dyads.csv");
    for name in names {
        let done = dyads.lines().any(|row| row.starts_with(&format!("{name},")));
        assert!(done || missed.iter().any(|failure| failure["dyad"] == name), "{name}");
    }
    // Nobody was set beside strangers, so nothing is more than weak.
    assert!(!dyads.contains(",supported,"), "{dyads}");
    assert!(place.read("out/report.html").contains("Stopped early"));
}

/// A limit on the size of files stands in for a disk that takes no more.
#[test]
fn a_file_that_cannot_be_written_whole_is_not_written() {
    let place = Place::new();
    place.write("dial.csv", echo_table(3, 300, &["1", "2"]));
    let attune = env!("CARGO_BIN_EXE_attune");
    let script = format!(
        "trap '' XFSZ; ulimit -f 20; exec {attune} analyze dial.csv {COLUMNS} --surrogates 20 -o out"
    );
    let output = Command::new("sh").args(["-c", &script]).current_dir(place.path(".")).output();
    let ran = Ran::from(output.unwrap()).ended(5);
    assert!(ran.err.contains("cannot write") && ran.err.contains("out/"), "{}", ran.err);
    assert!(ran.err.contains("run it again"), "{}", ran.err);
    // What is there is whole, and what says that all is there is not.
    assert_eq!(place.read("out/dyads.csv").lines().count(), 3);
    assert!(!place.path("out/run.json").exists());
    let left = std::fs::read_dir(place.path("out")).unwrap().flatten();
    let partial = left.filter(|file| file.path().extension().is_some_and(|end| end == "part"));
    assert_eq!(partial.count(), 0);
}

#[test]
fn a_folder_without_permission_is_refused_before_the_work() {
    let place = Place::new();
    place.write("dial.csv", echo_table(3, 300, &["1"]));
    std::fs::create_dir(place.path("closed")).unwrap();
    let closed =
        |mode| std::fs::set_permissions(place.path("closed"), PermissionsExt::from_mode(mode));
    closed(0o500).unwrap();
    if std::fs::write(place.path("closed/probe"), "").is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    let ran = place.attune(&format!("analyze dial.csv {COLUMNS} -o closed/out")).ended(5);
    closed(0o700).unwrap();
    assert!(ran.err.contains("closed/out") && ran.err.contains("-o"), "{}", ran.err);
}

/// Stopped by a person or by a machine, a page is not written half, and not left out without a word.
#[test]
fn a_page_that_was_stopped_is_not_there_and_says_so() {
    const DYADS: usize = 60;
    let place = Place::new();
    let names: Vec<String> = (1..=DYADS).map(|i| i.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    place.write("dial.csv", echo_table(3, 300, &names));
    place.attune(&format!("analyze dial.csv {COLUMNS} --surrogates 999 --no-loop -o out")).ended(0);
    for signal in ["-INT", "-TERM"] {
        let mut command = place.command(&["report", "out", "--for", "paper", "--threads", "1"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Reading takes a moment, and the work after it seconds.
        sleep(Duration::from_millis(400));
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        let ran = Ran::from(child.wait_with_output().unwrap());
        if ran.code == 0 {
            println!("skipped: the page was there before it could be stopped");
            continue;
        }
        let ran = ran.ended(130);
        assert!(ran.err.contains("nothing was written"), "{signal}: {}", ran.err);
        assert!(!place.path("out/paper.html").exists() && !place.path("out/paper.part").exists());
    }
    place.attune("report out --for paper").ended(0);
    assert!(place.read("out/paper.html").ends_with("</html>"));
}

#[test]
fn a_page_that_cannot_be_written_says_so() {
    let place = Place::new();
    place.write("dial.csv", echo_table(3, 300, &["1"]));
    place.attune(&format!("analyze dial.csv {COLUMNS} --surrogates 20 --no-loop -o out")).ended(0);
    std::fs::create_dir(place.path("out/paper.html")).unwrap();
    let ran = place.attune("report out --for paper").ended(5);
    assert!(ran.err.contains("cannot write out/paper.html"), "{}", ran.err);
    let ran = place.attune("report out --for couple -o nowhere/couple.html").ended(5);
    assert!(ran.err.contains("cannot write nowhere/couple.html"), "{}", ran.err);
}
