use attune_data::{Kind, Who};
use attune_dynamics::{
    Attempt, ChanceOf, EchoMoment, Estimate, FloodLine, Forecaster, Lanes as Both, LinkVerdict,
    SpiralOptions, VoiceLane, WordsBodyRun, chance_of, count_spirals, cue_first, echo_moments,
    flooded, parts_on, recovery_time, repairs, settlings, softened, spirals,
};

use super::gather::Lanes;
use super::lane::Rest;
use super::tell::LoopSeen;
use super::words_body::Spoken;
use super::{CodedAct, Moment, MomentKind, Otherwise, who};
use crate::{FloodSetting, Interval, Verdict};
use attune_dynamics::Act;

/// Copies behind a count of moments; each is a whole search.
const COPIES: usize = 199;
/// Level of every single test here.
const ALPHA: f64 = 0.05;
/// The probability from which the question of an echo moment may be put to the two.
pub(super) const SURE: f64 = 0.9;
/// A high point lasts at least so long, seconds: what passes sooner is noise as often as not.
const LEAST_HIGH_S: f64 = 10.0;
/// So many echo moments of each person are kept, the likeliest first.
const ECHOES: usize = 3;
/// So many high points of each person are followed on their way back.
const RECOVERIES: usize = 3;

/// What moments are looked for in.
pub(super) struct Sought<'a> {
    pub(super) lanes: &'a Lanes,
    pub(super) loop_seen: Option<LoopSeen<'a>>,
    pub(super) acts: &'a [CodedAct],
    pub(super) spoken: &'a Spoken,
    pub(super) flood_lines: [FloodSetting; 2],
    pub(super) seed: u64,
}

