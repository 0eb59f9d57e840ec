//! Tiers of labelled stretches, as ELAN and Praat share them, taken as codes or as talk.

use std::rc::Rc;

use super::found::{Found, InTier, Key, Mark, Reads, Utterance, Whose};
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
        let may_be_said_in: Option<Rc<str>> = (!tier.listed).then(|| tier.name.as_str().into());
        for Label { start_s, end_s, text } in tier.labels {
            found.items.push(Mark {
                key: Key::default(),
                whose: whose.clone(),
                start_s,
                end_s,
                code: text,
                may_be_said_in: may_be_said_in.clone(),
            });
        }
    }
    found
}

/// Tiers as talk, each with what it reads like: whether a short one is somebody who says little is
/// not told from the file alone.
pub(crate) fn talk(tiers: Found<Tier>) -> Found<Utterance> {
    let mut found = Found { notes: tiers.notes, ..Found::default() };
    for tier in tiers.items {
        let whose = whose(&tier);
        let in_tier = Rc::new(InTier { name: tier.name.clone(), reads: reads(&tier) });
        found.items.extend(tier.labels.into_iter().map(|Label { start_s, end_s, text }| {
            Utterance {
                key: Key::default(),
                whose: whose.clone(),
                start_s,
                end_s,
                said: (!text.is_empty()).then(|| Said::new(text)),
                continues: false,
                tier: Some(in_tier.clone()),
            }
        }));
    }
    found
}

fn reads(tier: &Tier) -> Reads {
    let points = tier.labels.iter().all(|label| label.start_s == label.end_s);
    if tier.listed || tier.dependent || points {
        Reads::NoTalk
    } else if is_talk(tier) {
        Reads::Talk
    } else {
        Reads::Short
    }
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
