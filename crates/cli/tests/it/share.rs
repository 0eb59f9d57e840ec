//! The hand-over pack: it holds what it lists, leaves when both say yes, and says nothing that was
//! said unless chosen.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::harness::Place;

/// A simulated talk with words, analysed.
fn place() -> Place {
    let place = Place::new();
    place.attune("simulate talk --seed 3 -o talk").ended(0);
    let ran = place.attune("analyze talk --no-loop --surrogates 20 -o out");
    assert!([0, 1].contains(&ran.code), "{}", ran.err);
    place
}

/// What is said in the simulated talk.
fn said(place: &Place) -> Vec<String> {
    let table = place.read("talk/turns.csv");
    let text = |row: &str| row.split_once('"').map(|(_, said)| said.trim_matches('"').to_owned());
    table.lines().skip(1).filter_map(text).collect()
}

fn holds_words(bytes: &[u8], said: &[String]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    said.iter().filter(|line| line.len() > 12).any(|line| text.contains(line.as_str()))
}

#[test]
fn without_both_agreements_nothing_leaves() {
    let place = place();
    for agree in ["", "--agree A", "--agree B --agree B"] {
        let ran = place.attune(&format!("share out --to pack {agree}")).ended(6);
        assert!(ran.err.contains("not agreed to yet by"), "{}", ran.err);
        assert!(ran.out.contains("What this pack holds") && ran.out.contains("page.html"));
        assert!(!place.path("pack").exists());
    }
    place.attune("share out --to pack --agree A --agree Zed").ended(2);
    assert!(!place.path("pack").exists());
}

#[test]
fn a_pack_holds_exactly_what_it_lists() {
    let place = place();
    let said = said(&place);
    assert!(said.len() > 10, "the talk has words: {said:?}");
    place.attune("share out --to pack --agree a --agree B --until 2027-03-01").ended(0);
    let listed: serde_json::Value =
        serde_json::from_str(&place.read("pack/contents.json")).unwrap();
    let files = listed["files"].as_array().unwrap();
    let mut names: BTreeSet<String> =
        files.iter().map(|file| file["name"].as_str().unwrap().to_owned()).collect();
    for file in files {
        let bytes = std::fs::read(place.path("pack").join(file["name"].as_str().unwrap())).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(file["sha256"], hash.as_str());
        assert_eq!(file["bytes"], bytes.len());
        assert!(place.read("pack/CONTENTS.txt").contains(file["name"].as_str().unwrap()));
    }
    names.extend(["CONTENTS.txt", "contents.json"].map(str::to_owned));
    let there = std::fs::read_dir(place.path("pack")).unwrap();
    let there: BTreeSet<String> =
        there.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(there, names);
    for name in &there {
        let bytes = std::fs::read(place.path("pack").join(name)).unwrap();
        assert!(!holds_words(&bytes, &said), "{name}");
    }
    assert_eq!((&listed["words"], &listed["names_hidden"]), (&false.into(), &false.into()));
    assert!(place.read("pack/CONTENTS.txt").contains("delete it after 2027-03-01"));
    // What lies there already is not added to.
    place.attune("share out --to pack --agree A --agree B").ended(2);
}

#[test]
fn words_go_along_only_when_chosen_and_moments_as_chosen() {
    let place = place();
    let said = said(&place);
    place.attune("share out --to all --agree A --agree B --with-words").ended(0);
    let page = std::fs::read(place.path("all/page.html")).unwrap();
    let rows = |name: &str| place.read(name).lines().count() - 1;
    let all = rows("all/moments.csv");
    assert!(all > 1, "this talk has moments to choose from: {all}");
    assert!(holds_words(&page, &said));
    place.attune("share out --to one --agree A --agree B --moments 1").ended(0);
    assert_eq!(rows("one/moments.csv"), 1);
    // The pack's first is the couple page's first, and the list names it.
    place.attune("report out --for couple").ended(0);
    let couple = place.read("out/couple.html");
    let first = couple.split("id=\"moment-1\"").nth(1).unwrap();
    let title = first.split("<h3>").nth(1).unwrap().split("</h3>").next().unwrap();
    let (when, what) = title.split_once(", ").unwrap();
    let listed = place.read("one/CONTENTS.txt");
    assert!(listed.contains(&format!("1 {what} ({when})")), "{title}: {listed}");
    place.attune("share out --to none --agree A --agree B --moments 9").ended(2);
    for name in ["all/moments.csv", "all/cycles.csv", "all/numbers.csv", "all/contents.json"] {
        assert!(!holds_words(place.read(name).as_bytes(), &said), "{name}");
    }
}

#[test]
fn hidden_names_stand_nowhere() {
    let place = Place::new();
    let names = ["Annabelle", "Bartholomew"];
    let mut spans = String::from("dyad,start,end,person,code\n");
    let mut vtt = String::from("WEBVTT\n\n");
    for k in 0..8 {
        let at = 12 + 5 * k;
        let name = names[k % 2];
        spans += &format!("annabelle_and_b,{at},{},{name},criticise\n", at + 1);
        let said = format!("well, {} dear", names[1 - k % 2]);
        vtt += &format!("00:{at:02}.000 --> 00:{:02}.000\n<v {name}>{said}\n\n", at + 3);
    }
    vtt += "00:53.000 --> 00:55.000\n<v Zoe Secretname>hello\n\n";
    place.write("codes.csv", spans);
    place.write("annabelle_and_b.vtt", vtt);
    let wave =
        |k: i32, phase: f64| (f64::from(k) * 0.7 + phase).sin() + f64::from(k * k % 11) / 9.0;
    let mut dial = String::from("dyad,t,Annabelle,Bartholomew\n");
    for k in 0..200 {
        // With gaps, which are one person's fault.
        let of_a = if k % 40 < 3 { String::new() } else { wave(k, 0.0).to_string() };
        dial += &format!("annabelle_and_b,{k},{of_a},{}\n", wave(k + 3, 0.4));
    }
    place.write("annabelle_and_b.mp4", "not a film");
    place.write("dial.csv", dial);
    let columns = "--dyad dyad --time t --a Annabelle --b Bartholomew --kind rating --no-loop";
    let marks = "--spans codes.csv --turns annabelle_and_b.vtt --video annabelle_and_b.mp4";
    place.attune(&format!("analyze dial.csv {columns} {marks} --surrogates 20 -o out")).ended(0);
    std::fs::create_dir(place.path("pages")).unwrap();
    for reader in ["couple", "therapist", "paper"] {
        let ran =
            place.attune(&format!("report out --for {reader} --hide-names -o pages/{reader}"));
        let says = ran.ended(0).err;
        assert_eq!(says.contains("other names"), reader == "therapist", "{says}");
        assert_eq!(says.contains("recording of the room"), reader == "therapist", "{says}");
    }
    let line =
        "share out --agree Annabelle --agree bartholomew --hide-names --with-words --to pack";
    place.attune(line).ended(0);
    let files = ["pages", "pack"].map(|folder| std::fs::read_dir(place.path(folder)).unwrap());
    for file in files.into_iter().flatten() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for name in ["annabelle", "bartholomew", "secretname"] {
            assert!(!text.contains(name), "{path:?}");
        }
    }
}
