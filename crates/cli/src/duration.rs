//! Times as people write them: `30s`, `500ms`, `2min`, `1h`, `14d`, `12:30`.

use std::fmt;

/// Seconds per unit, longest name first so that `ms` is not read as `s` after `m`.
const UNITS: [(&str, f64); 8] = [
    ("min", 60.0),
    ("ms", 0.001),
    ("days", 86_400.0),
    ("day", 86_400.0),
    ("s", 1.0),
    ("m", 60.0),
    ("h", 3_600.0),
    ("d", 86_400.0),
];

/// A time that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadTime;

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a time like 30s, 500ms, 2min, 1h, 14d or 12:30")
    }
}

impl std::error::Error for BadTime {}

/// Reads a time in seconds; a bare number is seconds, `mm:ss` and `h:mm:ss` are clock times.
pub(crate) fn seconds(text: &str) -> Result<f64, BadTime> {
    let text = text.trim();
    if text.contains(':') {
        let parts: Option<Vec<f64>> = text.split(':').map(number).collect();
        return match parts.as_deref() {
            Some([m, s]) if *s < 60.0 => Ok(m * 60.0 + s),
            Some([h, m, s]) if *m < 60.0 && *s < 60.0 => Ok(h * 3_600.0 + m * 60.0 + s),
            _ => Err(BadTime),
        };
    }
    let with_unit = UNITS.iter().find_map(|(unit, factor)| {
        let amount = text.strip_suffix(unit)?.trim_end();
        Some(number(amount)? * factor)
    });
    with_unit.or_else(|| number(text)).ok_or(BadTime)
}

/// The shortest way to write a number of seconds that [`seconds`] reads back exactly.
pub(crate) fn text(seconds: f64) -> String {
    let in_units = [(86_400.0, "d"), (3_600.0, "h")];
    for (factor, unit) in in_units {
        let amount = seconds / factor;
        if seconds != 0.0 && amount.fract() == 0.0 && amount * factor == seconds {
            return format!("{amount}{unit}");
        }
    }
    format!("{seconds}s")
}

/// A plain number that is zero or more.
fn number(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let check = |text: &str, expected: f64| assert_eq!(seconds(text), Ok(expected), "{text}");
        check("30s", 30.0);
        check("500 ms", 0.5);
        check("2min", 120.0);
        check("2m", 120.0);
        check("14d", 1_209_600.0);
        check("1.5h", 5_400.0);
        check("12:30", 750.0);
        check("1:02:03", 3_723.0);
        check("7", 7.0);
        for bad in ["", "s", "-3s", "1:75", "soon", "3 weeks", "1e9s", ".", "1::2"] {
            assert_eq!(seconds(bad), Err(BadTime), "{bad:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for value in [0.0, 0.5, 30.0, 60.0, 3_600.0, 5_400.0, 86_400.0, 0.1 + 0.2] {
            assert_eq!(seconds(&text(value)), Ok(value));
        }
    }
}
