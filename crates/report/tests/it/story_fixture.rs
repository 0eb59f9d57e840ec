//! A made-up session with one moment of every kind, a cycle, turns and words, for tests and for
//! looking at pages. Nobody was recorded; the words were invented.

use attune::story::{
    Act, After, ChanceOf, CodedAct, CueFirst, Cycle, CycleKind, CycleSentence, CycleSource,
    EchoMoment, Elsewhen, Flooded, Floor, Grid, InfinityLoop, Leg, Moment, MomentKind, NotTold,
    Occurrence, Otherwise, Phase, PhaseKind, Recovery, Repaired, Settling, Spiral, Talk, Told,
    Transition, TurnWordsBody, WhyNot, WordsBodyRun,
};
use attune::{Analysis, FloodSetting, Interval, Story, Verdict};
use attune_data::{Said, Turn, Who};
use attune_dynamics::{Attempt, Estimate};

use crate::fixture;

/// A word that was said and must not stand where words were left out.
pub(crate) const MARKER: &str = "marmalade";

/// One simulated couple whose session has everything a page can show.
pub(crate) fn told() -> Analysis {
    let mut analysis = fixture::one_couple();
    let people = ["Rosa", "Lee"];
    for (person, name) in analysis.dyads[0].people.iter_mut().zip(people) {
        person.name = name.into();
    }
    analysis.stories = vec![story()];
    analysis
}

/// The same session, of which nothing can be told.
pub(crate) fn untold() -> Analysis {
    let mut analysis = told();
    let dyad = &mut analysis.dyads[0];
    dyad.verdict = Verdict::CannotTell;
    dyad.rung = attune::Rung::None;
    dyad.reasons = vec![attune::Reason::TooFewIndependentStretches { n_eff: 11.4, needed: 20.0 }];
    let story = &mut analysis.stories[0];
    story.moments.clear();
    story.proposed.clear();
    story.cycles.clear();
    story.named = None;
    story.infinity = None;
    story.acts.clear();
    for sentence in &mut story.sentences {
        (sentence.noticed, sentence.answered) = (None, None);
    }
    story.not_told = Told::ALL
        .into_iter()
        .zip(WhyNot::ALL.into_iter().rev().cycle())
        .map(|(what, why)| NotTold { what, why })
        .collect();
    analysis
}

fn estimate(value: f64, lo: f64, hi: f64) -> Estimate {
    Estimate { value, lo, hi }
}

fn moment(kind: MomentKind, who: Who, start_s: f64, end_s: f64, verdict: Verdict) -> Moment {
    let strength = matches!(kind, MomentKind::Settling(_) | MomentKind::Repair(_));
    Moment {
        kind,
        who,
        start_s,
        end_s,
        estimate: 12.0,
        interval: Interval { lo: 6.0, hi: 20.0 },
        chance: Some(ChanceOf { count: 1, expected: 0.2, p: 0.03, copies: 199 }),
        verdict,
        strength,
        otherwise: vec![Otherwise::UnrecordedSharedCause, Otherwise::SpeakingOrMoving],
    }
}

