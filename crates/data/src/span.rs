//! What was marked on the session's clock: coded behaviour, a breathing block, time apart.

/// Whom something on the session's clock concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Person A.
    A,
    /// Person B.
    B,
    /// The two together: a joint task, a common pacer, time apart.
    Both,
}

impl Who {
    /// The person's place in [`crate::Session::people`]; `None` for both.
    pub fn person(self) -> Option<usize> {
        match self {
            Self::A => Some(0),
            Self::B => Some(1),
            Self::Both => None,
        }
    }

    /// The person at that place: 0 is A, anything else B.
    pub fn of_person(person: usize) -> Self {
        if person == 0 { Self::A } else { Self::B }
    }

    /// The same after A and B were exchanged.
    pub fn exchanged(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
            Self::Both => Self::Both,
        }
    }
}

/// A stretch of the session in which something was the case; a moment where the ends are equal.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Whom it concerns.
    pub who: Who,
    /// When it began, seconds on the session's clock.
    pub start_s: f64,
    /// When it ended, seconds; equal to the start for a moment.
    pub end_s: f64,
    /// What was the case, in the coder's own word: one of a code book's codes, or one of the
    /// words that an analysis knows ([`Span::APART`], [`Span::PACING`], [`Span::EXCLUDED`]).
    pub code: String,
}

impl Span {
    /// The two were apart: the solo segment without which soothing cannot be told.
    pub const APART: &'static str = "apart";
    /// Paced breathing or another exercise of one person; of both, it makes them look linked and
    /// is left out.
    pub const PACING: &'static str = "pacing";
    /// A stretch that must not count.
    pub const EXCLUDED: &'static str = "excluded";

    /// How long it lasted, seconds; 0 for a moment.
    pub fn duration_s(&self) -> f64 {
        self.end_s - self.start_s
    }
}
