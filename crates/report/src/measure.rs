//! One measure of one or more dyads, as `attune measure` prints it: text for people, one JSON object.

mod group;
mod json;
mod text;

pub use json::measure_json;
pub(crate) use json::{CaveatObject, Ordered, TestObject, chance_range};
pub use text::{measure_text, measures_text};

use attune::Measure;
use attune::catalogue::Output;
use attune::measure::{MeasureResult, Measured};
use attune_data::{Fault, Severity};

use crate::words::{self, Silence};

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

    /// Why nothing may be claimed of it; `None` where its copies may speak.
    fn silence(&self, measure: &Measure) -> Option<Silence> {
        words::silence(measure, &self.result, self.n_eff, self.is_faulty())
    }

    /// Whether something wrong with the recording forbids any claim.
    fn is_faulty(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }

    fn sentence(&self, measure: &Measure) -> String {
        words::measure_sentence(measure, &self.result, self.n_eff, self.forbidden().as_deref())
    }

    /// Reservations with their codes: the measure's own, then the recording's.
    fn caveats(&self) -> Vec<(&'static str, String)> {
        let own = self.result.outcome.iter().flat_map(|measured| &measured.caveats);
        let own = own.map(|caveat| (caveat.code, caveat.text.clone()));
        let of = |fault: &Fault| match &fault.person {
            Some(person) => (fault.code.code(), format!("{person}: {}", fault.message)),
            None => (fault.code.code(), fault.message.clone()),
        };
        own.chain(self.faults.iter().map(of)).collect()
    }
}

impl Measuring {
    /// The dyads with an answer, but for recordings in which something is wrong.
    fn sound(&self) -> impl Iterator<Item = &Measured> {
        let sound = self.dyads.iter().filter(|taken| !taken.is_faulty());
        sound.filter_map(|taken| taken.result.outcome.as_ref().ok())
    }

    /// The dyads of which a claim may be made.
    fn can_tell(&self) -> impl Iterator<Item = &Taken> {
        self.dyads.iter().filter(|taken| taken.silence(self.measure).is_none())
    }

    /// An output's values of the sound dyads that have one; none where they are codes or angles,
    /// which have no mean.
    fn values(&self, output: &Output) -> Vec<f64> {
        if !output.has_mean() {
            return Vec::new();
        }
        let found = self.sound().map(|measured| measured.value(output.name));
        found.filter(|value| value.is_finite()).collect()
    }

    /// What holds for all dyads together, where the field pools counts.
    fn pooled(&self) -> Vec<(String, f64)> {
        let found: Vec<_> = self.sound().collect();
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
