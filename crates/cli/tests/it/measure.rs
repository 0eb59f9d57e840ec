//! `attune measure`: names, numbers of other programs, real recordings, slips.

use serde_json::Value;

use crate::harness::{Noise, Place, echo_table, real};

fn reference(name: &str) -> String {
    format!("{}/../../reference/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The command that reviewers run, against the numbers of crqa and PyRQA.
#[test]
fn crqa_prints_what_crqa_and_pyrqa_print() {
    let place = Place::new();
    let expected = std::fs::read_to_string(reference("crqa/expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let input = reference("crqa/input_1000.csv");
    let line = format!(
        "measure crqa {input} --a a --b b --rate 10 --dimension 3 --delay 5 --radius 0.6 --scale none --json"
    );
    let found = place.attune(&line).ended(0).json();
    assert_eq!(found["schema"], "attune.measure/1");
    let theirs = &expected["expected"]["1000"];
    for (ours, name) in [
        ("rr", "RR"),
        ("det", "DET"),
        ("l", "L"),
        ("lmax", "Lmax"),
        ("entr", "ENTR"),
        ("lam", "LAM_alongB"),
        ("tt", "TT_alongB"),
        ("lam_along_a", "LAM_alongA"),
        ("tt_along_a", "TT_alongA"),
        ("vmax_along_a", "Vmax_alongA"),
        ("n", "n"),
        ("rec", "rec"),
    ] {
        let (ours_value, theirs) = (found[ours].as_f64().unwrap(), theirs[name].as_f64().unwrap());
        // The same counts, divided in another order.
        assert!((ours_value / theirs - 1.0).abs() < 1e-12, "{ours}: {ours_value}, {theirs}");
    }
    assert_eq!(found["parameters"]["delay"], 5);
    assert_eq!(found["tests"].as_array().unwrap().len(), 0);
}

#[test]
fn every_measure_is_listed_explained_and_has_help() {
    let place = Place::new();
    let list = place.attune("measure").ended(0).out;
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(names.len() > 12, "{list}");
    for name in names {
        let help = place.attune(&format!("measure {name} --help")).ended(0).out;
        assert!(help.contains("--surrogates"), "{name}: {help}");
        let text = place.attune(&format!("explain {name}")).ended(0).out;
        assert!(text.contains("weak point:") && text.contains("what it gives"), "{name}: {text}");
    }
}

#[test]
fn slips_are_named() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 200, &["1"]));
    let err = place.attune("measure crqaa pair.csv").ended(2).err;
    assert!(err.contains("crqa"), "{err}");
    let with = |rest: &str| {
        place.attune(&format!("measure crqa pair.csv --time t_s --a left --b right {rest}"))
    };
    let err = with("--dimensions 3").ended(2).err;
    assert!(err.contains("--dimension"), "{err}");
    let err = with("--dimension 0").ended(2).err;
    assert!(err.contains("whole number from 1"), "{err}");
    let err = with("--null phase --surrogates 20").ended(2).err;
    assert!(err.contains("shift"), "{err}");
    let err = with("--dimension 300 --delay 5").ended(4).err;
    assert!(err.contains("smaller dimension or delay"), "{err}");
}

#[test]
fn a_planted_echo_is_found_from_a_to_b_and_mirrors() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 400, &["1"]));
    let run = |a: &str, b: &str| {
        let line =
            format!("measure granger pair.csv --time t_s --a {a} --b {b} --surrogates 99 --json");
        place.attune(&line).ended(0).json()
    };
    let (one, other) = (run("left", "right"), run("right", "left"));
    assert_eq!(one["te_a_to_b"], other["te_b_to_a"]);
    assert_eq!(one["tests"][0]["p"], other["tests"][1]["p"]);
    assert!(one["tests"][0]["p"].as_f64().unwrap() <= 0.01);
    assert!(one["tests"][1]["p"].as_f64().unwrap() > 0.05, "{one}");
    let sentence = one["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Some sign: what A's past adds to foretelling B"), "{sentence}");
    let text = place
        .attune("measure granger pair.csv --time t_s --a left --b right --surrogates 99")
        .ended(0)
        .out;
    assert!(text.contains("99 copies (shift)") && text.contains("Some sign"), "{text}");
}

