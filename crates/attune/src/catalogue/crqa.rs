//! Cross-recurrence quantification.

use attune_coupling::InputError;
use attune_coupling::measure::{
    Recurrence, RecurrenceOptions, Threshold, cross_recurrence, recurrence_picture,
    recurrence_test, windowed_recurrence,
};

use super::entry::{Bounds, Measure, Parameter, Takes, Value, count, figure, output};
use super::sources::{MARWAN_2002, MARWAN_2007, WALLOT_2016, ZBILUT_1998};
use crate::measure::{
    Drawing, MeasureCaveat, MeasureError, MeasureInput, Measured, MeasuredTable, NO_LINES,
    Settings, Surrogates, Tests,
};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "crqa",
    also: &["cross-recurrence"],
    column: "crqa",
    title: "Cross-recurrence quantification (CRQA)",
    plain: "How often the two were in the same place, at the same moment or not, and how long they then \
went the same way together.",
    formula: "the cell (i, j) recurs where the point x(i) of A and y(j) of B are at most the radius apart \
(Euclidean); RR = recurrent cells / pairs; DET = share of them in diagonal lines, L and Lmax their mean \
and greatest length, ENTR the entropy of their lengths; LAM, TT and Vmax the same of vertical lines. With --window all of these in each stretch of the session, \
each embedded by itself (Marwan et al. 2007).",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "All moments are compared with all, so moving one person in time hardly changes the whole \
plot's numbers: what is set beside copies is the part near the same time (rr_near, det_near), and the whole \
plot's numbers (rr to vmax) only describe: what they say beyond the task is told by stranger pairs, which are \
not made here. Slow signals make long lines by themselves. Compare dyads at one recurrence rate, not at one \
radius; over windows at one radius, since a rate gives every window a radius of its own.",
    source: "Zbilut, Giuliani and Webber (1998), doi:10.1016/S0375-9601(98)00457-5; Marwan and Kurths (2002); \
Wallot, Roepstorff and Monster (2016) for several columns. Agrees with crqa 2.1.0 and PyRQA 8.1, which \
count vertical lines along B only (lam, tt, vmax).",
    cites: &[ZBILUT_1998, MARWAN_2002, WALLOT_2016, MARWAN_2007],
    takes: Takes::Columns,
    scale: Scale::Z,
    parameters: PARAMETERS,
    outputs: &[
        output(
            "rr",
            "share",
            "0 to 1",
            "RR, recurrence rate: share of all pairs of moments that recur.",
        ),
        output(
            "det",
            "share",
            "0 to 1",
            "DET, determinism: share of the recurrent pairs in diagonal lines.",
        ),
        output(
            "l",
            "samples",
            "from the shortest line on",
            "L: mean length of the diagonal lines.",
        ),
        output("lmax", "samples", "1 and more", "Lmax: length of the longest diagonal line."),
        output("entr", "nats", "0 and more", "ENTR: entropy of the lengths of the diagonal lines."),
        output(
            "lam",
            "share",
            "0 to 1",
            "LAM along B, as crqa and PyRQA print it: share in vertical lines.",
        )
        .becomes("lam_along_a"),
        output(
            "tt",
            "samples",
            "from the shortest line on",
            "TT along B: mean length of the vertical lines.",
        )
        .becomes("tt_along_a"),
        output("vmax", "samples", "1 and more", "Vmax along B: longest vertical line.")
            .becomes("vmax_along_a"),
        output(
            "lam_along_a",
            "share",
            "0 to 1",
            "Share in lines along which A moves on while B's moment stays.",
        )
        .becomes("lam_along_b"),
        output(
            "lam_along_b",
            "share",
            "0 to 1",
            "Share in lines along which B moves on while A's moment stays.",
        )
        .becomes("lam_along_a"),
        output(
            "tt_along_a",
            "samples",
            "from the shortest line on",
            "Mean length of the lines along A.",
        )
        .becomes("tt_along_b"),
        output(
            "tt_along_b",
            "samples",
            "from the shortest line on",
            "Mean length of the lines along B.",
        )
        .becomes("tt_along_a"),
        output("vmax_along_a", "samples", "1 and more", "Longest line along A.")
            .becomes("vmax_along_b"),
        output("vmax_along_b", "samples", "1 and more", "Longest line along B.")
            .becomes("vmax_along_a"),
        output("rr_near", "share", "0 to 1", "RR near the same time; with copies only.")
            .tested("how often the two were in the same place at about the same time"),
        output("det_near", "share", "0 to 1", "DET near the same time; with copies only.")
            .tested("how much of that lay on a path both took"),
        output(
            "radius",
            "as compared",
            "0 and more",
            "The distance up to which points counted as close: in standard deviations where the series are z-scaled; of codes, which only equal ones are, 0.",
        ),
        output("n", "points", "2 and more", "Points of each person, after embedding."),
        output("rec", "pairs", "0 and more", "Recurrent pairs."),
        output("windows", "windows", "1 and more", "Windows, where --window asks for some."),
        output("rr_windows", "share", "0 to 1", "Mean RR over the windows."),
        output("det_windows", "share", "0 to 1", "Mean DET over the windows that have one."),
        output("l_windows", "samples", "from the shortest line on", "Mean L over them."),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[
        figure("recurrence-plot", "Cross-recurrence plot", draw),
        figure("windows", "Cross-recurrence over time", draw_windows),
    ],
    pool: None,
};

