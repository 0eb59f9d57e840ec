//! Sessions of which only codes or talk are there: what is there is told, what needs signals says
//! so, and nothing is dropped without a word.

use crate::harness::{Place, echo_table};

/// Stands in what is said.
const MARKER: &str = "xylophonist";

/// Two couples' codes: Ann presses on and Bo draws back, again and again in the first.
fn codes() -> String {
    let mut table = String::from("couple,start,end,person,code\n");
    let mut add = |couple, start: f64, person, code| {
        table += &format!("{couple},{start},{},{person},{code}\n", start + 2.0);
    };
    for round in 0..8 {
        // Uneven, so that a shifted copy does not meet the same order again.
        let at = 40.0 * f64::from(round) + f64::from(round * round % 7);
        add(1, at, "Ann", "criticise");
        add(1, at + 4.0, "Bo", "withdraw");
        add(1, at + 8.0, "Ann", "criticise");
        add(2, at, "Ann", "criticise");
        add(2, at + 23.0, "Bo", "withdraw");
    }
    table
}

fn talk() -> String {
    let mut vtt = String::from("WEBVTT\n\n");
    for k in 0..10 {
        let who = ["Ann", "Bo"][k % 2];
        let (from, to) = (12 + 5 * k, 16 + 5 * k);
        let clock = |s: usize| format!("00:{:02}:{:02}", s / 60, s % 60);
        vtt += &format!("{}.000 --> {}.500\n", clock(from), clock(to));
        vtt += &format!("<v {who}>we never had a {MARKER} did we?\n\n");
    }
    vtt
}

#[test]
fn codes_alone_are_checked_analysed_and_reported() {
    let place = Place::new();
    place.write("codes.csv", codes());
    for path in ["--spans codes.csv", "codes.csv"] {
        let ran = place.attune(&format!("check {path}")).ended(0);
        for words in ["2 dyads", "family pursue of A: 24 spans in 2 dyads", "no-signals"] {
            assert!(ran.out.contains(words), "{path}, {words}: {}", ran.out);
        }
    }
    let ran = place.attune("analyze --spans codes.csv -o out").ended(0);
    assert!(ran.err.contains("No signals were recorded"), "{}", ran.err);
    let cycles = place.read("out/cycles.csv");
    assert!(cycles.contains("1,,pursue-withdraw,pursue > withdraw > pursue,a,codes,8"), "{cycles}");
    let page = place.read("out/report.html");
    assert!(page.contains("No signals were recorded") && page.contains("What each session tells"));
    let methods = place.read("out/methods.md");
    assert!(
        methods.contains("Orders of acts") && !methods.contains("windowed lagged"),
        "{methods}"
    );

    place.attune("verify out").ended(0);
    place.attune("report out --for paper").ended(0);
    assert!(place.read("out/paper.html").contains("pursue-withdraw"));
    for (reader, untold) in [("couple", "can't tell"), ("therapist", "Can't tell: ")] {
        place.attune(&format!("report out --for {reader}")).ended(2);
        place.attune(&format!("report out --for {reader} --dyad 1")).ended(0);
        let page = place.read(&format!("out/{reader}.html"));
        assert!(page.contains("Ann") && page.contains(untold), "{page}");
    }
    let page = place.read("out/therapist.html");
    assert!(page.contains("No channel of both people shows how activated a body is."), "{page}");
}

