//! How often the alternating experiment finds what is planted, and what is not:
//! `cargo run --release -p attune-dynamics --example alternation -- 200 16`, runs and seed. Channels
//! are fitted as `attune fit` fits them: without their straight line, in units of their own spread.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use attune_dynamics::{
    AlternationOptions, ChannelRecording, ExerciseVerdict, FitOptions, PacingBlock, PairRecording,
    PersonRecording, Planted, Scenario, SharedInput, SimulateOptions, SpanKind, alternation,
    fit_loop, simulate_dyad,
};
use rayon::prelude::*;

fn main() {
    let number = |at: usize| std::env::args().nth(at).and_then(|n| n.parse::<usize>().ok());
    let (runs, seed) = (number(1).unwrap_or(40), number(2).unwrap_or(16) as u64);
    println!("| planted | min | runs | effect on A, on B (mean) | seen in A | seen in B |");
    println!("|---|---|---|---|---|---|");
    let found = Scenario::AlternatingBreathing.planted();
    let hidden = Scenario::AlternatingHidden.planted();
    let slower = SharedInput { memory_s: 60.0, ..hidden.shared_input.unwrap() };
    let slower = Planted { shared_input: Some(slower), ..hidden.clone() };
    for (name, planted, minutes) in [
        ("S16", &found, 36.0),
        ("S16-hidden", &hidden, 36.0),
        ("S16-hidden, a cause of 60 s", &slower, 36.0),
        ("S16", &found, 18.0),
        ("S16-hidden", &hidden, 18.0),
    ] {
        let (mut seen, mut sum) = ([0usize; 2], [0.0; 2]);
        let all: Vec<[(f64, bool); 2]> =
            (0..runs).into_par_iter().map(|run| experiment(planted, minutes, seed, run)).collect();
        for found in all {
            for i in 0..2 {
                sum[i] += found[i].0 / runs as f64;
                seen[i] += usize::from(found[i].1);
            }
        }
        let share = seen.map(|n| 100.0 * n as f64 / runs as f64);
        println!(
            "| {name} | {minutes} | {runs} | {:.2}, {:.2} | {:.0} % | {:.0} % |",
            sum[0], sum[1], share[0], share[1]
        );
    }
}

/// The partner effect on each, and whether it was seen.
fn experiment(planted: &Planted, minutes: f64, seed: u64, run: usize) -> [(f64, bool); 2] {
    let options = SimulateOptions { seed, minutes, dyads: 1, rate_hz: 1.0 };
    let dyad = simulate_dyad(planted, &options, run).unwrap();
    let level = dyad
        .persons
        .each_ref()
        .map(|person| person.channels.iter().map(|c| without_line(&c.values)).collect::<Vec<_>>());
    let channels = level.each_ref().map(|channels| {
        channels.iter().map(|values| ChannelRecording::new(values)).collect::<Vec<_>>()
    });
    let recording = PairRecording {
        times_s: &dyad.persons[0].times_s,
        persons: [0, 1].map(|i| PersonRecording {
            channels: &channels[i],
            own_input: Some(&dyad.persons[i].pacing),
        }),
        shared_input: None,
        excluded_s: &[],
    };
    let blocks: Vec<PacingBlock> = dyad
        .spans
        .iter()
        .filter_map(|span| {
            let person = match span.kind {
                SpanKind::PacingA => 0,
                SpanKind::PacingB => 1,
                _ => return None,
            };
            Some(PacingBlock { person, start_s: span.start_s, end_s: span.end_s })
        })
        .collect();
    let fit = fit_loop(&recording, &FitOptions { draws: 20, ..FitOptions::default() }).unwrap();
    let options = AlternationOptions { schedules: 999, ..AlternationOptions::of(&fit) };
    // What can't be told is not seen.
    let Ok(found) = alternation(&recording, &fit, &blocks, &options) else {
        return [(0.0, false); 2];
    };
    found.persons.map(|e| (e.partner.value, e.verdict == ExerciseVerdict::Seen))
}

/// A channel without its straight line; missing samples stay missing.
fn without_line(values: &[f64]) -> Vec<f64> {
    let there = || values.iter().enumerate().filter(|(_, y)| y.is_finite());
    let n = there().count() as f64;
    let t0 = there().map(|(t, _)| t as f64).sum::<f64>() / n;
    let y0 = there().map(|(_, y)| y).sum::<f64>() / n;
    let along: f64 = there().map(|(t, y)| (t as f64 - t0) * (y - y0)).sum();
    let slope = along / there().map(|(t, _)| (t as f64 - t0).powi(2)).sum::<f64>();
    values.iter().enumerate().map(|(t, y)| y - y0 - slope * (t as f64 - t0)).collect()
}
