//! BORIS projects: JSON with every observation's events.

use serde_json::Value;

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::boris_events::{Event, pair};
use super::found::{Found, Key, Mark};

/// Reads a BORIS project. An observation's own time offset is added to its times; events of a
/// behaviour that lasts start and stop it in turns.
pub(crate) fn read(text: &str) -> Result<Found<Mark>, ReadError> {
    let malformed = |wanted| Problem::Malformed { format: "BORIS project", wanted };
    let project: Value = serde_json::from_str(text).map_err(|error| {
        let problem = malformed("the JSON breaks off or is damaged");
        ReadError::new(problem).at_line(error.line() as u64)
    })?;
    let observations = project.get("observations").and_then(Value::as_object);
    let observations =
        observations.ok_or_else(|| ReadError::new(malformed("observations were expected")))?;
    let mut events = Vec::new();
    for (name, observation) in observations {
        let offset = observation.get("time offset").and_then(Value::as_f64).unwrap_or(0.0);
        let rows = observation.get("events").and_then(Value::as_array);
        let mut own: Vec<Event> = Vec::new();
        for row in rows.into_iter().flatten() {
            let text =
                |i: usize| row.get(i).and_then(Value::as_str).unwrap_or("").trim().to_owned();
            let at = row.get(0).and_then(Value::as_f64);
            let at = at.ok_or_else(|| ReadError::new(malformed("an event's time was expected")))?;
            let (subject, code) = (text(1), text(2));
            let point = !lasts(&project, &code);
            let key = Key { dyad: Some(name.clone()), session: None, loose: true };
            own.push(Event { key, subject, code, at_s: at + offset, point, stop: None });
        }
        // A project keeps events in the order in which they were coded.
        own.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        events.append(&mut own);
    }
    Ok(pair(events))
}

/// Whether the project says that a behaviour is a state.
fn lasts(project: &Value, code: &str) -> bool {
    let known = project.get("behaviors_conf").and_then(Value::as_object);
    let of = |b: &&Value| b.get("code").and_then(Value::as_str) == Some(code);
    let behaviour = known.into_iter().flat_map(|list| list.values()).find(of);
    let kind = behaviour.and_then(|b| b.get("type")).and_then(Value::as_str).unwrap_or("");
    kind.to_lowercase().starts_with("state")
}