/// Every kind of moment, of A, of B or of both.
pub(crate) fn every_moment() -> Vec<Moment> {
    let spiral = Spiral {
        onset_s: 180.0,
        onset_interval_s: [174.0, 188.0],
        detected_s: 206.0,
        live_onset_s: 184.0,
        end_s: Some(268.0),
        rise: [1.6, 1.2],
        through_loop: Some([0.5, 0.3]),
    };
    let settling = Settling { start_s: 268.0, end_s: 312.0, fall: [1.4, 1.1], half_s: 22.0 };
    let mut all = vec![
        moment(MomentKind::WindingUp(spiral), Who::Both, 180.0, 268.0, Verdict::Supported),
        moment(MomentKind::Settling(settling), Who::Both, 268.0, 312.0, Verdict::Supported),
    ];
    for (person, who) in [(0, Who::A), (1, Who::B)] {
        let at = 400.0 + 150.0 * person as f64;
        let echo = EchoMoment {
            person,
            at_s: at,
            span_s: [at - 10.0, at + 10.0],
            height: 1.8,
            picked_up: 0.8,
            echo: estimate(0.9, 0.2, 1.5),
        };
        all.push(moment(MomentKind::Echo(echo), who, at - 10.0, at + 10.0, Verdict::CannotTell));
        for (place, landed) in [(0.0, Some(true)), (1.0, Some(false)), (2.0, None)] {
            let at = at + 20.0 + 5.0 * place;
            let repair = Repaired {
                attempt: Attempt { person, at_s: at, coded: person == 0 },
                load: 2.2,
                half_s: landed.filter(|l| *l).map(|_| 24.0),
                below_forecast: landed,
                landed,
                each: landed.map(|_| [After::CameDown, After::StayedUp]),
                elsewhen: landed.filter(|l| *l).map(|_| Elsewhen {
                    moments: 80,
                    as_soon: 12,
                    p: 13.0 / 81.0,
                }),
            };
            all.push(moment(MomentKind::Repair(repair), who, at, at + 30.0, Verdict::Weak));
        }
        let recovery = Recovery {
            peak_s: at + 60.0,
            peak: 2.1,
            until_s: at + 110.0,
            half_life_s: estimate(21.0, 12.0, 40.0),
            censored: person == 1,
        };
        all.push(moment(MomentKind::Recovery(recovery), who, at + 60.0, at + 110.0, Verdict::Weak));
        let run = WordsBodyRun {
            person,
            span_s: [at + 70.0, at + 100.0],
            turns: vec![3, 4, 5],
            difference: estimate(2.0, 1.4, 2.6),
            p: 0.01,
        };
        all.push(moment(
            MomentKind::WordsAndBody(run),
            who,
            at + 70.0,
            at + 100.0,
            Verdict::Supported,
        ));
        let flooded = Flooded { start_s: at + 80.0, cleared_s: Some(at + 120.0), peak: 96.0 };
        let line = FloodSetting::AboveRest { sd: 3.0 };
        let flooded = MomentKind::Flooded { stretch: flooded, line };
        all.push(moment(flooded, who, at + 80.0, at + 120.0, Verdict::Weak));
        let cue = CueFirst {
            person,
            change: estimate(0.6, 0.1, 1.0),
            lead_s: 1.4,
            lead_interval_s: [0.4, 2.2],
            p: 0.02,
            turns: 9,
        };
        all.push(moment(MomentKind::CueFirst(cue), who, at + 90.0, at + 92.0, Verdict::Weak));
    }
    all.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    all
}

/// A cycle of any kind with any verdict.
pub(crate) fn cycle(kind: CycleKind, verdict: Verdict) -> Cycle {
    Cycle {
        kind,
        first: if kind.directed() { Who::A } else { Who::Both },
        source: CycleSource::Codes,
        count: 7,
        expected: 3.1,
        chance: [1.0, 5.0],
        p: 0.004,
        p_all: 0.02,
        decides: true,
        copies: 999,
        strangers: None,
        occurrences: vec![Occurrence { first: 0, start_s: 170.0, end_s: 190.0 }],
        verdict,
    }
}

fn turn(person: usize, start_s: f64, text: &str) -> Turn {
    Turn { person, start_s, end_s: start_s + 6.0, said: Some(Said::new(text)) }
}

fn act(who: Who, act: Act, at: f64) -> CodedAct {
    CodedAct { who, act, code: act.name().into(), start_s: at, end_s: at + 4.0 }
}

/// How one person talked; takes the floor at this offset.
fn talked(offset_s: f64) -> Talk {
    let floor = Floor {
        offset_s: Some(offset_s),
        latency_s: Some(0.4),
        early: usize::from(offset_s < 0.0),
        overlap: 0.03,
    };
    let mut function = [1; 9];
    function[0] = 4;
    Talk {
        turns: 3,
        spoken_s: 21.0,
        with_words: 3,
        words: 20,
        worded_s: 18.0,
        i: 2,
        function,
        floor: Some(floor),
        ..Talk::default()
    }
}

