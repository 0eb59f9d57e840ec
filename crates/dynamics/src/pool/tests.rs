use super::*;
use crate::random::Draws;

fn one(at: f64, value: f64, se: f64) -> SessionEstimate {
    SessionEstimate { at, value: vec![value], covariance: vec![se * se] }
}

/// "At RMSE .2 per ten-minute session, six comparable sessions give about .09" (notes 2.8).
#[test]
fn six_sessions_say_what_one_cannot() {
    let (mut squares, mut held, runs) = (0.0, 0, 150);
    let mut draws = Draws::new(11, 0);
    for _ in 0..runs {
        let sessions: Vec<SessionEstimate> =
            (0..6).map(|s| one(f64::from(s), 0.6 + 0.2 * draws.normal(), 0.2)).collect();
        let mean = pool(&sessions, false).unwrap().mean[0];
        squares += (mean.value - 0.6).powi(2);
        held += usize::from(mean.lo <= 0.6 && 0.6 <= mean.hi);
    }
    let rmse = (squares / f64::from(runs)).sqrt();
    // .2/√6 = .082; the error of an RMSE over 150 runs is 6 %.
    assert!((0.070..0.096).contains(&rmse), "{rmse}");
    // 95 %, a little more because the spread cannot be below zero.
    assert!((136..=150).contains(&held), "{held}");
}

/// Equal uncertainties have a closed form: Ω = s² − V.
#[test]
fn the_spread_of_equal_sessions_by_hand() {
    let values = [0.0, 1.0, 2.0, 3.0, 4.0];
    let sessions: Vec<SessionEstimate> = values.iter().map(|&v| one(0.0, v, 0.5)).collect();
    let pooled = pool(&sessions, false).unwrap();
    // s² = 2.5, V = .25.
    assert!((pooled.spread[0] - 2.25).abs() < 1e-6, "{:?}", pooled.spread);
    assert!((pooled.mean[0].value - 2.0).abs() < 1e-12);
    assert!((pooled.mean_covariance[0] - 0.5).abs() < 1e-6);
    // Drawn nine tenths of the way from the mean: 2 − .9 · 2.
    assert!((pooled.shrunk[0][0].value - 0.2).abs() < 1e-6);
}

#[test]
fn sessions_that_agree_are_one() {
    let sessions: Vec<SessionEstimate> = (0..4).map(|s| one(f64::from(s), 0.5, 0.2)).collect();
    let pooled = pool(&sessions, false).unwrap();
    assert!(pooled.spread[0] < 1e-3, "{:?}", pooled.spread);
    assert!((pooled.shrunk[2][0].value - 0.5).abs() < 1e-12);
    // An unsure session is drawn further than a sure one.
    let uneven = [one(0.0, 0.0, 0.1), one(1.0, 1.0, 0.6), one(2.0, 0.3, 0.1), one(3.0, 0.2, 0.1)];
    let pooled = pool(&uneven, false).unwrap();
    let drawn = |s: usize| {
        (pooled.shrunk[s][0].value - uneven[s].value[0]).abs()
            / (pooled.mean[0].value - uneven[s].value[0]).abs()
    };
    assert!(drawn(1) > 0.8 && drawn(0) < 0.6, "{} {}", drawn(1), drawn(0));
    assert!(pooled.shrunk[1][0].hi - pooled.shrunk[1][0].lo < 2.0 * REACH * 0.6);
}

#[test]
fn a_change_counts_when_it_is_likely_and_large() {
    let along = |slope: f64, se: f64| -> Trend {
        let sessions: Vec<SessionEstimate> =
            (0..8).map(|s| one(f64::from(s), 0.2 + slope * f64::from(s), se)).collect();
        pool(&sessions, true).unwrap().trend.unwrap()[0]
    };
    let large = along(0.1, 0.1);
    assert!((large.per_time.value - 0.1).abs() < 1e-9 && (large.change - 0.7).abs() < 1e-9);
    assert!(large.rising > 0.999 && large.reliable);
    // Likely, but two sessions differ by as much: .28 against 1.96 √2 · .15 = .42.
    let small = along(0.04, 0.15);
    assert!(small.rising > 0.95 && !small.reliable, "{small:?}");
    assert!(along(-0.1, 0.1).reliable && along(-0.1, 0.1).rising < 0.001);
    assert!(!along(0.0, 0.1).reliable);
}

