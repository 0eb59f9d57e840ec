use crate::fit::condition::{STRETCHES_FOR_CLAIMS, STRETCHES_FOR_GAINS};
use crate::link_test::FEWEST_FOR_VERDICT;
use crate::{
    CannotTell, ConditionKind, Direction, Estimate, LinkTest, LoopFit, soothing, stability,
};

/// Everything a verdict about a loop rests on.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The fit of the time together.
    pub fit: &'a LoopFit,
    /// The link against shifted copies.
    pub shifted: &'a LinkTest,
    /// The link against stranger pairs of the same study, where there are at least eight dyads.
    pub strangers: Option<&'a LinkTest>,
    /// Who tended to start.
    pub direction: Option<&'a Direction>,
    /// The fit of the time apart, where there was any.
    pub apart: Option<&'a LoopFit>,
}

/// What may be said about a loop, and what not.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopVerdict {
    /// Whether there is a lagged link at all, beyond shared shocks: by both links together, or by one
    /// into one person. Two tests at 5 %, so that of pairs without a link some 7 % are called linked
    /// (docs/honesty.md, fast signals).
    pub link: LinkVerdict,
    /// The same for the link into A (from B) and into B (from A); from 60 independent stretches,
    /// because below that a hidden common cause passes for a direction too often.
    pub into: [LinkVerdict; 2],
    /// What the loop does.
    pub label: LoopLabel,
    /// Who changes tended to start with (0 for A, 1 for B), where that is credible.
    pub starter: Option<usize>,
    /// The highest rung of the claim ladder that the loop model passes.
    pub rung: LoopRung,
    /// Whether being together speeds each one's return.
    pub soothing: Result<[Estimate; 2], CannotTell>,
    /// Whether gains and shares may be shown: from 60 independent stretches.
    pub gains_shown: bool,
    /// Whether the delay may be shown in seconds.
    pub delay_shown: bool,
    /// Why nothing can be told, where that is so.
    pub cannot_tell: Option<CannotTell>,
}

/// How well a link is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkVerdict {
    /// Beyond shifted copies, and beyond stranger pairs where there are any.
    Supported,
    /// Beyond one of the two only.
    Weak,
    /// Beyond neither, although there was enough to see it.
    NotSeen,
    /// The recording cannot tell.
    CannotTell,
}

/// What a loop does (`docs/mathematics.md` 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopLabel {
    /// Being together speeds the return of at least one and slows nobody's.
    CoRegulating,
    /// Something passes, and less comes back than went.
    Echoing,
    /// Much of what goes round comes back, or the loop rises before it settles.
    Amplifying,
    /// More comes back than went.
    Spiral,
    /// As one turns up the other turns down, in damped swings.
    Chasing,
    /// No link was seen.
    NotLinked,
    /// The recording cannot tell.
    CannotTell,
}

/// The rungs of the claim ladder a loop model can speak to (`docs/mathematics.md` 5). Rung 3, beyond
/// recorded shared inputs, is rung 4 of a fit that was given them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LoopRung {
    /// None of them.
    None,
    /// 4: the link is lagged: it adds to shared shocks and, where one was recorded (rung 3), to
    /// the shared input.
    Lagged,
    /// 5: changes tended to start with one of the two.
    Directional,
}

/// What may be said about a loop: the one place where the loop model's rules stand.
///
/// In plain words: a link counts when the recording sticks out from its own shifted copies, and
/// from strangers where a study has them; the loop gets a name only when a link counts; a person
/// is named as the one it tended to start with only when time's arrow agrees; and whatever the
/// recording does not allow is said so.
///
/// # Inputs
/// See [`Evidence`].
///
/// # Returns
/// See [`LoopVerdict`]. That two links are looked at is counted stepwise (Westfall & Young 1993):
/// the link into one person is spoken of only where the stronger of the two sticks out from the
/// stronger of each copy too, and only from 60 independent stretches:
/// of 30-minute recordings of two people with a hidden common cause some 13 % would otherwise get
/// a direction (30 runs). A longer recording does not help against that: every directional
/// sentence carries the caveat of an unrecorded shared cause.
///
/// # Source
/// `docs/mathematics.md` 5 and 6.
#[must_use]
pub fn loop_verdict(evidence: &Evidence<'_>) -> LoopVerdict {
    let fit = evidence.fit;
    let soothing = soothing(fit, evidence.apart);
    let cannot_tell = reason(fit);
    let into = directed(evidence);
    let link = if into.contains(&LinkVerdict::Supported) {
        LinkVerdict::Supported
    } else {
        verdict(evidence, |test| test.both().p)
    };
    let linked = link == LinkVerdict::Supported && cannot_tell.is_none();
    let starter = evidence
        .direction
        .and_then(Direction::starter)
        .filter(|&who| linked && into[1 - who] == LinkVerdict::Supported);
    let spiral = fit.probability(|p| p.loop_gain() > 1.0) > 0.9;
    let label = match cannot_tell {
        Some(CannotTell::Unstable) if spiral && link == LinkVerdict::Supported => LoopLabel::Spiral,
        Some(_) => LoopLabel::CannotTell,
        None if linked => named(fit, &soothing),
        None if link == LinkVerdict::NotSeen => LoopLabel::NotLinked,
        None => LoopLabel::CannotTell,
    };
    let rung = match (linked, starter) {
        (true, Some(_)) => LoopRung::Directional,
        (true, None) => LoopRung::Lagged,
        (false, _) => LoopRung::None,
    };
    LoopVerdict {
        link,
        into,
        label,
        starter,
        rung,
        soothing,
        gains_shown: cannot_tell.is_none() && fit.n_eff >= STRETCHES_FOR_GAINS,
        delay_shown: cannot_tell.is_none() && fit.holds(ConditionKind::DelayPinnedDown),
        cannot_tell,
    }
}

