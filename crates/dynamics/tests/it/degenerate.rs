use crate::pair::{channels, dyad, recording};
use attune_dynamics::{
    CannotTell, ChannelRecording, ConditionKind, DynamicsError, FitOptions, LinkTestOptions,
    PairRecording, Scenario, fit_loop, test_link,
};

fn refusal(times: &[f64], a: &[f64], b: &[f64]) -> DynamicsError {
    let (a, b) = ([ChannelRecording::new(a)], [ChannelRecording::new(b)]);
    fit_loop(&PairRecording::new(times, &a, &b), &FitOptions::default()).unwrap_err()
}

#[test]
fn recordings_without_an_answer_say_why() {
    let n = 300;
    let times: Vec<f64> = (0..n).map(f64::from).collect();
    let wave: Vec<f64> = times.iter().map(|t| (0.1 * t).sin() + (1.7 * t).cos()).collect();
    let other: Vec<f64> = times.iter().map(|t| (0.13 * t).sin() + (2.1 * t).cos()).collect();
    let flat = vec![3.2; n as usize];
    let missing = vec![f64::NAN; n as usize];
    let reason = |error| match error {
        DynamicsError::CannotTell(reason) => reason,
        error => panic!("{error}"),
    };
    assert_eq!(reason(refusal(&times, &wave, &flat)), CannotTell::Constant { person: 1 });
    // What was not measured cannot be said not to vary.
    let unmeasured = CannotTell::TooShort { moments: 0, needed: 20 };
    assert_eq!(reason(refusal(&times, &missing, &wave)), unmeasured);
    assert_eq!(
        reason(refusal(&times, &wave, &wave)),
        CannotTell::Duplicated { channel_a: 0, channel_b: 0 }
    );
    assert!(matches!(
        reason(refusal(&times[..25], &wave[..25], &other[..25])),
        CannotTell::TooShort { moments: 25, .. }
    ));
    // Samples 30 s apart of signals that return in 20 s.
    let rare: Vec<f64> = times.iter().map(|t| 30.0 * t).collect();
    assert_eq!(reason(refusal(&rare, &wave, &other)), CannotTell::TooCoarse { return_times: 1.5 });
    assert_eq!(
        refusal(&times, &wave[..10], &other),
        DynamicsError::SeriesLength { length: 10, times: 300 }
    );
    let mut backwards = times.clone();
    backwards.swap(4, 5);
    assert_eq!(refusal(&backwards, &wave, &other), DynamicsError::Times { index: 5 });
}

/// One event in each, a little later in B than in A: a coincidence, however many samples there are.
#[test]
fn a_coincidence_is_no_loop() {
    let times: Vec<f64> = (0..600).map(f64::from).collect();
    let at = |from: f64, to: f64| -> Vec<f64> {
        times.iter().map(|t| f64::from(u8::from((from..to).contains(t)))).collect()
    };
    let error = refusal(&times, &at(200.0, 201.0), &at(201.0, 209.0));
    let expected = CannotTell::HardlyMoves { person: 0, moves: 2, needed: 20 };
    assert_eq!(error, DynamicsError::CannotTell(expected));
}

/// A recording of only NaN, of constants, of steps, of huge and tiny numbers: never a panic.
#[test]
fn odd_recordings_never_panic() {
    let n = 200usize;
    let times: Vec<f64> = (0..n).map(|t| t as f64 * 0.5).collect();
    let step: Vec<f64> = (0..n).map(|t| f64::from(u8::from(t > 100))).collect();
    let ramp: Vec<f64> = (0..n).map(|t| t as f64).collect();
    let huge: Vec<f64> = (0..n).map(|t| 1e200 * (t as f64 * 0.7).sin()).collect();
    let tiny: Vec<f64> = (0..n).map(|t| 1e-200 * (t as f64 * 0.9).sin()).collect();
    let spike: Vec<f64> = (0..n).map(|t| if t == 50 { 1e6 } else { (t as f64).sin() }).collect();
    let all = [&step, &ramp, &huge, &tiny, &spike];
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            let (a, b) = ([ChannelRecording::new(a)], [ChannelRecording::new(b)]);
            if let Ok(fit) = fit_loop(&PairRecording::new(&times, &a, &b), &FitOptions::default()) {
                assert!(fit.gain.iter().all(|g| g.value.is_finite()), "{:?}", fit.gain);
            }
        }
    }
}

#[test]
fn shifted_copies_need_an_even_grid() {
    let dyad = dyad(Scenario::MutualEcho, 1, 5.0);
    let both = channels(&dyad, None);
    let uneven: Vec<f64> =
        dyad.persons[0].times_s.iter().map(|t| t + 0.2 * f64::from(u8::from(*t > 100.0))).collect();
    let recording = PairRecording::new(&uneven, &both[0], &both[1]);
    let found = test_link(&recording, &FitOptions::default(), &LinkTestOptions::default());
    assert_eq!(found, Err(CannotTell::UnevenGrid { spacings: 2 }.into()));
}

/// A flat sensor is left out, and what is left is fitted (S14).
#[test]
fn a_flat_sensor_is_left_out() {
    let dyad = dyad(Scenario::FlatSensor, 1, 10.0);
    let both = channels(&dyad, None);
    let fit = fit_loop(&recording(&dyad, &both), &FitOptions::default()).unwrap();
    assert_eq!((fit.units[0].len(), fit.units[1].len()), (2, 1));
    assert_eq!(fit.model.channels, [2, 1]);
}

/// Excluded stretches count as missing: what happens in them changes nothing (S5).
#[test]
fn what_is_excluded_does_not_count() {
    let dyad = dyad(Scenario::JointPacer, 3, 20.0);
    let both = channels(&dyad, Some(1.0));
    let mut spoilt = dyad.clone();
    for person in &mut spoilt.persons {
        for channel in &mut person.channels {
            channel.values[300..900].iter_mut().for_each(|y| *y += 100.0);
        }
    }
    let spoilt_channels = channels(&spoilt, Some(1.0));
    let excluded = [(300.0, 900.0)];
    let fits = [&both, &spoilt_channels].map(|both| {
        let recording = PairRecording { excluded_s: &excluded, ..recording(&dyad, both) };
        fit_loop(&recording, &FitOptions::default()).unwrap()
    });
    assert_eq!(fits[0], fits[1]);
    assert!(fits[0].usable_s < 620.0);
}

/// Something that shakes both recordings at once counts as missing, and is counted (S13); a
/// recording without it keeps its moments.
#[test]
fn shared_jolts_are_left_out_and_counted() {
    let fit = |scenario| {
        let dyad = dyad(scenario, 5, 30.0);
        let both = channels(&dyad, None);
        fit_loop(&recording(&dyad, &both), &FitOptions::default()).unwrap()
    };
    let shaken = fit(Scenario::SharedArtefact);
    // Some 30 jolts of three samples, of which one in four is too small to be seen.
    assert!((40..120).contains(&shaken.shared_jolts), "{}", shaken.shared_jolts);
    assert!(!shaken.holds(ConditionKind::FewSharedJolts));
    let calm = fit(Scenario::Independent);
    assert!(calm.shared_jolts < 5 && calm.holds(ConditionKind::FewSharedJolts));
}
