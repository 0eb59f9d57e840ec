//! Coherence and phase against slow sums, scipy and laws.

use attune_coupling::InputError;
use attune_coupling::measure::{
    PhaseOptions, WelchOptions, coherence, coherence_test, phase_coupling, phase_coupling_test,
};
use attune_coupling::surrogate::PhaseRandomised;
use attune_testkit::naive_coherence;
use attune_testkit::reference::{json, named_columns, number, numbers};
use attune_testkit::simulate::{autoregressive, generator, with_missing};
use proptest::prelude::*;

fn series(len: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-3.0_f64..3.0, len)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn coherence_agrees_with_the_sum(
        (a, b) in (80_usize..200).prop_flat_map(|n| (series(n), series(n))),
        segment in 8_usize..33, overlap in 0_usize..8, low in 0.0_f64..0.2,
        (missing, seed) in (0.0_f64..0.02, any::<u64>()),
    ) {
        let random = &mut generator(seed, 0);
        let (a, b) = (with_missing(&a, missing, random), with_missing(&b, missing, random));
        let options =
            WelchOptions { segment, overlap, low, high: 0.4, max_gap: 0.0, ..WelchOptions::default() };
        let fast = match coherence(&a, &b, &options) {
            Ok(fast) => fast,
            // Gaps leave fewer than two segments.
            Err(InputError::NoStretch { .. }) => return Ok(()),
            Err(other) => panic!("{other}"),
        };
        let hertz = |k: usize| k as f64 / segment as f64;
        let band = (1..=segment / 2).filter(|k| (low..=0.4).contains(&hertz(*k)));
        let of_band: Vec<f64> =
            band.map(|k| naive_coherence(&a, &b, (segment, overlap), k).0).collect();
        let mean = of_band.iter().sum::<f64>() / of_band.len() as f64;
        prop_assert!((fast.band.coherence - mean).abs() < 1e-9);
        for k in 1..=segment / 2 {
            let (slow, phase) = naive_coherence(&a, &b, (segment, overlap), k);
            // The transform sums in another order.
            prop_assert!((fast.coherence[k] - slow).abs() < 1e-9, "{k}");
            prop_assert!(slow < 1e-6 || (fast.phase[k] - phase).sin().abs() < 1e-6, "{k}");
        }
    }

    #[test]
    fn units_and_zeros_of_the_sensors_do_not_matter(
        (a, b) in (150_usize..200).prop_flat_map(|n| (series(n), series(n))),
        scale in 0.1_f64..50.0, level in -20.0_f64..20.0,
    ) {
        let moved: Vec<f64> = a.iter().map(|v| level + scale * v).collect();
        let (one, other) = (
            coherence(&a, &b, &WelchOptions::default()).unwrap(),
            coherence(&moved, &b, &WelchOptions::default()).unwrap(),
        );
        prop_assert!((one.band.coherence - other.band.coherence).abs() < 1e-9);
        let (one, other) = (
            phase_coupling(&a, &b, &PhaseOptions::default()).unwrap(),
            phase_coupling(&moved, &b, &PhaseOptions::default()).unwrap(),
        );
        prop_assert!((one.locking - other.locking).abs() < 1e-8);
        prop_assert_eq!(one.samples, other.samples);
    }
}

