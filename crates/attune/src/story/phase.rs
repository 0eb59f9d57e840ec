use attune_coupling::measure::{Channel, Emission, HiddenMarkovOptions, dyadic_hidden_markov};

use super::lane::Lane;

/// A stretch of the session that looks alike throughout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phase {
    /// From when, seconds.
    pub start_s: f64,
    /// Until when, seconds.
    pub end_s: f64,
    /// What both look like in it.
    pub kind: PhaseKind,
    /// Mean probability of being in it, given the whole session, 0 to 1.
    pub probability: f64,
}

/// What both look like in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseKind {
    /// Neither is up.
    Quiet,
    /// A is up, B is not.
    AUp,
    /// B is up, A is not.
    BUp,
    /// Both are up.
    BothUp,
}

/// Samples of the phases' grid are so far apart, seconds: phases last minutes.
const STEP_S: f64 = 5.0;
/// At most so many kinds of phases (at most 4 for less than an hour).
const MOST_STATES: usize = 4;

/// Phases by the dyadic hidden Markov model, with as many states as the integrated likelihood
/// prefers; none where it prefers one.
pub(super) fn phases(
    told: &[Vec<f64>; 2],
    lanes: &[Lane; 2],
    start_s: f64,
    step_s: f64,
    seed: u64,
) -> Vec<Phase> {
    let width = (STEP_S / step_s).round().max(1.0) as usize;
    let coarse = told.each_ref().map(|lane| -> Vec<f64> {
        lane.chunks(width)
            .map(|chunk| {
                let known: Vec<f64> = chunk.iter().copied().filter(|v| v.is_finite()).collect();
                known.iter().sum::<f64>() / known.len() as f64
            })
            .collect()
    });
    let [a, b] = &coarse;
    let fit = |states: usize| {
        let options = HiddenMarkovOptions { states, starts: 3, seed, rounds: 100, tolerance: 1e-4 };
        dyadic_hidden_markov(&[Channel::Values(a)], &[Channel::Values(b)], &options).ok()
    };
    let fits = (1..=MOST_STATES).filter_map(|states| fit(states).map(|fit| (states, fit)));
    let best = fits.min_by(|x, y| x.1.icl.total_cmp(&y.1.icl));
    let Some((states, fit)) = best.filter(|(states, _)| *states > 1) else { return Vec::new() };
    let up = |emission: &[Emission], line: f64| match emission.first() {
        Some(Emission::Values { mean, .. }) => *mean > line,
        _ => false,
    };
    let kinds: Vec<PhaseKind> = (0..states)
        .map(|s| match (up(&fit.a[s], lanes[0].line), up(&fit.b[s], lanes[1].line)) {
            (false, false) => PhaseKind::Quiet,
            (true, false) => PhaseKind::AUp,
            (false, true) => PhaseKind::BUp,
            (true, true) => PhaseKind::BothUp,
        })
        .collect();
    let length = width as f64 * step_s;
    let mut found: Vec<(Phase, f64)> = Vec::new();
    for (t, posterior) in fit.posterior.iter().enumerate() {
        let likeliest = (0..states).max_by(|x, y| posterior[*x].total_cmp(&posterior[*y]));
        let state = likeliest.unwrap_or_default();
        let (from, kind) = (start_s + t as f64 * length, kinds[state]);
        match found.last_mut().filter(|(phase, _)| phase.kind == kind) {
            Some((phase, sum)) => {
                phase.end_s = from + length;
                *sum += posterior[state];
            }
            None => {
                let phase = Phase { start_s: from, end_s: from + length, kind, probability: 0.0 };
                found.push((phase, posterior[state]));
            }
        }
    }
    let mean = |(phase, sum): (Phase, f64)| {
        let samples = ((phase.end_s - phase.start_s) / length).round().max(1.0);
        Phase { probability: sum / samples, ..phase }
    };
    found.into_iter().map(mean).collect()
}
