//! How often the pages keep silent where there is nothing to tell: `cargo run --release -p
//! attune-report --example cannot_tell -- SESSIONS FIRST` prints the last table of `docs/story.md`.
//!
//! Re-paired: A of one simulated talk with B of another. Shuffled: a talk of which B's half (signal,
//! turns, codes) was moved in a loop by a third to two thirds of the talk. Both with everything
//! planted, each session a study of its own, as a couple or a therapist would give it. Real:
//! the ratings of couples, each with the partner of the next. What is counted is what stands on the
//! page for the couple and on the page for a therapist: every mark of a claim, and every sentence
//! that makes one. A third word (`re-paired`, `shuffled`, `real`, `talked`) runs that part alone.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::sync::atomic::AtomicBool;

use attune::{Analysis, Control, Plan, analyze};
use attune_data::{Kind, Person, Said, Series, Session, Span, Study, Timeline, Turn, Who};
use attune_dynamics::{
    Act, Conversation, ConversationOptions, TALK_LEXICON, simulate_conversation,
};
use attune_report::{couple_page, therapist_page};
use rayon::prelude::*;

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let (sessions, first) = (args.next().unwrap_or(40), args.next().unwrap_or(100_001));
    let talk = |seed: u64| {
        let repair_lands = seed.is_multiple_of(2);
        let options = ConversationOptions { seed, repair_lands, ..ConversationOptions::default() };
        simulate_conversation(&options).unwrap()
    };
    let seeds = first..first + sessions;
    let heart = Plan { surrogates: 199, loop_surrogates: 99, ..Plan::for_kind(Kind::Heart) };
    let each = |make: &(dyn Fn(u64) -> Session + Sync), plan: &Plan| -> Vec<[Claims; 2]> {
        seeds.clone().into_par_iter().map(|seed| said(make(seed), plan)).collect()
    };
    let only = std::env::args().skip(1).find(|a| a.parse::<u64>().is_err());
    let wanted = |what: &str| only.as_deref().is_none_or(|only| only == what);
    if wanted("re-paired") {
        show("re-paired", &each(&|seed| session([&talk(seed), &talk(seed + 1)], 0.0), &heart));
    }
    if wanted("shuffled") {
        let moved = |seed: u64| {
            let (talk, share) = (talk(seed), (seed % 97) as f64 / 97.0);
            session([&talk, &talk], TOGETHER_S * (1.0 + share) / 3.0)
        };
        show("shuffled", &each(&moved, &heart));
    }
    if wanted("real") {
        let dial = Plan { surrogates: 199, ..Plan::for_kind(Kind::Rating) };
        let real: Vec<[Claims; 2]> =
            real_strangers().into_par_iter().map(|session| said(session, &dial)).collect();
        show("real couples' ratings, re-paired", &real);
    }
    if wanted("talked") {
        // What silence costs, and that the count is not blind.
        show("as they talked", &each(&|seed| session([&talk(seed), &talk(seed)], 0.0), &heart));
    }
}

const APART_S: f64 = 120.0;
const TOGETHER_S: f64 = 720.0;

/// What a page claims, be it clear or some sign.
#[derive(Clone, Copy)]
struct Claims {
    /// That ups and downs went together, at whatever distance.
    together: bool,
    /// That one's ups and downs arrived in the other.
    echo: bool,
    direction: bool,
    cycle: bool,
    /// That an attempt to mend landed, which is told apart from chance.
    landed: bool,
}

fn show(what: &str, found: &[[Claims; 2]]) {
    for (page, name) in ["couple", "therapist"].into_iter().enumerate() {
        let silent = |of: &dyn Fn(&Claims) -> bool| {
            let n = found.iter().filter(|pages| !of(&pages[page])).count();
            format!("{n} of {} ({:.1} %)", found.len(), 100.0 * n as f64 / found.len() as f64)
        };
        println!(
            "{what}, page for a {name}: says \"can't tell\" of going together {}, echo {}, direction \
             {}, cycle {}, the last three {}, all four {}; of a repair that landed {}",
            silent(&|c| c.together),
            silent(&|c| c.echo),
            silent(&|c| c.direction),
            silent(&|c| c.cycle),
            silent(&|c| c.echo || c.direction || c.cycle),
            silent(&|c| c.together || c.echo || c.direction || c.cycle),
            silent(&|c| c.landed),
        );
    }
}

/// What the page for the couple and the page for a therapist claim of a session.
fn said(session: Session, plan: &Plan) -> [Claims; 2] {
    let lexicon = TALK_LEXICON.iter().map(|(word, valence)| ((*word).to_owned(), *valence));
    let study = Study { sessions: vec![session], lexicon: lexicon.collect(), ..Study::default() };
    let cancelled = AtomicBool::new(false);
    let control = Control { progress: &|_, _, _| {}, cancelled: &cancelled };
    let found: Analysis = analyze(&study, plan, &control).unwrap();
    let story = &found.stories[0];
    [couple_page(&found, story), therapist_page(&found, story, &[])].map(|page| claims(&page))
}

