//! Coded behaviour, transcripts and video beside the signals.

use std::fs;
use std::path::Path;

use attune_data::read::{FilesBeside, Layout, Problem, read};
use attune_data::{FaultCode, MediaKind, Session, Study, Who, quality};

/// A folder with one recording of ann and bo (0 to 59 s), and these files beside it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let rows = (0..60).map(|i| format!("7,{i},{},{}\n", i % 7, (i * 3) % 11));
        place.write(
            "dial.csv",
            ["dyad,t_s,dial_ann,dial_bo\n".to_owned()]
                .into_iter()
                .chain(rows)
                .collect::<String>()
                .as_bytes(),
        );
        for (name, bytes) in files {
            place.write(name, bytes);
        }
        place
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn study(&self, beside: FilesBeside) -> Study {
        let layout = Layout { beside, ..Layout::default() };
        read(Path::new(&self.path("dial.csv")), &layout).unwrap_or_else(|error| panic!("{error}"))
    }

    fn spans(&self, name: &str) -> Study {
        self.study(FilesBeside { spans: vec![self.path(name)], ..FilesBeside::default() })
    }

    fn turns(&self, name: &str) -> Study {
        self.study(FilesBeside { turns: vec![self.path(name)], ..FilesBeside::default() })
    }
}

fn spans(session: &Session) -> Vec<(Who, f64, f64, &str)> {
    session.spans.iter().map(|s| (s.who, s.start_s, s.end_s, s.code.as_str())).collect()
}

fn turns(session: &Session) -> Vec<(usize, f64, f64, &str)> {
    let said = |t: &'_ attune_data::Turn| (t.person, t.start_s, t.end_s);
    let text = |t: &'_ attune_data::Turn| t.said.as_ref().map_or("", |said| said.text()).to_owned();
    session
        .turns
        .iter()
        .map(|t| {
            let (person, start, end) = said(t);
            (person, start, end, &*text(t).leak())
        })
        .collect()
}

fn codes(study: &Study) -> Vec<FaultCode> {
    quality::check(study).into_iter().map(|fault| fault.code).collect()
}

fn one_span_file(text: &str) -> Study {
    Place::new(&[("codes.csv", text.as_bytes())]).spans("codes.csv")
}

#[test]
fn a_table_of_spans_however_its_columns_are_called() {
    let want = [(Who::A, 1.5, 3.0, "criticise"), (Who::B, 4.0, 6.5, "withdraw")];
    for text in [
        "start,end,person,code\n1.5,3,ann,criticise\n4,6.5,bo,withdraw\n",
        "person;code;onset;offset\nBo;withdraw;4;6,5\nAnn;criticise;1,5;3\n",
        "onset\tduration\tsubject\tbehavior\n1.5\t1.5\tA\tcriticise\n4\t2.5\tB\twithdraw\n",
        "start_ms,end_ms,who,label\n1500,3000,ann,criticise\n4000,6500,bo,withdraw\n",
        "begin,end,speaker,event\n00:01.5,00:03,ann,criticise\n0:00:04,0:00:06.5,bo,withdraw\n",
        "couple,start,end,person,code\n07,1.5,3,ann,criticise\n7,4,6.5,bo,withdraw\n",
    ] {
        let study = one_span_file(text);
        assert_eq!(spans(&study.sessions[0]), want, "{text}");
        assert_eq!(codes(&study), []);
        assert_eq!(study.sources.len(), 2);
    }
}

#[test]
fn moments_and_spans_of_both() {
    let study = one_span_file("time,code\n3,apart\n5,wry smile\n");
    let moments = [(Who::Both, 3.0, 3.0, "apart"), (Who::Both, 5.0, 5.0, "wry smile")];
    assert_eq!(spans(&study.sessions[0]), moments);
    // That nothing lasts is a reservation, with the codes it is about and what to try.
    assert_eq!(codes(&study), [FaultCode::MarkIncomplete]);
    let message = &study.faults[0].message;
    assert!(message.contains("2 spans without an end, kept as moments"), "{message}");
    assert!(message.contains("(`apart`)") && message.contains("end_s"), "{message}");
    let study = one_span_file("start,end,person,code\n0,20,both,apart\n");
    assert_eq!(spans(&study.sessions[0]), [(Who::Both, 0.0, 20.0, "apart")]);
}

