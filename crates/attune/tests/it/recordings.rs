//! Small studies made here, and the way to the real ones.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use attune::{Analysis, Control, Plan, analyze};
use attune_data::{Kind, Person, Series, Session, Study, Timeline};

/// A fixed sequence of numbers that look random; no generator is needed to test laws.
pub(crate) fn noise(seed: u64, n: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..n).map(|_| (0..6).map(|_| uniform()).sum::<f64>() - 3.0).collect()
}

/// A smooth series: noise with memory.
pub(crate) fn smooth(seed: u64, n: usize, memory: f64) -> Vec<f64> {
    let mut level = 0.0;
    let step = |e: f64| {
        level = memory * level + e;
        level
    };
    noise(seed, n).into_iter().map(step).collect()
}

pub(crate) fn series(values: Vec<f64>, step: f64) -> Series {
    let timeline = Timeline::Regular { start: 0.0, step, len: values.len() };
    Series { channel: "dial".into(), kind: Kind::Rating, unit: String::new(), timeline, values }
}

pub(crate) fn session(dyad: &str, a: Vec<f64>, b: Vec<f64>, step: f64) -> Session {
    let person = |name: &str, values| Person {
        name: name.into(),
        role: name.into(),
        series: vec![series(values, step)],
    };
    Session {
        dyad: dyad.into(),
        people: [person("left", a), person("right", b)],
        ..Session::default()
    }
}

pub(crate) fn study(sessions: Vec<Session>) -> Study {
    Study { name: "made here".into(), sessions, ..Study::default() }
}

pub(crate) fn run(study: &Study, plan: &Plan) -> Analysis {
    let cancelled = AtomicBool::new(false);
    analyze(study, plan, &Control { progress: &|_, _, _| {}, cancelled: &cancelled }).unwrap()
}

/// The folder of real recordings, where it is there; otherwise says what is skipped.
pub(crate) fn real(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: the real recordings of {folder} are not here");
    None
}
