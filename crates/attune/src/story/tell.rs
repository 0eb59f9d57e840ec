use attune_data::{CodeBook, Session};
use attune_dynamics::{
    ActEvent, CycleOptions, Decomposition, LinkVerdict, LoopVerdict, Slots, changes, count_cycles,
    transitions,
};

use super::act::{acts_from_signals, acts_from_turns, coded_acts};
use super::gather::{self, Lanes, NoLanes};
use super::lane::Rest;
use super::moments::{SURE, Sought, set_flood_lines};
use super::words_body::Spoken;
use super::{
    CodedAct, CycleSource, Moment, MomentKind, NotTold, Story, Told, WhyNot, cycle, grid, infinity,
    phase, sentence,
};
use crate::{FloodSetting, Verdict};

/// What a story is told from.
pub(crate) struct Material<'a> {
    /// The recording.
    pub(crate) session: &'a Session,
    /// What its codes mean.
    pub(crate) book: &'a CodeBook,
    /// How positive each turn's words are, turn by turn; `NaN` where not known.
    pub(crate) valence: Vec<f64>,
    /// Channels that may be used: wanted by the plan and without a fault that forbids claims.
    pub(crate) usable: Vec<String>,
    /// Whether a fault forbids claims about the whole session.
    pub(crate) faulty: bool,
    /// What the loop model found, channel by channel.
    pub(crate) loops: Vec<(&'a str, LoopSeen<'a>)>,
    /// Seed of every random number.
    pub(crate) seed: u64,
    /// Above which line each counts as flooded.
    pub(crate) flood_lines: [FloodSetting; 2],
}

/// What a story needs of a loop model.
#[derive(Clone, Copy)]
pub(crate) struct LoopSeen<'a> {
    pub(crate) parts: &'a Decomposition,
    pub(crate) verdict: &'a LoopVerdict,
}

/// Most shifted copies of acts.
const COPIES: usize = 999;
/// One act follows another within so long, seconds.
const WITHIN_S: f64 = 10.0;
/// Fewer acts of a person than this in a source give no material.
const FEWEST_ACTS: usize = 3;

/// The story of one session; `None` where it has neither a channel of both, nor turns, nor codes.
pub(crate) fn tell(material: &Material<'_>) -> Option<Story> {
    let session = material.session;
    let usable = |name: &str| material.usable.iter().any(|u| u == name);
    let lanes = gather::lanes(session, usable);
    let coded = coded_acts(session, material.book);
    let silent = coded.is_empty() && session.turns.is_empty();
    if silent && session.shared_channels().is_empty() {
        return None;
    }
    let mut story = blank(session, lanes.as_ref().ok());
    if material.faulty {
        story.not_told = untold(Told::ALL, WhyNot::Faulty);
        return Some(story);
    }
    let spoken = Spoken::of(&session.turns, &material.valence);
    let mut lanes = lanes;
    if let Ok(lanes) = &mut lanes {
        set_flood_lines(lanes, material.flood_lines);
        story.lanes = Some(lanes.shown.clone());
    }
    tell_cycles(&mut story, material, &coded, lanes.as_ref().ok(), &spoken);
    match &lanes {
        Ok(lanes) => tell_signals(&mut story, material, lanes, &spoken),
        Err(why) => tell_nothing_of_signals(&mut story, *why),
    }
    story.moments.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    story.proposed = propose(&story.moments);
    tell_sentences(&mut story, lanes.as_ref().ok());
    story.not_told.sort_by_key(|n| n.what);
    Some(story)
}

fn blank(session: &Session, lanes: Option<&Lanes>) -> Story {
    let times = || {
        let turns = session.turns.iter().flat_map(|t| [t.start_s, t.end_s]);
        let spans = session.spans.iter().flat_map(|s| [s.start_s, s.end_s]);
        let ends = lanes.map(|l| [l.start_s, l.start_s + l.raw[0].len() as f64 * l.step_s]);
        let lines = session.people.iter().flat_map(|person| &person.series);
        let lines = lines.map(|series| &series.timeline).flat_map(|t| [t.start(), t.end()]);
        // Without lanes, a session still lasts as long as anything in it.
        let lines = lines.filter(|_| lanes.is_none());
        let coded = session.coded_s.into_iter().flatten();
        let ends = ends.into_iter().flatten().chain(lines).chain(coded);
        turns.chain(spans).chain(ends).filter(|t| t.is_finite())
    };
    Story {
        dyad: session.dyad.clone(),
        session: session.session.clone(),
        names: session.people.each_ref().map(|p| p.name.clone()),
        start_s: times().reduce(f64::min).unwrap_or(f64::NAN),
        end_s: times().reduce(f64::max).unwrap_or(f64::NAN),
        apart_s: gather::apart(session),
        lanes: lanes.map(|l| l.shown.clone()),
        lane_start_s: lanes.map_or(f64::NAN, |l| l.start_s),
        lane_step_s: lanes.map_or(f64::NAN, |l| l.step_s),
        turns: session.turns.clone(),
        talk: super::talk::talk(&session.turns),
        acts: Vec::new(),
        moments: Vec::new(),
        proposed: Vec::new(),
        cycles: Vec::new(),
        named: None,
        sentences: [0, 1].map(sentence::CycleSentence::blank),
        words_and_body: [Vec::new(), Vec::new()],
        grid: None,
        infinity: None,
        transitions: Vec::new(),
        phases: Vec::new(),
        not_told: Vec::new(),
    }
}

