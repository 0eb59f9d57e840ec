//! How fast a story is: processor time of one core for an hour with six channels and 1,000 turns, the
//! fits already done, the pages included, beside the most it may take.
//!
//! `cargo run --release -p attune-report --example story_speed`

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use attune::{Analysis, Control, Plan, analyze};
use attune_data::{Kind, Person, Said, Series, Session, Span, Study, Timeline, Turn, Who};
use attune_dynamics::{Act, ConversationOptions, TALK_LEXICON, simulate_conversation};
use attune_report::{Run, couple_page, html, therapist_page};

/// The most a story and its pages may take, seconds.
const MOST_S: f64 = 2.0;
const RUNS: usize = 3;
/// Simulated talks, one after the other.
const TALKS: u64 = 5;
const TURNS: usize = 1000;

fn main() {
    let study = hour();
    let session = &study.sessions[0];
    let channels = session.shared_channels().len();
    let acts = session.spans.iter().filter(|s| s.who != Who::Both).count();
    println!("one hour, {channels} channels of 1 Hz, {} turns, {acts} codes", session.turns.len());
    // One thread, so that no time goes into waiting for another.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (mut told, mut pages, mut made) = (f64::INFINITY, f64::INFINITY, String::new());
    for _ in 0..RUNS {
        let (analysis, story_s) = pool.install(|| told_of(&study));
        told = told.min(story_s);
        let before = processor_s();
        let story = &analysis.stories[0];
        let written = [
            couple_page(&analysis, story),
            therapist_page(&analysis, story, &[]),
            html(&analysis, &Run::default(), None),
        ];
        pages = pages.min(processor_s() - before);
        let (moments, cycles) = (story.moments.len(), story.cycles.len());
        let kib = written.map(|page| page.len() / 1024);
        made = format!("{moments} moments, {cycles} orders of acts, pages of {kib:?} KiB");
    }
    println!("  {made}");
    println!("  story            {told:6.2} s");
    println!("  three pages      {pages:6.2} s");
    let all = told + pages;
    let kept = if all <= MOST_S { "kept" } else { "NOT kept" };
    println!("  together         {all:6.2} s, at most {MOST_S} s: {kept}");
}

/// The analysis, and the processor time from the end of the fits on.
fn told_of(study: &Study) -> (Analysis, f64) {
    let fitted = Mutex::new(f64::NAN);
    let progress = |what: &'static str, done: usize, _: usize| {
        if what == "stories" && done == 0 {
            *fitted.lock().unwrap() = processor_s();
        }
    };
    let cancelled = AtomicBool::new(false);
    let control = Control { progress: &progress, cancelled: &cancelled };
    let plan = Plan { surrogates: 20, loop_surrogates: 20, ..Plan::for_kind(Kind::Heart) };
    let analysis = analyze(study, &plan, &control).unwrap();
    let story_s = processor_s() - *fitted.lock().unwrap();
    (analysis, story_s)
}

/// Processor time of the whole process, seconds (Linux).
fn processor_s() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").unwrap().flatten();
    let of = |task: fs::DirEntry| -> Option<f64> {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    1e-9 * tasks.filter_map(of).sum::<f64>()
}

/// Two minutes apart and 58 of talk: simulated talks joined, heart, voice and four made of them, and
/// as many turns as asked for.
fn hour() -> Study {
    let talks: Vec<_> = (1..=TALKS)
        .map(|seed| {
            simulate_conversation(&ConversationOptions { seed, ..ConversationOptions::default() })
                .unwrap()
        })
        .collect();
    let apart_s = talks[0].apart_s[1];
    let talk_s = talks[0].times_s.len() as f64 - apart_s;
    let joined = |of: &dyn Fn(usize) -> Vec<f64>| -> Vec<f64> {
        let rest = apart_s as usize;
        (0..talks.len()).flat_map(|k| of(k).split_off(if k == 0 { 0 } else { rest })).collect()
    };
    let person = |i: usize| {
        let heart = joined(&|k| talks[k].persons[i].heart.clone());
        let voice = joined(&|k| talks[k].persons[i].voice.clone());
        let series = |channel: &str, kind, values: Vec<f64>| Series {
            channel: channel.into(),
            kind,
            unit: String::new(),
            timeline: Timeline::Regular { start: 0.0, step: 1.0, len: values.len() },
            values,
        };
        let mixed = |share: f64, by: usize| -> Vec<f64> {
            let n = heart.len();
            (0..n).map(|t| share * heart[t] + (1.0 - share) * voice[(t + by) % n]).collect()
        };
        let others =
            [(Kind::Skin, 0.8), (Kind::Breath, 0.6), (Kind::Motion, 0.4), (Kind::Face, 0.2)];
        let mut all = vec![
            series("heart", Kind::Heart, heart.clone()),
            series("voice", Kind::Voice, voice.clone()),
        ];
        for (k, (kind, share)) in others.into_iter().enumerate() {
            all.push(series(kind.name(), kind, mixed(share, 7 * (k + 1))));
        }
        Person { name: ["A", "B"][i].into(), role: ["A", "B"][i].into(), series: all }
    };
    let mut spans =
        vec![Span { who: Who::Both, start_s: 0.0, end_s: apart_s, code: Span::APART.into() }];
    let mut turns = Vec::new();
    for (k, talk) in talks.iter().enumerate() {
        let from_s = k as f64 * talk_s;
        spans.extend(talk.acts.iter().map(|act| Span {
            who: Who::of_person(act.person),
            start_s: act.start_s + from_s,
            end_s: act.end_s + from_s,
            code: code(act.act).into(),
        }));
        turns.extend(talk.turns.iter().map(|turn| Turn {
            person: turn.person,
            start_s: turn.start_s + from_s,
            end_s: turn.end_s + from_s,
            said: Some(Said::new(turn.text)),
        }));
    }
    // The longest turns are cut in two, by the other's word in between, until there are enough.
    while turns.len() < TURNS {
        let length = |t: &Turn| t.end_s - t.start_s;
        let longest = turns.iter().max_by(|x, y| length(x).total_cmp(&length(y))).unwrap().clone();
        let third = length(&longest) / 3.0;
        let cut = turns.iter_mut().find(|t| t.start_s == longest.start_s).unwrap();
        cut.end_s = longest.start_s + third;
        let at = |person: usize, from: f64| Turn {
            person,
            start_s: longest.start_s + from * third,
            end_s: longest.start_s + (from + 0.9) * third,
            said: longest.said.clone(),
        };
        turns.extend([at(1 - longest.person, 1.0), at(longest.person, 2.0)]);
    }
    turns.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    let session = Session {
        dyad: "1".into(),
        people: [person(0), person(1)],
        spans,
        turns,
        ..Session::default()
    };
    let lexicon = TALK_LEXICON.iter().map(|(word, valence)| ((*word).to_owned(), *valence));
    Study { sessions: vec![session], lexicon: lexicon.collect(), ..Study::default() }
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
