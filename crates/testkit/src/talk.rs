//! Talk and matched expressions by their definitions.

/// Met cues and their latencies: answers in order of time, each to the latest cue still open.
pub fn naive_matched(cues: &[f64], answers: &[f64], (from, to): (f64, f64), end: f64) -> Vec<f64> {
    let mut open: Vec<f64> = cues.iter().copied().filter(|cue| cue + to <= end).collect();
    let mut latencies = Vec::new();
    for answer in answers {
        let fits = |cue: &&f64| answer - **cue >= from && answer - **cue <= to;
        let latest = open.iter().filter(fits).copied().fold(f64::NEG_INFINITY, f64::max);
        if latest.is_finite() {
            open.retain(|cue| *cue != latest);
            latencies.push(answer - latest);
        }
    }
    latencies
}

/// Seconds (who speaks only A, only B, both) by looking at every `step`.
pub fn naive_speech(a: &[(f64, f64)], b: &[(f64, f64)], end: f64, step: f64) -> [f64; 3] {
    let speaks =
        |turns: &[(f64, f64)], t: f64| turns.iter().any(|(from, to)| *from <= t && t < *to);
    let mut seconds = [0.0; 3];
    let mut k = 0;
    while (k as f64 + 0.5) * step < end {
        let t = (k as f64 + 0.5) * step;
        match (speaks(a, t), speaks(b, t)) {
            (true, true) => seconds[2] += step,
            (true, false) => seconds[0] += step,
            (false, true) => seconds[1] += step,
            _ => {}
        }
        k += 1;
    }
    seconds
}
