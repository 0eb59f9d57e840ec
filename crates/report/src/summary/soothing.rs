//! Soothing in the study as a whole and couple by couple, as JSON.

use attune::story::{CoupleSoothing, StudySoothing};
use serde::Serialize;

use super::story::name;

#[derive(Serialize)]
pub(super) struct SoothingObject<'a> {
    strained: &'static str,
    interval_s: f64,
    after_strain: f64,
    after_strain_lo: f64,
    after_strain_hi: f64,
    own_past: f64,
    own_past_lo: f64,
    own_past_hi: f64,
    steps: f64,
    steps_shifted: f64,
    steps_strangers: f64,
    p_shifted: f64,
    p_strangers: f64,
    pairs: usize,
    copies: usize,
    directions: usize,
    verdict: &'static str,
    couples: Vec<CoupleObject<'a>>,
}

#[derive(Serialize)]
struct CoupleObject<'a> {
    dyad: &'a str,
    after_strain: f64,
    steps: f64,
    steps_shifted: f64,
    p: f64,
    q: f64,
    stranger_percentile: f64,
    verdict: &'static str,
}

impl<'a> SoothingObject<'a> {
    pub(super) fn new(of: &'a StudySoothing) -> Self {
        Self {
            strained: name(of.strained),
            interval_s: of.interval_s,
            after_strain: of.after_strain,
            after_strain_lo: of.after_strain_interval.lo,
            after_strain_hi: of.after_strain_interval.hi,
            own_past: of.own_past,
            own_past_lo: of.own_past_interval.lo,
            own_past_hi: of.own_past_interval.hi,
            steps: of.count,
            steps_shifted: of.count_shifted,
            steps_strangers: of.count_strangers,
            p_shifted: of.p_shifted,
            p_strangers: of.p_strangers,
            pairs: of.pairs,
            copies: of.copies,
            directions: of.directions,
            verdict: of.verdict.name(),
            couples: of.couples.iter().map(CoupleObject::new).collect(),
        }
    }
}

impl<'a> CoupleObject<'a> {
    fn new(of: &'a CoupleSoothing) -> Self {
        Self {
            dyad: &of.dyad,
            after_strain: of.after_strain,
            steps: of.count,
            steps_shifted: of.count_shifted,
            p: of.p,
            q: of.q,
            stranger_percentile: of.strangers_percentile,
            verdict: of.verdict.name(),
        }
    }
}
