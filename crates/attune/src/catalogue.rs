//! Every measure and every null in one table: the command line's list, `attune explain`, the
//! report's glossary and the docs are made from it.

use crate::Null;

/// A measure of two people, as it is explained to people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The name on the command line and in tables.
    pub name: &'static str,
    /// The field's term.
    pub title: &'static str,
    /// One plain sentence.
    pub plain: &'static str,
    /// The formula, in text.
    pub formula: &'static str,
    /// Whether swapping the two people mirrors it (otherwise it stays the same).
    pub directed: bool,
    /// Which nulls suit it; the first is the default.
    pub nulls: &'static [Null],
    /// What is known to be weak about it.
    pub weakness: &'static str,
    /// Whom to cite.
    pub source: &'static str,
}

/// Every measure.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "windowed-cross-correlation",
        title: "Windowed lagged cross-correlation",
        plain: "How closely one person's ups and downs go with the other's, window by window, \
allowing one of them to be a few seconds later.",
        formula: "r(t, lag) = corr(a over [t, t + w), b over [t + lag, t + lag + w)) for lag >= 0, the mirror \
image for lag < 0; z = atanh(r), |z| at most 10; mean_z = mean of z over all windows and lags. \
Positive lag: A leads.",
        directed: true,
        nulls: &[Null::Shift, Null::Segment, Null::Phase, Null::Iaaft],
        weakness: "Two people who follow the same film, task or breathing pacer correlate without noticing \
each other; slow signals leave few independent windows; the choice of window changes the number.",
        source: "Boker, Rotondo, Xu and King (2002), doi:10.1037/1082-989X.7.3.338; \
Kleinbub and Ramseyer (2020), doi:10.1080/10503307.2020.1844334. Agrees with rMEA 1.2.2 MEAccf.",
    },
    Measure {
        name: "segment-synchrony",
        title: "Segment-shuffled synchrony (SUSY)",
        plain: "The same question asked of separate segments, each compared with every other segment \
of the other person.",
        formula: "per pair of segments the cross-correlation about segment-wide means and sums of squares; \
Z = mean of |z| over lags for same-time segments, Z-pseudo for all others; \
ES = (Z - Z-pseudo) / SD over lags of the pseudo profile.",
        directed: true,
        nulls: &[Null::Segment],
        weakness: "ES divides by a spread over lags, not by a sampling error: it is not a test statistic. \
Attune gives a permutation p beside it.",
        source: "Tschacher and Meier (2020), doi:10.1080/10503307.2019.1612114; definition as the R package SUSY 0.1.0.",
    },
];

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
