//! Coherence: which rhythms the two share.

use attune_coupling::measure::{
    Coherence, WelchOptions, coherence, coherence_test, phase_spectrum,
};

use super::entry::{
    Bounds, Measure, Parameter, Takes, Value, figure, figure_beside_chance, number, output,
};
use super::sources::WELCH_1967;
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, NO_STEADY_PHASE,
    Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "coherence",
    also: &["welch"],
    column: "coherence",
    title: "Magnitude-squared coherence (Welch)",
    plain: "For each pace of ups and downs, how steadily the two keep the same distance in it from one \
stretch of time to the next.",
    formula: "C(f) = |<X Y*>|^2 / (<|X|^2> <|Y|^2>), phase(f) = arg <X Y*>, averages over Hann-windowed \
segments that overlap by half. Positive phase: A leads.",
    directed: true,
    nulls: &[Null::Phase],
    weakness: "Without any link it is about 1 / segments, not 0; a pacer, a film or a task that both follow \
makes a peak; a lag is known only up to whole periods.",
    source: "Welch (1967), doi:10.1109/TAU.1967.1161901. Agrees with scipy 1.17.1 to 1e-9; scipy's phase has \
the opposite sign.",
    cites: &[WELCH_1967],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        number("segment", 60.0, "s", "Length of a segment.").above_0(),
        number("low", 0.0, "Hz", "Lower edge of the band that is summarised.").at_least_0(),
        Parameter {
            name: "high",
            value: Value::Maybe(Bounds::ABOVE_0),
            unit: "Hz",
            plain: "Upper edge; without it, half the rate.",
        },
        number("bridge", 2.0, "s", "Gaps of at most this are bridged by straight lines.")
            .at_least_0(),
    ],
    outputs: &[
        output("coherence", "share", "0 to 1", "Mean coherence over the band.")
            .tested("how steadily the two kept step in this band"),
        output("phase", "rad", "-pi to pi", "Phase of the band; positive: A leads.").turns(),
        output("lag_s", "s", "within half a period", "The same in seconds; positive: A leads.")
            .turns(),
        output("segments", "segments", "2 and more", "Segments averaged."),
        output("bridged", "share", "0 to 1", "Share of the samples that were bridged."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[
        figure("spectrum", "Coherence", draw),
        figure_beside_chance("phase", "Coherence and phase", draw_phase),
    ],
    pool: None,
};

fn options(input: &MeasureInput, settings: &Settings) -> WelchOptions {
    let segment = (settings.number("segment") / input.step_s).round().max(0.0) as usize;
    WelchOptions {
        rate: 1.0 / input.step_s,
        segment,
        overlap: segment / 2,
        low: settings.number("low"),
        high: settings.maybe("high").unwrap_or(f64::INFINITY),
        max_gap: settings.number("bridge"),
    }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let found = coherence(a, b, &options(input, settings))?;
    let row =
        |i: usize| (found.frequencies[i].to_string(), vec![found.coherence[i], found.phase[i]]);
    Ok(Measured {
        values: vec![
            ("coherence", found.band.coherence),
            ("phase", found.band.phase),
            ("lag_s", found.band.lag),
            ("segments", found.segments as f64),
            ("bridged", found.bridged),
        ],
        tables: vec![MeasuredTable {
            name: "spectrum",
            plain: "Coherence and phase at each frequency.",
            row: "hz",
            columns: vec!["coherence".to_owned(), "phase".to_owned()],
            rows: (0..found.frequencies.len()).map(row).collect(),
        }],
        caveats: no_steady_phase(&found).into_iter().collect(),
    })
}

/// That the band is no more coherent than two people without a link are, whose phase is any.
fn no_steady_phase(found: &Coherence) -> Option<MeasureCaveat> {
    let unlinked = 1.0 / found.segments as f64;
    (found.band.coherence <= unlinked).then(|| MeasureCaveat {
        code: NO_STEADY_PHASE,
        text: format!(
            "the coherence, {:.3}, is not above 1 / segments, {unlinked:.3}, as it is without any link: the \
             phase and the lag say nothing; choose a band in which the two have a rhythm",
            found.band.coherence
        ),
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let test = coherence_test(a, b, &options(input, settings), &surrogates.phases())?;
    Ok(vec![("coherence", test)])
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.amounts()?;
    let found = coherence(a, b, &options(input, settings))?;
    Ok(Drawing::Curve {
        x_title: "frequency, Hz",
        y_title: "coherence",
        x: found.frequencies,
        y: found.coherence,
        lags: false,
        unlinked: Some(1.0 / found.segments as f64),
    })
}

fn draw_phase(
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
) -> Result<Drawing, MeasureError> {
    let (a, b) = input.amounts()?;
    let found = phase_spectrum(a, b, &options(input, settings), &surrogates.phases())?;
    let shown = |k: usize| found.beyond[k].then_some((found.phase[k], found.error[k]));
    Ok(Drawing::PhaseSpectrum {
        phase: (0..found.phase.len()).map(shown).collect(),
        hz: found.frequencies,
        coherence: found.coherence,
        chance: found.chance,
        copies: found.test.null.iter().filter(|value| !value.is_nan()).count(),
    })
}
