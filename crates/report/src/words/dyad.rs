//! What is said about one dyad.

use attune::{Analysis, Dyad, Reason, Synchrony, Verdict};

use super::{Counts, Strength, caveat};
use crate::number::{count, decimals, p_value, percent};

/// What a row is called: the dyad, with its session and channel where they are needed to tell rows
/// apart.
pub fn name(analysis: &Analysis, dyad: &Dyad) -> String {
    let session = dyad.session.as_ref().map(|session| format!(", session {session}"));
    let several = analysis.study.channels.len() > 1 && dyad.recorded();
    let channel = several.then(|| format!(", {}", dyad.channel));
    [Some(dyad.dyad.clone()), session, channel].into_iter().flatten().collect()
}

/// What was found, as one or two plain sentences that begin with the lay word and hold the counts.
pub fn dyad_sentence(dyad: &Dyad) -> String {
    let counts = dyad.synchrony.as_ref().map(Beside::new).unwrap_or_default();
    match (Strength::of(dyad), dyad.verdict) {
        (Strength::CantTell, Verdict::NotSeen) => not_seen(&counts),
        (Strength::CantTell, _) => cannot_tell(dyad),
        (strength, Verdict::Weak) => weak(strength, dyad, &counts),
        (strength, _) => supported(strength, &counts),
    }
}

/// What was found, with the numbers a researcher looks for first.
pub fn dyad_for_researchers(dyad: &Dyad) -> String {
    let verdict = match dyad.verdict {
        Verdict::Supported => "Supported",
        Verdict::Weak => "Weak",
        Verdict::NotSeen => "Not seen",
        Verdict::CannotTell => "Can't tell",
    };
    let Some(synchrony) = &dyad.synchrony else {
        let why = dyad.reasons.iter().map(super::reason).collect::<Vec<_>>().join(" ");
        return format!("{verdict} (rung {}). {why}", dyad.rung.number()).trim_end().to_owned();
    };
    let interval = &synchrony.mean_z_interval;
    let mut text = format!(
        "{verdict} (rung {}): mean z {} [{}, {}]",
        dyad.rung.number(),
        decimals(synchrony.mean_z, 3),
        decimals(interval.lo, 3),
        decimals(interval.hi, 3),
    );
    for test in &synchrony.tests {
        text += &format!(", {}", p_value(&format!("p_{}", test.null.name()), test.p));
    }
    text += &format!(", {}", p_value("q", synchrony.q));
    if let Some(percentile) = synchrony.stranger_percentile {
        text += &format!(
            ", stranger percentile {} of {}",
            decimals(percentile, 1),
            count(synchrony.n_strangers, "pair", "pairs"),
        );
    }
    text + &format!(", n_eff {}.", decimals(dyad.n_eff, 1))
}

/// What else could explain it: the caveats, and what this test cannot rule out.
pub fn elsewhere(dyad: &Dyad) -> Vec<String> {
    let mut out: Vec<String> = dyad.caveats.iter().map(caveat).collect();
    if matches!(dyad.verdict, Verdict::Supported | Verdict::Weak) {
        out.push(
            "Going together says nothing about who moved first, and more of it is neither better \
             nor worse."
                .into(),
        );
    }
    out
}

/// The counts of both kinds of chance, as phrases.
#[derive(Default)]
struct Beside {
    strangers: Option<Counts>,
    pairs: usize,
    shifted: Option<Counts>,
}

impl Beside {
    fn new(synchrony: &Synchrony) -> Self {
        Self {
            strangers: Counts::strangers(synchrony),
            pairs: synchrony.n_strangers,
            shifted: Counts::shifted(synchrony),
        }
    }

    /// "those of 98 of 100 stranger pairs".
    fn below_strangers(&self) -> Option<String> {
        let counts = self.strangers?;
        Some(if counts.below == counts.of {
            format!("those of all {} stranger pairs", self.pairs)
        } else {
            format!("those of {} of {} stranger pairs", counts.below, counts.of)
        })
    }

