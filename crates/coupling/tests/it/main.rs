//! Laws, oracles, other programs' numbers and real recordings.

mod events;
mod laws;
mod oracle;
mod prediction;
mod recurrence;
mod reference;
