use super::onset::onset;
use super::own_noise::OwnNoise;
use super::smooth::{Lanes, least, slope};
use crate::{DynamicsError, Parts};

/// When two people count as winding each other up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpiralOptions {
    /// Width of the causal median, seconds.
    pub median_s: f64,
    /// Both must be rising over the last so many seconds.
    pub slope_s: f64,
    /// How far each must have risen, resting standard deviations.
    pub rise: f64,
    /// Within how long, seconds.
    pub within_s: f64,
    /// Share of the rise that came from the other or back through the other: of one of the two, and
    /// of the other one.
    pub through_loop: [f64; 2],
    /// Both below their lines for so long ends it, seconds.
    pub end_s: f64,
}

impl Default for SpiralOptions {
    fn default() -> Self {
        Self {
            median_s: 10.0,
            slope_s: 20.0,
            rise: 0.75,
            within_s: 60.0,
            through_loop: [0.4, 0.2],
            end_s: 30.0,
        }
    }
}

/// A stretch in which two people wound each other up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spiral {
    /// When the joint rise began, seconds, looking back from 20 s after it was detected.
    pub onset_s: f64,
    /// Central 95 % of the onset's probability by this model of a rise, seconds.
    pub onset_interval_s: [f64; 2],
    /// The same from nothing later than `detected_s`: what a live detector would say.
    pub live_onset_s: f64,
    /// When every condition held for the first time, seconds: what a live detector would say.
    pub detected_s: f64,
    /// When both had come below their lines for good; `None` where the recording ends first.
    pub end_s: Option<f64>,
    /// How far each rose until it was detected, resting standard deviations.
    pub rise: [f64; 2],
    /// Share of each one's rise that came from the other or back through the other; `None` where no
    /// decomposition was given.
    pub through_loop: Option<[f64; 2]>,
}

/// Finds where two people wound each other up. Detection looks at the past alone.
///
/// Both x̃ (10-s causal median) above their lines; both slopes over the last 20 s above 0; each
/// risen by ≥ .75 within 60 s; and, with a decomposition, echo + returned ≥ 40 % of the rise of
/// one and ≥ 20 % of the other's. Onset: the middle of the half minute that most probably holds it,
/// where each lane is level + rise · clamp((t − t₀) / d, 0, 1) + white noise + ups and downs of its
/// own that fade; level, rise and length are integrated out, the noise is that person's own. It
/// looks no further than the detection (live), or 20 s beyond it. End: both below their lines for 30 s, or the onset of
/// the next joint rise after both were below them for 10 s.
///
/// In plain words: both went up together, and much of it went through the loop between them.
///
/// # Inputs
/// Two lanes on one even grid; each one's parts on the same grid where there is a decomposition.
///
/// # Returns
/// The stretches by time; exchanging A and B exchanges pairs of numbers and nothing else.
///
/// # Missing data
/// A stretch of which less than half is there begins nothing.
///
/// # Null
/// Circular shift of one lane ([`crate::chance_of`]).
///
/// # Errors
/// [`DynamicsError::Option`] for widths without a meaning.
///
/// # Example
/// ```
/// use attune_dynamics::{Lanes, SpiralOptions, spirals};
/// let rise: Vec<f64> = (0..200).map(|t| (f64::from(t - 100) / 20.0).clamp(0.0, 2.5)).collect();
/// let lanes = Lanes { start_s: 0.0, step_s: 1.0, activation: [&rise, &rise], line: [1.0, 1.0] };
/// let found = spirals(&lanes, None, &SpiralOptions::default())?;
/// assert_eq!(found.len(), 1);
/// assert!((found[0].onset_s - 100.0).abs() <= 2.0);
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
///
/// # Source
/// `docs/mathematics.md` 10. Dating the onset by likelihood is ours; `docs/story.md` says how often it is
/// within 15 s of a planted one.
pub fn spirals(
    lanes: &Lanes<'_>,
    parts: Option<[&Parts; 2]>,
    options: &SpiralOptions,
) -> Result<Vec<Spiral>, DynamicsError> {
    check(options)?;
    let smoothed = lanes.smoothed(options.median_s);
    let noise = lanes.activation.map(|x| OwnNoise::of(&x[..lanes.len()], lanes.step_s));
    let mut found: Vec<Spiral> = rises(lanes, &smoothed, parts, options)
        .into_iter()
        .map(|(t, rise, through_loop)| {
            let past = lanes.activation.map(|x| OwnNoise::of(&x[..=t], lanes.step_s));
            let onset_looking_back = onset(lanes, noise, t, LOOK_BACK_S);
            let end = end(lanes, &smoothed, t, lanes.samples(options.end_s));
            Spiral {
                onset_s: onset_looking_back.at_s,
                onset_interval_s: onset_looking_back.interval_s,
                live_onset_s: onset(lanes, past, t, 0.0).at_s,
                detected_s: lanes.at(t),
                end_s: end.map(|sample| lanes.at(sample)),
                rise,
                through_loop,
            }
        })
        .collect();
    for k in 1..found.len() {
        let next = found[k].onset_s;
        let last = &mut found[k - 1];
        if last.end_s.is_none_or(|end| end > next) {
            last.end_s = Some(next.max(last.detected_s));
        }
    }
    Ok(found)
}

