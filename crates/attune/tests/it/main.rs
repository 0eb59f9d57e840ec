//! The analysis as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod laws;
mod loop_model;
mod measures;
mod real;
mod recordings;
mod soothing;
mod story;
