//! What is said about sessions, and about dyads, put together.

use attune::dynamics::STRETCHES_FOR_GAINS;
use attune::{Analysis, PooledLoop, pooled_loops};

use crate::number::{count, decimals};

/// What the loop model's gains say together, one sentence or two per dyad with several sessions and
/// per sample of dyads; nothing where nothing was put together. Each way alike, A to B first.
pub fn pooled_sentences(analysis: &Analysis) -> Vec<String> {
    let several = analysis.study.channels.len() > 1;
    pooled_loops(analysis).iter().map(|of| sentence(of, several)).collect()
}

/// What is put together was estimated, not tested: nothing here says that anything passes.
const NO_CHANCE_BESIDE: &str = "An estimate, not a finding: no chance stands beside what is put \
                                together, and something both were exposed to can look the same.";

fn sentence(of: &PooledLoop, several_channels: bool) -> String {
    let who = match &of.dyad {
        Some(dyad) => format!("Pair {dyad}, {}", count(of.members.len(), "session", "sessions")),
        None => count(of.members.len(), "pair", "pairs"),
    };
    let group = of.group.as_ref().map_or_else(String::new, |group| format!(" of group {group}"));
    let channel = if several_channels { format!(" ({})", of.channel) } else { String::new() };
    let head = format!("{who}{group}{channel} together");
    if !of.gains_shown() {
        return format!(
            "{head}: how much arrives in whom can't be told yet; that needs {} independent stretches \
             and there are {}.",
            decimals(STRETCHES_FOR_GAINS, 0),
            // Never as many as are needed.
            decimals(of.n_eff.floor(), 0),
        );
    }
    let way = |from: &str, to: &str, into: usize| {
        let gain = of.gains.mean[into];
        if gain.lo <= 0.0 && gain.hi >= 0.0 {
            return format!(
                "whether anything of {from} arrives in {to} can't be told (between {} and {} fits as \
                 well)",
                decimals(gain.lo, 1),
                decimals(gain.hi, 1),
            );
        }
        format!(
            "of a lasting notch of {from} about {} arrives in {to} (between {} and {} fits as well)",
            decimals(gain.value, 1),
            decimals(gain.lo, 1),
            decimals(gain.hi, 1),
        )
    };
    let ways = format!("{}; {}", way("A", "B", 1), way("B", "A", 0));
    let rest = if of.dyad.is_some() { change(of) } else { differ(of) };
    format!("{head}: {ways}.{rest} {NO_CHANCE_BESIDE}")
}

/// Whether either gain changed over the sessions, by as much as may be spoken of.
fn change(of: &PooledLoop) -> String {
    let said: Vec<String> = [("what of A arrives in B", 1), ("what of B arrives in A", 0)]
        .into_iter()
        .filter_map(|(what, into)| {
            let trend = of.change(into).filter(|trend| trend.reliable)?;
            let way = if trend.change > 0.0 { "rose" } else { "fell" };
            Some(format!(
                "{what} {way} by {} from the first session to the last",
                decimals(trend.change.abs(), 1)
            ))
        })
        .collect();
    match (of.gains.trend.is_some(), said.is_empty()) {
        (false, _) => String::new(),
        (true, true) => " No change over the sessions larger than measurement gives.".into(),
        (true, false) => format!(" Over the sessions {}.", said.join(", and ")),
    }
}

/// How far dyads differ.
fn differ(of: &PooledLoop) -> String {
    format!(
        " Pairs differ in it by {} and {} (standard deviations, measurement error left out).",
        decimals(of.spread(1), 1),
        decimals(of.spread(0), 1),
    )
}
