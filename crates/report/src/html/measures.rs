//! A pair's further measures: what each says, its numbers beside chance, its reservations.

use attune::catalogue::measure;
use attune::measure::{MeasureError, MeasureResult, Measured};
use attune::{Analysis, Measure};
use maud::{Markup, html};

use super::dyad::part;
use super::figure::{self, Legend};
use crate::measure::chance_range;
use crate::number::{decimals, p_value};
use crate::picture::{self, Listing};
use crate::words;

/// `at` tells this dyad's pictures from the others' on the page.
pub(super) fn measures(analysis: &Analysis, at: usize, single: bool) -> Markup {
    let dyad = &analysis.dyads[at];
    let told = |(_, result): &(usize, &MeasureResult)| {
        result.outcome.as_ref().err() != Some(&MeasureError::OfTheSession)
    };
    html! {
        @for (place, result) in dyad.measures.iter().enumerate().filter(told) {
            @if let Some(measure) = measure(result.name) {
                (part(single, measure.title))
                p { (figure::unbroken(&words::measure_sentence(measure, result, dyad.n_eff, None))) }
                @if let Ok(measured) = &result.outcome {
                    @for (nth, (drawn, drawing)) in result.drawings.iter().enumerate() {
                        @let picture = picture::measured(drawn, &words::name(analysis, dyad), drawing);
                        (figure::figure(&picture, &format!("x{at}-{place}-{nth}"), Legend::None))
                    }
                    (figure::listing(&numbers(measure, result, measured), measure.title))
                    @for caveat in &measured.caveats { p .aside { (words::sentence(&caveat.text)) } }
                }
                p .aside { (settings(measure, result)) "Weak point: " (measure.weakness) }
            }
        }
    }
}

/// What was set, where it differs from the defaults.
fn settings(measure: &Measure, result: &MeasureResult) -> String {
    let changed: Vec<String> = result
        .settings
        .changed(measure)
        .into_iter()
        .map(|(name, text)| format!("{name} {text}"))
        .collect();
    if changed.is_empty() { String::new() } else { format!("Set: {}. ", changed.join(", ")) }
}

fn numbers(measure: &Measure, result: &MeasureResult, measured: &Measured) -> Listing {
    let row = |output: &attune::catalogue::Output| {
        let test = result.tests.iter().find(|test| test.output == output.name);
        let copies = test
            .map(chance_range)
            .map(|(lo, hi)| format!("{} to {}", decimals(lo, 4), decimals(hi, 4)));
        let p = test.map(|test| {
            let q = if test.q.is_finite() {
                format!(", {}", p_value("q", test.q))
            } else {
                String::new()
            };
            format!("{}{q}", p_value("p", test.p))
        });
        let value = measured.value(output.name);
        let whole = value.fract() == 0.0 && value.abs() >= 1.0;
        vec![
            output.name.to_owned(),
            decimals(value, if whole { 0 } else { 4 }),
            test.map(|test| decimals(test.observed, 4)).unwrap_or_default(),
            copies.unwrap_or_default(),
            p.unwrap_or_default(),
            output.plain.to_owned(),
        ]
    };
    Listing {
        head: vec![
            "number",
            "value",
            "on the stretch tested",
            "90 of 100 copies",
            "test",
            "what it is",
        ],
        rows: measure.outputs.iter().map(row).collect(),
    }
}
