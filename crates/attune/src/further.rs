//! The further measures that a plan asks for, of one dyad's one channel.

use attune_coupling::benjamini_hochberg;
use attune_data::{Kind, Session};

use crate::catalogue::{Figure, Measure, Takes};
use crate::measure::{
    Choice, Drawing, MeasureError, MeasureInput, MeasureResult, Settings, Surrogates,
    measure_input, suits, take,
};
use crate::{Detrend, Dyad, Plan, Scale};

/// Takes every measure of the plan, each with the first null that suits it, and draws it.
///
/// `earlier` are the session's channels that were analysed before: what is of the whole session is
/// taken once, or it would be counted once per channel among the rows tested.
pub(crate) fn further(
    session: &Session,
    channel: &str,
    plan: &Plan,
    earlier: &[&Dyad],
) -> Vec<MeasureResult> {
    let taken = |at: usize| {
        let measure = plan.measures[at].measure;
        let before = |dyad: &&Dyad| of_the_session(measure, session, dyad.kind);
        earlier.iter().any(|dyad| before(dyad) && dyad.measures.len() > at)
    };
    let each = plan.measures.iter().enumerate();
    each.map(|(at, choice)| one(session, channel, choice, plan, taken(at))).collect()
}

/// Whether a measure looks at the session as a whole where a channel of this kind is analysed:
/// at its turns, or at events that are marked on its clock and do not stand in the channel.
fn of_the_session(measure: &Measure, session: &Session, kind: Kind) -> bool {
    match measure.takes {
        Takes::Turns => true,
        Takes::Events => kind != Kind::Code && !session.spans.is_empty(),
        _ => false,
    }
}

fn one(
    session: &Session,
    channel: &str,
    choice: &Choice,
    plan: &Plan,
    taken: bool,
) -> MeasureResult {
    let Choice { measure, settings } = choice;
    let kind = session.people[0].channel(channel).map_or(Kind::Other, |series| series.kind);
    let whole = of_the_session(measure, session, kind);
    if whole && taken {
        return MeasureResult::refused(measure, settings, MeasureError::OfTheSession);
    }
    // Where nothing was recorded, codes are read off the spans.
    let silent = channel.is_empty();
    let channels: &[&str] = if whole || silent { &[] } else { &[channel] };
    let input = if whole || silent || suits(measure, kind) {
        measure_input(session, channels, (measure, settings), &prepared_for(measure, plan), false)
    } else {
        Err(MeasureError::WrongInput { takes: measure.takes })
    };
    let surrogates = measure.nulls.first().map(|null| Surrogates {
        null: *null,
        count: plan.surrogates,
        seed: plan.seed,
    });
    match input {
        Ok(input) => MeasureResult {
            drawings: drawings(measure, settings, &input, surrogates.as_ref()),
            ..take(measure, settings, &input, surrogates.as_ref())
        },
        Err(error) => MeasureResult::refused(measure, settings, error),
    }
}

/// The plan as a measure takes it: where the level of a series means something, nothing is taken out of
/// it and it is not divided by anything.
fn prepared_for(measure: &Measure, plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if measure.takes.untouched() {
        let how = &mut plan.preprocess;
        (how.detrend, how.smooth_s, how.scale) = (Detrend::None, None, Scale::None);
    }
    plan
}

/// Every picture that can be drawn of it.
fn drawings(
    measure: &'static Measure,
    settings: &Settings,
    input: &MeasureInput,
    surrogates: Option<&Surrogates>,
) -> Vec<(&'static Figure, Drawing)> {
    let chance = surrogates.copied().unwrap_or_default();
    let draw =
        |figure: &'static Figure| Some((figure, figure.drawing(input, settings, &chance).ok()?));
    measure.figures.iter().filter_map(draw).collect()
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
