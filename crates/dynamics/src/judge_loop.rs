use crate::fit::condition::{STRETCHES_FOR_CLAIMS, STRETCHES_FOR_GAINS};
use crate::link_test::test_link_until;
use crate::{
    Direction, DynamicsError, Evidence, FitOptions, LikelihoodRatio, LinkTest, LinkTestOptions,
    LinkVerdict, LoopFit, LoopVerdict, PairRecording, direction, fit_loop, loop_verdict,
};

/// A fitted loop with its verdict, and what the verdict rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedLoop {
    /// The fit.
    pub fit: LoopFit,
    /// The link against shifted copies: only as many as the verdict needed, and none where the
    /// recording is too short for any claim.
    pub shifted: LinkTest,
    /// Who tended to start; looked at only where a link into one person is supported.
    pub direction: Option<Direction>,
    /// What may be said.
    pub verdict: LoopVerdict,
}

/// Fits, tests and judges a loop with no more work than the verdict needs.
///
/// The verdict is the one that [`fit_loop`], [`crate::test_link`], [`direction`] and
/// [`loop_verdict`] give together; p values above .05 come out rougher than theirs.
///
/// In plain words: once nine of 199 shifted copies do as well as the recording, the other 190
/// cannot bring p below .05 any more, and are not looked at.
///
/// # Inputs
/// The recording, how it is fitted, how many shifted copies there may be.
///
/// # Returns
/// See [`JudgedLoop`]. Without stranger pairs and without time apart.
///
/// # Missing data
/// As [`fit_loop`].
///
/// # Null
/// Circular shift of one partner, as [`crate::test_link`].
///
/// # Errors
/// As [`fit_loop`] and [`crate::test_link`].
///
/// # Source
/// Stopping early without changing the decision: Besag & Clifford 1991.
pub fn judge_loop(
    recording: &PairRecording<'_>,
    fit_options: &FitOptions,
    test_options: &LinkTestOptions,
) -> Result<JudgedLoop, DynamicsError> {
    let fit = fit_loop(recording, fit_options)?;
    let directed = fit.n_eff >= STRETCHES_FOR_GAINS;
    let shifted = if fit.n_eff < STRETCHES_FOR_CLAIMS {
        LinkTest { observed: fit.likelihood_ratio, null: Vec::new() }
    } else {
        test_link_until(recording, fit_options, test_options, directed, |test, possible| {
            settled(test, possible, directed)
        })?
    };
    let judged = |direction: Option<&Direction>| {
        loop_verdict(&Evidence {
            fit: &fit,
            shifted: &shifted,
            strangers: None,
            direction,
            apart: None,
        })
    };
    let first = judged(None);
    if !first.into.contains(&LinkVerdict::Supported) {
        return Ok(JudgedLoop { verdict: first, direction: None, fit, shifted });
    }
    let direction = direction(recording, &fit)?;
    let verdict = judged(Some(&direction));
    Ok(JudgedLoop { verdict, direction: Some(direction), fit, shifted })
}

/// Whether p stays at or above .05 for everything the verdict looks at.
fn settled(test: &LinkTest, possible: usize, directed: bool) -> bool {
    let needed = 0.05 * (1.0 + possible as f64) - 1.0;
    let settled = |value: &dyn Fn(&LikelihoodRatio) -> f64| {
        let observed = value(&test.observed);
        test.null.iter().filter(|ratio| value(ratio) >= observed).count() as f64 >= needed
    };
    settled(&|ratio| ratio.both)
        && (!directed || [0, 1].iter().all(|&i| settled(&|ratio| ratio.into[i])))
}
