//! Transfer entropy from nearest neighbours, for those who have to report it.

use attune_coupling::Tail;
use attune_coupling::measure::{
    NearestNeighbourOptions, nearest_neighbour_transfer_entropy,
    nearest_neighbour_transfer_entropy_test,
};

use super::entry::{Measure, Takes, count, output};
use super::gaussian_transfer_entropy::{LAG, OWN, PARTNER, few_moments, lags};
use super::sources::{FRENZEL_2007, KRASKOV_2004, SCHREIBER_2000};
use crate::measure::{MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "nearest-neighbour-transfer-entropy",
    also: &["ksg"],
    column: "ksg",
    title: "Nearest-neighbour transfer entropy (KSG)",
    plain: "How much better one person's next moment can be foretold when the other's past is known too, \
without assuming straight lines.",
    formula: "TE(A to B) = psi(k) + mean of psi(n_p + 1) - psi(n_tp + 1) - psi(n_ps + 1), with n the \
neighbours within the distance to the k-th one among (b(t), B's past p, A's past s).",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Values below 0 are common without a link; it needs thousands of moments, and slow signals and \
ties throw it off; a cause of both that was not recorded looks like a transfer. Prefer the Gaussian form for \
an hour or less.",
    source: "Kraskov, Stoegbauer and Grassberger (2004), doi:10.1103/PhysRevE.69.066138; Frenzel and Pompe \
(2007). Agrees with JIDT to 1e-9; no noise is added to break ties.",
    cites: &[KRASKOV_2004, FRENZEL_2007, SCHREIBER_2000],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        OWN,
        PARTNER,
        LAG,
        count("neighbours", (4, 1), "", "k: more neighbours, less noise and more bias."),
    ],
    outputs: &[
        output("te_a_to_b", "nats", "about 0 and more", "What A's past adds to foretelling B.")
            .tested_for(Tail::Upper, "what A's past adds to foretelling B", Some(0))
            .becomes("te_b_to_a"),
        output("te_b_to_a", "nats", "about 0 and more", "What B's past adds to foretelling A.")
            .tested_for(Tail::Upper, "what B's past adds to foretelling A", Some(1))
            .becomes("te_a_to_b"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

fn options(settings: &Settings) -> NearestNeighbourOptions {
    NearestNeighbourOptions { lags: lags(settings), neighbours: settings.count("neighbours") }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let te = nearest_neighbour_transfer_entropy(a, b, &options(settings))?;
    let values = vec![("te_a_to_b", te.a_to_b), ("te_b_to_a", te.b_to_a)];
    Ok(Measured { values, tables: Vec::new(), caveats: few_moments(input, settings) })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let tests =
        nearest_neighbour_transfer_entropy_test(a, b, &options(settings), &surrogates.shift())?;
    Ok(vec![("te_a_to_b", tests.a_to_b), ("te_b_to_a", tests.b_to_a)])
}
