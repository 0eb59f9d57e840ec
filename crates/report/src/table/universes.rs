//! `universes`: one row per universe and channel; `universe_dyads`: how often each dyad's verdict holds.

use attune::{Multiverse, UniverseChannel, UniverseDyad, Verdict};

use super::{Cell, Column, Holds, Table};
use crate::words::{Stand, multiverse_channels, reason, universes_of_channel};

/// One row per universe and channel: the choices, the sample as a whole, how many dyads got which
/// verdict.
pub fn universes(multiverse: &Multiverse) -> Table {
    let mut columns =
        vec![column("universe", Holds::Integer, "", "Number of the universe, from 1.")];
    for varied in &multiverse.varied {
        let what = format!("The varied choice {}.", varied.name);
        columns.push(Column { description: what, ..column(&varied.name, Holds::Text, "", "") });
    }
    columns.extend(NUMBERS.map(|(name, holds, unit, what)| column(name, holds, unit, what)));
    let mut rows = Vec::new();
    for (at, universe) in multiverse.universes.iter().enumerate() {
        let head = || {
            let mut row: Vec<Cell> = vec![(at + 1).into()];
            row.extend(universe.values.iter().map(|value| Cell::from(value.as_str())));
            row
        };
        match &universe.outcome {
            Ok(channels) => rows.extend(channels.iter().map(|channel| {
                let mut row = head();
                row.extend(numbers(channel));
                row
            })),
            Err(error) => {
                let mut row = head();
                row.extend(std::iter::repeat_n(Cell::Missing, NUMBERS.len() - 1));
                row.push(error.to_string().into());
                rows.push(row);
            }
        }
    }
    Table { name: "universes", columns, rows }
}

const NUMBERS: [(&str, Holds, &str, &str); 16] = [
    ("channel", Holds::Text, "", "The channel compared."),
    (
        "stand",
        Holds::Text,
        "",
        "beyond: the interval of d lies above 0 (one dyad: p below 0.05); within; below; cannot_tell.",
    ),
    (
        "d",
        Holds::Real,
        "standard deviations",
        "Cohen's d of real against stranger pairs in this universe.",
    ),
    (
        "d_lo",
        Holds::Real,
        "standard deviations",
        "Lower end of its 95 % interval (bootstrap over dyads).",
    ),
    ("d_hi", Holds::Real, "standard deviations", "Upper end of that interval."),
    ("real_mean", Holds::Real, "Fisher z", "Mean of mean_z over dyads."),
    ("n_real", Holds::Integer, "dyads", "Dyads with a number."),
    ("n_pseudo", Holds::Integer, "pairs", "Stranger pairs."),
    ("tested", Holds::Integer, "dyads", "Dyads set beside shifted copies."),
    ("p_below_05", Holds::Integer, "dyads", "Dyads beyond 95 of 100 shifted copies."),
    ("p_median", Holds::Real, "p", "Median over dyads of p against shifted copies."),
    ("supported", Holds::Integer, "dyads", "Dyads with that verdict in this universe."),
    ("weak", Holds::Integer, "dyads", "Dyads with that verdict in this universe."),
    ("not_seen", Holds::Integer, "dyads", "Dyads with that verdict in this universe."),
    ("cannot_tell", Holds::Integer, "dyads", "Dyads with that verdict in this universe."),
    (
        "error",
        Holds::Text,
        "",
        "Why nothing could be computed: of several dyads, the commonest reason.",
    ),
];

fn numbers(channel: &UniverseChannel) -> Vec<Cell> {
    let mut p: Vec<f64> =
        channel.dyads.iter().map(|dyad| dyad.p_shift).filter(|p| p.is_finite()).collect();
    p.sort_by(f64::total_cmp);
    let of = |verdict| channel.dyads.iter().filter(|dyad| dyad.verdict == verdict).count();
    vec![
        channel.channel.as_str().into(),
        Stand::of(channel).name().into(),
        channel.effect.map(|(d, _)| d).into(),
        channel.effect.map(|(_, interval)| interval.lo).into(),
        channel.effect.map(|(_, interval)| interval.hi).into(),
        channel.real_mean.into(),
        channel.n_real.into(),
        channel.n_pseudo.into(),
        p.len().into(),
        p.iter().filter(|p| **p < 0.05).count().into(),
        p.get(p.len() / 2).copied().into(),
        of(Verdict::Supported).into(),
        of(Verdict::Weak).into(),
        of(Verdict::NotSeen).into(),
        of(Verdict::CannotTell).into(),
        channel.untold.as_ref().map(reason).map_or(Cell::Missing, Cell::from),
    ]
}

/// One row per dyad and channel: in how many universes it got which verdict, and how far its mean z
/// moves.
pub fn universe_dyads(multiverse: &Multiverse) -> Table {
    let mut rows = Vec::new();
    for channel in multiverse_channels(multiverse) {
        let universes = universes_of_channel(multiverse, channel);
        let Some((_, first)) = universes.first() else { continue };
        for (at, dyad) in first.dyads.iter().enumerate() {
            let of: Vec<&UniverseDyad> =
                universes.iter().filter_map(|(_, c)| c.dyads.get(at)).collect();
            rows.push(over_universes(channel, &dyad.dyad, &of));
        }
    }
    let columns =
        DYAD_NUMBERS.map(|(name, holds, unit, what)| column(name, holds, unit, what)).to_vec();
    Table { name: "universe_dyads", columns, rows }
}

const DYAD_NUMBERS: [(&str, Holds, &str, &str); 11] = [
    ("dyad", Holds::Text, "", "The dyad's id."),
    ("channel", Holds::Text, "", "The channel compared."),
    ("universes", Holds::Integer, "universes", "Universes finished."),
    ("supported", Holds::Integer, "universes", "Universes in which it is supported."),
    ("weak", Holds::Integer, "universes", "Universes in which it is weak."),
    ("not_seen", Holds::Integer, "universes", "Universes in which it is not seen."),
    ("cannot_tell", Holds::Integer, "universes", "Universes that cannot tell."),
    (
        "p_below_05",
        Holds::Integer,
        "universes",
        "Universes in which it is beyond 95 of 100 shifted copies.",
    ),
    ("mean_z_least", Holds::Real, "Fisher z", "Its least mean z over universes."),
    ("mean_z_median", Holds::Real, "Fisher z", "Its median mean z over universes."),
    ("mean_z_most", Holds::Real, "Fisher z", "Its greatest mean z over universes."),
];

fn over_universes(channel: &str, dyad: &str, of: &[&UniverseDyad]) -> Vec<Cell> {
    let mut z: Vec<f64> = of.iter().map(|dyad| dyad.mean_z).filter(|z| z.is_finite()).collect();
    z.sort_by(f64::total_cmp);
    let with = |verdict| of.iter().filter(|dyad| dyad.verdict == verdict).count();
    vec![
        dyad.into(),
        channel.into(),
        of.len().into(),
        with(Verdict::Supported).into(),
        with(Verdict::Weak).into(),
        with(Verdict::NotSeen).into(),
        with(Verdict::CannotTell).into(),
        of.iter().filter(|dyad| dyad.p_shift < 0.05).count().into(),
        z.first().copied().into(),
        z.get(z.len() / 2).copied().into(),
        z.last().copied().into(),
    ]
}

fn column(name: &str, holds: Holds, unit: &'static str, description: &str) -> Column {
    Column {
        name: name.to_owned(),
        description: description.to_owned(),
        unit,
        holds,
        levels: Vec::new(),
    }
}
