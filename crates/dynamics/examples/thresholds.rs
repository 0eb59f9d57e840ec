//! How often thresholds are worth showing, where they were planted and where they were not, as in
//! docs/thresholds.md:
//! `cargo run --release -p attune-dynamics --example thresholds -- RUNS [SEED [MINUTES]]`
//! With minutes, only the recordings of that length.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use attune_dynamics::{
    ChannelRecording, FitOptions, ModelKind, PairRecording, Planted, Scenario, SimulateOptions,
    ThresholdFit, compare_models, fit_threshold, simulate_dyad,
};
use rayon::prelude::*;

/// Left-out blocks.
const BLOCKS: usize = 5;

fn main() {
    let mut words = std::env::args().skip(1).map(|n| n.parse::<u64>());
    let mut number = |usual: u64| words.next().and_then(Result::ok).unwrap_or(usual);
    let (runs, seed, only) = (number(20) as usize, number(31), number(0) as f64);
    println!(
        "| planted | min | runs | shown | an edge where shown | m₀ (mean) | m₁ | θ | from calm to the edge | its interval holds the truth |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (name, planted, minutes) in cases() {
        if only > 0.0 && minutes != only {
            continue;
        }
        let found: Vec<Found> =
            (0..runs).into_par_iter().filter_map(|run| one(&planted, minutes, seed, run)).collect();
        println!("| {name} | {minutes} | {} | {}", found.len(), line(&found, &planted));
    }
}

fn cases() -> Vec<(&'static str, Planted, f64)> {
    vec![
        ("in proportion, slow (S1)", Scenario::MutualEcho.planted(), 30.0),
        ("in proportion, quick (demo)", Scenario::Demo.planted(), 20.0),
        ("in proportion, near running away (S15)", Scenario::StabilityEdge.planted(), 30.0),
        ("thresholds", Planted::wound_up(), 20.0),
        ("thresholds", Planted::wound_up(), 40.0),
        ("thresholds", Planted::wound_up(), 60.0),
    ]
}

struct Found {
    shown: bool,
    fit: ThresholdFit,
}

fn one(planted: &Planted, minutes: f64, seed: u64, run: usize) -> Option<Found> {
    let options = SimulateOptions { seed, minutes, dyads: 1, rate_hz: 1.0 };
    let dyad = simulate_dyad(planted, &options, run).unwrap();
    let [a, b] = dyad.persons.each_ref().map(|person| {
        let channels = person.channels.iter();
        channels
            .map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) })
            .collect::<Vec<_>>()
    });
    let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
    let return_time_s = planted.two_people.return_time_s[0];
    let options = FitOptions { return_time_s, ..FitOptions::default() };
    let compared = compare_models(&recording, &options, BLOCKS).ok()?;
    let fit = fit_threshold(&recording, &options).ok()?;
    Some(Found { shown: compared.may_show(ModelKind::Thresholds, ModelKind::Linked), fit })
}

fn line(found: &[Found], planted: &Planted) -> String {
    let percent = |n: usize, of: usize| {
        if of == 0 { "–".to_owned() } else { format!("{:.0} %", 100.0 * n as f64 / of as f64) }
    };
    let shown: Vec<&ThresholdFit> = found.iter().filter(|f| f.shown).map(|f| &f.fit).collect();
    let edges: Vec<_> =
        shown.iter().filter(|f| f.has_edge()).filter_map(|f| f.calm_to_edge).collect();
    let decimals = |x: f64| if x.is_nan() { "–".to_owned() } else { format!("{x:.2}") };
    let mean = |of: &dyn Fn(&ThresholdFit) -> f64| {
        decimals(shown.iter().map(|fit| of(fit)).sum::<f64>() / shown.len() as f64)
    };
    let both = |x: [attune_dynamics::Estimate; 2]| 0.5 * (x[0].value + x[1].value);
    let truth = planted.two_people.influence.and_then(|bend| {
        let two = &planted.two_people;
        let influence = two.gain.map(|gain| attune_dynamics::Influence { gain, bend });
        let rates = two.return_time_s.map(f64::recip);
        let alone = attune_dynamics::ThresholdLoop { return_rate: rates, influence };
        alone.landscape().ok()?.calm_to_edge()
    });
    let held = truth.map_or_else(
        || "–".to_owned(),
        |truth| {
            let holds = edges.iter().filter(|e| e.lo <= truth && truth <= e.hi).count();
            format!("{} of {truth:.2}", percent(holds, edges.len()))
        },
    );
    format!(
        "{} | {} | {} | {} | {} | {} | {held} |",
        percent(shown.len(), found.len()),
        percent(edges.len(), shown.len()),
        mean(&|fit| both(fit.gain)),
        mean(&|fit| both(fit.steep_gain)),
        mean(&|fit| both(fit.threshold)),
        decimals(edges.iter().map(|e| e.value).sum::<f64>() / edges.len() as f64),
    )
}
