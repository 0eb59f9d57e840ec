//! Segment-shuffled synchrony, as SUSY has it.

use attune_coupling::{Convention, SegmentShuffle, Tail, WindowOptions, segment_synchrony};

use super::entry::{Measure, Takes, figure, number, output};
use super::sources::TSCHACHER_2020;
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "segment-synchrony",
    also: &["susy"],
    column: "susy",
    title: "Segment-shuffled synchrony (SUSY)",
    plain: "How closely one person's ups and downs go with the other's in separate segments, beside \
every other segment of the other person.",
    formula: "per pair of segments the cross-correlation about segment-wide means and sums of squares; \
Z = mean of |z| over lags for same-time segments, Z-pseudo for all others; \
ES = (Z - Z-pseudo) / SD over lags of the pseudo profile.",
    directed: true,
    nulls: &[Null::Segment],
    weakness: "ES divides by a spread over lags, not by a sampling error: it is not a test statistic. \
Attune gives a permutation p beside it.",
    source: "Tschacher and Meier (2020), doi:10.1080/10503307.2019.1612114; definition as the R package SUSY 0.1.0.",
    cites: &[TSCHACHER_2020],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        number("segment", 30.0, "s", "Length of a segment.").above_0(),
        number("max-lag", 5.0, "s", "Largest lag in either direction.").at_least_0(),
    ],
    outputs: &[
        output("z", "Fisher z", "0 to 10", "Mean |z| of segments of the same time."),
        output("z_pseudo", "Fisher z", "0 to 10", "Mean |z| of all other pairs of segments."),
        output(
            "es",
            "standard deviations over lags",
            "any",
            "(Z - Z-pseudo) / SD; not a test statistic.",
        ),
        output(
            "es_lead_a",
            "standard deviations over lags",
            "any",
            "The same over the lags at which A is first.",
        )
        .becomes("es_lead_b"),
        output(
            "es_lead_b",
            "standard deviations over lags",
            "any",
            "The same over the lags at which B is first.",
        )
        .becomes("es_lead_a"),
        output("z_signed", "Fisher z", "-10 to 10", "Mean signed z of segments of the same time.")
            .tested("how closely the two went together within segments (signed z)"),
        output("es_signed", "standard deviations over lags", "any", "ES of signed z."),
        output("segments", "segments", "2 and more", "Segments compared."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("lag-profile", "Synchrony of segments over lags", draw)],
    pool: None,
};

fn samples(settings: &Settings, name: &str, step_s: f64) -> usize {
    (settings.number(name) / step_s).round().max(0.0) as usize
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let samples = |name| samples(settings, name, input.step_s);
    let found = segment_synchrony(a, b, samples("segment"), samples("max-lag"))?;
    let asked_s = settings.number("max-lag");
    let rounded = MeasureCaveat::lag_rounded(asked_s, samples("max-lag"), input.step_s);
    let values = vec![
        ("z", found.z),
        ("z_pseudo", found.z_pseudo),
        ("es", found.es),
        ("es_lead_a", found.es_lead1),
        ("es_lead_b", found.es_lead2),
        ("z_signed", found.z_no_abs),
        ("es_signed", found.es_no_abs),
        ("segments", found.segments as f64),
    ];
    Ok(Measured { values, caveats: rounded.into_iter().collect(), ..Measured::default() })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let segment = samples(settings, "segment", input.step_s);
    let options = WindowOptions {
        window: segment,
        step: segment.max(1),
        max_lag: samples(settings, "max-lag", input.step_s),
        convention: Convention::SegmentGlobal,
    };
    let shuffle = SegmentShuffle { surrogates: surrogates.count, seed: surrogates.seed };
    let test = shuffle.mean_z(a, b, &options, Tail::Upper)?;
    Ok(vec![("z_signed", test)])
}

/// Mean |z| at each lag, with that of segments that do not belong together.
fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.amounts()?;
    let samples = |name| samples(settings, name, input.step_s);
    let max_lag = samples("max-lag");
    let found = segment_synchrony(a, b, samples("segment"), max_lag)?;
    let lag = |at: usize| (at as f64 - max_lag as f64) * input.step_s;
    Ok(Drawing::Curve {
        x_title: "lag, s",
        y_title: "mean |z| of segments",
        x: (0..found.lags).map(lag).collect(),
        y: found.profile,
        lags: true,
        unlinked: Some(found.z_pseudo),
    })
}
