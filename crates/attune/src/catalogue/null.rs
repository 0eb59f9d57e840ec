//! Every null hypothesis, as it is explained to people.

use crate::Null;

/// A null hypothesis, as it is explained to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NullEntry {
    /// Which.
    pub null: Null,
    /// The field's term.
    pub title: &'static str,
    /// One plain sentence.
    pub plain: &'static str,
    /// What the copies keep.
    pub keeps: &'static str,
    /// What they destroy.
    pub destroys: &'static str,
    /// When to use it, and when not.
    pub when: &'static str,
}

/// Every null.
pub const NULLS: &[NullEntry] = &[
    NullEntry {
        null: Null::Shift,
        title: "circular shift with matched ends",
        plain: "Chance is what the same two recordings show when one is moved in time against the other.",
        keeps: "each person's own rhythm and values",
        destroys: "that the two happened at the same time",
        when: "the default for one dyad; assumes that neither person changes in kind during the session",
    },
    NullEntry {
        null: Null::Segment,
        title: "segment shuffle",
        plain: "Chance is what one person's segments show with the other's segments of another time.",
        keeps: "everything inside a segment",
        destroys: "which segments belong together",
        when: "beside the shift; needs several segments and treats them as exchangeable",
    },
    NullEntry {
        null: Null::Phase,
        title: "phase randomisation",
        plain: "Chance is what two unrelated recordings of the same smoothness show.",
        keeps: "each person's spectrum",
        destroys: "timing and everything that is not linear and Gaussian",
        when: "a cross-check; not for signals with bursts",
    },
    NullEntry {
        null: Null::Iaaft,
        title: "iterated amplitude-adjusted Fourier transform",
        plain: "Chance is what two unrelated recordings of the same smoothness and the same values show.",
        keeps: "each person's values exactly and spectrum closely",
        destroys: "timing",
        when: "a cross-check for skewed signals",
    },
];
