//! The diagonal-wise recurrence profile: who comes first.

use attune_coupling::measure::{cross_recurrence, diagonal_profile, recurrence_test};

use super::crqa::{CATEGORICAL, DELAY, DIMENSION, RADIUS, RECURRENCE_RATE, options};
use super::entry::{Measure, Takes, count, figure, output};
use super::sources::RICHARDSON_2005;
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, NO_PEAK, Settings,
    Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "recurrence-profile",
    also: &["diagonal-profile", "profile"],
    column: "profile",
    title: "Diagonal-wise recurrence profile",
    plain: "How often one person is, a little later, where the other was.",
    formula: "RR(lag) = recurrent pairs (i, i + lag) / pairs of complete points (i, i + lag); \
peak = the largest RR over all lags scanned. Positive lag: A leads.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "A peak at a lag says who tends to be there first, not who leads: both may follow a third \
thing. The peak is set beside the largest value over all lags of every copy, so scanning many lags costs \
certainty.",
    source: "Richardson and Dale (2005), doi:10.1207/s15516709cog0000_29; on their recording the peak is at \
+25 samples, the listener trailing.",
    cites: &[RICHARDSON_2005],
    takes: Takes::Columns,
    scale: Scale::Z,
    parameters: &[
        DIMENSION,
        DELAY,
        RADIUS,
        RECURRENCE_RATE,
        CATEGORICAL,
        count(
            "max-lag",
            (100, 0),
            "samples",
            "Largest lag in either direction; a test needs 21 times as many samples as lags.",
        ),
    ],
    outputs: &[
        output("peak", "share", "0 to 1", "The largest share over all lags.")
            .tested("how often one came, a little later, to where the other had been"),
        output("peak_lag", "samples", "within the largest lag", "Where it is; positive: A leads.")
            .turns(),
        output("peak_lag_s", "s", "within the largest lag", "The same in seconds.").turns(),
        output("rr_0", "share", "0 to 1", "The share at the same moment."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("profile", "Diagonal-wise recurrence profile", draw)],
    pool: None,
};

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.columns();
    let options = options(input, settings)?;
    let profile = diagonal_profile(&a, &b, &options, settings.count("max-lag"))?;
    let whole = cross_recurrence(&a, &b, &options)?;
    let mut caveats: Vec<MeasureCaveat> = whole.caveats.iter().map(Into::into).collect();
    let present = || profile.iter().filter(|at| at.share.is_finite());
    let peak = present().map(|at| at.share).fold(f64::NAN, f64::max);
    if peak == 0.0 && whole.recurrent > 0 {
        caveats.push(MeasureCaveat {
            code: NO_PEAK,
            text: "nothing recurs at any lag looked at, so there is no peak; look at larger lags (--max-lag), or \
             take a larger radius or recurrence rate"
                .to_owned(),
        });
    }
    // The nearest of equals, and none where both directions tie: swapping the two must mirror it.
    let mut best: Vec<isize> = present().filter(|at| at.share == peak).map(|at| at.lag).collect();
    best.sort_by_key(|lag| lag.unsigned_abs());
    let lag = match best.as_slice() {
        // Where nothing recurs every lag is as good as every other.
        _ if peak == 0.0 => f64::NAN,
        [first, second, ..] if first.unsigned_abs() == second.unsigned_abs() => f64::NAN,
        [first, ..] => *first as f64,
        [] => f64::NAN,
    };
    let at_0 = profile.iter().find(|at| at.lag == 0).map_or(f64::NAN, |at| at.share);
    Ok(Measured {
        values: vec![
            ("peak", peak),
            ("peak_lag", lag),
            ("peak_lag_s", lag * input.step_s),
            ("rr_0", at_0),
        ],
        tables: vec![MeasuredTable {
            name: "profile",
            plain: "Share of recurrent pairs at each lag; positive: A leads.",
            row: "lag_samples",
            columns: vec!["rr".to_owned()],
            rows: profile.iter().map(|at| (at.lag.to_string(), vec![at.share])).collect(),
        }],
        caveats,
    })
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.columns();
    let profile = diagonal_profile(&a, &b, &options(input, settings)?, settings.count("max-lag"))?;
    Ok(Drawing::Curve {
        x_title: "lag, s",
        y_title: "share of moments that recur",
        x: profile.iter().map(|at| at.lag as f64 * input.step_s).collect(),
        y: profile.iter().map(|at| at.share).collect(),
        lags: true,
        unlinked: None,
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.columns();
    let (options, max_lag) = (options(input, settings)?, settings.count("max-lag"));
    let tests = recurrence_test(&a, &b, &options, max_lag, &surrogates.shift())?;
    Ok(vec![("peak", tests.peak)])
}
