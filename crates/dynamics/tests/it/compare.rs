use crate::pair::{channels, dyad, recording};
use attune_dynamics::{
    DynamicsError, FitOptions, ModelKind, PairRecording, Scenario, compare_models,
};

#[test]
fn a_planted_link_is_worth_telling_and_a_missing_one_is_not() {
    let options = FitOptions { return_time_s: 7.0, ..FitOptions::default() };
    let linked = dyad(Scenario::Demo, 2, 20.0);
    let both = channels(&linked, None);
    let found = compare_models(&recording(&linked, &both), &options, 4).unwrap();
    assert!(found.may_show(ModelKind::Linked, ModelKind::SharedShocks), "{found:?}");
    assert_eq!(found.foresees_best(), Some(ModelKind::Linked));
    // Two channels each: the regression does not apply.
    assert_eq!(found.score(ModelKind::Autoregression), None);
    let parameters: Vec<usize> = found.models.iter().map(|m| m.parameters).collect();
    assert_eq!(parameters[1] - parameters[0], 1);
    assert_eq!(parameters[2] - parameters[1], 4);

    let unlinked = dyad(Scenario::Independent, 2, 12.0);
    let both = channels(&unlinked, None);
    let found = compare_models(&recording(&unlinked, &both), &FitOptions::default(), 4).unwrap();
    assert!(!found.may_show(ModelKind::Linked, ModelKind::SharedShocks));
    assert!(!found.may_show(ModelKind::SharedShocks, ModelKind::Apart));
}

#[test]
fn names_change_nothing_and_the_regression_joins_where_it_can() {
    let dyad = dyad(Scenario::Demo, 5, 6.0);
    let both = channels(&dyad, None);
    let times = &dyad.persons[0].times_s;
    let options = FitOptions { return_time_s: 7.0, ..FitOptions::default() };
    let of = |a: usize, b: usize| {
        compare_models(&PairRecording::new(times, &both[a][..1], &both[b][..1]), &options, 3)
    };
    let found = of(0, 1).unwrap();
    assert_eq!(found, of(1, 0).unwrap());
    let regression = found.score(ModelKind::Autoregression).unwrap();
    let linked = found.score(ModelKind::Linked).unwrap();
    // Both describe the same recording in the same units: within a few log units of each other.
    assert!((regression.log_likelihood - linked.log_likelihood).abs() < 15.0, "{found:?}");
    assert_eq!(regression.held_out.len(), 3);
    let few = compare_models(&PairRecording::new(times, &both[0], &both[1]), &options, 1);
    assert!(matches!(few, Err(DynamicsError::Option { .. })));
}
