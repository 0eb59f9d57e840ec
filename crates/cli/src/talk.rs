//! Simulated conversations as recordings: in memory for the demo, as a folder for
//! `attune simulate talk`.

use std::fmt::Write as _;

use attune_data::{Kind, Person, Said, Series, Session, Span, Study, Timeline, Turn, Who};
use attune_dynamics::{
    Act, Conversation, ConversationOptions, DynamicsError, TALK_LEXICON, simulate_conversation,
};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Folder;
use crate::simulated;

/// The scenario's name on the command line.
pub(crate) const NAME: &str = "talk";
/// What is planted, in one line for a list.
pub(crate) const SUMMARY: &str = "a twelve-minute talk with turns and codes: echo, winding up, repair, words and bodies, a chase";

/// So many conversations with everything planted; each has its own seed.
pub(crate) fn conversations(seed: u64, dyads: usize) -> Result<Vec<Conversation>, DynamicsError> {
    (0..dyads as u64)
        .map(|index| {
            // Far apart, so that neighbouring seeds of the command share no couple.
            let seed = seed.wrapping_mul(1_000_003).wrapping_add(index);
            let repair_lands = index.is_multiple_of(2);
            let options = ConversationOptions { seed, repair_lands, ..Default::default() };
            simulate_conversation(&options)
        })
        .collect()
}

/// The conversations as the reader would give them.
pub(crate) fn study(talks: &[Conversation]) -> Study {
    let session = |(index, talk)| session(simulated::name(index, talks.len()), talk);
    Study {
        name: "simulated talks".to_owned(),
        sessions: talks.iter().enumerate().map(session).collect(),
        notes: vec!["these recordings are simulated; the truth in them is known".to_owned()],
        lexicon: TALK_LEXICON.iter().map(|(word, v)| ((*word).to_owned(), *v)).collect(),
        ..Study::default()
    }
}

fn session(dyad: String, talk: &Conversation) -> Session {
    let person = |i: usize| {
        let series = |channel: &str, kind, unit: &str, values: &[f64]| Series {
            channel: channel.to_owned(),
            kind,
            unit: unit.to_owned(),
            timeline: Timeline::from_times(talk.times_s.clone()),
            values: values.to_vec(),
        };
        let of = &talk.persons[i];
        Person {
            name: ["A", "B"][i].to_owned(),
            role: ["A", "B"][i].to_owned(),
            series: vec![
                series("heart", Kind::Heart, "bpm", &of.heart),
                series("voice", Kind::Voice, "dB", &of.voice),
            ],
        }
    };
    let [start_s, end_s] = talk.apart_s;
    let apart = Span { who: Who::Both, start_s, end_s, code: Span::APART.to_owned() };
    let acts = talk.acts.iter().map(|act| Span {
        who: Who::of_person(act.person),
        start_s: act.start_s,
        end_s: act.end_s,
        code: code(act.act).to_owned(),
    });
    let turns = talk.turns.iter().map(|turn| Turn {
        person: turn.person,
        start_s: turn.start_s,
        end_s: turn.end_s,
        said: Some(Said::new(turn.text)),
    });
    Session {
        dyad,
        people: [person(0), person(1)],
        spans: std::iter::once(apart).chain(acts).collect(),
        turns: turns.collect(),
        ..Session::default()
    }
}

/// The built-in code books' word for an act.
fn code(act: Act) -> &'static str {
    match act {
        Act::Pursue => "pursue",
        Act::Withdraw => "go_quiet",
        Act::Harsh => "criticism",
        Act::Warm => "affection",
        Act::Soothe => "soothe",
        Act::Repair => "repair",
        Act::Stress => "stress_communication",
    }
}

