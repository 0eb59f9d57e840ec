//! `plan.toml`: every choice of an analysis, as a file.
//!
//! The science crates do not serialise; this module owns the wire structs and converts.

use std::path::Path;

use attune::{
    Convention, Detrend, FloodSetting, Null, PRESETS, Plan, Preprocess, Preset, Scale, SmoothEdge,
    Strangers,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::duration;
use crate::failure::Failure;
use crate::measure_choice::Wire;

const SCHEMA: &str = "attune.plan/1";

/// A plan as a file says it: what is left out comes from the preset.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    preset: String,
    /// SHA-256 of the rest, written by `attune plan freeze`.
    #[serde(skip_serializing_if = "Option::is_none")]
    frozen: Option<String>,
    /// Further measures: a name, or a name with parameters.
    #[serde(default)]
    measures: Vec<Wire>,
    #[serde(default)]
    prepare: Prepare,
    #[serde(default)]
    windows: Windows,
    #[serde(default)]
    chance: Chance,
    #[serde(default)]
    decision: Decision,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    flood_line: FloodLines,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Prepare {
    /// Common rate, samples per second; left out: the slower of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_hz: Option<f64>,
    max_gap: Option<String>,
    detrend: Option<Detrending>,
    smooth: Option<String>,
    smooth_edge: Option<Edge>,
    scale: Option<Scaling>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Windows {
    window: Option<String>,
    step: Option<String>,
    lag: Option<String>,
    convention: Option<Correlation>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Chance {
    surrogates: Option<usize>,
    nulls: Option<Vec<NullName>>,
    seed: Option<u64>,
    strangers: Option<StrangerRule>,
    loop_surrogates: Option<usize>,
    /// At most this many stranger pairs; left out: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_strangers: Option<usize>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    alpha: Option<f64>,
    /// False discovery rate over all rows tested (Benjamini-Hochberg).
    fdr: Option<f64>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    channels: Vec<String>,
    loop_model: Option<bool>,
}

/// Above which line each person counts as flooded: `usual`, `off`, or a number of standard deviations
/// above the person's own rest.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FloodLines {
    a: Option<toml::Value>,
    b: Option<toml::Value>,
}

/// Declares a wire twin of an enum of the plan, with its name in files and flags.
macro_rules! wire {
    ($(#[$doc:meta])* $wire:ident = $plan:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
        pub(crate) enum $wire { $(#[serde(rename = $name)] #[value(name = $name)] $variant),+ }

        impl From<$wire> for $plan {
            fn from(wire: $wire) -> Self { match wire { $($wire::$variant => Self::$variant),+ } }
        }

        impl From<$plan> for $wire {
            fn from(plan: $plan) -> Self { match plan { $($plan::$variant => Self::$variant),+ } }
        }
    };
}

wire!(/// What is taken out of a series.
    Detrending = Detrend { None => "none", Linear => "linear", Difference => "difference" });
wire!(/// What the moving average does at the ends.
    Edge = SmoothEdge { Shorten => "shorten", RmeaZeroEnds => "rmea-zero-ends" });
wire!(/// What a series is divided by.
    Scaling = Scale { None => "none", Sd => "sd", Z => "z" });
wire!(/// Which cross-correlation.
    Correlation = Convention { Recentred => "recentred", SegmentGlobal => "segment-global" });
wire!(/// A null hypothesis.
    NullName = Null { Shift => "shift", Segment => "segment", Phase => "phase", Iaaft => "iaaft" });
wire!(/// Who may be a stranger to whom.
    StrangerRule = Strangers { Role => "role", Any => "any" });

/// A plan read from a file, and whether it is still what was frozen.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    /// The plan.
    pub(crate) plan: Plan,
    /// The hash it was frozen with, if it was.
    pub(crate) frozen: Option<String>,
}

impl Loaded {
    /// Whether the file was changed after it was frozen.
    pub(crate) fn tampered(&self) -> bool {
        self.frozen.as_ref().is_some_and(|frozen| *frozen != hash(&self.plan))
    }
}

/// Reads a plan.
pub(crate) fn load(path: &Path) -> Result<Loaded, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::unreadable(format!("cannot read the plan {}: {error}", path.display()))
            .why("every choice of the analysis stands in it")
            .try_this("attune plan init --preset rating > plan.toml")
    })?;
    parse(&text).map_err(|what| {
        Failure::usage(format!("{}: {what}", path.display()))
            .why("a choice that is not understood would silently be another one")
            .try_this("compare with `attune plan init`")
    })
}

/// Reads a plan from its text.
pub(crate) fn parse(text: &str) -> Result<Loaded, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    if file.schema != SCHEMA {
        return Err(format!("schema must be \"{SCHEMA}\""));
    }
    let mut plan = preset(&file.preset)?.plan();
    let time = |key: &str, text: &Option<String>, into: &mut f64| match text {
        None => Ok(()),
        Some(text) => duration::seconds(text)
            .map(|seconds| *into = seconds)
            .map_err(|error| format!("{key}: {error}")),
    };
    let prepare = &mut plan.preprocess;
    prepare.rate_hz = file.prepare.rate_hz;
    time("prepare.max_gap", &file.prepare.max_gap, &mut prepare.max_gap_s)?;
    set(&mut prepare.detrend, file.prepare.detrend);
    if let Some(text) = &file.prepare.smooth {
        prepare.smooth_s = smoothing(text).map_err(|error| format!("prepare.smooth: {error}"))?;
    }
    set(&mut prepare.smooth_edge, file.prepare.smooth_edge);
    set(&mut prepare.scale, file.prepare.scale);
    time("windows.window", &file.windows.window, &mut plan.window_s)?;
    time("windows.step", &file.windows.step, &mut plan.step_s)?;
    time("windows.lag", &file.windows.lag, &mut plan.lag_s)?;
    set(&mut plan.convention, file.windows.convention);
    set(&mut plan.surrogates, file.chance.surrogates);
    if let Some(nulls) = file.chance.nulls {
        plan.nulls = with_shift_first(nulls.into_iter().map(Null::from));
    }
    set(&mut plan.loop_surrogates, file.chance.loop_surrogates);
    set(&mut plan.seed, file.chance.seed);
    set(&mut plan.strangers, file.chance.strangers);
    plan.max_strangers = file.chance.max_strangers;
    set(&mut plan.alpha, file.decision.alpha);
    set(&mut plan.fdr, file.decision.fdr);
    let instant = |key: &str, text: &Option<String>| {
        let read = text.as_deref().map(duration::seconds).transpose();
        read.map_err(|error| format!("{key}: {error}"))
    };
    plan.from_s = instant("scope.from", &file.scope.from)?;
    plan.to_s = instant("scope.to", &file.scope.to)?;
    plan.channels = file.scope.channels;
    set(&mut plan.loop_model, file.scope.loop_model);
    for (line, value, key) in
        [(0, file.flood_line.a, "flood_line.a"), (1, file.flood_line.b, "flood_line.b")]
    {
        if let Some(value) = value {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            plan.flood_lines[line] =
                flood_line(&text).map_err(|error| format!("{key}: {error}"))?;
        }
    }
    plan.measures = file
        .measures
        .into_iter()
        .map(Wire::choice)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("measures: {error}"))?;
    plan.check().map_err(|error| error.to_string())?;
    Ok(Loaded { plan, frozen: file.frozen })
}

