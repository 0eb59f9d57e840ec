use super::forecast::Forecaster;
use super::smooth::{Lanes, least};

/// Something one of the two did that may mend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// Who: 0 for A, 1 for B.
    pub person: usize,
    /// When, seconds.
    pub at_s: f64,
    /// Whether somebody coded it; otherwise it was detected (a softened tone).
    pub coded: bool,
}

/// An attempt to mend, and what the two bodies did after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The attempt.
    pub attempt: Attempt,
    /// What both carried above their lines at that time, resting standard deviations; 0: there was
    /// nothing to come down from.
    pub load: f64,
    /// Time until that had halved, seconds; `None` where it did not within a minute.
    pub half_s: Option<f64>,
    /// Whether it also came below what the pair's usual ways would have led to (20th percentile of
    /// the forecast); `None` without a forecast.
    pub below_forecast: Option<bool>,
    /// Whether it landed; `None` where that cannot be told (nothing to come down from, the
    /// recording ends, too little was recorded).
    pub landed: Option<bool>,
    /// What each of the two did from the attempt to the lowest point of the minute after it: one
    /// can halve what both carry together. `None` where it cannot be told whether it landed.
    pub each: Option<[After; 2]>,
    /// What comes without an attempt; `None` where what both carried did not halve.
    pub elsewhen: Option<Elsewhen>,
}

/// What one person did after an attempt to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum After {
    /// Was above the own line and came down by more than half of that.
    CameDown,
    /// Was above the own line and still was.
    StayedUp,
    /// Was not above the own line and was afterwards.
    WentUp,
    /// Had next to nothing to come down from.
    NotUp,
}

/// How soon both carry half at other moments of the same recording, from about as much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elsewhen {
    /// How many other moments, one a second, at which both carried about as much: from two thirds
    /// of it to half as much again.
    pub moments: usize,
    /// At how many of them half was gone as soon as here, or sooner.
    pub as_soon: usize,
    /// `(1 + as_soon) / (1 + moments)`.
    pub p: f64,
}

/// Width of the causal median, seconds.
const MEDIAN_S: f64 = 10.0;
/// An attempt has this long to land, seconds.
const WITHIN_S: f64 = 60.0;
/// What is left of the load when it has landed.
const LEFT: f64 = 0.5;
/// The percentile of the forecast it must come down to.
const FORECAST: f64 = 0.2;
/// Less than this above both lines is nothing to come down from.
const LEAST_LOAD: f64 = 0.5;
/// Loads within this factor of each other are about as much.
const ALIKE: f64 = 1.5;
/// Other moments are looked at this far apart, seconds.
const EVERY_S: f64 = 1.0;

/// Whether attempts to mend were followed by both coming down.
///
/// E(t) = Σ max(0, x̃_i − θ_i). Landed: within 60 s E falls below half of what it was and, at the
/// same moment, to or below the 20th percentile of the forecast from what was known at the attempt.
/// E is a sum, and one person alone can halve it: what each did stands beside it.
///
/// In plain words: after that, was less carried between the two, and less than there would have been
/// anyway; and did both come down, or one?
///
/// # Inputs
/// The lanes; the attempts; a forecaster learned from the same lanes.
///
/// # Returns
/// One entry per attempt, in the order given.
///
/// # Missing data
/// Where less than half of the minute after it was recorded, it cannot be told.
///
/// # Null
/// The forecast is one: what this pair does when nothing special happens. The other makes no model:
/// an attempt at any other moment at which both carried about as much, as if its time had been drawn
/// among these. Moments before and after the attempt are among them, so that what was coming down
/// already counts as chance.
///
/// # Source
/// `docs/mathematics.md` 10. "At or below", because a load of 0 cannot be undercut.
#[must_use]
pub fn repairs(
    lanes: &Lanes<'_>,
    attempts: &[Attempt],
    forecaster: Option<&Forecaster>,
    seed: u64,
) -> Vec<Repaired> {
    let smoothed = lanes.smoothed(MEDIAN_S);
    let load = lanes.load(&smoothed);
    attempts
        .iter()
        .map(|attempt| {
            let mut repaired = Repaired {
                attempt: *attempt,
                load: f64::NAN,
                half_s: None,
                below_forecast: None,
                landed: None,
                each: None,
                elsewhen: None,
            };
            if lanes.is_empty()
                || attempt.at_s < lanes.at(0)
                || attempt.at_s > lanes.at(lanes.len() - 1)
            {
                return repaired;
            }
            let t = lanes.sample(attempt.at_s);
            repaired.load = load[t];
            let ahead = lanes.samples(WITHIN_S).min(lanes.len() - 1 - t);
            let known = (1..=ahead).filter(|k| load[t + k].is_finite()).count();
            if !(repaired.load >= LEAST_LOAD) || 2 * known < lanes.samples(WITHIN_S) {
                return repaired;
            }
            let halved = |k: &usize| load[t + k] < LEFT * repaired.load;
            let half = halved_after(&load, t, ahead);
            repaired.half_s = half.map(|k| k as f64 * lanes.step_s);
            repaired.elsewhen = half.map(|half| elsewhen(lanes, &load, t, half));
            repaired.below_forecast = forecaster.map(|forecaster| {
                let expected = forecaster.load(lanes, MEDIAN_S, t, ahead, FORECAST, seed);
                (1..=ahead).filter(halved).any(|k| load[t + k] <= expected[k - 1])
            });
            // One that had its whole minute and did not come down has not landed; one that was
            // cut off before has no answer.
            let whole = ahead == lanes.samples(WITHIN_S);
            repaired.landed = match (repaired.half_s, repaired.below_forecast) {
                (Some(_), Some(below)) => Some(below),
                (None, _) if whole => Some(false),
                _ => None,
            };
            if repaired.landed.is_some()
                && let Some((lowest, _)) = least(&load, t + 1, t + ahead)
            {
                let each =
                    [0, 1].map(|i| after(smoothed[i][t], smoothed[i][lowest], lanes.line[i]));
                repaired.each = Some(each);
            }
            repaired
        })
        .collect()
}