fn untold(what: impl IntoIterator<Item = Told>, why: WhyNot) -> Vec<NotTold> {
    what.into_iter().map(|what| NotTold { what, why }).collect()
}

/// Cycles from codes, from turns and from signals.
fn tell_cycles(
    story: &mut Story,
    material: &Material<'_>,
    coded: &[CodedAct],
    lanes: Option<&Lanes>,
    spoken: &Spoken,
) {
    let from_turns = acts_from_turns(&story.turns, &material.valence);
    let from_signals = lanes.map(acts_from_signals).unwrap_or_default();
    let sources: Vec<(CycleSource, &[CodedAct])> = vec![
        (CycleSource::Codes, coded),
        (CycleSource::Turns, &from_turns),
        (CycleSource::Signals, &from_signals),
    ];
    let enough = |acts: &[CodedAct]| {
        let of = |person| acts.iter().filter(|a| a.who == super::who(person)).count();
        of(0).min(of(1)) >= FEWEST_ACTS
    };
    let with_material: Vec<_> = sources.iter().filter(|(_, acts)| enough(acts)).collect();
    let options = CycleOptions {
        within_s: WITHIN_S,
        surrogates: COPIES,
        seed: material.seed,
        ..CycleOptions::default()
    };
    let [a, b] = &spoken.spans;
    for (place, (source, acts)) in with_material.iter().enumerate() {
        let events: Vec<ActEvent> = acts.iter().map(CodedAct::event).collect();
        let start_s = story.apart_s.map_or(story.start_s, |apart| apart[1].max(story.start_s));
        let clock = Slots::Clock { start_s, end_s: story.end_s };
        let by_clock = *source == CycleSource::Signals || a.is_empty() || b.is_empty();
        let slots = if by_clock { clock } else { Slots::Turns([a, b]) };
        // Turns of a part of the session hold too few of the codes of the whole of it.
        let counts = count_cycles(&events, &slots, &options)
            .or_else(|_| count_cycles(&events, &clock, &options));
        if let Ok(counts) = counts {
            story.cycles.extend(cycle::cycles(counts, *source, place == 0));
        }
    }
    if story.cycles.is_empty() {
        story.not_told.push(NotTold { what: Told::Cycle, why: WhyNot::TooFewActs });
    }
    story.cycles.sort_by(|x, y| x.p_all.total_cmp(&y.p_all));
    // What was coded tells more than what was seen in turns, and that more than signals alone.
    story.acts = coded.to_vec();
    let covered = story.acts.clone();
    for act in from_turns.into_iter().chain(from_signals) {
        let near = |a: &CodedAct| a.who == act.who && (a.start_s - act.start_s).abs() < 3.0;
        if !covered.iter().any(near) {
            story.acts.push(act);
        }
    }
    story.acts.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    let events: Vec<ActEvent> = story.acts.iter().map(CodedAct::event).collect();
    story.transitions = transitions(&events, WITHIN_S);
    settle_cycles(story);
}

/// Which cycle may be named, and its picture. Once more after strangers are known.
pub(crate) fn settle_cycles(story: &mut Story) {
    story.named = story.cycles.iter().position(|c| c.verdict == Verdict::Supported);
    story.not_told.retain(|n| !(n.what == Told::Cycle && n.why == WhyNot::NotBeyondChance));
    if story.named.is_none() && !story.cycles.is_empty() {
        story.not_told.push(NotTold { what: Told::Cycle, why: WhyNot::NotBeyondChance });
    }
    story.infinity = story.named.and_then(|place| {
        infinity::infinity(
            place,
            &story.cycles[place],
            &story.acts,
            story.lanes.as_ref(),
            story.lane_start_s,
            story.lane_step_s,
        )
    });
}

