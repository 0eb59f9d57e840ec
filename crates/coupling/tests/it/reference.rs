//! Other programs' numbers; each file in `reference/wcc` says which and how closely.

use attune_coupling::{
    Convention, SegmentSynchrony, WindowOptions, segment_synchrony, windowed_cross_correlation,
};
use attune_testkit::{naive, reference};
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_given_cell_of_rmea() {
    let expected = reference::json("wcc/rmea.json");
    let input = reference::columns("wcc/input.csv");
    let given = reference::columns("wcc/rmea.csv");
    let options =
        WindowOptions { window: 300, step: 10, max_lag: 50, convention: Convention::Recentred };
    let map = windowed_cross_correlation(&input[0], &input[1], &options).unwrap();
    assert_eq!(map.n_windows as f64, number(&expected["shape"][0]));
    assert_eq!(map.n_lags as f64, number(&expected["shape"][1]));
    for (row, window) in given[0].iter().enumerate() {
        for (lag, r) in map.row(*window as usize).iter().enumerate() {
            let theirs = given[lag + 1][row];
            assert!((r - theirs).abs() <= 1e-11, "window {window}, lag {lag}: {r} {theirs}");
        }
    }
    let mean = |cells: &mut dyn Iterator<Item = f64>| {
        let cells: Vec<f64> = cells.collect();
        cells.iter().sum::<f64>() / cells.len() as f64
    };
    let grand = mean(&mut map.r.iter().copied());
    assert!((grand - number(&expected["grand_mean"])).abs() <= 1e-11);
    let grand_abs = mean(&mut map.r.iter().map(|r| r.abs()));
    assert!((grand_abs - number(&expected["grand_mean_abs"])).abs() <= 1e-11);
    for (k, column) in [0, 50, 100].into_iter().enumerate() {
        let theirs = number(&expected["column_mean_first_mid_last"][k]);
        let ours = mean(&mut (0..map.n_windows).map(|w| map.row(w)[column]));
        assert!((ours - theirs).abs() <= 1e-11);
    }
    for lag in -50_isize..=50 {
        let ours = (0..map.n_windows).filter(|w| map.best_lag(*w) == Some(lag)).count();
        let theirs = expected["best_lag_samples_counts"][lag.to_string()].as_u64().unwrap_or(0);
        assert_eq!(ours as u64, theirs, "best lag {lag}");
    }
}

/// SUSY's own names beside ours.
fn susy_names(s: &SegmentSynchrony) -> Vec<(&'static str, f64)> {
    vec![
        ("Z", s.z),
        ("Z-Pseudo", s.z_pseudo),
        ("SD(Z)", s.sd_z),
        ("SD(Z-Pseudo)", s.sd_z_pseudo),
        ("n(lags)", s.lags as f64),
        ("%>Pseudo", s.percent_above_pseudo),
        ("n(Segmente)", s.segments as f64),
        ("ES", s.es),
        ("Z(lead1)", s.lead1),
        ("Z(lead2)", s.lead2),
        ("ES(lead1)", s.es_lead1),
        ("ES(lead2)", s.es_lead2),
        ("meanZ(in-phase)", s.mean_in_phase),
        ("meanZ(anti-phase)", s.mean_anti_phase),
        ("Anzahl(in-phase)", s.lags_in_phase as f64),
        ("Anzahl(anti-phase)", s.lags_anti_phase as f64),
        ("Z(noAbs)", s.z_no_abs),
        ("Z(Pseudo-noAbs)", s.z_pseudo_no_abs),
        ("%>Pseudo(noAbs)", s.percent_above_pseudo_no_abs),
        ("ES(noAbs)", s.es_no_abs),
    ]
}

#[test]
fn everything_susy_prints() {
    let expected = reference::json("wcc/susy.json");
    let input = reference::columns("wcc/input.csv");
    let found = segment_synchrony(&input[0], &input[1], 300, 50).unwrap();
    for (name, ours) in susy_names(&found) {
        let theirs = number(&expected["values"][name]);
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{name}: {ours} {theirs}");
    }
    assert_eq!(susy_names(&found).len() + 1, expected["values"].as_object().unwrap().len());
}

#[test]
fn susy_on_a_written_down_pair() {
    let expected = reference::json("wcc/susy_formula.json");
    let wave = |t: f64, other: [f64; 2], at: f64| {
        (0.10 * (t - at)).sin() + 0.5 * (other[0] * t).sin() + 0.3 * (other[1] * t).sin()
    };
    let a: Vec<f64> = (0..600).map(|t| wave(f64::from(t), [0.37, 1.91], 0.0)).collect();
    let b: Vec<f64> = (0..600).map(|t| wave(f64::from(t), [0.53, 2.23], 2.0)).collect();
    let s = segment_synchrony(&a, &b, 30, 5).unwrap();
    for (name, ours) in [
        ("segments", s.segments as f64),
        ("z", s.z),
        ("z_pseudo", s.z_pseudo),
        ("es", s.es),
        ("lead1", s.lead1),
        ("lead2", s.lead2),
        ("es_lead1", s.es_lead1),
        ("es_lead2", s.es_lead2),
        ("z_no_abs", s.z_no_abs),
        ("z_pseudo_no_abs", s.z_pseudo_no_abs),
        ("es_no_abs", s.es_no_abs),
    ] {
        let theirs = number(&expected["values"][name]);
        assert!((ours - theirs).abs() <= 0.5001e-6, "{name}: {ours} {theirs}");
    }
}

#[test]
fn a_real_pair_in_motion() {
    let Some(motion) = reference::recording("therapy_motion/raw/normal_200_01.txt", ' ') else {
        return;
    };
    let expected = reference::json("wcc/motion_200_01.json");
    let (patient, therapist) = (&motion[0], &motion[1]);
    let options =
        WindowOptions { window: 1500, step: 750, max_lag: 125, convention: Convention::Recentred };
    let map = windowed_cross_correlation(patient, therapist, &options).unwrap();
    assert_eq!((map.n_windows, map.n_lags), (18, 251));
    let mean_abs = |columns: std::ops::Range<usize>| {
        let rows = (0..map.n_windows).flat_map(|w| &map.row(w)[columns.clone()]);
        naive::mean_z(&rows.map(|r| r.abs()).collect::<Vec<f64>>())
    };
    for (name, ours) in [
        ("grand_mean_abs", map.summary().mean_abs_z),
        ("s1_lead", mean_abs(126..251)),
        ("s2_lead", mean_abs(0..125)),
        ("lag_zero", mean_abs(125..126)),
    ] {
        let theirs = number(&expected["rmea"][name]);
        assert!((ours - theirs).abs() <= 0.5001e-6, "{name}: {ours} {theirs}");
    }
    let s = segment_synchrony(patient, therapist, 750, 125).unwrap();
    for (name, ours) in [
        ("z", s.z),
        ("z_pseudo", s.z_pseudo),
        ("es", s.es),
        ("es_lead2", s.es_lead2),
        ("es_no_abs", s.es_no_abs),
    ] {
        let theirs = number(&expected["susy"][name]);
        assert!((ours - theirs).abs() <= 0.5001e-5, "{name}: {ours} {theirs}");
    }
}
