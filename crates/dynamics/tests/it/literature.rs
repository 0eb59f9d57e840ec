//! The comparison models of the literature on recorded couples, against rties 5.0.0 (numbers from
//! its vignettes); skipped with a printed line where the recordings are absent.

use attune_dynamics::{
    CoordinationLag, InertiaCoordinationOptions, OscillatorOptions, coupled_oscillator,
    inertia_coordination,
};
use std::collections::BTreeMap;

/// The dials of the man and the woman of each couple.
// Whoever runs the tests should know what did not run.
#[allow(clippy::print_stdout)]
fn dials() -> Option<BTreeMap<u32, [Vec<f64>; 2]>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/couples_dial/dial.csv");
    let Ok(table) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared/data/couples_dial is not here");
        return None;
    };
    let mut couples: BTreeMap<u32, [Vec<f64>; 2]> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let couple = couples.entry(cells[0].parse().unwrap()).or_default();
        for (series, cell) in couple.iter_mut().zip(&cells[3..]) {
            series.push(cell.parse().unwrap_or(f64::NAN));
        }
    }
    Some(couples)
}

/// rties prints five decimals of its own sums; its lags are signed, so that four of these couples
/// are predicted from the future.
const COUPLES_BY_RTIES: [(u32, i64, [f64; 6]); 6] = [
    (2, -5, [-0.00518, 0.00637, 0.10804, -0.22004, 0.26794, 0.16868]),
    (3, -18, [-0.01194, 0.00183, 0.06193, 0.21224, 0.20309, 0.39249]),
    (5, -2, [-0.00358, 0.00007, 0.89872, 0.01770, 0.86085, 0.05884]),
    (8, 3, [0.00496, -0.00667, 0.53860, -0.00092, 0.86441, 0.09563]),
    (10, 7, [0.00751, -0.00986, 0.47708, 0.09631, 0.77496, 0.24569]),
    (11, -1, [-0.00174, 0.00302, 0.96673, -0.00387, 0.91285, 0.06310]),
];

#[test]
fn inertia_and_coordination_as_rties_has_them() {
    let Some(couples) = dials() else { return };
    let options = InertiaCoordinationOptions { lag: CoordinationLag::Rties, detrend: true };
    for (couple, lag, expected) in COUPLES_BY_RTIES {
        let [man, woman] = &couples[&couple];
        let found = inertia_coordination(man, woman, &options).unwrap();
        assert_eq!(found.lag, lag, "couple {couple}");
        let [m, w] = found.persons;
        let found = [
            m.intercept,
            w.intercept,
            m.inertia.value,
            m.coordination.value,
            w.inertia.value,
            w.coordination.value,
        ];
        for (x, y) in found.iter().zip(expected) {
            // Five printed decimals, and the rounding of the dials before them.
            assert!((x - y).abs() < 1.1e-5, "couple {couple}: {x} {y}");
        }
    }
}

/// With the past as predictor, couple 2 is another couple.
#[test]
fn an_honest_lag_turns_couple_2_round() {
    let Some(couples) = dials() else { return };
    let [man, woman] = &couples[&2];
    let found = inertia_coordination(man, woman, &InertiaCoordinationOptions::default()).unwrap();
    assert_eq!(found.lag, 5);
    let man = found.persons[0];
    // Given to four decimals.
    assert!((man.inertia.value - 0.0808).abs() < 5e-5, "{}", man.inertia.value);
    assert!((man.coordination.value - 0.3968).abs() < 5e-5, "{}", man.coordination.value);
}

/// Couple, embedding, share explained (two digits), periods of man and woman.
const OSCILLATORS_BY_RTIES: [(u32, usize, f64, [f64; 2]); 7] = [
    (2, 5, 0.65, [41.09, 38.16]),
    (5, 5, 0.30, [80.89, 71.31]),
    (8, 5, 0.46, [41.55, 81.50]),
    (10, 5, 0.35, [54.11, 98.64]),
    (11, 5, 0.45, [49.48, 52.09]),
    (12, 3, 0.42, [28.20, 33.39]),
    (16, 3, 0.52, [53.95, 24.82]),
];
/// Own level, own slope, the other's level and slope, of man and woman.
const LINES_BY_RTIES: [(u32, [f64; 8]); 2] = [
    (2, [-0.02339, 0.00181, -0.00061, 0.00592, -0.02711, 0.00531, -0.00045, 0.01094]),
    (5, [-0.00603, -0.01648, 0.00071, -0.01138, -0.00776, 0.00396, 0.00267, 0.03907]),
];

#[test]
fn oscillators_as_rties_has_them() {
    let Some(couples) = dials() else { return };
    for (couple, embedding, explained, periods) in OSCILLATORS_BY_RTIES {
        let [man, woman] = &couples[&couple];
        let options = OscillatorOptions { embedding, tau: 5, detrend: true };
        let found = coupled_oscillator(man, woman, &options).unwrap();
        for (line, period) in found.persons.iter().zip(periods) {
            // Two printed decimals.
            assert!((line.period - period).abs() < 0.0051, "couple {couple}: {}", line.period);
        }
        // Two printed digits of the adjusted share.
        let away = (found.adjusted() - explained).abs();
        assert!(away < 0.00501, "couple {couple}: {}", found.adjusted());
        // Whether the weights agree where they were printed.
        let Some((_, expected)) = LINES_BY_RTIES.iter().find(|(of, _)| *of == couple) else {
            continue;
        };
        let weights = found.persons.iter().flat_map(|line| {
            [line.own_level, line.own_slope, line.partner_level, line.partner_slope]
        });
        for (x, y) in weights.zip(expected) {
            assert!((x - y).abs() < 1.1e-5, "couple {couple}: {x} {y}");
        }
    }
}
