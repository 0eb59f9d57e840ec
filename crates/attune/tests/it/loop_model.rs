//! The loop model within an analysis.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use attune::dynamics::{CannotTell, LinkVerdict};
use attune::{Analysis, Control, LoopFound, LoopReason, Plan};
use attune_data::{Kind, Span, Study, Who};

use crate::recordings::{noise, run, session, smooth, study};

/// With 24 copies a p of .04 is the least there is.
fn plan() -> Plan {
    Plan { surrogates: 20, loop_surrogates: 24, ..Plan::for_kind(Kind::Rating) }
}

/// B picks up A one sample later; the other two pairs have nothing between them.
fn three_dyads() -> Study {
    let a = smooth(10, 300, 0.7);
    let own = smooth(50, 300, 0.7);
    let sensor = noise(51, 300);
    let b: Vec<f64> =
        (0..300).map(|t| own[t] + 0.2 * sensor[t] + if t > 0 { a[t - 1] } else { 0.0 }).collect();
    study(vec![
        session("echo", a, b, 2.0),
        session("one", smooth(11, 200, 0.7), smooth(31, 200, 0.7), 2.0),
        session("constant", vec![1.0; 200], smooth(32, 200, 0.7), 2.0),
    ])
}

fn found<'a>(analysis: &'a Analysis, dyad: &str) -> &'a LoopFound {
    let dyad = analysis.dyads.iter().find(|d| d.dyad == dyad).unwrap();
    dyad.loop_model.as_ref().unwrap().found.as_deref().unwrap()
}

#[test]
fn swapping_the_two_people_mirrors_the_loop_to_the_bit_on_any_number_of_threads() {
    let straight = three_dyads();
    let mut swapped = straight.clone();
    swapped.sessions.iter_mut().for_each(|s| s.people.reverse());
    let on = |study: &Study, threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(study, &plan()))
    };
    let (one, two) = (on(&straight, 1), on(&swapped, 3));
    for dyad in ["echo", "one"] {
        let (x, y) = (found(&one, dyad), found(&two, dyad));
        for i in [0, 1] {
            assert_eq!(x.fit.gain[i], y.fit.gain[1 - i]);
            assert_eq!(x.fit.return_rate[i], y.fit.return_rate[1 - i]);
            assert_eq!(x.shares[i], y.shares[1 - i]);
            assert_eq!(x.long_run[i], y.long_run[1 - i]);
            assert_eq!(x.parts.persons[i], y.parts.persons[1 - i]);
            assert_eq!(x.verdict.into[i], y.verdict.into[1 - i]);
        }
        assert_eq!(x.p_shift().to_bits(), y.p_shift().to_bits());
        assert_eq!(x.metrics.loop_gain, y.metrics.loop_gain);
        assert_eq!(x.shared_share().to_bits(), y.shared_share().to_bits());
        assert_eq!(x.verdict.starter.map(|i| 1 - i), y.verdict.starter);
    }
    assert_eq!(found(&one, "echo").verdict.link, LinkVerdict::Supported);
    assert!(found(&one, "echo").fit.gain[1].lo > 0.0);
}

#[test]
fn what_cannot_be_told_has_its_reason_and_costs_nobody_else() {
    let analysis = run(&three_dyads(), &plan());
    let constant = analysis.dyads[2].loop_model.as_ref().unwrap();
    assert!(constant.found.is_none());
    assert!(
        matches!(
            constant.reasons[..],
            [LoopReason::Faulty(_) | LoopReason::Model(CannotTell::Constant { person: 0 })]
        ),
        "{:?}",
        constant.reasons
    );
    assert!(analysis.failures.is_empty());
    let without = run(&three_dyads(), &Plan { loop_model: false, ..plan() });
    assert!(without.dyads.iter().all(|dyad| dyad.loop_model.is_none()));
    assert_eq!(without.dyads[0].synchrony, analysis.dyads[0].synchrony);
}

#[test]
fn an_interrupted_analysis_keeps_the_loops_it_has() {
    let cancelled = AtomicBool::new(false);
    let finished = AtomicUsize::new(0);
    let progress = |what: &'static str, done, total| {
        if what == "loop model" {
            assert!(done <= total);
            finished.fetch_add(1, Ordering::Relaxed);
            cancelled.store(true, Ordering::Relaxed);
        }
    };
    let control = Control { progress: &progress, cancelled: &cancelled };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let analysis = pool.install(|| attune::analyze(&three_dyads(), &plan(), &control)).unwrap();
    let kept = |dyad: &&attune::Dyad| {
        dyad.loop_model.as_ref().unwrap().reasons != [LoopReason::NotReached]
    };
    assert_eq!(analysis.dyads.iter().filter(kept).count(), finished.load(Ordering::Relaxed));
    assert!(!analysis.provenance.complete);
    assert!(analysis.dyads.iter().all(|dyad| dyad.n_eff > 0.0 || dyad.dyad == "constant"));
}

