//! The built command, end to end, in a temporary folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod alone;
mod analyze;
mod bad_input;
mod beside;
mod check;
mod fit;
mod harness;
mod interruption;
mod measure;
mod measured_talk;
mod multiverse;
mod plan;
mod real;
mod report;
mod share;
mod verbs;
