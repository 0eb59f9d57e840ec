//! The sentence that each of the two may complete: "I noticed when you …, I felt …".

use attune::story::CycleSentence;

use super::did::{i_did, you_did};
use crate::number::clock;

/// Feelings to choose from; none is chosen for anybody, and none is a judgement dressed as a
/// feeling.
pub const FEELINGS: [&str; 16] = [
    "tense",
    "worried",
    "sad",
    "hurt",
    "lonely",
    "angry",
    "afraid",
    "ashamed",
    "tired",
    "confused",
    "overwhelmed",
    "unsure",
    "hopeful",
    "relieved",
    "calm",
    "touched",
];

/// The two slots that a recording may fill; the feeling has none, because only the speaker knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SentenceSlots {
    /// What the other did, to follow "I noticed when"; `None` leaves a blank.
    pub noticed: Option<String>,
    /// What the speaker did, to follow "and I think I"; `None` leaves a blank.
    pub answered: Option<String>,
}

/// The slots of one person's sentence, filled only with what anyone could check.
pub fn cycle_sentence(of: &CycleSentence, days: bool) -> SentenceSlots {
    SentenceSlots {
        noticed: of
            .noticed
            .as_ref()
            .map(|act| format!("{} at {}", you_did(act), clock(act.start_s, days))),
        answered: of.answered.as_ref().map(|act| i_did(act).to_owned()),
    }
}

/// The whole sentence as it would be said, with `feeling` as the speaker's own word.
pub fn whole_sentence(slots: &SentenceSlots, feeling: &str) -> String {
    let or_blank = |slot: &Option<String>| slot.clone().unwrap_or_else(|| "…".into());
    format!(
        "I noticed when {}, I felt {feeling}, and I think I {}. Did something shift for you too?",
        or_blank(&slots.noticed),
        or_blank(&slots.answered)
    )
}

/// Every rule of the sentence that a text breaks; none for one that may be shown.
///
/// It begins with "I noticed", asks a question, has at most 45 words, and holds no "always", no
/// reason laid on the other, no motive, no judgement dressed as a feeling, no banned word.
pub fn sentence_rules_broken(text: &str) -> Vec<&'static str> {
    let lower = format!(" {} ", text.to_lowercase().replace(['\u{2019}', ',', '.', '?'], " "));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(&format!(" {word} ")));
    let mut broken = Vec::new();
    let mut rule = |holds: bool, name| {
        if !holds {
            broken.push(name);
        }
    };
    rule(text.starts_with("I noticed"), "begins with I noticed");
    rule(text.contains('?'), "asks a question");
    rule(text.split_whitespace().count() <= 45, "has at most 45 words");
    rule(!has(&["always", "never", "every time"]), "says neither always nor never");
    rule(!has(&["because of you", "you made me", "due to you"]), "lays no reason on the other");
    rule(
        !has(&[
            "want",
            "wanted",
            "try",
            "tried",
            "trying",
            "refuse",
            "refused",
            "meant",
            "meaning to",
        ]),
        "names no motive",
    );
    rule(
        !has(&["feel that", "felt that", "feel like you", "felt like you"]),
        "says what is felt, not what is thought",
    );
    rule(
        !has(&["attacked", "ignored", "manipulated", "abandoned", "betrayed", "rejected", "used"]),
        "dresses no judgement as a feeling",
    );
    rule(super::lint(text).is_empty(), "uses no banned word");
    broken
}

#[cfg(test)]
mod tests {
    use attune::story::{Act, CodedAct};
    use attune_data::Who;

    use super::*;

    fn act(who: Who, act: Act) -> CodedAct {
        CodedAct { who, act, code: String::new(), start_s: 724.0, end_s: 730.0 }
    }

    #[test]
    fn every_sentence_that_can_be_built_keeps_every_rule() {
        for (speaker, other) in [(Who::A, Who::B), (Who::B, Who::A)] {
            for noticed in Act::ALL.map(Some).into_iter().chain([None]) {
                for answered in Act::ALL.map(Some).into_iter().chain([None]) {
                    let of = CycleSentence {
                        speaker,
                        change_s: Some(730.0),
                        noticed: noticed.map(|a| act(other, a)),
                        answered: answered.map(|a| act(speaker, a)),
                    };
                    for feeling in FEELINGS {
                        let text = whole_sentence(&cycle_sentence(&of, false), feeling);
                        assert_eq!(sentence_rules_broken(&text), [""; 0], "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn both_speakers_get_the_same_words_for_the_same_acts() {
        let of = |speaker, other| CycleSentence {
            speaker,
            change_s: None,
            noticed: Some(act(other, Act::Withdraw)),
            answered: Some(act(speaker, Act::Pursue)),
        };
        let [a, b] = [of(Who::A, Who::B), of(Who::B, Who::A)].map(|s| cycle_sentence(&s, false));
        assert_eq!(a, b);
        assert_eq!(a.noticed.as_deref(), Some("you went quiet or still at 12:04"));
    }

    #[test]
    fn sentences_that_hurt_are_recognised() {
        let broken = |text: &str| sentence_rules_broken(text);
        assert_eq!(broken("I noticed you always leave. Why?"), ["says neither always nor never"]);
        assert!(broken("You made me sad.").contains(&"begins with I noticed"));
        assert!(broken("I noticed when you left, I felt ignored?").len() == 1);
        assert!(broken("I noticed you refused to look, did you?").len() == 1);
    }
}
