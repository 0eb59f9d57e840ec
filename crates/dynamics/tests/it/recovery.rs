use attune_dynamics::{recover, recovery_rows};

/// The short form of the recovery table: the quick rows, few runs. The full table is
/// `cargo xtask recovery`.
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
        for i in 0..2 {
            assert!(
                found.gain_rmse[i] <= 1.55 * row.stated_rmse[i],
                "{}: {:?} against {:?}",
                row.name,
                found.gain_rmse,
                row.stated_rmse
            );
            assert!(found.coverage[i] >= 0.8, "{}: {:?}", row.name, found.coverage);
        }
    }
}
