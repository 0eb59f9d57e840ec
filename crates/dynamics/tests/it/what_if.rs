use crate::pair::{channels, dyad, recording};
use attune_dynamics::{
    CannotTell, Change, ChannelRecording, DynamicsError, FitOptions, LoopFit, PairRecording,
    PersonChange, Scenario, Start, WhatIf, fit_loop, loop_guesses, residual_checks, what_if,
};

fn quick() -> FitOptions {
    FitOptions { return_time_s: 7.0, draws: 60, ..FitOptions::default() }
}

fn a_returns_quicker() -> WhatIf {
    let quicker = PersonChange { return_rate: Change::Times(1.2), ..PersonChange::default() };
    WhatIf {
        changes: [quicker, PersonChange::default()],
        start: Start::Moment,
        horizon_s: 60.0,
        ..WhatIf::default()
    }
}

/// The planted loop is asked from the moment at which A stood highest.
#[test]
fn a_quicker_return_from_a_high_moment() {
    let dyad = dyad(Scenario::Demo, 3, 15.0);
    let both = channels(&dyad, None);
    let recording = recording(&dyad, &both);
    let fit = fit_loop(&recording, &quick()).unwrap();
    assert!(residual_checks(&recording, &fit).unwrap().iter().all(|check| check.passes()));
    let state = &dyad.persons[0].state;
    let high = (0..state.len()).max_by(|&s, &t| state[s].total_cmp(&state[t])).unwrap();
    let from_s = dyad.persons[0].times_s[high];
    let guesses = loop_guesses(&recording, &fit, Some(from_s + 0.4)).unwrap();
    assert_eq!(guesses.from_s, Some(from_s));
    // The smoothed state beside the true one, in the unit of the first channel.
    let stands = guesses.estimate.standing[0] * fit.units[0][0].scale;
    assert!((stands - state[high]).abs() < 0.5, "{stands} {}", state[high]);
    // What the sensors leave open keeps the guesses apart.
    let mean = guesses.guesses.iter().map(|g| g.standing[0]).sum::<f64>() / 60.0;
    let spread = guesses.guesses.iter().map(|g| (g.standing[0] - mean).powi(2)).sum::<f64>() / 60.0;
    assert!((mean - guesses.estimate.standing[0]).abs() < 0.15, "{mean}");
    assert!((0.05..0.5).contains(&spread.sqrt()), "{spread}");

    let answer = what_if(&guesses, &a_returns_quicker()).unwrap();
    let [a, b] = &answer.persons;
    assert_eq!(answer.greyed, None);
    assert_eq!(a.examples.len(), 20);
    // Quicker back, A is lower, and so is B, who picks A up; in the long run nothing is changed.
    assert!(a.lower.of_twenty() >= 18 && b.lower.of_twenty() >= 16, "{:?} {:?}", a.lower, b.lower);
    assert!(a.sooner.unwrap().median <= 0.0 && a.long_run.value == 0.0);
    assert!(a.band.lo.iter().zip(&a.band.hi).all(|(lo, hi)| lo <= hi));
}

fn answered(recording: &PairRecording<'_>) -> (LoopFit, attune_dynamics::WhatIfAnswer) {
    let fit = fit_loop(recording, &quick()).unwrap();
    let guesses = loop_guesses(recording, &fit, Some(200.0)).unwrap();
    let answer = what_if(&guesses, &a_returns_quicker()).unwrap();
    (fit, answer)
}

#[test]
fn names_and_units_do_not_matter() {
    let dyad = dyad(Scenario::Demo, 4, 12.0);
    let both = channels(&dyad, None);
    let times = &dyad.persons[0].times_s;
    let (_, one) = answered(&PairRecording::new(times, &both[0], &both[1]));
    // The other way round, to the bit.
    let turned = PairRecording::new(times, &both[1], &both[0]);
    let fit = fit_loop(&turned, &quick()).unwrap();
    let ask = a_returns_quicker();
    let guesses = loop_guesses(&turned, &fit, Some(200.0)).unwrap();
    let ask = WhatIf { changes: [ask.changes[1], ask.changes[0]], ..ask };
    let mut other = what_if(&guesses, &ask).unwrap();
    other.persons.swap(0, 1);
    assert_eq!(one, other);
    // B's sensors in another unit: resting standard deviations stay what they are.
    let moved: Vec<Vec<f64>> =
        both[1].iter().map(|c| c.values.iter().map(|y| 7.5 + 0.04 * y).collect()).collect();
    let moved: Vec<_> = moved.iter().map(|values| ChannelRecording::new(values)).collect();
    let (_, scaled) = answered(&PairRecording::new(times, &both[0], &moved));
    for (x, y) in one.persons.iter().zip(&scaled.persons) {
        for (x, y) in x.difference.iter().zip(&y.difference) {
            assert!((x - y).abs() < 1e-6, "{x} {y}");
        }
    }
}

#[test]
fn what_does_not_describe_the_recording_is_not_asked() {
    // Too short.
    let short = dyad(Scenario::MutualEcho, 1, 5.0);
    let both = channels(&short, None);
    let of = recording(&short, &both);
    let fit = fit_loop(&of, &FitOptions::default()).unwrap();
    assert!(matches!(
        loop_guesses(&of, &fit, None),
        Err(DynamicsError::CannotTell(CannotTell::TooFewStretches { .. }))
    ));
    // A swing in the channels that no loop of two return rates makes.
    let demo = dyad(Scenario::Demo, 5, 12.0);
    let swinging: Vec<Vec<Vec<f64>>> = demo
        .persons
        .iter()
        .map(|person| {
            let swing = |(t, y): (usize, &f64)| y + 2.0 * (t as f64 * 1.1).sin();
            person
                .channels
                .iter()
                .map(|c| c.values.iter().enumerate().map(swing).collect())
                .collect()
        })
        .collect();
    let both: Vec<Vec<_>> = swinging
        .iter()
        .map(|p| p.iter().map(|values| ChannelRecording::new(values)).collect())
        .collect();
    let of = PairRecording::new(&demo.persons[0].times_s, &both[0], &both[1]);
    let fit = fit_loop(&of, &quick()).unwrap();
    let refused = loop_guesses(&of, &fit, None);
    assert!(
        matches!(refused, Err(DynamicsError::CannotTell(CannotTell::Unexplained { .. }))),
        "{refused:?}"
    );
}

#[test]
fn a_moment_outside_the_recording_is_refused() {
    let demo = dyad(Scenario::Demo, 6, 12.0);
    let both = channels(&demo, None);
    let of = recording(&demo, &both);
    let fit = fit_loop(&of, &quick()).unwrap();
    for from_s in [-1.0, 721.0, f64::NAN] {
        assert!(matches!(loop_guesses(&of, &fit, Some(from_s)), Err(DynamicsError::Option { .. })));
    }
}
