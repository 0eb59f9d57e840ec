//! Turns at talk and their words against the same by the definitions.

use attune_coupling::measure::{
    Accommodation, Adjustment, PronounCounts, StyleCounts, Turn, TurnOptions, accommodation,
    pronoun_talk, style_matching, turn_taking,
};
use attune_coupling::{InputError, Side};
use attune_testkit::{
    NaivePronoun, naive_accommodation, naive_joined, naive_pronouns, naive_speech,
    naive_style_matching, naive_transfers,
};
use proptest::prelude::*;

/// Turns of both in quarter seconds within 20 s, so that they begin, end and coincide together.
fn talk() -> impl Strategy<Value = Vec<Turn>> {
    let turn = (any::<bool>(), 0_u16..70, 1_u16..16).prop_map(|(of_a, start, length)| Turn {
        side: if of_a { Side::A } else { Side::B },
        start: f64::from(start) / 4.0,
        end: f64::from(start + length) / 4.0,
    });
    prop::collection::vec(turn, 1..24)
}

/// The middle value, the lower of two.
fn middle(values: &[f64]) -> Option<f64> {
    let above = |v: &f64| values.iter().filter(|other| *other > v).count();
    let below = |v: &f64| values.iter().filter(|other| *other < v).count();
    let n = values.len();
    values.iter().copied().find(|v| below(v) <= (n - 1) / 2 && above(v) <= n / 2)
}

