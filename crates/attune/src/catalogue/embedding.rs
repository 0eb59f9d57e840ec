//! How many values make up one point, and how far apart they lie: chosen from the recording.

use attune_coupling::measure::{DelayChoice, false_neighbours, mutual_information_delay};

use super::entry::{Measure, Takes, count, figure, number, output};
use super::sources::{FRASER_1986, KENNEL_1992};
use crate::Scale;
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, NO_DELAY,
    NO_DIMENSION, Settings,
};

pub(super) const MEASURE: Measure = Measure {
    name: "embedding",
    also: &["delay-and-dimension"],
    column: "embedding",
    title: "Embedding: delay and dimension for recurrence",
    plain: "How far apart the values of one point should lie, and how many make up a point, before two people \
are compared by recurrence.",
    formula: "delay = first minimum of the average mutual information I(lag) of a series with itself; \
dimension = the first d at which at most a share of 0.01 of the nearest neighbours is false (a further value \
drives them apart more than 15 times their distance, or beyond 2 standard deviations); for the dyad the larger \
of both people's.",
    directed: true,
    nulls: &[],
    weakness: "A choice, not a finding about people: say it beside the result, and try its neighbours. Noise \
never falls to no false neighbours. Long recordings take long: the time grows with the square of the samples.",
    source: "Fraser and Swinney (1986), doi:10.1103/PhysRevA.33.1134, with bins of equal width; Kennel, Brown \
and Abarbanel (1992), doi:10.1103/PhysRevA.45.3403.",
    cites: &[FRASER_1986, KENNEL_1992],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        count("max-lag", (50, 2), "samples", "Delays looked at."),
        count("bins", (16, 2), "", "Bins of the values, equally wide."),
        count("max-dimension", (6, 1), "", "Dimensions looked at."),
        number(
            "false-share",
            0.01,
            "share",
            "A dimension will do at this share of false neighbours.",
        ),
    ],
    outputs: &[
        output("delay", "samples", "1 and more", "The larger of both people's delays: --delay."),
        output("dimension", "", "1 and more", "The larger of both dimensions: --dimension."),
        output("delay_s", "s", "above 0", "The delay in seconds."),
        output("delay_a", "samples", "1 and more", "A's delay.").becomes("delay_b"),
        output("delay_b", "samples", "1 and more", "B's delay.").becomes("delay_a"),
        output("dimension_a", "", "1 and more", "A's dimension, at the larger delay.")
            .becomes("dimension_b"),
        output("dimension_b", "", "1 and more", "B's dimension, at the larger delay.")
            .becomes("dimension_a"),
    ],
    run,
    draw_null: None,
    figures: &[
        figure("information", "Average mutual information", draw_information),
        figure("false-neighbours", "False nearest neighbours", draw_false_neighbours),
    ],
    pool: None,
};

/// Both people's delays and dimensions.
struct Found {
    information: [DelayChoice; 2],
    delays: [Option<usize>; 2],
    delay: Option<usize>,
    /// By dimension from 1 on; empty without a delay.
    false_shares: [Vec<f64>; 2],
    caveats: Vec<MeasureCaveat>,
}

fn found(input: &MeasureInput, settings: &Settings) -> Result<Found, MeasureError> {
    let (a, b) = input.amounts()?;
    let samples = a.len().min(b.len());
    // Half the recording, so that every lag has pairs enough.
    let max_lag = settings.count("max-lag").min(samples / 2).max(1);
    let choice = |x: &[f64]| mutual_information_delay(x, max_lag, settings.count("bins"));
    let information = [choice(a)?, choice(b)?];
    let mut caveats = Vec::new();
    let delays = [("A", &information[0]), ("B", &information[1])].map(|(who, choice)| {
        choice.delay.or_else(|| {
            let faded = faded(&choice.information);
            let text = match faded {
                Some(lag) => format!(
                    "{who}: the information has no minimum within {max_lag} samples; {lag} is the first lag at \
                     which less than 1/e of it is left; look further with --max-lag"
                ),
                None => format!(
                    "{who}: within {max_lag} samples the information has no minimum and does not fade: no \
                     delay can be told; look further with --max-lag, or take a trend out (--detrend linear)"
                ),
            };
            caveats.push(MeasureCaveat { code: NO_DELAY, text });
            faded
        })
    });
    let delay = delays[0].zip(delays[1]).map(|(a, b)| a.max(b));
    let false_shares = match delay {
        None => [Vec::new(), Vec::new()],
        Some(delay) => {
            let most = settings.count("max-dimension");
            let shares = |x: &[f64]| false_neighbours(x, delay, most, delay);
            [shares(a)?, shares(b)?]
        }
    };
    Ok(Found { information, delays, delay, false_shares, caveats })
}

