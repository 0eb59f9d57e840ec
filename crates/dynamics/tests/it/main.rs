//! What the loop model must hold to on simulated pairs with a planted truth.

mod degenerate;
mod laws;
mod pair;
mod verdicts;
