//! Cross-recurrence against the slow definition, crqa, PyRQA and two real recordings.

use attune_coupling::InputError;
use attune_coupling::measure::{
    Recurrence, RecurrenceCaveat, RecurrenceOptions, Threshold, cross_recurrence, diagonal_profile,
};
use attune_testkit::reference::{json, named_columns, named_recording, number};
use attune_testkit::{NaiveRecurrence, naive_diagonal_share, naive_recurrence};
use proptest::prelude::*;

/// The line measures of the oracle's lengths: share of cells in lines, mean, longest, entropy.
fn measures(lengths: &[usize], min: usize, recurrent: u64) -> [f64; 4] {
    let long: Vec<usize> = lengths.iter().copied().filter(|&l| l >= min).collect();
    let cells: usize = long.iter().sum();
    let mut entropy = 0.0;
    for length in min..=*lengths.last().unwrap_or(&0) {
        let share = long.iter().filter(|&&l| l == length).count() as f64 / long.len() as f64;
        if share > 0.0 {
            entropy -= share * share.ln();
        }
    }
    [
        cells as f64 / recurrent as f64,
        cells as f64 / long.len() as f64,
        *lengths.last().unwrap_or(&0) as f64,
        if long.is_empty() { f64::NAN } else { entropy },
    ]
}

fn check(fast: &Recurrence, slow: &NaiveRecurrence, options: &RecurrenceOptions) {
    assert_eq!((fast.recurrent, fast.pairs), (slow.recurrent, slow.pairs));
    let same = |fast: [f64; 4], slow: [f64; 4]| {
        for (fast, slow) in fast.into_iter().zip(slow) {
            // Entropies are summed in another order.
            assert!((fast - slow).abs() < 1e-12 || fast.is_nan() && slow.is_nan(), "{fast} {slow}");
        }
    };
    let [determinism, mean, longest, entropy] =
        measures(&slow.diagonal, options.min_diagonal, slow.recurrent);
    same(
        [fast.determinism, fast.mean_diagonal, fast.longest_diagonal as f64, fast.entropy],
        [determinism, mean, longest, entropy],
    );
    for (fast, slow_lengths) in [(fast.along_a, &slow.along_a), (fast.along_b, &slow.along_b)] {
        let [laminarity, trapping, longest, _] =
            measures(slow_lengths, options.min_vertical, slow.recurrent);
        same(
            [fast.laminarity, fast.trapping_time, fast.longest as f64, 0.0],
            [laminarity, trapping, longest, 0.0],
        );
    }
}

/// Coarse values, so that long lines, ties and empty stretches all occur; about one in 12 missing.
fn series(len: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u8..12, 0_u8..5), len).prop_map(|cells| {
        let value = |(gap, v): (u8, u8)| if gap == 0 { f64::NAN } else { f64::from(v) };
        cells.into_iter().map(value).collect()
    })
}

