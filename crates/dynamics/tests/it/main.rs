//! What the loop model must hold to on simulated pairs with a planted truth.

// A test that cannot go on should stop.
#![allow(clippy::unwrap_used)]

mod alternation;
mod compare;
mod degenerate;
mod honesty;
mod laws;
mod literature;
mod pair;
mod recovery;
mod state_space;
mod story;
mod thresholds;
mod verdicts;
mod what_if;
