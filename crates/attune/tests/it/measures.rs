//! Laws of every measure of the catalogue, whatever it measures.

use attune::catalogue::{Mirror, Takes};
use attune::measure::{MeasureInput, Settings, Surrogates, take};
use attune::{MEASURES, Measure};
use attune_data::{Said, Turn};

/// Numbers that look random and are the same on every machine.
fn noise(seed: u64, n: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    (0..n).map(|_| (0..6).map(|_| next()).sum()).collect()
}

/// Two people with something of everything: amounts, codes, events, turns with words.
fn input(measure: &Measure) -> MeasureInput {
    const N: usize = 400;
    let (mut a, mut b) = (noise(1, N), noise(2, N));
    for t in 1..N {
        a[t] += 0.6 * a[t - 1];
        b[t] += 0.5 * b[t - 1] + 0.5 * a[t - 1];
    }
    // A mood about 0 has moments at 0, which a model of points asks for.
    let points = |x: &[f64]| -> Vec<f64> { x.iter().map(|x| (1.5 * x).round()).collect() };
    let yes = |x: &[f64]| -> Vec<f64> { x.iter().map(|x| f64::from(u8::from(*x > 0.0))).collect() };
    let onsets = |x: &[f64]| -> Vec<f64> {
        (1..N).filter(|t| x[t - 1] < 0.8 && x[*t] >= 0.8).map(|t| 0.5 * t as f64).collect()
    };
    let events = [onsets(&a), onsets(&b)];
    let said = "we think that you know the way and I do not see it very often";
    let turn = |k: usize| {
        let start_s = 5.0 * k as f64 + 0.7 * noise(3, 40)[k].abs();
        let end_s = start_s + 3.0 + noise(4, 40)[k].abs();
        let words = said.split(' ').take(6 + (k * k) % 9).collect::<Vec<_>>().join(" ");
        Turn { person: k % 2, start_s, end_s, said: Some(Said::new(words)) }
    };
    let coded = matches!(measure.takes, Takes::Codes | Takes::Events);
    let ready = |x: &[f64]| match measure.name {
        "gottman-murray" | "point-graph" => points(x),
        _ if coded => yes(x),
        _ => x.to_vec(),
    };
    MeasureInput {
        a: vec![ready(&a)],
        b: vec![ready(&b)],
        shared: Vec::new(),
        step_s: 0.5,
        coded,
        code_names: Vec::new(),
        notes: Vec::new(),
        events,
        turns: (0..40).map(turn).collect(),
        session_s: 0.5 * N as f64,
    }
}

fn exchanged(input: &MeasureInput) -> MeasureInput {
    let [a, b] = input.events.clone();
    let turn = |turn: &Turn| Turn { person: 1 - turn.person, ..turn.clone() };
    MeasureInput {
        a: input.b.clone(),
        b: input.a.clone(),
        events: [b, a],
        turns: input.turns.iter().map(turn).collect(),
        ..input.clone()
    }
}

/// The defaults, but for what would take long or not fit two hundred seconds.
fn settings(measure: &Measure) -> Settings {
    let asked: &[(&str, &str)] = match measure.name {
        "windowed-cross-correlation" => &[("window", "20"), ("step", "5"), ("max-lag", "3")],
        "segment-synchrony" => &[("segment", "20")],
        "coherence" => &[("segment", "20")],
        "crqa" => &[("window", "20")],
        "recurrence-profile" => &[("max-lag", "5")],
        "event-synchronisation" => &[("max-lag", "4")],
        "matched-expressions" => &[("latest", "4")],
        "dyadic-hidden-markov" => &[("states", "2"), ("starts", "2")],
        "style-matching" => &[("stretch", "20")],
        _ => &[],
    };
    let asked: Vec<(String, String)> =
        asked.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Settings::of(measure, &asked).unwrap()
}

