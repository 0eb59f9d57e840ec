//! How warm or hard a text's words are, by VADER's method.

use super::lexicon::Lexicon;
use super::modifiers::{idiom, negates, strengthens};

/// How warm or hard a text's words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Valence {
    /// All words together, -1 (hard) to 1 (warm).
    pub compound: f64,
    /// The share of the text that is warm, 0 to 1.
    pub positive: f64,
    /// The share of the text that is neither, 0 to 1.
    pub neutral: f64,
    /// The share of the text that is hard, 0 to 1.
    pub negative: f64,
}

/// What a negation leaves of a valence: three quarters of it, turned round.
const TURNED: f64 = -0.74;
/// What capitals add.
const CAPITALS: f64 = 0.733;

/// The valence of a text's words: compound = s / √(s² + 15), with s the sum over its words.
///
/// A word's valence is the lexicon's, strengthened or weakened by degree words up to three words
/// before it (less so the further away: 1, 0.95, 0.9), turned round by a negation there (× -0.74),
/// increased by capitals where not everything is in capitals; what stands before a `but` counts
/// half, what stands behind it one and a half times; exclamation marks and several question marks
/// strengthen the whole.
///
/// In plain words: whether the words chosen are warm or hard. It knows nothing of tone, irony or
/// who is spoken to: a reproach made of plain words ("you never listen") reads as neutral. One
/// weak channel among others, never a person's feeling.
///
/// # Inputs
/// `text`: what was said. `lexicon`: words with their valence, supplied by the user.
///
/// # Returns
/// -1 to 1, and three shares that sum to 1; all 0 for a text without words.
///
/// # Missing data
/// Words the lexicon does not hold are neutral.
///
/// # Which null suits it
/// Circular shifts of one person's turns against the other's.
///
/// # Example
/// ```
/// use attune_signal::words::{Lexicon, valence};
/// let lexicon = Lexicon::parse("good\t1.9\nkind\t2.4\n")?;
/// let compound = |text| valence(text, &lexicon).compound;
/// assert!((compound("that was good") - 1.9 / (1.9_f64 * 1.9 + 15.0).sqrt()).abs() < 1e-12);
/// assert!(compound("that was not good") < 0.0);
/// assert!(compound("that was very kind!") > compound("that was kind"));
/// # Ok::<(), attune_signal::words::LexiconError>(())
/// ```
///
/// # Source
/// Hutto & Gilbert 2014. Agrees with the Python package vaderSentiment 3.3.2 within 1e-4 (it
/// rounds to four digits) on the sentences in `reference/words`. It deviates in two ways: curly
/// apostrophes are taken as straight ones, and emoji are not spelled out.
pub fn valence(text: &str, lexicon: &Lexicon) -> Valence {
    let text = text.replace('\u{2019}', "'");
    let tokens = Tokens::of(&text);
    let mut valences: Vec<f64> =
        (0..tokens.plain.len()).map(|i| tokens.valence(i, lexicon)).collect();
    if valences.is_empty() {
        return Valence { compound: 0.0, positive: 0.0, neutral: 0.0, negative: 0.0 };
    }
    if let Some(but) = tokens.lower.iter().position(|word| word == "but") {
        shift_at(but, &mut valences);
    }
    let emphasis = emphasis(&text);
    let sum: f64 = valences.iter().sum();
    let sum = if sum > 0.0 {
        sum + emphasis
    } else if sum < 0.0 {
        sum - emphasis
    } else {
        sum
    };
    // Each word counts as one besides its valence, so that shares are of words.
    let warm: f64 = valences.iter().filter(|v| **v > 0.0).map(|v| v + 1.0).sum();
    let hard: f64 = valences.iter().filter(|v| **v < 0.0).map(|v| 1.0 - v).sum();
    let plain = valences.iter().filter(|v| **v == 0.0).count() as f64;
    let warm_too = if warm > hard { warm + emphasis } else { warm };
    let hard_too = if warm < hard { hard + emphasis } else { hard };
    let all = warm_too + hard_too + plain;
    Valence {
        compound: (sum / (sum * sum + 15.0).sqrt()).clamp(-1.0, 1.0),
        positive: warm_too / all,
        neutral: plain / all,
        negative: hard_too / all,
    }
}

/// A text's tokens, as VADER parts them: at blanks, without the punctuation around words of more
/// than two characters (so that `:)` stays).
struct Tokens {
    plain: Vec<String>,
    lower: Vec<String>,
    /// Whether some words are in capitals and some are not.
    mixed: bool,
}

impl Tokens {
    fn of(text: &str) -> Self {
        let bare = |token: &str| {
            let stripped = token.trim_matches(|c: char| c.is_ascii_punctuation());
            if stripped.chars().count() <= 2 { token.to_owned() } else { stripped.to_owned() }
        };
        let plain: Vec<String> = text.split_whitespace().map(bare).collect();
        let lower = plain.iter().map(|word| word.to_lowercase()).collect();
        let loud = plain.iter().filter(|word| capitals(word)).count();
        Self { mixed: loud > 0 && loud < plain.len(), plain, lower }
    }

