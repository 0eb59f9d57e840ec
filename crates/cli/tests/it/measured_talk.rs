//! `attune measure` of turns and codes: cut to a stretch of the session, in which words, by which codes.

use crate::harness::Place;

/// Forty turns of four seconds each, by turns, one every five seconds.
fn turns(said: &str) -> String {
    let row = |k: usize| format!("{},{},{},{said}\n", 5 * k, 5 * k + 4, ["A", "B"][k % 2]);
    let rows: String = (0..40).map(row).collect();
    format!("start,end,speaker,text\n{rows}")
}

#[test]
fn turns_are_cut_by_where_they_begin() {
    let place = Place::new();
    place.write("turns.csv", turns("I think that we know the way"));
    let run = |name: &str, rest: &str| place.attune(&format!("measure {name} turns.csv {rest}"));
    let all = run("turn-taking", "--json").ended(0).json();
    assert_eq!((all["turns_a"].as_f64(), all["turns_b"].as_f64()), (Some(20.0), Some(20.0)));
    // 50, 55, …, 100: the turn that begins at 100 s counts, although it ends later.
    let cut = run("turn-taking", "--from 0:50 --to 100 --json").ended(0).json();
    assert_eq!((cut["turns_a"].as_f64(), cut["turns_b"].as_f64()), (Some(6.0), Some(5.0)));
    for name in ["style-matching", "pronoun-talk"] {
        let words = run(name, "--from 50 --to 100 --json").ended(0).json();
        assert_eq!(words["words_a"].as_f64(), Some(6.0 * 7.0), "{name}");
    }
    let err = run("turn-taking", "--from 900").ended(4).err;
    assert!(err.contains("no turn begins"), "{err}");
    let help = place.attune("measure turn-taking --help").ended(0).out;
    assert!(help.contains("counts by its start"), "{help}");
}

#[test]
fn spans_are_cut_by_where_they_begin() {
    let place = Place::new();
    let row = |k: usize| {
        let cue = 20 * k + 5;
        format!("{cue},{},A,smile\n{},{},B,smile\n", cue + 1, cue + 2, cue + 3)
    };
    let rows: String = (0..30).map(row).collect();
    place.write("codes.csv", format!("start,end,person,code\n{rows}"));
    let run = |rest: &str| {
        let line = format!("measure matched-expressions codes.csv --event smile {rest} --json");
        place.attune(&line).ended(0).json()
    };
    // The last one's window runs over the end.
    assert_eq!(run("")["cues_a"].as_f64(), Some(29.0));
    assert_eq!(run("--from 100 --to 300")["cues_a"].as_f64(), Some(10.0));
    let refused = |rest: &str| {
        place.attune(&format!("measure matched-expressions codes.csv {rest}")).ended(4).err
    };
    let err = refused("--event frown");
    assert!(err.contains("no span of the session has the code asked for with --event"), "{err}");
    assert!(refused("--from 5000").contains("A has no event"));
}

#[test]
fn another_language_and_a_word_or_two_are_said() {
    let place = Place::new();
    place.write("de.csv", turns("das war aber wirklich nicht nett von dir gestern Abend"));
    for name in ["style-matching", "pronoun-talk"] {
        let err = place.attune(&format!("measure {name} de.csv")).ended(4).err;
        assert!(err.contains("lists are English") && !err.contains("Abend"), "{name}: {err}");
    }
    place.write("curt.csv", "start,end,speaker,text\n0,1,A,we do\n2,3,B,yes\n");
    let found = place.attune("measure pronoun-talk curt.csv --json").ended(0).json();
    assert_eq!(found["we_a"].as_f64(), Some(50.0));
    let caveats = found["caveats"].to_string();
    assert!(caveats.contains("only 1 words of one person"), "{caveats}");
    place.write("few.csv", "start,end,speaker,text\n0,1,A,okay\n2,3,B,yes\n");
    let err = place.attune("measure style-matching few.csv").ended(4).err;
    assert!(err.contains("none of the small words"), "{err}");
}

/// Person A's codes in words; B does the same two seconds later.
#[test]
fn codes_are_read_off_spans_and_called_by_their_names() {
    let place = Place::new();
    let mut rows = String::from("start,end,person,code\n");
    for k in 0..60_usize {
        let code = ["warm", "cold"][(k * k % 7) % 2];
        let start = 5 * k;
        rows += &format!("{start},{},A,{code}\n{},{},B,{code}\n", start + 2, start + 2, start + 4);
    }
    place.write("codes.csv", rows);
    let line = "measure lag-sequential codes.csv --lag 2 --given warm --target warm --json";
    let found = place.attune(line).ended(0).json();
    assert!(found["log_odds_a_to_b"].as_f64().unwrap() > 3.0, "{found}");
    assert_eq!(found["n_a_to_b"], found["tables"]["a_to_b"]["rows"][8][1][0]);
    assert_eq!(found["tables"]["a_to_b"]["rows"][8][0], "warm then warm");
    let caveats = found["caveats"].to_string();
    assert!(caveats.contains("0 none, 1 cold, 2 warm"), "{caveats}");
    let grid = place.attune("measure state-space-grid codes.csv --grid 2 --json").ended(0).json();
    assert_eq!(grid["step_s"].as_f64(), Some(0.5));
    let line = "measure lag-sequential codes.csv --given hot";
    let err = place.attune(line).ended(4).err;
    assert!(err.contains("neither of the two shows") && !err.contains("hot"), "{err}");
    place.write("words.csv", "t_s,a,b\n0,warm,cold\n1,cold,none\n2,warm,warm\n");
    let line = "measure lag-sequential words.csv --time t_s --a a --b b --kind code";
    let err = place.attune(line).ended(3).err;
    assert!(err.contains("--spans"), "{err}");
}

