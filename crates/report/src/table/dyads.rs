//! `dyads`: one row per dyad and channel, or per person, for every way a model wants its rows.

use std::str::FromStr;

use attune::{Analysis, Dyad, Null, NullTest, Person, Synchrony};

use super::loop_columns::loop_columns;
use super::{Cell, Column, Field, Holds, Table, tabulate};

/// What one row of the dyads table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shape {
    /// One dyad and channel.
    #[default]
    Dyad,
    /// One person, with what is the person's own.
    Individual,
    /// One person, with the partner's columns beside the person's own.
    Pairwise,
}

impl Shape {
    /// Every shape, in the order in which they are listed for people.
    pub const ALL: [Self; 3] = [Self::Individual, Self::Pairwise, Self::Dyad];

    /// The name of the flag's value.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dyad => "dyad",
            Self::Individual => "individual",
            Self::Pairwise => "pairwise",
        }
    }
}

/// A word that names no shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no shape of a table has this name; known are individual, pairwise, dyad")]
pub struct UnknownShape;

impl FromStr for Shape {
    type Err = UnknownShape;

    fn from_str(name: &str) -> Result<Self, UnknownShape> {
        Self::ALL.into_iter().find(|shape| shape.name() == name).ok_or(UnknownShape)
    }
}

/// The dyads table in one of its shapes.
///
/// Where a row is a person, everything directed is told from that person's side: `best_lag_s` of
/// the second person is the first's with the sign turned.
pub fn dyads(analysis: &Analysis, shape: Shape) -> Table {
    let sides: &[usize] = if shape == Shape::Dyad { &[0] } else { &[0, 1] };
    let rows = analysis.dyads.iter().flat_map(|dyad| {
        sides.iter().map(move |&side| Row { dyad, synchrony: dyad.synchrony.as_ref(), side })
    });
    let plan = &analysis.plan;
    let fields = fields(shape, &plan.nulls, plan.loop_model);
    let mut table = tabulate("dyads", &fields, rows);
    super::measures::append(&mut table, analysis, shape);
    table
}

/// One dyad and channel as seen from one of its two people.
pub(super) struct Row<'a> {
    pub(super) dyad: &'a Dyad,
    synchrony: Option<&'a Synchrony>,
    pub(super) side: usize,
}

type F<'a> = Field<Row<'a>>;

impl Row<'_> {
    fn own(&self) -> &Person {
        &self.dyad.people[self.side]
    }

    fn partner(&self) -> &Person {
        &self.dyad.people[1 - self.side]
    }

    fn number(&self, of: impl Fn(&Synchrony) -> f64) -> Cell {
        self.synchrony.map(of).into()
    }

    fn test(&self, null: Null) -> Option<&NullTest> {
        self.synchrony?.tests.iter().find(|test| test.null == null)
    }

    fn p(&self, null: Null) -> Cell {
        self.test(null).map(|test| test.p).into()
    }

    fn copies(&self, null: Null) -> Cell {
        self.test(null).map(|test| test.distribution.len()).into()
    }
}

/// The columns of a shape; the nulls beyond the two usual ones, and the loop model, have columns
/// where they were asked for.
pub(super) fn fields<'a>(shape: Shape, nulls: &[Null], loop_model: bool) -> Vec<Field<Row<'a>>> {
    let mut fields = vec![
        F::new("dyad", Holds::Text, "", "The dyad's id.", |r| r.dyad.dyad.as_str().into()),
        F::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.dyad.session.as_deref().into()
        }),
        F::new("channel", Holds::Text, "", "The channel compared.", |r| {
            r.dyad.channel.as_str().into()
        }),
        F::new("group", Holds::Text, "", "The dyad's group, where the study has groups.", |r| {
            r.dyad.group.as_deref().into()
        }),
    ];
    match shape {
        Shape::Dyad => {}
        Shape::Individual => fields.extend(own()),
        Shape::Pairwise => fields.extend(own().into_iter().chain(partner())),
    }
    fields.extend(recording());
    fields.extend(estimate(shape));
    fields.extend(chance(nulls));
    fields.extend(claim());
    if loop_model {
        fields.extend(loop_columns(shape));
    }
    if shape == Shape::Dyad {
        fields.extend(both());
    }
    fields
}

/// Every column a shape can have.
pub(super) fn columns(shape: Shape) -> Vec<Column> {
    let nulls = [Null::Shift, Null::Segment, Null::Phase, Null::Iaaft];
    let mut columns: Vec<Column> = fields(shape, &nulls, true).iter().map(Field::column).collect();
    columns.extend(super::measures::columns());
    columns
}

