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
        assert!(help.contains(&format!("attune measure {name} ")), "{name}: {help}");
        let text = place.attune(&format!("explain {name}")).ended(0).out;
        assert!(text.contains("weak point:") && text.contains("what it gives"), "{name}: {text}");
    }
}

/// What help shows is copied, with one's own files and columns in it.
#[test]
fn the_example_of_every_help_runs() {
    let place = Place::new();
    let (mut noise, mut spans) = (Noise::new(6), String::from("start,end,person,code\n"));
    let mut columns = String::from("wife_score,husband_score,wife_code,husband_code\n");
    let mut transcript = String::from("start,end,speaker,text\n");
    for t in 0..1000 {
        let mut score = || (1.2 * noise.next()).round();
        let (a, b) = (score(), score());
        columns += &format!("{a},{b},{},{}\n", u8::from(a > 0.0), u8::from(b > 0.0));
        if a.abs() > 1.0 {
            let person = if b > 0.0 { "wife" } else { "husband" };
            spans += &format!("{t},{t}.5,{person},smile\n");
        }
        if t % 4 == 0 {
            let speaker = if t % 8 == 0 { "wife" } else { "husband" };
            let said = if a > b { "I think that it is so" } else { "and we do not know" };
            transcript += &format!("{t},{},{speaker},{said}\n", t + 3);
        }
    }
    place.write("transcript.csv", transcript);
    place.write("columns.csv", columns);
    place.write("spans.csv", spans);
    let list = place.attune("measure").ended(0).out;
    for name in list.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()) {
        let help = place.attune(&format!("measure {name} --help")).ended(0).out;
        let example = format!("  attune measure {name} ");
        let line = help.lines().find(|line| line.starts_with(&example)).unwrap();
        let kind = if line.contains("--kind code") { "code" } else { "score" };
        let line = line
            .replacen("  attune ", "", 1)
            .replace("SPANS --event CODE", "spans.csv --event smile")
            .replace("TRANSCRIPT", "transcript.csv")
            .replace("FILE", "columns.csv")
            .replace("--surrogates 199", "--surrogates 20")
            .replace("--a COLUMN", &format!("--a wife_{kind}"))
            .replace("--b COLUMN", &format!("--b husband_{kind}"));
        let copies = help.contains("--surrogates <N>");
        assert_eq!(line.contains("--surrogates"), copies, "{help}");
        place.attune(&line).ended(0);
    }
    let help = place.attune("measure crqa --help").ended(0).out;
    assert!(help.contains("shift") && !help.contains("iaaft"), "{help}");
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
    // What no recording could take is a slip of the command; what this one is too short for is not.
    for (more, says) in [
        ("--radius -1", "radius takes a number from 0 on"),
        ("--recurrence-rate 2", "recurrence-rate takes a number above 0 and at most 1"),
        ("--radius 1 --recurrence-rate 0.1", "one of the two"),
    ] {
        let err = with(more).ended(2).err;
        assert!(err.contains(says), "{err}");
    }
    let of = |measure: &str, more: &str| {
        let line = format!("measure {measure} pair.csv --time t_s --a left --b right {more}");
        place.attune(&line).ended(2).err
    };
    for (measure, more, says) in [
        ("phase-locking", "--order 50", "order takes a whole number from 1 to 8"),
        ("phase-locking", "--low 0", "low takes a number above 0 (Hz)"),
        ("phase-locking", "--low 0.1 --high 0.05", "high must be above low"),
        ("phase-locking", "--high 3", "end below half the rate"),
        ("wcc", "--step 0", "step takes a number above 0 (s)"),
        ("point-graph", "--surrogates 20", "there are no copies to set point-graph beside"),
        ("point-graph", "--null shift", "no null is known to suit it"),
        ("point-graph", "--detrend linear", "takes scores as they were given"),
    ] {
        let err = of(measure, more);
        assert!(err.contains(says), "{measure} {more}: {err}");
    }
    let err = with("--dimension 300 --delay 5").ended(4).err;
    assert!(err.contains("smaller dimension or delay"), "{err}");
}