impl LoopVerdict {
    /// Whether it claims a direction: a link into one person, or who changes started with.
    #[must_use]
    pub fn is_directional(&self) -> bool {
        self.starter.is_some() || self.into.contains(&LinkVerdict::Supported)
    }
}

/// Why nothing can be told from this fit, if so.
pub(crate) fn reason(fit: &LoopFit) -> Option<CannotTell> {
    if fit.n_eff < STRETCHES_FOR_CLAIMS {
        return Some(CannotTell::TooFewStretches {
            n_eff: fit.n_eff,
            needed: STRETCHES_FOR_CLAIMS,
        });
    }
    if !fit.settles {
        return Some(CannotTell::Unstable);
    }
    if !fit.converged {
        return Some(CannotTell::Undetermined);
    }
    (!fit.holds(ConditionKind::ParametersApart)).then_some(CannotTell::Entangled)
}

/// The verdicts on the links into A and into B.
fn directed(evidence: &Evidence<'_>) -> [LinkVerdict; 2] {
    // What is not pinned down, or runs away, has no direction either.
    if evidence.fit.n_eff < STRETCHES_FOR_GAINS || reason(evidence.fit).is_some() {
        return [LinkVerdict::CannotTell; 2];
    }
    [0, 1].map(|i| verdict(evidence, |test| stepwise(test.stronger_p(), test.into_person(i).p)))
}

/// The p of one link that counts that two were looked at: it sticks out only where the stronger of
/// the two does. Without any link that happens in one pair of twenty; with a link into the other
/// person only, this one is judged at its own p.
fn stepwise(stronger: f64, this: f64) -> f64 {
    if stronger.is_nan() || this.is_nan() { f64::NAN } else { stronger.max(this) }
}

fn verdict(evidence: &Evidence<'_>, p: impl Fn(&LinkTest) -> f64) -> LinkVerdict {
    let beyond_copies = p(evidence.shifted);
    let beyond_strangers = evidence.strangers.map(&p);
    let copies = evidence.shifted.null.len();
    if evidence.fit.n_eff < STRETCHES_FOR_CLAIMS
        || copies < FEWEST_FOR_VERDICT
        || beyond_copies.is_nan()
    {
        return LinkVerdict::CannotTell;
    }
    match (beyond_copies < 0.05, beyond_strangers.map(|p| p <= 0.05)) {
        (true, None | Some(true)) => LinkVerdict::Supported,
        (true, Some(false)) | (false, Some(true)) => LinkVerdict::Weak,
        (false, None | Some(false)) => LinkVerdict::NotSeen,
    }
}

/// The name of a loop whose link counts.
fn named(fit: &LoopFit, soothing: &Result<[Estimate; 2], CannotTell>) -> LoopLabel {
    let model = fit.model;
    let chasing = fit.probability(|p| p.loop_gain() < 0.0 && stability(model, p).swing.is_some());
    let gain = fit.interval(0.8, |p| p.loop_gain());
    let reactivity = fit.interval(0.8, |p| stability(model, p).reactivity);
    if chasing > 0.9 {
        LoopLabel::Chasing
    } else if gain.lo > 0.5 || reactivity.lo > 0.0 {
        LoopLabel::Amplifying
    } else if soothing
        .as_ref()
        .is_ok_and(|s| s.iter().any(|e| e.lo > 0.0) && s.iter().all(|e| e.hi > 0.0))
    {
        LoopLabel::CoRegulating
    } else {
        LoopLabel::Echoing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_sticks_out_only_where_the_stronger_does() {
        assert_eq!(stepwise(0.02, 0.04), 0.04);
        assert_eq!(stepwise(0.30, 0.01), 0.30);
        assert!(stepwise(f64::NAN, 0.01).is_nan());
        assert!(stepwise(0.01, f64::NAN).is_nan());
    }
}