#[test]
fn what_cannot_be_kept_is_named_and_the_rest_is_kept() {
    let study = one_span_file(
        "start,end,person,code\n1,2,cat,x\n3,,ann,x\n,4,ann,x\n6,5,bo,x\n7,8,bo,\n9,10,bo,x\n50,90,ann,x\n",
    );
    let kept = [(Who::A, 3.0, 3.0, "x"), (Who::B, 9.0, 10.0, "x"), (Who::A, 50.0, 90.0, "x")];
    assert_eq!(spans(&study.sessions[0]), kept);
    use FaultCode as C;
    let incomplete = C::MarkIncomplete;
    assert_eq!(
        codes(&study),
        [C::SpeakerUnknown, incomplete, incomplete, incomplete, incomplete, C::OutsideSession]
    );
    assert!(study.faults[0].message.contains("`cat`"), "{}", study.faults[0].message);
}

#[test]
fn columns_of_zero_and_one() {
    let want = [(Who::A, 0.0, 20.0, "sc"), (Who::B, 10.0, 20.0, "dc"), (Who::A, 30.0, 40.0, "sc")];
    let wide = "couple,interval,t_s,sc_ann,dc_bo\n7,1,0,1,0\n7,2,10,1,1\n7,3,20,0,\n7,4,30,1,0\n";
    assert_eq!(spans(&one_span_file(wide).sessions[0]), want);
    let long = "start,end,who,sc,dc\n0,10,ann,1,0\n10,20,ann,1,0\n30,40,ann,1,0\n0,10,bo,0,0\n10,20,bo,0,1\n";
    assert_eq!(spans(&one_span_file(long).sessions[0]), want);
}

#[test]
fn errors_name_the_place_and_never_what_stands_there() {
    let place = Place::new(&[
        ("a.csv", b"start,end,person,code\n1,secretword,ann,x\n"),
        ("b.csv", b"first,second\nsecretword,3\n"),
        ("c.csv", b"start,end,speaker,text\n1,2,ann,no, secretword, no\n"),
        ("d.srt", b"1\n00:00:01,000 --> 00:00:02,000\nsecretword\n"),
    ]);
    for (name, wanted) in [
        ("a.csv", "line 2"),
        ("b.csv", "no column says"),
        ("c.csv", "line 2"),
        ("d.srt", "--turns"),
    ] {
        let beside = FilesBeside { spans: vec![place.path(name)], ..FilesBeside::default() };
        let layout = Layout { beside, ..Layout::default() };
        let error = read(Path::new(&place.path("dial.csv")), &layout).expect_err(name).to_string();
        assert!(error.contains(wanted) && error.contains(name), "{error}");
        assert!(!error.contains("secretword"), "{error}");
        assert_eq!(error.lines().count(), 3);
    }
}

#[test]
fn a_table_of_turns() {
    let text = "start,end,speaker,text\n1,4,ann,\"well, so: fine\"\n3,6,Bo,\n8,8,bo,no\n";
    let study = Place::new(&[("talk.csv", text.as_bytes())]).turns("talk.csv");
    assert_eq!(
        turns(&study.sessions[0]),
        [(0, 1.0, 4.0, "well, so: fine"), (1, 3.0, 6.0, ""), (1, 8.0, 8.0, "no")]
    );
    assert_eq!(codes(&study), [FaultCode::TurnsOverlap, FaultCode::ZeroLength]);
}

const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>you & me</v>\n\n\
                   00:03.000 --> 00:06.000\nSPEAKER_01: and\nthen: so\n\n\
                   00:07.000 --> 00:08.000\nSecret thought: hidden\n\n\
                   00:09.000 --> 00:10.000\n<v Interviewer>go on\n";

#[test]
fn captions_with_voices_names_and_strangers() {
    let place = Place::new(&[("talk.vtt", VTT.as_bytes())]);
    let study = place.study(FilesBeside {
        turns: vec![place.path("talk.vtt")],
        speakers: [vec![], vec!["SPEAKER_01".into()]],
        others: vec!["interviewer".into()],
        offset_s: Some(10.0),
        ..FilesBeside::default()
    });
    assert_eq!(
        turns(&study.sessions[0]),
        [(0, 11.0, 14.0, "you & me"), (1, 13.0, 16.0, "and then: so")]
    );
    assert_eq!(codes(&study), [FaultCode::SpeakerMissing, FaultCode::TurnsOverlap]);
    assert!(study.faults.iter().all(|f| !f.message.contains("Secret")), "{:?}", study.faults);
}