impl Sought<'_> {
    fn both(&self) -> Both<'_> {
        let [a, b] = &self.lanes.told;
        Both {
            start_s: self.lanes.start_s,
            step_s: self.lanes.step_s,
            activation: [a, b],
            line: [self.lanes.shown[0].line, self.lanes.shown[1].line],
        }
    }

    fn usual(&self, reservations: &[Otherwise]) -> Vec<Otherwise> {
        let mut all = reservations.to_vec();
        if self.lanes.shown.iter().any(|lane| lane.rest == Rest::Session) {
            all.push(Otherwise::NoRest);
        }
        all
    }

    /// High points that may have been picked up; none without a link that may be spoken of.
    pub(super) fn echoes(&self) -> Vec<Moment> {
        let Some(seen) = self.loop_seen.filter(|s| s.verdict.link == LinkVerdict::Supported) else {
            return Vec::new();
        };
        let line = [0, 1].map(|i| {
            let parts = &seen.parts.persons[i].parts;
            let totals: Vec<f64> = (0..parts.len()).map(|t| parts.total(t)).collect();
            let n = totals.len() as f64;
            let mean = totals.iter().sum::<f64>() / n;
            mean + (totals.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt()
        });
        let moments = echo_moments(seen.parts, line);
        let long = |m: &&EchoMoment| m.span_s[1] - m.span_s[0] >= LEAST_HIGH_S;
        let of = |person: usize| {
            moments.iter().filter(move |m| m.person == person).filter(long).take(ECHOES)
        };
        of(0).chain(of(1)).map(Self::echo).collect()
    }

    /// The order of high points is worth something, a verdict on one of them is not: from one
    /// recording hard labels are right barely half of the time.
    fn echo(found: &EchoMoment) -> Moment {
        Moment {
            who: who(found.person),
            start_s: found.span_s[0],
            end_s: found.span_s[1],
            estimate: found.picked_up,
            interval: unknown(),
            chance: None,
            verdict: Verdict::CannotTell,
            strength: false,
            otherwise: vec![Otherwise::UnrecordedSharedCause, Otherwise::SpeakingOrMoving],
            kind: MomentKind::Echo(*found),
        }
    }

    /// Winding each other up.
    pub(super) fn winding_up(&self) -> Vec<Moment> {
        let lanes = self.both();
        let options = SpiralOptions::default();
        let parts = self.loop_seen.and_then(|seen| parts_on(seen.parts, &lanes));
        let parts = parts.as_ref().map(|[a, b]| [a, b]);
        let found = spirals(&lanes, parts, &options).unwrap_or_default();
        if found.is_empty() {
            return Vec::new();
        }
        let chance = chance_of(&lanes, COPIES, self.seed, |lanes| {
            count_spirals(lanes, &options).unwrap_or(0)
        });
        let linked = self.loop_seen.is_some_and(|s| s.verdict.link == LinkVerdict::Supported);
        let verdict = match (linked, chance.p < ALPHA) {
            (true, true) => Verdict::Supported,
            (true, false) | (false, true) => Verdict::Weak,
            (false, false) => Verdict::CannotTell,
        };
        let last_s = lanes.at(lanes.len() - 1);
        let otherwise = self.usual(&[
            Otherwise::UnrecordedSharedCause,
            Otherwise::SpeakingOrMoving,
            Otherwise::Chance,
        ]);
        found
            .into_iter()
            .map(|spiral| Moment {
                who: Who::Both,
                start_s: spiral.onset_s,
                end_s: spiral.end_s.unwrap_or(last_s),
                estimate: spiral.onset_s,
                interval: Interval {
                    lo: spiral.onset_interval_s[0],
                    hi: spiral.onset_interval_s[1],
                },
                chance: Some(chance),
                verdict,
                strength: false,
                otherwise: otherwise.clone(),
                kind: MomentKind::WindingUp(spiral),
            })
            .collect()
    }

    /// Coming down together.
    pub(super) fn settling(&self) -> Vec<Moment> {
        let lanes = self.both();
        let found = settlings(&lanes);
        if found.is_empty() {
            return Vec::new();
        }
        let chance: ChanceOf = chance_of(&lanes, COPIES, self.seed, |lanes| settlings(lanes).len());
        // As often as copies moved in time show it, coming down together says nothing of the two.
        let verdict = if chance.p < ALPHA { Verdict::Supported } else { Verdict::NotSeen };
        let otherwise = self.usual(&[
            Otherwise::ComingDownAnyway,
            Otherwise::UnrecordedSharedCause,
            Otherwise::Chance,
        ]);
        found
            .into_iter()
            .map(|settling| Moment {
                who: Who::Both,
                start_s: settling.start_s,
                end_s: settling.end_s,
                estimate: settling.half_s,
                interval: unknown(),
                chance: Some(chance),
                verdict,
                strength: true,
                otherwise: otherwise.clone(),
                kind: MomentKind::Settling(settling),
            })
            .collect()
    }

    /// Attempts to mend, coded or heard as a softened tone, where there was something to mend.
    pub(super) fn repairs(&self) -> Vec<Moment> {
        let lanes = self.both();
        let mut attempts: Vec<Attempt> = self
            .acts
            .iter()
            .filter(|a| a.act == Act::Repair && !a.code.is_empty())
            .map(|a| Attempt { person: a.event().person, at_s: a.start_s, coded: true })
            .collect();
        for person in 0..2 {
            let voice = &self.lanes.shown[person].expression;
            if voice.is_empty() {
                continue;
            }
            let lane = VoiceLane {
                start_s: self.lanes.start_s,
                step_s: self.lanes.step_s,
                values: voice,
                drop: 1.0,
            };
            let heard = softened(person, &self.spoken.spans[person], &[lane]);
            let known = attempts.clone();
            let new = |a: &Attempt| !known.iter().any(|k| (k.at_s - a.at_s).abs() < 5.0);
            attempts.extend(heard.into_iter().filter(new));
        }
        if attempts.is_empty() {
            return Vec::new();
        }
        attempts.sort_by(|x, y| x.at_s.total_cmp(&y.at_s));
        let forecaster = Forecaster::learn(&lanes);
        let found = repairs(&lanes, &attempts, forecaster.as_ref(), self.seed);
        let something = |r: &attune_dynamics::Repaired| r.load > 0.0 && r.landed.is_some();
        // Every attempt that could land is one more chance to look like one that did.
        let tries = found.iter().filter(|r| r.landed.is_some()).count() as f64;
        found
            .into_iter()
            .filter(|r| r.attempt.coded || something(r))
            .map(|repaired| {
                let beyond = repaired.elsewhen.is_some_and(|e| tries * e.p < ALPHA);
                let verdict = match repaired.landed {
                    Some(true) if repaired.attempt.coded && beyond => Verdict::Supported,
                    Some(true) => Verdict::Weak,
                    Some(false) => Verdict::NotSeen,
                    None => Verdict::CannotTell,
                };
                let mut otherwise = self.usual(&[Otherwise::ComingDownAnyway]);
                if repaired.attempt.coded {
                    otherwise.push(Otherwise::OneCoder);
                }
                Moment {
                    who: who(repaired.attempt.person),
                    start_s: repaired.attempt.at_s,
                    end_s: repaired.attempt.at_s + repaired.half_s.unwrap_or(60.0),
                    estimate: repaired.half_s.unwrap_or(f64::NAN),
                    interval: unknown(),
                    chance: None,
                    verdict,
                    strength: repaired.landed == Some(true),
                    otherwise,
                    kind: MomentKind::Repair(repaired),
                }
            })
            .collect()
    }

    /// The way back from each person's highest points.
    pub(super) fn recoveries(&self) -> Vec<Moment> {
        let mut found = Vec::new();
        for (person, lane) in self.lanes.told.iter().enumerate() {
            let line = self.lanes.shown[person].line;
            for peak in peaks(lane, line, self.lanes.step_s).into_iter().take(RECOVERIES) {
                let back = recovery_time(self.lanes.start_s, self.lanes.step_s, lane, peak);
                let Some(recovery) = back else { continue };
                let Estimate { value, lo, hi } = recovery.half_life_s;
                let verdict = match recovery.censored {
                    true => Verdict::CannotTell,
                    // Known to within a factor of four.
                    false if hi < 4.0 * lo => Verdict::Supported,
                    false => Verdict::Weak,
                };
                found.push(Moment {
                    who: who(person),
                    start_s: recovery.peak_s,
                    end_s: recovery.until_s,
                    estimate: value,
                    interval: Interval { lo, hi },
                    chance: None,
                    verdict,
                    strength: false,
                    otherwise: self
                        .usual(&[Otherwise::SpeakingOrMoving, Otherwise::TemperatureOrEffort]),
                    kind: MomentKind::Recovery(recovery),
                });
            }
        }
        found
    }

    /// Far above one's own line for long; only where rest was recorded.
    pub(super) fn flooded(&self) -> Vec<Moment> {
        let mut found = Vec::new();
        for person in 0..2 {
            let lane = &self.lanes.shown[person];
            let Some(above) = lane.flood_above else { continue };
            let line = FloodLine { above, cleared: above.min(lane.rest_mean + lane.rest_sd) };
            let raw = &self.lanes.raw[person];
            let last_s = self.lanes.start_s + raw.len() as f64 * self.lanes.step_s;
            for stretch in flooded(self.lanes.start_s, self.lanes.step_s, raw, line) {
                let end_s = stretch.cleared_s.unwrap_or(last_s);
                found.push(Moment {
                    who: who(person),
                    start_s: stretch.start_s,
                    end_s,
                    estimate: end_s - stretch.start_s,
                    interval: unknown(),
                    chance: None,
                    verdict: Verdict::Supported,
                    strength: false,
                    otherwise: vec![Otherwise::TemperatureOrEffort, Otherwise::SpeakingOrMoving],
                    kind: MomentKind::Flooded { stretch, line: self.flood_lines[person] },
                });
            }
        }
        found
    }

    /// A body that moves before the other's first words.
    pub(super) fn cues_first(&self) -> Vec<Moment> {
        let Lanes { start_s, step_s, told, .. } = self.lanes;
        (0..2)
            .filter_map(|person| {
                let words = self.spoken.first_words(1 - person, PAUSE_S);
                let found =
                    cue_first(person, *start_s, *step_s, &told[person], &words, self.seed).ok()?;
                // Two people are looked at.
                let verdict = if 2.0 * found.p < ALPHA { Verdict::Supported } else { return None };
                let (first, last) = (words.first()?, words.last()?);
                Some(Moment {
                    who: who(person),
                    start_s: *first,
                    end_s: *last,
                    estimate: found.lead_s,
                    interval: Interval {
                        lo: found.lead_interval_s[0],
                        hi: found.lead_interval_s[1],
                    },
                    chance: None,
                    verdict,
                    strength: false,
                    otherwise: vec![Otherwise::SpeakingOrMoving, Otherwise::UnrecordedSharedCause],
                    kind: MomentKind::CueFirst(found),
                })
            })
            .collect()
    }

    /// Stretches in which words and body differed, beyond chance.
    pub(super) fn differing(&self, runs: &[WordsBodyRun]) -> Vec<Moment> {
        let beyond = runs.iter().filter(|run| run.p < ALPHA);
        beyond
            .map(|run| Moment {
                who: who(run.person),
                start_s: run.span_s[0],
                end_s: run.span_s[1],
                estimate: run.difference.value,
                interval: Interval { lo: run.difference.lo, hi: run.difference.hi },
                chance: None,
                verdict: Verdict::Supported,
                strength: false,
                otherwise: vec![
                    Otherwise::CareForTheSubject,
                    Otherwise::TemperatureOrEffort,
                    Otherwise::BeingObserved,
                    Otherwise::WordsWithoutTone,
                ],
                kind: MomentKind::WordsAndBody(run.clone()),
            })
            .collect()
    }
}

