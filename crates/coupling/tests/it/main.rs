//! Laws, oracles, other programs' numbers and real recordings.

mod events;
mod prediction;
mod recurrence;
