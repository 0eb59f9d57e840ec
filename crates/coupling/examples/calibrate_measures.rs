//! How often each measure's own test rejects uncoupled pairs at a nominal 5 %, as a Markdown table:
//! `cargo run --release -p attune-coupling --example calibrate_measures [PAIRS] [SLOW_PAIRS]`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use attune_coupling::CircularShift;
use attune_testkit::calibration_of_measures::{Named, cases};
use rayon::prelude::*;

/// A multiple of 40 less one: then one tail and two tails can both reject exactly 5 %.
const SURROGATES: usize = 39;
/// 19 surrogates make an exact 5 % test: p is at most .05 where the data beat all of them.
const SLOW_SURROGATES: usize = 19;

fn main() {
    let mut words = std::env::args().skip(1).filter_map(|n| n.parse().ok());
    let pairs: u64 = words.next().unwrap_or(2000);
    let slow_pairs: u64 = words.next().unwrap_or(1000);
    println!("# How often each measure rejects where nothing is there\n");
    println!(
        "Uncoupled pairs, every measure with its own test (circular shifts; phases thrown anew for coherence and phase locking), nominal 5 %: {pairs} pairs and \
{SURROGATES} copies each; the nearest-neighbour transfer entropy and the hidden Markov model {slow_pairs} pairs and \
{SLOW_SURROGATES} copies, an exact 5 % test. The share of a perfect test lies within {:.1} points of 5 ({:.1} for the \
slow ones) in 95 of 100 runs. Series have 500 samples, code sequences 500 moments. Every row must stay between 3 and \
7 %. Regenerate with `cargo xtask calibrate`.\n",
        196.0 * (0.05_f64 * 0.95 / pairs as f64).sqrt(),
        196.0 * (0.05_f64 * 0.95 / slow_pairs as f64).sqrt(),
    );
    println!("| measure | uncoupled pairs | rejected | pairs |");
    println!("|---|---|---|---|");
    let mut rows: Vec<(&'static str, String)> = Vec::new();
    for case in cases() {
        let (pairs, surrogates) = match case.slow {
            true => (slow_pairs, SLOW_SURROGATES),
            false => (pairs, SURROGATES),
        };
        let shift = CircularShift { surrogates, seed: 1 };
        let all: Vec<Named> =
            (0..pairs).into_par_iter().map(|index| case.p(2_026, index, &shift)).collect();
        let Some(names) = all.iter().find(|named| !named.is_empty()) else { continue };
        for (k, (name, _)) in names.iter().enumerate() {
            let p: Vec<f64> =
                all.iter().filter_map(|n| n.get(k)).map(|n| n.1).filter(|p| !p.is_nan()).collect();
            let rejected = p.iter().filter(|p| **p <= 0.05 + 1e-9).count();
            let share = 100.0 * rejected as f64 / p.len() as f64;
            eprintln!("{name} | {} | {share:.1} %", case.name);
            rows.push((name, format!("| {name} | {} | {share:.1} % | {} |", case.name, p.len())));
        }
    }
    // Together by measure, in the order in which the measures came.
    let mut order: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let mut seen = Vec::new();
    order.retain(|name| {
        let new = !seen.contains(name);
        seen.push(name);
        new
    });
    for name in order {
        rows.iter().filter(|row| row.0 == name).for_each(|row| println!("{}", row.1));
    }
}
