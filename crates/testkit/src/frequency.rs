//! Coherence and phase by their definitions.

/// Magnitude-squared coherence and phase of bin `k`, a direct sum over every segment (Welch 1967; Carter
/// 1987); a segment with a missing sample is left out, and the next begins after the gap.
pub fn naive_coherence(
    a: &[f64],
    b: &[f64],
    (segment, overlap): (usize, usize),
    k: usize,
) -> (f64, f64) {
    let turn = |t: usize| std::f64::consts::TAU * (k * t % segment) as f64 / segment as f64;
    let hann = |t: usize| 0.5 - 0.5 * (std::f64::consts::TAU * t as f64 / segment as f64).cos();
    let bin = |x: &[f64]| {
        let mean = x.iter().sum::<f64>() / segment as f64;
        let sum = |part: fn(f64) -> f64| -> f64 {
            x.iter().enumerate().map(|(t, v)| (v - mean) * hann(t) * part(turn(t))).sum()
        };
        (sum(f64::cos), -sum(f64::sin))
    };
    let (mut aa, mut bb, mut re, mut im) = (0.0, 0.0, 0.0, 0.0);
    let mut from = 0;
    while from + segment <= a.len().min(b.len()) {
        let missing = |t: &usize| !(a[*t].is_finite() && b[*t].is_finite());
        if let Some(gap) = (from..from + segment).rev().find(missing) {
            from = gap + 1;
            continue;
        }
        let ((x, xi), (y, yi)) = (bin(&a[from..from + segment]), bin(&b[from..from + segment]));
        aa += x * x + xi * xi;
        bb += y * y + yi * yi;
        re += x * y + xi * yi;
        im += xi * y - x * yi;
        from += segment - overlap;
    }
    ((re * re + im * im) / (aa * bb), im.atan2(re))
}