#[test]
fn agrees_with_scipy() {
    let expected = json("frequency/expected.json");
    let [a, b] = named_columns("frequency/input.csv", ["a", "b"]);
    let options =
        WelchOptions { rate: 4.0, segment: 128, overlap: 64, low: 0.3, high: 0.6, max_gap: 0.0 };
    let found = coherence(&a, &b, &options).unwrap();
    let phase: Vec<f64> = found.phase.iter().map(|p| -p).collect();
    let check = |name: &str, ours: &[f64]| {
        let theirs = numbers(&expected, name);
        assert_eq!(ours.len(), theirs.len());
        // The mean is taken off, so that bin 0 is rounding on both sides.
        for (k, (ours, theirs)) in ours.iter().zip(&theirs).enumerate().skip(1) {
            assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{name} {k}: {ours} {theirs}");
        }
    };
    check("frequencies", &found.frequencies);
    check("coherence", &found.coherence);
    // The last bin's phase is 0 or π, whichever rounding says: all others must agree.
    let theirs = numbers(&expected, "csd_phase");
    for (k, (ours, theirs)) in phase.iter().zip(&theirs).enumerate().take(64).skip(1) {
        assert!((ours - theirs).abs() <= 1e-9, "{k}: {ours} {theirs}");
    }
    check("power_a", &found.power_a);
    check("power_b", &found.power_b);

    let options =
        PhaseOptions { rate: 4.0, low: 0.3, high: 0.6, order: 3, max_gap: 0.0, edge: 0.0 };
    let found = phase_coupling(&a, &b, &options).unwrap();
    for (name, ours) in [
        ("plv", found.locking),
        ("mean_difference", found.mean_difference),
        ("circular_correlation", found.circular_correlation),
    ] {
        let theirs = number(&expected, name);
        assert!((ours / theirs - 1.0).abs() < 1e-9, "{name}: {ours} {theirs}");
    }
    let theirs = numbers(&expected, "difference");
    for (row, theirs) in numbers(&expected, "difference_rows").iter().zip(theirs) {
        let ours = found.difference[*row as usize];
        assert!((ours - theirs).abs() < 1e-9, "{row}: {ours} {theirs}");
    }
}

#[test]
fn a_shared_rhythm_is_beyond_chance_and_an_own_one_is_not() {
    let mut random = generator(3, 0);
    let rhythm: Vec<f64> = (0..600).map(|t| (0.6 * f64::from(t)).sin()).collect();
    let mut with_noise = |x: &[f64]| -> Vec<f64> {
        let noise = autoregressive(600, 0.5, &mut random);
        let jitter = autoregressive(600, 0.98, &mut random);
        (0..600).map(|t| x[t] * (1.0 + 0.3 * jitter[t]) + noise[t]).collect()
    };
    let common = with_noise(&rhythm);
    let a: Vec<f64> = with_noise(&[0.0; 600]).iter().zip(&common).map(|(x, c)| x + c).collect();
    let b: Vec<f64> = with_noise(&[0.0; 600]).iter().zip(&common).map(|(x, c)| x + c).collect();
    let lone = with_noise(&[0.0; 600]);
    let copies = PhaseRandomised { surrogates: 99, seed: 2 };
    let welch = WelchOptions { low: 0.02, high: 0.4, ..WelchOptions::default() };
    assert_eq!(coherence_test(&a, &b, &welch, &copies).unwrap().p, 0.01);
    assert!(coherence_test(&a, &lone, &welch, &copies).unwrap().p > 0.05);
    let phase = PhaseOptions { low: 0.15, high: 0.4, ..PhaseOptions::default() };
    assert_eq!(phase_coupling_test(&a, &b, &phase, &copies).unwrap().locking.p, 0.01);
    assert!(phase_coupling_test(&a, &lone, &phase, &copies).unwrap().locking.p > 0.05);
}

#[test]
fn same_bits_on_any_number_of_threads_and_swapped() {
    let mut random = generator(5, 0);
    let a = with_missing(&autoregressive(400, 0.9, &mut random), 0.1, &mut random);
    let b = autoregressive(400, 0.8, &mut random);
    let copies = PhaseRandomised { surrogates: 39, seed: 2 };
    let run = |threads: usize, a: &[f64], b: &[f64]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let welch = WelchOptions { rate: 4.0, ..WelchOptions::default() };
            let phase = PhaseOptions { rate: 4.0, low: 0.2, high: 0.6, ..PhaseOptions::default() };
            (
                coherence_test(a, b, &welch, &copies).unwrap(),
                phase_coupling_test(a, b, &phase, &copies).unwrap(),
            )
        })
    };
    assert_eq!(run(1, &a, &b), run(3, &a, &b));
    assert_eq!(run(1, &a, &b), run(1, &b, &a));
}
