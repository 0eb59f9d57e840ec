//! The words that Attune's pages use, one meaning each.

/// A word and what it means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// What it means, in one or two plain sentences.
    pub meaning: &'static str,
}

/// Every word, in the order in which a reader meets them.
pub const WORDS: &[Word] = &[
    word(
        "together",
        "One person's ups and downs go with the other's. It says nothing about who moved first, and \
more of it is neither better nor worse.",
    ),
    word(
        "echo",
        "One person's ups and downs follow the other's. Telling an echo from going together needs the \
loop model.",
    ),
    word("clear", "Supported, and beyond 99 of 100 of at least 99 stranger pairs."),
    word("some sign", "Supported otherwise, or beyond chance by one test and not by another."),
    word(
        "can't tell",
        "Nothing beyond chance was seen, or the recording does not allow an answer. The commonest \
answer, and a good one: it comes with its reason and what would help.",
    ),
    word(
        "stranger pairs",
        "One person put together with people of other pairs, whom the person never met in this study. \
They share the task and nothing else, so they show what chance and the task look like.",
    ),
    word(
        "copies moved in time",
        "The same two recordings with one of them moved in time against the other. Each keeps its own \
rhythm; what happened at the same moment no longer meets.",
    ),
    word(
        "beyond chance",
        "A run of windows that is stronger, as a whole, than the strongest run in 95 of 100 copies \
moved in time. Only such runs are shaded.",
    ),
    word("window", "A stretch of the recording in which a correlation is taken."),
    word(
        "lag",
        "How many seconds one recording is moved against the other; positive: A's movement first.",
    ),
    word(
        "mean z",
        "The primary number: correlations of all windows and lags, as Fisher's z with their sign, \
averaged. 0 is no relation; it is not a mark for a relationship.",
    ),
    word("p", "How often chance alone would show as much: (1 + count) / (1 + copies), upper tail."),
    word(
        "q",
        "p after counting how many pairs were tested (Benjamini-Hochberg): the share of chance finds to \
expect at that level.",
    ),
    word(
        "percentile",
        "Of 100 stranger pairs, how many stay below these two, counting these two among them.",
    ),
    word(
        "d",
        "By how many standard deviations real pairs differ from stranger pairs, on average (Cohen).",
    ),
    word(
        "interval",
        "Where the number could well lie: 95 of 100 such intervals hold the true one.",
    ),
    word(
        "n_eff",
        "Independent stretches: usable time divided by twice the time the slower signal remembers \
itself. Below 20, nothing can be told.",
    ),
    word(
        "rung",
        "How far up the claim ladder the evidence goes: 1 a link, 2 beyond the same task, 3 beyond \
recorded shared input, 4 lagged, 5 directional, 6 shown by changing the cue. Words go no higher.",
    ),
    word("dyad", "The two people of a recording."),
    word("channel", "One thing recorded from both people: a dial, heart rate, movement."),
    word(
        "surrogate",
        "A copy of the data that obeys a stated null hypothesis, to show what chance looks like.",
    ),
    word(
        "flood line",
        "The level above which one person counts as far above their own line: 2.5 standard deviations \
above that person's own rest, and for a heart rate at least a quarter above it. No line holds for \
everybody, so each may set another one or none: --flood-line 3,off in attune analyze, or a and b under \
[flood_line] in plan.toml, each usual, off or a number of standard deviations above rest. It needs two \
minutes recorded while the two were apart.",
    ),
    word("usable", "Time with samples of both people. Gaps stay gaps; nothing is filled in."),
];

const fn word(word: &'static str, meaning: &'static str) -> Word {
    Word { word, meaning }
}
