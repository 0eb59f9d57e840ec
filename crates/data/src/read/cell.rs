//! One cell of a text table as a number or a time.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::table::{Look, NO_STAMP};

/// How cells are read: what marks a missing value, and which decimal mark is used.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    marks: Vec<String>,
    mark_values: Vec<f64>,
    decimal_comma: bool,
}

impl Cells {
    /// Cells with these markers of missing values besides an empty cell, `NA` and `NaN`.
    pub(crate) fn new(missing: &[String], decimal_comma: bool) -> Self {
        let marks: Vec<String> = missing.iter().map(|m| m.trim().to_owned()).collect();
        let bare = Self { decimal_comma, ..Self::default() };
        let mark_values = marks.iter().filter_map(|m| bare.parse(m.as_bytes())).collect();
        Self { marks, mark_values, decimal_comma }
    }

    /// The cell's number; `NaN` where it is missing, `None` where it is text.
    pub(crate) fn number(&self, cell: &[u8]) -> Option<f64> {
        let value = self.time(cell).or_else(|| {
            let text = std::str::from_utf8(cell).ok()?.trim();
            self.marks.iter().any(|m| m == text).then_some(f64::NAN)
        })?;
        Some(self.unless_marked(value))
    }

    /// `NaN` for a number that marks a missing value.
    pub(crate) fn unless_marked(&self, value: f64) -> f64 {
        if self.mark_values.contains(&value) { f64::NAN } else { value }
    }

    /// The same for a time, where the markers of missing samples do not apply.
    pub(crate) fn time(&self, cell: &[u8]) -> Option<f64> {
        let cell = cell.trim_ascii();
        if cell.is_empty() || cell.eq_ignore_ascii_case(b"NA") {
            return Some(f64::NAN);
        }
        self.parse(cell)
    }

    fn parse(&self, cell: &[u8]) -> Option<f64> {
        /// No number is printed longer than this.
        const LONGEST: usize = 64;
        if self.decimal_comma && cell.contains(&b',') {
            let mut copy = [0_u8; LONGEST];
            let copy = copy.get_mut(..cell.len())?;
            if cell.contains(&b'.') {
                return None;
            }
            copy.copy_from_slice(cell);
            copy.iter_mut().filter(|c| **c == b',').for_each(|c| *c = b'.');
            return std::str::from_utf8(copy).ok()?.parse().ok();
        }
        std::str::from_utf8(cell).ok()?.trim().parse().ok()
    }
}

/// What a time says about where on the calendar it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// A date, and a time zone with it.
    Given,
    /// A date without a zone: taken as it stands, as if its clock never changed.
    Absent,
    /// No date: a time of day, or of a recording.
    Clock,
}

/// A calendar or clock time: nanoseconds since 1970, or since the clock's zero. `None` where it
/// is none.
pub(crate) fn stamp(cell: &[u8]) -> Option<(i64, Zone)> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("NA") || text.eq_ignore_ascii_case("NaT") {
        return Some((NO_STAMP, Zone::Absent));
    }
    // A year, then a dash: keeps numbers such as 20260501 from being read as dates.
    let dated = text.len() >= 10 && text.as_bytes()[4] == b'-';
    if !dated {
        return clock(text).map(|nanoseconds| (nanoseconds, Zone::Clock));
    }
    let (timestamp, zone) = match text.parse::<Timestamp>() {
        Ok(timestamp) => (timestamp, Zone::Given),
        Err(_) => {
            let civil: DateTime = text.parse().ok()?;
            (TimeZone::UTC.to_timestamp(civil).ok()?, Zone::Absent)
        }
    };
    let nanoseconds = i64::try_from(timestamp.as_nanosecond()).ok()?;
    Some((nanoseconds, zone))
}

