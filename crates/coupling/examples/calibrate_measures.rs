//! How often each measure's own test rejects uncoupled pairs at a nominal 5 %, as a Markdown table:
//! `cargo run --release -p attune-coupling --example calibrate_measures [PAIRS] [SLOW_PAIRS] [KIND ...]`.
//! With kinds of uncoupled pairs named (`codes`, `turns`), only their rows are made and printed.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use attune_coupling::CircularShift;
use attune_testkit::calibration_of_measures::{Named, cases};
use rayon::prelude::*;

/// With p < .05, as the program has it, one of 40 copies may be as extreme: 2 of 41, 4.9 %, are rejected.
const SURROGATES: usize = 40;
/// None of 20 copies may: 1 of 21, 4.8 %, are rejected.
const SLOW_SURROGATES: usize = 20;

/// A row outside 3 to 7 % is measured on until it rests on so many times the pairs.
const MORE: u64 = 5;

fn main() {
    let (numbers, kinds): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.parse::<u64>().is_ok());
    let number = |at: usize| numbers.get(at).and_then(|n| n.parse().ok());
    let pairs: u64 = number(0).unwrap_or(2000);
    let slow_pairs: u64 = number(1).unwrap_or(1000);
    if kinds.is_empty() {
        introduce(pairs, slow_pairs);
    }
    let mut rows: Vec<(&'static str, String)> = Vec::new();
    let wanted = |name: &str| kinds.is_empty() || kinds.iter().any(|kind| name.contains(kind));
    for case in cases().into_iter().filter(|case| wanted(&case.name)) {
        let (pairs, surrogates) = match case.slow {
            true => (slow_pairs, SLOW_SURROGATES),
            false => (pairs, SURROGATES),
        };
        let shift = CircularShift { surrogates, seed: 1 };
        let of = |range: std::ops::Range<u64>| -> Vec<Named> {
            range.into_par_iter().map(|index| case.p(2_026, index, &shift)).collect()
        };
        let first = of(0..pairs);
        let Some(names) = first.iter().find(|named| !named.is_empty()) else { continue };
        let mut more = None;
        for (k, (name, _)) in names.iter().enumerate() {
            let (share, n) = rejected(&first, k);
            let mut row = format!("| {name} | {} | {share:.1} % | {n} |", case.name);
            if !(3.0..=7.0).contains(&share) {
                let more = more.get_or_insert_with(|| {
                    first.iter().cloned().chain(of(pairs..MORE * pairs)).collect::<Vec<Named>>()
                });
                let (all, pairs) = rejected(more, k);
                row = format!(
                    "| {name} | {} | {all:.1} % | {pairs} (first {n}: {share:.1} %) |",
                    case.name
                );
            }
            eprintln!("{row}");
            rows.push((name, row));
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

/// What stands above the table, and its head.
fn introduce(pairs: u64, slow_pairs: u64) {
    let within = |pairs: u64| 196.0 * (0.05_f64 * 0.95 / pairs as f64).sqrt();
    println!("# How often each measure rejects where nothing is there\n");
    println!(
        "Uncoupled pairs, every measure with its own test (circular shifts; phases thrown anew for coherence and phase \
locking; segments re-paired for segment synchrony), nominal 5 %: {pairs} pairs and {SURROGATES} copies each; the nearest-neighbour transfer entropy and the \
hidden Markov model {slow_pairs} pairs and {SLOW_SURROGATES} copies. Counted is p < .05, as in the program, which rejects 4.9 % and 4.8 % where a test is \
exact. Series have 500 \
samples, code sequences 500 moments. Every row should stay between 3 and 7 %; one that does not is named below. Regenerate with `cargo xtask \
calibrate`.\n\n\
The share of a perfect test lies within {:.1} points of 5 in 95 of 100 runs ({:.1} of the slow ones), so that of a \
hundred rows some stray further by chance alone. A row that falls outside is therefore measured on, with {MORE} times \
the pairs, the first ones among them, and says so.\n\n\
Two things move a row off 5 %. Statistics that are counts tie with their copies, which errs to the safe side. And \
shifts so near that lags would see the same moments are left out, because they would hide a link; in slow series \
they are also the ones most like the data, so that the data stand out a little too often: with lags that fit 45 \
times into the recording by one or two points, in the slowest by a little more (lagged regression, five back, AR(0.95)). Where they fit fewer than 40 times, and always for the diagonal \
profile and the hidden Markov model, shifts are spread evenly instead, which is exact; where they fit fewer than 21 \
times there is no test, and a test of both sides, twice the p of one, needs 40 copies. A recording that is \
long against its lags and its memory has no such worry.\n",
        within(pairs),
        within(slow_pairs),
    );
    println!("| measure | uncoupled pairs | rejected | pairs |");
    println!("|---|---|---|---|");
}

/// How many of a hundred pairs the test of place `k` rejects, and how many pairs gave one.
fn rejected(all: &[Named], k: usize) -> (f64, usize) {
    let p: Vec<f64> =
        all.iter().filter_map(|n| n.get(k)).map(|n| n.1).filter(|p| !p.is_nan()).collect();
    let rejected = p.iter().filter(|p| **p < 0.05).count();
    (100.0 * rejected as f64 / p.len() as f64, p.len())
}
