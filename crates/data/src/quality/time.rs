//! What is wrong with a session's clock.

use super::duplicates::{Repeats, repeats};
use super::paired::same_clock;
use super::{Fault, FaultCode, Severity, spell};
use crate::{Series, Session, Timeline};

/// What is wrong with the clocks of a session; series on one clock are looked at once.
pub(super) fn check(session: &Session) -> Vec<Fault> {
    let mut clocks: Vec<Clock<'_>> = Vec::new();
    for (place, person) in session.people.iter().enumerate() {
        for series in person.series.iter().filter(|series| series.valid() > 0) {
            match clocks.iter_mut().find(|clock| same_clock(clock.timeline, &series.timeline)) {
                Some(clock) => clock.series.push((place, series)),
                None => {
                    let timeline = &series.timeline;
                    clocks.push(Clock { timeline, series: vec![(place, series)] });
                }
            }
        }
    }
    let mut faults = Vec::new();
    for clock in &clocks {
        let Timeline::Irregular(times) = clock.timeline else { continue };
        let repeats = repeats(times, &clock.series);
        let found = order(times, clock.timeline.step(), &repeats)
            .into_iter()
            .chain(jump(times, clock.timeline.step()))
            .chain(repeated(&repeats))
            .chain(missing(times));
        faults.extend(found.map(|fault| clock.owned(session, fault)));
    }
    faults
}

/// Series that share a timeline, each with its person's place.
struct Clock<'a> {
    timeline: &'a Timeline,
    series: Vec<(usize, &'a Series)>,
}

impl Clock<'_> {
    /// The fault, of the person and channel whose clock this is if it is nobody else's.
    fn owned(&self, session: &Session, mut fault: Fault) -> Fault {
        let (first, series) = self.series[0];
        let person = &session.people[first];
        if self.series.iter().all(|(place, _)| *place == first) {
            fault = fault.of_person(&person.name);
        }
        let all = person.series.iter().filter(|s| s.valid() > 0).count();
        if all > 1 && self.series.iter().all(|(_, s)| s.channel == series.channel) {
            fault = fault.of_channel(&series.channel);
        }
        fault
    }
}

/// Steps back in time: samples out of order, or a second recording begun under the same name.
fn order(times: &[f64], step: f64, repeats: &Repeats) -> Option<Fault> {
    let present: Vec<f64> = times.iter().copied().filter(|t| t.is_finite()).collect();
    let back: Vec<usize> = (1..present.len()).filter(|i| present[*i] < present[i - 1]).collect();
    let first = *back.first()?;
    let size = |i: &usize| present[i - 1] - present[*i];
    let largest = back.iter().map(size).fold(0.0, f64::max);
    let start = present[0];
    let starts_over = |i: &usize| present[*i] <= start + 2.0 * step && size(i) > 10.0 * step;
    if back.iter().all(starts_over) {
        // Rows copied below themselves are told as such.
        if repeats.same * (back.len() + 1) >= times.len() * back.len() {
            return None;
        }
        let message = format!(
            "time starts over {} (first after {}): recordings of different sessions or couples \
             may stand under one name",
            times_word(back.len()),
            spell::duration(present[first - 1] - start)
        );
        return Some(Fault::new(FaultCode::DyadNameTwice, message));
    }
    let message = format!(
        "time runs backwards {} (by up to {}; first at sample {})",
        times_word(back.len()),
        spell::duration(largest),
        first + 1
    );
    let slight = largest < step && back.len() * 100 < times.len();
    let severity = if slight { Severity::Warning } else { Severity::Error };
    Some(Fault::new(FaultCode::TimeBackwards, message).with_severity(severity))
}

