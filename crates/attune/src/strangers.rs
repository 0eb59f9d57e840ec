//! People who never met, put together: what chance looks like in this study.

use attune_coupling::{
    Prepared, PseudoDyad, Roles, Seat, Side, pseudo_dyads, pseudo_dyads_sample, summarise,
};
use rayon::prelude::*;

use crate::{Plan, Strangers};

/// At most this many window values are kept as the pool of chance windows; above it every k-th is.
const POOL: usize = 200_000;

/// Both people of a usable dyad, ready to be compared with anybody.
#[derive(Debug, Clone)]
pub(crate) struct Candidates {
    /// Person A and person B.
    pub(crate) people: [Prepared; 2],
    /// Samples per second are comparable only between equal steps.
    pub(crate) step_s: f64,
}

/// One stranger pair's result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) who: PseudoDyad,
    pub(crate) n: usize,
    pub(crate) mean_z: f64,
}

/// All stranger pairs and the windows they make.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs {
    pub(crate) pairs: Vec<Pair>,
    /// Mean z of chance windows.
    pub(crate) window_pool: Vec<f64>,
}

/// Which people are put together: all strangers the plan allows, or a seeded sample of them.
pub(crate) fn choose(candidates: &[Candidates], plan: &Plan) -> Vec<PseudoDyad> {
    let roles = match plan.strangers {
        Strangers::Role => Roles::Role,
        Strangers::Any => Roles::Any,
    };
    let mut chosen = match plan.max_strangers {
        Some(max) => pseudo_dyads_sample(candidates.len(), roles, max, plan.seed),
        None => pseudo_dyads(candidates.len(), roles),
    };
    chosen.retain(|pair| same_step(candidates[pair.a.dyad].step_s, candidates[pair.b.dyad].step_s));
    chosen
}

/// Compares every chosen pair; `done` is called after each. `None` once `stop` is true: some of
/// the pairs, in the order in which they come, are no sample of all.
pub(crate) fn compare(
    candidates: &[Candidates],
    chosen: &[PseudoDyad],
    done: &(dyn Fn() + Sync),
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Pairs> {
    let summaries: Vec<(Pair, Vec<f64>)> = chosen
        .par_iter()
        .map(|who| {
            if stop() {
                return None;
            }
            let (a, b) = (seated(candidates, who.a), seated(candidates, who.b));
            let summary = summarise(a, b);
            done();
            let n = a.len().min(b.len());
            Some((Pair { who: *who, n, mean_z: summary.mean_z }, summary.windows))
        })
        .collect::<Option<_>>()?;
    let windows = || summaries.iter().flat_map(|(_, w)| w).copied().filter(|z| z.is_finite());
    let stride = windows().count().div_ceil(POOL).max(1);
    let window_pool = windows().step_by(stride).collect();
    let pairs = summaries.into_iter().map(|(p, _)| p).filter(|p| p.mean_z.is_finite()).collect();
    Some(Pairs { pairs, window_pool })
}

/// Whether two grids have the same rate for all practical purposes (a tenth of a percent: a
/// second in a quarter of an hour).
pub(crate) fn same_step(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-3 * a.min(b)
}

fn seated(candidates: &[Candidates], seat: Seat) -> &Prepared {
    let side = match seat.side {
        Side::A => 0,
        Side::B => 1,
    };
    &candidates[seat.dyad].people[side]
}
