use super::condition::STRETCHES_FOR_CLAIMS;
use super::jolt::shared_jolts;
use crate::kalman::Measured;
use crate::model::assemble::Inputs;
use crate::model::loop_model::{ChannelNoise, Lag, LoopModel};
use crate::{CannotTell, DynamicsError, PairRecording, PersonRecording};

/// The unit a channel was fitted in: fitted value = (value − centre) / scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChannelUnit {
    /// Which channel of the person, counted in the order given.
    pub channel: usize,
    /// What counts as 0: the channel's mean.
    pub centre: f64,
    /// What counts as 1: the resting standard deviation.
    pub scale: f64,
    /// Whether the scale is that of a resting segment, or of the whole recording for lack of one.
    pub from_rest: bool,
}

/// A recording ready for the filter, in canonical order of the two people.
///
/// The order is by content, so that naming the two the other way round leads to the same
/// arithmetic, and mirrors every result to the bit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Prepared {
    pub(crate) model: LoopModel,
    pub(crate) measured: Measured,
    pub(crate) inputs: Inputs,
    pub(crate) times_s: Vec<f64>,
    /// Whether canonical person 0 is B.
    pub(crate) mirrored: bool,
    pub(crate) units: [Vec<ChannelUnit>; 2],
    /// The shared input was fitted as (input − centre) / scale.
    pub(crate) input_unit: Option<(f64, f64)>,
    /// Seconds in which both were measured.
    pub(crate) usable_s: f64,
    /// Moments left out because something shook both recordings at once.
    pub(crate) jolts: usize,
    /// The most common spacing, in seconds.
    pub(crate) spacing_s: f64,
}

/// Valid samples a channel needs to count at all.
const FEWEST_SAMPLES: usize = 20;

pub(crate) fn prepare(
    recording: &PairRecording<'_>,
    lag: Lag,
    noise: ChannelNoise,
    return_time_s: f64,
) -> Result<Prepared, DynamicsError> {
    check(recording)?;
    let mut counted = [0, 1].map(|who| counted(recording, &recording.persons[who]));
    let spacing_s = usual_spacing_s(recording.times_s);
    let jolted = shared_jolts(counted.each_ref().map(Vec::as_slice), return_time_s, spacing_s);
    for values in counted.iter_mut().flatten() {
        values.iter_mut().zip(&jolted).filter(|(_, j)| **j).for_each(|(y, _)| *y = f64::NAN);
    }
    let people = [0, 1].map(|who| scaled(&counted[who], &recording.persons[who]));
    for (person, channels) in people.iter().enumerate() {
        if channels.is_empty() {
            let most = counted[person].iter().map(|values| moments(values).0).max().unwrap_or(0);
            return Err(match most < FEWEST_SAMPLES {
                true => CannotTell::TooShort { moments: most, needed: FEWEST_SAMPLES },
                false => CannotTell::Constant { person },
            }
            .into());
        }
        // What moved once tells once, however many samples repeat it.
        let moves = channels.iter().map(|channel| moves(&channel.values)).max().unwrap_or(0);
        if moves < FEWEST_MOVES {
            return Err(CannotTell::HardlyMoves { person, moves, needed: FEWEST_MOVES }.into());
        }
    }
    refuse_duplicates(recording)?;
    let mirrored = comes_later(&people[0], &people[1]);
    let order = if mirrored { [1, 0] } else { [0, 1] };
    let times_s = recording.times_s.to_vec();
    let samples = times_s.len();

    let mut values = Vec::with_capacity(samples * (people[0].len() + people[1].len()));
    for t in 0..samples {
        for who in order {
            values.extend(people[who].iter().map(|channel| channel.values[t]));
        }
    }
    let channels = order.map(|who| people[who].len());
    let (spacing, seconds) = spacings(&times_s);
    let measured = Measured { values, channels: channels[0] + channels[1], spacing, seconds };
    let (moments, usable_s) = coverage(&measured, channels[0], &times_s, spacing_s);
    let needed = 5 * measured.channels + 20;
    if moments < needed {
        return Err(CannotTell::TooShort { moments, needed }.into());
    }

    let own = order.map(|who| match recording.persons[who].own_input {
        Some(series) => series.iter().map(|u| if u.is_nan() { 0.0 } else { *u }).collect(),
        None => Vec::new(),
    });
    let (shared, input_unit) = shared_input(recording);
    let model = LoopModel {
        lag,
        noise,
        channels,
        own_input: [0, 1].map(|i| varies(&own[i])),
        shared_input: input_unit.is_some(),
    };
    let units = order.map(|who| people[who].iter().map(|channel| channel.unit).collect());
    let inputs = Inputs { own, shared };
    Ok(Prepared {
        model,
        measured,
        inputs,
        times_s,
        mirrored,
        units,
        input_unit,
        usable_s,
        jolts: jolted.iter().filter(|j| **j).count(),
        spacing_s,
    })
}