fn pair() -> impl Strategy<Value = [Vec<f64>; 4]> {
    (8_usize..220).prop_flat_map(|n| [series(n), series(n), series(n), series(n)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn agrees_with_the_definition(
        [a, a_2, b, b_2] in pair(),
        dimension in 1_usize..7,
        delay in 1_usize..4,
        theiler in 0_usize..4,
        (channels, radius) in (1_usize..3, 0.0_f64..4.0),
        (min_diagonal, min_vertical) in (2_usize..7, 2_usize..7),
    ) {
        let options = RecurrenceOptions {
            dimension, delay, theiler, min_diagonal, min_vertical,
            threshold: Threshold::Radius(radius),
        };
        let (x, y): ([&[f64]; 2], [&[f64]; 2]) = ([&a, &a_2], [&b, &b_2]);
        let (x, y) = (&x[..channels], &y[..channels]);
        let Ok(fast) = cross_recurrence(x, y, &options) else { return Ok(()) };
        let slow = naive_recurrence(x, y, dimension, delay, theiler, radius);
        check(&fast, &slow, &options);

        // Swapping the two swaps the vertical lines and nothing else, to the bit.
        let swapped = cross_recurrence(y, x, &options).unwrap();
        let mirrored = Recurrence { along_a: fast.along_b, along_b: fast.along_a, ..fast.clone() };
        prop_assert_eq!(format!("{swapped:?}"), format!("{mirrored:?}"));

        // The radius found for a rate is the smallest distance that reaches it.
        let rate = (radius / 4.0).max(1e-6);
        let by_rate = RecurrenceOptions { threshold: Threshold::Rate(rate), ..options };
        let found = cross_recurrence(x, y, &by_rate).unwrap();
        let rank = (rate * slow.pairs as f64).ceil() as usize;
        prop_assert_eq!(found.radius, slow.squares[rank.max(1) - 1].sqrt());
    }

    #[test]
    fn a_profile_agrees_with_the_pairs_of_every_lag(
        [a, a_2, b, b_2] in pair(),
        (dimension, delay) in (1_usize..4, 1_usize..4),
        (channels, radius) in (1_usize..3, 0.0_f64..4.0), max_lag in 0_usize..9,
    ) {
        let options = RecurrenceOptions {
            dimension, delay, threshold: Threshold::Radius(radius), ..Default::default()
        };
        let (x, y): ([&[f64]; 2], [&[f64]; 2]) = ([&a, &a_2], [&b, &b_2]);
        let (x, y) = (&x[..channels], &y[..channels]);
        let Ok(fast) = diagonal_profile(x, y, &options, max_lag) else { return Ok(()) };
        prop_assert_eq!(fast.len(), 2 * max_lag + 1);
        for found in fast {
            let slow = naive_diagonal_share(x, y, (dimension, delay), radius, found.lag);
            // Whole numbers divided, and not a number without pairs.
            prop_assert!(found.share == slow || found.share.is_nan() && slow.is_nan());
        }
    }

    #[test]
    fn a_profile_is_reversed_by_swapping([a, _, b, _] in pair()) {
        let options = RecurrenceOptions::codes();
        let Ok(one) = diagonal_profile(&[&a], &[&b], &options, 5) else { return Ok(()) };
        let other = diagonal_profile(&[&b], &[&a], &options, 5).unwrap();
        for (one, other) in one.iter().zip(other.iter().rev()) {
            prop_assert_eq!(one.lag, -other.lag);
            prop_assert_eq!(one.share.to_bits(), other.share.to_bits());
        }
    }
}

#[test]
fn bands_are_joined_without_a_seam() {
    // Long enough to be cut into bands, with lines that cross all of them.
    let wave: Vec<f64> = (0..4300).map(|i| f64::from(i / 700 % 2)).collect();
    let noise: Vec<f64> =
        (0..4300_u32).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 30)).collect();
    let options = RecurrenceOptions::codes();
    for (a, b) in [(&wave, &wave), (&wave, &noise), (&noise, &wave)] {
        let fast = cross_recurrence(&[a], &[b], &options).unwrap();
        check(&fast, &naive_recurrence(&[a], &[b], 1, 1, 0, 0.0), &options);
    }
}

#[test]
fn agrees_with_crqa_and_pyrqa() {
    let reference = json("crqa/expected.json");
    let options = RecurrenceOptions {
        dimension: 3,
        delay: 5,
        threshold: Threshold::Radius(0.6),
        ..RecurrenceOptions::default()
    };
    for n in [1000, 5000, 10_000] {
        let [a, b] = named_columns(&format!("crqa/input_{n}.csv"), ["a", "b"]);
        let r = cross_recurrence(&[&a], &[&b], &options).unwrap();
        for (name, value) in [
            ("n", r.points as f64),
            ("rec", r.recurrent as f64),
            ("RR", r.rate),
            ("DET", r.determinism),
            ("L", r.mean_diagonal),
            ("Lmax", r.longest_diagonal as f64),
            ("ENTR", r.entropy),
            ("LAM_alongA", r.along_a.laminarity),
            ("TT_alongA", r.along_a.trapping_time),
            ("Vmax_alongA", r.along_a.longest as f64),
            ("LAM_alongB", r.along_b.laminarity),
            ("TT_alongB", r.along_b.trapping_time),
        ] {
            let theirs = number(&reference, &format!("expected/{n}/{name}"));
            // Relative: the same counts, divided in another order.
            assert!((value / theirs - 1.0).abs() < 1e-12, "{n} {name}: {value}, crqa {theirs}");
        }
    }
}

