//! Events and codes against slow definitions and a coded study.

use attune_coupling::measure::{
    Code, DyadicMarkov, Episode, Logits, SequentialOptions, TwoByTwo, dyadic_markov,
    event_synchronisation, kaplan_meier, lag_sequential, repair, sequence_apim, state_space_grid,
};
use attune_testkit::reference::named_recording;
use attune_testkit::{
    naive_event_synchronisation, naive_greenwood, naive_survival, naive_two_by_two,
};
use proptest::prelude::*;

/// Quarter seconds, so that events coincide and distances tie.
fn times() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::btree_set(0_u16..400, 1..40)
        .prop_map(|set| set.into_iter().map(|t| f64::from(t) / 4.0).collect())
}

fn codes(len: usize) -> impl Strategy<Value = Vec<Code>> {
    prop::collection::vec(prop::option::weighted(0.9, 0_usize..3), len)
}

fn pair() -> impl Strategy<Value = (Vec<Code>, Vec<Code>)> {
    (8_usize..80).prop_flat_map(|n| (codes(n), codes(n)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn event_synchronisation_agrees_with_all_pairs(
        a in times(), b in times(), max_lag in 0.2_f64..8.0,
    ) {
        let fast = event_synchronisation(&a, &b, max_lag).unwrap();
        let (b_follows, a_follows) = naive_event_synchronisation(&a, &b, max_lag);
        let scale = ((a.len() * b.len()) as f64).sqrt();
        prop_assert_eq!(fast.strength, (b_follows + a_follows) / scale);
        prop_assert_eq!(fast.direction, (b_follows - a_follows) / scale);
        prop_assert!(fast.strength <= 1.0 + 1e-12);
        let later: Vec<f64> = a.iter().map(|t| t + 16.0).collect();
        let both: Vec<f64> = b.iter().map(|t| t + 16.0).collect();
        prop_assert_eq!(event_synchronisation(&later, &both, max_lag).unwrap(), fast);
    }

    #[test]
    fn lag_sequential_agrees_with_counting((a, b) in pair(), lag in -4_isize..5) {
        let options = SequentialOptions { codes: 3, lag, events: false, no_repeats: false };
        let Ok(fast) = lag_sequential(&a, &b, &options) else { return Ok(()) };
        let back = SequentialOptions { lag: -lag, ..options };
        let mirrored = lag_sequential(&b, &a, &back).unwrap();
        for g in 0..3 {
            for t in 0..3 {
                let [both, given_only, target_only, neither] =
                    naive_two_by_two(&a, &b, (g, t), lag);
                let slow = TwoByTwo { both, given_only, target_only, neither };
                let cell = 3 * g + t;
                prop_assert_eq!(fast.counts[cell], both);
                prop_assert_eq!(fast.z[cell].to_bits(), slow.z().to_bits());
                prop_assert_eq!(fast.log_odds[cell].to_bits(), slow.log_odds().to_bits());
                prop_assert_eq!(fast.counts[cell], mirrored.counts[3 * t + g]);
                let expected = (both + given_only) * (both + target_only) / slow.total();
                // Fitted in two steps instead of one product.
                prop_assert!((fast.expected[cell] - expected).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn kaplan_meier_agrees_with_redistribution(
        episodes in prop::collection::vec((1_u8..20, any::<bool>()), 1..30), time in 0_u8..22,
    ) {
        let pairs: Vec<(f64, bool)> = episodes.iter().map(|e| (f64::from(e.0), e.1)).collect();
        let list: Vec<Episode> =
            pairs.iter().map(|&(duration, ended)| Episode { duration, ended }).collect();
        let curve = kaplan_meier(&list);
        let fast = curve.at(f64::from(time));
        // Sums instead of products.
        let slow = naive_survival(&pairs, f64::from(time));
        prop_assert!(fast.is_nan() || (fast - slow).abs() < 1e-12, "{fast} {slow}");
        if let Some(step) = curve.steps.iter().rev().find(|step| step.time <= f64::from(time)) {
            let slow = naive_greenwood(&pairs, f64::from(time));
            prop_assert!((step.standard_error - slow).abs() < 1e-12, "{slow}");
        }
        // A sum of shares may miss one half by rounding.
        let half = |end: &f64| naive_survival(&pairs, *end) <= 0.5 + 1e-9;
        let ends = pairs.iter().filter(|e| e.1).map(|e| e.0);
        prop_assert_eq!(curve.median(), ends.filter(half).min_by(f64::total_cmp));
    }

    #[test]
    fn swapping_the_two_mirrors((a, b) in pair()) {
        let binary = |codes: &[Code]| -> Vec<Code> {
            codes.iter().map(|c| c.map(|c| c.min(1))).collect()
        };
        let (x, y) = (binary(&a), binary(&b));
        if let Ok(one) = sequence_apim(&x, &y) {
            let other = sequence_apim(&y, &x).unwrap();
            prop_assert_eq!((one.a, one.b), (other.b, other.a));
        }
        if let Ok(one) = repair(&a, &b, 3, 2.0, 6.0) {
            let other = repair(&b, &a, 3, 2.0, 6.0).unwrap();
            prop_assert_eq!(one.survival, other.survival);
            prop_assert_eq!(one.rate.to_bits(), other.rate.to_bits());
        }
        if let Ok(one) = state_space_grid(&a, &b, 3, 1.0) {
            let other = state_space_grid(&b, &a, 3, 1.0).unwrap();
            prop_assert!((one.dispersion - other.dispersion).abs() < 1e-12);
            prop_assert_eq!(one.mean_visit, other.mean_visit);
        }
    }
}

/// Stress of the woman and support of the man, couple by couple.
fn couples_coping() -> Option<Vec<(Vec<Code>, Vec<Code>)>> {
    let header = ["couple", "sc_woman", "dc_man"];
    let [couple, stress, support] = named_recording("couples_coping/coping.csv", header)?;
    let mut couples: Vec<(Vec<Code>, Vec<Code>)> = Vec::new();
    for (row, id) in couple.iter().enumerate() {
        if row == 0 || couple[row - 1] != *id {
            couples.push((Vec::new(), Vec::new()));
        }
        let last = couples.last_mut()?;
        last.0.push(Some(stress[row] as usize));
        last.1.push(Some(support[row] as usize));
    }
    Some(couples)
}

#[test]
fn couples_coping_transitions_and_logits() {
    let Some(couples) = couples_coping() else { return };
    assert_eq!(couples.len(), 64);

    let counts = |codes: &[Code]| codes.iter().flatten().sum::<usize>() as f64;
    let x: Vec<f64> = couples.iter().map(|c| counts(&c.0)).collect();
    let y: Vec<f64> = couples.iter().map(|c| counts(&c.1)).collect();
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let product = |v: &[f64], w: &[f64]| {
        v.iter().zip(w).map(|(p, q)| (p - mean(v)) * (q - mean(w))).sum::<f64>()
    };
    let r = product(&x, &y) / (product(&x, &x) * product(&y, &y)).sqrt();
    assert!((r - 0.859).abs() < 5e-4, "{r}");

    let mut pooled = DyadicMarkov { states: 4, counts: vec![0.0; 16] };
    for (stress, support) in &couples {
        pooled.add(&dyadic_markov(stress, support, 2).unwrap());
    }
    let printed = [
        [0.79, 0.06, 0.06, 0.10],
        [0.19, 0.33, 0.08, 0.40],
        [0.32, 0.05, 0.31, 0.32],
        [0.05, 0.08, 0.06, 0.80],
    ];
    for (from, row) in printed.iter().enumerate() {
        for (to, printed) in row.iter().enumerate() {
            let ours = pooled.probability(from, to);
            // Two decimals are printed.
            assert!((ours - printed).abs() <= 5.001e-3, "{from} {to}: {ours}");
        }
    }

    let all: Vec<_> = couples.iter().map(|c| sequence_apim(&c.0, &c.1).unwrap()).collect();
    let check = |of: &dyn Fn(usize) -> Logits, printed: [f64; 4]| {
        let terms: [fn(&Logits) -> f64; 4] =
            [|l| l.intercept, |l| l.actor, |l| l.partner, |l| l.interaction];
        for (term, printed) in terms.iter().zip(printed) {
            let ours = (0..64).map(|c| term(&of(c))).sum::<f64>() / 64.0;
            // Three decimals are printed.
            assert!((ours - printed).abs() < 5e-4, "{ours} {printed}");
        }
    };
    check(&|c| all[c].b, [0.246, 0.791, 0.699, 0.036]);
    check(&|c| all[c].a, [0.276, 1.046, 0.521, 0.101]);
}

#[test]
fn support_follows_stress_no_more_by_onsets_but_more_by_states() {
    let Some(couples) = couples_coping() else { return };
    let options = SequentialOptions { codes: 2, lag: 1, events: false, no_repeats: false };
    let states: f64 =
        couples.iter().map(|c| lag_sequential(&c.0, &c.1, &options).unwrap().counts[3]).sum();
    assert_eq!(states, 1508.0);
}
