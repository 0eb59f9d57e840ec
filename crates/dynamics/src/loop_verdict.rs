use crate::fit::condition::{STRETCHES_FOR_CLAIMS, STRETCHES_FOR_GAINS};
use crate::link_sign::link_signs;
use crate::{
    CannotTell, ConditionKind, Direction, Estimate, LinkSign, LinkTest, LoopFit, soothing,
    stability,
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
    /// Which way what arrives in A and in B goes, of the links that count; `None` where a link does
    /// not count or its sign is not credible.
    pub signs: [Option<LinkSign>; 2],
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
    /// Something passes as it went, and less comes back than went.
    Echoing,
    /// Both pick up the other, and more than half comes back after one round.
    Amplifying,
    /// More comes back than went.
    Spiral,
    /// One follows the other and is answered with the opposite, in damped swings.
    Chasing,
    /// What passes, passes as its opposite: as one turns up the other turns down.
    Opposing,
    /// Something passes; whether as it went or as its opposite cannot be told, or is not the same
    /// both ways.
    Linked,
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
    let spiral = fit.probability(|p| p.loop_gain() > 1.0 && p.gain[0] > 0.0) > 0.9;
    let signs = if linked { link_signs(fit, into) } else { [None; 2] };
    let label = match cannot_tell {
        Some(CannotTell::Unstable) if spiral && link == LinkVerdict::Supported => LoopLabel::Spiral,
        Some(_) => LoopLabel::CannotTell,
        None if linked => named(fit, signs, &soothing),
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
        signs,
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
    too_noisy(fit)
        .or_else(|| (!fit.holds(ConditionKind::ParametersApart)).then_some(CannotTell::Entangled))
}

/// Whether the quicker return is known too roughly: most independent stretches are counted by it.
/// Of white noise it is known within a factor of 14 and more (the prior alone: 50), of simulated
/// pairs of 20 stretches (S2, S12, S13 of 12 minutes) within 2.7 to 3.6.
fn too_noisy(fit: &LoopFit) -> Option<CannotTell> {
    let [a, b] = fit.return_rate;
    let person = usize::from(b.value > a.value);
    let factor = fit.return_rate[person].hi / fit.return_rate[person].lo;
    (factor > ROUGHEST).then_some(CannotTell::TooNoisy { person, factor })
}

/// Upper over lower end of a return rate's 95 % interval.
const ROUGHEST: f64 = 10.0;

/// The verdicts on the links into A and into B.
fn directed(evidence: &Evidence<'_>) -> [LinkVerdict; 2] {
    // What is not pinned down, or runs away, has no direction either.
    if evidence.fit.n_eff < STRETCHES_FOR_GAINS || reason(evidence.fit).is_some() {
        return [LinkVerdict::CannotTell; 2];
    }
    [0, 1].map(|i| verdict(evidence, |test| test.stepwise_p(i)))
}

fn verdict(evidence: &Evidence<'_>, p: impl Fn(&LinkTest) -> f64) -> LinkVerdict {
    let beyond_copies = p(evidence.shifted);
    let beyond_strangers = evidence.strangers.map(&p);
    if evidence.fit.n_eff < STRETCHES_FOR_CLAIMS || beyond_copies.is_nan() {
        return LinkVerdict::CannotTell;
    }
    match (beyond_copies < 0.05, beyond_strangers.map(|p| p <= 0.05)) {
        (true, None | Some(true)) => LinkVerdict::Supported,
        (true, Some(false)) | (false, Some(true)) => LinkVerdict::Weak,
        (false, None | Some(false)) => LinkVerdict::NotSeen,
    }
}

/// The name of a loop whose link counts, by the links that do (`docs/mathematics.md` 6). Reactivity
/// names nothing: it is positive wherever a quick one follows a slow one, and nothing goes round.
fn named(
    fit: &LoopFit,
    signs: [Option<LinkSign>; 2],
    soothing: &Result<[Estimate; 2], CannotTell>,
) -> LoopLabel {
    use LinkSign::{Opposite, Same};
    let swings = |p: &_| stability(fit.model, p).swing.is_some();
    let settled = soothing
        .as_ref()
        .is_ok_and(|s| s.iter().any(|e| e.lo > 0.0) && s.iter().all(|e| e.hi > 0.0));
    match signs {
        [None, None] => LoopLabel::Linked,
        [Some(Same), Some(Opposite)] | [Some(Opposite), Some(Same)] => {
            if fit.probability(|p| p.loop_gain() < 0.0 && swings(p)) > 0.9 {
                LoopLabel::Chasing
            } else {
                LoopLabel::Linked
            }
        }
        _ if signs.contains(&Some(Opposite)) => LoopLabel::Opposing,
        [Some(_), Some(_)] if fit.interval(0.8, |p| p.loop_gain()).lo > 0.5 => {
            LoopLabel::Amplifying
        }
        _ if settled => LoopLabel::CoRegulating,
        _ => LoopLabel::Echoing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ChannelRecording, FitOptions, PairRecording, Scenario, SimulateOptions, fit_loop, simulate,
    };

    /// A fit of something, to be given other draws.
    fn fit() -> LoopFit {
        let options = SimulateOptions { seed: 1, minutes: 5.0, dyads: 1, rate_hz: 1.0 };
        let dyad = simulate(Scenario::Independent, &options).unwrap().dyads.remove(0);
        let [a, b] = dyad.persons.each_ref().map(|person| {
            person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
        });
        let times = &dyad.persons[0].times_s;
        let options = FitOptions { return_time_s: 4.0, draws: 20, ..FitOptions::default() };
        fit_loop(&PairRecording::new(times, &a, &b), &options).unwrap()
    }

    /// The name of a loop with these gains into A and B, each known to a tenth, and return rates.
    fn name(into: [LinkVerdict; 2], gain: [f64; 2], rate: [f64; 2]) -> LoopLabel {
        let mut fit = fit();
        fit.estimate.gain = gain;
        fit.estimate.return_rate = rate;
        for (k, draw) in fit.draws.iter_mut().enumerate() {
            draw.return_rate = rate;
            draw.delay_s = [2.0; 2];
            draw.gain = gain.map(|m| m + 0.1 * (k as f64 / 10.0 - 1.0));
        }
        named(&fit, link_signs(&fit, into), &Err(CannotTell::NoSolo))
    }

    const NEITHER: [LinkVerdict; 2] = [LinkVerdict::CannotTell; 2];
    const INTO_A: [LinkVerdict; 2] = [LinkVerdict::Supported, LinkVerdict::NotSeen];
    const BOTH: [LinkVerdict; 2] = [LinkVerdict::Supported; 2];

    /// A quick one that follows a slow one is reactive, and nothing goes round.
    #[test]
    fn a_quick_follower_of_a_slow_one_echoes() {
        assert_eq!(name(INTO_A, [1.0, 0.0], [0.5, 0.02]), LoopLabel::Echoing);
        assert_eq!(name(NEITHER, [1.0, 0.0], [0.5, 0.02]), LoopLabel::Echoing);
    }

    #[test]
    fn amplifying_is_more_than_half_coming_back() {
        assert_eq!(name(BOTH, [0.9, 0.9], [0.1, 0.1]), LoopLabel::Amplifying);
        assert_eq!(name(BOTH, [0.6, 0.6], [0.1, 0.1]), LoopLabel::Echoing);
        assert_eq!(name(INTO_A, [0.9, 0.9], [0.1, 0.1]), LoopLabel::Echoing);
    }

    /// The sign of a link that does not count names nothing.
    #[test]
    fn names_go_by_the_signs_of_the_links_that_count() {
        let rate = [0.1, 0.1];
        assert_eq!(name(INTO_A, [-0.8, 0.3], rate), LoopLabel::Opposing);
        assert_eq!(name(NEITHER, [-0.8, 0.02], rate), LoopLabel::Opposing);
        assert_eq!(name(BOTH, [-0.8, -0.9], rate), LoopLabel::Opposing);
        assert_eq!(name(INTO_A, [0.8, -0.9], rate), LoopLabel::Echoing);
        assert_eq!(name(BOTH, [0.8, -0.9], rate), LoopLabel::Chasing);
        assert_eq!(name(BOTH, [0.02, -0.02], rate), LoopLabel::Linked);
    }
}