/// The first lag at which less than 1/e of the information is left.
fn faded(information: &[f64]) -> Option<usize> {
    let limit = information.first()? / std::f64::consts::E;
    (1..information.len()).find(|&lag| information[lag] < limit)
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let Found { information, delays, delay, false_shares, mut caveats } = found(input, settings)?;
    let enough = settings.number("false-share");
    let dimensions = [("A", &false_shares[0]), ("B", &false_shares[1])].map(|(who, shares)| {
        let found = shares.iter().position(|share| *share <= enough).map(|at| at + 1);
        if found.is_none() && !shares.is_empty() {
            let text = format!(
                "{who}: more than {enough} of the neighbours are false at every dimension up to {}, as in noise; \
                 smooth the series, look further with --max-dimension, or stay with a small one",
                shares.len()
            );
            caveats.push(MeasureCaveat { code: NO_DIMENSION, text });
        }
        found
    });
    let dimension = dimensions[0].zip(dimensions[1]).map(|(a, b)| a.max(b));
    let number = |of: Option<usize>| of.map_or(f64::NAN, |n| n as f64);
    let pairs = |of: [&[f64]; 2]| -> Vec<Vec<f64>> {
        of[0].iter().zip(of[1]).map(|(a, b)| vec![*a, *b]).collect()
    };
    let table = |name, plain, row, first: usize, of: [&[f64]; 2]| MeasuredTable {
        name,
        plain,
        row,
        columns: vec!["a".to_owned(), "b".to_owned()],
        rows: (first..).map(|at| at.to_string()).zip(pairs(of)).collect(),
    };
    let [of_a, of_b] = &information;
    Ok(Measured {
        values: vec![
            ("delay", number(delay)),
            ("dimension", number(dimension)),
            ("delay_s", number(delay) * input.step_s),
            ("delay_a", number(delays[0])),
            ("delay_b", number(delays[1])),
            ("dimension_a", number(dimensions[0])),
            ("dimension_b", number(dimensions[1])),
        ],
        tables: vec![
            table(
                "information",
                "Average mutual information at each lag, nats.",
                "lag_samples",
                0,
                [&of_a.information, &of_b.information],
            ),
            table(
                "false_neighbours",
                "Share of false nearest neighbours at each dimension.",
                "dimension",
                1,
                [&false_shares[0], &false_shares[1]],
            ),
        ],
        caveats,
    })
}

fn draw_information(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let [a, b] = found(input, settings)?.information.map(|choice| choice.information);
    let lags: Vec<f64> = (0..a.len()).map(|lag| lag as f64).collect();
    Ok(Drawing::TwoLines {
        x_title: "lag, samples",
        y_title: "mutual information, nats",
        x: [lags.clone(), lags],
        y: [a, b],
    })
}

fn draw_false_neighbours(
    input: &MeasureInput,
    settings: &Settings,
) -> Result<Drawing, MeasureError> {
    let [a, b] = found(input, settings)?.false_shares;
    let dimensions: Vec<f64> = (1..=a.len()).map(|d| d as f64).collect();
    Ok(Drawing::TwoLines {
        x_title: "dimension",
        y_title: "share of false neighbours",
        x: [dimensions.clone(), dimensions],
        y: [a, b],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each x of the map, which needs two values to tell where it goes; its own past fades at once.
    fn henon(n: usize, start: f64) -> Vec<f64> {
        let (mut x, mut y) = (start, 0.1);
        let next = |_| {
            (x, y) = (1.0 - 1.4 * x * x + y, 0.3 * x);
            x
        };
        (0..n).map(next).collect()
    }

    fn pair(a: Vec<f64>, b: Vec<f64>) -> MeasureInput {
        MeasureInput { a: vec![a], b: vec![b], step_s: 0.5, ..MeasureInput::default() }
    }

    #[test]
    fn the_larger_of_both_people_s_choices_is_given() {
        let sine: Vec<f64> = (0..800).map(|t| (f64::from(t) * 0.1309).sin()).collect();
        let slow: Vec<f64> = (0..800).map(|t| (f64::from(t) * 0.0654).sin()).collect();
        let settings = Settings::defaults(&MEASURE);
        let found = run(&pair(sine, slow), &settings).unwrap();
        let (a, b) = (found.value("delay_a"), found.value("delay_b"));
        assert!(a != b && found.value("delay") == a.max(b), "{a} {b}");
        assert_eq!(found.value("delay_s"), 0.5 * a.max(b));
        let information = &found.table("information").unwrap().rows;
        assert_eq!((information.len(), information[0].0.as_str()), (51, "0"));
    }

    #[test]
    fn a_map_of_two_values_has_two_dimensions() {
        let settings = Settings::of(&MEASURE, &[("max-dimension".into(), "3".into())]).unwrap();
        let found = run(&pair(henon(1000, 0.1), henon(1000, 0.2)), &settings).unwrap();
        assert!(found.value("delay") >= 1.0);
        let at_one = false_neighbours(&henon(1000, 0.1), 1, 3, 1).unwrap();
        assert!(at_one[0] > 0.01 && at_one[1] < 0.01);
    }

    #[test]
    fn what_never_fades_has_no_delay_and_says_so() {
        let line: Vec<f64> = (0..200).map(f64::from).collect();
        let settings = Settings::of(&MEASURE, &[("max-lag".into(), "5".into())]).unwrap();
        let found = run(&pair(line.clone(), line), &settings).unwrap();
        assert!(found.value("delay").is_nan() && found.value("dimension").is_nan());
        assert!(found.caveats[0].text.starts_with("A: within 5 samples"), "{:?}", found.caveats);
    }
}