/// Everything that needs signals.
fn tell_signals(story: &mut Story, material: &Material<'_>, lanes: &Lanes, spoken: &Spoken) {
    // The model of the channel the story is told from; it may have seen others beside it.
    let channel = lanes.shown[0].channel.as_str();
    let loop_seen = material.loops.iter().find(|(c, _)| *c == channel).map(|(_, seen)| *seen);
    let sought = Sought {
        lanes,
        loop_seen,
        acts: &story.acts,
        spoken,
        flood_lines: material.flood_lines,
        seed: material.seed,
    };
    let mut moments: Vec<Moment> = Vec::new();
    let mut not_told: Vec<NotTold> = Vec::new();
    let mut add = |what: Told, found: Vec<Moment>, why: WhyNot| {
        if found.is_empty() {
            not_told.push(NotTold { what, why });
        }
        moments.extend(found);
    };
    let no_loop = match loop_seen {
        None => WhyNot::NoLoopModel,
        Some(seen) if seen.verdict.link != LinkVerdict::Supported => WhyNot::NoLink,
        Some(_) => WhyNot::NoneFound,
    };
    add(Told::Echo, sought.echoes(), no_loop);
    add(Told::WindingUp, sought.winding_up(), WhyNot::NoneFound);
    add(Told::Settling, sought.settling(), WhyNot::NoneFound);
    add(Told::Repair, sought.repairs(), WhyNot::NoneFound);
    add(Told::Recovery, sought.recoveries(), WhyNot::NoneFound);
    let rested = lanes.shown.iter().all(|l| matches!(l.rest, Rest::Apart { .. }));
    let no_flood = match material.flood_lines {
        [FloodSetting::Off, FloodSetting::Off] => WhyNot::SwitchedOff,
        _ if rested => WhyNot::NoneFound,
        _ => WhyNot::NoRest,
    };
    add(Told::Flooded, sought.flooded(), no_flood);
    let no_turns = spoken.spans.iter().any(Vec::is_empty);
    let quiet = if no_turns { WhyNot::NoTurns } else { WhyNot::NotBeyondChance };
    add(Told::CueFirst, sought.cues_first(), quiet);
    let [a, b] = &lanes.told;
    let words = spoken.against([a, b], lanes.start_s, lanes.step_s, material.seed);
    let no_words = match (no_turns, spoken.has_words(), words.runs.is_empty()) {
        (true, _, _) => WhyNot::NoTurns,
        (false, false, _) => WhyNot::NoWords,
        (false, true, true) => WhyNot::NoneFound,
        (false, true, false) => WhyNot::NotBeyondChance,
    };
    add(Told::WordsAndBody, sought.differing(&words.runs), no_words);
    match loop_seen {
        None => not_told.extend(untold([Told::Direction, Told::Soothing], WhyNot::NoLoopModel)),
        Some(seen) => {
            if seen.verdict.starter.is_none() {
                let unlinked = seen.verdict.link != LinkVerdict::Supported;
                let why = if unlinked { WhyNot::NoLink } else { WhyNot::NotBeyondChance };
                not_told.push(NotTold { what: Told::Direction, why });
            }
            if seen.verdict.soothing.is_err() {
                let why =
                    if story.apart_s.is_none() { WhyNot::NoTimeApart } else { WhyNot::TooShort };
                not_told.push(NotTold { what: Told::Soothing, why });
            }
        }
    }
    story.grid = grid::grid(&lanes.shown, lanes.step_s);
    story.phases =
        phase::phases(&lanes.told, &lanes.shown, lanes.start_s, lanes.step_s, material.seed);
    if story.phases.is_empty() {
        not_told.push(NotTold { what: Told::Phases, why: WhyNot::NotBeyondChance });
    }
    story.words_and_body = words.turns;
    story.moments = moments;
    story.not_told.extend(not_told);
}

fn tell_nothing_of_signals(story: &mut Story, why: NoLanes) {
    let why = match why {
        NoLanes::NoSignals => WhyNot::NoSignals,
        NoLanes::OnlyRatings => WhyNot::RatingsAreNotActivation,
        NoLanes::TooShort => WhyNot::TooShort,
    };
    let all = Told::ALL.into_iter().filter(|what| *what != Told::Cycle);
    story.not_told.extend(untold(all, why));
}

/// One sentence for each, from the person's own changes.
fn tell_sentences(story: &mut Story, lanes: Option<&Lanes>) {
    let Some(lanes) = lanes else { return };
    story.sentences = [0, 1].map(|person| {
        let own = changes(lanes.start_s, lanes.step_s, &lanes.told[person]);
        sentence::of_change(person, &own, &story.acts)
    });
}

