//! The sentence with which one person may name the cycle; the feeling is never filled in.

use attune::story::{Act, CycleSentence};

/// Feelings to choose from; none is chosen for anybody. No judgement dressed as a feeling
/// ("attacked", "ignored", "manipulated") is among them.
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

/// What stands where the speaker has not chosen or nothing was found.
pub const BLANK: &str = "…";

/// The sentence one person may complete, with the feeling they chose, if they chose one.
///
/// "I noticed when you …, I felt …, and I think I …. Did something shift for you too?"
pub fn cycle_sentence(slots: &CycleSentence, feeling: Option<&str>) -> String {
    let noticed = slots.noticed.as_ref().map_or_else(
        || format!("you {BLANK}"),
        |act| format!("{}, at {}", seen(act.act), clock(act.start_s)),
    );
    let felt = feeling.unwrap_or(BLANK);
    let answered = slots.answered.as_ref().map_or(BLANK, |act| own(act.act));
    format!(
        "I noticed when {noticed}, I felt {felt}, and I think I {answered}. Did something shift for you too?"
    )
}

/// What the partner did, neutral and checkable.
fn seen(act: Act) -> &'static str {
    match act {
        Act::Pursue => "you asked again",
        Act::Withdraw => "you went quiet",
        Act::Harsh => "your words got sharper",
        Act::Warm => "you were warm",
        Act::Soothe => "you comforted me",
        Act::Repair => "your tone got softer",
        Act::Stress => "you showed strain",
    }
}

/// What the speaker did, in the speaker's own voice.
fn own(act: Act) -> &'static str {
    match act {
        Act::Pursue => "asked again",
        Act::Withdraw => "went quiet",
        Act::Harsh => "got sharper",
        Act::Warm => "got warmer",
        Act::Soothe => "tried to comfort you",
        Act::Repair => "softened my tone",
        Act::Stress => "showed my strain",
    }
}

fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

/// Every rule that a sentence naming the cycle breaks, each in a few words.
pub fn cycle_sentence_lint(sentence: &str) -> Vec<&'static str> {
    let text = sentence.to_lowercase().replace('\u{2019}', "'");
    let holds = |words: &[&str]| {
        let padded: String =
            text.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
        let padded = format!(" {} ", padded.split_whitespace().collect::<Vec<_>>().join(" "));
        words.iter().any(|word| padded.contains(&format!(" {word} ")))
    };
    let rules: [(bool, &'static str); 8] = [
        (!sentence.starts_with("I noticed"), "starts with \"I noticed\""),
        (!sentence.contains('?'), "contains a question"),
        (sentence.split_whitespace().count() > 45, "at most 45 words"),
        (holds(&["you always", "you never"]), "no \"you always\", no \"you never\""),
        (holds(&["because of you"]), "no \"because of you\""),
        (
            holds(&["feel that", "feel like you", "felt that", "felt like you"]),
            "no \"feel that\", no \"feel like you\"",
        ),
        (
            holds(&["you want", "you wanted", "you try", "you tried", "you refuse", "you refused"]),
            "no motives of the other",
        ),
        (
            holds(&["attacked", "ignored", "manipulated", "narcissist", "depressed", "toxic"]),
            "no judgement, no diagnosis",
        ),
    ];
    rules.into_iter().filter(|(broken, _)| *broken).map(|(_, rule)| rule).collect()
}

#[cfg(test)]
mod tests {
    use attune::story::CodedAct;
    use attune_data::Who;

    use super::*;

    fn slots(noticed: Option<Act>, answered: Option<Act>) -> CycleSentence {
        let act =
            |who, act| CodedAct { who, act, code: String::new(), start_s: 724.0, end_s: 730.0 };
        CycleSentence {
            speaker: Who::A,
            change_s: Some(728.0),
            noticed: noticed.map(|a| act(Who::B, a)),
            answered: answered.map(|a| act(Who::A, a)),
        }
    }

    #[test]
    fn every_sentence_keeps_every_rule_and_never_fills_the_feeling() {
        let acts = || Act::ALL.into_iter().map(Some).chain([None]);
        for (noticed, answered) in acts().flat_map(|n| acts().map(move |a| (n, a))) {
            for feeling in FEELINGS.into_iter().map(Some).chain([None]) {
                let sentence = cycle_sentence(&slots(noticed, answered), feeling);
                assert!(cycle_sentence_lint(&sentence).is_empty(), "{sentence}");
                assert!(crate::words::lint(&sentence).is_empty(), "{sentence}");
                assert_eq!(sentence.contains("I felt …"), feeling.is_none());
            }
        }
        assert_eq!(
            cycle_sentence(&slots(Some(Act::Withdraw), Some(Act::Harsh)), Some("lonely")),
            "I noticed when you went quiet, at 12:04, I felt lonely, and I think I got sharper. \
             Did something shift for you too?"
        );
    }

    #[test]
    fn what_the_rules_are_for() {
        for bad in [
            "You always go quiet. Did something shift?",
            "I noticed that I feel like you ignored me?",
            "I noticed when you refused to answer, because of you I shut down?",
            "I noticed when you went quiet.",
        ] {
            assert!(!cycle_sentence_lint(bad).is_empty(), "{bad}");
        }
    }
}
