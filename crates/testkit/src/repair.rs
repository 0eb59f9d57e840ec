//! Mismatches and their repair, each looked for by itself.

use attune_coupling::Side;
use attune_coupling::measure::{Code, Mismatch};

use crate::naive_survival;

/// What matching and repair come to.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveRepair {
    /// Share of the coded moments in which both codes are equal.
    pub matched_share: f64,
    /// Share of the mismatches repaired within the horizon; `NaN` where nobody was followed so long.
    pub rate: f64,
    /// When half of them are repaired, seconds.
    pub median_latency: Option<f64>,
    /// All mismatches in order.
    pub mismatches: Vec<Mismatch>,
}

/// Matching and repair from the moments at which a mismatch begins (Tronick & Cohn 1989), durations by
/// redistribution of those cut off.
pub fn naive_repair(a: &[Code], b: &[Code], interval: f64, horizon: f64) -> NaiveRepair {
    let n = a.len().min(b.len());
    let coded = |t: usize| a[t].is_some() && b[t].is_some();
    let same = |t: usize| coded(t) && a[t] == b[t];
    let differs = |t: usize| coded(t) && a[t] != b[t];
    let mut mismatches = Vec::new();
    for start in (0..n).filter(|&t| differs(t) && (t == 0 || !differs(t - 1))) {
        let end = (start..n).find(|&t| !differs(t)).unwrap_or(n);
        let repaired = end < n && same(end);
        let moved = |codes: &[Code]| repaired && codes[end] != codes[end - 1];
        let mut by = Vec::new();
        for (side, codes) in [(Side::A, a), (Side::B, b)] {
            if moved(codes) {
                by.push(side);
            }
        }
        mismatches.push(Mismatch {
            start: start as f64 * interval,
            duration: (end - start) as f64 * interval,
            repaired,
            beginning_seen: start > 0 && same(start - 1),
            by,
        });
    }
    let seen: Vec<(f64, bool)> =
        mismatches.iter().filter(|m| m.beginning_seen).map(|m| (m.duration, m.repaired)).collect();
    let ends = seen.iter().filter(|e| e.1).map(|e| e.0);
    NaiveRepair {
        matched_share: (0..n).filter(|&t| same(t)).count() as f64
            / (0..n).filter(|&t| coded(t)).count() as f64,
        rate: 1.0 - naive_lasting(&seen, horizon),
        // A sum of shares may miss one half by rounding.
        median_latency: ends
            .filter(|&end| naive_survival(&seen, end) <= 0.5 + 1e-9)
            .min_by(f64::total_cmp),
        mismatches,
    }
}

/// Share of episodes (duration, ended) that last longer than `time`; `NaN` without any, and where the
/// longest was cut off before.
pub fn naive_lasting(episodes: &[(f64, bool)], time: f64) -> f64 {
    if episodes.is_empty() {
        return f64::NAN;
    }
    let longest = episodes.iter().map(|e| e.0).fold(0.0, f64::max);
    let share = naive_survival(episodes, time);
    if time > longest && share > 1e-9 { f64::NAN } else { share }
}
