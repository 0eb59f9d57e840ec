//! The claim ladder, rung by rung: which were reached, and what the others would need.

use attune::dynamics::{ExerciseVerdict, LinkVerdict, LoopRung};
use attune::{LoopFound, Rung};

use crate::number::p_value;

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RungSaid {
    /// 1 to 6.
    pub number: u8,
    /// What passing it would mean.
    pub question: &'static str,
    /// Whether it was passed; `None` where it was not tried.
    pub passed: Option<bool>,
    /// By what, or what is missing.
    pub why: String,
}

/// All six rungs, from what synchrony (`rung`) and the loop model reached.
pub fn ladder(rung: Rung, found: Option<&LoopFound>) -> Vec<RungSaid> {
    let p_shift = found.map_or(f64::NAN, LoopFound::p_shift);
    let p_strangers = found.and_then(LoopFound::p_strangers);
    let lagged = found.is_some_and(|f| f.verdict.rung >= LoopRung::Lagged);
    let directional = found.is_some_and(|f| f.verdict.rung >= LoopRung::Directional);
    let told = found.is_some_and(|f| {
        f.verdict.cannot_tell.is_none() && f.verdict.link != LinkVerdict::CannotTell
    });
    let said = |number, question, passed, why: String| RungSaid { number, question, passed, why };
    let by = |name: &str, p: f64| {
        if p.is_nan() {
            "no test could be made".into()
        } else {
            format!("{name}, {}", p_value("p", p))
        }
    };
    vec![
        said(
            1,
            "Is there a link?",
            Some(rung >= Rung::Link || (told && p_shift < 0.05)),
            by("shifted copies, loop model", p_shift),
        ),
        said(
            2,
            "More than the same task?",
            p_strangers
                .map(|p| told && p <= 0.05)
                .or((rung >= Rung::BeyondSameTask).then_some(true)),
            p_strangers.map_or_else(
                || "too few other pairs for stranger pairs of the loop model".into(),
                |p| by("stranger pairs, loop model", p),
            ),
        ),
        said(3, "More than a recorded shared input?", None, "none was recorded".into()),
        said(
            4,
            "With a lag, beyond what both did at the same moment?",
            told.then_some(lagged),
            "likelihood ratio of the gains, shared shocks kept".into(),
        ),
        said(
            5,
            "More from one than from the other?",
            told.then_some(directional),
            "nine in ten parameter draws, and the recording played backwards".into(),
        ),
        changed_cue(found),
    ]
}

/// The highest rung: what one did on purpose, in turns, and what the other's body did then.
fn changed_cue(found: Option<&LoopFound>) -> RungSaid {
    let effects = found.and_then(|f| f.alternation.as_ref()).and_then(|a| a.as_ref().ok());
    let (passed, why) = match effects {
        None => (None, "only the alternating exercise can tell".into()),
        Some(found) => {
            let seen = |who: usize| found.persons[who].verdict == ExerciseVerdict::Seen;
            let p = |who: usize| p_value("p", found.persons[who].test.p);
            let (a, b) = (p(0), p(1));
            let why = format!(
                "exercises in turns, other schedules as chance: B's exercise, what A did: {a}; A's \
                 exercise, what B did: {b}"
            );
            (Some(seen(0) || seen(1)), why)
        }
    };
    RungSaid { number: 6, question: "By changing the cue?", passed, why }
}
