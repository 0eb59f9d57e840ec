//! `attune.measure/1`: the numbers at the top under the field's abbreviations.

use attune::measure::{MeasureCaveat, MeasureResult, MeasureTest, MeasuredTable, Setting, Tail};
use attune::{Measure, VERSION};
use serde::{Serialize, Serializer};

use super::{Measuring, Taken, mean_and_sd};

/// One object: of one dyad with its numbers at the top, of several with an object each under
/// `dyads`, their means under `mean` and, where the field pools counts, the whole under `pooled`.
pub fn measure_json(measuring: &Measuring) -> String {
    let head = Head {
        schema: "attune.measure/1",
        version: VERSION,
        measure: measuring.measure.name,
        title: measuring.measure.title,
        prepared: &measuring.prepared,
        seed: measuring.seed,
    };
    // Text and numbers written to memory cannot fail.
    let text = match measuring.dyads.as_slice() {
        [only] => serde_json::to_string_pretty(&Alone {
            head,
            dyad: DyadObject::new(measuring.measure, only),
        }),
        dyads => serde_json::to_string_pretty(&Several {
            head,
            n_dyads: dyads.len(),
            n_faulty: dyads.iter().filter(|taken| taken.is_faulty()).count(),
            n_can_tell: measuring.can_tell().count(),
            mean: outputs(measuring, |values| mean_and_sd(values).0),
            sd: outputs(measuring, |values| mean_and_sd(values).1),
            pooled: Ordered(measuring.pooled()),
            dyads: dyads.iter().map(|dyad| DyadObject::new(measuring.measure, dyad)).collect(),
        }),
    };
    text.unwrap_or_default() + "\n"
}

fn outputs(measuring: &Measuring, of: fn(&[f64]) -> f64) -> Ordered<f64> {
    let all = measuring.measure.outputs.iter();
    Ordered(all.map(|output| (output.name.to_owned(), of(&measuring.values(output)))).collect())
}

#[derive(Serialize)]
struct Alone<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    #[serde(flatten)]
    dyad: DyadObject<'a>,
}

#[derive(Serialize)]
struct Several<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    n_dyads: usize,
    /// Left out of the means: something is wrong with the recording.
    n_faulty: usize,
    /// Of whom a claim may be made.
    n_can_tell: usize,
    mean: Ordered<f64>,
    sd: Ordered<f64>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pooled: Ordered<f64>,
    dyads: Vec<DyadObject<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    version: &'static str,
    measure: &'static str,
    title: &'static str,
    prepared: &'a str,
    seed: u64,
}

#[derive(Serialize)]
struct DyadObject<'a> {
    dyad: &'a str,
    a: &'a str,
    b: &'a str,
    #[serde(flatten)]
    values: Ordered<f64>,
    parameters: Ordered<Parameter<'a>>,
    samples: usize,
    step_s: f64,
    n_eff: f64,
    tests: Vec<TestObject>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    tables: Ordered<TableObject<'a>>,
    sentence: String,
    caveats: Vec<CaveatObject>,
    error: Option<String>,
}

impl<'a> DyadObject<'a> {
    fn new(measure: &Measure, taken: &'a Taken) -> Self {
        let MeasureResult { outcome, settings, tests, .. } = &taken.result;
        let values = |name: &'static str| outcome.as_ref().map_or(f64::NAN, |m| m.value(name));
        let tables = outcome.iter().flat_map(|measured| &measured.tables);
        let parameter =
            |(name, setting): &'a (&'static str, Setting)| ((*name).to_owned(), Parameter(setting));
        Self {
            dyad: &taken.dyad,
            a: &taken.people[0],
            b: &taken.people[1],
            values: Ordered(
                measure.outputs.iter().map(|o| (o.name.to_owned(), values(o.name))).collect(),
            ),
            parameters: Ordered(settings.all().iter().map(parameter).collect()),
            samples: taken.n,
            step_s: taken.step_s,
            n_eff: taken.n_eff,
            tests: tests.iter().map(TestObject::new).collect(),
            tables: Ordered(tables.map(|t| (t.name.to_owned(), TableObject::new(t))).collect()),
            sentence: taken.sentence(measure),
            caveats: taken.caveats().into_iter().map(CaveatObject::from).collect(),
            error: outcome.as_ref().err().map(ToString::to_string),
        }
    }
}

/// A reservation; also in an analysis's JSON.
#[derive(Serialize)]
pub(crate) struct CaveatObject {
    code: &'static str,
    text: String,
}

impl From<(&'static str, String)> for CaveatObject {
    fn from((code, text): (&'static str, String)) -> Self {
        Self { code, text }
    }
}

impl From<&MeasureCaveat> for CaveatObject {
    fn from(caveat: &MeasureCaveat) -> Self {
        Self { code: caveat.code, text: caveat.text.clone() }
    }
}

/// A parameter's value as a number, a flag, a word or nothing.
struct Parameter<'a>(&'a Setting);

impl Serialize for Parameter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Setting::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => {
                serializer.serialize_i64(*x as i64)
            }
            Setting::Number(x) => serializer.serialize_f64(*x),
            Setting::Flag(yes) => serializer.serialize_bool(*yes),
            Setting::Word(word) => serializer.serialize_str(word),
            Setting::Unset => serializer.serialize_none(),
        }
    }
}

/// A test of one output; also in an analysis's JSON.
#[derive(Serialize)]
pub(crate) struct TestObject {
    output: &'static str,
    null: &'static str,
    tail: &'static str,
    observed: f64,
    p: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    q: Option<f64>,
    n: usize,
    chance_lo: f64,
    chance_hi: f64,
}

impl TestObject {
    pub(crate) fn new(test: &MeasureTest) -> Self {
        let (chance_lo, chance_hi) = chance_range(test);
        Self {
            output: test.output,
            null: test.null.name(),
            tail: match test.tail {
                Tail::Upper => "upper",
                Tail::Lower => "lower",
                Tail::TwoSided => "two-sided",
            },
            observed: test.observed,
            p: test.p,
            q: test.q.is_finite().then_some(test.q),
            n: test.distribution.len(),
            chance_lo,
            chance_hi,
        }
    }
}

/// The 5th and 95th percentile of the copies.
pub(crate) fn chance_range(test: &MeasureTest) -> (f64, f64) {
    let mut copies: Vec<f64> =
        test.distribution.iter().copied().filter(|x| x.is_finite()).collect();
    copies.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let last = copies.len().saturating_sub(1) as f64;
        copies.get((share * last).round() as usize).copied().unwrap_or(f64::NAN)
    };
    (at(0.05), at(0.95))
}

#[derive(Serialize)]
struct TableObject<'a> {
    row: &'static str,
    columns: &'a [String],
    rows: Vec<(&'a str, &'a [f64])>,
}

impl<'a> TableObject<'a> {
    fn new(table: &'a MeasuredTable) -> Self {
        let rows = table.rows.iter().map(|(name, values)| (name.as_str(), values.as_slice()));
        Self { row: table.row, columns: &table.columns, rows: rows.collect() }
    }
}

/// An object whose keys keep their order.
pub(crate) struct Ordered<T>(pub(crate) Vec<(String, T)>);

impl<T> Ordered<T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
