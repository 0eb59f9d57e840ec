use crate::Estimate;

/// How long a person took to come back from a peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovery {
    /// When the peak was, seconds.
    pub peak_s: f64,
    /// How high above rest, resting standard deviations.
    pub peak: f64,
    /// Until when the curve was followed, seconds: half of the height was lost, and then the next
    /// rise or the end.
    pub until_s: f64,
    /// Time in which half of the height is lost, seconds, with a 95 % interval.
    pub half_life_s: Estimate,
    /// Whether the next rise or the end of the recording came before half was lost: the time is
    /// then no more than a lower bound.
    pub censored: bool,
}

/// How long from a peak back to rest: least squares of A e^{−t/T} from the peak to the next rise;
/// half-life T ln 2.
///
/// In plain words: after the high point, how long until half of it was gone?
///
/// # Inputs
/// Time of the first sample and between samples, seconds; activation with rest at 0; the sample of
/// the peak.
///
/// # Returns
/// `None` where fewer than 8 samples follow the peak. The interval is a profile of the squares,
/// with neighbouring samples counted as repeating each other.
///
/// # Missing data
/// Left out.
///
/// # Null
/// None; compare with time apart.
///
/// # Example
/// ```
/// use attune_dynamics::recovery_time;
/// let x: Vec<f64> = (0..90).map(|t| 3.0 * (-f64::from(t) / 20.0).exp()).collect();
/// let found = recovery_time(0.0, 1.0, &x, 0).map(|r| (r.half_life_s.value, r.censored));
/// assert!(found.is_some_and(|(half, censored)| (half - 13.86).abs() < 0.3 && !censored));
/// ```
///
/// # Source
/// `docs/mathematics.md` 10.
#[must_use]
pub fn recovery_time(start_s: f64, step_s: f64, x: &[f64], peak: usize) -> Option<Recovery> {
    let top = *x.get(peak).filter(|v| v.is_finite() && **v > 0.0)?;
    let until = next_rise(x, peak, top, step_s);
    let points: Vec<(f64, f64)> = (peak..=until)
        .filter(|t| x[*t].is_finite())
        .map(|t| ((t - peak) as f64 * step_s, x[t]))
        .collect();
    if points.len() < FEWEST {
        return None;
    }
    let longest = 4.0 * (until - peak) as f64 * step_s;
    let scan: Vec<(f64, f64)> = (0..=SCAN)
        .map(|k| {
            let time = step_s * (longest / step_s).powf(f64::from(k) / f64::from(SCAN));
            (time, misfit(&points, time))
        })
        .collect();
    let best = scan.iter().min_by(|p, q| p.1.total_cmp(&q.1))?;
    let n = points.len() as f64;
    let bound = best.1 * (1.0 + 3.84 * (REPEATS_S / step_s).max(1.0) / n);
    let near = || scan.iter().filter(|p| p.1 <= bound).map(|p| p.0 * std::f64::consts::LN_2);
    let half_lost = points.iter().any(|p| p.1 <= 0.5 * top);
    Some(Recovery {
        peak_s: start_s + peak as f64 * step_s,
        peak: top,
        until_s: start_s + until as f64 * step_s,
        half_life_s: Estimate {
            value: best.0 * std::f64::consts::LN_2,
            lo: near().reduce(f64::min)?,
            hi: if half_lost { near().reduce(f64::max)? } else { f64::INFINITY },
        },
        censored: !half_lost,
    })
}

const FEWEST: usize = 8;
const SCAN: i32 = 200;
/// How long neighbouring samples repeat each other, seconds.
const REPEATS_S: f64 = 5.0;
/// A climb by this share of the peak's height from the lowest point since is the next rise.
const NEXT_RISE: f64 = 0.4;

/// The last sample before the next rise: where it stood lowest before climbing back.
fn next_rise(x: &[f64], peak: usize, top: f64, step_s: f64) -> usize {
    let width = (REPEATS_S / step_s).round().max(1.0) as usize;
    let mean = |t: usize| {
        let known: Vec<f64> =
            x[t..(t + width).min(x.len())].iter().copied().filter(|v| v.is_finite()).collect();
        known.iter().sum::<f64>() / known.len() as f64
    };
    let (mut lowest, mut place) = (f64::INFINITY, peak);
    for t in peak..x.len().saturating_sub(width) {
        let now = mean(t);
        if now < lowest {
            (lowest, place) = (now, t + width / 2);
        } else if now > lowest + NEXT_RISE * top && t > place {
            return place;
        }
    }
    x.len() - 1
}

/// The squares left by the best A at this T.
fn misfit(points: &[(f64, f64)], time: f64) -> f64 {
    let (mut xx, mut xe, mut ee) = (0.0, 0.0, 0.0);
    for (t, x) in points {
        let e = (-t / time).exp();
        xx += x * x;
        xe += x * e;
        ee += e * e;
    }
    xx - xe * xe / ee
}
