use super::*;
use crate::discretise::{Discretised, Stationary, Transition};
use crate::matrix::{Mat, add_scaled, mul, mul_right_transposed, square_root};
use crate::random::Draws;

/// The log-likelihood by the dense covariance of everything measured: slow and plain.
fn dense_log_likelihood<const S: usize>(system: &System<S>, measured: &Measured) -> f64 {
    let samples = measured.samples();
    // Covariance of the state between every two samples, and the mean.
    let mut covariance = vec![vec![[[0.0; S]; S]; samples]; samples];
    let mut mean = vec![[0.0; S]; samples];
    covariance[0][0] = system.start;
    for t in 1..samples {
        let spacing = measured.spacing[t - 1] as usize;
        let step = &system.transitions[spacing];
        for i in 0..S {
            for k in 0..S {
                mean[t][i] += step.carry[i][k] * mean[t - 1][k];
            }
            if let Some(push) = system.pushes.get(t - 1) {
                for p in 0..2 {
                    mean[t][i] += step.reach[i][system.pushed[p]] * push[p];
                }
            }
        }
        for s in 0..t {
            covariance[t][s] = mul(&step.carry, &covariance[t - 1][s]);
            let back = covariance[t][s];
            for i in 0..S {
                for j in 0..S {
                    covariance[s][t][j][i] = back[i][j];
                }
            }
        }
        let half = mul(&step.carry, &covariance[t - 1][t - 1]);
        let mut own = mul_right_transposed(&half, &step.carry);
        add_scaled(&mut own, 1.0, &step.added);
        covariance[t][t] = own;
    }
    let shows = |row: &Row| {
        let mut z = [0.0; S];
        z[row.state] = row.loading;
        if let Some(noise) = row.noise {
            z[noise] = 1.0;
        }
        z
    };
    let there: Vec<(usize, usize, f64)> = (0..samples)
        .flat_map(|t| measured.sample(t).iter().enumerate().map(move |(c, y)| (t, c, *y)))
        .filter(|(_, _, y)| !y.is_nan())
        .collect();
    let n = there.len();
    let mut v = vec![vec![0.0; n]; n];
    let mut e = vec![0.0; n];
    for (p, &(t, c, y)) in there.iter().enumerate() {
        let z = shows(&system.rows[c]);
        e[p] = y - system.rows[c].level - (0..S).map(|i| z[i] * mean[t][i]).sum::<f64>();
        for (q, &(s, d, _)) in there.iter().enumerate() {
            let w = shows(&system.rows[d]);
            for i in 0..S {
                for j in 0..S {
                    v[p][q] += z[i] * covariance[t][s][i][j] * w[j];
                }
            }
            if p == q {
                v[p][q] += system.rows[c].variance;
            }
        }
    }
    let mut sum = n as f64 * std::f64::consts::TAU.ln();
    for j in 0..n {
        for k in 0..j {
            for i in j..n {
                v[i][j] -= v[i][k] * v[j][k];
            }
        }
        let root = v[j][j].sqrt();
        for i in j..n {
            v[i][j] /= root;
        }
        let white = (e[j] - (0..j).map(|k| v[j][k] * e[k]).sum::<f64>()) / v[j][j];
        e[j] = white;
        sum += 2.0 * root.ln() + white * white;
    }
    -0.5 * sum
}

struct Knobs {
    drift: Mat<3>,
    diffusion: Mat<3>,
    rows: Vec<Row>,
    pushes: Vec<[f64; 2]>,
}

fn knobs(pushes: Vec<[f64; 2]>) -> Knobs {
    let row =
        |state, loading, noise, variance, level| Row { state, loading, noise, variance, level };
    Knobs {
        drift: [[-0.2, 0.1, 0.0], [0.15, -0.3, 0.0], [0.0, 0.0, -0.9]],
        diffusion: [[0.3, 0.1, 0.0], [0.1, 0.4, 0.0], [0.0, 0.0, 0.5]],
        rows: vec![
            row(0, 1.0, None, 0.3, 0.1),
            row(1, 1.0, None, 0.5, -0.2),
            row(1, 0.7, Some(2), 0.05, 0.3),
        ],
        pushes,
    }
}

fn system(knobs: &Knobs, seconds: &[f64]) -> (System<3>, Vec<Discretised<3>>, Stationary<3>) {
    let discretised: Vec<_> = seconds
        .iter()
        .map(|&s| Discretised::new(&knobs.drift, &knobs.diffusion, s, !knobs.pushes.is_empty()))
        .collect();
    let transitions: Vec<Transition<3>> =
        discretised.iter().map(|d| d.transition().clone()).collect();
    let settled = Stationary::new(&transitions[0]).unwrap();
    let system = System {
        transitions,
        rows: knobs.rows.clone(),
        start: settled.covariance,
        pushed: [0, 1],
        pushes: knobs.pushes.clone(),
    };
    (system, discretised, settled)
}

