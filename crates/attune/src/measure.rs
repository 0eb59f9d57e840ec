//! Further measures of two people: how one of the catalogue's is set, run and set beside chance.

mod caveat;
mod chance;
mod coded_spans;
mod error;
mod input;
mod measured;
mod settings;
mod take;

pub use attune_coupling::Tail;
pub(crate) use caveat::{
    COARSE_EVENTS, FEW_MOMENTS, FEW_WORDS_FOR_RATES, NO_DELAY, NO_DIMENSION, NO_LINES, NO_LOG_ODDS,
    NO_PEAK, NO_STEADY_PHASE, ONE_SIDED_CODE, READ_OFF_SPANS, SHORT_HORIZON,
};
pub use caveat::{MEASURE_CAVEATS, MeasureCaveat};
pub use chance::{Draw, Surrogates, Tests};
pub use error::MeasureError;
pub use input::{Codes, MeasureInput};
pub use measured::{
    Drawing, InfluenceDrawing, MeasureResult, MeasureTest, Measured, MeasuredTable,
};
pub use settings::{Setting, SettingError, Settings};
pub(crate) use take::suits;
pub use take::{SHARED, measure_input, shared_names, take};

use crate::catalogue::Measure;

/// A measure that a plan asks for, and how it is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The measure.
    pub measure: &'static Measure,
    /// Its parameters.
    pub settings: Settings,
}
