//! A stretch of a dyad's recording by itself, to be drawn larger.

use attune::{Dyad, Window};

/// The dyad from one time to another; `None` where fewer than three samples lie between.
pub(super) fn around(dyad: &Dyad, from_s: f64, to_s: f64) -> Option<Dyad> {
    let at = |t: f64| ((t - dyad.start_s) / dyad.step_s).round().max(0.0) as usize;
    let (from, to) = (at(from_s).min(dyad.n), (at(to_s) + 1).min(dyad.n));
    if dyad.step_s.is_nan() || dyad.step_s <= 0.0 || to < from + 3 {
        return None;
    }
    let mut part = dyad.clone();
    for person in &mut part.people {
        person.trace = person.trace.get(from..to)?.to_vec();
    }
    part.start_s = dyad.start_s + dyad.step_s * from as f64;
    part.n = to - from;
    let last = part.start_s + dyad.step_s * (part.n - 1) as f64;
    if let Some(synchrony) = &mut part.synchrony {
        synchrony.windows.retain(|window| window.t1 > part.start_s && window.t0 < last);
        for window in &mut synchrony.windows {
            window.t0 = window.t0.max(part.start_s);
            window.t1 = window.t1.min(last);
        }
        synchrony.beyond_chance_s = beyond_chance_s(&synchrony.windows);
    }
    Some(part)
}

/// Time covered by windows beyond chance, overlaps counted once.
fn beyond_chance_s(windows: &[Window]) -> f64 {
    let mut until = f64::NEG_INFINITY;
    let mut covered = 0.0;
    for window in windows.iter().filter(|window| window.beyond_chance) {
        covered += (window.t1 - window.t0.max(until)).max(0.0);
        until = until.max(window.t1);
    }
    covered
}