fn step(from_person: usize, from: Act, to: Act, count: usize) -> Transition {
    let to_person = 1 - from_person;
    Transition { from_person, from, to_person, to, count, share: 0.5, expected: 3.1 }
}

fn story() -> Story {
    let moments = every_moment();
    let at = |name: &str| moments.iter().position(|m| m.kind.name() == name).unwrap_or_default();
    let proposed = vec![at("winding-up"), at("settling"), at("words-and-body")];
    let leg = |who, when, then| Leg {
        who,
        when,
        then,
        count: 7,
        body: 0.8,
        body_interval: Interval { lo: 0.2, hi: 1.4 },
    };
    let beside = |person: usize| {
        let of = |i: usize| TurnWordsBody {
            span_s: [20.0 + 50.0 * i as f64, 26.0 + 50.0 * i as f64],
            words: (0.9 * (i + person) as f64).sin(),
            body: (1.7 * i as f64).cos(),
            difference: 0.4,
            words_usual: true,
            differs: i == 5,
        };
        (0..12).map(of).collect::<Vec<TurnWordsBody>>()
    };
    Story {
        dyad: "demo".into(),
        session: None,
        names: ["Rosa".into(), "Lee".into()],
        start_s: 0.0,
        end_s: 720.0,
        apart_s: None,
        lanes: None,
        lane_start_s: f64::NAN,
        lane_step_s: f64::NAN,
        turns: vec![
            turn(0, 170.0, "You left the lid off the jar again."),
            turn(1, 178.0, &format!("It is only {MARKER}.")),
            turn(0, 186.0, "It is every week."),
            turn(1, 262.0, "Fine."),
            turn(0, 270.0, "I am sorry. That came out sharp."),
            turn(1, 280.0, "Thank you."),
        ],
        talk: [talked(0.4), talked(-0.2)],
        acts: vec![
            act(Who::A, Act::Pursue, 170.0),
            act(Who::B, Act::Withdraw, 178.0),
            act(Who::A, Act::Pursue, 186.0),
        ],
        moments,
        proposed,
        cycles: vec![
            cycle(CycleKind::PursueWithdraw, Verdict::Supported),
            cycle(CycleKind::Escalation, Verdict::NotSeen),
        ],
        named: Some(0),
        // Of another event than the round that is named.
        sentences: [
            CycleSentence {
                speaker: Who::A,
                change_s: Some(402.0),
                noticed: Some(act(Who::B, Act::Soothe, 398.0)),
                answered: Some(act(Who::A, Act::Warm, 406.0)),
            },
            CycleSentence { speaker: Who::B, change_s: None, noticed: None, answered: None },
        ],
        words_and_body: [beside(0), beside(1)],
        grid: Some(Grid {
            seconds: [[60.0, 40.0, 0.0], [90.0, 240.0, 50.0], [0.0, 60.0, 120.0]],
            expected: [[20.0; 3]; 3],
        }),
        infinity: Some(InfinityLoop {
            cycle: 0,
            legs: [
                leg(Who::A, Act::Withdraw, Act::Pursue),
                leg(Who::B, Act::Pursue, Act::Withdraw),
            ],
        }),
        transitions: vec![
            step(0, Act::Pursue, Act::Withdraw, 7),
            step(1, Act::Withdraw, Act::Pursue, 5),
        ],
        phases: vec![
            Phase { start_s: 0.0, end_s: 175.0, kind: PhaseKind::Quiet, probability: 0.96 },
            Phase { start_s: 175.0, end_s: 290.0, kind: PhaseKind::BothUp, probability: 0.91 },
            Phase { start_s: 290.0, end_s: 720.0, kind: PhaseKind::Quiet, probability: 0.97 },
        ],
        not_told: vec![
            NotTold { what: Told::Echo, why: WhyNot::NoLink },
            NotTold { what: Told::Soothing, why: WhyNot::NoTimeApart },
        ],
    }
}
