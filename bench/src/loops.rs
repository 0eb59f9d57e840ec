//! The loop model: one core, no other thread.

use std::hint::black_box;
use std::process::Command;

use attune_dynamics::{
    ChannelRecording, FitOptions, LinkTestOptions, LoopSurface, PairRecording, Planted,
    SimulateOptions, fit_loop, fit_noisy_var1, simulate_dyad, test_link,
};
use attune_testkit::reference;

/// The jobs: name, how often a process repeats it, what it is, and the most it may take, seconds.
pub(crate) const JOBS: [(&str, usize, &str, f64); 4] = [
    ("surface", 2000, "one log-likelihood with its slope (600 samples, 4 channels)", 300e-6),
    ("fit", 20, "one fit: three starts, likelihood ratios, intervals", 80e-3),
    ("surrogates", 1, "199 surrogate fits of one dyad, started warm", 5.0),
    ("var", 20, "autoregression with noise on reference/state_space", f64::NAN),
];

/// Runs one of the jobs.
pub(crate) fn run(job: &str, repeats: usize) {
    if job == "var" {
        let input = reference::columns("state_space/input.csv");
        for _ in 0..repeats {
            black_box(fit_noisy_var1(&input[0], &input[1]).expect("it fits"));
        }
        return;
    }
    let options = SimulateOptions { seed: 1, minutes: 10.0, dyads: 1, rate_hz: 1.0 };
    let planted = Planted { missing_share: 0.0, ..Planted::default() };
    let dyad = simulate_dyad(&planted, &options, 0).expect("a planted loop");
    let [a, b] = dyad.persons.each_ref().map(|person| {
        person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
    });
    let recording = PairRecording::new(&dyad.persons[0].times_s, &a, &b);
    let options = FitOptions::default();
    match job {
        "surface" => {
            let surface = LoopSurface::new(&recording, &options).expect("a shape that is known");
            let start = surface.start();
            let place = |i: usize| start.iter().map(|x| x + 1e-5 * i as f64).collect();
            let places: Vec<Vec<f64>> = (0..repeats).map(place).collect();
            black_box(surface.heights(&places).expect("places of the right size"));
        }
        "fit" => {
            for _ in 0..repeats {
                black_box(fit_loop(&recording, &options).expect("it fits"));
            }
        }
        _ => {
            let surrogates = LinkTestOptions::default();
            black_box(test_link(&recording, &options, &surrogates).expect("it fits"));
        }
    }
}

/// statsmodels on the same series, in this same run.
pub(crate) fn peer(ours: f64, runs: usize) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/varmax.py");
    let input = concat!(env!("CARGO_MANIFEST_DIR"), "/../reference/state_space/input.csv");
    // Its linear algebra chooses its own kernels, and has one thread as ours.
    let output = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .args([script, input, &runs.to_string()])
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .env("OPENBLAS_NUM_THREADS", "1")
        .output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    let numbers: Vec<f64> =
        text.unwrap_or_default().split(' ').filter_map(|n| n.parse().ok()).collect();
    let [theirs, likelihood] = numbers[..] else {
        println!("statsmodels VARMAX: not installed here");
        return;
    };
    let columns = reference::columns("state_space/input.csv");
    let fit = fit_noisy_var1(&columns[0], &columns[1]).expect("it fits");
    println!(
        "statsmodels VARMAX: {:.0} ms, log-likelihood {likelihood:.4}; Attune {:.2} ms, {:.4}: {:.0} times as fast",
        1e3 * theirs,
        1e3 * ours,
        fit.log_likelihood,
        theirs / ours
    );
}

/// One line of the table.
pub(crate) fn line(what: &str, seconds: f64, most: f64) {
    let shown = if seconds < 1e-3 {
        format!("{:.1} us", 1e6 * seconds)
    } else if seconds < 1.0 {
        format!("{:.2} ms", 1e3 * seconds)
    } else {
        format!("{seconds:.2} s")
    };
    let allowed = if most.is_nan() { String::new() } else { format!("at most {most:.0e} s") };
    println!("{what:<64} {shown:>12}   {allowed}");
}

/// How often a job is repeated in one process.
pub(crate) fn repeats(job: &str) -> Option<usize> {
    JOBS.iter().find(|known| known.0 == job).map(|known| known.1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_job_is_known() {
        assert!(super::JOBS.iter().all(|job| super::repeats(job.0) == Some(job.1)));
    }
}
