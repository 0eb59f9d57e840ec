//! Appointments as a calendar file (RFC 5545).

use std::fmt::Write;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// What everybody who opens the calendar may read: nothing about why.
const TITLE: &str = "Appointment";

/// One appointment, or several a week apart.
#[derive(Debug, Clone)]
pub(crate) struct Appointments {
    /// When the first begins, on the clock of the place.
    pub(crate) at: DateTime,
    /// How long each lasts.
    pub(crate) minutes: i64,
    /// How many, a week apart.
    pub(crate) weekly: u32,
    /// Whose clock; without one, the clock of wherever the file is opened.
    pub(crate) zone: Option<TimeZone>,
    /// When the file is written.
    pub(crate) stamp: Timestamp,
    /// What makes these appointments different from all others.
    pub(crate) unique: String,
}

impl Appointments {
    /// The calendar file's text. Every appointment is an event of its own, so that the hour on the
    /// wall stays the same when clocks change.
    ///
    /// # Errors
    /// A date that the calendar does not reach.
    pub(crate) fn text(&self) -> Result<String, jiff::Error> {
        let mut out = String::new();
        let mut line = |text: &str| folded(&mut out, text);
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Attune//Appointments//EN");
        line("CALSCALE:GREGORIAN");
        line("METHOD:PUBLISH");
        for week in 0..self.weekly {
            let start = self.at.checked_add(Span::new().weeks(i64::from(week)))?;
            line("BEGIN:VEVENT");
            line(&format!("UID:{}-{week}@attune.invalid", self.unique));
            line(&format!("DTSTAMP:{}Z", self.stamp.strftime("%Y%m%dT%H%M%S")));
            line(&format!("DTSTART:{}", self.written(start)?));
            // A length rather than an end: an hour is an hour on the night clocks change, too.
            line(&format!("DURATION:PT{}M", self.minutes));
            line(&format!("SUMMARY:{TITLE}"));
            line("CLASS:PRIVATE");
            line("END:VEVENT");
        }
        line("END:VCALENDAR");
        Ok(out)
    }

    /// A time on the wall: as it is, or in universal time where the zone is known.
    fn written(&self, at: DateTime) -> Result<String, jiff::Error> {
        match &self.zone {
            None => Ok(at.strftime("%Y%m%dT%H%M%S").to_string()),
            Some(zone) => {
                let universal = zone.to_timestamp(at)?;
                Ok(format!("{}Z", universal.strftime("%Y%m%dT%H%M%S")))
            }
        }
    }
}

/// Adds a content line: at most 75 octets, then a break and a blank, each line ended as mail is.
fn folded(out: &mut String, text: &str) {
    const OCTETS: usize = 75;
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            length = 1;
        }
        length += c.len_utf8();
        // Writing into a string cannot fail.
        write!(out, "{c}").ok();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appointments(zone: Option<TimeZone>) -> Appointments {
        Appointments {
            at: jiff::civil::date(2026, 10, 23).at(17, 0, 0, 0),
            minutes: 50,
            weekly: 2,
            zone,
            stamp: Timestamp::UNIX_EPOCH,
            unique: "x".repeat(80),
        }
    }

    #[test]
    fn lines_are_folded_and_ended_as_the_standard_says() {
        let text = appointments(None).text().expect("dates in reach");
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&format!("UID:{}-1@attune.invalid\r\n", "x".repeat(80))));
        assert!(whole.contains("DTSTAMP:19700101T000000Z\r\n"));
        assert!(
            whole.contains("DTSTART:20261023T170000\r\n")
                && whole.contains("DTSTART:20261030T170000\r\n")
        );
        assert_eq!(whole.matches("SUMMARY:Appointment\r\n").count(), 2);
        assert_eq!(whole.matches("DURATION:PT50M").count(), 2);
    }

    #[test]
    fn the_hour_on_the_wall_stays_when_clocks_change() {
        // Clocks in central Europe go back on 25 October 2026; the rule is written out, as a
        // machine without a zone database must pass this too.
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule");
        let text = appointments(Some(zone)).text().expect("dates in reach");
        assert!(text.contains("DTSTART:20261023T150000Z\r\n"), "{text}");
        assert!(text.contains("DTSTART:20261030T160000Z\r\n"), "{text}");
    }
}
