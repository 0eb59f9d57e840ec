//! Matched expressions: a smile that meets a smile.

use super::{Recorded, SAME_MOMENT, rising};
use crate::surrogate::CircularShift;
use crate::{InputError, Tail, Test};

/// How often one person's expression is met by the other's within seconds, in both directions.
///
/// A cue of A at t is met where B has an onset in [t + earliest, t + latest]; each onset of B meets
/// at most one cue, the latest that is still open. met share = met cues / cues; a cue counts only
/// where its whole window was recorded.
///
/// In plain words: how often a smile (a look, a movement, a yawn) is answered by one, and how soon.
///
/// # Inputs
/// `a`, `b`: moments at which the same kind of expression begins in each of them, seconds, rising;
/// `recorded`: when both could be seen. `options`: .5 to 5 s for smiles, looks and movements; up to
/// 60 s for yawns ([`MatchOptions::yawns`]).
///
/// # Returns
/// [`MatchedExpressions`]: shares 0 to 1, latencies in seconds. `a_to_b`: A's cues, met by B.
/// Whoever expresses much meets much by chance: read the share beside its null. Swapping `a` and
/// `b` swaps the directions.
///
/// # Missing data
/// Onsets outside `recorded` are left out, and so are cues whose window leaves it: not seen is not
/// unanswered.
///
/// # Null
/// Circular shift of one person's onsets ([`matched_expressions_test`]). What both see at the same
/// moment (a joke in a film) is met too: stranger pairs tell.
///
/// # Errors
/// No onsets of one of them; onsets that do not rise; a window that ends before it begins.
///
/// # Example
/// ```
/// use attune_coupling::measure::{MatchOptions, Recorded, matched_expressions};
/// let recorded = Recorded::new(&[(0.0, 60.0)]).unwrap();
/// let (a, b) = ([10.0, 30.0, 58.0], [11.0, 45.0]);
/// let found = matched_expressions(&a, &b, &recorded, &MatchOptions::default()).unwrap();
/// assert_eq!((found.a_to_b.cues, found.a_to_b.met), (2, 1)); // the last one's window was cut off
/// assert_eq!(found.a_to_b.median_latency, Some(1.0));
/// assert_eq!(found.b_to_a.met, 0);
/// ```
///
/// # Source
/// Dimberg 1982 and Fischer, Becker & Veenstra 2012 for mimicry; the 5 s as in science.md 1.10.
/// No program's number to agree with was found.
pub fn matched_expressions(
    a: &[f64],
    b: &[f64],
    recorded: &Recorded,
    options: &MatchOptions,
) -> Result<MatchedExpressions, InputError> {
    options.check()?;
    let inside = |times: &[f64]| -> Result<Vec<f64>, InputError> {
        rising(times)?;
        Ok(times.iter().copied().filter(|t| recorded.covers(*t, *t)).collect())
    };
    let (a, b) = (inside(a)?, inside(b)?);
    if a.is_empty() || b.is_empty() {
        return Err(InputError::NoEvents);
    }
    Ok(MatchedExpressions {
        a_to_b: direction(&a, &b, recorded, options),
        b_to_a: direction(&b, &a, recorded, options),
    })
}

