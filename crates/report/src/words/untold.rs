//! What a session does not tell, why, and what would help.

use attune::story::{NotTold, Told, WhyNot};

/// What cannot be told and why, in one plain sentence.
pub fn untold(of: &NotTold) -> String {
    format!("{}: can't tell. {}", subject(of.what), why(of.why))
}

/// What it is about.
pub fn subject(what: Told) -> &'static str {
    match what {
        Told::Echo => "What was picked up from the other",
        Told::Direction => "With whom changes tended to start",
        Told::WindingUp => "Winding each other up",
        Told::Settling => "Settling each other",
        Told::Soothing => "Whether being together helps you come down",
        Told::Repair => "Reaching out and whether it landed",
        Told::Recovery => "How long each took to come back down",
        Told::Flooded => "Being far above one's own line",
        Told::CueFirst => "A body that moves before the first word",
        Told::WordsAndBody => "Words and body",
        Told::Cycle => "A round you come back to",
        Told::Phases => "Phases of the talk",
    }
}

fn why(why: WhyNot) -> &'static str {
    match why {
        WhyNot::NoSignals => "No channel of both people shows how activated a body is.",
        WhyNot::RatingsAreNotActivation => "How one says one feels is not how activated a body is.",
        WhyNot::NoTurns => "It was not written down who spoke when.",
        WhyNot::NoWords => "It was not written down what was said.",
        WhyNot::TooFewActs => "Too few acts were coded or seen.",
        WhyNot::NoLoopModel => "The loop between the two was not fitted.",
        WhyNot::NoLink => "The fitted loop shows no link that one may speak of.",
        WhyNot::NoTimeApart => "Nothing was recorded while the two were apart.",
        WhyNot::TooShort => "Too little was recorded of both.",
        WhyNot::NoRest => "No rest was recorded.",
        WhyNot::SwitchedOff => "It was not looked for, as the plan says.",
        WhyNot::NotBeyondChance => "It was looked for, and there was no more than chance brings.",
        WhyNot::NoneFound => "It was looked for, and there was none.",
        WhyNot::Faulty => "Something is wrong with the recording.",
    }
}

/// What would help next time; `None` where nothing simple does.
pub fn next_time(why: WhyNot) -> Option<&'static str> {
    Some(match why {
        WhyNot::NoSignals | WhyNot::RatingsAreNotActivation => {
            "Record heart, skin or voice of both."
        }
        WhyNot::NoTurns => "Write down who speaks when.",
        WhyNot::NoWords => "Write down what is said, if both want that.",
        WhyNot::NoTimeApart | WhyNot::NoRest => {
            "Record three to five minutes apart before the talk."
        }
        WhyNot::TooShort | WhyNot::NoLink => "Record a longer talk, or several.",
        WhyNot::Faulty => "Look at what the check of the recording found, mend it or record again.",
        WhyNot::TooFewActs => "Code what each does, or record a longer talk.",
        WhyNot::NoLoopModel | WhyNot::SwitchedOff | WhyNot::NotBeyondChance | WhyNot::NoneFound => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{lint, reading_grade};

    #[test]
    fn nothing_that_cannot_be_told_is_said_in_banned_or_hard_words() {
        for of_why in WhyNot::ALL {
            for what in Told::ALL {
                let text = untold(&NotTold { what, why: of_why });
                assert!(lint(&text).is_empty(), "{text}");
            }
            let help = next_time(of_why).unwrap_or_default();
            assert!(lint(help).is_empty(), "{help}");
            let grade = reading_grade(help);
            assert!(grade < 9.0, "{help}: {grade:.1}");
        }
    }
}
