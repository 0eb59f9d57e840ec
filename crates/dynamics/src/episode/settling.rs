use super::smooth::{Lanes, slope};

/// A stretch in which two people came down together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settling {
    /// When the joint fall began, seconds.
    pub start_s: f64,
    /// When both had come below their lines, seconds.
    pub end_s: f64,
    /// How far each fell, resting standard deviations.
    pub fall: [f64; 2],
    /// Time until what both carried above their lines had halved, seconds.
    pub half_s: f64,
}

/// Both must have fallen at least this far, resting standard deviations.
const FALL: f64 = 0.75;
/// Within this long, seconds.
const WITHIN_S: f64 = 60.0;
/// Widths of the causal median and of the slope, seconds.
const MEDIAN_S: f64 = 10.0;
const SLOPE_S: f64 = 20.0;
/// A stretch that begins with less than this above the lines is no coming down.
const LEAST_LOAD: f64 = 0.5;

/// Finds where two people came down together: the mirror image of [`crate::spirals`].
///
/// Both x̃ below their lines with both slopes below 0, each fallen by ≥ .75 within 60 s, and what
/// both carried above their lines, Σ max(0, x̃ − θ), at least .5 at the start.
///
/// In plain words: both were up, and both came back.
///
/// # Inputs
/// Two lanes on one even grid.
///
/// # Returns
/// Stretches by time; they do not overlap.
///
/// # Missing data
/// A stretch of which less than half is there ends nothing.
///
/// # Null
/// Circular shift of one lane ([`crate::chance_of`]). Without time apart this says that both came
/// down, not that either eased the other.
///
/// # Example
/// ```
/// use attune_dynamics::{Lanes, settlings};
/// let fall: Vec<f64> = (0..200).map(|t| (2.5 - f64::from(t - 100) / 15.0).clamp(0.0, 2.5)).collect();
/// let lanes = Lanes { start_s: 0.0, step_s: 1.0, activation: [&fall, &fall], line: [1.0, 1.0] };
/// let found = settlings(&lanes);
/// assert_eq!(found.len(), 1);
/// assert!((found[0].start_s - 105.0).abs() < 6.0);
/// ```
///
/// # Source
/// Ours, as the mirror image of `docs/mathematics.md` 10.
#[must_use]
pub fn settlings(lanes: &Lanes<'_>) -> Vec<Settling> {
    let smoothed = lanes.smoothed(MEDIAN_S);
    let load = lanes.load(&smoothed);
    let (width, back) = (lanes.samples(SLOPE_S), lanes.samples(WITHIN_S));
    let mut found: Vec<Settling> = Vec::new();
    let mut free_from = 0;
    for t in width..lanes.len() {
        let down = |i: usize| smoothed[i][t] < lanes.line[i] && slope(&smoothed[i], t, width) < 0.0;
        let from = t.saturating_sub(back).max(free_from);
        if !(down(0) && down(1)) || from >= t {
            continue;
        }
        let known = (from..t).filter(|s| load[*s].is_finite());
        let Some(top) = known.max_by(|x, y| load[*x].total_cmp(&load[*y])) else { continue };
        let fall = [0, 1].map(|i| highest(&smoothed[i][from..t]) - smoothed[i][t]);
        if load[top] < LEAST_LOAD || fall.iter().any(|f| !(*f >= FALL)) {
            continue;
        }
        let half = (top..=t).find(|s| load[*s] <= 0.5 * load[top]).unwrap_or(t);
        found.push(Settling {
            start_s: lanes.at(top),
            end_s: lanes.at(t),
            fall,
            half_s: (half - top) as f64 * lanes.step_s,
        });
        free_from = t + 1;
    }
    found
}

fn highest(x: &[f64]) -> f64 {
    x.iter().copied().filter(|v| v.is_finite()).fold(f64::NEG_INFINITY, f64::max)
}
