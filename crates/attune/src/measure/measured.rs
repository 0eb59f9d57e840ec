//! What a measure gives: numbers, tables, reservations, and what can be drawn.

use attune_coupling::Tail;

use crate::Null;
use crate::catalogue::{Figure, Measure};
use crate::measure::{MeasureCaveat, MeasureError, Settings};

/// What a measure found in one dyad.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measured {
    /// The catalogue's outputs with their values, in its order; `NaN` where there is none.
    pub values: Vec<(&'static str, f64)>,
    /// Curves and tables.
    pub tables: Vec<MeasuredTable>,
    /// Reservations, each with what to change.
    pub caveats: Vec<MeasureCaveat>,
}

impl Measured {
    /// Numbers without curves, tables or reservations.
    pub fn of(values: Vec<(&'static str, f64)>) -> Self {
        Self { values, ..Self::default() }
    }

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
    /// What the field draws of it, in the catalogue's order; drawn for an analysis only.
    pub drawings: Vec<(&'static Figure, Drawing)>,
}

impl MeasureResult {
    /// A measure that has no answer.
    pub fn refused(measure: &'static Measure, settings: &Settings, error: MeasureError) -> Self {
        Self {
            name: measure.name,
            settings: settings.clone(),
            outcome: Err(error),
            tests: Vec::new(),
            no_test: None,
            drawings: Vec::new(),
        }
    }
}

/// One person's influence: the function that was fitted, and what was found at each score.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceDrawing {
    /// The other's points and what the function adds; `NaN` between its pieces.
    pub function: Vec<(f64, f64)>,
    /// The other's points, what was added on average, and in how many steps.
    pub found: Vec<(f64, f64, usize)>,
    /// Share of it that the function explains, at most 1.
    pub explained: f64,
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
        /// About what the value is without any link, where that is known.
        unlinked: Option<f64>,
    },
    /// How far one rhythm is ahead of the other, over time.
    PhaseDifference {
        /// Seconds.
        seconds: Vec<f64>,
        /// Radians, -pi to pi, above 0 where A is ahead; `NaN` where there is none.
        radians: Vec<f64>,
        /// The mean direction, radians.
        mean: f64,
        /// How steadily it is kept, 0 to 1.
        locking: f64,
    },
    /// In which rhythms the two keep a steady distance, and who is ahead there.
    PhaseSpectrum {
        /// Hz, rising.
        hz: Vec<f64>,
        /// Coherence at each; `NaN` where there is none.
        coherence: Vec<f64>,
        /// Phase and half the width of its 95 % interval, radians, above 0 where A is ahead; `None` where
        /// the coherence is not beyond chance.
        phase: Vec<Option<(f64, f64)>>,
        /// The highest coherence is above this in at most 5 of 100 copies.
        chance: f64,
        /// How many copies there are.
        copies: usize,
    },
    /// How long things last, beside chance.
    Survival {
        /// What lasts, in the plural: `mismatches`.
        things: &'static str,
        /// Seconds, rising from 0.
        seconds: Vec<f64>,
        /// Share that lasts longer; `NaN` where nothing is known.
        shares: Vec<f64>,
        /// The middle 95 % of the copies at each time; `NaN` where nothing is known.
        chance: Vec<(f64, f64)>,
        /// How long those lasted whose end was not seen, rising.
        cut_off: Vec<f64>,
        /// How long all lasted, seen to end or not, rising.
        lasted: Vec<f64>,
        /// Time by which half have ended; `NaN` where fewer were seen to.
        median: f64,
        /// A time to look at.
        horizon: f64,
        /// How many copies there are.
        copies: usize,
    },
    /// What the other's score adds to the own next score.
    Influence {
        /// On A by B's points, and on B by A's.
        on: [InfluenceDrawing; 2],
    },
    /// Where each would stay while the other stays, in the plane of A's points and B's.
    NullClines {
        /// A's points across and B's up, on A's null cline; `NaN` between its pieces.
        of_a: Vec<(f64, f64)>,
        /// The same of B's null cline.
        of_b: Vec<(f64, f64)>,
        /// Where both meet: A's points, B's, and whether the pair comes back there.
        states: Vec<(f64, f64, bool)>,
        /// The scores of the talk, turn by turn.
        scores: Vec<(f64, f64)>,
        /// Points shown in either direction.
        most: f64,
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
