//! What each session tells, in a table: what was written down of it, the order that came up, the
//! moments, and how much cannot be told.

use attune::{Analysis, Story};
use maud::{Markup, html};

use super::figure;
use crate::number::{count, span};
use crate::picture::Listing;
use crate::words;

/// The stories of a study; nothing where none has codes, turns, moments or cycles.
pub(super) fn sessions(analysis: &Analysis) -> Markup {
    let telling: Vec<&Story> = analysis.stories.iter().filter(|story| tells(story)).collect();
    html! {
        @if !telling.is_empty() {
            section #sessions aria-labelledby="sessions-h" {
                h2 #sessions-h { @if telling.len() == 1 { "What the session tells" } @else { "What each session tells" } }
                p { (words::cycles_sentence(&telling)) }
                @match telling.as_slice() {
                    [only] => (one(only)),
                    several => (figure::listing(&listing(several), "Sessions with what was found")),
                }
                p .aside { "Orders and moments one by one: the tables cycles and moments, and the page for a therapist (attune report)." }
            }
        }
    }
}

/// Whether a story has anything to show.
pub(super) fn tells(story: &Story) -> bool {
    !(story.turns.is_empty() && story.acts.is_empty() && story.moments.is_empty())
}

fn one(story: &Story) -> Markup {
    let names = [story.names[0].as_str(), story.names[1].as_str()];
    html! {
        @if let Some(talk) = words::talk_listing(&story.talk, names) {
            (figure::listing(&talk, "Talk of both"))
        }
        @if !story.cycles.is_empty() {
            ul { @for cycle in story.cycles.iter().filter(|cycle| cycle.count > 0) { li { (figure::unbroken(&words::cycle_for_therapist(cycle))) } } }
        }
        @if !story.not_told.is_empty() {
            details {
                summary { (count(story.not_told.len(), "thing", "things")) " that cannot be told" }
                ul { @for not in &story.not_told { li { (words::untold(not)) } } }
            }
        }
    }
}

fn listing(stories: &[&Story]) -> Listing {
    let rows = stories.iter().map(|story| {
        let turns = |person: usize| story.talk[person].turns;
        let cycle = match words::clearest_cycle(story) {
            None if story.cycles.is_empty() => {
                vec!["too few acts".into(), "–".into(), "can't tell".into()]
            }
            None => vec!["none came up".into(), "0".into(), "can't tell".into()],
            Some(cycle) => vec![
                words::cycle_name(cycle.kind),
                format!("{}, {:.1} expected", cycle.count, cycle.expected),
                words::cycle_strength(cycle).words().to_owned(),
            ],
        };
        let mut row = vec![
            label(story),
            span(story.end_s - story.start_s),
            story.acts.len().to_string(),
            format!("{} and {}", turns(0), turns(1)),
        ];
        row.extend(cycle);
        row.push(story.moments.len().to_string());
        row
    });
    Listing {
        head: vec![
            "pair",
            "length",
            "acts",
            "turns of A and B",
            "order",
            "times round",
            "can be said",
            "moments",
        ],
        rows: rows.collect(),
    }
}

fn label(story: &Story) -> String {
    match &story.session {
        Some(session) => format!("{}/{session}", story.dyad),
        None => story.dyad.clone(),
    }
}
