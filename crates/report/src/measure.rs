//! One measure of one or more dyads, as `attune measure` prints it: text for people, one JSON object.

mod json;
mod text;

pub use json::measure_json;
pub(crate) use json::{Ordered, TestObject, chance_range};
pub use text::{measure_text, measures_text};

use attune::Measure;
use attune::measure::MeasureResult;
use attune_data::{Fault, Severity};

use crate::words;

/// A measure of one dyad and what it was taken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The dyad, with its session where it has several.
    pub dyad: String,
    /// What the files call A and B.
    pub people: [String; 2],
    /// Grid points.
    pub n: usize,
    /// Time between them, seconds.
    pub step_s: f64,
    /// Independent stretches; `NaN` where that cannot be told.
    pub n_eff: f64,
    /// What is wrong with the recording.
    pub faults: Vec<Fault>,
    /// What was found.
    pub result: MeasureResult,
}

/// A measure of a study and how it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Measuring {
    /// The measure.
    pub measure: &'static Measure,
    /// How the series were made ready, in words.
    pub prepared: String,
    /// Seed of the copies.
    pub seed: u64,
    /// One entry per dyad.
    pub dyads: Vec<Taken>,
}

impl Taken {
    /// The fault that forbids a claim, as a sentence.
    fn forbidden(&self) -> Option<String> {
        let fault = self.faults.iter().find(|fault| fault.severity == Severity::Error)?;
        Some(words::sentence(&fault.message))
    }

    fn sentence(&self, measure: &Measure) -> String {
        words::measure_sentence(measure, &self.result, self.n_eff, self.forbidden().as_deref())
    }

    /// Reservations: the measure's own, then the recording's.
    fn caveats(&self) -> Vec<String> {
        let own = self.result.outcome.iter().flat_map(|measured| measured.caveats.clone());
        let of = |fault: &Fault| match &fault.person {
            Some(person) => format!("{person}: {}", fault.message),
            None => fault.message.clone(),
        };
        own.chain(self.faults.iter().map(of)).collect()
    }
}

impl Measuring {
    /// An output's values of the dyads that have one.
    fn values(&self, name: &str) -> Vec<f64> {
        let found = self.dyads.iter().filter_map(|taken| taken.result.outcome.as_ref().ok());
        found.map(|measured| measured.value(name)).filter(|value| value.is_finite()).collect()
    }

    /// What holds for all dyads together, where the field pools counts.
    fn pooled(&self) -> Vec<(String, f64)> {
        let found: Vec<_> =
            self.dyads.iter().filter_map(|taken| taken.result.outcome.as_ref().ok()).collect();
        match self.measure.pool {
            Some(pool) if found.len() > 1 => pool(&found),
            _ => Vec::new(),
        }
    }
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}
