use attune_dynamics::{recover, recovery_rows};

/// The short form of the recovery table: the quick lines, few runs. The full one is
/// `cargo xtask recover`.
#[test]
fn what_is_planted_is_found() {
    for row in recovery_rows().iter().filter(|row| ["base", "fast"].contains(&row.name)) {
        if row.minutes > 10.0 {
            continue;
        }
        let found = recover(row, 24, 7).unwrap();
        assert_eq!((found.runs, found.failed), (24, 0));
        // With 24 runs an error of a root mean square is some 15 %: the full table allows 1.25
        // times the stated one, this short form 1.25 + 2 x .15.
        for judged in found.judged(row) {
            assert!(judged.found <= judged.most * 1.55 / 1.25, "{}: {judged:?}", row.name);
        }
        // Nominal 95 %: four standard errors of 24 runs are 18 points.
        assert!(found.gain_held.iter().all(|held| *held >= 0.77), "{:?}", found.gain_held);
        assert!(found.return_time_held >= 0.77, "{}", found.return_time_held);
    }
}