pub(super) const DIMENSION: Parameter =
    count("dimension", (1, 1), "", "Values that make up one point.");
pub(super) const DELAY: Parameter =
    count("delay", (1, 1), "samples", "Between the values of a point.");
pub(super) const RADIUS: Parameter = Parameter {
    name: "radius",
    value: Value::Maybe(Bounds::FROM_0),
    unit: "",
    plain: "Points at most this far apart recur; without one, the recurrence rate decides it.",
};
pub(super) const RECURRENCE_RATE: Parameter = Parameter {
    name: "recurrence-rate",
    value: Value::Unless(0.04, Bounds::SHARE, &["radius", "categorical"]),
    unit: "share",
    plain: "The radius is the smallest that reaches this share, unless one is set.",
};
pub(super) const CATEGORICAL: Parameter = Parameter {
    name: "categorical",
    value: Value::Flag,
    unit: "",
    plain: "The values are codes: only equal ones recur, and nothing is scaled.",
};

const PARAMETERS: &[Parameter] = &[
    DIMENSION,
    DELAY,
    RADIUS,
    RECURRENCE_RATE,
    CATEGORICAL,
    count("theiler", (0, 0), "samples", "Pairs less than this far apart in time are left out."),
    count("min-diagonal", (2, 2), "samples", "Shortest diagonal line."),
    count("min-vertical", (2, 2), "samples", "Shortest vertical line."),
    count("near", (5, 0), "samples", "How far apart in time still counts as about the same time."),
    WINDOW,
    STEP,
];

/// In seconds, as of every window.
const WINDOW: Parameter = Parameter {
    name: "window",
    value: Value::Maybe(Bounds::ANY),
    unit: "s",
    plain: "Takes it in every stretch of this length too.",
};
const STEP: Parameter = Parameter {
    name: "step",
    value: Value::Maybe(Bounds::ANY),
    unit: "s",
    plain: "From the start of one stretch to the next; without it, the stretch's length.",
};

/// Tiles per side of the picture.
const SIDE: usize = 240;

/// How to compare, for both recurrence measures.
///
/// # Errors
/// A radius and a recurrence rate: each decides the other.
pub(super) fn options(
    input: &MeasureInput,
    settings: &Settings,
) -> Result<RecurrenceOptions, MeasureError> {
    let usual = RecurrenceOptions::default();
    let or = |name: &str, usual: usize| settings.maybe(name).map_or(usual, |x| x as usize);
    Ok(RecurrenceOptions {
        dimension: settings.count("dimension"),
        delay: settings.count("delay"),
        threshold: match settings.maybe("radius") {
            _ if input.coded => Threshold::Same,
            Some(radius) => Threshold::Radius(radius),
            None => Threshold::Rate(settings.number("recurrence-rate")),
        },
        theiler: or("theiler", usual.theiler),
        min_diagonal: or("min-diagonal", usual.min_diagonal),
        min_vertical: or("min-vertical", usual.min_vertical),
    })
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let (a, b) = input.columns();
    let r = cross_recurrence(&a, &b, &options(input, settings)?)?;
    let windows = windows(input, settings)?.unwrap_or_default();
    let mean = |of: fn(&Recurrence) -> f64| {
        let present = || windows.iter().filter_map(|(_, r)| r.as_ref().map(of));
        let (sum, n) =
            present().filter(|x| x.is_finite()).fold((0.0, 0.0), |(s, n), x| (s + x, n + 1.0));
        sum / n
    };
    let n_windows = if windows.is_empty() { f64::NAN } else { windows.len() as f64 };
    Ok(Measured {
        values: vec![
            ("rr", r.rate),
            ("det", r.determinism),
            ("l", r.mean_diagonal),
            ("lmax", r.longest_diagonal as f64),
            ("entr", r.entropy),
            ("lam", r.along_b.laminarity),
            ("tt", r.along_b.trapping_time),
            ("vmax", r.along_b.longest as f64),
            ("lam_along_a", r.along_a.laminarity),
            ("lam_along_b", r.along_b.laminarity),
            ("tt_along_a", r.along_a.trapping_time),
            ("tt_along_b", r.along_b.trapping_time),
            ("vmax_along_a", r.along_a.longest as f64),
            ("vmax_along_b", r.along_b.longest as f64),
            ("rr_near", f64::NAN),
            ("det_near", f64::NAN),
            ("radius", r.radius),
            ("n", r.points as f64),
            ("rec", r.recurrent as f64),
            ("windows", n_windows),
            ("rr_windows", mean(|r| r.rate)),
            ("det_windows", mean(|r| r.determinism)),
            ("l_windows", mean(|r| r.mean_diagonal)),
        ],
        tables: if windows.is_empty() { Vec::new() } else { vec![table(&windows)] },
        caveats: r.caveats.iter().map(Into::into).chain(no_lines(&r, settings)).collect(),
    })
}