#[test]
fn subtitles_of_one_person_are_told_by_the_files_name() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nso\n\n2\n00:00:03,000 --> 00:00:04,500\nyes\n";
    let place = Place::new(&[("07_bo.srt", srt.as_bytes()), ("07.srt", srt.as_bytes())]);
    let study = place.turns("07_bo.srt");
    assert_eq!(turns(&study.sessions[0]), [(1, 1.0, 2.0, "so"), (1, 3.0, 4.5, "yes")]);
    assert!(study.notes.iter().any(|note| note.contains("B's")), "{:?}", study.notes);
    let study = place.turns("07.srt");
    assert_eq!(study.sessions[0].turns, []);
    assert_eq!(codes(&study), [FaultCode::SpeakerMissing]);
}

#[test]
fn clocks_that_do_not_meet() {
    let study = one_span_file("start,end,person,code\n36000,36002,ann,x\n");
    assert_eq!(codes(&study), [FaultCode::ClocksApart]);
}

#[test]
fn boris_events_aggregated_and_project() {
    let tabular = "Observation id,Observation date,Media duration (s),Subject,Behavior,Behavioral category,Behavior type,Time,Comment\n\
        talk 7,2026-05-01,600,Ann,criticise,,START,1.5,\n\
        talk 7,2026-05-01,600,Bo,nods,,POINT,2,\n\
        talk 7,2026-05-01,600,Ann,criticise,,STOP,3,\n\
        talk 7,2026-05-01,600,Bo,withdraw,,START,4,\n";
    let older = "Observation id\ttalk 7\n\nMedia file(s)\n\n\
        Time\tMedia file path\tTotal length\tFPS\tSubject\tBehavior\tComment\tStatus\n\
        1.500\tx.mp4\t600\t25\tAnn\tcriticise\t\tSTART\n\
        2.000\tx.mp4\t600\t25\tBo\tnods\t\tPOINT\n\
        3.000\tx.mp4\t600\t25\tAnn\tcriticise\t\tSTOP\n\
        4.000\tx.mp4\t600\t25\tBo\twithdraw\t\tSTART\n";
    let project = r#"{"project_format_version": "7.0",
        "behaviors_conf": {"0": {"type": "State event", "code": "criticise"},
            "1": {"type": "Point event", "code": "nods"}, "2": {"type": "State event", "code": "withdraw"}},
        "observations": {"talk 7": {"time offset": 0.0, "events": [
            [1.5, "Ann", "criticise", "", ""], [2, "Bo", "nods", "", ""],
            [3.0, "Ann", "criticise", "", ""], [4, "Bo", "withdraw", "", ""]]}}}"#;
    let place = Place::new(&[
        ("events.csv", tabular.as_bytes()),
        ("older.tsv", older.as_bytes()),
        ("talk.boris", project.as_bytes()),
    ]);
    let want = [
        (Who::A, 1.5, 3.0, "criticise"),
        (Who::B, 2.0, 2.0, "nods"),
        (Who::B, 4.0, 4.0, "withdraw"),
    ];
    for name in ["events.csv", "older.tsv", "talk.boris"] {
        let study = place.spans(name);
        assert_eq!(spans(&study.sessions[0]), want, "{name}");
        assert_eq!(codes(&study), [FaultCode::MarkIncomplete], "{name}");
    }
    let aggregated = "Observation id,Subject,Behavior,Behavior type,Start (s),Stop (s),Duration (s)\n\
        talk 7,Ann,criticise,STATE,1.5,3,1.5\ntalk 7,No focal subject,nods,POINT,2,2,NA\n";
    assert_eq!(
        spans(&one_span_file(aggregated).sessions[0]),
        [(Who::A, 1.5, 3.0, "criticise"), (Who::Both, 2.0, 2.0, "nods")]
    );
}

