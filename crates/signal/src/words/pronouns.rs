//! We, I and you.

/// How often somebody says we, I and you.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pronouns {
    /// we, us, our, ours, ourselves, let's.
    pub we: usize,
    /// I, me, my, mine, myself.
    pub i: usize,
    /// you, your, yours, yourself, yourselves.
    pub you: usize,
}

impl Pronouns {
    /// Counts the pronouns among these words.
    ///
    /// In plain words: how much somebody speaks of the two, of themselves, of the other.
    ///
    /// # Inputs
    /// `words`: lower case, as [`super::split_words`] gives them.
    ///
    /// # Returns
    /// Three counts. A contraction counts as its pronoun: `we're` is a we.
    ///
    /// # Missing data
    /// No words, no counts.
    ///
    /// # Example
    /// ```
    /// use attune_signal::words::{Pronouns, split_words};
    /// let said = Pronouns::count(&split_words("We're fine, I think; your call. Let's go."));
    /// assert_eq!(said, Pronouns { we: 2, i: 1, you: 1 });
    /// ```
    ///
    /// # Source
    /// The counts behind we-talk; all three are given, as we alone misleads (Karan, Rosenthal &
    /// Robbins 2019 review we-talk).
    pub fn count(words: &[String]) -> Self {
        let mut counts = Self::default();
        for word in words {
            let stem = word.split('\'').next().unwrap_or_default();
            match stem {
                _ if word == "let's" => counts.we += 1,
                "we" | "us" | "our" | "ours" | "ourselves" => counts.we += 1,
                "i" | "me" | "my" | "mine" | "myself" => counts.i += 1,
                "you" | "your" | "yours" | "yourself" | "yourselves" => counts.you += 1,
                _ => {}
            }
        }
        counts
    }

    /// we / (we + I): how much of what somebody says of themselves is said of the two, 0 to 1;
    /// `NaN` where neither was said.
    pub fn we_share(&self) -> f64 {
        self.we as f64 / (self.we + self.i) as f64
    }
}
