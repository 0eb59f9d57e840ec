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

    /// The person concerned and the other one; A and B where it concerns both.
    pub fn of(&self, who: Who) -> (&'a str, &'a str) {
        match who.person() {
            Some(1) => (self.names[1], self.names[0]),
            _ => (self.names[0], self.names[1]),
        }
    }
}
