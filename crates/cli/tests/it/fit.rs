//! The loop of one pair, and the same with one thing changed.

use crate::harness::Place;

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_clear_loop_is_fitted_kept_shown_and_asked() {
    let place = Place::new();
    place.attune("simulate Demo -o sim --seed 7 --minutes 20").ended(0);
    let line = "fit sim -o loop.json --html loop.html --json --loop-surrogates 24";
    let fit = json(&place.attune(line).ended(0).out);
    assert_eq!(fit["schema"], "attune.fit/1");
    assert_eq!(fit["verdict"], "supported", "{fit}");
    // Planted: .9 of A arrives in B.
    let gain = &fit["numbers"]["parameters"]["gain_a_to_b"];
    assert!(gain["lo"].as_f64().unwrap() < 0.9 && gain["hi"].as_f64().unwrap() > 0.9, "{gain}");
    assert!(fit.get("guesses").is_none());
    assert!(place.read("loop.html").contains("picked up from B"));

    let asked = place.attune("whatif loop.json --set b.setpoint=-1 --json --html w.html").ended(0);
    let answer = json(&asked.out);
    assert!(answer["greyed"].is_null(), "{answer}");
    assert_eq!(answer["a"]["lower_in_of_20"], 20);
    let end = answer["b"]["long_run"]["estimate"].as_f64().unwrap();
    let [m, n] = ["gain_a_to_b", "gain_b_to_a"]
        .map(|g| fit["numbers"]["parameters"][g]["estimate"].as_f64().unwrap());
    // A step of -1 ends at -1 / (1 - loop gain).
    assert!((end + 1.0 / (1.0 - m * n)).abs() < 1e-9, "{end}");
    let page = place.read("w.html");
    assert!(page.contains("not a forecast of you") && page.contains("type=\"range\""));
    assert!(!page.contains("http://") || page.matches("http://").count() == 1, "one namespace");
    // The page opens with what was asked, on the side that is changed.
    assert!(page.contains("data-side=\"0\" hidden") && page.contains("value=\"-1\""), "{page}");
    place.attune("whatif loop.json --clamp b=-1 --html held.html").ended(0);
    assert!(place.read("held.html").contains("B is held at −1 notches"));
    // From rest nobody settles, so nothing is said of when.
    assert!(answer["b"]["sooner_in_of_20"].is_null(), "{answer}");
    for slip in [
        "--set c.gain=1",
        "",
        "--set a.gain=1 --set a.gain=2",
        "--set b.gain=1 --clamp b=1",
        "--set a.return=0",
        "--set a.setpoint=1e300",
    ] {
        let ran = place.attune(format!("whatif loop.json {slip}").trim_end()).ended(2);
        assert!(ran.err.contains("try: ") && ran.err.len() < 700, "{slip}: {}", ran.err);
    }
    place.attune("whatif sim/truth.json --set a.gain=1").ended(3);
}

/// Where the other arrives in proportion the larger model is fitted, weighed, and not shown.
#[test]
fn thresholds_are_weighed_before_they_are_shown() {
    let place = Place::new();
    place.attune("simulate Demo -o sim --seed 7 --minutes 8").ended(0);
    let line = "fit sim --model threshold --json --loop-surrogates 20 --channel activation";
    let fit = json(&place.attune(line).ended(0).out);
    let found = &fit["thresholds"];
    assert_eq!(found["shown"], false, "{found}");
    assert!(found["numbers"].is_null());
    assert!(found["sentence"].as_str().unwrap().starts_with("Can't tell"));
    let models: Vec<&str> =
        found["models"].as_array().unwrap().iter().map(|m| m["model"].as_str().unwrap()).collect();
    let expected = ["apart", "shared_shocks", "loop", "loop_with_thresholds", "autoregression"];
    assert_eq!(models, expected);
    let text = place.attune("fit sim --loop-surrogates 20 --channel activation").ended(0).out;
    assert!(!text.contains("thresholds"), "{text}");
}

#[test]
fn what_cannot_be_told_is_said_and_no_error() {
    let place = Place::new();
    place.attune("simulate S1 -o short --minutes 4").ended(0);
    let fit = json(&place.attune("fit short --json --loop-surrogates 20").ended(0).out);
    assert_eq!((&fit["verdict"], &fit["label"]), (&"cannot_tell".into(), &"cannot_tell".into()));
    assert!(!fit["reasons"].as_array().unwrap().is_empty());
    let answer = place.attune("whatif short --set a.return=+20%").ended(0).out;
    assert!(answer.contains("Can't tell") && !answer.contains("of 20"), "{answer}");
    // Two who do not answer each other: no number of one's change for the other.
    place.attune("simulate S0 -o apart --minutes 30").ended(0);
    let answer = place.attune("whatif apart --set b.setpoint=-1 --json").ended(0);
    assert!(json(&answer.out)["greyed"].is_string() && json(&answer.out).get("a").is_none());
    let flat: String = (0..300).map(|t| format!("{t},1,{}\n", (t * 7919) % 101)).collect();
    let same: String = (0..300).map(|t| format!("{t},{0},{0}\n", (t * 7919) % 101)).collect();
    for rows in [flat, same] {
        place.write("bad.csv", format!("t_s,a,b\n{rows}"));
        let ran = place.attune("fit bad.csv --time t_s --a a --b b --json").ended(0);
        assert_eq!(json(&ran.out)["verdict"], "cannot_tell");
    }
}