fn recording<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        F::new("n", Holds::Integer, "samples", "Points of the dyad's common time grid.", |r| {
            r.dyad.n.into()
        }),
        F::new("usable_s", Holds::Real, "s", "Time with samples of both people.", |r| {
            r.dyad.usable_s.into()
        }),
        F::new(
            "n_eff",
            Holds::Real,
            "stretches",
            "Independent stretches: usable time divided by twice the larger time constant. Below 20: cannot_tell.",
            |r| r.dyad.n_eff.into(),
        ),
    ]
}

fn estimate<'a>(shape: Shape) -> Vec<Field<Row<'a>>> {
    let best_lag = if shape == Shape::Dyad {
        "The lag at which the mean over windows is largest; positive: A leads. Not a claim about who leads."
    } else {
        "The lag at which the mean over windows is largest; positive: this person leads. Not a claim about who leads."
    };
    vec![
        F::new(
            "mean_z",
            Holds::Real,
            "Fisher z",
            "The primary statistic: windowed cross-correlation, signed, mean over all windows and lags.",
            |r| r.number(|s| s.mean_z),
        ),
        F::new(
            "mean_z_lo",
            Holds::Real,
            "Fisher z",
            "Lower end of its 95 % interval (moving-block bootstrap over windows).",
            |r| r.number(|s| s.mean_z_interval.lo),
        ),
        F::new("mean_z_hi", Holds::Real, "Fisher z", "Upper end of that interval.", |r| {
            r.number(|s| s.mean_z_interval.hi)
        }),
        F::new(
            "mean_abs_z",
            Holds::Real,
            "Fisher z",
            "The same mean of absolute values; descriptive only.",
            |r| r.number(|s| s.mean_abs_z),
        ),
        F::new(
            "while_synchronised",
            Holds::Real,
            "Fisher z",
            "Strength while synchronised: mean over the windows beyond the 95th percentile of chance.",
            |r| r.number(|s| s.facets.while_synchronised),
        ),
        F::new(
            "how_often",
            Holds::Real,
            "share, 0 to 1",
            "Share of usable windows beyond the 95th percentile of chance (.05 by chance).",
            |r| r.number(|s| s.facets.how_often),
        ),
        F::new(
            "beyond_chance_s",
            Holds::Real,
            "s",
            "Time covered by runs of windows that are beyond chance as a whole (cluster mass).",
            |r| r.number(|s| s.beyond_chance_s),
        ),
        F::new("best_lag_s", Holds::Real, "s", best_lag, |r| {
            let sign = if r.side == 0 { 1.0 } else { -1.0 };
            r.number(|s| sign * s.best_lag_s)
        }),
        F::new(
            "p_best_lag",
            Holds::Real,
            "p",
            "The best lag's mean against the largest over all lags in shifted copies (max-T), upper tail.",
            |r| r.number(|s| s.p_best_lag),
        ),
    ]
}

fn chance<'a>(nulls: &[Null]) -> Vec<Field<Row<'a>>> {
    let mut fields = vec![
        F::new(
            "p_shift",
            Holds::Real,
            "p",
            "mean_z against circularly shifted copies with matched ends, upper tail; (1 + count) / (1 + n).",
            |r| r.p(Null::Shift),
        ),
        F::new(
            "n_shift",
            Holds::Integer,
            "copies",
            "Shifted copies behind p_shift: as many as asked for, or all there are, each shift used once.",
            |r| r.copies(Null::Shift),
        ),
        F::new(
            "p_segment",
            Holds::Real,
            "p",
            "The segment means against shuffled segment pairs, upper tail.",
            |r| r.p(Null::Segment),
        ),
    ];
    if nulls.contains(&Null::Phase) {
        let what = "mean_z against phase-randomised copies, upper tail.";
        fields.push(F::new("p_phase", Holds::Real, "p", what, |r| r.p(Null::Phase)));
    }
    if nulls.contains(&Null::Iaaft) {
        let what = "mean_z against IAAFT copies, upper tail.";
        fields.push(F::new("p_iaaft", Holds::Real, "p", what, |r| r.p(Null::Iaaft)));
    }
    fields.extend([
        F::new("n_strangers", Holds::Integer, "pairs", "Stranger pairs compared with.", |r| {
            r.synchrony.map(|s| s.n_strangers).into()
        }),
        F::new(
            "stranger_percentile",
            Holds::Real,
            "percentile, 0 to 100",
            "Place of mean_z among the study's stranger pairs.",
            |r| r.synchrony.and_then(|s| s.stranger_percentile).into(),
        ),
        F::new(
            "q",
            Holds::Real,
            "q",
            "Benjamini-Hochberg q of p_shift over all rows tested.",
            |r| r.number(|s| s.q),
        ),
    ]);
    fields
}

