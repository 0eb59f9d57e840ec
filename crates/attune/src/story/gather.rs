use attune_data::align::grid::{Grid, to_grid};
use attune_data::{Kind, Series, Session, Span, Who};

use super::lane::{Lane, Rest};
use crate::marked;

/// Which kinds of channels stand for a body's activation, the best first.
const BODY: [Kind; 6] =
    [Kind::Heart, Kind::Skin, Kind::Other, Kind::Motion, Kind::Breath, Kind::Voice];
/// Which kinds show outwardly, the best first.
const SHOWN: [Kind; 3] = [Kind::Voice, Kind::Face, Kind::Motion];
/// Rest needs so many usable seconds of both.
const REST_S: f64 = 120.0;
/// The story's grid is no finer than this, seconds.
const FINEST_S: f64 = 1.0;
/// Samples further apart are not joined, seconds.
const LONGEST_GAP_S: f64 = 5.0;
/// Fewer usable seconds than this of both tell no story.
const LEAST_S: f64 = 60.0;

/// Both people's lanes, in two versions: what to show, and what to look for moments in.
pub(super) struct Lanes {
    pub(super) start_s: f64,
    pub(super) step_s: f64,
    pub(super) shown: [Lane; 2],
    /// Activation without the time apart and without what must not count.
    pub(super) told: [Vec<f64>; 2],
    /// The activation channel as recorded, on the grid.
    pub(super) raw: [Vec<f64>; 2],
    pub(super) kind: Kind,
}

/// What keeps lanes from being had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoLanes {
    NoSignals,
    OnlyRatings,
    TooShort,
}

/// The time apart, the longest where several were marked.
pub(super) fn apart(session: &Session) -> Option<[f64; 2]> {
    let marked = session.spans.iter().filter(|s| s.code == Span::APART && s.who == Who::Both);
    marked.max_by(|x, y| x.duration_s().total_cmp(&y.duration_s())).map(|s| [s.start_s, s.end_s])
}

/// The lanes of a session; `usable` says which channels may be used.
pub(super) fn lanes(session: &Session, usable: impl Fn(&str) -> bool) -> Result<Lanes, NoLanes> {
    let [a, b] = &session.people;
    let shared: Vec<&Series> = session
        .shared_channels()
        .into_iter()
        .filter(|name| usable(name))
        .filter_map(|name| a.channel(name))
        .collect();
    let best = |kinds: &[Kind]| {
        kinds.iter().find_map(|kind| shared.iter().find(|s| s.kind == *kind)).copied()
    };
    let Some(body) = best(&BODY) else {
        let rated = shared.iter().any(|s| s.kind == Kind::Rating);
        return Err(if rated { NoLanes::OnlyRatings } else { NoLanes::NoSignals });
    };
    let outward = best(&SHOWN).filter(|s| s.channel != body.channel);
    let both = |name: &str| Some([a.channel(name)?, b.channel(name)?]);
    let pair = both(&body.channel).ok_or(NoLanes::NoSignals)?;
    let native = pair[0].timeline.step().max(pair[1].timeline.step());
    let rate = (native < FINEST_S).then_some(1.0 / FINEST_S);
    let grid = Grid::shared(&pair[0].timeline, &pair[1].timeline, rate).ok_or(NoLanes::TooShort)?;
    let longest = 50 * (pair[0].values.len() + pair[1].values.len());
    if grid.len > longest || (grid.len as f64) * grid.step < LEAST_S {
        return Err(NoLanes::TooShort);
    }
    let apart = apart(session);
    let within = |t: f64, span: [f64; 2]| (span[0]..span[1]).contains(&t);
    let left_out: Vec<[f64; 2]> =
        marked::left_out(session).into_iter().map(|(from, until)| [from, until]).collect();
    let counts = |t: f64| !left_out.iter().any(|span| within(t, *span));
    let on_grid = |series: &Series| -> Vec<f64> {
        let values = to_grid(series, &grid, LONGEST_GAP_S);
        let at = |(i, x): (usize, f64)| if counts(grid.at(i)) { x } else { f64::NAN };
        values.into_iter().enumerate().map(at).collect()
    };
    let raw = pair.map(on_grid);
    let expression = outward.and_then(|s| both(&s.channel)).map(|pair| pair.map(on_grid));
    // An interval between beats grows as the heart slows.
    let sign = if body.kind == Kind::Heart && is_interval(&body.unit) { -1.0 } else { 1.0 };
    let lane = |person: usize| {
        let rest = |values: &[f64]| rest(values, &grid, apart);
        let (mean, sd, from) = rest(&raw[person]);
        let scaled = |values: &[f64], mean: f64, sd: f64, sign: f64| {
            values.iter().map(|x| sign * (x - mean) / sd).collect::<Vec<f64>>()
        };
        let shown = expression.as_ref().map_or_else(Vec::new, |pair| {
            let (mean, sd, _) = rest(&pair[person]);
            scaled(&pair[person], mean, sd, 1.0)
        });
        Lane {
            channel: body.channel.clone(),
            unit: body.unit.clone(),
            activation: scaled(&raw[person], mean, sd, sign),
            expression: shown,
            line: 1.0,
            rest: from,
            rest_mean: mean,
            rest_sd: sd,
            flood_above: None,
        }
    };
    let shown = [lane(0), lane(1)];
    if shown.iter().any(|lane| lane.rest_sd.is_nan() || lane.rest_sd <= 0.0) {
        return Err(NoLanes::NoSignals);
    }
    let told = shown.each_ref().map(|lane| {
        let together = |(i, x): (usize, &f64)| match apart {
            Some(span) if within(grid.at(i), span) => f64::NAN,
            _ => *x,
        };
        lane.activation.iter().enumerate().map(together).collect::<Vec<f64>>()
    });
    let usable = told[0].iter().zip(&told[1]).filter(|(x, y)| x.is_finite() && y.is_finite());
    if usable.count() as f64 * grid.step < LEAST_S {
        return Err(NoLanes::TooShort);
    }
    Ok(Lanes { start_s: grid.start, step_s: grid.step, shown, told, raw, kind: body.kind })
}

fn is_interval(unit: &str) -> bool {
    matches!(unit.trim().to_lowercase().as_str(), "ms" | "s" | "sec" | "msec")
}

/// Mean and standard deviation of rest: the time apart where there is enough of it, else the
/// middle of the session (median, and its quartiles' distance over 1.349).
fn rest(values: &[f64], grid: &Grid, apart: Option<[f64; 2]>) -> (f64, f64, Rest) {
    if let Some(span) = apart {
        let inside = |i: &usize| (span[0]..span[1]).contains(&grid.at(*i));
        let known: Vec<f64> =
            (0..values.len()).filter(inside).map(|i| values[i]).filter(|v| v.is_finite()).collect();
        let seconds = known.len() as f64 * grid.step;
        // A hair less than two minutes is two minutes with a sample missing.
        if seconds >= 0.9 * REST_S {
            let n = known.len() as f64;
            let mean = known.iter().sum::<f64>() / n;
            let squares: f64 = known.iter().map(|v| (v - mean) * (v - mean)).sum();
            return (mean, (squares / (n - 1.0)).sqrt(), Rest::Apart { seconds });
        }
    }
    let mut known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    known.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * known.len().saturating_sub(1) as f64).round() as usize;
        known.get(place).copied().unwrap_or(f64::NAN)
    };
    (at(0.5), (at(0.75) - at(0.25)) / 1.349, Rest::Session)
}