#[test]
fn pictures_are_drawn() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 120, &["1"]));
    let mut codes = String::from("t_s,wife,husband\n");
    let mut noise = Noise::new(4);
    for i in 0..120 {
        let code = |x: f64| u8::from(x > 0.0);
        codes += &format!("{},{},{}\n", 10 * i, code(noise.next()), code(noise.next()));
    }
    place.write("codes.csv", codes);
    for (name, file, columns) in [
        ("crqa", "pair.csv", "--a left --b right"),
        ("recurrence-profile", "pair.csv", "--a left --b right --max-lag 20"),
        ("state-space-grid", "codes.csv", "--a wife --b husband"),
        ("dyadic-markov", "codes.csv", "--a wife --b husband"),
        ("coherence", "pair.csv", "--a left --b right"),
        ("phase-locking", "pair.csv", "--a left --b right"),
    ] {
        let line = format!("measure {name} {file} --time t_s {columns} --figure {name}.svg --json");
        place.attune(&line).ended(0);
        let svg = place.read(&format!("{name}.svg"));
        assert!(svg.starts_with("<svg") && svg.contains("<desc"), "{name}");
        assert!(!svg.contains("NaN"), "{name}");
    }
}

/// Both follow a film, the second two samples later.
fn film_table() -> String {
    let mut noise = Noise::new(9);
    let film: Vec<f64> = (0..400).map(|_| noise.next()).collect();
    let mut out = String::from("t_s,dial_left,dial_right,film\n");
    for t in 2..400 {
        let (left, right) = (film[t] + 0.3 * noise.next(), film[t - 2] + 0.3 * noise.next());
        out += &format!("{t},{left},{right},{}\n", film[t]);
    }
    out
}

#[test]
fn what_both_were_exposed_to_is_held_constant() {
    let place = Place::new();
    place.write("pair.csv", film_table());
    let columns =
        "pair.csv --time t_s --a dial_left --b dial_right --partner 2 --surrogates 99 --json";
    let p = |more: &str| {
        let found = place.attune(&format!("measure granger {columns} {more}")).ended(0).json();
        assert_eq!(
            (&found["a"], &found["tests"][0]["output"]),
            (&"left".into(), &"te_a_to_b".into())
        );
        found["tests"][0]["p"].as_f64().unwrap()
    };
    assert!(p("") <= 0.01);
    assert!(p("--shared film") > 0.05);
    let err = place.attune(&format!("measure granger {columns} --shared song")).ended(2).err;
    assert!(err.contains("no column `song`"), "{err}");
    // The same in a plan; there the channel is one of the two people's.
    let line = "--time t_s --a dial_left,film --b dial_right,film --channel dial --kind rating";
    let measure = "--measure granger:partner=2,shared=film";
    place
        .attune(&format!("analyze pair.csv {line} --no-loop --surrogates 99 {measure} -o out"))
        .ended(0);
    let run: Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    assert!(run["dyads"][0]["measures"][0]["tests"][0]["p"].as_f64().unwrap() > 0.05);
    assert!(place.read("out/plan.toml").contains("shared = \"film\""));
}

#[test]
fn what_is_of_the_session_is_taken_once() {
    let place = Place::new();
    place.attune("simulate talk --seed 3 -o talk").ended(0);
    let measures = "--measure turn-taking --measure accommodation";
    place.attune(&format!("analyze talk --no-loop --surrogates 39 {measures} -o out")).ended(0);
    let run: Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    let channels = run["dyads"].as_array().unwrap();
    let answered = |measure: usize| {
        let of = |channel: &&Value| channel["measures"][measure]["error"].is_null();
        channels.iter().filter(of).count()
    };
    assert!(channels.len() > 1, "{run}");
    assert_eq!(answered(0), 1);
    assert_eq!(answered(1), channels.len());
}

#[test]
fn a_measure_may_have_several_pictures() {
    let place = Place::new();
    let mut noise = Noise::new(5);
    let mut scores = String::from("t_s,wife,husband\n");
    for t in 0..150 {
        let mut score = || (1.2 * noise.next()).round();
        scores += &format!("{t},{},{}\n", score(), score());
    }
    place.write("scores.csv", scores);
    let line =
        "measure gottman-murray scores.csv --time t_s --a wife --b husband --figure drawn.svg";
    place.attune(line).ended(0);
    assert!(place.read("drawn.svg").contains("Influence functions"));
    place.attune(&format!("{line} --drawing null-clines --shape ojive")).ended(0);
    assert!(place.read("drawn.svg").contains("Null clines"));
    place.attune(&format!("{line} --drawing portrait")).ended(2);
}

