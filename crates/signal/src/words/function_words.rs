//! Function words: the small words that carry how something is said rather than what.

/// The nine classes of function words by which two people's styles are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunctionClass {
    /// I, you, we, him, their, …
    PersonalPronoun,
    /// it, this, that, something, …
    ImpersonalPronoun,
    /// a, an, the.
    Article,
    /// and, but, because, …
    Conjunction,
    /// in, of, with, …
    Preposition,
    /// am, have, would, …
    AuxiliaryVerb,
    /// very, just, again, …
    CommonAdverb,
    /// not, never, no, …
    Negation,
    /// all, some, many, …
    Quantifier,
}

impl FunctionClass {
    /// Every class, in the order of [`FunctionWords::counts`].
    pub const ALL: [Self; 9] = [
        Self::PersonalPronoun,
        Self::ImpersonalPronoun,
        Self::Article,
        Self::Conjunction,
        Self::Preposition,
        Self::AuxiliaryVerb,
        Self::CommonAdverb,
        Self::Negation,
        Self::Quantifier,
    ];

    /// The class's name, as tables print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PersonalPronoun => "personal_pronoun",
            Self::ImpersonalPronoun => "impersonal_pronoun",
            Self::Article => "article",
            Self::Conjunction => "conjunction",
            Self::Preposition => "preposition",
            Self::AuxiliaryVerb => "auxiliary_verb",
            Self::CommonAdverb => "common_adverb",
            Self::Negation => "negation",
            Self::Quantifier => "quantifier",
        }
    }

    /// The class's words, separated by blanks; contractions are taken apart before.
    fn words(self) -> &'static str {
        match self {
            Self::PersonalPronoun => {
                "i me my mine myself you your yours yourself yourselves we us our ours ourselves he \
                 him his himself she her hers herself they them their theirs themselves"
            }
            Self::ImpersonalPronoun => {
                "it its itself this that these those what which who whom whose whatever whichever \
                 whoever anything anybody anyone everything everybody everyone something somebody \
                 someone nothing nobody stuff thing things one other others another"
            }
            Self::Article => "a an the",
            Self::Conjunction => {
                "and but or nor so because since although though while whereas unless until if \
                 whether when whenever than as plus however therefore cuz"
            }
            Self::Preposition => {
                "about above across after against along among around at before behind below beneath \
                 beside besides between beyond by despite down during except for from in inside into \
                 like near of off on onto out outside over past per through throughout till to toward \
                 towards under up upon with within without"
            }
            Self::AuxiliaryVerb => {
                "am are is was were be been being have has had having do does did done doing can \
                 could may might must shall should will would ought gonna let"
            }
            Self::CommonAdverb => {
                "very really just also too again already always ever even here there now then still \
                 soon often sometimes usually maybe perhaps probably actually almost quite rather well \
                 only how why where back away together instead anyway somehow yet"
            }
            Self::Negation => "no not never none neither cannot nope nowhere without ain't",
            Self::Quantifier => {
                "all any both each every few fewer less little lot lots many more most much several \
                 some enough bit bunch couple half plenty whole single"
            }
        }
    }
}

/// How often each class of function words stands among some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FunctionWords {
    /// How many words there are in all.
    pub words: usize,
    /// How many belong to each class, in the order of [`FunctionClass::ALL`]; a word may belong
    /// to several.
    pub counts: [usize; 9],
}

