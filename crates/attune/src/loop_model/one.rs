//! One dyad's loop: fitted, tested, decided, taken apart.

use attune_dynamics::{
    AlternationOptions, CannotTell, Condition, ConditionKind, DecomposeOptions, DynamicsError,
    Estimate, Evidence, FitOptions, LikelihoodRatio, LinkTest, LinkTestOptions, LinkVerdict,
    LoopFit, LoopLabel, LoopParameters, alternation, compare_models, decompose, direction,
    fit_loop, fit_threshold, link_ratio, long_run_shares, loop_guesses, loop_verdict,
    residual_checks, stability, test_link,
};

use super::material::Material;
use super::result::{
    LongRun, LoopFound, LoopMetrics, LoopReason, LoopResult, LoopShares, LoopThresholds,
};
use super::seconds;
use crate::Plan;

/// How the model is fitted to this material.
pub(super) fn fit_options(material: &Material, plan: &Plan) -> FitOptions {
    FitOptions { return_time_s: material.return_time_s, seed: plan.seed, ..FitOptions::default() }
}

/// Everything about one dyad's loop; `strangers` are the ratios of pairs of strangers.
pub(super) fn one(
    material: &Material,
    strangers: Option<&[LikelihoodRatio]>,
    plan: &Plan,
) -> LoopResult {
    told(found(material, strangers, plan), material)
}

/// The same without strangers, with the loop with thresholds beside it.
pub(super) fn one_with_thresholds(material: &Material, plan: &Plan) -> LoopResult {
    let both = found(material, None, plan).and_then(|mut found| {
        found.thresholds = Some(match thresholds(material, plan) {
            Ok(fitted) => Ok(fitted),
            Err(DynamicsError::CannotTell(why)) => Err(why),
            Err(other) => return Err(other),
        });
        Ok(found)
    });
    told(both, material)
}

/// Blocks of the recording that are left out in turn.
const BLOCKS: usize = 5;

fn thresholds(material: &Material, plan: &Plan) -> Result<LoopThresholds, DynamicsError> {
    let views = material.views();
    let together = material.together(&views);
    let options = fit_options(material, plan);
    Ok(LoopThresholds {
        fit: fit_threshold(&together, &options)?,
        comparison: compare_models(&together, &options, BLOCKS)?,
    })
}

fn told(found: Result<LoopFound, DynamicsError>, material: &Material) -> LoopResult {
    match found {
        Ok(found) => {
            let reasons = reasons(&found);
            let found = seconds::in_seconds(found, material.clock);
            LoopResult { found: Some(Box::new(found)), reasons }
        }
        Err(DynamicsError::CannotTell(why)) => LoopResult::untold(LoopReason::Model(why)),
        // Input of ours that the model refuses is a mistake of ours.
        Err(_) => LoopResult::untold(LoopReason::OwnMistake),
    }
}

/// On the model's own clock.
fn found(
    material: &Material,
    strangers: Option<&[LikelihoodRatio]>,
    plan: &Plan,
) -> Result<LoopFound, DynamicsError> {
    let views = material.views();
    let together = material.together(&views);
    let options = fit_options(material, plan);
    let mut fit = fit_loop(&together, &options)?;
    let apart = material
        .has_apart()
        .then(|| fit_loop(&material.apart(&views), &FitOptions { linked: false, ..options }));
    mark_solo(&mut fit, matches!(apart, Some(Ok(_))));
    let test = LinkTestOptions { surrogates: plan.loop_surrogates, seed: plan.seed };
    let shifted = test_link(&together, &options, &test).or_else(without_copies)?;
    let strangers = match strangers {
        Some(null) => {
            let observed = link_ratio(&together, &options)?;
            Some(LinkTest { observed, null: null.to_vec() })
        }
        None => None,
    };
    let direction = direction(&together, &fit).ok();
    let parts = decompose(&together, &fit, &DecomposeOptions::default())?;
    let mut verdict = loop_verdict(&Evidence {
        fit: &fit,
        shifted: &shifted,
        strangers: strangers.as_ref(),
        direction: direction.as_ref(),
        apart: apart.as_ref().and_then(|fitted| fitted.as_ref().ok()),
    });
    // Time apart that is too short to be fitted is another answer than none.
    if let Some(Err(DynamicsError::CannotTell(why))) = &apart {
        verdict.soothing = Err(*why);
    }
    let residuals = residual_checks(&together, &fit)?;
    let guesses = match loop_guesses(&together, &fit, None) {
        Ok(guesses) => Ok(guesses),
        Err(DynamicsError::CannotTell(why)) => Err(why),
        Err(other) => return Err(other),
    };
    let exercise = (!material.blocks.is_empty()).then(|| {
        let how = AlternationOptions { seed: plan.seed, ..AlternationOptions::of(&fit) };
        alternation(&together, &fit, &material.blocks, &how)
    });
    let exercise = match exercise {
        None => None,
        Some(Ok(found)) => Some(Ok(found)),
        Some(Err(DynamicsError::CannotTell(why))) => Some(Err(why)),
        Some(Err(other)) => return Err(other),
    };
    let shares = [0, 1].map(|who: usize| LoopShares {
        echo: parts.persons[who].echo_share,
        covariance: parts.persons[who].covariance_share,
        shared: parts.persons[who].shared_share,
    });
    Ok(LoopFound {
        channels: material.channels.clone(),
        metrics: metrics(&fit),
        long_run: long_run(&fit),
        fit,
        apart: apart.and_then(Result::ok),
        shifted,
        strangers,
        direction,
        verdict,
        shares,
        parts,
        alternation: exercise,
        residuals,
        guesses,
        thresholds: None,
        step_s: material.step_s,
    })
}

