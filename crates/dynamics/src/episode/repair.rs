use super::forecast::Forecaster;
use super::smooth::Lanes;

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

/// Whether attempts to mend were followed by both coming down.
///
/// E(t) = Σ max(0, x̃_i − θ_i). Landed: within 60 s E falls below half of what it was and, at the
/// same moment, to or below the 20th percentile of the forecast from what was known at the attempt.
///
/// In plain words: after that, did both come down, and further than they would have anyway?
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
/// The forecast is the null: what this pair does when nothing special happens.
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
    let load = lanes.load(&lanes.smoothed(MEDIAN_S));
    attempts
        .iter()
        .map(|attempt| {
            let mut repaired = Repaired {
                attempt: *attempt,
                load: f64::NAN,
                half_s: None,
                below_forecast: None,
                landed: None,
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
            repaired.half_s = (1..=ahead).find(halved).map(|k| k as f64 * lanes.step_s);
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
            repaired
        })
        .collect()
}
