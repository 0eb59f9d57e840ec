//! Speed beside other programs, measured in one run; see README.md.

mod loops;
mod recurrence;

use std::fs;
use std::hint::black_box;
use std::process::Command;

use attune_coupling::{
    CircularShift, Convention, Prepared, Roles, Side, Tail, WindowOptions, pseudo_dyads, strength,
    windowed_cross_correlation,
};
use attune_testkit::{reference, simulate};
use rayon::prelude::*;

const OPTIONS: WindowOptions =
    WindowOptions { window: 300, step: 10, max_lag: 50, convention: Convention::Recentred };
const RUNS: usize = 5;
const DYADS: usize = 100;

/// The jobs: name, threads, how often a process repeats it, and what it is.
const JOBS: [(&str, usize, usize, &str); 12] = [
    ("input", 1, 1, "reading the input alone"),
    ("map", 1, 200, "one map of 3,566 windows and 101 lags"),
    ("shifts", 1, 1, "1,000 circular shifts of it, mean z each"),
    ("pairs", 1, 1, "100 dyads: 100 real and 9,900 stranger pairs, summaries only"),
    ("pairs", 2, 1, "the same on two threads"),
    ("crqa10", 1, 3, "cross-recurrence, 10,000 samples, dimension 3, radius .6"),
    ("crqa50", 1, 1, "cross-recurrence, 50,000 samples"),
    ("crqa50", 2, 1, "the same on two threads"),
    ("rate10", 1, 1, "the 10,000 samples at a recurrence rate of 4 % instead"),
    ("crqa_shifts", 1, 1, "199 cross-recurrences of 2,000 samples, radius .6"),
    ("rate_shifts", 1, 1, "199 cross-recurrences of 2,000 samples, each at a rate of 4 %"),
    ("ksg", 1, 1, "KSG transfer entropy, 10,000 samples, with 100 shifts"),
];

fn main() {
    let mut words = std::env::args().skip(1);
    if let (Some(job), Some(threads)) = (words.next(), words.next()) {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.parse().unwrap_or(1))
            .build_global()
            .expect("the pool is built once");
        let repeats = JOBS.iter().find(|j| j.0 == job).map_or(1, |j| j.2);
        run(&job, loops::repeats(&job).unwrap_or(repeats));
        return;
    }
    if std::env::args().nth(1).is_some_and(|only| only == "loop") {
        loop_model();
        return;
    }
    let mut baseline = 0.0;
    let (mut wall, mut wall_crqa, mut crqa) = ([0.0; 2], [0.0; 2], 0.0);
    let mut ours = Vec::new();
    println!("{:<64} {:>12} {:>10}", "job", "cpu", "memory");
    for (job, threads, repeats, what) in JOBS {
        let best = (0..RUNS).map(|_| child(job, threads)).reduce(Measured::least);
        let best = best.expect("at least one run");
        if job == "input" {
            baseline = best.peak_mib;
        }
        if job == "pairs" {
            wall[threads - 1] = best.wall_s;
        }
        if threads == 1 && ["map", "shifts", "pairs"].contains(&job) {
            ours.push(best.cpu_s / repeats as f64);
        }
        if job == "crqa50" {
            wall_crqa[threads - 1] = best.wall_s;
        }
        if job == "crqa10" {
            crqa = best.cpu_s / repeats as f64;
        }
        println!(
            "{what:<64} {:>9.2} ms {:>6.1} MiB",
            1e3 * best.cpu_s / repeats as f64,
            best.peak_mib - baseline
        );
    }
    println!(
        "two threads are {:.2} times as fast as one (wall clock, smallest of {RUNS})",
        wall[0] / wall[1]
    );
    println!("two programs at once get {:.2} times the work of one done here", at_once());
    println!(
        "the same for cross-recurrence of 50,000 samples: {:.2} times as fast",
        wall_crqa[0] / wall_crqa[1]
    );
    peers(&ours);
    recurrence::peers(crqa);
    loop_model();
}

/// What this machine has to give: how much more of the shifts is done when two processes, which
/// share nothing, run at once. On two halves of one core no two threads can do better.
fn at_once() -> f64 {
    let alone = (0..RUNS).map(|_| child("shifts", 1)).reduce(Measured::least);
    let both = (0..RUNS).map(|_| {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| child("shifts", 1));
            let this = child("shifts", 1);
            let other = other.join().expect("the other process");
            Measured { wall_s: this.wall_s.max(other.wall_s), ..this }
        })
    });
    let both = both.reduce(Measured::least);
    let [alone, both] = [alone, both].map(|m| m.expect("at least one run").wall_s);
    2.0 * alone / both
}

/// The loop model, each job on one core beside what it may take.
fn loop_model() {
    for (job, repeats, what, most) in loops::JOBS {
        let best = (0..RUNS).map(|_| child(job, 1)).reduce(Measured::least);
        let seconds = best.expect("at least one run").cpu_s / repeats as f64;
        loops::line(what, seconds, most);
        if job == "var" {
            loops::peer(seconds, RUNS);
        }
    }
}