#[test]
fn marked_stretches_are_heeded() {
    let plain = three_dyads();
    let mut marked = plain.clone();
    let span = |who, start_s, end_s, code: &str| Span { who, start_s, end_s, code: code.into() };
    marked.sessions[0].spans = vec![
        span(Who::Both, 0.0, 200.0, Span::APART),
        span(Who::Both, 300.0, 400.0, Span::PACING),
        span(Who::A, 420.0, 500.0, Span::PACING),
    ];
    let (without, with) = (run(&plain, &plan()), run(&marked, &plan()));
    let (x, y) = (found(&without, "echo"), found(&with, "echo"));
    assert!(x.apart.is_none() && y.apart.is_some());
    assert_eq!(x.verdict.soothing, Err(CannotTell::NoSolo));
    assert_ne!(y.verdict.soothing, Err(CannotTell::NoSolo));
    // 300 samples of 2 s: without 200 s apart and 100 s on one pacer.
    assert!((x.fit.usable_s - y.fit.usable_s - 300.0).abs() <= 40.0);
    assert!(y.fit.own_effect[0].is_some() && y.fit.own_effect[1].is_none());
}

/// Four sessions each of two couples, and six more couples with one, in two groups: one in which
/// each picks up the other, and one in which nothing passes.
fn several_sessions() -> Study {
    let linked = |seed: u64| {
        let mut last = [0.0; 2];
        let shocks = [noise(seed, 300), noise(seed + 1, 300)];
        let sensors = [noise(seed + 2, 300), noise(seed + 3, 300)];
        let mut both = [Vec::new(), Vec::new()];
        for t in 0..300 {
            last = [0, 1].map(|i: usize| 0.6 * last[i] + 0.25 * last[1 - i] + shocks[i][t]);
            (0..2).for_each(|i| both[i].push(last[i] + 0.3 * sensors[i][t]));
        }
        both
    };
    let mut sessions = Vec::new();
    for (at, (dyad, number)) in
        (0..8).flat_map(|d| (0..if d < 2 { 4 } else { 1 }).map(move |s| (d, s))).enumerate()
    {
        let [a, b] = linked(100 + 10 * at as u64);
        let mut one = session(&format!("c{dyad}"), a, b, 2.0);
        one.session = Some(format!("s{}", number + 1));
        sessions.push(one);
    }
    study(sessions)
}

#[test]
fn sessions_and_dyads_are_put_together_and_mirror() {
    let straight = several_sessions();
    let mut swapped = straight.clone();
    swapped.sessions.iter_mut().for_each(|s| s.people.reverse());
    let [one, two] = [&straight, &swapped].map(|study| attune::pooled_loops(&run(study, &plan())));
    let named = |of: &attune::PooledLoop| (of.dyad.clone(), of.members.len());
    let expected = [(Some("c0".to_owned()), 4), (Some("c1".to_owned()), 4), (None, 8)];
    assert_eq!(one.iter().map(named).collect::<Vec<_>>(), expected);
    for (of, mirrored) in one.iter().zip(&two) {
        for into in [0, 1] {
            assert_eq!(of.gains.mean[into], mirrored.gains.mean[1 - into]);
            assert_eq!(of.change(into), mirrored.change(1 - into));
            for (x, y) in of.gains.shrunk.iter().zip(&mirrored.gains.shrunk) {
                assert_eq!(x[into], y[1 - into]);
            }
        }
    }
    // Nothing changed over the sessions, and together they are surer than any of them.
    let analysis = run(&straight, &plan());
    let single = |session: &str| {
        let row =
            analysis.dyads.iter().find(|d| d.dyad == "c0" && d.session.as_deref() == Some(session));
        row.unwrap().loop_model.as_ref().unwrap().found.as_deref().unwrap().fit.gain[0]
    };
    let width = |e: attune::dynamics::Estimate| e.hi - e.lo;
    for of in &one[..2] {
        assert!([0, 1].iter().all(|&into| of.change(into).is_some_and(|t| !t.reliable)), "{of:?}");
        assert_eq!(of.members, ["s1", "s2", "s3", "s4"]);
    }
    assert!(width(one[0].gains.mean[0]) < width(single("s1")));
    // Planted per sample of 2 s: .25 on the other beside .4 of return, a gain of about .6.
    let sample = &one[2];
    assert!(sample.change(0).is_none() && sample.n_eff > one[0].n_eff);
    for into in [0, 1] {
        let gain = sample.gains.mean[into];
        assert!((0.4..0.8).contains(&gain.value) && gain.lo > 0.0, "{gain:?}");
    }
}

#[test]
fn one_session_alone_comes_out_as_within_its_study_to_the_bit() {
    let study = three_dyads();
    let whole = run(&study, &plan());
    let cancelled = AtomicBool::new(false);
    let control = Control { progress: &|_, _, _| {}, cancelled: &cancelled };
    let one = attune::analyze_of(&study, &plan(), &|s| s.dyad == "echo", &control).unwrap();
    // Missing values are alike in print, and every digit of the rest is printed.
    assert_eq!(format!("{:?}", one.dyads[0]), format!("{:?}", whole.dyads[0]));
    assert!(one.dyads[1].loop_model.is_none() && one.dyads[1].synchrony.is_some());
    assert_eq!(format!("{:?}", one.strangers), format!("{:?}", whole.strangers));
    assert_eq!(one.stories.len(), 1);
    assert_eq!(format!("{:?}", one.stories[0]), format!("{:?}", whole.stories[0]));
    assert!(one.failures.is_empty() && one.provenance.complete);
}
