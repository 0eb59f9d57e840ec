//! The quality check on real recordings.

use attune_data::quality::check;
use attune_data::read::{Layout, read, read_bytes};
use attune_data::{FaultCode, Severity};

use crate::real::{dial, diary, shared};

#[test]
fn the_dials_have_exactly_one_error() {
    let Some(study) = dial() else { return };
    let faults = check(&study);
    let errors: Vec<_> = faults.iter().filter(|f| f.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].code, FaultCode::IdenticalSeries);
    assert_eq!(errors[0].dyad.as_deref(), Some("19"));
    assert_eq!(errors[0].channel.as_deref(), Some("dial"));
    assert_eq!(errors[0].message, "both people's series are identical (421 of 421 samples)");
}

#[test]
fn the_diaries_hold_five_channels_that_never_change() {
    let Some(study) = diary() else { return };
    let faults = check(&study);
    let errors = faults.iter().filter(|f| f.severity == Severity::Error);
    let found: Vec<_> =
        errors.map(|f| (f.code, f.dyad.as_deref().unwrap_or(""), f.person.as_deref())).collect();
    // Six people who wrote the same answer every day; both of couple 278.
    let flat = |dyad, person| (FaultCode::FlatSeries, dyad, person);
    let man = Some("M");
    assert_eq!(
        found,
        [flat("214", man), flat("215", man), flat("229", man), flat("266", man), flat("278", None)]
    );
    // The days nobody wrote are gaps, said once for both people and all four channels.
    let gaps = faults.iter().filter(|f| f.code == FaultCode::Gaps);
    assert_eq!(gaps.filter(|f| f.person.is_none() && f.channel.is_none()).count(), 24);
}

#[test]
fn a_folder_of_tables_keeps_what_is_no_recording_apart() {
    let Some(path) = shared("couples_dial") else { return };
    let study = read(&path, &Layout::default()).unwrap();
    assert_eq!(study.sessions.len(), 20);
    let faults = check(&study);
    let of = |severity| faults.iter().filter(move |f| f.severity == severity);
    let codes: Vec<_> = of(Severity::Error).map(|f| f.code).collect();
    assert_eq!(codes, [FaultCode::IdenticalSeries]);
    // The table of persons has no time.
    assert!(of(Severity::Warning).all(|f| f.code == FaultCode::FileUnreadable && f.dyad.is_none()));
    assert_eq!(of(Severity::Warning).count(), 1);
}

fn found(text: &str) -> Vec<(&'static str, Option<String>, Severity)> {
    let study = read_bytes("study.csv", text.as_bytes(), &Layout::default()).unwrap();
    check(&study).into_iter().map(|f| (f.code.code(), f.dyad, f.severity)).collect()
}

/// Rows of one dyad, every value different.
fn rows(dyad: &str, seed: u64, n: u64) -> String {
    let uneven = |i: u64, salt: u64| (i * 7919 + seed * 104_729 + salt * 15_485_863) % 1009;
    (0..n).map(|i| format!("{dyad},{i},{},{}\n", uneven(i * i, 1), uneven(i * i, 2))).collect()
}

const HEADER: &str = "dyad,t_s,a,b\n";

#[test]
fn a_clean_table_has_no_fault() {
    let text = [HEADER, &rows("1", 1, 200), &rows("2", 2, 200)].concat();
    assert_eq!(found(&text), []);
}

#[test]
fn two_dyads_with_one_name() {
    let text = [HEADER, &rows("1", 1, 200), &rows("1", 2, 150), &rows("2", 3, 200)].concat();
    let found = found(&text);
    assert!(found.contains(&("dyad-name-twice", Some("1".into()), Severity::Error)), "{found:?}");
    assert!(found.iter().all(|(_, dyad, _)| dyad.as_deref() == Some("1")), "{found:?}");
}

#[test]
fn time_running_backwards() {
    let mut lines: Vec<String> = rows("1", 1, 200).lines().map(str::to_owned).collect();
    lines.swap(50, 120);
    let text = [HEADER, &lines.join("\n")].concat();
    assert_eq!(found(&text), [("time-backwards", Some("1".into()), Severity::Error)]);
}

#[test]
fn one_person_missing_in_half_the_dyads() {
    let mut text = HEADER.to_owned();
    for dyad in 1..=6_u64 {
        for row in rows(&dyad.to_string(), dyad, 100).lines() {
            let cells: Vec<&str> = row.split(',').collect();
            let b = if dyad % 2 == 0 { "" } else { cells[3] };
            text += &format!("{},{},{},{b}\n", cells[0], cells[1], cells[2]);
        }
    }
    let missing = |dyad: &str| ("person-missing", Some(dyad.to_owned()), Severity::Error);
    assert_eq!(found(&text), [missing("2"), missing("4"), missing("6")]);
}

#[test]
fn one_recording_under_two_names_and_rows_twice() {
    let copied = rows("9", 1, 200);
    let text = [HEADER, &rows("1", 1, 200), &copied, &rows("2", 3, 200)].concat();
    let dyads: Vec<_> = found(&text).into_iter().map(|(code, dyad, _)| (code, dyad)).collect();
    let twice = |dyad: &str| ("duplicate-dyad", Some(dyad.to_owned()));
    assert_eq!(dyads, [twice("1"), twice("1"), twice("9"), twice("9")]);

    let text = [HEADER, &rows("1", 1, 200), &rows("1", 1, 200)].concat();
    assert_eq!(found(&text), [("duplicate-rows", Some("1".into()), Severity::Warning)]);
}

#[test]
fn exchanging_the_two_people_exchanges_their_faults() {
    let (Some(mut study), Some(diary)) = (dial(), diary()) else { return };
    study.sessions.extend(diary.sessions);
    // One channel each that is found by comparing the two people.
    let sample: Vec<f64> = study.sessions[1].people[0].series[0].values.clone();
    let n = sample.len();
    let shifted = [&sample[40..], &sample[..40]].concat();
    study.sessions[1].people[1].series[0].values = shifted;
    study.sessions[1].people[1].series[0].timeline =
        study.sessions[1].people[0].series[0].timeline.clone();
    assert_eq!(study.sessions[1].people[1].series[0].values.len(), n);

    let mut swapped = study.clone();
    swapped.sessions.iter_mut().for_each(|session| session.people.reverse());
    let places = |study: &attune_data::Study| {
        let place = |f: attune_data::Fault| (f.dyad, f.channel, f.code, f.severity, f.person);
        let mut places: Vec<_> = check(study).into_iter().map(place).collect();
        places.sort();
        places
    };
    assert_eq!(places(&study), places(&swapped));
    assert!(places(&study).iter().any(|place| place.2 == FaultCode::IdenticalShifted));
}
