//! Talk and matched expressions against slow counting, laws and chance.

use attune_coupling::measure::{
    MatchOptions, Recorded, StyleCounts, Turn, TurnOptions, accommodation, accommodation_test,
    matched_expressions, matched_expressions_test, style_matching, turn_taking, turn_taking_test,
};
use attune_coupling::{CircularShift, InputError, Side};
use attune_testkit::simulate::{autoregressive, generator};
use attune_testkit::{naive_matched, naive_speech};
use proptest::prelude::*;

/// Quarter seconds, so that moments coincide and windows end on events.
fn times() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::btree_set(0_u16..400, 1..40)
        .prop_map(|set| set.into_iter().map(|t| f64::from(t) / 4.0).collect())
}

/// Turns of one person, apart from each other, in quarter seconds up to 100 s.
fn turns(side: Side) -> impl Strategy<Value = Vec<Turn>> {
    times().prop_map(move |edges| {
        let pair = |two: &[f64]| Turn { side, start: two[0], end: *two.last().unwrap() };
        let whole = |t: &Turn| t.end > t.start;
        let mut turns: Vec<Turn> = edges.chunks(2).map(pair).filter(whole).collect();
        turns.push(Turn { side, start: 100.0, end: 101.0 });
        turns
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn matched_expressions_agree_with_counting(
        a in times(), b in times(), earliest in 0.0_f64..2.0, more in 0.25_f64..6.0,
    ) {
        let recorded = Recorded::new(&[(0.0, 100.0)]).unwrap();
        let options = MatchOptions { earliest, latest: earliest + more };
        let fast = matched_expressions(&a, &b, &recorded, &options).unwrap();
        let window = (options.earliest, options.latest);
        prop_assert_eq!(&fast.a_to_b.latencies, &naive_matched(&a, &b, window, 100.0));
        prop_assert_eq!(&fast.b_to_a.latencies, &naive_matched(&b, &a, window, 100.0));
        prop_assert!(fast.a_to_b.met <= fast.a_to_b.cues);
    }

    #[test]
    fn speech_and_overlap_agree_with_looking_at_every_moment(
        a in turns(Side::A), b in turns(Side::B),
    ) {
        let talk: Vec<Turn> = a.iter().chain(&b).copied().collect();
        let options = TurnOptions { join: 0.0 };
        let fast = turn_taking(&talk, &options).unwrap();
        let plain = |turns: &[Turn]| turns.iter().map(|t| (t.start, t.end)).collect::<Vec<_>>();
        let [only_a, only_b, both] = naive_speech(&plain(&a), &plain(&b), 101.0, 0.25);
        prop_assert_eq!(fast.a.seconds, only_a + both);
        prop_assert_eq!(fast.b.seconds, only_b + both);
        prop_assert_eq!(fast.overlap_seconds, both);
        // Later on the clock, nothing changes; swapped, the people do.
        let later: Vec<Turn> =
            talk.iter().map(|t| Turn { start: t.start + 64.0, end: t.end + 64.0, ..*t }).collect();
        let moved = turn_taking(&later, &options).unwrap();
        prop_assert_eq!((&moved.a, moved.median_offset), (&fast.a, fast.median_offset));
        let swapped = turn_taking(&talk.iter().map(|t| other(*t)).collect::<Vec<_>>(), &options);
        prop_assert_eq!(&swapped.unwrap().a, &fast.b);
    }

    #[test]
    fn style_is_the_same_whoever_comes_first(
        counts in prop::collection::vec((0_u8..30, 0_u8..30), 9), words in 100_u16..900,
    ) {
        let of = |pick: fn(&(u8, u8)) -> u8| StyleCounts {
            words: f64::from(words),
            classes: counts.iter().map(|c| f64::from(pick(c))).collect(),
        };
        let (a, b) = (of(|c| c.0), of(|c| c.1));
        let (one, two) = (style_matching(&a, &b).unwrap(), style_matching(&b, &a).unwrap());
        prop_assert_eq!(&one, &two);
        prop_assert!((0.0..=1.0).contains(&one.overall));
    }
}

fn other(turn: Turn) -> Turn {
    Turn { side: if turn.side == Side::A { Side::B } else { Side::A }, ..turn }
}

/// 60 smiles of A, most of them answered after about two seconds.
#[test]
fn planted_mimicry_is_beyond_chance_in_its_direction() {
    let random = &mut generator(5, 0);
    let noise = autoregressive(400, 0.0, random);
    let a: Vec<f64> =
        (0..60).map(|k| 10.0 * f64::from(k) + 3.0 * noise[k as usize].abs()).collect();
    let mut b: Vec<f64> =
        (0..60).filter(|k| k % 3 > 0).map(|k| a[k] + 2.0 + 0.3 * noise[k + 60]).collect();
    b.sort_by(f64::total_cmp);
    let recorded = Recorded::new(&[(0.0, 620.0)]).unwrap();
    let shift = CircularShift { surrogates: 99, seed: 1 };
    let options = MatchOptions::default();
    let found = matched_expressions(&a, &b, &recorded, &options).unwrap();
    assert!(found.a_to_b.share > 0.6 && (found.a_to_b.median_latency.unwrap() - 2.0).abs() < 0.3);
    let tests = matched_expressions_test(&a, &b, &recorded, &options, &shift).unwrap();
    assert_eq!(tests.a_to_b.p, 0.01);
    assert!(tests.b_to_a.p > 0.05);
    let swapped = matched_expressions_test(&b, &a, &recorded, &options, &shift).unwrap();
    assert_eq!((&swapped.b_to_a, &swapped.both), (&tests.a_to_b, &tests.both));
    let alone = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| matched_expressions_test(&a, &b, &recorded, &options, &shift).unwrap())
    };
    assert_eq!(alone(1), alone(3));
}