#[test]
fn advice_names_what_would_help() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 200, &["1"]));
    let mut turns = String::from("start,end,speaker,text\n");
    for k in 0..40 {
        let speaker = ["A", "B"][k % 2];
        turns += &format!("{},{},{speaker},I think that it is so\n", 5 * k, 5 * k + 4);
    }
    place.write("turns.csv", turns);
    let code = |k: usize| format!("{},{},{}\n", 10 * k, k % 2, k / 3 % 2);
    place.write("codes.csv", format!("t_s,left,right\n{}", (0..60).map(code).collect::<String>()));
    let pair = "pair.csv --time t_s --a left --b right";
    for (line, says) in [
        (format!("crqa {pair} --near 9999 --surrogates 20"), "near is 9999: it has to be less"),
        (format!("recurrence-profile {pair} --max-lag 9999"), "reaches past a recording of 200"),
        (format!("segment-synchrony {pair} --max-lag 9999"), "a shorter largest lag, or longer"),
        (format!("crqa {pair} --categorical"), "whether both were coded with the same numbers"),
        (
            format!("gottman-murray {pair} --neutral 0"),
            "count small scores as 0 (a larger neutral)",
        ),
        (format!("gottman-murray {pair} --neutral 99"), "count fewer scores as 0 (a smaller"),
        (format!("crqa {pair} --min-diagonal 5000"), "take a smaller min-diagonal"),
        (
            format!("crqa {pair} --categorical --radius 1"),
            "radius has no effect beside categorical",
        ),
        (format!("crqa {pair} --step 10"), "step has no effect without window"),
        ("repair codes.csv --time t_s --a left --b right --horizon 1".into(), "a longer horizon"),
        (format!("wcc {pair} --max-lag 5"), "6 s were looked at; ask for a multiple of 2 s"),
        (format!("coherence {pair} --low 0.24"), "the phase and the lag say nothing"),
        (format!("granger {pair} --figure x.svg"), "no picture of gaussian-transfer-entropy yet"),
        (format!("crqa {pair} --figure x.png"), "try: --figure x.svg"),
        ("style-matching turns.csv --stretch 9999 --surrogates 20".into(), "take shorter ones"),
    ] {
        let ran = place.attune(&format!("measure {line}"));
        // As one line, wherever it was broken.
        let said = (ran.out + &ran.err).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(says), "{line}: {said}");
    }
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
    assert!(err.contains("no column `song`") && err.contains("--shared with one of"), "{err}");
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

/// Four couples: nothing in common, the third slow, the fourth one recording used twice.
fn with_one_recorded_twice() -> String {
    let mut out = String::from("couple,t_s,left,right\n");
    let mut noise = Noise::new(12);
    for couple in 1..=4 {
        let carries_on = if couple == 3 { 0.97 } else { 0.0 };
        let (mut left, mut right) = (0.0, 0.0);
        for t in 0..300 {
            left = carries_on * left + noise.next();
            right = if couple == 4 { left } else { carries_on * right + noise.next() };
            out += &format!("{couple},{t},{left},{right}\n");
        }
    }
    out
}

#[test]
fn a_group_counts_those_that_can_tell() {
    let place = Place::new();
    place.write("all.csv", with_one_recorded_twice());
    let line = "measure crqa all.csv --dyad couple --time t_s --a left --b right --surrogates 39";
    let text = place.attune(line).ended(0).out;
    // As one line, wherever it was broken.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Not formed here: windows, rr_windows,"), "{text}");
    assert!(text.contains("2 of 4 dyads can tell: 1 has something wrong"), "{text}");
    assert!(text.contains("1 holds fewer than 20 independent stretches"), "{text}");
    assert!(text.contains("of the 2 dyads that can tell"), "{text}");
    assert!(text.contains("chance alone would give about 0.1"), "{text}");
    assert!(text.contains("of 1 dyad:") && text.contains("(identical-series)"), "{text}");
    let found = place.attune(&format!("{line} --json")).ended(0).json();
    assert_eq!((&found["n_can_tell"], &found["n_faulty"]), (&2.into(), &1.into()));
    // The mean is of the three that nothing is wrong with.
    let mean: f64 =
        found["dyads"].as_array().unwrap()[..3].iter().map(|d| d["lam"].as_f64().unwrap()).sum();
    let said = found["mean"]["lam"].as_f64().unwrap();
    // The same three numbers, added in the same order.
    assert!((said - mean / 3.0).abs() < 1e-15, "{said} {mean}");
    assert_eq!(found["dyads"][3]["caveats"][0]["code"], "identical-series");
}

