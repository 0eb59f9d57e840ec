//! Prediction against slow definitions, JIDT, rties and chance.

use attune_coupling::measure::{
    LagOptions, NearestNeighbourOptions, Receiver, gaussian_transfer_entropy, lagged_regression,
    nearest_neighbour_transfer_entropy, source_shift_test,
};
use attune_coupling::surrogate::CircularShift;
use attune_coupling::{InputError, Tail};
use attune_testkit::reference::{json, named_columns, named_recording, number};
use attune_testkit::simulate::{generator, with_missing};
use attune_testkit::{
    naive, naive_gaussian_transfer_entropy, naive_least_squares,
    naive_nearest_neighbour_transfer_entropy, naive_residual_squares, naive_standard_errors,
};
use proptest::prelude::*;

fn series(len: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-3.0_f64..3.0, len)
}

fn pair() -> impl Strategy<Value = [Vec<f64>; 3]> {
    (40_usize..160).prop_flat_map(|n| [series(n), series(n), series(n)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nearest_neighbours_agree_with_the_definition(
        [a, b, _] in pair(), own in 1_usize..4, partner in 1_usize..3, lag in 1_usize..3,
        neighbours in 1_usize..6,
    ) {
        let lags = LagOptions { own, partner, lag };
        let options = NearestNeighbourOptions { lags, neighbours };
        let fast = nearest_neighbour_transfer_entropy(&a, &b, &options).unwrap();
        let slow =
            naive_nearest_neighbour_transfer_entropy(&a, &b, (own, partner, lag), neighbours);
        // Digammas are summed in another order.
        prop_assert!((fast.a_to_b - slow).abs() < 1e-10, "{} {slow}", fast.a_to_b);
        let swapped = nearest_neighbour_transfer_entropy(&b, &a, &options).unwrap();
        prop_assert_eq!(swapped.b_to_a.to_bits(), fast.a_to_b.to_bits());
    }

    /// One sample in twenty of each is missing.
    #[test]
    fn regressions_agree_with_the_normal_equations(
        [a, b, s] in pair(), own in 1_usize..4, partner in 1_usize..4, lag in 1_usize..4,
        seed in any::<u64>(),
    ) {
        let random = &mut generator(seed, 0);
        let [a, b, s] = [a, b, s].map(|x| with_missing(&x, 0.05, random));
        let options = LagOptions { own, partner, lag };
        let predictors = 1 + own + 2 * partner + 1;
        let (for_a, for_b) = (rows(&a, &b, &s, &options), rows(&b, &a, &s, &options));
        let Ok(fit) = lagged_regression(&a, &b, &[&s], &options) else {
            prop_assert!(for_a.len().min(for_b.len()) < predictors + 2);
            return Ok(());
        };
        let mut left = Vec::new();
        for (fast, rows) in [(&fit.a, for_a), (&fit.b, for_b)] {
            let column = |k: usize| rows.iter().map(|row| row.1[k]).collect::<Vec<f64>>();
            let design: Vec<Vec<f64>> = (1..=predictors).map(column).collect();
            let next = column(0);
            let (slow, errors) =
                (naive_least_squares(&design, &next), naive_standard_errors(&design, &next));
            let all = [fast.intercept].into_iter().chain(fast.actor.iter().copied());
            let all = all.chain(fast.shared.iter().copied()).chain(fast.partner.iter().copied());
            for (fast, (slow, error)) in all.zip(slow.iter().zip(errors)) {
                // The normal equations lose digits that the reflections keep, the more the fewer
                // moments are left over.
                prop_assert!((fast.estimate - slow).abs() < 1e-6 * (1.0 + slow.abs()));
                prop_assert!((fast.standard_error - error).abs() < 1e-6 * (1.0 + error));
            }
            let squares = naive_residual_squares(&design, &next);
            let about_mean = naive_residual_squares(&[vec![1.0; next.len()]], &next);
            prop_assert!((fast.r_squared - (1.0 - squares / about_mean)).abs() < 1e-7);
            let variance = squares / (next.len() - predictors) as f64;
            prop_assert!((fast.residual_sd - variance.sqrt()).abs() < 1e-6);
            prop_assert_eq!(fast.samples, next.len());
            left.push(rows.iter().map(|(t, row)| {
                let fitted = row[1..].iter().zip(&slow).map(|(x, s)| x * s).sum::<f64>();
                (*t, row[0] - fitted)
            }).collect::<Vec<(usize, f64)>>());
        }
        // What both leave at the same moment.
        let both = left[0].iter().filter_map(|(t, x)| {
            left[1].iter().find(|(other, _)| other == t).map(|(_, y)| (*x, *y))
        });
        let (x, y): (Vec<f64>, Vec<f64>) = both.unzip();
        let slow = naive::pearson(&x, &y);
        prop_assert!(x.len() < 3 || (fit.residual_correlation - slow).abs() < 1e-6, "{slow}");
        let swapped = lagged_regression(&b, &a, &[&s], &options).unwrap();
        prop_assert_eq!(&swapped.a, &fit.b);
        prop_assert_eq!(&swapped.b, &fit.a);
        prop_assert_eq!(swapped.residual_correlation.to_bits(), fit.residual_correlation.to_bits());
    }

    /// Coarse values tie; one sample in ten of each is missing.
    #[test]
    fn gaussian_transfer_agrees_with_the_residuals_of_two_regressions(
        [a, b, s] in pair(), own in 1_usize..3, partner in 1_usize..3, lag in 1_usize..3,
        (coarse, seed) in (any::<bool>(), any::<u64>()),
    ) {
        let random = &mut generator(seed, 0);
        let mut recorded = |x: &[f64]| -> Vec<f64> {
            let read = |v: &f64| if coarse { v.round() } else { *v };
            with_missing(&x.iter().map(read).collect::<Vec<f64>>(), 0.1, random)
        };
        let (a, b, s) = (recorded(&a), recorded(&b), recorded(&s));
        let options = LagOptions { own, partner, lag };
        let lags = (own, partner, lag);
        for shared in [&[][..], &[s.as_slice()]] {
            let slow = [
                naive_gaussian_transfer_entropy(&a, &b, shared, lags),
                naive_gaussian_transfer_entropy(&b, &a, shared, lags),
            ];
            let predictors = 1 + own + partner + shared.len() * (1 + partner);
            let Ok(fast) = gaussian_transfer_entropy(&a, &b, shared, &options) else {
                prop_assert!(slow.iter().any(|(_, moments)| *moments < predictors + 2));
                continue;
            };
            for (fast, (nats, moments)) in [fast.a_to_b, fast.b_to_a].iter().zip(slow) {
                // The normal equations lose digits, the more the fewer moments a fit leaves over.
                prop_assert!((fast.nats - nats).abs() < 1e-7, "{} {nats}", fast.nats);
                let left = moments - predictors;
                let f = ((2.0 * nats).exp() - 1.0) * left as f64 / partner as f64;
                prop_assert!((fast.f - f).abs() < 1e-6 * (1.0 + f), "{} {f}", fast.f);
                prop_assert_eq!((fast.degrees, fast.samples), ((partner, left), moments));
            }
        }
    }

    #[test]
    fn transfer_does_not_depend_on_units_and_is_never_negative(
        [a, b, s] in pair(), scale in 0.1_f64..50.0, shift in -9.0_f64..9.0,
    ) {
        let options = LagOptions::default();
        let te = gaussian_transfer_entropy(&a, &b, &[&s], &options).unwrap();
        let other: Vec<f64> = a.iter().map(|v| scale * v + shift).collect();
        let same = gaussian_transfer_entropy(&other, &b, &[&s], &options).unwrap();
        prop_assert!(te.a_to_b.nats >= 0.0 && te.b_to_a.nats >= 0.0);
        prop_assert!((te.a_to_b.nats - same.a_to_b.nats).abs() < 1e-10);
        prop_assert!((te.b_to_a.nats - same.b_to_a.nats).abs() < 1e-10);
        let swapped = gaussian_transfer_entropy(&b, &a, &[&s], &options).unwrap();
        prop_assert_eq!(swapped.a_to_b, te.b_to_a);
    }
}

/// Moments at which everything is there: when, and what is predicted, 1, own past, shared input from lag
/// 0, partner's past.
fn rows(
    own: &[f64],
    partner: &[f64],
    shared: &[f64],
    options: &LagOptions,
) -> Vec<(usize, Vec<f64>)> {
    let row = |t: usize| -> Vec<f64> {
        let past = |x: &[f64], from: usize, to: usize| -> Vec<f64> {
            (from..=to).map(|l| x[t - l * options.lag]).collect()
        };
        [
            vec![own[t], 1.0],
            past(own, 1, options.own),
            past(shared, 0, options.partner),
            past(partner, 1, options.partner),
        ]
        .concat()
    };
    let first = options.own.max(options.partner) * options.lag;
    let all = (first..own.len()).map(|t| (t, row(t)));
    all.filter(|(_, row)| row.iter().all(|v| v.is_finite())).collect()
}

#[test]
fn agrees_with_jidt() {
    let reference = json("transfer_entropy/expected.json");
    let [x, y] = named_columns("transfer_entropy/input.csv", ["x", "y"]);
    let gaussian = gaussian_transfer_entropy(&x, &y, &[], &LagOptions::default()).unwrap();
    let nearest =
        nearest_neighbour_transfer_entropy(&x, &y, &NearestNeighbourOptions::default()).unwrap();
    for (name, value, tolerance) in [
        // Seven decimals are given.
        ("gaussian/x_to_y", gaussian.a_to_b.nats, 1e-6),
        ("gaussian/y_to_x", gaussian.b_to_a.nats, 1e-6),
        // Sums in another order.
        ("nearest_neighbour/x_to_y", nearest.a_to_b, 1e-9),
        ("nearest_neighbour/y_to_x", nearest.b_to_a, 1e-9),
    ] {
        let theirs = number(&reference, name);
        assert!((value - theirs).abs() < tolerance, "{name}: {value}, JIDT {theirs}");
    }
}

#[test]
fn a_recorded_shared_input_explains_what_it_caused() {
    // Both follow s, B one sample later than A.
    let mut state = 0.4;
    let mut noise = || {
        state = 3.99 * state * (1.0 - state);
        state - 0.5
    };
    let s: Vec<f64> = (0..600).map(|_| noise()).collect();
    let a: Vec<f64> = (0..600).map(|t| s[t] + 0.3 * noise()).collect();
    let b: Vec<f64> = (0..600).map(|t: usize| s[t.saturating_sub(1)] + 0.3 * noise()).collect();
    let alone = gaussian_transfer_entropy(&a, &b, &[], &LagOptions::default()).unwrap();
    let given = gaussian_transfer_entropy(&a, &b, &[&s], &LagOptions::default()).unwrap();
    assert!(alone.a_to_b.nats > 0.3 && given.a_to_b.nats < 0.02, "{alone:?} {given:?}");
}

#[test]
fn gaps_are_left_out_moment_by_moment() {
    let [x, y] = named_columns("transfer_entropy/input.csv", ["x", "y"]);
    let (mut x, mut y) = (x[..400].to_vec(), y[..400].to_vec());
    (x[50], x[51], y[200], y[399]) = (f64::NAN, f64::NAN, f64::NAN, f64::NAN);
    let te = gaussian_transfer_entropy(&x, &y, &[], &LagOptions::default()).unwrap();
    // 399 pairs of moments, less 51 and 52 after the gap in x and 200, 201, 399 in y.
    assert_eq!(te.a_to_b.samples, 394);
    let options = NearestNeighbourOptions::default();
    let nearest = nearest_neighbour_transfer_entropy(&x, &y, &options).unwrap();
    assert!(nearest.a_to_b.is_finite() && nearest.b_to_a.is_finite());
}

#[test]
fn shifted_sources_find_the_link_and_only_in_its_direction() {
    let [x, y] = named_columns("transfer_entropy/input.csv", ["x", "y"]);
    let (x, y) = (&x[..2000], &y[..2000]);
    let options = NearestNeighbourOptions::default();
    let shift = CircularShift { surrogates: 39, seed: 7 };
    let test = |source: &[f64], target: &[f64]| {
        source_shift_test(source, target, &shift, 10, Tail::Upper, |target| {
            let receiver = Receiver::new(target, &options)?;
            Ok(move |source: &[f64]| receiver.from(source).unwrap_or(f64::NAN))
        })
        .unwrap()
    };
    assert_eq!(test(x, y).p, 1.0 / 40.0);
    assert!(test(y, x).p > 0.05);
    assert_eq!(test(x, y), test(x, y));
}

#[test]
fn couples_dial_as_rties_prints_it() {
    let header = ["couple", "dial_man", "dial_woman"];
    let Some([couple, man, woman]) = named_recording("couples_dial/dial.csv", header) else {
        return;
    };
    let of = |id: f64, dial: &[f64]| {
        let rows = couple.iter().zip(dial).filter(|(c, _)| **c == id);
        detrended(&rows.map(|(_, d)| *d).collect::<Vec<f64>>())
    };
    // rties lets couples 2 and 3 be predicted from their own future: the same as turning time round.
    for (id, lag, future, printed) in [
        (2.0, 5, true, [-0.00518, 0.00637, 0.10804, -0.22004, 0.26794, 0.16868]),
        (3.0, 18, true, [-0.01194, 0.00183, 0.06193, 0.21224, 0.20309, 0.39249]),
        (8.0, 3, false, [0.00496, -0.00667, 0.53860, -0.00092, 0.86441, 0.09563]),
        (10.0, 7, false, [0.00751, -0.00986, 0.47708, 0.09631, 0.77496, 0.24569]),
    ] {
        let (mut man, mut woman) = (of(id, &man), of(id, &woman));
        if future {
            man.reverse();
            woman.reverse();
        }
        let options = LagOptions { lag, ..LagOptions::default() };
        let fit = lagged_regression(&man, &woman, &[], &options).unwrap();
        let (m, w) = (&fit.a, &fit.b);
        let ours = [m.intercept, w.intercept, m.actor[0], m.partner[0], w.actor[0], w.partner[0]];
        for (ours, printed) in ours.iter().zip(printed) {
            // Five decimals are printed.
            assert!((ours.estimate - printed).abs() < 1e-5, "{id}: {} {printed}", ours.estimate);
        }
    }
    let honest = LagOptions { lag: 5, ..LagOptions::default() };
    let fit = lagged_regression(&of(2.0, &man), &of(2.0, &woman), &[], &honest).unwrap();
    assert!((fit.a.actor[0].estimate - 0.0808).abs() < 5e-5);
    assert!((fit.a.partner[0].estimate - 0.3968).abs() < 5e-5);
}

/// Without the straight line through the samples present.
fn detrended(x: &[f64]) -> Vec<f64> {
    let rows = || x.iter().enumerate().filter(|(_, v)| v.is_finite());
    let time: Vec<f64> = rows().map(|(t, _)| t as f64).collect();
    let values: Vec<f64> = rows().map(|(_, v)| *v).collect();
    let line = naive_least_squares(&[vec![1.0; time.len()], time], &values);
    x.iter().enumerate().map(|(t, v)| v - line[0] - line[1] * t as f64).collect()
}

#[test]
fn what_cannot_be_answered_says_what_to_change() {
    let x: Vec<f64> = (0..30).map(|t| f64::from(t * t % 13)).collect();
    let y: Vec<f64> = (0..30).map(|t| f64::from(t * 5 % 7)).collect();
    let options = LagOptions::default();
    assert_eq!(
        gaussian_transfer_entropy(&x, &[2.0; 30], &[], &options),
        Err(InputError::Collinear { column: 1 })
    );
    assert_eq!(lagged_regression(&x, &x, &[], &options), Err(InputError::Collinear { column: 2 }));
    let long = LagOptions { lag: 14, own: 2, ..options };
    assert!(matches!(
        gaussian_transfer_entropy(&x, &y, &[], &long),
        Err(InputError::TooShort { .. })
    ));
    let none = LagOptions { own: 0, ..options };
    assert!(gaussian_transfer_entropy(&x, &y, &[], &none).is_err());
    let nearest = NearestNeighbourOptions::default();
    assert!(nearest_neighbour_transfer_entropy(&x, &[2.0; 30], &nearest).is_err());
    let none = NearestNeighbourOptions { neighbours: 0, ..nearest };
    assert_eq!(nearest_neighbour_transfer_entropy(&x, &y, &none), Err(InputError::NoNeighbours));
}
