//! The loop with thresholds, fitted: what was planted, and where the plain loop must stay.

use attune_dynamics::{
    ChannelRecording, FitOptions, ModelKind, PairRecording, Planted, Scenario, SimulateOptions,
    SimulatedDyad, ThresholdFit, compare_models, fit_threshold, simulate_dyad,
};

use crate::pair::{channels, dyad, recording};

fn simulated(seed: u64) -> SimulatedDyad {
    let options = SimulateOptions { seed, minutes: 60.0, dyads: 1, rate_hz: 1.0 };
    simulate_dyad(&Planted::wound_up(), &options, 0).unwrap()
}

const OPTIONS: FitOptions = FitOptions {
    return_time_s: 10.0,
    lag: attune_dynamics::Lag::Erlang2,
    noise: attune_dynamics::ChannelNoise::White,
    linked: true,
    draws: 200,
    seed: 1,
};

fn fitted(dyad: &SimulatedDyad) -> ThresholdFit {
    let both = channels(dyad, Some(1.0));
    fit_threshold(&recording(dyad, &both), &OPTIONS).unwrap()
}

#[test]
fn planted_thresholds_are_worth_showing_and_their_edge_is_found() {
    let dyad = simulated(71);
    let both = channels(&dyad, Some(1.0));
    let compared = compare_models(&recording(&dyad, &both), &OPTIONS, 4).unwrap();
    assert!(compared.may_show(ModelKind::Thresholds, ModelKind::Linked), "{compared:?}");
    let fit = fitted(&dyad);
    assert!(fit.converged && fit.has_edge(), "{fit:?}");
    let edge = fit.calm_to_edge.unwrap();
    let truth = dyad.planted.two_people;
    let bend = truth.influence.unwrap();
    let influence = truth.gain.map(|gain| attune_dynamics::Influence { gain, bend });
    let return_rate = truth.return_time_s.map(f64::recip);
    let alone = attune_dynamics::ThresholdLoop { return_rate, influence };
    let planted = alone.landscape().unwrap().calm_to_edge().unwrap();
    assert!(edge.lo <= planted && planted <= edge.hi, "{edge:?} {planted}");
    let holds = |found: attune_dynamics::Estimate, planted: f64| {
        usize::from(found.lo <= planted && planted <= found.hi)
    };
    let held: usize = (0..2)
        .map(|i| {
            holds(fit.gain[i], truth.gain[i])
                + holds(fit.steep_gain[i], bend.steep_gain)
                + holds(fit.threshold[i], bend.threshold)
        })
        .sum();
    // Six intervals of 95 %: two or more miss in 3 of 100 recordings.
    assert!(held >= 5, "{fit:?}");
}

/// The pair is calm together for 7 in 100 moments: what lies in the middle of the recording is near
/// the edge, and taken for calm it leaves no edge to be told.
#[test]
fn calm_is_found_far_below_the_middle_of_a_recording() {
    let options = SimulateOptions { seed: 31, minutes: 40.0, dyads: 1, rate_hz: 1.0 };
    let fit = fitted(&simulate_dyad(&Planted::wound_up(), &options, 0).unwrap());
    let edge = fit.calm_to_edge.unwrap();
    // Planted: 2.02 from calm.
    assert!(fit.has_edge() && edge.lo <= 2.02 && 2.02 <= edge.hi, "{edge:?}");
    for who in 0..2 {
        // Planted: just below the ceiling of 4.0; half a resting standard deviation is an eighth of
        // the way there from calm.
        assert!((fit.wound_up.unwrap()[who].value - 4.0).abs() < 0.5, "{:?}", fit.wound_up);
    }
}

#[test]
fn where_the_other_arrives_in_proportion_thresholds_are_not_shown() {
    for (scenario, seed, minutes) in [
        (Scenario::MutualEcho, 62, 20.0),
        (Scenario::Demo, 63, 12.0),
        (Scenario::Independent, 64, 12.0),
    ] {
        let dyad = dyad(scenario, seed, minutes);
        let both = channels(&dyad, None);
        let compared = compare_models(&recording(&dyad, &both), &OPTIONS, 4).unwrap();
        assert!(
            !compared.may_show(ModelKind::Thresholds, ModelKind::Linked),
            "{scenario:?}: {compared:?}"
        );
    }
}

#[test]
fn exchanging_the_people_mirrors_the_thresholds_to_the_bit() {
    let options = SimulateOptions { seed: 72, minutes: 15.0, dyads: 1, rate_hz: 1.0 };
    let dyad = simulate_dyad(&Planted::wound_up(), &options, 0).unwrap();
    let both = channels(&dyad, Some(1.0));
    let times = &dyad.persons[0].times_s;
    let of = |a: &[ChannelRecording<'_>], b: &[ChannelRecording<'_>]| {
        fit_threshold(&PairRecording::new(times, a, b), &OPTIONS).unwrap()
    };
    let (one, other) = (of(&both[0], &both[1]), of(&both[1], &both[0]));
    for i in 0..2 {
        assert_eq!(one.gain[i], other.gain[1 - i]);
        assert_eq!(one.steep_gain[i], other.steep_gain[1 - i]);
        assert_eq!(one.threshold[i], other.threshold[1 - i]);
    }
    assert_eq!(one.ceiling, other.ceiling);
    assert!(one.calm_to_edge.is_some(), "{one:?}");
    assert_eq!(one.calm_to_edge, other.calm_to_edge);
    assert_eq!(one.wound_up.map(|[a, b]| [b, a]), other.wound_up);
    assert_eq!(one.two_basins.to_bits(), other.two_basins.to_bits());
    assert_eq!(one.landscape.points.len(), other.landscape.points.len());
    for (one, other) in one.landscape.points.iter().zip(&other.landscape.points) {
        assert_eq!(one.at, [other.at[1], other.at[0]]);
    }
}
