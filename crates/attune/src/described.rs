//! What a dyad's entry says of its recording, before anything is compared.

use attune_coupling::decorrelation_time;
use attune_data::{Kind, Session};
use attune_signal::dsp::{SmoothEdge, moving_average};

use crate::prepare::Ready;
use crate::{Caveat, Dyad, Person, Rung, Verdict};

/// A recording with more missing than this share says so.
const NOTEWORTHY_MISSING: f64 = 0.05;

/// A dyad's entry before anything is known.
pub(crate) fn blank(session: &Session, channel: &str) -> Dyad {
    let series = session.people[0].channel(channel);
    let person = |i: usize| Person {
        name: session.people[i].name.clone(),
        role: session.people[i].role.clone(),
        trace: Vec::new(),
        usable_share: 0.0,
        time_constant_s: f64::NAN,
    };
    Dyad {
        dyad: session.dyad.clone(),
        session: session.session.clone(),
        group: session.group.clone(),
        channel: channel.to_owned(),
        kind: series.map_or(Kind::Other, |s| s.kind),
        unit: series.map_or_else(String::new, |s| s.unit.clone()),
        people: [person(0), person(1)],
        start_s: f64::NAN,
        step_s: f64::NAN,
        n: 0,
        usable_s: 0.0,
        n_eff: f64::NAN,
        synchrony: None,
        loop_model: None,
        measures: Vec::new(),
        rung: Rung::None,
        verdict: Verdict::CannotTell,
        reasons: Vec::new(),
        caveats: Vec::new(),
    }
}

/// Fills in what the recording is like.
pub(crate) fn describe(dyad: &mut Dyad, ready: &Ready, window: usize) {
    let step = ready.grid.step;
    let [a, b] = &ready.traces;
    let counted = ready.counts.iter().filter(|counts| **counts).count();
    let present = a.iter().zip(b).zip(&ready.counts);
    let both = present.filter(|((a, b), c)| **c && a.is_finite() && b.is_finite()).count();
    dyad.start_s = ready.grid.start;
    dyad.step_s = step;
    dyad.n = ready.grid.len;
    dyad.usable_s = both as f64 * step;
    for (i, person) in dyad.people.iter_mut().enumerate() {
        let trace = &ready.traces[i];
        let present = trace.iter().filter(|v| v.is_finite()).count();
        person.usable_share = present as f64 / trace.len().max(1) as f64;
        person.time_constant_s = memory(&ready.series[i], window) * step;
        person.trace.clone_from(trace);
    }
    let slower = dyad.people[0].time_constant_s.max(dyad.people[1].time_constant_s);
    let known = dyad.people.iter().all(|p| p.time_constant_s.is_finite());
    dyad.n_eff = if known { dyad.usable_s / (2.0 * slower) } else { f64::NAN };
    dyad.caveats.extend(ready.caveats.iter().cloned());
    let missing = 1.0 - both as f64 / counted.max(1) as f64;
    if missing > NOTEWORTHY_MISSING {
        dyad.caveats.push(Caveat::MissingShare { share: missing });
    }
}

/// How long a series remembers itself, in samples, as the windows see it: each window is taken
/// about its own mean, so what is slower than a window says nothing about it.
fn memory(series: &[f64], window: usize) -> f64 {
    let slow = moving_average(series, window, SmoothEdge::Shorten);
    let quick: Vec<f64> = series.iter().zip(slow).map(|(x, slow)| x - slow).collect();
    decorrelation_time(&quick)
}
