//! Coded behaviour and transcripts beside the signals; nothing that was said comes out again.

use crate::harness::{Place, echo_table};

const COLUMNS: &str = "--dyad couple --time t_s --a left --b right --kind rating";
/// Stands in everything that is said, and must stand nowhere else.
const MARKER: &str = "xylophonist";

fn place() -> Place {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 300, &["1", "2"]));
    let spans = "couple,start,end,person,code\n1,10,20,left,criticise\n1,22,30,right,withdraw\n\
                 2,5,5,left,juggle\n2,30,40,both,apart\n1,700,800,left,soothe\n";
    place.write("codes.csv", spans);
    let vtt = format!(
        "WEBVTT\n\n00:10.000 --> 00:14.000\n<v Left>the {MARKER} again\n\n\
         00:13.000 --> 00:16.000\nright: {MARKER}!\nhm\n\n\
         00:20.000 --> 00:21.000\n{MARKER}: so\n\n00:22.000 --> 00:21.000\nleft: {MARKER}\n"
    );
    place.write("1.vtt", vtt);
    place.write("2.vtt", format!("WEBVTT\n\n00:10.000 --> 00:1x.000\n{MARKER}\n"));
    place
}

#[test]
fn check_tells_what_lies_beside_the_signals() {
    let place = place();
    let line = format!("check dial.csv {COLUMNS} --spans codes.csv --turns 1.vtt");
    let ran = place.attune(&line).ended(0);
    for words in [
        "family pursue of A: 1 span in 1 dyad, 10 s in all",
        "family withdraw of B",
        "code `apart` of both: 1 span",
        "`juggle` (1)",
        "turns of A: 1 turn in 1 dyad, 4 s in all, 1 with words",
        "no valence can be told without a lexicon",
        "speaker-missing",
        "mark-incomplete",
        "outside-session",
        "turns-overlap",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let json = place.attune(&format!("{line} --json")).ended(0).json();
    assert_eq!(json["beside"]["turns"][0]["turns"], 1);
    assert_eq!(json["beside"]["families"][0]["code"], "harsh");
    for code in ["speaker-missing", "clocks-apart", "file-unplaced", "speaker-unknown"] {
        place.attune(&format!("explain {code}")).ended(0);
    }
}

#[test]
fn nothing_that_was_said_comes_out_again() {
    let place = place();
    // Short utterances look like codes, in a tier as in a column that may hold anything.
    let tier = |name: &str| {
        format!(
            "\"IntervalTier\"\n\"{name}\"\n0\n90\n2\n40\n41\n\"{MARKER}\"\n50\n51\n\"{MARKER} so\"\n"
        )
    };
    let tiers = tier("left") + &tier("right");
    let head = "\"ooTextFile\"\n\"TextGrid\"\n0\n90\n<exists>\n2\n";
    place.write("1.TextGrid", format!("{head}{tiers}"));
    place.write("labels.csv", format!("couple,start,end,person,label\n1,42,43,left,{MARKER}\n"));
    let beside = "--spans codes.csv --spans 1.TextGrid --spans labels.csv --turns 1.vtt";
    let silent = |text: &str, what: &str| assert!(!text.contains(MARKER), "{what}: {text}");
    for flags in [
        beside,
        "--turns 2.vtt",
        "--turns *.vtt",
        "--spans 1.vtt",
        "--turns codes.csv",
        "--turns 1.TextGrid",
    ] {
        for json in ["", "--json"] {
            let ran = place.attune(&format!("check dial.csv {COLUMNS} {flags} {json}"));
            silent(&(ran.out + &ran.err), flags);
        }
    }
    let ran = place.attune(&format!(
        "analyze dial.csv {COLUMNS} {beside} --surrogates 20 --no-loop --json -o out"
    ));
    assert!([0, 1].contains(&ran.code), "{}", ran.err);
    silent(&(ran.out + &ran.err), "analyze");
    assert!(place.read("out/run.json").contains("are not shown"), "that there are any is told");
    place.attune("report out --for paper --no-words").ended(0);
    for reader in ["couple", "therapist"] {
        place.attune(&format!("report out --for {reader} --dyad 1 --no-words")).ended(0);
    }
    let mut folders = vec![place.path("out")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(MARKER.len()).any(|w| w == MARKER.as_bytes()), "{path:?}");
        }
    }
    assert!(files > 8);
}

#[test]
fn code_books_are_printed_edited_and_used() {
    let place = place();
    assert!(place.attune("codebook").ended(0).out.contains("pursue"));
    let book = place.attune("codebook cycle").ended(0).out.replace("\"nag\"", "\"juggle\"");
    place.write("mine.toml", book);
    let line = format!("check dial.csv {COLUMNS} --spans codes.csv --codebook");
    let ran = place.attune(&format!("{line} mine.toml")).ended(0);
    assert!(ran.out.contains("family pursue of A: 2 spans"), "{}", ran.out);
    assert!(place.attune(&format!("{line} coping")).ended(0).out.contains("`criticise` (1)"));
    place.attune(&format!("{line} nowhere.toml")).ended(3);
    place.attune("codebook cycel").ended(2);
}
