//! The fast paths against the plain definitions.

use attune_coupling::{
    Convention, LagMap, Prepared, WindowOptions, segment_synchrony, strength, summarise,
    windowed_cross_correlation,
};
use attune_testkit::{naive, simulate};

/// Two orders of summation of products of size 1 in windows of at most a few hundred samples, the
/// worst level-to-spread ratio the fast path accepts: 1e4 times 1e-16 times a few.
const CELL: f64 = 1e-11;

fn agree(map: &LagMap, a: &[f64], b: &[f64], what: &str) {
    let expected = naive::windowed_cross_correlation(a, b, &map.options);
    assert_eq!(map.n_windows, expected.len(), "{what}");
    for (w, row) in expected.iter().enumerate() {
        for (i, (r, expected)) in map.row(w).iter().zip(row).enumerate() {
            let same = (r.is_nan() && expected.is_nan()) || (r - expected).abs() <= CELL;
            let lag = map.lag(i);
            assert!(same, "{what}, {:?}: window {w}, lag {lag}: {r} {expected}", map.options);
        }
    }
}

/// Every shape of window, step and lag range that takes another way through the code.
fn shapes() -> Vec<WindowOptions> {
    let shape = |window, step, max_lag| WindowOptions {
        window,
        step,
        max_lag,
        convention: Convention::Recentred,
    };
    let recentred = [
        shape(30, 10, 5),
        shape(30, 7, 12),
        shape(30, 1, 0),
        shape(30, 30, 40),
        shape(30, 45, 7),
        shape(3, 1, 2),
        shape(64, 3, 31),
        shape(100, 9, 32),
        shape(20, 2, 290),
    ];
    let global = |o: &WindowOptions| WindowOptions {
        max_lag: o.max_lag.min(o.window - 1),
        convention: Convention::SegmentGlobal,
        ..*o
    };
    recentred.iter().copied().chain(recentred.iter().map(global)).collect()
}

/// Every kind of recording that takes another way through the code.
fn recordings() -> Vec<(&'static str, Vec<f64>, Vec<f64>)> {
    let n = 700;
    let mut rng = simulate::generator(11, 0);
    let a = simulate::autoregressive(n, 0.9, &mut rng);
    let b = simulate::autoregressive(n, 0.5, &mut rng);
    let gap = |x: &[f64], from: usize, to: usize| {
        let mut x = x.to_vec();
        x[from..to].fill(f64::NAN);
        x
    };
    let sparse_a = simulate::with_missing(&a, 0.2, &mut rng);
    let sparse_b = simulate::with_missing(&b, 0.45, &mut rng);
    // A level far from the recording's mean with tiny movement on it.
    let plateau: Vec<f64> =
        a.iter().enumerate().map(|(t, v)| if t < 350 { 500.0 + 1e-4 * v } else { *v }).collect();
    let flat: Vec<f64> =
        b.iter().enumerate().map(|(t, v)| if (100..300).contains(&t) { 0.1 } else { *v }).collect();
    let climb: Vec<f64> = b.iter().enumerate().map(|(t, v)| 10.0 * t as f64 + v).collect();
    let offset: Vec<f64> = a.iter().map(|v| 1e6 + v).collect();
    vec![
        ("plain", a.clone(), b.clone()),
        ("different lengths", a[..650].to_vec(), b.clone()),
        ("one gap", gap(&a, 200, 260), b.clone()),
        ("two gaps", gap(&a, 0, 33), gap(&b, 400, 405)),
        ("sparse", sparse_a.clone(), sparse_b),
        ("plateau", plateau.clone(), b.clone()),
        ("plateau with gaps", gap(&plateau, 100, 120), sparse_a),
        ("flat", a.clone(), flat.clone()),
        ("flat with a gap", gap(&a, 150, 170), flat),
        ("climb", climb, a.clone()),
        ("offset", offset, b.clone()),
        ("constant", vec![0.1; n], b.clone()),
        ("nothing", vec![f64::NAN; n], b),
        ("identical", a.clone(), a),
    ]
}

