//! Two people's channels on the grid that the loop model is fitted on.

use attune_data::align::grid::{Grid, to_grid};
use attune_data::{Kind, Series, Session, Timeline};
use attune_dynamics::{ChannelRecording, PacingBlock, PairRecording, PersonRecording};
use attune_signal::dsp;

use crate::marked::{self, Stretches};
use crate::plan::{Detrend, Plan};
use crate::{Reason, prepare};

/// The loop of two people moves in seconds; finer samples carry sensor noise with a memory of its
/// own, which would pass for a quick return.
const FINEST_STEP_S: f64 = 1.0;
/// Beyond this many samples (two hours at one a second) the grid is made coarser.
const MOST_SAMPLES: usize = 7_200;
/// A resting segment from which a unit is taken holds at least this much, seconds.
const SHORTEST_REST_S: f64 = 120.0;
/// The model expects delays of about three of its seconds. Diaries are fitted on a clock on which
/// a day counts as that much.
const DIARY_CLOCK: f64 = 3.0 / DAY;
const DAY: f64 = 86_400.0;

/// Two people's channels on one grid, with what was marked on the session's clock.
#[derive(Debug, Clone)]
pub(crate) struct Material {
    pub(crate) channels: Vec<String>,
    /// Model seconds per second.
    pub(crate) clock: f64,
    /// The return time expected beforehand, model seconds.
    pub(crate) return_time_s: f64,
    /// Time between grid points, seconds.
    pub(crate) step_s: f64,
    /// Model seconds.
    pub(crate) times_s: Vec<f64>,
    /// Exercises of one person alone, model seconds.
    pub(crate) blocks: Vec<PacingBlock>,
    people: [Person; 2],
    /// What both were exposed to, where it was recorded.
    shared_input: Option<Vec<f64>>,
    apart: Vec<(f64, f64)>,
    together: Vec<(f64, f64)>,
}

#[derive(Debug, Clone)]
struct Person {
    channels: Vec<Channel>,
    own_input: Option<Vec<f64>>,
}

#[derive(Debug, Clone)]
struct Channel {
    values: Vec<f64>,
    resting_sd: Option<f64>,
}

/// Channels as the model reads them; borrowed from a [`Material`].
pub(crate) type Views<'a> = [Vec<ChannelRecording<'a>>; 2];

impl Material {
    /// Whether anything was recorded while the two were apart.
    pub(crate) fn has_apart(&self) -> bool {
        !self.apart.is_empty()
    }

    /// Both people's channels.
    pub(crate) fn views(&self) -> Views<'_> {
        [0, 1].map(|who: usize| self.people[who].views(self.times_s.len()))
    }

    /// The time together: apart, excluded, and on one pacer left out.
    pub(crate) fn together<'a>(&'a self, views: &'a Views<'a>) -> PairRecording<'a> {
        self.recording(views, &self.apart)
    }

    /// The time apart: everything else left out.
    pub(crate) fn apart<'a>(&'a self, views: &'a Views<'a>) -> PairRecording<'a> {
        self.recording(views, &self.together)
    }

    fn recording<'a>(
        &'a self,
        views: &'a Views<'a>,
        excluded_s: &'a [(f64, f64)],
    ) -> PairRecording<'a> {
        let person = |who: usize| PersonRecording {
            channels: &views[who],
            own_input: self.people[who].own_input.as_deref(),
        };
        PairRecording {
            times_s: &self.times_s,
            persons: [person(0), person(1)],
            shared_input: self.shared_input.as_deref(),
            excluded_s,
        }
    }

    /// This material's person with another's, as far as both reach; each without the time that did
    /// not count where they were recorded.
    pub(crate) fn with_stranger(&self, who: usize, other: &Self, other_who: usize) -> Self {
        let n = self.times_s.len().min(other.times_s.len());
        let cut = |material: &Self, who: usize| {
            let mut person = material.people[who].clone();
            for channel in &mut person.channels {
                leave_out(&mut channel.values, &material.times_s, &material.apart);
                channel.values.truncate(n);
            }
            if let Some(input) = &mut person.own_input {
                input.truncate(n);
            }
            person
        };
        Self {
            times_s: self.times_s[..n].to_vec(),
            people: [cut(self, who), cut(other, other_who)],
            // Strangers were not exposed to one thing at one time.
            shared_input: None,
            apart: Vec::new(),
            together: Vec::new(),
            blocks: Vec::new(),
            channels: self.channels.clone(),
            ..*self
        }
    }
}