#[test]
fn marked_stretches_come_back_from_a_simulated_study() {
    let place = Place::new();
    place.attune("simulate S8 -o apart --minutes 15").ended(0);
    assert!(place.read("apart/spans/dyad-1.csv").contains("both,apart"));
    let fit = json(&place.attune("fit apart --json --loop-surrogates 20").ended(0).out);
    let holds = |name: &str| {
        let all = fit["numbers"]["conditions"].as_array().unwrap();
        all.iter().any(|c| c["name"] == name && c["holds"] == true)
    };
    assert!(holds("solo_recorded") && holds("scale_from_rest"), "{fit}");
    place.attune("simulate S16 -o turns --minutes 18").ended(0);
    let fit = json(&place.attune("fit turns --json --loop-surrogates 20").ended(0).out);
    let effects = &fit["numbers"]["parameters"]["own_effect"];
    assert!(effects[0].is_object() && effects[1].is_object(), "{effects}");
    place.attune("simulate S5 -o pacer --minutes 12").ended(0);
    let fit = json(&place.attune("fit pacer --json --loop-surrogates 20").ended(0).out);
    let usable = fit["numbers"]["usable_s"].as_f64().unwrap();
    assert!((300.0..420.0).contains(&usable), "half of twelve minutes, not {usable} s");
}

/// What both were exposed to is held constant, and is nobody's channel.
#[test]
fn a_recorded_shared_input_is_in_the_model() {
    let place = Place::new();
    place.attune("simulate S3 -o heard --minutes 20 --seed 13").ended(0);
    assert!(place.read("heard/attune.toml").contains("kind = \"input\""));
    let fit = json(&place.attune("fit heard --json --loop-surrogates 20").ended(0).out);
    assert_eq!(fit["channels"], serde_json::json!(["activation", "activation_2"]));
    // Planted: it moves both up.
    for effect in fit["numbers"]["parameters"]["shared_effect"].as_array().unwrap() {
        assert!(effect["lo"].as_f64().unwrap() > 0.0, "{effect}");
    }
    let ran = place.attune("analyze heard --no-loop --surrogates 20 -o out");
    assert!(ran.code <= 1, "{}", ran.err);
    assert!(!place.read("out/dyads.csv").contains(",input,"));
}

/// One pacer is one pacer, whether it was marked once for both or once for each.
#[test]
fn a_joint_pacer_is_left_out_however_it_was_marked() {
    let place = Place::new();
    place.attune("simulate S5 -o once --seed 7 --minutes 12").ended(0);
    place.attune("simulate S5 -o each --seed 7 --minutes 12").ended(0);
    let spans = place.read("once/spans/dyad-1.csv");
    let each: String = spans
        .lines()
        .flat_map(|line| match line.contains(",both,") {
            true => vec![line.replace(",both,", ",A,"), line.replace(",both,", ",B,")],
            false => vec![line.to_owned()],
        })
        .map(|line| line + "\n")
        .collect();
    assert_ne!(spans, each);
    place.write("each/spans/dyad-1.csv", &each);
    let fit = |study: &str| place.attune(&format!("fit {study} --loop-surrogates 20")).ended(0).out;
    assert_eq!(fit("once"), fit("each"));
}

#[test]
fn a_flat_channel_is_left_out_where_another_is_left() {
    let place = Place::new();
    place.attune("simulate S14 -o flat --minutes 12").ended(0);
    let fit = json(&place.attune("fit flat --json --loop-surrogates 20").ended(0).out);
    assert!(fit["numbers"].is_object(), "{fit}");
    assert!(fit["caveats"].to_string().contains("flat-series"), "{}", fit["caveats"]);
}

#[test]
fn what_if_needs_the_guesses() {
    let place = Place::new();
    place.attune("simulate demo -o sim --seed 7 --minutes 20").ended(0);
    let fit = place.attune("fit sim --json --loop-surrogates 20").ended(0).out;
    place.write("fit.json", &fit);
    let ran = place.attune("whatif fit.json --set a.setpoint=1").ended(3);
    assert!(ran.err.contains("without its guesses"), "{}", ran.err);
}

#[test]
fn too_short_is_not_told_as_flat() {
    let place = Place::new();
    place.attune("simulate S1 -o sim --minutes 10").ended(0);
    let out = place.attune("fit sim --from 5:00 --to 5:10").ended(0).out;
    assert!(
        out.contains("Both people were measured at") && !out.contains("does not vary"),
        "{out}"
    );
}
