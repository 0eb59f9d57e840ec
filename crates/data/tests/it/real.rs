//! Real recordings, where they are at hand.

use std::path::PathBuf;

use attune_data::read::{Layout, Problem, TimeUnit, read};
use attune_data::{Kind, Study, Timeline};

/// A file of the shared recordings; `None`, with a printed line, where they are absent.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let path = PathBuf::from(root).join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {file} of the shared recordings is not here");
    None
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

pub(crate) fn dial() -> Option<Study> {
    let layout = Layout {
        dyad: Some("couple".into()),
        time: Some("t_s".into()),
        a: names(&["dial_man"]),
        b: names(&["dial_woman"]),
        kinds: vec![Kind::Rating],
        ..Layout::default()
    };
    Some(read(&shared("couples_dial/dial.csv")?, &layout).expect("readable"))
}

#[test]
fn the_dials_of_twenty_couples() {
    let Some(study) = dial() else { return };
    let dyads: Vec<&str> = study.sessions.iter().map(|s| s.dyad.as_str()).collect();
    assert_eq!(
        dyads,
        [
            "2", "3", "5", "8", "10", "11", "12", "13", "14", "16", "17", "18", "19", "21", "22",
            "23", "24", "27", "28", "29"
        ]
    );
    let first = &study.sessions[0];
    assert_eq!(first.shared_channels(), ["dial"]);
    let [man, woman] = &first.people;
    assert_eq!((man.name.as_str(), man.role.as_str()), ("man", "man"));
    assert_eq!(woman.name, "woman");
    let series = &man.series[0];
    assert_eq!(series.kind, Kind::Rating);
    assert!(matches!(series.timeline, Timeline::Regular { start: 0.0, step: 2.0, .. }));
    assert_eq!(series.values[..3], [3.89888, 3.89839, 3.89901]);
    assert_eq!(study.name, "dial");
    assert_eq!(study.sources.len(), 1);
    assert_eq!(study.sources[0].bytes, 235_633);
    assert_eq!(study.sources[0].sha256.len(), 64);
    assert_eq!(study.faults, []);
    let couple19 = study.sessions.iter().find(|s| s.dyad == "19").expect("there");
    assert_eq!(couple19.people[0].series[0].values.len(), 421);
}

#[test]
fn without_flags_the_dial_table_reads_the_same() {
    let (Some(said), Some(path)) = (dial(), shared("couples_dial/dial.csv")) else { return };
    let mut guessed = read(&path, &Layout::default()).expect("unambiguous");
    for session in &mut guessed.sessions {
        for series in session.people.iter_mut().flat_map(|p| &mut p.series) {
            assert_eq!(series.kind, Kind::Other);
            series.kind = Kind::Rating;
        }
    }
    assert_eq!(format!("{:?}", guessed.sessions), format!("{:?}", said.sessions));
    assert!(guessed.notes.iter().any(|n| n.contains("`t_s`")), "{:?}", guessed.notes);
    assert!(guessed.notes.iter().any(|n| n.contains("`dial_man`")), "{:?}", guessed.notes);
}

pub(crate) fn diary() -> Option<Study> {
    let layout = Layout {
        dyad: Some("ID".into()),
        time: Some("DIARYDAY".into()),
        time_unit: Some(TimeUnit::Day),
        a: names(&["M_Anx.", "M_Sad.", "M_Vig.", "M_Con."]),
        b: names(&["W_Anx.", "W_Sad.", "W_Vig.", "W_Con."]),
        kinds: vec![Kind::Diary],
        ..Layout::default()
    };
    Some(read(&shared("couples_diary/diary.csv")?, &layout).expect("readable"))
}

#[test]
fn the_diaries_of_eighty_couples() {
    let Some(path) = shared("couples_diary/diary.csv") else { return };
    let error = read(&path, &Layout::default()).expect_err("ten columns cannot be guessed");
    assert!(error.is_usage());
    assert!(
        matches!(*error.problem, Problem::CannotGuess { ref columns, timed: false } if columns.len() == 10)
    );
    let Some(study) = diary() else { return };
    assert_eq!(study.sessions.len(), 80);
    assert_eq!(study.channels(), ["Anx.", "Sad.", "Vig.", "Con."]);
    let days: usize = study.sessions.iter().map(|s| s.people[0].series[0].values.len()).sum();
    assert_eq!(days, 2765);
    // Days nobody wrote stay missing from the timeline: nothing is filled in.
    let irregular = |s: &&attune_data::Session| {
        matches!(s.people[0].series[0].timeline, Timeline::Irregular(_))
    };
    assert_eq!(study.sessions.iter().filter(irregular).count(), 24);
    let times: Vec<f64> =
        (0..3).map(|i| study.sessions[0].people[1].series[2].timeline.at(i)).collect();
    assert_eq!(times, [0.0, 86_400.0, 172_800.0]);
    assert_eq!(study.sessions[0].people[0].name, "M");
}

