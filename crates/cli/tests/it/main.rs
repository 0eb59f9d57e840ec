//! The built command, end to end, in a temporary folder.

mod analyze;
mod bad_input;
mod check;
mod harness;
mod plan;
mod real;
mod verbs;
