//! A further measure of a dyad.

use attune::catalogue::measure;
use attune::measure::MeasureResult;
use serde::Serialize;

use crate::measure::{CaveatObject, Ordered, TestObject};
use crate::words;

#[derive(Serialize)]
pub(super) struct MeasureObject {
    name: &'static str,
    #[serde(flatten)]
    values: Ordered<f64>,
    tests: Vec<TestObject>,
    sentence: String,
    caveats: Vec<CaveatObject>,
    error: Option<String>,
}

impl MeasureObject {
    pub(super) fn new(result: &MeasureResult, n_eff: f64) -> Self {
        let found = result.outcome.as_ref();
        let values = found.map_or_else(|_| Vec::new(), |measured| measured.values.clone());
        let sentence = |m| words::measure_sentence(m, result, n_eff, None);
        Self {
            name: result.name,
            values: Ordered(values.into_iter().map(|(name, x)| (name.to_owned(), x)).collect()),
            tests: result.tests.iter().map(TestObject::new).collect(),
            sentence: measure(result.name).map(sentence).unwrap_or_default(),
            caveats: found.iter().flat_map(|m| &m.caveats).map(CaveatObject::from).collect(),
            error: found.err().map(ToString::to_string),
        }
    }
}
