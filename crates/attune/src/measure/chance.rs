//! A measure's outputs beside their null distributions.

use attune_coupling::{CircularShift, PhaseRandomised, Test};

use crate::Null;
use crate::catalogue::Measure;
use crate::measure::{MeasureError, MeasureInput, MeasureTest, Settings};

/// What chance is taken to be, and how often it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surrogates {
    /// Which null.
    pub null: Null,
    /// Copies.
    pub count: usize,
    /// Seed of the draw.
    pub seed: u64,
}

impl Default for Surrogates {
    /// 199 shifts, enough for a picture.
    fn default() -> Self {
        Self { null: Null::Shift, count: 199, seed: 1 }
    }
}

impl Surrogates {
    /// As circular shifts.
    pub fn shift(&self) -> CircularShift {
        CircularShift { surrogates: self.count, seed: self.seed }
    }

    /// As copies with one partner's phases thrown anew.
    pub fn phases(&self) -> PhaseRandomised {
        PhaseRandomised { surrogates: self.count, seed: self.seed }
    }
}

/// How a measure sets its outputs beside chance.
pub type Draw = fn(&MeasureInput, &Settings, &Surrogates) -> Tests;

/// Tests by the names of the outputs they are of, or why there are none.
pub type Tests = Result<Vec<(&'static str, Test)>, MeasureError>;

/// Sets every tested output of a measure beside chance.
///
/// # Errors
/// A null that does not suit; a recording that leaves no room for it; the measure's own.
pub(crate) fn tests(
    measure: &Measure,
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
) -> Result<Vec<MeasureTest>, MeasureError> {
    let Some(draw) = measure.draw_null.filter(|_| measure.nulls.contains(&surrogates.null)) else {
        let suits: Vec<&str> = measure.nulls.iter().map(|null| null.name()).collect();
        let suits = if suits.is_empty() { "stranger pairs".to_owned() } else { suits.join(", ") };
        return Err(MeasureError::NullDoesNotSuit { null: surrogates.null.name(), suits });
    };
    let kept = |(output, test): (&'static str, Test)| MeasureTest {
        output,
        null: surrogates.null,
        tail: test.tail,
        observed: test.observed,
        p: test.p,
        q: f64::NAN,
        distribution: test.null,
    };
    Ok(draw(input, settings, surrogates)?.into_iter().map(kept).collect())
}