#[test]
fn every_cell_is_the_definition() {
    for (what, a, b) in recordings() {
        for options in shapes() {
            let map = windowed_cross_correlation(&a, &b, &options).unwrap();
            agree(&map, &a, &b, what);
        }
    }
}

/// How far two means of z may differ when cells differ in the last digit or two: atanh magnifies
/// by 1 / (1 − r²), until the cap.
fn magnified<'r>(cells: impl IntoIterator<Item = &'r f64>) -> f64 {
    let nearest_to_one =
        cells.into_iter().filter(|r| !r.is_nan()).map(|r| 1.0 - r.abs()).fold(1.0, f64::min);
    (1e-12 / nearest_to_one).clamp(1e-11, 1e-6)
}

/// The logarithm of products against one atanh per cell.
#[test]
fn summaries_are_means_of_the_map() {
    for (what, a, b) in recordings() {
        for options in shapes() {
            let map = windowed_cross_correlation(&a, &b, &options).unwrap();
            let n = a.len().min(b.len());
            let (x, y) = (
                Prepared::new(&a[..n], &options).unwrap(),
                Prepared::new(&b[..n], &options).unwrap(),
            );
            let (fast, plain) = (summarise(&x, &y), map.summary());
            let tolerance = magnified(&map.r);
            let same = |x: f64, y: f64| (x.is_nan() && y.is_nan()) || (x - y).abs() < tolerance;
            let context = format!("{what}, {options:?}");
            assert_eq!(fast.cells, plain.cells, "{context}");
            assert!(same(fast.mean_z, plain.mean_z), "{context}");
            assert!(same(fast.mean_abs_z, plain.mean_abs_z), "{context}");
            assert_eq!(fast.profile.len(), plain.profile.len());
            assert!(
                fast.profile.iter().zip(&plain.profile).all(|(x, y)| same(*x, *y)),
                "{context}\n{:?}\n{:?}",
                fast.profile,
                plain.profile
            );
            assert!(
                fast.windows.iter().zip(&plain.windows).all(|(x, y)| same(*x, *y)),
                "{context}"
            );
            assert_eq!(fast.windows.len(), plain.windows.len());
            assert!(same(plain.mean_z, naive::mean_z(&map.r)), "{context}");
            let brief = strength(&x, &y);
            assert_eq!(brief.mean_z.to_bits(), fast.mean_z.to_bits(), "{context}");
            assert_eq!(brief.cells, fast.cells);
        }
    }
}

/// Every pair of segments, cell by cell, against the fast matrix behind the SUSY numbers.
#[test]
fn segment_synchrony_is_the_definition() {
    for (what, a, b) in recordings() {
        let (w, l, n) = (40, 12, a.len().min(b.len()));
        let found = segment_synchrony(&a, &b, w, l).unwrap();
        let segments = n / w;
        let mean = |lags: std::ops::RangeInclusive<isize>, matching: bool, absolute: bool| {
            let per_lag = lags.map(|lag| {
                let mut cells = Vec::new();
                for p in 0..segments {
                    for q in (0..segments).filter(|q| (p == *q) == matching) {
                        let r = naive::ccf(&a[p * w..(p + 1) * w], &b[q * w..(q + 1) * w], lag);
                        cells.push(if absolute { r.abs() } else { r });
                    }
                }
                naive::mean_z(&cells)
            });
            let per_lag: Vec<f64> = per_lag.collect();
            per_lag.iter().sum::<f64>() / per_lag.len() as f64
        };
        let l = l as isize;
        // As above: capped cells of identical series carry atanh's magnified last digit.
        let tolerance = if what == "identical" { 1e-7 } else { 1e-10 };
        for (found, expected) in [
            (found.z, mean(-l..=l, true, true)),
            (found.z_pseudo, mean(-l..=l, false, true)),
            (found.z_no_abs, mean(-l..=l, true, false)),
            (found.z_pseudo_no_abs, mean(-l..=l, false, false)),
            (found.lead1, mean(1..=l, true, true)),
            (found.lead2, mean(-l..=-1, true, true)),
        ] {
            let same =
                (found.is_nan() && expected.is_nan()) || (found - expected).abs() < tolerance;
            assert!(same, "{what}: {found} {expected}");
        }
    }
}
