//! Pictures as files: they stand alone and are well-formed.

use attune::MEASURES;
use attune::catalogue::Takes;
use attune::measure::{MeasureInput, Settings, Surrogates};
use attune_data::Turn;
use attune_report::picture::{self, Picture};

use crate::fixture;

fn pictures() -> Vec<Picture> {
    let study = fixture::study();
    let mut out: Vec<Picture> = picture::real_vs_strangers(&study, "dial").into_iter().collect();
    for dyad in &study.dyads {
        out.push(picture::traces(dyad));
        out.extend(picture::strangers(&study, dyad));
        out.extend(picture::lag_curve(dyad));
        out.extend(picture::lag_map(dyad));
        out.extend(picture::data_quality(dyad));
    }
    out.extend(measured());
    out
}

/// Every picture of every measure, of five minutes in which B does what A did a second ago.
fn measured() -> Vec<Picture> {
    let wave = |t: f64| (0.31 * t).sin() + 0.7 * (1.9 * t).sin() + 0.5 * (0.23 * t * t).sin();
    let series =
        |delay: f64| -> Vec<f64> { (0..600).map(|t| wave(0.5 * f64::from(t) - delay)).collect() };
    // Each takes the floor half a second after the other's end, or up to as much before it.
    let turns: Vec<Turn> = (0..40_u32)
        .map(|i| {
            let start_s = 7.0 * f64::from(i) + 0.25 * f64::from(i % 5);
            Turn { person: (i % 2) as usize, start_s, end_s: start_s + 6.5, said: None }
        })
        .collect();
    let mut out = Vec::new();
    for measure in MEASURES {
        let coded = matches!(measure.takes, Takes::Codes | Takes::Events);
        let ready = |x: Vec<f64>| -> Vec<f64> {
            match measure.name {
                "gottman-murray" | "point-graph" => x.iter().map(|x| (2.0 * x).round()).collect(),
                _ if coded => x.iter().map(|x| f64::from(u8::from(*x > 0.3))).collect(),
                _ => x,
            }
        };
        let input = MeasureInput {
            a: vec![ready(series(0.0))],
            b: vec![ready(series(1.0))],
            step_s: 0.5,
            coded,
            session_s: 300.0,
            turns: turns.clone(),
            ..MeasureInput::default()
        };
        let asked: &[(&str, &str)] = match measure.name {
            "dyadic-hidden-markov" => &[("states", "2"), ("starts", "1")],
            "crqa" => &[("window", "60")],
            _ => &[],
        };
        let asked: Vec<(String, String)> =
            asked.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let settings = Settings::of(measure, &asked).unwrap();
        for figure in measure.figures {
            let drawing = figure.drawing(&input, &settings, &Surrogates::default());
            let drawing = drawing.unwrap_or_else(|error| panic!("{}: {error}", measure.name));
            out.push(picture::measured(figure, "7", &drawing));
        }
    }
    out
}

#[test]
fn every_tag_is_closed() {
    for picture in pictures() {
        let svg = picture.standalone();
        let mut open = Vec::new();
        for tag in svg.split('<').skip(1) {
            let inside = tag.split('>').next().unwrap_or_default();
            let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
            if inside.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "{}", picture.name);
            } else if !inside.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{}: {open:?}", picture.name);
        assert!(svg.starts_with("<svg ") && svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        // Numbers only: influence and information are no infinity.
        let numbers = svg.replace("nfluence", "").replace("information", "");
        assert!(!svg.contains("NaN") && !numbers.contains("inf"), "{}", picture.name);
    }
}

#[test]
fn every_picture_has_a_title_a_sentence_and_a_table() {
    for picture in pictures() {
        assert!(!picture.title.is_empty());
        assert!(picture.summary.ends_with('.'), "{}", picture.summary);
        assert!(!picture.listing.rows.is_empty(), "{}", picture.name);
        for row in &picture.listing.rows {
            assert_eq!(row.len(), picture.listing.head.len(), "{}", picture.name);
        }
    }
}

#[test]
fn a_recording_without_a_claim_has_nothing_shaded() {
    let study = fixture::study();
    for at in [3, 4] {
        let svg = picture::traces(&study.dyads[at]).standalone();
        assert!(!svg.contains("class=\"p-shade\"") && !svg.contains("class=\"p-echo\""));
    }
    assert!(picture::strangers(&study, &study.dyads[3]).is_none());
    assert!(picture::lag_map(&study.dyads[3]).is_none());
}

#[test]
fn shading_is_exactly_where_windows_are_beyond_chance() {
    let mut dyad = fixture::study().dyads.swap_remove(2);
    let found = dyad.synchrony.as_mut().unwrap();
    for window in &mut found.windows {
        window.beyond_chance = (300.0..=360.0).contains(&window.t0);
    }
    let svg = picture::traces(&dyad).standalone();
    assert_eq!(svg.matches("class=\"p-shade\"").count(), 1);
    for window in &mut dyad.synchrony.as_mut().unwrap().windows {
        window.beyond_chance = false;
    }
    assert!(!picture::traces(&dyad).standalone().contains("class=\"p-shade\""));
}

#[test]
fn an_empty_recording_draws_nothing_and_breaks_nothing() {
    let mut dyad = fixture::study().dyads.swap_remove(3);
    for person in &mut dyad.people {
        person.trace.clear();
    }
    (dyad.n, dyad.start_s, dyad.step_s) = (0, f64::NAN, f64::NAN);
    (dyad.usable_s, dyad.n_eff) = (0.0, f64::NAN);
    let svg = picture::traces(&dyad).standalone();
    assert!(!svg.contains("NaN"), "{svg}");
    assert!(picture::data_quality(&dyad).is_none());
}
