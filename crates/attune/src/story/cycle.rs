use attune_data::Who;
use attune_dynamics::{CycleCount, CycleKind, Occurrence};

use crate::Verdict;

/// An order of acts, how often it came, and how often chance brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cycle {
    /// Which.
    pub kind: CycleKind,
    /// Who begins it: the one who presses on, or shows strain; both where that does not matter.
    pub first: Who,
    /// What it was seen in.
    pub source: CycleSource,
    /// How often it went round.
    pub count: usize,
    /// Mean of shifted copies.
    pub expected: f64,
    /// 5th and 95th percentile of shifted copies.
    pub chance: [f64; 2],
    /// p of this count alone.
    pub p: f64,
    /// p against the strongest of every kind and direction in each copy, and beyond near copies.
    pub p_all: f64,
    /// Whether its source is the one that decides: codes where there are enough, else turns, else
    /// signals.
    pub decides: bool,
    /// How many shifted copies.
    pub copies: usize,
    /// The same order among strangers of the study.
    pub strangers: Option<StrangerCount>,
    /// Every time it went round, by time.
    pub occurrences: Vec<Occurrence>,
    /// How strongly the recording supports that it is more than chance.
    pub verdict: Verdict,
}

/// A count among pairs of strangers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrangerCount {
    /// Mean count.
    pub expected: f64,
    /// Where the pair's own count stands among them, 0 to 100.
    pub percentile: f64,
    /// How many stranger pairs.
    pub pairs: usize,
}

/// What a cycle was seen in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CycleSource {
    /// Codes somebody gave.
    Codes,
    /// Who spoke when, how long, and with which words.
    Turns,
    /// Bodies and voices.
    Signals,
}

impl CycleSource {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Turns => "turns",
            Self::Signals => "signals",
        }
    }
}

/// A cycle is called supported below this.
const ALPHA: f64 = 0.05;
/// From this percentile among strangers on.
const BEYOND_STRANGERS: f64 = 95.0;

/// The counts of one source as cycles. Only those of the source that decides may be supported: to
/// look through several for the best would name too many.
pub(super) fn cycles(counts: Vec<CycleCount>, source: CycleSource, decides: bool) -> Vec<Cycle> {
    counts
        .into_iter()
        .map(|c| {
            let p_all = c.p_all;
            Cycle {
                kind: c.kind,
                first: c.first.map_or(Who::Both, super::who),
                source,
                count: c.count(),
                expected: c.expected,
                chance: c.chance,
                p: c.p,
                p_all,
                copies: c.copies,
                strangers: None,
                decides,
                verdict: verdict(decides, p_all, None),
                occurrences: c.occurrences,
            }
        })
        .collect()
}

/// Beyond every shifted copy's strongest cycle, from the source that decides and, where there are
/// strangers, beyond them: supported. Without one of these two: weak. The p of one count alone
/// decides nothing: of a dozen kinds and directions looked for, one is below .05 in every second
/// talk.
fn verdict(decides: bool, p_all: f64, strangers: Option<&StrangerCount>) -> Verdict {
    let beyond_strangers = strangers.is_none_or(|s| s.percentile >= BEYOND_STRANGERS);
    match p_all < ALPHA {
        true if decides && beyond_strangers => Verdict::Supported,
        true => Verdict::Weak,
        false => Verdict::NotSeen,
    }
}

impl Cycle {
    /// Sets the cycle beside the counts of stranger pairs.
    pub(super) fn beside_strangers(&mut self, counts: &[usize]) {
        let below = counts.iter().filter(|c| **c < self.count).count() as f64;
        let n = counts.len() as f64;
        let found = StrangerCount {
            expected: counts.iter().sum::<usize>() as f64 / n,
            percentile: 100.0 * below / (1.0 + n),
            pairs: counts.len(),
        };
        self.verdict = verdict(self.decides, self.p_all, Some(&found));
        self.strangers = Some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_beyond_every_kind_at_once_counts() {
        let strangers = |percentile| Some(StrangerCount { expected: 1.0, percentile, pairs: 342 });
        for (decides, p_all, percentile, expected) in [
            (true, 0.01, None, Verdict::Supported),
            (true, 0.01, Some(99.0), Verdict::Supported),
            (true, 0.01, Some(50.0), Verdict::Weak),
            (false, 0.01, None, Verdict::Weak),
            (true, 0.06, None, Verdict::NotSeen),
            (true, 0.06, Some(99.0), Verdict::NotSeen),
        ] {
            let beside = percentile.and_then(strangers);
            assert_eq!(
                verdict(decides, p_all, beside.as_ref()),
                expected,
                "{p_all} {percentile:?}"
            );
        }
    }
}
