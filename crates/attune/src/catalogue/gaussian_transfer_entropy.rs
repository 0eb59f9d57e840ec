//! Granger's question, answered in nats.

use attune_coupling::measure::{
    GaussianDirection, LagOptions, gaussian_transfer_entropy, gaussian_transfer_entropy_test,
};

use super::entry::{Measure, Parameter, Takes, Value, count, output};
use super::sources::{BARNETT_2009, GRANGER_1969, SCHREIBER_2000};
use crate::measure::{
    FEW_MOMENTS, MeasureCaveat, MeasureError, MeasureInput, Measured, SHARED, Settings, Surrogates,
    Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "gaussian-transfer-entropy",
    also: &["granger", "transfer-entropy"],
    column: "gte",
    title: "Gaussian transfer entropy (Granger)",
    plain: "How much better one person's next moment can be foretold when the other's past is known too.",
    formula: "TE(A to B) = 1/2 ln(RSS of b(t) on its own past / RSS on its own and A's past); Granger's log \
ratio is twice this; F = the partner's mean square over the residual one.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "A cause of both that was not recorded looks exactly like a transfer (a recorded one: --shared); both are never negative, \
so compare with copies, not with 0; trends make it large (--detrend linear); noise in one sensor makes the \
other person look like a source.",
    source: "Granger (1969), doi:10.2307/1912791; Barnett, Barrett and Seth (2009), \
doi:10.1103/PhysRevLett.103.238701; Schreiber (2000). Agrees with JIDT to 1e-6.",
    cites: &[GRANGER_1969, BARNETT_2009, SCHREIBER_2000],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[OWN, PARTNER, LAG, SHARED_INPUT],
    outputs: &[
        output("te_a_to_b", "nats", "0 and more", "What A's past adds to foretelling B.")
            .tested_for(
                attune_coupling::Tail::Upper,
                "what A's past adds to foretelling B",
                Some(0),
            )
            .becomes("te_b_to_a"),
        output("te_b_to_a", "nats", "0 and more", "What B's past adds to foretelling A.")
            .tested_for(
                attune_coupling::Tail::Upper,
                "what B's past adds to foretelling A",
                Some(1),
            )
            .becomes("te_a_to_b"),
        output(
            "granger_a_to_b",
            "log ratio",
            "0 and more",
            "Granger's log ratio, twice te_a_to_b.",
        )
        .becomes("granger_b_to_a"),
        output(
            "granger_b_to_a",
            "log ratio",
            "0 and more",
            "Granger's log ratio, twice te_b_to_a.",
        )
        .becomes("granger_a_to_b"),
        output(
            "f_a_to_b",
            "F",
            "0 and more",
            "Granger's F of A's past; its table assumes independent errors.",
        )
        .becomes("f_b_to_a"),
        output(
            "f_b_to_a",
            "F",
            "0 and more",
            "Granger's F of B's past; its table assumes independent errors.",
        )
        .becomes("f_a_to_b"),
        output("n_a_to_b", "moments", "1 and more", "Moments of B foretold.").becomes("n_b_to_a"),
        output("n_b_to_a", "moments", "1 and more", "Moments of A foretold.").becomes("n_a_to_b"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[],
    pool: None,
};

pub(super) const OWN: Parameter =
    count("own", (1, 1), "samples", "How much of one's own past is known.");
pub(super) const PARTNER: Parameter =
    count("partner", (1, 1), "samples", "How much of the partner's past is known.");
pub(super) const LAG: Parameter = count(
    "lag",
    (1, 1),
    "samples",
    "Between past samples, and from the latest of them to the moment foretold.",
);

pub(super) const SHARED_INPUT: Parameter = Parameter {
    name: SHARED,
    value: Value::Text,
    unit: "channel",
    plain: "Recorded inputs of both (a film, a therapist's voice), held constant from the same moment back; in \
a wide table a column beside the two people's; several: joined by +.",
};

/// The past that is looked at.
pub(super) fn lags(settings: &Settings) -> LagOptions {
    LagOptions {
        own: settings.count("own"),
        partner: settings.count("partner"),
        lag: settings.count("lag"),
    }
}

/// Moments wanted for each value that one is foretold from, as regressions ask for observations.
const MOMENTS_A_VALUE: usize = 10;

/// A reservation where few moments are foretold from much of the past.
pub(super) fn few_moments(input: &MeasureInput, settings: &Settings) -> Vec<MeasureCaveat> {
    let Ok((a, b)) = input.one_each() else { return Vec::new() };
    let LagOptions { own, partner, lag } = lags(settings);
    let both = a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite()).count();
    let moments = both.saturating_sub(own.max(partner).saturating_mul(lag));
    let values = own + partner + input.shared.len() * (1 + partner);
    let wanted = MOMENTS_A_VALUE * values;
    if moments >= wanted {
        return Vec::new();
    }
    let text = format!(
        "{moments} moments are foretold from {values} values each, and at least {wanted} are wanted: the \
         numbers are mostly noise; look less far back (--own, --partner), or take a longer recording"
    );
    vec![MeasureCaveat { code: FEW_MOMENTS, text }]
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let te = gaussian_transfer_entropy(a, b, &input.shared(), &lags(settings))?;
    let of = |number: fn(&GaussianDirection) -> f64| (number(&te.a_to_b), number(&te.b_to_a));
    let (nats, f, n) = (of(|d| d.nats), of(|d| d.f), of(|d| d.samples as f64));
    let values = vec![
        ("te_a_to_b", nats.0),
        ("te_b_to_a", nats.1),
        ("granger_a_to_b", 2.0 * nats.0),
        ("granger_b_to_a", 2.0 * nats.1),
        ("f_a_to_b", f.0),
        ("f_b_to_a", f.1),
        ("n_a_to_b", n.0),
        ("n_b_to_a", n.1),
    ];
    Ok(Measured { values, tables: Vec::new(), caveats: few_moments(input, settings) })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let (shared, shift) = (input.shared(), surrogates.shift());
    let tests = gaussian_transfer_entropy_test(a, b, &shared, &lags(settings), &shift)?;
    Ok(vec![("te_a_to_b", tests.a_to_b), ("te_b_to_a", tests.b_to_a)])
}
