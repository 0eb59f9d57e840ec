//! How many universes agree, and on what.

use attune::{Multiverse, Reason, UniverseChannel, Verdict};

use crate::number::{count, decimals};

/// Where one universe stands on the sample as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stand {
    /// Beyond chance: the interval of d lies above 0 (or, for one dyad, p below 0.05).
    Beyond,
    /// The interval holds 0, or p is not below 0.05.
    Within,
    /// The interval lies below 0.
    Below,
    /// Nothing could be computed.
    Nothing,
}

impl Stand {
    /// The word in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beyond => "beyond",
            Self::Within => "within",
            Self::Below => "below",
            Self::Nothing => "cannot_tell",
        }
    }

    /// Where a universe stands on one channel.
    pub fn of(channel: &UniverseChannel) -> Self {
        match (&channel.effect, channel.dyads.as_slice()) {
            (Some((d, interval)), _) if d.is_finite() => match (interval.lo, interval.hi) {
                (lo, _) if lo > 0.0 => Self::Beyond,
                (_, hi) if hi < 0.0 => Self::Below,
                _ => Self::Within,
            },
            (None, dyads) => {
                let p: Vec<f64> =
                    dyads.iter().map(|dyad| dyad.p_shift).filter(|p| p.is_finite()).collect();
                let found = p.iter().filter(|p| **p < 0.05).count();
                match p.len() {
                    0 => Self::Nothing,
                    n if 2 * found > n => Self::Beyond,
                    _ => Self::Within,
                }
            }
            _ => Self::Nothing,
        }
    }
}

/// The universes of one channel that were finished, in order.
pub(crate) fn of_channel<'m>(
    multiverse: &'m Multiverse,
    channel: &str,
) -> Vec<(usize, &'m UniverseChannel)> {
    let found = multiverse.universes.iter().enumerate().filter_map(|(at, universe)| {
        let channels = universe.outcome.as_ref().ok()?;
        Some((at, channels.iter().find(|c| c.channel == channel)?))
    });
    found.collect()
}

/// The channels of a multiverse.
pub(crate) fn channels(multiverse: &Multiverse) -> Vec<&str> {
    let found = multiverse.universes.iter().find_map(|universe| universe.outcome.as_ref().ok());
    found.into_iter().flatten().map(|channel| channel.channel.as_str()).collect()
}

/// How many universes agree, one sentence per channel, and how far the dyads' verdicts hold.
pub fn multiverse_sentence(multiverse: &Multiverse) -> String {
    let names = channels(multiverse);
    let mut said: Vec<String> = Vec::new();
    if multiverse.universes.len() < multiverse.asked {
        said.push(format!(
            "Stopped after {} of {} universes.",
            multiverse.universes.len(),
            multiverse.asked
        ));
    }
    for name in &names {
        let sentence = one(multiverse, name);
        said.push(if names.len() > 1 { format!("{name}: {sentence}") } else { sentence });
    }
    if names.is_empty() {
        let why = multiverse.universes.iter().find_map(|universe| universe.outcome.as_ref().err());
        let why = why.map_or_else(String::new, |why| format!(" {why}."));
        said.push(format!("No universe could be analysed.{why}"));
    }
    said.join(" ")
}

fn one(multiverse: &Multiverse, channel: &str) -> String {
    let universes = of_channel(multiverse, channel);
    let stands: Vec<Stand> = universes.iter().map(|(_, c)| Stand::of(c)).collect();
    let with = |stand: Stand| stands.iter().filter(|s| **s == stand).count();
    let all = multiverse.universes.len();
    let mut values: Vec<f64> = universes
        .iter()
        .map(|(_, c)| c.effect.map_or(c.real_mean, |(d, _)| d))
        .filter(|x| x.is_finite())
        .collect();
    values.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (values.first(), values.last()) else {
        let why = Reason::commonest(universes.iter().filter_map(|(_, c)| c.untold));
        let why = why.map_or_else(String::new, |why| format!(" {}", super::reason(&why)));
        return match all {
            1 => format!("Can't tell: the one universe gave no number.{why}"),
            _ => format!("Can't tell: none of {all} universes gave a number.{why}"),
        };
    };
    let middle = values[values.len() / 2];
    let range = format!(
        "{} to {}, middle {}",
        decimals(*least, 2),
        decimals(*most, 2),
        decimals(middle, 2)
    );
    let strangers = universes.iter().any(|(_, c)| c.effect.is_some());
    let whole = if strangers {
        let mut text = format!(
            "In {} of {} real pairs went together more than stranger pairs (95 % interval of d above 0; \
             d {range}); in {} the interval holds 0",
            with(Stand::Beyond),
            count(all, "universe", "universes"),
            with(Stand::Within),
        );
        if with(Stand::Below) > 0 {
            text += &format!(", in {} it lies below 0", with(Stand::Below));
        }
        text
    } else {
        format!(
            "In {} of {} the two went together more than 95 of 100 copies with one recording moved in time \
             (mean z {range})",
            with(Stand::Beyond),
            count(all, "universe", "universes"),
        )
    };
    let nothing = all - stands.len() + with(Stand::Nothing);
    let nothing =
        if nothing > 0 { format!("; {nothing} could not be analysed") } else { String::new() };
    format!("{whole}{nothing}. {}", steady(&universes))
}

/// How far single dyads keep their verdict.
fn steady(universes: &[(usize, &UniverseChannel)]) -> String {
    let Some((_, first)) = universes.first() else { return String::new() };
    let dyads = first.dyads.len();
    if dyads < 2 {
        return String::new();
    }
    let (mut always, mut never) = (0, 0);
    for at in 0..dyads {
        let found = universes
            .iter()
            .filter(|(_, c)| c.dyads.get(at).is_some_and(|d| d.verdict == Verdict::Supported))
            .count();
        always += usize::from(found == universes.len());
        never += usize::from(found == 0);
    }
    let varying = dyads - always - never;
    format!(
        "Of {}, {always} {} supported in every universe, {never} in none, and {varying} {} on the choices.",
        count(dyads, "dyad", "dyads"),
        if always == 1 { "is" } else { "are" },
        if varying == 1 { "depends" } else { "depend" },
    )
}
