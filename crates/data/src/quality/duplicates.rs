//! What was recorded once and stands in the data twice.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::paired::{changes, has_distinct};
use super::{Fault, FaultCode};
use crate::{Kind, Series, Session};

/// Samples that share their time with an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repeats {
    /// Those with the same values in every series.
    pub(super) same: usize,
    /// The others.
    pub(super) differing: usize,
}

/// The samples of series on one clock that share their time with an earlier one.
pub(super) fn repeats(times: &[f64], series: &[(usize, &Series)]) -> Repeats {
    let mut order: Vec<usize> = (0..times.len()).filter(|i| times[*i].is_finite()).collect();
    // Stable, so that of samples at one time the first in the file stays first.
    order.sort_by(|i, j| times[*i].total_cmp(&times[*j]));
    let mut repeats = Repeats { same: 0, differing: 0 };
    for pair in order.windows(2).filter(|pair| times[pair[0]] == times[pair[1]]) {
        let equal = |s: &Series| {
            let (x, y) = (s.values[pair[0]], s.values[pair[1]]);
            x == y || (x.is_nan() && y.is_nan())
        };
        if series.iter().all(|(_, s)| equal(s)) {
            repeats.same += 1;
        } else {
            repeats.differing += 1;
        }
    }
    repeats
}

/// Sessions that hold another session's data, of both people or of one.
pub(super) fn dyads(sessions: &[Session]) -> Vec<Fault> {
    let mut alike: BTreeMap<u64, Vec<Place<'_>>> = BTreeMap::new();
    for (at, session) in sessions.iter().enumerate() {
        for person in &session.people {
            for series in person.series.iter().filter(|s| telling(s)) {
                let place = Place { at, person: &person.name, series };
                alike.entry(fingerprint(&series.values)).or_default().push(place);
            }
        }
    }
    let mut faults = Vec::new();
    for places in alike.values() {
        for (i, place) in places.iter().enumerate() {
            let other = places.iter().enumerate().find(|(j, other)| {
                *j != i && other.at != place.at && same(&other.series.values, &place.series.values)
            });
            if let Some((_, other)) = other {
                faults.push((place.at, twin(place, other, &sessions[other.at])));
            }
        }
    }
    faults.sort_by_key(|(at, _)| *at);
    faults.into_iter().map(|(at, fault)| fault.of_session(&sessions[at])).collect()
}

/// A series and where it stands.
struct Place<'a> {
    at: usize,
    person: &'a str,
    series: &'a Series,
}

fn twin(here: &Place<'_>, there: &Place<'_>, session: &Session) -> Fault {
    let message = format!(
        "the series is the same as that of `{}` in dyad {} ({} samples)",
        there.person,
        session.label(),
        here.series.values.len()
    );
    Fault::new(FaultCode::DuplicateDyad, message)
        .of_person(here.person)
        .of_channel(&here.series.channel)
}

/// Whether a series is long and varied enough never to be another's by chance.
fn telling(series: &Series) -> bool {
    let valid: Vec<f64> = series.values.iter().copied().filter(|v| v.is_finite()).collect();
    // The same film may have been shown to many.
    series.kind != Kind::Input
        && valid.len() >= 20
        && changes(&valid) >= 10
        && has_distinct(valid.iter().copied(), 3)
}

fn fingerprint(values: &[f64]) -> u64 {
    let mut hasher = DefaultHasher::new();
    values.iter().for_each(|v| bits(*v).hash(&mut hasher));
    hasher.finish()
}

fn same(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| bits(*x) == bits(*y))
}

/// One pattern for every missing sample, and one for zero.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{noise, series, session};
    use super::*;

    fn named(dyad: &str, a: u64, b: u64) -> Session {
        let on = |seed| vec![series(noise(100, seed))];
        Session { dyad: dyad.into(), ..session(on(a), on(b)) }
    }

    #[test]
    fn different_dyads_are_fine() {
        assert_eq!(dyads(&[named("1", 1, 2), named("2", 3, 4)]), []);
        // A still series says nothing about whose it is.
        let still = Session {
            dyad: "3".into(),
            ..session(vec![series(vec![0.0; 100])], vec![series(vec![0.0; 100])])
        };
        assert_eq!(dyads(&[still.clone(), Session { dyad: "4".into(), ..still }]), []);
    }

    #[test]
    fn a_dyad_twice_and_one_person_in_two_dyads() {
        let found = dyads(&[named("1", 1, 2), named("2", 3, 4), named("3", 1, 2)]);
        let dyads_of: Vec<_> = found.iter().filter_map(|f| f.dyad.as_deref()).collect();
        assert_eq!(dyads_of, ["1", "1", "3", "3"]);
        // Also when the same person is A here and B there.
        let found = dyads(&[named("1", 1, 2), named("2", 3, 1)]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].message,
            "the series is the same as that of `b` in dyad 2 (100 samples)"
        );
        assert_eq!((found[1].dyad.as_deref(), found[1].person.as_deref()), (Some("2"), Some("b")));
    }
}
