//! The analysis as a whole.

mod laws;
mod real;
mod recordings;
