//! `cycles`: one row per order of acts looked for in a session.

use attune::story::Cycle;
use attune::{Analysis, Story};

use super::story::{VERDICTS, who, whose};
use super::{Field, Holds, Table, tabulate};

/// One row per session, source, kind and direction, whether it came up or not.
pub fn cycles(analysis: &Analysis) -> Table {
    let rows = analysis
        .stories
        .iter()
        .flat_map(|story| story.cycles.iter().map(move |cycle| Row { story, cycle }));
    tabulate("cycles", &fields(), rows)
}

pub(super) struct Row<'a> {
    story: &'a Story,
    cycle: &'a Cycle,
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        Field::new("dyad", Holds::Text, "", "The dyad's id.", |r| r.story.dyad.as_str().into()),
        Field::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.story.session.as_deref().into()
        }),
        Field::new("cycle", Holds::Text, "", "The order of acts.", |r: &Row<'_>| {
            r.cycle.kind.name().into()
        })
        .with_levels(KINDS),
        Field::new(
            "acts",
            Holds::Text,
            "",
            "The acts in order, by the one who begins and the other in turn.",
            |r| {
                let steps = r.cycle.kind.steps();
                steps.iter().map(|act| act.name()).collect::<Vec<_>>().join(" > ").into()
            },
        ),
        whose("Who begins it.", |r: &Row<'_>| who(r.cycle.first)),
        Field::new("source", Holds::Text, "", "What it was seen in.", |r: &Row<'_>| {
            r.cycle.source.name().into()
        })
        .with_levels(&[
            ("codes", "Codes somebody gave."),
            ("turns", "Who spoke when, and with which words."),
            ("signals", "Bodies and voices."),
        ]),
        Field::new("count", Holds::Integer, "", "How often it went round.", |r| {
            r.cycle.count.into()
        }),
        Field::new(
            "expected",
            Holds::Real,
            "",
            "How often on average in shifted copies of the same acts.",
            |r| r.cycle.expected.into(),
        ),
        Field::new(
            "chance_lo",
            Holds::Real,
            "",
            "5th percentile of the count in shifted copies.",
            |r| r.cycle.chance[0].into(),
        ),
        Field::new(
            "chance_hi",
            Holds::Real,
            "",
            "95th percentile of the count in shifted copies.",
            |r| r.cycle.chance[1].into(),
        ),
        Field::new("p", Holds::Real, "", "p of this count alone.", |r| r.cycle.p.into()),
        Field::new(
            "p_all",
            Holds::Real,
            "",
            "p against the strongest of every kind and direction in each copy (max-T), and not below that against near copies.",
            |r| r.cycle.p_all.into(),
        ),
        Field::new("copies", Holds::Integer, "", "How many shifted copies.", |r| {
            r.cycle.copies.into()
        }),
        Field::new(
            "expected_strangers",
            Holds::Real,
            "",
            "How often on average in pairs of strangers.",
            |r| r.cycle.strangers.map(|s| s.expected).into(),
        ),
        Field::new(
            "stranger_percentile",
            Holds::Real,
            "percentile, 0 to 100",
            "Place of the count among stranger pairs.",
            |r| r.cycle.strangers.map(|s| s.percentile).into(),
        ),
        Field::new(
            "verdict",
            Holds::Text,
            "",
            "How strongly the recording supports that it is more than chance.",
            |r: &Row<'_>| r.cycle.verdict.name().into(),
        )
        .with_levels(VERDICTS),
    ]
}

const KINDS: &[(&str, &str)] = &[
    ("pursue-withdraw", "One presses on, the other draws back, the first presses on again."),
    ("escalation", "Sharp words are answered by sharp words, and those again."),
    ("mutual-withdrawal", "One draws back, so does the other, and the first again."),
    ("soothing", "One shows strain, the other eases."),
    ("own-pattern", "The ordered pair of acts this pair comes back to most."),
];
