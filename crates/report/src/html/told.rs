//! What the pages for couples and therapists share: one session, who is called what, which channel
//! is told, and the pictures made of a story.

use attune::story::{Moment, MomentKind, NotTold, Told as Subject, WhyNot};
use attune::{Analysis, Dyad, Story, Verdict};
use attune_data::{FaultCode, Kind};
use maud::Markup;

use super::figure::{self, Legend};
use crate::picture::{
    InfinityLoop, LoopArrow, LoopHalf, MomentSign, Picture, Ribbon, RibbonMoment, TimeGrid,
    TurnBeside, WordsAndBody, infinity_loop, moments_ribbon, named_traces, where_time_went,
    words_and_body,
};
use crate::words::{self, People, Strength};

/// One session of an analysis, ready to be told.
pub(super) struct Told<'a> {
    pub(super) story: &'a Story,
    pub(super) people: People<'a>,
    /// Who is named first and who second: 0 for A, 1 for B.
    pub(super) order: [usize; 2],
    /// The numbers of the moments that both may see, by time.
    pub(super) numbers: Vec<usize>,
    /// The session's channels, in the analysis's order.
    pub(super) dyads: Vec<&'a Dyad>,
    /// Whether what lies beside the recording goes by another clock.
    pub(super) clocks_apart: bool,
}

impl<'a> Told<'a> {
    pub(super) fn new(analysis: &'a Analysis, story: &'a Story) -> Self {
        let same = |dyad: &&Dyad| {
            dyad.recorded() && dyad.dyad == story.dyad && dyad.session == story.session
        };
        let dyads = analysis.dyads.iter().filter(same).collect();
        let clocks_apart = analysis.faults.iter().any(|fault| {
            fault.code == FaultCode::ClocksApart
                && fault.dyad.as_ref() == Some(&story.dyad)
                && (fault.session.is_none() || fault.session == story.session)
        });
        let first = first_named(story.session.as_deref());
        Self {
            story,
            people: People::new(&story.names),
            order: [first, 1 - first],
            numbers: (1..=story.proposed.len()).collect(),
            dyads,
            clocks_apart,
        }
    }