/// The preset of that name.
pub(crate) fn preset(name: &str) -> Result<&'static Preset, String> {
    PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        format!("no preset is called {name:?}; there are {}", known.join(", "))
    })
}

/// `none`, or the width of a moving average.
pub(crate) fn smoothing(text: &str) -> Result<Option<f64>, duration::BadTime> {
    if text == "none" { Ok(None) } else { duration::seconds(text).map(Some) }
}

/// `usual`, `off`, or a number of standard deviations above rest.
pub(crate) fn flood_line(text: &str) -> Result<FloodSetting, String> {
    match text.trim() {
        "usual" => Ok(FloodSetting::Usual),
        "off" => Ok(FloodSetting::Off),
        number => match number.trim_end_matches("sd").trim().parse() {
            Ok(sd) => Ok(FloodSetting::AboveRest { sd }),
            Err(_) => Err("write usual, off, or how many standard deviations above the person's \
                           own rest, such as 3"
                .to_owned()),
        },
    }
}

/// One line for both people, or A's and B's, separated by a comma.
pub(crate) fn flood_lines(text: &str) -> Result<[FloodSetting; 2], String> {
    let lines = text.split(',').map(flood_line).collect::<Result<Vec<_>, _>>()?;
    match lines[..] {
        [both] => Ok([both; 2]),
        [a, b] => Ok([a, b]),
        _ => Err("write one line for both people, or A's and B's, such as 3,off".to_owned()),
    }
}

