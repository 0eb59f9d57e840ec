//! The claim ladder of the loop model, rung by rung: which were reached, and what the others would
//! need.

use attune::dynamics::{Alternation, LinkTest, LinkVerdict, LoopRung};
use attune::{LoopFound, Rung};

use crate::number::{p_value, percent};

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RungSaid {
    /// 1 to 6.
    pub number: u8,
    /// What passing it would mean.
    pub question: &'static str,
    /// Whether it was passed; `None` where it was not tested.
    pub passed: Option<bool>,
    /// By what, or what is missing.
    pub why: String,
}

/// All six rungs. Each is passed or not by the number it is printed with, and by nothing else.
pub fn ladder(found: Option<&LoopFound>) -> Vec<RungSaid> {
    let told = found
        .filter(|f| f.verdict.cannot_tell.is_none() && f.verdict.link != LinkVerdict::CannotTell);
    let untested = || (None, NO_TEST.to_owned());
    let (beyond_copies, by_copies) = told.map_or_else(untested, |f| {
        let p = deciding_p(f, &f.shifted);
        (Some(p < 0.05), format!("shifted copies, {}", p_value("p", p)))
    });
    let (beyond_strangers, by_strangers) = told.map_or_else(untested, |f| match &f.strangers {
        None => (None, "no stranger pairs: too few others, or one pair fitted by itself".into()),
        Some(test) => {
            let p = deciding_p(f, test);
            (Some(p <= 0.05), format!("stranger pairs, {}", p_value("p", p)))
        }
    });
    // The model holds a recorded input constant on both sides, so that the copies answer this too.
    let with_input = told.filter(|f| f.fit.shared_effect.iter().any(Option::is_some));
    let (beyond_input, by_input) = match with_input {
        None => (None, "none was recorded".to_owned()),
        Some(_) => (beyond_copies, "the p of rung 1: the input is in the model".to_owned()),
    };
    let (lagged, by_ratio) = told.map_or_else(untested, |f| {
        let why = "the p above: of a likelihood ratio with shared shocks on both sides";
        (Some(f.verdict.rung >= LoopRung::Lagged), why.into())
    });
    let (directional, by_draws) = told.map_or_else(untested, direction);
    let said = |number, question, passed, why| RungSaid { number, question, passed, why };
    vec![
        said(1, "Is there a link?", beyond_copies, by_copies),
        said(2, "More than the same task?", beyond_strangers, by_strangers),
        said(3, "More than a recorded shared input?", beyond_input, by_input),
        said(4, "With a lag, beyond what both did at the same moment?", lagged, by_ratio),
        said(5, "More from one than from the other?", directional, by_draws),
        changed_cue(found),
    ]
}

/// The highest rung that a loop passes with none failed below. Nobody can pass strangers that are
/// not there, or an input that was not recorded; a link and its lag must have been tested.
pub fn loop_rung(found: &LoopFound) -> Rung {
    let mut highest = Rung::None;
    for (step, rung) in ladder(Some(found)).into_iter().zip(&Rung::ALL[1..]) {
        match step.passed {
            Some(true) => highest = *rung,
            None if !matches!(rung, Rung::Link | Rung::Lagged) => {}
            Some(false) | None => break,
        }
    }
    highest
}

const NO_TEST: &str = "not read off a recording that can't tell";

/// The p on which the verdict rests: of both links together, or of one where only that one sticks
/// out.
fn deciding_p(found: &LoopFound, test: &LinkTest) -> f64 {
    let together = found.p_shift() < 0.05 && found.p_strangers().is_none_or(|p| p <= 0.05);
    let supported = |&i: &usize| found.verdict.into[i] == LinkVerdict::Supported;
    let alone = [0, 1].into_iter().filter(supported).map(|i| test.stepwise_p(i));
    let alone = alone.min_by(f64::total_cmp);
    alone.filter(|_| !together).unwrap_or_else(|| test.both().p)
}

/// Who it started with, asked only where something arrives in one person by itself.
fn direction(found: &LoopFound) -> (Option<bool>, String) {
    let verdict = &found.verdict;
    let arrives = verdict.into.contains(&LinkVerdict::Supported);
    let Some(direction) = found.direction.filter(|_| arrives) else {
        let why = "asked where the link into one person counts by itself, from 60 stretches";
        return (None, why.into());
    };
    let share = direction.from_b.max(1.0 - direction.from_b);
    let then = match direction.starter() {
        _ if share <= 0.9 => "more than 90 % are needed",
        None => "the recording played backwards says the same",
        Some(_) if verdict.starter.is_none() => "the link that way does not count by itself",
        Some(_) => "played backwards the recording says it less, as it should",
    };
    let passed = verdict.rung >= LoopRung::Directional;
    (Some(passed), format!("{} of parameter draws agree; {then}", percent(share)))
}

/// Whether an exercise was seen in the other, where two were asked and either would do: the smaller p
/// counts twice.
pub(crate) fn exercise_counts(found: &Alternation) -> bool {
    found.persons.iter().any(|person| 2.0 * person.test.p < 0.05)
}

/// The highest rung: what one did on purpose, in turns, and what the other's body did then.
fn changed_cue(found: Option<&LoopFound>) -> RungSaid {
    let effects = found.and_then(|f| f.alternation.as_ref()).and_then(|a| a.as_ref().ok());
    let (passed, why) = match effects {
        None => (None, "only the alternating exercise can tell".into()),
        Some(found) => {
            let seen = exercise_counts(found);
            let p = |who: usize| p_value("p", found.persons[who].test.p);
            let (a, b) = (p(0), p(1));
            let why = format!(
                "exercises in turns, other schedules as chance: B's exercise, what A did: {a}; A's \
                 exercise, what B did: {b}; of two, one has to be below .025"
            );
            (Some(seen), why)
        }
    };
    RungSaid { number: 6, question: "By changing the cue?", passed, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_tested_is_neither_passed_nor_failed() {
        let rungs = ladder(None);
        assert!(rungs.iter().all(|rung| rung.passed.is_none()), "{rungs:?}");
    }
}
