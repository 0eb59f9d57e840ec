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
    let found = run(&study, &Plan::for_kind(Kind::Rating));
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
