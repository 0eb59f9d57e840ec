//! A multiverse as one JSON object: `attune.multiverse/1`.

use attune::{Multiverse, Reason, UniverseChannel, Verdict};
use serde::Serialize;

use crate::measure::Ordered;
use crate::words::{self, Stand, reason};

/// What `attune multiverse --json` prints and `multiverse.json` holds.
pub fn multiverse_json(multiverse: &Multiverse) -> String {
    let object = Object {
        schema: "attune.multiverse/1",
        version: multiverse.provenance.version,
        study: &multiverse.study,
        sentence: words::multiverse_sentence(multiverse),
        asked: multiverse.asked,
        finished: multiverse.universes.len(),
        complete: multiverse.provenance.complete,
        varied: Ordered(multiverse.varied.iter().map(|v| (v.name.clone(), &v.values)).collect()),
        agree: words::multiverse_channels(multiverse)
            .into_iter()
            .map(|channel| Agreement::new(multiverse, channel))
            .collect(),
        universes: (0..multiverse.universes.len())
            .map(|at| UniverseObject::new(multiverse, at))
            .collect(),
    };
    // Text and numbers written to memory cannot fail.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Object<'a> {
    schema: &'static str,
    version: &'a str,
    study: &'a str,
    sentence: String,
    asked: usize,
    finished: usize,
    complete: bool,
    varied: Ordered<&'a Vec<String>>,
    agree: Vec<Agreement<'a>>,
    universes: Vec<UniverseObject<'a>>,
}

/// How many universes stand where.
#[derive(Serialize)]
struct Agreement<'a> {
    channel: &'a str,
    beyond: usize,
    within: usize,
    below: usize,
    cannot_tell: usize,
    d_least: Option<f64>,
    d_most: Option<f64>,
}

impl<'a> Agreement<'a> {
    fn new(multiverse: &Multiverse, channel: &'a str) -> Self {
        let universes = words::universes_of_channel(multiverse, channel);
        let with = |stand| universes.iter().filter(|(_, c)| Stand::of(c) == stand).count();
        let d =
            || universes.iter().filter_map(|(_, c)| Some(c.effect?.0)).filter(|d| d.is_finite());
        Self {
            channel,
            beyond: with(Stand::Beyond),
            within: with(Stand::Within),
            below: with(Stand::Below),
            cannot_tell: multiverse.universes.len() - universes.len() + with(Stand::Nothing),
            d_least: d().reduce(f64::min),
            d_most: d().reduce(f64::max),
        }
    }
}

#[derive(Serialize)]
struct UniverseObject<'a> {
    universe: usize,
    choices: Ordered<String>,
    channels: Vec<ChannelObject<'a>>,
    error: Option<String>,
}

impl<'a> UniverseObject<'a> {
    fn new(multiverse: &'a Multiverse, at: usize) -> Self {
        let universe = &multiverse.universes[at];
        let named = multiverse.varied.iter().zip(&universe.values);
        Self {
            universe: at + 1,
            choices: Ordered(named.map(|(v, value)| (v.name.clone(), value.clone())).collect()),
            channels: universe.outcome.iter().flatten().map(ChannelObject::new).collect(),
            error: match &universe.outcome {
                Err(error) => Some(error.to_string()),
                Ok(channels) => Reason::commonest(channels.iter().filter_map(|c| c.untold))
                    .filter(|_| channels.iter().all(|c| c.untold.is_some()))
                    .map(|why| reason(&why)),
            },
        }
    }
}

#[derive(Serialize)]
struct ChannelObject<'a> {
    channel: &'a str,
    stand: &'static str,
    d: Option<f64>,
    d_lo: Option<f64>,
    d_hi: Option<f64>,
    real_mean: f64,
    n_real: usize,
    n_pseudo: usize,
    p_below_05: usize,
    supported: usize,
}

impl<'a> ChannelObject<'a> {
    fn new(channel: &'a UniverseChannel) -> Self {
        let supported = |dyad: &&attune::UniverseDyad| dyad.verdict == Verdict::Supported;
        Self {
            channel: &channel.channel,
            stand: Stand::of(channel).name(),
            d: channel.effect.map(|(d, _)| d),
            d_lo: channel.effect.map(|(_, interval)| interval.lo),
            d_hi: channel.effect.map(|(_, interval)| interval.hi),
            real_mean: channel.real_mean,
            n_real: channel.n_real,
            n_pseudo: channel.n_pseudo,
            p_below_05: channel.dyads.iter().filter(|dyad| dyad.p_shift < 0.05).count(),
            supported: channel.dyads.iter().filter(supported).count(),
        }
    }
}
