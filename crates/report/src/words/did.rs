//! What somebody did, as it is said to the two people: what could be seen or heard, and no more.

use attune::story::{Act, CodedAct};
use attune_data::CodeBook;

/// What the other did, to follow "I noticed when": "your voice got sharper".
pub(super) fn you_did(act: &CodedAct) -> &'static str {
    phrase(act).0
}

/// What the speaker did, to follow "I think I": "spoke more sharply".
pub(super) fn i_did(act: &CodedAct) -> &'static str {
    phrase(act).1
}

/// By the coder's word where it is one of the built-in books; by where it was seen where nobody coded
/// it; else by the family, which says less.
fn phrase(act: &CodedAct) -> (&'static str, &'static str) {
    if act.code.is_empty() {
        return seen(act.act);
    }
    let book = CodeBook::default();
    let coded = book.code(&act.code).and_then(|code| by_code(&code.name));
    coded.unwrap_or_else(|| by_family(act.act))
}

/// What turns and signals show by themselves: words beside a person's usual ones, a long silence,
/// voice and movement.
fn seen(act: Act) -> (&'static str, &'static str) {
    match act {
        Act::Pursue => ("you got louder or moved more", "got louder or moved more"),
        Act::Withdraw => ("you went quiet or still", "went quiet or still"),
        Act::Harsh => ("your words got harder", "chose harder words"),
        Act::Warm => ("your words got warmer", "chose warmer words"),
        Act::Soothe | Act::Repair | Act::Stress => by_family(act),
    }
}

fn by_family(act: Act) -> (&'static str, &'static str) {
    match act {
        Act::Pursue => ("you pressed on", "pressed on"),
        Act::Withdraw => ("you drew back", "drew back"),
        Act::Harsh => ("your voice or words got sharper", "got sharper in voice or words"),
        Act::Warm => ("you were warm", "was warm"),
        Act::Soothe => ("you made it easier for me", "made it easier for you"),
        Act::Repair => ("you reached out", "reached out"),
        Act::Stress => ("you showed that it was hard", "showed that it was hard"),
    }
}

fn by_code(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "affection" => ("you said or showed something fond", "said or showed something fond"),
        "enthusiasm" => ("you lit up", "lit up"),
        "humor" => ("you made a joke", "made a joke"),
        "interest" => ("you asked more or leaned in", "asked more or leaned in"),
        "validation" => ("you said that it made sense", "said that it made sense"),
        "anger" | "belligerence" => ("your voice got sharper", "spoke more sharply"),
        "contempt" | "criticism" | "criticise" => ("your words got sharper", "chose sharper words"),
        "defensiveness" => ("you said that it was not so", "said that it was not so"),
        "disgust" => ("you turned your face away", "turned my face away"),
        "domineering" => ("you talked across me", "talked across you"),
        "threats" => ("you said what would follow", "said what would follow"),
        "fear_tension" => {
            ("you fidgeted or stumbled over a word", "fidgeted or stumbled over a word")
        }
        "sadness" => ("your face or voice fell", "let my face or voice fall"),
        "stonewalling" | "go_quiet" => ("you went quiet", "went quiet"),
        "whining" => ("your voice got drawn out", "drew out my voice"),
        "pursue" => ("you asked again", "asked again"),
        "raise_voice" => ("your voice got louder", "raised my voice"),
        "withdraw" => ("you drew back from the talk", "drew back from the talk"),
        "look_away" => ("you looked away", "looked away"),
        "leave" => ("you left", "left"),
        "soothe" => ("you said or did something calming", "said or did something calming"),
        "soften" => ("your voice got softer", "spoke more softly"),
        "touch" => ("you touched me", "touched you"),
        "repair" => ("you reached out", "reached out"),
        "apologise" => ("you said sorry", "said sorry"),
        "own_part" => ("you named a part of your own", "named a part of my own"),
        "stress_communication" => ("you told me that it was hard", "told you that it was hard"),
        "dyadic_coping" => ("you listened or helped", "listened or helped"),
        "delegated_coping" => ("you took something off my hands", "took something off your hands"),
        "common_coping" => ("you took it on with me", "took it on with you"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use attune_data::Who;

    use super::*;
    use crate::words::lint;

    fn done(act: Act, code: &str) -> CodedAct {
        CodedAct { who: Who::A, act, code: code.into(), start_s: 0.0, end_s: 1.0 }
    }

    /// A code that comes to a book has to get words of its own; plain talk is no act.
    #[test]
    fn every_built_in_code_has_its_own_words() {
        for code in CodeBook::default().codes.iter().filter(|code| code.name != "neutral") {
            assert!(by_code(&code.name).is_some(), "{}", code.name);
        }
    }

    #[test]
    fn nobody_is_called_sharp_who_was_sad_tense_or_silent() {
        let book = CodeBook::default();
        for word in ["Sadness", "fear/tension", "stonewall", "Whining", "look away", "SC"] {
            assert!(book.knows(word), "{word}");
            // Whatever act it is taken for.
            for act in Act::ALL {
                let (you, i) = (you_did(&done(act, word)), i_did(&done(act, word)));
                assert!(!you.contains("sharp") && !i.contains("sharp"), "{word}: {you}; {i}");
            }
        }
        assert_eq!(you_did(&done(Act::Harsh, "anger")), "your voice got sharper");
        assert_eq!(you_did(&done(Act::Withdraw, "Stonewalling")), "you went quiet");
    }

    #[test]
    fn every_phrase_is_about_what_was_seen_or_heard() {
        let all = CodeBook::default().codes;
        let codes = all.iter().map(|code| code.name.as_str()).chain(["", "a word of one's own"]);
        for code in codes {
            for act in Act::ALL {
                let (you, i) = (you_did(&done(act, code)), i_did(&done(act, code)));
                assert!(you.starts_with("you ") || you.starts_with("your "), "{you}");
                assert!(!i.starts_with("I "), "{i}");
                for text in [you, i] {
                    assert!(lint(text).is_empty(), "{text}");
                    for reading in ["attack", "contempt", "ignor", "defensive", "whin", "stonewall"]
                    {
                        assert!(!text.contains(reading), "{text}");
                    }
                }
            }
        }
    }
}
