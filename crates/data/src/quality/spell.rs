//! Numbers as people say them.

/// A length of time: `84 s`, `6 min 10 s`, `2 h 5 min`, `12 days`.
pub(super) fn duration(seconds: f64) -> String {
    const DAY: f64 = 86_400.0;
    let parts = |whole: f64, name: &str, rest: f64, rest_name: &str| {
        let rest = rest.round();
        if rest > 0.0 {
            format!("{whole} {name} {rest} {rest_name}")
        } else {
            format!("{whole} {name}")
        }
    };
    match seconds {
        s if !s.is_finite() => "an unknown time".to_owned(),
        s if s < 120.0 => format!("{} s", round(s)),
        // Rounded first, so that 59.7 s never becomes 60 s beside a number of minutes.
        s if s < 7200.0 => {
            let s = s.round();
            parts((s / 60.0).floor(), "min", s % 60.0, "s")
        }
        s if s < 2.0 * DAY => {
            let minutes = (s / 60.0).round();
            parts((minutes / 60.0).floor(), "h", minutes % 60.0, "min")
        }
        s => format!("{} days", (s / DAY * 10.0).round() / 10.0),
    }
}

/// A share: `21 %`, `0.4 %`.
pub(super) fn share(part: usize, whole: usize) -> String {
    let percent = 100.0 * part as f64 / whole as f64;
    let digits = if percent > 0.0 && percent < 1.0 { 1 } else { 0 };
    format!("{percent:.digits$} %")
}

/// A number with three digits that count.
pub(super) fn round(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let digits = (2 - x.abs().log10().floor() as i32).clamp(0, 12);
    let scale = 10_f64.powi(digits);
    (x * scale).round() / scale
}

/// `1 sample`, `2 samples`.
pub(super) fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spelled_in_fitting_units() {
        let spelled = [0.04, 84.0, 119.96, 370.0, 3599.9, 7500.0, 12.0 * 86_400.0].map(duration);
        assert_eq!(
            spelled,
            ["0.04 s", "84 s", "120 s", "6 min 10 s", "60 min", "2 h 5 min", "12 days"]
        );
        assert_eq!((share(421, 421), share(1, 500)), ("100 %".into(), "0.2 %".into()));
        assert_eq!([1234.5, 0.012_345, -2.0].map(round), [1235.0, 0.0123, -2.0]);
    }
}
