//! Putting recordings on one clock.

pub mod grid;
