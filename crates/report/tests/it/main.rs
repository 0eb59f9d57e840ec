//! What the report makes of a made-up study with one dyad of every verdict.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod explanations;
mod fixture;
mod loops;
mod page;
mod pages;
mod pictures;
mod sentences;
mod story_fixture;
mod summaries;
mod tables;
mod terminals;
mod told;