/// First words come after at least so long a silence of that person, seconds.
const PAUSE_S: f64 = 3.0;

/// The line from rest, where the channel, the recording and the person allow one.
pub(super) fn set_flood_lines(lanes: &mut Lanes, wanted: [FloodSetting; 2]) {
    // An interval between beats has no such line: it falls as the heart speeds up.
    let heart = lanes.kind == Kind::Heart;
    for (person, (lane, wanted)) in lanes.shown.iter_mut().zip(wanted).enumerate() {
        let intervals = heart && matches!(lane.unit.trim(), "ms" | "s");
        let comparable = lane.activation.len() == lanes.raw[person].len();
        let rested = matches!(lane.rest, Rest::Apart { .. });
        if !(rested && comparable) || intervals || lanes.kind == Kind::Rating {
            continue;
        }
        let (mean, sd) = (lane.rest_mean, lane.rest_sd);
        lane.flood_above = match wanted {
            FloodSetting::Usual => Some(FloodLine::from_rest(mean, sd, heart).above),
            FloodSetting::AboveRest { sd: by } => Some(FloodLine::above_rest(mean, sd, by).above),
            FloodSetting::Off => None,
        };
    }
}

/// The highest point of each stretch above the line of at least [`LEAST_HIGH_S`], the highest first.
fn peaks(x: &[f64], line: f64, step_s: f64) -> Vec<usize> {
    let half = (2.5 / step_s).round() as usize;
    let smooth: Vec<f64> = (0..x.len())
        .map(|t| {
            let inside = &x[t.saturating_sub(half)..(t + half + 1).min(x.len())];
            let known = inside.iter().filter(|v| v.is_finite());
            let (n, sum) = known.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
            sum / n
        })
        .collect();
    let mut found: Vec<usize> = Vec::new();
    let mut t = 0;
    while t < x.len() {
        if smooth[t].is_nan() || smooth[t] <= line {
            t += 1;
            continue;
        }
        let from = t;
        while t < x.len() && smooth[t] > line {
            t += 1;
        }
        let top = (from..t).max_by(|p, q| smooth[*p].total_cmp(&smooth[*q]));
        if (t - from) as f64 * step_s >= LEAST_HIGH_S {
            found.extend(top);
        }
    }
    found.sort_by(|p, q| smooth[*q].total_cmp(&smooth[*p]));
    found
}

fn unknown() -> Interval {
    Interval { lo: f64::NAN, hi: f64::NAN }
}
