//! Whose way of speaking comes nearer to whose.

use attune_coupling::measure::{Accommodation, accommodation, accommodation_test};

use super::entry::{Measure, Takes, output};
use super::sources::LEVITAN_2011;
use super::turn_taking::turns;
use crate::measure::{MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "accommodation",
    also: &["entrainment"],
    column: "accommodation",
    title: "Accommodation of speech: proximity, convergence, synchrony",
    plain: "Whether a turn is nearer to the one just heard than to the other's turns at large, whether the two \
get nearer as the talk goes on, and whether they go up and down together from turn to turn.",
    formula: "d = value - the other's value; proximity = mean(-|d|) of adjacent turns - of all other pairs; \
convergence = r(-|d|, time); synchrony = r(value, next value). The value of a turn is the mean of the \
speaker's channel over it.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "The two people's values must be comparable: pitch in semitones and loudness in dB about each \
speaker's own middle. Few turns give a coarse number.",
    source: "Levitan and Hirschberg (2011), Interspeech, p. 3081, who compare with ten random turns where all \
are taken here.",
    cites: &[LEVITAN_2011],
    takes: Takes::TurnsAndAmounts,
    scale: Scale::None,
    parameters: &[],
    outputs: &[
        output(
            "proximity",
            "the channel's unit",
            "any",
            "Above 0: nearer than other pairs of turns.",
        )
        .tested("how near a turn was to the one just heard"),
        output("convergence", "correlation", "-1 to 1", "Above 0: nearer as the talk goes on.")
            .tested("how much nearer the two came as the talk went on"),
        output(
            "synchrony",
            "correlation",
            "-1 to 1",
            "Above 0: up and down together from turn to turn.",
        )
        .tested("how far the two went up and down together from turn to turn"),
        output(
            "proximity_a_to_b",
            "the channel's unit",
            "any",
            "Turns of B right after turns of A.",
        )
        .becomes("proximity_b_to_a"),
        output(
            "proximity_b_to_a",
            "the channel's unit",
            "any",
            "Turns of A right after turns of B.",
        )
        .becomes("proximity_a_to_b"),
        output("synchrony_a_to_b", "correlation", "-1 to 1", "Turns of B right after turns of A.")
            .becomes("synchrony_b_to_a"),
        output("synchrony_b_to_a", "correlation", "-1 to 1", "Turns of A right after turns of B.")
            .becomes("synchrony_a_to_b"),
        output("pairs", "pairs", "4 and more", "Adjacent turns with a value of both."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

/// The mean of the speaker's channel over each turn; `NaN` where nothing was recorded.
fn values(input: &MeasureInput) -> Result<Vec<f64>, MeasureError> {
    let (a, b) = input.amounts()?;
    let mean = |turn: &attune_data::Turn| {
        let series = if turn.person == 0 { a } else { b };
        // Samples are counted from 0: a turn that ended before the recording began has none.
        let samples = |t: f64| (t / input.step_s).round();
        let to = ((samples(turn.end_s) + 1.0).max(0.0) as usize).min(series.len());
        let from = (samples(turn.start_s).max(0.0) as usize).min(to);
        let present = series[from..to].iter().filter(|x| x.is_finite());
        let (sum, n) = present.fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
        sum / n
    };
    Ok(input.turns.iter().map(mean).collect())
}

fn run(input: &MeasureInput, _: &Settings) -> Result<Measured, MeasureError> {
    let Accommodation { both, a_to_b, b_to_a } = accommodation(&turns(input), &values(input)?)?;
    Ok(Measured::of(vec![
        ("proximity", both.proximity),
        ("convergence", both.convergence),
        ("synchrony", both.synchrony),
        ("proximity_a_to_b", a_to_b.proximity),
        ("proximity_b_to_a", b_to_a.proximity),
        ("synchrony_a_to_b", a_to_b.synchrony),
        ("synchrony_b_to_a", b_to_a.synchrony),
        ("pairs", both.pairs as f64),
    ]))
}

fn draw_null(input: &MeasureInput, _: &Settings, surrogates: &Surrogates) -> Tests {
    let both = accommodation_test(&turns(input), &values(input)?, &surrogates.shift())?.both;
    Ok(vec![
        ("proximity", both.proximity),
        ("convergence", both.convergence),
        ("synchrony", both.synchrony),
    ])
}

#[cfg(test)]
mod tests {
    use attune_coupling::InputError;
    use attune_data::Turn;

    use super::*;

    /// Eight turns of a second each in turn, the first at `start_s`.
    fn talk(start_s: f64) -> MeasureInput {
        let turn = |k: usize| Turn {
            person: k % 2,
            start_s: start_s + k as f64,
            end_s: start_s + k as f64 + 0.5,
            said: None,
        };
        let series = |k: usize| (0..80).map(|t| ((t * t + k) % 7) as f64).collect::<Vec<f64>>();
        MeasureInput {
            a: vec![series(0)],
            b: vec![series(3)],
            step_s: 0.1,
            turns: (0..8).map(turn).collect(),
            ..MeasureInput::default()
        }
    }

    #[test]
    fn a_turn_outside_the_recording_has_no_value() {
        assert!(values(&talk(0.0)).unwrap().iter().all(|value| value.is_finite()));
        for elsewhere in [-1000.0, 1000.0] {
            let input = talk(elsewhere);
            assert!(values(&input).unwrap().iter().all(|value| value.is_nan()), "{elsewhere}");
            let settings = Settings::defaults(&MEASURE);
            let error = run(&input, &settings).unwrap_err();
            assert_eq!(error, InputError::TooShort { samples: 0, needed: 4 }.into());
        }
        // The first six turns end before the recording does begin.
        let present = values(&talk(-6.2)).unwrap();
        assert_eq!(present.iter().filter(|value| value.is_finite()).count(), 2);
    }
}
