//! Phase coupling and the phase's interval against the definitions.

use attune_coupling::Tail;
use attune_coupling::measure::{PhaseOptions, WelchOptions, phase_coupling, phase_spectrum};
use attune_coupling::surrogate::PhaseRandomised;
use attune_coupling::{InputError, Test};
use attune_testkit::simulate::{generator, with_missing};
use attune_testkit::{naive_phase_coupling, naive_phase_error};
use proptest::prelude::*;

fn series(len: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-3.0_f64..3.0, len)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Up to three samples in a hundred missing; gaps of up to two are bridged, or none.
    #[test]
    fn phase_coupling_agrees_with_plain_sums(
        (a, b) in (20_usize..180).prop_flat_map(|n| (series(n), series(n))),
        (low, width, order) in (0.05_f64..0.2, 0.06_f64..0.2, 1_usize..5),
        (rate, edge, max_gap) in (0.5_f64..8.0, 0.0_f64..1.0, 0_u8..3),
        (missing, seed) in (0.0_f64..0.03, any::<u64>()),
    ) {
        let random = &mut generator(seed, 0);
        let (a, b) = (with_missing(&a, missing, random), with_missing(&b, missing, random));
        let options = PhaseOptions {
            rate, order, edge, low: low * rate, high: (low + width) * rate,
            max_gap: f64::from(max_gap) / rate,
        };
        let slow = naive_phase_coupling(&a, &b, &options);
        let fast = match phase_coupling(&a, &b, &options) {
            Ok(fast) => fast,
            Err(InputError::NoStretch { .. }) => {
                prop_assert!(slow.difference.iter().all(|d| d.is_nan()));
                return Ok(());
            }
            Err(other) => panic!("{other}"),
        };
        prop_assert_eq!(fast.samples, slow.difference.iter().filter(|d| d.is_finite()).count());
        for (fast, slow) in fast.difference.iter().zip(&slow.difference) {
            prop_assert_eq!(fast.is_nan(), slow.is_nan());
            // The filter is summed in another order, which turns a small swing the most.
            prop_assert!(fast.is_nan() || (fast - slow).sin().abs() < 1e-7, "{fast} {slow}");
        }
        for (fast, slow) in [
            (fast.locking, slow.locking),
            (fast.mean_difference.cos() * fast.locking, slow.mean_difference.cos() * slow.locking),
            (fast.mean_difference.sin() * fast.locking, slow.mean_difference.sin() * slow.locking),
            (fast.lag * std::f64::consts::TAU * (options.low * options.high).sqrt(),
             fast.mean_difference),
        ] {
            prop_assert!((fast - slow).abs() < 1e-9, "{fast} {slow}");
        }
        // A mean direction of phases that have hardly any turns by much for little.
        let (fast, slow) = (fast.circular_correlation, slow.circular_correlation);
        prop_assert!((fast - slow).abs() < 1e-7, "{fast} {slow}");
    }

    #[test]
    fn the_phase_has_its_interval_and_its_line(
        (a, b) in (80_usize..200).prop_flat_map(|n| (series(n), series(n))),
        segment in 8_usize..33, overlap in 0.0_f64..0.9, low in 0.0_f64..0.1,
        (seed, shared) in (any::<u64>(), 0.0_f64..0.9),
    ) {
        let b: Vec<f64> = a.iter().zip(&b).map(|(a, b)| shared * a + (1.0 - shared) * b).collect();
        let overlap = (overlap * segment as f64) as usize;
        let welch = WelchOptions { segment, overlap, low, high: 0.4, ..WelchOptions::default() };
        let copies = PhaseRandomised { surrogates: 39, seed };
        let Ok(found) = phase_spectrum(&a, &b, &welch, &copies) else { return Ok(()) };
        for (k, coherence) in found.coherence.iter().enumerate() {
            let slow = naive_phase_error((segment, overlap), found.segments, *coherence);
            // Segments counted pair by pair instead of by how far they are apart.
            prop_assert!((found.error[k] - slow).abs() < 1e-9, "{} {slow}", found.error[k]);
            let p = Test::new(*coherence, found.test.null.clone(), Tail::Upper).p;
            prop_assert_eq!(found.beyond[k], p <= 0.05);
        }
        let highest = found.coherence.iter().copied().fold(0.0, f64::max);
        prop_assert_eq!(found.test.observed, highest);
    }
}
