//! The choice of delay and dimension against the definitions.

use attune_coupling::InputError;
use attune_coupling::measure::{false_neighbours, mutual_information_delay};
use attune_testkit::{naive_false_neighbours, naive_mutual_information};
use proptest::prelude::*;

/// Smooth, noisy or coarse, about one sample in 15 missing.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let cells = prop::collection::vec((0_u8..15, -2.0_f64..2.0), 3..90);
    (cells, 0.0_f64..0.9, any::<bool>()).prop_map(|(cells, memory, coarse)| {
        let mut now = 0.0;
        let next = |(gap, push): (u8, f64)| {
            now = memory * now + push;
            let read = if coarse { now.round() } else { now };
            if gap == 0 { f64::NAN } else { read }
        };
        cells.into_iter().map(next).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn information_by_lag_agrees_with_three_entropies(
        x in series(), max_lag in 1_usize..12, bins in 2_usize..20,
    ) {
        let fast = match mutual_information_delay(&x, max_lag, bins) {
            Ok(fast) => fast,
            Err(InputError::NoCompletePairs { .. }) => {
                prop_assert!(naive_mutual_information(&x, max_lag, bins).is_nan());
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        let slow: Vec<f64> =
            (0..=max_lag).map(|lag| naive_mutual_information(&x, lag, bins)).collect();
        for (fast, slow) in fast.information.iter().zip(&slow) {
            // Sums in another order; a lag without a pair says nothing.
            prop_assert!((fast - slow).abs() < 1e-12 || fast.is_nan() && slow.is_nan());
        }
        // Clear of rounding, the first lag that is lower than the one before and not higher than the
        // next.
        let (falls, clearly) = (|lag: usize, by: f64| slow[lag] < slow[lag - 1] - by, 1e-12);
        let bottom = |lag: usize, by: f64| falls(lag, by) && slow[lag] <= slow[lag + 1] - by;
        let end = fast.delay.unwrap_or(max_lag);
        prop_assert!((1..end).all(|lag| !bottom(lag, clearly)), "{:?} {slow:?}", fast.delay);
        prop_assert!(fast.delay.is_none_or(|lag| bottom(lag, -clearly)), "{:?} {slow:?}", fast.delay);
    }

    #[test]
    fn false_neighbours_agree_with_looking_at_all_points(
        x in series(), delay in 1_usize..4, most in 1_usize..4, theiler in 0_usize..5,
    ) {
        let fast = match false_neighbours(&x, delay, most, theiler) {
            Ok(fast) => fast,
            Err(InputError::NeverChanges { .. } | InputError::EmbeddingTooLong { .. }) => {
                return Ok(());
            }
            Err(other) => panic!("{other}"),
        };
        for (at, fast) in fast.iter().enumerate() {
            let slow = naive_false_neighbours(&x, delay, (at + 1, most), theiler);
            prop_assert!(*fast == slow || fast.is_nan() && slow.is_nan(), "{at}: {fast} {slow}");
        }
    }
}
