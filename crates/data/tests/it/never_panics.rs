//! Readers answer every file with a study or an error: arbitrary bytes, and valid files damaged.

use attune_data::quality;
use attune_data::read::{Layout, Manifest, ReadError, TimeUnit, add_spans, add_turns, read_bytes};
use attune_data::{CodeBook, Kind, Study};
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
                        [[recording]]\nspans = 'x.csv'\nspeakers = { a = 'x' }\nfile = 'y.csv'\ndyad = 7\nchannels = ['hr']\n";

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Files beside the signals: each format once, small.
const BESIDE: [&str; 8] = [
    "start,end,person,code\n1.5,3,ann,x\n0:04,0:06.5,bo,y\n",
    "t_s,sc_ann,dc_bo\n0,1,0\n10,1,1\n20,0,NA\n",
    "Observation id,Subject,Behavior,Behavior type,Time\no,ann,x,START,1\no,ann,x,STOP,2\no,bo,y,POINT,3\n",
    "{\"behaviors_conf\":{\"0\":{\"type\":\"State event\",\"code\":\"x\"}},\"observations\":\
     {\"o\":{\"time offset\":1.0,\"events\":[[1,\"ann\",\"x\",\"\"],[2,\"ann\",\"x\",\"\"]]}}}",
    "<?xml version=\"1.0\"?><ANNOTATION_DOCUMENT><HEADER TIME_UNITS=\"milliseconds\"/><TIME_ORDER>\
     <TIME_SLOT TIME_SLOT_ID=\"s1\" TIME_VALUE=\"10\"/><TIME_SLOT TIME_SLOT_ID=\"s2\"/>\
     <TIME_SLOT TIME_SLOT_ID=\"s3\" TIME_VALUE=\"90\"/></TIME_ORDER><TIER TIER_ID=\"ann\"><ANNOTATION>\
     <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"s1\" TIME_SLOT_REF2=\"s2\"><ANNOTATION_VALUE>\
     x&amp;y</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION><ALIGNABLE_ANNOTATION \
     ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"s2\" TIME_SLOT_REF2=\"s3\"/></ANNOTATION></TIER>\
     <TIER TIER_ID=\"b\" PARENT_REF=\"ann\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a3\" \
     ANNOTATION_REF=\"a1\" PREVIOUS_ANNOTATION=\"a3\"/></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n4\n<exists>\n1\n\"IntervalTier\"\n\"ann\"\n\
     0\n4\n2\n0\n1.5\n\"\"\n1.5\n4\n\"a \"\"b\"\" !\"\n",
    "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 line:0\n<v Ann>a &lt; b</v>\n\n00:03.000 --> 00:04.000\nBo: no\n",
    "1\n00:00:01,000 --> 00:00:02,500\nAnn: so\nand <i>so</i>\n\nmore\n\n2\n00:00:02,000 --> 00:00:03,000\n- x\n",
];

/// Puts a file beside a small study, as spans and as turns.
fn survives_beside(bytes: &[u8]) {
    let layout = Layout::default();
    let study = read_bytes("7.csv", b"t_s,ann,bo\n0,1,2\n9,2,3\n", &layout).unwrap();
    type Add = fn(&mut Study, &str, &[u8], &Layout) -> Result<(), ReadError>;
    for add in [add_spans as Add, add_turns] {
        let mut study = study.clone();
        match add(&mut study, "7_ann", bytes, &layout) {
            Ok(()) => {
                promises(&study);
                let session = &study.sessions[0];
                let spans = session.spans.iter().map(|s| (s.start_s, s.end_s));
                let mut times = spans.chain(session.turns.iter().map(|t| (t.start_s, t.end_s)));
                assert!(times.all(|(start, end)| start.is_finite() && end >= start));
            }
            Err(error) => complete(&error),
        }
    }
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
    fn on_any_bytes_beside_the_signals(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        head in prop::sample::select(BESIDE.to_vec()),
        cut in 0..120_usize,
    ) {
        survives_beside(&bytes);
        survives_beside(&[&head.as_bytes()[..cut.min(head.len())], bytes.as_slice()].concat());
    }

    #[test]
    fn on_damaged_files_beside_the_signals(
        bytes in prop::sample::select(BESIDE.to_vec()).prop_flat_map(|text| damaged(text.into())),
    ) {
        survives_beside(&bytes);
    }

    #[test]
    fn on_damaged_code_books(bytes in damaged(CodeBook::BUILT_IN[2].1.into())) {
        if let Err(error) = CodeBook::parse("codes.toml", &String::from_utf8_lossy(&bytes)) {
            complete(&error);
        }
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