impl Person {
    fn views(&self, n: usize) -> Vec<ChannelRecording<'_>> {
        self.channels
            .iter()
            .map(|c| ChannelRecording { values: &c.values[..n], resting_sd: c.resting_sd })
            .collect()
    }
}

/// Both people's channels on the model's grid.
pub(crate) fn material(
    session: &Session,
    channels: &[&str],
    plan: &Plan,
) -> Result<Material, Reason> {
    let series = |who: usize| -> Vec<&Series> {
        channels.iter().filter_map(|name| session.people[who].channel(name)).collect()
    };
    let both = [series(0), series(1)];
    if channels.is_empty() || both.iter().any(|found| found.len() < channels.len()) {
        return Err(Reason::NoSharedTime);
    }
    let kind = both[0][0].kind;
    if kind == Kind::Code {
        return Err(Reason::CodesAreNotAmounts);
    }
    let grid = grid(&both, kind, plan)?;
    let clock = if kind == Kind::Diary { DIARY_CLOCK } else { 1.0 };
    let marks = Marks::new(session, &grid);
    let times: Vec<f64> = (0..grid.len).map(|i| grid.at(i)).collect();
    let person = |who: usize| Person {
        channels: both[who].iter().map(|series| channel(series, &grid, plan, &marks)).collect(),
        own_input: own_input(&marks.pacing[who], &times),
    };
    Ok(Material {
        channels: channels.iter().map(|&name| name.to_owned()).collect(),
        clock,
        return_time_s: clock * return_time_s(kind),
        step_s: grid.step,
        times_s: times.iter().map(|t| clock * t).collect(),
        people: [person(0), person(1)],
        shared_input: shared_input(session, &grid, plan),
        blocks: blocks(&marks.pacing, clock),
        apart: scaled(&marks.apart, clock),
        together: complement(&scaled(&marks.apart, clock)),
    })
}

/// The return time expected before seeing the data, by what is measured (`docs/mathematics.md` 1); a day
/// for what is written down day by day.
fn return_time_s(kind: Kind) -> f64 {
    match kind {
        Kind::Motion | Kind::Face | Kind::Voice => 4.0,
        Kind::Diary => DAY,
        _ => 20.0,
    }
}

/// The grid that all channels of both people share.
fn grid(both: &[Vec<&Series>; 2], kind: Kind, plan: &Plan) -> Result<Grid, Reason> {
    let timelines = || both.iter().flatten().map(|series| &series.timeline);
    let slowest = timelines().map(Timeline::step).fold(0.0, f64::max);
    let asked = plan.preprocess.rate_hz.map_or(0.0, f64::recip);
    let finest = if kind == Kind::Diary { slowest } else { FINEST_STEP_S };
    let mut step = slowest.max(asked).max(finest);
    let mut whole: Option<Grid> = None;
    for timeline in timelines() {
        let own = prepare::cut_to_plan(
            Grid::shared(timeline, timeline, Some(1.0 / step)).ok_or(Reason::NoSharedTime)?,
            plan,
        )?;
        whole = Some(match whole {
            None => own,
            Some(grid) => overlap(&grid, &own).ok_or(Reason::NoSharedTime)?,
        });
    }
    let mut grid = whole.ok_or(Reason::NoSharedTime)?;
    let recorded = both.iter().flatten().map(|series| series.values.len()).sum::<usize>();
    if grid.len > prepare::LONGEST_GRID * recorded {
        return Err(Reason::NoSharedTime);
    }
    if grid.len > MOST_SAMPLES {
        let coarser = grid.len.div_ceil(MOST_SAMPLES) as f64;
        step *= coarser;
        grid = Grid { start: grid.start, step, len: (grid.len - 1) / coarser as usize + 1 };
    }
    Ok(grid)
}

/// The time two grids of one step share, on a grid of that step.
fn overlap(one: &Grid, other: &Grid) -> Option<Grid> {
    let start = one.start.max(other.start);
    let end = one.at(one.len - 1).min(other.at(other.len - 1));
    let len = ((end - start) / one.step + 1e-6).floor();
    (len >= 0.0).then(|| Grid { start, step: one.step, len: len as usize + 1 })
}