/// Tests the met cues of both directions, and of both together, against circular shifts.
///
/// `p = (1 + #{met in a shifted copy ≥ met}) / (1 + copies)`.
///
/// In plain words: does one answer the other's smiles (looks, movements) within seconds more often
/// than two people would who smile as often, each at times of their own?
///
/// # Inputs
/// As [`matched_expressions`]: onsets in seconds, rising.
///
/// # Returns
/// [`MatchedTests`]: three tests, upper tail; their statistic is the number of cues met, 0 and more.
/// All use the same shifts. Swapping `a` and `b` swaps the first two.
///
/// # Missing data
/// As [`matched_expressions`]: cues whose window was cut off by the end of what was recorded do not
/// count; shifts go round what was recorded, gaps left out.
///
/// # Null
/// Each person's own rhythm of onsets goes on as it is. What makes both smile at once (a joke) is
/// not ruled out by it: stranger pairs do that.
///
/// # Errors
/// As [`matched_expressions`]; a session shorter than 42 windows.
///
/// # Example
/// ```
/// use attune_coupling::CircularShift;
/// use attune_coupling::measure::{MatchOptions, Recorded, matched_expressions_test};
/// // A at uneven times; B answers every other one after a second.
/// let a: Vec<f64> = (0..30).map(|i| 19.0 * f64::from(i) + f64::from(i * i % 11)).collect();
/// let b: Vec<f64> = a.iter().step_by(2).map(|t| t + 1.0).collect();
/// let recorded = Recorded::new(&[(0.0, 600.0)]).unwrap();
/// let shift = CircularShift { surrogates: 99, seed: 1 };
/// let options = MatchOptions::default();
/// let test = matched_expressions_test(&a, &b, &recorded, &options, &shift).unwrap();
/// assert_eq!(test.a_to_b.observed, 15.0); // 15 of A's 30 were met
/// assert_eq!(test.a_to_b.p, 0.01);
/// ```
///
/// # Source
/// The statistic as [`matched_expressions`]; no program's p to agree with was found.
pub fn matched_expressions_test(
    a: &[f64],
    b: &[f64],
    recorded: &Recorded,
    options: &MatchOptions,
    shift: &CircularShift,
) -> Result<MatchedTests, InputError> {
    matched_expressions(a, b, recorded, options)?;
    let met = |a: &[f64], b: &[f64]| {
        matched_expressions(a, b, recorded, options)
            .map_or([f64::NAN; 2], |m| [m.a_to_b.met as f64, m.b_to_a.met as f64])
    };
    // Further than a window to either side, so that no shift scans what was observed.
    let test = |statistic: &(dyn Fn([f64; 2]) -> f64 + Sync)| {
        let far = 2.0 * options.latest;
        shift.test_times(a, b, recorded, far, Tail::Upper, |a, b| statistic(met(a, b)))
    };
    Ok(MatchedTests {
        a_to_b: test(&|[ab, _]| ab)?,
        b_to_a: test(&|[_, ba]| ba)?,
        both: test(&|[ab, ba]| ab + ba)?,
    })
}

/// How soon counts as an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatchOptions {
    /// Seconds after a cue before which nothing is an answer: faster is no response to it.
    pub earliest: f64,
    /// Seconds after a cue at which the window ends.
    pub latest: f64,
}

impl Default for MatchOptions {
    /// .5 to 5 s: smiles, looks, movements.
    fn default() -> Self {
        Self { earliest: 0.5, latest: 5.0 }
    }
}

impl MatchOptions {
    /// Up to a minute: yawns.
    pub fn yawns() -> Self {
        Self { latest: 60.0, ..Self::default() }
    }

    /// # Errors
    /// [`InputError::BadLag`] where the window is not one.
    pub fn check(&self) -> Result<(), InputError> {
        if !(self.earliest >= 0.0 && self.latest > self.earliest && self.latest.is_finite()) {
            return Err(InputError::BadLag { lag: self.latest });
        }
        Ok(())
    }
}

/// What [`matched_expressions`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchedExpressions {
    /// A's cues and B's answers.
    pub a_to_b: Matched,
    /// B's cues and A's answers.
    pub b_to_a: Matched,
}

/// One direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Cues whose whole window was recorded.
    pub cues: usize,
    /// Cues that were met.
    pub met: usize,
    /// Their share, 0 to 1; `NaN` without a cue.
    pub share: f64,
    /// Seconds from cue to answer, in order of time.
    pub latencies: Vec<f64>,
    /// The middle latency (the lower of two), seconds; `None` without an answer.
    pub median_latency: Option<f64>,
}

/// What [`matched_expressions_test`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchedTests {
    /// A's cues met by B.
    pub a_to_b: Test,
    /// B's cues met by A.
    pub b_to_a: Test,
    /// Both directions together.
    pub both: Test,
}

