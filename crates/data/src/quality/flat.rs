//! Series that stand still, or stand at the end of their range.

use super::paired::has_distinct;
use super::{Fault, FaultCode, Severity, spell};
use crate::{Kind, Series};

/// What stands still in one series.
pub(super) fn check(series: &Series) -> Vec<Fault> {
    let valid = || series.values.iter().copied().filter(|v| v.is_finite());
    let n = valid().count();
    if n < 2 {
        return Vec::new();
    }
    if !has_distinct(valid(), 2) {
        let message = format!("the series never changes (all {n} samples have one value)");
        return vec![Fault::new(FaultCode::FlatSeries, message)];
    }
    // A code is a name: it stands as long as what it names goes on.
    if series.kind == Kind::Code {
        return Vec::new();
    }
    let runs = runs(&series.values);
    let railed = railed(series, &runs, n);
    let Some(longest) = runs.iter().max_by_key(|run| run.len) else { return Vec::new() };
    let at_rail = railed.iter().any(|(value, _)| *value == longest.value);
    let stretch = if at_rail { None } else { stretch(series, longest, &runs, n) };
    railed.into_iter().map(|(_, fault)| fault).chain(stretch).collect()
}

/// Equal samples in a row.
struct Run {
    first: usize,
    len: usize,
    value: f64,
}

/// The runs of equal samples; a missing sample ends a run.
fn runs(values: &[f64]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (i, value) in values.iter().copied().enumerate().filter(|(_, v)| v.is_finite()) {
        match runs.last_mut() {
            Some(run) if run.value == value && run.first + run.len == i => run.len += 1,
            _ => runs.push(Run { first: i, len: 1, value }),
        }
    }
    runs
}

fn stretch(series: &Series, longest: &Run, runs: &[Run], n: usize) -> Option<Fault> {
    const SAMPLES: usize = 10;
    const SECONDS: f64 = 30.0;
    const MOSTLY: usize = 80;
    let from = series.timeline.at(longest.first);
    let lasts = series.timeline.at(longest.first + longest.len - 1) - from + series.timeline.step();
    let unchanged = n - runs.len();
    // The same answer for days on end is an answer, and a body at rest has no movement.
    let steady =
        series.kind == Kind::Diary || (series.kind == Kind::Motion && longest.value == 0.0);
    let long = !steady && longest.len >= SAMPLES && lasts >= SECONDS;
    if !long && 100 * unchanged <= MOSTLY * n {
        return None;
    }
    let start = if longest.first == 0 {
        "from the start".to_owned()
    } else {
        format!("from {} on", spell::duration(from))
    };
    let message = format!(
        "unchanged for {} ({}, {start}); {} of all samples equal the one before",
        spell::duration(lasts),
        spell::count(longest.len, "sample"),
        spell::share(unchanged, n)
    );
    let restless = matches!(series.kind, Kind::Heart | Kind::Skin | Kind::Breath);
    let severity = if restless { Severity::Warning } else { Severity::Note };
    Some(Fault::new(FaultCode::FlatStretch, message).with_severity(severity))
}

/// The ends of the range at which the series sits, with what is wrong there.
fn railed(series: &Series, runs: &[Run], n: usize) -> Vec<(f64, Fault)> {
    const SHARE: usize = 50;
    const IN_A_ROW: usize = 10;
    /// Fewer values than this are a scale with steps, whose end is one of the answers.
    const CONTINUOUS: usize = 10;
    if series.kind == Kind::Diary || !has_distinct(runs.iter().map(|run| run.value), CONTINUOUS) {
        return Vec::new();
    }
    let highest = runs.iter().map(|run| run.value).fold(f64::NEG_INFINITY, f64::max);
    let lowest = runs.iter().map(|run| run.value).fold(f64::INFINITY, f64::min);
    let mut faults = Vec::new();
    for (end, value) in [("highest", highest), ("lowest", lowest)] {
        let here = || runs.iter().filter(|run| run.value == value).map(|run| run.len);
        let (total, longest) = (here().sum::<usize>(), here().max().unwrap_or(0));
        // Nothing moving, sounding or showing is rest, not the end of a range.
        let rest = value == 0.0 && end == "lowest";
        if rest || longest < IN_A_ROW || total * SHARE < n {
            continue;
        }
        let message = format!(
            "stands at its {end} value for {} of the samples (up to {longest} in a row)",
            spell::share(total, n)
        );
        let severity = if series.kind == Kind::Rating { Severity::Note } else { Severity::Warning };
        faults.push((value, Fault::new(FaultCode::Railed, message).with_severity(severity)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series};
    use super::*;

    fn found(kind: Kind, values: Vec<f64>) -> Vec<(FaultCode, Severity)> {
        let series = Series { kind, ..series(values) };
        check(&series).into_iter().map(|f| (f.code, f.severity)).collect()
    }

    #[test]
    fn what_never_changes_is_an_error_of_any_kind() {
        for kind in Kind::ALL {
            assert_eq!(found(kind, vec![3.0; 100]), [(FaultCode::FlatSeries, Severity::Error)]);
        }
        assert_eq!(found(Kind::Heart, vec![f64::NAN; 100]), []);
        assert_eq!(found(Kind::Heart, noise(100, 1)), []);
    }

    #[test]
    fn a_dial_left_alone_is_a_note_and_a_still_heart_a_warning() {
        let mut values = noise(200, 2);
        values[50..92].fill(0.25);
        assert_eq!(found(Kind::Rating, values.clone()), [(FaultCode::FlatStretch, Severity::Note)]);
        assert_eq!(
            found(Kind::Heart, values.clone()),
            [(FaultCode::FlatStretch, Severity::Warning)]
        );
        assert_eq!(found(Kind::Code, values.clone()), []);
        let message = &check(&series(values))[0].message;
        assert_eq!(
            message,
            "unchanged for 42 s (42 samples, from 50 s on); 20 % of all samples equal the one before"
        );
    }

    #[test]
    fn a_sensor_at_the_end_of_its_range() {
        let clipped: Vec<f64> = (0..600).map(|i| (f64::from(i) / 20.0).sin().min(0.8)).collect();
        assert_eq!(found(Kind::Skin, clipped.clone()), [(FaultCode::Railed, Severity::Warning)]);
        assert_eq!(found(Kind::Rating, clipped), [(FaultCode::Railed, Severity::Note)]);
        // Rest is not a rail.
        let still: Vec<f64> = (0..600).map(|i| (f64::from(i) / 8.0).sin().max(0.0)).collect();
        assert_eq!(found(Kind::Motion, still), []);
    }
}