    /// The valence of word `i` where it stands.
    fn valence(&self, i: usize, lexicon: &Lexicon) -> f64 {
        let word = self.lower[i].as_str();
        let next = self.lower.get(i + 1).map(String::as_str);
        if strengthens(word).is_some() || (word == "kind" && next == Some("of")) {
            return 0.0;
        }
        let Some(own) = lexicon.of(word) else { return 0.0 };
        let before = |steps: usize| i.checked_sub(steps).map(|at| self.lower[at].as_str());
        let stands = |word: &str| lexicon.of(word).is_some();
        // "No" before a word of the lexicon turns that word, and has no valence of its own.
        let mut valence = if word == "no" && next.is_some_and(stands) { 0.0 } else { own };
        let nor = before(1).is_some_and(|word| ["or", "nor"].contains(&word));
        if before(1) == Some("no") || before(2) == Some("no") || (before(3) == Some("no") && nor) {
            valence = own * TURNED;
        }
        if self.mixed && capitals(&self.plain[i]) {
            valence += if valence > 0.0 { CAPITALS } else { -CAPITALS };
        }
        for steps in 1..=3 {
            let Some(word) = before(steps) else { break };
            if stands(word) {
                continue;
            }
            valence += self.degree(i - steps, valence) * [1.0, 0.95, 0.9][steps - 1];
            valence = self.turned(i, steps, valence);
            if steps == 3 {
                valence = self.idioms(i, valence);
            }
        }
        let exempt = before(2).is_some_and(|word| ["at", "very"].contains(&word));
        if before(1) == Some("least") && !stands("least") && !exempt {
            valence * TURNED
        } else {
            valence
        }
    }

    /// What the degree word at `at` adds to a valence.
    fn degree(&self, at: usize, valence: f64) -> f64 {
        let Some(step) = strengthens(&self.lower[at]) else { return 0.0 };
        let step = if valence < 0.0 { -step } else { step };
        let loud = if self.mixed && capitals(&self.plain[at]) { CAPITALS } else { 0.0 };
        if valence > 0.0 { step + loud } else { step - loud }
    }

    /// A valence after the word `steps` before it had its say.
    fn turned(&self, i: usize, steps: usize, valence: f64) -> f64 {
        let before = |steps: usize| self.lower[i - steps].as_str();
        let so = |steps: usize| ["so", "this"].contains(&before(steps));
        let doubt = |steps: usize| before(steps) == "doubt";
        let (strengthened, exempt) = match steps {
            2 => (before(2) == "never" && so(1), before(2) == "without" && doubt(1)),
            3 => (
                (before(3) == "never" && so(2)) || so(1),
                before(3) == "without" && (doubt(2) || doubt(1)),
            ),
            _ => (false, false),
        };
        if strengthened {
            valence * 1.25
        } else if !exempt && negates(before(steps)) {
            valence * TURNED
        } else {
            valence
        }
    }

    /// A valence where phrases around the word mean something of their own.
    fn idioms(&self, i: usize, valence: f64) -> f64 {
        let phrase = |from: usize, to: usize| self.lower[from..=to].join(" ");
        let mut valence = valence;
        let behind = [(i - 1, i), (i - 2, i), (i - 2, i - 1), (i - 3, i - 1), (i - 3, i - 2)];
        if let Some(own) = behind.iter().find_map(|(from, to)| idiom(&phrase(*from, *to))) {
            valence = own;
        }
        for ahead in 1..=2 {
            if i + ahead < self.lower.len()
                && let Some(own) = idiom(&phrase(i, i + ahead))
            {
                valence = own;
            }
        }
        let weak = [(i - 3, i - 1), (i - 3, i - 2), (i - 2, i - 1)];
        let steps = weak.iter().filter_map(|(from, to)| strengthens(&phrase(*from, *to)));
        valence + steps.sum::<f64>()
    }
}

/// Halves what stands before a `but`, and counts what stands behind it one and a half times. A
/// value that occurs more than once is looked up at its first place, as the package does.
fn shift_at(but: usize, valences: &mut [f64]) {
    for k in 0..valences.len() {
        let at = valences.iter().position(|v| *v == valences[k]).unwrap_or(k);
        match at.cmp(&but) {
            std::cmp::Ordering::Less => valences[at] *= 0.5,
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => valences[at] *= 1.5,
        }
    }
}

/// What exclamation and question marks add.
fn emphasis(text: &str) -> f64 {
    let exclamations = text.matches('!').count().min(4) as f64;
    let questions = match text.matches('?').count() {
        0 | 1 => 0.0,
        n @ (2 | 3) => n as f64 * 0.18,
        _ => 0.96,
    };
    exclamations * 0.292 + questions
}

/// Whether a word has letters, and all of them are capitals.
fn capitals(word: &str) -> bool {
    let mut cased = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).peekable();
    cased.peek().is_some() && cased.all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound(text: &str) -> f64 {
        let lexicon = Lexicon::parse("good\t2\nbad\t-2\nno\t-1\n").expect("a lexicon");
        valence(text, &lexicon).compound
    }

    fn of(sum: f64) -> f64 {
        sum / (sum * sum + 15.0).sqrt()
    }

    #[test]
    fn by_hand() {
        for (text, sum) in [
            ("good", 2.0),
            ("very good", 2.293),
            ("very bad", -2.293),
            ("not good", -1.48),
            ("don\u{2019}t say good", -1.48),
            ("good!", 2.292),
            ("a GOOD day", 2.733),
            ("good but bad", 1.0 - 3.0),
            ("no good", -1.48),
            ("nothing here", 0.0),
        ] {
            assert!((compound(text) - of(sum)).abs() < 1e-12, "{text}: {}", compound(text));
        }
    }

    #[test]
    fn nothing_said_has_no_valence() {
        assert_eq!(compound(""), 0.0);
        let lexicon = Lexicon::parse("good\t2\n").expect("a lexicon");
        let shares = valence("good day to you", &lexicon);
        assert!((shares.positive + shares.neutral + shares.negative - 1.0).abs() < 1e-12);
        assert_eq!((shares.positive, shares.neutral), (0.5, 0.5));
    }
}
