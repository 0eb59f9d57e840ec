//! Real recordings, against published numbers.

use attune::{Null, Plan, Verdict};
use attune_data::Kind;
use attune_data::read::{Layout, read};

use crate::recordings::{real, run};

fn dial() -> Option<attune_data::Study> {
    let path = real("couples_dial")?.join("dial.csv");
    let layout = Layout {
        dyad: Some("couple".into()),
        time: Some("t_s".into()),
        a: vec!["dial_man".into()],
        b: vec!["dial_woman".into()],
        kinds: vec![Kind::Rating],
        ..Layout::default()
    };
    Some(read(&path, &layout).unwrap())
}

/// An independent computation (numpy, per-cell Pearson) of the default plan for ratings on the 19
/// usable couples finds d = 1.3666 against all 342 role-preserving stranger pairs, and these
/// signed means. Both are printed to four digits, hence the tolerance.
#[test]
fn couples_dial_agrees_with_an_independent_computation() {
    let Some(study) = dial() else { return };
    let found = run(&study, &Plan { loop_model: false, ..Plan::for_kind(Kind::Rating) });
    assert_eq!(found.dyads.len(), 20);
    let excluded: Vec<&str> = found
        .dyads
        .iter()
        .filter(|dyad| dyad.synchrony.is_none())
        .map(|dyad| dyad.dyad.as_str())
        .collect();
    assert_eq!(excluded, ["19"]);
    let mean_z = |id: &str| {
        let dyad = found.dyads.iter().find(|dyad| dyad.dyad == id).unwrap();
        dyad.synchrony.as_ref().unwrap().mean_z
    };
    for (id, expected) in [("2", 0.0917), ("11", 0.4336), ("24", -0.0291), ("29", 0.2019)] {
        assert!((mean_z(id) - expected).abs() < 6e-5, "couple {id}: {}", mean_z(id));
    }
    let all = &found.channels[0];
    assert_eq!((all.n_real, all.n_pseudo), (19, 342));
    assert!((all.d - 1.3666).abs() < 6e-5, "d = {}", all.d);
    assert!(all.interval.lo < all.d && all.d < all.interval.hi);
    for dyad in &found.dyads {
        let p = |s: &attune::Synchrony| s.tests.iter().find(|t| t.null == Null::Shift).map(|t| t.p);
        println!(
            "{:>3} {:?} n_eff {:.1} p {:?} q {:?} pct {:?}",
            dyad.dyad,
            dyad.verdict,
            dyad.n_eff,
            dyad.synchrony.as_ref().and_then(p),
            dyad.synchrony.as_ref().map(|s| s.q),
            dyad.synchrony.as_ref().and_then(|s| s.stranger_percentile)
        );
    }
    let count = |verdict| found.dyads.iter().filter(|dyad| dyad.verdict == verdict).count();
    // The same independent computation finds 4 supported and 4 weak; one may differ by chance of
    // the draw of shifts.
    assert!(count(Verdict::Supported).abs_diff(4) <= 1, "{}", count(Verdict::Supported));
    assert!(count(Verdict::Weak).abs_diff(4) <= 1, "{}", count(Verdict::Weak));
}

/// rMEA 1.2.2 on the 20 intake interviews: the mean signed z of each dyad and the effect sizes of
/// both groups against all 760 pseudo-pairs of any two people, as printed (four digits).
#[test]
fn therapy_motion_agrees_with_the_published_pipeline() {
    const DROPPED_OUT: [f64; 10] =
        [-0.0416, 0.0726, -0.0442, -0.0277, -0.0486, 0.0999, 0.0444, 0.1026, -0.0115, -0.0154];
    const STAYED: [f64; 10] =
        [-0.0034, 0.0211, 0.0789, 0.0125, 0.0366, 0.0552, -0.0252, 0.0233, 0.0162, -0.0236];
    let Some(folder) = real("therapy_motion") else { return };
    let layout = Layout {
        dyad: Some("dyad".into()),
        group: Some("group".into()),
        time: Some("t_s".into()),
        a: vec!["patient".into()],
        b: vec!["therapist".into()],
        kinds: vec![Kind::Motion],
        ..Layout::default()
    };
    let study = read(&folder.join("motion_25hz.parquet"), &layout).unwrap();
    let preset = attune::PRESETS.iter().find(|preset| preset.name == "rmea2020").unwrap();
    // Surrogates play no part in these numbers.
    let plan =
        Plan { surrogates: 20, nulls: vec![Null::Shift], loop_model: false, ..preset.plan() };
    let found = run(&study, &plan);
    for (dyad, expected) in found.dyads.iter().zip(DROPPED_OUT.iter().chain(&STAYED)) {
        let mean_z = dyad.synchrony.as_ref().unwrap().mean_z;
        assert!((mean_z - expected).abs() < 6e-5, "dyad {}: {mean_z}", dyad.dyad);
        assert_eq!(dyad.synchrony.as_ref().unwrap().windows.len(), 57);
    }
    let group =
        |name: &str| found.channels.iter().find(|c| c.group.as_deref() == Some(name)).unwrap();
    assert_eq!(group("normal").n_pseudo, 760);
    assert!((group("normal").d - 0.5786).abs() < 1e-3, "{}", group("normal").d);
    assert!((group("dropout").d - 0.3292).abs() < 1e-3, "{}", group("dropout").d);
    assert!((group("normal").stranger_mean - 0.004453).abs() < 1e-5);
    assert!((group("normal").stranger_sd - 0.025336).abs() < 1e-5);
}

/// Days that were not written stay empty, and nothing is claimed from them.
#[test]
fn couples_diary_runs_on_days_and_invents_none() {
    let Some(folder) = real("couples_diary") else { return };
    let layout = Layout {
        dyad: Some("ID".into()),
        time: Some("DIARYDAY".into()),
        time_unit: Some(attune_data::read::TimeUnit::Day),
        a: vec!["M_Con.".into()],
        b: vec!["W_Con.".into()],
        kinds: vec![Kind::Diary],
        ..Layout::default()
    };
    let study = read(&folder.join("diary.csv"), &layout).unwrap();
    let written: usize = study.sessions.iter().map(|s| s.people[0].series[0].valid()).sum();
    let plan = Plan { surrogates: 99, loop_model: false, ..Plan::for_kind(Kind::Diary) };
    let found = run(&study, &plan);
    let used: usize = found
        .dyads
        .iter()
        .map(|d| d.people[0].trace.iter().filter(|v| v.is_finite()).count())
        .sum();
    assert_eq!((found.dyads.len(), used), (80, written));
    assert!(found.dyads.iter().all(|dyad| dyad.step_s == 86_400.0));
}