/// What a page claims, by the marks and sentences that stand on it.
fn claims(page: &str) -> Claims {
    let marked =
        |part: &str| part.contains("class=\"m some\"") || part.contains("class=\"m clear\"");
    let section = |label: &str| {
        let head = format!("aria-labelledby=\"{label}\"");
        page.split("<section").find(|part| part.contains(&head)).unwrap_or_default()
    };
    // A card of a moment has its heading before its mark.
    let high_points = section("moments-h").split("<h3").filter(|card| {
        card.split("</h3>")
            .next()
            .is_some_and(|heading| heading.contains("a high point to look at"))
    });
    let the_loop = section("loop-h");
    let round = ["a round that you two come back to", "A round you come back to</h2>"];
    let supported = ["Supported:", "Weak:", "loop-picture"];
    Claims {
        together: marked(section("title")),
        echo: marked(the_loop) || high_points.into_iter().any(marked),
        direction: page.contains("tended to start with"),
        cycle: round.iter().any(|words| page.contains(words))
            || supported.iter().any(|words| the_loop.contains(words)),
        landed: page.contains("and it landed"),
    }
}

/// A of one talk and B of the other, B's half moved in a loop by so many seconds.
fn session(talks: [&Conversation; 2], by_s: f64) -> Session {
    let moved = |person: usize, t: f64| match person {
        1 if t >= APART_S => APART_S + (t - APART_S + by_s).rem_euclid(TOGETHER_S),
        _ => t,
    };
    let person = |i: usize| {
        let series = |channel: &str, kind, unit: &str, values: &[f64]| {
            let mut values = values.to_vec();
            values[APART_S as usize..].rotate_right(if i == 1 { by_s as usize } else { 0 });
            let timeline = Timeline::Regular { start: 0.0, step: 1.0, len: values.len() };
            Series { channel: channel.into(), kind, unit: unit.into(), timeline, values }
        };
        let of = &talks[i].persons[i];
        let name = ["A", "B"][i].to_owned();
        let heart = series("heart", Kind::Heart, "bpm", &of.heart);
        let voice = series("voice", Kind::Voice, "dB", &of.voice);
        Person { role: name.clone(), name, series: vec![heart, voice] }
    };
    let apart = Span { who: Who::Both, start_s: 0.0, end_s: APART_S, code: Span::APART.into() };
    let mut spans = vec![apart];
    let mut turns = Vec::new();
    for (i, talk) in talks.iter().enumerate() {
        let at = |start: f64, end: f64| (moved(i, start), moved(i, start) + end - start);
        spans.extend(talk.acts.iter().filter(|a| a.person == i).map(|act| {
            let (start_s, end_s) = at(act.start_s, act.end_s);
            Span { who: Who::of_person(i), start_s, end_s, code: code(act.act).into() }
        }));
        turns.extend(talk.turns.iter().filter(|t| t.person == i).map(|turn| {
            let (start_s, end_s) = at(turn.start_s, turn.end_s);
            Turn { person: i, start_s, end_s, said: Some(Said::new(turn.text)) }
        }));
    }
    spans.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    turns.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    Session { dyad: "1".into(), people: [person(0), person(1)], spans, turns, ..Session::default() }
}

/// A code book's word for an act.
fn code(act: Act) -> &'static str {
    match act {
        Act::Pursue => "pursue",
        Act::Withdraw => "withdraw",
        Act::Harsh => "criticism",
        Act::Warm => "affection",
        Act::Soothe => "soothe",
        Act::Repair => "repair",
        Act::Stress => "stress_communication",
    }
}

/// Every couple's man with the woman of each of the next three couples; nothing without the recordings.
fn real_strangers() -> Vec<Session> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/couples_dial/dial.csv");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("{path} is not here");
        return Vec::new();
    };
    let mut couples: Vec<(String, [Vec<f64>; 2])> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if couples.last().is_none_or(|c| c.0 != cells[0]) {
            couples.push((cells[0].to_owned(), [Vec::new(), Vec::new()]));
        }
        for (list, cell) in couples.last_mut().unwrap().1.iter_mut().zip(&cells[3..5]) {
            list.push(cell.parse().unwrap_or(f64::NAN));
        }
    }
    let person = |name: &str, values: &[f64]| {
        let (channel, values) = ("dial".to_owned(), values.to_vec());
        let timeline = Timeline::Regular { start: 0.0, step: 2.0, len: values.len() };
        let series = Series { channel, kind: Kind::Rating, unit: String::new(), timeline, values };
        Person { name: name.into(), role: name.into(), series: vec![series] }
    };
    let pairs = (0..couples.len()).flat_map(|k| (1..=3).map(move |by| (k, by)));
    let strangers = pairs.map(|(k, by)| {
        let other = (k + by) % couples.len();
        Session {
            dyad: format!("{} and {}", couples[k].0, couples[other].0),
            people: [person("man", &couples[k].1[0]), person("woman", &couples[other].1[1])],
            ..Session::default()
        }
    });
    strangers.collect()
}
