use super::*;
use crate::Lag;

/// The two-state loop of the notes (3.2).
fn notes(lag: Lag, delay_s: f64) -> LoopGuesses {
    let guess = Guess {
        return_rate: [0.05, 0.08],
        gain: [0.6, 0.3],
        delay_s: [delay_s; 2],
        own_effect: [0.0, -2.0],
        standing: [0.0; 6],
    };
    LoopGuesses {
        lag,
        estimate: guess,
        guesses: vec![guess; 40],
        rejected_share: 0.0,
        n_eff: 100.0,
        own_input: [false, true],
        from_s: None,
    }
}

fn b_changes(change: PersonChange) -> WhatIf {
    WhatIf { changes: [PersonChange::default(), change], ..WhatIf::default() }
}

/// Values of the notes, given to nine decimals.
#[test]
fn a_lower_set_point_of_b_pulls_both_down() {
    let lower = PersonChange { set_point: -1.0, ..PersonChange::default() };
    let answer = what_if(&notes(Lag::None, 0.0), &b_changes(lower)).unwrap();
    let [a, b] = &answer.persons;
    assert!((a.changed[30] + 0.347_081_688).abs() < 1e-9, "{}", a.changed[30]);
    assert!((b.changed[30] + 0.970_429_347).abs() < 1e-9, "{}", b.changed[30]);
    assert!((a.long_run.value + 0.731_707_317).abs() < 1e-9);
    assert!((b.long_run.value + 1.219_512_195).abs() < 1e-9);
    assert!(a.baseline.iter().all(|x| *x == 0.0));
    assert_eq!(a.lower.of_twenty(), 20);
    // At rest nobody settles: there is no sooner and no later.
    assert!(a.sooner.is_none() && b.sooner.is_none());
    // The lags only put it off: the same end, later.
    let late = what_if(&notes(Lag::Erlang2, 10.0), &b_changes(lower)).unwrap();
    assert!((late.persons[0].long_run.value + 0.731_707_317).abs() < 1e-9);
    assert!(late.persons[0].changed[30] > a.changed[30] + 0.05);
    // 300 s are ten times the slowest time constant of 29 s.
    assert!((late.persons[0].changed[300] + 0.731_707_317).abs() < 1e-3);
}

#[test]
fn holding_b_leaves_a_to_its_own_return() {
    let held = PersonChange { clamp: Some(-1.0), ..PersonChange::default() };
    let answer = what_if(&notes(Lag::None, 0.0), &b_changes(held)).unwrap();
    for (t, x) in answer.times_s.iter().zip(&answer.persons[0].changed) {
        let expected = -0.6 * (1.0 - (-0.05 * t).exp());
        assert!((x - expected).abs() < 1e-12, "{t}: {x} {expected}");
    }
    assert!(answer.persons[1].changed.iter().all(|x| *x == -1.0));
    // Whoever is held does not settle, wherever they stood.
    let from = WhatIf { start: Start::At([1.0, 1.0]), ..b_changes(held) };
    let [a, b] = what_if(&notes(Lag::None, 0.0), &from).unwrap().persons;
    assert!(a.sooner.is_some() && b.sooner.is_none());
    assert_eq!(answer.persons[0].long_run.value, -0.6);
}

#[test]
fn an_own_input_acts_like_a_set_point_times_its_effect() {
    let guesses = notes(Lag::Erlang2, 3.0);
    let input = PersonChange { own_input: 0.5, ..PersonChange::default() };
    let point = PersonChange { set_point: -1.0, ..PersonChange::default() };
    let [one, two] = [input, point].map(|c| what_if(&guesses, &b_changes(c)).unwrap());
    assert_eq!(one, two);
    let mut of_a = b_changes(PersonChange::default());
    of_a.changes[0] = input;
    assert_eq!(what_if(&guesses, &of_a), Err(CannotTell::NoOwnInput { person: 0 }.into()));
}

/// Alone and displaced by 1, a person is within a quarter after ln 4 return times.
#[test]
fn a_quicker_return_settles_sooner() {
    let mut guesses = notes(Lag::None, 0.0);
    guesses.estimate.gain = [0.0, 0.0];
    guesses.guesses = vec![guesses.estimate; 40];
    let quicker = PersonChange { return_rate: Change::Times(2.0), ..PersonChange::default() };
    let ask = WhatIf { start: Start::At([1.0, 1.0]), ..b_changes(quicker) };
    let answer = what_if(&guesses, &ask).unwrap();
    let [a, b] = &answer.persons;
    let [a_sooner, b_sooner] = [a, b].map(|person| person.sooner.unwrap());
    assert_eq!((a_sooner.share, a_sooner.median), (0.0, 0.0));
    assert_eq!(b_sooner.of_twenty(), 20);
    // Straight lines between whole seconds of an exponential with time constant 6 s or more.
    let expected = -4f64.ln() / 0.08 / 2.0;
    assert!((b_sooner.median - expected).abs() < 0.02, "{} {expected}", b_sooner.median);
    assert_eq!(b.long_run.value, 0.0);
}