/// A step longer than all others together.
fn jump(times: &[f64], step: f64) -> Option<Fault> {
    const FEWEST: usize = 10;
    let steps = || times.windows(2).map(|pair| pair[1] - pair[0]).filter(|d| *d > 0.0);
    let total: f64 = steps().sum();
    let longest = steps().fold(0.0, f64::max);
    if times.len() < FEWEST || longest <= total - longest || longest <= 10.0 * step {
        return None;
    }
    let message = format!(
        "time leaps ahead by {} in a recording of {} otherwise",
        spell::duration(longest),
        spell::duration(total - longest)
    );
    Some(Fault::new(FaultCode::TimeJumps, message))
}

fn repeated(repeats: &Repeats) -> Vec<Fault> {
    let mut faults = Vec::new();
    if repeats.same > 0 {
        let rows = spell::count(repeats.same, "row");
        let repeat = if repeats.same == 1 { "repeats" } else { "repeat" };
        let message = format!("{rows} {repeat} another one's time and values");
        faults.push(Fault::new(FaultCode::DuplicateRows, message));
    }
    if repeats.differing > 0 {
        let samples = spell::count(repeats.differing, "sample");
        let have = if repeats.differing == 1 { "has" } else { "have" };
        let message = format!("{samples} {have} the time of another one and different values");
        faults.push(Fault::new(FaultCode::TimeDuplicates, message));
    }
    faults
}

fn missing(times: &[f64]) -> Option<Fault> {
    let n = times.iter().filter(|t| !t.is_finite()).count();
    let message = format!("{} of {} have no time", n, spell::count(times.len(), "sample"));
    (n > 0).then(|| Fault::new(FaultCode::TimeMissing, message))
}

fn times_word(n: usize) -> String {
    if n == 1 { "once".into() } else { format!("{n} times") }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series, session};
    use super::*;

    fn found(times: Vec<f64>) -> Vec<(FaultCode, Severity)> {
        let n = times.len();
        let on = |seed| Series {
            timeline: Timeline::from_times(times.clone()),
            ..series(noise(n, seed))
        };
        let faults = check(&session(vec![on(1)], vec![on(2)]));
        assert!(faults.iter().all(|f| f.person.is_none() && f.channel.is_none()), "{faults:?}");
        faults.into_iter().map(|f| (f.code, f.severity)).collect()
    }

    fn even(n: usize) -> Vec<f64> {
        (0..n).map(|i| i as f64).collect()
    }

    #[test]
    fn an_even_clock_is_fine() {
        assert_eq!(found(even(500)), []);
    }

    #[test]
    fn steps_back() {
        let mut times = even(500);
        times.swap(100, 250);
        assert_eq!(found(times), [(FaultCode::TimeBackwards, Severity::Error)]);
        let mut jitter = even(500);
        jitter[100] = 101.5;
        assert_eq!(found(jitter), [(FaultCode::TimeBackwards, Severity::Warning)]);
    }

    #[test]
    fn two_recordings_under_one_name() {
        let twice = [even(300), even(200)].concat();
        let found = found(twice);
        assert!(found.contains(&(FaultCode::DyadNameTwice, Severity::Error)), "{found:?}");
    }

    #[test]
    fn rows_copied_below_themselves_are_duplicates_only() {
        let values = noise(300, 3);
        let on = Series {
            timeline: Timeline::from_times([even(300), even(300)].concat()),
            ..series([values.clone(), values].concat())
        };
        let faults = check(&session(vec![on.clone()], vec![on]));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].code, FaultCode::DuplicateRows);
        assert_eq!(faults[0].message, "300 rows repeat another one's time and values");
    }

    #[test]
    fn a_leap_and_a_missing_time() {
        let mut times = even(100);
        times[50..].iter_mut().for_each(|t| *t += 1e6);
        assert_eq!(found(times), [(FaultCode::TimeJumps, Severity::Warning)]);
        let mut times = even(100);
        times[50] = f64::NAN;
        assert_eq!(found(times), [(FaultCode::TimeMissing, Severity::Warning)]);
        let mut times = even(100);
        times[50] = 49.0;
        assert_eq!(found(times), [(FaultCode::TimeDuplicates, Severity::Warning)]);
    }
}
