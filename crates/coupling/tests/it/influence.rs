//! Gottman and Murray's model against its definition: every threshold tried, every state gone to.

use attune_coupling::CircularShift;
use attune_coupling::measure::{
    Influence, InfluenceFitOptions, InfluenceModel, InfluenceShape, PersonFit, PersonModel,
    SteadyState, Switch, influence_test, person_influence, point_graph, source_shift_test,
};
use attune_coupling::{InputError, Tail};
use attune_testkit::{
    NaiveLeft, naive_bic, naive_influence_explained, naive_influence_slope, naive_null_cline,
    naive_point_graph, naive_push_left, naive_steady_states, naive_steps_of_influence,
    naive_uninfluenced,
};
use proptest::prelude::*;

/// Whole points from −4 to 4, half of them 0, one in twenty missing, and an own series that carries on
/// with some of itself and answers the partner, quite otherwise what is far out.
fn talk() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let turn = (0_u8..20, prop_oneof![Just(0_i8), -4_i8..5], -1.0_f64..1.0);
    let answers = (-0.8_f64..0.8, -0.6_f64..0.6, -0.6_f64..0.6, -9.0_f64..9.0);
    (prop::collection::vec(turn, 10..140), answers).prop_map(|(turns, (own, low, high, far))| {
        let mut now = 0.0;
        turns
            .into_iter()
            .map(|(gap, score, push)| {
                let (seen, partner) = (f64::round(now), f64::from(score));
                let slope = if partner < 0.0 { low } else { high };
                let more = if partner.abs() > 3.0 { -far * partner.signum() } else { 0.0 };
                now = own * now + slope * partner + more + push;
                (if gap == 0 { f64::NAN } else { seen }, if gap == 1 { f64::NAN } else { partner })
            })
            .unzip()
    })
}

/// Sums of at most 140 squares of points, in another order and from the normal equations.
const SUMS: f64 = 1e-7;

fn close(fast: f64, slow: f64) -> bool {
    (fast - slow).abs() <= SUMS * (1.0 + slow.abs()) || fast.is_nan() && slow.is_nan()
}

/// Squares that a step function (threshold, level) on the side of `sign` leaves.
fn squares(left: &[NaiveLeft], sign: f64, (threshold, level): (f64, f64)) -> f64 {
    let off = |l: &NaiveLeft| l.1 - if (l.0 - threshold) * sign > 0.0 { level } else { 0.0 };
    left.iter().map(|l| off(l) * off(l)).sum()
}

/// A switch is the best of all that have its sign and lie beyond the innermost score, and lowers BIC;
/// where none is there, none of them would.
fn check_switch(found: Option<Switch>, rest: &[NaiveLeft], sign: f64, effect: f64) {
    let all = squares(rest, sign, (0.0, 0.0));
    let innermost =
        rest.iter().map(|l| l.0 * sign).filter(|s| *s > 0.0).fold(f64::INFINITY, f64::min);
    let best = naive_steps_of_influence(rest, sign)
        .into_iter()
        .filter(|(threshold, level, _)| threshold * sign > innermost && level * effect > 0.0)
        .map(|(_, _, squares)| squares)
        .fold(all, f64::min);
    let (with, without) = (naive_bic(best, rest.len(), 4), naive_bic(all, rest.len(), 2));
    match found {
        Some(found) => {
            let kept = squares(rest, sign, (found.threshold, found.effect));
            assert!(close(kept, best) && with < without + SUMS, "{found:?} {best} {all}");
        }
        None => assert!(with > without - SUMS, "{best} {all}"),
    }
}

