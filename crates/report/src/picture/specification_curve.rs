//! The specification curve: every universe's result, and the choices behind it.

use attune::{Multiverse, UniverseChannel};

use super::scale::{Scale, padded, range};
use super::{LEFT, Listing, Picture, RIGHT, WIDTH, axis};
use crate::number::decimals;
use crate::svg::{Anchor, Svg, short};
use crate::words::{Stand, multiverse_channels, multiverse_sentence, universes_of_channel};

/// Universes by their result, least first: d with its interval (or mean z, where there are no
/// stranger pairs), and below it which value each choice had. `None` where no universe gave one.
pub fn specification_curve(multiverse: &Multiverse, channel: &str) -> Option<Picture> {
    let mut universes: Vec<(usize, &UniverseChannel)> = universes_of_channel(multiverse, channel)
        .into_iter()
        .filter(|(_, c)| value(c).is_finite())
        .collect();
    universes.sort_by(|p, q| value(p.1).total_cmp(&value(q.1)));
    let strangers = universes.iter().any(|(_, c)| c.effect.is_some());
    let levels = universes.iter().flat_map(|(_, c)| [value(c), ends(c).0, ends(c).1]);
    let level = Scale { from: padded(range(levels.chain([0.0]))?, 0.05), to: (CURVE, TOP) };
    let step = ((RIGHT - FROM) / universes.len().max(1) as f64).min(40.0);
    let place = |at: usize| FROM + step * (at as f64 + 0.5);

    let mut svg = Svg::default();
    axis::levels(&mut svg, &level, 5);
    svg.line("p-axis", (LEFT, level.at(0.0)), (RIGHT, level.at(0.0)));
    for (at, (_, universe)) in universes.iter().enumerate() {
        let (x, y) = (place(at), level.at(value(universe)));
        let (lo, hi) = ends(universe);
        if lo.is_finite() && hi.is_finite() {
            let (lo, hi) = (short(level.at(lo)), short(level.at(hi)));
            svg.path("p-dim", &format!("M{} {lo}L{} {hi}", short(x), short(x)));
        }
        match Stand::of(universe) {
            Stand::Beyond => svg.circle("p-mark", (x, y), (step / 2.6).clamp(1.6, 4.0)),
            _ => svg.circle("p-faint", (x, y), (step / 2.6).clamp(1.4, 3.4)),
        }
    }
    let bottom = choices(&mut svg, multiverse, &universes, &place, step);
    let what = if strangers { "d, real against stranger pairs" } else { "mean z" };
    svg.text("p-small", (LEFT, TOP - 12.0), Anchor::Start, what);
    svg.text(
        "p-small",
        (RIGHT, TOP - 12.0),
        Anchor::End,
        "filled: beyond chance; hollow: not; line: 95 % interval",
    );
    Some(Picture {
        name: "specification_curve",
        title: format!("{channel}: every universe"),
        summary: multiverse_sentence(multiverse),
        listing: listing(multiverse, &universes),
        size: (WIDTH, bottom + 10.0),
        body: svg.finish(),
    })
}

/// The channels that have a picture.
pub fn specification_curves(multiverse: &Multiverse) -> Vec<(String, Picture)> {
    let channels = multiverse_channels(multiverse);
    let which = |channel: &str| match channels.len() {
        1 => "specification_curve".to_owned(),
        _ => format!("specification_curve-{channel}"),
    };
    channels
        .iter()
        .filter_map(|channel| Some((which(channel), specification_curve(multiverse, channel)?)))
        .collect()
}

const TOP: f64 = 34.0;
const CURVE: f64 = 224.0;
const FROM: f64 = 150.0;
const ROW: f64 = 15.0;

/// The number a universe stands for.
fn value(universe: &UniverseChannel) -> f64 {
    universe.effect.map_or(universe.real_mean, |(d, _)| d)
}

fn ends(universe: &UniverseChannel) -> (f64, f64) {
    match (&universe.effect, universe.dyads.as_slice()) {
        (Some((_, interval)), _) => (interval.lo, interval.hi),
        (None, [only]) => (only.interval.lo, only.interval.hi),
        _ => (f64::NAN, f64::NAN),
    }
}

/// A row per value of every choice, with a tick where a universe has it; returns the lower edge.
fn choices(
    svg: &mut Svg,
    multiverse: &Multiverse,
    universes: &[(usize, &UniverseChannel)],
    place: &impl Fn(usize) -> f64,
    step: f64,
) -> f64 {
    let mut y = CURVE + 26.0;
    for (which, varied) in multiverse.varied.iter().enumerate() {
        svg.text("p-strong", (LEFT - 30.0, y + 4.0), Anchor::Start, &varied.name);
        for value in &varied.values {
            svg.text("p-small", (FROM - 10.0, y + 4.0), Anchor::End, value);
            svg.line("p-rule", (FROM, y), (RIGHT, y));
            for (at, (universe, _)) in universes.iter().enumerate() {
                if multiverse.universes[*universe].values.get(which) == Some(value) {
                    let half = (step / 2.0 - 0.4).clamp(0.6, 5.0);
                    svg.rect("p-tip", (place(at) - half, y - 4.0), (2.0 * half, 8.0));
                }
            }
            y += ROW;
        }
        y += 8.0;
    }
    y
}

fn listing(multiverse: &Multiverse, universes: &[(usize, &UniverseChannel)]) -> Listing {
    let row = |(at, universe): &(usize, &UniverseChannel)| {
        let choices: Vec<String> = multiverse
            .varied
            .iter()
            .zip(&multiverse.universes[*at].values)
            .map(|(varied, value)| format!("{} {value}", varied.name))
            .collect();
        let (lo, hi) = ends(universe);
        vec![
            choices.join(", "),
            decimals(value(universe), 3),
            format!("{} to {}", decimals(lo, 3), decimals(hi, 3)),
            Stand::of(universe).name().to_owned(),
        ]
    };
    Listing {
        head: vec!["universe", "result", "95 % interval", "stands"],
        rows: universes.iter().map(row).collect(),
    }
}
