//! Measures of two code sequences against the same counted from the definition.

use attune_coupling::measure::{
    Code, dyadic_markov, dyadic_markov_test, repair, repair_latency, sequence_apim,
    state_space_grid,
};
use attune_coupling::surrogate::CircularShift;
use attune_testkit::{
    naive_code_transfer, naive_lasting, naive_logits, naive_repair, naive_state_space_grid,
    naive_steps,
};
use proptest::prelude::*;

/// Codes that stay for a while, one in ten missing; lengths from 1, so that there may be no step.
fn pair(codes: usize) -> impl Strategy<Value = (Vec<Code>, Vec<Code>)> {
    let code = move || prop::option::weighted(0.9, 0..codes);
    let stays = move || {
        prop::collection::vec((code(), 1_usize..4), 1..40).prop_map(|stays| {
            stays.iter().flat_map(|&(code, moments)| vec![code; moments]).collect()
        })
    };
    (stays(), stays())
}

/// Equal, or nothing on both sides.
fn agree(fast: f64, slow: f64, within: f64) -> bool {
    (fast - slow).abs() <= within || fast.is_nan() && slow.is_nan()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn markov_steps_and_what_they_tell_agree_with_counting((a, b) in pair(3)) {
        let n = a.len().min(b.len());
        let Ok(chain) = dyadic_markov(&a, &b, 3) else {
            let whole = |t: usize| a[t].is_some() && b[t].is_some();
            prop_assert!((1..n).all(|t| !whole(t - 1) || !whole(t)));
            return Ok(());
        };
        for from in 0..9 {
            let count = |to: usize| naive_steps(&a, &b, (from % 3, from / 3), (to % 3, to / 3));
            let out: f64 = (0..9).map(count).sum();
            for to in 0..9 {
                prop_assert_eq!(chain.counts[9 * from + to], count(to));
                prop_assert!(agree(chain.probability(from, to), count(to) / out, 0.0));
            }
        }
        let shift = CircularShift { surrogates: 1, seed: 1 };
        let Ok(tests) = dyadic_markov_test(&a, &b, 3, &shift) else { return Ok(()) };
        // One sum over cells, the other over moments.
        prop_assert!(agree(tests.a_to_b.observed, naive_code_transfer(&a, &b), 1e-12));
        prop_assert!(agree(tests.b_to_a.observed, naive_code_transfer(&b, &a), 1e-12));
    }

    #[test]
    fn logits_are_at_the_top_of_the_likelihood((a, b) in pair(2)) {
        let Ok(fast) = sequence_apim(&a, &b) else {
            let slow = naive_logits(&a, &b).moments.min(naive_logits(&b, &a).moments);
            let n = a.len().min(b.len());
            let seen = |code| a[..n].iter().chain(&b[..n]).any(|seen| *seen == Some(code));
            prop_assert!(slow == 0.0 || !(seen(0) && seen(1)));
            return Ok(());
        };
        let n = a.len().min(b.len());
        for (fast, slow) in [
            (fast.a, naive_logits(&a[..n], &b[..n])),
            (fast.b, naive_logits(&b[..n], &a[..n])),
        ] {
            let effects = [fast.intercept, fast.actor, fast.partner, fast.interaction];
            for (fast, slow) in effects.iter().zip(&slow.effects) {
                // Newton's method stops where the slope is rounding.
                prop_assert!(agree(*fast, *slow, 1e-9), "{fast} {slow}");
            }
            for slow in slow.standard_errors {
                prop_assert!(agree(fast.standard_error, slow, 1e-9), "{slow}");
            }
            prop_assert_eq!(fast.moments, slow.moments);
        }
    }

    #[test]
    fn the_grid_agrees_with_its_list_of_stays((a, b) in pair(3), interval in 0.1_f64..20.0) {
        let Ok(fast) = state_space_grid(&a, &b, 3, interval) else {
            prop_assert!(a.iter().zip(&b).all(|(a, b)| a.is_none() || b.is_none()));
            return Ok(());
        };
        let slow = naive_state_space_grid(&a, &b, 3, interval);
        prop_assert_eq!(&fast.visits, &slow.visits);
        let counts = |g: &attune_coupling::measure::StateSpaceGrid| {
            (g.visits_total, g.cells_visited, g.transitions, g.attractor)
        };
        prop_assert_eq!(counts(&fast), counts(&slow));
        let numbers = [
            (fast.dispersion, slow.dispersion),
            (fast.visit_entropy, slow.visit_entropy),
            (fast.mean_visit, slow.mean_visit),
            (fast.attractor_share, slow.attractor_share),
            (fast.return_time, slow.return_time),
        ];
        for (fast, slow) in fast.durations.iter().copied().zip(slow.durations).chain(numbers) {
            // Sums of seconds instead of moments; at most 120 moments of 20 s.
            prop_assert!(agree(fast, slow, 1e-9), "{fast} {slow}");
        }
    }

    #[test]
    fn repair_agrees_with_the_mismatches_one_by_one(
        (a, b) in pair(2), interval in 0.1_f64..20.0, intervals in 0.5_f64..8.0,
    ) {
        let horizon = intervals * interval;
        let Ok(fast) = repair(&a, &b, 2, interval, horizon) else {
            prop_assert!(a.iter().zip(&b).all(|(a, b)| a.is_none() || b.is_none()));
            return Ok(());
        };
        let slow = naive_repair(&a, &b, interval, horizon);
        prop_assert_eq!(&fast.mismatches, &slow.mismatches);
        prop_assert_eq!(fast.matched_share, slow.matched_share);
        // Sums of shares instead of products.
        prop_assert!(agree(fast.rate, slow.rate, 1e-12), "{} {}", fast.rate, slow.rate);
        prop_assert_eq!(fast.median_latency, slow.median_latency);
        let moved = |side| slow.mismatches.iter().filter(|m| m.by.contains(&side)).count();
        prop_assert_eq!(fast.moved_by_a, moved(attune_coupling::Side::A));
        prop_assert_eq!(fast.moved_by_b, moved(attune_coupling::Side::B));
        let seconds: f64 = slow.mismatches.iter().map(|m| m.duration).sum();
        prop_assert!(agree(fast.mean_mismatch, seconds / slow.mismatches.len() as f64, 1e-12));

        let shift = CircularShift { surrogates: 1, seed: 1 };
        let Ok(latency) = repair_latency(&a, &b, 2, interval, horizon, &shift) else {
            return Ok(());
        };
        let seen = slow.mismatches.iter().filter(|m| m.beginning_seen);
        let episodes: Vec<(f64, bool)> = seen.map(|m| (m.duration, m.repaired)).collect();
        for (time, share) in latency.times.iter().zip(&latency.shares) {
            let slow = naive_lasting(&episodes, *time);
            // Before anything was seen to begin nothing is known of how long it lasts.
            prop_assert!(episodes.is_empty() || agree(*share, slow, 1e-12), "{share} {slow}");
        }
    }
}
