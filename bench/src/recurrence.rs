//! Cross-recurrence and nearest neighbours, beside AccRQA and PyRQA.

use std::process::Command;

use attune_coupling::measure::{
    NearestNeighbourOptions, Receiver, RecurrenceOptions, Threshold, cross_recurrence,
    source_shift_test,
};
use attune_coupling::{CircularShift, Tail, Test};
use attune_testkit::{reference, simulate};

const OPTIONS: RecurrenceOptions = RecurrenceOptions {
    dimension: 3,
    delay: 5,
    threshold: Threshold::Radius(0.6),
    theiler: 0,
    min_diagonal: 2,
    min_vertical: 2,
};

/// Runs a job of the table; returns how many cells recurred.
pub(crate) fn run(job: &str) -> u64 {
    let reference = |n: usize| {
        let [a, b] = reference::named_columns("crqa/input_10000.csv", ["a", "b"]);
        (a[..n].to_vec(), b[..n].to_vec())
    };
    let (a, b) = match job {
        "crqa50" => {
            let mut random = simulate::generator(7, 0);
            let mut ar = || simulate::autoregressive(50_000, 0.9, &mut random);
            (ar(), ar())
        }
        "crqa_shifts" | "rate_shifts" => reference(2000),
        _ => reference(10_000),
    };
    let threshold = match job {
        "rate10" | "rate_shifts" => Threshold::Rate(0.04),
        _ => OPTIONS.threshold,
    };
    let options = RecurrenceOptions { threshold, ..OPTIONS };
    let once = |b: &[f64]| cross_recurrence(&[&a], &[b], &options).map_or(0, |r| r.recurrent);
    if !job.ends_with("shifts") {
        return once(&b);
    }
    let shifted = |k: usize| {
        let mut b = b.clone();
        b.rotate_left(10 * k);
        once(&b)
    };
    (1..=199).map(shifted).sum()
}

/// A hundred shifts of the reference's pair, one direction.
pub(crate) fn ksg() -> Option<Test> {
    let [x, y] = reference::named_columns("transfer_entropy/input.csv", ["x", "y"]);
    let options = NearestNeighbourOptions::default();
    let shift = CircularShift { surrogates: 100, seed: 1 };
    source_shift_test(&x, &y, &shift, 10, Tail::Upper, |y| {
        let receiver = Receiver::new(y, &options)?;
        Ok(move |x: &[f64]| receiver.from(x).unwrap_or(f64::NAN))
    })
    .ok()
}

/// AccRQA compares a series with itself only, PyRQA two: 10,000 samples each.
pub(crate) fn peers(ours: f64) {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/recurrence.py");
    let input = concat!(env!("CARGO_MANIFEST_DIR"), "/../reference/crqa/input_10000.csv");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for (name, peer) in
        [("AccRQA (a series with itself)", "accrqa"), ("PyRQA (two series)", "pyrqa")]
    {
        let output = Command::new(&python).args([here, peer, input]).output();
        let text = output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
        match text.ok().and_then(|t| t.parse::<f64>().ok()) {
            Some(theirs) => println!(
                "{name}: {:.0} ms for the 10,000 samples; Attune is {:.1} times as fast",
                1e3 * theirs,
                theirs / ours
            ),
            None => println!("{name}: not installed here"),
        }
    }
}
