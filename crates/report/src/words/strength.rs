//! The three lay words.

use attune::{Dyad, Verdict};

/// How strongly a finding may be told, in the words people use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// Supported, and beyond 99 of 100 of at least 99 stranger pairs.
    Clear,
    /// Supported otherwise, or weak.
    SomeSign,
    /// The rest: not seen, or the recording does not allow an answer.
    CantTell,
}

impl Strength {
    /// The strength of a dyad's link.
    pub fn of(dyad: &Dyad) -> Self {
        match dyad.verdict {
            Verdict::Supported if beyond_99_of_100(dyad) => Self::Clear,
            Verdict::Supported | Verdict::Weak => Self::SomeSign,
            Verdict::NotSeen | Verdict::CannotTell => Self::CantTell,
        }
    }

    /// The words themselves.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::SomeSign => "some sign",
            Self::CantTell => "can't tell",
        }
    }
}

fn beyond_99_of_100(dyad: &Dyad) -> bool {
    dyad.synchrony.as_ref().is_some_and(|synchrony| {
        synchrony.n_strangers >= 99 && synchrony.stranger_percentile.is_some_and(|p| p >= 99.0)
    })
}
