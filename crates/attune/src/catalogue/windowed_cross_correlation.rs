//! Windowed lagged cross-correlation: the primary statistic, here for one dyad by itself.

use attune_coupling::{
    CircularShift, Convention, Iaaft, PhaseRandomised, Prepared, SegmentShuffle, Tail,
    WindowOptions, lead_lag, summarise,
};

use super::entry::{Measure, Parameter, Takes, Value, figure, number, output};
use super::sources::BOKER_2002;
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, Settings,
    Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "windowed-cross-correlation",
    also: &["wcc"],
    column: "wcc",
    title: "Windowed lagged cross-correlation",
    plain: "How closely one person's ups and downs go with the other's, window by window, \
allowing one of them to be a few seconds later.",
    formula: "r(t, lag) = corr(a over [t, t + w), b over [t + lag, t + lag + w)) for lag >= 0, the mirror \
image for lag < 0; z = atanh(r), |z| at most 10; mean_z = mean of z over all windows and lags. \
Positive lag: A leads.",
    directed: true,
    nulls: &[Null::Shift, Null::Segment, Null::Phase, Null::Iaaft],
    weakness: "Two people who follow the same film, task or breathing pacer correlate without noticing \
each other; slow signals leave few independent windows; the choice of window changes the number.",
    source: "Boker, Rotondo, Xu and King (2002), doi:10.1037/1082-989X.7.3.338; \
Kleinbub and Ramseyer (2020), doi:10.1080/10503307.2020.1844334. Agrees with rMEA 1.2.2 MEAccf.",
    cites: &[BOKER_2002],
    takes: Takes::Amounts,
    scale: Scale::None,
    parameters: &[
        number("window", 60.0, "s", "Length of a window.").above_0(),
        number("step", 10.0, "s", "From one window to the next.").above_0(),
        number("max-lag", 5.0, "s", "Largest lag in either direction.").at_least_0(),
        Parameter {
            name: "convention",
            value: Value::Word(&["recentred", "segment-global"]),
            unit: "",
            plain: "Whether each lag has means of its own (rMEA) or those of the segment (SUSY).",
        },
    ],
    outputs: &[
        output(
            "mean_z",
            "Fisher z",
            "-10 to 10",
            "Mean of z over all windows and lags; 0 is no relation.",
        )
        .tested("how closely the two went together (mean z)"),
        output("mean_abs_z", "Fisher z", "0 to 10", "The same of |z|; it only describes."),
        output(
            "best_lag_s",
            "s",
            "within the largest lag",
            "The lag at which the mean over windows is largest; positive: A leads. Not a leader.",
        )
        .turns(),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("profile", "Correlation over lags", draw)],
    pool: None,
};

fn options(settings: &Settings, step_s: f64) -> WindowOptions {
    let samples = |name| (settings.number(name) / step_s).round().max(0.0) as usize;
    WindowOptions {
        window: samples("window"),
        step: samples("step").max(1),
        max_lag: samples("max-lag"),
        convention: match settings.word("convention") {
            "segment-global" => Convention::SegmentGlobal,
            _ => Convention::Recentred,
        },
    }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.amounts()?;
    let options = options(settings, input.step_s);
    let summary = summarise(&Prepared::new(a, &options)?, &Prepared::new(b, &options)?);
    let best = lead_lag(&summary).best_lag.map_or(f64::NAN, |lag| lag as f64 * input.step_s);
    let lag = |i: usize| (options.lag(i).to_string(), vec![summary.profile[i]]);
    Ok(Measured {
        values: vec![
            ("mean_z", summary.mean_z),
            ("mean_abs_z", summary.mean_abs_z),
            ("best_lag_s", best),
        ],
        tables: vec![MeasuredTable {
            name: "profile",
            plain: "Mean z over windows at each lag; positive: A leads.",
            row: "lag_samples",
            columns: vec!["mean_z".to_owned()],
            rows: (0..options.n_lags()).map(lag).collect(),
        }],
        caveats: MeasureCaveat::lag_rounded(
            settings.number("max-lag"),
            options.max_lag,
            input.step_s,
        )
        .into_iter()
        .collect(),
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.amounts()?;
    let options = options(settings, input.step_s);
    let Surrogates { null, count: surrogates, seed } = *surrogates;
    let tail = Tail::Upper;
    let test = match null {
        Null::Shift => CircularShift { surrogates, seed }.mean_z(a, b, &options, tail),
        Null::Segment => SegmentShuffle { surrogates, seed }.mean_z(a, b, &options, tail),
        Null::Phase => PhaseRandomised { surrogates, seed }.mean_z(a, b, &options, tail),
        Null::Iaaft => Iaaft { surrogates, seed, rounds: 100 }.mean_z(a, b, &options, tail),
    }?;
    Ok(vec![("mean_z", test)])
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let measured = run(input, settings)?;
    let rows = measured.tables.into_iter().flat_map(|table| table.rows);
    let (x, y) =
        rows.map(|(lag, z)| (lag.parse::<f64>().unwrap_or(f64::NAN) * input.step_s, z[0])).unzip();
    Ok(Drawing::Curve { x_title: "lag, s", y_title: "mean z", x, y, lags: true, unlinked: None })
}
