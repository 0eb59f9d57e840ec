//! Transfer entropy from nearest neighbours, for those who have to report it.

use attune_coupling::Tail;
use attune_coupling::measure::{
    NearestNeighbourOptions, Receiver, nearest_neighbour_transfer_entropy, source_shift_test,
};

use super::entry::{Measure, Takes, count, output};
use super::gaussian_transfer_entropy::{LAG, OWN, PARTNER, lags, reach};
use super::sources::{FRENZEL_2007, KRASKOV_2004, SCHREIBER_2000};
use crate::measure::{
    ChanceOf, MeasureError, MeasureInput, MeasureTest, Measured, Settings, Surrogates, of_test,
    shift,
};
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
    chance: ChanceOf::Own(draw_null),
    draw: None,
    pool: None,
};

fn options(settings: &Settings) -> NearestNeighbourOptions {
    NearestNeighbourOptions { lags: lags(settings), neighbours: settings.count("neighbours") }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let te = nearest_neighbour_transfer_entropy(a, b, &options(settings))?;
    let values = vec![("te_a_to_b", te.a_to_b), ("te_b_to_a", te.b_to_a)];
    Ok(Measured { values, ..Measured::default() })
}

/// As every directed measure, with the receiver's part prepared once for all copies.
fn draw_null(
    measure: &Measure,
    input: &MeasureInput,
    settings: &Settings,
    surrogates: &Surrogates,
) -> Result<Vec<MeasureTest>, MeasureError> {
    let (a, b) = input.amounts()?;
    let options = options(settings);
    let directions = [(a, b, &measure.outputs[0]), (b, a, &measure.outputs[1])];
    let test = |(source, receiver, output)| {
        let reach = reach(input, settings);
        let shift = shift(surrogates);
        let test = source_shift_test(source, receiver, &shift, reach, Tail::Upper, |receiver| {
            let receiver = Receiver::new(receiver, &options)?;
            Ok(move |source: &[f64]| receiver.from(source).unwrap_or(f64::NAN))
        })?;
        Ok(of_test(output, surrogates.null, test))
    };
    directions.into_iter().map(test).collect()
}
