//! `windows`: one row per dyad, channel and window.

use attune::{Analysis, Dyad, Window};

use super::{Field, Holds, Table, tabulate};

/// One row per dyad, channel and window.
pub fn windows(analysis: &Analysis) -> Table {
    let rows = analysis.dyads.iter().flat_map(|dyad| {
        let windows = dyad.synchrony.iter().flat_map(|synchrony| &synchrony.windows);
        windows.map(move |window| Row { dyad, window })
    });
    tabulate("windows", &fields(), rows)
}

pub(super) struct Row<'a> {
    dyad: &'a Dyad,
    window: &'a Window,
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        Field::new("dyad", Holds::Text, "", "The dyad's id.", |r| r.dyad.dyad.as_str().into()),
        Field::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.dyad.session.as_deref().into()
        }),
        Field::new("channel", Holds::Text, "", "The channel compared.", |r| {
            r.dyad.channel.as_str().into()
        }),
        Field::new("t0", Holds::Real, "s", "Start of the window, from the session's start.", |r| {
            r.window.t0.into()
        }),
        Field::new("t1", Holds::Real, "s", "End of the window.", |r| r.window.t1.into()),
        Field::new(
            "mean_z",
            Holds::Real,
            "Fisher z",
            "Mean over lags of the window's correlations, signed.",
            |r| r.window.mean_z.into(),
        ),
        Field::new(
            "best_lag_s",
            Holds::Real,
            "s",
            "The lag with the largest r in this window; positive: A leads. Not a claim about who leads.",
            |r| r.window.best_lag_s.into(),
        ),
        Field::new("best_r", Holds::Real, "Pearson r", "r at that lag.", |r| {
            r.window.best_r.into()
        }),
        Field::new(
            "null_pct",
            Holds::Real,
            "percentile, 0 to 100",
            "Place of the window's mean_z among chance windows: those of stranger pairs, else of shifted copies.",
            |r| r.window.null_pct.into(),
        ),
        Field::new(
            "usable",
            Holds::Real,
            "share, 0 to 1",
            "Share of lags with enough samples of both people.",
            |r| r.window.usable.into(),
        ),
        Field::new(
            "beyond_chance",
            Holds::Flag,
            "",
            "Whether the window belongs to a run that is beyond chance as a whole (cluster mass, shifted copies).",
            |r| r.window.beyond_chance.into(),
        ),
    ]
}
