//! Numbers as people read them: rounded, with units, with a true minus sign.

/// A number with a fixed count of decimals; "can't tell" has a dash of its own.
pub(crate) fn decimals(x: f64, places: usize) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    let text = format!("{x:.places$}");
    let zero = text.trim_matches(['-', '0', '.']).is_empty();
    match text.strip_prefix('-') {
        Some(rest) if zero => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A number with about three significant digits and no needless zeros.
pub(crate) fn brief(x: f64) -> String {
    let places = match x.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let text = decimals(x, places);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `p = 0.012`, or `p < 0.001`; the letter is given.
pub(crate) fn p_value(letter: &str, p: f64) -> String {
    if p < 0.001 { format!("{letter} < 0.001") } else { format!("{letter} = {}", decimals(p, 3)) }
}

/// A share as whole percent.
pub(crate) fn percent(share: f64) -> String {
    if share.is_finite() { format!("{} %", decimals(100.0 * share, 0)) } else { "–".into() }
}

/// A moment of the session: `7:05`, `1:07:05`, or `day 12` where sessions last days.
pub(crate) fn clock(seconds: f64, days: bool) -> String {
    if !seconds.is_finite() {
        return "–".into();
    }
    if days {
        return format!("day {}", brief(seconds / DAY));
    }
    let (sign, whole) = (if seconds < -0.5 { "−" } else { "" }, seconds.abs().round());
    let (hours, minutes, seconds) =
        ((whole / 3600.0).floor(), (whole / 60.0).floor() % 60.0, whole % 60.0);
    if hours > 0.0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{sign}{minutes}:{seconds:02}")
    }
}

/// How long something lasts: `45 s`, `12 min`, `1.5 h`, `14 days`; said in words where an interval
/// has no upper end, a dash where it is not known.
pub(crate) fn span(seconds: f64) -> String {
    if seconds == f64::INFINITY {
        return "no upper end".into();
    }
    if seconds.is_nan() {
        return "–".into();
    }
    let (amount, unit) = match seconds {
        s if s < 100.0 => (s, "s"),
        s if s < 5_400.0 => (s / 60.0, "min"),
        s if (s - DAY).abs() < 1.0 => (1.0, "day"),
        s if s < 2.0 * DAY => (s / 3_600.0, "h"),
        s => (s / DAY, "days"),
    };
    let amount = if amount >= 10.0 { decimals(amount, 0) } else { brief_tenth(amount) };
    format!("{amount} {unit}")
}

fn brief_tenth(x: f64) -> String {
    // Times below a tenth are kept: a lag of 0.04 s is not 0 s.
    let text = decimals(x, if x.abs() < 0.1 { 3 } else { 1 });
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A lag with its sign: `+2 s`, `0 s`, `−0.04 s`.
pub(crate) fn lag(seconds: f64) -> String {
    if !seconds.is_finite() {
        return "–".into();
    }
    let sign = if seconds > 0.0 {
        "+"
    } else if seconds < 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", span(seconds.abs()))
}

/// `1 pair`, `2 pairs`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Whether a session is told in days rather than minutes.
pub(crate) fn in_days(seconds: f64) -> bool {
    seconds >= 3.0 * DAY
}

pub(crate) const DAY: f64 = 86_400.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(decimals(-0.004, 2), "0.00");
        assert_eq!(decimals(-0.126, 2), "−0.13");
        assert_eq!(brief(0.25), "0.25");
        assert_eq!(brief(1234.5), "1234");
        assert_eq!(brief(100.0), "100");
        assert_eq!(clock(65.0, false), "1:05");
        assert_eq!(clock(4025.4, false), "1:07:05");
        assert_eq!(clock(3.0 * DAY, true), "day 3");
        assert_eq!(span(60.0), "60 s");
        assert_eq!(span(836.0), "14 min");
        assert_eq!(span(14.0 * DAY), "14 days");
        assert_eq!(span(DAY), "1 day");
        assert_eq!(span(0.04), "0.04 s");
        assert_eq!(lag(-2.0), "−2 s");
        assert_eq!(lag(-0.0), "0 s");
        assert_eq!(p_value("p", 0.0004), "p < 0.001");
        assert_eq!(p_value("q", 0.0125), "q = 0.013");
        assert_eq!(percent(0.164), "16 %");
    }
}