#[test]
fn a_group_says_why_nothing_was_tested() {
    let place = Place::new();
    place.write("all.csv", echo_table(3, 300, &["1", "2", "3"]));
    let line = "measure recurrence-profile all.csv --dyad couple --time t_s --a left --b right";
    let run = |more: &str| {
        let text = place.attune(&format!("{line} {more}")).ended(0).out;
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let too_wide = run("--max-lag 20 --surrogates 20");
    // One reason, whatever its numbers are in each.
    let why = "3 of 3 could not be set beside copies, for example: the lags looked at fit into the";
    assert!(too_wide.contains(why), "{too_wide}");
    assert!(!run("--max-lag 20").contains("could not be set beside copies"));
}

#[test]
fn a_p_stands_beside_the_number_it_is_of() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 217, &["1"]));
    let line = "measure phase-locking pair.csv --time t_s --a left --b right --surrogates 39";
    let found = place.attune(&format!("{line} --json")).ended(0).json();
    let tested = found["tests"][0]["observed"].as_f64().unwrap();
    let whole = found["plv"].as_f64().unwrap();
    assert!(tested != whole, "nothing was trimmed: {found}");
    let text = place.attune(line).ended(0).out;
    assert!(text.contains(&format!("on the stretch tested {tested:.4}; 39 copies")), "{text}");
    let line = "--dyad couple --time t_s --a left --b right --kind other --surrogates 39 --no-loop";
    place.attune(&format!("analyze pair.csv {line} --measure phase-locking -o out")).ended(0);
    let run: Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    let of_plan = &run["dyads"][0]["measures"][0];
    same(&cell(&place, 1, "phase_plv"), &of_plan["plv"]);
    same(&cell(&place, 1, "phase_plv_tested"), &of_plan["tests"][0]["observed"]);
    assert_eq!(cell(&place, 1, "phase_copies"), "39");
}

/// The same number in a table and in JSON, whose reader rounds the last digit.
fn same(cell: &str, json: &Value) {
    let (cell, json) = (cell.parse::<f64>().unwrap(), json.as_f64().unwrap());
    assert!((cell - json).abs() <= 1e-15 * json.abs().max(1.0), "{cell} {json}");
}

/// A cell of the table that an analysis left in `out`; the header is row 0.
fn cell(place: &Place, row: usize, name: &str) -> String {
    let table = place.read("out/dyads.csv");
    let header = table.lines().next().unwrap();
    let at = header.split(',').position(|column| column == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {header}"));
    table.lines().nth(row).unwrap().split(',').nth(at).unwrap().to_owned()
}

#[test]
fn scores_stay_what_they_are_in_a_plan() {
    let place = Place::new();
    let mut noise = Noise::new(5);
    let mut scores = String::from("t_s,wife,husband\n");
    for t in 0..150 {
        let mut score = || (1.2 * noise.next()).round() + 1.0;
        scores += &format!("{t},{},{}\n", score(), score());
    }
    place.write("scores.csv", scores);
    let alone = place
        .attune("measure point-graph scores.csv --time t_s --a wife --b husband --json")
        .ended(0)
        .json();
    // Its own test is of one person's slope, and needs no copies.
    let line = "measure point-graph scores.csv --time t_s --a wife --b husband";
    let text = place.attune(line).ended(0).out;
    assert!(text.contains("Some sign: A's line goes up (p"), "{text}");
    assert!(!text.contains("Not set beside chance"), "{text}");
    // The plan's straight line, taken out, would leave a mean of 0.
    let line = "--time t_s --a wife --b husband --preset rating --surrogates 20 --no-loop";
    let measures = "--measure point-graph --measure gottman-murray";
    place.attune(&format!("analyze scores.csv {line} {measures} -o out")).ended(0);
    assert!(alone["mean_a"].as_f64().unwrap() > 0.5, "{alone}");
    same(&cell(&place, 1, "points_mean_a"), &alone["mean_a"]);
    assert!(!cell(&place, 1, "gm_inertia_a").is_empty());
    let methods = place.read("out/methods.md");
    assert!(methods.contains("as recorded, nothing taken out and not scaled"), "{methods}");
    // The points of a point graph have none.
    assert!(methods.contains("null: shift") && !methods.contains("no null"), "{methods}");
    assert!(methods.contains("Their p are from 20 surrogates each"), "{methods}");
}

#[test]
fn methods_count_the_surrogates_that_there_are() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 300, &["1"]));
    let line = "--time t_s --a left --b right --kind other --surrogates 99 --no-loop";
    let measures = "--measure crqa --measure granger";
    place.attune(&format!("analyze pair.csv {line} {measures} -o out")).ended(0);
    // Eleven lags leave room for few shifts, spread evenly.
    let few: usize = cell(&place, 1, "crqa_copies").parse().unwrap();
    assert!(few < 30, "{few}");
    let said = format!("Their p are from {few} to 99 surrogates (columns ending in _copies)");
    let methods = place.read("out/methods.md");
    assert!(methods.contains(&said), "{methods}");
}

