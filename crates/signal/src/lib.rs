//! One person's signals and words, made ready for comparison.
//!
//! **Invariants.** Nothing here knows that a second person exists, and nothing reads a file.

pub mod dsp;
pub mod words;
