/// What a person does, as far as a cycle needs to know.
///
/// Families of codes, not feelings: whoever coded decided what was seen, and a code book says to
/// which family a code belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Presses on: asks for change, requests, complains, follows up.
    Pursue,
    /// Draws back: goes quiet, turns away, leaves.
    Withdraw,
    /// Speaks sharply: criticism, anger, defence.
    Harsh,
    /// Is warm: affection, humour, interest.
    Warm,
    /// Eases the other: support, comfort, validation.
    Soothe,
    /// Tries to mend: apology, softened tone, a proposed pause.
    Repair,
    /// Shows or tells of strain.
    Stress,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 7] = [
        Self::Pursue,
        Self::Withdraw,
        Self::Harsh,
        Self::Warm,
        Self::Soothe,
        Self::Repair,
        Self::Stress,
    ];

    /// The name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pursue => "pursue",
            Self::Withdraw => "withdraw",
            Self::Harsh => "harsh",
            Self::Warm => "warm",
            Self::Soothe => "soothe",
            Self::Repair => "repair",
            Self::Stress => "stress",
        }
    }

    /// The act's place in [`Self::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// One act of one person on the session's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActEvent {
    /// 0 for A, 1 for B.
    pub person: usize,
    /// What was done.
    pub act: Act,
    /// When it began, seconds.
    pub start_s: f64,
    /// When it ended, seconds; equal to the start for a moment.
    pub end_s: f64,
}

impl ActEvent {
    /// The same act after A and B were exchanged.
    #[must_use]
    pub fn exchanged(self) -> Self {
        Self { person: 1 - self.person, ..self }
    }
}

/// The acts in order of their start; equal starts in order of person and act.
pub(crate) fn in_order(events: &[ActEvent]) -> Vec<ActEvent> {
    let mut sorted: Vec<ActEvent> =
        events.iter().copied().filter(|e| e.start_s.is_finite()).collect();
    sorted.sort_by(|x, y| {
        let ends = x.end_s.total_cmp(&y.end_s);
        x.start_s.total_cmp(&y.start_s).then(ends).then(x.act.cmp(&y.act))
    });
    sorted
}