impl FunctionWords {
    /// Counts the function words among these words.
    ///
    /// In plain words: how somebody speaks, whatever they speak about.
    ///
    /// # Inputs
    /// `words`: lower case, as [`super::split_words`] gives them.
    ///
    /// # Returns
    /// Counts. A contraction is taken apart: `don't` is an auxiliary verb and a negation, `I'm` a
    /// pronoun and an auxiliary verb; it stays one word in the total.
    ///
    /// # Missing data
    /// No words, no counts.
    ///
    /// # Which null suits it
    /// None by itself; a comparison of two people needs stranger pairs, as everybody who speaks
    /// English uses these words.
    ///
    /// # Example
    /// ```
    /// use attune_signal::words::{FunctionClass, FunctionWords, split_words};
    /// let said = FunctionWords::count(&split_words("I don't want the car"));
    /// assert_eq!(said.of(FunctionClass::Negation), 1);
    /// assert!((said.share(FunctionClass::Article) - 0.2).abs() < 1e-12);
    /// ```
    ///
    /// # Source
    /// The nine classes of language style matching (Ireland & Pennebaker 2010). The lists are our
    /// own: LIWC's dictionaries are not free.
    pub fn count(words: &[String]) -> Self {
        let mut counts = Self { words: words.len(), counts: [0; 9] };
        for word in words {
            let parts = apart(word);
            for (count, class) in counts.counts.iter_mut().zip(FunctionClass::ALL) {
                let belongs = |part: &str| class.words().split(' ').any(|known| known == part);
                *count += usize::from(parts.iter().flatten().any(|part| belongs(part)));
            }
        }
        counts
    }

    /// How many belong to a class.
    pub fn of(&self, class: FunctionClass) -> usize {
        self.counts[class as usize]
    }

    /// The share of all words that belong to a class, 0 to 1; `NaN` without words.
    pub fn share(&self, class: FunctionClass) -> f64 {
        self.of(class) as f64 / self.words as f64
    }

    /// The counts of two stretches together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let counts = std::array::from_fn(|i| self.counts[i] + other.counts[i]);
        Self { words: self.words + other.words, counts }
    }
}

/// A word and, for a contraction, what it stands for.
fn apart(word: &str) -> [Option<&str>; 2] {
    if word == "ain't" {
        return [Some(word), Some("be")];
    }
    if word == "let's" {
        return [Some("let"), Some("us")];
    }
    if let Some(stem) = word.strip_suffix("n't") {
        let stem = match stem {
            "ca" => "can",
            "wo" => "will",
            "sha" => "shall",
            stem => stem,
        };
        return [Some(stem), Some("not")];
    }
    match word.rsplit_once('\'') {
        Some((stem, "m")) => [Some(stem), Some("am")],
        Some((stem, "re")) => [Some(stem), Some("are")],
        Some((stem, "ve")) => [Some(stem), Some("have")],
        Some((stem, "ll")) => [Some(stem), Some("will")],
        Some((stem, "d")) => [Some(stem), Some("would")],
        // Of a noun it is more often the genitive.
        Some((stem, "s")) => {
            let verb = ["it", "that", "he", "she", "what", "who", "there", "here", "how", "where"];
            [Some(stem), verb.contains(&stem).then_some("is")]
        }
        _ => [Some(word), None],
    }
}

#[cfg(test)]
mod tests {
    use super::super::split_words;
    use super::*;

    #[test]
    fn every_class_is_met_and_lists_hold_each_word_once() {
        let text =
            "we know that the dog and the cat sat on it and were very quiet, not all of them";
        let said = FunctionWords::count(&split_words(text));
        assert!(said.counts.iter().all(|n| *n > 0), "{said:?}");
        for class in FunctionClass::ALL {
            let mut words: Vec<&str> = class.words().split(' ').collect();
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), all, "{}", class.name());
            assert!(words.iter().all(|word| !word.is_empty()));
        }
    }

    #[test]
    fn contractions_are_taken_apart() {
        let said = FunctionWords::count(&split_words("I won't, she's here, Ann's dog, they'd"));
        use FunctionClass as C;
        assert_eq!(said.words, 7);
        assert_eq!(said.of(C::PersonalPronoun), 3);
        assert_eq!(said.of(C::AuxiliaryVerb), 3);
        assert_eq!(said.of(C::Negation), 1);
        assert!(FunctionWords::default().share(C::Article).is_nan());
    }
}
