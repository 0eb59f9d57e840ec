//! Words that no sentence of Attune uses.

/// Every banned word or phrase found in a text, in the order of the list.
///
/// Words are matched whole and in any case: "default" holds no banned word.
pub fn lint(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase().replace(['\u{2019}', '\n'], "'");
    BANNED.iter().copied().filter(|word| holds(&text, word)).collect()
}

/// Verdicts on people, promises, and claims that no recording of two people can bear.
const BANNED: &[&str] = &[
    "score",
    "scores",
    "compatibility",
    "compatible",
    "toxic",
    "fault",
    "faults",
    "caused",
    "caused by",
    "lying",
    "prediction",
    "predicts",
    "dysregulated",
    "broken",
    "narcissist",
    "manipulative",
    "abnormal",
    "diagnosis",
    "blame",
    "to blame",
    "proves",
    "proof",
    "your mirror neurons",
    "mirror neuron activity",
    "mirror-neuron activity",
    "mirror neurons fired",
];

fn holds(text: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !letter(before) && !letter(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_case() {
        assert_eq!(lint("A Score, and scoreboards"), ["score"]);
        assert!(lint("by default, the underscored cause").is_empty());
        assert_eq!(
            lint("Your mirror neurons fired"),
            ["your mirror neurons", "mirror neurons fired"]
        );
    }
}
