//! One thing to try together: short, safe, and never a task set by one for the other.

/// A practice for two, in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Practice {
    /// What it is called.
    pub title: &'static str,
    /// Why this one, in one sentence.
    pub why: &'static str,
    /// What to do, step by step.
    pub steps: &'static [&'static str],
    /// When to stop or leave it out.
    pub care: &'static str,
    /// How well it is supported, for therapists.
    pub evidence: &'static str,
}

/// What a page can invite to, each from what was seen in the session.
impl Practice {
    /// After winding each other up.
    pub const SHORT_PAUSE: Self = Self {
        title: "A short pause for both",
        why: "When both of you get louder inside, a few seconds can be enough to choose the next word.",
        steps: &[
            "Agree on a sign now, while all is calm. A raised hand will do.",
            "Either of you may give the sign at any time. Nobody asks why.",
            "Both breathe out slowly, once or twice. That takes ten seconds.",
            "Then go on, or say when you will come back to it.",
        ],
        care: "If one of you needs longer, take twenty minutes apart and set the time to meet again.",
        evidence: "Breaks of 5, 10 and 15 seconds lowered harshness alike in 81 couples in a laboratory \
game (McCurry 2024); the length of the long break is a clinical convention.",
    };

    /// After one pressed and the other went quiet, or any other round.
    pub const NAME_THE_CYCLE: Self = Self {
        title: "Name the cycle, not the person",
        why: "A round that has a name is something the two of you can look at side by side.",
        steps: &[
            "Each of you takes your own sentence above. Choose your word, and change what does not fit.",
            "One reads it out. The other only says back what was heard.",
            "Then swap.",
            "Find a name for the round that makes you both smile a little.",
        ],
        care: "Leave out what you did not notice yourself. There is no need to agree on who began.",
        evidence: "Speaking of oneself is reported to lower the hostility that is heard; naming the cycle is a step of \
emotionally focused therapy, whose effect as a whole is well supported and of this step alone is \
not known.",
    };

    /// After words and body differed.
    pub const BODY_FIRST: Self = Self {
        title: "Ask the body before you answer",
        why: "Kind words and a tense body can go together, and both may be true.",
        steps: &[
            "Before you answer, feel your shoulders, your jaw and your breath.",
            "Say one thing about it if you like: \"my shoulders are up\".",
            "The other says thank you, and nothing else.",
            "Then go on with the talk, a little slower.",
        ],
        care: "You may always keep it to yourself.",
        evidence: "Putting inner states into words is reported to lower arousal in the laboratory; as a \
practice for two it is untested.",
    };

    /// After an echo, or when it cannot be told whose a mood was.
    pub const NOTICE_THE_ECHO: Self = Self {
        title: "Is this mine, or am I picking it up?",
        why: "A mood can begin in you, come over from the other, or both.",
        steps: &[
            "When your mood shifts all at once, stop for one breath.",
            "Ask yourself: is this mine, or am I picking something up?",
            "Any answer is fine: mine, picked up, both, I don't know.",
            "If you like, ask: \"did something shift for you too?\"",
        ],
        care: "Ask it of yourself, not of the other.",
        evidence: "Putting a state into words is reported to lower arousal; the question of whose it is has not been \
tested.",
    };

    /// After settling each other or a repair; and where nothing stood out.
    pub const WARM_MIRRORING: Self = Self {
        title: "Three rounds of warm mirroring",
        why: "What went well is worth doing again on purpose.",
        steps: &[
            "Sit so that you can see each other, or side by side with a hand on a hand.",
            "For a minute and a half, do nothing. Soften your face and your shoulders.",
            "One tells a small good thing; the other listens and nods.",
            "Swap. Then each says one word for how it was.",
        ],
        care: "Looking into each other's eyes is a choice. Side by side works too.",
        evidence: "Smiles are mirrored among people who are close, and shared smiles raise liking among \
strangers; its use for couples in distress is untested.",
    };

    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::SHORT_PAUSE,
        Self::NAME_THE_CYCLE,
        Self::BODY_FIRST,
        Self::NOTICE_THE_ECHO,
        Self::WARM_MIRRORING,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{lint, reading_grade};

    #[test]
    fn practices_are_easy_to_read_and_say_nothing_banned() {
        for practice in Practice::ALL {
            let lay = [practice.title, practice.why, practice.care].into_iter();
            let text: String =
                lay.chain(practice.steps.iter().copied()).collect::<Vec<_>>().join("\n");
            assert!(lint(&text).is_empty(), "{}: {:?}", practice.title, lint(&text));
            assert!(lint(practice.evidence).is_empty(), "{}", practice.title);
            let grade = reading_grade(&text);
            assert!(grade < 8.0, "{}: {grade:.1}", practice.title);
        }
    }
}