/// Equal, or nothing on both sides.
fn agree(fast: f64, slow: f64, within: f64) -> bool {
    (fast - slow).abs() <= within || fast.is_nan() && slow.is_nan()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn turn_taking_agrees_with_the_turns_left_without_those_within(
        talk in talk(), quarters in 0_u8..5,
    ) {
        // A pause of exactly as long ends a turn.
        let join = f64::from(quarters) / 4.0;
        let Ok(fast) = turn_taking(&talk, &TurnOptions { join }) else {
            prop_assert!([Side::A, Side::B].iter().any(|s| talk.iter().all(|t| t.side != *s)));
            return Ok(());
        };
        let (a, b) = (naive_joined(&talk, Side::A, join), naive_joined(&talk, Side::B, join));
        let (transfers, within) = naive_transfers(&a, &b);
        prop_assert_eq!(&fast.transfers, &transfers);
        let plain = |turns: &[Turn]| turns.iter().map(|t| (t.start, t.end)).collect::<Vec<_>>();
        let [only_a, only_b, both] = naive_speech(&plain(&a), &plain(&b), 25.0, 0.25);
        prop_assert_eq!(fast.overlap_seconds, both);
        prop_assert_eq!(fast.overlap_share, both / (only_a + only_b + both));
        let offsets = |of: &dyn Fn(&f64) -> bool, to: &[Side]| -> Vec<f64> {
            transfers.iter().filter(|t| to.contains(&t.to)).map(|t| t.offset).filter(of).collect()
        };
        prop_assert_eq!(fast.median_offset, middle(&offsets(&|_| true, &[Side::A, Side::B])));
        for (speaker, side, own, within, seconds) in [
            (&fast.a, Side::A, &a, within[0], only_a + both),
            (&fast.b, Side::B, &b, within[1], only_b + both),
        ] {
            prop_assert_eq!((speaker.turns, speaker.within), (own.len(), within));
            prop_assert_eq!(speaker.seconds, seconds);
            prop_assert_eq!(speaker.share, seconds / (only_a + only_b + 2.0 * both));
            prop_assert_eq!(speaker.mean_turn, seconds / own.len() as f64);
            prop_assert_eq!(speaker.median_offset, middle(&offsets(&|_| true, &[side])));
            prop_assert_eq!(speaker.response_latency, middle(&offsets(&|o| *o >= 0.0, &[side])));
            prop_assert_eq!(speaker.came_in_early, offsets(&|o| *o < 0.0, &[side]).len());
        }
    }

    /// Tenths, which have no exact binary form, often equal, about one in eight missing.
    #[test]
    fn accommodation_agrees_with_all_pairs(
        talk in talk(), values in prop::collection::vec((0_u8..8, 0_u8..4), 24),
    ) {
        let value = |(gap, v): &(u8, u8)| if *gap == 0 { f64::NAN } else { f64::from(*v) * 0.1 };
        let values: Vec<f64> = values[..talk.len()].iter().map(value).collect();
        let slow = [None, Some(Side::B), Some(Side::A)]
            .map(|answers| naive_accommodation(&talk, &values, answers));
        let Accommodation { both, a_to_b, b_to_a } = match accommodation(&talk, &values) {
            Ok(fast) => fast,
            Err(InputError::TooShort { samples, .. }) => {
                prop_assert_eq!((samples, samples < 4), (slow[0].pairs, true));
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        for (fast, slow) in [both, a_to_b, b_to_a].iter().zip(&slow) {
            let of = |a: &Adjustment| [a.proximity, a.convergence, a.synchrony];
            for (fast, slow) in of(fast).into_iter().zip(of(slow)) {
                // At most 276 pairs, summed in another order.
                prop_assert!(agree(fast, slow, 1e-12), "{fast} {slow}");
            }
            prop_assert_eq!(fast.pairs, slow.pairs);
        }
    }

    #[test]
    fn style_matching_agrees_with_going_through_the_words(
        a in prop::collection::vec(prop::option::of(0_usize..4), 0..150),
        b in prop::collection::vec(prop::option::of(0_usize..4), 0..150),
        uncounted in 0_usize..6,
    ) {
        // Class 4 is never used; one class, or none, was not counted for A.
        let counts = |words: &[Option<usize>]| StyleCounts {
            words: words.len() as f64,
            classes: (0..5)
                .map(|class| words.iter().filter(|w| **w == Some(class)).count() as f64)
                .collect(),
        };
        let (mut for_a, for_b) = (counts(&a), counts(&b));
        if let Some(class) = for_a.classes.get_mut(uncounted) {
            *class = f64::NAN;
        }
        let Ok(fast) = style_matching(&for_a, &for_b) else {
            prop_assert!(a.is_empty() || b.is_empty());
            return Ok(());
        };
        let classes: Vec<usize> = (0..5).filter(|class| *class != uncounted).collect();
        let slow: Vec<f64> = classes.iter().map(|&c| naive_style_matching(&a, &b, c)).collect();
        for (class, slow) in classes.iter().zip(&slow) {
            // Percentages in another order.
            prop_assert!(agree(fast.by_class[*class], *slow, 1e-12));
        }
        prop_assert!(agree(fast.overall, slow.iter().sum::<f64>() / slow.len() as f64, 1e-12));
        let unused = classes.iter().any(|c| !a.iter().chain(&b).any(|w| *w == Some(*c)));
        let few = a.len().min(b.len()) < 100;
        prop_assert_eq!(fast.caveats.len(), usize::from(few) + usize::from(unused));
    }

    #[test]
    fn pronouns_agree_with_going_through_the_words(a in words(), b in words()) {
        let counts = |words: &[Option<NaivePronoun>]| {
            let count = |kind| words.iter().filter(|w| **w == Some(kind)).count() as f64;
            PronounCounts {
                words: words.len() as f64,
                we: count(NaivePronoun::We),
                i: count(NaivePronoun::I),
                you: count(NaivePronoun::You),
            }
        };
        let Ok(fast) = pronoun_talk(&counts(&a), &counts(&b)) else {
            prop_assert!(a.is_empty() || b.is_empty());
            return Ok(());
        };
        let (of_a, of_b) = (naive_pronouns(&a), naive_pronouns(&b));
        for (fast, (share, rates)) in [(fast.a, of_a), (fast.b, of_b)] {
            prop_assert!(agree(fast.we_share, share, 0.0));
            for (fast, slow) in [fast.we_rate, fast.i_rate, fast.you_rate].iter().zip(rates) {
                // Divided in another order.
                prop_assert!(agree(*fast, slow, 1e-12));
            }
        }
        prop_assert!(agree(fast.we_share, naive_pronouns(&[a, b].concat()).0, 0.0));
        let apart = [fast.we_asymmetry, fast.i_asymmetry, fast.you_asymmetry];
        for (k, fast) in apart.iter().enumerate() {
            prop_assert!(agree(*fast, of_a.1[k] - of_b.1[k], 1e-12));
        }
    }
}

fn words() -> impl Strategy<Value = Vec<Option<NaivePronoun>>> {
    let kinds = [NaivePronoun::We, NaivePronoun::I, NaivePronoun::You];
    prop::collection::vec(prop::option::weighted(0.2, prop::sample::select(kinds.to_vec())), 0..80)
}