#[test]
fn motion_as_csv_and_as_text() {
    let Some(csv) = shared("therapy_motion/motion_5hz.csv") else { return };
    let study = read(&csv, &Layout::default()).expect("unambiguous");
    assert_eq!(study.sessions.len(), 20);
    assert_eq!(study.sessions[0].people[0].role, "patient");
    assert_eq!(study.sessions[0].group.as_deref(), Some("dropout"));
    assert_eq!(study.sessions.iter().filter(|s| s.group.as_deref() == Some("normal")).count(), 10);
    assert_eq!(study.sessions[0].people[1].series[0].values[0], 3531.0);

    let Some(parquet) = shared("therapy_motion/motion_25hz.parquet") else { return };
    let fine = read(&parquet, &Layout::default()).expect("unambiguous");
    assert_eq!(fine.sessions.len(), 20);
    let series = |study: &Study, i: usize| study.sessions[i].people[0].series[0].clone();
    assert_eq!(
        series(&fine, 0).timeline,
        Timeline::Regular { start: 0.0, step: 0.04, len: 15_000 }
    );
    for i in 0..20 {
        assert_eq!(fine.sessions[i].dyad, study.sessions[i].dyad);
        // The 5 Hz table is the mean over five frames, printed with a few digits.
        let mean = series(&fine, i).values[..5].iter().sum::<f64>() / 5.0;
        assert!((mean - series(&study, i).values[0]).abs() <= 0.05, "dyad {i}");
    }

    let Some(raw) = shared("therapy_motion/raw") else { return };
    let error = read(&raw, &Layout::default()).expect_err("no rate");
    assert!(error.to_string().contains("--rate 25"), "{error}");
    let layout = Layout { rate_hz: Some(25.0), ..Layout::default() };
    let study = read(&raw, &layout).expect("readable");
    let dyads: Vec<&str> = study.sessions.iter().map(|s| s.dyad.as_str()).collect();
    assert_eq!(dyads, ["101", "105", "200", "203"]);
    let session = &study.sessions[2];
    assert_eq!(
        (session.group.as_deref(), session.session.as_deref()),
        (Some("normal"), Some("01"))
    );
    let [patient, therapist] = &session.people;
    assert_eq!((patient.name.as_str(), therapist.name.as_str()), ("pat", "th"));
    assert_eq!(patient.series[0].kind, Kind::Motion);
    assert_eq!(patient.series[0].channel, "motion");
    assert_eq!(
        patient.series[0].timeline,
        Timeline::Regular { start: 0.0, step: 0.04, len: 15_000 }
    );
    assert_eq!(study.sources.len(), 4);
    // The text and the Parquet file hold the same frames.
    let of = |study: &Study, dyad: &str| {
        let session = study.sessions.iter().find(|s| s.dyad == dyad).expect("there");
        session.people.each_ref().map(|p| p.series[0].values.clone())
    };
    for dyad in dyads {
        assert_eq!(of(&study, dyad), of(&fine, dyad), "dyad {dyad}");
    }
}

#[test]
fn gaze_codes_and_moving_hands() {
    let Some(path) = shared("gaze_and_hands/gaze.csv") else { return };
    let error = read(&path, &Layout::default()).expect_err("samples without a rate");
    assert_eq!(*error.problem, Problem::NoRate { column: "sample".into() });
    let layout = Layout { rate_hz: Some(30.0), kinds: vec![Kind::Code], ..Layout::default() };
    let study = read(&path, &layout).expect("readable");
    assert_eq!(study.sessions.len(), 1);
    assert_eq!(study.sessions[0].dyad, "gaze");
    assert_eq!(study.channels(), ["code"]);
    assert_eq!(study.sessions[0].people[0].name, "narrator");
    assert_eq!(
        study.sessions[0].people[1].series[0].timeline,
        Timeline::Regular { start: 0.0, step: 1.0 / 30.0, len: 2000 }
    );

    let Some(path) = shared("gaze_and_hands/hands.csv") else { return };
    let layout = Layout {
        rate_hz: Some(60.0),
        a: names(&["P1_TT_d", "P1_TT_n"]),
        b: names(&["P2_TT_d", "P2_TT_n"]),
        kinds: vec![Kind::Motion],
        ..Layout::default()
    };
    let study = read(&path, &layout).expect("readable");
    assert_eq!(study.channels(), ["TT_d", "TT_n"]);
    assert_eq!(study.sessions[0].people.each_ref().map(|p| p.name.as_str()), ["P1", "P2"]);
    assert_eq!(study.sessions[0].people[0].series[1].values.len(), 5799);
}
