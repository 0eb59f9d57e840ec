//! `attune check`: what is here, and what is wrong with it, before any analysis.

use std::path::Path;

use attune_data::{Fault, Severity, Study, quality};
use comfy_table::{Cell, ContentArrangement, Table, presets};
use serde::Serialize;

use crate::args::Check;
use crate::failure::{Code, Failure};
use crate::marked::Marked;
use crate::{duration, input, terminal};

/// Runs `attune check`.
pub(crate) fn run(verb: &Check) -> Result<Code, Failure> {
    let study = input::study(verb.path.as_deref().unwrap_or(Path::new("")), &verb.layout.layout())?;
    let faults = quality::check(&study);
    if verb.json {
        terminal::print(json(&study, &faults).as_bytes())?;
    } else {
        terminal::print_text(&text(&study, &faults))?;
    }
    let bad = |fault: &Fault| match fault.severity {
        Severity::Error => true,
        Severity::Warning => verb.strict,
        Severity::Note => false,
    };
    Ok(if faults.iter().any(bad) { Code::Problems } else { Code::Done })
}

/// What one channel of the study looks like.
#[derive(Debug, Serialize)]
struct Channel {
    channel: String,
    kind: &'static str,
    unit: String,
    dyads: usize,
    rate_hz: Span,
    duration_s: Span,
    usable_share: Span,
}

/// Smallest and largest over the study.
#[derive(Debug, Clone, Copy, Serialize)]
struct Span {
    min: f64,
    max: f64,
}

impl Span {
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let empty = Self { min: f64::INFINITY, max: f64::NEG_INFINITY };
        let span = values
            .filter(|v| v.is_finite())
            .fold(empty, |span, v| Self { min: span.min.min(v), max: span.max.max(v) });
        if span.min > span.max { Self { min: f64::NAN, max: f64::NAN } } else { span }
    }

    /// `a` where both ends read alike, `a to b` otherwise.
    fn text(self, write: impl Fn(f64) -> String) -> String {
        let (min, max) = (write(self.min), write(self.max));
        if min == max { min } else { format!("{min} to {max}") }
    }
}

fn channels(study: &Study) -> Vec<Channel> {
    let of = |name: &str| {
        let series = || {
            study.sessions.iter().flat_map(|s| &s.people).filter_map(|person| person.channel(name))
        };
        let first = series().next();
        Channel {
            channel: name.to_owned(),
            kind: first.map_or("other", |s| s.kind.name()),
            unit: first.map_or_else(String::new, |s| s.unit.clone()),
            dyads: study.sessions.iter().filter(|s| s.shared_channels().contains(&name)).count(),
            rate_hz: Span::over(series().map(|s| s.timeline.rate_hz())),
            duration_s: Span::over(series().map(|s| s.timeline.duration())),
            usable_share: Span::over(series().map(attune_data::Series::usable_share)),
        }
    };
    study.channels().iter().map(|name| of(name)).collect()
}

fn text(study: &Study, faults: &[Fault]) -> String {
    let people = 2 * study.sessions.len();
    let mut out = format!(
        "{}: {} and {}\n",
        study.name,
        count(study.sessions.len(), "dyad", "dyads"),
        count(people, "person", "people")
    );
    for channel in channels(study) {
        let unit =
            if channel.unit.is_empty() { String::new() } else { format!(" in {}", channel.unit) };
        out += &format!(
            "  {} ({}{unit}): {} with both people, {} long, one sample every {}, {} usable\n",
            channel.channel,
            channel.kind,
            count(channel.dyads, "dyad", "dyads"),
            channel.duration_s.text(length),
            channel.rate_hz.text(interval),
            channel.usable_share.text(|share| format!("{:.0} %", 100.0 * share)),
        );
    }
    out += &Marked::of(study).text();
    for note in &study.notes {
        out += &format!("  assumed: {note}\n");
    }
    out.push('\n');
    let tally = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let (errors, warnings, notes) =
        (tally(Severity::Error), tally(Severity::Warning), tally(Severity::Note));
    if faults.is_empty() {
        return out + "Nothing is wrong with these recordings.\n";
    }
    out += &table(faults);
    out += &format!(
        "\n{}, {}, {}. What a code means: attune explain CODE\n",
        count(errors, "error", "errors"),
        count(warnings, "warning", "warnings"),
        count(notes, "note", "notes")
    );
    if errors > 0 {
        out +=
            "Dyads with an error stay in every table, without numbers; the others are analysed.\n";
    }
    out
}

