//! Everything that is wrong with a study.

use super::{Fault, amount, duplicates, flat, identical, time, units};
use crate::{Session, Study};

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
    }
    faults.extend(time::check(session));
    let mut alone = Vec::new();
    for person in &session.people {
        for series in person.series.iter().filter(|series| series.valid() > 0) {
            let found = flat::check(series)
                .into_iter()
                .chain(amount::series(series))
                .chain(units::check(series));
            alone.extend(found.map(|f| f.of_person(&person.name).of_channel(&series.channel)));
        }
    }
    faults.extend(together(session, alone));
    faults.into_iter().map(|fault| fault.of_session(session)).collect()
}

/// Says once what holds alike for all of a person's channels, or for both people.
pub(super) fn together(session: &Session, mut faults: Vec<Fault>) -> Vec<Fault> {
    let alike = |f: &Fault, g: &Fault| {
        f.code == g.code && f.severity == g.severity && f.message == g.message
    };
    for person in &session.people {
        let channels = person.series.iter().filter(|series| series.valid() > 0).count();
        let of_person = |f: &Fault| f.person.as_deref() == Some(&person.name);
        let mut i = 0;
        while i < faults.len() {
            let same = |f: &Fault| of_person(f) && f.channel.is_some() && alike(f, &faults[i]);
            let count = faults.iter().filter(|f| same(f)).count();
            if of_person(&faults[i]) && channels > 1 && count == channels {
                let mut once = faults[i].clone();
                let rest: Vec<bool> = faults.iter().map(|f| !same(f)).collect();
                let mut keep = rest.into_iter();
                faults.retain(|_| keep.next().unwrap_or(true));
                once.channel = None;
                faults.insert(i, once);
            }
            i += 1;
        }
    }
    let [a, b] = &session.people;
    let mut i = 0;
    while i < faults.len() {
        let twin = (i + 1..faults.len()).find(|j| {
            let (f, g) = (&faults[i], &faults[*j]);
            let both = f.person.as_deref() == Some(&a.name) && g.person.as_deref() == Some(&b.name);
            both && f.channel == g.channel && alike(f, g)
        });
        if let Some(twin) = twin {
            faults.remove(twin);
            faults[i].person = None;
        }
        i += 1;
    }
    faults
}
