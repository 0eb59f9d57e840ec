//! The model of a scored talk: recovery, chance, and the point graph's trap.

use attune_coupling::CircularShift;
use attune_coupling::measure::{
    Influence, InfluenceFitOptions, InfluenceModel, PersonModel, influence_test, person_influence,
    point_graph,
};
use attune_testkit::simulate::{autoregressive, generator, normal};
use proptest::prelude::*;

/// Scores that follow a model, with noise, rounded to whole points as codes are.
fn talk(model: &InfluenceModel, n: usize, index: u64) -> (Vec<f64>, Vec<f64>) {
    let random = &mut generator(40, index);
    let mut now = (0.0_f64, 0.0_f64);
    (0..n)
        .map(|_| {
            let next = model.next(now);
            now = ((next.0 + normal(random)).round(), (next.1 + normal(random)).round());
            now
        })
        .unzip()
}

fn person(constant: f64, negative: f64, positive: f64) -> PersonModel {
    let influence = Influence::Bilinear { negative, positive };
    PersonModel { constant, inertia: 0.3, influence, repair: None, damping: None }
}

#[test]
fn planted_influence_is_recovered_and_beyond_chance() {
    let model = InfluenceModel { a: person(0.2, 0.5, 0.1), b: person(0.1, 0.0, 0.0) };
    let (a, b) = talk(&model, 4000, 0);
    let options = InfluenceFitOptions::default();
    let fit = person_influence(&a, &b, &options).unwrap();
    let Influence::Bilinear { negative, positive } = fit.model.influence else { panic!() };
    // A few standard errors of 4,000 steps; rounding adds a little noise of its own.
    assert!((negative - 0.5).abs() < 0.08 && (positive - 0.1).abs() < 0.08, "{fit:?}");
    assert!((fit.model.inertia - 0.3).abs() < 3.5 * fit.inertia_error);
    assert!((fit.model.constant - 0.2).abs() < 3.5 * fit.constant_error);
    assert!(fit.caveats.is_empty());

    let (a, b) = talk(&model, 400, 1);
    let shift = CircularShift { surrogates: 99, seed: 1 };
    let tests = influence_test(&a, &b, &shift).unwrap();
    assert_eq!(tests.b_to_a.p, 0.01);
    assert!(tests.a_to_b.p > 0.05);
    let swapped = influence_test(&b, &a, &shift).unwrap();
    assert_eq!((swapped.a_to_b, swapped.b_to_a), (tests.b_to_a, tests.a_to_b));
}

/// Science 3.12: 2,000 walks of 80 turns that go nowhere.
#[test]
fn the_honest_slope_test_leaves_driftless_walks_alone() {
    let (mut naive, mut honest, mut smooth) = (0, 0, 0);
    for index in 0..2000 {
        let graph = point_graph(&autoregressive(80, 0.0, &mut generator(41, index))).unwrap();
        naive += usize::from(graph.naive_t.abs() > 1.99);
        honest += usize::from(graph.test.p < 0.05);
        let slow = point_graph(&autoregressive(80, 0.5, &mut generator(42, index))).unwrap();
        smooth += usize::from(slow.test.p < 0.05);
    }
    let percent = |count: usize| count as f64 / 20.0;
    println!(
        "naive {} %, honest {} %, with memory {} %",
        percent(naive),
        percent(honest),
        percent(smooth)
    );
    // 85 % is printed; 2,000 runs have a standard error of 0.8.
    assert!((percent(naive) - 85.0).abs() < 2.5);
    assert!(percent(honest) <= 7.0 && percent(honest) >= 3.0);
    assert!(percent(smooth) <= 12.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every stable state is where the pair ends when it starts nearby, and every end is a state.
    #[test]
    fn steady_states_are_where_pairs_settle(
        (constant_a, constant_b) in (-1.0_f64..1.0, -1.0_f64..1.0),
        (negative, positive) in (-0.6_f64..0.6, -0.6_f64..0.6),
        threshold in 0.2_f64..2.0, level in 0.1_f64..1.5,
    ) {
        let steps = Influence::Ojive {
            negative_threshold: -threshold,
            positive_threshold: threshold,
            negative_level: -level,
            positive_level: level,
        };
        let model = InfluenceModel {
            a: person(constant_a, negative, positive),
            b: PersonModel { influence: steps, ..person(constant_b, 0.0, 0.0) },
        };
        let states = model.steady_states();
        for state in &states {
            let next = model.next((state.a, state.b));
            prop_assert!((next.0 - state.a).abs() + (next.1 - state.b).abs() < 1e-8);
        }
        for start in [(-3.0, -3.0), (0.0, 0.0), (3.0, -3.0), (3.0, 3.0)] {
            if let Some(end) = model.settle(start) {
                let known = states.iter().any(|s| (s.a - end.0).abs() + (s.b - end.1).abs() < 1e-6);
                prop_assert!(known, "{end:?} {states:?}");
            }
        }
    }
}
