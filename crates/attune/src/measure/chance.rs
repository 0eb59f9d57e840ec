//! A measure's outputs beside their null distributions.

use attune_coupling::{CircularShift, Iaaft, PhaseRandomised, Side, Test};
use rayon::prelude::*;

use crate::Null;
use crate::catalogue::{Measure, Output, Tested};
use crate::measure::{MeasureError, MeasureInput, MeasureTest, Settings};

/// Rounds of the iterated surrogates at most; they settle long before.
const IAAFT_ROUNDS: usize = 100;

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

/// How a measure's nulls are drawn.
#[derive(Clone, Copy)]
pub enum ChanceOf {
    /// One partner is replaced, whoever comes first by content; what is returned is the furthest
    /// that a shift must reach, in samples.
    Partner(fn(&MeasureInput, &Settings) -> usize),
    /// The source of each direction is moved along the receiver, who stays with the whole past.
    Source(fn(&MeasureInput, &Settings) -> usize),
    /// As the measure itself does it.
    Own(Draw),
    /// Nothing is known to suit.
    Nothing,
}

/// A measure's own way to draw a null.
pub type Draw =
    fn(&Measure, &MeasureInput, &Settings, &Surrogates) -> Result<Vec<MeasureTest>, MeasureError>;

impl std::fmt::Debug for ChanceOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Partner(_) => "Partner",
            Self::Source(_) => "Source",
            Self::Own(_) => "Own",
            Self::Nothing => "Nothing",
        })
    }
}

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
    if !measure.nulls.contains(&surrogates.null) {
        let suits: Vec<&str> = measure.nulls.iter().map(|null| null.name()).collect();
        let suits = if suits.is_empty() { "stranger pairs".to_owned() } else { suits.join(", ") };
        return Err(MeasureError::NullDoesNotSuit { null: surrogates.null.name(), suits });
    }
    match measure.chance {
        ChanceOf::Partner(reach) => {
            partner(measure, input, settings, surrogates, reach(input, settings))
        }
        ChanceOf::Source(reach) => {
            source(measure, input, settings, surrogates, reach(input, settings))
        }
        ChanceOf::Own(draw) => draw(measure, input, settings, surrogates),
        ChanceOf::Nothing => Ok(Vec::new()),
    }
}

fn partner(
    measure: &Measure,
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
    reach: usize,
) -> Result<Vec<MeasureTest>, MeasureError> {
    let values = |input: &MeasureInput| values(measure, input, settings);
    let alone = |a: &[f64], b: &[f64]| {
        values(&MeasureInput { a: vec![a.to_vec()], b: vec![b.to_vec()], ..input.clone() })
    };
    let null = surrogates.null;
    let (observed, copies) = match null {
        Null::Shift => {
            let (Some(a), Some(b)) = (input.a.first(), input.b.first()) else {
                return Ok(Vec::new());
            };
            let drawn = shift(surrogates).draw(a, b, reach)?;
            let cut = input.cut(&drawn.range);
            let copy = |by: &usize| values(&cut.turned(drawn.shifted, *by));
            (values(&cut), drawn.shifts.par_iter().map(copy).collect::<Vec<_>>())
        }
        Null::Phase | Null::Iaaft | Null::Segment if input.a.len() != 1 => {
            return Err(MeasureError::NullNeedsOneColumn { null: null.name() });
        }
        Null::Phase => {
            let (a, b) = input.one_each()?;
            let Surrogates { count, seed, .. } = *surrogates;
            PhaseRandomised { surrogates: count, seed }.map(a, b, alone)?
        }
        Null::Iaaft => {
            let (a, b) = input.one_each()?;
            let Surrogates { count, seed, .. } = *surrogates;
            Iaaft { surrogates: count, seed, rounds: IAAFT_ROUNDS }.map(a, b, alone)?
        }
        Null::Segment => return Ok(Vec::new()),
    };
    let test = |(at, output): (usize, &'static Output)| {
        let tested = output.tested?;
        let distribution = copies.iter().map(|copy| copy[at]).collect();
        Some(of_test(output, null, Test::new(observed[at], distribution, tested.tail)))
    };
    Ok(measure.outputs.iter().enumerate().filter_map(test).collect())
}

fn source(
    measure: &Measure,
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
    reach: usize,
) -> Result<Vec<MeasureTest>, MeasureError> {
    let mut tests = Vec::new();
    for (at, output) in measure.outputs.iter().enumerate() {
        let Some(Tested { tail, source: Some(source), .. }) = output.tested else { continue };
        let (side, columns) = match source {
            0 => (Side::A, &input.a),
            _ => (Side::B, &input.b),
        };
        let Some(moved) = columns.first() else { continue };
        // Drawn for the source alone: with itself as its partner it is the series that moves.
        let drawn = shift(surrogates).draw(moved, moved, reach)?;
        let cut = input.cut(&drawn.range);
        let value = |input: &MeasureInput| values(measure, input, settings)[at];
        let copy = |by: &usize| value(&cut.turned(side, *by));
        let copies = drawn.shifts.par_iter().map(copy).collect();
        tests.push(of_test(output, surrogates.null, Test::new(value(&cut), copies, tail)));
    }
    Ok(tests)
}

/// All outputs; all missing where a copy has no answer.
fn values(measure: &Measure, input: &MeasureInput, settings: &Settings) -> Vec<f64> {
    match (measure.run)(input, settings) {
        Ok(measured) => measured.values.iter().map(|(_, value)| *value).collect(),
        Err(_) => vec![f64::NAN; measure.outputs.len()],
    }
}

pub(crate) fn shift(surrogates: &Surrogates) -> CircularShift {
    CircularShift { surrogates: surrogates.count, seed: surrogates.seed }
}

/// A test as it is kept.
pub(crate) fn of_test(output: &'static Output, null: Null, test: Test) -> MeasureTest {
    MeasureTest {
        output: output.name,
        null,
        tail: test.tail,
        observed: test.observed,
        p: test.p,
        q: f64::NAN,
        distribution: test.null,
    }
}