#[test]
fn what_would_run_away_is_refused_and_what_might_is_counted() {
    let mut guesses = notes(Lag::Erlang2, 3.0);
    let more = |gain| PersonChange { gain: Change::To(gain), ..PersonChange::default() };
    // 0.6 · 1.7 > 1.
    assert_eq!(
        what_if(&guesses, &b_changes(more(1.7))),
        Err(CannotTell::RunsAway { share: 1.0 }.into())
    );
    for guess in &mut guesses.guesses[..10] {
        guess.gain[0] = 0.9;
    }
    let answer = what_if(&guesses, &b_changes(more(1.2))).unwrap();
    assert_eq!((answer.guesses, answer.rejected_share), (30, 0.25));
    for guess in &mut guesses.guesses[..25] {
        guess.gain[0] = 0.9;
    }
    assert!(what_if(&guesses, &b_changes(more(1.2))).is_err());
    // Held, B sends nothing back, whatever the gains.
    let held = PersonChange { clamp: Some(1.0), ..more(5.0) };
    assert!(what_if(&guesses, &b_changes(held)).is_ok());
}

#[test]
fn gains_are_not_touched_before_there_is_enough() {
    let guesses = LoopGuesses { n_eff: 45.0, ..notes(Lag::Erlang2, 3.0) };
    let reason = CannotTell::TooFewStretches { n_eff: 45.0, needed: 60.0 };
    let gain = PersonChange { gain: Change::Times(0.5), ..PersonChange::default() };
    assert_eq!(what_if(&guesses, &b_changes(gain)), Err(reason.into()));
    let point = PersonChange { set_point: 1.0, ..PersonChange::default() };
    assert_eq!(what_if(&guesses, &b_changes(point)).unwrap().greyed, Some(reason));
    assert_eq!(guesses.shown(Some(Slider::ReturnRate(0))), Ok(()));
    assert_eq!(guesses.shown(Some(Slider::Gain(0))), Err(reason));
}

#[test]
fn exchanging_the_people_mirrors_the_answer() {
    let mut guesses = notes(Lag::Erlang2, 2.7);
    guesses.from_s = Some(12.0);
    for (i, guess) in guesses.guesses.iter_mut().enumerate() {
        let by = (i as f64 * 0.7).sin();
        guess.gain = [0.6 + 0.1 * by, 0.3 - 0.2 * by];
        guess.standing = [by, 0.5 * by, 0.2, 1.0, 0.8 * by, -0.3];
    }
    let ask = WhatIf {
        start: Start::Moment,
        changes: [
            PersonChange { set_point: 0.3, ..PersonChange::default() },
            PersonChange { return_rate: Change::Times(1.2), ..PersonChange::default() },
        ],
        ..WhatIf::default()
    };
    let one = what_if(&guesses, &ask).unwrap();
    let mut other = what_if(&guesses.exchanged(), &ask.exchanged()).unwrap();
    other.persons.swap(0, 1);
    assert_eq!(one, other);
}

#[test]
fn changing_nothing_changes_nothing() {
    let answer = what_if(&notes(Lag::Erlang2, 3.0), &WhatIf::default()).unwrap();
    for person in &answer.persons {
        assert!(person.difference.iter().all(|x| *x == 0.0));
        assert_eq!(person.lower, Tally { share: 0.0, median: 0.0 });
    }
}

#[test]
fn options_without_a_meaning_are_refused() {
    let guesses = notes(Lag::None, 0.0);
    let asks = [
        WhatIf { horizon_s: f64::NAN, ..WhatIf::default() },
        WhatIf { step_s: 0.0, ..WhatIf::default() },
        b_changes(PersonChange { return_rate: Change::To(-1.0), ..PersonChange::default() }),
        b_changes(PersonChange { clamp: Some(f64::INFINITY), ..PersonChange::default() }),
        WhatIf { start: Start::Moment, ..WhatIf::default() },
    ];
    for ask in asks {
        assert!(matches!(what_if(&guesses, &ask), Err(DynamicsError::Option { .. })), "{ask:?}");
    }
}
