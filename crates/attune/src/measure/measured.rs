//! What a measure gives: numbers, tables, reservations, and what can be drawn.

use attune_coupling::Tail;

use crate::Null;
use crate::measure::{MeasureError, Settings};

/// What a measure found in one dyad.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measured {
    /// The catalogue's outputs with their values, in its order; `NaN` where there is none.
    pub values: Vec<(&'static str, f64)>,
    /// Curves and tables.
    pub tables: Vec<MeasuredTable>,
    /// Reservations, each with what to change.
    pub caveats: Vec<String>,
}

impl Measured {
    /// An output's value; `NaN` where there is none.
    pub fn value(&self, name: &str) -> f64 {
        self.values.iter().find(|(known, _)| *known == name).map_or(f64::NAN, |(_, value)| *value)
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&MeasuredTable> {
        self.tables.iter().find(|table| table.name == name)
    }
}

/// A curve or a table of a measure: a row per lag, code, state, …
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredTable {
    /// Its name: lower case, with underscores.
    pub name: &'static str,
    /// One plain sentence.
    pub plain: &'static str,
    /// What a row is: `lag_samples`, `from`, …
    pub row: &'static str,
    /// The columns.
    pub columns: Vec<String>,
    /// The rows: what they are called, and a value per column; `NaN` where there is none.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// An output beside its null distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureTest {
    /// Which output.
    pub output: &'static str,
    /// Which null.
    pub null: Null,
    /// Which way counts as extreme.
    pub tail: Tail,
    /// The value on the samples this test uses.
    pub observed: f64,
    /// (1 + count of null values at least as extreme) / (1 + how many).
    pub p: f64,
    /// Benjamini-Hochberg q over all dyads tested; `NaN` for a dyad by itself.
    pub q: f64,
    /// The whole null distribution.
    pub distribution: Vec<f64>,
}

/// A further measure of a dyad, as a plan asked for it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureResult {
    /// The measure's name in the catalogue.
    pub name: &'static str,
    /// How it was set.
    pub settings: Settings,
    /// What it found, or why it found nothing.
    pub outcome: Result<Measured, MeasureError>,
    /// Its outputs beside chance; empty where no null could be drawn.
    pub tests: Vec<MeasureTest>,
    /// Why there is no test, where there is none although some were asked for.
    pub no_test: Option<MeasureError>,
}

/// What the field draws of a measure.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Which moments of one person were like which moments of the other.
    Recurrence {
        /// Tiles per side.
        side: usize,
        /// Seconds that the side stands for.
        seconds: f64,
        /// Share of the pairs that recur, row by row: rows are moments of A; `NaN` where none is known.
        shares: Vec<f64>,
    },
    /// A value over lags or frequencies.
    Curve {
        /// What the horizontal axis is, with its unit.
        x_title: &'static str,
        /// What the vertical axis is.
        y_title: &'static str,
        /// Places.
        x: Vec<f64>,
        /// Values; `NaN` where there is none.
        y: Vec<f64>,
        /// Whether places below 0 mean that B comes first and places above 0 that A does.
        lags: bool,
    },
    /// One value per person over time, frequency or the partner's level.
    TwoLines {
        /// What the horizontal axis is, with its unit.
        x_title: &'static str,
        /// What the vertical axis is.
        y_title: &'static str,
        /// Places of A's points, and of B's.
        x: [Vec<f64>; 2],
        /// A's values, and B's.
        y: [Vec<f64>; 2],
    },
    /// Where the two spent their time: a square of cells, A's codes in rows.
    Grid {
        /// What the codes are called.
        codes: Vec<String>,
        /// Seconds in each cell, row by row.
        seconds: Vec<f64>,
        /// Visits to each cell, row by row.
        visits: Vec<usize>,
    },
    /// From where to where a chain goes.
    Transitions {
        /// What the states are called.
        states: Vec<String>,
        /// Share of the steps out of a state (row) that go to a state (column).
        probability: Vec<f64>,
        /// Steps out of each state.
        steps: Vec<f64>,
    },
}
