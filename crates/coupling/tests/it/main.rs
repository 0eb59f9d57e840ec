//! Laws, oracles, other programs' numbers and real recordings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod calibration;
mod codes;
mod embedding;
mod events;
mod frequency;
mod gottman_murray;
mod hidden_markov;
mod influence;
mod laws;
mod oracle;
mod phase;
mod prediction;
mod recurrence;
mod reference;
mod talk;
mod turns;
