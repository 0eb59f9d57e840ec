//! What is said about a study as a whole.

use attune::story::CycleKind;
use attune::{
    Analysis, ChannelResult, Dyad, FEWEST_FOR_INTERVAL, Interval, Story, StudySummary, Verdict,
};
use attune_data::Kind;

use super::Strength;
use super::moment::times;
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
    if analysis.study.channels.is_empty() {
        let stories: Vec<&Story> = analysis.stories.iter().collect();
        let cycles = uncoded_sentence(&analysis.study).unwrap_or_else(|| cycles_sentence(&stories));
        return format!(
            "No signals were recorded, so whether the two of a pair go together can't be told. {cycles}"
        );
    }
    channel_by_channel(analysis).join(" ")
}

/// The same, a text for each channel, which it names where there are several.
pub fn study_sentences(analysis: &Analysis) -> Vec<String> {
    if analysis.study.channels.is_empty() {
        return vec![study_sentence(analysis)];
    }
    channel_by_channel(analysis)
}

fn channel_by_channel(analysis: &Analysis) -> Vec<String> {
    let one = analysis.study.channels.len() == 1;
    let told = |channel: &String| {
        let whole = analysis.channels.iter().filter(|c| c.group.is_none() && c.channel == *channel);
        let mut sentences: Vec<String> = whole.map(channel_sentence).collect();
        let dyads = || analysis.dyads.iter().filter(|dyad| dyad.channel == *channel);
        let codes = dyads().all(|dyad| dyad.kind == Kind::Code) && dyads().next().is_some();
        sentences.push(if codes { CODES.to_owned() } else { dyads_sentence(&Tally::of(dyads())) });
        let text = sentences.join(" ");
        if one { text } else { format!("{channel}: {text}") }
    };
    analysis.study.channels.iter().map(told).collect()
}

/// What is said of a channel that cannot be correlated.
const CODES: &str = "The channel holds codes, which are names and not amounts, so nothing was \
                     correlated. Whether support follows strain is told from codes of 0 and 1 that \
                     mean these, and the measures for codes take any.";

/// Why no code tells anything, where codes were read and none of them means an act.
pub fn uncoded_sentence(study: &StudySummary) -> Option<String> {
    (study.coded > 0 && study.coded_known == 0).then(|| {
        format!(
            "{}, and none belongs to a family of acts that the code book knows, so no order of \
             acts could be looked for.",
            count(study.coded, "code was read", "codes were read"),
        )
    })
}

/// In how many sessions an order of acts came up, and in how many that can't be told.
pub fn cycles_sentence(stories: &[&Story]) -> String {
    let named: Vec<&Story> = stories.iter().copied().filter(|s| s.named.is_some()).collect();
    let looked = stories.iter().filter(|s| !s.cycles.is_empty()).count();
    let mut kinds: Vec<(CycleKind, usize)> = Vec::new();
    for kind in named.iter().filter_map(|story| story.named_cycle()).map(|cycle| cycle.kind) {
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, n)) => *n += 1,
            None => kinds.push((kind, 1)),
        }
    }
    let orders: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| format!("{} \"{}\"", times(*n), super::cycle_name(*kind)))
        .collect();
    let which = if orders.is_empty() { String::new() } else { format!(" ({})", orders.join(", ")) };
    match (stories.len(), looked) {
        (_, 0) => "Nothing was coded or said often enough to look for an order of acts.".to_owned(),
        (1, _) if named.is_empty() => {
            "Whether an order of acts comes up more often than chance brings it can't be told."
                .to_owned()
        }
        (1, _) => format!("An order of acts came up more often than chance brings it{which}."),
        _ => format!(
            "In {} of {}, an order of acts came up more often than chance brings it{which}; for the \
             others that can't be told.",
            named.len(),
            count(stories.len(), "session", "sessions"),
        ),
    }
}

/// Real against stranger pairs, for one channel and group.
pub fn channel_sentence(result: &ChannelResult) -> String {
    let who = match &result.group {
        Some(group) => format!("Real pairs of group {group}"),
        None => "Real pairs".into(),
    };
    let chance = format!(
        "{}; {}, {}",
        effect(result),
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

/// d with its interval, where there are pairs enough for one.
pub(crate) fn effect(result: &ChannelResult) -> String {
    let d = decimals(result.d, 2);
    let Interval { lo, hi } = result.interval;
    if result.n_real < FEWEST_FOR_INTERVAL {
        format!("d = {d}, no interval from fewer than {FEWEST_FOR_INTERVAL} pairs")
    } else {
        format!("d = {d}, 95 % interval {} to {}", decimals(lo, 2), decimals(hi, 2))
    }
}

/// How many pairs show what, in lay words.
pub fn dyads_sentence(tally: &Tally) -> String {
    if tally.all() == 1 {
        return match (tally.clear, tally.some_sign()) {
            (1, _) => "In the one pair it is clear that they went together.".to_owned(),
            (_, 1) => "In the one pair there is some sign that they went together.".to_owned(),
            _ => "Of the one pair the recording can't tell. That is usual: most single recordings \
                  cannot show it."
                .to_owned(),
        };
    }
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
