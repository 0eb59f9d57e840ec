//! `--vary window=30,60`: one choice of a plan and the values it takes, and all combinations.

use attune::{Plan, Universe, Varied};
use clap::ValueEnum;

use crate::plan_file::{Correlation, Detrending, Edge, Scaling, StrangerRule};
use crate::{duration, plan_file};

/// More combinations than this are a slip, not a study.
const MOST: usize = 10_000;

/// The choices that can be varied, as their flags are called.
const CHOICES: [&str; 12] = [
    "window",
    "step",
    "lag",
    "detrend",
    "smooth",
    "smooth-edge",
    "scale",
    "convention",
    "grid",
    "max-gap",
    "strangers",
    "preset",
];

/// Reads `window=30,60,90`.
pub(crate) fn parse(text: &str) -> Result<Varied, String> {
    let (name, values) =
        text.split_once('=').ok_or("write a choice and its values, such as window=30,60,90")?;
    let name = name.trim().trim_start_matches("--").to_owned();
    if !CHOICES.contains(&name.as_str()) {
        return Err(format!("{name:?} cannot be varied; {} can", CHOICES.join(", ")));
    }
    let mut found: Vec<String> = Vec::new();
    for value in values.split(',').map(str::trim).filter(|value| !value.is_empty()) {
        // Tried at once, so that a slip is found before an hour of work.
        apply(&mut Plan::for_kind(attune_data::Kind::Other), &name, value)?;
        if !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    }
    match found.len() {
        0 => Err(format!("no value is given for {name}")),
        _ => Ok(Varied { name, values: found }),
    }
}

/// Every combination; the last choice changes fastest.
pub(crate) fn universes(base: &Plan, varied: &[Varied]) -> Result<Vec<Universe>, String> {
    let all = varied.iter().map(|v| v.values.len()).product::<usize>();
    if all > MOST {
        return Err(format!("{all} universes are too many; at most {MOST} are analysed"));
    }
    let mut universes = vec![Universe { values: Vec::new(), plan: base.clone() }];
    for choice in varied {
        let mut next = Vec::new();
        for universe in &universes {
            for value in &choice.values {
                let mut universe = universe.clone();
                apply(&mut universe.plan, &choice.name, value)?;
                universe.values.push(value.clone());
                next.push(universe);
            }
        }
        universes = next;
    }
    for universe in &universes {
        universe.plan.check().map_err(|error| error.to_string())?;
    }
    Ok(universes)
}

fn apply(plan: &mut Plan, name: &str, value: &str) -> Result<(), String> {
    let time = || duration::seconds(value).map_err(|error| format!("{name}: {error}"));
    let prepare = &mut plan.preprocess;
    match name {
        "window" => plan.window_s = time()?,
        "step" => plan.step_s = time()?,
        "lag" => plan.lag_s = time()?,
        "max-gap" => prepare.max_gap_s = time()?,
        "smooth" => {
            prepare.smooth_s =
                plan_file::smoothing(value).map_err(|error| format!("smooth: {error}"))?;
        }
        "detrend" => prepare.detrend = word::<Detrending>(name, value)?.into(),
        "smooth-edge" => prepare.smooth_edge = word::<Edge>(name, value)?.into(),
        "scale" => prepare.scale = word::<Scaling>(name, value)?.into(),
        "convention" => plan.convention = word::<Correlation>(name, value)?.into(),
        "strangers" => plan.strangers = word::<StrangerRule>(name, value)?.into(),
        "grid" => {
            let hz = value.parse::<f64>().ok().filter(|hz| *hz > 0.0 && hz.is_finite());
            prepare.rate_hz = Some(hz.ok_or("grid takes samples per second, above 0")?);
        }
        "preset" => {
            // Everything the preset decides; what concerns chance and scope stays.
            let of = plan_file::preset(value)?.plan();
            (plan.preset, plan.preprocess) = (of.preset, of.preprocess);
            (plan.window_s, plan.step_s, plan.lag_s) = (of.window_s, of.step_s, of.lag_s);
            plan.convention = of.convention;
        }
        _ => return Err(format!("{name:?} cannot be varied")),
    }
    Ok(())
}

fn word<T: ValueEnum>(name: &str, value: &str) -> Result<T, String> {
    T::from_str(value, false).map_err(|_| {
        let names = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = names.map(|possible| possible.get_name().to_owned()).collect();
        format!("{name} takes {}, not {value:?}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_once() {
        let base = Plan::for_kind(attune_data::Kind::Rating);
        let varied =
            ["window=30,60s,90", "lag=5,10", "detrend=none,linear"].map(|t| parse(t).unwrap());
        let universes = universes(&base, &varied).unwrap();
        assert_eq!(universes.len(), 12);
        assert_eq!(universes[1].values, ["30", "5", "linear"]);
        assert_eq!((universes[11].plan.window_s, universes[11].plan.lag_s), (90.0, 10.0));
        assert_eq!(universes[0].plan.step_s, base.step_s);
    }

    #[test]
    fn slips_are_found_before_the_work() {
        for slip in ["window", "windows=30", "window=x", "detrend=diff", "window=", "grid=0"] {
            assert!(parse(slip).is_err(), "{slip}");
        }
        assert!(parse("detrend=diff").unwrap_err().contains("difference"));
    }
}