/// That all lines of a direction are shorter than those that count.
fn no_lines(r: &Recurrence, settings: &Settings) -> Vec<MeasureCaveat> {
    let vertical = r.along_a.longest.max(r.along_b.longest);
    let directions = [("diagonal", r.longest_diagonal), ("vertical", vertical)];
    let too_short = |(direction, longest): (&str, usize)| {
        let shortest = settings.count(&format!("min-{direction}"));
        // Where nothing recurs at all, that is said.
        (r.recurrent > 0 && longest < shortest).then(|| MeasureCaveat {
            code: NO_LINES,
            text: format!(
                "no {direction} line is {shortest} samples long, the longest has {longest}, so there are \
                 none to measure; take a smaller min-{direction}"
            ),
        })
    };
    directions.into_iter().filter_map(too_short).collect()
}

/// Where a stretch begins, seconds, and what was found there; nothing where no complete points meet.
type Window = (f64, Option<Recurrence>);

/// Every stretch, where some are asked for.
fn windows(input: &MeasureInput, settings: &Settings) -> Result<Option<Vec<Window>>, MeasureError> {
    let Some(window_s) = settings.maybe("window") else { return Ok(None) };
    let step_s = settings.maybe("step").unwrap_or(window_s);
    for (name, value) in [("window", window_s), ("step", step_s)] {
        if value < input.step_s {
            let wanted = "it has to last at least a sample";
            return Err(MeasureError::Parameter { name, value, wanted });
        }
    }
    let samples = |seconds: f64| (seconds / input.step_s).round() as usize;
    let (window, step) = (samples(window_s), samples(step_s));
    let (a, b) = input.columns();
    let found = windowed_recurrence(&a, &b, &options(input, settings)?, window, step)?;
    let starts = (0..).map(|at| (at * step) as f64 * input.step_s);
    Ok(Some(starts.zip(found).collect()))
}

fn table(windows: &[Window]) -> MeasuredTable {
    let numbers = |r: &Recurrence| {
        vec![
            r.rate,
            r.determinism,
            r.mean_diagonal,
            r.longest_diagonal as f64,
            r.entropy,
            r.along_a.laminarity,
            r.along_b.laminarity,
            r.radius,
        ]
    };
    let columns = ["rr", "det", "l", "lmax", "entr", "lam_along_a", "lam_along_b", "radius"];
    let row = |(start, r): &Window| {
        let values = r.as_ref().map_or_else(|| vec![f64::NAN; columns.len()], numbers);
        (start.to_string(), values)
    };
    MeasuredTable {
        name: "windows",
        plain: "The same in each stretch, by its start in seconds.",
        row: "start_s",
        columns: columns.map(str::to_owned).to_vec(),
        rows: windows.iter().map(row).collect(),
    }
}

/// RR over time; at a wished-for rate, at which it stays the same, DET.
fn draw_windows(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let windows = windows(input, settings)?.ok_or(MeasureError::NoWindows)?;
    let by_rate = matches!(options(input, settings)?.threshold, Threshold::Rate(_));
    let shown = |r: &Recurrence| if by_rate { r.determinism } else { r.rate };
    Ok(Drawing::Curve {
        x_title: "start of the window, s",
        y_title: if by_rate { "share in diagonal lines" } else { "share of moments that recur" },
        x: windows.iter().map(|(start, _)| *start).collect(),
        y: windows.iter().map(|(_, r)| r.as_ref().map_or(f64::NAN, shown)).collect(),
        lags: false,
        unlinked: None,
    })
}

fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let (a, b) = input.columns();
    let picture = recurrence_picture(&a, &b, &options(input, settings)?, SIDE)?;
    Ok(Drawing::Recurrence {
        side: picture.side,
        seconds: picture.points as f64 * input.step_s,
        shares: picture.shares,
    })
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let (a, b) = input.columns();
    let (options, near) = (options(input, settings)?, settings.count("near"));
    let tests =
        recurrence_test(&a, &b, &options, near, &surrogates.shift()).map_err(
            |error| match error {
                InputError::LagPastEnd { .. } => MeasureError::Parameter {
                    name: "near",
                    value: near as f64,
                    wanted: "it has to be less than the points of the recording",
                },
                error => error.into(),
            },
        )?;
    Ok(vec![("rr_near", tests.rate), ("det_near", tests.determinism)])
}
