//! What the pages for couples and therapists share: one session, who is called what, which channel
//! is told, and the pictures made of a story.

use attune::story::{Moment, MomentKind};
use attune::{Analysis, Dyad, Story};
use attune_data::{FaultCode, Kind};

use crate::picture::{
    InfinityLoop, LoopArrow, LoopHalf, MomentSign, Picture, Ribbon, RibbonMoment, TimeGrid,
    TurnBeside, WordsAndBody, infinity_loop, moments_ribbon, where_time_went, words_and_body,
};
use crate::words::{self, People, Strength};

/// One session of an analysis, ready to be told.
pub(super) struct Told<'a> {
    pub(super) story: &'a Story,
    pub(super) people: People<'a>,
    /// The session's channels, in the analysis's order.
    pub(super) dyads: Vec<&'a Dyad>,
    /// Whether what lies beside the recording goes by another clock.
    pub(super) clocks_apart: bool,
}

impl<'a> Told<'a> {
    pub(super) fn new(analysis: &'a Analysis, story: &'a Story) -> Self {
        let same = |dyad: &&Dyad| dyad.dyad == story.dyad && dyad.session == story.session;
        let dyads = analysis.dyads.iter().filter(same).collect();
        let clocks_apart = analysis.faults.iter().any(|fault| {
            fault.code == FaultCode::ClocksApart
                && fault.dyad.as_ref() == Some(&story.dyad)
                && (fault.session.is_none() || fault.session == story.session)
        });
        Self { story, people: People::new(&story.names), dyads, clocks_apart }
    }

    /// The channel the link is told by: the first that is no code, where the study has several.
    pub(super) fn main(&self) -> Option<&'a Dyad> {
        let amounts = self.dyads.iter().find(|dyad| dyad.kind != Kind::Code);
        amounts.or(self.dyads.first()).copied()
    }

    /// The talk's length, seconds.
    pub(super) fn length_s(&self) -> f64 {
        self.story.end_s - self.story.start_s
    }

    /// The proposed moments by time, each with its number on the page.
    pub(super) fn numbered(&self) -> Vec<(usize, &'a Moment)> {
        numbered(self.story.proposed().collect())
    }

    /// The same of those that both may see.
    pub(super) fn for_both(&self) -> Vec<(usize, &'a Moment)> {
        let moments = moments_for_both(self.story).into_iter();
        moments.enumerate().map(|(at, place)| (at + 1, &self.story.moments[place])).collect()
    }

    /// The ribbon; moments get the numbers they have on the page, and none other are drawn where
    /// `only_told`.
    pub(super) fn ribbon(&self, numbered: &[(usize, &Moment)], only_told: bool) -> Picture {
        let story = self.story;
        let number = |moment: &Moment| {
            numbered.iter().find(|(_, m)| std::ptr::eq(*m, moment)).map(|(number, _)| *number)
        };
        let shown = story.moments.iter().filter(|m| !only_told || number(m).is_some());
        let moments = shown
            .map(|moment| RibbonMoment {
                span_s: (moment.start_s, moment.end_s),
                sign: sign(&moment.kind),
                number: number(moment),
                words: words::moment_name(moment).to_owned(),
                strength: words::moment_strength(moment),
            })
            .collect();
        let turns = [0, 1].map(|person| {
            let own = story.turns.iter().filter(|turn| turn.person == person);
            own.map(|turn| (turn.start_s, turn.end_s)).collect()
        });
        moments_ribbon(&Ribbon { span_s: (story.start_s, story.end_s), turns, moments })
    }

    /// The infinity loop of the cycle that came up; `None` without one.
    pub(super) fn infinity(&self) -> Option<Picture> {
        let found = self.story.infinity.as_ref()?;
        let cycle = self.story.cycles.get(found.cycle)?;
        let strength = words::cycle_strength(cycle);
        let half = |person: usize| LoopHalf {
            name: self.people.name(person).to_owned(),
            does: vec![words::act_does(found.legs[person].then).to_owned()],
        };
        // The way into a person's half is the way from the other: when the other …, then this one.
        let arrow = |from: usize| {
            let leg = &found.legs[1 - from];
            Some(LoopArrow { count: leg.count, strength })
        };
        Some(infinity_loop(&InfinityLoop {
            halves: [half(0), half(1)],
            arrows: [arrow(0), arrow(1)],
            rounds: (cycle.count, cycle.expected),
            title: words::cycle_name(cycle.kind),
        }))
    }

    /// Where the two spent their time; `None` without signals of both.
    pub(super) fn where_time_went(&self) -> Option<Picture> {
        let grid = self.story.grid.as_ref()?;
        let channel = &self.story.lanes.as_ref()?[0].channel;
        // The story keeps A by row; the picture draws A from left to right.
        let seconds = [0, 1, 2].map(|b| [0, 1, 2].map(|a| grid.seconds[a][b]));
        Some(where_time_went(&TimeGrid { seconds }, channel))
    }

    /// Words beside body; `None` where no turn has both.
    pub(super) fn words_and_body(&self) -> Option<Picture> {
        let turns = [0, 1].map(|person: usize| {
            let of = self.story.words_and_body[person].iter();
            of.map(|turn| TurnBeside {
                span_s: (turn.span_s[0], turn.span_s[1]),
                words: turn.words,
                body: turn.body,
                differ: turn.differs,
            })
            .collect::<Vec<TurnBeside>>()
        });
        let both = |turn: &TurnBeside| turn.words.is_finite() && turn.body.is_finite();
        turns.iter().flatten().any(both).then(|| {
            words_and_body(&WordsAndBody { span_s: (self.story.start_s, self.story.end_s), turns })
        })
    }

    /// Whether anything may be claimed of this session at all.
    pub(super) fn claims(&self) -> bool {
        let told = |m: &Moment| words::moment_strength(m) != Strength::CantTell;
        self.story.proposed().any(told) || self.story.named.is_some()
    }
}

/// The proposed moments that both may see, by time, as places among the story's moments: how far one
/// person is above an own line is that person's own affair.
pub fn moments_for_both(story: &Story) -> Vec<usize> {
    let shared = |place: &usize| !matches!(story.moments[*place].kind, MomentKind::Flooded { .. });
    let mut places: Vec<usize> = story.proposed.iter().copied().filter(shared).collect();
    places.sort_by(|x, y| story.moments[*x].start_s.total_cmp(&story.moments[*y].start_s));
    places
}

fn numbered(mut moments: Vec<&Moment>) -> Vec<(usize, &Moment)> {
    moments.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    moments.into_iter().enumerate().map(|(i, moment)| (i + 1, moment)).collect()
}

fn sign(kind: &MomentKind) -> MomentSign {
    match kind {
        MomentKind::Echo(_) => MomentSign::Echo,
        MomentKind::WindingUp(_) => MomentSign::WindingUp,
        MomentKind::Settling(_) | MomentKind::Recovery(_) => MomentSign::Settling,
        MomentKind::Repair(_) => MomentSign::Repair,
        MomentKind::WordsAndBody(_) => MomentSign::WordsAndBody,
        MomentKind::Flooded { .. } | MomentKind::CueFirst(_) => MomentSign::Other,
    }
}