/// After how many samples, of those ahead, less than half of the load at `t` is left.
fn halved_after(load: &[f64], t: usize, ahead: usize) -> Option<usize> {
    (1..=ahead).find(|k| load[t + k] < LEFT * load[t])
}

/// Other moments with about as much load as at `t`, and at how many of them half was gone within
/// `half` samples.
fn elsewhen(lanes: &Lanes<'_>, load: &[f64], t: usize, half: usize) -> Elsewhen {
    // Counted from the attempt, so that the grid's beginning does not decide which are looked at.
    let every = lanes.samples(EVERY_S);
    let others = (t % every..load.len()).step_by(every).filter(|s| {
        let alike = load[*s] * ALIKE >= load[t] && load[*s] <= load[t] * ALIKE;
        // Where the recording ends too soon to see whether half is gone, nothing is known.
        *s != t && alike && s + half < load.len()
    });
    let (mut moments, mut as_soon) = (0, 0);
    for s in others {
        moments += 1;
        as_soon += usize::from(halved_after(load, s, half).is_some());
    }
    Elsewhen { moments, as_soon, p: (1.0 + as_soon as f64) / (1.0 + moments as f64) }
}

/// What one did who was at `from` and came to `to`.
fn after(from: f64, to: f64, line: f64) -> After {
    let (over, left) = ((from - line).max(0.0), (to - line).max(0.0));
    // From just above the line to just below it is no coming down.
    if over > 0.0 && left < LEFT * over && from - to >= LEAST_LOAD {
        After::CameDown
    } else if left > 0.0 {
        if over > 0.0 { After::StayedUp } else { After::WentUp }
    } else {
        After::NotUp
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_did_by_hand() {
        for (from, to, did) in [
            (5.1, 0.3, After::CameDown),
            (3.5, 3.5, After::StayedUp),
            (3.0, 2.2, After::StayedUp),
            (-0.6, 1.3, After::WentUp),
            (0.4, -0.5, After::NotUp),
            (1.1, 0.9, After::NotUp),
        ] {
            assert_eq!(after(from, to, 1.0), did, "{from} to {to}");
        }
    }

    /// One high stretch of two minutes that ends at 300 s: only at its end half is gone at once.
    #[test]
    fn an_attempt_is_set_beside_the_other_moments_of_the_same_height() {
        let high = |up: f64| -> Vec<f64> {
            (0..600).map(|t| if (180..300).contains(&t) { up } else { 0.0 }).collect()
        };
        let (a, b) = (high(5.0), high(0.0));
        let lanes = Lanes { start_s: 0.0, step_s: 1.0, activation: [&a, &b], line: [1.0, 1.0] };
        let at = |at_s: f64| {
            let attempt = Attempt { person: 1, at_s, coded: true };
            repairs(&lanes, &[attempt], None, 1)[0].clone()
        };
        let found = at(250.0);
        // The median of 10 s rises at 184 s and falls at 304 s: as high are 185 to 303 s, of which the
        // 53 moments that come later than the attempt are nearer to the end.
        assert_eq!(found.half_s, Some(54.0));
        let beside = found.elsewhen.unwrap();
        assert_eq!((beside.moments, beside.as_soon), (118, 53));
        assert!((beside.p - 54.0 / 119.0).abs() < 1e-12, "counts, so only rounding");
        assert!(at(200.0).elsewhen.is_none(), "nothing halved within the minute");
        // Without a forecast nobody can say that it landed; that it did not can be said.
        assert_eq!((found.landed, at(200.0).landed), (None, Some(false)));
        assert_eq!(at(200.0).each, Some([After::StayedUp, After::NotUp]));
    }
}