    /// "in 990 of 999 copies with one recording moved in time".
    fn below_shifted(&self) -> Option<String> {
        let counts = self.shifted?;
        Some(if counts.below == counts.of {
            format!("in all {} {COPIES}", counts.of)
        } else {
            format!("in {} of {} {COPIES}", counts.below, counts.of)
        })
    }
}

const COPIES: &str = "copies with one recording moved in time";
const TOGETHER: &str = "in this recording the two people's ups and downs went together more than";

fn capital(strength: Strength) -> &'static str {
    match strength {
        Strength::Clear => "Clear",
        Strength::SomeSign => "Some sign",
        Strength::CantTell => "Can't tell",
    }
}

fn joined(parts: [Option<String>; 2], by: &str) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(by)
}

fn supported(strength: Strength, beside: &Beside) -> String {
    let word = capital(strength);
    let chance = joined([beside.below_strangers(), beside.below_shifted()], ", and more than ");
    let more = if beside.strangers.is_none() {
        " There are no stranger pairs here to show what the same task does to any two people."
    } else {
        ""
    };
    format!("{word}: {TOGETHER} {chance}.{more}")
}

fn weak(strength: Strength, dyad: &Dyad, beside: &Beside) -> String {
    let word = capital(strength);
    let strangers_hold =
        dyad.reasons.iter().any(|reason| matches!(reason, Reason::BeyondStrangers { .. }));
    let shift_holds =
        dyad.reasons.iter().any(|reason| matches!(reason, Reason::BeyondShifted { .. }));
    let many =
        dyad.reasons.iter().any(|reason| matches!(reason, Reason::NotBeyondMultipleTests { .. }));
    let doubt = match (beside.strangers, beside.shifted) {
        (Some(strangers), _) if !strangers_hold && shift_holds => format!(
            "but {} of {} stranger pairs showed as much, so the task alone could look like this",
            strangers.at_least(),
            strangers.of,
        ),
        (_, Some(shifted)) if !shift_holds => format!(
            "but {} of {} {COPIES} showed as much, so it is not sure",
            shifted.at_least(),
            shifted.of,
        ),
        _ if many => "but with this many pairs tested, some reach as much by chance".into(),
        _ => "but not by every test, so it is not sure".into(),
    };
    let holds = if strangers_hold {
        joined(
            [beside.below_strangers(), shift_holds.then(|| beside.below_shifted()).flatten()],
            ", and more than ",
        )
    } else {
        joined([beside.below_shifted(), None], "")
    };
    if holds.is_empty() {
        return format!("{word}: by one test of several, with no counts to show beside it.");
    }
    format!("{word}: {TOGETHER} {holds}; {doubt}.")
}

fn not_seen(beside: &Beside) -> String {
    let strangers = beside
        .strangers
        .map(|counts| format!("{} of {} stranger pairs", counts.at_least(), counts.of));
    let shifted =
        beside.shifted.map(|counts| format!("{} of {} {COPIES}", counts.at_least(), counts.of));
    let chance = joined([strangers, shifted], " and ");
    let counts =
        if chance.is_empty() { String::new() } else { format!(": {chance} showed as much") };
    format!("Can't tell: over this recording as a whole nothing beyond chance was seen{counts}.")
}

fn cannot_tell(dyad: &Dyad) -> String {
    let fault = dyad.caveats.iter().find(|caveat| caveat.fault().is_some());
    let faulty = dyad.reasons.iter().any(|reason| matches!(reason, Reason::Faulty(_)));
    let why = match (faulty, fault, dyad.reasons.first()) {
        (true, Some(fault), _) => {
            format!("{} No claim is made from this recording.", caveat(fault))
        }
        (_, _, Some(reason)) => super::reason(reason),
        _ => format!(
            "{} of the time has samples of both people, which is too little for an answer.",
            percent(dyad.usable_s / (dyad.step_s * dyad.n as f64)),
        ),
    };
    format!("Can't tell. {why}")
}
