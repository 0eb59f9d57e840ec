//! Files that cannot be read: each says what and where, why it matters, and what to try.

use std::fs;
use std::path::Path;

use attune_data::read::{Layout, Place, Problem, ReadError, read, read_bytes};

fn error(text: &str) -> ReadError {
    read_bytes("bad.csv", text.as_bytes(), &Layout::default()).expect_err("bad input")
}

fn problem(text: &str) -> Problem {
    *error(text).problem
}

#[test]
fn nothing_in_it() {
    assert_eq!(problem(""), Problem::Empty);
    assert_eq!(problem("\n\n"), Problem::Empty);
    assert_eq!(problem("t,a,b\n"), Problem::NoRows);
}

#[test]
fn one_column() {
    assert_eq!(problem("ecg\n2044\n2044\n"), Problem::OneColumn);
    assert_eq!(problem("2044\n2045\n"), Problem::OneColumn);
}

#[test]
fn text_in_a_number_column_is_placed_and_never_quoted() {
    // Far enough down not to be seen when the columns are looked at first.
    let mut text = String::from("t,a,b\n");
    (0..2000).for_each(|i| text += &format!("{i},1,2\n"));
    text += "2000,furious,2\n";
    let error = error(&text);
    assert_eq!(*error.problem, Problem::NotANumber);
    assert_eq!(error.place, Some(Place::Line(2002)));
    assert_eq!(error.column.as_deref(), Some("a"));
    let message = error.to_string();
    assert!(!message.contains("furious"), "{message}");
    assert!(message.contains("bad.csv") && message.contains("line 2002"), "{message}");
    assert_eq!(message.lines().count(), 3);
}

#[test]
fn text_near_the_top_of_a_named_column() {
    let layout = Layout { a: vec!["a".into()], b: vec!["b".into()], ..Layout::default() };
    let error = read_bytes("bad.csv", b"t,a,b\n0,1,2\n1,sad,2\n", &layout).expect_err("text");
    assert_eq!((error.place, error.column.as_deref()), (Some(Place::Line(3)), Some("a")));
}

#[test]
fn rows_of_unequal_width() {
    let error = error("t,a,b\n0,1,2\n1,2\n");
    assert_eq!(*error.problem, Problem::RowWidth { found: 2, expected: 3 });
    assert_eq!(error.place, Some(Place::Line(3)));
}

#[test]
fn columns_that_are_not_there() {
    let layout = Layout { dyad: Some("cuople".into()), ..Layout::default() };
    let error = read_bytes("bad.csv", b"couple,t,a,b\n1,0,1,2\n", &layout).expect_err("no column");
    assert!(error.is_usage());
    let message = error.to_string();
    assert!(
        message.contains("no column `cuople`") && message.contains("`couple`, `t`"),
        "{message}"
    );
    assert!(message.contains("try: --dyad couple"), "{message}");
}

#[test]
fn who_is_who_is_not_guessed_from_three_columns() {
    let error = error("t,a,b,c\n0,1,2,3\n");
    let message = error.to_string();
    assert!(message.contains("`a`, `b`, `c`") && message.contains("--a COLUMN"), "{message}");
}

#[test]
fn no_time_and_no_rate() {
    let message = error("a,b\n1,2\n").to_string();
    assert!(message.contains("--time COLUMN") && message.contains("--rate"), "{message}");
}

#[test]
fn binary_files_are_named() {
    let read =
        |bytes: &[u8]| *read_bytes("x", bytes, &Layout::default()).expect_err("junk").problem;
    assert_eq!(
        read(b"PK\x03\x04junk"),
        Problem::NotATable { looks_like: Some("an Excel workbook") }
    );
    assert_eq!(read(&[0, 1, 2, 3, 0, 255, 0]), Problem::NotATable { looks_like: None });
    assert_eq!(read(&[0x1f, 0x8b, 8, 0, 1]), Problem::BrokenGzip);
}

#[test]
fn files_that_are_not_there_or_not_open() {
    let error = read(Path::new("/no/such/file.csv"), &Layout::default()).expect_err("absent");
    assert_eq!(*error.problem, Problem::NotFound);
    assert!(error.to_string().contains("/no/such/file.csv"));

    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path(), &Layout::default()).expect_err("empty folder");
    assert_eq!(*error.problem, Problem::EmptyFolder);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let error = read(&closed, &Layout::default()).expect_err("closed");
    assert_eq!(*error.problem, Problem::NoPermission);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn one_bad_file_in_a_folder_loses_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.csv"), "t,a,b\n0,1,2\n1,2,3\n").unwrap();
    fs::write(folder.path().join("2.csv"), "").unwrap();
    fs::write(folder.path().join("notes.md"), "private").unwrap();
    let study = read(folder.path(), &Layout::default()).expect("one is fine");
    assert_eq!(study.sessions.len(), 1);
    assert_eq!(study.sessions[0].dyad, "1");
    let fault = &study.faults[0];
    assert_eq!((fault.code.code(), fault.dyad.as_deref()), ("file-unreadable", Some("2")));
    assert!(study.notes.iter().any(|n| n.ends_with("left alone: 1")), "{:?}", study.notes);
}

#[test]
fn two_files_with_one_name_are_both_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("7.csv"), "t,a,b\n0,1,2\n1,2,3\n").unwrap();
    fs::write(folder.path().join("7.tsv"), "t\ta\tb\n0\t5\t6\n1\t7\t8\n").unwrap();
    let study = read(folder.path(), &Layout::default()).expect("readable");
    let dyads: Vec<&str> = study.sessions.iter().map(|s| s.dyad.as_str()).collect();
    assert_eq!(dyads, ["7", "7 (2)"]);
    assert!(study.faults.iter().all(|f| f.code.code() == "dyad-name-twice"));
    assert_eq!(study.faults.len(), 2);
}
