//! A short form of the calibration: 200 pairs per case.

use attune_coupling::{CircularShift, Convention, Tail, WindowOptions};
use attune_testkit::calibration::Uncoupled;
use attune_testkit::calibration_of_measures::cases;
use rayon::prelude::*;

/// The default null rejects about 5 % where nothing is there. With 200 pairs the count of a
/// perfect test lies between 1 and 9 % in 99 of 100 runs; the seed is fixed, so this one run
/// does not change. The full table, 2,000 pairs per case, is docs/calibration.md.
#[test]
fn the_shift_test_rejects_about_five_percent_of_uncoupled_pairs() {
    const PAIRS: u64 = 200;
    let options =
        WindowOptions { window: 30, step: 5, max_lag: 5, convention: Convention::Recentred };
    let null = CircularShift { surrogates: 199, seed: 1 };
    for case in Uncoupled::CASES {
        let rejected = (0..PAIRS)
            .into_par_iter()
            .filter(|index| {
                let [a, b] = case.pair(500, 20_261_122, *index);
                null.mean_z(&a, &b, &options, Tail::Upper).unwrap().p < 0.05
            })
            .count();
        let rate = rejected as f64 / PAIRS as f64;
        println!("{:<24} {:4.1} %", case.name(), 100.0 * rate);
        assert!((0.01..=0.09).contains(&rate), "{}: {rate}", case.name());
    }
}

/// The short form of `docs/calibration_of_measures.md`: 200 pairs of every case with 40 copies; of the
/// slow measures, where one pair takes a tenth of a second, 29 of each of seven cases with 20; both
/// reject just under 5 % with p < .05. Each measure is judged over all its cases, 200 pairs or more: of a hundred single
/// cases one would stray too far by chance. The seed is fixed, so that this one run does not change.
#[test]
fn every_measure_rejects_about_five_percent_of_uncoupled_pairs() {
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    for (place, case) in cases().into_iter().enumerate() {
        // Pairs of their own: one noise, filtered in several ways, has the same phases every time.
        let first = 1_000 * place as u64;
        let (pairs, surrogates) = if case.slow { (29, 20) } else { (200, 40) };
        let shift = CircularShift { surrogates, seed: 1 };
        let all: Vec<_> = (first..first + pairs)
            .into_par_iter()
            .map(|index| case.p(20_261_124, index, &shift))
            .collect();
        for (name, p) in all.into_iter().flatten() {
            let rejected = usize::from(p < 0.05);
            match counts.iter_mut().find(|count| count.0 == name) {
                Some(count) => (count.1, count.2) = (count.1 + rejected, count.2 + 1),
                None => counts.push((name, rejected, 1)),
            }
        }
    }
    for (name, rejected, pairs) in counts {
        let rate = rejected as f64 / pairs as f64;
        println!("{name:<48} {:4.1} % of {pairs}", 100.0 * rate);
        assert!(pairs >= 200, "{name}: {pairs} pairs");
        assert!((0.01..=0.09).contains(&rate), "{name}: {rate}");
        // Of a thousand pairs chance takes less: 3.5 standard errors, once in some two thousand runs,
        // and a point more for what the long table shows of the measures that are not exact.
        let reach = 3.5 * (0.05 * 0.95 / pairs as f64).sqrt() + 0.01;
        assert!((rate - 0.05).abs() <= reach, "{name}: {rate} of {pairs} pairs");
    }
}