fn table(faults: &[Fault]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["", "code", "dyad", "who", "channel", "what was found"]);
    let (shown, left_out) = worth_showing(faults);
    for fault in shown {
        let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
        table.add_row([
            Cell::new(fault.severity.name()),
            Cell::new(fault.code.code()),
            Cell::new(maybe(&fault.dyad)),
            Cell::new(maybe(&fault.person)),
            Cell::new(maybe(&fault.channel)),
            Cell::new(&fault.message),
        ]);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    let mut text = lines.join("\n") + "\n";
    for (code, count) in left_out {
        text += &format!(" and {count} more notes of {code} (--json lists them all)\n");
    }
    text
}

/// Notes of one code beyond this many are only counted on a terminal.
const NOTES_SHOWN: usize = 4;

/// The faults, worst first: every error and warning, the first few notes of each code, and how
/// many notes of which code are left out.
fn worth_showing(faults: &[Fault]) -> (Vec<&Fault>, Vec<(&'static str, usize)>) {
    let mut sorted: Vec<&Fault> = faults.iter().collect();
    sorted.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
    let mut seen: Vec<(&'static str, usize)> = Vec::new();
    sorted.retain(|fault| {
        let code = fault.code.code();
        if !seen.iter().any(|(name, _)| *name == code) {
            seen.push((code, 0));
        }
        let count = seen.iter_mut().find(|(name, _)| *name == code).map(|(_, count)| count);
        let note = fault.severity == Severity::Note;
        count.is_none_or(|count| {
            *count += usize::from(note);
            !note || *count <= NOTES_SHOWN
        })
    });
    let left_out = seen.into_iter().filter(|(_, count)| *count > NOTES_SHOWN);
    (sorted, left_out.map(|(code, count)| (code, count - NOTES_SHOWN)).collect())
}

#[derive(Debug, Serialize)]
struct WireFault<'a> {
    code: &'static str,
    severity: &'static str,
    dyad: Option<&'a str>,
    person: Option<&'a str>,
    channel: Option<&'a str>,
    message: &'a str,
}

fn json(study: &Study, faults: &[Fault]) -> String {
    let wire = |fault: &'_ Fault| -> serde_json::Value {
        let fault = WireFault {
            code: fault.code.code(),
            severity: fault.severity.name(),
            dyad: fault.dyad.as_deref(),
            person: fault.person.as_deref(),
            channel: fault.channel.as_deref(),
            message: &fault.message,
        };
        serde_json::to_value(fault).unwrap_or_default()
    };
    let report = serde_json::json!({
        "schema": "attune.check/1",
        "study": study.name,
        "dyads": study.sessions.len(),
        "people": 2 * study.sessions.len(),
        "channels": channels(study),
        "beside": Marked::of(study),
        "faults": faults.iter().map(wire).collect::<Vec<_>>(),
        "notes": study.notes,
    });
    format!("{report:#}\n")
}

/// "1 dyad", "20 dyads".
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A duration for people: 16.4 min, 35 d.
fn length(seconds: f64) -> String {
    match seconds {
        s if s >= 2.0 * 86_400.0 => format!("{:.0} d", s / 86_400.0),
        s if s >= 7_200.0 => format!("{:.1} h", s / 3_600.0),
        s if s >= 120.0 => format!("{:.1} min", s / 60.0),
        s => format!("{s:.1} s"),
    }
}

/// The time between samples, from their rate.
fn interval(rate_hz: f64) -> String {
    let seconds = 1.0 / rate_hz;
    // Four digits are more than any clock of a recording is good for.
    let rounded = (seconds * 1e4).round() / 1e4;
    duration::text(rounded)
}
