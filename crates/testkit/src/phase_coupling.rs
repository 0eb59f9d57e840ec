//! Phase coupling with a filter that is one plain sum and an analytic signal from a plain transform.

use std::f64::consts::{PI, TAU};

use attune_coupling::measure::PhaseOptions;

/// Points at which the filter is written down: by then the slowest one tested has died away.
const FREQUENCIES: usize = 2048;

type Complex = (f64, f64);

/// Phase coupling as it is defined.
#[derive(Debug, Clone, PartialEq)]
pub struct NaivePhaseCoupling {
    /// |mean exp i(φ_A − φ_B)|.
    pub locking: f64,
    /// Angle of that mean.
    pub mean_difference: f64,
    /// Σ sin(φ_A − ᾱ) sin(φ_B − β̄) / √(Σ sin² Σ sin²).
    pub circular_correlation: f64,
    /// φ_A − φ_B sample by sample; `NaN` where there is none.
    pub difference: Vec<f64>,
}

/// Phase-locking value (Lachaux et al. 1999), mean difference and circular correlation (Jammalamadaka &
/// SenGupta 2001, 8.2) of band-passed series, from angles.
///
/// A stretch counts where it is longer than the filter's padding and holds a period of the band's middle
/// between its two edges.
pub fn naive_phase_coupling(a: &[f64], b: &[f64], options: &PhaseOptions) -> NaivePhaseCoupling {
    let n = a.len().min(b.len());
    let most = (options.max_gap * options.rate + 1e-9).floor();
    let (a, b) = (bridged(&a[..n], most), bridged(&b[..n], most));
    let period = options.rate / (options.low * options.high).sqrt();
    let edge = (options.edge * period).ceil() as usize;
    let response = impulse_response(options);
    let padding = 3 * (2 * options.order + 1);
    let mut difference = vec![f64::NAN; n];
    let mut phases: Vec<(f64, f64)> = Vec::new();
    let both = |t: usize| t < n && a[t].is_finite() && b[t].is_finite();
    for from in (0..n).filter(|&t| both(t) && (t == 0 || !both(t - 1))) {
        let to = (from..=n).find(|&t| !both(t)).unwrap_or(n);
        if to - from <= padding || to - from < 2 * edge + period.ceil() as usize {
            continue;
        }
        let angles = |x: &[f64]| analytic_angles(&both_ways(&x[from..to], &response, padding));
        let (of_a, of_b) = (angles(&a), angles(&b));
        for t in edge..to - from - edge {
            let turn = of_a[t] - of_b[t];
            difference[from + t] = turn.sin().atan2(turn.cos());
            phases.push((of_a[t], of_b[t]));
        }
    }
    let mean = |angle: &dyn Fn(&(f64, f64)) -> f64| -> Complex {
        let sum = |part: fn(f64) -> f64| phases.iter().map(|p| part(angle(p))).sum::<f64>();
        (sum(f64::cos) / phases.len() as f64, sum(f64::sin) / phases.len() as f64)
    };
    let direction = |(re, im): Complex| im.atan2(re);
    let (turn, mean_a, mean_b) =
        (mean(&|p| p.0 - p.1), direction(mean(&|p| p.0)), direction(mean(&|p| p.1)));
    let sines = |p: &(f64, f64)| ((p.0 - mean_a).sin(), (p.1 - mean_b).sin());
    let sum = |of: fn((f64, f64)) -> f64| phases.iter().map(|p| of(sines(p))).sum::<f64>();
    NaivePhaseCoupling {
        locking: turn.0.hypot(turn.1),
        mean_difference: direction(turn),
        circular_correlation: sum(|(x, y)| x * y)
            / (sum(|(x, _)| x * x) * sum(|(_, y)| y * y)).sqrt(),
        difference,
    }
}

/// Half the width of the phase's 95 % interval at a coherence: 1.96 √((1 − C) / (2 K C)), at most π, K
/// what overlapping Hann segments are worth: the variance of one over that of the mean of all, were
/// each segment correlated with each other as the square of their windows' (Welch 1967; Carter 1987).
pub fn naive_phase_error(
    (segment, overlap): (usize, usize),
    segments: usize,
    coherence: f64,
) -> f64 {
    let hann = |t: usize| 0.5 - 0.5 * (TAU * t as f64 / segment as f64).cos();
    let product = |apart: usize| (apart..segment).map(|t| hann(t) * hann(t - apart)).sum::<f64>();
    let mut total = 0.0;
    for i in 0..segments {
        for j in 0..segments {
            let apart = i.abs_diff(j) * (segment - overlap);
            total += (product(apart) / product(0)).powi(2);
        }
    }
    let worth = (segments * segments) as f64 / total;
    (1.96 * ((1.0 - coherence) / (2.0 * worth * coherence)).sqrt()).min(PI)
}

