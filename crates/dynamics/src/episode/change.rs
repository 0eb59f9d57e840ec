/// A sudden change of one person's activation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePoint {
    /// When it began, seconds.
    pub at_s: f64,
    /// When it was noticed, seconds.
    pub noticed_s: f64,
    /// Whether up (otherwise down).
    pub up: bool,
    /// How far the surprises added up, in their standard deviations.
    pub size: f64,
}

/// Half of the smallest change looked for, in standard deviations of the surprises.
const REFERENCE: f64 = 0.5;
/// At most one false alarm in so many seconds of calm.
const FALSE_ALARM_S: f64 = 1800.0;

/// Where a person's activation changed in a way that its own past did not announce.
///
/// CUSUM, both ways, on the one-step surprises e_t = x_t − φ x_{t−1} of that person alone:
/// S ← max(0, S ± e/σ − ½), alarm above h. h gives one false alarm in 30 minutes of white
/// surprises by Siegmund's approximation, (e^b − b − 1)/½ with b = h + 1.166. The change began
/// when S last left 0.
///
/// In plain words: something shifted here; the other's recording was not looked at.
///
/// # Inputs
/// Time of the first sample and between samples, seconds; one person's activation, smoothed over a
/// few seconds or not.
///
/// # Returns
/// Changes by time.
///
/// # Missing data
/// A missing sample or the one after it surprises nobody.
///
/// # Null
/// White surprises.
///
/// # Example
/// ```
/// use attune_dynamics::changes;
/// let ripple = |t: i32| f64::from(t * t % 17) / 17.0 - 0.5;
/// let x: Vec<f64> = (0..200).map(|t| ripple(t) + if t < 120 { 0.0 } else { 3.0 }).collect();
/// let found = changes(0.0, 1.0, &x);
/// assert!(found.iter().any(|c| c.up && (c.at_s - 120.0).abs() <= 3.0));
/// ```
///
/// # Source
/// `docs/mathematics.md` 10; Page 1954; Siegmund 1985.
#[must_use]
pub fn changes(start_s: f64, step_s: f64, x: &[f64]) -> Vec<ChangePoint> {
    let surprises = surprises(x);
    let known: Vec<f64> = surprises.iter().copied().filter(|e| e.is_finite()).collect();
    let mut sizes: Vec<f64> = known.iter().map(|e| e.abs()).collect();
    // The median size, so that the changes themselves do not widen the measure.
    let sd = 1.4826 * super::smooth::median(&mut sizes);
    if !(sd > 0.0) {
        return Vec::new();
    }
    let height = alarm_height(FALSE_ALARM_S / step_s);
    let at = |t: usize| start_s + t as f64 * step_s;
    let mut found = Vec::new();
    for up in [true, false] {
        let sign = if up { 1.0 } else { -1.0 };
        let (mut sum, mut since) = (0.0, 0);
        for (t, e) in surprises.iter().enumerate().filter(|(_, e)| e.is_finite()) {
            if sum <= 0.0 {
                (sum, since) = (0.0, t);
            }
            sum += sign * e / sd - REFERENCE;
            if sum > height {
                found.push(ChangePoint { at_s: at(since), noticed_s: at(t), up, size: sum });
                sum = 0.0;
            }
        }
    }
    found.sort_by(|x, y| x.at_s.total_cmp(&y.at_s));
    found
}

/// The height at which both directions together ring once in so many samples.
fn alarm_height(samples: f64) -> f64 {
    // e^b − b − 1 = samples, solved by a few fixed-point steps.
    let mut b = samples.max(3.0).ln();
    for _ in 0..20 {
        b = (samples + b + 1.0).ln();
    }
    b - 1.166
}

/// What the person's own last value did not announce.
fn surprises(x: &[f64]) -> Vec<f64> {
    let known = || x.iter().copied().filter(|v| v.is_finite());
    let mean = known().sum::<f64>() / known().count().max(1) as f64;
    let pairs = || x.windows(2).filter(|w| w[0].is_finite() && w[1].is_finite());
    let (top, bottom) = pairs().fold((0.0, 0.0), |(top, bottom), w| {
        (top + (w[0] - mean) * (w[1] - mean), bottom + (w[0] - mean) * (w[0] - mean))
    });
    let carry = if bottom > 0.0 { (top / bottom).clamp(0.0, 0.98) } else { 0.0 };
    let first = std::iter::once(f64::NAN);
    first.chain(x.windows(2).map(|w| (w[1] - mean) - carry * (w[0] - mean))).take(x.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_height_gives_the_false_alarms_asked_for() {
        // Tables of the one-sided CUSUM with k = ½: 938 samples at h = 5, thus 469 both ways.
        assert!((alarm_height(469.0) - 5.0).abs() < 0.02);
        let mut draws = crate::random::Draws::new(3, 0);
        let x: Vec<f64> = (0..36_000).map(|_| draws.normal()).collect();
        // 20 expected in ten hours; four standard errors.
        let found = changes(0.0, 1.0, &x).len();
        assert!((4..=38).contains(&found), "{found}");
    }
}
