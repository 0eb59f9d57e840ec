use super::*;
use crate::kalman::Filtered;
use crate::model::assemble::Inputs;
use crate::model::loop_model::{ChannelNoise, ChannelParameters, Lag, LoopModel};
use crate::{ChannelRecording, FitOptions, Scenario, SimulateOptions, fit_loop, simulate};

/// `docs/mathematics.md` 12.
#[test]
fn the_echo_vectors() {
    let channel = |noise_sd: f64| ChannelParameters {
        loading: 1.0,
        noise_sd,
        noise_memory_s: 0.0,
        level: 0.0,
    };
    let model = LoopModel {
        lag: Lag::None,
        noise: ChannelNoise::White,
        channels: [1, 1],
        own_input: [false; 2],
        shared_input: false,
    };
    let p = LoopParameters {
        return_rate: [0.05, 0.08],
        gain: [0.6, 0.3],
        delay_s: [0.0; 2],
        shock_sd: [0.3, 0.35],
        shared_shock: 0.2,
        own_effect: [0.0; 2],
        shared_effect: [0.0; 2],
        channels: [vec![channel(0.5)], vec![channel(0.6)]],
    };
    let gap = f64::NAN;
    let measured = Measured {
        values: vec![0.5, 0.1, 0.9, 0.2, 1.4, 0.6, 1.2, gap, 0.8, 1.0, gap, 0.7],
        channels: 2,
        spacing: vec![0; 5],
        seconds: vec![1.0],
    };
    let carrier = Carrier::<2>::new(model, &p, &Inputs::default(), &measured);
    let mut filtered = Filtered::default();
    filter(&carrier.assembled.system, &measured, &mut filtered);
    let (mut smoothed, mut slopes) = (Smoothed::default(), Slopes::empty());
    let system = &carrier.assembled.system;
    backward(system, &measured, &filtered, &mut slopes, Some(&mut smoothed));
    let [a, b] = carrier.smoothed_parts(&measured, &smoothed);
    // Six decimals given.
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 6e-7, "{found}");
    let from_a = [0.0, 0.117884, 0.229549, 0.230522, 0.178241, 0.170082];
    let from_b = [0.0, 0.000655, 0.003238, 0.008004, 0.014576, 0.021685];
    let shared = [0.0, 0.039629, 0.089447, 0.108454, 0.115064, 0.114834];
    let initial = [0.751153, 0.723290, 0.696599, 0.671020, 0.646495, 0.622973];
    let into_b = [0.0, 0.001379, 0.005299, 0.010199, 0.014123, 0.017052];
    let b_from_b = [0.0, 0.043637, 0.133581, 0.202482, 0.273407, 0.261464];
    for t in 0..6 {
        close(a.own[t] + a.returned[t], from_a[t]);
        close(a.echo[t], from_b[t]);
        close(a.shared[t], shared[t]);
        close(a.rest[t], initial[t]);
        close(b.echo[t], into_b[t]);
        close(b.own[t] + b.returned[t], b_from_b[t]);
        for (parts, state) in [(&a, 0), (&b, 1)] {
            // Rounding of six samples.
            assert!((parts.total(t) - smoothed.mean[t][state]).abs() < 1e-12);
        }
    }
}

fn pair(minutes: f64) -> (crate::SimulatedDyad, SimulateOptions) {
    let options = SimulateOptions { seed: 3, minutes, dyads: 1, rate_hz: 1.0 };
    (simulate(Scenario::MutualEcho, &options).unwrap().dyads.remove(0), options)
}

fn series(person: &crate::SimulatedPerson) -> Vec<ChannelRecording<'_>> {
    person
        .channels
        .iter()
        .map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) })
        .collect()
}

#[test]
fn the_parts_add_up_to_the_smoothed_state() {
    let (dyad, _) = pair(10.0);
    let (a, b) = (series(&dyad.persons[0]), series(&dyad.persons[1]));
    let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
    for noise in [ChannelNoise::White, ChannelNoise::Coloured] {
        let options = FitOptions { noise, ..FitOptions::default() };
        let fit = fit_loop(&recording, &options).unwrap();
        let prepared = prepared_for(&recording, &options).unwrap();
        let p = if prepared.mirrored { fit.estimate.exchanged() } else { fit.estimate.clone() };
        with_states!(prepared.model.states(), S => {
            let carrier =
                Carrier::<S>::new(prepared.model, &p, &prepared.inputs, &prepared.measured);
            let mut filtered = Filtered::default();
            filter(&carrier.assembled.system, &prepared.measured, &mut filtered);
            let (mut smoothed, mut slopes) = (Smoothed::default(), Slopes::empty());
            backward(
                &carrier.assembled.system, &prepared.measured, &filtered, &mut slopes,
                Some(&mut smoothed),
            );
            let parts = carrier.smoothed_parts(&prepared.measured, &smoothed);
            for t in 0..prepared.measured.samples() {
                for (i, state) in prepared.model.activation().into_iter().enumerate() {
                    let difference = parts[i].total(t) - smoothed.mean[t][state];
                    assert!(difference.abs() < 1e-10, "{noise:?} {t}: {difference}");
                }
            }
        });
    }
}

#[test]
fn bands_hold_the_planted_parts_about_as_often_as_they_say() {
    let (dyad, _) = pair(30.0);
    let (a, b) = (series(&dyad.persons[0]), series(&dyad.persons[1]));
    let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
    let fit = fit_loop(&recording, &FitOptions::default()).unwrap();
    let split = decompose(&recording, &fit, &DecomposeOptions::default()).unwrap();
    let (mut state, mut echo) = (0.0, 0.0);
    let mut all = 0.0;
    for (found, person) in split.persons.iter().zip(&dyad.persons) {
        for t in 0..person.state.len() {
            let within =
                |band: &Band, x: f64| f64::from(u8::from(band.lo[t] <= x && x <= band.hi[t]));
            // The planted level is zero, so that state and activation are the same.
            state += within(&found.state, person.state[t]);
            echo += within(&found.bands[2], person.parts.echo[t]);
            all += 1.0;
        }
        assert!(
            (found.echo_share.lo..=found.echo_share.hi).contains(&found.echo_share.value)
                || (found.echo_share.value - found.echo_share.lo).abs() < 0.1
        );
        let middle = &found.windows[10];
        assert!(middle.end_s - middle.start_s == 60.0 && middle.echo_share.value < 1.0);
    }
    // 80 % bands over 30 minutes hold some 45 independent stretches: ±.12 is two standard errors;
    // one draw of parameters is common to all, which doubles it.
    assert!((0.55..=0.97).contains(&(state / all)), "{}", state / all);
    assert!((0.45..=1.0).contains(&(echo / all)), "{}", echo / all);
}

#[test]
fn exchanging_the_people_mirrors_to_the_bit() {
    let (dyad, _) = pair(8.0);
    let (a, b) = (series(&dyad.persons[0]), series(&dyad.persons[1]));
    let times = &dyad.persons[0].times_s;
    let options = DecomposeOptions { draws: 20, ..DecomposeOptions::default() };
    let split = |x: &[ChannelRecording<'_>], y: &[ChannelRecording<'_>]| {
        let recording = PairRecording::new(times, x, y);
        let fit = fit_loop(&recording, &FitOptions::default()).unwrap();
        (decompose(&recording, &fit, &options).unwrap(), fit)
    };
    let ((one, fit), (other, mirrored)) = (split(&a, &b), split(&b, &a));
    assert_eq!(one.persons[0], other.persons[1]);
    assert_eq!(one.persons[1], other.persons[0]);
    assert_eq!(fit, mirrored.exchanged());
}