fn direction(cues: &[f64], answers: &[f64], seen: &Recorded, options: &MatchOptions) -> Matched {
    let whole = |t: &&f64| seen.covers(**t, **t + options.latest - SAME_MOMENT);
    let window = options.earliest - SAME_MOMENT..=options.latest + SAME_MOMENT;
    let cues: Vec<f64> = cues.iter().filter(whole).copied().collect();
    let mut open = vec![true; cues.len()];
    let mut latencies = Vec::new();
    for answer in answers {
        let latest_first = (0..cues.len()).rev();
        let meets = |&i: &usize| {
            let latency = answer - cues[i];
            open[i] && window.contains(&latency)
        };
        if let Some(i) = latest_first.into_iter().find(meets) {
            open[i] = false;
            latencies.push(answer - cues[i]);
        }
    }
    let mut sorted = latencies.clone();
    sorted.sort_by(f64::total_cmp);
    Matched {
        cues: cues.len(),
        met: latencies.len(),
        share: latencies.len() as f64 / cues.len() as f64,
        median_latency: (!sorted.is_empty()).then(|| sorted[(sorted.len() - 1) / 2]),
        latencies,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_meets_one_cue() {
        let recorded = Recorded::new(&[(0.0, 100.0)]).unwrap();
        let options = MatchOptions::default();
        let (a, b) = ([10.0, 11.0, 50.0], [12.0, 13.0, 50.2, 99.0]);
        let found = matched_expressions(&a, &b, &recorded, &options).unwrap();
        // 12 meets 11, 13 meets 10; 50.2 came too soon to be an answer.
        assert_eq!(found.a_to_b.latencies, [1.0, 3.0]);
        assert_eq!((found.a_to_b.cues, found.b_to_a.cues), (3, 3));
        assert_eq!(found.a_to_b.median_latency, Some(1.0));
        let swapped = matched_expressions(&b, &a, &recorded, &options).unwrap();
        assert_eq!((&swapped.a_to_b, &swapped.b_to_a), (&found.b_to_a, &found.a_to_b));
    }

    #[test]
    fn rounding_does_not_move_the_edges_of_the_window() {
        let recorded = Recorded::new(&[(0.0, 30.0)]).unwrap();
        let options = MatchOptions::default();
        // 2.3 + 5 and 2.3 + .5 in binary are not 7.3 and 2.8.
        for answer in [7.3, 7.300_000_000_1, 2.8, 2.799_999_999_9] {
            let found = matched_expressions(&[2.3], &[answer], &recorded, &options).unwrap();
            assert_eq!(found.a_to_b.met, 1, "{answer}");
        }
        for answer in [7.31, 2.79] {
            let found = matched_expressions(&[2.3], &[answer], &recorded, &options).unwrap();
            assert_eq!(found.a_to_b.met, 0, "{answer}");
        }
    }

    #[test]
    fn what_was_not_seen_is_not_unanswered() {
        let recorded = Recorded::new(&[(0.0, 12.0), (20.0, 40.0)]).unwrap();
        let (a, b) = ([2.0, 10.0, 15.0, 21.0], [3.0, 22.0]);
        let found = matched_expressions(&a, &b, &recorded, &MatchOptions::default()).unwrap();
        assert_eq!((found.a_to_b.cues, found.a_to_b.met), (2, 2));
    }

    #[test]
    fn what_cannot_be_answered() {
        let recorded = Recorded::new(&[(0.0, 30.0)]).unwrap();
        let ok = MatchOptions::default();
        let none = matched_expressions(&[40.0], &[1.0], &recorded, &ok);
        assert_eq!(none, Err(InputError::NoEvents));
        let disorder = matched_expressions(&[4.0, 3.0], &[1.0], &recorded, &ok);
        assert_eq!(disorder, Err(InputError::TimesNotRising));
        let bad = MatchOptions { earliest: 5.0, latest: 5.0 };
        assert!(matched_expressions(&[4.0], &[1.0], &recorded, &bad).is_err());
    }
}