/// The nulls asked for, with the one the verdict rests on always first.
pub(crate) fn with_shift_first(nulls: impl Iterator<Item = Null>) -> Vec<Null> {
    let mut ordered = vec![Null::Shift];
    for null in nulls {
        if !ordered.contains(&null) {
            ordered.push(null);
        }
    }
    ordered
}

/// The plan as a file, every choice written out.
pub(crate) fn to_toml(plan: &Plan, frozen: Option<String>) -> String {
    let Preprocess { rate_hz, max_gap_s, detrend, smooth_s, smooth_edge, scale } = plan.preprocess;
    let file = File {
        schema: SCHEMA.to_owned(),
        preset: plan.preset.to_owned(),
        frozen,
        measures: plan.measures.iter().map(Wire::of).collect(),
        prepare: Prepare {
            rate_hz,
            max_gap: Some(duration::text(max_gap_s)),
            detrend: Some(detrend.into()),
            smooth: Some(smooth_s.map_or_else(|| "none".to_owned(), duration::text)),
            smooth_edge: Some(smooth_edge.into()),
            scale: Some(scale.into()),
        },
        windows: Windows {
            window: Some(duration::text(plan.window_s)),
            step: Some(duration::text(plan.step_s)),
            lag: Some(duration::text(plan.lag_s)),
            convention: Some(plan.convention.into()),
        },
        chance: Chance {
            surrogates: Some(plan.surrogates),
            nulls: Some(plan.nulls.iter().map(|null| (*null).into()).collect()),
            loop_surrogates: Some(plan.loop_surrogates),
            seed: Some(plan.seed),
            strangers: Some(plan.strangers.into()),
            max_strangers: plan.max_strangers,
        },
        decision: Decision { alpha: Some(plan.alpha), fdr: Some(plan.fdr) },
        scope: Scope {
            from: plan.from_s.map(duration::text),
            to: plan.to_s.map(duration::text),
            channels: plan.channels.clone(),
            loop_model: Some(plan.loop_model),
        },
        flood_line: {
            let [a, b] = plan.flood_lines.map(|line| match line {
                FloodSetting::Usual => toml::Value::from("usual"),
                FloodSetting::Off => toml::Value::from("off"),
                FloodSetting::AboveRest { sd } => toml::Value::from(sd),
            });
            FloodLines { a: Some(a), b: Some(b) }
        },
    };
    // Plain strings, numbers and lists always serialise.
    toml::to_string(&file).unwrap_or_default()
}

/// The plan's SHA-256: of the file as [`to_toml`] writes it, without the `frozen` line.
pub(crate) fn hash(plan: &Plan) -> String {
    let digest = Sha256::digest(to_toml(plan, None).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where two plans differ, one line each: `windows.lag: 10s planned, 5s used`.
pub(crate) fn deviations(planned: &Plan, used: &Plan) -> Vec<String> {
    let lines = |plan: &Plan| -> Vec<(String, String)> {
        let table: toml::Table = toml::from_str(&to_toml(plan, None)).unwrap_or_default();
        flatten("", &table)
    };
    let (planned, used) = (lines(planned), lines(used));
    let value = |lines: &[(String, String)], key: &str| {
        let found = lines.iter().find(|(name, _)| name == key);
        found.map_or_else(|| "nothing".to_owned(), |(_, value)| value.clone())
    };
    let mut keys: Vec<&String> = planned.iter().chain(&used).map(|(key, _)| key).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .map(|key| (key, value(&planned, key), value(&used, key)))
        .filter(|(_, planned, used)| planned != used)
        .map(|(key, planned, used)| format!("{key}: {planned} planned, {used} used"))
        .collect()
}

fn flatten(prefix: &str, table: &toml::Table) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (key, value) in table {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => lines.extend(flatten(&name, inner)),
            toml::Value::String(text) => lines.push((name, text.clone())),
            other => lines.push((name, other.to_string())),
        }
    }
    lines
}