#[test]
fn praat_in_utf_16_as_codes_and_as_talk() {
    let grid = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n9\n<exists>\n3\n\
        \"IntervalTier\"\n\"ann-talk\"\n0\n9\n2\n1\n4\n\"you never \"\"listen\"\" to me\"\n4\n9\n\"\"\n\
        \"IntervalTier\"\n\"gaze@bo\"\n0\n9\n1\n2\n3\n\"away\"\n\
        \"TextTier\"\n\"bo nod\"\n0\n9\n1\n5\n\"\"\n";
    let utf16: Vec<u8> =
        [0xfe, 0xff].into_iter().chain(grid.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let place = Place::new(&[("talk.TextGrid", &utf16)]);
    let study = place.spans("talk.TextGrid");
    assert_eq!(spans(&study.sessions[0]), [(Who::B, 2.0, 3.0, "away"), (Who::B, 5.0, 5.0, "nod")]);
    assert!(study.notes.iter().any(|note| note.contains("looks like talk")), "{:?}", study.notes);
    let study = place.turns("talk.TextGrid");
    assert_eq!(turns(&study.sessions[0]), [(0, 1.0, 4.0, "you never \"listen\" to me")]);
    assert_eq!(codes(&study), [FaultCode::TierLeftOut]);
    assert!(study.faults[0].message.contains("`gaze@bo` (1 label)"), "{:?}", study.faults);
}

/// A TextGrid of tiers with labels of a second each, one every 5 s.
fn grid(tiers: &[(&str, &[&str])]) -> String {
    let mut out = format!("\"ooTextFile\"\n\"TextGrid\"\n0\n60\n<exists>\n{}\n", tiers.len());
    for (name, labels) in tiers {
        out += &format!("\"IntervalTier\"\n\"{name}\"\n0\n60\n{}\n", labels.len());
        for (i, label) in labels.iter().enumerate() {
            out += &format!("{}\n{}\n\"{label}\"\n", 5 * i, 5 * i + 1);
        }
    }
    out
}

const LONG: &[&str] = &["you never listen to me", "that is not what I said at all"];
const SHORT: &[&str] = &["well", "I know", "well"];

#[test]
fn somebody_who_says_little_is_heard() {
    let bo_spoke = |tiers: &[(&str, &[&str])]| {
        let place = Place::new(&[("t.TextGrid", grid(tiers).as_bytes())]);
        let study = place.turns("t.TextGrid");
        let own = turns(&study.sessions[0]).into_iter().filter(|turn| turn.0 == 1).count();
        (own, codes(&study).contains(&FaultCode::TierLeftOut))
    };
    let gaze: &[&str] = &["left", "right"];
    assert_eq!(bo_spoke(&[("ann", LONG), ("bo", SHORT)]), (3, false));
    assert_eq!(bo_spoke(&[("ann", SHORT), ("bo", SHORT)]), (3, false));
    assert_eq!(bo_spoke(&[("ann", LONG), ("bo_talk", SHORT)]), (3, false));
    // Whatever the tier of the one who says more is called, the other's is talk as well.
    assert_eq!(bo_spoke(&[("ann_spraak", LONG), ("bo_spraak", SHORT)]), (3, false));
    // Beside talk, a short tier is no talk; nor is one that says what else it is, or holds codes.
    assert_eq!(bo_spoke(&[("ann", LONG), ("bo", LONG), ("bo_gaze", gaze)]), (2, true));
    assert_eq!(bo_spoke(&[("ann", LONG), ("bo", SHORT), ("bo_gaze", gaze)]), (3, true));
    assert_eq!(bo_spoke(&[("ann", LONG), ("bo", &["criticise", "withdraw"])]), (0, true));
    // Given as codes too, the file loses nothing.
    let tiers = grid(&[("ann", LONG), ("bo_gaze", gaze)]);
    let place = Place::new(&[("t.TextGrid", tiers.as_bytes())]);
    let both = vec![place.path("t.TextGrid")];
    let study =
        place.study(FilesBeside { spans: both.clone(), turns: both, ..FilesBeside::default() });
    assert!(!codes(&study).contains(&FaultCode::TierLeftOut));
}

#[test]
fn a_transcript_in_which_nothing_stands_is_named() {
    for text in ["WEBVTT\n", "start,end,speaker,text\n"] {
        let study = Place::new(&[("talk.vtt", text.as_bytes())]).turns("talk.vtt");
        assert_eq!(codes(&study), [FaultCode::FileEmpty], "{text}");
    }
}

/// A short utterance looks like a code: what no code book knows is shown only from where nothing
/// but codes stands.
#[test]
fn what_may_have_been_said_is_never_shown() {
    let said = ["well", "I know", "oh dear", "mhmm"];
    let tiers = grid(&[("ann", &said[..2]), ("bo", &said[2..])]);
    let labels =
        "start,end,person,label\n1,2,ann,well\n3,4,bo,I know\n5,6,bo,oh dear\n7,8,bo,mhmm\n";
    for text in [tiers.as_str(), labels] {
        let study = one_span_file(text);
        assert_eq!(study.sessions[0].spans.len(), 4);
        let told = format!("{:?} {:?}", study.notes, quality::check(&study));
        assert!(told.contains("not shown"), "how many there are, and where, is told: {told}");
        for word in said {
            assert!(!study.shows(word) && !told.contains(word), "{word}: {told}");
        }
    }
    let study =
        one_span_file("start,end,person,code\n1,2,ann,nods\n3,4,bo,I know\n5,6,bo,withdraw\n");
    assert_eq!(["nods", "I know", "withdraw"].map(|code| study.shows(code)), [true, false, true]);
    let told = format!("{:?}", study.notes);
    assert!(told.contains("`nods` (1)") && !told.contains("I know"), "{told}");
}

#[test]
fn a_manifest_places_files_by_name_and_by_entry() {
    let place = Place::new(&[
        ("data/1.csv", b"t_s,ann,bo\n0,1,2\n1,2,1\n30,3,4\n"),
        ("data/2.csv", b"t_s,ann,bo\n0,1,2\n1,2,1\n30,3,5\n"),
        ("codes/couple01_ann.csv", b"start,end,person,code\n1,2,ann,x\n"),
        ("codes/2.csv", b"start,end,person,code\n1,2,Anna,x\n"),
        ("codes/3.csv", b"start,end,person,code\n1,2,ann,x\n"),
        ("film/2.mp4", b"not looked into"),
        ("talk.csv", b"dyad,start,end,speaker,text\n1,1,2,ann,hi\n2,1,2,bo,hello\n9,1,2,bo,who\n"),
    ]);
    place.write(
        "attune.toml",
        br#"
        files = ["data/*.csv"]
        spans = ["codes/*.csv"]
        turns = "talk.csv"
        video = ["film/*.mp4"]
        offset_s = 0.5
        speakers = { a = "anna" }
        "#,
    );
    let study = read(Path::new(&place.path("attune.toml")), &Layout::default()).unwrap();
    let [one, two] = &study.sessions[..] else { panic!("{study:?}") };
    assert_eq!(spans(one), [(Who::A, 1.5, 2.5, "x")]);
    assert_eq!(spans(two), [(Who::A, 1.5, 2.5, "x")]);
    assert_eq!((turns(one), turns(two)), (vec![(0, 1.5, 2.5, "hi")], vec![(1, 1.5, 2.5, "hello")]));
    assert_eq!((two.media[0].kind, two.media[0].at(10.0)), (MediaKind::Video, 9.5));
    let unplaced = study.faults.iter().filter(|f| f.code == FaultCode::FileUnplaced);
    let unplaced: Vec<&str> = unplaced.map(|f| f.message.as_str()).collect();
    assert_eq!(unplaced.len(), 2, "{unplaced:?}");
    assert!(
        unplaced[0].contains("3.csv") && unplaced[1].starts_with("1 of 3 turns"),
        "{unplaced:?}"
    );

    place.write(
        "attune.toml",
        br#"
        [[recording]]
        file = "data/1.csv"
        dyad = "x"
        spans = "codes/3.csv"
        offset_s = -0.5
        "#,
    );
    let study = read(Path::new(&place.path("attune.toml")), &Layout::default()).unwrap();
    assert_eq!(spans(&study.sessions[0]), [(Who::A, 0.5, 1.5, "x")]);
    place.write("attune.toml", b"files = 'data/*.csv'\nspans = 'none/*.csv'\n");
    assert!(read(Path::new(&place.path("attune.toml")), &Layout::default()).is_err());
    place.write("attune.toml", b"files = 'data/*.csv'\nspeakers = { c = 'x' }\n");
    let error = read(Path::new(&place.path("attune.toml")), &Layout::default()).expect_err("c");
    assert!(matches!(*error.problem, Problem::UnknownKey { .. }), "{error}");
}
