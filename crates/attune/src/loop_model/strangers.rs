//! The link between people who never met: what chance looks like for the loop model.

use std::sync::atomic::{AtomicUsize, Ordering};

use attune_coupling::{Roles, pseudo_dyads, pseudo_dyads_sample};
use attune_dynamics::{LikelihoodRatio, link_ratio};
use rayon::prelude::*;

use super::material::Material;
use super::one::fit_options;
use crate::Plan;
use crate::analyze::Control;
use crate::decide::NEEDED_DYADS;
use crate::strangers::same_step;

/// The ratios of stranger pairs; `None` in a study of fewer than 8 dyads, or where it was stopped.
///
/// `dyads` names each material's dyad: two sessions of one dyad are no strangers to each other.
/// People keep their roles. Of many pairs a seeded sample is taken, of as many as there are
/// shifted copies; whoever is in it stands there in both roles, so that naming everybody the other
/// way round changes nothing.
pub(super) fn strangers(
    materials: &[&Material],
    dyads: &[&str],
    plan: &Plan,
    control: &Control<'_>,
) -> Option<Vec<LikelihoodRatio>> {
    if materials.len() < NEEDED_DYADS {
        return None;
    }
    let chosen = chosen(materials, dyads, plan);
    let done = AtomicUsize::new(0);
    let ratios: Vec<Option<LikelihoodRatio>> = chosen
        .par_iter()
        .map(|&(a, b)| {
            if control.cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let pair = materials[a].with_stranger(0, materials[b], 1);
            let views = pair.views();
            let ratio = link_ratio(&pair.together(&views), &fit_options(&pair, plan)).ok();
            let finished = 1 + done.fetch_add(1, Ordering::Relaxed);
            (control.progress)("loop model, stranger pairs", finished, chosen.len());
            ratio
        })
        .collect();
    let ratios: Vec<LikelihoodRatio> = ratios.into_iter().flatten().collect();
    (!ratios.is_empty() && !control.cancelled.load(Ordering::Relaxed)).then_some(ratios)
}

/// Whose A with whose B.
fn chosen(materials: &[&Material], dyads: &[&str], plan: &Plan) -> Vec<(usize, usize)> {
    let n = materials.len();
    let half = plan.loop_surrogates.div_ceil(2);
    let pairs = if n * (n - 1) <= 2 * half {
        pseudo_dyads(n, Roles::Role)
    } else {
        pseudo_dyads_sample(n, Roles::Role, half, plan.seed)
    };
    let mut chosen: Vec<(usize, usize)> = pairs
        .iter()
        .flat_map(|pair| [(pair.a.dyad, pair.b.dyad), (pair.b.dyad, pair.a.dyad)])
        .filter(|&(a, b)| dyads[a] != dyads[b])
        .filter(|&(a, b)| same_step(materials[a].step_s, materials[b].step_s))
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