fn check_influence(fast: &PersonFit, left: &[NaiveLeft]) {
    match fast.model.influence {
        Influence::Bilinear { negative, positive } => {
            assert!(close(negative, naive_influence_slope(left, -1.0)), "{negative}");
            assert!(close(positive, naive_influence_slope(left, 1.0)), "{positive}");
        }
        Influence::Ojive {
            negative_threshold,
            positive_threshold,
            negative_level,
            positive_level,
        } => {
            for (sign, step) in [
                (-1.0, (negative_threshold, negative_level)),
                (1.0, (positive_threshold, positive_level)),
            ] {
                let all = naive_steps_of_influence(left, sign);
                let least = all.iter().map(|s| s.2).fold(f64::INFINITY, f64::min);
                // Several thresholds may leave the same squares.
                assert!(close(squares(left, sign, step), least), "{step:?} {all:?}");
                assert!(
                    all.iter().any(|s| s.0 == step.0 && close(s.1, step.1)),
                    "{step:?} {all:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_fit_agrees_with_every_threshold_tried(
        (own, partner) in talk(), ojive in any::<bool>(), neutral in 0_u8..2,
    ) {
        let shape = if ojive { InfluenceShape::Ojive } else { InfluenceShape::Bilinear };
        let options = InfluenceFitOptions { shape, neutral: f64::from(neutral), switches: true };
        let (ways, left) = naive_uninfluenced(&own, &partner, options.neutral);
        let fast = match person_influence(&own, &partner, &options) {
            Ok(fast) => fast,
            Err(InputError::TooFewNeutral { neutral, influenced, needed }) => {
                prop_assert_eq!((influenced, needed), (left.len(), 8));
                prop_assert!(neutral < 8 || influenced < 8);
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        prop_assert_eq!(fast.influenced_steps, left.len());
        for (fast, slow) in [
            (fast.model.constant, ways[0].0),
            (fast.constant_error, ways[0].1),
            (fast.model.inertia, ways[1].0),
            (fast.inertia_error, ways[1].1),
        ] {
            prop_assert!(close(fast, slow), "{fast} {slow}");
        }
        for &(score, mean, steps) in &fast.influence {
            let same: Vec<f64> = left.iter().filter(|l| l.0 == score).map(|l| l.1).collect();
            prop_assert_eq!(steps, same.len());
            prop_assert!(close(mean, same.iter().sum::<f64>() / steps as f64));
        }
        prop_assert!(fast.influence.windows(2).all(|two| two[0].0 < two[1].0));
        check_influence(&fast, &left);
        // What the function leaves, then what repair leaves, then damping.
        let without = |left: &[NaiveLeft], of: &dyn Fn(f64) -> f64| -> Vec<NaiveLeft> {
            left.iter().map(|l| (l.0, l.1 - of(l.0))).collect()
        };
        let rest = without(&left, &|score| fast.model.influence.at(score));
        check_switch(fast.model.repair, &rest, -1.0, 1.0);
        let rest = without(&rest, &|score| {
            fast.model.repair.filter(|r| score < r.threshold).map_or(0.0, |r| r.effect)
        });
        check_switch(fast.model.damping, &rest, 1.0, -1.0);
        let rest = without(&rest, &|score| {
            fast.model.damping.filter(|d| score > d.threshold).map_or(0.0, |d| d.effect)
        });
        let explained = 1.0 - squares(&rest, 1.0, (0.0, 0.0)) / squares(&left, 1.0, (0.0, 0.0));
        prop_assert!(close(fast.explained, explained), "{} {explained}", fast.explained);
    }

    #[test]
    fn influence_and_its_shifts_agree_with_two_regressions((own, partner) in talk()) {
        let shift = CircularShift { surrogates: 5, seed: 1 };
        let Ok(fast) = influence_test(&own, &partner, &shift) else { return Ok(()) };
        for (fast, source, target) in [(fast.b_to_a, &partner, &own), (fast.a_to_b, &own, &partner)] {
            // The same shifts with the slow statistic.
            let slow = source_shift_test(source, target, &shift, 3, Tail::Upper, |target| {
                let target = target.to_vec();
                Ok(move |source: &[f64]| naive_influence_explained(&target, source))
            }).unwrap();
            for (fast, slow) in fast.null.iter().zip(&slow.null).chain([(&fast.observed, &slow.observed)]) {
                prop_assert!(close(*fast, *slow), "{fast} {slow}");
            }
        }
    }

    #[test]
    fn the_point_graph_agrees_with_sums_and_an_integral(
        scores in prop::collection::vec((0_u8..12, -3_i8..4, -0.5_f64..0.5), 1..140),
        whole in any::<bool>(),
    ) {
        let score = |(gap, points, more): (u8, i8, f64)| {
            let points = f64::from(points) + if whole { 0.0 } else { more };
            if gap == 0 { f64::NAN } else { points }
        };
        let scores: Vec<f64> = scores.into_iter().map(score).collect();
        let present: Vec<f64> = scores.iter().copied().filter(|v| v.is_finite()).collect();
        let Ok(fast) = point_graph(&scores) else {
            prop_assert!(present.len() < 8 || present.iter().all(|v| *v == present[0]));
            return Ok(());
        };
        let slow = naive_point_graph(&scores);
        for (fast, slow) in fast.cumulated.iter().zip(&slow.cumulated) {
            prop_assert!((fast - slow).abs() < 1e-9);
        }
        for (fast, slow) in [
            (fast.mean, slow.mean),
            (fast.test.standard_error, slow.standard_error),
            (fast.ratio, slow.ratio),
        ] {
            // Cosines about the mean instead of about 0.
            prop_assert!((fast - slow).abs() < 1e-9, "{fast} {slow}");
        }
        prop_assert!(close(fast.naive_t, slow.naive_t), "{} {}", fast.naive_t, slow.naive_t);
        // Simpson's rule with 2,000 steps.
        prop_assert!((fast.test.p - slow.p).abs() < 1e-7, "{:?} {}", fast.test, slow.p);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A little off whole points, so that no state lies on a threshold.
    #[test]
    fn steady_states_are_where_the_equations_stay(
        people in prop::array::uniform2(person()),
    ) {
        let model = InfluenceModel { a: people[0], b: people[1] };
        for partner in [-5.3, -1.7, 0.0, 0.4, 2.9, 6.1] {
            // 4000 steps at an inertia of at most 0.9.
            prop_assert!((model.a.null_cline(partner) - naive_null_cline(&model.a, partner)).abs() < 1e-9);
        }
        let alone = PersonModel { repair: None, damping: None, ..model.a };
        prop_assert!((alone.uninfluenced() - naive_null_cline(&alone, 0.0)).abs() < 1e-9);
        let states = model.steady_states();
        for (a, b) in naive_steady_states(&model, (-60.0, 60.0), 6000) {
            let known = states.iter().any(|s| (s.a - a).abs() + (s.b - b).abs() < 1e-5);
            prop_assert!(known, "({a}, {b}) {states:?}");
        }
        for state in &states {
            let push = 1e-7;
            let next = model.next((state.a, state.b));
            prop_assert!((next.0 - state.a).abs() + (next.1 - state.b).abs() < 1e-8);
            let (thresholds, near) = (thresholds(&model), |score: f64, at: f64| (score - at).abs() < 1e-6);
            if thresholds.iter().any(|&(a, b)| near(state.a, a) || near(state.b, b)) {
                continue;
            }
            let left = naive_push_left(&model, (state.a, state.b), push);
            // Differences of 1e-7 keep eight digits; the root of 1024 is off by a factor that the
            // slopes' shape decides.
            prop_assert!((left - state.eigenvalue).abs() < 0.02, "{left} {state:?}");
            prop_assert_eq!(state.stable, state.eigenvalue < 1.0);
            if state.eigenvalue < 0.98 {
                // Back after a small push.
                let end = model.settle((state.a + push, state.b - push)).unwrap();
                prop_assert!((end.0 - state.a).abs() + (end.1 - state.b).abs() < 1e-6, "{end:?} {state:?}");
            }
        }
        let basins = model.basins(-6.3, 6.4, 7);
        for (k, end) in basins.ends.iter().enumerate() {
            let start = (basins.starts[k / 7], basins.starts[k % 7]);
            let at = |steps: usize| (0..steps).fold(start, |now, _| model.next(now));
            let near = |s: &SteadyState, (a, b): (f64, f64)| {
                (s.a - a).abs() + (s.b - b).abs() < 1e-5
            };
            match end {
                Some(place) => prop_assert!(near(&basins.states[*place], at(20_000)), "{start:?}"),
                // Ten thousand steps are waited for; who is near by eight thousand arrives.
                None => prop_assert!(
                    !basins.states.iter().any(|s| near(s, at(8000)) && s.eigenvalue < 0.99),
                    "{start:?} {:?}", at(8000)
                ),
            }
        }
    }
}

fn person() -> impl Strategy<Value = PersonModel> {
    let bilinear = (-1.2_f64..1.2, -1.2_f64..1.2)
        .prop_map(|(negative, positive)| Influence::Bilinear { negative, positive });
    let ojive = (-3.0_f64..-0.1, 0.1_f64..3.0, -2.0_f64..2.0, -2.0_f64..2.0).prop_map(
        |(negative_threshold, positive_threshold, negative_level, positive_level)| {
            Influence::Ojive {
                negative_threshold,
                positive_threshold,
                negative_level,
                positive_level,
            }
        },
    );
    let switch = |threshold: std::ops::Range<f64>, effect: std::ops::Range<f64>| {
        prop::option::of(
            (threshold, effect).prop_map(|(threshold, effect)| Switch { threshold, effect }),
        )
    };
    let (constant, inertia) = (-1.0_f64..1.0, -0.9_f64..0.9);
    let switches = (switch(-6.0..-1.0, 0.1..3.0), switch(1.0..6.0, -3.0..-0.1));
    (constant, inertia, prop_oneof![bilinear, ojive], switches).prop_map(
        |(constant, inertia, influence, (repair, damping))| PersonModel {
            constant,
            inertia,
            influence,
            repair,
            damping,
        },
    )
}

/// Where the equations bend or jump: scores of A (in B's equation) and of B (in A's).
fn thresholds(model: &InfluenceModel) -> Vec<(f64, f64)> {
    let ends =
        |person: &PersonModel| -> Vec<f64> { person.pieces().iter().map(|p| p.to).collect() };
    let (of_b, of_a) = (ends(&model.a), ends(&model.b));
    let of_a = of_a.into_iter().map(|a| (a, f64::INFINITY));
    of_a.chain(of_b.into_iter().map(|b| (f64::INFINITY, b))).collect()
}
