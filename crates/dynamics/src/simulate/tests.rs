use super::*;
use crate::LoopTruth;

fn options(seed: u64, minutes: f64, dyads: usize) -> SimulateOptions {
    SimulateOptions { seed, minutes, dyads, rate_hz: 1.0 }
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum::<f64>() / x.len() as f64
}

#[test]
fn parts_add_up_in_every_scenario() {
    for scenario in Scenario::ALL {
        let study = simulate(scenario, &options(3, 12.0, 1)).unwrap();
        for person in &study.dyads[0].persons {
            for t in 0..person.state.len() {
                // Rounding of some thousand Euler steps.
                let error = person.parts.total(t) - person.state[t];
                assert!(error.abs() < 1e-9, "{} at {t}: {error}", scenario.code());
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_and_pairs_do_not_depend_on_their_number() {
    let few = simulate(Scenario::MutualEcho, &options(7, 5.0, 2)).unwrap();
    let more = simulate(Scenario::MutualEcho, &options(7, 5.0, 4)).unwrap();
    for (a, b) in few.dyads.iter().zip(&more.dyads) {
        assert_eq!(a.persons[0].state, b.persons[0].state);
        for (x, y) in a.persons[1].channels.iter().zip(&b.persons[1].channels) {
            let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&x.values), bits(&y.values));
        }
    }
    assert_ne!(few.dyads[0].persons[0].state, few.dyads[1].persons[0].state);
}

#[test]
fn exchanged_names_exchange_everything() {
    let plain = &simulate(Scenario::MutualEcho, &options(5, 10.0, 1)).unwrap().dyads[0];
    let other = &simulate(Scenario::Swapped, &options(5, 10.0, 1)).unwrap().dyads[0];
    assert_eq!(plain.persons[0].state, other.persons[1].state);
    assert_eq!(plain.persons[1].parts, other.persons[0].parts);
    assert_eq!(other.planted.two_people.gain, [0.3, 0.6]);
}

#[test]
fn the_long_run_covariance_is_the_one_of_the_equations() {
    // Without delay the stationary covariance is known in closed form (`docs/mathematics.md` 12).
    let planted = Planted {
        two_people: LoopTruth {
            return_time_s: [20.0, 12.5],
            delay_s: [0.0, 0.0],
            shock_sd: [0.3, 0.35],
            ..LoopTruth::default()
        },
        ..Planted::default()
    };
    let dyad = simulate_dyad(&planted, &options(11, 1400.0, 1), 0).unwrap();
    let [a, b] = &dyad.persons;
    // 84 000 s are about 1 200 independent stretches: 5 % of a variance is 1.2 standard errors;
    // allow three.
    for (found, expected) in [
        (covariance(&a.state, &a.state), 1.269_054_878),
        (covariance(&b.state, &b.state), 0.950_152_439),
        (covariance(&a.state, &b.state), 0.615_091_463),
    ] {
        assert!((found / expected - 1.0).abs() < 0.15, "{found} against {expected}");
    }
}

#[test]
fn the_planted_flaws_are_there() {
    let of = |scenario| simulate(scenario, &options(2, 20.0, 1)).unwrap().dyads.remove(0);
    let late = of(Scenario::ClockOffset);
    assert_eq!(late.persons[1].times_s[0], 2.0);
    let flat = of(Scenario::FlatSensor);
    let shown: Vec<f64> =
        flat.persons[1].channels[1].values.iter().copied().filter(|v| v.is_finite()).collect();
    assert!(shown.windows(2).all(|pair| pair[0] == pair[1]));
    let holes = of(Scenario::Gaps);
    let missing = |v: &[f64]| v.iter().filter(|x| x.is_nan()).count() as f64 / v.len() as f64;
    assert!((missing(&holes.persons[1].channels[0].values) - 0.3).abs() < 0.05);
    assert!(missing(&holes.persons[0].channels[0].values) > 0.3);
    let plain = of(Scenario::MutualEcho);
    let unit = of(Scenario::OtherUnit);
    for (x, y) in
        plain.persons[1].channels[0].values.iter().zip(&unit.persons[1].channels[0].values)
    {
        assert!(x.is_nan() || (7.5 + 0.04 * x - y).abs() < 1e-12);
    }
}

#[test]
fn the_spiral_goes_up_with_the_push_and_comes_down_again() {
    let dyad = simulate(Scenario::Spiral, &options(1, 30.0, 1)).unwrap().dyads.remove(0);
    let level =
        |from: usize, to: usize| [0, 1].map(|person| mean(&dyad.persons[person].state[from..to]));
    let (calm, wound_up, after) = (level(300, 700), level(900, 1300), level(1600, 1800));
    for person in 0..2 {
        // Well below the edge at 1.6.
        assert!(calm[person].abs() < 1.2, "{calm:?}");
        assert!(wound_up[person] > 2.0, "{wound_up:?}");
        assert!(after[person] < 1.0, "{after:?}");
    }
}

#[test]
fn pacing_blocks_alternate_in_balance() {
    let dyad =
        simulate(Scenario::AlternatingBreathing, &options(9, 36.0, 1)).unwrap().dyads.remove(0);
    let of_a = dyad.spans.iter().filter(|span| span.kind == SpanKind::PacingA).count();
    assert_eq!((dyad.spans.len(), of_a), (12, 6));
    assert_eq!(dyad.persons[0].pacing.iter().sum::<f64>(), 720.0);
    let while_pacing: Vec<f64> = dyad.persons[0]
        .state
        .iter()
        .zip(&dyad.persons[0].pacing)
        .filter(|(_, u)| **u > 0.0)
        .map(|(x, _)| *x)
        .collect();
    assert!(mean(&while_pacing) < mean(&dyad.persons[0].state) - 0.5);
}

#[test]
fn impossible_requests_are_refused() {
    let bad = SimulateOptions { rate_hz: 0.0, ..SimulateOptions::default() };
    assert_eq!(simulate(Scenario::Demo, &bad), Err(DynamicsError::SamplingRate { rate_hz: 0.0 }));
    let planted = Planted { missing_share: 2.0, ..Planted::default() };
    assert!(simulate_dyad(&planted, &SimulateOptions::default(), 0).is_err());
}

/// The mean over windows of the largest correlation within ±10 s, as a reader would look for it.
fn windowed_peak(a: &[f64], b: &[f64]) -> f64 {
    let (window, reach) = (60usize, 10usize);
    let mut sum = 0.0;
    let mut count = 0.0;
    let mut start = reach;
    while start + window + reach <= a.len() {
        let mut best = f64::NEG_INFINITY;
        for shift in 0..=2 * reach {
            let x = &a[start..start + window];
            let y = &b[start + shift - reach..start + shift - reach + window];
            let pairs: (Vec<f64>, Vec<f64>) = x
                .iter()
                .zip(y)
                .filter(|(p, q)| p.is_finite() && q.is_finite())
                .map(|(p, q)| (*p, *q))
                .unzip();
            let r = covariance(&pairs.0, &pairs.1)
                / (covariance(&pairs.0, &pairs.0) * covariance(&pairs.1, &pairs.1)).sqrt();
            best = best.max(r);
        }
        sum += best;
        count += 1.0;
        start += window / 2;
    }
    sum / count
}

#[test]
fn the_demo_couple_stands_out_from_its_strangers() {
    for seed in [1, 2, 3] {
        let study = simulate(Scenario::Demo, &options(seed, 16.0, 21)).unwrap();
        let shown = |dyad: usize, person: usize| {
            study.dyads[dyad].persons[person].channels[0].values.as_slice()
        };
        let couple = windowed_peak(shown(0, 0), shown(0, 1));
        let strangers: Vec<f64> =
            (1..21).map(|other| windowed_peak(shown(0, 0), shown(other, 1))).collect();
        let highest = strangers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!(couple > highest + 0.1, "seed {seed}: {couple} against {highest}");
    }
}
