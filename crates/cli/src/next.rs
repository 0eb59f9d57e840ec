//! `attune next`: the next appointment as a calendar file.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};

use crate::appointment::Appointments;
use crate::args::Next;
use crate::failure::{Code, Failure};
use crate::terminal;

/// Runs `attune next`.
pub(crate) fn run(verb: &Next) -> Result<Code, Failure> {
    let at: DateTime = verb.at.trim().parse().map_err(|_| {
        Failure::usage("--at is not a date and a time")
            .why("an appointment on a wrong day is worse than none")
            .try_this("--at \"2026-12-05 17:00\"")
    })?;
    let minutes = (verb.duration / 60.0).round();
    if !(1.0..=1440.0).contains(&minutes) {
        return Err(Failure::usage("--duration is not between a minute and a day")
            .try_this("--duration 60m"));
    }
    let zone = verb.tz.as_deref().map(zone).transpose()?;
    let stamp = Timestamp::now();
    let told = format!("{at} {minutes} {} {:?} {}", verb.weekly, verb.tz, stamp.as_nanosecond());
    let unique = Sha256::digest(told.as_bytes());
    let appointments = Appointments {
        at,
        minutes: minutes as i64,
        weekly: verb.weekly,
        zone,
        stamp,
        unique: unique.iter().take(12).map(|byte| format!("{byte:02x}")).collect(),
    };
    let text = appointments
        .text()
        .map_err(|_| Failure::usage("the last of these appointments lies beyond the calendar"))?;
    let Some(path) = verb.output.as_deref().filter(|path| path.as_os_str() != "-") else {
        return terminal::print(text.as_bytes()).map(|()| Code::Done);
    };
    std::fs::write(path, text).map_err(|error| {
        Failure::device(format!("cannot write {}: {error}", path.display()))
            .try_this("-o with a file in a folder of yours")
    })?;
    let last = at.saturating_add(i64::from(verb.weekly - 1).weeks());
    terminal::say(&format!(
        "{} written to {}: {} to {}. Open it, and your calendar asks whether to add {}.",
        if verb.weekly == 1 {
            "1 appointment".into()
        } else {
            format!("{} appointments", verb.weekly)
        },
        path.display(),
        at.strftime("%Y-%m-%d %H:%M"),
        last.strftime("%Y-%m-%d %H:%M"),
        if verb.weekly == 1 { "it" } else { "them" },
    ));
    Ok(Code::Done)
}

fn zone(name: &str) -> Result<TimeZone, Failure> {
    TimeZone::get(name).map_err(|_| {
        Failure::usage(format!("no time zone is called {name:?} here"))
            .why("the same hour would fall on another one elsewhere")
            .try_this("--tz Europe/Amsterdam, or leave it out to mean the clock of whoever opens the file")
    })
}