#[test]
fn measures_of_codes_alone_stand_in_a_row_per_session() {
    let place = Place::new();
    place.write("codes.csv", codes());
    let asked = "--measure event-synchronisation --measure crqa --measure lag-sequential \
                 --surrogates 39 --no-loop";
    // Recurrence takes columns, which codes marked in time are not: it has no answer in any session.
    let ran = place.attune(&format!("analyze --spans codes.csv {asked} -o out")).ended(1);
    assert!(ran.err.contains("No signals were recorded"), "{}", ran.err);
    assert!(ran.err.contains("crqa, 2 of 2: could not be taken"), "{}", ran.err);
    let of = |dyad: &str, column: &str| {
        let dyads = place.read("out/dyads.csv");
        let mut rows = dyads.lines().map(|row| row.split(',').map(str::to_owned));
        let at = rows.next().unwrap().position(|name| name == column).unwrap();
        assert_eq!(dyads.lines().count(), 3, "{dyads}");
        let mut row = rows.find(|row| row.clone().next().as_deref() == Some(dyad)).unwrap();
        row.nth(at).unwrap()
    };
    // Eight times B's code comes 4 s after one of A's sixteen; in the second couple 23 s after, never
    // within the 5 s that count.
    for (dyad, strength) in [("1", 8.0 / 128_f64.sqrt()), ("2", 0.0)] {
        assert_eq!([of(dyad, "channel"), of(dyad, "verdict")], ["", "cannot_tell"]);
        assert_eq!(of(dyad, "reasons"), "only-codes-or-talk");
        let found: f64 = of(dyad, "events_q_strength").parse().unwrap();
        assert!((found - strength).abs() < 1e-12, "{found}");
        assert!(of(dyad, "lsa_largest_a_to_b").parse::<f64>().unwrap() > 0.0);
    }
    let methods = place.read("out/methods.md");
    assert!(methods.contains("Event synchronisation ("), "{methods}");
    assert!(methods.contains("taken of no dyad: Cross-recurrence"), "{methods}");
    assert!(!methods.contains("windowed lagged"), "{methods}");
    let page = place.read("out/report.html");
    assert!(page.contains("No signals were recorded") && page.contains("Event synchronisation"));
    for reader in ["paper", "therapist --dyad 1", "couple --dyad 1"] {
        place.attune(&format!("report out --for {reader}")).ended(0);
    }
    assert!(!place.read("out/paper.html").contains("claim ladder of the loop model"));
}

#[test]
fn a_column_of_0_and_1_per_person_is_a_coding() {
    let place = Place::new();
    let mut table = String::from("couple,interval,t_s,sc_woman,dc_man\n");
    for couple in 1..=2 {
        for k in 0..24 {
            let strained = usize::from(k % 3 == 0);
            let eased = usize::from(k % 3 == 1);
            table += &format!("{couple},{},{},{strained},{eased}\n", k + 1, 10 * k);
        }
    }
    place.write("coping.csv", table);
    let line = "--spans coping.csv --speaker a=woman --speaker b=man --codebook coping";
    let ran = place.attune(&format!("check {line}")).ended(0);
    assert!(ran.out.contains("of A: 16 spans in 2 dyads"), "{}", ran.out);
    place.attune(&format!("analyze {line} -o out")).ended(0);
    let soothing = place.read("out/cycles.csv");
    let found = soothing.lines().filter(|row| row.contains(",soothing,stress > soothe,a,codes,"));
    assert_eq!(found.count(), 2, "{soothing}");
    // Each couple by itself, in a table and in the run.
    let couples = place.read("out/soothing.csv");
    assert_eq!(couples.lines().count(), 3, "{couples}");
    assert!(place.read("out/run.json").contains("\"after_strain\""));
}

#[test]
fn codes_give_the_same_figure_as_marks_and_as_channels() {
    let place = Place::new();
    let mut table = String::from("couple,t_s,sc_woman,dc_man\n");
    for couple in 1..=3_usize {
        for k in 0..48_usize {
            // The last couple falls silent for more than half of the time.
            let quiet = couple == 3 && k > 16;
            let strained = usize::from(!quiet && (k * k + 2 * couple) % 5 < 2);
            let eased = usize::from(!quiet && (k * k + k + couple) % 7 < 3);
            table += &format!("{couple},{},{strained},{eased}\n", 10 * k);
        }
    }
    place.write("coping.csv", table);
    let marks = "analyze --spans coping.csv --speaker a=woman --speaker b=man --codebook coping";
    let channels =
        "analyze coping.csv --dyad couple --time t_s --a sc_woman --b dc_man --kind code";
    let ran = place.attune(&format!("{marks} -o marks")).ended(0);
    assert!(ran.err.contains("3 couples"), "{}", ran.err);
    let ran = place.attune(&format!("{channels} -o channels")).ended(0);
    assert!(!ran.err.contains("could not be analysed"), "{}", ran.err);
    assert!(ran.err.contains("holds codes, which are names"), "{}", ran.err);
    assert_eq!(place.read("marks/soothing.csv"), place.read("channels/soothing.csv"));
}

#[test]
fn codes_that_mean_nothing_are_said_to_have_been_read() {
    let place = Place::new();
    place.write("coping.csv", "couple,t_s,sc_woman,dc_man\n1,0,1,0\n1,10,0,1\n1,20,1,1\n");
    let ran = place.attune("analyze --spans coping.csv --codebook coping -o out").ended(0);
    assert!(ran.err.contains("3 codes were read, and none belongs to a family"), "{}", ran.err);
    assert!(ran.err.contains("--speaker a=NAME"), "{}", ran.err);
}