fn measured(samples: usize, missing: f64, irregular: bool) -> Measured {
    let mut draws = Draws::new(42, 0);
    let mut level = 0.0;
    let values = (0..samples * 3)
        .map(|_| {
            level = 0.9 * level + 0.4 * draws.normal();
            let y = level + draws.normal();
            if draws.uniform() < missing { f64::NAN } else { y }
        })
        .collect();
    let spacing = (1..samples).map(|t| if irregular { (t % 7 == 3) as u32 } else { 0 }).collect();
    Measured { values, channels: 3, spacing, seconds: vec![1.0, 2.5] }
}

#[test]
fn the_likelihood_is_the_dense_one() {
    for (missing, irregular, pushed) in
        [(0.0, false, false), (0.3, false, true), (0.0, true, true), (0.2, true, false)]
    {
        let measured = measured(70, missing, irregular);
        let pushes =
            if pushed { (0..69).map(|t| [(t % 9) as f64 * 0.1, 0.5]).collect() } else { vec![] };
        let (system, ..) = system(&knobs(pushes), &measured.seconds);
        let mut filtered = Filtered::default();
        filter(&system, &measured, &mut filtered);
        let dense = dense_log_likelihood(&system, &measured);
        // 200 numbers, rounding of a dense factorisation.
        assert!((filtered.log_likelihood - dense).abs() < 1e-9, "{dense}");
    }
}

#[test]
fn a_settled_stretch_changes_nothing() {
    // One spacing listed twice: the second list never lets the covariance settle.
    let regular = measured(400, 0.0, false);
    let mut alternating = regular.clone();
    alternating.seconds = vec![1.0, 1.0];
    alternating.spacing = (0..399).map(|t| t % 2).collect();
    let (system, ..) = system(&knobs(vec![]), &[1.0, 1.0]);
    let (mut quick, mut slow) = (Filtered::default(), Filtered::default());
    filter(&system, &regular, &mut quick);
    filter(&system, &alternating, &mut slow);
    assert!(quick.records.len() < 100 && slow.records.len() == 400);
    assert!((quick.log_likelihood - slow.log_likelihood).abs() < 1e-9);
    let (mut one, mut two) = (Slopes::empty(), Slopes::empty());
    backward(&system, &regular, &quick, &mut one, None);
    backward(&system, &alternating, &slow, &mut two, None);
    for i in 0..3 {
        for j in 0..3 {
            let split = two.transitions[0].carry[i][j] + two.transitions[1].carry[i][j];
            assert!((one.transitions[0].carry[i][j] - split).abs() < 1e-8);
            let split = two.transitions[0].added[i][j] + two.transitions[1].added[i][j];
            assert!((one.transitions[0].added[i][j] - split).abs() < 1e-8);
        }
        assert!((one.rows[i].loading - two.rows[i].loading).abs() < 1e-8);
        assert!((one.rows[i].variance - two.rows[i].variance).abs() < 1e-8);
    }
}

#[test]
fn coasting_through_a_settled_stretch_changes_nothing() {
    // Three states, each measured by a channel of its own, with gaps that end the stretches.
    let base = knobs(vec![]);
    let rows = [(0.8, 0.3, 0.1), (1.2, 0.5, -0.2), (1.0, 0.2, 0.3)];
    let rows = rows.iter().enumerate().map(|(state, &(loading, variance, level))| Row {
        state,
        loading,
        noise: None,
        variance,
        level,
    });
    let knobs = Knobs { rows: rows.collect(), ..base };
    let mut regular = measured(400, 0.0, false);
    for gap in [3, 150, 160, 301] {
        regular.values[gap * 3 + 1] = f64::NAN;
    }
    let mut alternating = regular.clone();
    alternating.seconds = vec![1.0, 1.0];
    alternating.spacing = (0..399).map(|t| t % 2).collect();
    let (system, ..) = system(&knobs, &[1.0, 1.0]);
    let (mut quick, mut slow) = (Filtered::default(), Filtered::default());
    filter(&system, &regular, &mut quick);
    filter(&system, &alternating, &mut slow);
    assert!(quick.records.len() < 250 && slow.records.len() == 400);
    // Sums of 1,200 terms in another order.
    assert!((quick.log_likelihood - slow.log_likelihood).abs() < 1e-9);
    let (mut one, mut two) = (Slopes::empty(), Slopes::empty());
    backward(&system, &regular, &quick, &mut one, None);
    backward(&system, &alternating, &slow, &mut two, None);
    for i in 0..3 {
        for j in 0..3 {
            let split = two.transitions[0].carry[i][j] + two.transitions[1].carry[i][j];
            assert!((one.transitions[0].carry[i][j] - split).abs() < 1e-8);
            let split = two.transitions[0].added[i][j] + two.transitions[1].added[i][j];
            assert!((one.transitions[0].added[i][j] - split).abs() < 1e-8);
        }
        assert!((one.rows[i].loading - two.rows[i].loading).abs() < 1e-8);
        assert!((one.rows[i].variance - two.rows[i].variance).abs() < 1e-8);
        assert!((one.rows[i].level - two.rows[i].level).abs() < 1e-8);
    }
}

