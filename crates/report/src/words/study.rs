//! What is said about a study as a whole.

use attune::{Analysis, ChannelResult, Dyad, Verdict};

use super::Strength;
use crate::number::{count, decimals};

/// How many dyads got which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Supported.
    pub supported: usize,
    /// Weak.
    pub weak: usize,
    /// Not seen.
    pub not_seen: usize,
    /// Cannot tell.
    pub cannot_tell: usize,
    /// Of the supported ones, those the lay word *clear* is used for.
    pub clear: usize,
}

impl Tally {
    /// Counts dyads by verdict.
    pub fn of<'a>(dyads: impl IntoIterator<Item = &'a Dyad>) -> Self {
        let mut tally = Self::default();
        for dyad in dyads {
            match dyad.verdict {
                Verdict::Supported => tally.supported += 1,
                Verdict::Weak => tally.weak += 1,
                Verdict::NotSeen => tally.not_seen += 1,
                Verdict::CannotTell => tally.cannot_tell += 1,
            }
            tally.clear += usize::from(Strength::of(dyad) == Strength::Clear);
        }
        tally
    }

    /// How many the lay words *some sign* are used for.
    pub fn some_sign(&self) -> usize {
        self.supported + self.weak - self.clear
    }

    /// How many the lay words *can't tell* are used for.
    pub fn cant_tell(&self) -> usize {
        self.not_seen + self.cannot_tell
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.supported + self.weak + self.not_seen + self.cannot_tell
    }
}

/// The sample as a whole: real against stranger pairs, then how many pairs show what.
pub fn study_sentence(analysis: &Analysis) -> String {
    let whole = analysis.channels.iter().filter(|result| result.group.is_none());
    let one = analysis.study.channels.len() == 1;
    let said = |result: &ChannelResult| {
        let sentence = channel_sentence(result);
        if one { sentence } else { format!("{}: {sentence}", result.channel) }
    };
    let mut sentences: Vec<String> = whole.map(said).collect();
    if one {
        sentences.push(dyads_sentence(&Tally::of(&analysis.dyads)));
    } else {
        for channel in &analysis.study.channels {
            let dyads = analysis.dyads.iter().filter(|dyad| dyad.channel == *channel);
            sentences.push(format!("{channel}: {}", dyads_sentence(&Tally::of(dyads))));
        }
    }
    sentences.join(" ")
}

/// Real against stranger pairs, for one channel and group.
pub fn channel_sentence(result: &ChannelResult) -> String {
    let who = match &result.group {
        Some(group) => format!("Real pairs of group {group}"),
        None => "Real pairs".into(),
    };
    let chance = format!(
        "d = {}, 95 % interval {} to {}; {}, {}",
        decimals(result.d, 2),
        decimals(result.interval.lo, 2),
        decimals(result.interval.hi, 2),
        count(result.n_real, "real pair", "real pairs"),
        count(result.n_pseudo, "stranger pair", "stranger pairs"),
    );
    if result.interval.lo > 0.0 {
        format!("{who} went together more than stranger pairs ({chance}).")
    } else if result.interval.hi < 0.0 {
        format!("{who} went together less than stranger pairs ({chance}).")
    } else {
        format!(
            "Whether {} went together more than stranger pairs can't be told from this sample ({chance}).",
            who.replacen("Real", "real", 1),
        )
    }
}

/// How many pairs show what, in lay words.
pub fn dyads_sentence(tally: &Tally) -> String {
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let show = |n: usize| if n == 1 { "shows" } else { "show" };
    let common = if tally.cant_tell() * 2 > tally.all() {
        " That is usual: most single recordings cannot show it."
    } else {
        ""
    };
    format!(
        "Of {}, {} {} clear, {} {} some sign, and for {} the recording can't tell.{common}",
        count(tally.all(), "pair", "pairs"),
        tally.clear,
        is(tally.clear),
        tally.some_sign(),
        show(tally.some_sign()),
        tally.cant_tell(),
    )
}

/// The verdicts, counted in a researcher's words.
pub fn study_for_researchers(tally: &Tally) -> String {
    format!(
        "{} supported, {} weak, {} not seen, {} can't tell.",
        tally.supported, tally.weak, tally.not_seen, tally.cannot_tell,
    )
}
