//! Plain tables: named, described columns and typed cells, and one writer per file format.

mod arrow;
mod cell;
mod columns;
mod csv;
mod cycles;
mod dyads;
mod format;
mod jsonl;
mod lag_map;
mod loop_columns;
mod measures;
mod moments;
mod parquet;
mod pooled;
mod pseudo;
mod read;
mod samples;
mod soothing;
mod story;
mod talk;
mod universes;
mod windows;

pub use cell::Cell;
pub(crate) use columns::every_column;
pub use columns::{data_dictionary, data_dictionary_of};
pub use cycles::cycles;
pub use dyads::{Shape, dyads};
pub use format::Format;
pub use lag_map::{NoSuchDyad, OtherLags, lag_map, stack_lag_maps};
pub use moments::moments;
pub use pooled::pooled;
pub use pseudo::pseudo;
pub use read::{BrokenTable, read};
pub use samples::samples;
pub use soothing::soothing;
pub use talk::talk;
pub use universes::{universe_dyads, universes};
pub use windows::windows;

/// A table: what each column means, and the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of the file without its ending, and of its entry in the data dictionary.
    pub name: &'static str,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// One cell per column; a missing one is [`Cell::Missing`], never 0.
    pub rows: Vec<Vec<Cell>>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: lower case, the same in every table that has it.
    pub name: String,
    /// One plain sentence.
    pub description: String,
    /// The unit, where it has one.
    pub unit: &'static str,
    /// The type of its cells.
    pub holds: Holds,
    /// The words its cells are drawn from, each with its meaning; empty where they are free.
    pub levels: Vec<(&'static str, &'static str)>,
}

/// The type of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Yes or no.
    Flag,
}

impl Holds {
    /// The name used in the data dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Real => "number",
            Self::Flag => "boolean",
        }
    }
}

/// A column together with how its cells are read off a row's subject.
///
/// Keeping the two in one line is what keeps header, cells and data dictionary from drifting apart.
pub(crate) struct Field<T> {
    name: &'static str,
    description: &'static str,
    unit: &'static str,
    holds: Holds,
    levels: &'static [(&'static str, &'static str)],
    cell: fn(&T) -> Cell,
}

impl<T> Field<T> {
    const fn new(
        name: &'static str,
        holds: Holds,
        unit: &'static str,
        description: &'static str,
        cell: fn(&T) -> Cell,
    ) -> Self {
        Self { name, description, unit, holds, levels: &[], cell }
    }

    const fn with_levels(mut self, levels: &'static [(&'static str, &'static str)]) -> Self {
        self.levels = levels;
        self
    }

    fn column(&self) -> Column {
        Column {
            name: self.name.to_owned(),
            description: self.description.to_owned(),
            unit: self.unit,
            holds: self.holds,
            levels: self.levels.to_vec(),
        }
    }
}

/// A table of one row per subject.
pub(crate) fn tabulate<T>(
    name: &'static str,
    fields: &[Field<T>],
    subjects: impl IntoIterator<Item = T>,
) -> Table {
    let row = |subject: T| fields.iter().map(|field| (field.cell)(&subject)).collect();
    Table {
        name,
        columns: fields.iter().map(Field::column).collect(),
        rows: subjects.into_iter().map(row).collect(),
    }
}