#[test]
fn a_plan_takes_further_measures() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 300, &["1", "2", "3"]));
    let line = "--dyad couple --time t_s --a left --b right --kind rating --surrogates 20";
    place
        .attune(&format!(
            "analyze dial.csv {line} --no-loop --measure granger --measure crqa:dimension=2,delay=1 -o out"
        ))
        .ended(0);
    let dyads = place.read("out/dyads.csv");
    let header = dyads.lines().next().unwrap();
    let dictionary: Value = serde_json::from_str(&place.read("out/columns.json")).unwrap();
    for column in ["gte_te_a_to_b", "gte_te_a_to_b_p", "gte_te_a_to_b_q", "crqa_rr", "crqa_det"] {
        assert!(header.split(',').any(|name| name == column), "{column}: {header}");
        assert!(dictionary["dyads"][column]["Description"].is_string(), "{column}");
    }
    let pairwise = place.read("out/dyads_pairwise.csv");
    let cell = |row: usize, name: &str| {
        let at = pairwise.lines().next().unwrap().split(',').position(|c| c == name).unwrap();
        pairwise.lines().nth(row).unwrap().split(',').nth(at).unwrap().to_owned()
    };
    // The second person's row tells it from that person's side.
    assert_eq!(cell(1, "gte_te_a_to_b"), cell(2, "gte_te_b_to_a"));
    assert!(place.read("out/report.html").contains("Gaussian transfer entropy"));
    assert!(place.read("out/methods.md").contains("dimension 2, delay 1"));
    assert!(place.read("out/methods.bib").contains("granger1969"));
    assert!(place.read("out/plan.toml").contains("dimension = 2"));
    // The plan it left can be followed again.
    place.attune(&format!("analyze dial.csv {} --plan out/plan.toml -o again", line)).ended(0);
    assert_eq!(place.read("again/dyads.csv"), dyads);
    let run: Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    assert_eq!(run["dyads"][0]["measures"][0]["name"], "gaussian-transfer-entropy");
}

#[test]
fn gaze_hands_and_coping_give_the_published_numbers() {
    let place = Place::new();
    if let Some(folder) = real("gaze_and_hands") {
        let gaze = folder.join("gaze.csv");
        let gaze =
            format!("{} --a narrator --b listener --rate 30 --categorical --json", gaze.display());
        let found = place.attune(&format!("measure crqa {gaze}")).ended(0).json();
        // The published figures have four decimals of a percent.
        assert!((100.0 * found["rr"].as_f64().unwrap() - 12.5229).abs() < 5e-5, "{found}");
        assert!((100.0 * found["det"].as_f64().unwrap() - 98.9593).abs() < 5e-5);
        let near = place.attune(&format!("measure crqa {gaze} --theiler 2")).ended(0).json();
        assert!((100.0 * near["rr"].as_f64().unwrap() - 12.4996).abs() < 5e-5);
        let profile = place.attune(&format!("measure recurrence-profile {gaze}")).ended(0).json();
        assert_eq!(profile["peak_lag"], 25.0);
        let hands = folder.join("hands.csv");
        let line = format!(
            "measure crqa {} --a P1_TT_d,P1_TT_n --b P2_TT_d,P2_TT_n --rate 60 --dimension 2 --delay 5 --radius 0.3 --scale none --json",
            hands.display()
        );
        let found = place.attune(&line).ended(0).json();
        for (name, percent, digits) in [
            ("rr", 54.3678, 5e-5),
            ("det", 90.4481, 5e-5),
            ("lam", 95.0181, 5e-5),
            ("lam_along_a", 94.62, 5e-3),
        ] {
            assert!((100.0 * found[name].as_f64().unwrap() - percent).abs() < digits, "{name}");
        }
    }
    if let Some(folder) = real("couples_coping") {
        let coping = folder.join("coping.csv");
        let coping =
            format!("{} --dyad couple --time t_s --a sc_woman --b dc_man --json", coping.display());
        let found = place.attune(&format!("measure dyadic-markov {coping}")).ended(0).json();
        assert_eq!(found["n_dyads"], 64);
        let pooled =
            |from: &str, to: &str| found["pooled"][format!("p({from} to {to})")].as_f64().unwrap();
        // Two decimals are printed.
        assert!((pooled("a=0 b=0", "a=0 b=0") - 0.79).abs() <= 5.001e-3);
        assert!((pooled("a=1 b=1", "a=1 b=1") - 0.80).abs() <= 5.001e-3);
        let found = place.attune(&format!("measure sequence-apim {coping}")).ended(0).json();
        // Three decimals are printed.
        for (name, printed) in [
            ("intercept_b", 0.246),
            ("actor_b", 0.791),
            ("partner_a_to_b", 0.699),
            ("intercept_a", 0.276),
            ("actor_a", 1.046),
            ("partner_b_to_a", 0.521),
        ] {
            let ours = found["mean"][name].as_f64().unwrap();
            assert!((ours - printed).abs() < 5e-4, "{name}: {ours}");
        }
    }
}
