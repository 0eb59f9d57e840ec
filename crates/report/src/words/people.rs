//! What the two people are called on a page.

use attune_data::Who;

/// The two people's names as a page shows them: their own, or A and B where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People<'a> {
    names: [&'a str; 2],
}

impl<'a> People<'a> {
    /// The names as the files have them; a letter where one is missing.
    pub fn new(names: &'a [String; 2]) -> Self {
        let shown = |i: usize, letter: &'a str| {
            if names[i].is_empty() { letter } else { names[i].as_str() }
        };
        Self { names: [shown(0, "A"), shown(1, "B")] }
    }

    /// One person's name.
    pub fn name(&self, person: usize) -> &'a str {
        self.names[person.min(1)]
    }

    /// Both names, A's first.
    pub fn both(&self) -> [&'a str; 2] {
        self.names
    }

    /// A sentence or heading that speaks of the two by letter, with their names instead. Only for
    /// text in which a lone capital A is never an article.
    pub fn instead_of_letters(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        let mut before = ' ';
        while let Some(letter) = letters.next() {
            let ends = letters.peek().is_none_or(|next| !next.is_alphanumeric());
            match letter {
                'A' if ends && !before.is_alphanumeric() => out.push_str(self.names[0]),
                'B' if ends && !before.is_alphanumeric() => out.push_str(self.names[1]),
                _ => out.push(letter),
            }
            before = letter;
        }
        out
    }

    /// The person concerned and the other one; A and B where it concerns both.
    pub fn of(&self, who: Who) -> (&'a str, &'a str) {
        match who.person() {
            Some(1) => (self.names[1], self.names[0]),
            _ => (self.names[0], self.names[1]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_that_stand_for_people_become_names() {
        let names = ["Bo B".to_owned(), "Ann".to_owned()];
        let people = People::new(&names);
        let told = people.instead_of_letters("Both rose, A by 2 and B by 1; of A's rise, a third.");
        assert_eq!(told, "Both rose, Bo B by 2 and Ann by 1; of Bo B's rise, a third.");
    }
}
