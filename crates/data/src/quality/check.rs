//! Everything that is wrong with a study.

use super::{Fault, amount, clocks, duplicates, flat, identical, marked, time, units};
use crate::{Person, Session, Study};

/// Everything that is wrong with a study: what the reader found, then each session's faults in
/// the study's order, then what only shows when sessions are compared.
///
/// # Missing data
/// Series are compared where both people have a value; a missing sample is never taken as equal
/// to anything.
pub fn check(study: &Study) -> Vec<Fault> {
    let mut faults = study.faults.clone();
    for session in &study.sessions {
        faults.extend(of_session(session));
    }
    faults.extend(duplicates::dyads(&study.sessions));
    faults
}

fn of_session(session: &Session) -> Vec<Fault> {
    let mut faults = amount::people(session);
    if faults.is_empty() {
        // What one person lacks altogether needs no further comparison.
        faults.extend(identical::check(session));
        faults.extend(amount::shared(session));
        faults.extend(clocks::check(session));
    }
    faults.extend(time::check(session));
    faults.extend(marked::check(session));
    for person in &session.people {
        for series in person.series.iter().filter(|series| series.valid() > 0) {
            let found = flat::check(series)
                .into_iter()
                .chain(amount::series(series))
                .chain(units::check(series));
            faults.extend(found.map(|f| f.of_person(&person.name).of_channel(&series.channel)));
        }
    }
    together(session, faults).into_iter().map(|fault| fault.of_session(session)).collect()
}

/// Says once what holds alike for all of a person's channels, or for both people.
fn together(session: &Session, faults: Vec<Fault>) -> Vec<Fault> {
    let [a, b] = &session.people;
    let recorded = |person: &Person| person.series.iter().filter(|s| s.valid() > 0).count();
    let mut faults = faults;
    for person in [a, b] {
        let is_theirs = |fault: &Fault| fault.person.as_deref() == Some(&person.name);
        faults = over_channels(faults, recorded(person), is_theirs);
    }
    let mut once: Vec<Fault> = Vec::new();
    for fault in faults {
        let twin = once.iter_mut().find(|known| {
            let both = known.person.as_deref() == Some(&a.name)
                && fault.person.as_deref() == Some(&b.name);
            both && known.channel == fault.channel && alike(known, &fault)
        });
        match twin {
            Some(known) => known.person = None,
            None => once.push(fault),
        }
    }
    over_channels(once, session.shared_channels().len(), |fault| fault.person.is_none())
}

/// Faults that are alike in all of `channels` channels as one fault of no channel in particular.
fn over_channels(
    faults: Vec<Fault>,
    channels: usize,
    concerned: impl Fn(&Fault) -> bool,
) -> Vec<Fault> {
    let group = |one: &Fault| {
        let same = |f: &&Fault| concerned(f) && f.channel.is_some() && alike(f, one);
        if concerned(one) && one.channel.is_some() { faults.iter().filter(same).count() } else { 0 }
    };
    let mut once: Vec<Fault> = Vec::new();
    for fault in &faults {
        if channels < 2 || group(fault) < channels {
            once.push(fault.clone());
            continue;
        }
        let all = Fault { channel: None, ..fault.clone() };
        if !once.contains(&all) {
            once.push(all);
        }
    }
    once
}

fn alike(f: &Fault, g: &Fault) -> bool {
    f.code == g.code && f.severity == g.severity && f.message == g.message
}

#[cfg(test)]
mod tests {
    use super::super::FaultCode;
    use super::super::testing::{noise, series, session};
    use super::*;
    use crate::Series;

    fn with_gap(channel: &str, seed: u64) -> Series {
        let mut values = noise(300, seed);
        values[100..110].fill(f64::NAN);
        Series { channel: channel.into(), ..series(values) }
    }

    fn places(faults: &[Fault]) -> Vec<(Option<&str>, Option<&str>)> {
        let gaps = faults.iter().filter(|f| f.code == FaultCode::Gaps);
        gaps.map(|f| (f.person.as_deref(), f.channel.as_deref())).collect()
    }

    #[test]
    fn what_holds_for_all_is_said_once() {
        let both = |seed| vec![with_gap("x", seed), with_gap("y", seed + 1)];
        let faults = of_session(&session(both(1), both(3)));
        assert_eq!(places(&faults), [(None, None)]);
    }

    #[test]
    fn what_holds_for_some_names_them() {
        let whole =
            |channel: &str, seed| Series { channel: channel.into(), ..series(noise(300, seed)) };
        let a = vec![with_gap("x", 1), whole("y", 2)];
        let b = vec![with_gap("x", 3), whole("y", 4)];
        assert_eq!(places(&of_session(&session(a.clone(), b))), [(None, Some("x"))]);
        let b = vec![whole("x", 3), whole("y", 4)];
        assert_eq!(places(&of_session(&session(a, b))), [(Some("a"), Some("x"))]);
    }
}
