//! Which tiers of a transcript are talk of one of the two.

use std::rc::Rc;

use super::super::super::problem::shown;
use super::super::found::{InTier, Reads, Utterance};
use super::super::speakers::{Meant, Speakers};
use crate::CodeBook;
use crate::quality::{Fault, FaultCode};

/// The tiers of one session in one file.
pub(super) struct TalkTiers {
    tiers: Vec<Of>,
}

/// A tier, whose it is and what was decided.
struct Of {
    tier: Rc<InTier>,
    meant: Meant,
    labels: usize,
    /// Labels with a text, and those of them that are codes of the code book.
    worded: usize,
    coded: usize,
    talk: bool,
}

/// What a tier of talk may be called beside its person.
const TALK: [&str; 10] = [
    "talk",
    "speech",
    "words",
    "text",
    "transcript",
    "transcription",
    "utterance",
    "utterances",
    "said",
    "turns",
];

impl TalkTiers {
    /// Decides about every tier. One that belongs to a person and reads like talk is talk. So is a
    /// short one, as of somebody who says little, where nothing says that it is anything else: its
    /// labels are not all codes, its name says no more than whose it is, that it is talk, or what
    /// the other person's tier of talk says; and that person has no tier that reads like talk.
    pub(super) fn of<'u>(
        utterances: impl Iterator<Item = &'u Utterance>,
        speakers: &Speakers,
        book: &CodeBook,
    ) -> Self {
        let mut tiers: Vec<Of> = Vec::new();
        for utterance in utterances {
            let Some(tier) = &utterance.tier else { continue };
            let at = tiers.iter().rposition(|of| Rc::ptr_eq(&of.tier, tier)).unwrap_or_else(|| {
                tiers.push(Of::new(tier.clone(), speakers.meant(&utterance.whose)));
                tiers.len() - 1
            });
            let of = &mut tiers[at];
            of.labels += 1;
            of.worded += usize::from(utterance.said.is_some());
            of.coded += utterance.said.as_ref().map_or(0, |s| usize::from(book.knows(s.text())));
        }
        let long = tiers.iter().filter(|of| of.tier.reads == Reads::Talk);
        let of_talk: Vec<(usize, String)> = long.filter_map(Of::person).collect();
        for of in &mut tiers {
            of.talk = match of.tier.reads {
                // Who is left out on purpose is left out whatever it is.
                _ if of.meant == Meant::Other => true,
                Reads::NoTalk => false,
                Reads::Talk => true,
                Reads::Short if of.worded > 0 && of.coded == of.worded => false,
                Reads::Short => of.person().is_none_or(|(person, rest)| {
                    let called = rest.is_empty()
                        || rest.split('_').all(|word| TALK.contains(&word))
                        || of_talk.iter().any(|(_, as_well)| *as_well == rest);
                    called && of_talk.iter().all(|(speaks, _)| *speaks != person)
                }),
            };
        }
        Self { tiers }
    }

    /// Whether an utterance is talk: what stands in no tier is.
    pub(super) fn hold(&self, utterance: &Utterance) -> bool {
        let Some(tier) = &utterance.tier else { return true };
        self.tiers.iter().any(|of| of.talk && Rc::ptr_eq(&of.tier, tier))
    }

    /// What is no talk of anybody, by the tiers' names.
    pub(super) fn left_out(&self, file: &str) -> Option<Fault> {
        const MOST: usize = 8;
        let left: Vec<&Of> = self.tiers.iter().filter(|of| !of.talk).collect();
        if left.is_empty() {
            return None;
        }
        let named = left.iter().take(MOST).map(|of| {
            let labels = if of.labels == 1 { "label" } else { "labels" };
            format!("{} ({} {labels})", shown(&of.tier.name), of.labels)
        });
        let more = left.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!(
            "not taken for talk, and left out: {}{more}; a tier of talk is called after its person, \
             alone or with `talk` (codes: --spans) ({file})",
            named.collect::<Vec<_>>().join(", ")
        );
        Some(Fault::new(FaultCode::TierLeftOut, message))
    }
}

impl Of {
    fn new(tier: Rc<InTier>, meant: Meant) -> Self {
        Self { tier, meant, labels: 0, worded: 0, coded: 0, talk: false }
    }

    /// The person's place, and what the tier's name says beside the person; `None` for nobody of
    /// the two, who is reported by name.
    fn person(&self) -> Option<(usize, String)> {
        let Meant::Who(who, rest) = &self.meant else { return None };
        Some((who.person()?, rest.clone()))
    }
}