/// Writes the conversations as a study folder that `attune analyze` reads.
pub(crate) fn write(folder: &Folder, talks: &[Conversation], seed: u64) -> Result<(), Failure> {
    let study = study(talks);
    let (mut spans, mut turns) = (
        "dyad,person,start_s,end_s,code\n".to_owned(),
        "dyad,person,start_s,end_s,text\n".to_owned(),
    );
    for (session, talk) in study.sessions.iter().zip(talks) {
        let dyad = &session.dyad;
        folder.write(&format!("dyad-{dyad}.csv"), signals(talk).as_bytes())?;
        for span in &session.spans {
            let who = match span.who {
                Who::A => "A",
                Who::B => "B",
                Who::Both => "both",
            };
            let (start, end, code) = (span.start_s, span.end_s, &span.code);
            writeln!(spans, "dyad-{dyad},{who},{start:.2},{end:.2},{code}").ok();
        }
        for turn in &session.turns {
            let who = ["A", "B"][turn.person];
            let said = turn.said.as_ref().map_or("", Said::text);
            let (start, end) = (turn.start_s, turn.end_s);
            // The invented sentences hold commas and no quotation marks.
            writeln!(turns, "dyad-{dyad},{who},{start:.2},{end:.2},\"{said}\"").ok();
        }
    }
    folder.write("spans.csv", spans.as_bytes())?;
    folder.write("turns.csv", turns.as_bytes())?;
    let lexicon: String = TALK_LEXICON.iter().map(|(w, v)| format!("{w}\t{v}\n")).collect();
    folder.write("lexicon.txt", lexicon.as_bytes())?;
    folder.write("attune.toml", MANIFEST.as_bytes())?;
    folder.write("truth.json", truth(talks, seed).as_bytes())
}

const MANIFEST: &str = "# Simulated talks; what was planted stands in truth.json.
name = \"simulated talks\"
files = [\"dyad-*.csv\"]
spans = [\"spans.csv\"]
turns = [\"turns.csv\"]
lexicon = \"lexicon.txt\"
time = \"t_s\"
time_unit = \"s\"

[a]
name = \"A\"
role = \"A\"

[b]
name = \"B\"
role = \"B\"

[[channel]]
name = \"heart\"
kind = \"heart\"
unit = \"bpm\"
a = \"heart_a\"
b = \"heart_b\"

[[channel]]
name = \"voice\"
kind = \"voice\"
unit = \"dB\"
a = \"voice_a\"
b = \"voice_b\"
";

/// A wide table: time, then heart and voice of both; missing is empty.
fn signals(talk: &Conversation) -> String {
    let [a, b] = &talk.persons;
    let mut out = String::from("t_s,heart_a,heart_b,voice_a,voice_b");
    for (i, t) in talk.times_s.iter().enumerate() {
        write!(out, "\n{t}").ok();
        for value in [a.heart[i], b.heart[i], a.voice[i], b.voice[i]] {
            out.push(',');
            if value.is_finite() {
                write!(out, "{value:.3}").ok();
            }
        }
    }
    out + "\n"
}

/// What was planted, for whoever checks what was found.
fn truth(talks: &[Conversation], seed: u64) -> String {
    let name = |person: usize| ["A", "B"][person];
    let each = |(index, talk): (usize, &Conversation)| {
        let truth = &talk.truth;
        json!({
            "dyad": simulated::name(index, talks.len()),
            "gain_b_to_a": truth.two_people.gain[0],
            "gain_a_to_b": truth.two_people.gain[1],
            "apart_s": talk.apart_s,
            "winding_up": truth.spiral.map(|s| json!({
                "started_with": name(s.starter), "onset_s": s.onset_s, "held_until_s": s.end_s,
            })),
            "repair": truth.repair.map(|(who, at_s, landed)| json!({
                "who": name(who), "at_s": at_s, "landed": landed,
            })),
            "words_and_body": truth.words_and_body.map(|(who, span_s)| json!({
                "who": name(who), "span_s": span_s,
            })),
            "pursue_withdraw": truth.pursue_withdraw.map(|run| json!({
                "who_presses_on": name(run.first), "span_s": run.span_s, "rounds": run.rounds,
            })),
        })
    };
    let truth = json!({
        "schema": "attune.truth/1",
        "scenario": NAME,
        "summary": SUMMARY,
        "seed": seed,
        "dyads": talks.iter().enumerate().map(each).collect::<Vec<_>>(),
    });
    format!("{truth:#}\n")
}