/// The series with every gap of at most `most` samples between two present ones filled by a line.
fn bridged(x: &[f64], most: f64) -> Vec<f64> {
    let fill = |t: usize| {
        let before = (0..t).rev().find(|&s| x[s].is_finite())?;
        let after = (t..x.len()).find(|&s| x[s].is_finite())?;
        let share = (t - before) as f64 / (after - before) as f64;
        ((after - before - 1) as f64 <= most).then(|| x[before] + (x[after] - x[before]) * share)
    };
    let value = |t: usize| if x[t].is_finite() { Some(x[t]) } else { fill(t) };
    (0..x.len()).map(|t| value(t).unwrap_or(f64::NAN)).collect()
}

/// What a Butterworth band-pass makes of a single 1: its frequency response, analog poles at frequencies
/// bent by tan(ω / 2), turned into time.
fn impulse_response(options: &PhaseOptions) -> Vec<f64> {
    let bent = |frequency: f64| (PI * frequency / options.rate).tan();
    let (low, high) = (bent(options.low), bent(options.high));
    let response = |k: usize| -> Complex {
        // The middle of each step, so that neither 0 nor half the rate is asked for.
        let at = (PI * (k as f64 + 0.5) / FREQUENCIES as f64).tan();
        // Where the low-pass of width 1 that the band-pass is made of would be asked.
        let asked = (at * at - low * high) / ((high - low) * at);
        let mut product = (1.0, 0.0);
        for pole in 0..options.order {
            let turn = PI * (2 * pole + options.order + 1) as f64 / (2 * options.order) as f64;
            let apart = (-turn.cos(), asked - turn.sin());
            let size = apart.0 * apart.0 + apart.1 * apart.1;
            product = times(product, (apart.0 / size, -apart.1 / size));
        }
        product
    };
    let responses: Vec<Complex> = (0..FREQUENCIES / 2).map(response).collect();
    let value = |t: usize| {
        let angle = |k: usize| TAU * (k as f64 + 0.5) * t as f64 / FREQUENCIES as f64;
        let wave = |(k, h): (usize, &Complex)| h.0 * angle(k).cos() - h.1 * angle(k).sin();
        responses.iter().enumerate().map(wave).sum::<f64>() * 2.0 / FREQUENCIES as f64
    };
    (0..FREQUENCIES / 2).map(value).collect()
}

/// The filter run forwards and backwards over the series, its ends turned over about themselves, as if
/// the first value had stood there for ever: a band-pass answers nothing to what stands.
fn both_ways(x: &[f64], response: &[f64], padding: usize) -> Vec<f64> {
    let n = x.len();
    let before = (1..=padding).rev().map(|i| 2.0 * x[0] - x[i]);
    let after = (1..=padding).map(|i| 2.0 * x[n - 1] - x[n - 1 - i]);
    let mut y: Vec<f64> = before.chain(x.iter().copied()).chain(after).collect();
    for _ in 0..2 {
        let from_rest: Vec<f64> = y.iter().map(|v| v - y[0]).collect();
        let run = |t: usize| (0..=t).map(|back| response[back] * from_rest[t - back]).sum::<f64>();
        y = (0..y.len()).rev().map(run).collect();
    }
    y[padding..padding + n].to_vec()
}

/// The angles of the analytic signal: the transform without negative frequencies, turned back.
fn analytic_angles(x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let wave = |k: usize, t: usize| -> Complex {
        let angle = TAU * (k * t % n) as f64 / n as f64;
        (angle.cos(), angle.sin())
    };
    let sum = |terms: &mut dyn Iterator<Item = Complex>| {
        terms.fold((0.0, 0.0), |s, v| (s.0 + v.0, s.1 + v.1))
    };
    let coefficient = |k: usize| {
        let weight = if k == 0 || 2 * k == n { 1.0 } else { 2.0 };
        let part = |t: usize| (weight * x[t] * wave(k, t).0, -weight * x[t] * wave(k, t).1);
        sum(&mut (0..n).map(part))
    };
    let spectrum: Vec<Complex> = (0..=n / 2).map(coefficient).collect();
    let signal =
        |t: usize| sum(&mut spectrum.iter().enumerate().map(|(k, c)| times(*c, wave(k, t))));
    (0..n).map(|t| signal(t).1.atan2(signal(t).0)).collect()
}

fn times(x: Complex, y: Complex) -> Complex {
    (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0)
}
