//! Readers answer every file with a study or an error: arbitrary bytes, and valid files damaged.

use attune_data::quality;
use attune_data::read::{Layout, Manifest, ReadError, TimeUnit, read_bytes};
use attune_data::{Kind, Study};
use proptest::prelude::*;

use crate::parquet;

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

/// Layouts that reach every branch of a reader.
fn layouts() -> Vec<Layout> {
    let rate = Layout { rate_hz: Some(25.0), ..Layout::default() };
    vec![
        Layout::default(),
        rate.clone(),
        Layout { a: names(&["a"]), b: names(&["b"]), ..rate.clone() },
        Layout {
            a: names(&["1"]),
            b: names(&["2"]),
            time_unit: Some(TimeUnit::Sample),
            kinds: vec![Kind::Heart],
            missing: names(&["-999", "."]),
            ..rate.clone()
        },
        Layout {
            time: Some("t".into()),
            time_unit: Some(TimeUnit::Iso8601),
            a: names(&["a"]),
            b: names(&["b"]),
            ..Layout::default()
        },
        Layout { person: Some("dyad".into()), value: names(&["a", "b"]), ..rate.clone() },
        Layout {
            person: Some("dyad".into()),
            channel_column: Some("t".into()),
            value: names(&["a"]),
            ..rate
        },
        Layout { delimiter: Some(b' '), decimal_comma: Some(true), ..Layout::default() },
    ]
}

/// Reads in every way, checks what was read, and insists on the promises made about both.
fn survives(bytes: &[u8]) {
    for layout in layouts() {
        match read_bytes("file", bytes, &layout) {
            Ok(study) => promises(&study),
            Err(error) => complete(&error),
        }
    }
}

fn promises(study: &Study) {
    for session in &study.sessions {
        for series in session.people.iter().flat_map(|person| &person.series) {
            assert_eq!(series.values.len(), series.timeline.len());
            assert!(series.values.iter().all(|v| !v.is_infinite()));
        }
    }
    for fault in quality::check(study) {
        assert!(!fault.message.is_empty());
    }
}

fn complete(error: &ReadError) {
    let text = error.to_string();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(!error.file.is_empty());
}

/// A valid file with some bytes changed, cut out or doubled.
fn damaged(valid: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let n = valid.len();
    let change = (0..n, any::<u8>(), 0..4_u8);
    prop::collection::vec(change, 1..8).prop_map(move |changes| {
        let mut bytes = valid.clone();
        for (at, byte, how) in changes {
            let at = at.min(bytes.len().saturating_sub(1));
            match how {
                _ if bytes.is_empty() => bytes.push(byte),
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.insert(at, byte),
                _ => {
                    let tail = bytes[at..].to_vec();
                    bytes.extend(tail);
                }
            }
        }
        bytes
    })
}

const CSV: &str = "dyad,t,a,b\n1,0,1.5,2\n1,1,NA,3e2\n2,0,-4,5\n2,2,\"6\",7\n";
const CALENDAR: &str = "t;a;b\n2026-05-01T10:00:00Z;1,5;2\n2026-05-01T10:00:01.5+00:00;3;\n";
const CLOCK: &str = "sep=;\ntime;a;b\n00:00:01,5;1;2\n00:00:02;3;4\n1:00:00;3;4\n";
const MEA: &str = "\"pat\" \"th\"\r\n0 2\r\n13 11\r\n14 10\r\n";
const MANIFEST: &str = "name = 'x'\nfiles = ['*.csv']\nrate_hz = 4\n[a]\nname = 'p'\n\
                        [[channel]]\nname = 'hr'\na = 'x'\nb = 'y'\nkind = 'heart'\n\
                        [[recording]]\nfile = 'y.csv'\ndyad = 7\nchannels = ['hr']\n";

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
        survives(&[b"PAR1", bytes.as_slice(), b"PAR1"].concat());
        survives(&[&[0x1f, 0x8b], bytes.as_slice()].concat());
        survives(&[&[0xff, 0xfe], bytes.as_slice()].concat());
        drop(Manifest::parse("attune.toml", &String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn on_any_text(text in "[a-d0-9,;. \"\t\r\n:TZ-]{0,200}") {
        survives(text.as_bytes());
        survives(&utf16(&text));
    }

    #[test]
    fn on_damaged_text_tables(bytes in prop_oneof![
        damaged(CSV.into()), damaged(CALENDAR.into()), damaged(CLOCK.into()), damaged(utf16(CSV)),
    ]) {
        survives(&bytes);
    }

    #[test]
    fn on_damaged_motion_energy(bytes in damaged(MEA.into())) {
        survives(&bytes);
    }

    #[test]
    fn on_damaged_gzip(bytes in damaged(crate::shapes::gzip(CSV.as_bytes()))) {
        survives(&bytes);
    }

    #[test]
    fn on_damaged_parquet(bytes in damaged(parquet::example())) {
        survives(&bytes);
    }

    #[test]
    fn on_damaged_manifests(bytes in damaged(MANIFEST.into())) {
        if let Err(error) = Manifest::parse("attune.toml", &String::from_utf8_lossy(&bytes)) {
            complete(&error);
        }
    }

    #[test]
    fn what_is_written_is_what_is_read(
        rows in prop::collection::vec((0..3_u8, -1e6..1e6_f64, -1e6..1e6_f64), 1..60),
    ) {
        let mut text = String::from("dyad,t,a,b\n");
        for (i, (dyad, a, b)) in rows.iter().enumerate() {
            text += &format!("{dyad},{i},{a},{b}\n");
        }
        let study = read_bytes("x", text.as_bytes(), &Layout::default()).unwrap();
        for session in &study.sessions {
            let of = |person: usize| session.people[person].series[0].values.clone();
            let wanted = rows.iter().filter(|row| row.0.to_string() == session.dyad);
            let wanted: (Vec<f64>, Vec<f64>) = wanted.map(|row| (row.1, row.2)).unzip();
            prop_assert_eq!((of(0), of(1)), wanted);
        }
    }
}

#[test]
fn the_undamaged_files_are_fine() {
    for (text, layout) in [
        (CSV, Layout::default()),
        (CALENDAR, Layout::default()),
        (CLOCK, Layout::default()),
        (MEA, Layout { rate_hz: Some(25.0), ..Layout::default() }),
    ] {
        let study = read_bytes("x", text.as_bytes(), &layout);
        promises(&study.unwrap_or_else(|error| panic!("{error}")));
    }
    Manifest::parse("attune.toml", MANIFEST).unwrap_or_else(|error| panic!("{error}"));
}