/// A recording of which no copies can be made has a fit and no test.
fn without_copies(error: DynamicsError) -> Result<LinkTest, DynamicsError> {
    match error {
        DynamicsError::CannotTell(
            CannotTell::TooFewSurrogates { .. } | CannotTell::UnevenGrid { .. },
        ) => {
            let nothing = LikelihoodRatio { both: f64::NAN, into: [f64::NAN; 2] };
            Ok(LinkTest { observed: nothing, null: Vec::new() })
        }
        other => Err(other),
    }
}

/// The fit of the time together cannot know whether there was time apart.
fn mark_solo(fit: &mut LoopFit, met: bool) {
    for condition in &mut fit.conditions {
        if condition.kind == ConditionKind::SoloRecorded {
            *condition = Condition { met, ..*condition };
        }
    }
}

/// Why the loop gets no name, if it gets none.
fn reasons(found: &LoopFound) -> Vec<LoopReason> {
    let verdict = &found.verdict;
    if verdict.label != LoopLabel::CannotTell {
        return Vec::new();
    }
    if let Some(why) = verdict.cannot_tell {
        return vec![LoopReason::Model(why)];
    }
    if verdict.link == LinkVerdict::Weak {
        return vec![LoopReason::OneNullOnly];
    }
    let made = found.shifted.null.len();
    vec![LoopReason::Model(CannotTell::TooFewSurrogates { made, needed: 20 })]
}

fn metrics(fit: &LoopFit) -> LoopMetrics {
    let of = |p: &LoopParameters| stability(fit.model, p);
    let loop_gain = fit.interval(0.95, LoopParameters::loop_gain);
    // 1 / (1 − Λ) rises with Λ up to 1 and has no meaning beyond.
    let amplified = |gain: f64| if gain < 1.0 { 1.0 / (1.0 - gain) } else { f64::INFINITY };
    LoopMetrics {
        loop_gain,
        half_life_s: fit.interval(0.95, |p| of(p).half_life_s),
        amplification: (0.0..1.0).contains(&loop_gain.value).then(|| Estimate {
            value: amplified(loop_gain.value),
            lo: amplified(loop_gain.lo),
            hi: amplified(loop_gain.hi),
        }),
        reactivity: fit.interval(0.95, |p| of(p).reactivity),
        swing: of(&fit.estimate).swing,
        chasing: fit.probability(|p| p.loop_gain() < 0.0 && of(p).swing.is_some()),
        running_away: fit.probability(|p| p.loop_gain() > 1.0),
    }
}

/// After half a minute, two minutes, and in the long run (`docs/mathematics.md` 4), on the model's clock.
fn long_run(fit: &LoopFit) -> [Vec<LongRun>; 2] {
    let mut both = [Vec::new(), Vec::new()];
    for horizon_s in [Some(30.0), Some(120.0), None] {
        let at = |p: &LoopParameters| long_run_shares(fit.model, p, horizon_s);
        let drawn: Vec<_> = fit.draws.iter().map(at).collect();
        for who in [0, 1] {
            let of = |share: fn(&attune_dynamics::LongRunShare) -> f64| {
                // At the best parameters the shared share of a pair without any is 0, below every
                // draw's: the middle draw is the number that its interval holds.
                Estimate::middle_of(drawn.iter().map(|both| share(&both[who])).collect(), 0.95)
            };
            both[who].push(LongRun {
                horizon_s,
                own: of(|s| s.own),
                partner: of(|s| s.partner),
                shared: of(|s| s.shared),
            });
        }
    }
    both
}
