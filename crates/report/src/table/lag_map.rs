//! `lagmap`: raw Pearson r, one row per window, one column per lag.

use attune::{Analysis, Dyad};

use super::cell::shortest;
use super::{Cell, Column, Holds, Table};

/// There is nothing to show: no dyad of that id and channel was analysed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no dyad and channel with these names has a lag map in this analysis")]
pub struct NoSuchDyad;

/// Raw Pearson r before Fisher's z: `t0`, then one column per lag in seconds.
///
/// A leading `dyad` column tells dyads apart where the analysis has several and none was chosen;
/// `session` and `channel` columns do the same for sessions and channels.
///
/// # Errors
/// [`NoSuchDyad`] where the choice leaves nothing.
pub fn lag_map(
    analysis: &Analysis,
    dyad: Option<&str>,
    channel: Option<&str>,
) -> Result<Table, NoSuchDyad> {
    let chosen = |d: &&Dyad| {
        dyad.is_none_or(|id| id == d.dyad)
            && channel.is_none_or(|name| name == d.channel)
            && d.synchrony.is_some()
    };
    let dyads: Vec<&Dyad> = analysis.dyads.iter().filter(chosen).collect();
    let first = dyads.first().ok_or(NoSuchDyad)?;
    let name_dyad = dyad.is_none() && analysis.study.dyads > 1;
    let name_session = dyads.iter().any(|d| d.session != first.session);
    let name_channel = dyads.iter().any(|d| d.channel != first.channel);

    let lags = all_lags(&dyads);
    let [dyad_column, session_column, channel_column, t0_column] = keys();
    let mut columns = Vec::new();
    columns.extend(name_dyad.then_some(dyad_column));
    columns.extend(name_session.then_some(session_column));
    columns.extend(name_channel.then_some(channel_column));
    columns.push(t0_column);
    columns.extend(lags.iter().map(|&lag| lag_column(shortest(lag))));

    let mut rows = Vec::new();
    for dyad in dyads {
        let Some(synchrony) = &dyad.synchrony else { continue };
        let map = &synchrony.map;
        for (window, &t0) in map.t0.iter().enumerate() {
            let mut row = Vec::with_capacity(columns.len());
            row.extend(name_dyad.then(|| Cell::from(dyad.dyad.as_str())));
            row.extend(name_session.then(|| Cell::from(dyad.session.as_deref())));
            row.extend(name_channel.then(|| Cell::from(dyad.channel.as_str())));
            row.push(t0.into());
            let own = map.row(window);
            row.extend(lags.iter().map(|lag| {
                let at = map.lag_s.binary_search_by(|l| l.total_cmp(lag));
                at.map_or(Cell::Missing, |at| own[at].into())
            }));
            rows.push(row);
        }
    }
    Ok(Table { name: "lagmap", columns, rows })
}

/// Every lag of any of the dyads (dyads of different rates have different ones), ascending.
fn all_lags(dyads: &[&Dyad]) -> Vec<f64> {
    let maps = dyads.iter().filter_map(|dyad| dyad.synchrony.as_ref());
    let mut lags: Vec<f64> = maps.flat_map(|s| s.map.lag_s.iter().copied()).collect();
    lags.sort_by(f64::total_cmp);
    lags.dedup();
    lags
}

/// Lag maps of several dyads, one below the other, with columns that say whose each row is.
///
/// # Errors
/// [`OtherLags`] where their lag columns differ.
pub fn stack_lag_maps(maps: Vec<(String, String, Table)>) -> Result<Table, OtherLags> {
    let Some((_, first_channel, first)) = maps.first() else {
        return Ok(Table { name: "lagmap", columns: Vec::new(), rows: Vec::new() });
    };
    if maps.iter().any(|(_, _, map)| map.columns != first.columns) {
        return Err(OtherLags);
    }
    let name_channel = maps.iter().any(|(_, channel, _)| channel != first_channel);
    let [dyad_column, _, channel_column, _] = keys();
    let mut columns = vec![dyad_column];
    columns.extend(name_channel.then_some(channel_column));
    columns.extend(first.columns.iter().cloned());
    let mut rows = Vec::new();
    for (dyad, channel, map) in maps {
        for cells in map.rows {
            let mut row = vec![Cell::from(dyad.as_str())];
            row.extend(name_channel.then(|| Cell::from(channel.as_str())));
            row.extend(cells);
            rows.push(row);
        }
    }
    Ok(Table { name: "lagmap", columns, rows })
}

/// Lag maps on different lags have no table in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these dyads' lag maps have different lags and cannot stand in one table")]
pub struct OtherLags;

/// The columns as the data dictionary describes them.
pub(super) fn described() -> Vec<Column> {
    keys().into_iter().chain([lag_column("<lag in seconds>".into())]).collect()
}

fn keys() -> [Column; 4] {
    let column = |name: &str, holds, unit, description: &str| Column {
        name: name.into(),
        description: description.into(),
        unit,
        holds,
        levels: Vec::new(),
    };
    [
        column("dyad", Holds::Text, "", "The dyad's id; only where there are several."),
        column("session", Holds::Text, "", "Which session; only where there are several."),
        column("channel", Holds::Text, "", "The channel; only where there are several."),
        column("t0", Holds::Real, "s", "Start of the window, from the session's start."),
    ]
}

pub(super) fn lag_column(name: String) -> Column {
    Column {
        name,
        description:
            "Raw Pearson r of the window at this lag, before Fisher's z; positive lag: A leads."
                .into(),
        unit: "Pearson r",
        holds: Holds::Real,
        levels: Vec::new(),
    }
}
