//! How long things last when not all of them were seen to end.

/// Something that lasted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Episode {
    /// How long it was seen to last, seconds.
    pub duration: f64,
    /// Whether its end was seen; otherwise it lasted at least so long (censored).
    pub ended: bool,
}

/// Kaplan–Meier estimate of how many episodes still last after a time.
///
/// S(t) = Π over end times t_i ≤ t of (1 − d_i / n_i), d_i episodes ending at t_i, n_i still lasting
/// just before; Greenwood's variance S² Σ d_i / (n_i (n_i − d_i)).
///
/// In plain words: episodes cut off by the end of the session count for as long as they were seen.
///
/// # Inputs
/// `episodes`: in any order; durations in seconds.
///
/// # Returns
/// [`Survival`]: one step per time at which an episode ended; empty without one. Shares 0 to 1.
///
/// # Missing data
/// Episodes with a missing duration are left out.
///
/// # Null
/// Compare with the same estimate on shifted copies.
///
/// # Errors
/// None.
///
/// # Example
/// ```
/// use attune_coupling::measure::{Episode, kaplan_meier};
/// let seen = |duration, ended| Episode { duration, ended };
/// let s = kaplan_meier(&[seen(2.0, true), seen(3.0, false), seen(5.0, true), seen(6.0, true)]);
/// assert_eq!(s.at(2.0), 0.75);
/// assert_eq!(s.at(5.5), 0.375); // 0.75 times one of two left
/// assert_eq!(s.median(), Some(5.0));
/// ```
///
/// # Source
/// Kaplan & Meier 1958; Greenwood 1926.
pub fn kaplan_meier(episodes: &[Episode]) -> Survival {
    let mut sorted: Vec<Episode> =
        episodes.iter().copied().filter(|e| e.duration.is_finite()).collect();
    // Ends before cut-offs of the same length: what was cut off had not ended by then.
    sorted.sort_by(|x, y| x.duration.total_cmp(&y.duration).then(y.ended.cmp(&x.ended)));
    let (mut share, mut greenwood, mut steps) = (1.0, 0.0, Vec::new());
    let mut at = 0;
    while at < sorted.len() {
        let time = sorted[at].duration;
        let lasting = (sorted.len() - at) as f64;
        let same = sorted[at..].iter().take_while(|e| e.duration == time).count();
        let ended = sorted[at..at + same].iter().filter(|e| e.ended).count() as f64;
        if ended > 0.0 {
            share *= 1.0 - ended / lasting;
            greenwood += ended / (lasting * (lasting - ended));
            // Where nothing is left the variance formula gives 0 · ∞.
            let standard_error = if share > 0.0 { share * f64::sqrt(greenwood) } else { 0.0 };
            steps.push(SurvivalStep { time, share, standard_error });
        }
        at += same;
    }
    Survival { steps, longest: sorted.last().map_or(0.0, |e| e.duration) }
}

/// More than a product of shares can be off by rounding.
const ROUNDING: f64 = 1e-12;

/// A Kaplan–Meier curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// The steps, rising in time.
    pub steps: Vec<SurvivalStep>,
    /// The longest episode seen, ended or not; beyond it nothing is known unless all had ended.
    pub longest: f64,
}

/// One step of a Kaplan–Meier curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// When episodes ended, seconds after they began.
    pub time: f64,
    /// Share that lasts longer.
    pub share: f64,
    /// Greenwood's standard error of the share.
    pub standard_error: f64,
}

impl Survival {
    /// Share that lasts longer than `time`; `NaN` beyond the longest episode seen, unless none is left.
    pub fn at(&self, time: f64) -> f64 {
        let share = self.steps.iter().rev().find(|s| s.time <= time).map_or(1.0, |s| s.share);
        if time > self.longest && share > 0.0 { f64::NAN } else { share }
    }

    /// The time by which half have ended, seconds; `None` where fewer were seen to.
    pub fn median(&self) -> Option<f64> {
        // A product such as 5/6 · 4/5 · 3/4 is one half, and a hair above it in the computer.
        self.steps.iter().find(|step| step.share <= 0.5 + ROUNDING).map(|step| step.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worked_table() {
        let ends = [
            (6.0, true),
            (6.0, true),
            (6.0, true),
            (6.0, false),
            (7.0, true),
            (9.0, false),
            (10.0, true),
            (10.0, false),
            (11.0, false),
            (13.0, true),
            (16.0, true),
        ];
        let episodes = ends.map(|(duration, ended)| Episode { duration, ended });
        let s = kaplan_meier(&episodes);
        // By hand: 8/11, · 6/7, · 4/5, · 1/2, · 0.
        let known = [8.0 / 11.0, 48.0 / 77.0, 192.0 / 385.0, 96.0 / 385.0, 0.0];
        for (step, known) in s.steps.iter().zip(known) {
            assert!((step.share - known).abs() < 1e-12);
        }
        assert!(
            (s.steps[0].standard_error - (8.0 / 11.0 * 3.0 / 11.0 / 11.0_f64).sqrt()).abs() < 1e-12
        );
        assert_eq!((s.median(), s.at(5.9), s.at(99.0)), (Some(10.0), 1.0, 0.0));
    }

    #[test]
    fn half_of_them_is_half_of_them_whatever_rounding_says() {
        for n in 2..200_u32 {
            let episode = |k: u32| Episode { duration: f64::from(k), ended: true };
            let s = kaplan_meier(&(1..=n).map(episode).collect::<Vec<_>>());
            assert_eq!(s.median(), Some(f64::from(n.div_ceil(2))), "{n}");
        }
    }

    #[test]
    fn nothing_seen_to_end_has_no_median() {
        let s = kaplan_meier(&[Episode { duration: 4.0, ended: false }]);
        assert_eq!((s.median(), s.at(3.0)), (None, 1.0));
        assert!(s.at(5.0).is_nan());
    }
}
