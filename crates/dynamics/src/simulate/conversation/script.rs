use super::wording::words;
use super::{APART_S, ConversationOptions, GAIN, SpokenTurn, TALK_S, coded, push, spell};
use crate::random::Draws;
use crate::scenario::planted::GainSpell;
use crate::{Act, ActEvent, Push};

/// A planted winding up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlantedSpiral {
    /// Who was pushed first: 0 for A, 1 for B.
    pub starter: usize,
    /// When both had begun to rise, seconds.
    pub onset_s: f64,
    /// When what held it up ended, seconds.
    pub end_s: f64,
}

/// A planted run of pressing on and drawing back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlantedRun {
    /// Who presses on: 0 for A, 1 for B.
    pub first: usize,
    /// From when to when, seconds.
    pub span_s: [f64; 2],
    /// How often it goes round.
    pub rounds: usize,
}

/// Who says and does what when, and what that does to the two.
pub(super) struct Script {
    entries: Vec<Entry>,
    pub(super) pushes: Vec<Push>,
    pub(super) spells: Vec<GainSpell>,
    pub(super) spiral: Option<PlantedSpiral>,
    pub(super) repair: Option<(usize, f64, bool)>,
    pub(super) words_and_body: Option<(usize, [f64; 2])>,
    pub(super) pursue_withdraw: Option<PlantedRun>,
}

/// One turn with what was coded of it and what it does to the voice, in standard deviations.
struct Entry {
    turn: SpokenTurn,
    act: Option<Act>,
    voice: f64,
}

/// How long the rise lasts until an attempt to mend, seconds.
const UNTIL_REPAIR_S: f64 = 95.0;
/// How much longer it lasts where the attempt does not land, seconds.
const NOT_LANDED_S: f64 = 100.0;
/// How much each picks up of the other while winding up.
const WOUND_UP: [f64; 2] = [0.8, 0.8];
/// The push that starts it and the smaller one that catches the other.
const STARTER_PUSH: f64 = 0.9;
const OTHER_PUSH: f64 = 0.6;
/// What brings both down where the attempt lands.
const EASED: f64 = -0.8;
/// How far the body goes up where it differs from the words, resting standard deviations: two standard
/// deviations of what is left of the body at this person's turns once words are counted, in a talk with
/// everything planted (2.0 on average over 100 talks).
const DIFFERENCE: f64 = 3.2;
/// So long before the first of those turns the body begins to rise, seconds: six return times, so that
/// it is up by then.
const RISE_S: f64 = 24.0;
/// From a push on one to the other's rise, seconds: the delay of the loop.
const DELAY_S: f64 = 2.0;

impl Script {
    pub(super) fn write(options: &ConversationOptions, draws: &mut Draws) -> Self {
        let mut script = Self {
            entries: Vec::new(),
            pushes: Vec::new(),
            spells: Vec::new(),
            spiral: None,
            repair: None,
            words_and_body: None,
            pursue_withdraw: None,
        };
        let [spiral_s, run_s, differ_s] = places(draws);
        let who = [0, 1, 2, 3].map(|_| draws.below(2));
        let hot = options.spiral.then(|| script.wind_up(options, who[0], who[1], spiral_s));

        let end_s = APART_S + TALK_S;
        let mut t = APART_S + 2.0 * draws.uniform();
        let mut speaker = draws.below(2);
        let (mut run_left, mut differ_left) = (9, 4);
        let (mut run_done, mut differ_done) = (!options.pursue_withdraw, !options.words_and_body);
        let mut mended = false;
        while t < end_s - 12.0 {
            let in_run = !run_done && t >= run_s && (run_left < 9 || speaker == who[2]);
            let in_differ = !differ_done && t >= differ_s;
            let quick = in_run || in_differ;
            let lasted =
                if quick { 5.0 + 2.0 * draws.uniform() } else { 3.5 + 9.0 * draws.uniform() };
            // Words stay heated as long as what holds the two up lasts.
            let held_until = script.spiral.map_or(f64::NEG_INFINITY, |s| s.end_s);
            let in_heat = hot.is_some_and(|from| t >= from && (!mended || t < held_until));
            let mends = !mended
                && script.repair.is_some_and(|(person, at, _)| speaker == person && t >= at);
            let (act, valence, voice) = if in_run {
                run_left -= 1;
                script.run_turn(speaker, who[2], t, t + lasted, run_left == 8);
                run_done = run_left == 0;
                if speaker == who[2] {
                    (Some(Act::Pursue), -1.0, 0.6)
                } else {
                    (Some(Act::Withdraw), 0.0, -1.5)
                }
            } else if in_differ && speaker == who[3] {
                differ_left -= 1;
                differ_done = differ_left == 0;
                script.differing_turn(options, speaker, [t, t + lasted], differ_done);
                (None, 1.0, 0.0)
            } else if mends {
                mended = true;
                // The attempt is made when its words begin, not when it was planned.
                script.mend(options, t);
                (Some(Act::Repair), 1.0, -2.0)
            } else {
                usual(in_heat, draws)
            };
            let text = words(valence, draws);
            let turn = SpokenTurn { person: speaker, start_s: t, end_s: t + lasted, valence, text };
            script.entries.push(Entry { turn, act, voice });
            t += lasted + 0.2 + 0.8 * draws.uniform();
            speaker = 1 - speaker;
        }
        script
    }

    pub(super) fn turns(&self) -> Vec<SpokenTurn> {
        self.entries.iter().map(|entry| entry.turn).collect()
    }

