//! `samples`: the smoothed activation and its parts, one row per person and moment.

use attune::{Analysis, Dyad, LoopFound};

use super::{Cell, Field, Holds, Table, tabulate};

/// The samples table.
///
/// All columns but the time are in the person's own unit: standard deviations of the first channel.
pub fn samples(analysis: &Analysis) -> Table {
    let rows = analysis.dyads.iter().flat_map(|dyad| {
        let found = dyad.loop_model.as_ref().and_then(|model| model.found.as_deref());
        found.into_iter().flat_map(move |found| {
            let moments = 0..found.parts.times_s.len();
            (0..2).flat_map(move |who| moments.clone().map(move |at| Row { dyad, found, who, at }))
        })
    });
    tabulate("samples", &fields(), rows)
}

/// One person at one moment.
pub(super) struct Row<'a> {
    dyad: &'a Dyad,
    found: &'a LoopFound,
    who: usize,
    at: usize,
}

type F<'a> = Field<Row<'a>>;

impl Row<'_> {
    fn part(&self, part: usize) -> Cell {
        self.found.parts.persons[self.who].parts.at(self.at)[part].into()
    }

    fn lo(&self, part: usize) -> Cell {
        self.found.parts.persons[self.who].bands[part].lo[self.at].into()
    }

    fn hi(&self, part: usize) -> Cell {
        self.found.parts.persons[self.who].bands[part].hi[self.at].into()
    }
}

/// One part with its band: three columns.
macro_rules! part {
    ($name:literal, $at:literal, $what:literal) => {
        [
            F::new($name, Holds::Real, UNIT, $what, |r| r.part($at)),
            F::new(concat!($name, "_lo"), Holds::Real, UNIT, LO, |r| r.lo($at)),
            F::new(concat!($name, "_hi"), Holds::Real, UNIT, HI, |r| r.hi($at)),
        ]
    };
}

const UNIT: &str = "person's SD";
const LO: &str = "Lower end of its 80 % band.";
const HI: &str = "Upper end of its 80 % band.";

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    let mut fields = vec![
        F::new("dyad", Holds::Text, "", "The dyad's id.", |r| r.dyad.dyad.as_str().into()),
        F::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.dyad.session.as_deref().into()
        }),
        F::new("channel", Holds::Text, "", "The channel compared.", |r| {
            r.dyad.channel.as_str().into()
        }),
        F::new("person", Holds::Text, "", "What the files call this person.", |r| {
            r.dyad.people[r.who].name.as_str().into()
        }),
        F::new("t", Holds::Real, "s", "The moment, on the session's clock.", |r| {
            r.found.parts.times_s[r.at].into()
        }),
        F::new("state", Holds::Real, UNIT, "The smoothed activation: the sum of its parts.", |r| {
            r.found.parts.persons[r.who].parts.total(r.at).into()
        }),
        F::new("state_lo", Holds::Real, UNIT, LO, |r| {
            r.found.parts.persons[r.who].state.lo[r.at].into()
        }),
        F::new("state_hi", Holds::Real, UNIT, HI, |r| {
            r.found.parts.persons[r.who].state.hi[r.at].into()
        }),
    ];
    fields.extend(part!("own", 0, "What was this person's own."));
    fields.extend(part!(
        "returned",
        1,
        "What was this person's own and came back through the other."
    ));
    fields.extend(part!("echo", 2, "What was picked up from the other."));
    fields.extend(part!("shared", 3, "What reached both at once."));
    fields.extend(part!("rest", 4, "What was there before, or came with a known input."));
    fields.push(F::new(
        "mostly_picked_up",
        Holds::Real,
        "share, 0 to 1",
        "Share of draws in which the echo exceeds own and returned together. For ranking moments, not for calling one.",
        |r| r.found.parts.persons[r.who].mostly_picked_up[r.at].into(),
    ));
    fields
}
