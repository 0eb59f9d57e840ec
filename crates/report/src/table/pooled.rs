//! `pooled`: gains of several sessions of a dyad, and of many dyads, put together.

use attune::dynamics::{Estimate, Trend};
use attune::{Analysis, PooledLoop, pooled_loops};

use super::{Cell, Field, Holds, Table, tabulate};

/// One row for each dyad with several sessions and for each sample of dyads, then one for each of
/// their members with the value that the others lend it.
pub fn pooled(analysis: &Analysis) -> Table {
    let all = pooled_loops(analysis);
    let rows = all.iter().flat_map(|of| {
        let members = (0..of.members.len()).map(move |at| Row { of, member: Some(at) });
        std::iter::once(Row { of, member: None }).chain(members)
    });
    tabulate("pooled", &fields(), rows)
}

pub(super) struct Row<'a> {
    of: &'a PooledLoop,
    member: Option<usize>,
}

impl Row<'_> {
    fn gain(&self, into: usize) -> Estimate {
        let gains = &self.of.gains;
        self.member.map_or(gains.mean[into], |at| gains.shrunk[at][into])
    }

    /// What is said of the members together only.
    fn together<T: Into<Cell>>(&self, value: impl Fn(&PooledLoop) -> Option<T>) -> Cell {
        if self.member.is_some() {
            return Cell::Missing;
        }
        value(self.of).map_or(Cell::Missing, Into::into)
    }
}

/// A gain with its interval, and what is said of it over the members together.
macro_rules! gain {
    ($into:literal, $name:literal, $what:literal) => {
        [
            Field::new($name, Holds::Real, "", concat!($what, " To be read from loop_n_eff 60 on."), |r: &Row<'_>| {
                r.gain($into).value.into()
            }),
            Field::new(concat!($name, "_lo"), Holds::Real, "", "Lower end of its 95 % interval.", |r: &Row<'_>| {
                r.gain($into).lo.into()
            }),
            Field::new(concat!($name, "_hi"), Holds::Real, "", "Upper end of its 95 % interval.", |r: &Row<'_>| {
                r.gain($into).hi.into()
            }),
            Field::new(
                concat!($name, "_spread"),
                Holds::Real,
                "",
                "How far members truly differ in it: a standard deviation, measurement error left out.",
                |r: &Row<'_>| r.together(|of| Some(of.spread($into))),
            ),
            Field::new(
                concat!($name, "_change"),
                Holds::Real,
                "",
                "Its change from the first session to the last along a straight line; from 3 sessions on.",
                |r: &Row<'_>| r.together(|of| of.change($into).map(|t| t.change)),
            ),
            Field::new(
                concat!($name, "_rising"),
                Holds::Real,
                "probability, 0 to 1",
                "Probability that it rose over the sessions.",
                |r: &Row<'_>| r.together(|of| of.change($into).map(|t| t.rising)),
            ),
            Field::new(
                concat!($name, "_changed"),
                Holds::Flag,
                "",
                "Whether a change may be spoken of: its direction is likely and it is larger than two \
                 sessions differ by from measurement alone.",
                |r: &Row<'_>| r.together(|of| of.change($into).map(|t: &Trend| t.reliable)),
            ),
        ]
    };
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    let mut fields = vec![
        Field::new("level", Holds::Text, "", "What the row is about.", |r: &Row<'_>| {
            match (&r.of.dyad, r.member) {
                (Some(_), None) => "dyad",
                (Some(_), Some(_)) => "session",
                (None, None) => "sample",
                (None, Some(_)) => "dyad_in_sample",
            }
            .into()
        })
        .with_levels(&[
            ("dyad", "Several sessions of one dyad together."),
            ("session", "One of them, drawn towards the others by as much as it is unsure."),
            ("sample", "The dyads of one channel and group together."),
            ("dyad_in_sample", "One of them, drawn towards the others by as much as it is unsure."),
        ]),
        Field::new("channel", Holds::Text, "", "The channel.", |r: &Row<'_>| {
            r.of.channel.as_str().into()
        }),
        Field::new(
            "group",
            Holds::Text,
            "",
            "The group, where the study has groups.",
            |r: &Row<'_>| r.of.group.as_deref().into(),
        ),
        Field::new("dyad", Holds::Text, "", "The dyad's id.", |r: &Row<'_>| {
            let member = r.member.filter(|_| r.of.dyad.is_none());
            r.of.dyad.as_deref().or(member.map(|at| r.of.members[at].as_str())).into()
        }),
        Field::new("session", Holds::Text, "", "Which session.", |r: &Row<'_>| {
            let member = r.member.filter(|_| r.of.dyad.is_some());
            member.map(|at| r.of.members[at].as_str()).into()
        }),
        Field::new("members", Holds::Integer, "", "How many were put together.", |r: &Row<'_>| {
            r.together(|of| Some(of.members.len()))
        }),
        Field::new(
            "loop_n_eff",
            Holds::Real,
            "",
            "Independent stretches for the loop model, of all members together.",
            |r: &Row<'_>| r.together(|of| Some(of.n_eff)),
        ),
    ];
    fields.extend(gain!(1, "gain_a_to_b", "How much of a lasting displacement of A arrives in B."));
    fields.extend(gain!(0, "gain_b_to_a", "How much of a lasting displacement of B arrives in A."));
    fields
}
