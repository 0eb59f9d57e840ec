//! The shapes tables come in.

use attune_data::read::{Layout, TimeUnit, read_bytes};
use attune_data::{Study, Timeline};

fn study(text: &str, layout: &Layout) -> Study {
    read_bytes("study.csv", text.as_bytes(), layout).unwrap_or_else(|error| panic!("{error}"))
}

fn guessed(text: &str) -> Study {
    study(text, &Layout::default())
}

fn values(study: &Study, session: usize, person: usize) -> &[f64] {
    &study.sessions[session].people[person].series[0].values
}

#[test]
fn all_spellings_of_one_table_read_the_same() {
    let plain = "dyad,t_s,a,b\n1,0,1.5,2\n1,1,2.5,\n";
    let want = guessed(plain);
    assert_eq!(values(&want, 0, 0), [1.5, 2.5]);
    assert!(values(&want, 0, 1)[1].is_nan());
    let spellings: Vec<(&str, Vec<u8>)> = vec![
        ("tabs", plain.replace(',', "\t").into()),
        ("semicolons and decimal commas", plain.replace(',', ";").replace('.', ",").into()),
        ("windows line ends", plain.replace('\n', "\r\n").into()),
        ("old macintosh line ends", plain.replace('\n', "\r").into()),
        ("no last line end", plain.trim_end().into()),
        ("byte order mark", [b"\xef\xbb\xbf", plain.as_bytes()].concat()),
        ("blank lines", plain.replace('\n', "\n\n").into()),
        ("empty rows below", format!("{plain},,,\n,,,\n").into()),
        ("a separator at line ends", plain.replace('\n', ",\n").into()),
        ("quotes", "\"dyad\",\"t_s\",\"a\",\"b\"\n\"1\",0,\"1.5\",2\n\"1\",1,2.5,NA\n".into()),
        (
            "utf-16",
            [0xff, 0xfe]
                .into_iter()
                .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
                .collect(),
        ),
        ("gzip", gzip(plain.as_bytes())),
        ("a first line for Excel", format!("sep=;\r\n{}", plain.replace(',', ";")).into()),
        ("the same, unlike its content's guess", format!("\"sep=,\"\n{plain}").into()),
    ];
    for (what, bytes) in spellings {
        let got = read_bytes("study.csv", &bytes, &Layout::default())
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(format!("{:?}", got.sessions), format!("{:?}", want.sessions), "{what}");
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn long_tables() {
    let text = "couple,person,time,hr\n\
                2,10,0,70\n2,10,1,71\n2,9,0,80\n2,9,1,81\n\
                1,4,0,60\n1,3,0,61\n1,4,1,62\n1,3,1,63\n";
    let study = guessed(text);
    assert_eq!(study.sessions[0].dyad, "1");
    // Within each dyad A is who comes first in the file, whatever the ids say.
    assert_eq!(study.sessions[0].people.each_ref().map(|p| p.name.as_str()), ["4", "3"]);
    assert_eq!(study.sessions[1].people.each_ref().map(|p| p.name.as_str()), ["10", "9"]);
    assert_eq!(
        (values(&study, 0, 0), values(&study, 0, 1)),
        (&[60.0, 62.0][..], &[61.0, 63.0][..])
    );
    assert_eq!(study.channels(), ["hr"]);
    // Ids that differ from dyad to dyad are no roles.
    assert_eq!(study.sessions[0].people[0].role, "");
}

#[test]
fn long_tables_whose_people_are_named_alike() {
    let text = "dyad,who,t,hr\n1,client,0,1\n1,therapist,0,2\n2,therapist,0,3\n2,client,0,4\n";
    let study = guessed(text);
    for session in &study.sessions {
        assert_eq!(session.people.each_ref().map(|p| p.role.as_str()), ["client", "therapist"]);
    }
    let layout = Layout {
        person: Some("who".into()),
        a: vec!["therapist".into()],
        b: vec!["client".into()],
        ..Layout::default()
    };
    let study = self::study(text, &layout);
    assert_eq!(values(&study, 0, 0), [2.0]);
    assert_eq!(study.sessions[1].people[0].name, "therapist");
}

#[test]
fn two_of_three_people_by_name() {
    let text = "dyad,who,t,hr\n1,coder,0,9\n1,ann,0,1\n1,bo,0,2\n1,ann,1,1\n1,bo,1,2\n";
    let named = |a: &str, b: &str| Layout {
        person: Some("who".into()),
        a: vec![a.into()],
        b: vec![b.into()],
        ..Layout::default()
    };
    let study = study(text, &named("bo", "ann"));
    assert_eq!(study.sessions[0].people.each_ref().map(|p| p.name.as_str()), ["bo", "ann"]);
    assert_eq!(study.faults, []);
    // Without names nobody can tell which two are meant.
    assert_eq!(guessed(text).faults[0].code.code(), "too-many-people");
    let error = read_bytes("x", text.as_bytes(), &named("bob", "ann")).expect_err("no bob");
    assert!(error.is_usage());
    let message = error.to_string();
    assert!(
        message.contains("nobody is called `bob`; there are `coder`, `ann`, `bo`"),
        "{message}"
    );
    assert!(message.contains("try: --a bo"), "{message}");
}

#[test]
fn a_table_without_a_header() {
    let study = guessed_at_one_hertz("1.5,NA\n2.5,3\n");
    assert_eq!(values(&study, 0, 0), [1.5, 2.5]);
    assert!(study.notes.iter().any(|note| note.contains("no header")));
    // Row names as R writes them leave the header one short.
    let study = guessed_at_one_hertz("\"x\",\"y\"\n\"1\",1,2\n\"2\",3,4\n\"3\",5,6\n");
    assert_eq!(values(&study, 0, 1), [2.0, 4.0, 6.0]);
    let study = guessed_at_one_hertz("\"\",\"x\",\"y\"\n\"1\",1,2\n\"2\",3,4\n");
    assert_eq!(values(&study, 0, 1), [2.0, 4.0]);
}

fn guessed_at_one_hertz(text: &str) -> Study {
    study(text, &Layout { rate_hz: Some(1.0), ..Layout::default() })
}

#[test]
fn tall_tables_with_a_channel_column() {
    let text = "dyad,person,channel,t,value\n\
                1,a,heart,0,70\n1,a,skin,0,2\n1,b,heart,0,80\n1,b,skin,0,3\n1,a,heart,1,71\n";
    let study = guessed(text);
    assert_eq!(study.channels(), ["heart", "skin"]);
    assert_eq!(values(&study, 0, 0), [70.0, 71.0]);
    let layout = Layout { channels: vec!["skin".into()], ..Layout::default() };
    assert_eq!(self::study(text, &layout).channels(), ["skin"]);
}

#[test]
fn calendar_times_count_from_each_sessions_start() {
    let text = "dyad,time,a,b\n\
                1,2026-05-01T10:00:00+02:00,1,2\n1,2026-05-01T08:00:01Z,1,2\n\
                2,2026-05-03T10:00:00.5+02:00,1,2\n2,2026-05-03T10:00:01+02:00,1,2\n";
    let study = guessed(text);
    let timeline = |i: usize| study.sessions[i].people[0].series[0].timeline.clone();
    assert_eq!(timeline(0), Timeline::Regular { start: 0.0, step: 1.0, len: 2 });
    assert_eq!(timeline(1), Timeline::Regular { start: 0.0, step: 0.5, len: 2 });
}

#[test]
fn clock_times_are_seconds() {
    let times = |text: &str| {
        let study = guessed(text);
        let timeline = &study.sessions[0].people[0].series[0].timeline;
        (0..timeline.len()).map(|i| timeline.at(i)).collect::<Vec<f64>>()
    };
    // The clock of a recording keeps its own zero, a clock on the wall starts with the session.
    assert_eq!(times("time,a,b\n00:05,1,2\n00:06.5,3,4\n1:00:00,5,6\n"), [5.0, 6.5, 3600.0]);
    assert_eq!(times("time;a;b\n14:03:22,25;1;2\n14:03:23,5;3;4\n"), [0.0, 1.25]);
    assert_eq!(times("t_ms,a,b\n0:10,1,2\n0:20,3,4\n"), [10.0, 20.0]);
    let mixed = "time,a,b\n2026-05-01T10:00:00,1,2\n10:00:01,3,4\n";
    let error = read_bytes("x", mixed.as_bytes(), &Layout::default()).unwrap_err().to_string();
    assert!(error.contains("line 3"), "{error}");
}

#[test]
fn lines_keep_their_numbers_below_a_line_for_excel() {
    let text = "sep=;\ntime;a;b\n0;1;2\n1;calm;4\n";
    let layout = Layout { a: vec!["a".into()], b: vec!["b".into()], ..Layout::default() };
    let error = read_bytes("x", text.as_bytes(), &layout).unwrap_err().to_string();
    assert!(error.contains("line 4"), "{error}");
}

#[test]
fn samples_counted_at_a_fractional_rate() {
    let text = "frame,a,b\n0,1,2\n1,2,3\n2,3,4\n";
    let layout = Layout { rate_hz: Some(59.94), ..Layout::default() };
    assert_eq!(
        study(text, &layout).sessions[0].people[0].series[0].timeline,
        Timeline::Regular { start: 0.0, step: 1.0 / 59.94, len: 3 }
    );
}

#[test]
fn backwards_time_and_row_order_are_kept() {
    let study = guessed("t,a,b\n0,1,1\n2,2,2\n1,3,3\n");
    assert_eq!(
        study.sessions[0].people[0].series[0].timeline,
        Timeline::Irregular(vec![0.0, 2.0, 1.0])
    );
    assert_eq!(values(&study, 0, 0), [1.0, 2.0, 3.0]);
}

#[test]
fn minus_999_is_a_number_unless_told() {
    let text = "t,a,b\n0,-999,0\n1,2,NaN\n";
    assert_eq!(values(&guessed(text), 0, 0), [-999.0, 2.0]);
    let layout = Layout { missing: vec!["-999".into()], ..Layout::default() };
    let told = study(text, &layout);
    assert!(values(&told, 0, 0)[0].is_nan());
    assert_eq!(values(&told, 0, 1)[0], 0.0);
}

#[test]
fn a_row_without_a_dyad_is_named_and_left_out() {
    let study = guessed("dyad,t,a,b\n1,0,1,2\n,1,3,4\n1,2,5,6\n");
    assert_eq!(values(&study, 0, 0), [1.0, 5.0]);
    assert_eq!(study.faults.len(), 1);
    assert_eq!(study.faults[0].code.code(), "rows-unplaced");
    assert!(study.faults[0].message.contains("line 3"), "{}", study.faults[0].message);
}

#[test]
fn sessions_of_one_dyad_are_kept_apart() {
    let text = "dyad,session,t,a,b\n1,10,0,1,2\n1,10,1,1,2\n1,9,0,3,4\n1,9,1,3,4\n";
    let study = guessed(text);
    let labels: Vec<String> = study.sessions.iter().map(attune_data::Session::label).collect();
    assert_eq!(labels, ["1/9", "1/10"]);
}

#[test]
fn a_rate_that_contradicts_the_time_column_is_an_error_of_the_dyad() {
    let layout = Layout { rate_hz: Some(25.0), ..Layout::default() };
    let study = study("t_s,a,b\n0,1,2\n2,2,3\n4,3,4\n", &layout);
    let codes: Vec<&str> = study.faults.iter().map(|f| f.code.code()).collect();
    assert_eq!(codes, ["rate-contradicts-time"]);
    let counted = Layout { time_unit: Some(TimeUnit::Sample), ..layout };
    assert_eq!(self::study("t_s,a,b\n0,1,2\n2,2,3\n4,3,4\n", &counted).faults, []);
}
