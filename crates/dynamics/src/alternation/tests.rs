use super::*;
use crate::random::Draws;

fn options() -> AlternationOptions {
    AlternationOptions {
        return_time_s: [20.0, 10.0],
        delay_s: [3.0, 4.0],
        expected: Expected::Lower,
        schedules: 99,
        seed: 1,
    }
}

fn in_turns(n: usize) -> Vec<PacingBlock> {
    (0..n)
        .map(|i| {
            let start_s = 60.0 + 180.0 * i as f64;
            PacingBlock { person: i % 2, start_s, end_s: start_s + 120.0 }
        })
        .collect()
}

/// A long block arrives in full; the own way in is `1 − e^{−t/T}`.
#[test]
fn a_lasting_block_arrives_as_the_closed_form_says() {
    let times: Vec<f64> = (0..600).map(f64::from).collect();
    let blocks = [
        PacingBlock { person: 0, start_s: 10.0, end_s: 1e6 },
        PacingBlock { person: 1, start_s: 10.5, end_s: 1e6 },
    ];
    let design = Design::new(0, &times, &blocks, &options()).unwrap();
    let [own, partner] = design.regressors(&[true, false]);
    for (t, x) in own.iter().enumerate() {
        let since = (t as f64 - 10.0).max(0.0);
        assert!((x - (1.0 - (-since / 20.0).exp())).abs() < 1e-12);
    }
    assert_eq!(partner[10], 0.0);
    assert!(partner[11] > 0.0 && (partner[599] - 1.0).abs() < 1e-9);
    // On the way it is late by all mean times together: 10 + 3 + 20 s after 10.5 s.
    let late: f64 = partner.iter().map(|x| 1.0 - x).sum();
    // The sum over whole seconds counts half a second more than the integral at each end.
    assert!((late - (10.5 + 33.0 + 0.5)).abs() < 0.51, "{late}");
}

#[test]
fn planted_effects_are_found_exactly_where_nothing_else_moves() {
    let times: Vec<f64> = (0..2160).map(f64::from).collect();
    let blocks = in_turns(12);
    let design = Design::new(0, &times, &blocks, &options()).unwrap();
    let own: Vec<bool> = blocks.iter().map(|b| b.person == 0).collect();
    let [x, y] = design.regressors(&own);
    let mut draws = Draws::new(4, 0);
    let outcome: Vec<f64> =
        x.iter().zip(&y).map(|(x, y)| 3.0 - 2.0 * x - 0.7 * y + 0.1 * draws.normal()).collect();
    let outcome = Outcome { variance: vec![0.01; 2160], values: outcome };
    let orders = every_order(&blocks, 1000);
    assert_eq!(orders.as_ref().map(Vec::len), Some(924));
    let case = Case { who: 0, times_s: &times, blocks: &blocks, orders: orders.as_deref() };
    let found = effect(&case, &outcome, 1e-4, &options()).unwrap();
    // Noise of .1 over 2160 samples.
    assert!((found.own.value + 2.0).abs() < 0.02 && (found.partner.value + 0.7).abs() < 0.02);
    assert!(found.partner.lo < found.partner.value && found.partner.value < found.partner.hi);
    assert_eq!((found.verdict, found.test.p), (ExerciseVerdict::Seen, 0.01));
    // Expected the other way, the same is not seen.
    let higher = AlternationOptions { expected: Expected::Higher, ..options() };
    let turned = effect(&case, &outcome, 1e-4, &higher).unwrap();
    assert_eq!((turned.verdict, turned.test.p), (ExerciseVerdict::NoVisibleEffect, 1.0));
}

#[test]
fn orders_are_enumerated_only_where_they_are_few_and_even() {
    assert_eq!(every_order(&in_turns(6), 1000).map(|o| o.len()), Some(20));
    assert!(every_order(&in_turns(6), 19).is_none());
    assert!(every_order(&in_turns(7), 1000).is_none());
    assert!(every_order(&in_turns(60), 100_000).is_none());
}
