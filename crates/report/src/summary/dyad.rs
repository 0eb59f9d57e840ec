//! One dyad's channel: every number present as a key, `null` where there is none.

use attune::{Caveat, Dyad, Null, NullTest, Person, Reason, Synchrony};
use serde::Serialize;

use super::loop_model::LoopObject;
use super::measure::MeasureObject;
use crate::words::{self, Strength};

#[derive(Serialize)]
pub(super) struct DyadObject<'a> {
    dyad: &'a str,
    session: Option<&'a str>,
    channel: &'a str,
    group: Option<&'a str>,
    kind: &'static str,
    unit: &'a str,
    people: [PersonObject<'a>; 2],
    n: usize,
    usable_s: f64,
    n_eff: f64,
    mean_z: Option<f64>,
    mean_z_lo: Option<f64>,
    mean_z_hi: Option<f64>,
    mean_abs_z: Option<f64>,
    while_synchronised: Option<f64>,
    how_often: Option<f64>,
    beyond_chance_s: Option<f64>,
    best_lag_s: Option<f64>,
    p_best_lag: Option<f64>,
    p_shift: Option<f64>,
    p_segment: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_phase: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_iaaft: Option<f64>,
    tests: Vec<TestObject>,
    n_strangers: Option<usize>,
    stranger_percentile: Option<f64>,
    q: Option<f64>,
    rung: u8,
    verdict: &'static str,
    strength: &'static str,
    sentence: String,
    reasons: Vec<Said>,
    caveats: Vec<Said>,
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    loop_model: Option<LoopObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MeasureObject>,
}

impl<'a> DyadObject<'a> {
    pub(super) fn new(dyad: &'a Dyad) -> Self {
        let found = dyad.synchrony.as_ref();
        let number = |of: fn(&Synchrony) -> f64| found.map(of);
        let tests = found.map(|s| s.tests.as_slice()).unwrap_or_default();
        let p = |null: Null| tests.iter().find(|test| test.null == null).map(|test| test.p);
        Self {
            dyad: &dyad.dyad,
            session: dyad.session.as_deref(),
            channel: &dyad.channel,
            group: dyad.group.as_deref(),
            kind: dyad.kind.name(),
            unit: &dyad.unit,
            people: [PersonObject::new(&dyad.people[0]), PersonObject::new(&dyad.people[1])],
            n: dyad.n,
            usable_s: dyad.usable_s,
            n_eff: dyad.n_eff,
            mean_z: number(|s| s.mean_z),
            mean_z_lo: number(|s| s.mean_z_interval.lo),
            mean_z_hi: number(|s| s.mean_z_interval.hi),
            mean_abs_z: number(|s| s.mean_abs_z),
            while_synchronised: number(|s| s.facets.while_synchronised),
            how_often: number(|s| s.facets.how_often),
            beyond_chance_s: number(|s| s.beyond_chance_s),
            best_lag_s: number(|s| s.best_lag_s + 0.0),
            p_best_lag: number(|s| s.p_best_lag),
            p_shift: p(Null::Shift),
            p_segment: p(Null::Segment),
            p_phase: p(Null::Phase),
            p_iaaft: p(Null::Iaaft),
            tests: tests.iter().map(TestObject::new).collect(),
            n_strangers: found.map(|s| s.n_strangers),
            stranger_percentile: found.and_then(|s| s.stranger_percentile),
            q: number(|s| s.q),
            rung: dyad.rung.number(),
            verdict: dyad.verdict.name(),
            strength: Strength::of(dyad).words(),
            sentence: words::dyad_sentence(dyad),
            reasons: dyad.reasons.iter().map(Said::reason).collect(),
            caveats: dyad.caveats.iter().map(Said::caveat).collect(),
            loop_model: dyad.loop_model.as_ref().map(LoopObject::new),
            measures: dyad.measures.iter().map(|r| MeasureObject::new(r, dyad.n_eff)).collect(),
        }
    }
}

#[derive(Serialize)]
struct PersonObject<'a> {
    name: &'a str,
    role: &'a str,
    usable_share: f64,
    time_constant_s: f64,
}

impl<'a> PersonObject<'a> {
    fn new(person: &'a Person) -> Self {
        Self {
            name: &person.name,
            role: &person.role,
            usable_share: person.usable_share,
            time_constant_s: person.time_constant_s,
        }
    }
}

#[derive(Serialize)]
struct TestObject {
    null: &'static str,
    tail: &'static str,
    observed: f64,
    p: f64,
    n: usize,
}

impl TestObject {
    fn new(test: &NullTest) -> Self {
        Self {
            null: test.null.name(),
            tail: "upper",
            observed: test.observed,
            p: test.p,
            n: test.distribution.len(),
        }
    }
}

/// A code and its sentence.
#[derive(Serialize)]
struct Said {
    code: &'static str,
    sentence: String,
}

impl Said {
    fn reason(reason: &Reason) -> Self {
        Self { code: words::reason_code(reason), sentence: words::reason(reason) }
    }

    fn caveat(caveat: &Caveat) -> Self {
        Self { code: caveat.code(), sentence: words::caveat(caveat) }
    }
}
