//! From a session to a measure's numbers.

use attune_coupling::InputError;
use attune_data::align::grid::Grid;
use attune_data::{Kind, Session, Turn, Who};
use attune_signal::dsp;

use crate::catalogue::{Measure, Takes};
use crate::measure::{
    MeasureCaveat, MeasureError, MeasureInput, MeasureResult, READ_OFF_SPANS, Settings, Surrogates,
};
use crate::measure::{chance, coded_spans};
use crate::prepare::{Ready, on_grid, prepare};
use crate::{Plan, Reason, Scale};

/// Two people made ready for a measure: their channels on one grid, prepared by the plan.
///
/// Amounts are scaled as the measure wants it where `scaled` is false; codes are never touched.
///
/// # Errors
/// No shared time, columns on different clocks, nothing that the measure takes.
pub fn measure_input(
    session: &Session,
    channels: &[&str],
    (measure, settings): (&Measure, &Settings),
    plan: &Plan,
    scaled: bool,
) -> Result<MeasureInput, MeasureError> {
    let kinds = channels.iter().filter_map(|name| session.people[0].channel(name)).map(|s| s.kind);
    let all_coded = !channels.is_empty() && kinds.into_iter().all(|kind| kind == Kind::Code);
    let coded = match measure.takes {
        Takes::Codes | Takes::Events => true,
        Takes::Amounts | Takes::Scores | Takes::Columns => {
            all_coded || settings.flag("categorical")
        }
        Takes::Turns | Takes::TurnsAndAmounts => false,
    };
    let talk = matches!(measure.takes, Takes::Turns | Takes::TurnsAndAmounts);
    let mut input = MeasureInput { coded, ..MeasureInput::default() };
    let mut start = plan.from_s.unwrap_or(0.0);
    let mut grid = None;
    // Marked codes stand in for a column of codes where there is none.
    let from_spans = measure.takes == Takes::Codes && !all_coded && coded_spans::any(session);
    // Turns lie on the session's clock: a first channel gives them values, where they need any.
    let most = match measure.takes {
        _ if from_spans => 0,
        Takes::Turns => 0,
        Takes::TurnsAndAmounts => 1,
        _ => usize::MAX,
    };
    for channel in channels.iter().take(most) {
        let ready = match prepare(session, channel, plan) {
            Ok(ready) => ready,
            Err(reason) => return Err(of_reason(reason)),
        };
        if *grid.get_or_insert(ready.grid) != ready.grid {
            return Err(MeasureError::DifferentClocks);
        }
        (start, input.step_s) = (ready.grid.start, ready.grid.step);
        let flat = ready.traces.each_ref().map(|trace| never_changes(trace));
        let [a, b] = columns(session, channel, ready, (measure, coded, scaled));
        for (x, flat) in [&a, &b].into_iter().zip(flat) {
            // Divided by a spread of 0, nothing is left; that is not for want of samples.
            if flat && x.iter().all(|x| x.is_nan()) {
                return Err(InputError::NeverChanges { samples: x.len() }.into());
            }
        }
        input.a.push(a);
        input.b.push(b);
    }
    let moved = |turn: &Turn| Turn {
        start_s: turn.start_s - start,
        end_s: turn.end_s - start,
        ..turn.clone()
    };
    input.turns = session.turns.iter().filter(|t| asked_for(t.start_s, plan)).map(moved).collect();
    input.session_s = lasts(session, start, plan)
        .max(input.a.first().map_or(0.0, |a| a.len() as f64 * input.step_s));
    if measure.takes == Takes::Events {
        input.events = match (input.a.first(), input.b.first()) {
            (Some(a), Some(b)) => [onsets(a, input.step_s), onsets(b, input.step_s)],
            _ => marked(session, settings.word("event"), start, plan),
        };
    }
    if from_spans {
        read_spans(&mut input, session, start, plan)?;
    }
    if talk && input.turns.is_empty() && !session.turns.is_empty() {
        return Err(MeasureError::NoTurnsThen);
    }
    if measure.takes == Takes::Events && input.a.is_empty() && !session.spans.is_empty() {
        let code = settings.word("event");
        if !code.is_empty() && !session.spans.iter().any(|span| span.code == code) {
            return Err(MeasureError::NoSuchEvent);
        }
    }
    let missing = match measure.takes {
        _ if talk && input.turns.is_empty() => true,
        Takes::Turns => false,
        // Spans that begin at other times than those asked for leave both without an event.
        Takes::Events => input.a.is_empty() && session.spans.is_empty(),
        _ => input.a.is_empty(),
    };
    let amounts = matches!(measure.takes, Takes::Amounts | Takes::Scores | Takes::TurnsAndAmounts);
    if missing || all_coded && amounts {
        return Err(MeasureError::WrongInput { takes: measure.takes });
    }
    for (person, events) in ["A", "B"].into_iter().zip(&input.events) {
        if measure.takes == Takes::Events && events.is_empty() {
            return Err(MeasureError::NoEvents { person });
        }
    }
    if let Some(grid) = grid {
        input.shared = shared_inputs(session, settings.word(SHARED), &grid, plan)?;
    }
    Ok(input)
}