/// One channel on the grid: what must not count left out, motion on a logarithmic scale, and the
/// straight line taken out where the plan takes anything out.
fn channel(series: &Series, grid: &Grid, plan: &Plan, marks: &Marks) -> Channel {
    let times: Vec<f64> = (0..grid.len).map(|i| grid.at(i)).collect();
    let gap_s = plan.preprocess.max_gap_s.max(grid.step);
    let mut values = to_grid(series, grid, gap_s);
    leave_out(&mut values, &times, &marks.left_out);
    if series.kind == Kind::Motion {
        compress(&mut values);
    }
    // Differences would change what the model's rates mean; a line is what they take out of level.
    if plan.preprocess.detrend != Detrend::None {
        values = dsp::detrend_linear(&values);
    }
    let resting_sd = resting_sd(&values, &times, grid.step, &marks.apart);
    Channel { values, resting_sd }
}

/// What both were exposed to, on the grid and prepared as what it may have moved; the first where
/// several were recorded.
fn shared_input(session: &Session, grid: &Grid, plan: &Plan) -> Option<Vec<f64>> {
    let series = *session.shared_inputs().first()?;
    let values = to_grid(series, grid, plan.preprocess.max_gap_s.max(grid.step));
    let level = plan.preprocess.detrend == Detrend::None;
    Some(if level { values } else { dsp::detrend_linear(&values) })
}

/// Amounts of movement, mostly small with bursts: ln(1 + x / mean), the same in any unit. What has
/// negative values is no such amount and stays.
fn compress(values: &mut [f64]) {
    let present = || values.iter().copied().filter(|x| x.is_finite());
    let mean = present().sum::<f64>() / present().count() as f64;
    if mean > 0.0 && present().all(|x| x >= 0.0) {
        values.iter_mut().for_each(|x| *x = (*x / mean).ln_1p());
    }
}

/// The standard deviation while apart, where that was long enough.
fn resting_sd(values: &[f64], times: &[f64], step_s: f64, apart: &[(f64, f64)]) -> Option<f64> {
    let rest: Vec<f64> = times
        .iter()
        .zip(values)
        .filter(|(t, x)| x.is_finite() && apart.iter().any(|&(from, to)| from <= **t && **t < to))
        .map(|(_, x)| *x)
        .collect();
    let n = rest.len() as f64;
    if n * step_s < SHORTEST_REST_S {
        return None;
    }
    let mean = rest.iter().sum::<f64>() / n;
    let sd = (rest.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    (sd > 0.0).then_some(sd)
}

/// 1 while this person alone paces, else 0; `None` where this person never does.
fn own_input(alone: &Stretches, times: &[f64]) -> Option<Vec<f64>> {
    let within = |t: f64| alone.iter().any(|&(from, until)| from <= t && t < until);
    (!alone.is_empty()).then(|| times.iter().map(|&t| f64::from(u8::from(within(t)))).collect())
}

/// The exercises of one person alone, in order of time, model seconds.
fn blocks(alone: &[Stretches; 2], clock: f64) -> Vec<PacingBlock> {
    let of = |person: usize| {
        let block = move |&(from, until): &(f64, f64)| PacingBlock {
            person,
            start_s: clock * from,
            end_s: clock * until,
        };
        alone[person].iter().map(block)
    };
    let mut all: Vec<PacingBlock> = of(0).chain(of(1)).collect();
    all.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    all
}

/// What was marked on the session's clock and lies in the recording, seconds.
struct Marks {
    apart: Stretches,
    left_out: Stretches,
    /// Exercise of A alone, and of B alone.
    pacing: [Stretches; 2],
}

impl Marks {
    fn new(session: &Session, grid: &Grid) -> Self {
        let (start, end) = (grid.start, grid.at(grid.len));
        let recorded = |stretches: Stretches| -> Stretches {
            let cut = stretches.into_iter().map(|(from, until)| (from.max(start), until.min(end)));
            cut.filter(|(from, until)| from < until).collect()
        };
        Self {
            apart: recorded(marked::apart(session)),
            left_out: recorded(marked::left_out(session)),
            pacing: [0, 1].map(|who| recorded(marked::pacing_alone(session, who))),
        }
    }
}

fn leave_out(values: &mut [f64], times: &[f64], stretches: &[(f64, f64)]) {
    for (value, &t) in values.iter_mut().zip(times) {
        if stretches.iter().any(|&(from, to)| from <= t && t < to) {
            *value = f64::NAN;
        }
    }
}

fn scaled(stretches: &[(f64, f64)], clock: f64) -> Vec<(f64, f64)> {
    stretches.iter().map(|&(from, to)| (clock * from, clock * to)).collect()
}

/// Everything but these stretches, which are in order of time.
fn complement(stretches: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    let mut from = f64::NEG_INFINITY;
    for &(start, end) in stretches {
        if from < start {
            out.push((from, start));
        }
        from = from.max(end);
    }
    out.push((from, f64::INFINITY));
    out
}