/// At most three moments for a page, a strength among them where there is one; nothing is proposed
/// that the recording does not support at least weakly, but for a high point to ask about, which
/// claims nothing. One person's own affair takes no place from what both may see: it comes last, and
/// only where there is room.
fn propose(moments: &[Moment]) -> Vec<usize> {
    let weight = |m: &Moment| {
        let kind = match m.kind {
            MomentKind::WindingUp(_) => 5,
            MomentKind::Repair(_) => 4,
            MomentKind::WordsAndBody(_) => 3,
            MomentKind::Settling(_) => 2,
            MomentKind::Echo(_) | MomentKind::Flooded { .. } => 1,
            MomentKind::Recovery(_) | MomentKind::CueFirst(_) => 0,
        };
        // Of a kind the largest: how far both went, or how far words and body were apart.
        let size = match &m.kind {
            MomentKind::WindingUp(spiral) => spiral.rise[0] + spiral.rise[1],
            MomentKind::Settling(settling) => settling.fall[0] + settling.fall[1],
            MomentKind::Repair(repaired) => repaired.load,
            MomentKind::WordsAndBody(run) => run.difference.value,
            MomentKind::Echo(echo) => echo.picked_up,
            _ => 0.0,
        };
        (m.for_both(), m.verdict == Verdict::Supported, kind, (1000.0 * size) as i64)
    };
    let to_look_at = |m: &Moment| match &m.kind {
        MomentKind::Echo(echo) => echo.picked_up > SURE,
        _ => matches!(m.verdict, Verdict::Supported | Verdict::Weak),
    };
    let mut candidates: Vec<usize> = (0..moments.len())
        .filter(|k| to_look_at(&moments[*k]))
        .filter(|k| weight(&moments[*k]).2 > 0)
        .collect();
    candidates.sort_by_key(|k| std::cmp::Reverse(weight(&moments[*k])));
    let mut chosen: Vec<usize> = Vec::new();
    // One of a kind first: three moments of one kind show less than three kinds.
    for k in &candidates {
        let same = |c: &usize| moments[*c].kind.name() == moments[*k].kind.name();
        if chosen.len() < 3 && !chosen.iter().any(same) {
            chosen.push(*k);
        }
    }
    let strength = candidates.iter().find(|k| moments[**k].strength).copied();
    if let Some(strength) = strength
        && !chosen.iter().any(|k| moments[*k].strength)
    {
        chosen.truncate(2);
        chosen.push(strength);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use attune_data::Who;
    use attune_dynamics::{Flooded, Settling, Spiral, WordsBodyRun};

    use super::*;
    use crate::Interval;

    fn moment(kind: MomentKind, verdict: Verdict) -> Moment {
        Moment {
            strength: matches!(kind, MomentKind::Settling(_)),
            kind,
            who: Who::A,
            start_s: 0.0,
            end_s: 1.0,
            estimate: 1.0,
            interval: Interval { lo: 0.0, hi: 2.0 },
            chance: None,
            verdict,
            otherwise: Vec::new(),
        }
    }

    #[test]
    fn what_is_one_persons_own_takes_no_place_from_what_both_may_see() {
        let flooded = MomentKind::Flooded {
            stretch: Flooded { start_s: 0.0, cleared_s: None, peak: 120.0 },
            line: FloodSetting::Usual,
        };
        let settling = Settling { start_s: 0.0, end_s: 1.0, fall: [1.0; 2], half_s: 9.0 };
        let spiral = Spiral {
            onset_s: 0.0,
            onset_interval_s: [0.0; 2],
            detected_s: 0.0,
            live_onset_s: 0.0,
            end_s: None,
            rise: [1.0; 2],
            through_loop: None,
        };
        let run = WordsBodyRun {
            person: 0,
            span_s: [0.0, 1.0],
            turns: vec![0, 1, 2],
            difference: attune_dynamics::Estimate { value: 2.0, lo: 1.0, hi: 3.0 },
            p: 0.03,
        };
        let all = [
            moment(flooded, Verdict::Supported),
            moment(MomentKind::Settling(settling), Verdict::Weak),
            moment(MomentKind::WindingUp(spiral), Verdict::Weak),
            moment(MomentKind::WordsAndBody(run), Verdict::Weak),
        ];
        assert_eq!(propose(&all), [2, 3, 1], "the best supported, but not for both");
        assert_eq!(propose(&all[..2]), [1, 0], "last, where there is room");
    }
}
