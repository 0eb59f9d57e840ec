//! Names inside a text, and what stands in their place.

use std::collections::BTreeMap;

/// The words that tell whom of two is meant, each with the letter that takes its place.
#[derive(Debug, Default)]
pub(super) struct Called {
    words: BTreeMap<String, &'static str>,
}

/// What takes the place of a word that both are called by, such as one surname.
const EITHER: &str = "…";

impl Called {
    /// The words of these pairs' names, as they are spelled there.
    pub(super) fn new<'a>(pairs: impl Iterator<Item = &'a [String; 2]>) -> Self {
        let mut words = BTreeMap::new();
        for (name, letter) in pairs.flat_map(|pair| pair.iter().zip(super::LETTERS)) {
            for word in name.split(|c| !in_word(c)).filter(|word| telling(word)) {
                let known = words.entry(key(word)).or_insert(letter);
                if *known != letter {
                    *known = EITHER;
                }
            }
        }
        Self { words }
    }

    /// A text with letters for names, whatever their case; a name of several words is one letter.
    pub(super) fn hidden(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut last: Option<(usize, &str)> = None;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| in_word(c) != in_word(first)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            rest = after;
            let Some(letter) = self.words.get(&key(piece)) else {
                out += &self.inside(piece);
                continue;
            };
            match last {
                Some((at, before)) if before == *letter && out[at..].chars().all(joins) => {
                    out.truncate(at);
                }
                _ => out += letter,
            }
            last = Some((out.len(), letter));
        }
        out
    }

    /// A word in which names may stand without a space around them, as many scripts write them.
    fn inside(&self, piece: &str) -> String {
        let uncased = |word: &str| word.chars().all(|c| !c.is_lowercase() && !c.is_uppercase());
        if piece.is_ascii() {
            return piece.to_owned();
        }
        let names = self.words.iter().filter(|(word, _)| uncased(word));
        names.fold(piece.to_owned(), |text, (word, letter)| text.replace(word, letter))
    }
}

/// Letters, digits and the marks that stand on letters.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a word of a name tells anything: a bare number does not, and A and B are no names.
fn telling(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !super::LETTERS.contains(&word.to_uppercase().as_str())
}

/// How a word is found again: in any case, but for a single letter, which may be a word ("I").
fn key(word: &str) -> String {
    if word.chars().count() == 1 { word.to_owned() } else { word.to_lowercase() }
}

/// What stands between the words of one name.
fn joins(c: char) -> bool {
    [' ', '-', '_', '\u{a0}'].contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(names: [&str; 2], text: &str) -> String {
        Called::new([&names.map(str::to_owned)].into_iter()).hidden(text)
    }

    #[test]
    fn names_are_found_whole_and_in_any_case() {
        let of = |text| hidden(["Ann", "Zoë"], text);
        assert_eq!(of("ann, ANN's hat, zoë?"), "A, A's hat, B?");
        assert_eq!(of("Anna banned an annual hr_ann"), "Anna banned an annual hr_A");
        assert_eq!(of(""), "");
    }

    #[test]
    fn every_word_of_a_name_is_hidden_and_a_shared_one_is_nobodys() {
        let of = |text| hidden(["Mary Ann Poe", "bo_poe"], text);
        assert_eq!(of("Mary Ann, and mary and Bo Poe"), "A, and A and B …");
        assert_eq!(of("Mary Bo"), "A B");
    }

    #[test]
    fn letters_numbers_and_articles_stay() {
        assert_eq!(hidden(["A", "B"], "a cat, B flat"), "a cat, B flat");
        assert_eq!(hidden(["1", "M"], "1 m is 100 cm, M says"), "1 m is 100 cm, B says");
    }

    #[test]
    fn scripts_without_spaces() {
        assert_eq!(hidden(["美咲", "健"], "美咲さん、健くん"), "Aさん、Bくん");
    }
}
