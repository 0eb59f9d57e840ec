//! Laws, oracles, other programs' numbers and real recordings.

mod prediction;
mod recurrence;