    /// Both names, in their order.
    pub(super) fn both(&self) -> String {
        self.order.map(|person| self.people.name(person)).join(" and ")
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

    /// The proposed moments that both may see, by time, each with its number on every page.
    pub(super) fn for_both(&self) -> Vec<(String, &'a Moment)> {
        let moments = moments_for_both(self.story).into_iter().zip(&self.numbers);
        moments.map(|(place, number)| (number.to_string(), &self.story.moments[place])).collect()
    }

    /// The same and what is one person's own, by time; that has a letter, so that the numbers are
    /// those of the couple's page.
    pub(super) fn labelled(&self) -> Vec<(String, &'a Moment)> {
        let mut all = self.for_both();
        let mut own: Vec<&Moment> = self.story.proposed().filter(|m| !m.for_both()).collect();
        own.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
        all.extend(own.into_iter().zip('a'..='z').map(|(moment, letter)| (letter.into(), moment)));
        all.sort_by(|x, y| x.1.start_s.total_cmp(&y.1.start_s));
        all
    }

    /// The ribbon with its key; with `others`, where further moments began that carry some sign.
    pub(super) fn ribbon(&self, told: &[(String, &Moment)], others: bool) -> Markup {
        let story = self.story;
        let moments: Vec<RibbonMoment> = told
            .iter()
            .map(|(number, moment)| RibbonMoment {
                span_s: (moment.start_s, moment.end_s),
                sign: sign(&moment.kind),
                number: number.clone(),
                words: words::moment_name(moment).to_owned(),
                strength: words::moment_strength(moment),
            })
            .collect();
        let other = |moment: &&Moment| {
            words::moment_strength(moment) != Strength::CantTell
                && !told.iter().any(|(_, m)| std::ptr::eq(*m, *moment))
        };
        let others =
            others.then(|| story.moments.iter().filter(other).map(|m| m.start_s).collect());
        let turns = [0, 1].map(|person| {
            let own = story.turns.iter().filter(|turn| turn.person == person);
            own.map(|turn| (turn.start_s, turn.end_s)).collect()
        });
        let mut kinds: Vec<(MomentSign, String)> =
            moments.iter().map(|moment| (moment.sign, moment.words.clone())).collect();
        kinds.sort();
        kinds.dedup();
        let ribbon = Ribbon {
            span_s: (story.start_s, story.end_s),
            names: self.names(),
            first: self.order[0],
            turns,
            moments,
            others,
        };
        figure::figure(&moments_ribbon(&ribbon), "ribbon", Legend::Moments(&kinds))
    }

    /// The two lines with their key; without `amounts` no number but times.
    pub(super) fn traces(&self, dyad: &Dyad, id: &str, amounts: bool) -> Markup {
        let names = self.people.both();
        let picture = named_traces(dyad, names, self.order[0], amounts);
        let mut windows = dyad.synchrony.iter().flat_map(|found| &found.windows);
        let together =
            dyad.verdict != Verdict::CannotTell && windows.any(|window| window.beyond_chance);
        let legend = Legend::Named { names, order: self.order, together };
        figure::named_figure(&picture, id, legend, &self.people)
    }

    fn names(&self) -> [String; 2] {
        self.people.both().map(str::to_owned)
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
        // Marked is what the moments tell: turns of a stretch that is beyond chance.
        let beyond = |person: usize, at: usize| {
            self.story.moments.iter().any(|moment| match &moment.kind {
                MomentKind::WordsAndBody(run) => {
                    run.person == person
                        && words::moment_strength(moment) != Strength::CantTell
                        && run.turns.contains(&at)
                }
                _ => false,
            })
        };
        let turns = [0, 1].map(|person: usize| {
            let of = self.story.words_and_body[person].iter().enumerate();
            of.map(|(at, turn)| TurnBeside {
                span_s: (turn.span_s[0], turn.span_s[1]),
                words: turn.words,
                body: turn.difference,
                differ: beyond(person, at),
            })
            .collect::<Vec<TurnBeside>>()
        });
        let both = |turn: &TurnBeside| turn.words.is_finite() && turn.body.is_finite();
        let span_s = (self.story.start_s, self.story.end_s);
        let any = turns.iter().flatten().any(both);
        any.then(|| words_and_body(&WordsAndBody { span_s, names: self.names(), turns }))
    }

    /// What cannot be told, all that share a reason together, in the order of a page.
    pub(super) fn untold(&self) -> Vec<(WhyNot, Vec<Subject>)> {
        let mut groups: Vec<(WhyNot, Vec<Subject>)> = Vec::new();
        for not in &self.story.not_told {
            match groups.iter_mut().find(|(why, _)| *why == not.why) {
                Some((_, group)) => group.push(not.what),
                None => groups.push((not.why, vec![not.what])),
            }
        }
        groups
    }

    /// Whether anything that both may see can be claimed of this session at all.
    pub(super) fn claims(&self) -> bool {
        let told = |m: &Moment| m.for_both() && words::moment_strength(m) != Strength::CantTell;
        self.story.proposed().any(told) || self.story.named.is_some()
    }
}

/// The proposed moments that both may see, by time, as places among the story's moments: how far one
/// person is above an own line is that person's own affair.
pub fn moments_for_both(story: &Story) -> Vec<usize> {
    let shared = |place: &usize| story.moments[*place].for_both();
    let mut places: Vec<usize> = story.proposed.iter().copied().filter(shared).collect();
    places.sort_by(|x, y| story.moments[*x].start_s.total_cmp(&story.moments[*y].start_s));
    places
}

/// Who is named first: by turns from session to session, by the number in the session's name.
fn first_named(session: Option<&str>) -> usize {
    let last = session.and_then(|name| name.chars().rev().find_map(|letter| letter.to_digit(10)));
    usize::from(last.is_some_and(|digit| digit % 2 == 0))
}

/// Several subjects in one sentence.
pub(super) fn subjects(all: &[Subject]) -> String {
    let lower = |what: &Subject| {
        let mut letters = words::subject(*what).chars();
        let first = letters.next().map(|letter| letter.to_lowercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    all.iter().map(lower).collect::<Vec<_>>().join("; ")
}

/// Why it cannot be told, without what.
pub(super) fn reason(why: WhyNot, what: Subject) -> String {
    let whole = words::untold(&NotTold { what, why });
    let before = format!("{}: can't tell. ", words::subject(what));
    whole.strip_prefix(&before).map_or_else(|| whole.clone(), str::to_owned)
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
