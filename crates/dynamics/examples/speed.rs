//! How fast the loop model is: processor time on one core, the best of five runs.
//!
//! `cargo run --release -p attune-dynamics --example speed`

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use attune_dynamics::{
    ChannelRecording, DecomposeOptions, FitOptions, LinkTestOptions, LoopSurface, PairRecording,
    Scenario, SimulateOptions, SimulatedDyad, decompose, fit_loop, fit_noisy_var1, simulate_dyad,
    test_link,
};

/// Processor seconds this thread has used (Linux).
fn processor_s() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() * 1e-9
}

fn best_of_five<T>(mut run: impl FnMut() -> T) -> f64 {
    let once = |run: &mut dyn FnMut() -> T| {
        let start = processor_s();
        std::hint::black_box(run());
        processor_s() - start
    };
    (0..5).map(|_| once(&mut run)).fold(f64::INFINITY, f64::min)
}

fn dyad(missing_share: f64) -> SimulatedDyad {
    let options = SimulateOptions { seed: 1, minutes: 10.0, dyads: 1, rate_hz: 1.0 };
    let planted = attune_dynamics::Planted { missing_share, ..Scenario::MutualEcho.planted() };
    simulate_dyad(&planted, &options, 0).unwrap()
}

fn main() {
    for missing_share in [0.0, 0.1] {
        let dyad = dyad(missing_share);
        let [a, b] = dyad.persons.each_ref().map(|person| {
            person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
        });
        let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
        let options = FitOptions::default();
        println!("600 samples, 4 channels, 6 states, {:.0} % missing", 100.0 * missing_share);

        let surface = LoopSurface::new(&recording, &options).unwrap();
        let places: Vec<Vec<f64>> = (0..200)
            .map(|i| surface.start().iter().map(|x| x + 1e-4 * i as f64).collect())
            .collect();
        let seconds = best_of_five(|| surface.heights(&places).unwrap()) / places.len() as f64;
        println!("  one log-likelihood with its slope   {:8.1} us", seconds * 1e6);
        let seconds = best_of_five(|| fit_loop(&recording, &options).unwrap());
        println!("  fit: three starts, tests, intervals {:8.1} ms", seconds * 1e3);
        // The pool has one thread, so that the clock of that thread sees everything.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let seconds = pool.install(|| {
            best_of_five(|| test_link(&recording, &options, &LinkTestOptions::default()).unwrap())
        });
        println!("  199 surrogate tests of the link     {seconds:8.2} s");
        let fit = fit_loop(&recording, &options).unwrap();
        let seconds = pool.install(|| {
            best_of_five(|| decompose(&recording, &fit, &DecomposeOptions::default()).unwrap())
        });
        println!("  decomposition with 200 draws        {seconds:8.2} s");
    }

    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/state_space");
    let table = std::fs::read_to_string(folder.join("input.csv")).unwrap();
    let (first, second): (Vec<f64>, Vec<f64>) = table
        .lines()
        .skip(1)
        .map(|line| {
            let (a, b) = line.split_once(',').unwrap();
            (a.parse::<f64>().unwrap(), b.parse::<f64>().unwrap())
        })
        .unzip();
    let seconds = best_of_five(|| fit_noisy_var1(&first, &second).unwrap());
    println!("reference/state_space, 3600 samples");
    println!("  autoregression with noise           {:8.1} ms", seconds * 1e3);
}
