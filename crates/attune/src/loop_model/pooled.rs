//! The gains of several sessions of one dyad, and of many dyads, put together.

use attune_dynamics::{CannotTell, Pooled, STRETCHES_FOR_GAINS, SessionEstimate, Trend, pool};

use crate::decide::NEEDED_DYADS;
use crate::{Analysis, Dyad, LoopFound};

/// Gains put together: several sessions of one dyad, or the dyads of a sample.
///
/// Quantity 0 is the gain into A (of B in A), quantity 1 the gain into B.
#[derive(Debug, Clone, PartialEq)]
pub struct PooledLoop {
    /// The channel.
    pub channel: String,
    /// The group, where the study has groups: talks of different kinds are never put together.
    pub group: Option<String>,
    /// The dyad whose sessions these are; `None` where these are the dyads of a sample.
    pub dyad: Option<String>,
    /// What was put together, in the study's order: sessions, or dyads.
    pub members: Vec<String>,
    /// Independent stretches of all members together.
    pub n_eff: f64,
    /// Common gains, how far members differ, and each member's own drawn towards the rest.
    pub gains: Pooled,
}

/// Sessions from which a change over them is looked for.
const FEWEST_FOR_TREND: usize = 3;

impl PooledLoop {
    /// Whether the common gains may be read.
    pub fn gains_shown(&self) -> bool {
        self.n_eff >= STRETCHES_FOR_GAINS
    }

    /// How the gain into A (0) or into B (1) changed over the sessions, from 3 of them on; time is
    /// the session's number in the study's order.
    pub fn change(&self, into: usize) -> Option<&Trend> {
        self.gains.trend.as_ref().map(|both| &both[into])
    }

    /// How far members truly differ in the gain into A (0) or into B (1): a standard deviation.
    pub fn spread(&self, into: usize) -> f64 {
        self.gains.spread[3 * into].max(0.0).sqrt()
    }
}

/// Puts the loop model's gains together: each dyad with several sessions, then each sample of
/// dyads, channel by channel and group by group.
///
/// `θ̂_s ~ N(θ_s, V_s)`, `θ_s ~ N(θ_d, Ω)` within a dyad; `θ_d ~ N(θ_group, Ω_group)` across dyads,
/// each dyad entering with what its sessions say together.
///
/// In plain words: one session says little. Several say more, as far as they agree; a session that
/// is unsure is drawn towards the rest.
///
/// # Returns
/// Dyads in the study's order, each followed by nothing else; then the samples. A dyad needs two
/// sessions with a fitted loop; from three on a change over them is looked for. A sample needs 8
/// dyads. Exchanging A and B exchanges the two gains, to the bit.
///
/// # Missing data
/// A session without a fitted loop is left out, and one whose loop runs away or is not pinned down;
/// one that is only too short by itself is not.
///
/// # Null
/// No change: see [`Trend`].
///
/// # Source
/// `docs/mathematics.md` 8; [`attune_dynamics::pool`].
pub fn pooled_loops(analysis: &Analysis) -> Vec<PooledLoop> {
    let mut out = Vec::new();
    let mut samples = Vec::new();
    for channel in &analysis.study.channels {
        let mut groups: Vec<Option<&str>> = Vec::new();
        for dyad in analysis.dyads.iter().filter(|dyad| dyad.channel == *channel) {
            if !groups.contains(&dyad.group.as_deref()) {
                groups.push(dyad.group.as_deref());
            }
        }
        for group in groups {
            let rows = analysis.dyads.iter();
            let rows = rows.filter(|d| d.channel == *channel && d.group.as_deref() == group);
            let (dyads, sample) = of_group(&rows.collect::<Vec<_>>());
            out.extend(dyads);
            samples.extend(sample);
        }
    }
    out.extend(samples);
    out
}

/// The dyads of one channel and group that have several sessions, and all its dyads together.
fn of_group(rows: &[&Dyad]) -> (Vec<PooledLoop>, Option<PooledLoop>) {
    let Some(first) = rows.first() else { return (Vec::new(), None) };
    let empty = |dyad: Option<&str>, members: Vec<String>, n_eff: f64, gains: Pooled| PooledLoop {
        channel: first.channel.clone(),
        group: first.group.clone(),
        dyad: dyad.map(ToOwned::to_owned),
        members,
        n_eff,
        gains,
    };
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        if !names.contains(&row.dyad.as_str()) {
            names.push(&row.dyad);
        }
    }
    let mut pooled = Vec::new();
    let (mut members, mut estimates, mut n_eff) = (Vec::new(), Vec::new(), 0.0);
    for name in names {
        let sessions = sessions(rows.iter().copied().filter(|row| row.dyad == name));
        let stretches: f64 = sessions.iter().map(|s| s.found.fit.n_eff).sum();
        let each: Vec<SessionEstimate> = sessions.iter().map(|s| s.estimate.clone()).collect();
        let together = match each.as_slice() {
            [] => continue,
            [only] => only.clone(),
            several => {
                let Ok(gains) = pool(several, several.len() >= FEWEST_FOR_TREND) else { continue };
                let together = gains.as_estimate();
                let labels = sessions.iter().map(|s| s.label.clone()).collect();
                pooled.push(empty(Some(name), labels, stretches, gains));
                together
            }
        };
        members.push(name.to_owned());
        estimates.push(together);
        n_eff += stretches;
    }
    let sample = (members.len() >= NEEDED_DYADS)
        .then(|| pool(&estimates, false).ok())
        .flatten()
        .map(|gains| empty(None, members, n_eff, gains));
    (pooled, sample)
}

struct Session<'a> {
    label: String,
    found: &'a LoopFound,
    estimate: SessionEstimate,
}

/// The sessions of one dyad that have a loop, each at its number among all of the dyad's.
fn sessions<'a>(rows: impl Iterator<Item = &'a Dyad>) -> Vec<Session<'a>> {
    rows.enumerate()
        .filter_map(|(at, row)| {
            let found = row.loop_model.as_ref()?.found.as_deref()?;
            let short = |why| matches!(why, CannotTell::TooFewStretches { .. });
            if !found.verdict.cannot_tell.is_none_or(short) {
                return None;
            }
            let estimate = SessionEstimate::gains(at as f64 + 1.0, &found.fit);
            let mut numbers = estimate.value.iter().chain(&estimate.covariance);
            let label = row.session.clone().unwrap_or_else(|| (at + 1).to_string());
            numbers.all(|x| x.is_finite()).then_some(Session { label, found, estimate })
        })
        .collect()
}
