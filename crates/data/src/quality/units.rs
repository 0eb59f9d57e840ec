//! Values that do not fit what a channel is said to measure.

use super::{Fault, FaultCode, spell};
use crate::{Kind, Series};

/// A range in which values of a kind and unit lie.
struct Plausible {
    from: f64,
    to: f64,
    /// What is expected, in words.
    what: &'static str,
}

const HEART_RATE: Plausible =
    Plausible { from: 25.0, to: 240.0, what: "25 to 240 beats per minute" };
const BEAT_INTERVAL: Plausible =
    Plausible { from: 250.0, to: 2400.0, what: "250 to 2400 ms between beats" };
const BEAT_INTERVAL_S: Plausible =
    Plausible { from: 0.25, to: 2.4, what: "0.25 to 2.4 s between beats" };
const BREATH_RATE: Plausible =
    Plausible { from: 2.0, to: 60.0, what: "2 to 60 breaths per minute" };
const SKIN: Plausible = Plausible { from: 0.0, to: 100.0, what: "0 to 100 microsiemens" };
const MOTION: Plausible =
    Plausible { from: 0.0, to: f64::INFINITY, what: "motion energy not below 0" };
const PITCH: Plausible = Plausible { from: 40.0, to: 1000.0, what: "a pitch of 40 to 1000 Hz" };

/// More than this share of the samples outside the range is a fault.
const SHARE: f64 = 0.05;

/// Whether a series' values fit its kind and unit.
pub(super) fn check(series: &Series) -> Option<Fault> {
    let valid: Vec<f64> = series.values.iter().copied().filter(|v| v.is_finite()).collect();
    if valid.is_empty() {
        return None;
    }
    if series.kind == Kind::Code {
        let odd = valid.iter().filter(|v| v.fract() != 0.0).count();
        return fault(odd, valid.len(), "whole numbers", &valid);
    }
    let ranges = ranges(series.kind, &series.unit.trim().to_lowercase());
    // Of several ranges that may be meant, the one that fits best is.
    let outside =
        |range: &Plausible| valid.iter().filter(|v| !(range.from..=range.to).contains(*v)).count();
    let best = ranges.iter().min_by_key(|range| outside(range))?;
    let what = ranges.iter().map(|range| range.what).collect::<Vec<_>>().join(" or ");
    fault(outside(best), valid.len(), &what, &valid)
}

fn fault(outside: usize, n: usize, what: &str, valid: &[f64]) -> Option<Fault> {
    if outside as f64 <= SHARE * n as f64 {
        return None;
    }
    let lowest = valid.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = valid.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let message = format!(
        "{} of the samples are not {what} (they run from {} to {})",
        spell::share(outside, n),
        spell::round(lowest),
        spell::round(highest)
    );
    Some(Fault::new(FaultCode::ImplausibleUnit, message))
}

/// The ranges that may be meant; none where anything goes.
fn ranges(kind: Kind, unit: &str) -> &'static [Plausible] {
    match (kind, unit) {
        (Kind::Heart, "") => &[HEART_RATE, BEAT_INTERVAL],
        (Kind::Heart, "bpm" | "1/min" | "/min" | "beats/min" | "beats per minute") => &[HEART_RATE],
        (Kind::Heart, "ms") => &[BEAT_INTERVAL],
        (Kind::Heart, "s") => &[BEAT_INTERVAL_S],
        (Kind::Breath, "bpm" | "rpm" | "1/min" | "/min" | "breaths/min" | "breaths per minute") => {
            &[BREATH_RATE]
        }
        (Kind::Skin, "" | "us" | "µs" | "μs" | "microsiemens" | "usiemens") => &[SKIN],
        (Kind::Motion, "" | "pixels" | "px") => &[MOTION],
        (Kind::Voice, "hz") => &[PITCH],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::series;
    use super::*;

    fn message(kind: Kind, unit: &str, values: &[f64]) -> Option<String> {
        let series = Series { kind, unit: unit.into(), ..series(values.to_vec()) };
        check(&series).map(|fault| fault.message)
    }

    #[test]
    fn hearts() {
        let bpm = [60.0, 72.0, 80.0, f64::NAN];
        let ms = [900.0, 850.0, 1000.0];
        assert_eq!(message(Kind::Heart, "", &bpm), None);
        assert_eq!(message(Kind::Heart, "", &ms), None);
        assert_eq!(message(Kind::Heart, "ms", &ms), None);
        assert_eq!(message(Kind::Heart, "s", &[0.9, 1.1]), None);
        assert!(message(Kind::Heart, "ms", &bpm).is_some());
        assert_eq!(message(Kind::Heart, "z", &[-1.0, 0.0, 1.0]), None);
        assert_eq!(
            message(Kind::Heart, "", &[-1.0, 0.5, 1.0]).unwrap(),
            "100 % of the samples are not 25 to 240 beats per minute or 250 to 2400 ms between \
             beats (they run from -1 to 1)"
        );
    }

    #[test]
    fn other_kinds() {
        assert!(message(Kind::Skin, "", &[2000.0, 2100.0]).is_some());
        assert_eq!(message(Kind::Skin, "kohm", &[2000.0, 2100.0]), None);
        assert!(message(Kind::Motion, "", &[-1.0, 2.0]).is_some());
        assert_eq!(message(Kind::Motion, "g", &[-1.0, 2.0]), None);
        assert_eq!(message(Kind::Breath, "", &[-0.3, 0.4]), None);
        assert!(message(Kind::Breath, "1/min", &[-0.3, 0.4]).is_some());
        assert!(message(Kind::Code, "", &[1.5, 2.0]).is_some());
        assert_eq!(message(Kind::Rating, "", &[-5.0, 500.0]), None);
        // A stray sample is no wrong unit.
        let mut one_off = vec![70.0; 100];
        one_off[7] = 0.0;
        assert_eq!(message(Kind::Heart, "", &one_off), None);
    }
}
