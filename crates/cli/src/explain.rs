//! `attune explain`: any measure, null, verdict, caveat, error code, column or word.

use attune::MEASURES;
use attune_report::{About, did_you_mean, explain, topics};

use crate::args::Explain;
use crate::failure::{Code, Failure};
use crate::terminal;

/// Runs `attune explain`.
pub(crate) fn run(verb: &Explain) -> Result<Code, Failure> {
    let Some(topic) = &verb.topic else {
        return terminal::print_text(&index()).map(|()| Code::Done);
    };
    match explain(topic) {
        Some(text) => terminal::print_text(&text).map(|()| Code::Done),
        None => {
            let failure = Failure::usage(format!("nothing is called {topic:?} here"));
            let near = did_you_mean(topic);
            Err(match near.is_empty() {
                false => failure.try_this(format!("attune explain {}", near.join(", or "))),
                true => failure.try_this("attune explain lists every topic"),
            })
        }
    }
}

/// Every topic under its heading, names side by side.
fn index() -> String {
    let topics = topics();
    // A measure's own columns and other names stand in its explanation; here they would bury the rest.
    let own = |name: &str| {
        MEASURES.iter().any(|measure| name.starts_with(&format!("{}_", measure.column)))
    };
    let topics: Vec<_> = topics
        .into_iter()
        .filter(|topic| !matches!(topic.about, About::OtherName | About::Output))
        .filter(|topic| topic.about != About::Column || !own(&topic.name))
        .collect();
    let mut headings: Vec<About> = topics.iter().map(|topic| topic.about).collect();
    headings.sort_unstable();
    headings.dedup();
    let mut out = String::new();
    for about in headings {
        let names = topics.iter().filter(|topic| topic.about == about);
        let names: Vec<&str> = names.map(|topic| topic.name.as_str()).collect();
        out += &format!("{}\n{}\n", about.heading(), wrapped(&names));
    }
    out + "Ask for one by name: attune explain cannot_tell\n"
}

/// Names separated by commas, in lines that fit a terminal.
fn wrapped(names: &[&str]) -> String {
    const WIDTH: usize = 96;
    let (mut out, mut line) = (String::new(), String::from(" "));
    for (i, name) in names.iter().enumerate() {
        let word = if i + 1 < names.len() { format!(" {name},") } else { format!(" {name}") };
        if line.len() + word.len() > WIDTH {
            out += &format!("{line}\n");
            line = String::from(" ");
        }
        line += &word;
    }
    out + &line + "\n"
}
