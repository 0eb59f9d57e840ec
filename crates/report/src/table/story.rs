//! What the tables of a story have in common.

use attune_data::Who;

use super::{Cell, Field, Holds};

/// The column that says whom a row speaks of.
pub(super) fn whose<T>(description: &'static str, cell: fn(&T) -> Cell) -> Field<T> {
    Field::new("who", Holds::Text, "", description, cell).with_levels(&[
        ("a", "Person A."),
        ("b", "Person B."),
        ("both", "Both of them."),
    ])
}

pub(super) fn who(who: Who) -> Cell {
    match who {
        Who::A => "a",
        Who::B => "b",
        Who::Both => "both",
    }
    .into()
}

pub(super) const VERDICTS: &[(&str, &str)] = &[
    ("supported", "Beyond chance by every criterion that applies."),
    ("weak", "Beyond chance by one criterion and not by another."),
    ("not_seen", "Looked for, and not beyond chance."),
    ("cannot_tell", "The recording does not allow an answer."),
];
