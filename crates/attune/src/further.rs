//! The further measures that a plan asks for, of one dyad's one channel.

use attune_coupling::benjamini_hochberg;
use attune_data::{Kind, Session};

use crate::catalogue::Takes;
use crate::measure::{Choice, MeasureError, MeasureResult, Surrogates, measure_input, suits, take};
use crate::{Dyad, Plan};

/// Takes every measure of the plan, each with the first null that suits it.
pub(crate) fn further(session: &Session, channel: &str, plan: &Plan) -> Vec<MeasureResult> {
    plan.measures.iter().map(|choice| one(session, channel, choice, plan)).collect()
}

fn one(session: &Session, channel: &str, choice: &Choice, plan: &Plan) -> MeasureResult {
    let Choice { measure, settings } = choice;
    let kind = session.people[0].channel(channel).map_or(Kind::Other, |series| series.kind);
    // Events may be marked on the session's clock instead of standing in a channel.
    let marked = measure.takes == Takes::Events && kind != Kind::Code && !session.spans.is_empty();
    let channels: &[&str] = if marked { &[] } else { &[channel] };
    let input = if marked || suits(measure, kind) {
        measure_input(session, channels, (measure, settings), plan, false)
    } else {
        Err(MeasureError::WrongInput { takes: measure.takes })
    };
    let surrogates = measure.nulls.first().map(|null| Surrogates {
        null: *null,
        count: plan.surrogates,
        seed: plan.seed,
    });
    match input {
        Ok(input) => take(measure, settings, &input, surrogates.as_ref()),
        Err(error) => MeasureResult {
            name: measure.name,
            settings: settings.clone(),
            outcome: Err(error),
            tests: Vec::new(),
            no_test: None,
        },
    }
}

/// q of every tested output over all rows that have it, measure by measure.
pub(crate) fn correct(dyads: &mut [Dyad]) {
    let measures = dyads.iter().map(|dyad| dyad.measures.len()).max().unwrap_or(0);
    for at in 0..measures {
        let tests = |dyad: &Dyad| dyad.measures.get(at).map_or(0, |result| result.tests.len());
        for test in 0..dyads.iter().map(tests).max().unwrap_or(0) {
            let p: Vec<f64> = dyads
                .iter()
                .map(|dyad| dyad.measures.get(at).and_then(|result| result.tests.get(test)))
                .map(|test| test.map_or(f64::NAN, |test| test.p))
                .collect();
            for (dyad, q) in dyads.iter_mut().zip(benjamini_hochberg(&p)) {
                let found = dyad.measures.get_mut(at).and_then(|r| r.tests.get_mut(test));
                if let Some(found) = found {
                    found.q = q;
                }
            }
        }
    }
}