/// How often both rose together: as many as [`spirals`] finds without a decomposition, for counting
/// them in many copies.
///
/// # Errors
/// As [`spirals`].
pub fn count_spirals(lanes: &Lanes<'_>, options: &SpiralOptions) -> Result<usize, DynamicsError> {
    check(options)?;
    Ok(rises(lanes, &lanes.smoothed(options.median_s), None, options).len())
}

/// So long after a rise was noticed it still tells when it began, seconds.
const LOOK_BACK_S: f64 = 20.0;

fn check(options: &SpiralOptions) -> Result<(), DynamicsError> {
    for (what, value) in [
        ("median in seconds", options.median_s),
        ("slope in seconds", options.slope_s),
        ("time to rise in seconds", options.within_s),
        ("time to end in seconds", options.end_s),
    ] {
        if !(value > 0.0 && value.is_finite()) {
            return Err(DynamicsError::Option { what, value });
        }
    }
    Ok(())
}

/// A joint rise: the sample at which every condition first holds, how far both rose, and how much of
/// that came through the loop.
type Rise = (usize, [f64; 2], Option<[f64; 2]>);

fn rises(
    lanes: &Lanes<'_>,
    smoothed: &[Vec<f64>; 2],
    parts: Option<[&Parts; 2]>,
    options: &SpiralOptions,
) -> Vec<Rise> {
    let width = lanes.samples(options.slope_s);
    let back = lanes.samples(options.within_s);
    let mut found = Vec::new();
    let mut t = width.max(2);
    while t < lanes.len() {
        let rise = joint_rise(lanes, smoothed, t, width, back, options)
            .map(|rise| (rise, parts.map(|parts| share_through_loop(&parts, t, back))))
            .filter(|(_, through)| through.is_none_or(|share| enough(share, options.through_loop)));
        let Some((rise, through)) = rise else {
            t += 1;
            continue;
        };
        found.push((t, rise, through));
        // Nothing begins while this one lasts, unless both were down together for a while first:
        // then the next joint rise is one of its own.
        t = down_together(lanes, smoothed, t, lanes.samples(options.median_s));
    }
    found
}

/// How far both rose, where every condition on the two lanes holds at this sample.
fn joint_rise(
    lanes: &Lanes<'_>,
    smoothed: &[Vec<f64>; 2],
    t: usize,
    width: usize,
    back: usize,
    options: &SpiralOptions,
) -> Option<[f64; 2]> {
    let mut rise = [0.0; 2];
    for i in 0..2 {
        let now = smoothed[i][t];
        if !(now > lanes.line[i] && slope(&smoothed[i], t, width) > 0.0) {
            return None;
        }
        rise[i] = now - least(&smoothed[i], t.saturating_sub(back), t)?.1;
        if !(rise[i] >= options.rise) {
            return None;
        }
    }
    Some(rise)
}

/// Of each one's rise over the last `back` samples, the share of echo and returned.
fn share_through_loop(parts: &[&Parts; 2], t: usize, back: usize) -> [f64; 2] {
    parts.map(|parts| {
        let t = t.min(parts.len().saturating_sub(1));
        let from = t.saturating_sub(back);
        let through = |t: usize| parts.echo[t] + parts.returned[t];
        let lowest = (from..=t).min_by(|x, y| parts.total(*x).total_cmp(&parts.total(*y)));
        let from = lowest.unwrap_or(from);
        let whole = parts.total(t) - parts.total(from);
        if whole > 0.0 { (through(t) - through(from)) / whole } else { 0.0 }
    })
}

fn enough(share: [f64; 2], needed: [f64; 2]) -> bool {
    let (most, least) = (share[0].max(share[1]), share[0].min(share[1]));
    most >= needed[0] && least >= needed[1]
}

/// The first sample after both have been below their lines for `width` samples on end, from `t` on.
fn down_together(lanes: &Lanes<'_>, smoothed: &[Vec<f64>; 2], t: usize, width: usize) -> usize {
    let mut run = 0;
    for s in t..lanes.len() {
        let down = (0..2).all(|i| smoothed[i][s] < lanes.line[i]);
        run = if down { run + 1 } else { 0 };
        if run == width {
            return s + 1;
        }
    }
    lanes.len()
}

/// The first sample from `t` on from which both stay below their lines for `quiet` samples.
fn end(lanes: &Lanes<'_>, smoothed: &[Vec<f64>; 2], t: usize, quiet: usize) -> Option<usize> {
    let below = |s: usize| (0..2).all(|i| smoothed[i][s] < lanes.line[i]);
    let mut run = 0;
    for s in t..lanes.len() {
        run = if below(s) { run + 1 } else { 0 };
        if run == quiet {
            return Some(s + 1 - quiet);
        }
    }
    None
}
