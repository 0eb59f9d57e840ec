//! The dyadic hidden Markov model: recovery of planted phases, and laws.

use attune_coupling::InputError;
use attune_coupling::measure::{
    Channel, Code, DyadicHiddenMarkov, Emission, HiddenMarkovCaveat, HiddenMarkovOptions,
    dyadic_hidden_markov,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Two phases: both calm and talking, or both tense with B silent more often.
struct Planted {
    a: Vec<f64>,
    b: Vec<f64>,
    speaks: Vec<Code>,
    truth: Vec<usize>,
}

fn planted(n: usize, seed: u64) -> Planted {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut p = Planted { a: vec![], b: vec![], speaks: vec![], truth: vec![] };
    let mut state = 0;
    for _ in 0..n {
        let leave = if state == 0 { 0.02 } else { 0.04 };
        if rng.random::<f64>() < leave {
            state = 1 - state;
        }
        // The sum of twelve uniform numbers, less six, is nearly normal with variance 1.
        let mut normal = || (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
        let (x, y) = (normal(), normal());
        p.a.push(if state == 0 { x } else { 2.0 + x });
        p.b.push(if state == 0 { y } else { 1.5 + 0.7 * y });
        let speaks = rng.random::<f64>() < if state == 0 { 0.6 } else { 0.2 };
        p.speaks.push(Some(usize::from(speaks)));
        p.truth.push(state);
    }
    p
}

fn fit(p: &Planted, states: usize) -> DyadicHiddenMarkov {
    let options = HiddenMarkovOptions { states, starts: 4, ..HiddenMarkovOptions::default() };
    let b = [Channel::Values(&p.b), Channel::Codes { at: &p.speaks, codes: 2 }];
    dyadic_hidden_markov(&[Channel::Values(&p.a)], &b, &options)
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn planted_phases_are_found_again() {
    let p = planted(3000, 5);
    let found = fit(&p, 2);
    let agree = found.posterior.iter().zip(&p.truth).filter(|(q, t)| (q[1] > 0.5) == (**t == 1));
    // Well above the 67 % or so that always naming the commoner phase would get.
    assert!(agree.count() > 2850);
    assert!((found.transition[0][1] - 0.02).abs() < 0.01, "{:?}", found.transition);
    assert!((found.transition[1][0] - 0.04).abs() < 0.02, "{:?}", found.transition);
    let Emission::Values { mean, sd } = found.a[1][0] else { panic!("a signal") };
    // Four standard errors of about 1000 moments.
    assert!((mean - 2.0).abs() < 0.15 && (sd - 1.0).abs() < 0.1, "{mean} {sd}");
    let Emission::Codes(shares) = &found.b[1][1] else { panic!("codes") };
    assert!((shares[1] - 0.2).abs() < 0.06, "{shares:?}");
}

#[test]
fn the_least_icl_names_the_planted_number() {
    let p = planted(1500, 11);
    let icl: Vec<f64> = (1..=4).map(|states| fit(&p, states).icl).collect();
    let best = (0..4).min_by(|x, y| icl[*x].total_cmp(&icl[*y])).unwrap();
    assert_eq!(best + 1, 2, "{icl:?}");
}

#[test]
fn one_state_is_the_plain_normal() {
    let p = planted(400, 3);
    let one = HiddenMarkovOptions { states: 1, ..HiddenMarkovOptions::default() };
    let fit =
        dyadic_hidden_markov(&[Channel::Values(&p.a)], &[Channel::Values(&p.b)], &one).unwrap();
    let log_likelihood = |x: &[f64]| {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let variance = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        -0.5 * n * ((std::f64::consts::TAU * variance).ln() + 1.0)
    };
    let known = log_likelihood(&p.a) + log_likelihood(&p.b);
    // The same sum in another order.
    assert!((fit.log_likelihood - known).abs() < 1e-8);
    assert!((fit.bic - (-2.0 * known + 4.0 * 400_f64.ln())).abs() < 1e-8);
    assert!((fit.icl - fit.bic).abs() < 1e-9, "one path has no entropy");
}

#[test]
fn swapping_the_people_swaps_their_emissions_to_the_bit() {
    let p = planted(300, 7);
    let options = HiddenMarkovOptions { states: 2, starts: 3, ..HiddenMarkovOptions::default() };
    let (a, b) = ([Channel::Values(&p.a)], [Channel::Values(&p.b)]);
    let one = dyadic_hidden_markov(&a, &b, &options).unwrap();
    let other = dyadic_hidden_markov(&b, &a, &options).unwrap();
    let mirrored = DyadicHiddenMarkov { a: one.b.clone(), b: one.a.clone(), ..one };
    assert_eq!(other, mirrored);
}

#[test]
fn missing_moments_say_nothing_and_time_goes_on() {
    let p = planted(600, 9);
    let mut gappy = p.a.clone();
    gappy[100..140].fill(f64::NAN);
    let options = HiddenMarkovOptions { states: 2, ..HiddenMarkovOptions::default() };
    let fit = dyadic_hidden_markov(&[Channel::Values(&gappy)], &[Channel::Values(&p.b)], &options)
        .unwrap();
    assert_eq!(fit.posterior.len(), 600);
    assert!(fit.log_likelihood.is_finite());
    assert!(fit.posterior.iter().all(|p| (p.iter().sum::<f64>() - 1.0).abs() < 1e-9));
}

#[test]
fn what_cannot_be_answered_says_what_to_change() {
    let x: Vec<f64> = (0..60).map(|t| f64::from(t * t % 11)).collect();
    let (flat, values) = ([1.0; 60], [Channel::Values(&x)]);
    let options = HiddenMarkovOptions::default();
    let run = |a: &[Channel<'_>], options: &HiddenMarkovOptions| {
        dyadic_hidden_markov(a, &values, options).map(|fit| fit.caveats)
    };
    assert_eq!(
        run(&[Channel::Values(&flat)], &options),
        Err(InputError::NeverChanges { samples: 60 })
    );
    assert_eq!(
        run(&[Channel::Values(&x[..50])], &options),
        Err(InputError::LengthMismatch { a: 50, b: 60 })
    );
    let many = HiddenMarkovOptions { states: 7, ..options };
    assert_eq!(run(&values, &many), Err(InputError::TooShort { samples: 60, needed: 70 }));
    assert!(run(&[], &options).is_err());
    let hasty = HiddenMarkovOptions { rounds: 1, starts: 1, ..options };
    let caveats = run(&values, &hasty).unwrap();
    assert!(caveats.contains(&HiddenMarkovCaveat::NotConverged { rounds: 1 }), "{caveats:?}");
}