/// The parameter that names recorded inputs of both people.
pub const SHARED: &str = "shared";

/// The channels that a value of [`SHARED`] names: separated by commas or pluses.
pub fn shared_names(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '+']).map(str::trim).filter(|name| !name.is_empty())
}

/// Recorded inputs of both people on a grid, made ready like the people's own series.
fn shared_inputs(
    session: &Session,
    names: &str,
    grid: &Grid,
    plan: &Plan,
) -> Result<Vec<Vec<f64>>, MeasureError> {
    let one = |name: &str| {
        let series = session.people.iter().find_map(|person| person.channel(name));
        let series =
            series.ok_or_else(|| MeasureError::NoSharedInput { channel: name.to_owned() })?;
        Ok(on_grid(series, grid, plan))
    };
    shared_names(names).map(one).collect()
}

/// A measure of two people who are ready, beside chance where `surrogates` are asked for.
pub fn take(
    measure: &'static Measure,
    settings: &Settings,
    input: &MeasureInput,
    surrogates: Option<&Surrogates>,
) -> MeasureResult {
    let mut outcome = (measure.run)(input, settings);
    let tested = match (&outcome, surrogates) {
        (Ok(_), Some(surrogates)) => chance::tests(measure, input, settings, surrogates),
        _ => Ok(Vec::new()),
    };
    outcome.iter_mut().for_each(|found| found.caveats.extend(input.notes.iter().cloned()));
    let (tests, no_test) = match tested {
        Ok(tests) => {
            // Some numbers are only made together with their copies.
            for test in &tests {
                for (name, value) in outcome.iter_mut().flat_map(|m| &mut m.values) {
                    if *name == test.output && value.is_nan() {
                        *value = test.observed;
                    }
                }
            }
            (tests, None)
        }
        Err(error) => (Vec::new(), Some(error)),
    };
    let (name, settings) = (measure.name, settings.in_effect(measure, input.coded));
    MeasureResult { name, settings, outcome, tests, no_test, drawings: Vec::new() }
}

/// Whether a measure is for channels of this kind.
pub(crate) fn suits(measure: &Measure, kind: Kind) -> bool {
    match measure.takes {
        Takes::Amounts | Takes::Scores | Takes::TurnsAndAmounts => kind != Kind::Code,
        Takes::Codes | Takes::Events => kind == Kind::Code,
        Takes::Columns | Takes::Turns => true,
    }
}

fn columns(
    session: &Session,
    channel: &str,
    ready: Ready,
    (measure, coded, scaled): (&Measure, bool, bool),
) -> [Vec<f64>; 2] {
    if coded {
        // What lies between two codes is no code.
        let mut traces = ready.traces;
        for (person, trace) in session.people.iter().zip(&mut traces) {
            let Some(series) = person.channel(channel) else { continue };
            let mut known: Vec<u64> = series.values.iter().map(|v| (v + 0.0).to_bits()).collect();
            known.sort_unstable();
            known.dedup();
            for value in trace {
                if known.binary_search(&(*value + 0.0).to_bits()).is_err() {
                    *value = f64::NAN;
                }
            }
        }
        return traces;
    }
    match measure.scale {
        _ if scaled => ready.series,
        Scale::None => ready.series,
        Scale::Sd => ready.series.map(|x| dsp::scale_sd(&x)),
        Scale::Z => ready.series.map(|x| dsp::standardise(&x)),
    }
}