/// What one process took.
#[derive(Debug, Clone, Copy)]
struct Measured {
    cpu_s: f64,
    wall_s: f64,
    peak_mib: f64,
}

impl Measured {
    fn least(self, other: Self) -> Self {
        Self {
            cpu_s: self.cpu_s.min(other.cpu_s),
            wall_s: self.wall_s.min(other.wall_s),
            peak_mib: self.peak_mib.min(other.peak_mib),
        }
    }
}

/// Runs a job in a process of its own, which prints what it took.
fn child(job: &str, threads: usize) -> Measured {
    let myself = std::env::current_exe().expect("this program has a path");
    let output = Command::new(myself).args([job, &threads.to_string()]).output();
    let text = String::from_utf8(output.expect("the job runs").stdout).expect("plain text");
    let mut numbers = text.split_whitespace().map(|n| n.parse().expect("a number"));
    let mut next = || numbers.next().expect("three numbers");
    Measured { cpu_s: next(), wall_s: next(), peak_mib: next() }
}

fn run(job: &str, repeats: usize) {
    if loops::repeats(job).is_some() {
        let (before, started) = (cpu(), std::time::Instant::now());
        loops::run(job, repeats);
        println!("{} {} {}", cpu() - before, started.elapsed().as_secs_f64(), peak_mib());
        return;
    }
    let input = reference::columns("wcc/input.csv");
    let (a, b) = (&input[0], &input[1]);
    let people: Vec<Prepared> = if job == "pairs" { crowd() } else { Vec::new() };
    let (before, started) = (cpu(), std::time::Instant::now());
    for _ in 0..repeats {
        match job {
            "map" => drop(black_box(windowed_cross_correlation(a, b, &OPTIONS))),
            "shifts" => {
                let shifts = CircularShift { surrogates: 1000, seed: 1 };
                drop(black_box(shifts.mean_z(a, b, &OPTIONS, Tail::Upper)));
            }
            "pairs" => {
                black_box(all_pairs(&people));
            }
            "ksg" => drop(black_box(recurrence::ksg())),
            "crqa10" | "crqa50" | "rate10" | "crqa_shifts" | "rate_shifts" => {
                black_box(recurrence::run(job));
            }
            _ => {}
        }
    }
    println!("{} {} {}", cpu() - before, started.elapsed().as_secs_f64(), peak_mib());
}

/// Two hundred people's series, smooth as movement is.
fn crowd() -> Vec<Prepared> {
    let person = |index: usize| {
        let mut random = simulate::generator(7, index as u64);
        let x = simulate::autoregressive(36_000, 0.9, &mut random);
        Prepared::new(&x, &OPTIONS).expect("long enough")
    };
    (0..2 * DYADS).map(person).collect()
}

fn all_pairs(people: &[Prepared]) -> f64 {
    let seat = |dyad: usize, side: Side| &people[2 * dyad + usize::from(side == Side::B)];
    let real = (0..DYADS).map(|d| (seat(d, Side::A), seat(d, Side::B)));
    let strangers = pseudo_dyads(DYADS, Roles::Role);
    let strangers = strangers.iter().map(|p| (seat(p.a.dyad, p.a.side), seat(p.b.dyad, p.b.side)));
    let pairs: Vec<_> = real.chain(strangers).collect();
    pairs.par_iter().map(|(a, b)| strength(a, b).mean_z).collect::<Vec<f64>>().iter().sum()
}

/// The peers, in this same run. They have the map alone; a thousand shifts and ten thousand pairs
/// are a thousand and ten thousand maps to them.
fn peers(ours: &[f64]) {
    let maps = [("the map", 1.0), ("1,000 shifts", 1e3), ("10,000 pairs", 1e4)];
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/peers");
    let input = concat!(env!("CARGO_MANIFEST_DIR"), "/../reference/wcc/input.csv");
    for (name, program, script) in
        [("numpy prefix sums", "python3", "windowed.py"), ("rMEA MEAccf", "Rscript", "windowed.R")]
    {
        let output = Command::new(program).arg(format!("{here}/{script}")).arg(input).output();
        let text = output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
        match text.ok().and_then(|t| t.parse::<f64>().ok()) {
            Some(theirs) => {
                for ((what, maps), ours) in maps.iter().zip(ours) {
                    println!(
                        "{name}, {what}: {:.4} s; Attune {ours:.4} s, {:.0} times as fast",
                        maps * theirs,
                        maps * theirs / ours
                    );
                }
            }
            None => println!("{name}: not installed here"),
        }
    }
}

/// User and system time of this process so far, seconds.
fn cpu() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let spent = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    });
    1e-9 * spent.sum::<f64>()
}

/// The largest memory this process has held.
fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}
