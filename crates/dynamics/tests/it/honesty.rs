use attune_dynamics::{hear, honesty_cases};

/// The short form of the honesty table; the full one is `cargo xtask recover`.
#[test]
fn nothing_is_claimed_where_nothing_passes() {
    for (name, minutes, runs) in [
        ("independent", 10.0, 6),
        ("independent", 30.0, 2),
        ("hidden cause", 10.0, 6),
        ("hidden cause", 30.0, 2),
        ("recorded cause, given to the fit", 30.0, 2),
        ("one pacer for both, excluded", 30.0, 2),
    ] {
        let cases = honesty_cases();
        let case = cases.iter().find(|c| c.name == name && c.minutes == minutes).unwrap();
        assert_eq!(case.most_directional, Some(0.05), "{name}");
        let heard = hear(case, runs, 11).unwrap();
        assert_eq!((heard.runs, heard.refused), (runs, 0), "{name}");
        // At 5 % each, two claims in six runs come once in thirty times.
        assert!(heard.directional * runs as f64 <= 1.0 + 1e-9, "{name}: {heard:?}");
    }
}

/// S8 without time apart: whether presence soothes cannot be told.
#[test]
fn soothing_is_not_claimed_without_time_apart() {
    let cases = honesty_cases();
    let case = cases.iter().find(|c| c.code == "S8-no-solo").unwrap();
    assert_eq!(hear(case, 1, 11).unwrap().soothing, 0.0);
}