/// Seconds from one code to the next where codes are read off spans, unless another rate is asked for.
const INTERVAL_S: f64 = 1.0;
/// More intervals than this make a session of weeks: somebody's clock is wild.
const MOST_INTERVALS: f64 = 1e6;

/// Both people's codes, from the spans that were marked.
fn read_spans(
    input: &mut MeasureInput,
    session: &Session,
    start: f64,
    plan: &Plan,
) -> Result<(), MeasureError> {
    input.step_s = plan.preprocess.rate_hz.map_or(INTERVAL_S, |hz| 1.0 / hz);
    // A hair of slack, so that 300 s are 300 intervals of 1 s.
    let intervals = (input.session_s / input.step_s - 1e-6).ceil().max(0.0);
    if intervals > MOST_INTERVALS {
        return Err(MeasureError::Parameter {
            name: "grid",
            value: 1.0 / input.step_s,
            wanted: "the session has more than a million intervals: look at its times with attune \
                     check, or ask for fewer per second",
        });
    }
    let found = coded_spans::coded_spans(session, (start, input.step_s), intervals as usize);
    let [a, b] = found.columns;
    (input.a, input.b, input.code_names) = (vec![a], vec![b], found.names);
    let numbered: Vec<String> =
        input.code_names.iter().enumerate().map(|(at, name)| format!("{at} {name}")).collect();
    let mut note = format!(
        "codes were read off the marked spans, one for each {} s (--grid HZ for others): what covers most \
         of it, and {} where nobody gave a code; as numbers: {}",
        input.step_s,
        coded_spans::NONE,
        numbered.join(", "),
    );
    if found.several > 0 {
        note += &format!("; {} times one person had several codes in it", found.several);
    }
    input.notes.push(MeasureCaveat { code: READ_OFF_SPANS, text: note });
    Ok(())
}

/// Whether a series that was recorded has one value throughout.
fn never_changes(x: &[f64]) -> bool {
    let mut present = x.iter().filter(|x| x.is_finite());
    present.next().is_some_and(|first| present.all(|x| x == first))
}

/// Whether a moment lies in the plan's stretch of the session. A turn and a span belong where they
/// begin: a turn cut in two would be two turns.
fn asked_for(t: f64, plan: &Plan) -> bool {
    plan.from_s.is_none_or(|from| t >= from) && plan.to_s.is_none_or(|to| t <= to)
}

/// Until when anything was recorded in the plan's stretch of the session, seconds from `start`.
fn lasts(session: &Session, start: f64, plan: &Plan) -> f64 {
    let series = session.people.iter().flat_map(|person| &person.series);
    let ends = series.map(|series| series.timeline.end());
    let spans = session.spans.iter().map(|span| span.end_s);
    let turns = session.turns.iter().map(|turn| turn.end_s);
    let last = ends.chain(spans).chain(turns).filter(|t| t.is_finite()).fold(start, f64::max);
    plan.to_s.map_or(last, |to| last.min(to)).max(start) - start
}

/// Where a code that is not 0 begins after a 0, seconds.
fn onsets(codes: &[f64], step_s: f64) -> Vec<f64> {
    let begins = |t: &usize| codes[t - 1] == 0.0 && codes[*t] != 0.0 && codes[*t].is_finite();
    (1..codes.len()).filter(begins).map(|t| t as f64 * step_s).collect()
}

/// Where spans of a code begin in the plan's stretch of the session, seconds from `start`.
fn marked(session: &Session, code: &str, start: f64, plan: &Plan) -> [Vec<f64>; 2] {
    [Who::A, Who::B].map(|who| {
        let of = session.spans.iter().filter(|span| span.who == who);
        let mut times: Vec<f64> = of
            .filter(|span| code.is_empty() || span.code == code)
            .filter(|span| asked_for(span.start_s, plan))
            .map(|span| span.start_s - start)
            .collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        times
    })
}

fn of_reason(reason: Reason) -> MeasureError {
    match reason {
        Reason::Faulty(code) => MeasureError::Faulty { code: code.code() },
        _ => MeasureError::NoSharedTime,
    }
}