struct Scaled {
    unit: ChannelUnit,
    values: Vec<f64>,
}

fn check(recording: &PairRecording<'_>) -> Result<(), DynamicsError> {
    let times = recording.times_s;
    for (index, &t) in times.iter().enumerate() {
        if !t.is_finite() || (index > 0 && t <= times[index - 1]) {
            return Err(DynamicsError::Times { index });
        }
    }
    let same_length = |series: &[f64]| {
        if series.len() == times.len() {
            Ok(())
        } else {
            Err(DynamicsError::SeriesLength { length: series.len(), times: times.len() })
        }
    };
    for person in &recording.persons {
        for channel in person.channels {
            same_length(channel.values)?;
            if let Some(value) = channel.resting_sd
                && !(value.is_finite() && value > 0.0)
            {
                return Err(DynamicsError::Option { what: "resting standard deviation", value });
            }
        }
        if let Some(series) = person.own_input {
            same_length(series)?;
        }
    }
    recording.shared_input.map_or(Ok(()), same_length)
}

/// One person's channels, NaN where nothing was measured or it does not count.
fn counted(recording: &PairRecording<'_>, person: &PersonRecording<'_>) -> Vec<Vec<f64>> {
    let counts = |t: f64| !recording.excluded_s.iter().any(|&(from, to)| from <= t && t < to);
    let value = |(&y, &t)| if f64::is_finite(y) && counts(t) { y } else { f64::NAN };
    let channels = person.channels.iter();
    channels.map(|c| c.values.iter().zip(recording.times_s).map(value).collect()).collect()
}

/// One person's usable channels in their units; flat and nearly empty ones are left out.
fn scaled(counted: &[Vec<f64>], person: &PersonRecording<'_>) -> Vec<Scaled> {
    person
        .channels
        .iter()
        .zip(counted)
        .enumerate()
        .filter_map(|(index, (channel, values))| {
            let (count, centre, sd) = moments(values);
            // A series that moves only in its last bits is flat.
            let flat = !(sd > 1e-12 * centre.abs());
            if count < FEWEST_SAMPLES || flat {
                return None;
            }
            let scale = channel.resting_sd.unwrap_or(sd);
            let unit = ChannelUnit {
                channel: index,
                centre,
                scale,
                from_rest: channel.resting_sd.is_some(),
            };
            let values = values.iter().map(|y| (y - centre) / scale).collect();
            Some(Scaled { unit, values })
        })
        .collect()
}

/// How often what is there differs from what was there before.
fn moves(values: &[f64]) -> usize {
    let there: Vec<f64> = values.iter().copied().filter(|y| !y.is_nan()).collect();
    there.windows(2).filter(|pair| pair[0].to_bits() != pair[1].to_bits()).count()
}

/// As many as the independent stretches without which nothing is claimed: no channel holds more
/// news than it has moves.
const FEWEST_MOVES: usize = STRETCHES_FOR_CLAIMS as usize;

/// Number, mean and standard deviation of what is there.
fn moments(values: &[f64]) -> (usize, f64, f64) {
    let there: Vec<f64> = values.iter().copied().filter(|y| !y.is_nan()).collect();
    let n = there.len() as f64;
    let mean = there.iter().sum::<f64>() / n;
    let variance = there.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / (n - 1.0);
    (there.len(), mean, variance.sqrt())
}

