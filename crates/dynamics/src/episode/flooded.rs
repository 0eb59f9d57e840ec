use super::smooth::causal_median;

/// One person's own line, above which that person counts as flooded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FloodLine {
    /// Above this for 20 s: flooded. In the channel's own unit.
    pub above: f64,
    /// Below this for 60 s: cleared.
    pub cleared: f64,
}

impl FloodLine {
    /// The line from rest: the larger of mean + 2.5 SD and, for heart rate, 1.25 × mean; cleared
    /// below mean + 1 SD.
    ///
    /// There is no line that holds for everybody: 100 beats per minute is a convention, and any
    /// person may set another line or none.
    ///
    /// # Source
    /// `docs/mathematics.md` 10.
    #[must_use]
    pub fn from_rest(mean: f64, sd: f64, heart_rate: bool) -> Self {
        let spread = mean + 2.5 * sd;
        let above = if heart_rate { spread.max(1.25 * mean) } else { spread };
        Self { above, cleared: mean + sd }
    }

    /// A line of the person's own choice: so many standard deviations above rest; cleared below
    /// mean + 1 SD, or below the line itself where that is lower.
    #[must_use]
    pub fn above_rest(mean: f64, sd: f64, by: f64) -> Self {
        Self { above: mean + by * sd, cleared: mean + by.min(1.0) * sd }
    }
}

/// A stretch above a person's own line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flooded {
    /// When it began, seconds.
    pub start_s: f64,
    /// When it had cleared; `None` where the recording ends first.
    pub cleared_s: Option<f64>,
    /// The highest smoothed value, in the channel's unit.
    pub peak: f64,
}

const MEDIAN_S: f64 = 15.0;
const FOR_S: f64 = 20.0;
const CLEARED_FOR_S: f64 = 60.0;

/// Finds where one person was above their own line for at least 20 s (15-s causal median), and
/// when it had cleared for 60 s.
///
/// In plain words: so far above this person's own rest, for so long, that listening gets hard for
/// many people.
///
/// # Inputs
/// Time of the first sample and between samples, seconds; the channel in its own unit; the line.
///
/// # Returns
/// Stretches by time.
///
/// # Missing data
/// A gap ends the waiting, not the stretch.
///
/// # Null
/// None: it compares a person with that person's own rest.
///
/// # Example
/// ```
/// use attune_dynamics::{FloodLine, flooded};
/// let heart: Vec<f64> = (0..300).map(|t| if (100..160).contains(&t) { 105.0 } else { 70.0 }).collect();
/// let found = flooded(0.0, 1.0, &heart, FloodLine::from_rest(70.0, 4.0, true));
/// assert_eq!(found.len(), 1);
/// assert!(found[0].start_s >= 100.0 && found[0].cleared_s.is_some_and(|t| t < 175.0));
/// ```
///
/// # Source
/// `docs/mathematics.md` 10; a convention, not a validated threshold.
#[must_use]
pub fn flooded(start_s: f64, step_s: f64, values: &[f64], line: FloodLine) -> Vec<Flooded> {
    let samples = |seconds: f64| (seconds / step_s).round().max(1.0) as usize;
    let smoothed = causal_median(values, samples(MEDIAN_S));
    let at = |t: usize| start_s + t as f64 * step_s;
    let mut found: Vec<Flooded> = Vec::new();
    let (mut above, mut below, mut open) = (0, 0, false);
    for (t, &x) in smoothed.iter().enumerate() {
        above = if x > line.above { above + 1 } else { 0 };
        below = if x < line.cleared { below + 1 } else { 0 };
        if !open && above == samples(FOR_S) {
            open = true;
            found.push(Flooded { start_s: at(t + 1 - above), cleared_s: None, peak: x });
        }
        let Some(last) = found.last_mut().filter(|_| open) else { continue };
        last.peak = if x.is_finite() { last.peak.max(x) } else { last.peak };
        if below == samples(CLEARED_FOR_S) {
            open = false;
            last.cleared_s = Some(at(t + 1 - below));
        }
    }
    found
}