#[test]
fn what_cannot_follow_itself_across_the_two_leaves_z_alone() {
    let place = Place::new();
    let table = |shift: usize| {
        let mut codes = String::from("t_s,a,b\n");
        for t in 0..120_usize {
            // B is one code ahead or behind of where A will be, so that no code meets itself.
            codes += &format!("{t},{},{}\n", t % 3, (t + shift + t * t % 7 % 2) % 3);
        }
        codes
    };
    let line = "measure lag-sequential codes.csv --time t_s --a a --b b --kind code --no-repeats \
                --given 0 --target 2 --lag 0 --json";
    place.write("codes.csv", table(1));
    let found = place.attune(line).ended(0).json();
    let cell = &found["tables"]["a_to_b"]["rows"][2][1];
    assert!(found["log_odds_a_to_b"].is_null() && found["yule_q_a_to_b"].is_null(), "{found}");
    assert!(found["z_a_to_b"].is_f64() && cell[2] == found["z_a_to_b"], "{found}");
    assert!(found["caveats"].to_string().contains("no-log-odds"), "{found}");
    place.write("codes.csv", table(0));
    let err = place.attune(line).ended(4).err;
    assert!(err.contains("followed by the same code of the other's"), "{err}");
}

#[test]
fn recurrence_says_what_makes_its_numbers_empty() {
    let place = Place::new();
    let mut codes = String::from("t_s,a,b\n");
    for t in 0..200_usize {
        codes += &format!("{t},{},{}\n", t * t % 7 % 2, t * t % 11 % 2);
    }
    place.write("codes.csv", codes);
    let run = |name: &str, rest: &str| {
        let line = format!("measure {name} codes.csv --time t_s --a a --b b {rest} --json");
        place.attune(&line).ended(0).json()
    };
    for name in ["crqa", "recurrence-profile"] {
        let ties = run(name, "")["caveats"].to_string();
        assert!(ties.contains("where 0.04 was wanted"), "{name}: {ties}");
        let all = run(name, "--radius 100")["caveats"].to_string();
        assert!(all.contains("all moments are within"), "{name}: {all}");
    }
    let few = run("crqa", "--theiler 199")["caveats"].to_string();
    assert!(few.contains("only 2 pairs of moments") && few.contains("Theiler"), "{few}");
    let flat: String = (0..50_u32).map(|t| format!("{t},3,{}\n", t * t % 7)).collect();
    place.write("flat.csv", format!("t_s,a,b\n{flat}"));
    let err = place.attune("measure crqa flat.csv --time t_s --a a --b b").ended(4).err;
    assert!(err.contains("same value"), "{err}");
}

#[test]
fn delay_dimension_windows_and_phases_are_told() {
    let place = Place::new();
    let mut rows = String::from("t_s,a,b\n");
    for t in 0..300_u32 {
        let t = f64::from(t);
        let calm = if ((t / 50.0) as usize).is_multiple_of(2) { 0.0 } else { 3.0 };
        rows += &format!("{t},{},{}\n", (0.4 * t).sin() + calm, (0.4 * t + 1.0).sin() + calm);
    }
    place.write("pair.csv", rows);
    let of = |name: &str, rest: &str| {
        let line = format!("measure {name} pair.csv --time t_s --a a --b b {rest}");
        place.attune(&line).ended(0)
    };
    let embedding = of("embedding", "--max-dimension 4 --json --figure delay.svg").json();
    let delay = embedding["delay"].as_f64().unwrap();
    assert_eq!(
        delay,
        embedding["delay_a"].as_f64().unwrap().max(embedding["delay_b"].as_f64().unwrap())
    );
    assert!(place.read("delay.svg").contains("mutual information"));
    let crqa = of("crqa", "--window 60 --step 30 --json --drawing windows --figure w.svg").json();
    assert_eq!(crqa["windows"].as_f64(), Some(9.0));
    assert_eq!(crqa["tables"]["windows"]["rows"].as_array().unwrap().len(), 9);
    assert!(crqa["det_windows"].as_f64().unwrap() > 0.0);
    assert!(place.read("w.svg").contains("start of the window"));
    let phases = of("hmm", "--states 2 --starts 3 --json").json();
    let moments = phases["tables"]["moments"]["rows"].as_array().unwrap();
    assert_eq!(moments.len(), 300);
    assert_ne!(moments[20][1][0], moments[70][1][0]);
    assert!(of("hmm", "--states 2 --starts 3").out.contains("share_of_time"));
}