#[test]
fn every_measure_gives_what_its_entry_says_and_mirrors() {
    for measure in MEASURES {
        let (input, settings) = (input(measure), settings(measure));
        let surrogates =
            measure.nulls.first().map(|null| Surrogates { null: *null, count: 20, seed: 4 });
        let one = take(measure, &settings, &input, surrogates.as_ref());
        let other = take(measure, &settings, &exchanged(&input), surrogates.as_ref());
        let name = measure.name;
        let found = one.outcome.as_ref().unwrap_or_else(|error| panic!("{name}: {error}"));
        let mirrored = other.outcome.as_ref().unwrap_or_else(|error| panic!("{name}: {error}"));
        let names: Vec<&str> = found.values.iter().map(|(name, _)| *name).collect();
        let listed: Vec<&str> = measure.outputs.iter().map(|output| output.name).collect();
        assert_eq!(names, listed, "{name}");
        assert!(one.no_test.is_none(), "{name}: {:?}", one.no_test);
        for output in measure.outputs {
            let (becomes, sign) = match output.mirror {
                Mirror::Stays => (output.name, 1.0),
                Mirror::Turns => (output.name, -1.0),
                Mirror::Becomes(other) => (other, 1.0),
            };
            // `lam` is `lam_along_b` under the name that other programs print.
            let becomes = if output.name == "lam" || output.name == "tt" || output.name == "vmax" {
                continue;
            } else {
                becomes
            };
            let (x, y) = (found.value(output.name), sign * mirrored.value(becomes));
            // Sums over renamed states and both people's terms come in another order.
            let same = x.is_nan() && y.is_nan() || (x - y).abs() <= 1e-9 * (1.0 + x.abs());
            assert!(same, "{name} {}: {x} becomes {y}", output.name);
            let tested = one.tests.iter().find(|test| test.output == output.name);
            assert_eq!(tested.is_some(), output.tested.is_some(), "{name} {}", output.name);
            if let Some(test) = tested {
                let again = other.tests.iter().find(|test| test.output == becomes).unwrap();
                assert!((test.p - again.p).abs() < 1e-12, "{name} {}", output.name);
                assert!(test.p.is_finite(), "{name} {}", output.name);
            }
        }
        for figure in measure.figures {
            let drawn = figure.drawing(&input, &settings, &surrogates.unwrap_or_default());
            assert!(drawn.is_ok(), "{name} {}", figure.name);
        }
        for table in &found.tables {
            assert!(table.rows.iter().all(|(_, row)| row.len() == table.columns.len()), "{name}");
        }
    }
}

#[test]
fn what_a_measure_does_not_take_is_refused_with_what_it_takes() {
    for measure in MEASURES {
        let mut input = input(measure);
        input.a.push(input.a[0].clone());
        let result = take(measure, &settings(measure), &input, None);
        match measure.takes {
            Takes::Amounts | Takes::Scores | Takes::Codes => {
                let error = result.outcome.unwrap_err().to_string();
                assert!(error.contains("one column of each person"), "{}: {error}", measure.name);
            }
            _ => {}
        }
    }
}

/// Both follow a film, B a step later: A's past foretells B until the film's is known too.
#[test]
fn what_both_were_exposed_to_can_be_held_constant() {
    let (film, own) = (noise(5, 600), [noise(6, 600), noise(7, 600)]);
    let follows = |person: usize, delay: usize| -> Vec<f64> {
        (0..600).map(|t| 2.0 * film[t.max(delay) - delay] + 0.5 * own[person][t]).collect()
    };
    let alone = MeasureInput {
        a: vec![follows(0, 0)],
        b: vec![follows(1, 1)],
        step_s: 1.0,
        ..MeasureInput::default()
    };
    let told = MeasureInput { shared: vec![film], ..alone.clone() };
    for (name, output) in [("granger", "te_a_to_b"), ("apim", "t_a_to_b")] {
        let measure = attune::catalogue::measure(name).unwrap();
        let surrogates = Surrogates { null: measure.nulls[0], count: 99, seed: 2 };
        let of = |input: &MeasureInput| {
            let result = take(measure, &Settings::defaults(measure), input, Some(&surrogates));
            let p = result.tests.iter().find(|test| test.output == output).unwrap().p;
            (result.outcome.unwrap().value(output), p)
        };
        let (without, p_without) = of(&alone);
        let (with, p_with) = of(&told);
        assert!(with.abs() < without.abs() / 10.0, "{name}: {without} becomes {with}");
        assert!(p_without <= 0.03 && p_with > 0.05, "{name}: {p_without} becomes {p_with}");
    }
}
