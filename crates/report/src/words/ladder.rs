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
    let by = |name: &str, p: f64| format!("{name}, {}", p_value("p", p));
    // A rung is passed by the loop model's test or by that of going together, and the reason names
    // the one it was passed by. What neither tested is neither passed nor failed.
    let step = |loop_p: Option<f64>, below: bool, reached: bool, against: &str, why_not: &str| {
        let by_loop = loop_p.filter(|p| !p.is_nan());
        match by_loop {
            Some(p) if told && below => (Some(true), by(&format!("{against}, loop model"), p)),
            _ if reached => (Some(true), format!("{against}, going together")),
            Some(p) => (Some(false), by(&format!("{against}, loop model"), p)),
            None => (None, why_not.to_owned()),
        }
    };
    let no_loop = "the loop model made no test of it";
    let (link, link_by) =
        step(Some(p_shift), p_shift < 0.05, rung >= Rung::Link, "shifted copies", no_loop);
    let (beyond, beyond_by) = step(
        p_strangers,
        p_strangers.is_some_and(|p| p <= 0.05),
        rung >= Rung::BeyondSameTask,
        "stranger pairs",
        if found.is_some() { "too few other pairs for stranger pairs" } else { no_loop },
    );
    vec![
        said(1, "Is there a link?", link, link_by),
        said(2, "More than the same task?", beyond, beyond_by),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_tested_is_neither_passed_nor_failed() {
        let rungs = ladder(Rung::None, None);
        assert!(rungs.iter().all(|rung| rung.passed.is_none()), "{rungs:?}");
    }

    #[test]
    fn a_rung_passed_without_a_loop_names_the_test_it_was_passed_by() {
        let rungs = ladder(Rung::Link, None);
        assert_eq!((rungs[0].passed, rungs[1].passed), (Some(true), None));
        assert_eq!(rungs[0].why, "shifted copies, going together");
        let rungs = ladder(Rung::BeyondSameTask, None);
        assert_eq!(rungs[1].passed, Some(true));
        assert_eq!(rungs[1].why, "stranger pairs, going together");
        for rung in rungs.iter().filter(|rung| rung.passed == Some(true)) {
            assert!(!rung.why.contains("too few") && !rung.why.contains("no test"), "{rung:?}");
        }
    }
}