#[test]
fn talk_alone_is_told_and_stays_where_it_was_said() {
    let place = Place::new();
    place.write("talk.vtt", talk());
    let ran = place.attune("check talk.vtt").ended(0);
    assert!(ran.out.contains("turns of A: 5 turns in 1 dyad"), "{}", ran.out);
    let ran = place.attune("analyze talk.vtt --json -o out").ended(0);
    assert!(!(ran.out + &ran.err).contains(MARKER));
    for name in ["report.html", "cycles.csv", "moments.csv", "run.json", "methods.md"] {
        assert!(!place.read(&format!("out/{name}")).contains(MARKER), "{name}");
    }
    place.attune("report out --for therapist").ended(0);
    let page = place.read("out/therapist.html");
    assert!(page.contains("words a minute") && page.contains("we, us, our"), "{page}");
    place.attune("report out --for couple").ended(0);
    assert!(place.read("out/couple.html").contains("Ann and Bo"));
}

#[test]
fn codes_and_talk_of_one_session_meet_by_their_names() {
    let place = Place::new();
    for couple in ["7", "8"] {
        place.write(&format!("study/{couple}_talk.vtt"), talk());
        let own: Vec<String> = codes()
            .lines()
            .filter(|row| row.starts_with("couple") || row.starts_with("1,"))
            .map(|row| row.split_once(',').unwrap().1.to_owned())
            .collect();
        place.write(&format!("study/{couple}_codes.csv"), own.join("\n"));
    }
    place.write(
        "study/attune.toml",
        "name = \"Two couples\"\nspans = [\"*_codes.csv\"]\nturns = [\"*_talk.vtt\"]\n",
    );
    let ran = place.attune("check study").ended(0);
    assert!(ran.out.starts_with("Two couples: 2 dyads"), "{}", ran.out);
    assert!(ran.out.contains("turns of B: 10 turns in 2 dyads"), "{}", ran.out);
    assert!(!ran.out.contains("unplaced") && !ran.out.contains("speaker"), "{}", ran.out);
    place.attune("analyze study -o out").ended(0);
    let cycles = place.read("out/cycles.csv");
    for couple in ["7,", "8,"] {
        assert!(cycles.lines().any(|line| line.starts_with(couple)), "{couple}: {cycles}");
    }
}

#[test]
fn what_is_wrong_with_codes_and_talk_is_said() {
    let place = Place::new();
    place.write(
        "codes.csv",
        "start,end,person,code\n1,4,Ann,criticise\n9,,Bo,withdraw\n12,14,Cy,soothe\n",
    );
    place.write(
        "talk.vtt",
        "WEBVTT\n\n10:00:01.000 --> 10:00:09.000\n<v Ann>one\n\n10:00:05.000 --> 10:00:12.000\n<v Bo>two\n",
    );
    let line = "--spans codes.csv --turns talk.vtt --speaker a=Ann --speaker b=Bo";
    let ran = place.attune(&format!("check {line}")).ended(0);
    for words in [
        "turns-overlap",
        "1 overlap, 4 s in all",
        "speaker-unknown",
        "`Cy`",
        "mark-incomplete",
        "1 span without an end, kept as moments",
        "clocks-apart",
        "so the clocks do not meet",
        "no-signals",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    place.attune(&format!("check {line} --strict")).ended(1);
    // Who is who cannot be told of three names: nobody is guessed at.
    let ran = place.attune("check --spans codes.csv").ended(1);
    assert!(ran.out.contains("speaker-unknown") && ran.out.contains("3 spans"), "{}", ran.out);

    // A transcript longer than the signals beside which it lies.
    place.write("dial.csv", echo_table(5, 20, &["1"]));
    let line = "check dial.csv --dyad couple --time t_s --a left --b right --kind rating";
    let long = talk().replace("<v Ann>", "<v left>").replace("<v Bo>", "<v right>");
    place.write("long.vtt", long);
    let ran = place.attune(&format!("{line} --turns long.vtt"));
    assert!(ran.out.contains("outside-session"), "{}", ran.out);
    assert!(ran.out.contains("the recording runs from 0 to 40 s"), "{}", ran.out);
}

#[test]
fn nothing_at_all_is_a_slip() {
    let place = Place::new();
    place.attune("check").ended(2);
    place.attune("analyze -o out").ended(2);
    place.attune("check --spans nowhere.csv").ended(3);
}