#[test]
fn slopes_agree_with_differences() {
    for (missing, irregular) in [(0.0, false), (0.3, true)] {
        let measured = measured(120, missing, irregular);
        let pushes = (0..119).map(|t| [(t % 9) as f64 * 0.1, (t % 4) as f64 * 0.2]).collect();
        let base = knobs(pushes);
        let value = |knobs: &Knobs| {
            let (system, ..) = system(knobs, &measured.seconds);
            let mut filtered = Filtered::default();
            filter(&system, &measured, &mut filtered);
            filtered.log_likelihood
        };
        let (system, discretised, settled) = system(&base, &measured.seconds);
        let mut filtered = Filtered::default();
        filter(&system, &measured, &mut filtered);
        let mut slopes = Slopes::empty();
        backward(&system, &measured, &filtered, &mut slopes, None);
        let start = slopes.start;
        settled.backward(&start, &system.transitions[0], &mut slopes.transitions[0]);
        let (mut of_drift, mut of_diffusion) = ([[0.0; 3]; 3], [[0.0; 3]; 3]);
        for (d, slope) in discretised.iter().zip(&slopes.transitions) {
            d.backward(slope, &base.drift, &mut of_drift, &mut of_diffusion);
        }

        let h = 1e-5;
        let check = |name: &str, found: f64, change: &dyn Fn(&mut Knobs, f64)| {
            let at = |by: f64| {
                let mut knobs =
                    Knobs { rows: base.rows.clone(), pushes: base.pushes.clone(), ..base };
                change(&mut knobs, by);
                value(&knobs)
            };
            let numeric = (at(h) - at(-h)) / (2.0 * h);
            // Central differences with h = 1e-5 of a value near 500.
            let tolerance = 1e-5 * numeric.abs().max(1.0);
            assert!((found - numeric).abs() < tolerance, "{name}: {found} against {numeric}");
        };
        for i in 0..2 {
            for j in 0..2 {
                check("drift", of_drift[i][j], &|k, by| k.drift[i][j] += by);
            }
        }
        check("noise drift", of_drift[2][2], &|k, by| k.drift[2][2] += by);
        check("shared shock", of_diffusion[0][1] + of_diffusion[1][0], &|k, by| {
            k.diffusion[0][1] += by;
            k.diffusion[1][0] += by;
        });
        for i in 0..3 {
            check("diffusion", of_diffusion[i][i], &|k, by| k.diffusion[i][i] += by);
            check("loading", slopes.rows[i].loading, &|k, by| k.rows[i].loading += by);
            check("variance", slopes.rows[i].variance, &|k, by| k.rows[i].variance += by);
            check("level", slopes.rows[i].level, &|k, by| k.rows[i].level += by);
        }
        for t in [0, 57, 118] {
            check("push", slopes.pushes[t][1], &|k, by| k.pushes[t][1] += by);
        }
    }
}

/// `docs/mathematics.md` 12: log-likelihood and smoothed states of a known small case.
#[test]
fn the_smoother_vectors() {
    let drift = [[-0.05, 0.03], [0.024, -0.08]];
    let diffusion = [[0.09, 0.021], [0.021, 0.1225]];
    let d = Discretised::new(&drift, &diffusion, 1.0, false);
    let row = |state, variance| Row { state, loading: 1.0, noise: None, variance, level: 0.0 };
    let system = System {
        transitions: vec![d.transition().clone()],
        rows: vec![row(0, 0.25), row(1, 0.36)],
        start: Stationary::new(d.transition()).unwrap().covariance,
        pushed: [0, 1],
        pushes: vec![],
    };
    let gap = f64::NAN;
    let measured = Measured {
        values: vec![0.5, 0.1, 0.9, 0.2, 1.4, 0.6, 1.2, gap, 0.8, 1.0, gap, 0.7],
        channels: 2,
        spacing: vec![0; 5],
        seconds: vec![1.0],
    };
    let mut filtered = Filtered::default();
    filter(&system, &measured, &mut filtered);
    // The notes give nine decimals.
    assert!((filtered.log_likelihood + 8.476_338_156).abs() < 1e-8);
    let mut smoothed = Smoothed::default();
    backward(&system, &measured, &filtered, &mut Slopes::empty(), Some(&mut smoothed));
    let expected = [
        [0.751153, 0.881458, 1.018833, 1.017999, 0.954377, 0.929575],
        [0.302884, 0.386857, 0.529335, 0.614358, 0.685750, 0.665592],
    ];
    for t in 0..6 {
        for i in 0..2 {
            // Six decimals.
            assert!((smoothed.mean[t][i] - expected[i][t]).abs() < 6e-7);
        }
    }
    assert!(square_root(&system.start)[0][0] > 1.0);
}
