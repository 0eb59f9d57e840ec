//! Studies described by an `attune.toml`.

use std::fs;
use std::path::Path;

use attune_data::Kind;
use attune_data::read::{Layout, Place, Problem, read};

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_file_per_person_and_sensor() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "7/anna_heart.csv", "t,hr\n0,70\n1,71\n2,72\n");
    write(at, "7/ben_heart.csv", "t,hr\n0.5,80\n1.5,81\n2.5,82\n");
    write(at, "7/anna_motion.csv", "t_ms,left\n0,1\n40,2\n80,3\n");
    write(at, "7/ben_motion.csv", "t_ms,right\n0,4\n40,5\n80,6\n");
    write(
        at,
        "attune.toml",
        r#"
        name = "Two people, four files"
        [a]
        name = "ben"
        role = "client"
        [b]
        name = "anna"
        role = "therapist"
        [[channel]]
        name = "heart"
        value = "hr"
        kind = "heart"
        unit = "bpm"
        [[channel]]
        name = "motion"
        a = "right"
        b = "left"
        kind = "motion"
        [[recording]]
        file = "7/anna_heart.csv"
        dyad = 7
        person = "anna"
        channels = ["heart"]
        [[recording]]
        file = "7/ben_heart.csv"
        dyad = 7
        person = "ben"
        channels = ["heart"]
        [[recording]]
        file = "7/anna_motion.csv"
        dyad = 7
        person = "anna"
        channels = ["motion"]
        [[recording]]
        file = "7/ben_motion.csv"
        dyad = 7
        person = "ben"
        channels = ["motion"]
        "#,
    );
    // The folder and the manifest in it mean the same.
    for path in [at.to_owned(), at.join("attune.toml")] {
        let study = read(&path, &Layout::default()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(study.name, "Two people, four files");
        assert_eq!(study.sessions.len(), 1);
        assert_eq!(study.faults, []);
        let [a, b] = &study.sessions[0].people;
        assert_eq!((a.name.as_str(), a.role.as_str()), ("ben", "client"));
        assert_eq!((b.name.as_str(), b.role.as_str()), ("anna", "therapist"));
        assert_eq!(study.sessions[0].shared_channels(), ["heart", "motion"]);
        let heart = a.channel("heart").unwrap();
        assert_eq!((heart.kind, heart.unit.as_str()), (Kind::Heart, "bpm"));
        assert_eq!((heart.timeline.start(), heart.values[0]), (0.5, 80.0));
        assert_eq!(b.channel("motion").unwrap().values, [1.0, 2.0, 3.0]);
        assert_eq!(study.sources.len(), 5);
    }
}

#[test]
fn patterns_folders_and_flags_over_the_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for dyad in ["10", "9"] {
        write(at, &format!("data/{dyad}.csv"), "s,x,y,z\n0,1,2,-9\n1,3,4,5\n");
    }
    write(at, "data/readme.txt", "not a table");
    let manifest = |files: &str| {
        let text = format!(
            "{files}\ntime = 's'\ntime_unit = 'min'\nmissing = -9\n\
             [[channel]]\nname = 'mood'\na = 'x'\nb = 'y'\n"
        );
        write(at, "attune.toml", &text);
    };
    manifest("files = ['data/*.csv']");
    let study = read(at, &Layout::default()).unwrap();
    let dyads: Vec<&str> = study.sessions.iter().map(|s| s.dyad.as_str()).collect();
    assert_eq!(dyads, ["9", "10"]);
    assert_eq!(study.channels(), ["mood"]);
    assert_eq!(study.sessions[0].people[0].series[0].timeline.at(1), 60.0);
    assert_eq!(study.sessions[0].people.each_ref().map(|p| p.name.as_str()), ["x", "y"]);

    // Other columns by flag take the manifest's names for them along.
    let flags = Layout { a: vec!["y".into()], b: vec!["z".into()], ..Layout::default() };
    let study = read(at, &flags).unwrap();
    assert_eq!(study.channels(), ["value"]);
    assert!(study.sessions[0].people[1].series[0].values[0].is_nan());

    // A whole folder takes every table, also one that turns out to be none.
    manifest("folder = 'data'");
    let study = read(at, &Layout::default()).unwrap();
    assert_eq!(study.sessions.len(), 2);
    assert_eq!(study.faults[0].code.code(), "file-unreadable");

    manifest("files = ['data/*.tsv']");
    let error = read(at, &Layout::default()).expect_err("no such file");
    assert!(matches!(*error.problem, Problem::NoMatch { .. }));
}

#[test]
fn a_mistake_in_the_manifest_is_placed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "attune.toml", "files = ['*.csv']\ntiem = 's'\n");
    let error = read(folder.path(), &Layout::default()).expect_err("mistyped");
    assert_eq!(error.place, Some(Place::Line(2)));
    assert!(error.file.ends_with("attune.toml"));
    assert!(error.to_string().contains("did you mean `time`?"), "{error}");
}

#[test]
fn one_person_missing_in_half_the_dyads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut text = String::from("[a]\nname='p'\n[b]\nname='t'\n[[channel]]\nname='x'\nvalue='x'\n");
    let rows: String = (0..30).map(|i| format!("{i},{}\n", (i * 7) % 11)).collect();
    for dyad in 1..=4 {
        for person in ["p", "t"] {
            text += &format!(
                "[[recording]]\nfile='{dyad}{person}.csv'\ndyad={dyad}\nperson='{person}'\n"
            );
            if dyad % 2 == 1 || person == "t" {
                write(at, &format!("{dyad}{person}.csv"), &format!("t,x\n{rows}"));
            }
        }
    }
    write(at, "attune.toml", &text);
    let study = read(at, &Layout::default()).unwrap();
    assert_eq!(study.sessions.len(), 4);
    let faults = attune_data::quality::check(&study);
    let of = |code: &str| {
        let with = faults.iter().filter(|f| f.code.code() == code);
        with.filter_map(|f| f.dyad.as_deref()).collect::<Vec<_>>()
    };
    assert_eq!(of("file-unreadable"), ["2", "4"]);
    assert_eq!(of("person-missing"), ["2", "4"]);
    // The one who is there keeps their seat.
    let [p, t] = &study.sessions[1].people;
    assert_eq!((p.name.as_str(), p.series.len(), t.series.len()), ("p", 0, 1));
}
