use super::DecomposeOptions;
use crate::Parts;

/// A stretch of samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) start_s: f64,
    pub(crate) end_s: f64,
}

/// Windows of equal length that lie wholly inside the recording.
pub(crate) fn windows(times_s: &[f64], options: &DecomposeOptions) -> Vec<Window> {
    let (Some(&first), Some(&last)) = (times_s.first(), times_s.last()) else { return Vec::new() };
    let count = ((last - first - options.window_s) / options.step_s + 1e-9).floor();
    if count < 0.0 {
        return Vec::new();
    }
    (0..=count as usize)
        .map(|k| {
            let start_s = first + k as f64 * options.step_s;
            let end_s = start_s + options.window_s;
            Window {
                from: times_s.partition_point(|&t| t < start_s),
                to: times_s.partition_point(|&t| t < end_s),
                start_s,
                end_s,
            }
        })
        .collect()
}

/// `Σ|echo| / Σ(|own| + |returned| + |echo| + |shared| + |rest|)`
pub(crate) fn echo_share(parts: &Parts, window: &Window) -> f64 {
    share_of(parts, window, 2)
}

/// The same with the shared part on top.
pub(crate) fn shared_share(parts: &Parts, window: &Window) -> f64 {
    share_of(parts, window, 3)
}

fn share_of(parts: &Parts, window: &Window, part: usize) -> f64 {
    let (mut one, mut all) = (0.0, 0.0);
    for t in window.from..window.to {
        let sizes = parts.at(t).map(f64::abs);
        one += sizes[part];
        all += sizes.iter().sum::<f64>();
    }
    one / all
}

/// `Cov(echo, x) / Var(x)` within the window.
pub(crate) fn covariance_share(parts: &Parts, window: &Window) -> f64 {
    let n = (window.to - window.from) as f64;
    let range = window.from..window.to;
    let mean_x = range.clone().map(|t| parts.total(t)).sum::<f64>() / n;
    let mean_echo = range.clone().map(|t| parts.echo[t]).sum::<f64>() / n;
    let (mut together, mut alone) = (0.0, 0.0);
    for t in range {
        let x = parts.total(t) - mean_x;
        together += (parts.echo[t] - mean_echo) * x;
        alone += x * x;
    }
    together / alone
}