#[test]
fn who_answers_the_other_in_pitch_is_found_in_that_direction() {
    let random = &mut generator(6, 0);
    let own = autoregressive(120, 0.3, random);
    let noise = autoregressive(120, 0.0, random);
    let (mut talk, mut values) = (Vec::new(), Vec::new());
    for k in 0..120 {
        let side = if k % 2 == 0 { Side::A } else { Side::B };
        talk.push(Turn { side, start: 3.0 * k as f64, end: 3.0 * k as f64 + 2.5 });
        values.push(if k % 2 == 0 { own[k] } else { 0.8 * own[k - 1] + 0.5 * noise[k] });
    }
    let shift = CircularShift { surrogates: 99, seed: 1 };
    let tests = accommodation_test(&talk, &values, &shift).unwrap();
    // Fewer turns than that can be shifted.
    let least = 1.0 / (1.0 + tests.both.synchrony.null.len() as f64);
    assert_eq!(tests.a_to_b.synchrony.p, least);
    assert_eq!(tests.a_to_b.proximity.p, least);
    assert!(tests.a_to_b.convergence.p > 0.05);
    let found = accommodation(&talk, &values).unwrap();
    assert!(found.a_to_b.synchrony > 0.7 && found.b_to_a.synchrony < 0.5);
    // Another zero of the gauge changes nothing, another unit only the proximity.
    let scaled: Vec<f64> = values.iter().map(|v| 5.0 + 2.0 * v).collect();
    let other = accommodation(&talk, &scaled).unwrap();
    assert!((other.both.synchrony - found.both.synchrony).abs() < 1e-12);
    assert!((other.both.proximity - 2.0 * found.both.proximity).abs() < 1e-12);
}

#[test]
fn a_monologue_and_a_short_talk_say_what_is_missing() {
    let turn = |side, start: f64| Turn { side, start, end: start + 1.0 };
    let alone = [turn(Side::A, 0.0), turn(Side::A, 2.0)];
    let error = InputError::NoPartnerTurns { turns: 2 };
    assert_eq!(turn_taking(&alone, &TurnOptions::default()), Err(error));
    assert!(error.to_string().contains("both speak"));
    let both = [turn(Side::A, 0.0), turn(Side::B, 2.0)];
    let shift = CircularShift { surrogates: 9, seed: 1 };
    let short = turn_taking_test(&both, (0.0, 3.0), &TurnOptions::default(), &shift);
    assert!(matches!(short, Err(InputError::NoShift { .. })));
}
