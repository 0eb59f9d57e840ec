//! What a measure is taken of: two people's columns on one grid, their events, their turns.

use attune_coupling::decorrelation_time;
use attune_coupling::measure::Code;
use attune_data::Turn;

use crate::catalogue::Takes;
use crate::measure::{COARSE_EVENTS, MeasureCaveat, MeasureError};

/// More different values than this are amounts, not codes.
pub(crate) const MOST_CODES: usize = 50;

/// Two people, ready for a measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeasureInput {
    /// A's columns on the grid, `NaN` where missing; at least one for all but events and turns.
    pub a: Vec<Vec<f64>>,
    /// B's columns, as many as A's.
    pub b: Vec<Vec<f64>>,
    /// Recorded inputs of both people (a film, a therapist's voice), on the same grid.
    pub shared: Vec<Vec<f64>>,
    /// Time between grid points, seconds.
    pub step_s: f64,
    /// Whether the columns hold codes: names, not amounts.
    pub coded: bool,
    /// What the codes are called, by their value; empty where they are called by it.
    pub code_names: Vec<String>,
    /// Reservations about how this was read.
    pub notes: Vec<MeasureCaveat>,
    /// Times of A's events and of B's, seconds from the grid's start, rising.
    pub events: [Vec<f64>; 2],
    /// Turns at talk, by start; seconds from the grid's start.
    pub turns: Vec<Turn>,
    /// How long the session lasted from the grid's start, seconds.
    pub session_s: f64,
}

impl MeasureInput {
    /// A's first column and B's, where each person has one and only one.
    ///
    /// # Errors
    /// More or fewer columns.
    pub fn one_each(&self) -> Result<(&[f64], &[f64]), MeasureError> {
        match (self.a.as_slice(), self.b.as_slice()) {
            ([a], [b]) => Ok((a, b)),
            _ => Err(MeasureError::OneColumn { given: self.a.len().max(self.b.len()) }),
        }
    }

    /// One column of amounts each.
    ///
    /// # Errors
    /// More or fewer columns, or codes.
    pub fn amounts(&self) -> Result<(&[f64], &[f64]), MeasureError> {
        if self.coded {
            return Err(MeasureError::WrongInput { takes: Takes::Amounts });
        }
        self.one_each()
    }

    /// The recorded inputs of both people.
    pub fn shared(&self) -> Vec<&[f64]> {
        self.shared.iter().map(Vec::as_slice).collect()
    }

    /// A reservation where events were read off columns that are sampled more coarsely than what
    /// counts as close, so that they can only match at the same moment or not at all.
    pub(crate) fn too_coarse(&self, within_s: f64) -> Option<MeasureCaveat> {
        let coarse = !self.a.is_empty() && self.step_s > within_s;
        coarse.then(|| MeasureCaveat {
            code: COARSE_EVENTS,
            text: format!(
                "events are known to {} s only, more than the {within_s} s within which they match: \
                 widen that, or give times of events that are finer",
                self.step_s
            ),
        })
    }

    /// Every column of both people.
    pub fn columns(&self) -> (Vec<&[f64]>, Vec<&[f64]>) {
        let a = self.a.iter().map(Vec::as_slice).collect();
        (a, self.b.iter().map(Vec::as_slice).collect())
    }

    /// One column of codes each, as places in the list of all codes that either of the two shows.
    ///
    /// # Errors
    /// More or fewer columns; more different values than codes can be.
    pub fn codes(&self) -> Result<Codes, MeasureError> {
        let (a, b) = self.one_each()?;
        let labels = distinct(a.iter().chain(b));
        if labels.len() > MOST_CODES {
            return Err(MeasureError::TooManyCodes { distinct: labels.len(), most: MOST_CODES });
        }
        let places = |x: &[f64]| -> Vec<Code> {
            x.iter().map(|v| labels.iter().position(|label| label == v)).collect()
        };
        Ok(Codes { a: places(a), b: places(b), labels, names: self.code_names.clone() })
    }

    /// Two sequences of no (0) and yes (1).
    ///
    /// # Errors
    /// As [`Self::codes`]; other codes than these two.
    pub fn yes_or_no(&self) -> Result<(Vec<Code>, Vec<Code>), MeasureError> {
        let (a, b) = self.one_each()?;
        let codes = self.codes()?;
        if codes.labels.iter().any(|label| *label != 0.0 && *label != 1.0) {
            return Err(MeasureError::NotYesOrNo { codes: codes.labels.len() });
        }
        let read = |x: &[f64]| x.iter().map(|v| v.is_finite().then_some(*v as usize)).collect();
        Ok((read(a), read(b)))
    }

    /// Independent stretches: usable time divided by twice the larger time constant of the first
    /// columns; `NaN` for codes beyond yes and no, whose distances mean nothing.
    pub fn n_eff(&self) -> f64 {
        let (Some(a), Some(b)) = (self.a.first(), self.b.first()) else { return f64::NAN };
        if self.coded && distinct(a.iter().chain(b)).len() > 2 {
            return f64::NAN;
        }
        let both = a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite()).count();
        let (slower, other) = (decorrelation_time(a), decorrelation_time(b));
        if slower.is_nan() || other.is_nan() {
            return f64::NAN;
        }
        both as f64 / (2.0 * slower.max(other))
    }
}

/// Two sequences of codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Codes {
    /// A's codes as places in `labels`.
    pub a: Vec<Code>,
    /// B's.
    pub b: Vec<Code>,
    /// What the codes are in the file, rising.
    pub labels: Vec<f64>,
    /// What each value is called; empty where it is called by itself.
    pub names: Vec<String>,
}

impl Codes {
    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The code that is called so, or that is this number.
    pub fn find(&self, name: &str) -> Option<usize> {
        let number = name.trim().parse::<f64>().ok().filter(|_| self.names.is_empty());
        (0..self.len()).find(|&code| number == Some(self.labels[code]) || self.label(code) == name)
    }

    /// What a code is called.
    pub fn label(&self, code: usize) -> String {
        let label = self.labels[code];
        self.names.get(label as usize).cloned().unwrap_or_else(|| label.to_string())
    }
}

/// The different values present, rising.
fn distinct<'x>(values: impl Iterator<Item = &'x f64>) -> Vec<f64> {
    let mut found: Vec<f64> = values.copied().filter(|v| v.is_finite()).map(|v| v + 0.0).collect();
    found.sort_by(f64::total_cmp);
    found.dedup();
    found
}