#[test]
fn what_a_plan_cannot_have_is_said_before_the_work_and_what_failed_after_it() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 250, &["1"]));
    let plan = place.attune("plan init --preset other --surrogates 20").ended(0).out;
    assert!(plan.contains("\nmeasures = []\n") && plan.contains("attune measure"), "{plan}");
    let line =
        "analyze pair.csv --time t_s --a left --b right --plan plan.toml --no-loop -o out --force";
    let with = |measures: &str| {
        place
            .write("plan.toml", plan.replace("measures = []", &format!("measures = [{measures}]")));
        place.attune(line)
    };
    let err = with("{ name = \"crqa\", radius = -1 }").ended(2).err;
    assert!(err.contains("radius takes a number from 0 on"), "{err}");
    let err = with("{ name = \"granger\", shared = \"c\" }").ended(2).err;
    assert!(err.contains("no dyad has a channel called \"c\""), "{err}");
    assert!(!place.path("out").exists());
    let err = with("3").ended(2).err;
    assert!(err.contains("a measure is its name in quotes"), "{err}");
    // Only the recording's length says that this cannot be.
    let err = with("{ name = \"crqa\", dimension = 300 }").ended(1).err;
    assert!(err.contains("crqa, 1 of 1: could not be taken: 250 shared samples"), "{err}");
    assert!(place.read("out/dyads.csv").contains("250 shared samples"));
    // Of one measure taken twice, each is counted for itself.
    let twice = "{ name = \"crqa\", dimension = 300 }, { name = \"crqa\", dimension = 300 }";
    let err = with(twice).ended(1).err;
    assert!(err.contains("crqa (number 2), 1 of 1: could not be taken"), "{err}");
    let err = with("\"crqa\"").ended(0).err;
    assert!(!err.contains("crqa"), "{err}");
    let methods = place.read("out/methods.md");
    for said in
        ["prepared as above, then z-scaled", "recurrence-rate 0.04, ", "radius in effect 0."]
    {
        assert!(methods.contains(said), "{said}: {methods}");
    }
}

#[test]
fn little_to_foretell_from_much_is_a_reservation() {
    let place = Place::new();
    place.write("pair.csv", echo_table(3, 217, &["1"]));
    let of = |own: usize| {
        let line = format!("measure ksg pair.csv --time t_s --a left --b right --own {own} --json");
        place.attune(&line).ended(0).json()
    };
    assert_eq!(of(200)["caveats"][0]["code"], "few-moments");
    assert_eq!(of(2)["caveats"].as_array().unwrap().len(), 0);
    let text = place.attune("explain few-moments").ended(0).out;
    assert!(text.contains("a reservation of a measure"), "{text}");
    // Numbers of measures are known by name, as other programs write them.
    for name in ["LAM", "rr", "det", "Lmax", "entr", "tt", "Vmax"] {
        let text = place.attune(&format!("explain {name}")).ended(0).out;
        assert!(text.contains("a number of crqa; in tables crqa_"), "{name}: {text}");
    }
}

#[test]
fn names_have_no_mean() {
    let place = Place::new();
    let mut codes = String::from("couple,t_s,wife,husband\n");
    let mut noise = Noise::new(4);
    for couple in [1, 2] {
        for t in 0..120 {
            let code = |x: f64| u8::from(x > 0.0);
            codes += &format!("{couple},{t},{},{}\n", code(noise.next()), code(noise.next()));
        }
    }
    place.write("codes.csv", codes);
    let line = "measure state-space-grid codes.csv --dyad couple --time t_s --a wife --b husband";
    let text = place.attune(line).ended(0).out;
    assert!(!text.contains("attractor_a ") && text.contains("attractor_share"), "{text}");
    assert!(
        place.attune(&format!("{line} --json")).ended(0).json()["mean"]["attractor_a"].is_null()
    );
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