#[test]
fn exchanging_quantities_exchanges_what_is_said() {
    let mut draws = Draws::new(3, 1);
    let sessions: Vec<SessionEstimate> = (0..7)
        .map(|s| SessionEstimate {
            at: f64::from(s),
            value: vec![0.6 + 0.3 * draws.normal(), 0.2 + 0.2 * draws.normal()],
            covariance: vec![0.04, -0.01, -0.01, 0.02],
        })
        .collect();
    let turned: Vec<SessionEstimate> = sessions
        .iter()
        .map(|s| SessionEstimate {
            at: s.at,
            value: vec![s.value[1], s.value[0]],
            covariance: vec![s.covariance[3], s.covariance[2], s.covariance[1], s.covariance[0]],
        })
        .collect();
    let (a, b) = (pool(&sessions, true).unwrap(), pool(&turned, true).unwrap());
    assert_eq!((a.mean[0], a.mean[1]), (b.mean[1], b.mean[0]));
    assert_eq!(a.shrunk[4][0], b.shrunk[4][1]);
    assert_eq!(a.trend.unwrap()[1], b.trend.unwrap()[0]);
    assert_eq!((a.spread[0], a.spread[1]), (b.spread[3], b.spread[2]));
}

/// Another unit of a quantity only changes the unit.
#[test]
fn a_unit_is_only_a_unit() {
    let values = [0.3, 0.9, 0.1, 0.5];
    let of = |scale: f64| {
        let sessions: Vec<SessionEstimate> =
            values.iter().map(|&v| one(0.0, scale * v, scale * 0.15)).collect();
        pool(&sessions, false).unwrap()
    };
    let (one, other) = (of(1.0), of(40.0));
    assert!((other.mean[0].hi / one.mean[0].hi - 40.0).abs() < 1e-6);
    assert!((other.spread[0] / one.spread[0] - 1600.0).abs() < 1e-3);
}

#[test]
fn dyads_are_pooled_within_their_context() {
    let dyads: Vec<DyadEstimate<&str>> =
        [("rest", 0.1), ("conflict", 0.8), ("rest", 0.2), ("conflict", 0.6)]
            .into_iter()
            .map(|(context, gain)| DyadEstimate { context, estimate: one(0.0, gain, 0.1) })
            .collect();
    let found = population(&dyads).unwrap();
    let means: Vec<(&str, f64)> = found.iter().map(|(c, p)| (*c, p.mean[0].value)).collect();
    assert_eq!((means[0].0, means[1].0), ("conflict", "rest"));
    assert!((means[0].1 - 0.7).abs() < 1e-9 && (means[1].1 - 0.15).abs() < 1e-9);
    let again = found[0].1.as_estimate();
    assert!((again.value[0] - 0.7).abs() < 1e-9);
}

#[test]
fn too_little_or_no_number_is_refused() {
    let alone = [one(0.0, 1.0, 0.1)];
    assert_eq!(
        pool(&alone, false),
        Err(CannotTell::TooFewSessions { sessions: 1, needed: 2 }.into())
    );
    let together = [one(1.0, 1.0, 0.1), one(1.0, 2.0, 0.1), one(1.0, 3.0, 0.1)];
    assert_eq!(pool(&together, true), Err(CannotTell::Undetermined.into()));
    let broken = [one(0.0, f64::NAN, 0.1), one(0.0, 1.0, 0.1)];
    assert!(matches!(pool(&broken, false), Err(DynamicsError::Option { .. })));
    let sure = [one(0.0, 1.0, 0.0), one(0.0, 1.0, 0.0)];
    assert_eq!(pool(&sure, false), Err(CannotTell::Undetermined.into()));
}

#[test]
fn shares_of_the_normal_distribution() {
    // Printed tables.
    for (z, p) in [(0.0, 0.5), (1.644_853_627, 0.95), (-1.959_963_985, 0.025)] {
        assert!((share_below(z) - p).abs() < 1e-9, "{z}");
    }
    assert_eq!(share_below(-50.0), 0.0);
    assert!(share_below(40.0) > 1.0 - 1e-12);
}
