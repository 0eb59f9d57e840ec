//! What must hold for any recording.

use attune::{FailureKind, Plan, Verdict};
use attune_data::{Kind, Session};

use crate::recordings::{run, session, smooth, study};

fn plan() -> Plan {
    Plan { surrogates: 99, loop_model: false, ..Plan::for_kind(Kind::Rating) }
}

/// B does what A did two samples before, and something of their own.
fn echo(name: &str, seed: u64) -> Session {
    let (a, own) = (smooth(seed, 400, 0.8), smooth(seed + 40, 400, 0.8));
    let b = (0..400).map(|t| own[t] + if t >= 2 { a[t - 2] } else { 0.0 }).collect();
    session(name, a, b, 2.0)
}

fn three_dyads() -> attune_data::Study {
    let strangers =
        |k: u64| session(&k.to_string(), smooth(10 + k, 400, 0.8), smooth(30 + k, 380, 0.8), 2.0);
    study(vec![echo("0", 10), strangers(1), strangers(2)])
}

#[test]
fn swapping_the_two_people_mirrors_every_directed_number_to_the_bit() {
    let straight = three_dyads();
    let mut swapped = straight.clone();
    swapped.sessions.iter_mut().for_each(|s| s.people.reverse());
    let (one, two) = (run(&straight, &plan()), run(&swapped, &plan()));
    for (x, y) in one.dyads.iter().zip(&two.dyads) {
        let (p, q) = (x.synchrony.as_ref().unwrap(), y.synchrony.as_ref().unwrap());
        assert_eq!(p.mean_z.to_bits(), q.mean_z.to_bits());
        assert_eq!(p.mean_abs_z.to_bits(), q.mean_abs_z.to_bits());
        assert_eq!(p.best_lag_s, -q.best_lag_s);
        assert_eq!(p.tests, q.tests);
        assert_eq!(p.q.to_bits(), q.q.to_bits());
        assert_eq!(p.p_best_lag.to_bits(), q.p_best_lag.to_bits());
        let mirrored: Vec<f64> = q.lag_curve.mean_z.iter().rev().copied().collect();
        assert_eq!(p.lag_curve.mean_z, mirrored);
        assert_eq!((x.verdict, x.rung), (y.verdict, y.rung));
        assert_eq!(x.n_eff.to_bits(), y.n_eff.to_bits());
        let marks =
            |s: &attune::Synchrony| s.windows.iter().map(|w| w.beyond_chance).collect::<Vec<_>>();
        assert_eq!(marks(p), marks(q));
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let study = three_dyads();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&study, &plan()))
    };
    assert_eq!(format!("{:?}", on(1)), format!("{:?}", on(4)));
}

#[test]
fn an_echo_is_found_at_its_lag_and_nothing_elsewhere() {
    let found = run(&three_dyads(), &plan());
    let echo = &found.dyads[0];
    assert_eq!(echo.verdict, Verdict::Supported, "{:?}", echo.reasons);
    // B repeats A two samples of 2 s later: A leads.
    assert_eq!(echo.synchrony.as_ref().unwrap().best_lag_s, 4.0);
    assert_ne!(found.dyads[1].verdict, Verdict::Supported);
}

#[test]
fn what_cannot_be_told_is_said_with_its_reason_and_costs_nobody_else() {
    let mut broken = three_dyads();
    let constant = session("constant", vec![1.0; 400], smooth(3, 400, 0.5), 2.0);
    let short = session("short", smooth(4, 20, 0.5), smooth(5, 20, 0.5), 2.0);
    let slow = session("slow", smooth(6, 80, 0.95), smooth(7, 80, 0.95), 2.0);
    broken.sessions.extend([constant, short, slow]);
    let found = run(&broken, &plan());
    assert_eq!(found.dyads.len(), 6);
    for dyad in &found.dyads[3..] {
        assert_eq!(dyad.verdict, Verdict::CannotTell, "{}", dyad.dyad);
        assert!(!dyad.reasons.is_empty(), "{}", dyad.dyad);
    }
    assert_eq!(found.dyads[0].verdict, Verdict::Supported);
}

#[test]
fn an_interrupted_analysis_keeps_what_is_finished_and_says_what_is_not() {
    use std::sync::atomic::AtomicBool;
    let cancelled = AtomicBool::new(true);
    let control = attune::Control { progress: &|_, _, _| {}, cancelled: &cancelled };
    let found = attune::analyze(&three_dyads(), &plan(), &control).unwrap();
    assert!(!found.provenance.complete);
    assert_eq!(found.failures.len() + found.dyads.len(), 3);
}

/// A large study of which two dyads are done must not be taken for a study of two, in which a pair
/// is believed without strangers.
#[test]
fn a_study_cut_short_claims_no_more_than_a_whole_one() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let large = study((0..9).map(|i| echo(&i.to_string(), 10 + i)).collect());
    for kept in 1..9 {
        let cancelled = AtomicBool::new(false);
        let progress = |_: &'static str, done: usize, _: usize| {
            if done == kept {
                cancelled.store(true, Ordering::Relaxed);
            }
        };
        let control = attune::Control { progress: &progress, cancelled: &cancelled };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let found = pool.install(|| attune::analyze(&large, &plan(), &control)).unwrap();
        assert_eq!(found.dyads.len(), kept);
        assert_eq!(found.missing(FailureKind::Interrupted), 9 - kept);
        assert_eq!(found.missing(FailureKind::StoryInterrupted), kept);
        for dyad in &found.dyads {
            assert_eq!(dyad.verdict, Verdict::Weak, "{kept} of 9: {:?}", dyad.reasons);
        }
    }
}
