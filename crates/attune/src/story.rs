//! What a session tells: moments, cycles, words and bodies, one sentence each can complete.
//!
//! Plain data, from which pages and tables are made. Nothing here judges: a moment is a stretch
//! worth looking at together, with what was seen, how sure one can be, and what else could explain
//! it.

mod act;
mod cycle;
mod gather;
mod grid;
mod infinity;
mod lane;
mod moment;
mod moments;
mod not_told;
mod phase;
mod sentence;
mod soothing;
mod study;
mod talk;
mod tell;
mod words_body;

use attune_data::{Turn, Who};

pub use act::CodedAct;
pub(crate) use act::codes_read;
pub use attune_dynamics::{
    Act, After, ChanceOf, CueFirst, CycleKind, EchoMoment, Elsewhen, Flooded, Occurrence, Recovery,
    Repaired, Settling, Spiral, Transition, TurnWordsBody, WordsBodyRun,
};
pub use cycle::{Cycle, CycleSource, StrangerCount};
pub use grid::Grid;
pub use infinity::{InfinityLoop, Leg};
pub use lane::{Lane, Rest};
pub use moment::{Moment, MomentKind, Otherwise};
pub use not_told::{NotTold, Told, WhyNot};
pub use phase::{Phase, PhaseKind};
pub use sentence::CycleSentence;
pub use soothing::{CoupleSoothing, StudySoothing};
pub(crate) use study::add_to;
pub use talk::{Floor, FunctionClass, Talk};

/// What one session tells. A study has one per session with turns, codes or signals.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The dyad's id.
    pub dyad: String,
    /// Which of the dyad's sessions, where it has several.
    pub session: Option<String>,
    /// What the files call the two people.
    pub names: [String; 2],
    /// From when the story is told, seconds on the session's clock.
    pub start_s: f64,
    /// Until when.
    pub end_s: f64,
    /// The stretch in which the two were apart, where one was marked.
    pub apart_s: Option<[f64; 2]>,
    /// Both people's activation and expression on one even grid; `None` without usable signals.
    pub lanes: Option<[Lane; 2]>,
    /// Time of the lanes' first sample, seconds; `NaN` without lanes.
    pub lane_start_s: f64,
    /// Time between the lanes' samples, seconds; `NaN` without lanes.
    pub lane_step_s: f64,
    /// Who spoke when, by start; what was said where it was written down.
    pub turns: Vec<Turn>,
    /// How A and B talked, in counts.
    pub talk: [Talk; 2],
    /// What was coded or seen of each, as families of acts, by start.
    pub acts: Vec<CodedAct>,
    /// Every moment found, by start.
    pub moments: Vec<Moment>,
    /// The moments proposed for a page, by their place in `moments`: at most three, a strength
    /// among them where there is one, the first to look at first.
    pub proposed: Vec<usize>,
    /// Every cycle looked for, in both directions, the clearest first.
    pub cycles: Vec<Cycle>,
    /// The cycle that may be named, by its place in `cycles`: the clearest supported one.
    pub named: Option<usize>,
    /// The sentence A may complete, and the sentence B may complete, each from the person's own
    /// latest change; [`Story::to_say`] has those for a page.
    pub sentences: [CycleSentence; 2],
    /// Each person's turns with words and body.
    pub words_and_body: [Vec<TurnWordsBody>; 2],
    /// Where the two spent their time.
    pub grid: Option<Grid>,
    /// The cycle as a loop of two people, for a picture; `None` where no cycle came up.
    pub infinity: Option<InfinityLoop>,
    /// What followed what, the commonest step first.
    pub transitions: Vec<Transition>,
    /// Phases of the session, by time; empty where none could be told apart.
    pub phases: Vec<Phase>,
    /// What cannot be told from this session, and why.
    pub not_told: Vec<NotTold>,
}

impl Story {
    /// The proposed moments, the first to look at first.
    pub fn proposed(&self) -> impl Iterator<Item = &Moment> {
        self.proposed.iter().filter_map(|place| self.moments.get(*place))
    }

    /// The cycle that may be named.
    pub fn named_cycle(&self) -> Option<&Cycle> {
        self.cycles.get(self.named?)
    }

    /// The sentence A may complete, and B's: about the latest round of the cycle that is named, from
    /// both sides; about each one's own latest change where none is.
    pub fn to_say(&self) -> [CycleSentence; 2] {
        let round = self.named_cycle().and_then(|cycle| sentence::of_round(cycle, &self.acts));
        round.unwrap_or_else(|| match self.named {
            // Of another event a sentence would not fit the round that the page names.
            Some(_) => [0, 1].map(CycleSentence::blank),
            None => self.sentences.clone(),
        })
    }

    /// The turns that touch a stretch of the session, such as a moment with a minute around it.
    pub fn turns_within(&self, start_s: f64, end_s: f64) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(move |t| t.end_s >= start_s && t.start_s <= end_s)
    }

    /// Why this cannot be told, where it cannot.
    pub fn why_not(&self, what: Told) -> Option<WhyNot> {
        self.not_told.iter().find(|n| n.what == what).map(|n| n.why)
    }
}

/// Whom a person's place stands for.
pub(crate) fn who(person: usize) -> Who {
    Who::of_person(person)
}
