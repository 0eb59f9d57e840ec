use super::act::{ActEvent, in_order};
use super::taking_turns::taking_turns;
use crate::random::Draws;

/// What chance may move when one person's acts are shifted against the other's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slots<'a> {
    /// The clock itself: times move in a loop from the first to the second, seconds.
    Clock {
        /// Start of what was coded, seconds.
        start_s: f64,
        /// End of what was coded, seconds.
        end_s: f64,
    },
    /// Turns at talk of A and of B, as (start, end): acts move from turn to turn in a loop and
    /// turns stay where they were, so that taking turns by itself counts as chance.
    Turns([&'a [(f64, f64)]; 2]),
}

/// Fewest different moves from turn to turn: with fewer, no count could be called rare.
const FEWEST_MOVES: usize = 24;
/// At most this share of acts may lie outside their person's turns.
const OUTSIDE_TURNS: f64 = 0.2;
/// Nearest that a moved copy comes to the data, in turns: further than one run of a cycle lasts, so
/// that no copy holds half of it.
const NEAREST_TURN: usize = 6;
/// Acts change place among so many of their person's turns in a near copy, about four minutes.
const NEAR_TURNS: usize = 16;
/// Or by so much on the clock, seconds.
const NEAR_S: f64 = 60.0;
/// From one place on the clock to the next that acts may be moved to, as a multiple of the time one
/// act has to follow another.
const PLACE: f64 = 2.0;
/// At least so many places, however short the recording: with fewer, no count could be called rare.
const FEWEST_PLACES: usize = 41;

/// One person's acts attached to what carries them.
enum Carried {
    Clock {
        start_s: f64,
        end_s: f64,
        /// Into so many equal parts the loop of the clock is cut.
        places: usize,
    },
    /// For each act its turn and its start and end counted from the turn's start.
    Turns { turns: [Vec<(f64, f64)>; 2], places: Vec<(usize, f64, f64)> },
}

/// Acts of two people of which copies can be made in which one was moved against the other.
pub(crate) struct Shifter {
    events: Vec<ActEvent>,
    carried: Carried,
    /// The person who is moved first: the one whose acts come first by content.
    moved: usize,
    /// p of taking turns; `NaN` without turns, or with too few of them to move.
    taking_turns: f64,
}

impl Shifter {
    /// `None` where the recording is too short to move anything.
    pub(crate) fn new(events: &[ActEvent], slots: &Slots<'_>, within_s: f64) -> Option<Self> {
        let events = in_order(events);
        let moved = usize::from(comes_first(&events, 1));
        let carried = match slots {
            Slots::Turns(turns) => attach(&events, turns)
                .map(|places| Carried::Turns { turns: turns.map(<[_]>::to_vec), places })
                .or_else(|| {
                    let all = || turns.iter().flat_map(|t| t.iter());
                    let start_s = all().map(|t| t.0).reduce(f64::min)?;
                    let end_s = all().map(|t| t.1).reduce(f64::max)?;
                    clock(start_s, end_s, within_s)
                })?,
            Slots::Clock { start_s, end_s } => clock(*start_s, *end_s, within_s)?,
        };
        let taking_turns = match slots {
            Slots::Turns(turns) => taking_turns(*turns, moved),
            Slots::Clock { .. } => f64::NAN,
        };
        Some(Self { events, carried, moved, taking_turns })
    }

    pub(crate) fn events(&self) -> &[ActEvent] {
        &self.events
    }

    /// p of the two taking turns at all; `NaN` without turns, or with too few of them to move.
    pub(crate) fn taking_turns(&self) -> f64 {
        self.taking_turns
    }

    /// How many copies there are to be had, of `wanted`: turns allow each move once.
    pub(crate) fn copies(&self, wanted: usize) -> usize {
        match &self.carried {
            Carried::Clock { places, .. } => (places - 1).min(wanted),
            Carried::Turns { turns, .. } => moves(turns[self.moved].len()).min(wanted),
        }
    }

    /// One of so many copies.
    pub(crate) fn copy(&self, index: usize, copies: usize) -> Vec<ActEvent> {
        let mut copy = self.events.clone();
        match &self.carried {
            Carried::Clock { start_s, end_s, .. } => {
                let length = end_s - start_s;
                let by = length * (index + 1) as f64 / (copies + 1) as f64;
                for event in copy.iter_mut().filter(|e| e.person == self.moved) {
                    let lasted = event.end_s - event.start_s;
                    event.start_s = start_s + (event.start_s - start_s + by).rem_euclid(length);
                    event.end_s = event.start_s + lasted;
                }
            }
            Carried::Turns { turns, places } => {
                let own = &turns[self.moved];
                let moved = copy.iter_mut().zip(places).filter(|(e, _)| e.person == self.moved);
                for (event, (turn, from_start, from_end)) in moved {
                    let new = own[(turn + NEAREST_TURN + index) % own.len()];
                    event.start_s = new.0 + from_start;
                    event.end_s = new.0 + from_end;
                }
            }
        }
        in_order(&copy)
    }
}

impl Shifter {
    /// A copy in which only what is close changed place: acts dealt out anew among some minutes of
    /// their person's turns, or moved by up to a minute on the clock. Heated minutes stay heated.
    pub(crate) fn near_copy(&self, draws: &mut Draws) -> Vec<ActEvent> {
        let mut copy = self.events.clone();
        match &self.carried {
            Carried::Clock { start_s, end_s, .. } => {
                for event in copy.iter_mut().filter(|e| e.person == self.moved) {
                    let by = NEAR_S * (2.0 * draws.uniform() - 1.0);
                    let lasted = event.end_s - event.start_s;
                    event.start_s = (event.start_s + by).clamp(*start_s, *end_s);
                    event.end_s = event.start_s + lasted;
                }
            }
            Carried::Turns { turns, places } => {
                let own = &turns[self.moved];
                let mut to: Vec<usize> = (0..own.len()).collect();
                // Blocks begin elsewhere in every copy, so that no border is a border of all.
                let mut from = 0;
                let mut until = 1 + draws.below(NEAR_TURNS);
                while from < to.len() {
                    let end = until.min(to.len());
                    draws.shuffle(&mut to[from..end]);
                    (from, until) = (end, end + NEAR_TURNS);
                }
                let moved = copy.iter_mut().zip(places).filter(|(e, _)| e.person == self.moved);
                for (event, (turn, from_start, from_end)) in moved {
                    let new = own[to[*turn]];
                    event.start_s = new.0 + from_start;
                    event.end_s = new.0 + from_end;
                }
            }
        }
        in_order(&copy)
    }
}

/// How many different moves from turn to turn stay away from the data.
fn moves(turns: usize) -> usize {
    (turns + 1).saturating_sub(2 * NEAREST_TURN)
}

fn clock(start_s: f64, end_s: f64, within_s: f64) -> Option<Carried> {
    let length = end_s - start_s;
    let places = ((length / (PLACE * within_s)) as usize).max(FEWEST_PLACES);
    (length > 8.0 * within_s).then_some(Carried::Clock { start_s, end_s, places })
}

/// The turn each act lies in; `None` where too many lie in none.
fn attach(events: &[ActEvent], turns: &[&[(f64, f64)]; 2]) -> Option<Vec<(usize, f64, f64)>> {
    if turns.iter().any(|t| moves(t.len()) < FEWEST_MOVES) {
        return None;
    }
    let mut outside = 0;
    let places = events
        .iter()
        .map(|event| {
            let own = turns[event.person];
            let after = own.partition_point(|t| t.0 <= event.start_s + 0.5);
            let turn = after.saturating_sub(1);
            if after == 0 || event.start_s > own[turn].1 + 0.5 {
                outside += 1;
            }
            let from = own[turn].0;
            // A code that lasts beyond its turn is moved as if it ended with it.
            let end = event.end_s.min(own[turn].1).max(event.start_s);
            (turn, event.start_s - from, end - from)
        })
        .collect();
    (outside as f64 <= OUTSIDE_TURNS * events.len() as f64).then_some(places)
}

/// Whether this person's acts come before the other's by content, so that naming the two the
/// other way round moves the same acts.
fn comes_first(events: &[ActEvent], person: usize) -> bool {
    let key = |who: usize| -> Vec<(u64, usize)> {
        let own = events.iter().filter(|e| e.person == who);
        own.map(|e| (e.start_s.to_bits(), e.act.index())).collect()
    };
    key(person) < key(1 - person)
}
