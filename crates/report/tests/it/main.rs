//! What the report makes of a made-up study with one dyad of every verdict.

mod fixture;
mod summaries;
mod tables;
