use super::hill::{BEYOND, BentPosterior};
use super::*;
use crate::fit::climb::Hill;
use crate::fit::surface::tests::with_everything;
use crate::{ChannelNoise, ChannelRecording, Lag, Scenario, SimulateOptions, fit_loop, simulate};

/// The slope of the whole chain, coordinates to log-posterior, against differences.
#[test]
fn the_slope_agrees_with_differences() {
    with_everything(|recording| {
        for (lag, noise) in [
            (Lag::Erlang2, ChannelNoise::White),
            (Lag::Erlang2, ChannelNoise::Coloured),
            (Lag::None, ChannelNoise::White),
        ] {
            let options = FitOptions { lag, noise, ..FitOptions::default() };
            let prepared = prepared_for(recording, &options).unwrap();
            let problem = Problem::new(&prepared, &options);
            let mut place =
                crate::fit::start::start(&prepared, &problem.coordinates, &problem.priors);
            place.extend([0.1, -0.3, 0.4, 0.8, 0.9]);
            for (i, x) in place.iter_mut().enumerate() {
                *x += 0.1 * ((i * 7 % 5) as f64 - 2.0) / 2.0;
            }
            crate::fit::engine::with_states!(prepared.model.states(), S => {
                let mut hill: BentPosterior<'_, S> =
                    BentPosterior::new(&prepared, &problem.coordinates, &problem.priors);
                let n = place.len();
                assert_eq!(n, problem.coordinates.len() + BEYOND);
                let mut slope = vec![0.0; n];
                hill.height(&place, &mut slope);
                let h = 1e-5;
                for i in 0..n {
                    let mut at = |by: f64| {
                        let mut moved = place.clone();
                        moved[i] += by;
                        hill.height(&moved, &mut vec![0.0; n])
                    };
                    let numeric = (at(h) - at(-h)) / (2.0 * h);
                    // Central differences with h = 1e-5 of a height near 1000.
                    assert!(
                        (slope[i] - numeric).abs() < 1e-4 * numeric.abs().max(1.0),
                        "{lag:?} {noise:?} {i}: {} against {numeric}", slope[i]
                    );
                }
            });
        }
    });
}

/// Without an excess and with a ceiling out of sight the bend is a straight line.
#[test]
fn a_straight_bend_has_the_linear_likelihood() {
    let options = SimulateOptions { seed: 9, minutes: 5.0, dyads: 1, rate_hz: 1.0 };
    let dyad = &simulate(Scenario::Gaps, &options).unwrap().dyads[0];
    let [a, b] = dyad.persons.each_ref().map(|person| {
        person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
    });
    let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
    let options = FitOptions::default();
    let linear = fit_loop(&recording, &options).unwrap();
    let prepared = prepared_for(&recording, &options).unwrap();
    let problem = Problem::new(&prepared, &options);
    let mut place = climb_all(&problem).full.theta;
    place.extend([-29.0, -29.0, 1.0, 1.0, 20.0]);
    let found = BentProblem::new(&problem).log_likelihood(&place);
    // Another order of the same arithmetic over a few thousand numbers.
    assert!((found - linear.log_likelihood).abs() < 1e-7, "{found} {}", linear.log_likelihood);
}

/// A gap of samples that are not there is the same as one of samples that are missing.
#[test]
fn a_long_interval_is_walked_in_usual_steps() {
    let options = SimulateOptions { seed: 10, minutes: 6.0, dyads: 1, rate_hz: 1.0 };
    let dyad = &simulate(Scenario::Spiral, &options).unwrap().dyads[0];
    let times = &dyad.persons[0].times_s;
    let hole = 100..130;
    let cut = |values: &[f64], keep: bool| -> Vec<f64> {
        let value = |(t, y): (usize, &f64)| match (hole.contains(&t), keep) {
            (false, _) => Some(*y),
            (true, true) => Some(f64::NAN),
            (true, false) => None,
        };
        values.iter().enumerate().filter_map(value).collect()
    };
    let likelihood = |keep: bool| {
        let series = dyad
            .persons
            .each_ref()
            .map(|person| person.channels.iter().map(|c| cut(&c.values, keep)).collect::<Vec<_>>());
        let channels = |who: usize| -> Vec<ChannelRecording<'_>> {
            let channels = series[who].iter();
            channels.map(|values| ChannelRecording { values, resting_sd: Some(1.0) }).collect()
        };
        let kept: Vec<f64> = if keep { times.clone() } else { cut(times, false) };
        let (a, b) = (channels(0), channels(1));
        let recording = PairRecording::new(&kept, &a, &b);
        let options = FitOptions::default();
        let prepared = prepared_for(&recording, &options).unwrap();
        let problem = Problem::new(&prepared, &options);
        let mut place = crate::fit::start::start(&prepared, &problem.coordinates, &problem.priors);
        // The same place in both, whatever the start makes of the hole.
        place.iter_mut().enumerate().for_each(|(i, x)| *x = -0.3 + 0.05 * i as f64);
        place.extend([0.0, 0.0, 1.0, 1.0, 1.1]);
        BentProblem::new(&problem).log_likelihood(&place)
    };
    let (missing, absent) = (likelihood(true), likelihood(false));
    assert!((missing - absent).abs() < 1e-8, "{missing} {absent}");
}
