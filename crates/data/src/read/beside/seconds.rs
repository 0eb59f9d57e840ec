//! A time of a coding file: seconds, another unit the header names, or a clock.

/// A cell's time in seconds; `NaN` where it is empty, `None` where it is no time.
///
/// Read are plain numbers in `unit_s` seconds each, `mm:ss` and `hh:mm:ss`, with decimals after
/// a point or a comma.
pub(crate) fn seconds(cell: &str, unit_s: f64, decimal_comma: bool) -> Option<f64> {
    let cell = cell.trim();
    if cell.is_empty() || ["na", "nan"].contains(&cell.to_lowercase().as_str()) {
        return Some(f64::NAN);
    }
    if cell.contains(':') {
        return clock(cell);
    }
    let value: f64 = if decimal_comma && !cell.contains('.') {
        cell.replacen(',', ".", 1).parse().ok()?
    } else {
        cell.parse().ok()?
    };
    // Divided where a unit is a fraction: 20 ms is 0.02 s to the last bit.
    let scaled = if unit_s < 1.0 { value / (1.0 / unit_s).round() } else { value * unit_s };
    scaled.is_finite().then_some(scaled)
}

/// `mm:ss`, `hh:mm:ss`, `hh:mm:ss.fff`, `hh:mm:ss,fff`.
pub(crate) fn clock(text: &str) -> Option<f64> {
    let text = text.trim();
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, last) = match parts[..] {
        [minutes, last] => ("0", minutes, last),
        [hours, minutes, last] => (hours, minutes, last),
        _ => return None,
    };
    let whole = |part: &str| -> Option<f64> {
        let digits = (1..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let (second, fraction) = last.split_once(['.', ',']).unwrap_or((last, "0"));
    let plain = (1..=12).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    if !plain || whole(second)? >= 60.0 {
        return None;
    }
    let last: f64 = format!("{second}.{fraction}").parse().ok()?;
    let all = whole(hours)? * 3600.0 + whole(minutes)? * 60.0 + last;
    Some(if negative { -all } else { all })
}

/// How many seconds one of a column's numbers is worth, as its header (in plain form) says.
pub(crate) fn unit_of(header: &str) -> f64 {
    let says = |ends: &[&str]| {
        ends.iter().any(|end| header == *end || header.ends_with(&format!("_{end}")))
    };
    if says(&["ms", "milliseconds"]) || (says(&["msec"]) && !header.ends_with("ss_msec")) {
        0.001
    } else if says(&["min", "minutes"]) {
        60.0
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_clocks() {
        assert_eq!(seconds("12.5", 1.0, false), Some(12.5));
        assert_eq!(seconds("12,5", 1.0, true), Some(12.5));
        assert_eq!(seconds("1520", 0.001, false), Some(1.52));
        assert_eq!(seconds("1.5", 60.0, false), Some(90.0));
        assert_eq!(seconds("12:04", 1.0, false), Some(724.0));
        assert_eq!(seconds("01:00:01,250", 1.0, false), Some(3601.25));
        assert!(seconds(" ", 1.0, false).is_some_and(f64::is_nan));
        assert!(seconds("NA", 1.0, false).is_some_and(f64::is_nan));
        for text in ["soon", "1:2:3:4", "12:75", ":", "1e999", "inf", "12:0x"] {
            assert_eq!(seconds(text, 1.0, false), None, "{text}");
        }
    }

    #[test]
    fn headers_say_their_unit() {
        let units = ["start_ms", "begin_time_msec", "begin_time_ss_msec", "onset", "t_min"];
        assert_eq!(units.map(unit_of), [0.001, 0.001, 1.0, 1.0, 60.0]);
    }
}