fn set<Wire: Into<T>, T>(into: &mut T, wire: Option<Wire>) {
    if let Some(wire) = wire {
        *into = wire.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_survives_the_file() {
        for preset in PRESETS {
            let plan = preset.plan();
            let loaded = parse(&to_toml(&plan, Some(hash(&plan)))).unwrap();
            assert_eq!(loaded.plan, plan);
            assert!(!loaded.tampered());
        }
    }

    #[test]
    fn a_changed_plan_no_longer_matches_its_hash_and_says_where() {
        let plan = PRESETS[0].plan();
        let text = to_toml(&plan, Some(hash(&plan))).replace("lag = \"10s\"", "lag = \"5s\"");
        let loaded = parse(&text).unwrap();
        assert!(loaded.tampered());
        assert_eq!(deviations(&plan, &loaded.plan), ["windows.lag: 10s planned, 5s used"]);
    }

    #[test]
    fn flood_lines_survive_the_file() {
        let text =
            "schema = \"attune.plan/1\"\npreset = \"heart\"\n[flood_line]\na = 3\nb = \"off\"\n";
        let plan = parse(text).unwrap().plan;
        assert_eq!(plan.flood_lines, [FloodSetting::AboveRest { sd: 3.0 }, FloodSetting::Off]);
        assert_eq!(parse(&to_toml(&plan, None)).unwrap().plan, plan);
        assert_eq!(flood_lines("3,off"), Ok(plan.flood_lines));
        assert_eq!(flood_lines("usual"), Ok([FloodSetting::Usual; 2]));
        for bad in ["high", "", "1,2,3", "3;off"] {
            assert!(flood_lines(bad).is_err(), "{bad}");
        }
        for bad in ["-1", "0", "100", "nan", "true", "\"soon\"", "[3]"] {
            let refused = parse(&text.replace("a = 3", &format!("a = {bad}")));
            assert!(refused.is_err(), "{bad}");
        }
    }

    #[test]
    fn measures_survive_the_file() {
        let text = "schema = \"attune.plan/1\"\npreset = \"rating\"\nmeasures = [\"granger\", \
{ name = \"crqa\", dimension = 3, radius = 0.6 }]\n";
        let plan = parse(text).unwrap().plan;
        let names: Vec<&str> = plan.measures.iter().map(|choice| choice.measure.name).collect();
        assert_eq!(names, ["gaussian-transfer-entropy", "crqa"]);
        assert_eq!(parse(&to_toml(&plan, None)).unwrap().plan, plan);
        assert!(parse(&text.replace("dimension", "dimensoin")).is_err());
    }

    #[test]
    fn what_is_left_out_comes_from_the_preset() {
        let text = "schema = \"attune.plan/1\"\npreset = \"motion\"\n[windows]\nlag = \"3s\"\n";
        let plan = parse(text).unwrap().plan;
        assert_eq!((plan.window_s, plan.lag_s), (30.0, 3.0));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for bad in [
            "preset = \"rating\"",
            "schema = \"attune.plan/1\"\npreset = \"ratings\"",
            "schema = \"attune.plan/1\"\npreset = \"rating\"\n[windows]\nlagg = \"3s\"",
            "schema = \"attune.plan/1\"\npreset = \"rating\"\n[windows]\nlag = \"-3s\"",
            "schema = \"attune.plan/1\"\npreset = \"rating\"\n[chance]\nsurrogates = 3",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
