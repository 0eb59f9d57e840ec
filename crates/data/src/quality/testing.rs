//! Small recordings for the tests of this folder.

use crate::{Kind, Person, Series, Session, Timeline};

/// A series of one sample per second.
pub(super) fn series(values: Vec<f64>) -> Series {
    let timeline = Timeline::Regular { start: 0.0, step: 1.0, len: values.len() };
    Series { channel: "x".into(), kind: Kind::Other, unit: String::new(), timeline, values }
}

/// Uneven numbers between -1 and 1 that are the same on every machine.
pub(super) fn noise(n: usize, seed: u64) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    };
    (0..n).map(|_| next()).collect()
}

/// A session of two people, `a` and `b`.
pub(super) fn session(a: Vec<Series>, b: Vec<Series>) -> Session {
    let person = |name: &str, series| Person { name: name.into(), role: name.into(), series };
    Session { dyad: "1".into(), people: [person("a", a), person("b", b)], ..Session::default() }
}