fn refuse_duplicates(recording: &PairRecording<'_>) -> Result<(), CannotTell> {
    let [a, b] = &recording.persons;
    for (channel_a, one) in a.channels.iter().enumerate() {
        for (channel_b, other) in b.channels.iter().enumerate() {
            let mut both = one
                .values
                .iter()
                .zip(other.values)
                .filter(|(x, y)| x.is_finite() && y.is_finite())
                .peekable();
            if both.peek().is_some() && both.all(|(x, y)| x.to_bits() == y.to_bits()) {
                return Err(CannotTell::Duplicated { channel_a, channel_b });
            }
        }
    }
    Ok(())
}

/// Whether the first person's content sorts after the second's.
fn comes_later(a: &[Scaled], b: &[Scaled]) -> bool {
    let content = |people: &[Scaled]| -> Vec<f64> {
        people.iter().flat_map(|c| c.values.iter().copied()).filter(|y| !y.is_nan()).collect()
    };
    let (a, b) = (content(a), content(b));
    for (x, y) in a.iter().zip(&b) {
        // A difference in the last digits may be the rounding of another unit: it decides nothing.
        if (x - y).abs() > 1e-9 {
            return x > y;
        }
    }
    a.len() > b.len()
}

/// Which spacing leads from each sample to the next, and the distinct spacings.
fn spacings(times_s: &[f64]) -> (Vec<u32>, Vec<f64>) {
    let mut distinct: Vec<f64> = Vec::new();
    let mut last = 0usize;
    let spacing = times_s
        .windows(2)
        .map(|pair| {
            let seconds = pair[1] - pair[0];
            let same = |other: f64| (seconds - other).abs() <= 1e-6 * other;
            if !distinct.get(last).is_some_and(|&other| same(other)) {
                last = distinct.iter().position(|&other| same(other)).unwrap_or_else(|| {
                    distinct.push(seconds);
                    distinct.len() - 1
                });
            }
            last as u32
        })
        .collect();
    (spacing, distinct)
}

/// The median spacing.
fn usual_spacing_s(times_s: &[f64]) -> f64 {
    let mut steps: Vec<f64> = times_s.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The fewer of the two people's measured moments, and the seconds in which both were being
/// measured.
fn coverage(measured: &Measured, first: usize, times_s: &[f64], spacing_s: f64) -> (usize, f64) {
    let reach_s = HOLE * spacing_s;
    let mut moments = [0; 2];
    let mut last_s = [f64::NEG_INFINITY; 2];
    let mut usable_s = 0.0;
    for (t, &now_s) in times_s.iter().enumerate() {
        let (a, b) = measured.sample(t).split_at(first);
        for (person, sample) in [a, b].into_iter().enumerate() {
            if sample.iter().any(|y| !y.is_nan()) {
                moments[person] += 1;
                last_s[person] = now_s;
            }
        }
        let until_s = times_s.get(t + 1).map_or(spacing_s, |next| next - now_s);
        if last_s.iter().all(|last| now_s - last <= reach_s) {
            usable_s += until_s.min(reach_s);
        }
    }
    (moments[0].min(moments[1]), usable_s)
}

/// Missing samples shorter than this many spacings are bridged by the model without loss.
const HOLE: f64 = 5.0;

fn varies(series: &[f64]) -> bool {
    series.iter().any(|u| *u != series[0])
}

fn shared_input(recording: &PairRecording<'_>) -> (Vec<f64>, Option<(f64, f64)>) {
    let Some(series) = recording.shared_input else { return (Vec::new(), None) };
    let (count, centre, scale) = moments(series);
    if count < FEWEST_SAMPLES || !(scale > 1e-12 * centre.abs()) {
        return (Vec::new(), None);
    }
    let values = series.iter().map(|s| if s.is_nan() { 0.0 } else { (s - centre) / scale });
    (values.collect(), Some((centre, scale)))
}
