//! Whether two rhythms in one band keep step.

use attune_coupling::Tail;
use attune_coupling::measure::{PhaseOptions, phase_coupling, phase_coupling_test};

use super::entry::{Measure, Takes, count, figure, number, output};
use super::sources::LACHAUX_1999;
use crate::measure::{Drawing, MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "phase-locking",
    also: &["plv", "phase-coupling"],
    column: "phase",
    title: "Phase-locking value and circular correlation",
    plain: "Whether the two keep the same distance in their swing, however strongly each of them swings.",
    formula: "phases from the analytic signal of both band-passed series; PLV = |mean exp i(phase_A - \
phase_B)|; circular correlation of the phases about their mean directions. Positive difference: A leads.",
    directed: true,
    nulls: &[Null::Phase],
    weakness: "Two unlinked rhythms of a narrow band have a high PLV over a short time; it also counts a \
rhythm that both were given; phase means little in a broad band.",
    source: "Lachaux, Rodriguez, Martinerie and Varela (1999), \
doi:10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C. Agrees with scipy 1.17.1 to 1e-9.",
    cites: &[LACHAUX_1999],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        number("low", 0.05, "Hz", "Lower edge of the band.").above_0(),
        number("high", 0.15, "Hz", "Upper edge of the band.").above_0(),
        count("order", (3, 1), "", "Order of the Butterworth filter, at most 8.").at_most(8),
        number("bridge", 2.0, "s", "Gaps of at most this are bridged by straight lines.")
            .at_least_0(),
    ],
    outputs: &[
        output("plv", "share", "0 to 1", "Phase-locking value.")
            .tested("how steadily the two kept step in this band"),
        output("circular_r", "correlation", "-1 to 1", "Circular correlation of the phases.")
            .tested_for(Tail::TwoSided, "how far the two phases went together", None),
        output("difference", "rad", "-pi to pi", "Mean phase difference; positive: A leads.")
            .turns(),
        output("lag_s", "s", "within half a period", "The same in seconds; positive: A leads.")
            .turns(),
        output("n", "samples", "1 and more", "Samples with a phase of both."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("phase-difference", "Phase difference", draw)],
    pool: None,
};

fn options(input: &MeasureInput, settings: &Settings) -> PhaseOptions {
    PhaseOptions {
        rate: 1.0 / input.step_s,
        low: settings.number("low"),
        high: settings.number("high"),
        order: settings.count("order"),
        max_gap: settings.number("bridge"),
        ..PhaseOptions::default()
    }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let found = phase_coupling(a, b, &options(input, settings))?;
    Ok(Measured::of(vec![
        ("plv", found.locking),
        ("circular_r", found.circular_correlation),
        ("difference", found.mean_difference),
        ("lag_s", found.lag),
        ("n", found.samples as f64),
    ]))
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let tests = phase_coupling_test(a, b, &options(input, settings), &surrogates.phases())?;
    Ok(vec![("plv", tests.locking), ("circular_r", tests.circular_correlation)])
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.amounts()?;
    let found = phase_coupling(a, b, &options(input, settings))?;
    Ok(Drawing::PhaseDifference {
        seconds: (0..found.difference.len()).map(|t| t as f64 * input.step_s).collect(),
        radians: found.difference,
        mean: found.mean_difference,
        locking: found.locking,
    })
}
