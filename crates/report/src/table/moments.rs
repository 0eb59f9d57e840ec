//! `moments`: one row per moment of a session.

use attune::story::{Moment, MomentKind};
use attune::{Analysis, Story};

use super::story::{who, whose};
use super::{Cell, Field, Holds, Table, tabulate};

/// One row per moment worth looking at, in order of time. Nothing that was said is in it.
pub fn moments(analysis: &Analysis) -> Table {
    let rows = analysis.stories.iter().flat_map(|story| {
        story.moments.iter().enumerate().map(move |(place, moment)| Row { story, place, moment })
    });
    tabulate("moments", &fields(), rows)
}

pub(super) struct Row<'a> {
    story: &'a Story,
    place: usize,
    moment: &'a Moment,
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        Field::new("dyad", Holds::Text, "", "The dyad's id.", |r| r.story.dyad.as_str().into()),
        Field::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.story.session.as_deref().into()
        }),
        Field::new("moment", Holds::Text, "", "What was seen.", |r: &Row<'_>| {
            r.moment.kind.name().into()
        })
        .with_levels(KINDS),
        whose("Whom it concerns.", |r: &Row<'_>| who(r.moment.who)),
        Field::new("start_s", Holds::Real, "s", "When it began, on the session's clock.", |r| {
            r.moment.start_s.into()
        }),
        Field::new("end_s", Holds::Real, "s", "When it ended.", |r| r.moment.end_s.into()),
        Field::new(
            "estimate",
            Holds::Real,
            "as in estimate_of",
            "The number the moment rests on.",
            |r| r.moment.estimate.into(),
        ),
        Field::new("estimate_of", Holds::Text, "", "What that number is, with its unit.", |r| {
            let (what, unit) = r.moment.kind.figure();
            format!("{what} ({unit})").into()
        }),
        Field::new(
            "estimate_lo",
            Holds::Real,
            "as in estimate_of",
            "Lower end of its interval.",
            |r| r.moment.interval.lo.into(),
        ),
        Field::new(
            "estimate_hi",
            Holds::Real,
            "as in estimate_of",
            "Upper end of its interval.",
            |r| r.moment.interval.hi.into(),
        ),
        Field::new(
            "count",
            Holds::Integer,
            "",
            "How many of this kind the session has, where chance was counted.",
            |r| r.moment.chance.map(|c| c.count).into(),
        ),
        Field::new("expected", Holds::Real, "", "How many shifted copies have, on average.", |r| {
            r.moment.chance.map(|c| c.expected).into()
        }),
        Field::new(
            "p",
            Holds::Real,
            "",
            "p of that count against shifted copies, or of the moment itself where it has one.",
            |r| match &r.moment.kind {
                MomentKind::CueFirst(cue) => cue.p.into(),
                MomentKind::WordsAndBody(run) => run.p.into(),
                MomentKind::Repair(repaired) => repaired.elsewhen.map(|e| e.p).into(),
                _ => r.moment.chance.map(|c| c.p).into(),
            },
        ),
        Field::new(
            "landed",
            Holds::Flag,
            "",
            "For a repair: whether what both carried halved after it; empty where that cannot be told.",
            |r| match &r.moment.kind {
                MomentKind::Repair(repaired) => repaired.landed.into(),
                _ => Cell::Missing,
            },
        ),
        Field::new(
            "strength",
            Holds::Flag,
            "",
            "Whether it shows something the two are good at.",
            |r| r.moment.strength.into(),
        ),
        Field::new(
            "proposed",
            Holds::Integer,
            "",
            "Its place among the moments proposed for a page, 1 first; empty otherwise.",
            |r| r.story.proposed.iter().position(|k| *k == r.place).map(|k| k + 1).into(),
        ),
        Field::new(
            "otherwise",
            Holds::Text,
            "",
            "What else could explain it, parted by semicolons.",
            |r| {
                let names = r.moment.otherwise.iter().map(|o| o.name());
                names.collect::<Vec<_>>().join(";").into()
            },
        ),
        Field::new(
            "verdict",
            Holds::Text,
            "",
            "How strongly the recording supports it.",
            |r: &Row<'_>| r.moment.verdict.name().into(),
        )
        .with_levels(super::story::VERDICTS),
    ]
}

const KINDS: &[(&str, &str)] = &[
    ("echo", "A high point that may have been picked up from the other."),
    ("winding-up", "Both went up together."),
    ("settling", "Both came down together."),
    ("repair", "Something that may mend."),
    ("recovery", "One came back from a high point."),
    ("flooded", "One was above their own flood line for long; each may set theirs, or none."),
    ("cue-first", "One's body moved before the other's first words."),
    ("words-and-body", "Words and body differed for a few turns."),
];
