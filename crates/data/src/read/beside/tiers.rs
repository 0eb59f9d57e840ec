//! Tiers of labelled stretches, as ELAN and Praat share them, taken as codes or as talk.

use super::found::{Found, Key, Mark, Utterance, Whose};
use crate::Said;

/// A labelled stretch; a moment where the ends are equal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) start_s: f64,
    pub(crate) end_s: f64,
    pub(crate) text: String,
}

/// A tier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tier {
    pub(crate) name: String,
    /// Whose it is, where the file has a place for that.
    pub(crate) participant: String,
    /// Whether its labels come from a list of codes.
    pub(crate) listed: bool,
    /// Whether it describes another tier.
    pub(crate) dependent: bool,
    pub(crate) labels: Vec<Label>,
}

/// Tiers as coded behaviour. Tiers of talk are left out, and noted: a code may be shown, what was
/// said may not.
pub(crate) fn marks(tiers: Found<Tier>) -> Found<Mark> {
    let mut found = Found { notes: tiers.notes, ..Found::default() };
    for tier in tiers.items {
        if is_talk(&tier) {
            found.notes.push(
                "a tier of spans looks like talk and was left out (give the file as turns too)"
                    .to_owned(),
            );
            continue;
        }
        let whose = whose(&tier);
        for Label { start_s, end_s, text } in tier.labels {
            let (whose, code) = (whose.clone(), text);
            found.items.push(Mark { key: Key::default(), whose, start_s, end_s, code });
        }
    }
    found
}

/// Tiers as talk: those that are not codes; where some look like talk, these alone.
pub(crate) fn talk(tiers: Found<Tier>) -> Found<Utterance> {
    let mut found = Found { notes: tiers.notes, ..Found::default() };
    let all = tiers.items.len();
    let mut kept: Vec<Tier> = tiers.items;
    kept.retain(|tier| !tier.listed && !tier.dependent && !tier.labels.is_empty());
    if kept.iter().any(is_talk) {
        kept.retain(is_talk);
    }
    if kept.len() < all {
        let left = all - kept.len();
        found
            .notes
            .push(format!("tiers of a transcript that hold codes or nothing, left out: {left}"));
    }
    for tier in kept {
        let whose = whose(&tier);
        found.items.extend(tier.labels.into_iter().map(|Label { start_s, end_s, text }| {
            Utterance {
                key: Key::default(),
                whose: whose.clone(),
                start_s,
                end_s,
                said: (!text.is_empty()).then(|| Said::new(text)),
                continues: false,
            }
        }));
    }
    found
}

/// Whether any tier holds talk, and whether any holds codes.
pub(crate) fn kinds(tiers: &[Tier]) -> (bool, bool) {
    let mut filled = tiers.iter().filter(|tier| !tier.labels.is_empty());
    (filled.clone().any(is_talk), filled.any(|tier| !is_talk(tier)))
}

fn whose(tier: &Tier) -> Whose {
    let named = !tier.participant.is_empty();
    if named { Whose::Named(tier.participant.clone()) } else { Whose::Tier(tier.name.clone()) }
}

/// Whether a tier's labels read like talk: sentences, or words that hardly ever come again.
fn is_talk(tier: &Tier) -> bool {
    const SENTENCE: usize = 3;
    const MANY: usize = 30;
    let texts: Vec<&str> =
        tier.labels.iter().map(|l| l.text.trim()).filter(|t| !t.is_empty()).collect();
    let sentences = texts.iter().filter(|t| t.split_whitespace().count() >= SENTENCE).count();
    let mut distinct = texts.clone();
    distinct.sort_unstable();
    distinct.dedup();
    !tier.listed
        && (3 * sentences > texts.len()
            || (distinct.len() > MANY && 2 * distinct.len() > texts.len()))
}