    pub(super) fn acts(&self) -> Vec<ActEvent> {
        self.entries.iter().filter_map(|e| e.act.map(|act| coded(&e.turn, act))).collect()
    }

    /// What this person's turns do to their voice: (from, to, standard deviations).
    pub(super) fn voice_of(&self, person: usize) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let own = self.entries.iter().filter(move |e| e.turn.person == person);
        own.map(|e| (e.turn.start_s, e.turn.end_s, e.voice))
    }

    /// Plants the rise up to the attempt to mend; what comes after follows once its time is known.
    /// Returns from when words are heated.
    fn wind_up(
        &mut self,
        options: &ConversationOptions,
        starter: usize,
        mender: usize,
        from_s: f64,
    ) -> f64 {
        let repair_s = from_s + UNTIL_REPAIR_S;
        self.spiral = Some(PlantedSpiral { starter, onset_s: from_s + DELAY_S, end_s: f64::NAN });
        self.repair = Some((mender, repair_s, options.repair_lands));
        from_s + 8.0
    }

    /// The attempt itself, at its real time.
    fn mend(&mut self, options: &ConversationOptions, at_s: f64) {
        let Some(spiral) = &mut self.spiral else { return };
        let from_s = spiral.onset_s - DELAY_S;
        let to_s = if options.repair_lands { at_s + 2.0 } else { at_s + NOT_LANDED_S };
        spiral.end_s = to_s;
        self.repair = self.repair.map(|(person, _, lands)| (person, at_s, lands));
        let (starter, other) = (spiral.starter, 1 - spiral.starter);
        self.spells.push(spell(from_s, to_s, WOUND_UP));
        self.pushes.push(push(starter, from_s, to_s, STARTER_PUSH));
        self.pushes.push(push(other, from_s + DELAY_S, to_s, OTHER_PUSH));
        for person in 0..2 {
            self.pushes.push(push(person, to_s, to_s + 25.0, EASED));
        }
    }

    fn run_turn(&mut self, speaker: usize, first: usize, start_s: f64, end_s: f64, opens: bool) {
        if opens {
            let span_s = [start_s, end_s];
            self.pursue_withdraw = Some(PlantedRun { first, span_s, rounds: 0 });
        }
        if let Some(run) = &mut self.pursue_withdraw {
            run.span_s[1] = end_s;
            run.rounds += usize::from(speaker == first && !opens);
        }
        // The one who draws back is up inside and shows less; the other is up and shows it.
        self.pushes.push(push(speaker, start_s, end_s, 1.2));
    }

    /// Counts a turn of the stretch; with its last one the body's part is known.
    fn differing_turn(
        &mut self,
        options: &ConversationOptions,
        person: usize,
        turn_s: [f64; 2],
        last: bool,
    ) {
        let span = &mut self.words_and_body.get_or_insert((person, turn_s)).1;
        span[1] = turn_s[1];
        if !last {
            return;
        }
        // `DIFFERENCE` in all: what comes back through the other is part of it.
        let returned: f64 = if options.echo { GAIN[0] * GAIN[1] } else { 0.0 };
        let size = DIFFERENCE * (1.0 - returned);
        let from_s = span[0] - RISE_S;
        let to_s = span[1];
        self.pushes.push(push(person, from_s, to_s, size));
    }
}

/// When the winding up, the run and the differing turns begin: in an order drawn, with what is left of
/// the talk dealt out between them, so that no two talks follow one course.
fn places(draws: &mut Draws) -> [f64; 3] {
    const NEEDED_S: [f64; 3] = [UNTIL_REPAIR_S + NOT_LANDED_S + 40.0, 95.0, 110.0];
    let mut order = [0, 1, 2];
    draws.shuffle(&mut order);
    let free = TALK_S - 20.0 - NEEDED_S.iter().sum::<f64>();
    let mut gaps = [0; 4].map(|_| -draws.uniform().ln());
    let all: f64 = gaps.iter().sum();
    gaps.iter_mut().for_each(|gap| *gap *= free / all);
    let mut places = [0.0; 3];
    let mut t = APART_S + 5.0;
    for (k, which) in order.into_iter().enumerate() {
        t += gaps[k];
        // The body rises a little before the words that differ from it.
        places[which] = if which == 2 { t + RISE_S } else { t };
        t += NEEDED_S[which];
    }
    places
}

/// An ordinary turn: what is coded, how positive the words are, what it does to the voice.
fn usual(in_heat: bool, draws: &mut Draws) -> (Option<Act>, f64, f64) {
    let (u, v) = (draws.uniform(), draws.uniform());
    if in_heat {
        let act = match u {
            u if u < 0.5 => Some(Act::Harsh),
            u if u < 0.7 => Some(Act::Pursue),
            u if u < 0.85 => Some(Act::Stress),
            _ => None,
        };
        return (act, if v < 0.85 { -1.0 } else { 0.0 }, 0.5);
    }
    let act = match u {
        u if u < 0.14 => Some(Act::Warm),
        u if u < 0.24 => Some(Act::Soothe),
        u if u < 0.34 => Some(Act::Stress),
        u if u < 0.42 => Some(Act::Pursue),
        u if u < 0.48 => Some(Act::Withdraw),
        u if u < 0.54 => Some(Act::Harsh),
        _ => None,
    };
    let valence = match v {
        v if v < 0.4 => 1.0,
        v if v < 0.75 => 0.0,
        _ => -1.0,
    };
    (act, valence, 0.0)
}
