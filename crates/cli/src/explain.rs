//! `attune explain`: any measure, null, verdict, caveat, error code, column or word.

use crate::stub::explain;

use crate::args::Explain;
use crate::failure::{Code, Failure};
use crate::terminal;

/// Runs `attune explain`.
pub(crate) fn run(verb: &Explain) -> Result<Code, Failure> {
    let Some(topic) = &verb.topic else {
        return terminal::print_text(&explain::index()).map(|()| Code::Done);
    };
    match explain::explain(topic) {
        Some(text) => terminal::print_text(&text).map(|()| Code::Done),
        None => {
            let failure = Failure::usage(format!("nothing is called {topic:?} here"));
            Err(match explain::nearest(topic) {
                Some(near) => failure.try_this(format!("attune explain {near}")),
                None => failure.try_this("attune explain lists every topic"),
            })
        }
    }
}