#[test]
fn gaze_of_a_speaker_and_a_listener() {
    let Some([narrator, listener]) =
        named_recording("gaze_and_hands/gaze.csv", ["narrator", "listener"])
    else {
        return;
    };
    let (a, b): (&[&[f64]], &[&[f64]]) = (&[&narrator], &[&listener]);
    let options = RecurrenceOptions::codes();
    let r = cross_recurrence(a, b, &options).unwrap();
    // The published figures have four decimals of a percent.
    assert!((100.0 * r.rate - 12.5229).abs() < 5e-5, "{}", r.rate);
    assert!((100.0 * r.determinism - 98.9593).abs() < 5e-5, "{}", r.determinism);
    let near = RecurrenceOptions { theiler: 2, ..options };
    let r = cross_recurrence(a, b, &near).unwrap();
    assert!((100.0 * r.rate - 12.4996).abs() < 5e-5, "{}", r.rate);
    let profile = diagonal_profile(a, b, &options, 100).unwrap();
    let peak = profile.iter().max_by(|x, y| x.share.total_cmp(&y.share)).unwrap();
    assert_eq!(peak.lag, 25, "the listener trails");
    assert!((peak.share - 0.339).abs() < 5e-4, "{}", peak.share);
}

#[test]
fn hands_of_two_people_who_build_together() {
    let header = ["P1_TT_d", "P1_TT_n", "P2_TT_d", "P2_TT_n"];
    let Some([a_d, a_n, b_d, b_n]) = named_recording("gaze_and_hands/hands.csv", header) else {
        return;
    };
    let options = RecurrenceOptions {
        dimension: 2,
        delay: 5,
        threshold: Threshold::Radius(0.3),
        ..RecurrenceOptions::default()
    };
    let r = cross_recurrence(&[&a_d, &a_n], &[&b_d, &b_n], &options).unwrap();
    assert!((100.0 * r.rate - 54.3678).abs() < 5e-5, "{}", r.rate);
    assert!((100.0 * r.determinism - 90.4481).abs() < 5e-5, "{}", r.determinism);
    assert!((100.0 * r.along_b.laminarity - 95.0181).abs() < 5e-5);
    assert!((100.0 * r.along_a.laminarity - 94.62).abs() < 5e-3);
}

#[test]
fn same_bits_on_any_number_of_threads() {
    let [a, b] = named_columns("crqa/input_5000.csv", ["a", "b"]);
    let options = RecurrenceOptions { dimension: 2, delay: 3, ..RecurrenceOptions::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| cross_recurrence(&[&a], &[&b], &options).unwrap())
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn what_cannot_be_answered_says_what_to_change() {
    let (a, b) = ([1.0, 2.0, 3.0, 4.0], [11.0, 12.0, 13.0, 14.0]);
    let far = RecurrenceOptions { threshold: Threshold::Radius(0.5), ..Default::default() };
    let r = cross_recurrence(&[&a], &[&b], &far).unwrap();
    assert_eq!(r.caveats[0], RecurrenceCaveat::NothingRecurs { radius: 0.5 });
    assert!(r.determinism.is_nan() && r.entropy.is_nan() && r.rate == 0.0);
    let r = cross_recurrence(&[&a], &[&b], &RecurrenceOptions::codes()).unwrap();
    assert_eq!(r.caveats[0], RecurrenceCaveat::NoCodeShared);

    let one_code = [3.0; 6];
    let r = cross_recurrence(&[&one_code], &[&one_code], &RecurrenceOptions::codes()).unwrap();
    assert_eq!(r.caveats[0], RecurrenceCaveat::OneCode);
    let few = RecurrenceCaveat::FewPairs { pairs: r.pairs, theiler: 0 };
    assert_eq!(r.caveats[1..], [few]);
    assert!(r.caveats[0].to_string().contains("more than one"));

    let long = RecurrenceOptions { dimension: 3, delay: 2, ..Default::default() };
    let error = cross_recurrence(&[&a], &[&b], &long).unwrap_err();
    assert_eq!(error, InputError::EmbeddingTooLong { dimension: 3, delay: 2, samples: 4 });
    let none = [f64::NAN; 4];
    let error = cross_recurrence(&[&a], &[&none], &far).unwrap_err();
    assert_eq!(error, InputError::NoCompletePairs { points: 4 });
    assert!(cross_recurrence(&[&a, &a], &[&b], &far).is_err());
    for bad in [Threshold::Radius(-1.0), Threshold::Rate(0.0), Threshold::Rate(f64::NAN)] {
        assert!(RecurrenceOptions { threshold: bad, ..far }.check(100).is_err());
    }
    for bad in [
        RecurrenceOptions { delay: 0, ..far },
        RecurrenceOptions { min_vertical: 1, ..far },
        RecurrenceOptions { theiler: 4, ..far },
    ] {
        assert!(bad.check(4).is_err());
    }
}