fn claim<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        F::new(
            "rung",
            Holds::Integer,
            "",
            "Highest rung of the claim ladder passed; a claim in words goes no higher.",
            |r| r.dyad.rung.number().into(),
        )
        .with_levels(RUNGS),
        F::new(
            "verdict",
            Holds::Text,
            "",
            "How strongly the recording supports a link between the two series.",
            |r| r.dyad.verdict.name().into(),
        )
        .with_levels(VERDICTS),
        F::new(
            "reasons",
            Holds::Text,
            "",
            "Why, as codes separated by semicolons; `attune explain CODE` explains one.",
            |r| {
                let codes = r.dyad.reasons.iter().map(crate::words::reason_code);
                codes.collect::<Vec<_>>().join(";").into()
            },
        ),
        F::new(
            "caveats",
            Holds::Text,
            "",
            "Reservations, as codes separated by semicolons; `attune explain CODE` explains one.",
            |r| {
                let codes = r.dyad.caveats.iter().map(attune::Caveat::code);
                codes.collect::<Vec<_>>().join(";").into()
            },
        ),
    ]
}

fn own<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        F::new("person", Holds::Text, "", "What the files call this person.", |r| {
            r.own().name.as_str().into()
        }),
        F::new("role", Holds::Text, "", "This person's role.", |r| r.own().role.as_str().into()),
        F::new("usable_share", Holds::Real, "share, 0 to 1", "Samples present.", |r| {
            r.own().usable_share.into()
        }),
        F::new("time_constant_s", Holds::Real, "s", TIME_CONSTANT, |r| {
            r.own().time_constant_s.into()
        }),
    ]
}

fn partner<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        F::new("partner_person", Holds::Text, "", "The partner's name in the files.", |r| {
            r.partner().name.as_str().into()
        }),
        F::new("partner_role", Holds::Text, "", "The partner's role.", |r| {
            r.partner().role.as_str().into()
        }),
        F::new(
            "partner_usable_share",
            Holds::Real,
            "share, 0 to 1",
            "The partner's samples present.",
            |r| r.partner().usable_share.into(),
        ),
        F::new("partner_time_constant_s", Holds::Real, "s", TIME_CONSTANT, |r| {
            r.partner().time_constant_s.into()
        }),
    ]
}

fn both<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        F::new("person_a", Holds::Text, "", "What the files call A.", |r| {
            r.own().name.as_str().into()
        }),
        F::new("person_b", Holds::Text, "", "What the files call B.", |r| {
            r.partner().name.as_str().into()
        }),
        F::new("role_a", Holds::Text, "", "A's role.", |r| r.own().role.as_str().into()),
        F::new("role_b", Holds::Text, "", "B's role.", |r| r.partner().role.as_str().into()),
        F::new("usable_share_a", Holds::Real, "share, 0 to 1", "A's samples present.", |r| {
            r.own().usable_share.into()
        }),
        F::new("usable_share_b", Holds::Real, "share, 0 to 1", "B's samples present.", |r| {
            r.partner().usable_share.into()
        }),
        F::new("time_constant_a_s", Holds::Real, "s", TIME_CONSTANT, |r| {
            r.own().time_constant_s.into()
        }),
        F::new("time_constant_b_s", Holds::Real, "s", TIME_CONSTANT, |r| {
            r.partner().time_constant_s.into()
        }),
    ]
}

const TIME_CONSTANT: &str =
    "How long the channel remembers itself: 1/e time of its autocorrelation after pre-processing.";

const RUNGS: &[(&str, &str)] = &[
    ("0", "no rung passed"),
    ("1", "a time-locked link: shifted copies of the same two people show less"),
    ("2", "beyond the same task: stranger pairs show less"),
    ("3", "beyond the recorded shared inputs"),
    ("4", "with a lag, beyond what both do at the same moment"),
    ("5", "more in one direction than in the other"),
    ("6", "shown by changing the cue"),
];

pub(super) const VERDICTS: &[(&str, &str)] = &[
    ("supported", "beyond chance by every criterion that applies"),
    ("weak", "beyond chance by one criterion and not by another"),
    ("not_seen", "not beyond chance, in a recording long enough to have shown it"),
    ("cannot_tell", "the recording does not allow an answer"),
];