/// `h:mm:ss` or `m:ss`, either with decimals, in nanoseconds; a recording may be longer than the
/// 60 minutes or 24 hours of a clock.
fn clock(text: &str) -> Option<i64> {
    let digits = |part: &str, least: usize, most: usize| -> Option<i64> {
        let fits = (least..=most).contains(&part.len());
        let plain = fits && part.bytes().all(|c| c.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let (whole, decimals) = match text.split_once(['.', ',']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let nanoseconds = match decimals {
        Some(decimals) => digits(&format!("{decimals:0<9}"), 9, 9)?,
        None => 0,
    };
    let sixtieth = |part: &str| digits(part, 2, 2).filter(|value| *value < 60);
    let (minutes, seconds) = match whole.split(':').collect::<Vec<_>>()[..] {
        [h, m, s] => (60 * digits(h, 1, 4)? + sixtieth(m)?, sixtieth(s)?),
        [m, s] => (digits(m, 1, 5)?, sixtieth(s)?),
        _ => return None,
    };
    Some((60 * minutes + seconds) * 1_000_000_000 + nanoseconds)
}

/// A cell of a column of names: UTF-8, or Latin-1 where it is not that (which every byte
/// sequence is).
pub(crate) fn decoded(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(cell.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// What a column of these cells seems to hold.
pub(crate) fn look<'a>(column: impl Iterator<Item = &'a [u8]> + Clone, cells: &Cells) -> Look {
    let mut filled = column.filter(|cell| !cell.trim_ascii().is_empty());
    if filled.clone().all(|cell| cells.number(cell).is_some_and(f64::is_nan)) {
        Look::Blank
    } else if filled.clone().all(|cell| cells.number(cell).is_some()) {
        Look::Number
    } else if filled.all(|cell| stamp(cell).is_some()) {
        Look::Stamp
    } else {
        Look::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<f64> {
        Cells::default().number(text.as_bytes())
    }

    #[test]
    fn numbers_and_missing_values() {
        assert_eq!(number(" 3.5 "), Some(3.5));
        assert_eq!(number("-1e-3"), Some(-0.001));
        assert_eq!(number("-999"), Some(-999.0));
        assert_eq!(number("0"), Some(0.0));
        for missing in ["", "  ", "NA", "NaN", "nan"] {
            assert!(number(missing).is_some_and(f64::is_nan), "{missing:?}");
        }
        for text in ["calm", ".", "1,5", "1 2", "N/A", "--"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }

    #[test]
    fn markers_are_compared_by_value_too() {
        let cells = Cells::new(&["-999".into(), ".".into()], false);
        assert!(cells.number(b"-999.0").is_some_and(f64::is_nan));
        assert!(cells.number(b".").is_some_and(f64::is_nan));
        assert_eq!(cells.number(b"-99"), Some(-99.0));
        // A time is never one of them.
        assert_eq!(cells.time(b"-999"), Some(-999.0));
    }

    #[test]
    fn decimal_comma() {
        let cells = Cells::new(&[], true);
        assert_eq!(cells.number(b"3,5"), Some(3.5));
        assert_eq!(cells.number(b"4"), Some(4.0));
        assert_eq!(cells.number(b"1.234,5"), None);
        assert_eq!(cells.number(b"1,234,5"), None);
    }

    #[test]
    fn calendar_times() {
        let at = |text: &str| stamp(text.as_bytes());
        let day = 86_400_000_000_000;
        assert_eq!(at("1970-01-02"), Some((day, Zone::Absent)));
        assert_eq!(at("1970-01-02T00:00:00.5"), Some((day + 500_000_000, Zone::Absent)));
        assert_eq!(at("1970-01-02 01:00:00+01:00"), Some((day, Zone::Given)));
        assert_eq!(at("1970-01-02T00:00:00Z"), Some((day, Zone::Given)));
        assert_eq!(at(""), Some((NO_STAMP, Zone::Absent)));
        for text in ["12.5", "20260501", "soon", "2026-13-01", "2026-05-01 25:00"] {
            assert_eq!(at(text), None, "{text:?}");
        }
    }

    #[test]
    fn clock_times() {
        let at = |text: &str| stamp(text.as_bytes()).map(|(at, _)| at);
        let ms = |ms: i64| Some(ms * 1_000_000);
        assert_eq!(at("00:00"), ms(0));
        assert_eq!(at("1:02.5"), ms(62_500));
        assert_eq!(at("90:00"), ms(5_400_000));
        assert_eq!(at("0:01:02"), ms(62_000));
        assert_eq!(at("14:03:22,040"), ms(50_602_040));
        for text in
            ["1:2", "1:60", "1:60:00", ":30", "1:02:03:04", "-1:30", "1:02.x", "1:02.0123456789"]
        {
            assert_eq!(at(text), None, "{text:?}");
        }
        assert_eq!(stamp(b"1:02").unwrap().1, Zone::Clock);
    }
}
