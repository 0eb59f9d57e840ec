//! `soothing`: one row per direction and couple.

use attune::Analysis;
use attune::story::{CoupleSoothing, StudySoothing};

use super::story::{VERDICTS, who};
use super::{Field, Holds, Table, tabulate};

/// Whether support follows strain in each couple by itself, in the study's order; the study as a
/// whole stands in `run.json`.
pub fn soothing(analysis: &Analysis) -> Table {
    let rows = analysis
        .soothing
        .iter()
        .flat_map(|study| study.couples.iter().map(move |couple| Row { study, couple }));
    tabulate("soothing", &fields(), rows)
}

pub(super) struct Row<'a> {
    study: &'a StudySoothing,
    couple: &'a CoupleSoothing,
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        Field::new("dyad", Holds::Text, "", "The dyad's id; all its sessions together.", |r| {
            r.couple.dyad.as_str().into()
        }),
        Field::new(
            "strained",
            Holds::Text,
            "",
            "Who showed strain; the other supports.",
            |r: &Row<'_>| who(r.study.strained),
        )
        .with_levels(&[("a", "Person A."), ("b", "Person B.")]),
        Field::new(
            "after_strain",
            Holds::Real,
            "log odds",
            "Support by strain one interval before, given the supporter's own past, half the way \
             from no to yes; pulled towards 0 by the half count added to each cell.",
            |r| r.couple.after_strain.into(),
        ),
        Field::new("steps", Holds::Real, "", "How often support followed strain.", |r| {
            r.couple.count.into()
        }),
        Field::new(
            "steps_shifted",
            Holds::Real,
            "",
            "The same on average in copies with one of the two moved in time.",
            |r| r.couple.count_shifted.into(),
        ),
        Field::new("p", Holds::Real, "", "p against shifted copies of this couple alone.", |r| {
            r.couple.p.into()
        }),
        Field::new(
            "q",
            Holds::Real,
            "",
            "Benjamini-Hochberg q over couples; empty where the couple cannot tell.",
            |r| r.couple.q.into(),
        ),
        Field::new(
            "stranger_percentile",
            Holds::Real,
            "percentile, 0 to 100",
            "Share of the study's other supporters with smaller log odds in this one's place.",
            |r| r.couple.strangers_percentile.into(),
        ),
        Field::new(
            "verdict",
            Holds::Text,
            "",
            "How strongly this couple's recording supports it.",
            |r: &Row<'_>| r.couple.verdict.name().into(),
        )
        .with_levels(VERDICTS),
    ]
}
