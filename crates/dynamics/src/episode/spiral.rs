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
    /// When the joint rise began, seconds, looking back from where most of it was done.
    pub onset_s: f64,
    /// Interval of the onset, about 95 %.
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
/// one and ≥ 20 % of the other's. Onset: the bend of the two-piece line (flat, then straight) that
/// fits both raw lanes best, up to that time (live) and up to where four fifths of the rise are done.
/// End: both below their lines for 30 s, or the onset of
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
/// Science notes 2.6; the two-piece line is ours.
pub fn spirals(
    lanes: &Lanes<'_>,
    parts: Option<[&Parts; 2]>,
    options: &SpiralOptions,
) -> Result<Vec<Spiral>, DynamicsError> {
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
    let smoothed = lanes.smoothed(options.median_s);
    let width = lanes.samples(options.slope_s);
    let back = lanes.samples(options.within_s);
    let quiet = lanes.samples(options.end_s);
    let mut found = Vec::new();
    let mut t = width.max(2);
    while t < lanes.len() {
        let Some(rise) = joint_rise(lanes, &smoothed, t, width, back, options) else {
            t += 1;
            continue;
        };
        let through = parts.map(|parts| share_through_loop(&parts, t, back));
        if through.is_some_and(|share| !enough(share, options.through_loop)) {
            t += 1;
            continue;
        }
        let (live_onset_s, _) = onset(lanes, t, t, back);
        let (onset_s, onset_interval_s) = onset(lanes, t, mostly_done(&smoothed, t, back), back);
        let end = end(lanes, &smoothed, t, quiet);
        found.push(Spiral {
            onset_s,
            onset_interval_s,
            live_onset_s,
            detected_s: lanes.at(t),
            end_s: end.map(|sample| lanes.at(sample)),
            rise,
            through_loop: through,
        });
        // Nothing begins while this one lasts, unless both were down together for a while first:
        // then the next joint rise is one of its own.
        t = down_together(lanes, &smoothed, t, lanes.samples(options.median_s));
    }
    for k in 1..found.len() {
        let next = found[k].onset_s;
        let last = &mut found[k - 1];
        if last.end_s.is_none_or(|end| end > next) {
            last.end_s = Some(next.max(last.detected_s));
        }
    }
    Ok(found)
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

/// The first sample from `t` on at which four fifths of the joint rise that a minute holds are done:
/// beyond it a rise levels off, and a straight line through what follows would begin too early.
fn mostly_done(smoothed: &[Vec<f64>; 2], t: usize, back: usize) -> usize {
    let both = |s: usize| smoothed[0][s] + smoothed[1][s];
    let known = |s: &usize| both(*s).is_finite();
    let ahead = t..(t + back + 1).min(smoothed[0].len());
    let low = (t.saturating_sub(back)..=t).filter(known).map(both).fold(f64::INFINITY, f64::min);
    let high = ahead.clone().filter(known).map(both).fold(f64::NEG_INFINITY, f64::max);
    ahead.into_iter().find(|s| both(*s) >= low + 0.8 * (high - low)).unwrap_or(t)
}

/// The bend of the two-piece line that fits both lanes best in the samples up to `until`, and the
/// bends that fit hardly worse; `t` is when the rise was detected.
fn onset(lanes: &Lanes<'_>, t: usize, until: usize, back: usize) -> (f64, [f64; 2]) {
    let from = t.saturating_sub(2 * back);
    let raw = lanes.activation.map(|x| &x[from..=until]);
    let latest = (until - from).saturating_sub(lanes.samples(5.0));
    let bends: Vec<usize> = ((t - from).saturating_sub(back + back / 3)..=latest.max(1)).collect();
    let misfit: Vec<f64> =
        bends.iter().map(|&bend| raw.iter().map(|x| misfit(x, bend)).sum()).collect();
    let best = (0..bends.len()).min_by(|x, y| misfit[*x].total_cmp(&misfit[*y])).unwrap_or(0);
    let n: f64 = raw.iter().flat_map(|x| x.iter()).filter(|v| v.is_finite()).count() as f64;
    // Neighbouring samples repeat each other: a lane's wanderings are taken to last some seconds.
    let repeats = (WANDER_S / lanes.step_s).max(1.0);
    let bound = misfit[best] * (1.0 + 3.84 * repeats / n.max(8.0));
    let near = || (0..bends.len()).filter(|k| misfit[*k] <= bound).map(|k| bends[k]);
    let time = |bend: usize| lanes.at(from + bend);
    let interval = [near().min().map_or(f64::NAN, time), near().max().map_or(f64::NAN, time)];
    (time(bends[best]), interval)
}

/// How long a lane's chance wandering repeats itself, seconds.
const WANDER_S: f64 = 6.0;

/// The squares left by the best line that is flat up to the bend and straight after it.
fn misfit(x: &[f64], bend: usize) -> f64 {
    let (mut n, mut sr, mut sx, mut srr, mut srx, mut sxx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (t, v) in x.iter().enumerate().filter(|(_, v)| v.is_finite()) {
        let ramp = t.saturating_sub(bend) as f64;
        n += 1.0;
        sr += ramp;
        sx += v;
        srr += ramp * ramp;
        srx += ramp * v;
        sxx += v * v;
    }
    let spread = srr - sr * sr / n;
    let together = srx - sr * sx / n;
    let total = sxx - sx * sx / n;
    // Only a rise can begin a rise.
    if spread > 0.0 && together > 0.0 { total - together * together / spread } else { total }
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
